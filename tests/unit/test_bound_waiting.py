"""What people cost by waiting for one another: every plan of tiny shoots is asked whether it refutes the bound."""

from __future__ import annotations

import threading
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.problem import ANY, DARK, Base, Lag, Problem, Span, Task, Unit
from coverset.solve.bound import Bound, Prover, lower_bound
from coverset.solve.bound.components import quick
from coverset.solve.bound.relaxation import PARTS, ground, relaxed
from coverset.solve.bound.stages import PythonStages
from coverset.solve.brute import brute_force, feasible_plans

LINES = ("days", "work", "holding", "drops", "travel", "moves", "rig")


def waiting(seed: int) -> Problem:
    """One or two units whose dear people, some of them shared, work in mixed company at a few places and bases.

    Places split over days, drops, absences and fixed dates, lags and a rig that starts a date early: all
    that the relaxation leaves out or counts.
    """
    rng = Random(seed)
    units, bases = rng.choice((1, 1, 1, 2)), rng.randint(1, 3)
    dates, longest = rng.randint(5, 6) - (units - 1), rng.choice((10, 12))
    spans = [_person(rng, s, dates, units) for s in range(rng.randint(2, 3))]
    if rng.random() < 0.4:
        rate = rng.choice((20, 40))
        by_date = (rate,) * dates
        spans.append(
            Span("rig", work=by_date, hold=by_date, start=by_date, work_line=6, hold_line=6, extend_line=6)
        )
    base_of = [rng.randrange(bases) for _ in range(rng.randint(bases, bases + 1))]
    one_place = rng.random() < 0.8
    tasks = []
    for t in range(rng.randint(4, 5)):
        at, u = rng.randrange(len(base_of)), rng.randrange(units)
        cast = tuple(s for s in range(len(spans)) if rng.random() < 0.5)
        on = sorted(rng.sample(range(dates), dates if rng.random() < 0.6 else rng.randint(2, dates)))
        slots = [u * dates + d for d in on]
        if units > 1 and rng.random() < 0.15:
            slots += [(1 - u) * dates + d for d in on]
        minutes, light = rng.randint(3, longest), DARK if rng.random() < 0.15 else ANY
        tasks.append(
            Task(
                f"task {t}", minutes, minutes, at, at, base_of[at], light, t, spans=cast,
                allowed=tuple(sorted(slots)),
            )
        )  # fmt: skip
    made = tuple(
        Unit(
            f"unit {u}", tuple(rng.choice((30, 30, 40)) for _ in range(dates)), longest=longest, standard=longest,
            move_price=rng.choice((0, 12, 25)), max_locations=1 if one_place else 2, mixed=rng.random() < 0.5,
            travel_line=4, move_line=5,
        )
        for u in range(units)
    )  # fmt: skip
    base = Base("base", (0,) * dates, (1440,) * dates, (0,) * dates, (1440,) * dates)
    between = tuple(
        tuple(0 if a == b else rng.choice((0, 15, 40, 80)) for b in range(bases)) for a in range(bases)
    )
    first, second = sorted(rng.sample(range(len(tasks)), 2))
    return Problem(
        dates, tuple(tasks), made, (base,) * bases, tuple(spans),
        lags=(Lag(first, second, least=rng.choice((0, 1))),) if rng.random() < 0.3 else (),
        travel_price=between, travel_days=((0,) * bases,) * bases, lines=LINES,
    )  # fmt: skip


def _person(rng: Random, s: int, dates: int, units: int) -> Span:
    rate = rng.randint(20, 90)
    return Span(
        f"person {s}", work=(rate,) * dates,
        hold=tuple(max(0, rate - rng.choice((0, 0, 5))) for _ in range(dates)),
        drop_gap=rng.choice((0, 2, 3)), fee=rng.choice((5, 20, 50)), max_drops=rng.choice((1, 2)),
        choose=rng.randrange(3), limit=(1,) * dates if units > 1 and rng.random() < 0.7 else (),
        work_line=1, hold_line=2, drop_line=3,
    )  # fmt: skip


def proved_for(bound: Bound, lines: tuple[int, ...]) -> int:
    """What the bound proves for the sum of some lines."""
    inside = sum(shared.amount for shared in bound.shared if set(shared.lines) <= set(lines))
    return sum(bound.by_line[k] for k in lines) + inside


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_no_plan_refutes_what_people_cost_by_waiting(seed: int) -> None:
    problem = waiting(seed)
    told: list[Bound] = []
    bound = lower_bound(problem, seconds=20, on_better=told.append)
    assert told[-1] == bound
    assert [one.total for one in told] == sorted({one.total for one in told})
    for _, cost, by_line in feasible_plans(problem):
        assert bound.total <= cost
        assert all(proved <= paid for proved, paid in zip(bound.by_line, by_line, strict=True))
        for shared in bound.shared:
            assert proved_for(bound, shared.lines) <= sum(by_line[k] for k in shared.lines)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, PARTS))
