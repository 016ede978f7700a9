"""Tiny scheduling problems at random, rich enough to use every primitive, small enough to enumerate.

``tiny_problem(seed)`` is deterministic; ``tiny_problems()`` is the hypothesis strategy over it. Each knob
is drawn on or off on its own, so that most problems have some plan and a good part have none.
"""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from coverset.problem import ANY, DARK, DAYLIGHT, Base, Chain, Lag, Problem, Span, Task, Unit
from coverset.problem.problem import NEVER

LINES = (
    "days",
    "overtime",
    "moves",
    "travel",
    "sets",
    "shifts",
    "opening",
    "work",
    "holding",
    "drops",
    "fares",
    "extends",
    "placing",
    "broken lags",
)
_LINE = {name: k for k, name in enumerate(LINES)}


def tiny_problem(
    seed: int,
    *,
    tasks: tuple[int, int] = (3, 6),
    dates: tuple[int, int] = (4, 8),
    units: tuple[int, int] = (1, 2),
    slots: int = 4,
) -> Problem:
    """A rich problem: numbers of tasks, dates and units drawn from the ranges, ``slots`` a task at most."""
    rng = Random(seed)
    num_dates, num_units = rng.randint(*dates), rng.randint(*units)
    num_bases = rng.randint(1, 3)
    locations = [rng.randrange(num_bases) for _ in range(rng.randint(num_bases, num_bases + 2))]
    spans = tuple(_span(rng, s, num_dates, num_bases) for s in range(rng.randint(1, 4)))
    made = tuple(
        _task(rng, t, num_dates, num_units, locations, len(spans), slots) for t in range(rng.randint(*tasks))
    )
    pairs = [(a, b) for a in range(len(made)) for b in range(a + 1, len(made))]
    return Problem(
        num_dates=num_dates,
        tasks=made,
        units=tuple(_unit(rng, u, num_dates, sum(task.size for task in made)) for u in range(num_units)),
        bases=tuple(_base(rng, b, num_dates) for b in range(num_bases)),
        spans=spans,
        lags=tuple(_lag(rng, pair) for pair in rng.sample(pairs, min(len(pairs), rng.choice((0, 0, 1, 2))))),
        apart=tuple(rng.sample(pairs, min(len(pairs), rng.choice((0, 0, 1))))),
        chains=_chains(seed, len(made)),
        travel_days=_square(rng, num_bases, (0, 0, 0, 1)),
        travel_price=_square(rng, num_bases, (0, 70, 110, 260)),
        fare=_square(rng, num_bases, (0, 9, 21, 40)),
        lines=LINES,
    )


def tiny_problems() -> st.SearchStrategy[Problem]:
    """Every tiny rich problem, by its seed."""
    return st.integers(0, 2**32 - 1).map(tiny_problem)


def random_slots(problem: Problem, rng: Random, *, stray: float = 0.0) -> list[int]:
    """A slot a task from its allowed ones; with probability ``stray`` any slot at all."""
    return [
        rng.randrange(problem.num_slots) if rng.random() < stray else rng.choice(task.allowed)
        for task in problem.tasks
    ]


