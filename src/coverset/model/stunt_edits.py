"""What a hand does to the record of the stunts, as values: each edit applies to a production and can be taken back.

Every edit says who did it, on which date and why, and has a sentence. ``inverse`` is taken of the production as it
was before: applied after the edit, it gives back just that production.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Literal, TypeAlias, TypeVar

from coverset.findings import nearest
from coverset.model.edits import EditError
from coverset.model.production import Production
from coverset.model.stunts import (
    FACTS,
    Attempt,
    Beat,
    Concern,
    Evidence,
    Incident,
    NotApplicable,
    PermissionState,
    Stunts,
    Waiver,
)

Record: TypeAlias = Evidence | Waiver | NotApplicable | Concern | Incident | Attempt
FactValue: TypeAlias = str | int | tuple[str, ...] | None
_T = TypeVar("_T")

TABLE_OF: Mapping[type[Any], str] = {
    Evidence: "evidence",
    Waiver: "waivers",
    NotApplicable: "not_applicable",
    Concern: "concerns",
    Incident: "incidents",
    Attempt: "attempts",
}
"""The field of ``Stunts`` that keeps each kind of record."""


@dataclass(frozen=True, slots=True)
class ChangeBeat:
    """Facts of a beat become others; None and empty values are facts that are no longer known.

    Raises EditError for a beat or a fact that is not there.
    """

    beat: str
    facts: tuple[tuple[str, FactValue], ...]
    by: str = ""
    on: date | None = None
    why: str = ""

    def apply(self, production: Production) -> Production:
        """The production with the facts changed."""
        wrong = [name for name, _ in self.facts if name not in FACTS and name != "present"]
        if wrong:
            raise EditError(
                f"a beat has no fact {wrong[0]!r}; {nearest(wrong[0], (*FACTS, 'present'), limit=30)}"
            )
        beat = _found(production.stunts.beats_by_id, self.beat, "beat")
        return _put(production, "beats", beat, self._changed(beat))

    def _changed(self, beat: Beat) -> Beat:
        facts: dict[str, Any] = dict(self.facts)
        return replace(beat, **facts)

    def inverse(self, production: Production) -> StuntEdit:
        """The facts as they are now."""
        beat = _found(production.stunts.beats_by_id, self.beat, "beat")
        return replace(self, facts=tuple((name, getattr(beat, name)) for name, _ in self.facts))

    def sentence(self, production: Production) -> str:
        """What changes, from what to what."""
        beat = _found(production.stunts.beats_by_id, self.beat, "beat")
        changed = self._changed(beat)
        said = [
            f"{FACTS.get(name, name)} was {_fact(beat, name)}, becomes {_fact(changed, name)}"
            for name, _ in self.facts
        ]
        return f"{self.beat}: {'; '.join(said)}."


@dataclass(frozen=True, slots=True)
class CutBeat:
    """A beat is taken out, with who and why; without ``why`` one that was taken out is shot again."""

    beat: str
    by: str = ""
    on: date | None = None
    why: str = ""

    @property
    def note(self) -> str:
        """What the beat keeps of it."""
        if not self.why:
            return ""
        who = f"taken out by {self.by}" if self.by else "taken out"
        return f"{who}{f' on {self.on}' if self.on else ''}: {self.why}"

    def apply(self, production: Production) -> Production:
        """The production with the beat cut, or back in."""
        beat = _found(production.stunts.beats_by_id, self.beat, "beat")
        return _put(production, "beats", beat, replace(beat, cut=self.note))

    def inverse(self, production: Production) -> StuntEdit:
        """The beat as it stands now."""
        return _undo(production, self.apply(production), self)

    def sentence(self, production: Production) -> str:
        """That the beat goes, or comes back."""
        return f"{self.beat} is {self.note}." if self.why else f"{self.beat} is shot again."


@dataclass(frozen=True, slots=True)
class SetPermission:
    """A permission is asked for, granted, denied or withdrawn on a date; back to "not asked" clears its dates."""

    permission: str
    state: PermissionState
    on: date | None = None
    by: str = ""
    why: str = ""

    def apply(self, production: Production) -> Production:
        """The production with the permission's new state and date."""
        old = _found(production.stunts.permissions_by_id, self.permission, "permission")
        dates: dict[str, Any] = {"decided": self.on}
        if self.state == "asked":
            dates = {"asked": self.on, "decided": None}
        elif self.state == "not asked":
            dates = {"asked": None, "decided": None}
        return _put(production, "permissions", old, replace(old, state=self.state, **dates))

    def inverse(self, production: Production) -> StuntEdit:
        """The state and dates as they are now."""
        return _undo(production, self.apply(production), self)

    def sentence(self, production: Production) -> str:
        """The new state after the old."""
        old = _found(production.stunts.permissions_by_id, self.permission, "permission")
        when = f" on {self.on}" if self.on else ""
        return f"{old.name or old.id} was {old.state}, becomes {self.state}{when}."


