"""What a Universal Schedule Standard file says about a production: its cast, places, scenes and weeks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from coverset.findings import Place, Severity
from coverset.formats._categories import CATEGORIES, category_named
from coverset.formats._uss_dates import day_of
from coverset.formats._uss_json import Notes, Path, shown
from coverset.model.dates import DAY, DateRange, dates_between
from coverset.model.headings import parse_heading
from coverset.model.numbering import assign_numbers
from coverset.model.pace import pace
from coverset.model.people import Holding, Person
from coverset.model.places import Base, Location
from coverset.model.scenes import Element, Film, Scene
from coverset.units import Money

FILM, BASE, ANYWHERE = "F1", "BASE", "ANYWHERE"
DAY_RATE: Money = 60_000
DROP_DAYS = 3
KIND = "independent"
MOST_CAST = 500
_LONGEST_YEARS = timedelta(days=1_500)
_LONGEST_SCENE = 7 * 24 * 60

_HEADER = {0: "set", 1: "int/ext", 2: "day/night", 3: "script day", 4: "unit", 5: "sequence", 6: "location"}
_BY_UCI = {**{c.uci: c.key for c in CATEGORIES.values() if c.uci is not None}, **_HEADER}
_BY_WORD = {
    **dict.fromkeys(("int/ext", "int / ext", "i/e", "interior/exterior"), "int/ext"),
    **dict.fromkeys(("day/night", "day / night", "d/n", "time of day"), "day/night"),
    "sets": "set",
}
_STRUCTURE = frozenset({"set", "int/ext", "day/night", "script day", "location", "cast"})


@dataclass(slots=True)
class Names:
    """Which of our ids stands for which id of the file: tasks by breakdown, people and places by element."""

    tasks: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    locations: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)


def role_of(category: Mapping[str, Any]) -> str:
    """What a category holds: by its universal number, or by its name when the number is a private one.

    Programs give Set the number 50, for one: 50 to 99 and from 500 on are anybody's.
    """
    ucid, name = category["ucid"], " ".join(category["name"].casefold().split())
    if ucid in _BY_UCI:
        return _BY_UCI[ucid]
    if name in _BY_WORD:
        return _BY_WORD[name]
    known = category_named(name)
    return known.key if known else name or "other"


def slug(name: str, fallback: str) -> str:
    """An id made of a name: capitals and figures joined by hyphens."""
    letters = "".join(letter if letter.isalnum() else " " for letter in name.upper()[:60])
    return "-".join(letters.split()) or fallback


class FreeIds:
    """Ids that nobody has yet: the wanted one, or with the next number that is free."""

    def __init__(self, taken: Iterable[str], pattern: str = "{}-{}") -> None:
        self._taken, self._pattern = set(taken), pattern
        self._copies: dict[str, int] = {}

    def take(self, wanted: str) -> str:
        """The wanted id, or its first free numbered form."""
        made, copy = wanted, self._copies.get(wanted, 1)
        while made in self._taken:
            copy += 1
            made = self._pattern.format(wanted, copy)
        self._copies[wanted] = copy
        self._taken.add(made)
        return made


class Cast:
    """The elements of the file by role, and the people among them."""

    def __init__(self, schedule: Mapping[str, Any], notes: Notes, names: Names) -> None:
        roles = {category["id"]: role_of(category) for category in schedule["categories"]}
        self.elements = {element["id"]: element for element in schedule["elements"]}
        self.role = {element["id"]: roles[element["category"]] for element in schedule["elements"]}
        cast = [element for element in schedule["elements"] if self.role[element["id"]] == "cast"]
        if len(cast) > MOST_CAST:
            notes.say(
                "uss-too-many-people",
                Severity.ERROR,
                f"The file has {len(cast):,} cast members; the first {MOST_CAST:,} are planned with.",
            )
            for element in cast[MOST_CAST:]:
                self.role[element["id"]] = "background"
        self.cast = cast[:MOST_CAST]
        free = FreeIds(names.people.values())
        for element in self.cast:
            if element["id"] not in names.people:
                names.people[element["id"]] = free.take(slug(element["name"], "CAST"))

    def of(self, breakdown: Mapping[str, Any], role: str) -> list[dict[str, Any]]:
        """A breakdown's elements of a role, in the file's order."""
        return [self.elements[e] for e in breakdown["elements"] if self.role[e] == role]


def read_people(cast: Cast, first: date, last: date, notes: Notes, names: Names) -> tuple[Person, ...]:
    """The cast with their board numbers, days off, events, holds and drops; every rate is the assumed one."""
    last = min(last, first + _LONGEST_YEARS)
    weekly: dict[tuple[int, ...], tuple[DateRange, ...]] = {}
    people: list[Person] = []
    for element in cast.cast:
        off = tuple(sorted({(int(day) - 1) % 7 for day in element["daysOff"]}))
        if off not in weekly:
            weekly[off] = _weekly(first, last, frozenset(off))
        events = []
        for event in element["events"] or ():
            if event["type"] != "start":
                day, _ = day_of(event["date"])
                why = event["name"] or ("day off" if event["type"] == "dayOff" else "event")
                events.append(DateRange(day, day, "day off" if why == "dayOff" else why))
        people.append(
            Person(
                id=names.people[element["id"]],
                name=element["name"],
                number=element["elementId"] or "",
                rate=DAY_RATE,
                away=(*weekly[off], *dict.fromkeys(events)) if events else weekly[off],
                holding=Holding(
                    hold=element["isHold"],
                    drop=element["isDrop"],
                    drop_after=int(min(element["dropDayCount"], 10_000)),
                    fee=DROP_DAYS * DAY_RATE if element["isDrop"] else 0,
                ),
                source=_source(notes, "element", element["id"]),
            )
        )
    return tuple(people)


def _weekly(first: date, last: date, off: frozenset[int]) -> tuple[DateRange, ...]:
    """The stretches of dates on which a person has weekly days off."""
    stretches: list[DateRange] = []
    for day in dates_between(first, last):
        if day.weekday() in off:
            begin = stretches.pop().first if stretches and day - stretches[-1].last == DAY else day
            stretches.append(DateRange(begin, day, "weekly day off"))
    return tuple(stretches)


def _source(notes: Notes, kind: str, own: str) -> Place:
    return Place(notes.file, notes.lines.get((kind, own)))


def read_places(
    schedule: Mapping[str, Any], cast: Cast, names: Names
) -> tuple[tuple[Base, ...], tuple[Location, ...], dict[str, str], dict[str, str]]:
    """Bases, locations, and where each breakdown is shot: its Location element, else its set's, else one place.

    Answers also the location of each breakdown and the file's first element for each location.
    """
    sets: dict[str, list[str]] = {}
    where: dict[str, str] = {}
    of_set: dict[str, str] = {}
    called: dict[str, str] = {}
    free = FreeIds({*names.locations.values(), ANYWHERE})
    scenes = [breakdown for breakdown in schedule["breakdowns"] if breakdown["type"] == "scene"]
    for breakdown in scenes:
        for element in cast.of(breakdown, "location")[:1]:
            own = names.locations.get(element["id"])
            if own is None:
                own = free.take(slug(element["name"], "LOCATION"))
                names.locations[element["id"]] = own
            called[own] = element["name"]
            where[breakdown["id"]] = own
            of_set.setdefault(set_name(cast, breakdown), own)
    for breakdown in scenes:
        name = set_name(cast, breakdown)
        own = where.setdefault(breakdown["id"], of_set.get(name, ANYWHERE))
        sets.setdefault(own, []).append(name)
    called[ANYWHERE] = "one place (the file names no locations)" if len(sets) == 1 else "place not named"
    base = Base(BASE, name="the company's base")
    locations = tuple(
        Location(id=own, base=BASE, name=called[own], sets=tuple(dict.fromkeys(played)))
        for own, played in sets.items()
    )
    return (base,), locations or (Location(ANYWHERE, BASE, called[ANYWHERE]),), where, called


def set_name(cast: Cast, breakdown: Mapping[str, Any]) -> str:
    """The set of a breakdown; several sets are one name together."""
    return " / ".join(element["name"] for element in cast.of(breakdown, "set")) or "set not named"


def read_scenes(
    schedule: Mapping[str, Any],
    cast: Cast,
    where: Mapping[str, str],
    notes: Notes,
    names: Names,
    omitted: Collection[str] = (),
) -> tuple[Scene, ...]:
    """The scenes in the file's order: numbers, eighths, estimated minutes, light, cast and elements.

    ``omitted`` are the ids of scenes known to be omitted, whose missing length says nothing.
    """
    breakdowns = [b for b in schedule["breakdowns"] if b["type"] == "scene" and not _is_activity(b, names)]
    numbers = assign_numbers([(b["scene"] or "").strip() or None for b in breakdowns])
    free = FreeIds(names.tasks.values(), "{} ({})")
    scenes: list[Scene] = []
    light: str | None = None
    for breakdown, number in zip(breakdowns, numbers, strict=True):
        path: Path = ("breakdown", breakdown["id"])
        if not (breakdown["scene"] or "").strip():
            words = f"A scene has no number; it is called {number}."
            notes.say("uss-no-number", Severity.NOTE, words, path, (f"{FILM}/{number}",))
        own = names.tasks.get(breakdown["id"])
        if own is None:
            wanted = f"{FILM}/{number}"
            own = free.take(wanted)
            if own != wanted:
                words = f"Scene number {shown(number)} is used again; this one is planned as {own}."
                notes.say("uss-number-twice", Severity.WARNING, words, path, (own,))
            names.tasks[breakdown["id"]] = own
        scene = _scene(breakdown, own, number, cast, where, light, notes, names, own in omitted)
        light = scene.time
        scenes.append(scene)
    return tuple(scenes)


def _is_activity(breakdown: Mapping[str, Any], names: Names) -> bool:
    return breakdown["type"] == "banner" and breakdown["id"] in names.tasks


def _scene(
    breakdown: Mapping[str, Any],
    own: str,
    number: str,
    cast: Cast,
    where: Mapping[str, str],
    light: str | None,
    notes: Notes,
    names: Names,
    is_omitted: bool,
) -> Scene:
    path: Path = ("breakdown", breakdown["id"])
    inside = [element["name"] for element in cast.of(breakdown, "int/ext")]
    time = [element["name"] for element in cast.of(breakdown, "day/night")]
    heading = parse_heading(f"{'/'.join(inside) or '-'}. SET - {' '.join(time)}", light)
    for assumed in heading.assumptions:
        said = " ".join((*inside, *time))
        words = f"Scene {number}{f' ({shown(said)})' if said else ''}: {assumed}."
        notes.say("uss-heading", Severity.NOTE, words, path, (own,))
    eighths = round((breakdown["pages"] or 0) * 8)
    if not eighths and not is_omitted:
        notes.say("uss-no-pages", Severity.NOTE, f"Scene {number} has no page length.", path, (own,))
    minutes = round((breakdown["duration"] or 0) / 60_000)
    if minutes > _LONGEST_SCENE:
        words = (
            f"Scene {number} is to take {minutes:,} minutes, more than a week; its length is taken instead."
        )
        notes.say("uss-duration", Severity.WARNING, words, path, (own,))
        minutes = 0
    elements = [
        Element(cast.role[e], cast.elements[e]["name"])
        for e in breakdown["elements"]
        if cast.role[e] not in _STRUCTURE
    ]
    if breakdown["comments"]:
        elements.append(Element("comments", breakdown["comments"]))
    return Scene(
        id=own,
        film=own.partition("/")[0] if "/" in own else FILM,
        number=number,
        set=set_name(cast, breakdown),
        location=where[breakdown["id"]],
        eighths=eighths,
        minutes=minutes or max(eighths, 1) * pace(KIND).minutes_per_eighth,
        int_ext=heading.int_ext,
        time=heading.time,  # type: ignore[arg-type]
        cast=tuple(names.people[element["id"]] for element in cast.of(breakdown, "cast")),
        elements=tuple(dict.fromkeys(elements)),
        synopsis=breakdown["description"] or "",
        script_day=", ".join(element["name"] for element in cast.of(breakdown, "script day")),
        script_page=breakdown["scriptPage"] or "",
        source=_source(notes, "breakdown", breakdown["id"]),
    )


def read_film(schedule: Mapping[str, Any]) -> Film:
    """The film of the file, with the colour of its script."""
    title = schedule["project"] or schedule["name"]
    return Film(FILM, title, script_color=schedule["scriptColor"] or "")


def say_links(schedule: Mapping[str, Any], cast: Cast, notes: Notes) -> None:
    """Say which scenes hold an element without one that is linked to it."""
    linked = [element for element in schedule["elements"] if element["linkedElements"]]
    if not linked:
        return
    holds = {b["id"]: frozenset(b["elements"]) for b in schedule["breakdowns"]}
    for element in linked[:200]:
        for other in element["linkedElements"][:20]:
            lack = sum(element["id"] in has and other not in has for has in holds.values())
            if lack:
                both = f"{shown(element['name'])} is linked to {shown(cast.elements[other]['name'])}"
                words = f"{both}, which {lack} of its scenes lack."
                notes.say("uss-link", Severity.NOTE, words, ("element", element["id"]))
