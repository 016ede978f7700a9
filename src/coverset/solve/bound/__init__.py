"""A proved lower bound on what every plan costs, stated by ledger line, each with its reason.

Each component is an amount that one part of the ledger reaches in *every* feasible assignment, so the
components hold at once and may be added. Their proofs are in docs/concepts/bounds.md.
"""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Callable

from coverset.problem import Problem
from coverset.solve.bound.days import Work, bound_days
from coverset.solve.bound.domains import domains
from coverset.solve.bound.holding import bound_holding
from coverset.solve.bound.ledger import Bound, Proof, Shared
from coverset.solve.bound.spans import bound_span
from coverset.solve.bound.tours import Tours
from coverset.solve.bound.units import bound_unit

__all__ = ["Bound", "Shared", "domains", "lower_bound"]


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
    the same every time. ``on_better`` is told the bound after each. Without any plan the bound names the
    tasks that no slot is left for, where that is plain.
    """
    ends = time.monotonic() + (seconds if labels is None else math.inf)
    _check_rates(problem)
    slots = domains(problem)
    stuck = tuple(t for t, own in enumerate(slots) if not own)
    if stuck:
        names = ", ".join(problem.tasks[t].name for t in stuck)
        zero = (0,) * len(problem.lines)
        return Bound(0, zero, (f"there is no plan: no date is left for {names}",), impossible=stuck)
    proof, work = Proof(problem), Work(problem, slots)
    _task_prices(work, proof)
    _soft_lags(work, proof)
    days = bound_days(work, proof)
    roads = Tours(problem.travel_price, len(problem.bases))
    for u in range(len(problem.units)):
        bound_unit(work, u, days[u], roads, proof)
    fares = Tours(problem.fare, len(problem.bases))
    idle = {s: bound_span(work, s, fares, proof) for s in range(len(problem.spans))}
    if on_better:
        on_better(proof.done())
    bound_holding(work, proof, days, idle, roads, ends, labels)
    bound = proof.done()
    if on_better:
        on_better(bound)
    return bound


def _task_prices(work: Work, proof: Proof) -> None:
    for task, own in zip(work.problem.tasks, work.slots, strict=True):
        if not task.prices:
            continue
        at: dict[int, dict[int, int]] = {slot: defaultdict(int) for slot in own}
        for slot, line, amount in task.prices:
            if slot in at:
                at[slot][line] += amount
        lines = {line for prices in at.values() for line in prices}
        alone = {line: min(prices.get(line, 0) for prices in at.values()) for line in lines}
        for line, amount in alone.items():
            proof.line(line, amount, f"{task.name} has a price wherever it stands")
        more = min(sum(prices.values()) for prices in at.values()) - sum(alone.values())
        proof.sum_of(tuple(lines), more, f"{task.name} has a price wherever it stands") if lines else None


def _soft_lags(work: Work, proof: Proof) -> None:
    """A soft lag is charged for certain when no two dates of its tasks keep it."""
    for lag in work.problem.lags:
        if not lag.price:
            continue
        before, after = work.dates[lag.before], work.dates[lag.after]
        gaps = {e - d for d in before for e in after}
        if not any(lag.least <= gap and (lag.most < 0 or gap <= lag.most) for gap in gaps):
            names = (work.problem.tasks[lag.before].name, work.problem.tasks[lag.after].name)
            proof.line(lag.line, lag.price, f"no dates of {names[0]} and {names[1]} keep their distance")


def _check_rates(problem: Problem) -> None:
    rates: list[int] = []
    for unit in problem.units:
        rates += [
            *unit.day_price, unit.overtime_hour, unit.move_price, unit.set_change_price, unit.switch_price,
            unit.opening_price, *(price for by_date in unit.shift_price or () for price in by_date),
        ]  # fmt: skip
    for span in problem.spans:
        rates += [*span.work, *span.hold, *span.start, *span.end, span.fee]
    for matrix in (problem.travel_price, problem.fare):
        rates += [price for row in matrix for price in row]
    rates += [task.opening for task in problem.tasks] + [lag.price for lag in problem.lags]
    if min(rates, default=0) < 0:
        raise ValueError("a rate is negative: only the price of a task's slot may be")
