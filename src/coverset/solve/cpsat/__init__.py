"""The exact engine: CP-SAT on a relaxation, and the reference evaluator's word on every candidate of it.

What is linear is posted exactly. What the clock decides is left out first; each candidate is run through
`evaluate`, and what that finds becomes a clause (logic-based Benders decomposition: Hooker and Ottosson,
Mathematical Programming 96 (2003)). The answer is optimal when no candidate of the relaxation is cheaper.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from coverset.problem import Problem, evaluate
from coverset.solve.bound import domains, lower_bound
from coverset.solve.cpsat.answers import candidates
from coverset.solve.cpsat.clash import Clash, clash
from coverset.solve.cpsat.cuts import Cuts
from coverset.solve.cpsat.guards import Guard
from coverset.solve.cpsat.model import Model

__all__ = ["Clash", "CpsatResult", "Guard", "clash", "solve"]

Status = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True, slots=True)
class CpsatResult:
    """What the exact engine came to. ``bound`` is proved whatever the status (0 when infeasible)."""

    status: Status
    slots: tuple[int, ...] | None
    cost: int | None
    bound: int


def solve(
    problem: Problem,
    *,
    seconds: float,
    hint: Sequence[int] | None = None,
    workers: int = 2,
    on_better: Callable[[tuple[int, ...], int], None] | None = None,
    fixed: Mapping[int, int] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> CpsatResult:
    """Find the cheapest plan and prove it, as far as the seconds go.

    ``hint`` is an assignment to begin from, ``fixed`` tasks that must stay on their slots; bound and status
    are then those of the problem so narrowed. With one worker the same call gives the same answer, unless
    the clock or ``should_stop`` ends it. ``on_better`` is told every plan that beats the last, feasible by `evaluate`.
    """
    if fixed:
        problem = _narrowed(problem, fixed)
    ends = time.monotonic() + seconds
    least = lower_bound(problem, seconds=min(0.5, seconds / 4))
    if least.impossible:
        return CpsatResult("infeasible", None, None, 0)
    best: tuple[int, tuple[int, ...]] | None = None

    def judge(slots: tuple[int, ...]) -> None:
        nonlocal best
        found = evaluate(problem, slots)
        if found.feasible and (best is None or found.cost < best[0]):
            best = (found.cost, slots)
            if on_better:
                on_better(slots, found.cost)

    model = Model(problem, domains(problem))
    cuts = Cuts(model)
    if hint is not None:
        judge(tuple(hint))
        for (t, slot), literal in model.x.items():
            model.cp.add_hint(literal, hint[t] == slot)
    bound = least.total
    model.cp.add(model.objective >= bound)
    while (left := ends - time.monotonic()) > 0 and not (should_stop and should_stop()):
        if best is not None:
            if best[0] <= bound:
                return CpsatResult("optimal", best[1], best[0], best[0])
            model.cp.add(model.objective <= best[0] - 1)
        status, proved, found = candidates(model, left, workers, should_stop)
        if status == "infeasible":
            if best is None:
                return CpsatResult("infeasible", None, None, 0)
            return CpsatResult("optimal", best[1], best[0], best[0])
        bound = max(bound, proved)
        for slots in found:
            judge(slots)
            if not cuts.add(slots, evaluate(problem, slots).violations):
                cuts.exclude(slots)
        if status == "unknown":
            break
    if best is None:
        return CpsatResult("unknown", None, None, bound)
    if best[0] <= bound:
        return CpsatResult("optimal", best[1], best[0], best[0])
    return CpsatResult("feasible", best[1], best[0], bound)


def _narrowed(problem: Problem, fixed: Mapping[int, int]) -> Problem:
    """The problem with tasks held on their slots; a slot that is not allowed leaves the task none."""
    return replace(
        problem,
        tasks=tuple(
            replace(task, allowed=tuple(s for s in task.allowed if s == fixed[t])) if t in fixed else task
            for t, task in enumerate(problem.tasks)
        ),
    )
