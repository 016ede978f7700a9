"""The ``[[pin]]`` tables of production.toml: one table a decision, its kind told by the key that names what it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from coverset.findings import Finding, Place, Severity, nearest
from coverset.formats._folder import error
from coverset.formats._unbind import table_of
from coverset.model.calendar import Unit
from coverset.model.dates import DateRange
from coverset.model.pins import AnyPin, CallPin, DayPin, OrderPin, PersonPin, Pin
from coverset.units import ClockTime

MOST_STRIPS = 400


@dataclass(frozen=True, slots=True)
class PinTable:
    """A decision that every plan keeps; only you take it back. What a table names says what it holds.

    ``scene`` (or ``activity``) holds a strip to ``dates``, to a ``unit`` or to both. ``day`` with ``strips`` holds a
    ``unit``'s date: those strips stay, and nothing joins them unless ``closed = false``. ``order`` holds strips to
    one date in that order, ``directly`` with nothing between them. ``call`` fixes the call of a ``unit`` on a ``day``: the day
    clock starts then. ``person`` holds
    somebody's calls to ``dates``, keeps them ``off`` dates, or calls them no later than ``until``. ``unit``
    may be left out where one unit shoots everything.
    """

    task: str = ""
    dates: tuple[DateRange, ...] = ()
    unit: str = ""
    day: date | None = None
    strips: tuple[str, ...] | None = None
    closed: bool = True
    order: tuple[str, ...] = ()
    directly: bool = False
    call: ClockTime | None = None
    person: str = ""
    off: tuple[DateRange, ...] = ()
    until: date | None = None
    why: str = ""


NAMES = {"task": ("scene", "activity", "task"), "dates": ("dates", "date")}
"""How a field is called in the file, where it is not by its own name; the first is preferred."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of pin in the file: its dataclass, what it is called, what it needs, what it may have, of which one."""

    cls: type
    word: str
    needs: tuple[str, ...]
    may: tuple[str, ...]
    one_of: tuple[str, ...] = ()


_KINDS = {
    "task": _Kind(Pin, "a strip", ("task",), ("dates", "unit", "why"), ("dates", "unit")),
    "order": _Kind(OrderPin, "an order", ("order",), ("directly", "why")),
    "call": _Kind(CallPin, "a call", ("call", "day"), ("unit", "why")),
    "day": _Kind(DayPin, "a day", ("day", "strips"), ("unit", "closed", "why")),
    "person": _Kind(
        PersonPin, "a person", ("person",), ("dates", "off", "until", "why"), ("dates", "off", "until")
    ),
}
_HOLDS = 'scene = "F1/12", day = 2025-05-14, order = ["F1/1", "F1/2"], call = "06:30" or person = "LEAD"'


def pin_of(
    given: Mapping[str, Any], place: int, at: Callable[..., Place], units: Iterable[Unit]
) -> tuple[AnyPin | None, list[Finding]]:
    """A bound table as the pin it is, and what is wrong with it. ``place`` is its number among the pins, from 0."""
    slip, kind = _slip(given, place, at)
    if slip is not None or kind is None:
        return None, [slip] if slip is not None else []
    more, where, findings = dict(given), at("pin", place), []
    if kind.cls in (DayPin, CallPin) and not more.get("unit"):
        shooting = [unit.id for unit in units if unit.kind != "prep"] or ["main"]
        if len(shooting) > 1:
            sentence = f"pin[{place + 1}] needs 'unit': {', '.join(shooting)} shoot."
            return None, [error("value-missing", sentence, where)]
        more["unit"] = shooting[0]
    if kind.one_of and not any(given.get(field) for field in kind.one_of):
        wanted = " or ".join(map(_key, kind.one_of))
        sentence = f"pin[{place + 1}] holds {given[kind.needs[0]]} to nothing: give it {wanted}."
        findings.append(Finding("pin-of-nothing", Severity.WARNING, sentence, where, (given[kind.needs[0]],)))
    made: AnyPin = kind.cls(**more, source=where)
    return made, findings


def _slip(
    given: Mapping[str, Any], place: int, at: Callable[..., Place]
) -> tuple[Finding | None, _Kind | None]:
    name, where = f"pin[{place + 1}]", at("pin", place)
    heads = [head for head in _KINDS if head in given and not (head == "day" and "call" in given)]
    if not heads:
        return error("value-missing", f"{name} holds nothing: give it {_HOLDS}.", where), None
    if len(heads) > 1:
        both = " and ".join(_key(head) for head in heads)
        return error("pin-of-two-kinds", f"{name} has {both}: write one [[pin]] for each.", where), None
    kind = _KINDS[heads[0]]
    for field in given:
        if field not in (*kind.needs, *kind.may):
            known = nearest(_key(field), map(_key, (*kind.needs, *kind.may)), limit=9)
            sentence = f"{name} holds {kind.word}, and {_key(field)!r} is not read there: {known}"
            return error("key-unknown", sentence, at("pin", place, _key(field))), None
    for field in kind.needs:
        if field not in given:
            return error("value-missing", f"{name} holds {kind.word} and needs {_key(field)!r}.", where), None
    if kind.cls is OrderPin and len(given["order"]) < 2:
        sentence = f'{name}: an order is of two strips or more: order = ["F1/12", "F1/14"].'
        return error("value-wrong", sentence, at("pin", place, "order")), None
    if max(len(given.get("strips", ())), len(given.get("order", ()))) > MOST_STRIPS:
        sentence = f"{name} names more than {MOST_STRIPS} strips; no day holds so many."
        return error("value-wrong", sentence, where), None
    return None, kind


def _key(field: str) -> str:
    keys = NAMES.get(field, (field,))
    return keys[0]


def table(pin: AnyPin) -> dict[str, Any]:
    """A pin as people write it."""
    made = table_of(pin, names={field: keys[0] for field, keys in NAMES.items()}, always=("strips", "task"))
    if isinstance(pin, DayPin | CallPin):
        made = {"day": made.pop("day"), **made}
    return made


def resolved(
    pins: Iterable[AnyPin],
    tasks: Callable[[str], list[str]],
    unit: Callable[[str], str],
    person: Callable[[str], str],
) -> Iterator[AnyPin]:
    """Pins with ids where they had names; one of a scene shot in parts holds every part."""
    for pin in pins:
        if isinstance(pin, Pin):
            where = unit(pin.unit) if pin.unit else ""
            yield from (replace(pin, task=task, unit=where) for task in tasks(pin.task))
        elif isinstance(pin, DayPin):
            strips = dict.fromkeys(task for name in pin.strips for task in tasks(name))
            yield replace(pin, unit=unit(pin.unit), strips=tuple(strips))
        elif isinstance(pin, OrderPin):
            yield replace(pin, order=tuple(task for name in pin.order for task in tasks(name)))
        elif isinstance(pin, CallPin):
            yield replace(pin, unit=unit(pin.unit))
        else:
            yield replace(pin, person=person(pin.person))
