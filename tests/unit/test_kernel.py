"""The kernel against the reference evaluator, on small problems with every primitive switched on."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.problem import ANY, DARK, DAYLIGHT, Base, Lag, Problem, Span, Task, Unit, evaluate
from coverset.problem.problem import CHEAPEST, FIRST, LONGEST, NEVER
from coverset.solve._pack import pack

kernel = pytest.importorskip("coverset.solve._kernel", reason="the kernel was not built here")

LINES = 12


def rich(seed: int) -> Problem:
    """A random problem in which any primitive may matter; the seed says everything."""
    random = Random(seed)
    dates = random.choice((3, 6, 9, 14, 70, 130))
    units, bases, spans = random.randint(1, 3), random.randint(1, 3), random.randint(0, 6)
    tasks = random.randint(1, 16)

    def line() -> int:
        return random.randrange(LINES)

    def money(most: int) -> int:
        return random.choice((0, random.randint(0, most)))

    def by_date(most: int) -> tuple[int, ...]:
        usual = money(most)
        often = random.choice((0.0, 0.2, 1.0))
        return tuple(random.randint(0, most) if random.random() < often else usual for _ in range(dates))

    def maybe(values: tuple[int, ...]) -> tuple[int, ...]:
        return values if random.random() < 0.4 else ()

    def square(most: int) -> tuple[tuple[int, ...], ...]:
        return tuple(
            tuple(0 if a == b and random.random() < 0.8 else random.randint(0, most) for b in range(bases))
            for a in range(bases)
        )

    slots = range(units * dates)
    return Problem(
        num_dates=dates,
        tasks=tuple(
            Task(
                name=f"t{t}",
                minutes=random.randint(10, 400),
                size=random.randint(1, 20),
                set=random.randrange(4),
                location=random.randrange(3),
                base=random.randrange(bases),
                light=random.choice((ANY, DAYLIGHT, DARK)),
                order=random.randrange(4),
                spans=tuple(s for s in range(spans) if random.random() < 0.4),
                allowed=tuple(s for s in slots if random.random() < random.choice((0.2, 0.9)))
                if random.random() < 0.9
                else (),
                prices=tuple(
                    (random.choice(slots), line(), random.randint(-50, 50))
                    for _ in range(random.randint(0, 3))
                ),
                opening=money(70),
            )
            for t in range(tasks)
        ),
        units=tuple(_unit(random, u, dates, by_date, money, line) for u in range(units)),
        bases=tuple(_base(random, b, dates) for b in range(bases)),
        spans=tuple(
            Span(
                name=f"s{s}",
                work=by_date(100),
                hold=by_date(60),
                start=maybe(by_date(40)),
                end=maybe(by_date(40)),
                drop_gap=random.choice((0, 1, 2, 3, 5)),
                fee=money(150),
                max_drops=random.choice((0, 1, 1, 2, 3)),
                choose=random.choice((CHEAPEST, FIRST, LONGEST)),
                limit=maybe(tuple(random.choice((0, 1, 1, 2)) for _ in range(dates))),
                rest=random.choice((0, 0, 660, 900)),
                max_run=random.choice((0, 0, 1, 2)),
                travels=random.random() < 0.4,
                home=random.randint(-1, bases - 1),
                work_line=line(),
                hold_line=line(),
                drop_line=line(),
                travel_line=line(),
                extend_line=line(),
            )
            for s in range(spans)
        ),
        lags=tuple(
            Lag(
                before=random.randrange(tasks),
                after=random.randrange(tasks),
                least=random.choice((0, 0, 1, 2, -2)),
                most=random.choice((-1, -1, 0, 3)),
                ordered=random.random() < 0.5,
                price=money(90),
                line=line(),
            )
            for _ in range(random.randint(0, 6))
        ),
        apart=tuple((random.randrange(tasks), random.randrange(tasks)) for _ in range(random.randint(0, 4))),
        travel_days=square(2),
        travel_price=square(80),
        fare=square(30),
        lines=tuple(f"line {k}" for k in range(LINES)),
    )


def _unit(random, u, dates, by_date, money, line) -> Unit:  # type: ignore[no-untyped-def]
    return Unit(
        name=f"u{u}",
        day_price=by_date(200),
        prepare=random.choice((0, 45)),
        standard=random.choice((0, 300)),
        longest=random.choice((200, 600)),
        meal=random.choice((0, 60)),
        meal_after=random.choice((90, 300, 1 << 20)),
        set_change=random.choice((0, 25)),
        move=random.choice((0, 50)),
        day_call=random.choice((0, 420)),
        earliest_call=random.choice((0, 800)),
        night_call=random.choice((700, 900)),
        day_until=random.choice((900, 1320)),
        max_locations=random.choice((1, 2)),
        mixed=random.random() < 0.5,
        overtime_hour=money(600),
        move_price=money(60),
        set_change_price=money(20),
        shift_price=random.choice((None, (by_date(10), by_date(20), by_date(30)))),
        switch_price=money(40),
        opening_size=random.choice((0, 10)),
        opening_price=money(9),
        lengths=tuple(sorted((random.randint(0, 40) for _ in range(random.randint(0, 5))), reverse=True)),
        day_line=line(),
        overtime_line=line(),
        move_line=line(),
        travel_line=line(),
        set_change_line=line(),
        shift_line=line(),
        switch_line=line(),
        opening_line=line(),
        opening_task_line=line(),
    )


def _base(random: Random, b: int, dates: int) -> Base:
    def light(low: int, high: int) -> tuple[int, ...]:
        never = random.choice((0.0, 0.3))
        return tuple(NEVER if random.random() < never else random.randint(low, high) for _ in range(dates))

    return Base(f"b{b}", light(300, 420), light(900, 1200), light(1100, 1320), light(1600, 1800))


def assert_agrees(problem: Problem, board: object) -> None:
    """Cost, ledger lines and every kind of violation, as stored by the moves and as priced from scratch."""
    slots = board.slots()  # type: ignore[attr-defined]
    truth = evaluate(problem, slots)
    lines, counts = board.ledger()  # type: ignore[attr-defined]
    number: Counter[str] = Counter()
    amount: Counter[str] = Counter()
    for broken in truth.violations:
        number[broken.kind] += 1
        amount[broken.kind] += broken.amount
    assert tuple(lines) == truth.by_line
    assert dict(counts) == {kind: (number[kind], amount[kind]) for kind in number}
    cost, penalty, broken = board.total()  # type: ignore[attr-defined]
    assert cost == truth.cost
    assert broken == len(truth.violations)
    assert penalty == len(truth.violations) + 1000 * sum(amount.values())


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 1 << 32))
def test_kernel_and_evaluator_agree_before_and_after_thousands_of_moves(seed: int) -> None:
    problem, random = rich(seed), Random(seed)
    start = [random.randrange(problem.num_slots) for _ in problem.tasks]
    board = kernel.Board(pack(problem).tobytes(), seed, start)
    assert board.slots() == start
    assert_agrees(problem, board)
    for moves in (1, 1, 1, 7, 2000):
        board.wander(moves)
        assert_agrees(problem, board)


def test_the_random_problems_break_every_kind_of_constraint() -> None:
    kinds: set[str] = set()
    for seed in range(200):
        problem, random = rich(seed), Random(seed)
        slots = [random.randrange(problem.num_slots) for _ in problem.tasks]
        kinds |= {broken.kind for broken in evaluate(problem, slots).violations}
    assert kinds == {
        "allowed", "length", "locations", "bases", "daylight", "dark", "mixed", "travel", "lengths",
        "limit", "rest", "run", "person travel", "lag", "apart",
    }  # fmt: skip


def test_annealing_reports_what_the_evaluator_confirms() -> None:
    for seed in range(20):
        problem, random = rich(seed), Random(seed)
        start = [random.choice(task.allowed) if task.allowed else 0 for task in problem.tasks]
        walk = kernel.Annealer(pack(problem).tobytes(), seed, start)
        walk.anneal(1.0, 20_000, 0.0)
        assert walk.run(20_000, 60.0) == 20_000
        broken, cost, slots = walk.nearest()
        assert len(evaluate(problem, slots).violations) == broken
        assert evaluate(problem, slots).cost == cost
        if (best := walk.best()) is not None:
            truth = evaluate(problem, best[1])
            assert truth.feasible
            assert truth.cost == best[0]


def test_a_walk_depends_on_its_seed_alone_and_not_on_how_it_is_cut() -> None:
    problem = rich(7)
    start = [0] * len(problem.tasks)
    walks = [kernel.Annealer(pack(problem).tobytes(), 5, start) for _ in range(2)]
    for walk, chunk in zip(walks, (10_000, 37), strict=True):
        walk.anneal(1.0, 10_000, 0.0)
        while walk.steps < 10_000:
            walk.run(min(chunk, 10_000 - walk.steps), 60.0)
    assert walks[0].best() == walks[1].best()
    assert walks[0].nearest() == walks[1].nearest()


@pytest.mark.parametrize("cut", [1, 5, 40])
def test_a_packed_problem_that_ends_too_early_or_goes_on_is_refused(cut: int) -> None:
    problem = rich(3)
    row = pack(problem)
    start = [0] * len(problem.tasks)
    with pytest.raises(ValueError, match="packed"):
        kernel.Board(row[:-cut].tobytes(), 1, start)
    row.extend([0] * cut)
    with pytest.raises(ValueError, match="too long"):
        kernel.Board(row.tobytes(), 1, start)


@pytest.mark.parametrize(
    "wrong", [{"set": -1}, {"location": 1 << 30}, {"size": -3}, {"base": 9}, {"spans": (99,)}]
)
def test_a_problem_with_an_index_out_of_range_is_refused(wrong: dict[str, Any]) -> None:
    problem = rich(3)
    tasks = (replace(problem.tasks[0], **wrong), *problem.tasks[1:])
    with pytest.raises(ValueError, match="out of range"):
        kernel.Board(pack(replace(problem, tasks=tasks)).tobytes(), 1, [0] * len(tasks))


@pytest.mark.parametrize("slots", [[], [-1] * 16, [1 << 20] * 16])
def test_slots_that_do_not_fit_are_refused(slots: list[int]) -> None:
    problem = rich(3)
    with pytest.raises(ValueError, match="slot"):
        kernel.Board(pack(problem).tobytes(), 1, slots[: len(problem.tasks)])


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 1 << 32))
def test_a_tried_move_is_priced_as_the_evaluator_does_and_taken_back(seed: int) -> None:
    problem, random = rich(seed), Random(seed)
    start = [random.randrange(problem.num_slots) for _ in problem.tasks]
    board = kernel.Board(pack(problem).tobytes(), seed, start)
    before = evaluate(problem, start)
    tried = [
        [
            (t, random.randrange(problem.num_slots))
            for t in random.sample(range(len(start)), random.randint(0, min(4, len(start))))
        ]
        for _ in range(20)
    ]
    for placing, (cost, penalty, broken) in zip(tried, board.prices(tried), strict=True):
        slots = list(start)
        for t, slot in placing:
            slots[t] = slot
        after = evaluate(problem, slots)
        assert cost == after.cost - before.cost
        assert broken == len(after.violations) - len(before.violations)
        amounts = [sum(v.amount for v in found.violations) for found in (before, after)]
        assert penalty == broken + 1000 * (amounts[1] - amounts[0])
    assert board.slots() == start
    assert_agrees(problem, board)


@pytest.mark.parametrize("placing", [[(0, 0), (0, 1)], [(-1, 0)], [(99, 0)], [(0, -1)], [(0, 1 << 20)]])
def test_a_tried_move_that_makes_no_sense_is_refused(placing: list[tuple[int, int]]) -> None:
    problem = rich(3)
    board = kernel.Board(pack(problem).tobytes(), 1, [0] * len(problem.tasks))
    with pytest.raises(ValueError, match=r"twice|range"):
        board.prices([placing])
