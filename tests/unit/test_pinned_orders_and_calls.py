"""Pinned orders and calls: the day clock, every engine and the check agree on them, and boards of one's own keep them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import coverset
from coverset.cli.app import app
from coverset.findings import Severity
from coverset.formats import uss
from coverset.model.board import Board
from coverset.model.pins import AnyPin, CallPin, OrderPin, left_of
from coverset.model.plan import Plan, PlanDay, Strip
from coverset.model.production import Production
from coverset.model.questions import ask
from coverset.model.sequence import in_shooting_order
from coverset.model.sequences import sequences
from coverset.model.stunts import Stunts
from coverset.problem import evaluate
from coverset.rules import check
from coverset.rules import rules as every_rule
from coverset.solve._search_python import PythonAnnealer
from coverset.solve.brute import brute_force
from coverset.solve.compile import compile_production
from coverset.solve.improve import improve
from coverset.solve.run import solve
from coverset.solve.search import search
from tests.productions import random_plan, tiny_production
from tests.unit.test_production_file import TOML, errors, good, write

SEEDS = st.integers(0, 10**9)
MON = date(2020, 2, 24)
ROOT = Path(__file__).resolve().parents[2]


def test_orders_and_calls_are_read_with_parts_and_units(tmp_path: Path) -> None:
    kept = TOML.partition("[[pin]]")[0]
    toml = kept + (
        '[[pin]]\norder = ["2", "f1/3"]\ndirectly = true\nwhy = "make-up"\n\n'
        '[[pin]]\ncall = "06:30"\nday = 2020-02-24\nunit = "MAIN"\n'
    )
    assert good(write(tmp_path / "p", toml)).pins == (
        OrderPin(("F1/2", "F1/3 pt1", "F1/3 pt2"), directly=True, why="make-up"),
        CallPin("main", MON, 390),
    )


@pytest.mark.parametrize(
    ("table", "code", "says", "line"),
    [
        ('order = ["1"]', "value-wrong", "two strips or more", 1),
        ('order = ["1", "99"]', "scene-unknown", "'99'", 1),
        ('order = ["1", "2"]\nunit = "main"', "key-unknown", "'unit' is not read there", 2),
        ('call = "25:99"\nday = 2020-02-24', "value-wrong", "25:99", 1),
        ('call = "06:30"', "value-missing", "needs 'day'", 0),
        ('call = "06:30"\nday = 2020-02-24', "value-missing", "main, second shoot", 0),
        ('call = "06:30"\nday = 2020-02-24\nunit = "mian"', "unit-unknown", "did you mean 'main'", 3),
        ('call = "06:30"\nday = 2020-02-24\nstrips = ["1"]', "key-unknown", "'strips' is not read there", 3),
    ],
)
def test_a_slip_in_an_order_or_call_is_said_at_its_line(
    tmp_path: Path, table: str, code: str, says: str, line: int
) -> None:
    found = errors(write(tmp_path / "p", f"{TOML.rstrip()}\n\n[[pin]]\n{table}\n"))
    said = [f for f in found if f.code == code and says in f.sentence]
    assert len(said) == 1, found
    assert said[0].place is not None
    assert said[0].place.line == TOML.rstrip().count("\n") + 3 + line


def order(*names: str, directly: bool = False) -> OrderPin:
    return OrderPin(names, directly)


@pytest.mark.parametrize(
    ("pins", "tasks", "whole", "possible"),
    [
        ((order("A", "B"), order("B", "C")), ("A", "B", "C"), False, True),
        ((order("B", "C"), order("A", "B")), ("A", "B", "C"), False, True),
        ((order("A", "C"), order("A", "B", directly=True)), ("A", "B", "C"), True, True),
        ((order("A", "B"), order("B", "A")), None, False, False),
        ((order("A", "B", directly=True), order("A", "C", directly=True)), None, True, False),
        ((order("A", "B", directly=True), order("B", "A", directly=True)), None, True, False),
        ((order("A", "A"),), None, False, False),
        ((order("A", "B", directly=True), order("A", "C"), order("C", "B")), None, True, False),
    ],
)
def test_orders_that_share_a_strip_are_one_sequence(
    pins: tuple[OrderPin, ...], tasks: tuple[str, ...] | None, whole: bool, possible: bool
) -> None:
    [found] = sequences(pins)
    assert (found.whole, found.possible) == (whole, possible)
    if tasks:
        assert found.tasks == tasks
        assert all(pin.kept_in(found.tasks) for pin in pins)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.permutations("ABCDE"), st.integers(2, 3), st.booleans()), min_size=1, max_size=4)
)
def test_a_sequence_is_possible_exactly_when_some_order_keeps_every_pin(
    drawn: list[tuple[list[str], int, bool]],
) -> None:
    from itertools import permutations

    pins = [OrderPin(tuple(names[:count]), directly) for names, count, directly in drawn]
    for found in sequences(pins):
        some = any(all(pin.kept_in(laid) for pin in found.pins) for laid in permutations(found.tasks))
        assert found.possible == some
        if some:
            assert all(pin.kept_in(found.tasks) for pin in found.pins)
    assert sum(len(found.pins) for found in sequences(pins)) == len(pins)


def decided(seed: int, *, scenes: int = 4) -> Production:
    """A small production with an order and a call pinned, and nothing else.

    Without stunts, for of their quotas the engines may forbid more than the rules.
    """
    made = replace(
        tiny_production(seed, scenes=scenes),
        pins=(),
        progress=(),
        baseline=None,
        lost_days=(),
        precedences=(),
        stunts=Stunts(),
    )
    names, dates = sorted(made.tasks), made.calendar.dates()
    pins: tuple[AnyPin, ...] = (
        OrderPin((names[seed % len(names)], names[(seed + 1) % len(names)]), directly=seed % 2 > 0),
        CallPin("MAIN", dates[seed % len(dates)], (330, 420, 600)[seed % 3], why="the ferry"),
    )
    return replace(made, pins=pins)


def broken(board: Board) -> set[str]:
    """The rules that a board breaks, by code; what is only to be looked at does not stop a plan."""
    return {finding.code for finding in check(board) if finding.severity is not Severity.WARNING}


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_the_search_finds_the_best_plan_there_is_and_it_keeps_orders_and_calls(seed: int) -> None:
    production = decided(seed, scenes=3)
    compiled = compile_production(production)
    if any(not task.allowed for task in compiled.problem.tasks):
        return
    size = 1
    for task in compiled.problem.tasks:
        size *= len(task.allowed)
    if size > 20_000:
        return
    truth = brute_force(compiled.problem)
    result = solve(production, steps=40_000, workers=1)
    if truth.cost is None:
        assert result.plan is None
        return
    assert result.plan is not None
    board = Board(production, result.plan)
    assert not broken(board)
    for day in board.days:
        pinned = production.calls.get((day.unit, day.day))
        assert pinned is None or board.clock(day).call == pinned
    assert result.bound.total <= truth.cost <= (result.cost or 0)


@settings(max_examples=25, deadline=None)
@given(SEEDS, SEEDS)
def test_the_clock_and_the_order_of_a_day_are_the_engines_own(seed: int, plan_seed: int) -> None:
    production = decided(seed)
    plan = random_plan(production, plan_seed)
    compiled = compile_production(production)
    slots = compiled.slots(plan)
    assert slots is not None
    board = Board(production, plan)
    assert compiled.plan(slots).days == tuple(sorted(plan.days, key=lambda d: (d.day, d.unit)))
    assert evaluate(compiled.problem, slots).feasible == (not broken(board))
    for pin in production.order_pins:
        together = [d for d in board.days if set(pin.order) <= set(d.tasks)]
        assert all(pin.kept_in(d.tasks) for d in together)
    walk = PythonAnnealer(compiled.problem, 1, slots)
    walk.anneal(1.0, 50, 0.0)
    walk.run(50, 5.0)
    if found := walk.best():
        assert not broken(Board(production, compiled.plan(tuple(found[1]))))


def test_an_order_that_no_habit_lays_is_kept_in_place_of_the_usual_one() -> None:
    """Dark work is shot last and daylight first by habit: a pin turns that round, and the clock says what it costs."""
    made = decided(2)
    first, second = list(made.tasks)[:2]
    scenes = tuple(
        replace(s, location="FLAT", set=name, shift=light, cast=(), resources=(), units=("MAIN",))
        for s, name, light in zip(made.scenes[:2], ("A", "B"), ("daylight", "any"), strict=True)
    )
    plain = replace(made, scenes=scenes, activities=(), aparts=(), pins=())
    assert in_shooting_order(plain, (second, first)) == (first, second)
    turned = replace(plain, pins=(OrderPin((second, first)),))
    assert in_shooting_order(turned, (first, second)) == (second, first)
    day = plain.calendar.dates()[3]
    usual = Plan((PlanDay("MAIN", day, (Strip(first), Strip(second))),))
    [broken] = every_rule()["pinned-orders"].check(Board(turned, usual))
    assert "are pinned to be shot in this order on one date" in broken.sentence


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_improving_keeps_orders_and_reads_calls(seed: int) -> None:
    production = decided(seed)
    plan = random_plan(production, seed)
    before = {f.sentence for f in every_rule()["pinned-orders"].check(Board(production, plan))}
    found = improve(production, plan, moves=3)
    after = {f.sentence for f in every_rule()["pinned-orders"].check(Board(production, found.end.plan))}
    assert bool(after) <= bool(before)
    here = plan
    for move in found.moves:
        then = move.edit.apply(here)
        cost = [compile_cost(production, each) for each in (here, then)]
        assert move.saving == cost[0] - cost[1]
        here = then


def compile_cost(production: Production, plan: Plan) -> int:
    from coverset.costs import ledger

    return ledger(Board(production, plan)).total


def test_pins_at_odds_are_proved_before_planning() -> None:
    made = replace(tiny_production(4), pins=(), progress=(), baseline=None)
    a, b = list(made.tasks)[:2]
    circle = replace(made, pins=(OrderPin((a, b)), OrderPin((b, a), why="no")))
    [clash] = [f for f in ask(circle) if f.code == "pins-clash"]
    assert "cannot all be kept" in clash.sentence
    assert "(no)" in clash.sentence
    day = made.calendar.dates()[0]
    twice = replace(made, pins=(CallPin("MAIN", day, 400), CallPin("MAIN", day, 410)))
    assert "Two calls are pinned" in next(f.sentence for f in ask(twice) if f.code == "pins-clash")
    compiled = compile_production(circle)
    assert not compiled.problem.tasks[compiled.builder.task_index(a)].allowed
    assert search(compiled.problem, seconds=None, steps=200, seed=1).best is None


def test_what_is_left_of_orders_and_calls() -> None:
    assert left_of(OrderPin(("A", "B", "C")), {"A", "C"}, (), ()) == OrderPin(("A", "C"))
    assert left_of(OrderPin(("A", "B")), {"A"}, (), ()) is None
    assert left_of(CallPin("main", MON, 400), (), {"main"}, ()) == CallPin("main", MON, 400)
    assert left_of(CallPin("main", MON, 400), (), (), ()) is None


def test_a_board_file_keeps_every_kind_of_pin() -> None:
    production = decided(6)
    kept = replace(production, pins=(*production.pins, *tiny_production(6).pins))
    plan = random_plan(kept, 6)
    again, _, findings = uss.read(uss.write(kept, plan), "board.uss", today=MON)
    assert again is not None, findings
    assert again.pins == kept.pins


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, [*words], catch_exceptions=False)
    return result.exit_code, result.output


def test_the_command_pins_orders_and_calls_and_takes_them_back(tmp_path: Path) -> None:
    film = tmp_path / "film"
    shutil.copytree(ROOT / "examples" / "two-hander", film)
    before = (film / "production.toml").read_bytes()
    day = coverset.open(film).production.calendar.start_date + timedelta(days=2)  # type: ignore[union-attr]
    assert run("pin", str(film), "--order", "2,4", "--order", "10", "--directly", "--time", "0")[0] == 0
    assert (
        run("pin", str(film), "--day", day.isoformat(), "--call", "06:30", "--unit", "main", "--time", "0")[0]
        == 0
    )
    opened = coverset.open(film)
    assert opened.production is not None
    assert opened.production.pins == (
        OrderPin(("F1/2", "F1/4", "F1/10"), directly=True),
        CallPin("MAIN", day, 390),
    )
    result = coverset.plan(opened, steps=3000, workers=1)
    assert result.plan is not None
    [held] = result.plan.where["F1/4"]
    assert opened.production.order_pins[0].kept_in(held.tasks)
    code, said = run("unpin", str(film), "F1/10")
    assert code == 0
    assert "coverset pin" in said
    assert "--order F1/2,F1/4,F1/10 --directly" in said
    assert "--call 06:30" in run("unpin", str(film), "--day", day.isoformat())[1]
    assert (film / "production.toml").read_bytes() == before
    assert run("pin", str(film), "--order", "2")[0] == 2
    assert run("pin", str(film), "--day", day.isoformat(), "--call", "late")[0] == 2
    assert run("pin", str(film), "--order", "2,SISTER")[0] == 2
    held_twice = coverset.pin(opened, order=["F1/5", "F1/6"])
    assert held_twice.production.sequences[-1].tasks == ("F1/5", "F1/6")  # type: ignore[union-attr]
    assert coverset.pin(opened, day=day + timedelta(days=1), call="05:45").production.calls  # type: ignore[union-attr]
