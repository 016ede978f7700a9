"""What people type after ``coverset record PATH``, as edits of the record of the stunts."""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from coverset.findings import nearest
from coverset.formats import _notation as notation
from coverset.hazards.binding import bind
from coverset.hazards.catalogue import catalogue
from coverset.model.edits import EditError
from coverset.model.production import Production
from coverset.model.risk_edits import DATES, FIGURES, LISTS, WORDS, RiskValue, SetRisk
from coverset.model.stunt_edits import (
    AddRecord,
    AssignCrew,
    ChangeBeat,
    CutBeat,
    FactValue,
    RemoveEvidence,
    SetPermission,
    Settle,
    SeveralStuntEdits,
    StuntEdit,
)
from coverset.model.stunts import (
    FACTS,
    Attempt,
    Beat,
    Concern,
    Evidence,
    Incident,
    NotApplicable,
    Outcome,
    PermissionState,
    Waiver,
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be recorded: the kind, the words after it, and what the options say. ``on`` None is the record's date."""

    what: str
    words: tuple[str, ...]
    on: date | None = None
    by: str = ""
    why: str = ""
    step: str = ""
    until: date | None = None
    names: tuple[str, ...] = ()
    reference: str = ""
    note: str = ""
    take: int = 1
    performer: str = ""
    half_speed: bool = False
    outcome: str = "as planned"
    remove: bool = False

    @property
    def day(self) -> date:
        """The date of it. Raises ValueError while none is known."""
        if self.on is None:
            raise ValueError("the date is not known")
        return self.on


Edit: TypeAlias = "StuntEdit | SetRisk"


def edit_of(production: Production, wish: Wish) -> Edit:
    """The edit that is wished. Raises EditError, with a sentence, for words that make none."""
    if wish.what not in KINDS:
        raise EditError(
            f"nothing called {wish.what!r} can be recorded; {nearest(wish.what, KINDS, limit=20)}"
        )
    usage, make = KINDS[wish.what]
    try:
        return make(production, wish)
    except (IndexError, ValueError) as trouble:
        if isinstance(trouble, EditError):
            raise
        said = f": {trouble}" if isinstance(trouble, ValueError) and trouble.args else ""
        raise EditError(f"write coverset record PATH {usage}{said}") from None


def _beat(production: Production, wish: Wish) -> StuntEdit:
    name, pairs = wish.words[0], wish.words[1:]
    if not pairs:
        raise IndexError
    return ChangeBeat(name, tuple(map(_fact, pairs)), wish.by, wish.on, wish.why)


def _fact(pair: str) -> tuple[str, FactValue]:
    name, found, value = pair.partition("=")
    name = name.strip().replace("-", "_")
    if not found:
        raise EditError(
            f"{pair!r} is no change: write a fact and its value, speed=60, or speed= when it is not known"
        )
    if name not in FACTS and name != "present":
        raise EditError(f"a beat has no fact {name!r}; {nearest(name, (*FACTS, 'present'), limit=30)}")
    hint = typing.get_type_hints(Beat)[name]
    try:
        if hint is str:
            return name, notation.to_text(value)
        if hint == tuple[str, ...]:
            return name, tuple(notation.to_text(item) for item in notation.to_items(value))
        return name, notation.to_whole(value) if value.strip() else None
    except ValueError as trouble:
        raise EditError(f"{name}: {trouble}") from None


def _cut(production: Production, wish: Wish) -> StuntEdit:
    (name,) = wish.words
    if not wish.why:
        raise EditError("say why the beat goes: --why ...")
    return CutBeat(name, wish.by, wish.on, wish.why)


def _again(production: Production, wish: Wish) -> StuntEdit:
    (name,) = wish.words
    return CutBeat(name, wish.by, wish.on, "")


def _permission(production: Production, wish: Wish) -> StuntEdit:
    name, *words = wish.words
    state = " ".join(words).casefold()
    states = typing.get_args(PermissionState)
    if state not in states:
        raise EditError(
            f"{state or 'nothing'!r} is no state of a permission; {nearest(state, states, limit=9)}"
        )
    return SetPermission(name, typing.cast(PermissionState, state), wish.on, wish.by, wish.why)


def _crew(production: Production, wish: Wish) -> StuntEdit:
    to, *names = wish.words
    if not names:
        raise IndexError
    return AssignCrew(to, tuple(names), wish.remove, wish.by, wish.on, wish.why)


def _evidence(production: Production, wish: Wish) -> StuntEdit:
    shows, *beats = wish.words
    known = catalogue(production.stunts.catalogue).requirements
    if shows not in known:
        raise EditError(f"nothing asks for {shows!r}; {nearest(shows, known)}")
    if not beats:
        raise IndexError
    if not wish.by:
        raise EditError("say who vouches for it: --by ...")
    edits: list[StuntEdit] = []
    taken = {each.id for each in production.stunts.evidence}
    for name in beats:
        beat = production.stunts.beats_by_id.get(name)
        if beat is None:
            raise EditError(f"there is no beat {name!r}; {nearest(name, production.stunts.beats_by_id)}")
        try:
            bound = bind(production, beat, shows)
        except KeyError:
            raise EditError(f"nothing asks {name} for {shows}: see coverset stunts PATH") from None
        row = Evidence(
            _free(shows, taken),
            shows,
            (name,),
            wish.day,
            wish.by,
            wish.until,
            wish.step,
            wish.names,
            wish.reference,
            wish.note,
            bound=bound,
        )
        taken.add(row.id)
        edits.append(AddRecord(row, wish.by, wish.on, wish.why))
    return edits[0] if len(edits) == 1 else SeveralStuntEdits(tuple(edits), wish.by, wish.on, wish.why)


def _free(stem: str, taken: set[str]) -> str:
    return next(name for k in range(1, len(taken) + 2) if (name := f"{stem}-{k}") not in taken)


def _forget(production: Production, wish: Wish) -> StuntEdit:
    (name,) = wish.words
    return RemoveEvidence(name, wish.by, wish.on, wish.why)


def _named_reason(wish: Wish, what: str) -> None:
    if not (wish.by and wish.why):
        raise EditError(f"{what} needs a name and a reason: --by ... --why ...")


def _waiver(production: Production, wish: Wish) -> StuntEdit:
    beat, requirement = wish.words
    _named_reason(wish, "a waiver")
    row = Waiver(beat, _waivable(production, beat, requirement), wish.by, wish.day, wish.why)
    return AddRecord(row, wish.by, wish.on, wish.why)


def _not_applicable(production: Production, wish: Wish) -> StuntEdit:
    beat, requirement = wish.words
    _named_reason(wish, "a statement that something does not bear on a beat")
    row = NotApplicable(beat, _asked(production, requirement), wish.by, wish.why)
    return AddRecord(row, wish.by, wish.on, wish.why)


def _asked(production: Production, key: str) -> str:
    known = catalogue(production.stunts.catalogue).requirements
    if key not in known:
        raise EditError(f"nothing asks for {key!r}; {nearest(key, known)}")
    return key


def _waivable(production: Production, beat: str, key: str) -> str:
    """The key of what a named person may go without. Raises EditError where what is asked of the beat is not such."""
    _asked(production, key)
    known = production.stunts.beats_by_id.get(beat)
    every = catalogue(production.stunts.catalogue)
    asked = every.requirements_of(production, known) if known else ()
    tier = next((each.tier for each in asked if each.key == key and not each.waivable), "")
    if tier:
        raise EditError(
            f"nobody goes without {key}: it is {tier}. What may be waived is guideline, finding or "
            f"assumption; if it does not bear on {beat}, say so: not-applicable {beat} {key} --by ... --why ..."
        )
    return key


def _concern(production: Production, wish: Wish) -> StuntEdit:
    if not wish.words or not wish.why:
        raise EditError("say what it is about and what the worry is: concern BEAT... --why ...")
    name = _free("concern", {each.id for each in production.stunts.concerns})
    row = Concern(name, wish.words, wish.day, wish.why, wish.by)
    return AddRecord(row, wish.by, wish.on, wish.why)


def _incident(production: Production, wish: Wish) -> StuntEdit:
    if not wish.words or not wish.why:
        raise EditError("say what it holds and what happened: incident BEAT... --why ...")
    name = _free("incident", {each.id for each in production.stunts.incidents})
    return AddRecord(Incident(name, wish.words, wish.day, wish.why), wish.by, wish.on, wish.why)


def _close(production: Production, wish: Wish) -> StuntEdit:
    (name,) = wish.words
    return Settle("concern", name, wish.day, wish.by, wish.why)


def _lift(production: Production, wish: Wish) -> StuntEdit:
    (name,) = wish.words
    return Settle("incident", name, wish.day, wish.by, wish.why)


def _attempt(production: Production, wish: Wish) -> StuntEdit:
    (beat,) = wish.words
    outcomes = typing.get_args(Outcome)
    if wish.outcome not in outcomes:
        raise EditError(f"{wish.outcome!r} is no outcome; {nearest(wish.outcome, outcomes)}")
    row = Attempt(
        beat,
        wish.day,
        wish.take,
        wish.performer,
        not wish.half_speed,
        typing.cast(Outcome, wish.outcome),
        wish.note,
    )
    return AddRecord(row, wish.by, wish.on, wish.why)


def _risk(production: Production, wish: Wish) -> SetRisk:
    beat, hazard, *pairs = wish.words
    if bool(pairs) == wish.remove:
        raise IndexError
    values = tuple(map(_risk_value, pairs))
    return SetRisk(beat, hazard, values, wish.remove, wish.by, wish.on, wish.why)


def _risk_value(pair: str) -> tuple[str, RiskValue]:
    name, found, value = pair.partition("=")
    name = name.strip().replace("-", "_")
    known = (*FIGURES, *LISTS, *WORDS, *DATES)
    if not found or name not in known:
        raise EditError(f"{pair!r} is nothing that is judged; {nearest(name, known, limit=20)}")
    try:
        if name in LISTS:
            return name, tuple(notation.to_text(item) for item in notation.to_items(value))
        if name in WORDS:
            return name, notation.to_text(value)
        if not value.strip():
            return name, None
        return name, notation.to_date(value) if name in DATES else notation.to_whole(value)
    except ValueError as trouble:
        raise EditError(f"{name}: {trouble}") from None


KINDS: Mapping[str, tuple[str, Callable[[Production, Wish], Edit]]] = {
    "beat": ("beat BEAT fact=value...", _beat),
    "cut": ("cut BEAT --by NAME --why REASON", _cut),
    "again": ("again BEAT", _again),
    "permission": ("permission ID STATE --on DATE", _permission),
    "crew": ("crew BEAT-OR-STUNT MEMBER...", _crew),
    "evidence": ("evidence REQUIREMENT BEAT... --by NAME", _evidence),
    "forget": ("forget EVIDENCE", _forget),
    "waiver": ("waiver BEAT REQUIREMENT --by NAME --why REASON", _waiver),
    "not-applicable": ("not-applicable BEAT REQUIREMENT --by NAME --why REASON", _not_applicable),
    "concern": ("concern BEAT... --by NAME --why WORRY", _concern),
    "close": ("close CONCERN --by NAME --why ANSWER", _close),
    "incident": ("incident BEAT... --why WHAT-HAPPENED", _incident),
    "lift": ("lift INCIDENT --by NAME --why REASON", _lift),
    "attempt": ("attempt BEAT --take N --outcome OUTCOME", _attempt),
    "risk": ("risk BEAT HAZARD likelihood=3 severity=5... --by NAME", _risk),
}
"""What can be recorded: how it is written, and the edit it makes."""
