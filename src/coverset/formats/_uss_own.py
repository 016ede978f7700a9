"""What the standard has no place for, kept in the file under ``_coverset``: units, prices, pins, parts, rules."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from coverset.findings import Severity
from coverset.formats import events as events_file
from coverset.formats._uss_json import Notes, keep_aside
from coverset.formats._uss_numbers import number_and_part, printed_numbers
from coverset.formats._uss_read import Names, role_of
from coverset.formats._uss_schema import ROOT
from coverset.model.event import Event
from coverset.model.pins import left_of
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.model.scenes import Scene

if TYPE_CHECKING:
    from pydantic import TypeAdapter

OWN = "_coverset"
_SHAPE = 1
_NOTHING_HAPPENED: dict[str, Any] = {"events": (), "ahead": ()}


@dataclass(frozen=True, slots=True)
class Kept:
    """What an earlier writing kept, the stripboard its plan is on, and whether the file is otherwise as it was."""

    production: Production
    plan: Plan | None
    names: Names
    board: str
    untouched: bool


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def digest(schedule: Mapping[str, Any]) -> str:
    """A fingerprint of everything in the file that the standard speaks of; private keys do not count."""
    text = json.dumps(_public(schedule), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _public(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _public(item) for key, item in value.items() if not key.startswith("_")}
    if isinstance(value, list):
        return [_public(item) for item in value]
    # 2 and 2.0 are one number: programs that write the file again choose either.
    return int(value) if isinstance(value, float) and value.is_integer() else value


def keep(
    schedule: dict[str, Any], production: Production, plan: Plan | None, names: Names, board: str
) -> None:
    """Put the production and the plan under ``_coverset``, with the ids that tie them to the file's own."""

    def plain(kind: Any, value: object) -> Any:
        dumped = _adapter(kind).dump_python(value, mode="json", exclude={"private"}, exclude_defaults=True)
        return _without_sources(dumped)

    schedule[OWN] = {
        "shape": _SHAPE,
        "digest": digest(schedule),
        "board": board,
        "tasks": names.tasks,
        "people": names.people,
        "locations": names.locations,
        "units": names.units,
        "production": plain(Production, replace(production, **_NOTHING_HAPPENED)),
        **{key: _told(getattr(production, key)) for key in _NOTHING_HAPPENED if getattr(production, key)},
        "plan": plain(Plan, plan) if plan is not None else None,
    }


def _told(happened: Iterable[Event]) -> str:
    """Events as the text of events.toml: each kind has keys of its own."""
    return events_file.write(happened).decode()


def _heard(text: object) -> tuple[Event, ...]:
    found, slips = events_file.read(str(text).encode())
    if slips:
        raise ValueError(f"its events cannot be read: {slips[0].sentence}")
    return tuple(replace(event, source=None) for event in found.events)


def _without_sources(value: Any) -> Any:
    """Without the places in people's own files: they mean nothing in another folder."""
    if isinstance(value, dict):
        return {key: _without_sources(item) for key, item in value.items() if key != "source"}
    if isinstance(value, list):
        return [_without_sources(item) for item in value]
    return value


def kept(schedule: dict[str, Any], notes: Notes) -> Kept | None:
    """What an earlier writing kept in the file, or None when there is nothing.

    What is there is checked like any stranger's data: a damaged part is said, put aside and not used.
    """
    own = schedule.get(OWN)
    if own is None:
        return None
    from pydantic import ValidationError

    try:
        if not isinstance(own, dict) or own.get("shape") != _SHAPE:
            raise ValueError("it has another shape")
        texts = _adapter(dict[str, str])
        names = Names(
            *(texts.validate_python(own.get(key)) for key in ("tasks", "people", "locations", "units"))
        )
        production = _adapter(Production).validate_python(own.get("production"))
        happened = {key: _heard(own[key]) for key in _NOTHING_HAPPENED if key in own}
        production = replace(production, **happened)
        plan = _adapter(Plan).validate_python(own["plan"]) if own.get("plan") is not None else None
        _refuse_loose_ends(production, plan, names)
        untouched = own.get("digest") == digest(schedule)
        if _forget_gone(schedule, names) and untouched:
            raise ValueError("it names strips or people that are not in the file")
    except (ValidationError, ValueError, OverflowError, RecursionError) as error:
        reason = "it does not fit together" if isinstance(error, ValidationError) else str(error)
        words = f"What Coverset kept in this file cannot be used ({reason}); the standard part is read alone."
        notes.say("uss-own-damaged", Severity.WARNING, words, (ROOT, OWN))
        keep_aside(schedule, f"{OWN}_damaged", schedule.pop(OWN))
        return None
    return Kept(production, plan, names, str(own.get("board", "")), untouched)


def _forget_gone(schedule: Mapping[str, Any], names: Names) -> bool:
    """Take ids out of the names that the file no longer has; answers whether there were any."""
    roles = {category["id"]: role_of(category) for category in schedule["categories"]}
    elements = {element["id"]: roles[element["category"]] for element in schedule["elements"]}
    gone = [
        (table, own)
        for table, there in (
            (names.tasks, {breakdown["id"] for breakdown in schedule["breakdowns"]}),
            (names.people, {own for own, role in elements.items() if role == "cast"}),
            (names.locations, {own for own, role in elements.items() if role == "location"}),
        )
        for own in table
        if own not in there
    ]
    for table, own in gone:
        del table[own]
    return bool(gone)


