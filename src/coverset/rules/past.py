"""What lies before the date of replanning stays."""

from __future__ import annotations

from datetime import date

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.rules import broken

KEY = "past"
SENTENCE = "What the plan in force has before the date of replanning stays; nothing else is planned before that date."
KINDS = ("allowed",)
ALWAYS = True


def lower(lowering: Lowering) -> None:
    """Forbid past strips every slot but their own, and the others the dates that are over."""
    baseline, builder = lowering.production.baseline, lowering.builder
    if baseline is None:
        return
    over = [k for k, day in enumerate(lowering.dates) if day < baseline.as_of]
    too_late = f"It is {format_date(baseline.as_of)}: dates before it are over."
    for task in lowering.production.tasks:
        kept = baseline.kept(task)
        if kept is None:
            builder.forbid_dates(task, over, KEY, too_late)
        elif kept[0] in builder.units and kept[1] in lowering.index:
            own = builder.slot(kept[0], lowering.index[kept[1]])
            others = [slot for slot in range(len(builder.units) * builder.num_dates) if slot != own]
            builder.forbid_slots(task, others, KEY, _stays(task, *kept))


def _stays(task: str, unit: str, day: date) -> str:
    return f"{task} was planned with unit {unit} on {format_date(day)}, which is over."


def check(board: Board) -> list[Finding]:
    """Strips that left a date that is over, or were put on one."""
    baseline = board.production.baseline
    if baseline is None:
        return []
    found = []
    for day in board.days:
        for task in day.tasks:
            kept = baseline.kept(task)
            if kept is None and day.day < baseline.as_of:
                sentence = f"{task} stands on {format_date(day.day)}, but it is {format_date(baseline.as_of)} already."
                found.append(broken(KEY, sentence, task, str(day.day)))
            elif kept is not None and kept != (day.unit, day.day):
                sentence = (
                    f"{task} stands on {format_date(day.day)} with unit {day.unit}, but {_stays(task, *kept)}"
                )
                found.append(broken(KEY, sentence, task, str(day.day)))
    return found
