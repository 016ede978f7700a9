"""A unit's days are no longer, in pages, than those of the board it came with."""

from __future__ import annotations

from itertools import zip_longest

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.clock import day_eighths
from coverset.rules import broken
from coverset.units import format_eighths

KEY = "board-lengths"
SENTENCE = "Where a board's own day lengths are kept, the longest day holds no more pages than its longest, and so on."
KINDS = ("lengths",)
ALWAYS = False


def lower(lowering: Lowering) -> None:
    """Give each such unit its lengths."""
    for unit_id, draft in lowering.units():
        lengths = lowering.production.units_by_id[unit_id].lengths
        draft.values["lengths"] = tuple(sorted(lengths, reverse=True))


def check(board: Board) -> list[Finding]:
    """Units whose k-th longest day is longer than allowed."""
    found = []
    for unit in board.production.units:
        if not unit.lengths:
            continue
        own = sorted((day_eighths(board.production, day) for day in board.unit_days(unit.id)), reverse=True)
        for k, (have, most) in enumerate(
            zip_longest(own, sorted(unit.lengths, reverse=True), fillvalue=0), start=1
        ):
            if have > most:
                sentence = (
                    f"Unit {unit.id}: the {k}. longest day holds {format_eighths(have)} pages, "
                    f"where {format_eighths(most)} are kept to."
                )
                found.append(broken(KEY, sentence, unit.id))
                break
    return found
