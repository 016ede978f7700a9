"""The least number of calls that any plan changes: what is certain at a glance, and a linear relaxation that proves more.

A call is changed when somebody is called on a date and was not, was and is not, or by another unit (`calls.Calls`).
docs/concepts/replanning.md derives both bounds. Neither knows what a plan costs: they hold at any price.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from coverset.problem import DARK, DAYLIGHT, Problem, Unit
from coverset.solve.bound.domains import domains, light_minutes
from coverset.solve.calls import Calls

_SAFE = 0.01
"""What a linear optimum is lowered by before it is rounded up: far above the solver's tolerance."""

_DUAL = "use_dual_simplex: true perturb_costs_in_dual_simplex: true"
"""Days with nobody called so far are worth the same to everybody: the primal simplex takes three times as long."""


def certain_changes(problem: Problem, calls: Calls) -> int:
    """Changed calls that are certain at a glance: cancelled ones, and people whose work fits none of their dates.

    A call is cancelled for certain when none of the person's tasks may stand on its date. Somebody with tasks that
    may stand on no date called before needs new dates for them: as many as their minutes fill whole days.
    """
    open_slots = domains(problem)
    found = calls.gone
    for s, old in calls.old.items():
        dates = [{slot % problem.num_dates for slot in open_slots[t]} for t in calls.members[s]]
        possible = set().union(*dates)
        found += sum(day not in possible for day in old)
        homeless = [
            t
            for t, own in zip(calls.members[s], dates, strict=True)
            if own and min(own) >= calls.today and not own & old.keys()
        ]
        if homeless:
            units = {slot // problem.num_dates for t in homeless for slot in open_slots[t]}
            minutes = sum(problem.tasks[t].minutes for t in homeless)
            found += max(1, math.ceil(minutes / max(1, sum(_room(problem.units[u]) for u in units))))
    return found


def least_changes(problem: Problem, calls: Calls, *, seconds: float) -> int:
    """The least number of calls that any plan changes, as far as it can be proved in the seconds.

    The optimum of a linear relaxation of who is called where (the module `_Relaxation` says what it keeps), or what is
    certain when that comes to more or the time ends first.
    """
    certain = certain_changes(problem, calls)
    found = _Relaxation(problem, calls).optimum(seconds)
    return certain if found is None else max(certain, math.ceil(found - _SAFE))


def _room(unit: Unit) -> int:
    return max(1, unit.longest - unit.prepare)


class Place(NamedTuple):
    """A unit's date, or (date -1) all the dates of a unit on which nobody is called so far, taken together."""

    unit: int
    day: int


@dataclass(frozen=True)
class _Relaxation:
    """The choice of a date for every task ahead, divided as one likes between them.

    Kept are: every task stands somewhere it may; a unit's day has one base, its length with the time for set changes,
    its number of locations and its light; somebody called gives a share of the day at least as large as that of each
    task and of the minutes of all; nobody works for more units on a date than allowed. Left out are rest, travel, the
    order in a day, and that days are whole.
    """

    problem: Problem
    calls: Calls

    @cached_property
    def quiet(self) -> frozenset[int]:
        """The dates from today on for which nobody is called so far."""
        busy = set().union(*(old.keys() for old in self.calls.old.values()))
        return frozenset(range(self.calls.today, self.problem.num_dates)) - busy

    def optimum(self, seconds: float) -> float | None:
        """The fewest changed calls of the relaxation; None when it was not solved in the seconds."""
        from ortools.linear_solver import pywraplp

        lp = pywraplp.Solver.CreateSolver("GLOP")
        lp.SetSolverSpecificParametersAsString(_DUAL)
        posted = _Posted(self, lp)
        lp.Minimize(lp.Sum(posted.changed))
        lp.SetTimeLimit(max(1, int(seconds * 1000)))
        lp.SuppressOutput()
        if lp.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        return float(lp.Objective().Value()) + posted.certain


class _Posted:
    """The relaxation as rows of a linear program: ``changed`` are the terms to minimise, ``certain`` a constant."""

    def __init__(self, relaxation: _Relaxation, lp: Any) -> None:
        self.problem, self.calls, self.lp = relaxation.problem, relaxation.calls, lp
        self.quiet = relaxation.quiet
        self.people = {s: frozenset(members) for s, members in self.calls.members.items()}
        self.sizes: dict[Place, int] = defaultdict(int)
        self.dates: dict[Place, list[int]] = defaultdict(list)
        self.x: dict[tuple[int, Place], Any] = {}
        self.at: dict[Place, list[int]] = defaultdict(list)
        self.works: dict[tuple[int, Place], list[Any]] = defaultdict(list)
        self.changed: list[Any] = []
        self.certain = self.calls.gone
        self._tasks(domains(self.problem))
        for place in self.at:
            self._day(place)
        self._people()

    def _place(self, slot: int) -> Place | None:
        unit, day = self.problem.unit_and_date(slot)
        if day < self.calls.today:
            return None
        return Place(unit, -1 if day in self.quiet else day)

    def _tasks(self, open_slots: Sequence[Sequence[int]]) -> None:
        """Each task stands somewhere; one that may also lie in the past is left free."""
        for t, own in enumerate(open_slots):
            places = {self._place(slot) for slot in own}
            known = sorted(place for place in places if place is not None)
            for place in known:
                self.x[t, place] = self.lp.NumVar(0, 1, "")
                self.at[place].append(t)
            stands = self.lp.Sum([self.x[t, place] for place in known])
            self.lp.Add(stands == 1 if len(known) == len(places) else stands <= 1)
        for slot in sorted({slot for own in open_slots for slot in own}):
            at = self._place(slot)
            if at is not None:
                self.dates[at].append(slot % self.problem.num_dates)

    def _day(self, place: Place) -> None:
        """What a day can hold, base by base, and who is called to it."""
        lp, problem, unit = self.lp, self.problem, self.problem.units[place.unit]
        count = len(self.dates[place])
        by_base = _grouped(self.at[place], lambda t: problem.tasks[t].base)
        used = {base: lp.NumVar(0, count, "") for base in by_base}
        lp.Add(lp.Sum(list(used.values())) <= count)
        room = unit.longest - unit.prepare
        least_change = min(unit.move, unit.set_change)
        for base, tasks in by_base.items():
            day = used[base]
            minutes = lp.Sum([problem.tasks[t].minutes * self.x[t, place] for t in tasks])
            for t in tasks:
                lp.Add(self.x[t, place] <= day)
            if least_change:
                sets = self._visits(
                    place, tasks, count, lambda t: (problem.tasks[t].location, problem.tasks[t].set)
                )
                minutes += least_change * (lp.Sum(sets) - day)
            lp.Add(minutes <= room * day)
            locations = {problem.tasks[t].location for t in tasks}
            if len(locations) > unit.max_locations:
                lp.Add(
                    lp.Sum(self._visits(place, tasks, count, lambda t: (problem.tasks[t].location, 0)))
                    <= unit.max_locations * day
                )
            self._light(place, base, tasks, day, room)
            self._called(place, tasks, day, count, room)

    def _visits(self, place: Place, tasks: Sequence[int], count: int, where: Any) -> list[Any]:
        found = []
        for here in _grouped(tasks, where).values():
            visited = self.lp.NumVar(0, count, "")
            for t in here:
                self.lp.Add(self.x[t, place] <= visited)
            found.append(visited)
        return found

    def _light(self, place: Place, base: int, tasks: Sequence[int], day: Any, room: int) -> None:
        problem = self.problem
        for light in (DAYLIGHT, DARK):
            lit = [t for t in tasks if problem.tasks[t].light == light]
            most = max(light_minutes(problem, base, light, d) for d in self.dates[place])
            if lit and most < room:
                self.lp.Add(
                    self.lp.Sum([problem.tasks[t].minutes * self.x[t, place] for t in lit]) <= most * day
                )

    def _called(self, place: Place, tasks: Sequence[int], day: Any, count: int, room: int) -> None:
        """Who works on the day: at least as much as each of their tasks, and as the minutes of all."""
        lp, problem = self.lp, self.problem
        for s, members in self.people.items():
            mine = [t for t in tasks if t in members]
            if not mine:
                continue
            works = lp.NumVar(0, count, "")
            lp.Add(works <= day)
            for t in mine:
                lp.Add(self.x[t, place] <= works)
            if len(mine) > 1:
                lp.Add(lp.Sum([problem.tasks[t].minutes * self.x[t, place] for t in mine]) <= room * works)
            if place.day in self.calls.old[s]:
                lp.Add(works <= lp.Sum([self.x[t, place] for t in mine]))
            self.works[s, place].append(works)

    def _people(self) -> None:
        """Calls that are cancelled, and calls that are new."""
        by_date: dict[tuple[int, int], dict[int, Any]] = defaultdict(dict)
        for (s, place), shares in self.works.items():
            by_date[s, place.day][place.unit] = self.lp.Sum(shares)
        for s, old in self.calls.old.items():
            for day, units in old.items():
                now = by_date.pop((s, day), {})
                if not units & now.keys():
                    self.certain += 1
                    continue
                self.changed.append(self._most(1 - now[u] if u in now else 1 for u in units))
                self._limit(s, day, now)
        for (s, day), now in by_date.items():
            alone = self._limit(s, day, now)
            self.changed.append(self.lp.Sum(list(now.values())) if alone else self._most(now.values()))

    def _limit(self, s: int, day: int, now: Mapping[int, Any]) -> bool:
        """Nobody works for more units than allowed; whether that is one at most."""
        limit = self.problem.spans[s].limit
        if not limit or len(now) == 1:
            return len(now) == 1
        if day < 0:
            return all(limit[d] <= 1 for d in self.quiet)
        self.lp.Add(self.lp.Sum(list(now.values())) <= limit[day])
        return limit[day] <= 1

    def _most(self, parts: Iterable[Any]) -> Any:
        """At least the largest of some shares."""
        most = self.lp.NumVar(0, self.lp.infinity(), "")
        for part in parts:
            self.lp.Add(most >= part)
        return most


def _grouped(tasks: Sequence[int], key: Any) -> dict[Any, list[int]]:
    found: dict[Any, list[int]] = defaultdict(list)
    for t in tasks:
        found[key(t)].append(t)
    return found
