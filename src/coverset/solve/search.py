"""The search for a cheap plan that breaks nothing: walks that cool, from afar and between good plans.

The moves run in the compiled kernel when it was built, in plain Python otherwise; both are driven from
here in short chunks, so that Ctrl-C and `should_stop` are honoured within about a tenth of a second.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from random import Random
from threading import Event, Lock
from typing import Protocol

from coverset.problem import Problem, evaluate
from coverset.solve._pack import pack
from coverset.solve._search_python import PythonAnnealer
from coverset.solve._start import packed_start
from coverset.solve.pool import Pool
from coverset.solve.schedule import SHORT, WARM, Begin, Cycle, cycles, opening

try:
    from coverset.solve import _kernel
except ImportError:
    _kernel = None  # type: ignore[assignment]

compiled = _kernel is not None
"""Whether the kernel was built when Coverset was installed."""

_FEW_STEPS = 50_000
"""Fewer moves than this (in plain Python any number in reach) are not divided further than `SHORT`."""

_CHUNK_SECONDS = 0.05
_CHUNK_STEPS = 20_000
_PYTHON_CHUNK_STEPS = 100
_HISTORY = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """A plan that the search met: one slot a task, its cost, and when (seconds and moves since the start)."""

    slots: tuple[int, ...]
    cost: int
    seconds: float
    steps: int


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found.

    ``best`` is the cheapest plan that breaks nothing, None when none was met; ``nearest`` the one that
    breaks the fewest constraints (the best itself when there is one), its cost without penalties.
    ``history`` holds the improvements in order. ``compiled`` tells whether the kernel did the work.
    """

    best: Found | None
    nearest: Found
    history: tuple[Found, ...]
    steps: int
    compiled: bool


class Annealer(Protocol):
    """What kernel and fallback have in common: one walk, cooled in cycles, run in chunks."""

    @property
    def steps(self) -> int:
        """Moves tried so far, over all cycles."""

    def load(self, slots: Sequence[int]) -> None:
        """Walk on from another assignment, and forget what was met before."""

    def anneal(self, heat: float, steps: int, seconds: float) -> None:
        """Begin a cooling cycle of so many steps, or of so many seconds when steps is 0."""

    def run(self, steps: int, seconds: float) -> int:
        """Take at most so many steps in at most so many seconds; how many were taken."""

    def best(self) -> tuple[int, list[int]] | None:
        """The cheapest feasible assignment met, with its cost."""

    def nearest(self) -> tuple[int, int, list[int]]:
        """The assignment with the fewest violations met: their number, the cost, the slots."""


