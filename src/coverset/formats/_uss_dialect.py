"""From a file as programs really write it to one that keeps Universal Schedule Standard 1.0.0, losing nothing.

What had to be changed stands unchanged beside it under a private key: the key with ``_`` before it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping
from typing import Any

from coverset.findings import Severity
from coverset.formats._categories import CATEGORIES, category_named
from coverset.formats._uss_dates import standard_instant
from coverset.formats._uss_json import Notes, Path, keep_aside, shown
from coverset.formats._uss_parity import make_whole
from coverset.formats._uss_schema import (
    DATE,
    EVENT,
    FLAG,
    OBJECTS,
    PAGES,
    ROOT,
    TEXT,
    TEXTS,
    VERSION,
    WEEKDAYS,
    Key,
)
from coverset.units import parse_eighths

# What earlier drafts of the standard (0.1 to 0.9) and the published full sample call the keys of 1.0.0.
RENAMED: Mapping[str, Mapping[str, str]] = {
    "schedule": {"version": "ussVersion"},
    "breakdown": {"time": "duration"},
    "category": {"catId": "ucid"},
    "element": {
        "doodDropAllow": "isDrop",
        "doodDropDays": "dropDayCount",
        "doodDayCount": "dropDayCount",
        "doodHoldAllow": "isHold",
        "doodInclude": "isDood",
        "elementIdLock": "isIdLock",
    },
    "board": {"breakdownArrays": "breakdownIds"},
}
MOST: Mapping[str, int] = {
    "breakdown": 10_000,
    "category": 1_000,
    "element": 20_000,
    "stripboard": 60,
    "board": 20,
    "calendar": 200,
    "event": 2_000,
}
_LARGEST_PAGES = 1_000
_UCI_BY_KEY = {key: category.uci for key, category in CATEGORIES.items() if category.uci is not None}


def object_id(*parts: str) -> str:
    """A made-up id of the standard's usual form (24 hex digits), the same for the same words."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:24]


def unused_id(used: Container[str], *parts: str) -> str:
    """As ``object_id``, and not among the ids in use."""
    own, number = object_id(*parts), 0
    while own in used:
        number += 1
        own = object_id(*parts, str(number))
    return own


def to_standard(value: object, notes: Notes) -> dict[str, Any] | None:
    """The file as 1.0.0: every key present and of its kind, ids sound, each board holding every breakdown.

    Answers the whole document, or None with an error finding when there is no schedule in it or too much.
    """
    if not isinstance(value, dict) or not isinstance(value.get(ROOT), dict):
        notes.say(
            "uss-no-schedule",
            Severity.ERROR,
            f'The file has no "{ROOT}" object at its top: it is not a Universal Schedule Standard file.',
        )
        return None
    document: dict[str, Any] = {ROOT: {}}
    for key, other in value.items():
        if key != ROOT:
            keep_aside(document, key, other)
    schedule = _object("schedule", value[ROOT], (ROOT,), notes)
    if schedule is None:
        return None
    if schedule["ussVersion"] != VERSION:
        keep_aside(schedule, "ussVersion", schedule["ussVersion"])
        notes.say(
            "uss-version",
            Severity.NOTE,
            f"The file says version {shown(schedule['ussVersion'])}; it is read, and written, as {VERSION}.",
            (ROOT, "ussVersion"),
        )
        schedule["ussVersion"] = VERSION
    make_whole(schedule, notes)
    document[ROOT] = schedule
    return document


def _object(name: str, given: Mapping[str, Any], path: Path, notes: Notes) -> dict[str, Any] | None:
    source = _renamed(name, given, path, notes)
    result: dict[str, Any] = {}
    aside: dict[str, Any] = {}
    for key, expected in OBJECTS[name].items():
        if key not in source:
            result[key] = None if expected.null else _empty(expected)
            _say_missing(name, key, path, notes)
            continue
        if expected.of and isinstance(source[key], list):
            items = _objects(expected.of, source[key], (*path, key), notes, aside)
            if items is None:
                return None
            result[key] = items
            continue
        value = _fitted(expected, source[key])
        result[key] = value
        if not _same(value, source[key]):
            aside[key] = source[key]
            _say_changed(name, key, source[key], value, (*path, key), notes)
    for key, value in source.items():
        if key not in OBJECTS[name]:
            result.setdefault(key, value) if key.startswith("_") else aside.setdefault(key, value)
    for key, value in aside.items():
        keep_aside(result, key, value)
    return result


def _objects(
    name: str, given: list[Any], path: Path, notes: Notes, aside: dict[str, Any]
) -> list[dict[str, Any]] | None:
    if len(given) > MOST[name]:
        notes.say(
            "uss-too-much",
            Severity.ERROR,
            f"The file has {len(given):,} objects under {path[-1]!r}; at most {MOST[name]:,} are read.",
            path,
        )
        return None
    result: list[dict[str, Any]] = []
    for place, item in enumerate(given):
        here = (*path, place)
        if not isinstance(item, dict):
            notes.say("uss-not-object", Severity.WARNING, f"{shown(item)} is no {name}: left out.", here)
            aside.setdefault(str(path[-1]), []).append(item)
            continue
        made = _object(name, item, here, notes)
        if made is None:
            return None
        if name == "event" and not _dated(item):
            notes.say(
                "uss-no-date",
                Severity.WARNING,
                f"The event {shown(made['name'])} has no date: left out.",
                here,
            )
            aside.setdefault(str(path[-1]), []).append(item)
            continue
        if not made["id"]:
            made["id"] = object_id(name, *(str(part) for part in here))
        if (line := notes.place(here).line) is not None and name in ("breakdown", "element"):
            notes.lines.setdefault((name, made["id"]), line)
        result.append(made)
    return result


