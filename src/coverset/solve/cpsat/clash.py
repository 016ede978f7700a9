"""Which rules clash: a smallest set of constraints and forbidden dates that leaves no plan.

A set is shown to clash by a count (a task without a date, more days of work than open dates) or by the exact
engine, and to be needed by a plan that keeps all but one of them. The set is shrunk by halves as in Junker,
"QuickXplain: preferred explanations and relaxations for over-constrained problems", AAAI 2004, then one by one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from coverset.problem import Problem, evaluate
from coverset.problem.builder import Forbid
from coverset.solve.bound.days import Work
from coverset.solve.bound.domains import domains
from coverset.solve.bound.spans import needs
from coverset.solve.cpsat.answers import candidates
from coverset.solve.cpsat.cuts import Cuts
from coverset.solve.cpsat.guards import Guard, guard_of, guards
from coverset.solve.cpsat.model import Model

_NO_LIMIT = 1 << 20

Cause = Guard | Forbid
_Test = Callable[[Sequence[int]], bool | None]


@dataclass(frozen=True, slots=True)
class Clash:
    """Constraints that no plan keeps together; ``minimal`` when without any one of them some plan does."""

    guards: tuple[Cause, ...]
    minimal: bool


def clash(
    problem: Problem,
    forbids: Sequence[Forbid],
    seconds: float,
    should_stop: Callable[[], bool] | None = None,
) -> Clash | None:
    """Find what clashes in a problem without a plan; None when in the time no clash was proved.

    ``forbids`` say why a task may not take a slot; slots outside a task's ``allowed`` that no forbid names
    stay closed. The search for fewer constraints ends with the seconds or with ``should_stop``, ``minimal`` says how.
    """
    ends = time.monotonic() + seconds
    without = _task_without_slot(problem, forbids)
    if without:
        return Clash(without, True)
    judge = _Judge(problem, [*guards(problem), *forbids], ends, should_stop)
    every = list(range(len(judge.causes)))
    test: _Test = judge.counted
    if not judge.counted(every):
        test = judge.verdict
        if not judge.verdict(every):
            return None
    _quick(test, [], False, every)
    minimal = _one_by_one(judge)
    return Clash(tuple(judge.causes[k] for k in judge.smallest), minimal)


def _task_without_slot(problem: Problem, forbids: Sequence[Forbid]) -> tuple[Forbid, ...]:
    """The fewest sentences, of the task that needs fewest, that close every slot to it."""
    best: list[Forbid] = []
    for t, task in enumerate(problem.tasks):
        if task.allowed:
            continue
        mine = [forbid for forbid in forbids if forbid.task == t]
        closed = frozenset().union(*(forbid.slots for forbid in mine))
        kept = sorted(mine, key=lambda forbid: len(forbid.slots))
        for forbid in list(kept):
            others = [other for other in kept if other is not forbid]
            if frozenset().union(*(other.slots for other in others)) == closed:
                kept = others
        if kept and (not best or len(kept) < len(best)):
            best = kept
    return tuple(best)


def _quick(test: _Test, background: list[int], grown: bool, among: list[int]) -> list[int]:
    """A smallest part of ``among`` that clashes with the background, by halves."""
    if grown and test(background):
        return []
    if len(among) == 1:
        return among
    first, second = among[: len(among) // 2], among[len(among) // 2 :]
    of_second = _quick(test, background + first, True, second)
    of_first = _quick(test, background + of_second, bool(of_second), first)
    return of_first + of_second


def _one_by_one(judge: _Judge) -> bool:
    """Leave out what is not needed; answers whether each that remains was shown to be."""
    judge.verdict(judge.smallest)
    needed: set[int] = set()
    minimal = True
    while left := [k for k in judge.smallest if k not in needed]:
        without = [k for k in judge.smallest if k != left[0]]
        verdict = judge.verdict(without)
        if not verdict:
            needed.add(left[0])
            minimal = minimal and verdict is False
    return minimal


class _Judge:
    """Says of a set of constraints whether it leaves no plan (True), a plan (False), or is open (None)."""

    def __init__(
        self,
        problem: Problem,
        causes: Sequence[Cause],
        ends: float,
        should_stop: Callable[[], bool] | None = None,
    ) -> None:
        self.problem, self.causes, self._ends, self._should_stop = problem, list(causes), ends, should_stop
        self.smallest: list[int] = list(range(len(self.causes)))
        self._known: dict[frozenset[int], bool | None] = {}
        self._open = [set(task.allowed) for task in problem.tasks]
        for cause in self.causes:
            if isinstance(cause, Forbid):
                self._open[cause.task] |= cause.slots

    def counted(self, chosen: Sequence[int]) -> bool | None:
        """True when counting shows that no plan is left; else it cannot say."""
        if self._left() <= 0:
            return None
        return self._prove(chosen) if self._too_much(self._relaxed(chosen)) else None

    def _left(self) -> float:
        """The seconds left to judge in; none once the caller says so."""
        stopped = self._should_stop is not None and self._should_stop()
        return 0.0 if stopped else self._ends - time.monotonic()

    def verdict(self, chosen: Sequence[int]) -> bool | None:
        """Count, then search, within the time that is left."""
        key = frozenset(chosen)
        if key not in self._known:
            self._known[key] = self.counted(chosen) or self._searched(chosen)
        return self._known[key]

    def _prove(self, chosen: Sequence[int]) -> bool:
        if len(chosen) < len(self.smallest):
            self.smallest = sorted(chosen)
        return True

    def _slots(self, chosen: Sequence[int]) -> list[list[int]]:
        left = [set(own) for own in self._open]
        for k in chosen:
            cause = self.causes[k]
            if isinstance(cause, Forbid):
                left[cause.task] -= cause.slots
        return [sorted(own) for own in left]

    def _kept(self, chosen: Sequence[int]) -> set[tuple[str, tuple[int, ...]]]:
        causes = (self.causes[k] for k in chosen)
        return {(cause.kind, cause.who) for cause in causes if isinstance(cause, Guard)}

    def _relaxed(self, chosen: Sequence[int]) -> Problem:
        """A problem that asks for no more than the chosen constraints."""
        kept, problem = self._kept(chosen), self.problem
        named = {(cause.kind, cause.who) for cause in self.causes if isinstance(cause, Guard)}
        units = []
        for u, unit in enumerate(problem.units):
            has = {kind for kind, who in kept if who == (u,)}
            units.append(
                replace(
                    unit,
                    longest=unit.longest if "length" in has else _NO_LIMIT,
                    max_locations=unit.max_locations if "locations" in has else _NO_LIMIT,
                    mixed=unit.mixed or "mixed" not in has,
                    lengths=unit.lengths if "lengths" in has else (),
                )
            )
        spans = [
            span if ("limit", (s,)) in kept else replace(span, limit=())
            for s, span in enumerate(problem.spans)
        ]
        gone = {kind for kind, _ in named - kept}
        bases = problem.bases
        if "daylight" in gone or "dark" in gone:
            always, end = (0,) * problem.num_dates, (_NO_LIMIT,) * problem.num_dates
            bases = tuple(replace(base, rise=always, set=end, dusk=always, dawn=end) for base in bases)
        return replace(
            problem,
            tasks=tuple(
                replace(task, allowed=tuple(own))
                for task, own in zip(problem.tasks, self._slots(chosen), strict=True)
            ),
            units=tuple(units),
            spans=tuple(spans),
            bases=bases,
            lags=tuple(lag for k, lag in enumerate(problem.lags) if ("lag", (k,)) in kept),
            apart=tuple(pair for pair in problem.apart if ("apart", pair) in kept),
            travel_days=() if "travel" in gone else problem.travel_days,
        )

    def _too_much(self, problem: Problem) -> bool:
        """A task without a date, or more days of work than a unit, a part of it or a span has dates."""
        slots = domains(problem)
        if not all(slots):
            return True
        work = Work(problem, slots)
        for u in range(len(problem.units)):
            own = work.of_unit(u)
            if own and work.days(own, (u,)) > len(work.usable(u, own)):
                return True
            if any(group.days > len(work.usable(u, group.tasks)) for group in work.groups(own, (u,))):
                return True
        found = (needs(work, s) for s in range(len(problem.spans)))
        return any(need is not None and need.count > len(need.open) for need in found)

    def _searched(self, chosen: Sequence[int]) -> bool | None:
        """Let the exact engine find any plan that keeps the chosen constraints."""
        # A model of a feature takes seconds to build: none is built when there is no time to ask it.
        if self._left() <= 0:
            return None
        kept, slots = self._kept(chosen), self._slots(chosen)
        model = Model(self.problem, slots, priced=False, active=lambda kind, who: (kind, who) in kept)
        cuts = Cuts(model)
        while (left := self._left()) > 0:
            status, _, found = candidates(model, left, 1, self._should_stop)
            if status == "infeasible":
                return self._prove(chosen)
            for plan in found:
                broken = [v for v in evaluate(self.problem, plan).violations if v.kind != "allowed"]
                against = [v for v in broken if guard_of(v) in kept or v.kind == "bases"]
                if not against:
                    return False
                if not cuts.add(plan, against):
                    cuts.exclude(plan)
            if status == "unknown":
                break
        return None
