"""Annealing in plain Python, for installations without the kernel: the same moves, far fewer a second.

Costs come from the reference evaluator's own functions (see `_parts`), so nothing here can disagree with it.
"""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Sequence
from random import Random

from coverset.problem import Problem, Violation
from coverset.solve._parts import Parts, Priced

_KINDS_IN_MINUTES = {"length": 60, "daylight": 60, "dark": 60, "rest": 120, "crew rest": 120, "lengths": 8}
_RAMP, _EASE, _MOST = 1.5, 0.9, 1 << 12
_ROUNDS = 200
_COOLEST = 1 / 25


class PythonAnnealer:
    """One walk through assignments by simulated annealing (Kirkpatrick et al. 1983), penalties ramped."""

    compiled = False

    def __init__(self, problem: Problem, seed: int, start: Sequence[int]) -> None:
        self._problem = problem
        self._random = Random(seed)
        self.steps = 0
        self._groups: dict[tuple[int, int], list[int]] = defaultdict(list)
        for t, task in enumerate(problem.tasks):
            self._groups[task.location, task.light].append(t)
        self._dates = [
            sorted(
                {
                    s % problem.num_dates
                    for task in problem.tasks
                    for s in task.allowed
                    if s // problem.num_dates == u
                }
            )
            for u in range(len(problem.units))
        ]
        self._free = [t for t, task in enumerate(problem.tasks) if len(task.allowed) > 1]
        self._weights: dict[str, float] = defaultdict(lambda: 1.0)
        self._best: tuple[int, list[int]] | None = None
        self._nearest: tuple[int, int, list[int]] | None = None
        self._hot = 1.0
        self.load(start)
        self._hot = self._calibrated()
        self.anneal(1.0, 0, 0.0)

    def load(self, slots: Sequence[int]) -> None:
        """Walk on from another assignment, and forget what was met before."""
        self._best = self._nearest = None
        self._parts = Parts(self._problem, slots)
        self._note()

    def anneal(self, heat: float, steps: int, seconds: float) -> None:
        """Begin a cooling cycle of so many steps, or of so many seconds when steps is 0."""
        self._heat, self._cycle, self._seconds = heat, steps, seconds
        self._began, self._from, self._round = time.monotonic(), self.steps, 0
        self._temperature = heat * self._hot

    def run(self, steps: int, seconds: float) -> int:
        """Take at most so many steps in at most so many seconds; how many were taken."""
        until, taken = time.monotonic() + seconds, 0
        while taken < steps and (taken % 16 or time.monotonic() < until):
            if self.steps % 16 == 0:
                self._cool()
            taken += 1
            self.steps += 1
            self._step()
        return taken

    def best(self) -> tuple[int, list[int]] | None:
        """The cheapest feasible assignment met, with its cost."""
        return self._best

    def nearest(self) -> tuple[int, int, list[int]]:
        """The assignment with the fewest violations met: their number, the cost, the slots."""
        assert self._nearest is not None
        return self._nearest

    def _step(self) -> None:
        move = self._move()
        if not move:
            return
        rise = sum(self._value(after) - self._value(before) for before, after in self._parts.move(move))
        if rise <= 0 or self._random.random() < math.exp(-rise / self._temperature):
            self._note()
        else:
            self._parts.undo()

    def _value(self, priced: Priced) -> float:
        return priced.cost + sum(map(self._penalty, priced.broken))

    def _penalty(self, broken: Violation) -> float:
        size = 1 + broken.amount / _KINDS_IN_MINUTES.get(broken.kind, 1)
        return 4 * self._hot * self._weights[broken.kind] * size

    def _note(self) -> None:
        broken, cost = self._parts.broken, self._parts.cost
        if not broken and (self._best is None or cost < self._best[0]):
            self._best = (cost, list(self._parts.slots))
        if self._nearest is None or (broken, cost) < self._nearest[:2]:
            self._nearest = (broken, cost, list(self._parts.slots))

    def _cool(self) -> None:
        if self._cycle:
            done = (self.steps - self._from) / self._cycle
        else:
            done = (time.monotonic() - self._began) / max(self._seconds, 1e-9)
        self._temperature = max(1e-9, self._heat * self._hot * _COOLEST ** min(1.0, done))
        if int(done * _ROUNDS) == self._round:
            return
        self._round = int(done * _ROUNDS)
        broken = {violation.kind for violation in self._parts.violations()}
        for kind in broken | set(self._weights):
            factor = _RAMP if kind in broken else _EASE
            self._weights[kind] = min(_MOST, max(1.0, self._weights[kind] * factor))

    def _calibrated(self) -> float:
        """A temperature at which half of the usual rises in cost are taken."""
        rises = []
        for _ in range(60):
            if move := self._move():
                before = self._parts.cost
                self._parts.move(move)
                rises.append(abs(self._parts.cost - before))
                self._parts.undo()
        rises = sorted(rise for rise in rises if rise)
        return max(1.0, rises[len(rises) // 2] / 2) if rises else 1.0

    def _move(self) -> list[tuple[int, int]]:
        kind = self._random.random()
        if kind < 0.85 and self._free:
            t = self._random.choice(self._free)
            task = self._problem.tasks[t]
            if kind < 0.4:
                other = self._random.choice(self._groups[task.location, task.light])
                if kind < 0.1:
                    return (
                        [(t, self._parts.slots[other]), (other, self._parts.slots[t])] if other != t else []
                    )
                slot = self._parts.slots[other]
            else:
                slot = self._random.choice(task.allowed)
            return [(t, slot)] if slot != self._parts.slots[t] and slot in task.allowed else []
        return self._days_moved(segment=kind > 0.92)

    def _days_moved(self, segment: bool) -> list[tuple[int, int]]:
        """Two days of a unit exchanged, or a run of its working dates moved, in its working dates."""
        u = self._random.randrange(len(self._dates))
        dates, num = self._dates[u], self._problem.num_dates
        if len(dates) < 2:
            return []
        order = list(range(len(dates)))
        if segment:
            length = self._random.randint(1, max(1, len(dates) // 3))
            run = self._random.randrange(len(dates) - length + 1)
            taken = order[run : run + length]
            del order[run : run + length]
            at = self._random.randrange(len(order) + 1)
            order[at:at] = taken
        else:
            i, j = self._random.sample(order, 2)
            order[i], order[j] = order[j], order[i]
        goes = {u * num + dates[old]: u * num + dates[new] for new, old in enumerate(order) if new != old}
        return [(t, goes[slot]) for t, slot in enumerate(self._parts.slots) if slot in goes]
