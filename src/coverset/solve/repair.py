"""A plan that nearly keeps the rules, mended: what stands around each broken one is planned again exactly.

A large-neighbourhood step (Shaw 1998) with CP-SAT: outside a window every task keeps its slot, inside it may take
any slot of the window, and the plan as it stands is the complete hint. Windows grow until one can be mended or
all is open. The same step does not pay for a plan that annealing has cooled: see
docs/adr/0011-windows-mend-and-do-not-polish.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from coverset.problem import Problem, Violation, evaluate
from coverset.solve.bound import domains

_REACHES = (2, 5, 10)
"""Dates on either side of a broken rule that a window opens, one after the other; the last window is everything."""

_TOO_SHORT = 0.1
_WORKERS = 2

_OF_A_DATE = frozenset(
    ("length", "locations", "bases", "daylight", "dark", "mixed", "travel", "crew rest", "crew run")
)
_OF_A_SPAN = frozenset(("limit", "rest", "run", "person travel"))


@dataclass(frozen=True, slots=True)
class Window:
    """Tasks that may move, and the dates that they may move among; ``culprits`` may go to any date."""

    dates: frozenset[int]
    culprits: frozenset[int]


def mended(
    problem: Problem,
    slots: Sequence[int],
    *,
    seconds: float,
    should_stop: Callable[[], bool] | None = None,
) -> tuple[int, ...] | None:
    """A plan that breaks nothing, near one that does; None when none was found in the seconds.

    Each window has half of the seconds that are left, the whole problem all of them. Several threads of
    CP-SAT do it as they come, so the answer may differ from run to run.
    """
    ends = time.monotonic() + seconds
    broken = evaluate(problem, slots).violations
    if not broken:
        return tuple(slots)
    for window in windows(problem, slots, broken):
        left = ends - time.monotonic()
        if left <= _TOO_SHORT or (should_stop is not None and should_stop()):
            return None
        if window is None:
            return _any(problem, slots, left)
        found = _any(narrowed(problem, slots, window), slots, left / 2)
        if found is not None:
            return found
    return None


def _any(problem: Problem, hint: Sequence[int], seconds: float) -> tuple[int, ...] | None:
    """The first plan of a problem that CP-SAT meets and `evaluate` agrees to, whatever it costs."""
    from coverset.solve.cpsat.answers import candidates
    from coverset.solve.cpsat.cuts import Cuts
    from coverset.solve.cpsat.model import Model

    ends = time.monotonic() + seconds
    slots = domains(problem)
    if not all(slots):
        return None
    model = Model(problem, slots, priced=False)
    cuts = Cuts(model)
    for (t, slot), literal in model.x.items():
        model.cp.add_hint(literal, hint[t] == slot)
    while (left := ends - time.monotonic()) > 0:
        _, _, found = candidates(model, left, _WORKERS)
        if not found:
            return None
        for each in found:
            broken = evaluate(problem, each).violations
            if not broken:
                return each
            if not cuts.add(each, broken):
                cuts.exclude(each)
    return None


def windows(problem: Problem, slots: Sequence[int], broken: Iterable[Violation]) -> Iterator[Window | None]:
    """Ever wider windows around what is broken; None, the last, is the whole problem."""
    dates, culprits = _broken_at(problem, slots, broken)
    for reach in _REACHES:
        near = {d + by for d in dates for by in range(-reach, reach + 1)}
        if len(near) >= problem.num_dates:
            break
        yield Window(frozenset(near), frozenset(culprits))
    yield None


def narrowed(problem: Problem, slots: Sequence[int], window: Window) -> Problem:
    """The problem in which only the window is open."""
    dates = problem.num_dates

    def allowed(t: int) -> tuple[int, ...]:
        own = problem.tasks[t].allowed
        if t in window.culprits:
            return own
        if slots[t] % dates in window.dates:
            return tuple(slot for slot in own if slot % dates in window.dates)
        return tuple(slot for slot in own if slot == slots[t])

    return replace(
        problem,
        tasks=tuple(replace(task, allowed=allowed(t)) for t, task in enumerate(problem.tasks)),
    )


def _broken_at(
    problem: Problem, slots: Sequence[int], broken: Iterable[Violation]
) -> tuple[set[int], set[int]]:
    """The dates on which something is broken, and the tasks that have a part in it."""
    dates: set[int] = set()
    culprits: set[int] = set()
    for violation in broken:
        kind, who = violation.kind, violation.who
        if kind in _OF_A_DATE:
            u, date = who
            dates.add(date)
            culprits.update(t for t, slot in enumerate(slots) if slot == problem.slot(u, date))
        elif kind in _OF_A_SPAN:
            s, date = who
            dates.add(date)
            culprits.update(
                t
                for t, task in enumerate(problem.tasks)
                if s in task.spans and slots[t] % problem.num_dates == date
            )
        elif kind == "lengths":
            culprits.update(t for t, slot in enumerate(slots) if slot // problem.num_dates == who[0])
        else:
            lag = problem.lags[who[0]] if kind == "lag" else None
            culprits.update((lag.before, lag.after) if lag else who)
    dates |= {slots[t] % problem.num_dates for t in culprits}
    return dates, culprits
