"""The fewest unit-days that work needs, and what those days cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coverset.problem import DARK, DAYLIGHT, Problem
from coverset.solve.bound.domains import light_minutes
from coverset.solve.bound.ledger import Proof
from coverset.solve.bound.packing import bins, ceil_div, windows

_FOREVER = 1 << 20


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks that share no day with those of another group, and the fewest days that they need."""

    tasks: tuple[int, ...]
    days: int


class Work:
    """The problem with its propagated domains: which tasks belong to which unit, on which dates."""

    def __init__(self, problem: Problem, slots: Sequence[tuple[int, ...]]) -> None:
        self.problem = problem
        self.slots = slots
        self.dates = [tuple(sorted({s % problem.num_dates for s in own})) for own in slots]
        self.units = [tuple(sorted({s // problem.num_dates for s in own})) for own in slots]
        self._light: dict[tuple[int, int], int] = {}

    def of_unit(self, u: int, tasks: Iterable[int] | None = None) -> list[int]:
        """The tasks that can stand with no other unit."""
        among = range(len(self.problem.tasks)) if tasks is None else tasks
        return [t for t in among if self.units[t] == (u,)]

    def usable(self, u: int, tasks: Iterable[int]) -> list[int]:
        """The dates on which some of the tasks can stand with a unit."""
        low, high = u * self.problem.num_dates, (u + 1) * self.problem.num_dates
        return sorted({s - low for t in tasks for s in self.slots[t] if low <= s < high})

    def most_light(self, base: int, light: int) -> int:
        """The longest light of any date at a base."""
        if (base, light) not in self._light:
            dates = range(self.problem.num_dates)
            self._light[base, light] = max(light_minutes(self.problem, base, light, d) for d in dates)
        return self._light[base, light]

    def groups(self, tasks: Sequence[int], units: Sequence[int]) -> list[Group]:
        """Split tasks by what no day of these units can hold together, and pack each part.

        A day holds one base; one location where the units allow no more; no dark work beside other work
        where they do not mix. The weakest of the units counts.
        """
        one_location = all(self.problem.units[u].max_locations == 1 for u in units)
        unmixed = all(not self.problem.units[u].mixed for u in units)
        parts: dict[tuple[int, int, bool], list[int]] = defaultdict(list)
        for t in tasks:
            task = self.problem.tasks[t]
            key = (task.base, task.location if one_location else -1, unmixed and task.light == DARK)
            parts[key].append(t)
        return [Group(tuple(part), self.packed(part, units)) for _, part in sorted(parts.items())]

    def days(self, tasks: Sequence[int], units: Sequence[int]) -> int:
        """The fewest days, of these units together, that hold the tasks."""
        packed = sum(group.days for group in self.groups(tasks, units))
        lengths = [self.problem.units[u].lengths for u in units]
        if all(lengths):
            packed = max(packed, _by_profile(sum(self.problem.tasks[t].size for t in tasks), lengths))
        return packed

    def packed(self, part: Sequence[int], units: Sequence[int]) -> int:
        """The fewest days for the tasks of one base, by their minutes, light, page sizes and dates."""
        if not part:
            return 0
        tasks = [self.problem.tasks[t] for t in part]
        of_units = [self.problem.units[u] for u in units]
        capacity = max(unit.longest - unit.prepare for unit in of_units)
        minutes = [task.minutes for task in tasks]
        spots = len({task.location for task in tasks})
        needs = [1, bins(minutes, capacity), ceil_div(spots, max(unit.max_locations for unit in of_units))]
        change = min(min(unit.set_change, unit.move) for unit in of_units)
        # A set that one day cannot hold is visited on several, and entered anew on each.
        of_set: dict[tuple[int, int], list[int]] = defaultdict(list)
        for task in tasks:
            of_set[task.location, task.set].append(task.minutes)
        visits = sum(max(1, bins(own, capacity)) for own in of_set.values())
        if capacity + change > 0:
            needs.append(ceil_div(sum(minutes) + change * visits, capacity + change))
        for light in (DAYLIGHT, DARK):
            lit = [task.minutes for task in tasks if task.light == light]
            if lit:
                needs.append(bins(lit, min(capacity, self.most_light(tasks[0].base, light))))
        if all(unit.lengths for unit in of_units):
            most = max(unit.lengths[0] for unit in of_units)
            needs.append(bins([task.size for task in tasks], most))
        hulls = [(self.dates[t][0], self.dates[t][-1], self.problem.tasks[t].minutes) for t in part]
        needs.append(windows(hulls, capacity))
        needs.append(self._without_common_slot(part))
        return max(needs)

    def _without_common_slot(self, part: Sequence[int]) -> int:
        """Tasks of which no two share a slot need a day each; tasks without one common slot need two."""
        apart: set[int] = set()
        count = 0
        for t in sorted(part, key=lambda t: len(self.slots[t])):
            if apart.isdisjoint(self.slots[t]):
                apart.update(self.slots[t])
                count += 1
        common = set(self.slots[part[0]]).intersection(*(self.slots[t] for t in part))
        return max(count, 1 if common else 2)


def _by_profile(size: int, lengths: Sequence[tuple[int, ...]]) -> int:
    """The fewest days that hold a size when the k-th longest day of each unit has its own limit."""
    held = 0
    ranked = sorted((length for profile in lengths for length in profile), reverse=True)
    for k, length in enumerate(ranked):
        if held >= size:
            return k
        held += length
    return len(ranked)


def teams(work: Work) -> Iterator[tuple[tuple[int, ...], list[int]]]:
    """Units that could take work from each other, with all their tasks."""
    count = len(work.problem.units)
    leader = list(range(count))

    def find(u: int) -> int:
        while leader[u] != u:
            u = leader[u]
        return u

    for units in work.units:
        for u in units[1:]:
            leader[find(u)] = find(units[0])
    members: dict[int, list[int]] = defaultdict(list)
    for u in range(count):
        members[find(u)].append(u)
    for units_of in members.values():
        tasks = [t for t, units in enumerate(work.units) if units and find(units[0]) == find(units_of[0])]
        if tasks:
            yield tuple(units_of), tasks


def cheapest(prices: Iterable[int], count: int) -> int:
    """The least that ``count`` or more of the prices come to."""
    ranked = sorted(prices)
    take = max(count, sum(price < 0 for price in ranked))
    return sum(ranked[:take])


def bound_days(work: Work, proof: Proof) -> tuple[dict[int, int], dict[int, int]]:
    """Prove the price of the fewest shooting days.

    Answers the fewest days of each unit alone, and for each unit the price proved for days beyond them all
    that its team needs together.
    """
    problem, pooled = work.problem, dict.fromkeys(range(len(work.problem.units)), 0)
    least: dict[int, int] = dict.fromkeys(range(len(problem.units)), 0)
    for units, tasks in teams(work):
        spare: list[int] = []
        for u in units:
            unit, own = problem.units[u], work.of_unit(u, tasks)
            least[u] = work.days(own, (u,))
            mine = [t for t in tasks if u in work.units[t]]
            ranked = sorted(unit.day_price[d] for d in work.usable(u, mine))
            taken = max(least[u], sum(price < 0 for price in ranked))
            proof.line(
                unit.day_line,
                sum(ranked[:taken]),
                f"{unit.name} needs at least {_days(least[u])}: its work, base by base, packed into the "
                "longest days it may have, on the cheapest dates open to it",
            )
            spare += ranked[taken:]
        more = work.days(tasks, units) - sum(least[u] for u in units)
        if more > 0:
            pooled.update(dict.fromkeys(units, sum(sorted(spare)[:more])))
            names = " and ".join(problem.units[u].name for u in units)
            proof.sum_of(
                tuple(problem.units[u].day_line for u in units),
                sum(sorted(spare)[:more]),
                f"{names} together need at least {_days(more)} more: the work that either may take",
            )
    return least, pooled


def _days(count: int) -> str:
    return f"{count} shooting day{'' if count == 1 else 's'}"
