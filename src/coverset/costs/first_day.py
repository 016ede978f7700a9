"""The craft's wish for a light first day without a big stunt."""

from __future__ import annotations

from collections.abc import Iterator

from coverset.costs import Charge
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.clock import day_eighths
from coverset.model.scenes import Scene

KEY = "first-day"
SENTENCE = "A unit's first day is light, and holds no big stunt: pages beyond a light day and stunts on day one cost."
LINES = ("Heavy first day", "Stunt on day one")
PREFERENCE = True


def lower(lowering: Lowering) -> None:
    """The opening prices of units and tasks."""
    production, builder = lowering.production, lowering.builder
    heavy, stunt = map(builder.line, LINES)
    for _, draft in lowering.units():
        draft.values |= {
            "opening_size": production.prices.first_day_eighths,
            "opening_price": production.prices.heavy_first_day,
            "opening_line": heavy,
            "opening_task_line": stunt,
        }
    for name, task in production.tasks.items():
        if isinstance(task, Scene) and task.big_stunt:
            builder.tasks[name].opening = production.prices.first_day_stunt


def charge(board: Board) -> Iterator[Charge]:
    """What each unit's first day holds beyond the wish."""
    heavy, stunt = LINES
    prices = board.production.prices
    for unit in board.production.units:
        for day in board.unit_days(unit.id)[:1]:
            over = max(0, day_eighths(board.production, day) - prices.first_day_eighths)
            yield Charge(
                heavy, over * prices.heavy_first_day, unit.id, day.day, f"{over}/8 beyond a light day"
            )
            for task in board.tasks(day):
                if isinstance(task, Scene) and task.big_stunt:
                    yield Charge(stunt, prices.first_day_stunt, task.id, day.day)
