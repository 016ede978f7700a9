"""The least that visiting every base costs, in whatever order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

_EXACT = 10


class Tours:
    """Shortest ways through bases, over any other base on the way; remembers what it has solved."""

    def __init__(self, price: Sequence[Sequence[int]], count: int) -> None:
        self.near = [[0 if a == b or not price else price[a][b] for b in range(count)] for a in range(count)]
        for k in range(count):
            for a in range(count):
                for b in range(count):
                    self.near[a][b] = min(self.near[a][b], self.near[a][k] + self.near[k][b])
        self._known: dict[tuple[frozenset[int], int], int] = {}

    def path(self, bases: frozenset[int]) -> int:
        """The cheapest walk through all of them, begun and ended anywhere."""
        return self._solve(bases, -1)

    def round_trip(self, bases: frozenset[int], home: int) -> int:
        """The cheapest walk from home through all of them and back."""
        return self._solve(bases - {home}, home)

    def _solve(self, bases: frozenset[int], home: int) -> int:
        key = (bases, home)
        if key not in self._known:
            exact = len(bases) <= _EXACT
            self._known[key] = self._held_karp(sorted(bases), home) if exact else self._tree(bases, home)
        return self._known[key]

    def _held_karp(self, bases: list[int], home: int) -> int:
        """Held and Karp 1962: the best way to have visited a set of bases and to stand at one of them."""
        if not bases:
            return 0
        count = len(bases)
        best = {(1 << k, k): self.near[home][b] if home >= 0 else 0 for k, b in enumerate(bases)}
        for size in range(2, count + 1):
            for chosen in combinations(range(count), size):
                mask = sum(1 << k for k in chosen)
                for k in chosen:
                    best[mask, k] = min(
                        best[mask ^ (1 << k), j] + self.near[bases[j]][bases[k]] for j in chosen if j != k
                    )
        every = (1 << count) - 1
        return min(best[every, k] + (self.near[b][home] if home >= 0 else 0) for k, b in enumerate(bases))

    def _tree(self, bases: frozenset[int], home: int) -> int:
        """A spanning tree of the cheaper directions: no walk that touches every base costs less."""
        left = set(bases) | ({home} if home >= 0 else set())
        start = min(left)
        left.discard(start)
        reach = {b: min(self.near[start][b], self.near[b][start]) for b in left}
        total = 0
        while left:
            nearest = min(left, key=lambda b: (reach[b], b))
            total += reach[nearest]
            left.discard(nearest)
            for b in left:
                reach[b] = min(reach[b], self.near[nearest][b], self.near[b][nearest])
        return total
