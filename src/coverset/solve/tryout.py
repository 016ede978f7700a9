"""Thousands of moves priced a second: the kernel where it was built, the reference evaluator otherwise.

The prices take every unit-day in canonical order, so on a board with orders of its own they only say which
moves are worth pricing exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from coverset.problem import Problem
from coverset.solve._pack import pack
from coverset.solve._parts import Parts, Priced

try:
    from coverset.solve import _kernel
except ImportError:
    _kernel = None  # type: ignore[assignment]

Placing: TypeAlias = tuple[tuple[int, int], ...]
"""Tasks and the slots they are put on."""

MOST_EVALUATED = 5000
"""How many moves the reference evaluator looks at: about as many as it prices in two seconds on a feature."""


@dataclass(frozen=True, slots=True)
class Rise:
    """What a move adds: to the cost, to the shortfall of broken constraints, to their number."""

    cost: int
    shortfall: int
    broken: int


def try_out(problem: Problem, slots: Sequence[int], moves: Sequence[Placing]) -> list[Rise]:
    """The rise of each move from an assignment, in order.

    Without the kernel only `MOST_EVALUATED` moves, taken evenly from the list, are looked at; the rest
    are said to add more than any plan costs.
    """
    if _kernel is not None and problem.num_dates <= _kernel.MOST_DATES:
        board = _kernel.Board(pack(problem).tobytes(), 1, list(slots))
        return [Rise(cost, amount - broken, broken) for cost, amount, broken in board.prices(moves)]
    return _evaluated(problem, slots, moves)


def _evaluated(problem: Problem, slots: Sequence[int], moves: Sequence[Placing]) -> list[Rise]:
    parts = Parts(problem, slots)
    rises = [Rise(1 << 62, 1 << 62, 1 << 30)] * len(moves)
    step = max(1, -(-len(moves) // MOST_EVALUATED))
    for k in range(0, len(moves), step):
        rises[k] = _rise(parts.move(moves[k]))
        parts.undo()
    return rises


def _rise(pairs: Sequence[tuple[Priced, Priced]]) -> Rise:
    def short(priced: Priced) -> int:
        return sum(violation.amount for violation in priced.broken)

    return Rise(
        sum(after.cost - before.cost for before, after in pairs),
        1000 * sum(short(after) - short(before) for before, after in pairs),
        sum(len(after.broken) - len(before.broken) for before, after in pairs),
    )
