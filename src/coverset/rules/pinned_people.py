"""People are called only on the dates that they were promised."""

from __future__ import annotations

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.rules import broken

KEY = "pinned-people"
SENTENCE = (
    "Nobody is called on a date that a decision keeps them off, or beyond the dates that they are pinned to."
)
KINDS = ("allowed",)
ALWAYS = False


def lower(lowering: Lowering) -> None:
    """Forbid each task the dates that are not promised by somebody it calls."""
    production = lowering.production
    for pin in production.person_pins:
        closed = [k for k, day in enumerate(lowering.dates) if not pin.allows(day)]
        for name, task in production.tasks.items():
            if pin.person in production.people_of(task):
                lowering.builder.forbid_dates(name, closed, KEY, str(pin))


def check(board: Board) -> list[Finding]:
    """Calls on dates that were not promised."""
    found, production = [], board.production
    for pin in production.person_pins:
        for day, calls in board.worked_by(pin.person).items():
            if not pin.allows(day):
                tasks = [
                    t.id for call in calls for t in board.tasks(call) if pin.person in production.people_of(t)
                ]
                sentence = f"{pin.person} is called on {format_date(day)} for {', '.join(tasks)}, but {pin}"
                found.append(broken(KEY, sentence, pin.person, str(day), *tasks))
    return found