def _refuse_loose_ends(production: Production, plan: Plan | None, names: Names) -> None:
    people, places, units = production.people_by_id, production.locations_by_id, production.units_by_id
    resources, bases = production.resources_by_id, production.bases_by_id
    tasks: list[Any] = [*production.scenes, *production.activities]
    known = {task.id for task in tasks}
    sound = (
        len(known) == len(tasks)
        and set(names.tasks.values()) == known
        and len(names.tasks) == len(known)
        and people.keys() <= set(names.people.values())
        and len(set(names.people.values())) == len(names.people)
        and production.calendar.start_date <= production.calendar.end_date
        and (production.calendar.end_date - production.calendar.start_date).days <= 5_000
        and all(place.base in bases for place in production.locations)
        # An omitted scene is never shot: its location may be open.
        and all(task.location in places or getattr(task, "omitted", False) for task in tasks)
        and all(set(production.people_of(task)) <= people.keys() for task in tasks)
        and all(set(task.resources) <= resources.keys() for task in tasks)
        and all(set(scene.units) <= units.keys() for scene in production.scenes)
        and all(activity.unit in units for activity in production.activities)
        and all({pair.before, pair.after} <= known for pair in production.precedences)
        and all({pair.first, pair.second} <= known for pair in production.aparts)
        and all(left_of(pin, known, units, people) == pin for pin in production.pins)
        and all(task.minutes >= 0 for task in tasks)
    )
    if sound and plan is not None:
        placed = production.tasks
        sound = set(plan.boneyard) <= known and all(
            day.unit in units
            and all(task in placed for task in day.tasks)
            and all(0 <= strip.minutes <= 1_440 for strip in day.strips)
            for day in plan.days
        )
    if not sound:
        raise ValueError("it names people, places or scenes that are not there, or times that no strip takes")


def joined(read: Production, ours: Production) -> Production:
    """The file as another program left it, with what we kept where the standard is silent.

    Scenes, cast, board numbers, absences, holds and the calendar are the file's; rates, units, prices,
    hires, parts, pins and rules are ours as far as what they speak of is still there.
    """
    before = {scene.id: scene for scene in ours.scenes}
    numbers = printed_numbers(ours)
    scenes = tuple(_scene(scene, before.get(scene.id), numbers) for scene in read.scenes)
    fees = ours.people_by_id
    people = tuple(
        replace(
            person,
            rate=fees[person.id].rate,
            hold_rate=fees[person.id].hold_rate,
            kind=fees[person.id].kind,
            available=fees[person.id].available,
        )
        if person.id in fees
        else person
        for person in read.people
    )
    kept_places = {place.id: place for place in ours.locations}
    locations = tuple(kept_places.pop(place.id, place) for place in read.locations)
    locations += tuple(kept_places.values())
    bases = {base.id: base for base in (*read.bases, *ours.bases)}
    units = {unit.id: unit for unit in (*read.units, *ours.units)}
    cast = {person.id for person in people}
    numbered = {scene.id for scene in scenes}
    activities = tuple(a for a in ours.activities if set(a.people) <= cast and a.id not in numbered)
    known = {scene.id for scene in scenes} | {activity.id for activity in activities}
    left = (left_of(pin, known, units, cast) for pin in ours.pins)
    return replace(
        ours,
        title=read.title,
        calendar=replace(ours.calendar, **_dates(read, ours)),
        scenes=scenes,
        people=tuple(
            replace(person, home=fees[person.id].home) if person.id in fees else person for person in people
        ),
        bases=tuple(bases.values()),
        locations=locations,
        units=tuple(units.values()),
        activities=activities,
        films=tuple({film.id: film for film in (*read.films, *ours.films)}.values()),
        precedences=tuple(rule for rule in ours.precedences if {rule.before, rule.after} <= known),
        aparts=tuple(rule for rule in ours.aparts if {rule.first, rule.second} <= known),
        pins=tuple(pin for pin in left if pin is not None),
        private=read.private,
    )


def _dates(read: Production, ours: Production) -> dict[str, Any]:
    return {
        "start_date": read.calendar.start_date,
        "end_date": max(read.calendar.end_date, ours.calendar.end_date),
        "days_off": read.calendar.days_off,
        "holidays": read.calendar.holidays,
        "working": read.calendar.working,
    }


def _scene(read: Scene, before: Scene | None, numbers: Mapping[str, str]) -> Scene:
    if before is None:
        return read
    number, part = number_and_part(read.number, before, numbers[before.id])
    return replace(
        read,
        number=number,
        film=before.film,
        part=part,
        location=before.location if before.set == read.set else read.location,
        setups=before.setups,
        resources=before.resources,
        units=before.units,
        shift=before.shift,
        big_stunt=before.big_stunt,
        omitted=before.omitted,
    )