def _by_date(rng: Random, num_dates: int, low: int, high: int) -> tuple[int, ...]:
    price = rng.randint(low, high)
    if rng.random() < 0.6:
        return (price,) * num_dates
    return tuple(price + rng.choice((0, 0, 0, price // 2)) for _ in range(num_dates))


def _square(rng: Random, size: int, values: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    same = rng.random() < 0.2
    return tuple(tuple(0 if a == b or same else rng.choice(values) for b in range(size)) for a in range(size))


def _base(rng: Random, b: int, num_dates: int) -> Base:
    rise, sets = rng.randint(280, 460), rng.randint(1020, 1260)
    polar = {d for d in range(num_dates) if rng.random() < 0.04}
    white = {d for d in range(num_dates) if rng.random() < 0.04}
    return Base(
        f"base {b}",
        rise=tuple(NEVER if d in polar else rise + 2 * d for d in range(num_dates)),
        set=tuple(NEVER if d in polar else sets - 2 * d for d in range(num_dates)),
        dusk=tuple(NEVER if d in white else sets + 40 - 2 * d for d in range(num_dates)),
        dawn=tuple(NEVER if d in white else 1440 + rise - 40 + 2 * d for d in range(num_dates)),
    )


def _span(rng: Random, s: int, num_dates: int, num_bases: int) -> Span:
    travels = rng.random() < 0.35
    return Span(
        f"span {s}",
        work=_by_date(rng, num_dates, 10, 120),
        hold=_by_date(rng, num_dates, 0, 120),
        start=_by_date(rng, num_dates, 0, 60) if rng.random() < 0.3 else (),
        end=_by_date(rng, num_dates, 0, 60) if rng.random() < 0.3 else (),
        drop_gap=rng.choice((0, 0, 2, 3)),
        fee=rng.choice((0, 40, 90)),
        max_drops=rng.choice((1, 1, 2)),
        choose=rng.randrange(3),
        limit=tuple(rng.choice((1, 1, 2)) for _ in range(num_dates)) if rng.random() < 0.7 else (),
        rest=rng.choice((0, 0, 600, 720)),
        max_run=rng.choice((0, 0, 0, 2, 3)),
        travels=travels,
        home=rng.randrange(-1, num_bases) if travels else -1,
        work_line=_LINE["work"],
        hold_line=_LINE["holding"],
        drop_line=_LINE["drops"],
        travel_line=_LINE["fares"],
        extend_line=_LINE["extends"],
    )


def _task(
    rng: Random, t: int, num_dates: int, num_units: int, locations: list[int], num_spans: int, slots: int
) -> Task:
    location = rng.randrange(len(locations))
    own = 0 if rng.random() < 0.7 else num_units - 1
    open_slots = range(num_units * num_dates)
    if rng.random() < 0.7:
        open_slots = range(own * num_dates, (own + 1) * num_dates)
    allowed = sorted(rng.sample(open_slots, min(len(open_slots), rng.randint(1, slots) if t else slots)))
    minutes = rng.choice((40, 60, 90, 120, 180, 240, 300))
    return Task(
        f"task {t}",
        minutes=minutes,
        size=max(1, minutes // 30 + rng.randint(-1, 2)),
        set=2 * location + rng.randrange(2),
        location=location,
        base=locations[location],
        light=rng.choice((ANY, ANY, ANY, DAYLIGHT, DAYLIGHT, DARK)),
        order=t,
        spans=tuple(s for s in range(num_spans) if rng.random() < 0.5),
        allowed=tuple(allowed),
        prices=tuple(
            (slot, _LINE["placing"], rng.choice((-15, 5, 30))) for slot in allowed if rng.random() < 0.2
        ),
        opening=rng.choice((0, 0, 0, 35)),
    )


def _chains(seed: int, tasks: int) -> tuple[Chain, ...]:
    """Orders of their own for some tasks, in one problem of two: drawn apart, so that the rest stays as it was."""
    rng = Random(f"chains {seed}")
    order = rng.sample(range(tasks), tasks)
    if rng.random() < 0.5 or tasks < 3:
        return ()
    first = rng.choice((2, 3))
    return tuple(
        Chain(tuple(part), rng.random() < 0.5)
        for part in (order[:first], order[first : first + 2])
        if len(part) > 1
    )


def _calls(u: int, num_dates: int, longest: int) -> tuple[int, ...]:
    """Fixed calls on some dates, for some units."""
    rng = Random(f"calls {u} {num_dates} {longest}")
    if rng.random() < 0.6:
        return ()
    return tuple(rng.choice((NEVER, NEVER, 300, 480, 960)) for _ in range(num_dates))


def _lag(rng: Random, pair: tuple[int, int]) -> Lag:
    least = rng.choice((0, 0, 0, 1, 2))
    return Lag(
        before=pair[0],
        after=pair[1],
        least=least,
        most=rng.choice((-1, -1, least, least + 2)),
        ordered=least == 0 and rng.random() < 0.5,
        price=rng.choice((0, 0, 45)),
        line=_LINE["broken lags"],
    )


def _unit(rng: Random, u: int, num_dates: int, size: int) -> Unit:
    longest = rng.choice((480, 600, 660, 780))
    most = rng.choice((12, 16, 24))
    return Unit(
        f"unit {u}",
        day_price=_by_date(rng, num_dates, 100, 400),
        prepare=rng.choice((0, 30)),
        standard=rng.choice((300, 420, longest)),
        longest=longest,
        meal=rng.choice((0, 30, 60)),
        meal_after=rng.choice((240, 300, 360)),
        set_change=rng.choice((0, 20, 40)),
        move=rng.choice((0, 45, 90)),
        day_call=rng.choice((360, 420, 480)),
        earliest_call=rng.choice((0, 600, 780)),
        night_call=rng.choice((840, 900)),
        day_until=rng.choice((1200, 1320)),
        max_locations=rng.choice((1, 1, 2, 3)),
        mixed=rng.random() < 0.7,
        rest=rng.choice((0, 0, 600, 660)),
        max_run=rng.choice((0, 0, 0, 2, 3)),
        overtime_hour=rng.choice((0, 30, 61)),
        move_price=rng.choice((0, 60, 80)),
        set_change_price=rng.choice((0, 0, 7)),
        shift_price=(
            (
                tuple(rng.choice((0, 0, 8)) for _ in range(num_dates)),
                tuple(rng.choice((0, 12)) for _ in range(num_dates)),
                tuple(rng.choice((0, 33, 50)) for _ in range(num_dates)),
            )
            if rng.random() < 0.5
            else None
        ),
        switch_price=rng.choice((0, 0, 25)),
        opening_size=rng.choice((0, 6, 10)),
        opening_price=rng.choice((0, 0, 4)),
        lengths=(
            tuple(sorted((rng.randint(most // 2, most) for _ in range(num_dates)), reverse=True))
            if rng.random() < 0.3
            else (max(1, size), size // 2, size // 3)
            if rng.random() < 0.2
            else ()
        ),
        calls=_calls(u, num_dates, longest),
        idle_price=tuple((u * 7 + d * 11) % 40 for d in range(num_dates)) if longest >= 660 else (),
        idle_line=_LINE["days"],
        day_line=_LINE["days"],
        overtime_line=_LINE["overtime"],
        move_line=_LINE["moves"],
        travel_line=_LINE["travel"],
        set_change_line=_LINE["sets"],
        shift_line=_LINE["shifts"],
        switch_line=_LINE["shifts"],
        opening_line=_LINE["opening"],
        opening_task_line=_LINE["opening"],
    )
