"""The bound that grows: the quick components at once, then what people cost by waiting, as long as it may."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from types import TracebackType

from coverset.problem import Problem
from coverset.solve.bound.components import quick
from coverset.solve.bound.holding import Waiting, waiting
from coverset.solve.bound.ledger import Bound


class Prover:
    """Proves what every plan of a problem costs, ever more of it, while somebody else works.

    ``bound`` may be asked at any time from any thread: it never falls and never depends on luck. `run` works in
    the thread that calls it, `start` in one of its own; both let other Python threads run while the
    kernel counts. ``labels`` limit each search by its work, for the same answer every time. Memory stays below
    about half a gigabyte a unit that is being searched. Raises ValueError for a negative rate.
    """

    def __init__(self, problem: Problem, *, labels: int | None = None) -> None:
        self._proof = quick(problem)
        self._told: Callable[[Bound], None] | None = None
        self._growing: list[tuple[int, Iterator[Waiting | None]]] = []
        self._best: dict[int, Waiting] = {}
        self._stopped, self._lock = threading.Event(), threading.Lock()
        self._thread: threading.Thread | None = None
        self.bound = self._proof.bound
        """What is proved now."""
        self._growing = [
            (u, waiting(self._proof.work, u, days, self._proof.idle, self._proof.roads, labels))
            for u, days in self._proof.days.items()
        ]

    @property
    def finished(self) -> bool:
        """Whether nothing more will be proved."""
        return not self._growing

    def run(self, seconds: float | None = None, on_better: Callable[[Bound], None] | None = None) -> Bound:
        """Prove on until `stop`, the seconds, or nothing is left to prove; answers what is proved.

        May be called again and goes on where it was. ``on_better`` is told every better bound.
        """
        ends = None if seconds is None else time.monotonic() + seconds
        with self._lock:
            while self._growing and not self._stopped.is_set():
                for unit, growing in tuple(self._growing):
                    if self._stopped.is_set() or (ends is not None and time.monotonic() >= ends):
                        return self.bound
                    self._step(unit, growing, on_better)
        return self.bound

    def _step(
        self, unit: int, growing: Iterator[Waiting | None], told: Callable[[Bound], None] | None
    ) -> None:
        try:
            found = next(growing)
        except StopIteration:
            self._growing.remove((unit, growing))
            return
        known = self._best.get(unit)
        if found and found.amount > (known.amount if known else 0):
            self._best[unit] = found
            self.bound = self._proof.with_more(self._best.values())
            if told:
                told(self.bound)

    def start(self, seconds: float | None = None) -> None:
        """Prove on in a thread of its own; it ends with the program at the latest."""
        if self._thread is None or not self._thread.is_alive():
            self._stopped.clear()
            self._thread = threading.Thread(target=self.run, args=(seconds,), name="prover", daemon=True)
            self._thread.start()

    def stop(self) -> Bound:
        """End the work, which takes about a tenth of a second, and answer what is proved."""
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        with self._lock:
            self._stopped.clear()
        return self.bound

    def __enter__(self) -> Prover:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
