"""A scene is shot by a unit that may shoot it, on a date that the unit works."""

from __future__ import annotations

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.rules import broken

KEY = "unit-works"
SENTENCE = "A scene is shot by a unit that may shoot it, on a date that the unit works."
KINDS = ("allowed",)
ALWAYS = True


def lower(lowering: Lowering) -> None:
    """Forbid each task the slots of other units, and of its own units' days off."""
    production, builder = lowering.production, lowering.builder
    off = {
        unit.id: [
            builder.slot(unit.id, k)
            for k, day in enumerate(lowering.dates)
            if not production.unit_works(unit, day)
        ]
        for unit in production.units
    }
    every = range(builder.num_dates)
    for name, task in production.tasks.items():
        if name in production.settled:
            continue
        may = {unit.id for unit in production.units_for(task)}
        strange = [builder.slot(unit.id, k) for unit in production.units if unit.id not in may for k in every]
        builder.forbid_slots(
            name, strange, KEY, f"{name} may only be shot by {', '.join(sorted(may)) or 'no unit'}."
        )
        for unit in sorted(may):
            builder.forbid_slots(name, off[unit], KEY, f"Unit {unit} does not work on its days off.")


def check(board: Board) -> list[Finding]:
    """Days on which a unit does not work, and strips that are another unit's."""
    production = board.production
    found = []
    for day in board.days:
        unit = production.units_by_id[day.unit]
        left = [task for task in day.tasks if task not in production.settled]
        if left and not production.unit_works(unit, day.day):
            found.append(
                broken(
                    KEY, f"Unit {day.unit} does not work on {format_date(day.day)}.", day.unit, str(day.day)
                )
            )
        for task in left:
            may = production.units_for(production.tasks[task])
            if unit not in may:
                names = ", ".join(u.id for u in may) or "no unit"
                sentence = f"{task} stands with unit {day.unit} on {format_date(day.day)}; it may be shot by {names}."
                found.append(broken(KEY, sentence, task, day.unit))
    return found