@dataclass(frozen=True, slots=True)
class AssignCrew:
    """Members of the stunt crew are assigned to a beat or to a whole stunt, or taken off it."""

    to: str
    crew: tuple[str, ...]
    remove: bool = False
    by: str = ""
    on: date | None = None
    why: str = ""

    def apply(self, production: Production) -> Production:
        """The production with the crew assigned anew. Raises EditError for somebody who is not of the crew."""
        for name in self.crew:
            _found(production.stunts.crew_by_id, name, "member of the stunt crew")
        table, thing = self._where(production)
        kept = [name for name in thing.crew if name not in self.crew]
        crew = tuple(kept) if self.remove else (*thing.crew, *(n for n in self.crew if n not in thing.crew))
        return _put(production, table, thing, replace(thing, crew=crew))

    def _where(self, production: Production) -> tuple[str, Any]:
        stunts = production.stunts
        if self.to in stunts.beats_by_id:
            return "beats", stunts.beats_by_id[self.to]
        return "stunts", _found(stunts.stunts_by_id, self.to, "beat or stunt", stunts.beats_by_id)

    def inverse(self, production: Production) -> StuntEdit:
        """The crew as it is now."""
        return _undo(production, self.apply(production), self)

    def sentence(self, production: Production) -> str:
        """Who comes or goes."""
        verb = "leave" if self.remove else "join"
        return f"{', '.join(self.crew)} {verb}{'s' if len(self.crew) == 1 else ''} {self.to}."


@dataclass(frozen=True, slots=True)
class AddRecord:
    """Evidence, a waiver, a statement, a concern, an incident or an attempt is put on record.

    Raises EditError when the id is taken, or a beat that it names is not there.
    """

    record: Record
    by: str = ""
    on: date | None = None
    why: str = ""

    @property
    def table(self) -> str:
        """The field of ``Stunts`` that keeps it."""
        return TABLE_OF[type(self.record)]

    def apply(self, production: Production) -> Production:
        """The production with the record after the others of its kind."""
        beats = (
            self.record.beats if isinstance(self.record, Evidence) else (getattr(self.record, "beat", ""),)
        )
        for beat in filter(None, beats):
            _found(production.stunts.beats_by_id, beat, "beat")
        rows = getattr(production.stunts, self.table)
        name = getattr(self.record, "id", "")
        if name and any(row.id == name for row in rows):
            raise EditError(f"the id {name!r} is taken; give another")
        return _with(production, {self.table: (*rows, self.record)})

    def inverse(self, production: Production) -> StuntEdit:
        """The records as they are now."""
        return _undo(production, self.apply(production), self)

    def sentence(self, production: Production) -> str:
        """What goes on record."""
        record = self.record
        if isinstance(record, Evidence):
            step = f" ({record.step})" if record.step else ""
            return f"{record.by or 'Nobody'} shows {record.shows}{step} for {', '.join(record.beats)} on {record.on}."
        if isinstance(record, Waiver):
            return f"{record.by} goes without {record.requirement} for {record.beat}: {record.reason}."
        if isinstance(record, NotApplicable):
            return f"{record.by} states that {record.requirement} does not bear on {record.beat}: {record.reason}."
        if isinstance(record, Attempt):
            return f"Take {record.take} of {record.beat} on {record.on} went {record.outcome}."
        what = "A concern" if isinstance(record, Concern) else "An incident"
        return f"{what} about {', '.join(record.about)}: {record.text}."


@dataclass(frozen=True, slots=True)
class RemoveEvidence:
    """A piece of evidence is taken off the record: it was of something else, or never held."""

    evidence: str
    by: str = ""
    on: date | None = None
    why: str = ""

    def apply(self, production: Production) -> Production:
        """The production without it."""
        rows = production.stunts.evidence
        gone = _found({row.id: row for row in rows}, self.evidence, "evidence")
        return _with(production, {"evidence": tuple(row for row in rows if row is not gone)})

    def inverse(self, production: Production) -> StuntEdit:
        """The evidence back in its place."""
        return _undo(production, self.apply(production), self)

    def sentence(self, production: Production) -> str:
        """What is no longer shown."""
        row = _found({row.id: row for row in production.stunts.evidence}, self.evidence, "evidence")
        return f"{row.id} no longer shows {row.shows} for {', '.join(row.beats)}."


