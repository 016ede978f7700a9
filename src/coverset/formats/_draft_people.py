"""The cast: people stated in production.toml and cast.csv, joined with the roles that the scripts name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from string import capwords
from typing import Any

from coverset.findings import Finding, Place, Severity
from coverset.formats._defaults import day_rate
from coverset.formats._draft_scenes import StripDraft
from coverset.formats._folder import error
from coverset.formats._notation import folded
from coverset.formats.tables import CAST, Row
from coverset.model.calendar import Calendar
from coverset.model.dates import DateRange
from coverset.model.hints import Hints
from coverset.model.people import Holding, Person

_HOLDING = {
    "hold": "hold",
    "drop": "drop",
    "drop_after": "drop_after",
    "drop_operator": "operator",
    "drop_limit": "max_drops",
    "drop_choose": "choose",
    "drop_fee": "fee",
}


@dataclass(slots=True)
class PersonDraft:
    """Somebody stated: the model's fields that were given, other names, films, and where."""

    id: str
    values: dict[str, Any]
    source: Place
    also: tuple[str, ...] = ()
    films: tuple[str, ...] = ()
    mark: tuple[str, str] = ("", "")


@dataclass(slots=True)
class Cast:
    """The cast joined: people in the order stated, then as the scripts name them; who is new, who unknown."""

    people: list[Person] = field(default_factory=list)
    by_name: dict[str, str] = field(default_factory=dict)
    names: dict[str, None] = field(default_factory=dict)
    hints: Hints = field(default_factory=Hints)
    rates_assumed: list[str] = field(default_factory=list)
    numbers_assumed: list[str] = field(default_factory=list)


def from_rows(rows: Iterable[Row], calendar: Calendar, findings: list[Finding]) -> list[PersonDraft]:
    """The people of cast.csv; ``start`` and ``finish`` become the stretch of dates they are available."""
    found = []
    for row in rows:
        place = Place(CAST, row.line)
        values: dict[str, Any] = {
            name: row.cells[name]
            for name in ("name", "number", "rate", "hold_rate", "home", "kind", "away", "available")
            if name in row.cells
        }
        holding = {ours: row.cells[theirs] for theirs, ours in _HOLDING.items() if theirs in row.cells}
        if holding:
            values["holding"] = holding
        person = str(row.get("id") or str(row.get("name")).upper())
        first, last = row.get("start"), row.get("finish")
        if first or last:
            first, last = first or calendar.start_date, last or calendar.end_date
            if "available" in values:
                sentence = f"{person} has both available dates and start or finish; keep one of them."
                findings.append(error("value-twice", sentence, place, person))
            elif last < first and row.get("start") and row.get("finish"):
                sentence = f"{person} finishes ({last}) before the start ({first})."
                findings.append(error("window-backwards", sentence, place, person))
            else:
                values["available"] = (DateRange(first, max(first, last)),)
        mark = (str(row.get("mark", "")), str(row.get("note", "")))
        films = tuple(film for item in row.get("films", ()) for film in str(item).replace(",", " ").split())
        found.append(PersonDraft(person, values, place, row.get("also", ()), films, mark))
    return found


def merged(people: Sequence[PersonDraft], findings: list[Finding]) -> list[PersonDraft]:
    """People stated in both files become one; a value stated twice differently, or a row twice, is an error."""
    found: dict[str, PersonDraft] = {}
    for person in people:
        key = folded(person.id)
        if key not in found:
            found[key] = person
            continue
        first = found[key]
        if first.source.file == person.source.file:
            sentence = f"{person.id} is there twice, here and on line {first.source.line}; keep one."
            findings.append(error("person-twice", sentence, person.source, person.id))
            continue
        for name, value in person.values.items():
            if name == "holding" and name in first.values:
                value = {**first.values[name], **value}
            elif first.values.get(name, value) != value:
                sentence = (
                    f"{person.id}: {name} is also stated in {first.source}, differently; keep one of the two."
                )
                findings.append(error("value-twice", sentence, person.source, person.id))
            first.values[name] = value
        first.also += person.also
        first.films = first.films or person.films
        first.mark = first.mark if any(first.mark) else person.mark
    return list(found.values())


