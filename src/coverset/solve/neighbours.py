"""The single moves that a board allows: strips to other dates, exchanges, days swapped, moved and pulled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from coverset.model.edits import Edit, PullDay, SwapDays
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.solve.compile import Compiled
from coverset.solve.laying import lay_in
from coverset.solve.tryout import Placing

FARTHEST_PULL = 12
"""A day is pulled over at most so many others: beyond, every call of the shoot changes."""

MOST = 150_000
"""More moves than this are thinned evenly, so that the longest shoot is answered in seconds."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One move: which tasks go to which slots, and as which edit of whole days, if it is one."""

    placing: Placing
    days: SwapDays | PullDay | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """The dates that moves may take strips from and put them on, both ends included."""

    first: date
    last: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


def placed_part(production: Production, plan: Plan) -> Production:
    """The production without what does not stand exactly once on the board, on a date of the plan."""
    dates = set(production.calendar.dates())
    units = production.units_by_id

    def stands(task: str) -> bool:
        days = plan.where.get(task, ())
        return len(days) == 1 and days[0].unit in units and days[0].day in dates

    on_board = {task for task in production.tasks if stands(task)}
    return production if len(on_board) == len(production.tasks) else production.placing_only(on_board)


class Neighbourhood:
    """Everything one move can do on a board inside a window, leaving some tasks where they stand."""

    def __init__(self, compiled: Compiled, plan: Plan, window: Window, kept: frozenset[str]) -> None:
        problem = compiled.problem
        slots = compiled.slots(plan)
        if slots is None:
            raise ValueError("compile the placed part of the production")
        self.compiled, self.plan, self.slots = compiled, plan, slots
        inside = {k for k, day in enumerate(compiled.dates) if day in window}
        talk = {
            compiled.builder.slot(day.unit, compiled.dates.index(day.day))
            for day in plan.days
            if not day.tasks and day.strips and day.unit in compiled.units and day.day in window
        }
        self._open = [
            frozenset(
                slot for slot in task.allowed if slot % problem.num_dates in inside and slot not in talk
            )
            for task in problem.tasks
        ]
        self._free = [
            t
            for t, slot in enumerate(slots)
            if slot % problem.num_dates in inside and compiled.tasks[t] not in kept
        ]
        self._free_set = free = set(self._free)
        self._held: dict[int, list[int]] = defaultdict(list)
        for t, slot in enumerate(slots):
            self._held[slot].append(t)
        self._whole = {slot for slot, tasks in self._held.items() if free.issuperset(tasks)}
        self._inside, self._talk = inside, talk
        placed = set(compiled.tasks)
        # A day that also holds a strip of no known place (unknown, or standing twice) is not moved as a whole.
        self._odd = {
            (day.unit, day.day) for day in plan.days if any(task not in placed for task in day.tasks)
        }

    def moves(self) -> list[Neighbour]:
        """Every move once, in a fixed order; thinned evenly to `MOST`."""
        found: dict[Placing, Neighbour] = {}
        for move in (*self._days(), *self._strips(), *self._bundles(), *self._swaps(), *self._exchanges()):
            found.setdefault(tuple(sorted(move.placing)), move)
        every = list(found.values())
        return every[:: -(-len(every) // MOST)] if len(every) > MOST else every

    def edit(self, move: Neighbour, production: Production) -> Edit:
        """The move on the board: whole days as they are, strips to the best places of their new days."""
        if move.days is not None:
            return move.days
        compiled, goes = self.compiled, []
        for task, slot in move.placing:
            unit, day = compiled.problem.unit_and_date(slot)
            goes.append((compiled.tasks[task], compiled.units[unit], compiled.dates[day]))
        return lay_in(production, self.plan, goes)

    def _strips(self) -> Iterator[Neighbour]:
        for t in self._free:
            for slot in sorted(self._open[t]):
                if slot != self.slots[t]:
                    yield Neighbour(((t, slot),))

    def _swaps(self) -> Iterator[Neighbour]:
        for a, b in combinations(self._free, 2):
            if self.slots[a] != self.slots[b] and self._fit((a,), (b,)):
                yield Neighbour(((a, self.slots[b]), (b, self.slots[a])))

    def _bundles(self) -> Iterator[Neighbour]:
        """The strips of a set, of a location or of a whole day go to another date together."""
        for slot in sorted(self._held):
            for bundle in self._groups(slot):
                targets = frozenset.intersection(*(self._open[t] for t in bundle))
                for to in sorted(targets - {slot}):
                    yield Neighbour(tuple((t, to) for t in bundle))

    def _exchanges(self) -> Iterator[Neighbour]:
        """One, two or a bundle of strips for others of the same length in pages, so that no day grows."""
        tasks = self.compiled.problem.tasks
        parts: dict[int, dict[int, list[tuple[int, ...]]]] = {}
        for slot in sorted(self._held):
            free = [t for t in self._held[slot] if t in self._free_set]
            by_size: dict[int, list[tuple[int, ...]]] = defaultdict(list)
            few = [(t,) for t in free] + list(combinations(free, 2))
            for part in dict.fromkeys((*few, *self._groups(slot))):
                by_size[sum(tasks[t].size for t in part)].append(part)
            parts[slot] = by_size
        for here, there in combinations(parts, 2):
            for size in parts[here].keys() & parts[there].keys():
                for first in parts[here][size]:
                    for second in parts[there][size]:
                        if len(first) + len(second) > 2 and self._fit(first, second):
                            yield Neighbour((*((t, there) for t in first), *((t, here) for t in second)))

    def _groups(self, slot: int) -> list[tuple[int, ...]]:
        tasks = self.compiled.problem.tasks
        groups: dict[tuple[str, int], list[int]] = defaultdict(list)
        free = [t for t in self._held[slot] if t in self._free_set]
        for t in free:
            groups["set", tasks[t].set].append(t)
            groups["location", tasks[t].location].append(t)
            groups["day", 0].append(t)
        return list(dict.fromkeys(tuple(group) for group in groups.values() if len(group) > 1))

    def _fit(self, first: Sequence[int], second: Sequence[int]) -> bool:
        here, there = self.slots[first[0]], self.slots[second[0]]
        return all(there in self._open[t] for t in first) and all(here in self._open[t] for t in second)

    def _days(self) -> Iterator[Neighbour]:
        num = self.compiled.problem.num_dates
        for u, unit in enumerate(self.compiled.units):
            dates = sorted(d for d in self._inside if u * num + d not in self._talk)
            used = [d for d in dates if u * num + d in self._held]
            for a, b in combinations(dates, 2):
                goes = {a: b, b: a}
                if (a in used or b in used) and (move := self._goes(u, goes)):
                    yield Neighbour(move, SwapDays(unit, self.compiled.dates[a], self.compiled.dates[b]))
            for i, here in enumerate(used):
                for j, there in enumerate(used):
                    if 1 < abs(i - j) <= FARTHEST_PULL:
                        pull = PullDay(unit, self.compiled.dates[here], self.compiled.dates[there])
                        goes = {self._date(old): self._date(new) for old, new in pull.goes(self.plan).items()}
                        if move := self._goes(u, goes):
                            yield Neighbour(move, pull)

    def _date(self, day: date) -> int:
        return (day - self.compiled.dates[0]).days

    def _goes(self, unit: int, goes: dict[int, int]) -> Placing:
        """The tasks of whole days on their new dates; nothing when a task may not go or has to stay."""
        num = self.compiled.problem.num_dates
        placing = []
        for old, new in goes.items():
            tasks = self._held.get(unit * num + old, [])
            slot = unit * num + new
            if (self.compiled.units[unit], self.compiled.dates[old]) in self._odd:
                return ()
            if tasks and (
                unit * num + old not in self._whole or any(slot not in self._open[t] for t in tasks)
            ):
                return ()
            placing += [(t, slot) for t in tasks]
        return tuple(placing)
