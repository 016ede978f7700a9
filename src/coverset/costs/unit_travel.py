"""What it costs to bring a unit from one base to another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from coverset.costs import Charge
from coverset.lowering import Lowering
from coverset.model.board import Board

KEY = "unit-travel"
SENTENCE = "Each journey of a unit between two bases costs what that road does."
LINES = ("Unit travel",)
PREFERENCE = False


def lower(lowering: Lowering) -> None:
    """The price of each road."""
    bases = lowering.production.bases
    for i, here in enumerate(bases):
        for j, there in enumerate(bases):
            lowering.builder.travel_price[i][j] = lowering.production.travel(here.id, there.id).cost
    for _, draft in lowering.units():
        draft.values["travel_line"] = lowering.builder.line(LINES[0])


def charge(board: Board) -> Iterator[Charge]:
    """One charge for each journey."""
    for unit in board.production.units:
        for before, after in pairwise(board.unit_days(unit.id)):
            here, there = board.base(before), board.base(after)
            cost = board.production.travel(here, there).cost
            yield Charge(LINES[0], cost, unit.id, after.day, f"{here} to {there}")
