"""What it costs to go to another location."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from coverset.costs import Charge
from coverset.lowering import Lowering
from coverset.model.board import Board

KEY = "moves"
SENTENCE = (
    "Each company move costs: from one location to another inside a day, "
    "and overnight when a unit's day shares no location with its day before."
)
LINES = ("Company moves",)
PREFERENCE = False


def lower(lowering: Lowering) -> None:
    """The price of a move."""
    usual = lowering.production.prices.move
    for unit_id, draft in lowering.units():
        draft.values["move_price"] = lowering.production.units_by_id[unit_id].move_price(usual)
        draft.values["move_line"] = lowering.builder.line(LINES[0])


def charge(board: Board) -> Iterator[Charge]:
    """One charge for each day's moves and each overnight one."""
    for unit in board.production.units:
        price = unit.move_price(board.production.prices.move)
        days = board.unit_days(unit.id)
        for day in days:
            yield Charge(LINES[0], board.clock(day).moves * price, unit.id, day.day, "during the day")
        for before, after in pairwise(days):
            last = {task.location for task in board.tasks(before)}
            if last.isdisjoint(task.location for task in board.tasks(after)):
                place = board.tasks(after)[0].location
                yield Charge(LINES[0], price, unit.id, after.day, f"overnight to {place}")
