"""The slots that a task can still take once the plainest consequences are drawn."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from coverset.problem import DARK, DAYLIGHT, Problem
from coverset.problem.problem import NEVER

_FOREVER = 1 << 20


def light_minutes(problem: Problem, base: int, light: int, day: int) -> int:
    """The most minutes of work of that light that a date can hold at a base."""
    place = problem.bases[base]
    if light == DAYLIGHT:
        return max(0, place.set[day] - place.rise[day]) if place.rise[day] != NEVER else 0
    if light == DARK:
        return max(0, place.dawn[day] - place.dusk[day]) if place.dusk[day] != NEVER else 0
    return _FOREVER


def cannot_share_day(problem: Problem, u: int, a: int, b: int) -> bool:
    """Whether two tasks can never stand on the same day of a unit, whatever else stands there."""
    one, two, unit = problem.tasks[a], problem.tasks[b], problem.units[u]
    return (
        one.base != two.base
        or (unit.max_locations == 1 and one.location != two.location)
        or (not unit.mixed and (one.light == DARK) != (two.light == DARK))
        or unit.prepare + one.minutes + two.minutes > unit.longest
        or (bool(unit.lengths) and one.size + two.size > unit.lengths[0])
    )


def domains(problem: Problem) -> list[tuple[int, ...]]:
    """Each task's slots that survive propagation; a task without any proves that there is no plan.

    Removes what a task alone cannot do (the day's length, the light, a span at its limit), then to a
    fixed point what the hard lags and the tasks that have one slot left take away. Sound: no slot of any
    feasible assignment is ever removed.
    """
    slots = [
        tuple(s for s in sorted(set(task.allowed)) if _alone(problem, t, s))
        for t, task in enumerate(problem.tasks)
    ]
    seen: set[int] = set()
    changed = True
    while changed and all(slots):
        changed = _lags(problem, slots)
        fixed = [t for t, own in enumerate(slots) if len(own) == 1 and t not in seen]
        if fixed:
            seen.update(fixed)
            changed = _around_fixed(problem, slots, fixed) or changed
            changed = _full_days(problem, slots) or changed
    return slots


def _alone(problem: Problem, t: int, slot: int) -> bool:
    task = problem.tasks[t]
    u, d = problem.unit_and_date(slot)
    unit = problem.units[u]
    if unit.prepare + task.minutes > unit.longest or unit.max_locations < 1:
        return False
    if unit.lengths and task.size > unit.lengths[0]:
        return False
    if task.light in (DAYLIGHT, DARK) and task.minutes > light_minutes(problem, task.base, task.light, d):
        return False
    return all(not span.limit or span.limit[d] >= 1 for span in (problem.spans[s] for s in task.spans))


def _keep(slots: list[tuple[int, ...]], t: int, kept: tuple[int, ...]) -> bool:
    if len(kept) == len(slots[t]):
        return False
    slots[t] = kept
    return True


def _lags(problem: Problem, slots: list[tuple[int, ...]]) -> bool:
    changed = False
    for lag in problem.lags:
        if lag.price or not slots[lag.before] or not slots[lag.after]:
            continue
        most = lag.most if lag.most >= 0 else _FOREVER
        dates = problem.num_dates
        after = sorted({s % dates for s in slots[lag.after]})
        before = tuple(
            s for s in slots[lag.before] if _any_within(after, s % dates + lag.least, s % dates + most)
        )
        changed = _keep(slots, lag.before, before) or changed
        earlier = sorted({s % dates for s in before})
        later = tuple(
            s for s in slots[lag.after] if _any_within(earlier, s % dates - most, s % dates - lag.least)
        )
        changed = _keep(slots, lag.after, later) or changed
    return changed


def _any_within(ascending: Sequence[int], low: int, high: int) -> bool:
    at = bisect_left(ascending, low)
    return at < len(ascending) and ascending[at] <= high


def _around_fixed(problem: Problem, slots: list[tuple[int, ...]], fixed: Sequence[int]) -> bool:
    """What the tasks with one slot left take from all others."""
    changed = False
    far = _dates_between(problem)
    apart = defaultdict(set)
    for a, b in problem.apart:
        apart[a].add(b)
        apart[b].add(a)
    for f in fixed:
        if not slots[f]:
            continue
        u, d = problem.unit_and_date(slots[f][0])
        base = problem.tasks[f].base
        alone = {
            s for s in problem.tasks[f].spans if problem.spans[s].limit and problem.spans[s].limit[d] == 1
        }
        for t, task in enumerate(problem.tasks):
            if t == f:
                continue
            clashes = cannot_share_day(problem, u, f, t)
            elsewhere = bool(alone & set(task.spans))
            kept = []
            for slot in slots[t]:
                v, e = problem.unit_and_date(slot)
                if (
                    (slot == slots[f][0] and clashes)
                    or (e == d and (t in apart[f] or (v != u and elsewhere)))
                    or (v == u and e > d and e - d < far[base][task.base])
                    or (v == u and e < d and d - e < far[task.base][base])
                ):
                    continue
                kept.append(slot)
            changed = _keep(slots, t, tuple(kept)) or changed
    return changed


def _full_days(problem: Problem, slots: list[tuple[int, ...]]) -> bool:
    """A task does not fit beside those that have nowhere else to go."""
    taken: dict[int, int] = defaultdict(int)
    for t, own in enumerate(slots):
        if len(own) == 1:
            taken[own[0]] += problem.tasks[t].minutes
    changed = False
    for t, own in enumerate(slots):
        minutes = problem.tasks[t].minutes
        kept = []
        for slot in own:
            unit = problem.units[slot // problem.num_dates]
            others = taken.get(slot, 0) - (minutes if len(own) == 1 else 0)
            if unit.prepare + others + minutes <= unit.longest:
                kept.append(slot)
        changed = _keep(slots, t, tuple(kept)) or changed
    return changed


def _dates_between(problem: Problem) -> list[list[int]]:
    """The fewest dates from a day at one base to a day at another, over any bases between."""
    count = len(problem.bases)
    if not problem.travel_days:
        return [[0] * count for _ in range(count)]
    far = [[0 if a == b else problem.travel_days[a][b] + 1 for b in range(count)] for a in range(count)]
    for k in range(count):
        for a in range(count):
            for b in range(count):
                far[a][b] = min(far[a][b], far[a][k] + far[k][b])
    return far
