"""A production and a plan looked at together: what every rule, cost and report reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeAlias

from coverset.model.clock import DayClock, clock
from coverset.model.plan import Plan, PlanDay
from coverset.model.production import Production
from coverset.model.scenes import Activity, Scene

_MOST_KEPT = 20_000
"""Unit-days whose clocks a production keeps: more than a search for moves looks at, and some megabytes."""

_Worked: TypeAlias = dict[str, dict[date, tuple[PlanDay, ...]]]


@dataclass(frozen=True)
class Board:
    """A plan read against its production. Strips that the production does not know are left aside here.

    Days hold only known tasks and banners; `unknown` names the rest for the rule that reports them.
    """

    production: Production
    plan: Plan

    @cached_property
    def days(self) -> tuple[PlanDay, ...]:
        """The unit-days with something to do, by date and then in the units' order; known units and tasks only."""
        tasks, units = self.production.tasks, self.production.units_by_id
        kept = []
        for day in self.plan.days:
            strips = tuple(s for s in day.strips if s.is_banner or s.task in tasks)
            known = PlanDay(day.unit, day.day, strips)
            if day.unit in units and known.tasks:
                kept.append(known)
        order = {unit: k for k, unit in enumerate(units)}
        return tuple(sorted(kept, key=lambda day: (day.day, order[day.unit])))

    @cached_property
    def unknown(self) -> tuple[tuple[str, PlanDay], ...]:
        """Tasks and units on the board that the production does not know."""
        tasks, units = self.production.tasks, self.production.units_by_id
        strange = [
            (s.task, day) for day in self.plan.days for s in day.strips if s.task and s.task not in tasks
        ]
        strange += [(day.unit, day) for day in self.plan.days if day.unit not in units]
        return tuple(strange)

    @cached_property
    def clocks(self) -> dict[tuple[str, date], DayClock]:
        """The clock of every unit-day, by unit and date."""
        # Boards of one production differ in few days: what has been timed for one is kept for the next.
        known: dict[PlanDay, DayClock] = self.production.__dict__.setdefault("_clocks", {})
        if len(known) > _MOST_KEPT:
            known.clear()
        found = {}
        for day in self.days:
            told = known.get(day)
            if told is None:
                told = known[day] = clock(self.production, day)
            found[day.unit, day.day] = told
        return found

    def clock(self, day: PlanDay) -> DayClock:
        """The clock of a unit-day of this board."""
        return self.clocks[day.unit, day.day]

    def unit_days(self, unit: str) -> tuple[PlanDay, ...]:
        """A unit's days with something to do, in date order."""
        return tuple(day for day in self.days if day.unit == unit)

    def tasks(self, day: PlanDay) -> tuple[Scene | Activity, ...]:
        """What is done on a unit-day, in order."""
        known = self._tasks.get(id(day))
        return tuple(self.production.tasks[task] for task in day.tasks) if known is None else known

    @cached_property
    def _tasks(self) -> dict[int, tuple[Scene | Activity, ...]]:
        # By identity: the days live as long as the board, and looking one up by value reads all its strips.
        every = self.production.tasks
        return {id(day): tuple(every[task] for task in day.tasks) for day in self.days}

    def worked_with(self, resource: str) -> dict[date, tuple[PlanDay, ...]]:
        """The dates a resource is used on, ascending, and the unit-days that use it."""
        return self._resources.get(resource, {})

    def worked_at(self, location: str) -> dict[date, tuple[PlanDay, ...]]:
        """The dates a location is shot on, ascending, and the unit-days that shoot there."""
        return self._locations.get(location, {})

    @cached_property
    def _resources(self) -> _Worked:
        return self._worked(lambda task: task.resources)

    @cached_property
    def _locations(self) -> _Worked:
        return self._worked(lambda task: (task.location,))

    @cached_property
    def _people(self) -> _Worked:
        return self._worked(self.production.people_of)

    def _worked(self, names: Callable[[Scene | Activity], tuple[str, ...]]) -> _Worked:
        """By name, the dates, ascending, with a task that has it, and the unit-days that hold one."""
        found: dict[str, dict[date, list[PlanDay]]] = {}
        for day in self.days:
            for name in {name for task in self.tasks(day) for name in names(task)}:
                found.setdefault(name, {}).setdefault(day.day, []).append(day)
        return {
            name: {day: tuple(days) for day, days in sorted(dates.items())} for name, dates in found.items()
        }

    def worked_by(self, person: str) -> dict[date, tuple[PlanDay, ...]]:
        """The dates a person is called on, ascending, and the unit-days that call them."""
        return self._people.get(person, {})

    def base(self, day: PlanDay) -> str:
        """The base a unit-day works from: that of its first task."""
        known = self._bases.get(id(day))
        return self.production.base_of(self.tasks(day)[0]) if known is None else known

    @cached_property
    def _bases(self) -> dict[int, str]:
        return {id(day): self.production.base_of(self.tasks(day)[0]) for day in self.days}
