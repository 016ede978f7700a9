"""Cover is unshot, callable and never burnt; the day shot with it keeps every rule; holding it back has a price."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.costs.cover import exposed, reserves
from coverset.findings import Severity
from coverset.hazards.weather import weather_dependent
from coverset.model.board import Board
from coverset.model.cover import Cover, cover_json
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.model.scenes import Scene
from coverset.rules import check
from coverset.solve.compile import compile_production
from coverset.solve.cover import cover_sets, swapped, uncovered, weather_days
from coverset.solve.search import search
from tests.productions import random_plan, tiny_production

SEEDS = st.integers(0, 10**9)


def drawn(seed: int) -> tuple[Production, Plan, tuple[Cover, ...]]:
    production = replace(tiny_production(seed, scenes=7, dates=12), baseline=None)
    plan = random_plan(production, seed, spread=10)
    return production, plan, cover_sets(production, plan)


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_cover_is_shot_later_at_the_same_base_and_no_weather_stops_it(seed: int) -> None:
    production, plan, covers = drawn(seed)
    for cover in covers:
        assert all(weather_dependent(production, task) for task in cover.lost)
        assert cover.covered != bool(cover.why)
        for task in cover.tasks:
            assert not weather_dependent(production, task)
            assert plan.where[task][0].day > cover.day
            day = next(d for d in Board(production, plan).days if (d.unit, d.day) == (cover.unit, cover.day))
            bases = [production.base_of(production.tasks[t]) for t in (task, day.tasks[0])]
            assert bases[0] == bases[1]


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_a_day_shot_with_its_cover_breaks_nothing_that_was_whole(seed: int) -> None:
    production, plan, covers = drawn(seed)
    had = set(check(Board(production, plan)))
    for cover in covers:
        if not cover.covered:
            continue
        after = swapped(plan, cover)
        day = next(d for d in after.days if (d.unit, d.day) == (cover.unit, cover.day))
        assert set(cover.tasks) <= set(day.tasks)
        assert not set(cover.lost) & set(day.tasks)
        fresh = [
            finding
            for finding in check(Board(production, after))
            if finding not in had and finding.severity is Severity.CONFLICT
        ]
        assert all(f.code in ("once", "pins", "pinned-days") or set(cover.lost) & set(f.about) for f in fresh)


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_cover_that_was_shot_covers_nothing_any_more(seed: int) -> None:
    production, plan, covers = drawn(seed)
    first = next((cover for cover in covers if cover.covered), None)
    if first is None:
        return
    after = swapped(plan, first)
    for cover in cover_sets(production, after):
        if cover.day >= first.day:
            assert not set(cover.tasks) & set(first.tasks)
    spent = cover_sets(production, plan, spent=frozenset(first.tasks))
    assert all(not set(cover.tasks) & set(first.tasks) for cover in spent)


def test_days_without_cover_say_why_and_json_holds_every_day() -> None:
    seen = 0
    for seed in range(30):
        _, _, covers = drawn(seed)
        notes = uncovered(covers)
        assert len(notes) == sum(not cover.covered for cover in covers)
        assert all(note.sentence.endswith(".") for note in notes)
        assert len(cover_json(covers)) == len(covers)
        seen += sum(cover.covered for cover in covers)
    assert seen > 5


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_the_reserve_of_a_base_is_its_longest_interior(seed: int) -> None:
    production = tiny_production(seed)
    for base, task in reserves(production).items():
        assert production.base_of(production.tasks[task]) == base
        inside = [
            scene.minutes
            for name, scene in production.tasks.items()
            if isinstance(scene, Scene)
            and name not in production.settled
            and production.base_of(scene) == base
            and not weather_dependent(production, name)
        ]
        assert production.tasks[task].minutes == max(inside)


def test_a_price_on_uncovered_work_makes_the_search_hold_interiors_back() -> None:
    better = 0
    for seed in range(40):
        free = replace(tiny_production(seed, scenes=5, dates=14), baseline=None)
        free = replace(free, prices=replace(free.prices, cover=0))
        dear = replace(free, prices=replace(free.prices, cover=100_000))
        plans = []
        for production in (free, dear):
            compiled = compile_production(production)
            found = search(compiled.problem, seconds=None, steps=4000, seed=1)
            if found.best is None:
                break
            plans.append(compiled.plan(found.best.slots))
        if len(plans) < 2 or not exposed(dear):
            continue
        from coverset.costs import ledger

        loose, held = (ledger(Board(dear, plan)).by_line()["Uncovered weather work"] for plan in plans)
        assert held <= loose
        better += held < loose
    assert better >= 3


@settings(max_examples=40, deadline=None)
@given(SEEDS)
def test_looking_stops_in_time_and_the_rest_can_be_asked_for(seed: int) -> None:
    production, plan, whole = drawn(seed)
    days = weather_days(Board(production, plan))
    assert [(cover.unit, cover.day) for cover in whole] == [(day.unit, day.day) for day in days]
    assert cover_sets(production, plan, seconds=-1.0) == ()
    for day in days[1:2]:
        assert cover_sets(production, plan, since=day.day) == tuple(
            cover for cover in whole if cover.day >= day.day
        )