@dataclass(frozen=True, slots=True)
class Settle:
    """A concern is closed with an answer, or an incident's hold lifted with the reason, by a named person."""

    what: Literal["concern", "incident"]
    id: str
    on: date
    by: str
    why: str

    def apply(self, production: Production) -> Production:
        """The production with it settled. Raises EditError without a name and a reason."""
        if not (self.by.strip() and self.why.strip()):
            raise EditError(f"{self.what} {self.id} is settled by a named person with a reason: give both")
        table = "concerns" if self.what == "concern" else "incidents"
        old = _found({row.id: row for row in getattr(production.stunts, table)}, self.id, self.what)
        if isinstance(old, Concern):
            return _put(
                production, table, old, replace(old, closed=self.on, closed_by=self.by, answer=self.why)
            )
        return _put(production, table, old, replace(old, lifted=self.on, lifted_by=self.by, reason=self.why))

    def inverse(self, production: Production) -> StuntEdit:
        """The concern or hold as it is now."""
        return _undo(production, self.apply(production), self)

    def sentence(self, production: Production) -> str:
        """Who settles it and how."""
        done = "closes concern" if self.what == "concern" else "lifts the hold of incident"
        return f"{self.by} {done} {self.id} on {self.on}: {self.why}."


@dataclass(frozen=True, slots=True)
class SeveralStuntEdits:
    """Edits that are one decision, applied in order."""

    edits: tuple[StuntEdit, ...]
    by: str = ""
    on: date | None = None
    why: str = ""

    def apply(self, production: Production) -> Production:
        """The production after all of them."""
        for edit in self.edits:
            production = edit.apply(production)
        return production

    def inverse(self, production: Production) -> StuntEdit:
        """What takes all of them back at once."""
        return _undo(production, self.apply(production), self)

    def sentence(self, production: Production) -> str:
        """What each of them does."""
        said = []
        for edit in self.edits:
            said.append(edit.sentence(production))
            production = edit.apply(production)
        return " ".join(said)


@dataclass(frozen=True, slots=True)
class RestoreStunts:
    """Tables of the stunts as they were: what takes another edit back."""

    tables: tuple[tuple[str, tuple[Any, ...]], ...]
    by: str = ""
    on: date | None = None
    why: str = ""

    def apply(self, production: Production) -> Production:
        """The production with those tables put back."""
        return _with(production, dict(self.tables))

    def inverse(self, production: Production) -> StuntEdit:
        """What brings the edit that this one took back."""
        return _undo(production, self.apply(production), self)

    def sentence(self, production: Production) -> str:
        """Which tables are put back."""
        return f"{', '.join(name.replace('_', ' ') for name, _ in self.tables)} as before."


StuntEdit: TypeAlias = (
    "ChangeBeat | CutBeat | SetPermission | AssignCrew | AddRecord | RemoveEvidence | Settle | SeveralStuntEdits "
    "| RestoreStunts"
)


def _found(known: Mapping[str, _T], name: str, what: str, more: Mapping[str, Any] | None = None) -> _T:
    if name not in known:
        raise EditError(f"there is no {what} {name!r}; {nearest(name, (*known, *(more or ())))}")
    return known[name]


def _fact(beat: Beat, name: str) -> str:
    return ("; ".join(beat.present) if name == "present" else beat.fact(name)) or "not known"


def _with(production: Production, tables: Mapping[str, Any]) -> Production:
    return replace(production, stunts=replace(production.stunts, **tables))


def _put(production: Production, table: str, old: object, new: object) -> Production:
    rows = tuple(new if row is old else row for row in getattr(production.stunts, table))
    return _with(production, {table: rows})


def _undo(before: Production, after: Production, edit: Any) -> RestoreStunts:
    changed = [
        (each.name, getattr(before.stunts, each.name))
        for each in fields(Stunts)
        if getattr(before.stunts, each.name) != getattr(after.stunts, each.name)
    ]
    return RestoreStunts(tuple(changed), edit.by, edit.on, edit.why)
