"""What may happen to a production, one family of events a file.

A member defines ``KEY`` (the family) and ``EVENTS``, its classes; each is an ``Event`` with a ``KIND``, which
is what its table is called in events.toml, and ``WORDS``, the sentence that says what such an event changes.
To add a kind is to add a class; reading, the command line and the reference page find it by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache

from coverset.findings import Finding, has_errors
from coverset.model.event import Event, Undo
from coverset.model.production import Production
from coverset.registry import load

__all__ = ["Event", "Undo", "check", "in_date_order", "kinds", "take", "take_all"]


@cache
def kinds() -> dict[str, type[Event]]:
    """Every kind of event by its name in events.toml, sorted."""
    found: dict[str, type[Event]] = {}
    for member in load("coverset.model.events", "EVENTS").values():
        for event in member.EVENTS:
            if event.KIND in found:
                raise TypeError(
                    f"{event.__name__} has the kind {event.KIND!r} of {found[event.KIND].__name__}"
                )
            found[event.KIND] = event
    return dict(sorted(found.items()))


def check(production: Production, event: Event) -> list[Finding]:
    """What is wrong with an event, read against the production before it."""
    return list(event.findings(production))


def take(production: Production, event: Event) -> Production:
    """The production after an event, which is in force from then on. It must have no errors against it."""
    changed = event.apply(production)
    return replace(
        changed,
        events=(*production.events, event),
        ahead=tuple(other for other in production.ahead if other.id != event.id),
    )


def take_all(production: Production, events: Iterable[Event]) -> tuple[Production, list[Finding]]:
    """The production after some events, one after the other; one with an error is left out, with its findings."""
    findings: list[Finding] = []
    for event in events:
        found = check(production, event)
        findings += found
        if not has_errors(found):
            production = take(production, event)
    return production, findings


def in_date_order(events: Iterable[Event]) -> tuple[Event, ...]:
    """Events by date; those of one date, and undated ones, stay behind the one before them."""
    latest = date.min
    dated: list[tuple[date, Event]] = []
    for event in events:
        latest = event.day or latest
        dated.append((latest, event))
    return tuple(event for _, event in sorted(dated, key=lambda pair: pair[0]))
