"""Nobody works for two units on one date."""

from __future__ import annotations

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.rules import broken

KEY = "one-unit-a-date"
SENTENCE = "Nobody works for two units on one date, whatever the film."
KINDS = ("limit",)
ALWAYS = False


def lower(lowering: Lowering) -> None:
    """Limit each person's span to one unit a date."""
    for person in lowering.production.people:
        if span := lowering.person(person.id):
            span.limit = dict.fromkeys(range(lowering.builder.num_dates), 1)


def check(board: Board) -> list[Finding]:
    """People called by two units on one date."""
    found = []
    for person in board.production.people:
        for day, calls in board.worked_by(person.id).items():
            if len(calls) > 1:
                units = " and ".join(call.unit for call in calls)
                sentence = f"{person.id} is called by units {units} on {format_date(day)}."
                found.append(broken(KEY, sentence, person.id, str(day)))
    return found
