"""events.toml: what happens to a production, one table an event, in the order in which it is taken into account."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from coverset.findings import Finding, nearest
from coverset.formats._bind import Shape, build, file_type, model_of, scalar, values
from coverset.formats._folder import decode, error
from coverset.formats._production_text import _key, _value
from coverset.formats._toml_lines import lines_of
from coverset.formats._toml_sheet import Sheet, parse
from coverset.formats._unbind import table_of
from coverset.formats._when import from_when, when_form
from coverset.model.event import Event
from coverset.model.events import kinds

if TYPE_CHECKING:
    from pydantic import BaseModel

KEY = "events"
TITLE = "Events"
SUFFIXES = (".toml",)
FILE = "events.toml"

ALL, NONE = "all", "none"
_NAMES = {"day": "date", "cited": "source"}

OPENING = """\
# What happens to the production: one table an event, [[shutdown]], [[away]], [[weather]]...; `coverset event . add`
# lists them all. They are taken into account in this order. in_force = "all" takes every one, "none" none of
# them, the id of an event those down to it.

in_force = "all"
"""


def sniff(head: bytes) -> bool:
    """Whether a file's first bytes look like events.toml."""
    names = "|".join(map(re.escape, kinds()))
    return b"\0" not in head and bool(re.search(rf"(?m)^\s*\[\[(?:{names})\]\]".encode(), head))


def shape_of(kind: type[Event]) -> Shape:
    """How events of a kind stand in the file."""
    forms: dict[str, Any] = {}
    for name in kind.__dataclass_fields__:
        if name == "eighths":
            forms[name] = scalar("eighths")
        elif name == "when":
            forms[name] = when_form()
    return Shape(kind, names=_NAMES, forms=forms, optional=frozenset({"id"}), marks=False)


@cache
def file_model(used: frozenset[str] | None = None) -> type[BaseModel]:
    """The Pydantic model of the whole of events.toml; of a file in which only some kinds are ``used`` (None: any).

    A model takes a moment to build, and few files hold every kind.
    """
    from pydantic import ConfigDict, Field, create_model

    pieces: dict[str, Any] = {"in_force_": (file_type(str) | None, Field(None, validation_alias="in_force"))}
    for name, kind in kinds().items():
        row: Any = model_of(shape_of(kind)) if used is None or name in used else Any
        rows: Any = tuple[row, ...] | None
        pieces[_field(name)] = (rows, Field(None, validation_alias=name))
    config = ConfigDict(extra="forbid", title=FILE)
    doc = "What happens to a production: events.toml."
    model: type[BaseModel] = create_model("EventsFile", __config__=config, __doc__=doc, **pieces)
    return model


def _field(kind: str) -> str:
    return kind.replace("-", "_") + "_rows"


@dataclass(frozen=True, slots=True)
class EventsFile:
    """What events.toml holds: the events in the order of the file, how many are in force, and the word for it."""

    events: tuple[Event, ...] = ()
    in_force: int = 0
    word: str = ALL

    def taken(self, count: int) -> tuple[Event, ...]:
        """The events in force where so many are: those of them that are no alternatives."""
        return tuple(event for event in self.events[:count] if not event.alternative)

    def down_to(self, word: str) -> int:
        """How many events a word puts in force: "all", "none", or the id of the last one."""
        if word == ALL:
            return len(self.events)
        places = [k for k, event in enumerate(self.events, 1) if event.id == word]
        return places[0] if places else 0


def read(data: bytes, name: str = FILE) -> tuple[EventsFile, list[Finding]]:
    """Read the file; every mistake with its line, the events without one are read."""
    sheet = parse(data, name, file_model(_used(data)), ())
    if sheet.bound is None:
        return EventsFile(), sheet.findings
    findings = list(sheet.findings)
    events = _events(sheet, findings)
    word = getattr(sheet.bound, "in_force_", None) or ALL
    found = EventsFile(tuple(events))
    ids = [event.id for event in events]
    if word not in (ALL, NONE, *ids):
        hint = nearest(word, [ALL, NONE, *ids])
        sentence = f"in_force = {word!r} is no event: write all, none or an id; {hint}"
        findings.append(error("event-unknown", sentence, sheet.at("in_force"), word[:100]))
    return EventsFile(found.events, found.down_to(word), word), findings


