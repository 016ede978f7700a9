"""Everyone called rests from the wrap of one day to the call of the next, whatever the unit."""

from __future__ import annotations

from itertools import pairwise

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.rules import broken
from coverset.units import format_duration

KEY = "people-rest"
SENTENCE = (
    "Everyone called rests from a wrap to the next date's call, make-up included and also between units, "
    "and works no more dates in a row than allowed."
)
KINDS = ("rest", "run")
ALWAYS = False


def lower(lowering: Lowering) -> None:
    """Give each person's span the strictest rest and run of the units that may call them."""
    for person in lowering.production.people:
        if span := lowering.person(person.id):
            rest, run = lowering.production.rest_of(person.id)
            span.values["rest"], span.values["max_run"] = rest, run


def check(board: Board) -> list[Finding]:
    """Short turnarounds and long runs of a person."""
    found = []
    for person in board.production.people:
        due, most = board.production.rest_of(person.id)
        run = 1
        for (day, calls), (next_day, next_calls) in pairwise(board.worked_by(person.id).items()):
            next_date = (next_day - day).days == 1
            run = run + 1 if next_date else 1
            if most and run > most:
                sentence = (
                    f"{person.id} works {run} dates in a row by {format_date(next_day)}; {most} are allowed."
                )
                found.append(broken(KEY, sentence, person.id, str(next_day)))
            rest = (
                min(board.clock(c).call for c in next_calls)
                + 24 * 60
                - max(board.clock(c).wrap for c in calls)
            )
            if next_date and due and rest < due:
                sentence = (
                    f"{person.id} has {format_duration(max(0, rest))} from the wrap to the unit's call on "
                    f"{format_date(next_day)}; {format_duration(due)} are due, with make-up before the call."
                )
                found.append(broken(KEY, sentence, person.id, str(next_day)))
    return found
