"""The search of stages: nothing that it leaves out is ever needed, and the kernel agrees with the reference."""

from __future__ import annotations

import heapq
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.solve.bound.configs import Casting, Part, castings, visits
from coverset.solve.bound.stages import Label, PythonStages, StageProblem

MEMORY = 1 << 28


def stages(seed: int) -> StageProblem:
    """A small relaxation: a few people, places at one or two nodes."""
    rng = Random(seed)
    people, nodes = rng.choice((1, 2, 2, 3)), rng.randint(1, 2)
    hold = tuple(rng.randint(1, 9) for _ in range(people))
    work = tuple(rate + rng.randint(0, 1) for rate in hold)
    move = rng.choice((0, 2, 5, 9))
    parts: list[list[tuple[Casting, ...]]] = [[] for _ in range(nodes)]
    for k in range(rng.randint(nodes, 3)):
        groups = [_castings(rng, people, work, hold) for _ in range(rng.randint(1, 2 if move else 1))]
        together = visits(groups) if move else groups[0]
        assert together is not None
        parts[k % nodes].append(tuple(together))
    far = [[0 if a == b else rng.randint(0, 20) for b in range(nodes)] for a in range(nodes)]
    for k in range(nodes):
        far = [[min(far[a][b], far[a][k] + far[k][b]) for b in range(nodes)] for a in range(nodes)]
    return StageProblem(
        hold, tuple(rng.randint(0, 9) for _ in hold), tuple(rng.choice((0, 1)) if people < 3 else 0 for _ in hold),
        tuple(map(tuple, far)), move, tuple(tuple(own) for own in parts),
    )  # fmt: skip


def _castings(rng: Random, people: int, work: tuple[int, ...], hold: tuple[int, ...]) -> list[Casting]:
    minutes = {rng.randrange(1 << people): rng.randint(1, 12) for _ in range(rng.randint(1, 3))}
    least = tuple(int(any(mask >> a & 1 for mask in minutes)) for a in range(people))
    part = Part(minutes, -(-sum(minutes.values()) // 12), least)
    return castings(part, 12, 10, work, hold)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_leaving_out_paths_of_stages_changes_no_bound(seed: int) -> None:
    problem = stages(seed)
    search = PythonStages(problem)
    search.run(1 << 30, 60.0, MEMORY)
    assert search.exact
    assert search.least == cheapest_path(problem)


def cheapest_path(problem: StageProblem) -> int:
    """Every path of stages, best first; nothing is left out but what was seen before and cannot be cheaper."""
    search = PythonStages(problem)
    heap = [(search.bound(label), k, label) for k, label in enumerate(search.first())]
    seen: set[tuple[object, ...]] = set()
    best, count = 1 << 60, len(heap)
    while heap:
        bound, _, label = heapq.heappop(heap)
        if bound >= best:
            return best
        key = (label.status, label.node, label.rows, label.cost)
        if key in seen:
            continue
        seen.add(key)
        best = min(best, search.past(label))
        for child in search.children(label, every=True):
            count += 1
            heapq.heappush(heap, (search.bound(child), count, child))
    return best


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_kernel_proves_what_the_reference_proves(seed: int) -> None:
    kernel = pytest.importorskip("coverset.solve._kernel", reason="the kernel was not built")
    problem = stages(seed)
    reference = PythonStages(problem)
    reference.run(1 << 30, 60.0, MEMORY)
    search = in_kernel(kernel, problem)
    lasts = [search.least]
    while not search.exact:
        search.run(3, 60.0, MEMORY)
        lasts.append(search.least)
    assert lasts == sorted(lasts)
    assert search.least == reference.least


def in_kernel(kernel: Any, problem: StageProblem) -> Any:
    """The kernel's search of the relaxation."""
    parts = [[[(c.extra, c.again, c.days) for c in part] for part in node] for node in problem.parts]
    return kernel.Stages(problem.hold, problem.fee, problem.drops, problem.between, problem.move, parts)


def test_the_kernel_refuses_what_is_no_relaxation() -> None:
    kernel = pytest.importorskip("coverset.solve._kernel", reason="the kernel was not built")
    one = [[[(0, 0, [1])]]]
    for hold, fee, drops, between, parts in (
        ([], [], [], [[0]], one),
        ([1] * 8, [1] * 8, [0] * 8, [[0]], one),
        ([1], [], [0], [[0]], one),
        ([1], [1], [99], [[0]], one),
        ([1], [1], [0], [], one),
        ([1], [1], [0], [[0, 1]], one),
        ([1], [1], [0], [[0]], [[[(0, 0, [2])]]]),
        ([1], [1], [0], [[0]], [[[(0, -1, [1])]]]),
    ):
        with pytest.raises(ValueError, match=r"\w"):
            kernel.Stages(hold, fee, drops, between, 0, parts)


def test_a_visit_engages_everybody_of_its_days() -> None:
    days = [Casting((1, 2), 0), Casting((), 30)]
    assert set(visits([days]) or ()) == {Casting((1, 2), 0, again=1), Casting((3, 3), 0), Casting((), 30)}


def test_a_label_says_where_it_stands() -> None:
    search = PythonStages(stages(1))
    label = next(search.first())
    assert isinstance(label, Label)
    assert label.step is None
    assert search.bound(label) <= search.past(label)
