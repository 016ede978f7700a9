"""A location is used only while it is open."""

from __future__ import annotations

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.rules import broken

KEY = "locations-open"
SENTENCE = "A location is shot only on dates it is open, and not before its build is done."
KINDS = ("allowed",)
ALWAYS = False


def lower(lowering: Lowering) -> None:
    """Forbid each task the dates on which its location is closed."""
    closed = {
        location.id: [k for k, day in enumerate(lowering.dates) if not location.is_open(day)]
        for location in lowering.production.locations
    }
    for name, task in lowering.production.tasks.items():
        if name not in lowering.production.settled:
            sentence = f"{task.location} is closed then."
            lowering.builder.forbid_dates(name, closed[task.location], KEY, sentence)


def check(board: Board) -> list[Finding]:
    """Strips at a closed location; what is shot is shot."""
    found = []
    for day in board.days:
        for task in day.tasks:
            location = board.production.locations_by_id[board.production.tasks[task].location]
            if not location.is_open(day.day) and task not in board.production.settled:
                sentence = (
                    f"{location.id} is closed on {format_date(day.day)}, when {task} is to be shot there."
                )
                found.append(broken(KEY, sentence, location.id, task, str(day.day)))
    return found
