"""Checking: a board as it stands, its conflicts, its price, unchanged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from coverset.costs import Ledger, ledger
from coverset.findings import Finding, Severity
from coverset.model.board import Board
from coverset.rules import check
from coverset.service.opening import Opened
from coverset.service.planning import counts_json, finding_json, findings_json
from coverset.solve.bound import Bound, lower_bound
from coverset.solve.compile import Compiled, compile_production


@dataclass(frozen=True)
class Checked:
    """A board read against every rule and cost. ``conflicts`` break a rule; the bound is what any plan pays."""

    opened: Opened
    board: Board
    conflicts: tuple[Finding, ...]
    ledger: Ledger
    compiled: Compiled
    bound: Bound


def check_board(opened: Opened, *, seconds: float = 1.0) -> Checked:
    """Check and price the board of what was opened. Raises ValueError when it came without a board."""
    if opened.production is None or opened.plan is None:
        raise ValueError("there is no board to check")
    board = Board(opened.production, opened.plan)
    compiled = compile_production(opened.production)
    bound = lower_bound(compiled.problem, seconds=seconds)
    return Checked(opened, board, tuple(check(board)), ledger(board), compiled, bound)


def as_json(checked: Checked) -> dict[str, Any]:
    """The one object that ``check --json`` prints for a board. Money in minor units of the currency."""
    cost = checked.ledger.total
    by_line = checked.ledger.by_line()
    broken = [finding for finding in checked.conflicts if finding.severity is Severity.CONFLICT]
    return {
        "status": "conflicts" if broken else "sound",
        "cost": cost,
        "currency": checked.board.production.currency,
        "bound": checked.bound.total,
        "gap": round((cost - checked.bound.total) / cost, 6) if cost else 0.0,
        "proved": {
            name: {"cost": by_line[name], "bound": least, "proved": by_line[name] == least}
            for name, least in zip(checked.compiled.problem.lines, checked.bound.by_line, strict=True)
        },
        "seconds": None,
        "seed": None,
        "findings": findings_json(checked.opened),
        "conflicts": [finding_json(finding) for finding in checked.conflicts],
        "plan": None,
        **counts_json(checked.board),
    }
