"""The craft's wishes for nights: at the end of the week, and together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from coverset.costs import Charge
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.calendar import Unit
from coverset.model.dates import DAY
from coverset.model.production import Production
from coverset.problem.problem import NIGHT_SHIFT

KEY = "nights"
SENTENCE = (
    "Nights come at the end of a unit's week and together: each working date that still follows in the week, "
    "and each change between nights and days, costs."
)
LINES = ("Early nights", "Stray nights")
PREFERENCE = True


def _dates_to_come(production: Production, unit: Unit, day: date) -> int:
    count, following = 0, day + DAY
    while count < 7 and production.unit_works(unit, following):
        count, following = count + 1, following + DAY
    return count


def lower(lowering: Lowering) -> None:
    """A price by date for the night shift, and one for each change of shift."""
    production, builder = lowering.production, lowering.builder
    early, stray = map(builder.line, LINES)
    for unit_id, draft in lowering.units():
        unit = production.units_by_id[unit_id]
        for k, day in enumerate(lowering.dates):
            to_come = _dates_to_come(production, unit, day)
            draft.shift_price[NIGHT_SHIFT, k] = production.prices.early_night * to_come
        draft.values |= {
            "shift_line": early,
            "switch_price": production.prices.stray_night,
            "switch_line": stray,
        }


def charge(board: Board) -> Iterator[Charge]:
    """Nights early in the week, and changes of shift."""
    early, stray = LINES
    production = board.production
    for unit in production.units:
        days = board.unit_days(unit.id)
        for day in days:
            if board.clock(day).shift == "night":
                to_come = _dates_to_come(production, unit, day.day)
                why = f"{to_come} working {'date follows' if to_come == 1 else 'dates follow'} in the week"
                yield Charge(early, to_come * production.prices.early_night, unit.id, day.day, why)
        for before, after in pairwise(days):
            if (board.clock(before).shift == "night") != (board.clock(after).shift == "night"):
                yield Charge(stray, production.prices.stray_night, unit.id, after.day, "change of shift")
