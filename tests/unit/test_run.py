"""A run: bound and search side by side, and the four ways in which it ends."""

from __future__ import annotations

import itertools

import pytest

from coverset.model.production import Production
from coverset.solve.run import Progress, Result, solve
from coverset.solve.search import Found
from coverset.solve.watch import Watch, gap_between
from tests.productions import tiny_production


@pytest.fixture
def film() -> Production:
    """A production too large for the exact engine, that has a plan."""
    return tiny_production(10, scenes=16, dates=14)


def test_the_same_seed_and_moves_give_the_same_plan_and_bound(film: Production) -> None:
    first, second = (solve(film, steps=4000, workers=1, seed=3) for _ in range(2))
    assert first.plan == second.plan
    assert first.bound == second.bound
    assert first.steps == second.steps


def test_progress_goes_out_with_costs_that_fall_and_bounds_that_rise(film: Production) -> None:
    heard: list[Progress] = []
    result = solve(film, seconds=1.5, workers=2, on_progress=heard.append)
    assert [point.seconds for point in heard] == sorted(point.seconds for point in heard)
    assert [point.bound for point in heard] == sorted(point.bound for point in heard)
    costs = [point.cost for point in heard if point.cost is not None]
    assert costs == sorted(costs, reverse=True)
    assert costs[-1] == result.cost
    assert result.cost is not None
    assert heard[-1].bound <= result.bound.total <= result.cost


def test_a_gap_that_is_close_enough_ends_a_run(film: Production) -> None:
    whole = solve(film, steps=200_000, workers=1)
    assert whole.gap is not None
    soon = solve(film, steps=200_000, workers=1, gap=0.99)
    assert soon.gap is not None
    assert whole.gap <= soon.gap <= 0.99
    assert soon.steps < whole.steps or whole.status == "optimal"


def test_patience_ends_a_run_and_the_same_seed_ends_alike(film: Production) -> None:
    first, second = (solve(film, steps=5_000_000, patience=100_000, workers=1) for _ in range(2))
    assert first.steps < 5_000_000
    assert (first.plan, first.steps) == (second.plan, second.steps)


def test_whoever_asked_may_stop_it(film: Production) -> None:
    asked = itertools.count()
    result = solve(film, seconds=600, workers=1, should_stop=lambda: next(asked) >= 5)
    assert result.status in ("feasible", "optimal", "unknown")
    assert next(asked) <= 20


def test_ctrl_c_keeps_the_best_plan(film: Production) -> None:
    pressed: list[Progress] = []

    def interrupt(point: Progress) -> None:
        if point.cost is not None and not pressed:
            pressed.append(point)
            raise KeyboardInterrupt

    result: Result = solve(film, steps=100_000, workers=1, on_progress=interrupt)
    assert result.plan is not None
    assert result.cost == pressed[0].cost


@pytest.mark.parametrize(
    ("gap", "cost", "over"), [(None, 100, False), (None, 80, True), (0.2, 100, True), (0.19, 100, False)]
)
def test_a_watch_says_when_a_gap_is_enough(gap: float | None, cost: int, over: bool) -> None:
    watch = Watch(lambda: 80, gap, None, None)
    assert not watch.over()
    watch.better(Found((), cost, 0.0, 0))
    assert watch.over() is over


def test_a_watch_lets_a_dearer_plan_go() -> None:
    heard: list[Progress] = []
    watch = Watch(lambda: 1, None, heard.append, None)
    for cost in (30, 20, 25):
        watch.better(Found((), cost, 0.0, 0))
    assert watch.best is not None
    assert watch.best.cost == 20
    assert [point.cost for point in heard] == [30, 20]


def test_the_gap_of_a_plan_that_costs_nothing_is_nothing() -> None:
    assert gap_between(0, 0) == 0.0
    assert gap_between(200, 150) == 0.25
