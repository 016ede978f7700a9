"""The Universal Schedule Standard 1.0.0 as data: every object, every key, what it holds, and whether null may."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coverset.findings import Severity
from coverset.formats._uss_json import Notes, Path, shown

ROOT = "universalScheduleStandard"
VERSION = "1.0.0"

_ISO = re.compile(
    r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?Z"
)


def _number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_eighths(value: object) -> bool:
    """Whether a page count is a number, not negative, and a whole number of eighths."""
    return isinstance(value, (int, float)) and _number(value) and value >= 0 and float(value * 8).is_integer()


def _weekdays(value: object) -> bool:
    return (
        isinstance(value, list)
        and all(_number(day) and day in range(7) for day in value)
        and len(set(value)) == len(value)
    )


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _days(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) or _texts(item) for item in value)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a key may hold: the test, the words for it, and what stands there when nothing was given."""

    test: Callable[[object], bool]
    words: str
    empty: Any


TEXT = Kind(lambda value: isinstance(value, str), "text", "")
DATE = Kind(
    lambda value: isinstance(value, str) and bool(_ISO.fullmatch(value)),
    'a date as "2022-06-24T08:00:00.000Z"',
    "1970-01-01T00:00:00.000Z",
)
FLAG = Kind(lambda value: isinstance(value, bool), "true or false", False)
COUNT = Kind(lambda value: _number(value) and value >= 0, "a number, not negative", 0)  # type: ignore[operator]
PAGES = Kind(is_eighths, "a number of pages in eighths (0.125)", 0)
WEEKDAYS = Kind(_weekdays, "a list of different weekdays, 0 (Sunday) to 6", [])
TEXTS = Kind(_texts, "a list of ids", [])
DAYS = Kind(_days, "a list of days, each a list of breakdown ids", [])
STRIP = Kind(lambda value: value in ("scene", "banner"), '"scene" or "banner"', "scene")
EVENT = Kind(lambda value: value in ("start", "dayOff", "event"), '"start", "dayOff" or "event"', "event")
LIST = Kind(lambda value: isinstance(value, list), "a list", [])


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an object: its kind, whether null may stand, and the objects it lists, if it lists any."""

    kind: Kind
    null: bool = False
    of: str = ""
    least: int = 0


_TEXT, _NULL_TEXT, _DATE = Key(TEXT), Key(TEXT, null=True), Key(DATE)
_NULL_DATE, _FLAG = Key(DATE, null=True), Key(FLAG)

# Source: the documentation and the machine schema of version 1.0.0 published by the standard's authors
# (UniversalScheduleStandard, docs and uss-validator). Where the two differ the stricter one is taken,
# except that private keys (beginning with "_") are allowed, as the documentation says.
OBJECTS: Mapping[str, Mapping[str, Key]] = {
    "schedule": {
        "id": _TEXT,
        "author": _NULL_TEXT,
        "company": _NULL_TEXT,
        "created": _DATE,
        "description": _NULL_TEXT,
        "episode": _NULL_TEXT,
        "episodeName": _NULL_TEXT,
        "name": _TEXT,
        "project": _NULL_TEXT,
        "schedColor": _NULL_TEXT,
        "schedDate": _NULL_DATE,
        "scriptColor": _NULL_TEXT,
        "scriptDate": _NULL_DATE,
        "season": _NULL_TEXT,
        "source": _TEXT,
        "ussVersion": _TEXT,
        "breakdowns": Key(LIST, of="breakdown", least=1),
        "categories": Key(LIST, of="category", least=1),
        "elements": Key(LIST, of="element", least=1),
        "stripboards": Key(LIST, null=True, of="stripboard"),
        "calendars": Key(LIST, null=True, of="calendar"),
    },
    "breakdown": {
        "id": _TEXT,
        "bannerText": _NULL_TEXT,
        "comments": _NULL_TEXT,
        "created": _DATE,
        "description": _NULL_TEXT,
        "elements": Key(TEXTS),
        "pages": Key(PAGES, null=True),
        "scene": _NULL_TEXT,
        "scriptPage": _NULL_TEXT,
        "duration": Key(COUNT, null=True),
        "type": Key(STRIP),
    },
    "category": {"id": _TEXT, "ucid": Key(COUNT), "created": _DATE, "name": _TEXT},
    "element": {
        "id": _TEXT,
        "category": _TEXT,
        "created": _DATE,
        "daysOff": Key(WEEKDAYS),
        "isDrop": _FLAG,
        "dropDayCount": Key(COUNT),
        "isHold": _FLAG,
        "isDood": _FLAG,
        "elementId": _NULL_TEXT,
        "isIdLock": _FLAG,
        "linkedElements": Key(TEXTS, null=True),
        "events": Key(LIST, null=True, of="event"),
        "name": _TEXT,
    },
    "stripboard": {
        "id": _TEXT,
        "boards": Key(LIST, of="board"),
        "calendar": _NULL_TEXT,
        "name": _TEXT,
    },
    "board": {"id": _TEXT, "name": _TEXT, "breakdownIds": Key(DAYS)},
    "calendar": {
        "id": _TEXT,
        "daysOff": Key(WEEKDAYS),
        "events": Key(LIST, null=True, of="event"),
        "name": _TEXT,
    },
    "event": {"id": _TEXT, "type": Key(EVENT), "name": _NULL_TEXT, "date": _DATE},
}


def check(value: object, notes: Notes) -> None:
    """Hold a file to the letter of 1.0.0: an error for each key that breaks it, a warning for each loose end."""
    if not isinstance(value, dict) or not isinstance(value.get(ROOT), dict):
        notes.say(
            "uss-no-schedule",
            Severity.ERROR,
            f'The file has no "{ROOT}" object at its top: it is not a Universal Schedule Standard file.',
        )
        return
    for key in value:
        if key != ROOT and not str(key).startswith("_"):
            _wrong(notes, (key,), f"{shown(key)} is not a key of the standard; private keys begin with _.")
    before = len(notes.said)
    _check_object("schedule", value[ROOT], (ROOT,), notes)
    if len(notes.said) == before:
        _check_parity(value[ROOT], notes)


def _wrong(notes: Notes, path: Path, sentence: str) -> None:
    notes.say("uss-schema", Severity.ERROR, sentence, path)


def _check_object(name: str, value: object, path: Path, notes: Notes) -> None:
    if not isinstance(value, dict):
        _wrong(notes, path, f"A {name} must be an object, not {shown(value)}.")
        return
    keys = OBJECTS[name]
    for key, expected in keys.items():
        if key not in value:
            _wrong(
                notes, path, f"The {name} lacks the key {key!r}; it must be there, as {expected.kind.words}."
            )
            continue
        given = value[key]
        if given is None and expected.null:
            continue
        if not expected.kind.test(given):
            also = " or null" if expected.null else ""
            words = f"{key!r} of the {name} is {shown(given)}; it must be {expected.kind.words}{also}."
            _wrong(notes, (*path, key), words)
            continue
        if expected.of:
            if len(given) < expected.least:
                _wrong(
                    notes, (*path, key), f"{key!r} is empty; the standard wants at least {expected.least}."
                )
            for place, item in enumerate(given):
                _check_object(expected.of, item, (*path, key, place), notes)
    for key in value:
        if key not in keys and not key.startswith("_"):
            words = f"{shown(key)} is not a key of a {name}; private keys begin with _."
            _wrong(notes, (*path, key), words)


def board_ids(board: Mapping[str, Any]) -> Iterator[str]:
    """The breakdown ids of a board in order, whether it lists days or strips."""
    for item in board["breakdownIds"]:
        if isinstance(item, str):
            yield item
        else:
            yield from item


def _check_parity(schedule: Mapping[str, Any], notes: Notes) -> None:
    ids = {key: Counter(item["id"] for item in schedule[key] or ()) for key in _LISTS}
    for key, counted in ids.items():
        for place, item in enumerate(schedule[key] or ()):
            if counted[item["id"]] > 1:
                _loose(
                    notes,
                    (ROOT, key, place),
                    f"The id {shown(item['id'])} is used {counted[item['id']]} times.",
                )
    for place, breakdown in enumerate(schedule["breakdowns"]):
        path: Path = (ROOT, "breakdowns", place, "elements")
        for element in breakdown["elements"]:
            if element not in ids["elements"]:
                _loose(
                    notes, path, f"A breakdown names the element {shown(element)}, which is not in the file."
                )
    for place, element in enumerate(schedule["elements"]):
        path = (ROOT, "elements", place)
        if element["category"] not in ids["categories"]:
            _loose(notes, path, f"{shown(element['name'])} belongs to no category of the file.")
        for other in element["linkedElements"] or ():
            if other not in ids["elements"]:
                _loose(
                    notes,
                    path,
                    f"{shown(element['name'])} is linked to {shown(other)}, which is not in the file.",
                )
    for place, stripboard in enumerate(schedule["stripboards"] or ()):
        _check_stripboard(stripboard, (ROOT, "stripboards", place), ids, notes)
    for place, calendar in enumerate(schedule["calendars"] or ()):
        starts = sum(event["type"] == "start" for event in calendar["events"] or ())
        if starts != 1:
            words = f"The calendar {shown(calendar['name'])} has {starts} start dates; it needs one."
            _loose(notes, (ROOT, "calendars", place), words)


_LISTS = ("breakdowns", "categories", "elements", "stripboards", "calendars")


def _check_stripboard(
    stripboard: Mapping[str, Any], path: Path, ids: Mapping[str, Counter[str]], notes: Notes
) -> None:
    name = shown(stripboard["name"])
    if stripboard["calendar"] not in ids["calendars"]:
        _loose(notes, path, f"The stripboard {name} has no calendar of the file.")
    strips = Counter(strip for board in stripboard["boards"] for strip in board_ids(board))
    for strip, times in strips.items():
        if strip not in ids["breakdowns"]:
            _loose(
                notes, path, f"The stripboard {name} holds {shown(strip)}, which is no breakdown of the file."
            )
        elif times > 1:
            _loose(notes, path, f"The stripboard {name} holds the breakdown {shown(strip)} {times} times.")
    missing = len(ids["breakdowns"].keys() - strips.keys())
    if missing:
        _loose(
            notes,
            path,
            f"The stripboard {name} lacks {missing} of the file's breakdowns; each must be on it.",
        )


def _loose(notes: Notes, path: Path, sentence: str) -> None:
    notes.say("uss-parity", Severity.WARNING, sentence, path)
