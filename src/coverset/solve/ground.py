"""What is planned again: the production with what is over held fast, and a price on every change of the plan in force."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from coverset.model.baseline import Baseline
from coverset.model.plan import Plan, PlanDay
from coverset.model.production import Production
from coverset.problem import Problem, evaluate
from coverset.solve.calls import Calls, calls_of
from coverset.solve.compile import Compiled, compile_production
from coverset.solve.fewest import Fewest
from coverset.solve.history import forgiven
from coverset.solve.verify import verify


@dataclass(frozen=True)
class Ground:
    """What is planned again, with a price on changes: ``priced`` charges cancelled calls as well, ``problem`` does not."""

    compiled: Compiled
    problem: Problem
    priced: Problem
    calls: Calls
    start: list[int]
    baseline: Baseline

    def fewest(self, seed: int, should_stop: Callable[[], bool] | None) -> Fewest:
        """The search for fewest changes on it."""
        home, ahead = [], []
        index = {day: k for k, day in enumerate(self.compiled.dates)}
        for t, name in enumerate(self.compiled.tasks):
            stood = self.baseline.stood(name)
            known = stood is not None and stood[0] in self.compiled.units and stood[1] in index
            slot = self.compiled.builder.slot(stood[0], index[stood[1]]) if stood and known else None
            home.append(slot if slot in self.problem.tasks[t].allowed else None)
            if self.baseline.kept(name) is None:
                ahead.append(t)
        return Fewest(self.priced, self.calls, home, ahead, seed, should_stop)

    def plan(self, slots: tuple[int, ...]) -> Plan:
        """The plan of an assignment, verified where nothing of the past had to be forgiven."""
        whole = self.compiled.plan(slots)
        if self.problem is self.compiled.problem:
            verify(self.compiled, whole, evaluate(self.problem, slots).cost)
        return whole


def ground_of(
    production: Production, baseline: Baseline, was: Production, price: int, near: Plan, *, strip: int = 0
) -> Ground:
    """A production planned again from a baseline on, with prices for a changed call and for a moved strip.

    ``was`` is the production as the plan in force was made for it, ``near`` the plan to start from.
    """
    baseline = replace(baseline, call=price, strip=strip)
    compiled = compile_production(replace(production, baseline=baseline))
    start = patched(compiled, near)
    problem = _with_past(compiled, start, baseline)
    calls = calls_of(compiled, baseline, was)
    return Ground(compiled, problem, calls.with_cancelled(problem, price), calls, start, baseline)


def patched(compiled: Compiled, plan: Plan) -> list[int]:
    """One slot a task, as near to a plan as the domains allow: where it stands, else the nearest date it may take."""
    problem = compiled.problem
    index = {day: k for k, day in enumerate(compiled.dates)}
    busy = {(day.unit, index[day.day]) for day in plan.days if day.day in index}
    slots = []
    for name, task in zip(compiled.tasks, problem.tasks, strict=True):
        days = plan.where.get(name, ())
        stood = _stood(compiled, problem, days[0]) if days else None
        allowed = task.allowed or (0,)
        if stood in allowed and stood is not None:
            slots.append(stood)
        else:
            slots.append(min(allowed, key=lambda slot: _away(compiled, problem, busy, stood, slot)))
    return slots


def _stood(compiled: Compiled, problem: Problem, day: PlanDay) -> int | None:
    if day.unit not in compiled.units:
        return None
    first = compiled.dates[0]
    k = min(max((day.day - first) // timedelta(days=1), 0), problem.num_dates - 1)
    return problem.slot(compiled.units.index(day.unit), k)


def _away(
    compiled: Compiled, problem: Problem, busy: set[tuple[str, int]], stood: int | None, slot: int
) -> tuple[bool, int, int]:
    unit, day = problem.unit_and_date(slot)
    was = problem.unit_and_date(stood)[1] if stood is not None else problem.num_dates
    return (compiled.units[unit], day) not in busy, abs(day - was), slot


def _with_past(compiled: Compiled, start: list[int], baseline: Baseline) -> Problem:
    over = [k for k, name in enumerate(compiled.tasks) if baseline.kept(name) is not None]
    today = (baseline.as_of - compiled.dates[0]) // timedelta(days=1)
    return forgiven(compiled.problem, start, today, over)
