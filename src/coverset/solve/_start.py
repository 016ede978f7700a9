"""A first plan to search from: tasks packed by base, location and light into days that they may take."""

from __future__ import annotations

from collections import defaultdict
from random import Random

from coverset.problem import ANY, DARK, Problem

_NOWHERE = 0
_WAIT = 4
_CROWDED = 1000


def packed_start(problem: Problem, seed: int) -> list[int]:
    """One slot a task: pinned tasks first, then group by group from the first date on.

    Domains are respected wherever a task has one; lengths of days are respected while dates last. The
    seed shuffles bases, locations and lights, so that restarts begin from different tours.
    """
    random = Random(seed)
    shuffled = [random.random() for _ in range(1 + max((task.location for task in problem.tasks), default=0))]
    based = [random.random() for _ in problem.bases]
    minutes: dict[int, int] = defaultdict(int)
    group: dict[int, tuple[int, bool]] = {}
    slots = [_NOWHERE] * len(problem.tasks)

    def place(t: int, slot: int) -> None:
        task = problem.tasks[t]
        slots[t] = slot
        minutes[slot] += task.minutes
        group.setdefault(slot, (task.location, task.light == DARK))

    def rank(t: int) -> tuple[bool, float, float, bool, int]:
        task = problem.tasks[t]
        pinned = len({slot % problem.num_dates for slot in task.allowed}) <= 1
        return not pinned, based[task.base], shuffled[task.location], task.light == DARK, task.order

    used: set[int] = set()
    now = 0
    for t in sorted(range(len(problem.tasks)), key=rank):
        task = problem.tasks[t]
        if not task.allowed:
            continue
        key = (task.location, task.light == DARK)

        def badness(slot: int, t: int = t, key: tuple[int, bool] = key, now: int = now) -> int:
            unit = problem.units[slot // problem.num_dates]
            date = slot % problem.num_dates
            over = minutes[slot] + problem.tasks[t].minutes + unit.prepare - max(unit.longest, 1)
            held = group.get(slot)
            if held is None:
                away = date - now if date >= now else _WAIT * (now - date)
                return _WAIT + away
            same = held == key or (held[0] == key[0] and problem.tasks[t].light == ANY and unit.mixed)
            return (0 if same else _CROWDED) + (_CROWDED + over if over > 0 else 0)

        slot = min(task.allowed, key=badness)
        place(t, slot)
        if slot not in used:
            used.add(slot)
            if len(task.allowed) > 1:
                now = max(now, slot % problem.num_dates)
    return slots
