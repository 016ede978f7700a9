"""Pinned days keep their strips."""

from __future__ import annotations

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.rules import broken

KEY = "pinned-days"
SENTENCE = "A pinned day keeps its strips, and while it is closed no other strip joins them."
KINDS = ("allowed",)
ALWAYS = False


def lower(lowering: Lowering) -> None:
    """Forbid the strips of a pinned day every other slot, and every other strip a closed one."""
    builder = lowering.builder
    for pin in lowering.production.day_pins:
        here = {builder.slot(pin.unit, k) for k in lowering.days([pin.day])}
        elsewhere = set(range(len(builder.units) * builder.num_dates)) - here
        for task in builder.tasks:
            if task in pin.strips:
                builder.forbid_slots(task, elsewhere, KEY, str(pin))
            elif pin.closed:
                builder.forbid_slots(task, here, KEY, str(pin))


def check(board: Board) -> list[Finding]:
    """Strips that have left a pinned day, and strips that have joined a closed one."""
    found = []
    for pin in board.production.day_pins:
        known = set(board.production.tasks)
        gone = [task for task in pin.strips if task in known]
        come = [
            task
            for day in board.plan.days
            if (day.unit, day.day) == (pin.unit, pin.day)
            for task in day.tasks
            if task in known
        ]
        for task in (*gone, *come):
            for day in board.plan.where.get(task, ()):
                if not pin.allows(task, day.unit, day.day):
                    sentence = f"{task} stands on {format_date(day.day)} with unit {day.unit}, but {pin}"
                    found.append(broken(KEY, sentence, task, str(day.day)))
    return list(dict.fromkeys(found))
