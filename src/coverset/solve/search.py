"""The search for a cheap plan that breaks nothing: annealing with restarts, on every core that is given.

The moves run in the compiled kernel when it was built, in plain Python otherwise; both are driven from
here in short chunks, so that Ctrl-C and `should_stop` are honoured within about a tenth of a second.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from dataclasses import dataclass
from threading import Event, Lock
from typing import Protocol

from coverset.problem import Problem, evaluate
from coverset.solve._pack import pack
from coverset.solve._search_python import PythonAnnealer
from coverset.solve._start import packed_start

try:
    from coverset.solve import _kernel
except ImportError:
    _kernel = None  # type: ignore[assignment]

compiled = _kernel is not None
"""Whether the kernel was built when Coverset was installed."""

_CYCLES = ((0.04, 0.2), (0.45, 1.5), (0.45, 1.5), (0.06, 0.2))
"""Shares of the budget, and how hot each begins: a quick first plan, two runs from afar, a last look at the best.

Measured on the shoot family at equal steps against one long run, three to five shorter ones, and reheats:
the order of places is settled early, so a second try pays; a third makes all of them too quick.
"""

_SHORT = ((0.7, 1.0), (0.3, 0.3))
_FEW_STEPS = 50_000
"""Fewer moves than this (in plain Python any number in reach) are not divided further than `_SHORT`."""

_WARM = ((0.3, 0.02), (0.4, 0.2), (0.3, 0.05))
"""From a plan that is nearly right: mend it first, look further, then settle."""

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
        """Walk on from another assignment."""

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
    on_better: Callable[[Found], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> SearchResult:
    """Search for the cheapest plan that breaks nothing, for so long or so many moves.

    ``seconds`` and ``steps`` (moves a worker) limit the work, at least one of them; with ``steps`` the
    cooling follows the moves alone, so one seed and one number of steps give one result on any machine.
    ``workers`` walks run side by side, each with its own seed, and share the best plan between cycles.
    ``start`` is one slot a task to begin from; ``warm`` stays near it instead of boiling it down first, as
    suits a plan that is nearly right. ``on_better`` hears of every better feasible plan as it is
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
    run = _Run(problem, seconds, steps, on_better, should_stop)
    run.warm = warm and start is not None
    if not problem.tasks:
        run.note((0, []))
        return run.result([])
    starts = [
        list(start) if start is not None else packed_start(problem, seed + w) for w in range(max(1, workers))
    ]
    walks = [_annealer(problem, seed * 1_000_003 + w, begin) for w, begin in enumerate(starts)]
    run.cool(walks)
    return run.result(walks)


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
        on_better: Callable[[Found], None] | None,
        should_stop: Callable[[], bool] | None,
    ) -> None:
        self.problem, self.seconds, self.steps = problem, seconds, steps
        self.on_better, self.should_stop = on_better, should_stop
        self.began = time.monotonic()
        self.taken = 0
        self.history: list[Found] = []
        self.best: Found | None = None
        self.stopped = Event()
        self.warm = False
        self.lock = Lock()

    def cool(self, walks: list[Annealer]) -> None:
        """Run every cycle on every walk, and hand the best plan round between cycles."""
        few = not compiled if self.steps is None else self.steps < _FEW_STEPS
        cycles = _WARM if self.warm else _SHORT if few else _CYCLES
        spent, until = 0.0, None if self.seconds is None else self.began + self.seconds
        for share, heat in cycles:
            before, spent = spent, spent + share
            if self.steps is None:
                assert self.seconds is not None
                count, until = 0, self.began + self.seconds * min(1.0, spent)
            else:
                count = round(self.steps * min(1.0, spent)) - round(self.steps * before)
                if not count:
                    continue
            for walk in walks:
                if heat < 1 and self.best is not None:
                    walk.load(self.best.slots)
                left = 0.0 if until is None else max(1e-3, until - time.monotonic())
                walk.anneal(heat, count, left)
            self._together(walks, count, until)
            if self.stopped.is_set():
                return

    def _together(self, walks: list[Annealer], count: int, until: float | None) -> None:
        if len(walks) == 1:
            self._walk(walks[0], count, until)
            return
        with ThreadPoolExecutor(len(walks)) as pool:
            running: set[Future[None]] = {pool.submit(self._walk, walk, count, until) for walk in walks}
            try:
                while running:
                    done, running = wait_for(running, timeout=_CHUNK_SECONDS)
                    for future in done:
                        future.result()
            finally:
                if running:
                    self.stopped.set()

    def _walk(self, walk: Annealer, count: int, until: float | None) -> None:
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
        self.note(walk.best())

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

    def result(self, walks: list[Annealer]) -> SearchResult:
        """Everything found, the best and the nearest checked once more by the reference evaluator."""
        if self.best is None:
            _, cost, slots = min(walk.nearest() for walk in walks)
            nearest = Found(tuple(slots), cost, time.monotonic() - self.began, self.taken)
        else:
            nearest = self.best
        truth = evaluate(self.problem, nearest.slots)
        if truth.cost != nearest.cost or truth.feasible != (self.best is not None):
            raise AssertionError("search and evaluate disagree on a plan")
        by_kernel = compiled and not any(isinstance(walk, PythonAnnealer) for walk in walks)
        return SearchResult(self.best, nearest, tuple(self.history), self.taken, by_kernel)
