"""What a unit costs for each date it works."""

from __future__ import annotations

from collections.abc import Iterator

from coverset.costs import Charge
from coverset.lowering import Lowering
from coverset.model.board import Board

KEY = "unit-days"
SENTENCE = "Each date a unit works costs the unit's day."
LINES = ("Unit days",)
PREFERENCE = False


def lower(lowering: Lowering) -> None:
    """The day's price, the same on every date."""
    for unit_id, draft in lowering.units():
        cost = lowering.production.units_by_id[unit_id].day_cost
        draft.day_price = dict.fromkeys(range(lowering.builder.num_dates), cost)
        draft.values["day_line"] = lowering.builder.line(LINES[0])


def charge(board: Board) -> Iterator[Charge]:
    """One charge for each unit-day."""
    for day in board.days:
        yield Charge(LINES[0], board.production.units_by_id[day.unit].day_cost, day.unit, day.day)
