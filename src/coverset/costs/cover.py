"""What it is worth to keep cover: an interior of each base that is shot after whatever weather can stop there."""

from __future__ import annotations

from collections.abc import Iterator

from coverset.costs import Charge
from coverset.hazards.weather import weather_dependent
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.production import Production
from coverset.model.scenes import Scene
from coverset.problem import Lag

KEY = "cover"
SENTENCE = (
    "Work that weather can stop costs, by the day's worth, when it is shot after the reserve of its base: the longest "
    "interior there, held back as cover."
)
LINES = ("Uncovered weather work",)
PREFERENCE = True


def reserves(production: Production) -> dict[str, str]:
    """The reserve of each base: its longest scene that no weather can stop, the first of several; bases without one lack."""
    found: dict[str, str] = {}
    for name, task in production.tasks.items():
        if not isinstance(task, Scene) or name in production.settled or weather_dependent(production, name):
            continue
        base = production.base_of(task)
        if base not in found or task.minutes > production.tasks[found[base]].minutes:
            found[base] = name
    return found


def exposed(production: Production) -> dict[str, tuple[str, int]]:
    """The strips that weather can stop and their base could cover: each with its reserve and price in minor units."""
    price = production.prices.cover
    if not price:
        return {}
    kept = reserves(production)
    standard = max((unit.day.standard for unit in production.units if unit.kind != "prep"), default=0) or 1
    found = {}
    for name, task in production.tasks.items():
        reserve = kept.get(production.base_of(task))
        if reserve and name not in production.settled and weather_dependent(production, name):
            found[name] = (reserve, price * min(task.minutes, standard) // standard)
    return found


def lower(lowering: Lowering) -> None:
    """A soft lag for each strip that weather can stop: its reserve comes on a later date."""
    builder = lowering.builder
    line = builder.line(LINES[0])
    for name, (reserve, price) in exposed(lowering.production).items():
        lag = Lag(builder.task_index(name), builder.task_index(reserve), least=1, price=price, line=line)
        builder.add_lag(lag, KEY, f"{reserve} is kept as cover until {name} is shot.")


def charge(board: Board) -> Iterator[Charge]:
    """One charge for each strip that weather can stop when its reserve is no longer to be shot."""
    where = {task: day.day for day in board.days for task in day.tasks}
    for name, (reserve, price) in exposed(board.production).items():
        if name in where and reserve in where and where[reserve] <= where[name]:
            yield Charge(LINES[0], price, name, where[name], f"its reserve {reserve} is shot by then")
