"""From the bound tables of production.toml to what is stated: ids from keys, holidays by country, pairs, marks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any

from coverset.findings import Finding, Place
from coverset.formats._bind import build, values
from coverset.formats._draft import Stated
from coverset.formats._draft_people import PersonDraft
from coverset.formats._folder import error
from coverset.formats._marks import marks_in
from coverset.formats._production_file import HEAD
from coverset.formats._production_pins import pin_of
from coverset.model.calendar import AssumedLight, Calendar, DayRules, Holiday, Unit
from coverset.model.hints import Hints
from coverset.model.people import Resource
from coverset.model.places import Base, Location, Travel
from coverset.model.production import Assumption, Marked, Prices
from coverset.model.scenes import Activity, Apart, Film, Precedence

if TYPE_CHECKING:
    from pydantic import BaseModel

At = Callable[..., Place]

_LONGEST = 2_500
_MOST_APART = 40


def state(file: BaseModel, at: At, findings: list[Finding]) -> Stated:
    """Everything production.toml states. ``at`` gives the place of a path of keys."""
    stated = Stated()
    if head := _table(file, "production"):
        stated.head = {name: value for name, value in values(head).items() if name in HEAD}
    if light := _table(file, "light"):
        stated.head["light"] = build(AssumedLight, values(light))
    if prices := _table(file, "prices"):
        stated.head["prices"] = build(Prices, values(prices))
    if rules := _table(file, "rules"):
        stated.head["rules_off"] = tuple(values(rules).get("off", ()))
    if day := _table(file, "day"):
        stated.day = build(DayRules, values(day))
    stated.films = [build(Film, values(each), id=key) for key, each in _named(file, "films")]
    stated.calendar_partial = _calendar(file, at, findings)
    if {"start_date", "end_date"} <= stated.calendar_partial.keys():
        stated.calendar = Calendar(**stated.calendar_partial)
    stated.units = [_unit(key, each, stated.day, at) for key, each in _named(file, "units")]
    stated.bases = [
        build(Base, values(each), id=key, source=at("bases", key)) for key, each in _named(file, "bases")
    ]
    _check_bases(stated.bases, at, findings)
    stated.locations = [
        build(Location, {"base": "", **values(each)}, id=key, source=at("locations", key))
        for key, each in _named(file, "locations")
    ]
    stated.resources = [
        build(Resource, values(each), id=key, source=at("resources", key))
        for key, each in _named(file, "resources")
    ]
    for key, each in _named(file, "cast"):
        given = values(each)
        if "holding" in given:
            given["holding"] = values(given["holding"])
        also, films = getattr(each, "also_", None) or (), getattr(each, "films_", None) or ()
        stated.people.append(PersonDraft(key, given, at("cast", key), also, films))
    stated.travels = list(_travels(file, at, findings))
    stated.activities = [
        _activity(place, each, at("activity", place)) for place, each in _rows(file, "activity")
    ]
    stated.precedences = [
        build(Precedence, values(each), source=at("precedence", place))
        for place, each in _rows(file, "precedence")
    ]
    stated.aparts = list(_aparts(file, at, findings))
    for place, each in _rows(file, "pin"):
        pin, slips = pin_of(values(each), place, at, stated.units)
        stated.pins += [pin] if pin is not None else []
        findings += slips
    stated.assumptions = [build(Assumption, values(each)) for _, each in _rows(file, "assumption")]
    stated.marks = [
        *marks_in(file, at, findings),
        *(build(Marked, values(m)) for _, m in _rows(file, "mark")),
    ]
    _check_ids(stated, findings)
    return stated


def _table(file: BaseModel, name: str) -> BaseModel | None:
    table: BaseModel | None = getattr(file, name)
    return table


def _named(file: BaseModel, name: str) -> Iterator[tuple[str, BaseModel]]:
    named: Mapping[str, BaseModel] | None = getattr(file, name)
    yield from (named or {}).items()


def _rows(file: BaseModel, name: str) -> Iterator[tuple[int, BaseModel]]:
    yield from enumerate(getattr(file, name) or ())


def _calendar(file: BaseModel, at: At, findings: list[Finding]) -> dict[str, Any]:
    table = _table(file, "calendar")
    if table is None:
        return {}
    given = values(table)
    given["source"] = at("calendar")
    first, last = given.get("start_date"), given.get("end_date")
    if first and last and last < first:
        sentence = f"The plan ends ({last}) before it starts ({first})."
        findings.append(error("window-backwards", sentence, at("calendar", "end_date")))
        given["end_date"] = last = first
    if first and last and (last - first).days > _LONGEST:
        sentence = f"The plan runs over {(last - first).days:,} dates; at most {_LONGEST:,} can be planned."
        findings.append(error("calendar-too-long", sentence, at("calendar", "end_date")))
        given["end_date"] = first
    holidays = [build(Holiday, values(holiday)) for holiday in given.get("holidays", ())]
    dated = {holiday.day for holiday in holidays}
    for place, code in enumerate(getattr(table, "holidays_", None) or ()):
        found = _public_holidays(code, first, last or first, at("calendar", "holidays", place), findings)
        holidays += [holiday for holiday in found if holiday.day not in dated]
        dated |= {holiday.day for holiday in found}
    if holidays:
        given["holidays"] = tuple(sorted(holidays, key=lambda holiday: holiday.day))
    return given


def _public_holidays(
    code: str, first: date | None, last: date | None, place: Place, findings: list[Finding]
) -> list[Holiday]:
    """The public holidays of a country ("NO") or a part of one ("GB-ENG") between two dates."""
    import holidays

    if first is None or last is None:
        sentence = f"The holidays of {code} need the start_date and end_date of the calendar."
        findings.append(error("holidays-without-dates", sentence, place))
        return []
    country, _, part = code.strip().upper().partition("-")
    try:
        found = holidays.country_holidays(
            country, subdiv=part or None, years=range(first.year, last.year + 1)
        )
    except NotImplementedError:
        known = holidays.list_supported_countries(include_aliases=False)
        parts = known.get(country)
        if parts is None:
            hint = "write the two letters of the country, GB, NO or IT, or a part of one, GB-ENG"
        else:
            hint = f"{country} has the parts {', '.join(parts)}" if parts else f"{country} has no parts"
        findings.append(
            error("holidays-unknown", f"No public holidays are known for {code!r}; {hint}.", place)
        )
        return []
    return [Holiday(day, name) for day, name in sorted(found.items()) if first <= day <= last]


def _unit(key: str, table: BaseModel, day: DayRules, at: At) -> Unit:
    """A unit; its own day changes the production's day rule by rule."""
    given = values(table)
    own = given.pop("day", None)
    rules = replace(day, **values(own)) if own is not None else day
    unit: Unit = build(Unit, given, id=key, day=rules, source=at("units", key))
    return unit


