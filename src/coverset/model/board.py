"""A production and a plan looked at together: what every rule, cost and report reads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from coverset.model.clock import DayClock, clock
from coverset.model.plan import Plan, PlanDay
from coverset.model.production import Production
from coverset.model.scenes import Activity, Scene


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
        return {(day.unit, day.day): clock(self.production, day) for day in self.days}

    def clock(self, day: PlanDay) -> DayClock:
        """The clock of a unit-day of this board."""
        return self.clocks[day.unit, day.day]

    def unit_days(self, unit: str) -> tuple[PlanDay, ...]:
        """A unit's days with something to do, in date order."""
        return tuple(day for day in self.days if day.unit == unit)

    def tasks(self, day: PlanDay) -> tuple[Scene | Activity, ...]:
        """What is done on a unit-day, in order."""
        return tuple(self.production.tasks[task] for task in day.tasks)

    def worked(self, wanted: Callable[[Scene | Activity], bool]) -> dict[date, tuple[PlanDay, ...]]:
        """The dates, ascending, with a task for which ``wanted`` is true, and the unit-days that hold one."""
        found: dict[date, list[PlanDay]] = defaultdict(list)
        for day in self.days:
            if any(wanted(task) for task in self.tasks(day)):
                found[day.day].append(day)
        return {day: tuple(found[day]) for day in sorted(found)}

    def worked_with(self, resource: str) -> dict[date, tuple[PlanDay, ...]]:
        """The dates a resource is used on, ascending, and the unit-days that use it."""
        return self.worked(lambda task: resource in task.resources)

    def worked_at(self, location: str) -> dict[date, tuple[PlanDay, ...]]:
        """The dates a location is shot on, ascending, and the unit-days that shoot there."""
        return self.worked(lambda task: task.location == location)

    @cached_property
    def _people(self) -> dict[str, dict[date, tuple[PlanDay, ...]]]:
        found: dict[str, dict[date, list[PlanDay]]] = {person.id: {} for person in self.production.people}
        for day in self.days:
            called = {p for task in self.tasks(day) for p in self.production.people_of(task)}
            for person in called:
                found.setdefault(person, {}).setdefault(day.day, []).append(day)
        return {
            person: {day: tuple(days) for day, days in sorted(dates.items())}
            for person, dates in found.items()
        }

    def worked_by(self, person: str) -> dict[date, tuple[PlanDay, ...]]:
        """The dates a person is called on, ascending, and the unit-days that call them."""
        return self._people.get(person, {})

    def base(self, day: PlanDay) -> str:
        """The base a unit-day works from: that of its first task."""
        return self.production.base_of(self.tasks(day)[0])
