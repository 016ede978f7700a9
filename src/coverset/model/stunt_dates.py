"""What cannot be so in the record of the stunts: dates in the wrong order, states without their dates, figures beyond use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from coverset.findings import Finding, Severity
from coverset.model.dates import DateRange
from coverset.model.risk_questions import risk_questions
from coverset.model.stunt_questions import Locate
from coverset.model.stunts import (
    Beat,
    Concern,
    CrewMember,
    Evidence,
    Incident,
    NotApplicable,
    Permission,
    Stunts,
    Waiver,
    Window,
)
from coverset.units import format_clock

EARLIEST, LATEST = date(1900, 1, 1), date(2200, 12, 31)
MOST_STEP_DAYS = 1_000
MOST_WINDOW = 2_500
MOST_REST = 7 * 24 * 60
MOST_COUNT = 1_000
_LONG_NIGHT = 16 * 60


def contradictions(stunts: Stunts, locate: Locate) -> Iterator[Finding]:
    """Everything in the record that contradicts itself, and what is dated ahead of ``as_of`` (a warning).

    A record dated after ``as_of`` is no mistake: as of that date it shows nothing yet.
    """
    for permission in stunts.permissions:
        yield from _permission(permission, locate)
    for evidence in stunts.evidence:
        yield from _evidence(evidence, locate)
    for concern in stunts.concerns:
        yield from _concern(concern, locate)
    for incident in stunts.incidents:
        yield from _incident(incident, locate)
    for member in stunts.crew:
        yield from _crew(member, locate)
    for beat in stunts.beats:
        yield from _beat(beat, locate)
    unasked: tuple[Waiver | NotApplicable, ...] = (*stunts.waivers, *stunts.not_applicable)
    for waiver in unasked:
        for name in ("by", "reason", "requirement"):
            if not getattr(waiver, name).strip():
                sentence = f"Nobody goes without a requirement of {waiver.beat} unsaid: give {name}."
                yield _error("value-missing", sentence, waiver, name, locate, waiver.beat)
    for authority in stunts.authorities:
        if len(set(authority.days_off)) >= 7:
            sentence = f"Authority {authority.id} has no working day in the week; leave one out of days_off."
            yield _error("value-wrong", sentence, authority, "days_off", locate, authority.id)
    if stunts.turnaround > MOST_REST:
        sentence = f"A turnaround of {stunts.turnaround:,} minutes is more than a week."
        yield _error("value-wrong", sentence, stunts, "turnaround", locate, "turnaround")
    tries: set[tuple[object, ...]] = set()
    for attempt in stunts.attempts:
        key = (attempt.beat, attempt.on, attempt.take, attempt.performer)
        if key in tries:
            sentence = (
                f"Take {attempt.take} of {attempt.beat} on {attempt.on} is there twice; number it anew."
            )
            yield _error("attempt-twice", sentence, attempt, "take", locate, attempt.beat)
        tries.add(key)
    yield from risk_questions(stunts, locate)
    yield from _beyond(stunts, locate)
    if stunts.as_of is not None:
        yield from _ahead(stunts, stunts.as_of, locate)


def _permission(permission: Permission, locate: Locate) -> Iterator[Finding]:
    name, state = permission.id, permission.state
    asked, decided, expires = permission.asked, permission.decided, permission.expires

    def wrong(field: str, sentence: str, code: str = "dates-contradict") -> Finding:
        return _error(code, f"Permission {name} {sentence}", permission, field, locate, name)

    if asked and decided and decided < asked:
        yield wrong("decided", f"is decided ({decided}) before it is asked for ({asked}).")
    if decided and state in ("not asked", "asked"):
        yield wrong("decided", f"is decided on {decided}, but its state is {state!r}: say what was decided.")
    if asked and state == "not asked":
        yield wrong(
            "asked", f"is asked for on {asked}, but its state is 'not asked': write state = \"asked\"."
        )
    if expires and decided and expires < decided:
        yield wrong("expires", f"expires ({expires}) before it is decided ({decided}).")
    if permission.quota is not None and permission.used > permission.quota:
        yield Finding(
            "quota-spent",
            Severity.WARNING,
            f"Permission {name} is used {permission.used} times, {permission.quota} are granted.",
            locate(permission, "used"),
            (name,),
        )
    for step in permission.steps:
        if step.days > MOST_STEP_DAYS:
            sentence = (
                f"asks {step.days:,} days ahead for {step.name!r}; at most {MOST_STEP_DAYS:,} are counted."
            )
            yield wrong("steps", sentence, "value-wrong")
        if not step.name.strip():
            yield wrong("steps", "has a step without a name.", "value-missing")
    for window in permission.windows:
        when = f"the window {window.dates.first}..{window.dates.last}"
        if (window.opens is None) != (window.closes is None):
            yield wrong("windows", f"gives one of opens and closes for {when}: give both or neither.")
        elif window.opens is not None and window.closes is not None:
            yield from _hours(permission, window, when, locate)
        if (window.dates.last - window.dates.first).days > MOST_WINDOW:
            yield wrong("windows", f"has {when}, more than {MOST_WINDOW:,} dates.", "value-wrong")
        if expires and window.dates.first > expires:
            yield wrong("windows", f"expires on {expires}, before {when} begins.")


def _hours(permission: Permission, window: Window, when: str, locate: Locate) -> Iterator[Finding]:
    length = (window.closes or 0) - (window.opens or 0)
    where, name = locate(permission, "windows"), permission.id
    hours = f"{format_clock(window.opens or 0)} to {format_clock(window.closes or 0)}"
    if not 0 < length <= 24 * 60:
        sentence = f"Permission {name}: {hours} in {when} is no window of one day."
        yield Finding("dates-contradict", Severity.ERROR, sentence, where, (name,))
    elif window.minutes == 0:
        sentence = f"Permission {name} leaves no time for work in {when} between set_up and hand_back."
        yield Finding("dates-contradict", Severity.ERROR, sentence, where, (name,))
    elif _LONG_NIGHT < length < 24 * 60 and (window.closes or 0) > 24 * 60:
        sentence = f"Permission {name}: {hours} in {when} is taken as {length // 60} hours, over midnight."
        yield Finding("window-over-midnight", Severity.WARNING, sentence, where, (name,))


def _evidence(evidence: Evidence, locate: Locate) -> Iterator[Finding]:
    name = evidence.id
    if evidence.until and evidence.until < evidence.on:
        sentence = f"Evidence {name} holds until {evidence.until}, before its own date, {evidence.on}."
        yield _error("dates-contradict", sentence, evidence, "until", locate, name)
    if not evidence.shows.strip() or not evidence.beats:
        sentence = f"Evidence {name} shows nothing: give shows and beats."
        yield _error("value-missing", sentence, evidence, "shows", locate, name)


def _concern(concern: Concern, locate: Locate) -> Iterator[Finding]:
    name = concern.id
    if concern.closed and concern.closed < concern.raised:
        sentence = f"Concern {name} is closed ({concern.closed}) before it is raised ({concern.raised})."
        yield _error("dates-contradict", sentence, concern, "closed", locate, name)
    if not concern.closed and (concern.answer or concern.closed_by):
        sentence = f"Concern {name} has an answer but no date: give closed, or it stays open."
        yield _error("value-missing", sentence, concern, "answer", locate, name)
    if concern.closed and not (concern.closed_by.strip() and concern.answer.strip()):
        sentence = f"Concern {name} is closed without saying by whom and with what answer: give closed_by and answer."
        yield _error("value-missing", sentence, concern, "closed", locate, name)


def _incident(incident: Incident, locate: Locate) -> Iterator[Finding]:
    name = incident.id
    if incident.lifted and incident.lifted < incident.on:
        sentence = (
            f"The hold of incident {name} is lifted ({incident.lifted}) before it happened ({incident.on})."
        )
        yield _error("dates-contradict", sentence, incident, "lifted", locate, name)
    if incident.lifted and not (incident.lifted_by.strip() and incident.reason.strip()):
        sentence = f"The hold of incident {name} is lifted by nobody: give lifted_by and reason."
        yield _error("value-missing", sentence, incident, "lifted", locate, name)
    if not incident.lifted and (incident.lifted_by or incident.reason):
        sentence = f"Incident {name} says who lifts its hold but not when: give lifted, or the hold stands."
        yield _error("value-missing", sentence, incident, "lifted_by", locate, name)


def _crew(member: CrewMember, locate: Locate) -> Iterator[Finding]:
    name = member.id
    if member.alternate and member.alternate == name:
        sentence = f"Crew member {name} is their own alternate; name another."
        yield _error("value-wrong", sentence, member, "alternate", locate, name)
    if not 0 < member.count <= MOST_COUNT:
        sentence = (
            f"Crew member {name} may be had by {member.count} units on one date; write 1 to {MOST_COUNT:,}."
        )
        yield _error("value-wrong", sentence, member, "count", locate, name)
    for field in ("rest", "night_limit"):
        if (minutes := getattr(member, field)) is not None and minutes > MOST_REST:
            sentence = f"Crew member {name}, {field}: {minutes:,} minutes are more than a week."
            yield _error("value-wrong", sentence, member, field, locate, name)
    twice = [one.role for k, one in enumerate(member.roles) if one.role in {r.role for r in member.roles[:k]}]
    for role in dict.fromkeys(twice):
        sentence = f"Crew member {name} has the role {role!r} twice; keep one."
        yield _error("role-twice", sentence, member, "roles", locate, name)


def _beat(beat: Beat, locate: Locate) -> Iterator[Finding]:
    if beat.performer and beat.performer == beat.double:
        sentence = f"Beat {beat.id}: {beat.performer} is performer and double at once; name who performs."
        yield _error("value-wrong", sentence, beat, "double", locate, beat.id)
    if not beat.scenes and not beat.cut:
        sentence = f"Beat {beat.id} is shot in no scene: give scenes, or say in cut who took it out and why."
        yield Finding("beat-without-scene", Severity.WARNING, sentence, locate(beat, "scenes"), (beat.id,))


def _beyond(stunts: Stunts, locate: Locate) -> Iterator[Finding]:
    """Dates that no shoot can mean: counting working days from them would leave the calendar."""
    for row in fields(stunts):
        value = getattr(stunts, row.name)
        for member in value if isinstance(value, tuple) else (value,):
            if isinstance(member, date) or is_dataclass(member):
                found = next((day for day in _dates(member) if not EARLIEST <= day <= LATEST), None)
                if found is not None:
                    name = str(getattr(member, "id", "") or getattr(member, "beat", row.name))
                    sentence = (
                        f"{name}: {found} is no date of a shoot; from {EARLIEST.year} to {LATEST.year}."
                    )
                    yield _error("value-wrong", sentence, member, "", locate, name)


def _dates(thing: Any) -> Iterator[date]:
    if isinstance(thing, date):
        yield thing
    elif isinstance(thing, tuple):
        for item in thing:
            yield from _dates(item)
    elif isinstance(thing, DateRange):
        yield from (thing.first, thing.last)
    elif is_dataclass(thing):
        for each in fields(thing):
            yield from _dates(getattr(thing, each.name))


_DATED = {
    "permissions": ("asked", "decided"),
    "equipment": ("examined",),
    "evidence": ("on",),
    "waivers": ("on",),
    "concerns": ("raised", "closed"),
    "incidents": ("on", "lifted"),
    "attempts": ("on",),
    "risks": ("on",),
}


def _ahead(stunts: Stunts, as_of: date, locate: Locate) -> Iterator[Finding]:
    for table, names in _DATED.items():
        for member in getattr(stunts, table):
            for name in names:
                day = getattr(member, name)
                if day is not None and day > as_of:
                    who = getattr(member, "id", "") or member.beat
                    sentence = (
                        f"{who}, {name}: {day} is after {as_of}, the date of this record; "
                        "until then it counts for nothing."
                    )
                    yield Finding("dated-ahead", Severity.WARNING, sentence, locate(member, name), (who,))


def _error(code: str, sentence: str, thing: object, field: str, locate: Locate, *about: str) -> Finding:
    return Finding(code, Severity.ERROR, sentence, locate(thing, field), about)
