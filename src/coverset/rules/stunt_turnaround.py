"""Nobody comes to a stunt straight off a night, or off another stunt."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.clock import DayClock
from coverset.model.dates import format_date
from coverset.model.production import Production
from coverset.model.stunt_work import stunt_work
from coverset.rules import broken
from coverset.rules._stunts import names_of, waiver
from coverset.units import format_duration

KEY = "stunt-turnaround"
SENTENCE = (
    "Whoever is in a stunt has the production's turnaround for stunts between following dates on which they are in "
    "a stunt or work in the dark: nobody comes to a stunt straight off a night."
)
KINDS = ("rest",)
ALWAYS = False


def _groups(production: Production) -> dict[tuple[str, ...], tuple[str, ...]]:
    """What binds whom: stunts and work in the dark that have the same people in them, by tasks in script order."""
    work, tasks = stunt_work(production), production.tasks
    stunts = {
        task
        for task, beats in work.shot.items()
        if not all(waiver(production, beat.id, KEY) for beat in beats)
    }
    if not stunts or not production.stunts.turnaround:
        return {}
    bound: dict[str, list[str]] = {}
    for name, task in tasks.items():
        if name in stunts or task.light == "dark":
            for who in dict.fromkeys((*production.people_of(task), *(m.id for m in work.crew.get(name, ())))):
                bound.setdefault(who, []).append(name)
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for who, own in bound.items():
        if len(own) > 1 and not stunts.isdisjoint(own):
            found[tuple(own)] = (*found.get(tuple(own), ()), who)
    return found


def lower(lowering: Lowering) -> None:
    """A span of each group's tasks, with the turnaround as its rest."""
    turnaround = lowering.production.stunts.turnaround
    for tasks, people in _groups(lowering.production).items():
        span = lowering.builder.span(f"turnaround {people[0]}", tasks)
        span.values["rest"] = turnaround
        sentence = (
            f"{names_of(people)} {'has' if len(people) == 1 else 'have'} {format_duration(turnaround)} from wrap to call "
            f"between following dates with a stunt or work in the dark."
        )
        span.reasons["rest"] = (KEY, sentence)


def check(board: Board) -> list[Finding]:
    """Stunts and nights on following dates with too few hours between them for the people in both."""
    production, found = board.production, []
    due = production.stunts.turnaround
    for tasks, people in _groups(production).items():
        own = set(tasks)
        worked: dict[date, list[tuple[str, DayClock]]] = {}
        for day in board.days:
            if not own.isdisjoint(day.tasks):
                first = next(task for task in day.tasks if task in own)
                worked.setdefault(day.day, []).append((first, board.clock(day)))
        for (day_, before), (next_day, after) in pairwise(sorted(worked.items(), key=lambda each: each[0])):
            rest = min(c.call for _, c in after) + 24 * 60 - max(c.wrap for _, c in before)
            if (next_day - day_).days == 1 and rest < due:
                sentence = (
                    f"{names_of(people)} {'has' if len(people) == 1 else 'have'} {format_duration(max(0, rest))} from "
                    f"the wrap after {before[0][0]} on {format_date(day_)} to the call for {after[0][0]} on "
                    f"{format_date(next_day)}; {format_duration(due)} are due around stunts and work in the dark. "
                    f"Leave a date between, or call later."
                )
                found.append(broken(KEY, sentence, *people, str(next_day)))
    return found
