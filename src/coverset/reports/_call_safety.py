"""The stunts of a call sheet's date: who stops them and how, rescue, limits, what changed and what is not shown yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from coverset.hazards.asking import changed, listed, spoken
from coverset.hazards.binding import stale
from coverset.hazards.catalogue import bears
from coverset.hazards.judgement import Change, Judgement, State
from coverset.hazards.leave import name_of
from coverset.hazards.requirement import TIERS
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.light import light_windows
from coverset.model.plan import PlanDay
from coverset.model.stunt_work import open_hours, stunt_work
from coverset.model.stunts import FACTS, Beat, Permission, Stunt
from coverset.render.document import (
    Block,
    Cell,
    Column,
    Heading,
    Keep,
    KeyValues,
    Note,
    Points,
    Row,
    Strong,
    Table,
    Text,
)
from coverset.reports import Printing
from coverset.reports._strips import time_of_day
from coverset.reports._stunt_record import DECIDES, NOT_KNOWN, Record, fact, letter, record, titled, version

_BLANK = "________"
_ALARM = "#fbd5cf"
_BEATS = (
    Column("Beat", 20),
    Column("Version", 9),
    Column("Work", 16),
    Column("Who", 20),
    Column("Speed, height", 13),
    Column("Wind limit", 11),
    Column("Attempts", 10),
    Column("Exclusion", 36),
)
_MOST = 14
_KEY_OF: dict[State, str] = {
    "contradicted": "Contradicted",
    "too late": "Due before this date and not on record",
    "not shown": "Not shown",
}


def safety(printing: Printing, day: PlanDay) -> Iterator[Block]:
    """A block for each stunt that the unit-day shoots, rigs or rehearses, the record looked at as of that date."""
    told = record(printing, day.day)
    work = stunt_work(told.production).beats
    by_stunt: dict[str, dict[str, list[str]]] = {}
    for task in day.tasks:
        for beat in work.get(task, ()):
            by_stunt.setdefault(beat.stunt, {}).setdefault(beat.id, []).append(task)
    for name, beats in by_stunt.items():
        stunt = told.stunts.stunts_by_id.get(name)
        if stunt is not None:
            found = [(told.stunts.beats_by_id[beat], tasks) for beat, tasks in beats.items()]
            yield from _stunt(told, stunt, found, day)
    if every := [told.stunts.beats_by_id[beat] for beats in by_stunt.values() for beat in beats]:
        yield _references(told, every)


def headline(printing: Printing, day: PlanDay) -> str:
    """Who stops the stunts of a unit-day with which word; empty where it has none."""
    stunts = printing.board.production.stunts
    told, found = record(printing, day.day), []
    work = stunt_work(told.production).beats
    for name in dict.fromkeys(beat.stunt for task in day.tasks for beat in work.get(task, ())):
        stunt = stunts.stunts_by_id.get(name)
        if stunt is not None:
            word = f'"{stunt.abort_word}"' if stunt.abort_word else "no word on record"
            found.append(f"{stunt.name or stunt.id} is stopped by {told.called(stunt.abort)}: {word}")
    return "; ".join(found)


def _stunt(
    told: Record, stunt: Stunt, found: Sequence[tuple[Beat, list[str]]], day: PlanDay
) -> Iterator[Block]:
    beats = [beat for beat, _ in found]
    title = f"Stunt: {stunt.name or stunt.id}, issue {stunt.issue}"
    rows = tuple(_beat_row(told, *each) for each in found)
    box = KeyValues(tuple(_who(told, stunt, beats)), columns=2)
    yield Keep((Heading(title), box))
    yield Table(_BEATS, rows, key=f"stunt {stunt.id}", dense=True)
    yield Points(tuple((Strong(f"{name}: "), words) for name, words in _how(told, stunt, beats, day)))
    yield from _open(told, beats, day.day)
    yield _changes(told, beats, day.day)


def _beat_row(told: Record, beat: Beat, tasks: Sequence[str]) -> Row:
    kinds = told.production.tasks
    work = [getattr(kinds[task], "kind", "") or f"sc. {task}" for task in tasks]
    who = told.called(beat.performer, nobody=NOT_KNOWN)
    double = f"double: {told.called(beat.double)}" if beat.double else ""
    pace = [fact(beat, name) for name in ("speed", "height") if beat.fact(name)]
    tries = NOT_KNOWN if beat.attempts is None else f"{beat.attempts} at full speed"
    return Row(
        (
            Cell(titled(beat), bold=True),
            Cell(version(beat)),
            Cell(", ".join(dict.fromkeys(work))),
            Cell(who, note=double),
            Cell(", ".join(pace) or NOT_KNOWN),
            Cell(fact(beat, "wind_limit")),
            Cell(tries),
            Cell(beat.exclusion or NOT_KNOWN),
        )
    )


def _who(told: Record, stunt: Stunt, beats: Sequence[Beat]) -> Iterator[tuple[str, str | Cell]]:
    yield "Coordinator", _person(told, stunt.coordinator)
    yield "Abort", _person(told, stunt.abort)
    yield "Medics", told.holders(beats, "medic") or _gap("nobody named")
    yield "Abort word", Cell(stunt.abort_word, bold=True) if stunt.abort_word else _gap("not on record")
    yield "Ambulance", told.holders(beats, "ambulance") or _gap("nobody named")
    yield "Rescue", told.holders(beats, *_rescuers(told, beats)) or _gap("nobody named")
    yield (
        "Nearest hospital",
        _hospital(told, stunt, beats) or _gap("NOT ENTERED: enter it before this goes out"),
    )
    yield "Rescue is met at", stunt.meeting_point or _gap("not on record")


def _rescuers(told: Record, beats: Sequence[Beat]) -> tuple[str, ...]:
    """The roles of rescue that anybody of the beats' crew is recorded in."""
    crew = (member for beat in beats for member in told.stunts.crew_of(beat))
    return tuple(dict.fromkeys(r.role for member in crew for r in member.roles if "rescue" in r.role))