def _dated(event: Mapping[str, Any]) -> bool:
    return isinstance(event.get("date"), str) and standard_instant(event["date"]) is not None


def _renamed(name: str, given: Mapping[str, Any], path: Path, notes: Notes) -> dict[str, Any]:
    names = RENAMED.get(name, {})
    source: dict[str, Any] = {}
    for key, value in given.items():
        target = names.get(key, key)
        if target in source or (target != key and target in given):
            target = key
        elif target != key:
            notes.say(
                "uss-old-key",
                Severity.NOTE,
                f"The {name} says {key!r}, as drafts of the standard did; read and written as {target!r}.",
                (*path, key),
            )
        source[target] = value
    if name == "event" and "effect" in source:
        said = source.get("type")
        if isinstance(said, str) and "name" not in source:
            source["name"] = said
        elif said is not None:
            keep_aside(source, "effectType", said)
        source["type"] = source["effect"]
    if name == "breakdown" and source.get("bannerText") is None and source.get("type") == "banner":
        source["bannerText"] = source.get("description")
    if name == "category" and "ucid" not in source and isinstance(source.get("name"), str):
        known = category_named(source["name"])
        source["ucid"] = _UCI_BY_KEY.get(known.key, 500) if known else 500
    return source


def _empty(expected: Key) -> Any:
    empty = expected.kind.empty
    return list(empty) if isinstance(empty, list) else empty


def _fitted(expected: Key, value: Any) -> Any:
    """The value as the standard wants it: itself, the nearest that means the same, or nothing."""
    if value is None:
        return None if expected.null else _empty(expected)
    kind = expected.kind
    if kind is PAGES:
        return _pages(value)
    if kind.test(value):
        return value
    made: Any = None
    if kind is TEXT and isinstance(value, (int, float)) and not isinstance(value, bool):
        made = str(value)
    elif kind is DATE and isinstance(value, str):
        made = standard_instant(value)
    elif kind is FLAG and value in (0, 1, "true", "false"):
        made = value in (1, "true")
    elif kind is WEEKDAYS and isinstance(value, list):
        days = [day for day in value if kind.test([day])]
        made = list(dict.fromkeys(days))
    elif kind is TEXTS and isinstance(value, list):
        made = [item for item in value if isinstance(item, str)]
    elif kind is EVENT:
        made = "dayOff" if value in ("dayoff", "day off", "holiday") else "event"
    elif value == "strip":
        made = "scene"
    elif kind.words.startswith("a list of days") and isinstance(value, list):
        made = _lists(value)
    elif isinstance(value, str) and isinstance(kind.empty, int) and kind is not FLAG:
        made = _count(value)
    return made if made is not None and kind.test(made) else None if expected.null else _empty(expected)


def _lists(value: list[Any]) -> list[Any]:
    days: list[Any] = []
    for item in value:
        if isinstance(item, list):
            days.append([strip for strip in item if isinstance(strip, str)])
        elif isinstance(item, str):
            days.append(item)
        elif item is None:
            days.append([])
    return days


def _count(value: str) -> float | None:
    try:
        number = float(value[:30])
    except ValueError:
        return None
    return number if 0 <= number < 1e15 else None


def _pages(value: Any) -> float | None:
    if isinstance(value, str):
        try:
            value = parse_eighths(value) / 8
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= _LARGEST_PAGES:
        return None
    nearest: float = round(value * 8) / 8
    nearest = max(nearest, 0.125) if value > 0 else nearest
    return value if nearest == value else nearest


def _same(fitted: Any, given: Any) -> bool:
    return type(fitted) is type(given) and bool(fitted == given)


def _say_missing(name: str, key: str, path: Path, notes: Notes) -> None:
    if key not in ("created", "stripboards", "calendars"):
        words = f"The {name} lacks the key {key!r}; read as if it were empty."
        notes.say("uss-key-missing", Severity.NOTE, words, path)


def _say_changed(name: str, key: str, given: Any, made: Any, path: Path, notes: Notes) -> None:
    if key == "type" and given == "day":
        return
    if given is None:
        words = f"{key!r} of the {name} is null; it is written as {shown(made)}."
        notes.say("uss-null", Severity.NOTE, words, path)
    elif key == "type" and given == "strip":
        notes.say(
            "uss-strip", Severity.NOTE, 'A breakdown is of type "strip"; read and written as "scene".', path
        )
    elif key == "pages" and made is not None:
        words = f"{shown(given)} pages is no whole number of eighths; read as {made:g}."
        notes.say("uss-eighths", Severity.NOTE, words, path)
    elif made in (None, "", [], 0, False, DATE.empty) and given not in (made, "", 0):
        wanted = OBJECTS[name][key].kind.words
        words = f"{key!r} of the {name} is {shown(given)}, not {wanted}; it is read as if it were empty."
        notes.say("uss-value", Severity.WARNING, words, path)
    else:
        words = f"{key!r} of the {name} is {shown(given)}; read and written as {shown(made)}."
        notes.say("uss-respelt", Severity.NOTE, words, path)
