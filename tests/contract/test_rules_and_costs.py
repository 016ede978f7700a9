"""The registries as a whole: what the engines hear is what anybody's plan is held to."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.costs import costs, ledger, lines
from coverset.findings import Severity
from coverset.model.board import Board
from coverset.problem import Violation, evaluate
from coverset.problem.timeline import canonical_order
from coverset.rules import rules
from coverset.solve.compile import Compiled, compile_production
from tests.productions import random_plan, tiny_production

SEEDS = st.integers(0, 10**9)


STRICTER = frozenset({"permission-quota", "attempts-a-day", "night-hours"})
"""Rules whose lowering may refuse boards that keep them: counting over dates is more than the primitives say."""

_SPANS = {
    ("limit", "person"): "one-unit-a-date",
    ("limit", "resource"): "resources-ready",
    ("rest", "person"): "people-rest",
    ("run", "person"): "people-rest",
}


def _rule_of(compiled: Compiled, violation: Violation, slots: tuple[int, ...]) -> str | None:
    """The rule that a broken constraint of the problem belongs to."""
    builder, problem, kind = compiled.builder, compiled.problem, violation.kind
    if kind in ("daylight", "dark"):
        held = [t for t, slot in enumerate(slots) if slot == problem.slot(*violation.who)]
        first = canonical_order(problem, held)[0]
        limited = problem.tasks[first].base >= len(compiled.production.bases)
        return "permission-hours" if limited else "light"
    if kind == "lag":
        return builder.lag_reasons[violation.who[0]][0]
    if kind == "apart":
        return None
    if kind in ("limit", "rest", "run"):
        name = problem.spans[violation.who[0]].name
        sort = name.partition(" ")[0]
        return builder.spans[name].reasons.get(kind, (_SPANS.get((kind, sort), ""), ""))[0]
    return next((key for key, rule in rules().items() if kind in rule.KINDS and kind != "allowed"), None)


def _of_bases(compiled: Compiled, violation: Violation, slots: tuple[int, ...]) -> set[str]:
    """Whether a unit-day is at two real bases, at two of limited hours that are at one real base, or both."""
    production, problem = compiled.production, compiled.problem
    found = {
        (production.base_of(production.tasks[compiled.tasks[t]]), problem.tasks[t].base)
        for t, slot in enumerate(slots)
        if slot == problem.slot(*violation.who)
    }
    real = {base for base, _ in found}
    return ({"one-base"} if len(real) > 1 else set()) | (
        {"permission-hours"} if len(found) > len(real) else set()
    )


def _heard(compiled: Compiled, slots: tuple[int, ...]) -> set[str | None]:
    """The rules that the engines hear broken by an assignment."""
    builder = compiled.builder
    violations = evaluate(compiled.problem, slots).violations
    heard = {_rule_of(compiled, v, slots) for v in violations if v.kind != "bases"}
    heard |= {rule for v in violations if v.kind == "bases" for rule in _of_bases(compiled, v, slots)}
    pairs = {violation.who for violation in violations if violation.kind == "apart"}
    heard |= {
        rule
        for pair, (rule, _) in zip(compiled.problem.apart, builder.apart_reasons, strict=True)
        if pair in pairs
    }
    return heard | {forbid.rule for forbid in builder.forbids if slots[forbid.task] in forbid.slots}


@settings(max_examples=250, deadline=None)
@given(SEEDS, SEEDS)
def test_engines_accept_exactly_what_every_check_accepts(seed: int, plan_seed: int) -> None:
    production = tiny_production(seed)
    plan = random_plan(production, plan_seed)
    compiled = compile_production(production)
    slots = compiled.slots(plan)
    assert slots is not None
    board = Board(production, plan)
    heard = _heard(compiled, slots)
    for key, rule in rules(production).items():
        said = [finding for finding in rule.check(board) if finding.severity is Severity.CONFLICT]
        if key in STRICTER:
            assert key in heard or not said, (key, said)
        else:
            assert bool(said) == (key in heard), (key, said, heard)


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
