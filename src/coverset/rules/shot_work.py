"""What is shot stays where it was shot."""

from __future__ import annotations

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.progress import Settled
from coverset.rules import broken

KEY = "shot-work"
SENTENCE = "Work that is shot stands on the date and with the unit that shot it."
KINDS = ("allowed",)
ALWAYS = True


def lower(lowering: Lowering) -> None:
    """Forbid shot work every slot but its own."""
    builder = lowering.builder
    for task, where in lowering.production.settled.items():
        own = {
            builder.slot(unit, day)
            for unit in builder.units
            for day in lowering.days((where.day,))
            if where.unit in ("", unit)
        }
        others = [slot for slot in range(len(builder.units) * builder.num_dates) if slot not in own]
        builder.forbid_slots(task, others, KEY, _was(task, where))


def _was(task: str, where: Settled) -> str:
    unit = f" by unit {where.unit}" if where.unit else ""
    return f"{task} was shot on {format_date(where.day)}{unit}."


def check(board: Board) -> list[Finding]:
    """Shot strips that stand elsewhere."""
    found = []
    for task, where in board.production.settled.items():
        for day in board.plan.where.get(task, ()):
            if day.day != where.day or where.unit not in ("", day.unit):
                sentence = (
                    f"{task} stands on {format_date(day.day)} with unit {day.unit}, but {_was(task, where)}"
                )
                found.append(broken(KEY, sentence, task, str(day.day)))
    return found