def _used(data: bytes) -> frozenset[str] | None:
    """The kinds that a file may hold: those whose name stands somewhere in it; any when letters may stand for others."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\\u" in data.lower():
        return None
    return frozenset(kind for kind in kinds() if kind.encode() in data)


def _events(sheet: Sheet, findings: list[Finding]) -> list[Event]:
    made: list[tuple[int, int, Event]] = []
    for kind, cls in kinds().items():
        for place, row in enumerate(getattr(sheet.bound, _field(kind)) or ()):
            where = sheet.at(kind, place)
            given = {"id": f"{kind}-{place + 1}", **values(row)}
            made.append((where.line or 0, place, build(cls, given, source=where)))
    events = [event for _, _, event in sorted(made, key=lambda each: each[:2])]
    seen: set[str] = set()
    for event in events:
        if event.id in seen:
            sentence = f"The event {event.id!r} is there twice; give each its own id."
            findings.append(error("id-twice", sentence, event.source, event.id))
        if event.id in (ALL, NONE) or not event.id.strip():
            sentence = f"{event.id!r} cannot be the id of an event; give it another."
            findings.append(error("id-wrong", sentence, event.source, event.id))
        seen.add(event.id)
    ids = [event.id for event in events]
    for event in events:
        if event.instead_of and (event.instead_of not in ids or event.instead_of == event.id):
            hint = nearest(event.instead_of, [name for name in ids if name != event.id])
            sentence = f"Event {event.id} is to stand instead of {event.instead_of!r}, which is no other event; {hint}"
            findings.append(error("event-unknown", sentence, event.source, event.id))
        if event.instead_of and not event.alternative:
            sentence = (
                f"Event {event.id} is to stand instead of {event.instead_of}: say alternative = true as well, "
                "or take the other one out."
            )
            findings.append(error("value-missing", sentence, event.source, event.id))
    return events


def table(event: Event) -> dict[str, Any]:
    """An event as its table, without its kind."""
    found = table_of(event, omit=("when",), names=_NAMES, always=("id",))
    when = getattr(event, "when", None)
    return found if when is None else {**found, "when": from_when(when)}


def text_of(kind: str, given: Mapping[str, Any]) -> str:
    """One event as it stands in the file."""
    lines = [f"[[{kind}]]", *(f"{_key((key,))} = {_value(value)}" for key, value in given.items())]
    return "\n".join(lines) + "\n"


def write(events: Iterable[Event], in_force: str = ALL) -> bytes:
    """events.toml."""
    opening = OPENING.replace('in_force = "all"', f"in_force = {_value(in_force)}")
    return "\n".join([opening, *(text_of(event.KIND, table(event)) for event in events)]).encode()


def with_event(data: bytes | None, kind: str, given: Mapping[str, Any], *, now: bool = False) -> bytes:
    """The file with an event at its end; all that stands there stays as it is. ``data`` None begins a new file.

    With ``now`` it comes behind the last event that is in force, before those ahead, and is in force itself.
    """
    text = OPENING if data is None else decode(data, FILE)[0].replace("\r\n", "\n")
    file = read(text.encode())[0] if now else EventsFile()
    made = text_of(kind, given)
    if not now or file.word == ALL:
        return f"{text.rstrip(chr(10))}\n\n{made}".encode()
    lines = text.split("\n")
    ahead = file.events[file.in_force :]
    at = _opening_line(lines, ahead[0]) if ahead else len(lines)
    before, after = "\n".join(lines[:at]).rstrip("\n"), "\n".join(lines[at:])
    whole = f"{before}\n\n{made}" + (f"\n{after}" if ahead else "")
    return with_in_force(whole.encode(), str(given["id"]))


def without(data: bytes, name: str = "") -> tuple[bytes | None, Event | None]:
    """The file without an event (the last one, when none is named), and that event; comments elsewhere stay.

    No event when there is none of that id; no bytes when it cannot be cut out.
    """
    text = decode(data, FILE)[0].replace("\r\n", "\n")
    before, _ = read(data)
    places = [k for k, event in enumerate(before.events) if name in ("", event.id)]
    if not places:
        return None, None
    k = places[-1]
    gone, lines = before.events[k], text.split("\n")
    first = _opening_line(lines, gone)
    if k + 1 < len(before.events):
        end = _opening_line(lines, before.events[k + 1])
    else:
        end = max(line for line in lines_of(text).values() if line > first)
        while end < len(lines) and lines[end].strip() and not lines[end].lstrip().startswith("#"):
            end += 1
    while first and not lines[first - 1].strip():
        first -= 1
    opening, rest = "\n".join(lines[:first]).rstrip("\n"), "\n".join(lines[end:]).strip("\n")
    made = "\n\n".join(part for part in (opening, rest) if part) + "\n"
    if before.word == gone.id:
        # What was in force down to the event that goes is in force down to the one before it.
        word = before.events[k - 1].id if k else (ALL if len(before.events) == 1 else NONE)
        made = with_in_force(made.encode(), word).decode()
    after, slips = read(made.encode())
    kept = [event.id for event in before.events if event is not gone]
    if slips or [event.id for event in after.events] != kept:
        return None, gone
    return made.encode(), gone


def _opening_line(lines: list[str], event: Event) -> int:
    """The place of the line at which an event begins, the comments right above it with it."""
    first = (event.source.line if event.source and event.source.line else 1) - 1
    while first and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return first


def with_in_force(data: bytes, word: str) -> bytes:
    """The file with another word for what is in force."""
    text = decode(data, FILE)[0]
    line = f"in_force = {_value(word)}"
    changed, count = re.subn(r"(?m)^in_force[ \t]*=[^\n]*$", lambda _: line, text, count=1)
    return (changed if count else f"{line}\n\n{text}").encode()
