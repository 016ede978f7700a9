"""What a run knows of itself while it works: time, best plan, bound, and whether that is enough."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Lock

from coverset.model.plan import Plan
from coverset.solve.search import Found

_BEAT = 0.5
"""Seconds between two reports when nothing was found: a bound may have grown, and somebody is waiting."""


@dataclass(frozen=True, slots=True)
class Look:
    """A run seen closely: the best plan so far (None before there is one), by ledger line what it pays and what is proved."""

    plan: Plan | None
    by_line: Mapping[str, int]
    bound_by_line: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run stands: seconds since it began, the best cost so far, the proved bound, in minor units.

    ``look`` reads the best plan so far by the reference evaluator; some milliseconds, so only who shows it asks.
    """

    seconds: float
    cost: int | None
    bound: int
    phase: str
    look: Callable[[], Look] | None = field(default=None, compare=False, repr=False)


def gap_between(cost: int, bound: int) -> float:
    """How far a cost is above a bound, as a share of the cost."""
    return (cost - bound) / cost if cost else 0.0


class Watch:
    """Keeps the best plan of a run, tells of it, and says when the run is over.

    A run is over when the bound meets the cost, when the gap is at most ``gap`` (a share of the cost), or
    when its caller says so. Reports go out one at a time; in their order costs never rise and bounds never
    fall. Any thread may call anything.
    """

    def __init__(
        self,
        bound: Callable[[], int],
        gap: float | None,
        on_progress: Callable[[Progress], None] | None,
        should_stop: Callable[[], bool] | None,
        look: Callable[[Found | None], Look] | None = None,
    ) -> None:
        self.began = time.monotonic()
        self.best: Found | None = None
        self._bound, self._gap = bound, gap
        self._on_progress, self._should_stop, self._look = on_progress, should_stop, look
        self._told, self._least = 0.0, 0
        self._lock = Lock()

    def seconds(self) -> float:
        """Since the run began."""
        return time.monotonic() - self.began

    def better(self, found: Found) -> None:
        """Hear of a better plan; one that is not cheaper than the best is let go."""
        with self._lock:
            if self.best is not None and found.cost >= self.best.cost:
                return
            self.best = found
        self.tell("search")

    def over(self) -> bool:
        """Whether the run may end now; says in passing where it stands, from time to time."""
        if self.seconds() - self._told >= _BEAT:
            self.tell("search")
        return self.enough() or bool(self._should_stop and self._should_stop())

    def enough(self) -> bool:
        """Whether what is proved of the best plan is all that was asked for."""
        best = self.best
        return best is not None and gap_between(best.cost, self._bound()) <= (self._gap or 0.0)

    def tell(self, phase: str) -> None:
        """Report where the run stands."""
        if self._on_progress is None:
            return
        with self._lock:
            self._told = self.seconds()
            self._least = max(self._least, self._bound())
            best, seen = self.best, self._look
            look = None if seen is None else (lambda: seen(best))
            self._on_progress(Progress(self._told, best.cost if best else None, self._least, phase, look))
