"""The day clock, by hand: calls, meals, changes, light, and what the plan's clock and the engine's share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.model.board import Board
from coverset.model.calendar import Calendar, DayRules, Unit
from coverset.model.clock import clock, personal_times
from coverset.model.places import Base, Location
from coverset.model.plan import Plan, PlanDay, Strip
from coverset.model.production import Production
from coverset.model.scenes import Scene
from coverset.problem import evaluate
from coverset.problem.timeline import canonical_order, timeline
from coverset.solve.compile import compile_production
from tests.productions import random_plan, tiny_production

DAY = date(2025, 5, 5)


def production(*scenes: Scene, rules: DayRules | None = None) -> Production:
    return Production(
        "One day",
        Calendar(DAY, DAY),
        scenes=scenes,
        bases=(Base("TOWN"),),
        locations=(Location("A", "TOWN"), Location("B", "TOWN")),
        units=(Unit("MAIN", day=rules or DayRules()),),
    )


def scene(number: str, minutes: int, place: str = "A", story_set: str = "KITCHEN", **more: object) -> Scene:
    return Scene(f"F1/{number}", "F1", number, story_set, place, 8, minutes, **more)  # type: ignore[arg-type]


def test_a_plain_day_starts_at_the_call_and_takes_its_meal_when_due() -> None:
    made = production(scene("1", 180), scene("2", 180), scene("3", 120))
    day = clock(made, PlanDay("MAIN", DAY, tuple(Strip(task) for task in made.tasks)))
    assert day.call == 7 * 60
    assert day.first_shot == 7 * 60 + 30
    assert [(t.start, t.end) for t in day.strips] == [(450, 630), (690, 870), (870, 990)]
    assert day.meals == ((630, 690),)
    assert day.wrap == 990
    assert day.work == 30 + 480
    assert day.shift == "day"


def test_going_to_another_set_and_another_location_takes_time() -> None:
    made = production(
        scene("1", 60), scene("2", 60, story_set="HALL"), scene("3", 60, place="B", story_set="STREET")
    )
    day = clock(made, PlanDay("MAIN", DAY, tuple(Strip(task) for task in made.tasks)))
    assert [t.change for t in day.strips] == ["", "set change", "company move"]
    assert (day.set_changes, day.moves) == (1, 1)
    assert day.work == 30 + 180 + 30 + 90


def test_dark_work_begins_at_dusk_and_the_call_follows_from_it() -> None:
    made = production(scene("1", 120), scene("2", 180, int_ext="EXT", time="NIGHT", story_set="YARD"))
    day = clock(made, PlanDay("MAIN", DAY, tuple(Strip(task) for task in made.tasks)))
    assert day.strips[1].start == 19 * 60 + 30 + 30
    assert day.call == 20 * 60 - 30 - 120 - 30
    assert not day.out_of_light
    assert day.shift == "night"


def test_an_exterior_that_runs_past_sunset_says_by_how_much() -> None:
    made = production(
        scene("1", 600), scene("2", 120, int_ext="EXT", story_set="YARD"), rules=DayRules(meal=0)
    )
    day = clock(made, PlanDay("MAIN", DAY, tuple(Strip(task) for task in made.tasks)))
    assert day.strips[1].end == 7 * 60 + 30 + 600 + 30 + 120
    assert day.out_of_light == (("F1/2", day.strips[1].end - (19 * 60 + 30)),)


def test_a_meal_falls_inside_a_strip_longer_than_six_hours() -> None:
    made = production(scene("1", 500))
    day = clock(made, PlanDay("MAIN", DAY, (Strip("F1/1"),)))
    assert day.meals == ((7 * 60 + 360, 7 * 60 + 420),)
    assert day.wrap == 7 * 60 + 30 + 500 + 60


def test_banners_with_minutes_take_time_and_banners_without_take_none() -> None:
    made = production(scene("1", 60))
    strips = (Strip(banner="SAFETY MEETING", minutes=15), Strip("F1/1"), Strip(banner="LUNCH IS LATE"))
    day = clock(made, PlanDay("MAIN", DAY, strips))
    assert day.strips[1].start == 7 * 60 + 30 + 15
    assert day.work == 30 + 15 + 60


def test_people_are_timed_by_their_own_strips() -> None:
    made = production(scene("1", 60), scene("2", 60, cast=("LEAD",)), scene("3", 60))
    plan_day = PlanDay("MAIN", DAY, tuple(Strip(task) for task in made.tasks))
    day = clock(made, plan_day)
    assert personal_times(made, plan_day, day, "LEAD") == (510, 570)
    assert personal_times(made, plan_day, day, "NOBODY") is None


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**9))
def test_the_engines_clock_is_the_plans_clock(seed: int) -> None:
    made = tiny_production(seed)
    compiled = compile_production(made)
    board = Board(made, random_plan(made, seed))
    for day in board.days:
        own = board.clock(day)
        tasks = [compiled.tasks.index(task) for task in day.tasks]
        ordered = canonical_order(compiled.problem, tasks)
        assert [compiled.tasks[t] for t in ordered] == list(day.tasks)
        unit = compiled.problem.units[compiled.units.index(day.unit)]
        base = compiled.problem.bases[compiled.problem.tasks[ordered[0]].base]
        theirs = timeline(compiled.problem, unit, base, compiled.dates.index(day.day), ordered)
        assert (theirs.call, theirs.wrap, theirs.work) == (own.call, own.wrap, own.work)
        assert (theirs.set_changes, theirs.moves) == (own.set_changes, own.moves)
        assert ["day", "split", "night"][theirs.shift] == own.shift
        assert bool(theirs.day_short or theirs.dark_short) == bool(own.out_of_light)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9), st.randoms())
def test_the_order_of_the_users_files_changes_no_price(seed: int, rng: object) -> None:
    made = tiny_production(seed)
    people = list(made.people)
    rng.shuffle(people)  # type: ignore[attr-defined]
    shuffled = replace(made, people=tuple(people))
    plan = random_plan(made, seed)
    one, two = compile_production(made), compile_production(shuffled)
    first, second = one.slots(plan), two.slots(plan)
    assert first is not None
    assert second is not None
    before, after = evaluate(one.problem, first), evaluate(two.problem, second)
    assert before.cost == after.cost
    assert before.by_line == after.by_line
    assert before.feasible == after.feasible


def test_an_empty_plan_has_no_days() -> None:
    assert Board(production(scene("1", 60)), Plan(())).days == ()
