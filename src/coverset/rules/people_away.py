"""Nobody is called on a date they are away."""

from __future__ import annotations

from datetime import date

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.people import Person
from coverset.rules import broken

KEY = "people-away"
SENTENCE = "Nobody is called on a date they are away."
KINDS = ("allowed",)
ALWAYS = False


def lower(lowering: Lowering) -> None:
    """Forbid each task the dates on which somebody it calls is away."""
    production = lowering.production
    away = {
        person.id: [k for k, day in enumerate(lowering.dates) if person.is_away(day)]
        for person in production.people
    }
    for name, task in production.tasks.items():
        for person in production.people_of(task) if name not in production.settled else ():
            lowering.builder.forbid_dates(
                name, away[person], KEY, f"{person} is away: {_when(production.people_by_id[person])}."
            )


def _when(person: Person) -> str:
    stretches = [f"{stretch}" for stretch in person.away]
    if person.available:
        stretches.append("outside " + " and ".join(f"{stretch}" for stretch in person.available))
    return "; ".join(stretches)


def _why(person: Person, day: date) -> str:
    return next((f" ({stretch.why})" for stretch in person.away if day in stretch and stretch.why), "")


def check(board: Board) -> list[Finding]:
    """Calls on dates of absence; what is shot is shot."""
    found = []
    for person in board.production.people:
        for day, calls in board.worked_by(person.id).items():
            if person.is_away(day):
                tasks = [
                    t
                    for call in calls
                    for t in call.tasks
                    if person.id in board.production.people_of(board.production.tasks[t])
                    and t not in board.production.settled
                ]
                if not tasks:
                    continue
                sentence = f"{person.id} is away on {format_date(day)}{_why(person, day)} but called for {', '.join(tasks)}."
                found.append(broken(KEY, sentence, person.id, str(day), *tasks))
    return found
