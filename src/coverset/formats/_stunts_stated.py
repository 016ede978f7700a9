"""From the bound tables of stunts.toml to the model's stunts: ids from keys, holidays by country, raw hazards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from coverset.findings import Finding, Place, nearest
from coverset.formats._bind import build, values
from coverset.formats._folder import error
from coverset.formats._stunts_file import NAMED, SHAPES, TABLES
from coverset.formats._stunts_holidays import public_holidays
from coverset.model.calendar import Holiday
from coverset.model.stunts import FACTS, Competence, Step, Stunts, Window

if TYPE_CHECKING:
    from pydantic import BaseModel

At = Callable[..., Place]

_DAY = 24 * 60
MOST_ROWS = 10_000
_INNER = {"roles": Competence, "windows": Window, "steps": Step, "holidays": Holiday}


def state(
    file: BaseModel, raw_hazards: object, years: tuple[date, date], at: At
) -> tuple[Stunts, list[Finding]]:
    """Everything stunts.toml states, references as written; public holidays are resolved between two dates.

    ``raw_hazards`` is the table [hazard] as it was parsed: its shape is the catalogue's matter.
    """
    findings: list[Finding] = []
    given: dict[str, Any] = {}
    head: BaseModel | None = getattr(file, "safety")  # noqa: B009 - a model made at run time
    if head is not None:
        given |= values(head)
    for name, field in TABLES.items():
        rows = list(_rows(file, name, at))
        if len(rows) > MOST_ROWS:
            sentence = f"The file holds {len(rows):,} tables [{name}]; at most {MOST_ROWS:,} are read."
            findings.append(error("too-many-rows", sentence, at(name)))
            rows = rows[:MOST_ROWS]
        made = []
        for key, place, table in rows:
            thing = _inner(values(table))
            if name in NAMED:
                thing["id"] = key
            if name == "beat" and not thing.get("stunt"):
                thing["stunt"] = str(key).rpartition("/")[0]
            if name == "evidence":
                thing["bound"] = tuple(_bound(thing.get("bound", {}), key, at, findings))
            if name == "authority":
                thing["holidays"] = _holidays(thing, str(key), years, at, findings)
            made.append(build(SHAPES[name].cls, thing, source=place))
        given[field] = tuple(made)
    if isinstance(raw_hazards, dict):
        given["catalogue"] = tuple((str(key), table) for key, table in raw_hazards.items())
    return Stunts(**given), findings


def _rows(file: BaseModel, name: str, at: At) -> Iterator[tuple[str | int, Place, BaseModel]]:
    tables = getattr(file, name) or ()
    for key, table in tables.items() if isinstance(tables, dict) else enumerate(tables):
        yield key, at(name, key), table


def _inner(table: dict[str, Any]) -> dict[str, Any]:
    """The values of a table with the tables inside it built."""
    for field, cls in _INNER.items():
        if field in table:
            table[field] = tuple(build(cls, values(each)) for each in table[field])
    if "windows" in table:
        table["windows"] = tuple(map(_past_midnight, table["windows"]))
    return table


def _past_midnight(window: Window) -> Window:
    """A window that closes by the clock before it opens closes on the next morning."""
    if window.opens is None or window.closes is None or window.closes > window.opens:
        return window
    return replace(window, closes=window.closes + _DAY)


def _bound(
    bound: dict[str, str], row: str | int, at: At, findings: list[Finding]
) -> Iterator[tuple[str, str]]:
    for fact, value in bound.items():
        if fact in FACTS:
            yield fact, value
        else:
            sentence = (
                f"Evidence is bound to facts of a beat, {fact!r} is none; {nearest(fact, FACTS, limit=30)}"
            )
            findings.append(error("key-unknown", sentence, at("evidence", row, "bound", fact), fact))


def _holidays(
    authority: dict[str, Any], name: str, years: tuple[date, date], at: At, findings: list[Finding]
) -> tuple[Holiday, ...]:
    """An authority's own holidays and the public ones of its country, each date once."""
    own = {holiday.day: holiday for holiday in reversed(authority.get("holidays", ()))}
    country = authority.get("country", "")
    public = public_holidays(country, years, at("authority", name, "country"), findings)
    found = {holiday.day: holiday for holiday in public} | own
    return tuple(found[day] for day in sorted(found))
