"""Nothing leaves the solver unverified: every rule checked again, every charge priced again, the bound compared."""

from __future__ import annotations

from coverset.costs import Ledger, ledger
from coverset.findings import Severity
from coverset.model.board import Board
from coverset.model.plan import Plan
from coverset.rules import check
from coverset.solve.bound import Bound
from coverset.solve.compile import Compiled


class VerifyError(Exception):
    """Our own bug: the engines and the rules or costs disagree about a plan. The command exits with 70."""


def verify(compiled: Compiled, plan: Plan, cost: int, bound: Bound | None = None) -> Ledger:
    """Check a plan as if a stranger had made it, and answer its ledger.

    Raises VerifyError, naming every disagreement, when a rule is broken, when the ledger does not come to
    the engine's cost, or when the plan is cheaper than its proved bound, where there is one, in all or by line.
    """
    board = Board(compiled.production, plan)
    printed = ledger(board)
    by_line = printed.by_line()
    broken = (finding for finding in check(board) if finding.severity in (Severity.ERROR, Severity.CONFLICT))
    wrong = [f"breaks {finding.code}: {finding.sentence}" for finding in broken]
    if printed.total != cost:
        wrong.append(f"the ledger comes to {printed.total}, the engine to {cost}")
    if bound is not None and bound.total > cost:
        wrong.append(f"the bound {bound.total} is above the cost {cost}")
    for name, least in zip(compiled.problem.lines, bound.by_line if bound else (), strict=bound is not None):
        if least > by_line[name]:
            wrong.append(f"the bound of {name} is {least}, the plan has {by_line[name]}")
    if wrong:
        raise VerifyError("; ".join(wrong))
    return printed
