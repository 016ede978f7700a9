"""Cover: for each day that weather can stop, what is shot instead - unshot, dressed, its people and place callable."""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from coverset.findings import Finding, Severity
from coverset.hazards.weather import weather_dependent
from coverset.model.board import Board
from coverset.model.cover import Cover
from coverset.model.dates import format_date
from coverset.model.edits import MoveStrip
from coverset.model.plan import Plan, PlanDay
from coverset.model.production import Production
from coverset.model.scenes import Scene
from coverset.problem import Problem
from coverset.problem.timeline import canonical_order, timeline
from coverset.rules import check
from coverset.solve.compile import Compiled, compile_production

_TRIES = 6
_NOT_ABOUT_COVER = frozenset(("once", "pins", "pinned-days"))


def cover_sets(
    production: Production,
    plan: Plan,
    *,
    since: date | None = None,
    spent: frozenset[str] = frozenset(),
    only: tuple[str, date] | None = None,
    seconds: float | None = None,
) -> tuple[Cover, ...]:
    """The cover of each unit-day ahead that weather can stop, in date order.

    What stands on a later date of the same base, that no weather can stop and that may be shot on the date by the
    same unit; every rule that a plan is held to is asked of the day as it would then be. One set of strips may cover
    several days: once it is shot it covers none. ``since`` leaves out earlier dates, ``spent`` names strips that
    may not be used, ``only`` asks for one unit-day. After ``seconds`` no further day is begun: those looked at by
    then are the answer.
    """
    until = math.inf if seconds is None else time.monotonic() + seconds
    board = Board(replace(production, baseline=None), plan)
    days = [day for day in weather_days(board, since) if only in (None, (day.unit, day.day))]
    finder = _Finder(board, compile_production(board.production)) if days else None
    found: list[Cover] = []
    for day in days:
        if finder is None or time.monotonic() > until:
            break
        found.append(finder.cover(day, spent))
    return tuple(found)


def weather_days(board: Board, since: date | None = None) -> tuple[PlanDay, ...]:
    """The unit-days that want cover: weather can stop them, and not all that stands on them is shot."""
    production = board.production
    return tuple(
        day
        for day in board.days
        if production.units_by_id[day.unit].kind != "prep"
        and (since is None or day.day >= since)
        and any(weather_dependent(production, task) for task in day.tasks)
        and not all(task in production.settled for task in day.tasks)
    )


def uncovered(covers: tuple[Cover, ...]) -> list[Finding]:
    """A note for each day that weather can stop and nothing covers."""
    return [
        Finding("no-cover", Severity.NOTE, cover.why, about=(cover.unit, str(cover.day)))
        for cover in covers
        if not cover.covered
    ]


def swapped(plan: Plan, cover: Cover) -> Plan:
    """The board with the cover on its day and what was lost in the boneyard."""
    for task in cover.lost:
        plan = MoveStrip(task).apply(plan)
    for task in cover.tasks:
        plan = MoveStrip(task, cover.unit, cover.day).apply(plan)
    return plan


