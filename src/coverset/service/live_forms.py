"""The kinds of events as short forms: what each says, what kind of value each field takes, and what may be chosen."""

from __future__ import annotations

from typing import Any, get_args

from coverset.model.events import kinds
from coverset.model.milestones import MilestoneKind
from coverset.model.permissions import PermissionState
from coverset.model.production import Production
from coverset.model.revision_marks import COLOURS
from coverset.model.scenes import Scene
from coverset.service.happenings import COMMON, options

TYPES = {
    "date": ("date", "recorded", "until", "expires", "end_date", "not_before"),
    "dates": ("dates", "available", "open"),
    "yes": ("all_work", "alternative", "illness", "left_out"),
    "number": ("minutes", "months"),
    "money": ("day_cost",),
    "pages": ("eighths",),
    "month": ("when",),
}
"""What a field takes, by its key: a date, stretches of dates, yes, a number, money, pages, a date or a month."""

ONE_OF = {
    "after": "scenes",
    "base": "bases",
    "colour": "colours",
    "film": "films",
    "instead_of": "events",
    "int_ext": "int_ext",
    "kind": "unit_kinds",
    "like": "units",
    "location": "locations",
    "mark": "marks",
    "milestone": "milestones",
    "permission": "permissions",
    "person": "people",
    "resource": "resources",
    "scene": "scenes",
    "state": "states",
    "time": "times",
    "unit": "units",
}
"""Fields that take one of a list, and which list."""

SOME_OF = {
    "cast": "people",
    "equipment": "equipment",
    "films": "films",
    "people": "people",
    "resources": "resources",
    "scenes": "scenes",
    "units": "units",
}
"""Fields that take some of a list, ``;`` between them, and which list."""

_FIXED: dict[str, tuple[str, ...]] = {
    "colours": COLOURS,
    "int_ext": ("INT", "EXT", "INT/EXT"),
    "marks": ("seeded", "derived", "assumed"),
    "milestones": get_args(MilestoneKind),
    "states": get_args(PermissionState),
    "times": ("DAY", "NIGHT", "DAWN", "DUSK"),
    "unit_kinds": ("shoot", "prep"),
}


def forms() -> dict[str, list[dict[str, Any]]]:
    """Every kind of event with its fields, needed ones first, then what every event may be told (``common``)."""
    return {
        key: [
            {
                "key": option.key,
                "words": option.words,
                "needed": option.needed,
                "common": option.key in COMMON,
                **type_of(option.key),
            }
            for option in options(kind)
        ]
        for key, kind in kinds().items()
    }


def sentences() -> dict[str, str]:
    """What an event of each kind changes, in a sentence."""
    return {key: kind.WORDS for key, kind in kinds().items()}


def type_of(key: str) -> dict[str, str]:
    """The ``type`` of a field, and for one or some of a list (``of``) which."""
    if key in ONE_OF:
        return {"type": "one", "of": ONE_OF[key]}
    if key in SOME_OF:
        return {"type": "some", "of": SOME_OF[key]}
    return {"type": next((name for name, keys in TYPES.items() if key in keys), "text")}


def choices(production: Production | None) -> dict[str, list[dict[str, str]]]:
    """Every list that a field may take its value from, each entry with its id and what people call it."""
    found = {name: [{"id": each, "name": each} for each in every] for name, every in _FIXED.items()}
    if production is None:
        return found
    stunts = production.stunts
    named: dict[str, tuple[Any, ...]] = {
        "bases": production.bases,
        "equipment": stunts.equipment,
        "locations": production.locations,
        "people": production.people,
        "permissions": stunts.permissions,
        "resources": production.resources,
        "units": production.units,
    }
    found |= {
        key: [{"id": each.id, "name": getattr(each, "name", "") or each.id} for each in every]
        for key, every in named.items()
    }
    found["films"] = [{"id": film.id, "name": film.title or film.id} for film in production.films]
    found["scenes"] = [
        {"id": task.id, "name": f"{task.int_ext} {task.set} - {task.time}"}
        for task in production.tasks.values()
        if isinstance(task, Scene)
    ]
    found["events"] = [{"id": event.id, "name": event.id} for event in production.events]
    return found
