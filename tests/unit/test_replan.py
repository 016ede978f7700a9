"""Planning again: the past stays, no event changes nothing, the answers are verified and none dominates another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.costs import ledger
from coverset.findings import Severity
from coverset.model.baseline import Baseline
from coverset.model.board import Board
from coverset.model.dates import DateRange
from coverset.model.diff import strips_between
from coverset.model.edits import restoring
from coverset.model.plan import Plan, PlanDay
from coverset.model.production import Production
from coverset.problem import evaluate
from coverset.rules import check
from coverset.solve.compile import compile_production
from coverset.solve.disruption import disruption
from coverset.solve.replan import Replan, replan
from coverset.solve.search import search
from coverset.solve.standing import standing
from tests.productions import random_plan, tiny_production

SEEDS = st.integers(0, 10**9)
LONG_NOTICE = ((0, 1),)


def planned(seed: int) -> tuple[Production, Plan]:
    """The first tiny production from a seed on that has a sound plan, with that plan in force."""
    for k in range(seed, seed + 100):
        production = replace(tiny_production(k, scenes=4, dates=16), baseline=None)
        compiled = compile_production(production)
        found = search(compiled.problem, seconds=None, steps=3000, seed=k % 1000)
        if found.best is not None:
            return production, compiled.plan(found.best.slots)
    raise AssertionError("a hundred tiny productions in a row without a plan")


def again(production: Production, plan: Plan, as_of: date, **more: object) -> Replan:
    return replan(production, plan, as_of, seconds=1.5, workers=1, **more)  # type: ignore[arg-type]


def before(plan: Plan, as_of: date) -> tuple[PlanDay, ...]:
    return tuple(day for day in plan.days if day.day < as_of)


@settings(max_examples=8, deadline=None)
@given(SEEDS, st.integers(0, 8))
def test_the_past_stays_and_every_answer_keeps_every_rule(seed: int, ahead: int) -> None:
    production, plan = planned(seed)
    as_of = plan.days[0].day + timedelta(days=ahead)
    found = again(production, plan, as_of)
    assert found.alternatives
    for answer in found.alternatives:
        assert before(answer.plan, as_of) == before(plan, as_of)
        said = check(Board(production, answer.plan))
        assert not [finding for finding in said if finding.severity is Severity.CONFLICT]
        assert answer.cost == ledger(Board(production, answer.plan)).total
        assert found.bound is not None
        assert found.bound.total <= answer.cost


@settings(max_examples=8, deadline=None)
@given(SEEDS, st.integers(0, 8))
def test_without_an_event_the_fewest_changes_are_none(seed: int, ahead: int) -> None:
    production, plan = planned(seed)
    found = again(production, plan, plan.days[0].day + timedelta(days=ahead))
    fewest = found.alternatives[0]
    assert "fewest changes" in fewest.names
    assert fewest.disruption.weight == 0
    assert not fewest.disruption.strips
    assert fewest.plan.days == plan.days


@settings(max_examples=10, deadline=None)
@given(SEEDS)
def test_no_answer_dominates_another_and_their_order_is_that_of_changes(seed: int) -> None:
    production, plan = planned(seed)
    lost = plan.days[-1].day
    calendar = replace(production.calendar, hiatus=(DateRange(lost, lost, "lost"),))
    found = again(replace(production, calendar=calendar), plan, plan.days[0].day)
    aims = [(answer.disruption.weight, answer.cost) for answer in found.alternatives]
    assert aims == sorted(aims)
    assert [cost for _, cost in aims] == sorted((cost for _, cost in aims), reverse=True)
    assert len(set(aims)) == len(aims)
    # What is shot stays shot, also on a date that is lost afterwards.
    for answer in found.alternatives:
        there = {task for day in answer.plan.days if day.day == lost for task in day.tasks}
        assert there <= production.settled.keys()


@settings(max_examples=60, deadline=None)
@given(SEEDS, SEEDS)
def test_the_difference_applied_gives_the_other_plan_and_taken_back_the_first(one: int, two: int) -> None:
    production = replace(tiny_production(one), baseline=None)
    first, second = random_plan(production, one), random_plan(production, two)
    edit = restoring(second, first)
    assert edit.apply(first).days == second.days
    assert edit.inverse(first).apply(edit.apply(first)).days == first.days
    told = {moved.task for moved in strips_between(first, second)}
    moved = {task for task in first.where if first.where[task][0].day != second.where[task][0].day}
    assert moved <= told


@settings(max_examples=60, deadline=None)
@given(SEEDS, SEEDS)
def test_counted_changes_are_none_between_a_plan_and_itself_and_as_many_both_ways(one: int, two: int) -> None:
    production = replace(tiny_production(one), baseline=None)
    first = standing(production, random_plan(production, one))
    second = standing(production, random_plan(production, two))
    start = production.calendar.start_date
    assert disruption(first, first, start).summary == "nothing changes"
    there, back = disruption(first, second, start), disruption(second, first, start)
    assert (there.weight, there.days, there.hires, len(there.calls)) == (
        back.weight,
        back.days,
        back.hires,
        len(back.calls),
    )


@settings(max_examples=60, deadline=None)
@given(SEEDS, SEEDS)
def test_new_calls_are_charged_once_for_each_date_that_was_not_called(seed: int, other: int) -> None:
    production = replace(tiny_production(seed), baseline=None)
    plan, then = random_plan(production, seed), random_plan(production, other)
    start = production.calendar.start_date
    held = replace(production, baseline=Baseline(plan, start, call=7, notice=LONG_NOTICE))
    paid = ledger(Board(held, then)).by_line()["New calls"]
    old, new = Board(production, plan), Board(production, then)
    fresh = sum(
        len(new.worked_by(person.id).keys() - old.worked_by(person.id).keys()) for person in production.people
    )
    assert paid == 7 * fresh


def test_a_cancelled_scene_is_seen_as_cancelled_calls() -> None:
    production, plan = next(
        (made, board)
        for made, board in (planned(seed) for seed in range(40, 60))
        if any(made.scenes[k].cast and not made.orders for k in range(4))
    )
    cut = next(scene for scene in production.scenes if scene.cast)
    scenes = tuple(replace(scene, omitted=scene is cut) for scene in production.scenes)
    now = replace(production, scenes=scenes, precedences=(), aparts=(), pins=(), activities=())
    found = again(now, plan, plan.days[0].day, was=production)
    changed = found.alternatives[0].disruption
    assert any(strip.task == cut.id and strip.after is None for strip in changed.strips)


def test_what_broke_a_rule_in_the_past_does_not_stop_what_is_ahead() -> None:
    for seed in range(200):
        production, plan = planned(seed)
        first = plan.days[0].day
        as_of = first + timedelta(days=1)
        if len(plan.days) < 3:
            continue
        closed = replace(production.calendar, hiatus=(DateRange(first, first, "nobody should have worked"),))
        shut = replace(production, calendar=closed)
        found = again(shut, plan, as_of)
        assert found.alternatives
        for answer in found.alternatives:
            assert before(answer.plan, as_of) == before(plan, as_of)
            late = [f for f in answer.standing.conflicts if str(first) not in f.about]
            assert not late
        return
    pytest.fail("no plan of three days was drawn")


def test_when_nothing_can_be_planned_the_clash_is_named() -> None:
    production, plan = planned(3)
    calendar = production.calendar
    shut = replace(calendar, hiatus=(DateRange(calendar.start_date, calendar.end_date, "closed"),))
    found = again(replace(production, calendar=shut), plan, calendar.start_date)
    assert not found.alternatives
    assert found.clash is not None
    assert found.clash.proved
    assert found.clash.sentences


@settings(max_examples=40, deadline=None)
@given(SEEDS, SEEDS)
def test_the_engines_price_changes_as_the_ledger_does(seed: int, other: int) -> None:
    production = replace(tiny_production(seed), baseline=None)
    plan, then = random_plan(production, seed), random_plan(production, other)
    as_of = production.calendar.dates()[seed % 4]
    held = replace(production, baseline=Baseline(plan, as_of, call=11, strip=5))
    compiled = compile_production(held)
    slots = compiled.slots(then)
    assert slots is not None
    lines = dict(zip(compiled.problem.lines, evaluate(compiled.problem, slots).by_line, strict=True))
    assert lines == ledger(Board(held, then)).by_line()
