from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.problem import ANY, DARK, Base, Problem, Span, Task, Unit
from coverset.solve.bound import Bound, domains, lower_bound
from coverset.solve.bound.packing import bins, windows
from coverset.solve.bound.tours import Tours
from coverset.solve.brute import brute_force, feasible_plans
from tests.problems import tiny_problem


def proved_for(bound: Bound, lines: tuple[int, ...]) -> int:
    """What the bound proves for the sum of some lines."""
    inside = sum(shared.amount for shared in bound.shared if set(shared.lines) <= set(lines))
    return sum(bound.by_line[k] for k in lines) + inside


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_no_plan_of_a_tiny_problem_refutes_the_bound(seed: int) -> None:
    problem = tiny_problem(seed)
    bound, left = lower_bound(problem), [set(own) for own in domains(problem)]
    lines = range(len(problem.lines))
    sums = [shared.lines for shared in bound.shared] + [tuple(lines)]
    for slots, cost, by_line in feasible_plans(problem):
        assert not bound.impossible
        assert all(slot in left[t] for t, slot in enumerate(slots))
        assert bound.total <= cost
        assert all(proved <= paid for proved, paid in zip(bound.by_line, by_line, strict=True))
        assert all(proved_for(bound, some) <= sum(by_line[k] for k in some) for some in sums)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_bound_on_one_ledger_line_is_the_same_total(seed: int) -> None:
    problem = tiny_problem(seed, tasks=(3, 4))
    one = _on_one_line(problem)
    bound, best = lower_bound(one), brute_force(one)
    assert bound.shared == ()
    assert bound.total == sum(bound.by_line)
    if best.cost is not None:
        assert lower_bound(problem).total <= bound.total <= best.cost


def _on_one_line(problem: Problem) -> Problem:
    def flat(item: Any) -> Any:
        fields = [f.name for f in dataclasses.fields(item) if f.name.endswith("line")]
        return dataclasses.replace(item, **dict.fromkeys(fields, 0))

    return dataclasses.replace(
        problem,
        units=tuple(map(flat, problem.units)),
        spans=tuple(map(flat, problem.spans)),
        lags=tuple(map(flat, problem.lags)),
        tasks=tuple(
            dataclasses.replace(task, prices=tuple((slot, 0, amount) for slot, _, amount in task.prices))
            for task in problem.tasks
        ),
        lines=("cost",),
    )


def week(*tasks: Task, spans: tuple[Span, ...] = (), dates: int = 7, **unit: object) -> Problem:
    """One unit of ten-hour days at 100 a day, at one base with light all day."""
    light = Base("here", rise=(0,) * dates, set=(1440,) * dates, dusk=(1200,) * dates, dawn=(1800,) * dates)
    main = Unit("main unit", day_price=(100,) * dates, longest=600, standard=600, **unit)
    return Problem(
        dates, tasks, (main,), (light, dataclasses.replace(light, name="there")), spans,
        travel_price=((0, 30), (40, 0)), travel_days=((0, 0), (0, 0)), fare=((0, 5), (6, 0)),
    )  # fmt: skip


def scene(
    minutes: int,
    *,
    at: int = 0,
    base: int = 0,
    light: int = ANY,
    spans: tuple[int, ...] = (),
    on: tuple[int, ...] = tuple(range(7)),
) -> Task:
    """A scene on a set of its own."""
    return Task(f"scene at {at}", minutes, minutes // 10, at, at, base, light, at, spans=spans, allowed=on)


def test_days_are_packed_location_by_location() -> None:
    bound = lower_bound(week(scene(400, at=1), scene(400, at=1), scene(100, at=2)))
    assert bound.total == 300
    assert bound.reason("cost").startswith("main unit needs at least 3 shooting days")
    assert bound.reason("fares") == ""


def test_dark_work_needs_days_of_its_own_where_a_unit_does_not_mix() -> None:
    tasks = (scene(100), scene(100, light=DARK))
    assert lower_bound(week(*tasks, mixed=False)).total == 200
    assert lower_bound(week(*tasks, mixed=True)).total == 100


def test_every_location_but_the_first_is_a_move_and_bases_are_toured_the_cheap_way_round() -> None:
    tasks = (scene(100, at=1), scene(100, at=2), scene(100, at=3, base=1))
    assert lower_bound(week(*tasks, move_price=7)).total == 300 + 2 * 7 + 30


def test_a_person_fixed_to_two_far_dates_is_held_or_dropped_between() -> None:
    person = Span("LEAD", work=(10,) * 7, hold=(9,) * 7)
    tasks = (scene(60, spans=(0,), on=(0,)), scene(60, spans=(0,), on=(5,)))
    held = lower_bound(week(*tasks, spans=(person,)))
    assert held.total == 200 + 2 * 10 + 4 * 9
    dropped = dataclasses.replace(person, drop_gap=3, fee=25)
    assert lower_bound(week(*tasks, spans=(dropped,))).total == 200 + 2 * 10 + 25


def test_days_off_between_working_dates_are_held() -> None:
    person = Span("LEAD", work=(10,) * 7, hold=(4,) * 7)
    tasks = tuple(scene(600, at=k, spans=(0,), on=(0, 1, 4, 5)) for k in range(3))
    assert lower_bound(week(*tasks, spans=(person,))).total == 300 + 30 + 2 * 4


def test_a_task_that_no_date_is_left_for_is_named() -> None:
    bound = lower_bound(week(scene(601)))
    assert bound.impossible == (0,)
    assert "scene at 0" in bound.reasons[0]


def test_a_negative_rate_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        lower_bound(week(scene(60), move_price=-1))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 20), min_size=1, max_size=7), st.integers(20, 30))
def test_bins_never_exceed_the_best_packing(sizes: list[int], capacity: int) -> None:
    assert bins(sizes, capacity) <= _fewest_bins(sizes, capacity)


def _fewest_bins(sizes: list[int], capacity: int) -> int:
    def place(k: int, loads: list[int], best: int) -> int:
        if len(loads) >= best or k == len(sizes):
            return min(best, len(loads))
        for i, load in enumerate(loads):
            if load + sizes[k] <= capacity:
                best = place(k + 1, [*loads[:i], load + sizes[k], *loads[i + 1 :]], best)
        return place(k + 1, [*loads, sizes[k]], best)

    return place(0, [], len(sizes) + 1)


def test_bins_see_what_the_volume_does_not() -> None:
    assert bins([6, 6, 6], 10) == 3
    assert bins([5, 5, 5, 4], 9) == 3
    assert bins([], 10) == 0


def test_windows_apart_add_up() -> None:
    assert windows([(0, 1, 60), (3, 4, 60)], 100) == 2
    assert windows([(0, 4, 60), (3, 4, 60)], 100) == 2
    assert windows([(0, 4, 40), (3, 4, 60)], 100) == 1


def test_a_tour_may_pass_through_a_base_twice() -> None:
    far = ((0, 1, 9), (1, 0, 1), (9, 1, 0))
    tours = Tours(far, 3)
    assert tours.path(frozenset({0, 2})) == 2
    assert tours.round_trip(frozenset({2}), 0) == 4


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 7), st.randoms(use_true_random=False))
def test_the_tree_of_many_bases_stays_below_the_exact_tour(count: int, rng: object) -> None:
    price = [[rng.randint(0, 50) for _ in range(count)] for _ in range(count)]  # type: ignore[attr-defined]
    tours = Tours(price, count)
    every = frozenset(range(count))
    assert tours._tree(every, -1) <= tours.path(every)
