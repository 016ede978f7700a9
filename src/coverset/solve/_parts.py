"""An assignment priced in parts, so that the plain Python search prices again only what a move touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from coverset.problem import Problem, Violation
from coverset.problem.evaluate import UnitDay, price_lags, price_span, price_unit
from coverset.problem.timeline import canonical_order, timeline

Part = tuple[str, int]
"""A unit, a span or a task by its index, or all ties (lags and pairs apart) together."""

_TIES: Part = ("ties", 0)


@dataclass(frozen=True, slots=True)
class Priced:
    """What one part costs, and what it breaks."""

    cost: int
    broken: tuple[Violation, ...]


class Parts:
    """One assignment as the reference evaluator prices it, part by part.

    The parts are the evaluator's own functions, so their sum is `evaluate` of the slots. `move` keeps what
    it replaces until the next one, and `undo` puts that back.
    """

    def __init__(self, problem: Problem, slots: Sequence[int]) -> None:
        self._problem = problem
        self._clocked = {s for s, span in enumerate(problem.spans) if span.rest or span.travels}
        self._engaged: dict[int, list[int]] = defaultdict(list)
        for t, task in enumerate(problem.tasks):
            for s in task.spans:
                self._engaged[s].append(t)
        self._tied = {t for lag in problem.lags for t in (lag.before, lag.after)}
        self._tied |= {t for pair in problem.apart for t in pair}
        self.slots = list(slots)
        self.parts: dict[Part, Priced] = {}
        self._days: dict[int, UnitDay] = {}
        self._held: dict[int, set[int]] = defaultdict(set)
        for t, slot in enumerate(slots):
            self._held[slot].add(t)
        self._before: tuple[list[tuple[int, int]], dict[int, UnitDay | None], dict[Part, Priced]]
        self._before = [], {}, {}
        for slot in list(self._held):
            self._day(slot)
        everything: set[Part] = {_TIES, *(("task", t) for t in range(len(slots)))}
        everything |= {("unit", u) for u in range(len(problem.units))}
        everything |= {("span", s) for s in range(len(problem.spans))}
        self.reprice(everything)
        self.cost = sum(part.cost for part in self.parts.values())
        self.broken = sum(len(part.broken) for part in self.parts.values())

    def violations(self) -> list[Violation]:
        """Everything broken now."""
        return [violation for part in self.parts.values() for violation in part.broken]

    def move(self, placing: Sequence[tuple[int, int]]) -> list[tuple[Priced, Priced]]:
        """Put tasks on slots; every part that was priced again, before and after."""
        problem = self._problem
        touched = {slot for t, to in placing for slot in (to, self.slots[t])}
        old_days = {slot: self._days.get(slot) for slot in touched}
        self._before = [(t, self.slots[t]) for t, _ in placing], old_days, {}
        self._place(placing)
        dirty: set[Part] = {("task", t) for t, _ in placing}
        dirty |= {("span", s) for t, _ in placing for s in problem.tasks[t].spans}
        for slot in touched:
            self._day(slot)
            dirty.add(("unit", slot // problem.num_dates))
            held = self._held[slot]
            if self._clocked:
                dirty |= {("span", s) for t in held for s in problem.tasks[t].spans if s in self._clocked}
            if not self._tied.isdisjoint(held):
                dirty.add(_TIES)
        saved = self._before[2]
        for part in dirty:
            saved[part] = self.parts[part]
        self.reprice(dirty)
        pairs = [(saved[part], self.parts[part]) for part in dirty]
        self._count(pairs)
        return pairs

    def undo(self) -> None:
        """Take the last move back."""
        placing, days, saved = self._before
        self._place(placing)
        for slot, day in days.items():
            if day is None:
                self._days.pop(slot, None)
            else:
                self._days[slot] = day
        self._count([(self.parts[part], priced) for part, priced in saved.items()])
        self.parts.update(saved)
        self._before = [], {}, {}

    def reprice(self, dirty: set[Part]) -> None:
        """Price parts as the assignment stands."""
        for part in dirty:
            by_line = [0] * len(self._problem.lines)
            broken: list[Violation] = []
            self._price(part, by_line, broken)
            self.parts[part] = Priced(sum(by_line), tuple(broken))

    def _price(self, part: Part, by_line: list[int], broken: list[Violation]) -> None:
        problem, (kind, index) = self._problem, part
        if kind == "unit":
            first = index * problem.num_dates
            own = [self._days[slot] for slot in range(first, first + problem.num_dates) if slot in self._days]
            price_unit(problem, index, own, by_line, broken)
        elif kind == "span":
            engaged = {self.slots[t] for t in self._engaged[index]}
            price_span(problem, index, problem.spans[index], self._days, engaged, by_line, broken)
        elif kind == "task":
            task, slot = problem.tasks[index], self.slots[index]
            if slot not in task.allowed:
                broken.append(Violation("allowed", (index,), 1))
            for priced, line, amount in task.prices:
                by_line[line] += amount if priced == slot else 0
        else:
            price_lags(problem, self.slots, self._days, by_line, broken)
            for a, b in problem.apart:
                if self.slots[a] % problem.num_dates == self.slots[b] % problem.num_dates:
                    broken.append(Violation("apart", (a, b), 1))

    def _place(self, placing: Sequence[tuple[int, int]]) -> None:
        for t, to in placing:
            self._held[self.slots[t]].discard(t)
            self._held[to].add(t)
            self.slots[t] = to

    def _day(self, slot: int) -> None:
        held = self._held[slot]
        if not held:
            self._days.pop(slot, None)
            return
        problem, (u, d) = self._problem, self._problem.unit_and_date(slot)
        ordered = canonical_order(problem, sorted(held))
        base = problem.tasks[ordered[0]].base
        clock = timeline(problem, problem.units[u], problem.bases[base], d, ordered)
        self._days[slot] = UnitDay(u, d, ordered, base, clock)

    def _count(self, pairs: Sequence[tuple[Priced, Priced]]) -> None:
        for before, after in pairs:
            self.cost += after.cost - before.cost
            self.broken += len(after.broken) - len(before.broken)
