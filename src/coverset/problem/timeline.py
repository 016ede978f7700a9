"""A unit-day in time: the canonical order of its tasks, and the clock that follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coverset.problem.problem import (
    ANY,
    DARK,
    DAY_SHIFT,
    DAYLIGHT,
    NEVER,
    NIGHT_SHIFT,
    SPLIT_SHIFT,
    Base,
    Chain,
    Problem,
    Unit,
)

_LIGHT_RANK = {DAYLIGHT: 0, ANY: 1, DARK: 2}


def canonical_order(problem: Problem, tasks: Sequence[int]) -> list[int]:
    """The tasks of one unit-day in the order every engine assumes.

    Locations with dark work come last and those with daylight work first, then by index; inside a location
    the same holds of sets; inside a set daylight, any and dark work, then by `Task.order`. A location and a
    set are each visited once, but for what the chains put together.
    """
    lit = [(task.location, task.set, task.light) for task in map(problem.tasks.__getitem__, tasks)]
    dark = {(location, story_set) for location, story_set, light in lit if light == DARK}
    daylight = {(location, story_set) for location, story_set, light in lit if light == DAYLIGHT}
    dark_places, daylight_places = {location for location, _ in dark}, {location for location, _ in daylight}

    def rank(t: int) -> tuple[bool, bool, int, bool, bool, int, int, int]:
        task = problem.tasks[t]
        here = (task.location, task.set)
        return (
            task.location in dark_places,
            task.location not in daylight_places,
            task.location,
            here in dark,
            here not in daylight,
            task.set,
            _LIGHT_RANK[task.light],
            task.order,
        )

    return chained(sorted(tasks, key=rank), problem.chains)


def chained(ordered: list[int], chains: Sequence[Chain]) -> list[int]:
    """A unit-day's tasks with each chain in its own order.

    What a chain has there is gathered where its first task stands, when it is not in order, or, of a whole
    chain, not together.
    """
    for chain in chains:
        here = [t for t in chain.tasks if t in ordered]
        if len(here) < 2:
            continue
        stand = [t for t in ordered if t in here]
        at = ordered.index(stand[0])
        if stand == here and (not chain.whole or ordered[at : at + len(here)] == here):
            continue
        rest = [t for t in ordered if t not in here]
        ordered = [*rest[:at], *here, *rest[at:]]
    return ordered


@dataclass(frozen=True, slots=True)
class Timeline:
    """A unit-day's clock. Times are minutes after the date's midnight.

    ``work`` is the time from call to wrap without meals. ``day_short`` and ``dark_short`` are the minutes
    by which daylight and dark work miss their light (0: they have it).
    """

    call: int
    wrap: int
    work: int
    set_changes: int
    moves: int
    shift: int
    day_short: int
    dark_short: int


def timeline(problem: Problem, unit: Unit, base: Base, day: int, ordered: Sequence[int]) -> Timeline:
    """Run the clock over a unit-day's tasks in order.

    Work starts ``prepare`` after the call; each change of set inside a location takes
    ``set_change``, each change of location ``move``. A task that would run past the time a meal is due has
    the meal before it when at least half the time to it has passed, and inside it at that time when not.
    The call is the unit's fixed one of the date, where it has one.
    """
    elapsed, changed, moved = unit.prepare, 0, 0
    due = unit.meal_after
    first_day = last_day = first_dark = last_dark = NEVER
    previous = None
    work = unit.prepare
    for t in ordered:
        task = problem.tasks[t]
        change = 0
        if previous is not None:
            if task.location != previous.location:
                change, moved = unit.move, moved + 1
            elif task.set != previous.set:
                change, changed = unit.set_change, changed + 1
        if elapsed + change + task.minutes > due and elapsed >= due - unit.meal_after // 2:
            elapsed += unit.meal
            due = elapsed + unit.meal_after
        begin = elapsed + change
        end = begin + task.minutes
        while end > due and unit.meal:
            end += unit.meal
            due += unit.meal + unit.meal_after
        elapsed, previous = end, task
        work += change + task.minutes
        if task.light == DAYLIGHT:
            first_day = begin if first_day == NEVER else first_day
            last_day = end
        elif task.light == DARK:
            first_dark = begin if first_dark == NEVER else first_dark
            last_dark = end
    rise, sets, dusk, dawn = base.rise[day], base.set[day], base.dusk[day], base.dawn[day]
    call = unit.day_call
    if unit.calls and unit.calls[day] != NEVER:
        call = unit.calls[day]
    elif first_dark != NEVER and dusk != NEVER:
        call = max(unit.earliest_call, dusk - first_dark)
    elif first_day != NEVER and rise != NEVER:
        call = max(call, rise - first_day)
    day_short = dark_short = 0
    if first_day != NEVER:
        day_short = (
            last_day - first_day
            if rise == NEVER
            else max(0, rise - call - first_day) + max(0, call + last_day - sets)
        )
    if first_dark != NEVER:
        dark_short = (
            last_dark - first_dark
            if dusk == NEVER
            else max(0, dusk - call - first_dark) + max(0, call + last_dark - dawn)
        )
    wrap = call + elapsed
    late = NIGHT_SHIFT if call >= unit.night_call else SPLIT_SHIFT
    shift = DAY_SHIFT if wrap <= unit.day_until else late
    return Timeline(call, wrap, work, changed, moved, shift, day_short, dark_short)
