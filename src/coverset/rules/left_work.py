"""What is not shot yet is planned after what is."""

from __future__ import annotations

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.production import Production
from coverset.model.progress import begun, last_shot
from coverset.rules import broken

KEY = "left-work"
SENTENCE = (
    "What is not shot yet stands on no date before the last on which its unit has shot, "
    "and after what is shot of its own scene."
)
KINDS = ("allowed",)
ALWAYS = False


def _left(production: Production) -> list[str]:
    """Strips that are neither shot nor held to a past date by the plan in force."""
    kept = production.baseline.kept if production.baseline is not None else None
    return [
        task
        for task in production.tasks
        if task not in production.settled and (kept is None or kept(task) is None)
    ]


def lower(lowering: Lowering) -> None:
    """Forbid what is left the dates that are over for the unit, and those up to its scene's last shot date."""
    production, builder = lowering.production, lowering.builder
    if not production.settled:
        return
    last, own = last_shot(production), begun(production)
    over = {
        f"Unit {unit} has shot until {format_date(day)}.": [
            builder.slot(unit, k) for k, other in enumerate(lowering.dates) if other < day
        ]
        for unit, day in last.items()
        if unit in builder.units
    }
    for task in _left(production):
        for sentence, slots in over.items():
            builder.forbid_slots(task, slots, KEY, sentence)
        if task in own:
            days = [k for k, day in enumerate(lowering.dates) if day <= own[task]]
            builder.forbid_dates(task, days, KEY, f"{task} was begun on {format_date(own[task])}.")


def check(board: Board) -> list[Finding]:
    """Strips on dates that are over, and rests and pickups that come before what is shot of their scene."""
    production = board.production
    if not production.settled:
        return []
    last, own, left = last_shot(production), begun(production), set(_left(production))
    found = []
    for day in board.days:
        for task in day.tasks:
            if task not in left:
                continue
            when = format_date(day.day)
            if day.unit in last and day.day < last[day.unit]:
                sentence = (
                    f"{task} stands on {when}, but unit {day.unit} has shot until {format_date(last[day.unit])} "
                    "and not this: record it in progress.csv, or plan it again."
                )
                found.append(broken(KEY, sentence, task, day.unit, str(day.day)))
            elif task in own and day.day <= own[task]:
                sentence = (
                    f"{task} stands on {when}, but was begun on {format_date(own[task])}: plan it later."
                )
                found.append(broken(KEY, sentence, task, str(day.day)))
    return found
