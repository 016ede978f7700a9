"""Work under leave for some hours is done inside them, and has its unit's day for itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from coverset.findings import Finding
from coverset.hazards.leave import name_of
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.plan import PlanDay
from coverset.model.stunt_work import Interval, StuntWork, stunt_work
from coverset.rules import broken
from coverset.units import format_clock, format_duration

KEY = "permission-hours"
SENTENCE = (
    "Work under leave for some hours of a date is done inside the hours that all its leave gives it, set-up and "
    "hand-back taken off; the unit is called for it, and does nothing else on that date."
)
KINDS = ("bases", "daylight", "dark")
ALWAYS = True
NEVER_RELAXED = True


def _room(work: StuntWork, task: str, day: date) -> Interval | None:
    """The hours of a date in which a task may be done, in the light that it needs."""
    hours = work.hours(task, day)
    return hours.dark if work.light_of(task) == "dark" else hours.daylight


def _fits(work: StuntWork, task: str, day: date) -> bool:
    room = _room(work, task, day)
    return room is not None and room[1] - room[0] >= work.production.tasks[task].minutes


def lower(lowering: Lowering) -> None:
    """Forbid dates whose hours are too short; the task's own base does the rest (`compile_production`)."""
    work = stunt_work(lowering.production)
    for task in work.to_place(work.limited):
        short = [k for k, day in enumerate(lowering.dates) if not _fits(work, task, day)]
        minutes = format_duration(lowering.production.tasks[task].minutes)
        sentence = f"{_leave(work, task)} leaves less than the {minutes} that it takes then."
        lowering.builder.forbid_dates(task, short, KEY, sentence)


def _leave(work: StuntWork, task: str) -> str:
    return " with ".join(name_of(permission) for permission in work.limited[task])


def check(board: Board) -> list[Finding]:
    """Work outside the hours of its leave, and other work on a day that such leave has for itself."""
    work, found = stunt_work(board.production), []
    for day in board.days if work.limited else ():
        if work.limited.keys().isdisjoint(day.tasks):
            continue
        for task in work.to_place(day.tasks):
            if task in work.limited and not _fits(work, task, day.day):
                found.append(_said(work, task, day.day, "does not fit"))
        clock = board.clock(day)
        if clock.hours is not None:
            for task, minutes in clock.out_of_light:
                first = task if task in work.limited else day.tasks[0]
                said = f"is {format_duration(minutes)} outside the hours"
                found.append(_said(work, first, day.day, said))
        found += _shared(board, day, work)
    return found


def _shared(board: Board, day: PlanDay, work: StuntWork) -> Iterator[Finding]:
    """Other work at the same base on a day that is called for limited hours; two bases are another rule's."""
    firsts: dict[str, str] = {}
    for task in day.tasks:
        first = firsts.setdefault(board.production.base_of(board.production.tasks[task]), task)
        if work.group(first) != work.group(task):
            limited, other = (first, task) if first in work.limited else (task, first)
            sentence = (
                f"{limited} has {_leave(work, limited)} for some hours of {format_date(day.day)} only, and "
                f"shares the day of unit {day.unit} with {other}. The unit is called for that leave alone: move "
                f"{other} to another date or unit."
            )
            yield broken(KEY, sentence, limited, other, str(day.day))


def _said(work: StuntWork, task: str, day: date, what: str) -> Finding:
    room = _room(work, task, day)
    when = f"{format_clock(room[0])} to {format_clock(room[1])}" if room else "no time"
    dark = {"dark": " in the dark", "daylight": " by day", "any": ""}[work.production.tasks[task].light]
    sentence = (
        f"{task} ({format_duration(work.production.tasks[task].minutes)}) {what} on {format_date(day)}: "
        f"{_leave(work, task)} leaves {when}{dark}, set-up and hand-back taken off. Shoot less on it, or ask for more."
    )
    return broken(KEY, sentence, task, *(p.id for p in work.limited[task]), str(day))
