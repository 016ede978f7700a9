"""The order in which a day's work is shot when nobody has said otherwise."""

from __future__ import annotations

from collections.abc import Iterable

from coverset.model.production import Production, set_of

_LIGHT_RANK = {"daylight": 0, "any": 1, "dark": 2}


def in_shooting_order(production: Production, tasks: Iterable[str]) -> tuple[str, ...]:
    """A unit-day's tasks as a first assistant director lays them out.

    Locations with dark work come last, those with daylight work first; inside a location daylight sets
    first and dark ones last; inside a set script order. A location is never left and come back to.
    """
    ids = list(tasks)
    of = production.tasks
    dark = {of[task].location for task in ids if of[task].light == "dark"}
    daylight = {of[task].location for task in ids if of[task].light == "daylight"}

    def rank(task: str) -> tuple[bool, bool, int, int, int, int]:
        place = of[task].location
        return (
            place in dark,
            place not in daylight,
            production.location_index[place],
            _LIGHT_RANK[of[task].light],
            production.set_index[place, set_of(of[task])],
            production.task_order[task],
        )

    return tuple(sorted(ids, key=rank))
