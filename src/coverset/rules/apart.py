"""Scenes that may not share a date."""

from __future__ import annotations

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.rules import broken

KEY = "apart"
SENTENCE = "Scenes declared apart are not shot on the same date."
KINDS = ("apart",)
ALWAYS = False


def lower(lowering: Lowering) -> None:
    """A pair for each two scenes kept apart."""
    for pair in lowering.production.open_aparts:
        sentence = f"{pair.first} and {pair.second} are kept apart{f': {pair.why}' if pair.why else ''}."
        lowering.builder.add_apart(pair.first, pair.second, KEY, sentence)


def check(board: Board) -> list[Finding]:
    """Pairs that share a date."""
    where = {task: day.day for day in board.days for task in day.tasks}
    found = []
    for pair in board.production.open_aparts:
        if pair.first in where and where[pair.first] == where.get(pair.second):
            why = f" ({pair.why})" if pair.why else ""
            sentence = f"{pair.first} and {pair.second} share {format_date(where[pair.first])} but are kept apart{why}."
            found.append(broken(KEY, sentence, pair.first, pair.second))
    return found
