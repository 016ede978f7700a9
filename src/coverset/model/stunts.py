"""Stunts: beats, what can hurt in them, who answers for what, and what has been shown of it so far.

A stunt is filmed in beats. A beat has hazards, and *facts*: the fields of ``FACTS``, on which evidence
depends. Whatever is shown (a rehearsal, a method statement, an inspection) is bound to the facts as they
were when it was shown; a fact that changes afterwards makes just that evidence stale. Lengths of time in
minutes, speeds in kilometres an hour, heights in centimetres, masses in kilograms.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType

from coverset.findings import Place
from coverset.model.authority import Authority
from coverset.model.dates import DateRange, in_any
from coverset.model.permissions import Permission as Permission
from coverset.model.permissions import PermissionState as PermissionState
from coverset.model.permissions import Step as Step
from coverset.model.permissions import Window as Window
from coverset.model.risks import Risk
from coverset.model.shown import Attempt as Attempt
from coverset.model.shown import Concern as Concern
from coverset.model.shown import Evidence as Evidence
from coverset.model.shown import Incident as Incident
from coverset.model.shown import NotApplicable as NotApplicable
from coverset.model.shown import Outcome as Outcome
from coverset.model.shown import Waiver as Waiver

FACTS: Mapping[str, str] = MappingProxyType(
    {
        "performer": "performer",
        "double": "double",
        "action": "action",
        "path": "path",
        "direction": "direction",
        "speed": "speed in km/h",
        "height": "height in cm",
        "sequences": "takes run as one (merged or split)",
        "carrier": "what carries the performer",
        "anchor": "anchor or tether",
        "catch": "mats, bags and catch layout",
        "vehicle": "vehicle",
        "surface": "surface",
        "cameras": "camera positions and lenses",
        "arm_timing": "arm or crane timing",
        "light": "light",
        "rig_mass": "rig mass in kg",
        "attempts": "full-speed attempts a day",
        "wind_limit": "wind gust limit in m/s",
        "exclusion": "exclusion zone",
    }
)
"""The fields of a beat that matter, with their names for people. Most accidents studied began with a late
change of one of them after the rehearsal."""


@dataclass(frozen=True, slots=True)
class Beat:
    """One continuous piece of action of a stunt, as it will be filmed.

    ``scenes`` are the strips in which it is shot, ``hazards`` ids of the catalogue. A fact left empty is not
    known: that is never the same as harmless. ``present`` names what else is there, in the catalogue's words
    ("drone", "open traffic"), so that what may not be together is seen. ``crew`` assigns, by role, members of the
    stunt crew beyond the stunt's own. ``complex`` asks for a dry run on an earlier day. ``cut`` says who took the
    beat out and why; a cut beat is shot no more, and stays on record.
    """

    id: str
    stunt: str
    name: str = ""
    scenes: tuple[str, ...] = ()
    hazards: tuple[str, ...] = ()
    complex: bool = False
    performer: str = ""
    double: str = ""
    action: str = ""
    path: str = ""
    direction: str = ""
    speed: int | None = None
    height: int | None = None
    sequences: int | None = None
    carrier: str = ""
    anchor: str = ""
    catch: str = ""
    vehicle: str = ""
    surface: str = ""
    cameras: tuple[str, ...] = ()
    arm_timing: str = ""
    light: str = ""
    rig_mass: int | None = None
    attempts: int | None = None
    wind_limit: int | None = None
    exclusion: str = ""
    present: tuple[str, ...] = ()
    crew: tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    cut: str = ""
    source: Place | None = field(default=None, compare=False)

    def fact(self, name: str) -> str:
        """A fact in words as evidence is bound to it; empty when it is not known."""
        value = getattr(self, name)
        if isinstance(value, tuple):
            return "; ".join(value)
        return "" if value is None else str(value)

    def facts(self) -> dict[str, str]:
        """Every fact in words, in the order of ``FACTS``."""
        return {name: self.fact(name) for name in FACTS}


@dataclass(frozen=True, slots=True)
class Stunt:
    """A stunt of the production: its purpose, who leads it, and what holds for all of its beats.

    ``coordinator`` and ``abort`` are ids of the stunt crew; ``abort_word`` stops the action. ``crew`` are those
    present at every rehearsal and take. ``alternatives`` records what else was considered before doing it for
    real. ``cover`` names scenes to shoot when it cannot be. ``hospital`` is the nearest emergency department,
    ``meeting_point`` where rescue is met, ``decline`` how anyone may decline. ``people`` is how many are on the
    set, crew and cast together: some authorities ask for more time the more there are. ``most_attempts`` is the
    coordinator's value: how often a performer may go at full speed on one date, over all beats;
    ``light_margin`` the least time in minutes between daylight work on it and sunrise or sunset.
    """

    id: str
    name: str = ""
    purpose: str = ""
    alternatives: str = ""
    coordinator: str = ""
    abort: str = ""
    abort_word: str = ""
    crew: tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    cover: tuple[str, ...] = ()
    hospital: str = ""
    meeting_point: str = ""
    rescue: str = ""
    comms: str = ""
    decline: str = ""
    jurisdiction: str = ""
    people: int | None = None
    most_attempts: int | None = None
    light_margin: int | None = None
    issue: int = 1
    source: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Competence:
    """What a crew member may do: a role of the catalogue ("stunt_coordinator"), at what level, until when.

    ``classes`` narrows it to kinds ("three-wheeler", "sport canopy"); ``count`` is what is counted for it, such as
    jumps on the canopy type.
    """

    role: str
    level: str = ""
    until: date | None = None
    classes: tuple[str, ...] = ()
    count: int | None = None
    shown_by: str = ""


@dataclass(frozen=True, slots=True)
class CrewMember:
    """Someone, or a team with its vehicle, that a stunt needs on the set: a coordinator, a rigger, a medic, an ambulance.

    ``count`` is how many units may have it on one date. ``performs`` names the cast member whom a double stands
    in for. ``rest`` is the least time in minutes from wrap to call, when it is more than the unit's.
    """

    id: str
    name: str = ""
    roles: tuple[Competence, ...] = ()
    count: int = 1
    available: tuple[DateRange, ...] = ()
    away: tuple[DateRange, ...] = ()
    alternate: str = ""
    performs: str = ""
    rest: int | None = None
    night_limit: int | None = None
    phone: str = ""
    source: Place | None = field(default=None, compare=False)

    def competence(self, role: str) -> Competence | None:
        """What is recorded of them in a role, or None."""
        return next((each for each in self.roles if each.role == role), None)

    def is_away(self, day: date) -> bool:
        """Whether they cannot be had on a date."""
        return in_any(day, self.away) or bool(self.available and not in_any(day, self.available))


@dataclass(frozen=True, slots=True)
class Equipment:
    """Gear whose state must be shown: a harness, a link, a mount, a ramp. ``months`` is how long an examination holds.

    ``rated_for`` lists the uses that its maker allows; a use outside of them is contradicted, not missing.
    ``mass`` in kg, ``centre`` the height of its centre of mass and ``track`` its wheels' distance in cm: for the
    planning figure of a vehicle with a rig, where they are known.
    """

    id: str
    name: str = ""
    kind: str = ""
    examined: date | None = None
    months: int | None = None
    rated_for: tuple[str, ...] = ()
    examiner: str = ""
    mass: int | None = None
    centre: int | None = None
    track: int | None = None
    note: str = ""
    source: Place | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Stunts:
    """Everything a production says of its stunts. ``as_of`` is the date from which lead times are counted on.

    ``jurisdictions`` are those whose rules the production goes by beyond the country where it shoots.
    ``turnaround`` is the least time in minutes between work in the dark and a stunt by day, for everyone in both.
    """

    stunts: tuple[Stunt, ...] = ()
    beats: tuple[Beat, ...] = ()
    crew: tuple[CrewMember, ...] = ()
    permissions: tuple[Permission, ...] = ()
    authorities: tuple[Authority, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    not_applicable: tuple[NotApplicable, ...] = ()
    concerns: tuple[Concern, ...] = ()
    incidents: tuple[Incident, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    risks: tuple[Risk, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    as_of: date | None = None
    turnaround: int = 12 * 60
    catalogue: tuple[tuple[str, object], ...] = field(default=(), compare=True)

    @cached_property
    def stunts_by_id(self) -> dict[str, Stunt]:
        """The stunts by id."""
        return {stunt.id: stunt for stunt in self.stunts}

    @cached_property
    def beats_by_id(self) -> dict[str, Beat]:
        """The beats by id."""
        return {beat.id: beat for beat in self.beats}

    @cached_property
    def crew_by_id(self) -> dict[str, CrewMember]:
        """The stunt crew by id."""
        return {member.id: member for member in self.crew}

    @cached_property
    def permissions_by_id(self) -> dict[str, Permission]:
        """The permissions by id."""
        return {permission.id: permission for permission in self.permissions}

    @cached_property
    def authorities_by_id(self) -> dict[str, Authority]:
        """The authorities by id."""
        return {authority.id: authority for authority in self.authorities}

    @cached_property
    def equipment_by_id(self) -> dict[str, Equipment]:
        """The gear by id."""
        return {item.id: item for item in self.equipment}

    @cached_property
    def beats_in(self) -> dict[str, tuple[Beat, ...]]:
        """The beats that are still shot in each strip, by the strip's id."""
        found: dict[str, list[Beat]] = {}
        for beat in self.beats:
            for scene in () if beat.cut else beat.scenes:
                found.setdefault(scene, []).append(beat)
        return {scene: tuple(beats) for scene, beats in found.items()}

    @cached_property
    def risks_of(self) -> dict[str, tuple[Risk, ...]]:
        """The risk assessments by beat."""
        found: dict[str, list[Risk]] = {}
        for risk in self.risks:
            found.setdefault(risk.beat, []).append(risk)
        return {beat: tuple(rows) for beat, rows in found.items()}

    @cached_property
    def evidence_for(self) -> dict[tuple[str, str], tuple[Evidence, ...]]:
        """The evidence by beat and requirement, in the order of the record."""
        found: dict[tuple[str, str], list[Evidence]] = {}
        for each in self.evidence:
            for beat in dict.fromkeys(each.beats):
                found.setdefault((beat, each.shows), []).append(each)
        return {key: tuple(rows) for key, rows in found.items()}

    def crew_of(self, beat: Beat) -> tuple[CrewMember, ...]:
        """Everyone of the stunt crew that a beat needs: the stunt's and its own, the coordinator first."""
        stunt = self.stunts_by_id[beat.stunt]
        names = dict.fromkeys((stunt.coordinator, stunt.abort, *stunt.crew, *beat.crew, beat.double))
        return tuple(self.crew_by_id[name] for name in names if name in self.crew_by_id)

    def permissions_of(self, beat: Beat) -> tuple[Permission, ...]:
        """The permissions that a beat names, its stunt's first."""
        names = dict.fromkeys((*self.stunts_by_id[beat.stunt].permissions, *beat.permissions))
        return tuple(self.permissions_by_id[name] for name in names if name in self.permissions_by_id)

    def equipment_of(self, beat: Beat) -> tuple[Equipment, ...]:
        """The gear that a beat uses, its stunt's first."""
        names = dict.fromkeys((*self.stunts_by_id[beat.stunt].equipment, *beat.equipment))
        return tuple(self.equipment_by_id[name] for name in names if name in self.equipment_by_id)
