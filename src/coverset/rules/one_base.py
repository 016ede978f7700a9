"""A unit shoots from one base a date and travels between bases on dates it does not shoot."""

from __future__ import annotations

from itertools import pairwise

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.rules import broken

KEY = "one-base"
SENTENCE = (
    "A unit shoots from one base on a date, and goes to another base on travel dates, when it does not shoot."
)
KINDS = ("bases", "travel")
ALWAYS = True


def lower(lowering: Lowering) -> None:
    """Fill the travel days between bases."""
    bases = lowering.production.bases
    for i, here in enumerate(bases):
        for j, there in enumerate(bases):
            lowering.builder.travel_days[i][j] = lowering.production.travel(here.id, there.id).days


def check(board: Board) -> list[Finding]:
    """Days from two bases, and too few dates to travel."""
    found = []
    production = board.production
    for unit in production.units:
        days = board.unit_days(unit.id)
        for day in days:
            bases = sorted({production.base_of(task) for task in board.tasks(day)})
            if len(bases) > 1:
                sentence = f"Unit {unit.id} shoots from {' and '.join(bases)} on {format_date(day.day)}."
                found.append(broken(KEY, sentence, unit.id, str(day.day)))
        for before, after in pairwise(days):
            here, there = board.base(before), board.base(after)
            need = production.travel(here, there).days
            have = (after.day - before.day).days - 1
            if have < need:
                sentence = (
                    f"Unit {unit.id} is at {here} on {format_date(before.day)} and at {there} on "
                    f"{format_date(after.day)}; the journey takes {need} dates, {have} lie between."
                )
                found.append(broken(KEY, sentence, unit.id, str(after.day)))
    return found
