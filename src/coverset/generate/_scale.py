"""How large a made-up production is: its kind, scenes by film, cast, places, and what things cost there."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt
from random import Random

from coverset.model.pace import Pace, pace

_LEADS = 4


@dataclass(frozen=True, slots=True)
class Money:
    """What a day costs in minor units, as (least, most): main unit, leads, supporting cast, day players, places."""

    unit: tuple[int, int]
    lead: tuple[int, int]
    support: tuple[int, int]
    day_player: tuple[int, int]
    place: tuple[int, int]


_MONEY = {
    "studio": Money(
        (7_000_000, 12_000_000),
        (800_000, 1_600_000),
        (150_000, 400_000),
        (60_000, 120_000),
        (150_000, 900_000),
    ),
    "independent": Money(
        (1_800_000, 3_000_000), (150_000, 320_000), (50_000, 120_000), (25_000, 60_000), (40_000, 200_000)
    ),
    "television": Money(
        (3_000_000, 5_500_000), (180_000, 450_000), (60_000, 150_000), (25_000, 60_000), (50_000, 250_000)
    ),
    "micro": Money((300_000, 600_000), (15_000, 30_000), (10_000, 16_000), (7_500, 12_000), (0, 30_000)),
}


@dataclass(frozen=True, slots=True)
class Scale:
    """The size of one production. ``scenes`` by film; ``shared_unit``: one main unit shoots every film."""

    kind: str
    pace: Pace
    money: Money
    scenes: tuple[int, ...]
    cast: int
    shared_cast: int
    leads: int
    bases: int
    shared_unit: bool
    second_unit: bool

    def places(self, film: int) -> int:
        """How many locations a film has."""
        return max(1, min(self.scenes[film], round(1.6 * sqrt(self.scenes[film]))))


def scale(random: Random, films: int, scenes: int) -> Scale:
    """Decide the size of a production of so many films and scenes."""
    each = scenes / films
    if each > 250:
        kind = "television"
    elif each <= 30 and random.random() < 0.6:
        kind = "micro"
    else:
        kind = random.choice(("studio", "independent"))
    counts = [scenes // films] * films
    for film in range(scenes % films):
        counts[film] += 1
    for film in range(films - 1):
        moved = min(counts[film + 1] - 1, random.randrange(0, max(1, counts[film] // 10)))
        counts[film] += moved
        counts[film + 1] -= moved
    cast = max(2 * films, min(60 * films, round(30 * (scenes / 100) ** 0.65), 2 * scenes))
    leads = _LEADS if each >= 12 else 1 if each < 3 else 2
    return Scale(
        kind=kind,
        pace=pace(kind),
        money=_MONEY[kind],
        scenes=tuple(counts),
        cast=cast,
        shared_cast=ceil(cast / 8) if films > 1 else 0,
        leads=leads,
        bases=1 if scenes < 20 else min(6, 2 + scenes // 80),
        shared_unit=films > 1 and scenes <= 400 and random.random() < 0.4,
        second_unit=scenes >= 120,
    )


def between(random: Random, limits: tuple[int, int]) -> int:
    """An amount between two, to two or three leading digits as people agree them."""
    low, high = limits
    amount = low + random.random() * (high - low)
    step: int = max(500, 10 ** max(0, len(str(int(amount))) - 2))
    return round(amount / step) * step
