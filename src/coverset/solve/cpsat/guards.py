"""The hard constraints of a problem as a set of names, each of which can be left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coverset.problem import Problem, Violation


@dataclass(frozen=True, slots=True, order=True)
class Guard:
    """A kind of constraint and its owner, named as `evaluate` names what is broken.

    Of a unit ``(u,)``: length, locations, daylight, dark, mixed, lengths, travel, crew rest, crew run. Of
    a span ``(s,)``: limit, rest, run, person travel. Of a lag ``(k,)``: lag. Of two tasks ``(a, b)``: apart.
    """

    kind: str
    who: tuple[int, ...]


Active = Callable[[str, tuple[int, ...]], bool]
"""Whether the constraint of a kind and owner counts."""


def everything(kind: str, who: tuple[int, ...]) -> bool:
    """Every constraint counts."""
    return True


def guards(problem: Problem) -> list[Guard]:
    """Every constraint that the problem has, but for one base a day and each task's allowed slots."""
    found: list[Guard] = []
    lights = {task.light for task in problem.tasks}
    for u, unit in enumerate(problem.units):
        found += [Guard("length", (u,)), Guard("locations", (u,))]
        found += [Guard(kind, (u,)) for light, kind in ((1, "daylight"), (2, "dark")) if light in lights]
        present = {
            "mixed": not unit.mixed,
            "lengths": bool(unit.lengths),
            "travel": any(map(any, problem.travel_days)),
            "crew rest": bool(unit.rest),
            "crew run": bool(unit.max_run),
        }
        found += [Guard(kind, (u,)) for kind, there in present.items() if there]
    for s, span in enumerate(problem.spans):
        present = {
            "limit": bool(span.limit),
            "rest": bool(span.rest),
            "run": bool(span.max_run),
            "person travel": span.travels and any(map(any, problem.travel_days)),
        }
        found += [Guard(kind, (s,)) for kind, there in present.items() if there]
    found += [Guard("lag", (k,)) for k, lag in enumerate(problem.lags) if not lag.price]
    found += [Guard("apart", pair) for pair in problem.apart]
    return found


def guard_of(violation: Violation) -> tuple[str, tuple[int, ...]]:
    """The kind and owner of what is broken: a date among its indices is left out."""
    whole = violation.kind in ("apart", "lag", "allowed", "lengths")
    return violation.kind, violation.who if whole else violation.who[:1]