def _check_bases(bases: list[Base], at: At, findings: list[Finding]) -> None:
    from zoneinfo import ZoneInfo, available_timezones

    zones: set[str] = set()
    hints = Hints()
    for base in bases:
        if base.latitude is not None and abs(base.latitude) > 90:
            sentence = f"Base {base.id}: {base.latitude} is no latitude, degrees from -90 to 90."
            findings.append(error("value-wrong", sentence, at("bases", base.id, "latitude"), base.id))
        if (base.latitude is None) != (base.longitude is None):
            sentence = f"Base {base.id} has one of latitude and longitude: give both or neither."
            findings.append(error("value-missing", sentence, base.source, base.id))
        try:
            ZoneInfo(base.timezone)
        except (KeyError, ValueError, OSError):
            zones = zones or available_timezones()
            sentence = (
                f"Base {base.id}: {base.timezone!r} is no time zone; {hints.near(base.timezone, zones)}"
            )
            findings.append(error("value-wrong", sentence, at("bases", base.id, "timezone"), base.id))


def _travels(file: BaseModel, at: At, findings: list[Finding]) -> Iterator[Travel]:
    seen: dict[frozenset[str], int] = {}
    for place, table in _rows(file, "travel"):
        ends: tuple[str, ...] = getattr(table, "between_", None) or ()
        where = at("travel", place, "between")
        if len(ends) != 2 or ends[0] == ends[1]:
            sentence = 'A road is between two bases: between = ["VENICE", "ROME"].'
            findings.append(error("value-wrong", sentence, where))
            continue
        pair = frozenset(ends)
        if pair in seen:
            sentence = f"The road between {ends[0]} and {ends[1]} is there twice, also on line {seen[pair]}; keep one."
            findings.append(error("travel-twice", sentence, where, *ends))
            continue
        seen[pair] = where.line or 0
        yield build(Travel, values(table), first=ends[0], second=ends[1], source=at("travel", place))


def _aparts(file: BaseModel, at: At, findings: list[Finding]) -> Iterator[Apart]:
    for place, table in _rows(file, "apart"):
        scenes = getattr(table, "scenes_", None) or ()
        if len(scenes) < 2:
            sentence = 'Scenes that may not share a date are at least two: scenes = ["F1/12", "F1/40"].'
            findings.append(error("value-wrong", sentence, at("apart", place)))
        if len(scenes) > _MOST_APART:
            sentence = f"{len(scenes):,} scenes may not share a date; at most {_MOST_APART} in one entry."
            findings.append(error("value-wrong", sentence, at("apart", place)))
            continue
        for first, second in combinations(scenes, 2):
            yield build(Apart, values(table), first=first, second=second, source=at("apart", place))


def _activity(place: int, table: BaseModel, source: Place) -> Activity:
    given = values(table)
    given.setdefault("id", f"{given['kind']} {place + 1}")
    given.setdefault("name", given["id"])
    given.setdefault("unit", "")
    activity: Activity = build(Activity, given, source=source)
    return activity


def _check_ids(stated: Stated, findings: list[Finding]) -> None:
    seen: dict[str, Activity] = {}
    for activity in stated.activities:
        if activity.id in seen:
            sentence = f"The activity {activity.id!r} is there twice; give each its own id."
            findings.append(error("id-twice", sentence, activity.source, activity.id))
        seen.setdefault(activity.id, activity)
