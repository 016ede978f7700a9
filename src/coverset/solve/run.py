"""One run from production to verified plan: bound and search side by side, exact search where it is small.

Memory is bounded. A walk lays out all that it needs when it begins and keeps it for good: 0.14 MB for 100 scenes,
0.4 MB for 300, 1.7 MB for 800, measured after a hundred thousand moves as before them. The pool holds a dozen plans,
the history a thousand points; `bound.Prover` says what it may take at most, and is the largest by far.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from coverset.costs import Ledger, LineProof
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.problem import Problem, evaluate
from coverset.solve.bound import Bound, Prover, lower_bound
from coverset.solve.compile import Compiled, compile_production
from coverset.solve.explain import find_clash
from coverset.solve.repair import mended
from coverset.solve.search import Found, search
from coverset.solve.verify import verify
from coverset.solve.watch import Look, Progress, Watch, gap_between

__all__ = ["Look", "Progress", "Result", "Status", "solve"]

Status = Literal["optimal", "feasible", "infeasible", "unknown"]

_EXACT_TASKS = 14
"""Up to so many tasks the exact engine is tried as well: beyond, it proves nothing in the time people wait."""


_LABELS = 2000
"""How far the bound is grown when a run is limited by moves."""

_MENDING = 10.0
"""Seconds to mend a plan that the search left broken, before the clash is looked for."""

_PROVING = 0.25
"""The share of a run's seconds in which the bound grows beside the search; all of them when a gap ends it."""


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
        return gap_between(self.cost, self.bound.total)

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
    gap: float | None = None,
    patience: float | None = None,
    seed: int = 1,
    workers: int | None = None,
    start: Plan | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Result:
    """Plan a production: the cheapest plan found that keeps every rule, verified, with a proved bound.

    ``seconds`` limits the whole run, ``steps`` the moves of each worker; with ``steps`` and one worker the
    same seed gives the same plan and the same bound. It ends sooner when the bound shows that the plan is
    within ``gap`` of the least (0.05: five per cent of its cost), or after ``patience`` seconds (with
    ``steps``: moves of a worker) without a better plan. ``start`` is a board to begin from. ``on_progress``
    hears of every better plan, and twice a second besides. Without a plan at its end a run in seconds takes ten
    more to mend the nearest, and any run up to twenty to name the clash. KeyboardInterrupt ends the search and keeps the
    best plan. Raises VerifyError on our own bug, never returns an unverified plan.
    """
    compiled = compile_production(production)
    problem = compiled.problem
    # With moves instead of seconds nothing may depend on the clock, the bound included.
    prover = _Proved(lower_bound(problem, labels=_LABELS)) if steps is not None else Prover(problem)

    def look(best: Found | None) -> Look:
        paid = evaluate(problem, best.slots).by_line if best else ()
        proved = dict(zip(problem.lines, prover.bound.by_line, strict=True))
        plan = compiled.plan(best.slots) if best else None
        return Look(plan, dict(zip(problem.lines, paid, strict=bool(paid))), proved)

    watch = Watch(lambda: prover.bound.total, gap, on_progress, should_stop, look)
    watch.tell("bound")
    if prover.bound.impossible:
        return _without_plan(compiled, prover.bound, watch, seed, 0, None, should_stop)
    taken = 0
    nearest: Plan | None = None
    history: tuple[tuple[float, int], ...] = ()
    small = len(problem.tasks) <= _EXACT_TASKS and steps is None
    left = None if seconds is None else max(0.1, seconds - watch.seconds())
    try:
        prover.start(left if left is None or gap is not None else left * _PROVING)
        found = search(
            problem,
            seconds=left if left is None or not small else left / 2,
            steps=steps,
            patience=patience,
            seed=seed,
            workers=workers or os.cpu_count() or 1,
            start=compiled.slots(start) if start else None,
            on_better=watch.better,
            should_stop=watch.over,
        )
        taken, nearest = found.steps, compiled.plan(found.nearest.slots)
        history = tuple((point.seconds, point.cost) for point in found.history)
        bound = prover.stop()
        if watch.best is None and steps is None:
            _mend(problem, watch, found.nearest.slots)
        if small and not watch.enough():
            bound = _prove(problem, watch, bound, seconds, should_stop)
    except KeyboardInterrupt:
        bound = prover.stop()
        history = tuple((point.seconds, point.cost) for point in (watch.best,) if point)
        if watch.best is None:
            return Result("unknown", compiled, bound, watch.seconds(), seed, taken, nearest=nearest)
    best = watch.best
    if best is None:
        return _without_plan(compiled, bound, watch, seed, taken, nearest, should_stop)
    plan = compiled.plan(best.slots)
    watch.tell("verify")
    printed = verify(compiled, plan, best.cost, bound)
    return Result(
        "optimal" if best.cost == bound.total else "feasible",
        compiled,
        bound,
        watch.seconds(),
        seed,
        taken,
        plan,
        printed,
        history=history,
    )


@dataclass(frozen=True, slots=True)
class _Proved:
    """A bound that is done growing, where a run expects one that grows."""

    bound: Bound

    def start(self, seconds: float | None = None) -> None:
        """Nothing is left to prove."""

    def stop(self) -> Bound:
        """What is proved."""
        return self.bound


def _mend(problem: Problem, watch: Watch, nearest: tuple[int, ...]) -> None:
    """Plan again around what the nearest plan breaks, in a few seconds more than the run was given."""
    slots = mended(problem, nearest, seconds=_MENDING, should_stop=watch.over)
    if slots is not None:
        watch.better(Found(slots, evaluate(problem, slots).cost, watch.seconds(), 0))


def _prove(
    problem: Problem,
    watch: Watch,
    bound: Bound,
    seconds: float | None,
    should_stop: Callable[[], bool] | None,
) -> Bound:
    """Let the exact engine improve the best plan and the bound of a small problem in the time that is left."""
    from coverset.solve.cpsat import solve as solve_exactly

    best = watch.best
    limit = 30.0 if seconds is None else max(0.1, seconds - watch.seconds())
    hint = best.slots if best else None
    exact = solve_exactly(problem, seconds=limit, hint=hint, should_stop=should_stop)
    if exact.slots is not None and exact.cost is not None:
        watch.better(Found(tuple(exact.slots), exact.cost, watch.seconds(), 0))
    if exact.status == "optimal" and watch.best:
        return replace(bound, total=watch.best.cost)
    return replace(bound, total=max(bound.total, exact.bound))


def _without_plan(
    compiled: Compiled,
    bound: Bound,
    watch: Watch,
    seed: int,
    steps: int,
    nearest: Plan | None,
    should_stop: Callable[[], bool] | None,
) -> Result:
    """Say which sentences clash when it can be shown, and that time ran out when it cannot."""
    clash = find_clash(compiled, seconds=20.0, should_stop=should_stop)
    status: Status = "infeasible" if clash.proved else "unknown"
    return Result(
        status,
        compiled,
        bound,
        watch.seconds(),
        seed,
        steps,
        nearest=nearest,
        clash=clash.sentences,
        clash_minimal=clash.minimal,
    )
