from __future__ import annotations

import itertools
from random import Random

import pytest

from coverset.problem import ANY, DARK, DAYLIGHT, Base, Lag, Problem, Span, Task, Unit, evaluate
from coverset.solve.search import Found, search


def small(seed: int, tasks: int = 5, dates: int = 5) -> Problem:
    """A few scenes with two lights, two places, a drop, a lag and days off in the domains."""
    random = Random(seed)
    return Problem(
        num_dates=dates,
        tasks=tuple(
            Task(
                name=f"t{t}",
                minutes=random.choice((120, 180, 240)),
                size=random.randint(1, 8),
                set=random.randrange(3),
                location=random.randrange(2),
                base=0,
                light=random.choice((ANY, DAYLIGHT, DARK)),
                order=t,
                spans=tuple(sorted(random.sample(range(3), 2))),
                allowed=tuple(d for d in range(dates) if random.random() < 0.8) or (0,),
            )
            for t in range(tasks)
        ),
        units=(Unit("main", (500,) * dates, longest=600, max_locations=1, move_price=90, mixed=False),),
        bases=(Base("town", (360,) * dates, (1140,) * dates, (1200,) * dates, (1740,) * dates),),
        spans=tuple(
            Span(
                f"p{s}",
                (100 + 10 * s,) * dates,
                (100 + 10 * s,) * dates,
                drop_gap=3,
                fee=120,
                rest=660 if s == 0 else 0,
            )
            for s in range(3)
        ),
        lags=(Lag(0, 1, least=1), Lag(2, 3, ordered=True)),
    )


def cheapest(problem: Problem) -> int | None:
    costs = [
        found.cost
        for slots in itertools.product(*(task.allowed for task in problem.tasks))
        if (found := evaluate(problem, slots)).feasible
    ]
    return min(costs, default=None)


def test_search_finds_the_optimum_of_small_problems_and_never_beats_it() -> None:
    met = 0
    for seed in range(12):
        problem = small(seed)
        least = cheapest(problem)
        result = search(problem, seconds=None, steps=3000, seed=seed)
        if least is None:
            assert result.best is None
            assert evaluate(problem, result.nearest.slots).violations
            met += 1
            continue
        assert result.best is not None
        assert evaluate(problem, result.best.slots).feasible
        assert evaluate(problem, result.best.slots).cost == result.best.cost >= least
        met += result.best.cost == least
    assert met >= 11


def test_the_same_seed_and_steps_give_the_same_result() -> None:
    problem = small(3, tasks=12, dates=10)
    first, second = (search(problem, seconds=None, steps=1500, seed=7) for _ in range(2))
    assert first.best is not None
    assert second.best is not None
    assert first.best.slots == second.best.slots
    assert [found.cost for found in first.history] == [found.cost for found in second.history]
    assert first.steps == second.steps == 1500


def test_history_falls_and_every_improvement_is_reported_as_it_is_found() -> None:
    heard: list[Found] = []
    result = search(small(1, tasks=10, dates=8), seconds=None, steps=1000, seed=1, on_better=heard.append)
    costs = [found.cost for found in heard]
    assert costs == sorted(costs, reverse=True)
    assert result.best == heard[-1]


def test_several_workers_give_a_plan_that_breaks_nothing() -> None:
    problem = small(5, tasks=10, dates=8)
    result = search(problem, seconds=None, steps=800, seed=2, workers=3)
    assert result.steps == 2400
    assert result.best is not None
    assert evaluate(problem, result.best.slots).feasible


def test_should_stop_ends_the_search_and_keeps_what_was_found() -> None:
    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) >= 3

    result = search(small(2), seconds=None, steps=10_000_000, seed=1, should_stop=stop)
    assert result.steps < 10_000_000
    assert len(asked) == 3


def test_a_start_is_never_made_worse() -> None:
    problem = small(3, tasks=12, dates=10)
    good = search(problem, seconds=None, steps=2000, seed=1).best
    assert good is not None
    again = search(problem, seconds=None, steps=50, seed=9, start=good.slots).best
    assert again is not None
    assert again.cost <= good.cost


def test_an_impossible_problem_gives_the_nearest_plan_and_no_best() -> None:
    problem = Problem(
        num_dates=2,
        tasks=(
            Task("a", 60, 1, 0, 0, 0, ANY, 0, (), (0,)),
            Task("b", 60, 1, 0, 0, 0, ANY, 1, (), (0,)),
            Task("no date at all", 60, 1, 0, 0, 0, ANY, 2, (), ()),
        ),
        units=(Unit("main", (10, 10), longest=300),),
        bases=(Base("town", (360, 360), (1140, 1140), (1200, 1200), (1740, 1740)),),
        spans=(),
        apart=((0, 1),),
    )
    result = search(problem, seconds=None, steps=200, seed=1)
    assert result.best is None
    assert result.history == ()
    kinds = [broken.kind for broken in evaluate(problem, result.nearest.slots).violations]
    assert sorted(kinds) == ["allowed", "apart"]


def test_nothing_to_place_costs_nothing() -> None:
    result = search(Problem(1, (), (), (), ()), seconds=None, steps=10, seed=1)
    assert result.best is not None
    assert (result.best.slots, result.best.cost) == ((), 0)


@pytest.mark.parametrize("start", [[0], [99] * 5, [-1] * 5])
def test_a_wrong_start_or_no_limit_is_refused(start: list[int]) -> None:
    with pytest.raises(ValueError, match="slots below"):
        search(small(1), seconds=None, steps=1, seed=1, start=start)
    with pytest.raises(ValueError, match="seconds or steps"):
        search(small(1), seconds=None, steps=None, seed=1)
