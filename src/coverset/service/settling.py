"""What a production assumes because nobody has said: listed with its values, and settled in the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeAlias

from coverset.formats import production as production_file
from coverset.model.production import Assumption, Production

Form: TypeAlias = Literal["date", "week", "money"]
Value: TypeAlias = date | list[str] | int | float | None

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Field:
    """A value that an assumption is about: its table, row and key in production.toml, and the value it has now."""

    table: str
    id: str
    key: str
    form: Form
    words: str
    value: Value = None


@dataclass(frozen=True, slots=True)
class Assumed:
    """An assumption as a page shows it. ``entered`` says that production.toml lists it, so that it can be settled.

    ``table`` is the editable table ("people", "places", "calendar") in which more of it stands.
    """

    assumption: Assumption
    title: str
    table: str
    entered: bool
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class _Topic:
    starts: str
    title: str
    table: str = ""
    field: tuple[str, str, Form] | None = None


_TOPICS = (
    _Topic("calendar.start_date", "First day of the shoot", "calendar", ("calendar", "start_date", "date")),
    _Topic("cast.rate", "Day rates of the cast", "people"),
    _Topic("units", "Price of a shooting day", "calendar", ("units", "day_cost", "money")),
    _Topic("calendar.end_date", "Last date", "calendar", ("calendar", "end_date", "date")),
    _Topic("calendar.days_off", "Working week", "calendar", ("calendar", "days_off", "week")),
    _Topic("scenes.minutes", "How long scenes take"),
    _Topic("locations", "Locations", "places"),
    _Topic("scenes.location", "Where scenes are shot", "places"),
    _Topic("bases", "Where the company stays", "places"),
    _Topic("production.kind", "Kind of production"),
    _Topic("cast.holding", "Holding and dropping", "people"),
    _Topic("units.day", "Length of the day", "calendar"),
    _Topic("stunts", "Date of the stunt record"),
    _Topic("films", "Pages"),
)
"""What moves the price or the dates most stands first; how the pages of a script were measured last."""

_ELSE = _Topic("", "Assumed")


class SettleError(ValueError):
    """Something that cannot be settled so: the sentence says why."""


def assumed(folder: Path, production: Production) -> list[Assumed]:
    """Every assumption of a production, those most worth putting right first."""
    document = _toml(folder)
    listed = {(str(each.get("subject")), str(each.get("sentence"))) for each in _entries(document)}
    found = []
    for each in production.assumptions:
        topic = _topic(each.subject)
        entered = (each.subject, each.sentence) in listed
        found.append(Assumed(each, topic.title, topic.table, entered, tuple(_fields(topic, document))))
    return sorted(found, key=lambda one: _rank(one.assumption.subject))


def settle(folder: Path, subject: str, sentence: str, values: Mapping[tuple[str, str, str], Value]) -> None:
    """Write what is right instead of an assumption, or keep its value, and take its entry out of production.toml.

    ``values`` are by table, row and key. A first day that moves takes a last date with it that is assumed too.
    Raises SettleError for values that the assumption is not about, or one that is assumed at every reading.
    """
    document = _toml(folder)
    entries = _entries(document)
    mine = [
        k
        for k, each in enumerate(entries)
        if (each.get("subject"), each.get("sentence")) == (subject, sentence)
    ]
    known = {(field.table, field.id, field.key): field for field in _fields(_topic(subject), document)}
    if not mine and not values:
        raise SettleError(
            "This is taken anew whenever the files are read, as long as they do not state it; state it there."
        )
    for where, value in values.items():
        if where not in known:
            raise SettleError(f"{subject} is not about {'.'.join(where)[:120]}.")
        _write(document, entries, known[where], value)
    for k in reversed(mine):
        del document["assumption"][k]
    if mine and not len(document["assumption"]):
        del document["assumption"]
    (folder / production_file.FILE).write_bytes(document.as_string().encode())


def value_of(form: Form, said: object) -> Value:
    """A value as a page sends it: "2027-03-01", ["sat", "sun"], 25000. Raises SettleError for what is none."""
    if form == "date" and isinstance(said, str):
        try:
            return date.fromisoformat(said)
        except ValueError:
            raise SettleError(f"{said[:40]!r} is no date; write it as 2027-03-01.") from None
    if form == "week" and isinstance(said, list) and set(said) < set(_DAYS):
        return [day for day in _DAYS if day in said]
    if form == "money" and isinstance(said, int | float) and not isinstance(said, bool) and said >= 0:
        return said
    kinds = {"date": "a date", "week": "a list of days of the week, not all of them", "money": "an amount"}
    raise SettleError(f"{str(said)[:60]!r} is not {kinds[form]}.")


def _write(document: Any, entries: Any, field: Field, value: Value) -> None:
    import tomlkit

    held = document.setdefault(field.table, tomlkit.table())
    if field.table == "units":
        held = held.setdefault(field.id, tomlkit.table())
    was = held.get(field.key)
    held[field.key] = value
    end = next((each for each in entries if _plain(str(each.get("subject"))) == "calendar.end_date"), None)
    last = held.get("end_date")
    moved = field.key == "start_date" and isinstance(was, date) and isinstance(value, date)
    if moved and end is not None and isinstance(last, date):
        held["end_date"] = later = last + (value - was)
        end["sentence"] = str(end["sentence"]).replace(last.isoformat(), later.isoformat())


def _fields(topic: _Topic, document: Any) -> list[Field]:
    if topic.field is None:
        return []
    table, key, form = topic.field
    held = document.get(table)
    if table != "units":
        value = held.get(key) if isinstance(held, Mapping) else None
        return [Field(table, table, key, form, topic.title, _unwrapped(value))]
    rows = held.items() if isinstance(held, Mapping) else ()
    return [
        Field(table, str(name), key, form, str(row.get("name") or name), _unwrapped(row.get(key)))
        for name, row in rows
        if isinstance(row, Mapping)
    ]


def _unwrapped(value: Any) -> Value:
    if isinstance(value, list):
        return [str(each) for each in value]
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _plain(subject: str) -> str:
    """A subject as folders word it: a board's own are written with slashes."""
    said = subject.replace("/", ".").replace(".*", "")
    return f"cast{said[6:]}" if said.startswith("people") else said


def _topic(subject: str) -> _Topic:
    said = _plain(subject)
    fits = [each for each in _TOPICS if said == each.starts or said.startswith(f"{each.starts}.")]
    if said == "units.day_cost":
        return next(each for each in _TOPICS if each.starts == "units")
    return max(fits, key=lambda each: len(each.starts), default=_ELSE)


def _rank(subject: str) -> int:
    topic = _topic(subject)
    return _TOPICS.index(topic) if topic in _TOPICS else len(_TOPICS)


def _entries(document: Any) -> Any:
    held = document.get("assumption")
    return held if isinstance(held, list) else []


def _toml(folder: Path) -> Any:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    path = folder / production_file.FILE
    try:
        return tomlkit.parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, TOMLKitError, RecursionError) as trouble:
        raise SettleError(f"{path.name} cannot be read: {trouble}.") from trouble
