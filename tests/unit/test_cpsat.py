from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.problem import Base, Lag, Problem, Span, Task, Unit, evaluate
from coverset.problem.builder import Forbid
from coverset.solve.brute import brute_force
from coverset.solve.cpsat import Clash, Guard, clash, solve
from coverset.solve.cpsat.guards import guard_of, guards
from tests.problems import tiny_problem

SEEDS = st.integers(0, 2**32 - 1)


@settings(max_examples=80, deadline=None)
@given(SEEDS)
def test_the_exact_engine_agrees_with_trying_everything(seed: int) -> None:
    problem = tiny_problem(seed)
    best, found = brute_force(problem), solve(problem, seconds=60, workers=1)
    assert found.status == ("optimal" if best.slots is not None else "infeasible")
    assert found.cost == best.cost
    if found.slots is not None:
        truth = evaluate(problem, found.slots)
        assert truth.feasible
        assert truth.cost == found.cost == found.bound


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_fixed_tasks_stay_and_a_hint_never_makes_it_worse(seed: int) -> None:
    problem, rng = tiny_problem(seed), Random(seed)
    fixed = {0: rng.choice(problem.tasks[0].allowed)}
    narrowed = replace(problem, tasks=(replace(problem.tasks[0], allowed=(fixed[0],)), *problem.tasks[1:]))
    hint = [rng.choice(task.allowed) for task in problem.tasks]
    told: list[int] = []
    found = solve(
        problem, seconds=60, workers=1, hint=hint, fixed=fixed, on_better=lambda _, cost: told.append(cost)
    )
    assert found.cost == brute_force(narrowed).cost
    assert found.slots is None or found.slots[0] == fixed[0]
    assert told == sorted(told, reverse=True)
    assert (told[-1] if told else None) == found.cost


def test_one_worker_answers_the_same_twice() -> None:
    problem = tiny_problem(8)
    assert solve(problem, seconds=60, workers=1) == solve(problem, seconds=60, workers=1)


def test_without_time_nothing_is_claimed() -> None:
    problem = tiny_problem(3)
    found = solve(problem, seconds=0.0)
    assert found.status == "unknown"
    assert found.bound <= (brute_force(problem).cost or 0)


def test_the_solver_is_imported_only_to_solve() -> None:
    code = "import sys, coverset.solve.cpsat; sys.exit('ortools' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def forbidding(problem: Problem, rng: Random) -> list[Forbid]:
    """Why each task may not take the slots it may not: one to three sentences that overlap."""
    found = []
    for t, task in enumerate(problem.tasks):
        closed = sorted(set(range(problem.num_slots)) - set(task.allowed))
        parts: list[set[int]] = [set() for _ in range(rng.randint(1, 3))]
        for slot in closed:
            for part in rng.sample(parts, rng.randint(1, len(parts))):
                part.add(slot)
        found += [
            Forbid(t, frozenset(part), "rule", f"sentence {k} of {t}") for k, part in enumerate(parts) if part
        ]
    return found


def some_plan(problem: Problem, causes: Sequence[Guard | Forbid], forbids: Sequence[Forbid]) -> bool:
    """Whether any assignment keeps the causes, trying all; other constraints do not count."""
    kept = {(cause.kind, cause.who) for cause in causes if isinstance(cause, Guard)}
    left = [set(task.allowed) for task in problem.tasks]
    for forbid in forbids:
        left[forbid.task] |= forbid.slots
    for cause in causes:
        if isinstance(cause, Forbid):
            left[cause.task] -= cause.slots
    for slots in product(*(sorted(own) for own in left)):
        broken = [guard_of(violation) for violation in evaluate(problem, slots).violations]
        if not any(what in kept or what[0] == "bases" for what in broken):
            return True
    return False


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_a_clash_leaves_no_plan_and_each_part_of_it_is_needed(seed: int) -> None:
    problem = tiny_problem(seed, tasks=(2, 4), dates=(3, 4), units=(1, 1), slots=2)
    forbids = forbidding(problem, Random(seed))
    found = clash(problem, forbids, 300)
    if brute_force(problem).slots is not None:
        assert found is None
        return
    assert found
    assert found.minimal
    assert not some_plan(problem, found.guards, forbids)
    for cause in found.guards:
        assert some_plan(problem, [other for other in found.guards if other is not cause], forbids)


def test_every_constraint_that_can_break_has_a_guard() -> None:
    for seed in range(60):
        problem = tiny_problem(seed)
        named = {(guard.kind, guard.who) for guard in guards(problem)}
        rng = Random(seed)
        for _ in range(20):
            slots = [rng.randrange(problem.num_slots) for _ in problem.tasks]
            broken = {guard_of(violation) for violation in evaluate(problem, slots).violations}
            assert {what for what in broken if what[0] not in ("bases", "allowed")} <= named


def week(*tasks: Task, spans: tuple[Span, ...] = (), lags: tuple[Lag, ...] = ()) -> Problem:
    """A week of ten-hour days at one base."""
    base = Base("here", rise=(300,) * 7, set=(1300,) * 7, dusk=(1320,) * 7, dawn=(1700,) * 7)
    unit = Unit("main unit", day_price=(100,) * 7, longest=600, standard=600, day_call=400)
    return Problem(7, tasks, (unit,), (base,), spans, lags=lags)


def scene(minutes: int, at: int, allowed: tuple[int, ...], spans: tuple[int, ...] = ()) -> Task:
    """A scene at a location of its own."""
    return Task(f"scene {at}", minutes, minutes // 10, at, at, 0, 0, at, spans=spans, allowed=allowed)


def test_a_task_that_two_sentences_close_is_told_first() -> None:
    problem = week(scene(60, 0, ()), scene(60, 1, (0, 1)))
    forbids = [
        Forbid(0, frozenset(range(4)), "away", "LEAD is away until Thursday"),
        Forbid(0, frozenset(range(3, 7)), "closed", "The house is closed from Thursday"),
        Forbid(0, frozenset({2}), "off", "Wednesday is off"),
        Forbid(1, frozenset(range(2, 7)), "closed", "The barn is closed from Wednesday"),
    ]
    assert clash(problem, forbids, 20) == Clash((forbids[0], forbids[1]), True)


def test_more_days_of_work_than_open_dates_is_counted() -> None:
    problem = week(*(scene(600, at, (0, 1)) for at in range(3)))
    forbids = [Forbid(t, frozenset(range(2, 7)), "away", "LEAD is away") for t in range(3)]
    found = clash(problem, forbids, 20)
    assert found
    assert found.minimal
    assert set(forbids) <= set(found.guards)
    assert {cause.kind for cause in found.guards if isinstance(cause, Guard)} <= {"length", "locations"}


def test_a_lag_against_dates_names_the_lag_and_the_dates() -> None:
    problem = week(scene(60, 0, (4, 5)), scene(60, 1, (1, 2)), lags=(Lag(0, 1, least=1),))
    forbids = [
        Forbid(0, frozenset({0, 1, 2, 3, 6}), "late", "The set is built by Friday"),
        Forbid(1, frozenset({0, 3, 4, 5, 6}), "early", "The barn is open on two dates"),
    ]
    assert clash(problem, forbids, 20) == Clash((Guard("lag", (0,)), *forbids), True)


def test_when_time_is_up_it_does_not_claim_the_fewest() -> None:
    problem = week(*(scene(600, at, (0, 1)) for at in range(3)))
    assert clash(problem, [], 0.0) is None
