"""A proved lower bound on what every plan costs, stated by ledger line, each with its reason.

Each component is an amount that one part of the ledger reaches in *every* feasible assignment, so the
components hold at once and may be added. Their proofs are in docs/concepts/bounds.md.
"""

from __future__ import annotations

from collections.abc import Callable

from coverset.problem import Problem
from coverset.solve.bound.domains import domains
from coverset.solve.bound.ledger import Bound, Shared
from coverset.solve.bound.prover import Prover

__all__ = ["Bound", "Prover", "Shared", "domains", "lower_bound"]


def lower_bound(
    problem: Problem,
    *,
    seconds: float = 1.0,
    on_better: Callable[[Bound], None] | None = None,
    labels: int | None = None,
) -> Bound:
    """Prove what every plan costs at least. Raises ValueError for a negative rate (task prices may be).

    The components take a moment; what people cost by waiting for one another grows until it is exact or
    the seconds have passed; ``labels`` in place of them limits each try by its work, so that the answer is
    the same every time. ``on_better`` is told every better bound, the first at once. Without any plan the bound names
    the tasks that no slot is left for, where that is plain. `Prover` does the same beside other work.
    """
    prover = Prover(problem, labels=labels)
    if on_better:
        on_better(prover.bound)
    return prover.run(None if labels is not None else seconds, on_better)
