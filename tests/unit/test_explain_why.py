"""Explaining: every other day's price is the ledger's, forbidden days are those on which a rule complains."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from coverset.cli.app import app
from coverset.costs import ledger
from coverset.model.board import Board
from coverset.model.dates import DateRange
from coverset.model.pins import Pin
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.problem import evaluate
from coverset.rules import check
from coverset.service.explaining import say_held, say_strip, subject
from coverset.solve.compile import compile_production
from coverset.solve.cpsat.guards import guard_of, guards
from coverset.solve.relax import clash_and_relaxations, pin_prices, without
from coverset.solve.search import search
from coverset.solve.why import options, person_why
from tests.productions import START, random_plan, tiny_production

SEEDS = st.integers(0, 10**9)
ROOT = Path(__file__).resolve().parents[2]


def conflicts(production: Production, plan: Plan) -> set[str]:
    return {f.sentence for f in check(Board(production, plan)) if f.severity == "conflict"}


def sound(seed: int) -> tuple[Production, Plan] | None:
    """A production and a plan that keeps every rule, found by a short search."""
    production = tiny_production(seed)
    compiled = compile_production(production)
    if any(not task.allowed for task in compiled.problem.tasks):
        return None
    best = search(compiled.problem, seconds=None, steps=3000, seed=1).best
    return (production, compiled.plan(best.slots)) if best else None


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_every_other_day_is_priced_by_the_ledger_and_forbidden_when_a_rule_complains(seed: int) -> None:
    made = sound(seed)
    if made is None:
        return
    production, plan = made
    task = sorted(plan.where)[seed % len(plan.where)]
    now = ledger(Board(production, plan)).total
    found = options(production, plan, task)
    stands = {day.unit for day in plan.where[task]}
    units = [*production.units_for(production.tasks[task]), *(u for u in production.units if u.id in stands)]
    assert {(o.unit, o.day) for o in found} == {(u.id, d) for u in units for d in production.calendar.dates()}
    assert [(o.unit, o.day) for o in found if o.here] == [(d.unit, d.day) for d in plan.where[task]]
    for option in found:
        if option.here:
            assert (option.price, option.forbids) == (0, ())
            continue
        there = option.edit.apply(plan)
        assert option.price == ledger(Board(production, there)).total - now == sum(option.lines.values())
        assert {f.sentence for f in option.forbids} == conflicts(production, there)
        if option.why:
            assert option.forbids
    said = say_strip(production, task, found)
    assert task in said.here
    cheaper = [o for o in found if o.price < 0 and not o.forbids]
    assert said.best.startswith("Cheapest elsewhere") == bool(cheaper)
    assert bool(said.forbidden) == any(o.forbids for o in found)


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_an_allowed_day_is_allowed_to_the_engines_too(seed: int) -> None:
    made = sound(seed)
    if made is None:
        return
    production, plan = made
    compiled = compile_production(production)
    task = sorted(plan.where)[0]
    slots = compiled.slots(plan)
    assert slots is not None
    for option in options(production, plan, task):
        moved = list(slots)
        moved[compiled.builder.task_index(task)] = compiled.builder.slot(
            option.unit, (option.day - START).days
        )
        if evaluate(compiled.problem, moved).feasible:
            assert not option.forbids


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_a_persons_holds_are_the_ledgers_and_moves_shorten_them(seed: int) -> None:
    production = tiny_production(seed, scenes=4)
    plan = random_plan(production, seed)
    for person in production.people:
        found = person_why(production, plan, person.id)
        days = [day for held in found.held for day in held.days]
        assert tuple(days) == found.spell.held
        charged = [
            c
            for c in ledger(Board(production, plan)).charges
            if c.line == "Cast hold" and c.about == person.id
        ]
        assert sum(held.price for held in found.held) == sum(charge.amount for charge in charged)
        for held in found.held:
            assert held.not_dropped.endswith(".")
            for move in held.moves:
                after = move.edit.apply(plan)
                again = person_why(production, after, person.id, moves=0)
                assert len(again.spell.held) < len(found.spell.held)
                assert (
                    move.saving
                    == ledger(Board(production, plan)).total - ledger(Board(production, after)).total
                )
            assert len(say_held(production, plan, held)) >= 2


def test_relaxing_one_constraint_leaves_the_others() -> None:
    """Without a guard the evaluator never reports that constraint, and everything else as before."""
    seen = set()
    for seed in range(60):
        production = tiny_production(seed)
        compiled = compile_production(production)
        slots = compiled.slots(random_plan(production, seed))
        assert slots is not None
        before = {guard_of(v) for v in evaluate(compiled.problem, slots).violations}
        # The hours of leave are told as light at bases of their own, and no relaxing of light moves them.
        leave = len(compiled.problem.bases) > len(production.bases)
        for guard in guards(compiled.problem):
            key = (guard.kind, guard.who)
            if key in before and not (leave and guard.kind in ("daylight", "dark")):
                seen.add(guard.kind)
                left = {guard_of(v) for v in evaluate(without(compiled, [guard]), slots).violations}
                assert key not in left, (seed, guard)
                if guard.kind not in ("daylight", "dark", "travel", "person travel"):
                    assert left == before - {key}
    assert {"length", "locations", "daylight", "crew rest", "rest", "lag", "apart", "limit"} <= seen


def impossible() -> Production:
    """Both leads' only free dates lie apart."""
    production = tiny_production(3, scenes=3)
    days = production.calendar.dates()
    scene = replace(production.scenes[0], cast=("LEAD", "VILLAIN"), resources=(), units=())
    away = {
        "LEAD": DateRange(days[0], days[2], "another film"),
        "VILLAIN": DateRange(days[3], days[-1], "stage"),
    }
    people = tuple(replace(p, away=(away[p.id],) if p.id in away else ()) for p in production.people)
    return replace(
        production,
        scenes=(scene,),
        people=people,
        activities=(),
        precedences=(),
        aparts=(),
        pins=(),
        progress=(),
        lost_days=(),
        baseline=None,
        calendar=replace(production.calendar, days_off=(), holidays=()),
    )


