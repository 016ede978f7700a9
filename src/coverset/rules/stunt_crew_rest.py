"""The stunt crew rests as performers and crews do, and longer where that is theirs."""

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
from coverset.model.stunts import CrewMember
from coverset.rules import broken
from coverset.rules._stunts import alike, names_of
from coverset.units import format_duration

KEY = "stunt-crew-rest"
SENTENCE = (
    "Doubles, drivers, riggers, coordinators and medics rest from a wrap to the next date's call, whatever the "
    "unit, at least as long as its crew and as is their own due, and work no more dates in a row than it."
)
KINDS = ("rest", "run")
ALWAYS = False


def _due(production: Production, member: CrewMember) -> tuple[int, int]:
    """The rest due to a member in minutes, and the most dates in a row (0: no limit)."""
    tasks = stunt_work(production).tasks_of.get(member.id, ())
    units = {unit.id: unit for task in tasks for unit in production.units_for(production.tasks[task])}
    rest = max((unit.day.rest for unit in units.values()), default=0)
    run = min((unit.day.max_run for unit in units.values() if unit.day.max_run), default=0)
    return max(rest, member.rest or 0), run


def lower(lowering: Lowering) -> None:
    """Give each member's span the rest and run that are due to them."""
    production = lowering.production
    work = stunt_work(production)
    for members in alike(production):
        rest, run = _due(production, members[0])
        names = f"{names_of([member.id for member in members])} of the stunt crew"
        span = lowering.builder.span(f"crew {members[0].id}", work.tasks_of[members[0].id])
        span.values["rest"], span.values["max_run"] = rest, run
        span.reasons["rest"] = (KEY, f"{names}: {format_duration(rest)} of rest are due.")
        span.reasons["run"] = (KEY, f"{names}: at most {run} dates in a row.")


def check(board: Board) -> list[Finding]:
    """Short turnarounds and long runs of a member of the stunt crew."""
    production, found = board.production, []
    for name, tasks in stunt_work(production).tasks_of.items():
        rest, most = _due(production, production.stunts.crew_by_id[name])
        own = set(tasks)
        worked: dict[date, list[DayClock]] = {}
        for day in board.days:
            if not own.isdisjoint(day.tasks):
                worked.setdefault(day.day, []).append(board.clock(day))
        run = 1
        for (day_, clocks), (next_day, next_clocks) in pairwise(sorted(worked.items(), key=lambda w: w[0])):
            next_date = (next_day - day_).days == 1
            run = run + 1 if next_date else 1
            if most and run > most:
                sentence = (
                    f"{name} of the stunt crew works {run} dates in a row by {format_date(next_day)}; {most} are "
                    f"allowed. Give them a date off, or engage another."
                )
                found.append(broken(KEY, sentence, name, str(next_day)))
            has = min(c.call for c in next_clocks) + 24 * 60 - max(c.wrap for c in clocks)
            if next_date and has < rest:
                sentence = (
                    f"{name} of the stunt crew has {format_duration(max(0, has))} from wrap to call before "
                    f"{format_date(next_day)}; {format_duration(rest)} are due. A tired rigger or driver is a "
                    f"hazard of its own: call later, or leave a date between."
                )
                found.append(broken(KEY, sentence, name, str(next_day)))
    return found
