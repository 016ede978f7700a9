"""What a lost date takes away is not shot on it."""

from __future__ import annotations

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.event import LostDay
from coverset.model.production import Production
from coverset.model.scenes import Scene
from coverset.rules import broken

KEY = "lost-days"
SENTENCE = "On a date lost to weather no exterior is shot at that base; on one lost altogether, nothing."
KINDS = ("allowed",)
ALWAYS = False


def takes(production: Production, lost: LostDay, task: str) -> bool:
    """Whether a lost date takes a scene or activity away, whichever unit would do it."""
    work = production.tasks[task]
    if lost.base and production.base_of(work) != lost.base:
        return False
    outside = work.int_ext != "INT" if isinstance(work, Scene) else work.light == "daylight"
    return lost.all_work or outside


def lower(lowering: Lowering) -> None:
    """Forbid what a lost date takes away, to the unit that loses it."""
    production, builder = lowering.production, lowering.builder
    for lost in production.lost_days:
        slots = [
            builder.slot(unit, k)
            for k in lowering.days((lost.day,))
            for unit in builder.units
            if lost.unit in ("", unit)
        ]
        for task in production.tasks:
            if takes(production, lost, task) and task not in production.settled:
                builder.forbid_slots(task, slots, KEY, _sentence(lost))


def _sentence(lost: LostDay) -> str:
    what = "All work" if lost.all_work else "Exteriors"
    where = f" at {lost.base}" if lost.base else ""
    unit = f" of unit {lost.unit}" if lost.unit else ""
    why = f" ({lost.why})" if lost.why else ""
    verb = "is" if lost.all_work else "are"
    return f"{what}{where}{unit} {verb} lost on {format_date(lost.day)}{why}."


def check(board: Board) -> list[Finding]:
    """Strips on dates that have lost them; what was shot in spite of it is shot."""
    production = board.production
    found = []
    for lost in production.lost_days:
        for day in board.days:
            if day.day != lost.day or lost.unit not in ("", day.unit):
                continue
            for task in day.tasks:
                if takes(production, lost, task) and task not in production.settled:
                    sentence = (
                        f"{task} stands on {format_date(day.day)} with unit {day.unit}. {_sentence(lost)}"
                    )
                    found.append(broken(KEY, sentence, task, str(day.day)))
    return found
