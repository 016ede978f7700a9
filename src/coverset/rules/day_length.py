"""A day's work fits the unit's longest day."""

from __future__ import annotations

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.rules import broken
from coverset.units import format_duration

KEY = "day-length"
SENTENCE = "From call to wrap a unit works no longer than its longest day: set-ups, set changes and moves count, meals do not."
KINDS = ("length",)
ALWAYS = False


def lower(lowering: Lowering) -> None:
    """Give each unit its longest day."""
    for unit_id, draft in lowering.units():
        draft.values["longest"] = lowering.production.units_by_id[unit_id].day.longest


def check(board: Board) -> list[Finding]:
    """Days longer than the unit's longest."""
    found = []
    for day in board.days:
        longest = board.production.units_by_id[day.unit].day.longest
        work = board.clock(day).work
        if work > longest:
            sentence = (
                f"Unit {day.unit} works {format_duration(work)} on {format_date(day.day)}; "
                f"its longest day is {format_duration(longest)}."
            )
            found.append(broken(KEY, sentence, day.unit, str(day.day)))
    return found
