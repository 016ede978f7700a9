"""Comparing plans: a plan against itself is empty, every difference is the ledger's and the board's own."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from coverset.cli.app import app
from coverset.costs import ledger
from coverset.model.board import Board
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.render import renderers
from coverset.render.document import Table
from coverset.service._comparison_page import document
from coverset.service.comparing import Comparison, as_json, compare
from coverset.service.opening import Opened, open_path
from tests.productions import random_plan, tiny_production

SEEDS = st.integers(0, 10**9)
BOARD = Path(__file__).resolve().parent.parent / "corpus" / "board.uss"


def opened(production: Production, plan: Plan, name: str) -> Opened:
    return Opened(Path(name), "plan", (), production, plan)


def compared(seed: int, *others: int) -> Comparison:
    production = tiny_production(seed)
    plans = [random_plan(production, other) for other in (seed, *others)]
    return compare([opened(production, plan, f"{k}.json") for k, plan in enumerate(plans)])


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_a_plan_against_itself_is_empty(seed: int) -> None:
    found = compared(seed, seed)
    (change,) = found.changes
    assert change.nothing
    assert (change.strips, change.orders, change.calls) == ((), (), ())
    assert as_json(found)["status"] == "same"
    text = renderers()["text"].write(document(found, date(2025, 5, 1))).decode()
    assert "1.json is the same as 0.json." in text
    assert "From 0.json" not in text


@settings(max_examples=20, deadline=None)
@given(SEEDS, SEEDS)
def test_every_difference_is_the_boards_own(seed: int, other: int) -> None:
    found = compared(seed, other)
    (change,) = found.changes
    first, second = (side.board for side in found.sides)
    answer = as_json(found)
    assert answer["changes"][0]["cost"] == ledger(second).total - ledger(first).total
    assert sum(answer["changes"][0]["lines"].values()) == answer["changes"][0]["cost"]
    moved = {strip.task for strip in change.strips}
    for task in first.production.tasks:
        same = [(d.unit, d.day) for d in first.plan.where[task]] == [
            (d.unit, d.day) for d in second.plan.where[task]
        ]
        assert same == (task not in moved)
    called = {(one.person, one.day) for one in change.calls}
    for person in first.production.people:
        for day in first.production.calendar.dates():
            units = [
                [(call.unit, board.clock(call).call) for call in board.worked_by(person.id).get(day, ())]
                for board in (first, second)
            ]
            if units[0] != units[1]:
                assert (person.id, day) in called
            for k, side in enumerate(found.sides):
                assert bool(units[k]) == (side.call(person.id, day) not in ("off", "hold", "dropped"))


def test_every_medium_takes_it_with_two_plans_or_three() -> None:
    for others in ((2,), (2, 3)):
        paper = document(compared(1, *others), date(2025, 5, 1))
        for key, renderer in renderers().items():
            if key != "ics":
                made = renderer.write(paper)
                assert made
                assert made == renderer.write(paper)


def test_plans_of_different_productions_are_told_apart() -> None:
    production = tiny_production(4)
    dearer = replace(production, prices=replace(production.prices, move=production.prices.move + 100))
    plan = random_plan(production, 4)
    found = compare([opened(production, plan, "a.json"), opened(dearer, plan, "b.json")])
    assert not found.same_production
    text = renderers()["text"].write(document(found, date(2025, 5, 1))).decode()
    assert "different productions" in text
    assert compared(4, 5).same_production


def test_plans_called_the_same_have_names_of_their_own() -> None:
    production = tiny_production(1)
    plan = random_plan(production, 1)
    names = ["a/plan.json", "b/plan.json", "b/plan.json", "other.json"]
    found = compare([opened(production, plan, name) for name in names])
    assert [side.name for side in found.sides] == [
        "a/plan.json",
        "2. b/plan.json",
        "3. b/plan.json",
        "other.json",
    ]


def test_a_plan_without_a_board_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="no board"):
        compare([Opened(Path("x"), "folder", (), tiny_production(1))])


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["compare", *words], catch_exceptions=False)
    return result.exit_code, result.output


def test_the_command_compares_boards(tmp_path: Path) -> None:
    better = tmp_path / "better.json"
    CliRunner().invoke(
        app,
        ["improve", str(BOARD), "--free-lengths", "--apply", "all", "-o", str(better)],
        catch_exceptions=False,
    )
    code, said = run(str(BOARD), str(better), "--json")
    answer = json.loads(said)
    assert (code, answer["status"], answer["same_production"]) == (0, "different", True)
    assert answer["plans"][1]["cost"] < answer["plans"][0]["cost"]
    before = open_path(BOARD)
    assert before.production is not None
    assert before.plan is not None
    assert answer["plans"][0]["cost"] == ledger(Board(before.production, before.plan)).total
    assert "Plans compared" in run(str(BOARD), str(better))[1]
    for medium in ("html", "pdf", "xlsx", "json", "csv", "text"):
        target = tmp_path / f"plans.{medium}"
        assert run(str(BOARD), str(better), "--to", medium, "-o", str(target))[0] == 0
        assert target.stat().st_size > 500
    assert run(str(BOARD), str(better), "-o", str(tmp_path))[0] == 0
    assert (tmp_path / "comparison.txt").is_file()


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((str(BOARD),), 2, "two plans"),
        ((str(BOARD), str(BOARD), "--to", "ics"), 2, "no medium 'ics'"),
        ((str(BOARD), str(BOARD), "--to", "pdf"), 2, "give a file with -o"),
        ((str(BOARD), "not-there.json"), 3, "does not exist"),
    ],
)
def test_the_command_refuses_what_it_cannot_do(words: tuple[str, ...], code: int, says: str) -> None:
    got, said = run(*words)
    assert got == code
    assert says in said


def test_a_difference_of_money_is_money_in_every_medium() -> None:
    """A spreadsheet divides money by a hundred: a bare number of minor units would read a hundredfold."""
    found = compared(1, 2)
    tables = {
        block.key: block for block in document(found, date(2025, 5, 1)).blocks if isinstance(block, Table)
    }
    more = found.sides[1].standing.cost - found.sides[0].standing.cost
    for cell in (tables["ledger"].rows[-1].cells[-1], tables["figures"].rows[0].cells[-1]):
        assert (cell.kind, cell.value) == ("money", more)
    assert tables["figures"].rows[2].cells[-1].kind == "number"
