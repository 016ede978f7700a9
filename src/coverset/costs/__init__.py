"""One ledger line, or a few that belong together, a file: how the engines count it and what a plan is charged.

A member defines ``KEY``, ``SENTENCE``, ``LINES`` (the names of its ledger lines),
``PREFERENCE`` (a wish of the craft rather than a bill), ``lower(lowering)`` and
``charge(board)``. What it lowers and what it charges are the same money; the tests prove it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from types import ModuleType

from coverset.model.board import Board
from coverset.registry import load


@dataclass(frozen=True, slots=True)
class Charge:
    """One amount on the ledger, in minor units: its line, who or what it is for, when, and why."""

    line: str
    amount: int
    about: str = ""
    day: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every charge of a plan, in line order."""

    charges: tuple[Charge, ...]
    currency: str

    @property
    def total(self) -> int:
        """What the plan costs, in minor units."""
        return sum(charge.amount for charge in self.charges)

    def by_line(self) -> dict[str, int]:
        """The sum of each ledger line, lines without a charge included."""
        sums = dict.fromkeys(lines(), 0)
        for charge in self.charges:
            sums[charge.line] += charge.amount
        return sums


@dataclass(frozen=True, slots=True)
class LineProof:
    """What is proved of one ledger line: the least any plan can pay, in minor units, and why."""

    cost: int
    bound: int
    proved: bool
    reason: str = ""


def costs() -> dict[str, ModuleType]:
    """Every cost by key."""
    return load("coverset.costs", "SENTENCE", "LINES", "PREFERENCE", "lower", "charge")


def lines() -> tuple[str, ...]:
    """The names of all ledger lines, in ledger order."""
    return tuple(line for cost in _in_ledger_order() for line in cost.LINES)


def _in_ledger_order() -> Iterator[ModuleType]:
    yield from sorted(costs().values(), key=lambda cost: (cost.PREFERENCE, cost.KEY))


def ledger(board: Board) -> Ledger:
    """Price a board: every charge of every cost."""
    charges = (charge for cost in _in_ledger_order() for charge in cost.charge(board) if charge.amount)
    return Ledger(tuple(charges), board.production.currency)
