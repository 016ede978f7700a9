"""The plain Python search: its parts are the evaluator's sum, and it finds plans without the kernel."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings

from coverset.problem import Problem, evaluate
from coverset.solve import search as searching
from coverset.solve._parts import Parts
from tests.problems import tiny_problems


@settings(max_examples=60, deadline=None)
@given(problem=tiny_problems())
def test_parts_add_up_to_the_evaluator_after_moves_kept_and_undone(problem: Problem) -> None:
    random = Random(len(problem.tasks))
    parts = Parts(problem, [random.randrange(problem.num_slots) for _ in problem.tasks])
    for _ in range(25):
        before = evaluate(problem, parts.slots)
        assert parts.cost == before.cost
        assert sorted(parts.violations(), key=repr) == sorted(before.violations, key=repr)
        some = random.sample(range(len(problem.tasks)), random.randint(1, len(problem.tasks)))
        was = list(parts.slots)
        parts.move([(t, random.randrange(problem.num_slots)) for t in some])
        assert parts.cost == evaluate(problem, parts.slots).cost
        if random.random() < 0.5:
            parts.undo()
            assert parts.slots == was


def test_without_the_kernel_the_search_still_finds_a_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.unit.test_search import cheapest, small

    monkeypatch.setattr(searching, "_kernel", None)
    monkeypatch.setattr(searching, "compiled", False)
    met = 0
    for seed in range(8):
        problem = small(seed)
        first, again = (searching.search(problem, seconds=None, steps=2000, seed=seed) for _ in range(2))
        assert not first.compiled
        assert first.best is not None
        assert again.best is not None
        assert first.best.slots == again.best.slots
        assert evaluate(problem, first.best.slots).feasible
        met += first.best.cost == cheapest(problem)
    assert met >= 6
