"""A production as a problem: tasks, units and bases first, then every rule and cost writes what it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coverset.costs import costs, lines
from coverset.lowering import Lowering
from coverset.model.light import LightWindows, light_windows
from coverset.model.plan import Plan, PlanDay, Strip
from coverset.model.production import Production, set_of
from coverset.model.scenes import Scene
from coverset.model.sequence import in_shooting_order
from coverset.model.stunt_work import stunt_work
from coverset.problem import Base, Problem
from coverset.problem.builder import Builder, TaskDraft
from coverset.problem.problem import NEVER
from coverset.rules import rules

_NO_LIMIT = 1 << 20


@dataclass(frozen=True)
class Compiled:
    """A problem, and the tables that let it speak of scenes, units and dates again."""

    production: Production
    problem: Problem
    builder: Builder
    tasks: tuple[str, ...]
    units: tuple[str, ...]
    dates: tuple[date, ...]

    def plan(self, slots: tuple[int, ...], name: str = "") -> Plan:
        """The plan of an assignment: each unit-day in shooting order."""
        held: dict[int, list[str]] = {}
        for task, slot in zip(self.tasks, slots, strict=True):
            held.setdefault(slot, []).append(task)
        days = []
        for slot, tasks in held.items():
            unit, day = self.problem.unit_and_date(slot)
            strips = tuple(Strip(task) for task in in_shooting_order(self.production, tasks))
            days.append(PlanDay(self.units[unit], self.dates[day], strips))
        return Plan(tuple(days), name=name)

    def slots(self, plan: Plan) -> tuple[int, ...] | None:
        """The assignment of a plan, or None when a task is on no date of the problem, or on two."""
        slots = []
        for task in self.tasks:
            days = plan.where.get(task, ())
            if len(days) != 1 or days[0].unit not in self.units or days[0].day not in self.dates:
                return None
            slots.append(self.builder.slot(days[0].unit, self.dates.index(days[0].day)))
        return tuple(slots)


def compile_production(production: Production) -> Compiled:
    """Turn a production into a problem. It must have passed its checks: every name it uses is known."""
    dates = production.calendar.dates()
    builder = Builder(len(dates), [_base(production, base.id, dates) for base in production.bases])
    limited = _limited(production, builder, dates)
    for line in lines():
        builder.line(line)
    base_index = {base.id: k for k, base in enumerate(production.bases)}
    for unit in production.units:
        day = unit.day
        builder.add_unit(unit.id).values |= {
            "prepare": day.prepare,
            "standard": _NO_LIMIT,
            "longest": _NO_LIMIT,
            "max_locations": _NO_LIMIT,
            "meal": day.meal,
            "meal_after": day.meal_after if day.meal else _NO_LIMIT,
            "set_change": day.set_change,
            "move": day.move,
            "day_call": day.day_call,
            "earliest_call": day.earliest_call,
            "night_call": day.night_call,
            "day_until": day.day_until,
        }
        if any(pinned == unit.id for pinned, _ in production.calls):
            calls = tuple(production.calls.get((unit.id, each), NEVER) for each in dates)
            builder.units[unit.id].values["calls"] = calls
    for name, task in production.tasks.items():
        builder.add_task(
            TaskDraft(
                name=name,
                minutes=task.minutes,
                size=task.eighths if isinstance(task, Scene) else 0,
                set=production.set_index[task.location, set_of(task)],
                location=production.location_index[task.location],
                base=limited.get(name, base_index[production.base_of(task)]),
                order=production.task_order[name],
            )
        )
    lowering = Lowering(production, builder, dates)
    for rule in rules(production).values():
        rule.lower(lowering)
    for cost in costs().values():
        cost.lower(lowering)
    builder.copy_roads()
    return Compiled(
        production, builder.problem(), builder, tuple(production.tasks), tuple(production.units_by_id), dates
    )


def _limited(production: Production, builder: Builder, dates: tuple[date, ...]) -> dict[str, int]:
    """The base of each task with limited hours: one of its group's own, at its real base, lit in those hours.

    So a unit's day under such leave holds no other work, and its call is set by the hours as by the sun.
    """
    work = stunt_work(production)
    groups: dict[tuple[str, ...], int] = {}
    found = {}
    for task in work.limited:
        group = work.group(task)
        if group not in groups:
            windows = [work.hours(task, day) for day in dates]
            real = next(k for k, base in enumerate(production.bases) if base.id == group[0])
            groups[group] = builder.add_base(_lit(" under ".join(group), windows), at=real)
        found[task] = groups[group]
    return found


def _base(production: Production, base: str, dates: tuple[date, ...]) -> Base:
    return _lit(base, [light_windows(production, base, day) for day in dates])


def _lit(name: str, windows: list[LightWindows]) -> Base:
    daylight = [window.daylight or (NEVER, NEVER) for window in windows]
    dark = [window.dark or (NEVER, NEVER) for window in windows]
    return Base(
        name=name,
        rise=tuple(start for start, _ in daylight),
        set=tuple(end for _, end in daylight),
        dusk=tuple(start for start, _ in dark),
        dawn=tuple(end for _, end in dark),
    )
