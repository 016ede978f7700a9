"""Each scene is on the board once."""

from __future__ import annotations

from coverset.findings import Finding, Severity
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.rules import broken

KEY = "once"
SENTENCE = "Each scene, part and activity is shot exactly once."
KINDS: tuple[str, ...] = ()
ALWAYS = True
SEVERITIES = ("conflict", "warning")


def lower(lowering: Lowering) -> None:
    """An assignment gives each task one slot, so the engines cannot break this."""


def check(board: Board) -> list[Finding]:
    """Strips that stand twice, are left out, or are not known; the boneyard is only a warning."""
    found = []
    for name, day in board.unknown:
        where = f"{format_date(day.day)}, unit {day.unit}"
        found.append(
            broken(KEY, f"The board names {name!r} on {where}, which the production does not have.", name)
        )
    for task in board.production.tasks:
        days = board.plan.where.get(task, ())
        count = sum(day.tasks.count(task) for day in days)
        if count > 1:
            when = ", ".join(format_date(day.day) for day in days)
            found.append(broken(KEY, f"{task} stands {count} times on the board: {when}.", task))
        if not count:
            boned = task in board.plan.boneyard
            where = "is in the boneyard" if boned else "is not on the board"
            found.append(
                Finding(
                    KEY, Severity.WARNING if boned else Severity.CONFLICT, f"{task} {where}.", about=(task,)
                )
            )
    return found
