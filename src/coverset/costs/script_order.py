"""The craft's wish to shoot a set in script order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from coverset.costs import Charge
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.production import Production
from coverset.problem import Lag

KEY = "script-order"
SENTENCE = "In one set, scenes are shot in script order: each that comes on an earlier date than the one before it costs."
LINES = ("Script order",)
PREFERENCE = True


def _neighbours(production: Production) -> Iterator[tuple[str, str]]:
    sets: dict[tuple[str, str, str], list[str]] = {}
    for scene in production.scenes:
        if scene.id in production.tasks:
            sets.setdefault((scene.film, scene.location, scene.set), []).append(scene.id)
    for scenes in sets.values():
        yield from pairwise(scenes)


def lower(lowering: Lowering) -> None:
    """A soft lag for each two neighbours in a set."""
    builder, price = lowering.builder, lowering.production.prices.script_order
    line = builder.line(LINES[0])
    if price:
        for first, second in _neighbours(lowering.production):
            lag = Lag(builder.task_index(first), builder.task_index(second), price=price, line=line)
            builder.add_lag(lag, KEY, f"{first} and {second} are in script order.")


def charge(board: Board) -> Iterator[Charge]:
    """One charge for each pair turned round."""
    price = board.production.prices.script_order
    where = {task: day.day for day in board.days for task in day.tasks}
    for first, second in _neighbours(board.production):
        if first in where and second in where and where[second] < where[first]:
            yield Charge(LINES[0], price, second, where[second], f"before {first}")
