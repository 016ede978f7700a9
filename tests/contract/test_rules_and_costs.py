"""The registries as a whole: what the engines hear is what anybody's plan is held to."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.costs import costs, ledger, lines
from coverset.model.board import Board
from coverset.problem import evaluate
from coverset.rules import rules
from coverset.solve.compile import compile_production
from tests.productions import random_plan, tiny_production

SEEDS = st.integers(0, 10**9)


@settings(max_examples=150, deadline=None)
@given(SEEDS, SEEDS)
def test_engines_accept_exactly_what_every_check_accepts(seed: int, plan_seed: int) -> None:
    production = tiny_production(seed)
    plan = random_plan(production, plan_seed)
    compiled = compile_production(production)
    slots = compiled.slots(plan)
    assert slots is not None
    broken = {violation.kind for violation in evaluate(compiled.problem, slots).violations}
    board = Board(production, plan)
    forbidden = {forbid.rule for forbid in compiled.builder.forbids if slots[forbid.task] in forbid.slots}
    for key, rule in rules(production).items():
        heard = bool(broken & (set(rule.KINDS) - {"allowed", "limit"})) or key in forbidden
        said = bool(rule.check(board))
        if "limit" in rule.KINDS:
            assert heard <= said, key
            assert said <= (heard or "limit" in broken), key
        else:
            assert said == heard, (key, rule.check(board), broken)
    limited = any(rules()[key].check(board) for key in ("one-unit-a-date", "resources-ready"))
    assert "limit" not in broken or limited


@settings(max_examples=150, deadline=None)
@given(SEEDS, SEEDS)
def test_the_objective_is_the_ledger_line_by_line(seed: int, plan_seed: int) -> None:
    production = tiny_production(seed)
    plan = random_plan(production, plan_seed)
    compiled = compile_production(production)
    slots = compiled.slots(plan)
    assert slots is not None
    priced = evaluate(compiled.problem, slots)
    printed = ledger(Board(production, plan))
    assert dict(zip(compiled.problem.lines, priced.by_line, strict=True)) == printed.by_line()
    assert priced.cost == printed.total


@settings(max_examples=30, deadline=None)
@given(SEEDS)
def test_few_plans_are_broken_by_the_generator_alone(seed: int) -> None:
    """The generator must also draw boards that keep every rule, or the properties above say nothing."""
    production = tiny_production(seed, scenes=2, dates=8)
    compiled = compile_production(production)
    assert len(compiled.problem.tasks) >= 2
    assert compiled.plan(
        tuple(task.allowed[0] if task.allowed else 0 for task in compiled.problem.tasks)
    ).days


def test_some_random_boards_keep_every_rule() -> None:
    kept = 0
    for seed in range(400):
        production = tiny_production(seed, scenes=2, dates=9)
        compiled = compile_production(production)
        slots = compiled.slots(random_plan(production, seed, spread=9))
        assert slots is not None
        kept += evaluate(compiled.problem, slots).feasible
    assert kept >= 10


@pytest.mark.parametrize("key", sorted(rules()))
def test_every_rule_can_be_broken(key: str) -> None:
    """A check that never speaks is no check: some random board breaks each rule."""
    if key == "once":
        production = tiny_production(1)
        from coverset.model.plan import Plan

        assert rules()[key].check(Board(production, Plan(())))
        return
    for seed in range(600):
        production = tiny_production(seed)
        if key == "board-lengths":
            from dataclasses import replace

            units = tuple(replace(unit, lengths=(1, 1)) for unit in production.units)
            production = replace(production, units=units)
        if rules()[key].check(Board(production, random_plan(production, seed))):
            return
    pytest.fail(f"no random board breaks {key}")


def test_ledger_lines_are_distinct() -> None:
    assert len(set(lines())) == len(lines())
    assert all(cost.SENTENCE.endswith(".") or cost.SENTENCE.endswith(")") for cost in costs().values())
    assert all(rule.SENTENCE.endswith(".") for rule in rules().values())
