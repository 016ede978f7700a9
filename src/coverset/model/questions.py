"""Questions about a production itself, before any plan: names that nothing has, work that fits nowhere.

Each answer is a finding. They are asked of every production, whatever file it came from: ``references``
whether every name means something, ``ask`` that and whether the work can be done at all. What ``ask`` calls
an error is proved: no plan can keep the rules that are switched on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial

from coverset.findings import Finding, Place, Severity, has_errors, in_order
from coverset.model.hints import Hints, at_most, once_a_row
from coverset.model.pins import CallPin, OrderPin, PersonPin, Pin
from coverset.model.production import Production
from coverset.model.room import Room, impossible, too_little_room
from coverset.model.room_orders import orders
from coverset.model.scenes import Scene
from coverset.model.stunt_dates import contradictions
from coverset.model.stunt_questions import shared_ids, unknown_names
from coverset.model.stunts import Stunts

Locate = Callable[[object, str], Place | None]


def _source(thing: object, field: str) -> Place | None:
    place: Place | None = getattr(thing, "source", None)
    return place


def references(production: Production, *, locate: Locate = _source) -> list[Finding]:
    """Every name in the production that nothing has, and every id that two things share.

    ``locate`` says where a field of a person, scene, pin... stands in the user's files; by default the
    thing's own ``source``.
    """
    found = list(_shared_ids(production))
    hints = Hints()
    for owner, field, what, name, known, subject in _names(production):
        if name not in known:
            sentence = f"{subject}: there is no {what} {name!r}; {hints.near(name, known)}"
            place = locate(owner, field)
            about = (str(getattr(owner, "id", subject)), name)
            found.append(Finding(f"{what}-unknown", Severity.ERROR, sentence, place, about))
    for order in production.precedences:
        if order.before == order.after:
            sentence = f"{order.before} is to come before itself; name another scene."
            found.append(Finding("order-of-itself", Severity.ERROR, sentence, order.source, (order.before,)))
        if order.max_days is not None and order.max_days < order.min_days:
            sentence = (
                f"{order.after} is to follow {order.before} after at least {order.min_days} and at most "
                f"{order.max_days} dates: no distance is both."
            )
            about = (order.before, order.after)
            found.append(
                Finding("order-impossible", Severity.ERROR, sentence, locate(order, "max_days"), about)
            )
    for pair in production.aparts:
        if pair.first == pair.second:
            sentence = f"{pair.first} is to be apart from itself; name two scenes."
            found.append(Finding("apart-from-itself", Severity.ERROR, sentence, pair.source, (pair.first,)))
    if production.stunts != Stunts():
        found += unknown_names(production, locate)
        found += shared_ids(production)
        wrong = contradictions(production.stunts, locate)
        found += (each for each in wrong if each.severity is Severity.ERROR)
    return in_order(once_a_row(found, production))


def ask(production: Production) -> list[Finding]:
    """Everything worth saying about a production before planning it, the worst first.

    Errors are proved: a scene that fits on no date, with the names that are never free together; more work
    at a location, for a person or in all than the open dates hold; pins, orders and pairs apart that cannot
    all be kept. Warnings and notes are about what is likely a slip.
    """
    found = references(production)
    if has_errors(found):
        return found
    found += impossible(production)
    found += too_little_room(production)
    found += orders(production)
    found += _pins_at_odds(production)
    found += _loose_ends(production)
    return at_most(in_order(once_a_row(found, production)))


def _pins_at_odds(production: Production) -> Iterator[Finding]:
    """Pinned orders that contradict each other, and calls that are fixed twice."""
    for sequence in production.sequences if "pinned-orders" not in production.rules_off else ():
        if not sequence.possible:
            said = " ".join(dict.fromkeys(map(str, sequence.pins)))
            sentence = f"These pins cannot all be kept, whatever the plan: {said}"
            place = sequence.pins[-1].source
            yield Finding("pins-clash", Severity.ERROR, sentence, place, sequence.tasks)
    calls: dict[tuple[str, object], CallPin] = {}
    for pin in production.pins:
        if isinstance(pin, CallPin):
            first = calls.setdefault((pin.unit, pin.day), pin)
            if first.call != pin.call:
                sentence = f"Two calls are pinned for one day: {first} {pin} Take one back."
                yield Finding("pins-clash", Severity.ERROR, sentence, pin.source, (pin.unit, str(pin.day)))


def _loose_ends(production: Production) -> list[Finding]:
    """What is likely a slip: nothing to shoot, people nobody calls, places nobody goes to, scenes without time."""
    found: list[Finding] = []

    def say(severity: Severity, code: str, sentence: str, place: Place | None, *about: str) -> None:
        found.append(Finding(code, severity, sentence, place, about))

    tasks = production.tasks
    if not tasks:
        say(
            Severity.WARNING,
            "nothing-to-shoot",
            "There is no scene to plan: add a screenplay or scenes.csv.",
            None,
        )
    called = {person for task in tasks.values() for person in production.people_of(task)}
    for person in production.people:
        if person.id not in called and tasks:
            say(Severity.NOTE, "person-idle", f"{person.id} is in no scene.", person.source, person.id)
    used = {task.location for task in tasks.values()}
    for location in production.locations:
        if location.id not in used and tasks:
            sentence = f"Nothing is shot at {location.id}: no scene has one of its sets."
            say(Severity.NOTE, "location-idle", sentence, location.source, location.id)
    needed = {hire for task in tasks.values() for hire in task.resources}
    for hire in production.resources:
        if hire.id not in needed and tasks:
            say(Severity.NOTE, "resource-idle", f"No scene needs {hire.id}.", hire.source, hire.id)
    for name, task in tasks.items():
        if not task.minutes:
            say(
                Severity.WARNING,
                "scene-without-time",
                f"{name} takes no time: give it minutes.",
                task.source,
                name,
            )
    room = Room(production)
    for unit in production.units:
        if not room.units[unit.id]:
            say(
                Severity.WARNING,
                "unit-idle",
                f"Unit {unit.id} works on no date of the calendar.",
                unit.source,
                unit.id,
            )
    located = [base for base in production.bases if base.latitude is not None]
    for base in production.bases:
        if located and base.latitude is None:
            sentence = (
                f"Base {base.id} has no coordinates, others have: its daylight is the one assumed in [light]. "
                "Give it latitude, longitude and timezone."
            )
            say(Severity.NOTE, "base-without-coordinates", sentence, base.source, base.id)
    return found


def _shared_ids(production: Production) -> Iterator[Finding]:
    things: Mapping[str, Iterable[object]] = {
        "film": production.films,
        "scene": production.scenes,
        "person": production.people,
        "base": production.bases,
        "location": production.locations,
        "unit": production.units,
        "resource": production.resources,
        "activity": production.activities,
    }
    for what, members in things.items():
        seen: set[str] = set()
        for thing in members:
            name = str(getattr(thing, "id"))  # noqa: B009
            if name in seen:
                sentence = f"The {what} {name!r} is there twice; ids are unique."
                yield Finding("id-twice", Severity.ERROR, sentence, _source(thing, "id"), (name,))
            seen.add(name)
    scenes = {scene.id for scene in production.scenes}
    for activity in production.activities:
        if activity.id in scenes:
            sentence = f"The activity {activity.id!r} has the id of a scene; give it another."
            yield Finding("id-twice", Severity.ERROR, sentence, activity.source, (activity.id,))


_Name = tuple[object, str, str, str, Collection[str], str]


def _names(production: Production) -> Iterator[_Name]:
    """Every name that means another thing: (owner, field, what it means, name, known names, subject)."""
    films = {film.id for film in production.films}
    people, bases, units = production.people_by_id, production.bases_by_id, production.units_by_id
    locations, resources, tasks = production.locations_by_id, production.resources_by_id, production.tasks
    prepared = {name for name, task in tasks.items() if isinstance(task, Scene)}
    shooting = {unit.id for unit in production.units if unit.kind != "prep"}
    for scene in production.scenes:
        name = partial(_named, scene, subject=f"Scene {scene.id}")
        yield from name("film", "film", (scene.film,), films)
        if not scene.omitted:
            yield from name("location", "location", (scene.location,), locations)
        yield from name("cast", "person", scene.cast, people)
        yield from name("units", "unit", scene.units, shooting)
        yield from name("resources", "resource", scene.resources, resources)
    for work in production.activities:
        name = partial(_named, work, subject=f"Activity {work.id}")
        yield from name("location", "location", (work.location,), locations)
        yield from name("people", "person", work.people, people)
        yield from name("unit", "unit", (work.unit,), units)
        yield from name("resources", "resource", work.resources, resources)
        yield from name("before", "scene", work.before, prepared)
    for order in production.precedences:
        name = partial(_named, order, subject="Precedence")
        yield from name("before", "scene", (order.before,), tasks)
        yield from name("after", "scene", (order.after,), tasks)
    for pair in production.aparts:
        name = partial(_named, pair, subject="Apart")
        yield from name("first", "scene", (pair.first,), tasks)
        yield from name("second", "scene", (pair.second,), tasks)
    for pin in production.pins:
        name = partial(_named, pin, subject="Pin")
        key = {Pin: "task", OrderPin: "order"}.get(type(pin), "strips")
        yield from name(key, "scene", pin.named, tasks)
        if isinstance(pin, PersonPin):
            yield from name("person", "person", (pin.person,), people)
        elif not isinstance(pin, OrderPin):
            yield from name("unit", "unit", (pin.unit,) if pin.unit else (), units)
    for location in production.locations:
        yield from _named(
            location, "base", "base", (location.base,), bases, subject=f"Location {location.id}"
        )
    for person in production.people:
        home = (person.home,) if person.home else ()
        yield from _named(person, "home", "base", home, bases, subject=f"Person {person.id}")
    for unit in production.units:
        yield from _named(unit, "films", "film", unit.films, films, subject=f"Unit {unit.id}")
    for road in production.travels:
        yield from _named(road, "first", "base", (road.first, road.second), bases, subject="Travel")


def _named(
    owner: object, field: str, what: str, names: Iterable[str], known: Collection[str], *, subject: str
) -> Iterator[_Name]:
    for name in names:
        yield owner, field, what, name, known, subject