def search(
    problem: Problem,
    *,
    seconds: float | None,
    steps: int | None,
    seed: int,
    workers: int = 1,
    start: Sequence[int] | None = None,
    warm: bool = False,
    patience: float | None = None,
    on_better: Callable[[Found], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> SearchResult:
    """Search for the cheapest plan that breaks nothing, for so long or so many moves.

    ``seconds`` and ``steps`` (moves a worker) limit the work, at least one of them; with ``steps`` the
    cooling follows the moves alone, so one seed and one number of steps give one result on any machine.
    ``workers`` walks run side by side, each with its own seed, and cross each other's best plans.
    ``start`` is one slot a task to begin from; ``warm`` stays near it instead of boiling it down first, as
    suits a plan that is nearly right. ``patience`` ends the search after so many seconds (with ``steps``: moves a
    worker) without a better plan, once there is one. ``on_better`` hears of every better feasible plan as it is
    found, from the thread that found it, one at a time; so an interrupted caller has the last one.
    KeyboardInterrupt passes through promptly.

    Raises ValueError without a limit, or when ``start`` is not an assignment of this problem.
    """
    if seconds is None and steps is None:
        raise ValueError("search needs seconds or steps to end by")
    if start is not None and (
        len(start) != len(problem.tasks) or any(not 0 <= slot < problem.num_slots for slot in start)
    ):
        raise ValueError(f"start is not {len(problem.tasks)} slots below {problem.num_slots}")
    run = _Run(problem, seconds, steps, seed, max(1, workers), on_better, should_stop)
    run.start, run.warm, run.patience = start, warm and start is not None, patience
    if not problem.tasks:
        run.note((0, []))
        return run.result()
    run.walk()
    return run.result()


def _annealer(problem: Problem, seed: int, start: Sequence[int]) -> Annealer:
    if _kernel is None or problem.num_dates > _kernel.MOST_DATES:
        return PythonAnnealer(problem, seed, start)
    return _kernel.Annealer(pack(problem).tobytes(), seed % (1 << 64), start)


class _Run:
    """One call of `search`: the budget, the best so far, and the walks between the two."""

    def __init__(
        self,
        problem: Problem,
        seconds: float | None,
        steps: int | None,
        seed: int,
        workers: int,
        on_better: Callable[[Found], None] | None,
        should_stop: Callable[[], bool] | None,
    ) -> None:
        self.problem, self.seconds, self.steps = problem, seconds, steps
        self.seed, self.workers = seed, workers
        self.on_better, self.should_stop = on_better, should_stop
        self.began = time.monotonic()
        self.taken = 0
        self.history: list[Found] = []
        self.best: Found | None = None
        self.nearest: tuple[int, int, list[int]] | None = None
        self.pool = Pool(problem.num_dates)
        self.stopped = Event()
        self.start: Sequence[int] | None = None
        self.warm = False
        self.patience: float | None = None
        self.patient_since: float | None = None
        self.by_kernel = compiled
        self.lock = Lock()

    def walk(self) -> None:
        """Every walk through all of its cycles, side by side when there are several."""
        if self.workers == 1:
            self._cool(0)
            return
        with ThreadPoolExecutor(self.workers) as threads:
            running: set[Future[None]] = {threads.submit(self._cool, w) for w in range(self.workers)}
            try:
                while running:
                    done, running = wait_for(running, timeout=_CHUNK_SECONDS)
                    for future in done:
                        future.result()
            finally:
                if running:
                    self.stopped.set()

    def _cool(self, w: int) -> None:
        """One walk through all of its cycles."""
        walk = _annealer(self.problem, self.seed * 1_000_003 + w, self._first(self.seed + w))
        if isinstance(walk, PythonAnnealer):
            self.by_kernel = False
        random = Random(self.seed * 1_000_003 + w)
        spent, afresh = 0.0, 0
        for cycle in self._cycles(walk):
            before, spent = spent, spent + cycle.share
            until, count = None, 0
            if self.steps is not None:
                count = round(self.steps * min(1.0, spent)) - round(self.steps * before)
                if not count:
                    continue
            if self.seconds is not None:
                until = self.began + self.seconds * min(1.0, spent if self.steps is None else 1.0)
            afresh += cycle.begin is Begin.AFRESH
            begin = self._begin(cycle, w + afresh * self.workers, random)
            if begin is not None:
                walk.load(begin)
            left = 0.0 if until is None else max(1e-3, until - time.monotonic())
            walk.anneal(cycle.heat, count, left)
            self._run(walk, count, until)
            self._keep(walk, cycle)
            if self.stopped.is_set():
                return

    def _cycles(self, walk: Annealer) -> Iterator[Cycle]:
        """The cycles of one walk; how many follow the opening goes by the moves that it took."""
        few = not compiled if self.steps is None else self.steps < _FEW_STEPS
        if few or self.warm:
            yield from WARM if self.warm else SHORT
            return
        budget = self.steps if self.steps is not None else self.seconds
        assert budget is not None
        longest = 1.0 if self.patience is None else max(1e-4, min(1.0, self.patience / budget / 3))
        first = opening(longest)
        yield first
        moves = float(budget) if self.steps is not None else walk.steps / first.share
        yield from cycles(moves, len(self.problem.tasks), self.workers, longest)

    def _first(self, seed: int) -> Sequence[int]:
        return self.start if self.start is not None else packed_start(self.problem, seed)

    def _begin(self, cycle: Cycle, number: int, random: Random) -> Sequence[int] | None:
        """Where a cycle begins; None: where the walk stands, as long as there is nothing better."""
        best = self.best.slots if self.best else None
        if cycle.begin is Begin.AFRESH and best is not None:
            return self._first(self.seed + number)
        if cycle.begin is Begin.CHILD:
            return self.pool.child(random) or best
        return best if cycle.begin is Begin.BEST else None

    def _run(self, walk: Annealer, count: int, until: float | None) -> None:
        """One walk through one cycle. Counted in steps, plans are noted after whole chunks, whatever the clock."""
        chunk = _CHUNK_STEPS if compiled else _PYTHON_CHUNK_STEPS
        done = 0
        while (not count or done < count) and not self._over(until):
            ahead = chunk - done % chunk
            taken = walk.run(min(ahead, count - done) if count else ahead, _CHUNK_SECONDS)
            done += taken
            with self.lock:
                self.taken += taken
            if not count or done % chunk == 0:
                self.note(walk.best())
                self._tire()
        self.note(walk.best())

    def _keep(self, walk: Annealer, cycle: Cycle) -> None:
        """What a cycle leaves: a parent for others, or the nearest plan while there is none that breaks nothing."""
        self.pool.add(walk.best())
        nearest = walk.nearest()
        with self.lock:
            if self.nearest is None or nearest[:2] < self.nearest[:2]:
                self.nearest = nearest
            if cycle.begin is Begin.AFRESH and self.patient_since is None:
                self.patient_since = self._now()

    def _now(self) -> float:
        """Seconds since the search began, or moves of a worker when those limit it."""
        return self.taken / self.workers if self.steps is not None else time.monotonic() - self.began

    def _tire(self) -> None:
        """Stop when nothing better came for too long, counted from the first walk from afar at the earliest."""
        with self.lock:
            if self.patience is None or self.best is None or self.patient_since is None:
                return
            found = self.best.steps / self.workers if self.steps is not None else self.best.seconds
            if self._now() - max(found, self.patient_since) >= self.patience:
                self.stopped.set()

    def _over(self, until: float | None) -> bool:
        if self.should_stop is not None and self.should_stop():
            self.stopped.set()
        return self.stopped.is_set() or (until is not None and time.monotonic() >= until)

    def note(self, found: tuple[int, list[int]] | None) -> None:
        """Keep and report a plan if it is the best so far."""
        with self.lock:
            if found is None or (self.best is not None and found[0] >= self.best.cost):
                return
            cost, slots = found
            self.best = Found(tuple(slots), cost, time.monotonic() - self.began, self.taken)
            self.history.append(self.best)
            if len(self.history) > _HISTORY:
                del self.history[1:-1:2]
            if self.on_better is not None:
                self.on_better(self.best)

    def result(self) -> SearchResult:
        """Everything found, the best and the nearest checked once more by the reference evaluator."""
        if self.best is not None:
            nearest = self.best
        else:
            assert self.nearest is not None
            _, cost, slots = self.nearest
            nearest = Found(tuple(slots), cost, time.monotonic() - self.began, self.taken)
        truth = evaluate(self.problem, nearest.slots)
        if truth.cost != nearest.cost or truth.feasible != (self.best is not None):
            raise AssertionError("search and evaluate disagree on a plan")
        return SearchResult(self.best, nearest, tuple(self.history), self.taken, self.by_kernel)
