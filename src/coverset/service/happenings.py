"""What happens to a production: its events told, added and taken back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from coverset.findings import Finding, Place, Severity, has_errors, in_order, nearest
from coverset.formats import events as events_file
from coverset.formats import production as folder_format
from coverset.formats._bind import Slip, bind, build, keys_of, model_of, values
from coverset.formats._folder import read_file
from coverset.model.dates import format_date
from coverset.model.event import Event
from coverset.model.events import check, kinds, take
from coverset.model.production import Production
from coverset.service._folder_writing import put
from coverset.store.files import write_whole

LOG = "events.jsonl"
"""Every event added and taken back, one a line, with who did it and when: nothing is ever taken out of it."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event in words: its kind and date, what it changes, how it is known, whether it is in force."""

    event: Event
    sentence: str
    in_force: bool
    findings: tuple[Finding, ...]

    @property
    def when(self) -> str:
        """The date of the event, or that none is known."""
        return format_date(self.event.day) if self.event.day else "no date"

    @property
    def known(self) -> str:
        """Who said it, from where it is known, and how: seeded, derived or assumed."""
        event = self.event
        entered = f"entered {event.recorded.isoformat()}" if event.recorded else ""
        return " · ".join(filter(None, (event.who, event.cited, event.hedge, event.mark, entered)))


