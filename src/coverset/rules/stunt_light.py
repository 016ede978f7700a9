"""Daylight work on a stunt keeps off sunrise and sunset, so that rescue has light too."""

from __future__ import annotations

from datetime import date

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.light import LightWindows, light_windows
from coverset.model.production import Production
from coverset.model.stunt_work import stunt_work
from coverset.rules import broken
from coverset.rules._stunts import placed, warned
from coverset.units import format_clock, format_duration

KEY = "stunt-light"
SENTENCE = (
    "Daylight work on a stunt with a light margin is on dates whose daylight is long enough with the margin at "
    "both ends; a strip that comes closer to sunrise or sunset than its margin on its date is a warning."
)
KINDS = ("allowed",)
ALWAYS = False
SEVERITIES = ("conflict", "warning")


def _margin(production: Production, task: str) -> int | None:
    """The greatest margin of a task's stunts in minutes; None where it needs no daylight or no margin."""
    if production.tasks[task].light != "daylight":
        return None
    stunts = (production.stunts.stunts_by_id[beat.stunt] for beat in stunt_work(production).beats[task])
    return max((s.light_margin for s in stunts if s.light_margin is not None), default=None)


def _light(production: Production, task: str, day: date) -> LightWindows:
    return light_windows(production, production.base_of(production.tasks[task]), day)


def _fits(production: Production, task: str, margin: int, day: date) -> bool:
    light = _light(production, task, day).daylight
    return light is not None and light[1] - light[0] - 2 * margin >= production.tasks[task].minutes


def lower(lowering: Lowering) -> None:
    """Forbid dates with too little daylight."""
    production, work = lowering.production, stunt_work(lowering.production)
    for task in work.to_place(work.beats):
        margin = _margin(production, task)
        if margin is not None:
            days = [k for k, day in enumerate(lowering.dates) if not _fits(production, task, margin, day)]
            sentence = (
                f"{task} needs daylight with {format_duration(margin)} to spare at both ends, too short then."
            )
            lowering.builder.forbid_dates(task, days, KEY, sentence)


def check(board: Board) -> list[Finding]:
    """Strips on dates that are too short for their margin; warnings where the order of the day leaves less."""
    production, found = board.production, []
    for task, day in placed(board, stunt_work(production).beats):
        margin = _margin(production, task)
        if margin is None:
            continue
        light = _light(production, task, day.day).daylight
        when = f"{format_clock(light[0])} to {format_clock(light[1])}" if light else "not at all"
        due = f"{format_duration(margin)} of light are to be left before and after it"
        if not _fits(production, task, margin, day.day):
            sentence = (
                f"{task} does not fit the daylight of {format_date(day.day)} ({when}): {due}. Plan it on a date "
                f"with more light, or shoot less on it."
            )
            found.append(broken(KEY, sentence, task, str(day.day)))
            continue
        timed = next(each for each in board.clock(day).strips if each.strip.task == task)
        if light and (timed.start < light[0] + margin or timed.end > light[1] - margin):
            sentence = (
                f"{task} is to be shot from {format_clock(timed.start)} to {format_clock(timed.end)} on "
                f"{format_date(day.day)}, when there is daylight from {when}: {due}. Put it earlier in the day, or give "
                f"it another."
            )
            found.append(warned(KEY, sentence, task, str(day.day)))
    return found
