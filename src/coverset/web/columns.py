"""The first paint of the board: every unit's row of dates, worked out as the page's own script works it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from coverset.units import format_eighths

_BEFORE = timedelta(days=7)
_AFTER = timedelta(days=14)
_EMPTY = timedelta(days=60)
_WHOLE = frozenset(("JPY", "KRW", "ISK", "HUF", "CLP", "VND"))
_SIZES = (60, 120, 240, 360, 480)
"""Minutes up to which a strip has each size where only its colour is shown."""


@dataclass(frozen=True, slots=True)
class Column:
    """A date of the board, or a run of dates on which nobody works: ``used``, ``free``, ``off``, ``holiday``."""

    kind: str
    day: date
    last: date

    @property
    def title(self) -> str:
        """The date in words, or the run's first and last."""
        return said(self.day) if self.day == self.last else f"{said(self.day)} to {said(self.last)}"


def columns(board: Mapping[str, Any]) -> tuple[Column, ...]:
    """The dates that the board shows, in order: from a week before its first day to two weeks after its last."""
    used = {date.fromisoformat(day["day"]) for day in board["days"]}
    if board["dates"]["first"] is None:
        return tuple(Column("used", day, day) for day in sorted(used))
    first, last = (date.fromisoformat(board["dates"][key]) for key in ("first", "last"))
    begin = min(min(used), max(first, min(used) - _BEFORE)) if used else first
    end = max(max(used), min(last, max(used) + _AFTER)) if used else min(last, first + _EMPTY)
    off, holidays = set(board["dates"]["off"]), set(board["dates"]["holidays"])
    found: list[Column] = []
    for number in range(begin.toordinal(), end.toordinal() + 1):
        day = date.fromordinal(number)
        idle = "holiday" if day.isoformat() in holidays else "off" if day.isoformat() in off else ""
        kind = "used" if day in used else idle or "free"
        before = found[-1] if found else None
        if kind == "off" and before is not None and before.kind == "off":
            found[-1] = Column("off", before.day, day)
        else:
            found.append(Column(kind, day, day))
    return tuple(found)


def _bands(day: Mapping[str, Any]) -> int:
    """How many bands a day has one below another: its strips, and the company's moves between and before them."""
    return len(day["strips"]) + len(day["moves"]) + int(day["move"])


def laid(board: Mapping[str, Any]) -> dict[str, Any]:
    """What the template of the board takes: the columns, and for every unit its days by date and its longest day."""
    rows = []
    for unit in board["units"]:
        days = [day for day in board["days"] if day["unit"] == unit["id"]]
        rows.append(
            {
                **unit,
                "days": {date.fromisoformat(day["day"]): day for day in days},
                "numbers": {date.fromisoformat(day["day"]): k for k, day in enumerate(days, start=1)},
                "eighths": sum(day["totals"]["eighths"] for day in days),
                "most": min(14, max((_bands(day) for day in days), default=1)),
            }
        )
    films = {strip["film"] for strip in board["strips"].values() if strip["film"]}
    return {"board": board, "columns": columns(board), "rows": rows, "films": len(films)}


def said(day: date) -> str:
    """A date as people say it: Thu 18 Mar."""
    return f"{day:%a} {day.day} {day:%b}"


def short(minor: int, currency: str) -> str:
    """An amount that fits a day's head: 21.5 m, 340 k."""
    whole = minor / (1 if currency in _WHOLE else 100)
    size, sign = abs(whole), "−" if whole < 0 else ""
    if size >= 10_000_000:
        return f"{sign}{size / 1e6:.1f} m"
    if size >= 1_000_000:
        return f"{sign}{size / 1e6:.2f} m"
    if size >= 10_000:
        return f"{sign}{int(size / 1e3 + 0.5)} k"
    return f"{sign}{int(size + 0.5):,}"


def hours(minutes: int) -> str:
    """Minutes as hours: 9 h 40."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{rest} min"
    return f"{whole} h {rest:02}" if rest else f"{whole} h"


def time_of(minutes: int) -> str:
    """Minutes after midnight as a clock; +1 for the day after."""
    later = "+1" if minutes >= 1440 else ""
    return f"{minutes % 1440 // 60:02}:{minutes % 60:02}{later}"


def length(strip: Mapping[str, Any]) -> str:
    """How much a strip is: pages, or minutes for work that has none."""
    return format_eighths(strip["eighths"]) if strip["eighths"] else hours(strip["minutes"])


def size(strip: Mapping[str, Any]) -> str:
    """The class of a strip's size."""
    return f"q{1 + sum(strip['minutes'] > limit for limit in _SIZES)}"


def number(strip: Mapping[str, Any]) -> str:
    """A scene's number with its part in words."""
    return str(strip["number"]).replace(" ", " pt ") if strip["film"] else str(strip["number"])


def aloud(strip: Mapping[str, Any]) -> str:
    """A strip in the words of somebody who reads it out."""
    parts = [
        " ".join(filter(None, (strip["film"], number(strip)))),
        " ".join(filter(None, (strip["int_ext"], strip["time"]))),
        strip["set"],
        f"cast {', '.join(strip['cast'])}" if strip["cast"] else "",
        f"{length(strip)} pages" if strip["eighths"] else length(strip),
        "shot" if strip["settled"] else "",
        "pinned" if strip["pinned"] else "",
        "stunt" if strip["stunts"] else "",
    ]
    return ", ".join(filter(None, parts))


FILTERS = {
    "said": said,
    "short": short,
    "hours": hours,
    "time_of": time_of,
    "how_much": length,
    "size": size,
    "number": number,
    "aloud": aloud,
}
"""How the template writes figures: as the page's own script does."""
