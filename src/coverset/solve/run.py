"""One run from production to verified plan: bound, search, exact search where it is small, verification."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from coverset.costs import Ledger, LineProof
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.problem import Problem
from coverset.solve.bound import Bound, lower_bound
from coverset.solve.compile import Compiled, compile_production
from coverset.solve.explain import find_clash
from coverset.solve.search import Found, search
from coverset.solve.verify import verify

Status = Literal["optimal", "feasible", "infeasible", "unknown"]

_EXACT_TASKS = 14
"""Up to so many tasks the exact engine is tried as well: beyond, it proves nothing in the time people wait."""


_LABELS = 2000
"""How far the bound is grown when a run is limited by moves."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands: seconds since it began, the best cost so far, the proved bound, in minor units."""

    seconds: float
    cost: int | None
    bound: int
    phase: str


@dataclass(frozen=True)
class Result:
    """What a run came to.

    ``status`` is "optimal" when the bound meets the cost, "infeasible" when no plan can exist (then
    ``clash`` says in sentences which rules clash), "unknown" when time ran out without a plan (then
    ``nearest`` breaks the fewest rules). Money is in minor units; ``history`` is (seconds, cost).
    """

    status: Status
    compiled: Compiled
    bound: Bound
    seconds: float
    seed: int
    steps: int
    plan: Plan | None = None
    ledger: Ledger | None = None
    nearest: Plan | None = None
    clash: tuple[str, ...] = ()
    clash_minimal: bool = False
    history: tuple[tuple[float, int], ...] = field(default=())

    @property
    def cost(self) -> int | None:
        """The plan's cost, or None without one."""
        return self.ledger.total if self.ledger else None

    @property
    def gap(self) -> float | None:
        """How far the cost is above the bound, as a share of the cost; None without a plan."""
        if self.cost is None:
            return None
        return (self.cost - self.bound.total) / self.cost if self.cost else 0.0

    def proved(self) -> dict[str, LineProof]:
        """By ledger line: what the plan pays, the least any plan can, whether that is proved least, and why."""
        paid = self.ledger.by_line() if self.ledger else {}
        every = len(self.bound.reasons)
        return {
            name: LineProof(paid.get(name, 0), least, paid.get(name) == least, self.bound.reason(name, every))
            for name, least in zip(self.compiled.problem.lines, self.bound.by_line, strict=True)
        }


def solve(
    production: Production,
    *,
    seconds: float | None = 30.0,
    steps: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    start: Plan | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Result:
    """Plan a production: the cheapest plan found that keeps every rule, verified, with a proved bound.

    ``seconds`` limits the whole run, ``steps`` the moves of each worker; with ``steps`` and one worker the
    same seed gives the same plan. ``start`` is a board to begin from. KeyboardInterrupt ends the search and
    keeps the best plan. Raises VerifyError on our own bug, never returns an unverified plan.
    """
    began = time.monotonic()
    compiled = compile_production(production)
    problem = compiled.problem

    def tell(phase: str, cost: int | None) -> None:
        if on_progress:
            on_progress(Progress(time.monotonic() - began, cost, bound.total, phase))

    # With moves instead of seconds nothing may depend on the clock, the bound included.
    labels = _LABELS if steps is not None else None
    bound = lower_bound(problem, seconds=min(5.0, (seconds or 5.0) / 10), labels=labels)
    tell("bound", None)
    if bound.impossible:
        return _without_plan(compiled, bound, began, seed, 0, None)

    best: list[Found] = []

    def on_better(found: Found) -> None:
        best[:] = [found]
        tell("search", found.cost)

    def stop() -> bool:
        proved = bool(best) and best[0].cost <= bound.total
        return proved or bool(should_stop and should_stop())

    taken = 0
    history: tuple[tuple[float, int], ...] = ()
    nearest: Plan | None = None
    left = None if seconds is None else max(0.1, seconds - (time.monotonic() - began))
    small = len(problem.tasks) <= _EXACT_TASKS and steps is None
    try:
        found = search(
            problem,
            seconds=left if left is None or not small else left / 2,
            steps=steps,
            seed=seed,
            workers=workers or os.cpu_count() or 1,
            start=compiled.slots(start) if start else None,
            on_better=on_better,
            should_stop=stop,
        )
        taken, nearest = found.steps, compiled.plan(found.nearest.slots)
        history = tuple((point.seconds, point.cost) for point in found.history)
        best[:] = [found.best] if found.best else []
        if small and not stop():
            bound = _prove(problem, best, bound, seconds, began)
    except KeyboardInterrupt:
        history = tuple((point.seconds, point.cost) for point in best)
        if not best:
            return Result("unknown", compiled, bound, time.monotonic() - began, seed, taken, nearest=nearest)
    if not best:
        return _without_plan(compiled, bound, began, seed, taken, nearest)
    plan = compiled.plan(best[0].slots)
    tell("verify", best[0].cost)
    printed = verify(compiled, plan, best[0].cost, bound)
    return Result(
        "optimal" if best[0].cost == bound.total else "feasible",
        compiled,
        bound,
        time.monotonic() - began,
        seed,
        taken,
        plan,
        printed,
        history=history,
    )


def _prove(problem: Problem, best: list[Found], bound: Bound, seconds: float | None, began: float) -> Bound:
    """Let the exact engine improve the best plan and the bound of a small problem in the time that is left."""
    from coverset.solve.cpsat import solve as solve_exactly

    so_far = time.monotonic() - began
    limit = 30.0 if seconds is None else max(0.1, seconds - so_far)
    exact = solve_exactly(problem, seconds=limit, hint=best[0].slots if best else None)
    if exact.slots is not None and exact.cost is not None and (not best or exact.cost < best[0].cost):
        best[:] = [Found(tuple(exact.slots), exact.cost, time.monotonic() - began, 0)]
    if exact.status == "optimal" and best:
        return replace(bound, total=best[0].cost)
    return replace(bound, total=max(bound.total, exact.bound))


def _without_plan(
    compiled: Compiled, bound: Bound, began: float, seed: int, steps: int, nearest: Plan | None
) -> Result:
    """Say which sentences clash when it can be shown, and that time ran out when it cannot."""
    clash = find_clash(compiled, seconds=20.0)
    status: Status = "infeasible" if clash.proved else "unknown"
    return Result(
        status,
        compiled,
        bound,
        time.monotonic() - began,
        seed,
        steps,
        nearest=nearest,
        clash=clash.sentences,
        clash_minimal=clash.minimal,
    )
