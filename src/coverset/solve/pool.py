"""The good plans of a search, and the crossing of two of them: a memetic search around annealing.

After Moscato, "On evolution, search, optimization, genetic algorithms and martial arts" (1989), and Vidal et al.,
Operations Research 60 (2012): few parents, every child educated by local search, no twins. The order in which
places are visited is settled while a walk is hot, and a long walk settles on no better one than a short; but the
good weeks of two plans combine.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from random import Random
from threading import Lock

_MOST = 12
_SHORTEST, _LONGEST = 6, 2


class Pool:
    """At most a dozen feasible plans, cheapest first, no two of one cost. Any thread may call anything."""

    def __init__(self, num_dates: int) -> None:
        self._num_dates = num_dates
        self._plans: list[tuple[int, list[int]]] = []
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._plans)

    @property
    def cheapest(self) -> int | None:
        """What the cheapest plan costs; None without one."""
        return self._plans[0][0] if self._plans else None

    def add(self, plan: tuple[int, list[int]] | None) -> None:
        """Keep a plan, its cost first, when it is among the cheapest."""
        with self._lock:
            if plan is None or any(plan[0] == cost for cost, _ in self._plans):
                return
            insort(self._plans, plan)
            del self._plans[_MOST:]

    def child(self, random: Random) -> list[int] | None:
        """Two plans crossed; None while there are not two. The better of two is the first parent."""
        with self._lock:
            count = len(self._plans)
            if count < 2:
                return None
            first = min(random.randrange(count), random.randrange(count))
            second = random.randrange(count - 1)
            return self._crossed(first, second + (second >= first), random)

    def _crossed(self, first: int, second: int, random: Random) -> list[int]:
        length = random.randint(max(1, self._num_dates // _SHORTEST), max(1, self._num_dates // _LONGEST))
        begin = random.randrange(self._num_dates - length + 1)
        return crossed(self._plans[first][1], self._plans[second][1], self._num_dates, begin, begin + length)


def crossed(first: Sequence[int], second: Sequence[int], num_dates: int, begin: int, end: int) -> list[int]:
    """The dates [begin, end) of the first plan inside the second, one slot a task.

    What the first has on those dates stays there, everything else goes where the second has it; a task that
    the second has on those dates and the first has not keeps its slot of the first. Every slot is one
    parent's, so allowed slots stay allowed; days may come out too long, which annealing mends.
    """

    def inside(slot: int) -> bool:
        return begin <= slot % num_dates < end

    return [
        mine if inside(mine) or inside(other) else other for mine, other in zip(first, second, strict=True)
    ]
