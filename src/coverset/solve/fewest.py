"""The plan that changes the fewest calls: as little as possible is put elsewhere, and then again and again a little better.

First only what can stand where it stood no longer is placed, by the exact engine with changed calls as its objective;
where that cannot be, what stands in its way may move as well. The search mends what the clock finds wrong with it.
Then windows of a few days are searched anew with all else held (Shaw 1998), which the search does far better than the
whole plan at once: a walk over three hundred strips loses its way home.
"""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from random import Random
from threading import Event, Lock

from coverset.problem import Problem, evaluate
from coverset.solve.bound.domains import domains
from coverset.solve.calls import Calls
from coverset.solve.placing import Placing
from coverset.solve.search import Found, search

_ROUND = 1.5
"""Seconds of the exact engine between two looks of the clock at what it has found; twice as many when it finds nothing."""

_FIRST = 0.6
"""The share of a first repair in which a walk may look for any plan: it is left as soon as it has one."""

_MEND, _STEP = 0.4, 0.3
"""Seconds to mend a candidate, and to search a window."""

_CANDIDATES = 3
_FEW = (0, 8, 25, 40)
"""A strip with no more dates than this may need one that others stand on."""

_QUIET = 15
"""Dates a unit on which nothing stands: one is as good as another, so a few of them do."""

_WINDOW, _STRANGERS = (3, 4, 5), 2
"""Days of a window, and places besides that anything in it might take."""


