"""A pickup is shot by the date it is due."""

from __future__ import annotations

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.rules import broken

KEY = "pickups-due"
SENTENCE = "A pickup that is owed by a date is shot by then."
KINDS = ("allowed",)
ALWAYS = False


def lower(lowering: Lowering) -> None:
    """Forbid each pickup the dates after it is due."""
    for task, due in lowering.production.due.items():
        late = [k for k, day in enumerate(lowering.dates) if day > due]
        lowering.builder.forbid_dates(task, late, KEY, f"The pickup {task} is due by {format_date(due)}.")


def check(board: Board) -> list[Finding]:
    """Pickups that come too late."""
    found = []
    for task, due in board.production.due.items():
        for day in board.plan.where.get(task, ()):
            if day.day > due:
                sentence = (
                    f"The pickup {task} stands on {format_date(day.day)}; it is due by {format_date(due)}."
                )
                found.append(broken(KEY, sentence, task, str(day.day)))
    return found
