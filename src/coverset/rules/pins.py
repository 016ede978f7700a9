"""Pinned strips and fixed dates hold."""

from __future__ import annotations

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date, in_any
from coverset.rules import broken

KEY = "pins"
SENTENCE = "A pinned strip keeps its date and unit."
KINDS = ("allowed",)
ALWAYS = False


def lower(lowering: Lowering) -> None:
    """Forbid each pinned task every slot but its own."""
    builder = lowering.builder
    for pin in lowering.production.strip_pins:
        if pin.task in lowering.production.settled:
            continue
        if pin.dates:
            other = [k for k, day in enumerate(lowering.dates) if not in_any(day, pin.dates)]
            builder.forbid_dates(pin.task, other, KEY, str(pin))
        if pin.unit:
            strange = [
                builder.slot(unit, k)
                for unit in builder.units
                if unit != pin.unit
                for k in range(builder.num_dates)
            ]
            builder.forbid_slots(pin.task, strange, KEY, str(pin))


def check(board: Board) -> list[Finding]:
    """Strips off their pins; what is shot is shot."""
    found = []
    for pin in board.production.strip_pins:
        for day in board.plan.where.get(pin.task, ()):
            if not pin.allows(day.unit, day.day) and pin.task not in board.production.settled:
                sentence = f"{pin.task} stands on {format_date(day.day)} with unit {day.unit}, but {pin}"
                found.append(broken(KEY, sentence, pin.task, str(day.day)))
    return found
