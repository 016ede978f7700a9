"""Who must wait for whom: the least that a unit pays to hold a few people over the whole shoot.

A relaxation of the shoot to stages. Each of a few people goes from away to engaged, perhaps dropped and back,
to gone; the unit goes from base to base. A stage is who is engaged, and where. Every day of every place
must fall into some stage that engages at least the people of that day, and pays for those who wait. Dates
are left out, so every shoot is a path of stages, and the cheapest path bounds them all.

This is the readable reference, and what is used where no kernel was built (kernel/stages.hpp is the same in C++).
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from operator import le
from typing import Protocol

from coverset.solve.bound.configs import Casting

FAR = 1 << 52
_MOST_KEPT = 400
_LABEL_BYTES = 600


@dataclass(frozen=True, slots=True)
class StageProblem:
    """Prices of holding and of dropping each person, and of going from node to node.

    ``move`` is paid for each time that a place is come back to; ``parts`` are the castings of each part at each node.
    """

    hold: tuple[int, ...]
    fee: tuple[int, ...]
    drops: tuple[int, ...]
    between: tuple[tuple[int, ...], ...]
    move: int
    parts: tuple[tuple[tuple[Casting, ...], ...], ...]


class StageSearch(Protocol):
    """A search that grows: ``least`` is proved at any time, ``exact`` says that it is the optimum."""

    @property
    def least(self) -> int: ...
    @property
    def exact(self) -> bool: ...
    @property
    def popped(self) -> int: ...
    def run(self, labels: int, seconds: float, memory: int) -> None: ...


@dataclass(frozen=True, slots=True)
class Label:
    """A path so far: who stands where in their engagement, the node, what it cost and what it made cheap.

    ``rows[n]`` is, for node n, the cheapest stage so far by element (a set of people who work together on some
    day there), then how often somebody came or went while the unit stood there. ``step`` is None
    when the last step made something cheaper, else what it was.
    """

    status: tuple[int, ...]
    node: int
    cost: int
    rows: tuple[tuple[int, ...], ...]
    step: tuple[str, int] | None


class PythonStages:
    """The search of stages in plain Python: best first on a bound of what the path costs in the end."""

    def __init__(self, problem: StageProblem) -> None:
        self.problem = problem
        self.people = range(len(problem.hold))
        self.nodes = range(len(problem.parts))
        self.ends = tuple(2 * drops + 2 for drops in problem.drops)
        self.held = [
            sum(problem.hold[a] for a in self.people if mask >> a & 1)
            for mask in range(1 << len(self.people))
        ]
        self.elements = [
            sorted({mask for part in parts for casting in part for mask in casting.days})
            for parts in problem.parts
        ]
        self.most_again = [
            min(10, sum(max(casting.again for casting in part) for part in parts)) for parts in problem.parts
        ]
        self._index = [{mask: e for e, mask in enumerate(masks)} for masks in self.elements]
        self._enter = [
            min((problem.between[a][b] for a in self.nodes if a != b), default=0) for b in self.nodes
        ]
        self.least, self.most, self.exact, self.popped = 0, FAR, False, 0
        self._heap: list[tuple[int, int, Label]] = []
        self._closed: dict[tuple[tuple[int, ...], int], list[Label]] = {}
        self._known: dict[tuple[int, tuple[int, ...], int, int], int] = {}
        self._count = 0
        for label in self.first():
            self._open(label, 0)

    def run(self, labels: int, seconds: float, memory: int) -> None:
        """Go on until it is exact, or so many labels more, seconds or bytes in all are used up."""
        ends = time.monotonic() + seconds
        while not self.exact and labels > 0:
            if not self._heap or self._heap[0][0] >= self.most:
                self.least, self.exact = max(self.least, self.most), True
                return
            if time.monotonic() > ends or len(self._heap) * _LABEL_BYTES > memory:
                return
            labels -= 1
            bound, _, label = heapq.heappop(self._heap)
            self.least, self.popped = max(self.least, bound), self.popped + 1
            if self._dominated(label):
                continue
            for child in self.children(label):
                self._open(child, bound)

    def first(self) -> Iterator[Label]:
        """Nobody is engaged, at any node."""
        for node in self.nodes:
            blank = Label(
                tuple(0 for _ in self.people),
                node,
                0,
                tuple((*(FAR for _ in own), 0) for own in self.elements),
                None,
            )
            yield replace(blank, rows=self._visited(blank, node, 0))

    def children(self, label: Label, *, every: bool = False) -> Iterator[Label]:
        """The next move or change of engagement; with ``every`` also those that another order makes needless.

        After a step that made nothing cheaper nobody moves on, nobody leaves right after somebody came, and people
        come, or leave, in the order of their numbers: the same in another order is no dearer.
        """
        kind, last = label.step or ("", -1)
        if every or not kind:
            for node in self.nodes:
                if node != label.node:
                    cost = label.cost + self.problem.between[label.node][node]
                    yield self._after(replace(label, node=node, cost=cost), label, ("moved", 0), 0)
        for a in self.people:
            was, end = label.status[a], self.ends[a]
            if was == end:
                continue
            arrives = not was & 1
            if not every and (
                (kind == "came" and (not arrives or a < last))
                or (kind == "left" and (a == last or (not arrives and a < last)))
            ):
                continue
            for then in (was + 1,) if arrives or was + 1 == end else (was + 1, end):
                fee = 0 if arrives or then == end else self.problem.fee[a]
                status = (*label.status[:a], then, *label.status[a + 1 :])
                child = replace(label, status=status, cost=label.cost + fee)
                yield self._after(child, label, ("came" if arrives else "left", a), 1)

    def past(self, label: Label) -> int:
        """What it costs to end here: the cheapest castings in the stages passed."""
        return label.cost + sum(self._value(n, label.rows[n], -1, 0) for n in self.nodes)

    def bound(self, label: Label) -> int:
        """What the path costs at least in the end.

        People not gone may yet be engaged alone with whom they need; a node but the present one is either
        done with, or entered once more.
        """
        gone = sum(1 << a for a in self.people if label.status[a] == self.ends[a])
        total, changes = label.cost, self._changes(label)
        for n in self.nodes:
            hoped = self._value(n, label.rows[n], gone, changes)
            past = self._value(n, label.rows[n], -1, 0)
            total += hoped if n == label.node else min(past, self._enter[n] + hoped)
        return total

    def _changes(self, label: Label) -> int:
        """The changes to come; a drop brings two more, which count where its fee does not outweigh them."""
        count = 0
        for a in self.people:
            was, end = label.status[a], self.ends[a]
            if was < end:
                count += 2 - (was & 1) if self.problem.fee[a] >= 2 * self.problem.move else end - was
        return count

    def _open(self, label: Label, parent: int) -> None:
        self.most = min(self.most, self.past(label))
        bound = max(parent, self.bound(label))
        if bound < self.most:
            self._count += 1
            heapq.heappush(self._heap, (bound, -self._count, label))

    def _after(self, child: Label, parent: Label, step: tuple[str, int], changes: int) -> Label:
        engaged = sum(1 << a for a in self.people if child.status[a] & 1)
        rows = self._visited(child, child.node, engaged, changes)
        return replace(child, rows=rows, step=step if rows == parent.rows else None)

    def _visited(self, label: Label, node: int, mask: int, changes: int = 0) -> tuple[tuple[int, ...], ...]:
        *prices, again = label.rows[node]
        row = [
            min(price, self.held[mask]) if not needs & ~mask else price
            for price, needs in zip(prices, self.elements[node], strict=True)
        ]
        row.append(min(self.most_again[node], again + changes))
        return (*label.rows[:node], tuple(row), *label.rows[node + 1 :])

    def _value(self, node: int, row: tuple[int, ...], gone: int, changes: int) -> int:
        """The cheapest castings at a node, from stages passed and, unless ``gone`` is -1, still to come."""
        key = (node, row, gone, changes)
        if key not in self._known:
            *prices, again = row
            if gone >= 0:
                prices = [
                    price if needs & gone else min(price, self.held[needs])
                    for price, needs in zip(prices, self.elements[node], strict=True)
                ]
            self._known[key] = self._cheapest(node, prices, again + changes)
        return self._known[key]

    def _cheapest(self, node: int, prices: Sequence[int], free: int) -> int:
        index = self._index[node]
        best, most = {0: 0}, self.most_again[node]
        for part in self.problem.parts[node]:
            then: dict[int, int] = {}
            for casting in part:
                own = casting.extra + sum(prices[index[mask]] for mask in casting.days)
                for again, cost in best.items():
                    times = min(most, again + casting.again)
                    then[times] = min(then.get(times, FAR * 64), cost + own)
            best = then
        return min(cost + self.problem.move * max(0, again - free) for again, cost in best.items())

    def _dominated(self, label: Label) -> bool:
        """Whether another path of the same standing is at least as good in everything."""
        others = self._closed.setdefault((label.status, label.node), [])
        for other in others:
            if other.cost <= label.cost and all(
                own[-1] <= one[-1] and all(map(le, one[:-1], own[:-1]))
                for one, own in zip(other.rows, label.rows, strict=True)
            ):
                return True
        if label.step is None and len(others) < _MOST_KEPT:
            others.append(label)
        return False
