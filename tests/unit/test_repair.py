"""Mending a plan that nearly keeps the rules: what comes back breaks nothing, and little else has moved."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from coverset.problem import Problem, evaluate
from coverset.solve.repair import mended, narrowed, windows
from coverset.solve.search import search
from tests.problems import random_slots, tiny_problem


def solvable(seed: int) -> tuple[Problem, tuple[int, ...]] | None:
    """A problem and a plan of it that breaks nothing."""
    problem = tiny_problem(seed)
    best = search(problem, seconds=None, steps=4000, seed=1).best
    return (problem, best.slots) if best and problem.tasks else None


CASES = [found for seed in range(30) if (found := solvable(seed)) is not None][:8]


@pytest.mark.parametrize("k", range(len(CASES)))
def test_a_plan_thrown_into_disorder_is_mended(k: int) -> None:
    problem, _ = CASES[k]
    slots = mended(problem, random_slots(problem, Random(k)), seconds=20)
    assert slots is not None
    assert evaluate(problem, slots).feasible


def test_enough_problems_have_a_plan_to_be_mended() -> None:
    assert len(CASES) == 8


def test_a_plan_that_breaks_nothing_comes_back_as_it_was() -> None:
    problem, slots = CASES[0]
    assert mended(problem, slots, seconds=1) == slots


def test_a_problem_without_a_plan_is_not_mended() -> None:
    problem, slots = CASES[0]
    nowhere = replace(problem, tasks=(replace(problem.tasks[0], allowed=()), *problem.tasks[1:]))
    assert mended(nowhere, slots, seconds=5) is None


def test_windows_grow_to_the_whole_and_leave_the_rest_alone() -> None:
    for problem, plan in CASES:
        broken = random_slots(problem, Random(5))
        violations = evaluate(problem, broken).violations
        if not violations:
            continue
        found = list(windows(problem, broken, violations))
        assert found[-1] is None
        sizes = [len(window.dates) for window in found if window]
        assert sizes == sorted(sizes)
        for window in found[:-1]:
            assert window is not None
            for t, task in enumerate(narrowed(problem, broken, window).tasks):
                assert set(task.allowed) <= set(problem.tasks[t].allowed)
                if t not in window.culprits and broken[t] % problem.num_dates not in window.dates:
                    assert set(task.allowed) <= {broken[t]}
        assert plan
