"""What it costs to go to another set of the same location."""

from __future__ import annotations

from collections.abc import Iterator

from coverset.costs import Charge
from coverset.lowering import Lowering
from coverset.model.board import Board

KEY = "set-changes"
SENTENCE = (
    "Each change of set inside a location costs: lights, dressing and half an hour of everybody's time."
)
LINES = ("Set changes",)
PREFERENCE = False


def lower(lowering: Lowering) -> None:
    """The price of a set change."""
    for _, draft in lowering.units():
        draft.values["set_change_price"] = lowering.production.prices.set_change
        draft.values["set_change_line"] = lowering.builder.line(LINES[0])


def charge(board: Board) -> Iterator[Charge]:
    """One charge for each day's set changes."""
    for day in board.days:
        changes = board.clock(day).set_changes
        yield Charge(LINES[0], changes * board.production.prices.set_change, day.unit, day.day)
