"""Fewest changes: calls counted as people count them, the proved least never above what a plan can do, and a search
that only ever gets better.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.model.baseline import Baseline
from coverset.model.dates import DateRange
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.problem import evaluate
from coverset.solve.brute import feasible_plans
from coverset.solve.calls import calls_of
from coverset.solve.compile import compile_production
from coverset.solve.disruption import disruption
from coverset.solve.ground import Ground, ground_of
from coverset.solve.least import certain_changes, least_changes
from coverset.solve.replan import least_calls, replan
from coverset.solve.search import search
from coverset.solve.standing import standing
from tests.productions import random_plan, tiny_production

SEEDS = st.integers(0, 10**9)
MOST = 4_000


def in_force(seed: int, *, scenes: int = 4, dates: int = 7) -> tuple[Production, Plan] | None:
    """A tiny production and a sound plan of it, if the search meets one."""
    production = replace(tiny_production(seed, scenes=scenes, dates=dates), baseline=None)
    compiled = compile_production(production)
    found = search(compiled.problem, seconds=None, steps=2000, seed=seed % 1000)
    return None if found.best is None else (production, compiled.plan(found.best.slots))


def losing(production: Production, plan: Plan, which: int) -> Production:
    """The production with one date of the plan lost."""
    lost = plan.days[which % len(plan.days)].day
    return replace(production, calendar=replace(production.calendar, hiatus=(DateRange(lost, lost, "lost"),)))


def tiny(seed: int, which: int, price: int = 1000) -> tuple[Ground, list[tuple[int, ...]]]:
    """The first tiny plan in force from a seed on that can lose a date, as it is planned again, and all its plans."""
    for k in range(seed, seed + 300):
        made = in_force(k)
        if made is None:
            continue
        production, plan = made
        now = losing(production, plan, which)
        of = ground_of(now, Baseline(plan, plan.days[0].day), production, price, plan)
        if math.prod(len(task.allowed) for task in of.problem.tasks) > MOST:
            continue
        plans = [slots for slots, _, _ in feasible_plans(of.problem)]
        if plans:
            return of, plans
    raise AssertionError("three hundred tiny productions in a row that cannot lose a date")


@settings(max_examples=60, deadline=None)
@given(SEEDS, SEEDS, st.integers(0, 5))
def test_calls_are_counted_as_the_disruption_counts_them(seed: int, other: int, ahead: int) -> None:
    production = replace(tiny_production(seed), baseline=None)
    plan, then = random_plan(production, seed), random_plan(production, other)
    as_of = production.calendar.dates()[ahead % len(production.calendar.dates())]
    compiled = compile_production(production)
    slots = compiled.slots(then)
    assert slots is not None
    calls = calls_of(compiled, Baseline(plan, as_of), production)
    counted = disruption(standing(production, plan), standing(production, then), as_of)
    assert calls.changed(compiled.problem, slots) == len(counted.calls)


@settings(max_examples=60, deadline=None)
@given(SEEDS, SEEDS, SEEDS)
def test_a_cancelled_call_costs_its_price_and_a_kept_one_nothing(seed: int, one: int, two: int) -> None:
    production = replace(tiny_production(seed), baseline=None)
    plan = random_plan(production, seed)
    compiled = compile_production(production)
    calls = calls_of(compiled, Baseline(plan, production.calendar.start_date), production)
    priced = calls.with_cancelled(compiled.problem, 7)

    def cancelled(slots: tuple[int, ...]) -> int:
        return sum(
            calls.times[day]
            for s, old in calls.old.items()
            for day in old.keys() - calls.now(compiled.problem, s, slots).keys()
        )

    paid = []
    for board in (random_plan(production, one), random_plan(production, two)):
        slots = compiled.slots(board)
        assert slots is not None
        more = evaluate(priced, slots).cost - evaluate(compiled.problem, slots).cost
        paid.append(more - 7 * cancelled(slots))
    assert paid[0] == paid[1]


@settings(max_examples=40, deadline=None)
@given(SEEDS, st.integers(0, 6))
def test_no_plan_changes_fewer_calls_than_the_proved_least(seed: int, which: int) -> None:
    of, plans = tiny(seed, which)
    fewest = min(of.calls.changed(of.problem, slots) for slots in plans)
    certain = certain_changes(of.problem, of.calls)
    assert 0 <= certain <= least_changes(of.problem, of.calls, seconds=10) <= fewest


def test_the_proved_least_is_often_what_the_best_plan_changes() -> None:
    tight = 0
    for seed in range(0, 6000, 500):
        of, plans = tiny(seed, seed)
        fewest = min(of.calls.changed(of.problem, slots) for slots in plans)
        tight += least_changes(of.problem, of.calls, seconds=10) == fewest
    assert tight >= 6


@settings(max_examples=10, deadline=None)
@given(SEEDS, st.integers(0, 6))
def test_the_search_for_fewest_changes_never_beats_brute_force(seed: int, which: int) -> None:
    of, plans = tiny(seed, which)
    fewest = of.fewest(1, None)
    fewest.repair(of.start, 8.0)
    repaired = fewest.best
    fewest.polish(0.4, 1)
    assert fewest.best is not None
    assert evaluate(of.priced, fewest.best.slots).feasible
    assert repaired is None or fewest.best.cost <= repaired.cost
    least = min(evaluate(of.priced, slots).cost for slots in plans)
    start = evaluate(of.priced, of.start)
    assert least <= fewest.best.cost
    assert not start.feasible or fewest.best.cost <= start.cost


def test_the_search_for_fewest_changes_mostly_meets_brute_force() -> None:
    met = 0
    for seed in range(0, 4000, 500):
        of, plans = tiny(seed, seed)
        fewest = of.fewest(1, None)
        fewest.repair(of.start, 8.0)
        fewest.polish(1.0, 1)
        assert fewest.best is not None
        met += fewest.best.cost == min(evaluate(of.priced, slots).cost for slots in plans)
    assert met >= 5


@settings(max_examples=6, deadline=None)
@given(SEEDS, st.integers(0, 6))
def test_every_answer_changes_at_least_what_no_plan_can_avoid(seed: int, which: int) -> None:
    production, plan = next(made for k in range(300) if (made := in_force(seed + k, dates=12)) is not None)
    as_of = plan.days[0].day
    now = losing(production, plan, which)
    found = replan(now, plan, as_of, was=production, seconds=1.5, workers=1)
    for answer in found.alternatives:
        changed = len(answer.disruption.calls)
        assert found.certain <= least_calls(now, plan, as_of, was=production, seconds=10) <= changed
    weights = [answer.disruption.weight for answer in found.alternatives]
    assert weights == sorted(weights)


def test_nothing_is_searched_when_everything_can_stay() -> None:
    made = next(made for made in map(in_force, range(100)) if made is not None)
    production, plan = made
    of = ground_of(production, Baseline(plan, plan.days[0].day), production, 1000, plan)
    fewest = of.fewest(1, None)
    fewest.repair(of.start, 1000.0)
    fewest.polish(1000.0, 2)
    assert fewest.unchanged
    assert fewest.best is not None
    assert of.calls.changed(of.problem, fewest.best.slots) == 0
    assert certain_changes(of.problem, of.calls) == least_changes(of.problem, of.calls, seconds=5) == 0


def test_a_search_that_is_told_to_stop_ends_with_what_it_has() -> None:
    made = next(made for made in map(in_force, range(100)) if made is not None)
    production, plan = made
    now = losing(production, plan, 0)
    of = ground_of(now, Baseline(plan, plan.days[0].day), production, 1000, plan)
    fewest = of.fewest(1, lambda: True)
    fewest.repair(of.start, 1000.0)
    fewest.polish(1000.0, 2)
    assert fewest.best is None or evaluate(of.problem, fewest.best.slots).feasible


def test_a_lost_date_cancels_its_calls_for_certain() -> None:
    for seed in range(100):
        made = in_force(seed, dates=12)
        if made is None:
            continue
        production, plan = made
        first = plan.days[0].day
        called = sum(
            first in standing(production, plan).board.worked_by(person.id) for person in production.people
        )
        shot = {task for task in plan.days[0].tasks if task in production.settled}
        if not called or shot or any(day.day == first for day in plan.days[1:]):
            continue
        now = losing(production, plan, 0)
        of = ground_of(now, Baseline(plan, first), production, 0, plan)
        if all(task.allowed for task in of.problem.tasks):
            assert certain_changes(of.problem, of.calls) >= called
            return
    pytest.fail("no plan with calls on its first date was drawn")


def test_calls_of_dates_that_are_no_more_are_gone() -> None:
    made = next(made for made in map(in_force, range(100)) if made is not None and len(made[1].days) > 1)
    production, plan = made
    last = max(day.day for day in plan.days)
    calendar = replace(production.calendar, end_date=last - timedelta(days=1))
    compiled = compile_production(replace(production, calendar=calendar))
    calls = calls_of(compiled, Baseline(plan, plan.days[0].day), production)
    board = standing(production, plan).board
    assert calls.gone == sum(last in board.worked_by(person.id) for person in production.people)
