"""One hard rule a file: its sentence, how the engines hear it, and how anybody's plan is checked.

A member defines ``KEY``, ``SENTENCE``, ``KINDS`` (the broken constraints of the problem that it answers
for), ``lower(lowering)`` and ``check(board)``. ``ALWAYS`` true marks a rule that cannot be switched off.
Two names are optional: ``NEVER_RELAXED`` true marks one that is not offered for relaxing when rules clash, and
``SEVERITIES`` lists what its findings are where they are not all conflicts. A warning forbids nothing.
"""

from __future__ import annotations

from types import ModuleType

from coverset.findings import Finding, Severity, in_order
from coverset.model.board import Board
from coverset.model.production import Production
from coverset.registry import load


def rules(production: Production | None = None) -> dict[str, ModuleType]:
    """Every rule by key; for a production only those that it has not switched off."""
    members = load("coverset.rules", "SENTENCE", "KINDS", "ALWAYS", "lower", "check")
    if production is None:
        return members
    off = set(production.rules_off)
    return {key: rule for key, rule in members.items() if rule.ALWAYS or key not in off}


def never_relaxed() -> frozenset[str]:
    """The keys of the rules that nobody is offered to go without, whatever that would save: leave, holds, validity."""
    return frozenset(key for key, rule in rules().items() if getattr(rule, "NEVER_RELAXED", False))


def check(board: Board) -> list[Finding]:
    """Every rule that a board breaks, in order, each as a plain sentence with date, unit and names."""
    return in_order(finding for rule in rules(board.production).values() for finding in rule.check(board))


def broken(rule: str, sentence: str, *about: str) -> Finding:
    """A conflict: a rule broken on a board."""
    return Finding(rule, Severity.CONFLICT, sentence, about=about)
