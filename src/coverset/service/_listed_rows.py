"""Rows of production.toml that have no name of their own: holidays, and the roads between bases.

A holiday is known by its date, a road by its two ends ("venice - rome"); a second one that is known alike by its place
after that ("venice - rome (2)").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

LISTED: Mapping[str, tuple[str, ...]] = {"holiday": ("calendar", "holiday"), "travel": ("travel",)}
"""The tables that are lists, and the way to each in the file."""

_BETWEEN = " - "


def listed(document: Any, table: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every row of a list with what it is known by, in the order of the file."""
    seen: dict[str, int] = {}
    for row in _held(document, table) or ():
        if not isinstance(row, Mapping):
            continue
        name = _known_by(table, row)
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name} ({seen[name]})"), row


def row_of(document: Any, table: str, name: str) -> Any:
    """The row that is known by a name, or None."""
    return next((row for known, row in listed(document, table) if known == name), None)


def take_out(document: Any, table: str, name: str) -> bool:
    """Take a row out of its list; whether it was there."""
    held = _held(document, table)
    for place, (known, _) in enumerate(listed(document, table)):
        if known == name:
            del held[place]
            return True
    return False


def put_in(document: Any, table: str, name: str) -> Any:
    """A new row at the end of a list, with what its name says of it."""
    import tomlkit

    *way, last = LISTED[table]
    inside = document
    for key in way:
        inside = inside.setdefault(key, tomlkit.table())
    if last not in inside:
        inside.append(last, tomlkit.aot())
    row = tomlkit.table()
    if table == "holiday":
        row["day"] = _date_or_words(name)
    else:
        row["between"] = [end.strip() for end in name.split(_BETWEEN.strip())]
    inside[last].append(row)
    return inside[last][-1]


def _held(document: Any, table: str) -> Any:
    held = document
    for key in LISTED[table]:
        if not isinstance(held, Mapping) or key not in held:
            return None
        held = held[key]
    return held if isinstance(held, list) else None


def _known_by(table: str, row: Mapping[str, Any]) -> str:
    if table == "holiday":
        day = row.get("day", "")
        return day.isoformat() if isinstance(day, date) else str(day)
    ends = row.get("between", ())
    return _BETWEEN.join(map(str, ends)) if isinstance(ends, list) else str(ends)


def _date_or_words(name: str) -> Any:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return name
