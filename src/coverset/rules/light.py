"""Exteriors are shot in the light they need."""

from __future__ import annotations

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.stunt_work import stunt_work
from coverset.problem import ANY, DARK, DAYLIGHT
from coverset.rules import broken
from coverset.units import format_clock

KEY = "light"
SENTENCE = "EXT/NIGHT is shot in the dark, other exteriors in daylight; interiors at any time."
KINDS = ("daylight", "dark")
ALWAYS = False

_LIGHT = {"any": ANY, "daylight": DAYLIGHT, "dark": DARK}


def lower(lowering: Lowering) -> None:
    """Tell each task's light; the clock does the rest."""
    work = stunt_work(lowering.production)
    for name in lowering.production.tasks:
        lowering.builder.tasks[name].light = _LIGHT[work.light_of(name)]


def check(board: Board) -> list[Finding]:
    """Strips outside the light they need."""
    found = []
    for day in board.days:
        clock = board.clock(day)
        if clock.hours is not None:
            continue  # Leave limits the hours of this day, and the rule of its hours speaks.
        for task, minutes in clock.out_of_light:
            need = stunt_work(board.production).light_of(task)
            window = clock.light.daylight if need == "daylight" else clock.light.dark
            when = f"{format_clock(window[0])} to {format_clock(window[1])}" if window else "never"
            sentence = (
                f"{task} needs {'dark' if need == 'dark' else 'daylight'} and misses it by {minutes} minutes on "
                f"{format_date(day.day)} (unit {day.unit}); at {clock.base} that is {when}."
            )
            found.append(broken(KEY, sentence, task, str(day.day)))
    return found
