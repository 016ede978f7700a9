"""stunts.toml written out: every table of the stunts, with comments that say what may be filled in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields
from typing import Any

from coverset.formats._marks import marked, row_path
from coverset.formats._notation import WEEKDAYS
from coverset.formats._production_text import _key, _value
from coverset.formats._stunts_file import HEAD, NAMED, SHAPES, TABLES
from coverset.formats._stunts_holidays import own_holidays
from coverset.formats._unbind import table_of
from coverset.model.production import Marked, Production
from coverset.model.stunts import Stunts

_OPENING = """\
The stunts of the production, to be edited by hand, or one value at a time with `coverset record`. A fact that is
left out is not known, which is never the same as harmless. Speeds in km/h, heights in cm, masses in kg, winds in
m/s, lengths of time in minutes, dates 2025-05-05. `coverset stunts` says what is shown and what is not."""

_OPENING_ALONE = "".join(f"# {line}\n" for line in _OPENING.splitlines())

_NOTES = {
    "authority": """\
Whoever gives leave. country = "NO" keeps that country's public holidays; lead times count in its working days.""",
    "stunt": "A stunt: what it is for, who leads it, who stops it, and what holds for all of its beats.",
    "beat": """\
One continuous piece of action as it will be filmed, called STUNT/beat. Evidence is bound to these facts: change
one, and what was shown for it has to be shown again. cut says who took a beat out and why.""",
    "crew": "Who a stunt needs on the set, with the roles they may do ([[crew.ID.role]]).",
    "permission": """\
Leave asked, granted, denied or withdrawn, with its [[permission.ID.window]] and the steps of asking for it.""",
    "equipment": "Gear that must be examined; months is how long an examination holds.",
    "evidence": "What shows that a requirement is met, bound to the facts of the beat as they were on that day.",
    "waiver": "Who goes without a requirement, and why. Law, licences and agreements are not waived.",
    "not_applicable": "Who says that a requirement does not bear on a beat, and why.",
    "concern": "Worries that somebody raised; open until closed, with an answer.",
    "incident": "What went wrong. Each holds what it is about until a named person lifts it, with the reason.",
    "attempt": "Every try at a beat, in rehearsal and on the day.",
    "risk": """\
What somebody has assessed of a hazard of a beat: likelihood and severity 1 to 5, kept apart; controls by level, the
strongest first. A residual severity that is lower needs residual_reason.""",
    "hazard": "The production's own hazards, and its changes to those of the catalogue.",
    "mark": 'How single values are known: "seeded" by a source, "derived" from one, or "assumed".',
}
_INNER = {"role": "roles", "window": "windows", "step": "steps", "holiday": "holidays"}


def empty_toml() -> str:
    """A stunts.toml that states nothing."""
    return _OPENING_ALONE


def stunts_toml(production: Production, marks: Mapping[str, Marked], placed: set[str]) -> str:
    """stunts.toml of a production, as text. ``marks`` are by path; those that stand in it are added to ``placed``."""
    stunts = production.stunts
    page = _Page()
    page.say(_OPENING)
    head = table_of(stunts, omit=frozenset(Stunts.__dataclass_fields__) - set(HEAD))
    page.table(("safety",), head, note="")
    for name, field in TABLES.items():
        for at, member in enumerate(getattr(stunts, field)):
            table = row(name, member, production)
            path = row_path(name, at, member)
            table = marked(table, path, marks, _keys(name), placed)
            note = _NOTES[name] if not at else ""
            if name in NAMED:
                page.table((name, member.id), table, note=note)
            else:
                page.table((name,), table, note=note, many=True)
    for at, (hazard, raw) in enumerate(stunts.catalogue):
        note = _NOTES["hazard"] if not at else ""
        page.table(("hazard", hazard), raw if isinstance(raw, dict) else {}, note=note)
    rest = [mark for path, mark in marks.items() if path not in placed and _is_ours(path, stunts)]
    for at, mark in enumerate(rest):
        placed.add(mark.path)
        page.table(
            ("mark",), table_of(mark, always=("mark",)), note=_NOTES["mark"] if not at else "", many=True
        )
    return page.text()


def row(name: str, member: Any, production: Production) -> dict[str, Any]:
    """A member of the stunts as its table of the file, without its id where the id is its key."""
    names = {field: key for key, field in _INNER.items()}
    omit = {"id"} if name in NAMED else set()
    if name == "beat" and member.id.rpartition("/")[0] == member.stunt:
        omit.add("stunt")
    table = table_of(member, omit=omit | {"bound", "holidays"}, names=names, always=("days_off",))
    if name == "authority":
        table["days_off"] = [WEEKDAYS[day] for day in member.days_off]
        if member.days_off == SHAPES[name].cls(member.id).days_off:
            del table["days_off"]
        if holidays := own_holidays(member, production):
            table["holiday"] = [table_of(each, always=("day",)) for each in holidays]
    if name == "evidence" and member.bound:
        table["bound"] = dict(member.bound)
    return table


def _keys(name: str) -> Collection[str]:
    return [field.name for field in fields(SHAPES[name].cls) if field.name not in ("source", "id")]


def _is_ours(path: str, stunts: Stunts) -> bool:
    """Whether a mark is of a table of this file."""
    head = path.partition(".")[0].partition("[")[0]
    return head in {"safety", "hazard", *TABLES} and stunts != Stunts()


class _Page:
    """The text as it grows."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def text(self) -> str:
        """The whole text."""
        return "\n".join(self._lines).rstrip("\n") + "\n"

    def say(self, words: str) -> None:
        """A comment."""
        self._lines += [f"# {line}".rstrip() for line in words.splitlines()]

    def table(
        self, path: tuple[str, ...], table: Mapping[str, Any], *, note: str, many: bool = False
    ) -> None:
        """One table with the tables inside it, ``[path]``, or ``[[path]]`` for one of ``many``."""
        self._lines.append("")
        self.say(note)
        self._lines += table_lines(path, table, many=many)


def table_lines(path: tuple[str, ...], table: Mapping[str, Any], *, many: bool) -> list[str]:
    """The lines of a table: its header, its values, then its inner tables each under a header of its own."""
    found = [f"[[{_key(path)}]]" if many else f"[{_key(path)}]"]
    inner: list[tuple[str, Any]] = []
    for key, value in table.items():
        rows = isinstance(value, list) and value and all(isinstance(each, dict) for each in value)
        if rows or (key == "bound" and isinstance(value, dict)):
            inner.append((key, value))
        else:
            found.append(f"{_key((key,))} = {_value(value)}")
    for key, value in inner:
        for each in value if isinstance(value, list) else [value]:
            found += ["", *table_lines((*path, key), each, many=isinstance(value, list))]
    return found