class _Finder:
    """One board looked at for cover: what each strip is exposed to, and what is shot later at each base."""

    def __init__(self, board: Board, compiled: Compiled) -> None:
        self.board, self.production, self.compiled = board, board.production, compiled
        self.problem: Problem = compiled.problem
        self.index = {name: k for k, name in enumerate(compiled.tasks)}
        self.dates = {day: k for k, day in enumerate(compiled.dates)}
        self.conflicts = set(check(board))
        self._exposed: dict[str, bool] = {}
        self.later: dict[str, list[tuple[date, str]]] = defaultdict(list)
        for day in board.days:
            for task in day.tasks:
                if not self.exposed(task) and isinstance(self.production.tasks[task], Scene):
                    self.later[self.production.base_of(self.production.tasks[task])].append((day.day, task))

    def exposed(self, task: str) -> bool:
        """Whether weather can stop a strip."""
        if task not in self._exposed:
            self._exposed[task] = bool(weather_dependent(self.production, task))
        return self._exposed[task]

    def cover(self, day: PlanDay, spent: frozenset[str]) -> Cover:
        """The best cover of a unit-day: most of the lost minutes, fewest people newly called."""
        lost = tuple(t for t in day.tasks if self.exposed(t) and t not in self.production.settled)
        kept = tuple(t for t in day.tasks if t not in lost)
        base, nothing = self.board.base(day), Cover(day.unit, day.day, lost, wanted=self._minutes(lost))
        left = [t for when, t in self.later[base] if when > day.day and t not in spent]
        place = self.production.bases_by_id[base].name or base
        if not left:
            return replace(
                nothing, why=f"{_day(day)}: no interior of {place} is left to shoot after that date."
            )
        may = [t for t in left if self._allowed(t, day) and t not in self.production.settled]
        if not may:
            why = (
                f"{_day(day)}: of {len(left)} interiors of {place} shot later none may be shot on that date."
            )
            return replace(nothing, why=f"{why} {self._hint(left[0], day)}".strip())
        called = {
            person for task in day.tasks for person in self.production.people_of(self.production.tasks[task])
        }
        wanted = nothing.wanted
        broken: list[Finding] = []
        sets = sorted(self._sets(may), key=lambda tasks: self._rank(tasks, called, wanted))
        for tasks in sets[:_TRIES]:
            fits = self._filled(day, kept, tasks, wanted)
            while fits:
                found = replace(
                    nothing, tasks=fits, minutes=self._minutes(fits), people=self._new(fits, called)
                )
                broken = self._breaks(found)
                if not broken:
                    return found
                fits = fits[:-1]
        first = f" {broken[0].sentence}" if broken else ""
        return replace(nothing, why=f"{_day(day)}: no interior of {place} fits into the day.{first}")

    def _allowed(self, task: str, day: PlanDay) -> bool:
        slot = self.problem.slot(self.compiled.units.index(day.unit), self.dates[day.day])
        return slot in self.problem.tasks[self.index[task]].allowed

    def _hint(self, task: str, day: PlanDay) -> str:
        slot = self.problem.slot(self.compiled.units.index(day.unit), self.dates[day.day])
        said = (
            f.sentence
            for f in self.compiled.builder.forbids
            if f.task == self.index[task] and slot in f.slots
        )
        return next(said, "")

    def _sets(self, tasks: list[str]) -> Iterator[list[str]]:
        """What may be shot, by location: cover does not move the company inside its day."""
        places: dict[str, list[str]] = defaultdict(list)
        for task in tasks:
            places[self.production.tasks[task].location].append(task)
        yield from places.values()

    def _rank(self, tasks: list[str], called: set[str], wanted: int) -> tuple[int, int]:
        short = max(0, wanted - self._minutes(tuple(tasks)))
        return short, len(self._new(tuple(tasks), called))

    def _filled(self, day: PlanDay, kept: tuple[str, ...], tasks: list[str], wanted: int) -> tuple[str, ...]:
        """As many strips of a place as the day's clock takes, those that call nobody new first."""
        called = {p for task in day.tasks for p in self.production.people_of(self.production.tasks[task])}
        order = sorted(
            tasks, key=lambda t: (len(self._new((t,), called)), -self._minutes((t,)), self.index[t])
        )
        chosen: list[str] = []
        for task in order:
            if self._minutes(tuple(chosen)) >= wanted:
                break
            if self._clock_takes(day, (*kept, *chosen, task)):
                chosen.append(task)
        return tuple(chosen)

    def _clock_takes(self, day: PlanDay, tasks: tuple[str, ...]) -> bool:
        unit = self.problem.units[self.compiled.units.index(day.unit)]
        ordered = canonical_order(self.problem, [self.index[task] for task in tasks])
        base = self.problem.bases[self.problem.tasks[ordered[0]].base]
        clock = timeline(self.problem, unit, base, self.dates[day.day], ordered)
        return clock.work <= unit.longest and clock.day_short <= 0 and clock.dark_short <= 0

    def _breaks(self, cover: Cover) -> list[Finding]:
        """What the swap would break: nothing that is about the strips that weather took, or about their pins."""
        after = check(Board(self.production, swapped(self.board.plan, cover)))
        gone = set(cover.lost)
        return [
            finding
            for finding in after
            if finding not in self.conflicts
            and finding.severity is Severity.CONFLICT
            and finding.code not in _NOT_ABOUT_COVER
            and not gone & set(finding.about)
        ]

    def _minutes(self, tasks: tuple[str, ...]) -> int:
        return sum(self.problem.tasks[self.index[task]].minutes for task in tasks)

    def _new(self, tasks: tuple[str, ...], called: set[str]) -> tuple[str, ...]:
        people = dict.fromkeys(
            person for task in tasks for person in self.production.people_of(self.production.tasks[task])
        )
        return tuple(person for person in people if person not in called)


def _day(day: PlanDay) -> str:
    return f"{format_date(day.day)}, {day.unit}"