def _how(told: Record, stunt: Stunt, beats: Sequence[Beat], day: PlanDay) -> Iterator[tuple[str, str]]:
    """What takes a sentence: the meeting, comms, rescue, hours, leave, cover, and how to decline."""
    yield (
        "Safety meeting",
        f"{_BLANK} at {_BLANK}, everybody of this block; again at any change of people or plan.",
    )
    yield "Comms", stunt.comms or "NOT ON RECORD"
    yield "Rescue", stunt.rescue or "NOT ON RECORD"
    yield "Hours and light", f"{_hours(told, beats, day)}."
    yield "Leave", f"{_leave(told, beats)}."
    yield "If it cannot be", f"cover: {', '.join(stunt.cover)}." if stunt.cover else "NO COVER ON RECORD"
    yield "Who may decline", stunt.decline or "Anybody, before the action, to the first assistant director."


def _gap(words: str) -> Cell:
    return Cell(words, fill=_ALARM, ink="#1b1e23")


def _person(told: Record, name: str) -> str | Cell:
    if not name:
        return _gap("nobody named")
    member = told.stunts.crew_by_id.get(name)
    phone = f", {member.phone}" if member and member.phone else ""
    return f"{told.called(name)}{phone}"


def _hospital(told: Record, stunt: Stunt, beats: Sequence[Beat]) -> str:
    tasks = told.production.tasks
    bases = dict.fromkeys(told.production.base_of(tasks[s]) for b in beats for s in b.scenes if s in tasks)
    known = [told.production.bases_by_id[base].hospital for base in bases]
    return stunt.hospital or "; ".join(filter(None, known))


def _hours(told: Record, beats: Sequence[Beat], day: PlanDay) -> str:
    """The hours that permissions leave for work on the date, and the sun where there is any."""
    hours = told.printing.clock_hours
    limits = dict.fromkeys(p for b in beats for p in told.stunts.permissions_of(b) if _limits(p, day.day))
    said = []
    if limits:
        span = open_hours(tuple(limits), day.day)
        whose = listed(name_of(each) for each in limits)
        if span is None:
            said.append(f"no hour of the date is left by {whose}")
        else:
            start, end = (time_of_day(minute, hours) for minute in span)
            said.append(f"{start} to {end} within {whose}, set-up and hand-back taken off")
    tasks = told.production.tasks
    for base in dict.fromkeys(told.production.base_of(tasks[task]) for task in day.tasks):
        light = light_windows(told.production, base, day.day)
        if light.daylight is not None:
            start, end = (time_of_day(minute, hours) for minute in light.daylight)
            said.append(f"sun {start} to {end}{', assumed' if light.assumed else ''}")
    lights = dict.fromkeys(beat.light or "light not stated" for beat in beats)
    return "; ".join((*said, f"to be shot by {listed(lights)}"))


def _limits(permission: Permission, day: date) -> bool:
    return any(day in window.dates and window.minutes is not None for window in permission.windows)


