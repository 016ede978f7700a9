"""The order in which a day's work is shot when nobody has said otherwise."""

from __future__ import annotations

from collections.abc import Iterable

from coverset.model.production import Production, set_of
from coverset.model.sequences import Sequence
from coverset.model.stunt_work import stunt_work

_LIGHT_RANK = {"daylight": 0, "any": 1, "dark": 2}


def in_shooting_order(production: Production, tasks: Iterable[str]) -> tuple[str, ...]:
    """A unit-day's tasks as a first assistant director lays them out.

    Locations with dark work come last, those with daylight work first, and so do the sets of a location;
    inside a set daylight work first and dark work last, then script order. Neither a location nor a set is
    left and come back to, unless a pinned order says so. Work for which leave limits the hours goes by those as by the light.
    """
    ids = list(tasks)
    of, work = production.tasks, stunt_work(production)
    places: dict[str, set[str]] = {"dark": set(), "daylight": set(), "any": set()}
    sets: dict[str, set[tuple[str, str]]] = {"dark": set(), "daylight": set(), "any": set()}
    light = {task: work.light_of(task) for task in ids}
    for task, need in light.items():
        places[need].add(of[task].location)
        sets[need].add((of[task].location, set_of(of[task])))

    def rank(task: str) -> tuple[bool, bool, int, bool, bool, int, int, int]:
        place, here = of[task].location, (of[task].location, set_of(of[task]))
        return (
            place in places["dark"],
            place not in places["daylight"],
            production.location_index[place],
            here in sets["dark"],
            here not in sets["daylight"],
            production.set_index[here],
            _LIGHT_RANK[light[task]],
            production.task_order[task],
        )

    ordered = sorted(ids, key=rank)
    for sequence in production.sequences:
        if sequence.possible:
            ordered = _in_sequence(ordered, sequence)
    return tuple(ordered)


def _in_sequence(ordered: list[str], sequence: Sequence) -> list[str]:
    """A day with a pinned order in it: its strips are gathered where the first of them stands, when they are not so."""
    here = [task for task in sequence.tasks if task in ordered]
    stand = [task for task in ordered if task in here]
    if len(here) < 2:
        return ordered
    at = ordered.index(stand[0])
    if stand == here and (not sequence.whole or ordered[at : at + len(here)] == here):
        return ordered
    rest = [task for task in ordered if task not in here]
    return [*rest[:at], *here, *rest[at:]]
