"""Every assignment of a tiny problem, tried: the oracle that the engines and the bounds are tested against.

It prunes a partial assignment only by what the definition of the problem says of two tasks alone, so it
shares no argument with the engines that it checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coverset.problem import Problem, evaluate


@dataclass(frozen=True, slots=True)
class Exhaustive:
    """The best of all plans, and the least that each ledger line costs in any plan (empty: no plan)."""

    slots: tuple[int, ...] | None
    cost: int | None
    least_by_line: tuple[int, ...]
    plans: int


def brute_force(problem: Problem, *, limit: int = 2_000_000) -> Exhaustive:
    """Try every assignment. Raises ValueError when there are more than ``limit`` of them."""
    size = 1
    for task in problem.tasks:
        size *= len(task.allowed)
        if size > limit:
            raise ValueError(f"more than {limit} assignments: too many to try")
    best: tuple[int, tuple[int, ...]] | None = None
    least: list[int] = []
    plans = 0
    for slots, cost, by_line in feasible_plans(problem):
        plans += 1
        best = (cost, slots) if best is None or cost < best[0] else best
        least = list(map(min, least, by_line)) if least else list(by_line)
    return Exhaustive(best[1] if best else None, best[0] if best else None, tuple(least), plans)


def feasible_plans(problem: Problem) -> Iterator[tuple[tuple[int, ...], int, tuple[int, ...]]]:
    """Every plan that breaks nothing: its slots, its cost, and its cost by line."""
    together: dict[tuple[int, int], bool] = {}

    def may_share(a: int, b: int) -> bool:
        one, two = problem.tasks[a], problem.tasks[b]
        return one.base == two.base and (a, b) not in problem.apart and (b, a) not in problem.apart

    for a in range(len(problem.tasks)):
        for b in range(a):
            together[b, a] = may_share(b, a)
    chosen: list[int] = []

    def extend() -> Iterator[tuple[tuple[int, ...], int, tuple[int, ...]]]:
        t = len(chosen)
        if t == len(problem.tasks):
            found = evaluate(problem, chosen)
            if found.feasible:
                yield tuple(chosen), found.cost, found.by_line
            return
        for slot in problem.tasks[t].allowed:
            if all(slot != other or together[b, t] for b, other in enumerate(chosen)):
                chosen.append(slot)
                yield from extend()
                chosen.pop()

    return extend()
