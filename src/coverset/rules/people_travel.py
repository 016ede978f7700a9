"""Nobody is called at another base before they can have travelled there."""

from __future__ import annotations

from itertools import pairwise

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.rules import broken

KEY = "people-travel"
SENTENCE = "Nobody is called at another base before the travel dates between the two have passed."
KINDS = ("person travel",)
ALWAYS = True


def lower(lowering: Lowering) -> None:
    """Make each person's span travel."""
    for person in lowering.production.people:
        if span := lowering.person(person.id):
            span.values["travels"] = True


def check(board: Board) -> list[Finding]:
    """Calls at two bases too close together."""
    found = []
    production = board.production
    for person in production.people:
        for (day, calls), (next_day, next_calls) in pairwise(board.worked_by(person.id).items()):
            here, there = board.base(calls[-1]), board.base(next_calls[0])
            need, have = production.travel(here, there).days, (next_day - day).days - 1
            if have < need:
                sentence = (
                    f"{person.id} works at {here} on {format_date(day)} and at {there} on "
                    f"{format_date(next_day)}; the journey takes {need} dates, {have} lie between."
                )
                found.append(broken(KEY, sentence, person.id, str(next_day)))
    return found