def test_a_clash_is_said_and_each_relaxation_priced() -> None:
    production = impossible()
    found = clash_and_relaxations(production, seconds=4)
    assert found.proved
    assert found.minimal
    assert any("LEAD is away" in sentence for sentence in found.sentences)
    priced = [one for one in found.relaxations if one.cost is not None]
    assert len(priced) == 2
    assert [one.cost for one in priced] == sorted(one.cost for one in priced if one.cost is not None)
    for one in priced:
        assert one.plan is not None
        assert one.cost == ledger(Board(production, one.plan)).total
        assert {f.code for f in one.breaks} == {"people-away"}
    feasible = replace(production, people=tuple(replace(p, away=()) for p in production.people))
    assert clash_and_relaxations(feasible, seconds=4).found is not None


def test_a_pin_that_costs_is_named_and_one_that_does_not_is_free() -> None:
    production = impossible()
    production = replace(production, people=tuple(replace(p, away=()) for p in production.people))
    task = production.scenes[0].id
    compiled = compile_production(production)
    best = search(compiled.problem, seconds=None, steps=3000, seed=1).best
    assert best is not None
    plan = compiled.plan(best.slots)
    where = plan.where[task][0]
    pinned = replace(production, pins=(Pin(task, (DateRange(where.day, where.day),)),))
    cost, prices = pin_prices(pinned, plan, seconds=6)
    assert cost == best.cost
    assert [(one.cost, one.least) for one in prices] == [(0, 0)]
    dear = replace(production, pins=(Pin(task, unit="SECOND" if where.unit == "MAIN" else "MAIN"),))
    other, prices = pin_prices(dear, plan, seconds=6)
    assert other is not None
    assert prices[0].cost == other - best.cost
    assert prices[0].least <= prices[0].cost <= prices[0].most


@pytest.mark.parametrize(
    ("asked", "kind", "name"),
    [
        ("LEAD", "person", "LEAD"),
        ("lead", "person", "LEAD"),
        ("5", "strip", None),
        ("2", None, None),
        ("nobody at all", None, None),
    ],
)
def test_a_subject_is_found_by_any_name_it_has(asked: str, kind: str | None, name: str | None) -> None:
    production = tiny_production(1)
    got, found, wrong = subject(production, asked)
    assert got == kind
    assert bool(wrong) == (kind is None)
    if name:
        assert found == name


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["explain", *words], catch_exceptions=False)
    return result.exit_code, result.output


def test_the_command_explains_a_board(tmp_path: Path) -> None:
    board = str(ROOT / "tests" / "corpus" / "board.uss")
    opened_tasks = json.loads(run(board, "--json")[1])
    assert opened_tasks["status"] in ("feasible", "unknown", "infeasible")
    from coverset.service.opening import open_path

    opened = open_path(Path(board))
    assert opened.production is not None
    assert opened.plan is not None
    task, person = next(iter(opened.plan.where)), opened.production.people[0].id
    code, said = run(board, task, "--json")
    dates = json.loads(said)["dates"]
    assert code == 0
    assert sum(row["here"] for row in dates) == 1
    assert run(board, task)[1].startswith(task)
    assert json.loads(run(board, person, "--json")[1])["person"] == person
    assert person in run(board, person)[1]
    assert run(board, "nobody at all")[0] == 2
    assert run(board, task, "--pins")[0] == 2
    assert "Nothing is pinned" in run(board, "--pins")[1]
    assert run(str(tmp_path / "none"), "x")[0] == 3


def test_the_command_explains_why_no_plan_can_exist(tmp_path: Path) -> None:
    for path in (ROOT / "examples" / "two-hander").iterdir():
        text = path.read_text(encoding="utf-8")
        if path.name == "cast.csv":
            text = text.replace("2026-03-12..2026-03-12", "2026-03-05..2026-03-06 2026-03-18..2026-03-20")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    code, said = run(str(tmp_path), "--time", "3", "--json")
    answer = json.loads(said)
    assert (code, answer["status"]) == (4, "infeasible")
    assert answer["clash_minimal"]
    assert "beach is closed then." in [one["sentence"] for one in answer["relaxations"]]
    assert run(str(tmp_path), "--time", "2")[0] == 4
    assert run(str(tmp_path), "SISTER")[0] == 3


def test_dates_in_a_row_are_said_as_one_stretch() -> None:
    from coverset.service.explaining import _stretches

    days = [START + timedelta(days=k) for k in (0, 1, 2, 4)]
    assert _stretches(days) == "Fri 2 May to Sun 4 May and Tue 6 May"
