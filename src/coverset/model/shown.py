"""What is on record of a stunt: evidence, waivers and statements of named people, concerns, incidents, attempts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from coverset.findings import Place

Outcome = Literal["as planned", "not as planned", "incident"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that shows that a requirement is met: a document, a log entry, a signed check.

    ``shows`` is the requirement's key, ``beats`` those for which it holds. ``bound`` keeps the facts on which it
    depends as they were on that day, by name of the fact: what the beat says now may differ, and then
    it is stale. ``step`` names the rung of a rehearsal ladder ("static train"). ``until`` is its last valid
    date. ``measured`` is what was measured, in the requirement's unit.
    """

    id: str
    shows: str
    beats: tuple[str, ...]
    on: date
    by: str = ""
    until: date | None = None
    step: str = ""
    names: tuple[str, ...] = ()
    reference: str = ""
    note: str = ""
    measured: int | None = None
    bound: tuple[tuple[str, str], ...] = ()
    source: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Waiver:
    """A named person's decision to go without a requirement, with the reason. Only tiers that allow it may be waived."""

    beat: str
    requirement: str
    by: str
    on: date
    reason: str
    role: str = ""
    source: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """A named person's statement that a requirement does not bear on a beat, and why."""

    beat: str
    requirement: str
    by: str
    reason: str
    source: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Concern:
    """A worry that somebody raised about a stunt, a beat or a hazard; open until somebody has answered it."""

    id: str
    about: tuple[str, ...]
    raised: date
    text: str
    by: str = ""
    closed: date | None = None
    closed_by: str = ""
    answer: str = ""
    source: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Incident:
    """Something that went wrong, and the hold that it puts on what it is about: beats, stunts, hazards or equipment.

    The hold stands until a named person lifts it, with the reason.
    """

    id: str
    about: tuple[str, ...]
    on: date
    text: str
    lifted: date | None = None
    lifted_by: str = ""
    reason: str = ""
    source: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at a beat on the day or in rehearsal: who, at what speed, and whether it went as planned."""

    beat: str
    on: date
    take: int = 1
    performer: str = ""
    full_speed: bool = True
    outcome: Outcome = "as planned"
    note: str = ""
    source: Place | None = field(default=None, compare=False)