def _leave(told: Record, beats: Sequence[Beat]) -> str:
    said = []
    for each in dict.fromkeys(p for beat in beats for p in told.stunts.permissions_of(beat)):
        terms = f", on condition: {'; '.join(each.conditions)}" if each.conditions else ""
        said.append(f"{name_of(each)} {f'granted{terms}' if each.state == 'granted' else each.state.upper()}")
    return ". ".join(said) or "none named"


def _open(told: Record, beats: Sequence[Beat], day: date) -> Iterator[Block]:
    """What is contradicted, overdue and not shown on the date: reasons for the first, names for the others."""
    found: dict[State, dict[str, list[str]]] = {state: {} for state in _KEY_OF}
    for beat in beats:
        for each in told.judged(beat):
            if each.state in found:
                found[each.state].setdefault(_said(each), []).append(letter(beat))
    items = []
    for state, words in _KEY_OF.items():
        rows = [f"{said} ({', '.join(letters)})" for said, letters in found[state].items()]
        if rows:
            more = f"; and {len(rows) - _MOST} more on the readiness board" if len(rows) > _MOST else ""
            items.append((Strong(f"{words}: "), f"{'; '.join(rows[:_MOST])}{more}."))
    as_of = told.stunts.as_of
    when = f"By the record of {format_date(as_of)}" if as_of and as_of != day else "By the record"
    if items:
        yield Note(f"{when}, looked at on this date. {DECIDES}", "stop", "Not shown yet")
        yield Points(tuple(items))
    else:
        words = f"{when}, everything that is asked of these beats is on record on this date. {DECIDES}"
        yield Note(words, "info", "Shown")


def _said(each: Judgement) -> str:
    return each.reason.rstrip(".") if each.state == "contradicted" else spoken(each.requirement)


def _changes(told: Record, beats: Sequence[Beat], day: date) -> Block:
    """Facts that are not what they were in the issue before, and since something was shown for them."""
    items = list(dict.fromkeys(_since_issue(told, beats, day)))
    items += dict.fromkeys(said for beat in beats for said in _since_shown(told, beat))
    if items:
        return Keep((Heading("Changes", 3), Points(tuple(items))))
    previous = told.printing.previous
    if previous is None or previous.production.stunts is told.stunts:
        words = "The facts of an issue before were not given to compare with; nothing on record is stale."
    else:
        words = "No fact of these beats is other than in the issue before, and nothing on record is stale."
    return Text((Strong("Changes. "), words), small=True)


def _since_shown(told: Record, beat: Beat) -> Iterator[str]:
    """Facts that changed after something was shown for them and nothing newer has been."""
    for (name, _), rows in told.stunts.evidence_for.items():
        known = [each for each in rows if each.on <= told.on] if name == beat.id else []
        if known and (changes := stale(newest := max(known, key=lambda each: each.on), beat)):
            words = "; ".join(map(changed, changes))
            yield f"{letter(beat)}, since {newest.reference or newest.id} of {format_date(newest.on)}: {words}."


def _since_issue(told: Record, beats: Sequence[Beat], day: date) -> Iterator[str]:
    previous = told.printing.previous
    if previous is None:
        return
    before = previous.production.stunts
    for beat in beats:
        was = before.beats_by_id.get(beat.id)
        if was is None:
            yield f"{letter(beat)} is new since the issue before."
            continue
        for name in FACTS:
            if was.fact(name) != beat.fact(name):
                yield f"{letter(beat)}: {changed(Change(name, was.fact(name), beat.fact(name)))}."
        yield from _moved(previous, beat, day)


def _moved(previous: Board, beat: Beat, day: date) -> Iterator[str]:
    where = previous.plan.where
    days = sorted({one.day for scene in beat.scenes for one in where.get(scene, ())})
    if days and day not in days:
        yield f"{letter(beat)} was on {listed(map(format_date, days))} in the issue before."


def _references(told: Record, beats: Sequence[Beat]) -> Block:
    """The sources of what is asked of the beats, each once, by the strictest tier in which it asks."""
    found: dict[str, None] = {}
    asked = [each for b in beats for each in told.leaves.catalogue.requirements_of(told.production, b)]
    for each in sorted(asked, key=lambda one: TIERS.index(one.tier)):
        if each.tier not in ("finding", "assumption") and any(bears(each, told.production, b) for b in beats):
            found |= dict.fromkeys(each.origin.source.split("; "))
    words = "; ".join(found) or "none"
    return Text(
        (Strong("References. "), f"{words}. How far each was read stands in the catalogue."), small=True
    )