@dataclass
class Fewest:
    """The search for fewest changes of one problem; ``problem`` prices changes above all money.

    ``home`` is the slot on which each task stood, None where it can stand there no longer; ``ahead`` are the tasks that
    may move at all. ``best`` is the plan that costs least so far by ``problem``.
    """

    problem: Problem
    calls: Calls
    home: Sequence[int | None]
    ahead: Sequence[int]
    seed: int = 1
    should_stop: Callable[[], bool] | None = None
    best: Found | None = None
    _levels: deque[frozenset[int]] | None = field(default=None, repr=False)
    _placing: Placing | None = field(default=None, repr=False)
    _fruitless: bool = field(default=False, repr=False)
    _patience: float = field(default=_ROUND, repr=False)
    _interrupted: Event = field(default_factory=Event, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)
    _began: float = field(default_factory=time.monotonic, repr=False)

    def offer(self, slots: Sequence[int]) -> bool:
        """Take a plan when it breaks nothing and is better than the best."""
        found = evaluate(self.problem, slots)
        with self._lock:
            if not found.feasible or (self.best is not None and found.cost >= self.best.cost):
                return False
            self.best = Found(tuple(slots), found.cost, time.monotonic() - self._began, 0)
            return True

    @property
    def unchanged(self) -> bool:
        """Whether everything ahead stands where it stood, so that nothing can be better."""
        return self.best is not None and all(self.best.slots[t] == self.home[t] for t in self.ahead)

    def repair(self, start: Sequence[int], seconds: float, workers: int = 2) -> None:
        """Place what cannot stay, and as little else as can be; without a plan yet, a walk looks for any before that.

        Called again it goes on where it stopped.
        """
        ends = time.monotonic() + seconds
        self.offer(start)
        if self.unchanged:
            return
        if self.best is None:
            self._first(start, seconds * _FIRST, workers)
        while not self._over(ends) and (placing := self._next(start)) and not placing.done:
            self._round(placing, start, ends)

    def _first(self, start: Sequence[int], seconds: float, workers: int) -> None:
        """Any plan that breaks nothing, as soon as there is one."""
        met: list[Found] = []
        search(
            self.problem,
            seconds=max(0.05, seconds),
            steps=None,
            seed=self.seed,
            workers=workers,
            start=start,
            warm=True,
            on_better=met.append,
            should_stop=lambda: bool(met) or self._stop(),
        )
        if met:
            self.offer(met[-1].slots)

    def polish(self, seconds: float, workers: int) -> None:
        """Search window after window around the best plan, side by side, for so many seconds."""
        if self.best is None or self.unchanged:
            return
        ends = time.monotonic() + seconds
        with self._threads(workers) as threads:
            for running in [threads.submit(self._windows, worker, ends) for worker in range(max(1, workers))]:
                running.result()

    @contextmanager
    def _threads(self, workers: int) -> Iterator[ThreadPoolExecutor]:
        """Threads that end soon when the one that waits for them is interrupted."""
        with ThreadPoolExecutor(max(1, workers)) as threads:
            try:
                yield threads
            except BaseException:
                self._interrupted.set()
                raise

    def _stop(self) -> bool:
        return self._interrupted.is_set() or (self.should_stop is not None and self.should_stop())

    def _over(self, ends: float) -> bool:
        return time.monotonic() >= ends or self._stop()

    def _walk(self, problem: Problem, start: Sequence[int], seconds: float, seed: int) -> None:
        found = search(
            problem,
            seconds=max(0.05, seconds),
            steps=None,
            seed=self.seed * 7919 + seed,
            start=start,
            warm=True,
            should_stop=self._stop,
        )
        if found.best is not None:
            self.offer(found.best.slots)

    def _loosened(self, start: Sequence[int]) -> Iterator[frozenset[int]]:
        """Ever more tasks that may move: those without a home, what is in the way of those with few dates, at last all."""
        lost = frozenset(t for t in self.ahead if self.home[t] is None)
        yield lost
        dates = self.problem.num_dates
        open_slots = domains(self.problem)
        free, before = self._tied(lost), set(lost)
        for few in _FEW:
            tight = [t for t in lost if len({slot % dates for slot in open_slots[t]}) <= few]
            wanted = {slot for t in tight for slot in open_slots[t]}
            free = self._tied(free | {t for t in self.ahead if start[t] in wanted})
            if free > before:
                yield frozenset(free)
            before = free
        yield frozenset(self.ahead)

    def _tied(self, tasks: Collection[int]) -> set[int]:
        """Tasks with those that hard lags tie to them, and to those."""
        found = set(tasks)
        for _ in range(2):
            for lag in self.problem.lags:
                if not lag.price and found & {lag.before, lag.after}:
                    found |= {lag.before, lag.after} & set(self.ahead)
        return found

    def _next(self, start: Sequence[int]) -> Placing | None:
        """The placing that goes on, or one with more tasks free when nothing came of it; the last one comes again."""
        if self._placing is not None and self._placing.possible and not self._fruitless:
            return self._placing
        if self._levels is None:
            self._levels = deque(self._loosened(start))
        elif not self._levels:
            return None
        elif self._placing is not None and self._placing.possible:
            self._levels.append(self._levels.popleft())
            self._patience *= 2
        else:
            self._levels.popleft()
        while self._levels:
            self._fruitless = False
            free = self._levels[0]
            near = self._near(start) if len(free) < len(self.ahead) else None
            self._placing = Placing(_held(self.problem, start, free, near), self.calls)
            if self._placing.possible:
                return self._placing
            self._levels.popleft()
        return None

    def _near(self, start: Sequence[int]) -> frozenset[int]:
        """The slots of the dates on which something stands, and of each unit's next few on which nothing does."""
        dates = self.problem.num_dates
        busy = {slot % dates for slot in start}
        near = set()
        for slot in sorted({slot for t in self.ahead for slot in self.problem.tasks[t].allowed}):
            unit, day = self.problem.unit_and_date(slot)
            if (
                day in busy
                or sum(self.problem.slot(unit, d) in near for d in range(day) if d not in busy) < _QUIET
            ):
                near.add(slot)
        return frozenset(near)

    def _round(self, placing: Placing, start: Sequence[int], ends: float) -> None:
        """One look at what the exact engine finds, mended where the clock finds fault."""
        seconds = min(self._patience, max(0.1, ends - time.monotonic()))
        found = placing.candidates(self.best.slots if self.best else start, seconds)
        self._fruitless = not placing.met and seconds >= self._patience
        for number, each in enumerate(found):
            if placing.keeps(each):
                self.offer(each)
            elif number < _CANDIDATES and not self._over(ends):
                self._walk(placing.problem, each, min(_MEND, ends - time.monotonic()), number)

    def _windows(self, worker: int, ends: float) -> None:
        random = Random(self.seed * 1_000_003 + worker)
        number = 0
        while not self._over(ends):
            number += 1
            assert self.best is not None
            slots = self.best.slots
            window = self._window(random, slots)
            narrowed = _held(self.problem, slots, *window)
            left = ends - time.monotonic()
            self._walk(narrowed, slots, min(_STEP, left), 1000 * (worker + 1) + number)

    def _window(self, random: Random, slots: Sequence[int]) -> tuple[frozenset[int], frozenset[int]]:
        """A few days that have to do with a strip away from home: the tasks on them, and the slots they may take."""
        tasks = self.problem.tasks
        away = [t for t in self.ahead if slots[t] != self.home[t]]
        focus = random.choice(away or list(self.ahead))
        people, place = set(tasks[focus].spans), (tasks[focus].location, tasks[focus].base)
        near: dict[int, float] = defaultdict(lambda: 0.2)
        for t in self.ahead:
            near[slots[t]] += (
                len(people & set(tasks[t].spans))
                + 2 * (tasks[t].location == place[0])
                + (tasks[t].base == place[1])
                + (slots[t] != self.home[t])
            )
        chosen = {slots[focus]}
        days = random.choice(_WINDOW)
        while len(chosen) < min(days, len(near)):
            chosen.add(random.choices(list(near), list(near.values()))[0])
        for t in self.ahead:
            home = self.home[t]
            if slots[t] in chosen and home is not None and random.random() < 0.5:
                chosen.add(home)
        inside = [t for t in self.ahead if slots[t] in chosen]
        chosen |= {random.choice(tasks[random.choice(inside)].allowed) for _ in range(_STRANGERS)}
        return frozenset(t for t in self.ahead if slots[t] in chosen), frozenset(chosen)


def _held(
    problem: Problem,
    slots: Sequence[int],
    free: Collection[int],
    among: Collection[int] | None = None,
) -> Problem:
    """The problem in which all but some tasks keep their slots, and those take only some slots, if any are named."""
    tasks = tuple(
        replace(task, allowed=(slots[t],))
        if t not in free
        else task
        if among is None
        else replace(task, allowed=tuple(slot for slot in task.allowed if slot in among or slot == slots[t]))
        for t, task in enumerate(problem.tasks)
    )
    return replace(problem, tasks=tasks)
