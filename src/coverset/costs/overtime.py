"""What work beyond the standard day costs."""

from __future__ import annotations

from collections.abc import Iterator

from coverset.costs import Charge
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.units import format_duration

KEY = "overtime"
SENTENCE = "Work beyond a unit's standard day costs overtime, by the minute."
LINES = ("Overtime",)
PREFERENCE = False


def lower(lowering: Lowering) -> None:
    """The standard day and the price of an hour beyond it."""
    for unit_id, draft in lowering.units():
        unit = lowering.production.units_by_id[unit_id]
        draft.values["standard"] = unit.day.standard
        draft.values["overtime_hour"] = unit.overtime_price(lowering.production.prices.overtime_hour)
        draft.values["overtime_line"] = lowering.builder.line(LINES[0])


def charge(board: Board) -> Iterator[Charge]:
    """One charge for each day beyond the standard."""
    for day in board.days:
        over = board.clock(day).overtime
        unit = board.production.units_by_id[day.unit]
        amount = over * unit.overtime_price(board.production.prices.overtime_hour) // 60
        yield Charge(LINES[0], amount, day.unit, day.day, f"{format_duration(over)} beyond the standard day")