def join(
    stated: Sequence[PersonDraft], strips: Sequence[StripDraft], kind: str, findings: list[Finding]
) -> Cast:
    """Everybody, with the names that lead to them; strips are given ids where they had names.

    A role that only a script names becomes a person at an assumed rate. A name in scenes.csv or a table
    that nobody has is an error once some cast is stated, as it is more often a slip than a new role.
    """
    cast = Cast()
    for person in stated:
        holding = Holding(**person.values.get("holding", {}))
        values = {name: value for name, value in person.values.items() if name != "holding"}
        cast.people.append(Person(id=person.id, **values, holding=holding, source=person.source))
        cast.by_name.setdefault(folded(person.id), person.id)
        cast.names[person.id] = None
    _name_all(cast, stated, findings)
    numbers = {person.number: person.id for person in cast.people if person.number}
    known_script: dict[str, str] = {}
    for strip in strips:
        for name in strip.scripted:
            known_script.setdefault(folded(name), name)
    for strip in strips:
        for name in strip.names:
            _meet(cast, name, strip, numbers, bool(stated) or bool(known_script), findings, known_script)
    for strip in strips:
        ids = (cast.by_name.get(folded(name)) or numbers.get(name) for name in strip.names)
        strip.names = tuple(dict.fromkeys(found for found in ids if found))
    counts = Counter(person for strip in strips for person in strip.names)
    total = len({(strip.film, strip.number) for strip in strips if not strip.values.get("omitted")})
    drafts = {person.id: person for person in stated}
    playing: dict[str, list[StripDraft]] = {}
    for strip in strips:
        for name in strip.names:
            playing.setdefault(name, []).append(strip)
    for place, member in enumerate(cast.people):
        declared = drafts.get(member.id)
        if declared is None or "rate" not in declared.values:
            cast.people[place] = replace(member, rate=day_rate(counts[member.id], total, kind))
            cast.rates_assumed.append(member.id)
        if declared is not None and declared.films:
            _check_films(declared, playing.get(declared.id, ()), findings)
    _number(cast, counts, findings)
    return cast


def _name_all(cast: Cast, stated: Sequence[PersonDraft], findings: list[Finding]) -> None:
    """Names and other names lead to people, as long as only one has them and nobody's id is the same."""
    for person in stated:
        for name in (str(person.values.get("name", "")), *person.also):
            key = folded(name)
            if not key:
                continue
            cast.names[name] = None
            holder = cast.by_name.setdefault(key, person.id)
            if holder != person.id and name in person.also:
                sentence = f"{name!r} is both {holder} and {person.id}; name it with one of them."
                findings.append(error("name-twice", sentence, person.source, holder, person.id))


def _meet(
    cast: Cast,
    name: str,
    strip: StripDraft,
    numbers: dict[str, str],
    strict: bool,
    findings: list[Finding],
    script: Mapping[str, str],
) -> None:
    key = folded(name)
    if key in cast.by_name or name in numbers:
        return
    if strict and not strip.from_script and key not in script:
        hint = cast.hints.near(name, cast.names, limit=20)
        scene = f"{strip.film}/{strip.number}"
        sentence = f"Scene {scene}: nobody is called {name!r}; {hint}"
        slip = error("person-unknown", sentence, strip.source, scene, name)
        if slip not in findings[-1:]:
            findings.append(slip)
        return
    name = script.get(key, name)
    cast.by_name[key] = name
    cast.names[name] = None
    cast.people.append(Person(id=name, name=capwords(name), source=strip.source))


def _check_films(person: PersonDraft, strips: Iterable[StripDraft], findings: list[Finding]) -> None:
    films = {folded(film) for film in person.films}
    others = [strip.id for strip in strips if folded(strip.film) not in films]
    if others:
        shown = ", ".join(others[:5]) + (", ..." if len(others) > 5 else "")
        sentence = f"{person.id} is engaged for {', '.join(person.films)} only, but plays in {shown}."
        findings.append(
            Finding("person-in-other-film", Severity.WARNING, sentence, person.source, (person.id, *others))
        )


def _number(cast: Cast, counts: Counter[str], findings: list[Finding]) -> None:
    """Board numbers: kept where stated, else given by number of scenes, most first, the first named first."""
    taken: dict[str, Person] = {}
    for person in cast.people:
        if person.number and person.number in taken:
            sentence = f"{person.id} has the board number {person.number} of {taken[person.number].id}; each has its own."
            findings.append(
                error("number-twice", sentence, person.source, person.id, taken[person.number].id)
            )
        elif person.number:
            taken[person.number] = person
    place_of = {person.id: place for place, person in enumerate(cast.people)}
    waiting = [person for person in cast.people if not person.number]
    waiting.sort(key=lambda person: (-counts[person.id], place_of[person.id]))
    number = 1
    for person in waiting:
        while str(number) in taken:
            number += 1
        taken[str(number)] = person
        cast.people[place_of[person.id]] = replace(person, number=str(number))
        cast.numbers_assumed.append(person.id)
