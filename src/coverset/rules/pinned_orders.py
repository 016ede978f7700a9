"""Pinned orders hold."""

from __future__ import annotations

from itertools import pairwise

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.problem import Lag
from coverset.rules import broken

KEY = "pinned-orders"
SENTENCE = (
    "Strips whose order is pinned are shot in that order on one date by one unit, directly where it says so."
)
KINDS = ("lag",)
ALWAYS = False


def lower(lowering: Lowering) -> None:
    """Hold the strips of a sequence to one unit-day, and lay it there in its order; what contradicts itself fits nowhere."""
    builder = lowering.builder
    for sequence in lowering.production.sequences:
        if sequence.possible:
            builder.add_chain(sequence.tasks, whole=sequence.whole)
        for pin in sequence.pins:
            if not sequence.possible:
                for task in pin.order:
                    builder.forbid_dates(task, range(builder.num_dates), KEY, str(pin))
            for before, after in pairwise(pin.order) if sequence.possible else ():
                first, second = builder.task_index(before), builder.task_index(after)
                builder.add_lag(Lag(first, second, most=0, ordered=True), KEY, str(pin))


def check(board: Board) -> list[Finding]:
    """Orders that the board has otherwise."""
    found = []
    where = {task: day for day in board.days for task in day.tasks}
    for sequence in board.production.sequences:
        for pin in sequence.pins:
            days = {where[task].day: where[task] for task in pin.order if task in where}
            if any(task not in where for task in pin.order) or pin.kept_in(where[pin.order[0]].tasks):
                continue
            stand = " and ".join(f"{format_date(day.day)} with unit {day.unit}" for day in days.values())
            sentence = f"{', '.join(pin.order)} stand on {stand}, but {pin}"
            found.append(broken(KEY, sentence, *pin.order, *map(str, days)))
    return found
