"""From what people have stated, in screenplays, tables and production.toml, to a production of the model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import Any, Protocol, TypeVar

from coverset.findings import Finding, in_order
from coverset.formats._defaults import (
    end_date,
    minutes_per_eighth,
    minutes_per_setup,
    next_monday,
    rates_in_words,
    shooting_minutes,
    unit_day,
)
from coverset.formats._draft_people import Cast, PersonDraft, from_rows, join, merged
from coverset.formats._draft_places import BASE, place
from coverset.formats._draft_scenes import StripDraft, strips
from coverset.formats._folder import error
from coverset.formats._notation import folded
from coverset.formats._production_pins import resolved
from coverset.formats.tables import Row
from coverset.model.calendar import Calendar, DayRules, Unit
from coverset.model.people import Resource
from coverset.model.pins import AnyPin
from coverset.model.places import Base, Location, Travel
from coverset.model.production import Assumption, Marked, Production
from coverset.model.scenes import Activity, Apart, Film, Precedence, Scene
from coverset.model.screenplay import Screenplay
from coverset.units import format_money

MOST_RULES = 50_000
_T = TypeVar("_T", Apart, Precedence)


@dataclass(slots=True)
class Stated:
    """What people have stated, file by file, before it is joined.

    ``head`` holds Production's own fields (title, currency, kind, prices...). ``scripts`` gives the file's
    name and the screenplay of each film that has one. ``calendar`` None: assumed from ``today``.
    References (a location's base, a pin's scene, an activity's people) may be in any case, by id or name.
    """

    head: dict[str, Any] = field(default_factory=dict)
    films: list[Film] = field(default_factory=list)
    calendar: Calendar | None = None
    calendar_partial: dict[str, Any] = field(default_factory=dict)
    day: DayRules = field(default_factory=DayRules)
    units: list[Unit] = field(default_factory=list)
    bases: list[Base] = field(default_factory=list)
    locations: list[Location] = field(default_factory=list)
    travels: list[Travel] = field(default_factory=list)
    people: list[PersonDraft] = field(default_factory=list)
    resources: list[Resource] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    precedences: list[Precedence] = field(default_factory=list)
    aparts: list[Apart] = field(default_factory=list)
    pins: list[AnyPin] = field(default_factory=list)
    scripts: dict[str, tuple[str, Screenplay]] = field(default_factory=dict)
    scene_rows: Sequence[Row] = ()
    cast_rows: Sequence[Row] = ()
    assumptions: list[Assumption] = field(default_factory=list)
    marks: list[Marked] = field(default_factory=list)


def draft(stated: Stated, *, today: date) -> tuple[Production, list[Finding]]:
    """Join everything stated into a production, with the findings and with every value assumed.

    The findings are about what cannot be joined: unknown names, things stated twice, lengths missing.
    References that no rule here resolves stay as written; ``coverset.model.questions`` reports them.
    """
    findings: list[Finding] = []
    assumed = list(stated.assumptions)
    kind = str(stated.head.get("kind", Production.__dataclass_fields__["kind"].default))
    currency = str(stated.head.get("currency", Production.__dataclass_fields__["currency"].default))
    films = _films(stated)
    rate = minutes_per_eighth(kind)
    found, slips, row_marks = strips([film.id for film in films], stated.scripts, stated.scene_rows, rate)
    findings += slips
    calendar = stated.calendar or _calendar(stated, found, kind, today, assumed)
    people = merged([*stated.people, *from_rows(stated.cast_rows, calendar, findings)], findings)
    cast = join(people, found, kind, findings)
    locations, bases = place(found, stated.locations, stated.bases, findings, assumed)
    units = stated.units or [Unit("main", "Main unit", day_cost=unit_day(kind), day=stated.day)]
    unit_of, hire_of = _Lookup(units), _Lookup(stated.resources)
    scenes = tuple(_scene(strip, kind, unit_of, hire_of) for strip in found)
    _assume(stated, found, cast, kind, currency, assumed)
    marks = [Marked(path, mark, note) for path, mark, note in row_marks]  # type: ignore[arg-type]
    marks += [Marked(f"cast.{p.id}", *p.mark) for p in people if any(p.mark)]  # type: ignore[arg-type]
    marks += [Marked(f"cast.{person}.rate", "assumed") for person in cast.rates_assumed]
    unique = {mark.path: mark for mark in [*marks, *stated.marks]}
    names = _Names(scenes, stated.activities, cast, locations, bases, units, stated.resources, films)
    activities = tuple(names.activity(activity) for activity in _with_units(stated.activities, units))
    homes = tuple(
        replace(person, home=names.base(person.home)) if person.home else person for person in cast.people
    )
    head = {"title": "", **stated.head}
    if not head["title"]:
        head["title"] = next((script.title for _, script in stated.scripts.values()), "") or "Untitled"
    production = Production(
        **head,
        calendar=calendar,
        films=tuple(films),
        scenes=scenes,
        people=homes,
        bases=tuple(bases),
        locations=tuple(locations),
        travels=tuple(
            replace(t, first=names.base(t.first), second=names.base(t.second)) for t in stated.travels
        ),
        units=tuple(replace(unit, films=tuple(map(names.film, unit.films))) for unit in units),
        resources=tuple(stated.resources),
        activities=activities,
        precedences=_spread(stated.precedences, ("before", "after"), names.tasks, findings),
        aparts=_spread(stated.aparts, ("first", "second"), names.tasks, findings),
        pins=_few(resolved(stated.pins, names.tasks, names.unit, names.person), findings),
        assumptions=tuple(dict.fromkeys(assumed)),
        marks=tuple(sorted(unique.values(), key=lambda mark: mark.path)),
    )
    return production, in_order(findings)


def from_screenplay(
    scripts: Screenplay | Mapping[str, tuple[str, Screenplay]],
    *,
    today: date,
    kind: str = "independent",
    title: str = "",
    start_date: date | None = None,
) -> Production:
    """A production from a bare script, or one script a film, with everything else assumed and listed.

    One unit, one base, Monday to Friday from the Monday after ``today`` (or from ``start_date``), each place
    of the headings a location, day rates by number of scenes, shooting time by pages at the pace of the
    ``kind``. ``scripts`` maps a film's id to its file's name and screenplay; a lone screenplay is film F1.
    Nothing in a bare script fails to join, so there are no findings; ``Production.assumptions`` lists what
    was assumed.
    """
    films = {"F1": ("", scripts)} if isinstance(scripts, Screenplay) else dict(scripts)
    stated = Stated(scripts=films, head={"kind": kind, **({"title": title} if title else {})})
    stated.films = [Film(key, script.title, name) for key, (name, script) in films.items()]
    if start_date is not None:
        stated.calendar_partial = {"start_date": start_date}
    production, _ = draft(stated, today=today)
    return production


def _films(stated: Stated) -> list[Film]:
    films = list(stated.films)
    if films:
        return films
    named = dict.fromkeys(str(row.get("film")) for row in stated.scene_rows if row.get("film"))
    return [Film(name) for name in named] or [Film("F1")]


def _calendar(
    stated: Stated, found: Iterable[StripDraft], kind: str, today: date, assumed: list[Assumption]
) -> Calendar:
    given = dict(stated.calendar_partial)
    if "start_date" not in given:
        given["start_date"] = next_monday(today)
        sentence = f"Shooting starts on {given['start_date']}, the next Monday; nobody has said when."
        assumed.append(Assumption("calendar.start_date", sentence, "production.toml, [calendar] start_date"))
    off = given.get("days_off", Calendar.__dataclass_fields__["days_off"].default)
    if "days_off" not in given:
        sentence = "The company works Monday to Friday."
        assumed.append(Assumption("calendar.days_off", sentence, "production.toml, [calendar] days_off"))
    if "end_date" not in given:
        minutes = sum(
            strip.minutes or shooting_minutes(strip.eighths or 0, strip.setups, kind) for strip in found
        )
        given["end_date"] = end_date(given["start_date"], minutes, stated.day.standard, off)
        sentence = f"The last date of the plan is {given['end_date']}, half as long again as the pages fill."
        assumed.append(Assumption("calendar.end_date", sentence, "production.toml, [calendar] end_date"))
    return Calendar(**given)


def _scene(strip: StripDraft, kind: str, unit_of: _Lookup, hire_of: _Lookup) -> Scene:
    values = dict(strip.values)
    eighths = strip.eighths or 0
    minutes = shooting_minutes(eighths, strip.setups, kind) if strip.minutes is None else strip.minutes
    values["units"] = tuple(map(unit_of, values.get("units", ())))
    values["resources"] = tuple(map(hire_of, values.get("resources", ())))
    return Scene(
        id=strip.id,
        film=strip.film,
        number=strip.number,
        set=str(values.pop("set", "")),
        location=strip.location or "",
        eighths=eighths,
        minutes=minutes,
        part=strip.part,
        setups=strip.setups,
        cast=strip.names,
        source=strip.source,
        **values,
    )


class _Named(Protocol):
    """Anything with an id."""

    @property
    def id(self) -> str: ...


class _Lookup:
    """Ids by what people call a thing: its id or its name in any case; an unknown name stays as it is."""

    def __init__(self, things: Iterable[_Named]) -> None:
        ids: dict[str, str] = {}
        names: dict[str, str] = {}
        for thing in things:
            ids.setdefault(folded(thing.id), thing.id)
            names.setdefault(folded(str(getattr(thing, "name", ""))), thing.id)
        self._exact = set(ids.values())
        self._ids = {key: name for key, name in {**names, **ids}.items() if key}

    def __call__(self, name: str) -> str:
        return name if name in self._exact else self._ids.get(folded(name), name)


def _assume(
    stated: Stated,
    found: Sequence[StripDraft],
    cast: Cast,
    kind: str,
    currency: str,
    assumed: list[Assumption],
) -> None:
    """Say what was taken by default."""
    if "kind" not in stated.head:
        sentence = f"The production is taken as of the kind {kind}."
        assumed.append(Assumption("production.kind", sentence, "production.toml, [production] kind"))
    if not stated.units:
        sentence = f"One unit, main, shoots everything, at {format_money(unit_day(kind), currency)} a day."
        assumed.append(Assumption("units", sentence, "production.toml, [units]"))
    if not stated.bases:
        sentence = f"The company stays at one base, {BASE.id}; daylight is the one assumed in [light]."
        assumed.append(Assumption("bases", sentence, "production.toml, [bases]"))
    if cast.rates_assumed:
        count, noun = len(cast.rates_assumed), "person" if len(cast.rates_assumed) == 1 else "people"
        sentence = f"{count} {noun} without a day rate: {rates_in_words(kind, currency)}."
        assumed.append(Assumption("cast.rate", sentence, "cast.csv, column rate"))
    timed = [s for s in found if s.minutes is None and not s.values.get("omitted")]
    if timed:
        sentence = (
            f"{len(timed)} scenes without a stated time take {minutes_per_eighth(kind)} minutes an eighth of a "
            f"page ({kind}), or {minutes_per_setup()} minutes a set-up where that is more."
        )
        assumed.append(Assumption("scenes.minutes", sentence, "scenes.csv, column minutes"))
    for film, (name, script) in stated.scripts.items():
        sentences = list(script.assumptions)
        if any(scene.eighths_source == "measured" and not scene.omitted for scene in script.scenes):
            sentences.insert(0, f"Page lengths are measured with the page layout {script.layout}.")
        where = f"{name or 'the script'}; scenes.csv"
        assumed += [Assumption(f"films.{film}", sentence, where) for sentence in sentences]


class _Names:
    """Every name that tables refer by, to the id it means; an unknown one stays as it is."""

    def __init__(
        self,
        scenes: Sequence[Scene],
        activities: Sequence[Activity],
        cast: Cast,
        locations: Sequence[Location],
        bases: Sequence[Base],
        units: Sequence[Unit],
        resources: Sequence[Resource],
        films: Sequence[Film],
    ) -> None:
        self._cast, self._location, self._resource = cast, _Lookup(locations), _Lookup(resources)
        self.base = _Lookup(bases)
        self.unit = _Lookup(units)
        self.film = _Lookup(films)
        self._exact = {scene.id for scene in scenes} | {activity.id for activity in activities}
        self._tasks: dict[str, list[str]] = {}
        for scene in scenes:
            for name in {scene.id, f"{scene.film}/{scene.number}"}:
                self._tasks.setdefault(folded(name), []).append(scene.id)
        bare: dict[str, set[str]] = {}
        for scene in scenes:
            bare.setdefault(folded(scene.number), set()).add(scene.film)
        for scene in scenes:
            if len(bare[folded(scene.number)]) == 1:
                for name in {scene.number, f"{scene.number} pt{scene.part}" if scene.part else scene.number}:
                    self._tasks.setdefault(folded(name), []).append(scene.id)
        for activity in activities:
            self._tasks.setdefault(folded(activity.id), []).append(activity.id)

    def tasks(self, name: str) -> list[str]:
        """The scenes, parts or activity that a name means: a scene's name means all of its parts."""
        if name in self._exact:
            return [name]
        return list(dict.fromkeys(self._tasks.get(folded(name), [name])))

    def person(self, name: str) -> str:
        """The id of somebody by id or name."""
        return self._cast.by_name.get(folded(name), name)

    def activity(self, activity: Activity) -> Activity:
        """An activity with ids where it had names."""
        people = map(self.person, activity.people)
        return replace(
            activity,
            unit=self.unit(activity.unit),
            location=self._location(activity.location),
            people=tuple(dict.fromkeys(people)),
            resources=tuple(map(self._resource, activity.resources)),
            before=tuple(dict.fromkeys(task for name in activity.before for task in self.tasks(name))),
        )


def _with_units(activities: Iterable[Activity], units: Sequence[Unit]) -> Iterable[Activity]:
    """An activity without a unit is done by the unit that only prepares, or else by the first."""
    usual = next((unit.id for unit in units if unit.kind == "prep"), units[0].id)
    for activity in activities:
        yield activity if activity.unit else replace(activity, unit=usual)


def _few(pins: Iterable[AnyPin], findings: list[Finding]) -> tuple[AnyPin, ...]:
    kept = tuple(islice(pins, MOST_RULES + 1))
    if len(kept) > MOST_RULES:
        sentence = f"These pins of scenes and their parts are more than {MOST_RULES:,}; no production has."
        findings.append(error("too-many-rules", sentence, kept[-1].source))
    return kept[:MOST_RULES]


def _spread(
    rules: Iterable[_T], names: tuple[str, ...], tasks: Callable[[str], list[str]], findings: list[Finding]
) -> tuple[_T, ...]:
    """Rules about scenes; one that names a scene shot in parts holds for every part."""
    found: list[_T] = []
    for rule in rules:
        made = [rule]
        for name in names:
            changed: list[Any] = [{name: task} for task in tasks(getattr(rule, name))]
            made = [replace(each, **change) for each in made for change in changed]
        found += made
        if len(found) > MOST_RULES:
            sentence = (
                f"These rules about scenes and their parts are more than {MOST_RULES:,}; no production has."
            )
            findings.append(error("too-many-rules", sentence, rule.source))
            break
    return tuple(found)
