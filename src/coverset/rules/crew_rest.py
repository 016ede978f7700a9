"""The crew rests from wrap to call, and not too many dates are worked in a row."""

from __future__ import annotations

from itertools import pairwise

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.rules import broken
from coverset.units import format_duration

KEY = "crew-rest"
SENTENCE = (
    "A crew has its daily rest from one wrap to the next call, and works no more dates in a row than allowed."
)
KINDS = ("crew rest", "crew run")
ALWAYS = False


def lower(lowering: Lowering) -> None:
    """Give each unit its rest and its run of dates."""
    for unit_id, draft in lowering.units():
        day = lowering.production.units_by_id[unit_id].day
        draft.values["rest"], draft.values["max_run"] = day.rest, day.max_run


def check(board: Board) -> list[Finding]:
    """Short turnarounds and long runs of a unit."""
    found = []
    for unit in board.production.units:
        run = 1
        for before, after in pairwise(board.unit_days(unit.id)):
            next_date = (after.day - before.day).days == 1
            run = run + 1 if next_date else 1
            if unit.day.max_run and run > unit.day.max_run:
                sentence = f"Unit {unit.id} works {run} dates in a row by {format_date(after.day)}; {unit.day.max_run} are allowed."
                found.append(broken(KEY, sentence, unit.id, str(after.day)))
            rest = board.clock(after).call + 24 * 60 - board.clock(before).wrap
            if next_date and unit.day.rest and rest < unit.day.rest:
                sentence = (
                    f"Unit {unit.id} rests {format_duration(max(0, rest))} before {format_date(after.day)}; "
                    f"{format_duration(unit.day.rest)} are due."
                )
                found.append(broken(KEY, sentence, unit.id, str(after.day)))
    return found