def tell(folder: Path) -> tuple[list[Told], list[Finding]]:
    """Every event of a folder in the file's order, each against the production as the ones before leave it."""
    base, findings = folder_format.read(folder, in_force=events_file.NONE)
    if base is None:
        return [], findings
    data, _ = read_file(folder, events_file.FILE, optional=True)
    file, _ = events_file.read(data) if data is not None else (events_file.EventsFile(), [])
    told: list[Told] = []
    production = base
    for place, event in enumerate(file.events):
        found = check(production, event)
        if event.alternative:
            said = "" if has_errors(found) else event.sentence(production)
            told.append(Told(event, said or "It does not fit the production as it is here.", False, ()))
            continue
        if has_errors(found):
            told.append(Told(event, "Left out: it does not fit the production.", False, tuple(found)))
            continue
        told.append(Told(event, event.sentence(production), place < file.in_force, tuple(found)))
        production = take(production, event)
    return told, findings


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that an event of a kind is told: its key, what it takes, and whether it must be there."""

    key: str
    words: str
    needed: bool


_TAKES = {
    "after": "the scene it follows in the script",
    "all_work": "yes: nothing is shot at all, interiors neither",
    "alternative": "yes: told, but not in force unless it is asked for",
    "available": "dates as 2020-09-07..2020-09-25; several with ; between them",
    "base": "a base's id",
    "cast": "people's ids, ; between them",
    "colour": "the script colour: Pink",
    "date": "the date it happens or takes effect",
    "dates": "dates as 2021-06-14..2021-08-13; several with ; between them",
    "day_cost": "what a day of it costs, 6800 or 12.50",
    "eighths": "pages, as 1 3/8",
    "end_date": "the plan's new last date",
    "equipment": "gear's ids, ; between them",
    "examiner": "who examined it, by role",
    "expires": "the last date on which the leave holds",
    "film": "a film's id",
    "films": "films' ids, ; between them; none for all",
    "hedge": "how surely: the source's own doubt",
    "id": "what the event is called (made up if left out)",
    "illness": "yes: ill, and not away",
    "instead_of": "for an alternative: the id of the event it would take the place of",
    "int_ext": "INT, EXT or INT/EXT",
    "kind": "shoot, or prep for one that only prepares",
    "left_out": "yes: what is not shot of it leaves the plan",
    "like": "a unit whose day it has",
    "location": "a location's id",
    "mark": "seeded, derived or assumed",
    "milestone": "theatrical, streaming, broadcast, festival or delivery",
    "minutes": "shooting time in minutes",
    "months": "for how many months it holds",
    "name": "what people call it",
    "not_before": "the first date of the film",
    "open": "dates as 2020-09-07..2020-09-25; several with ; between them",
    "people": "people's ids, ; between them; none for the whole company",
    "permission": "a permission's id",
    "person": "a person's id",
    "project": "what holds them, as people call it",
    "recorded": "when it was entered (today)",
    "resource": "a hire's id",
    "resources": "hires' ids, ; between them",
    "scene": "a scene's id, as F1/12A",
    "scenes": "scenes' ids, ; between them",
    "set": "where the story is",
    "source": "from where it is known: a call, a mail, an article",
    "state": "not asked, asked, granted, denied or withdrawn",
    "synopsis": "what happens in it",
    "time": "DAY, NIGHT, DAWN or DUSK",
    "unit": "a unit's id",
    "units": "units' ids, ; between them; none for any",
    "until": "a date",
    "when": "a date, or a month as 2021-07",
    "who": "who says so",
    "why": "the reason, in a few words",
}
"""What a value of an event is, by its key."""

COMMON = ("id", "date", "who", "why", "source", "hedge", "mark", "recorded", "alternative", "instead_of")
"""What every event may be told, by key."""


def options(kind: type[Event]) -> list[Option]:
    """What an event of a kind is told, its own things first, needed ones before the others."""
    shape = events_file.shape_of(kind)
    found = []
    for field in fields(kind):
        if field.name == "source":
            continue
        key = str(shape.names.get(field.name, field.name))
        needed = field.default is MISSING and field.name not in shape.optional
        found.append(Option(key, _TAKES[key], needed))
    own = [each for each in found if each.key not in COMMON]
    common = [each for each in found if each.key in COMMON]
    return [*sorted(own, key=lambda each: not each.needed), *common]


@dataclass(frozen=True, slots=True)
class Done:
    """What adding or taking back came to: the event, what it changes, what is worth saying, the file written.

    ``path`` is None when an error among the findings stopped it; nothing is written then. ``ahead`` when the
    event is in the file and not taken into account yet.
    """

    event: Event | None
    sentence: str
    findings: tuple[Finding, ...]
    path: Path | None
    ahead: bool = False


def add_event(
    folder: Path,
    kind: str,
    given: Mapping[str, str],
    *,
    who: str = "",
    today: date | None = None,
    now: bool = False,
) -> Done:
    """Put an event at the end of the folder's events.toml, checked first against the production as it is then.

    With ``now`` it comes right behind those in force and is in force itself; an alternative is only told all the same.

    ``given`` holds the event's values by key, as people write them. ``who`` and the date of entry stand in
    the event unless it says otherwise. Every mistake is a finding, all at once; nothing is written then.
    """
    known = kinds()
    if kind not in known:
        sentence = f"There is no kind of event {kind!r}; {nearest(kind, known, limit=len(known))}"
        return _refused([Finding("event-kind-unknown", Severity.ERROR, sentence, None, (kind,))])
    model = model_of(events_file.shape_of(known[kind]))
    data, slips = read_file(folder, events_file.FILE, optional=True)
    file, found = events_file.read(data) if data is not None else (events_file.EventsFile(), [])
    if slips or has_errors(found):
        return _refused([*slips, *found])
    recorded = (today or date.today()).isoformat()
    made: dict[str, Any] = {"id": _new_id(kind, [e.id for e in file.events]), **given}
    made |= {"who": made.get("who", who), "recorded": made.get("recorded", recorded)}
    bound, mistakes, _ = bind(model, made)
    if mistakes or bound is None:
        return _refused([_as_finding(each, kind, keys_of(model)) for each in mistakes])
    event: Event = build(known[kind], values(bound), source=Place(events_file.FILE))
    base, findings = folder_format.read(folder, in_force=file.word if file.events else None)
    if base is None:
        return _refused(findings)
    wrong = (
        []
        if event.id not in {each.id for each in file.events}
        else [
            Finding(
                "id-twice", Severity.ERROR, f"There is an event {event.id!r} already; give it another id."
            )
        ]
    )
    now = now and not event.alternative
    before = base if now else _after_all(base)
    wrong += check(before, event)
    if has_errors(wrong):
        return _refused(wrong)
    text = events_file.with_event(data, kind, events_file.table(event), now=now)
    again, slips = events_file.read(text)
    if has_errors(slips) or event not in again.events:
        return _refused(slips)
    sentence = event.sentence(before)
    slips = put(folder, events_file.FILE, text, who=who or event.who, why=sentence)
    if slips:
        return _refused(slips)
    _log(folder, "added", event, who or event.who, recorded)
    ahead = event.alternative or event not in again.events[: again.in_force]
    return Done(event, sentence, tuple(in_order(wrong)), folder / events_file.FILE, ahead)


def put_in_force(folder: Path, word: str, *, who: str = "") -> Done:
    """Say down to which event they are taken into account: "all", "none" or the id of the last one."""
    data, slips = read_file(folder, events_file.FILE, optional=True)
    if data is None:
        sentence = f"{folder} has no {events_file.FILE}: there is nothing to put in force."
        return _refused([*slips, Finding("event-none", Severity.ERROR, sentence)])
    text = events_file.with_in_force(data, word)
    file, found = events_file.read(text)
    if has_errors(found):
        return _refused(found)
    count = len(file.taken(file.in_force))
    noun = "event is" if count == 1 else "events are"
    sentence = f"{count} {noun} taken into account, {len(file.events) - count} not."
    slips = put(folder, events_file.FILE, text, who=who, why=f"in force: {word}")
    return _refused(slips) if slips else Done(None, sentence, (), folder / events_file.FILE)


def take_back(folder: Path, name: str = "", *, who: str = "", today: date | None = None) -> Done:
    """Take an event (the last one, when none is named) out of events.toml; the log keeps what it was.

    Comments elsewhere in the file stay.
    """
    data, slips = read_file(folder, events_file.FILE, optional=True)
    if data is None:
        sentence = f"{folder} has no {events_file.FILE}: there is nothing to take back."
        return _refused([*slips, Finding("event-none", Severity.ERROR, sentence)])
    _, found = events_file.read(data)
    if has_errors(found):
        return _refused(found)
    text, event = events_file.without(data, name)
    if text is None or event is None:
        named = f" {name!r}" if name else ""
        sentence = (
            f"The event {event.id} cannot be cut out of {events_file.FILE} by machine: do it by hand."
            if event
            else f"There is no event{named} to take back in {events_file.FILE}."
        )
        return _refused([Finding("event-none", Severity.ERROR, sentence)])
    sentence = f"Event {event.id} ({event.KIND}) is taken back."
    slips = put(folder, events_file.FILE, text, who=who, why=sentence)
    if slips:
        return _refused(slips)
    _log(folder, "taken back", event, who, (today or date.today()).isoformat())
    return Done(event, sentence, (), folder / events_file.FILE)


def _as_finding(slip: Slip, kind: str, keys: Sequence[str]) -> Finding:
    takes = f" An event of the kind {kind} takes {', '.join(keys)}." if slip.code == "value-missing" else ""
    sentence = slip.sentence.replace("the file needs", "it needs")
    return Finding(slip.code, Severity.ERROR, f"{sentence[:1].upper()}{sentence[1:]}{takes}")


def _after_all(production: Production) -> Production:
    """The production after every event of its file, those ahead too: what a new event comes after."""
    for event in production.ahead:
        if not event.alternative and not has_errors(check(production, event)):
            production = take(production, event)
    return production


def _refused(findings: Sequence[Finding]) -> Done:
    return Done(None, "", tuple(in_order(findings)), None)


def _new_id(kind: str, taken: Sequence[str]) -> str:
    number = 1
    while f"{kind}-{number}" in taken:
        number += 1
    return f"{kind}-{number}"


def _log(folder: Path, what: str, event: Event, who: str, when: str) -> None:
    """Add a line to the log; the whole file is written beside and renamed."""
    kept, _ = read_file(folder, LOG, optional=True)
    table = {key: _plain(value) for key, value in events_file.table(event).items()}
    line = {"when": when, "who": who, "what": what, "kind": event.KIND, "event": table}
    text = (kept or b"") + json.dumps(line, ensure_ascii=False).encode() + b"\n"
    write_whole(folder / LOG, text)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
