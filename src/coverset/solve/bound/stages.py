"""Who must wait for whom: the least that a unit pays to hold a few people over the whole shoot.

A relaxation of the shoot to stages. Each of a few people goes from away to engaged, perhaps dropped and back,
to gone; the unit goes from base to base. A stage is who is engaged, and where. Every day of every place
must fall into some stage that engages at least the people of that day, and pays for those who wait. Dates
are left out, so every shoot is a path of stages, and the cheapest path bounds them all.
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter, le
from typing import Any

from coverset.solve.bound.configs import Casting, Part, castings

_FAR = 1 << 40
_MOST_LABELS = 300_000
_MOST_KEPT = 400


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of a relaxation: least price of a working and of a waiting date, drop fee and drops."""

    work: tuple[int, ...]
    hold: tuple[int, ...]
    fee: tuple[int, ...]
    drops: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Label:
    """A path so far: who stands where in their engagement, the base, what it cost and what it made cheap.

    ``least[e]`` is the cheapest stage so far for element e (a base and a set of people). ``gained``: since
    entering the base something became cheaper; ``idle``: the last arrival made nothing cheaper.
    """

    status: tuple[int, ...]
    node: int
    cost: int
    least: tuple[int, ...]
    gained: bool
    idle: bool


class Stages:
    """The relaxation of one unit: its parts at nodes, the prices between nodes, and the cast."""

    def __init__(
        self,
        parts: Sequence[Part],
        between: Sequence[Sequence[int]],
        cast: Cast,
        capacity: int,
        day_price: int,
    ) -> None:
        self.cast, self.between = cast, between
        self.people = range(len(cast.hold))
        self.held = [
            sum(cast.hold[a] for a in self.people if mask >> a & 1) for mask in range(1 << len(cast.hold))
        ]
        index: dict[tuple[int, int], int] = {}
        self._groups: list[tuple[int, tuple[int, ...], list[tuple[int, tuple[int, ...]]]]] = []
        for part in parts:
            options = castings(part, capacity, day_price, cast.work, cast.hold)
            self._groups.append(_numbered(part.node, options, index))
        self.elements = list(index)
        self._pick = [_picker(elements) for _, elements, _ in self._groups]
        self._values: list[dict[Any, int]] = [{} for _ in self._groups]
        self.nodes = sorted({part.node for part in parts})
        self._of_node = {
            node: [g for g, (at, _, _) in enumerate(self._groups) if at == node] for node in self.nodes
        }
        self._pick_node = {
            node: _picker(tuple(e for e, (at, _) in enumerate(self.elements) if at == node))
            for node in self.nodes
        }
        self._node_values: dict[tuple[int, Any], int] = {}
        self._floors: dict[int, tuple[int, ...]] = {}
        self._enter = {b: min((between[a][b] for a in self.nodes if a != b), default=0) for b in self.nodes}
        self._inside = {
            (node, mask): [
                e for e, (at, needs) in enumerate(self.elements) if at == node and needs & ~mask == 0
            ]
            for node in self.nodes
            for mask in range(len(self.held))
        }
        self._ends = tuple(2 * drops + 2 for drops in cast.drops)

    def least(self, ends: float, labels: int = _MOST_LABELS) -> tuple[int, bool]:
        """The proved least cost of any path, and whether it is exact or ended by the clock or the labels."""
        away = tuple(0 for _ in self.people)
        heap: list[tuple[int, int, _Label]] = []
        count = 0
        for node in self.nodes:
            least = [_FAR] * len(self.elements)
            self._visit(least, node, 0)
            label = _Label(away, node, 0, tuple(least), True, False)
            heapq.heappush(heap, (self._bound(label), count, label))
            count += 1
        seen: dict[tuple[tuple[int, ...], int], list[tuple[int, tuple[int, ...], bool, bool]]] = {}
        live: dict[tuple[int, ...], tuple[Callable[[Any], Any], list[int]]] = {}
        best = 0
        while heap:
            bound, _, label = heapq.heappop(heap)
            best = max(best, bound)
            if label.status == self._ends:
                return best, True
            labels -= 1
            if labels < 0 or len(heap) > _MOST_LABELS or time.monotonic() > ends:
                return best, False
            if label.status not in live:
                live[label.status] = self._live(label.status)
            if self._dominated(label, seen, *live[label.status]):
                continue
            for child in self._children(label):
                count += 1
                heapq.heappush(heap, (max(bound, self._bound(child)), -count, child))
        return best, True

    def _engaged(self, status: Sequence[int]) -> int:
        return sum(1 << a for a in self.people if status[a] & 1)

    def _gone(self, status: Sequence[int]) -> int:
        return sum(1 << a for a in self.people if status[a] == self._ends[a])

    def _visit(self, least: list[int], node: int, mask: int) -> bool:
        price, better = self.held[mask], False
        for e in self._inside[node, mask]:
            if price < least[e]:
                least[e], better = price, True
        return better

    def _value(self, g: int, least: Sequence[int]) -> int:
        """The cheapest casting of a part, each of its days in the cheapest stage for it."""
        key = self._pick[g](least)
        known = self._values[g]
        if key not in known:
            known[key] = min(
                extra + sum(least[e] for e in elements) for extra, elements in self._groups[g][2]
            )
        return known[key]

    def _bound(self, label: _Label) -> int:
        """What the path costs at least in the end.

        People not gone may yet be engaged alone with whom they need; a base but the present one is either
        done with, or entered once more.
        """
        hoped = tuple(map(min, label.least, self._floor(self._gone(label.status))))
        total = label.cost + self._at(label.node, hoped)
        for node in self.nodes:
            if node != label.node:
                total += min(self._at(node, label.least), self._enter[node] + self._at(node, hoped))
        return total

    def _floor(self, gone: int) -> tuple[int, ...]:
        """The cheapest stage that could still come for each element; none with somebody who is gone."""
        if gone not in self._floors:
            self._floors[gone] = tuple(_FAR if mask & gone else self.held[mask] for _, mask in self.elements)
        return self._floors[gone]

    def _at(self, node: int, least: Sequence[int]) -> int:
        """The cheapest castings of all parts at a node."""
        key = (node, self._pick_node[node](least))
        known = self._node_values
        if key not in known:
            if len(known) > _MOST_LABELS:
                known.clear()
            known[key] = sum(self._value(g, least) for g in self._of_node[node])
        return known[key]

    def _live(self, status: tuple[int, ...]) -> tuple[Callable[[Any], Any], list[int]]:
        """The elements that may still matter, and the parts whose value is settled."""
        gone = self._gone(status)
        matter: set[int] = set()
        settled = []
        for g, (_, elements, _) in enumerate(self._groups):
            if any(not self.elements[e][1] & gone for e in elements):
                matter.update(elements)
            else:
                settled.append(g)
        return _picker(tuple(sorted(matter))), settled

    def _dominated(
        self,
        label: _Label,
        seen: dict[tuple[tuple[int, ...], int], list[tuple[int, tuple[int, ...], bool, bool]]],
        pick: Callable[[Any], Any],
        settled: list[int],
    ) -> bool:
        cost = label.cost + sum(self._value(g, label.least) for g in settled)
        matter = pick(label.least)
        others = seen.setdefault((label.status, label.node), [])
        for other, prices, gained, idle in others:
            if (
                other <= cost
                and gained >= label.gained
                and idle <= label.idle
                and all(map(le, prices, matter))
            ):
                return True
        if len(others) < _MOST_KEPT:
            others.append((cost, matter, label.gained, label.idle))
        return False

    def _children(self, label: _Label) -> list[_Label]:
        """The next move or change of engagement.

        A base is not left before something there became cheaper, and nobody leaves right after an arrival
        that made nothing cheaper: the same in another order is no dearer.
        """
        children = []
        if label.gained:
            for node in self.nodes:
                if node != label.node:
                    least = list(label.least)
                    better = self._visit(least, node, self._engaged(label.status))
                    cost = label.cost + self.between[label.node][node]
                    idle = label.idle and not better
                    children.append(_Label(label.status, node, cost, tuple(least), better, idle))
        for a in self.people:
            for then in self._next(a, label.status[a]):
                arrives = bool(then & 1)
                if not arrives and label.idle:
                    continue
                status = (*label.status[:a], then, *label.status[a + 1 :])
                least = list(label.least)
                better = self._visit(least, label.node, self._engaged(status))
                dropped = not arrives and then != self._ends[a]
                cost = label.cost + (self.cast.fee[a] if dropped else 0)
                idle = not better if arrives else label.idle and not better
                children.append(_Label(status, label.node, cost, tuple(least), label.gained or better, idle))
        return children

    def _next(self, a: int, status: int) -> tuple[int, ...]:
        """Away, then engaged (odd), then dropped and engaged again as often as allowed, then gone."""
        end = self._ends[a]
        if status == end:
            return ()
        if not status & 1 or status == end - 1:
            return (status + 1,)
        return (status + 1, end)


def _numbered(
    node: int, options: Sequence[Casting], index: dict[tuple[int, int], int]
) -> tuple[int, tuple[int, ...], list[tuple[int, tuple[int, ...]]]]:
    """The castings of a part by element numbers."""
    numbered = [
        (option.extra, tuple(index.setdefault((node, mask), len(index)) for mask in option.days))
        for option in options
    ]
    return node, tuple(sorted({e for _, elements in numbered for e in elements})), numbered


def _picker(elements: tuple[int, ...]) -> Callable[[Any], Any]:
    if not elements:
        return lambda _: ()
    if len(elements) == 1:
        only = elements[0]
        return lambda values: (values[only],)
    return itemgetter(*elements)
