"""What is assumed about a production until somebody says it: times by page, day rates, dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil

from coverset.model.pace import allowance, pace
from coverset.units import format_money

# No source: round figures to replace. Day rates in minor units for people in at least a third of the scenes,
# in at least a tenth, in fewer.
_RATES = {
    "studio": (1_000_000, 400_000, 120_000),
    "independent": (250_000, 120_000, 60_000),
    "low-budget": (120_000, 70_000, 40_000),
    "television": (200_000, 100_000, 50_000),
    "soap": (100_000, 60_000, 40_000),
    "micro": (15_000, 10_000, 7_500),
}

# No source: what a shooting unit costs a day, without the cast, in minor units.
_UNIT_DAYS = {
    "studio": 15_000_000,
    "independent": 2_500_000,
    "low-budget": 1_200_000,
    "television": 5_000_000,
    "soap": 3_000_000,
    "micro": 200_000,
}


def unit_day(kind: str) -> int:
    """The day cost assumed for a unit of a production of this kind, in minor units."""
    return _UNIT_DAYS.get(kind, _UNIT_DAYS["independent"])


def minutes_per_eighth(kind: str) -> int:
    """Shooting minutes an eighth of a page takes on a production of this kind."""
    return pace(kind).minutes_per_eighth


def minutes_per_setup() -> int:
    """Minutes a camera set-up takes on average."""
    return allowance("set_up").minutes


def shooting_minutes(eighths: int, setups: int, kind: str) -> int:
    """The time a scene takes when nobody has stated it: by its pages or by its set-ups, whichever is more."""
    return max(eighths * minutes_per_eighth(kind), setups * minutes_per_setup())


def day_rate(scenes: int, total: int, kind: str) -> int:
    """The day rate assumed for somebody in so many of all scenes, in minor units."""
    lead, support, day_player = _RATES.get(kind, _RATES["independent"])
    if scenes * 3 >= total and scenes > 1:
        return lead
    return support if scenes * 10 >= total and scenes > 2 else day_player


def rates_in_words(kind: str, currency: str) -> str:
    """The assumed day rates as a sentence says them."""
    lead, support, player = (format_money(rate, currency) for rate in _RATES.get(kind, _RATES["independent"]))
    return f"{lead} a day in a third of the scenes or more, {support} in a tenth, {player} in fewer"


def next_monday(today: date) -> date:
    """The first Monday after a date."""
    return today + timedelta(days=7 - today.weekday())


def end_date(start: date, minutes: int, standard: int, off: Sequence[int]) -> date:
    """A last date far enough off: half as many working dates again as the minutes fill, and two weeks."""
    working = max(1, 7 - len(set(off)))
    days = ceil(minutes * 3 / max(1, standard) / 2) + 2 * working
    return start + timedelta(days=ceil(days * 7 / working))
