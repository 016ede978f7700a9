"""The components that take a moment: days, people one by one, moves, travel and the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from coverset.problem import Problem
from coverset.solve.bound.days import Work, bound_days
from coverset.solve.bound.domains import domains
from coverset.solve.bound.holding import Waiting
from coverset.solve.bound.ledger import Bound, Proof
from coverset.solve.bound.spans import bound_span
from coverset.solve.bound.tours import Tours
from coverset.solve.bound.units import bound_unit


@dataclass(frozen=True, slots=True)
class Quick:
    """What is proved in a moment, and what the growing part starts from: nothing of it where there is no plan.

    ``days`` are the fewest days of each unit with work of its own, ``idle`` what is proved of each span beyond its
    working dates and its ends.
    """

    proof: Proof
    bound: Bound
    work: Work
    roads: Tours
    days: dict[int, int]
    idle: dict[int, int]

    def with_more(self, found: Iterable[Waiting]) -> Bound:
        """The bound with what has been proved of people who wait for one another."""
        proof = self.proof.copy()
        for more in found:
            proof.sum_of(more.lines, more.amount, more.reason)
        return proof.done()


def quick(problem: Problem) -> Quick:
    """Prove the quick components. Raises ValueError for a negative rate (task prices may be)."""
    _check_rates(problem)
    slots = domains(problem)
    proof, work = Proof(problem), Work(problem, slots)
    roads = Tours(problem.travel_price, len(problem.bases))
    stuck = tuple(t for t, own in enumerate(slots) if not own)
    if stuck:
        names = ", ".join(problem.tasks[t].name for t in stuck)
        zero = (0,) * len(problem.lines)
        none = Bound(0, zero, (f"there is no plan: no date is left for {names}",), impossible=stuck)
        return Quick(proof, none, work, roads, {}, {})
    _task_prices(work, proof)
    _soft_lags(work, proof)
    days = bound_days(work, proof)
    for u in range(len(problem.units)):
        bound_unit(work, u, days[u], roads, proof)
    fares = Tours(problem.fare, len(problem.bases))
    idle = {s: bound_span(work, s, fares, proof) for s in range(len(problem.spans))}
    own = {u: count for u, count in days.items() if work.of_unit(u)}
    return Quick(proof, proof.done(), work, roads, own, idle)


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