def test_no_plan_refutes_a_share_of_a_relaxation(seed: int, share: int) -> None:
    problem = waiting(seed)
    known = quick(problem)
    for u, fewest in known.days.items():
        own = ground(known.work, u, fewest)
        search = PythonStages(relaxed(own, known.roads, own.people[:2], share)) if own.people else None
        if search is None:
            continue
        search.run(1 << 30, 20.0, 1 << 30)
        more = search.least - share * known.roads.path(own.bases)
        counted = sum(known.idle[s] for s in own.people[:2])
        for _, cost, _ in feasible_plans(problem):
            assert search.exact
            assert PARTS * (known.bound.total - counted) + more <= PARTS * cost


def test_three_people_in_pairs_cannot_all_be_spared_waiting() -> None:
    people = tuple(Span(f"person {s}", work=(10,) * 7, hold=(9,) * 7) for s in range(4))
    pairs = [(0, 1), (1, 2), (2, 3), (3, 0)]
    tasks = tuple(
        Task(f"scene {k}", 600, 60, k, k, 0, ANY, k, spans=pair, allowed=tuple(range(7)))
        for k, pair in enumerate(pairs)
    )
    light = Base("here", rise=(0,) * 7, set=(1440,) * 7, dusk=(1200,) * 7, dawn=(1800,) * 7)
    problem = Problem(
        7, tasks, (Unit("main unit", day_price=(100,) * 7, longest=600, standard=600),), (light,), people,
        travel_price=((0,),), travel_days=((0,),), fare=((0,),),
    )  # fmt: skip
    told: list[int] = []
    bound = lower_bound(problem, seconds=20, on_better=lambda better: told.append(better.total))
    assert told[0] == 4 * 100 + 8 * 10
    assert told[-1] == bound.total == 4 * 100 + 8 * 10 + 2 * 9
    assert brute_force(problem).cost == bound.total
    assert "wait for one another" in bound.reasons[-1]


def test_a_limit_of_labels_answers_the_same_every_time() -> None:
    problem = next(
        p
        for p in map(waiting, range(999))
        if lower_bound(p, labels=0).total < lower_bound(p, labels=9999).total
    )
    assert lower_bound(problem, labels=3) == lower_bound(problem, labels=3)
    totals = [lower_bound(problem, labels=count).total for count in (0, 3, 30, 9999)]
    assert totals == sorted(totals)


def growing() -> Problem:
    """A problem whose bound grows after the quick components."""
    return next(
        p for p in map(waiting, range(999)) if Prover(p).bound.total < lower_bound(p, seconds=20).total
    )


def test_a_prover_works_beside_others_and_says_the_same() -> None:
    problem = growing()
    with Prover(problem) as prover:
        first = prover.bound.total
        prover.start()
        prover.start()
        assert not any(t.name == "prover" and not t.daemon for t in threading.enumerate())
        while not prover.finished:
            assert first <= prover.bound.total
    assert prover.bound == prover.stop() == lower_bound(problem, seconds=20)
    assert not any(t.name == "prover" for t in threading.enumerate())


def test_a_stopped_prover_keeps_its_bound_and_may_go_on() -> None:
    prover = Prover(growing())
    first = prover.bound
    prover.stop()
    assert prover.run(seconds=0) == first
    assert not prover.finished
    assert prover.run().total > first.total
    assert prover.finished


def test_a_prover_without_any_plan_is_finished_at_once() -> None:
    problem = growing()
    stuck = Problem(
        problem.num_dates, (Task("too long", 5000, 1, 0, 0, 0, ANY, 0, spans=(), allowed=(0,)),), problem.units,
        problem.bases, (), travel_price=problem.travel_price, travel_days=problem.travel_days, lines=LINES,
    )  # fmt: skip
    prover = Prover(stuck)
    assert prover.finished
    assert prover.run().impossible == (0,)


def test_a_negative_rate_is_refused_by_the_prover() -> None:
    problem = growing()
    spans = (Span("person", work=(-1,) * problem.num_dates, hold=(0,) * problem.num_dates),)
    with pytest.raises(ValueError, match="negative"):
        Prover(Problem(problem.num_dates, (), problem.units, problem.bases, spans, lines=LINES))
