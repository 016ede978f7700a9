"""What the stunt papers share: the record as of a date, names for people, versions of beats, states and their colours."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType

from coverset.hazards.asking import spoken
from coverset.hazards.judgement import STATES, Judgement, State, worst
from coverset.hazards.leave import Leaves, leaves_of
from coverset.hazards.readiness import judge_beat, urgency
from coverset.model.dates import format_date
from coverset.model.production import Production
from coverset.model.stunts import FACTS, Beat, Stunt, Stunts
from coverset.render.document import Block, Cell, Legend, LegendEntry, Note
from coverset.reports import Printing

DECIDES = "Planning record: a competent named person decides."
NOT_KNOWN = "not known"

COLOURS: Mapping[State, tuple[str, str]] = MappingProxyType(
    {
        "contradicted": ("#a61b1b", "#ffffff"),
        "too late": ("#c2410c", "#ffffff"),
        "not shown": ("#ffd95a", "#1b1e23"),
        "shown": ("#cbe6cf", "#1b1e23"),
        "not applicable": ("#e2e5e9", "#1b1e23"),
    }
)
"""Fill and ink of each state; the word always stands with it."""

MEANINGS: Mapping[State, str] = MappingProxyType(
    {
        "contradicted": "contradicted: what is recorded says the opposite, or a hold is on",
        "too late": "too late: its last possible date is past",
        "not shown": "not shown: there is time, and nothing on record yet",
        "shown": "shown: on record for the beat as it is now",
        "not applicable": "not applicable: a named person says why, or the beat is cut",
    }
)


@dataclass(frozen=True)
class Record:
    """A production's stunts as one printing shows them, as of ``on``."""

    printing: Printing
    on: date

    @property
    def production(self) -> Production:
        """Whose stunts they are."""
        return self.printing.board.production

    @property
    def stunts(self) -> Stunts:
        """Everything that is said of them."""
        return self.production.stunts

    @cached_property
    def leaves(self) -> Leaves:
        """Their permissions, and the catalogue in the production's own version."""
        return leaves_of(self.production)

    @cached_property
    def beats(self) -> tuple[Beat, ...]:
        """The beats of the printing: all of them, or those of its date and unit."""
        unit, day = self.printing.unit, self.printing.day
        if unit is None and day is None:
            return self.stunts.beats
        where = self.printing.board.plan.where
        return tuple(
            beat
            for beat in self.stunts.beats
            if any(
                unit in (None, one.unit) and day in (None, one.day)
                for scene in beat.scenes
                for one in where.get(scene, ())
            )
        )

    @cached_property
    def by_stunt(self) -> tuple[tuple[Stunt, tuple[Beat, ...]], ...]:
        """The stunts with their beats of the printing, by the first date, those on no date at the end."""
        found = [(s, tuple(b for b in self.beats if b.stunt == s.id)) for s in self.stunts.stunts]
        rows = [row for row in found if row[1] or self.beats == self.stunts.beats]
        return tuple(sorted(rows, key=lambda row: self.first_of(row[1]) or date.max))

    def first_of(self, beats: Iterable[Beat]) -> date | None:
        """The first date on which any of some beats is shot; None where the plan has none."""
        return min((day for beat in beats if not beat.cut for day in self.dates(beat)), default=None)

    def dates(self, beat: Beat) -> tuple[date, ...]:
        """The dates on which the plan shoots a beat."""
        where = self.printing.board.plan.where
        return tuple(sorted({one.day for scene in beat.scenes for one in where.get(scene, ())}))

    def when(self, beat: Beat) -> str:
        """Those dates in words."""
        return ", ".join(map(format_date, self.dates(beat))) or "on no date of the plan"

    @cached_property
    def _judged(self) -> dict[str, tuple[Judgement, ...]]:
        return {}

    def judged(self, beat: Beat) -> tuple[Judgement, ...]:
        """What is shown of every requirement of a beat, the worst first."""
        if beat.id not in self._judged:
            known, plan = self.leaves.catalogue, self.printing.board.plan
            found = judge_beat(self.production, known, beat, self.on, plan)
            self._judged[beat.id] = tuple(sorted(found, key=urgency))
        return self._judged[beat.id]

    def state(self, beat: Beat) -> State:
        """The worst state of a beat's requirements."""
        return worst([each.state for each in self.judged(beat)])

    def called(self, name: str, *, nobody: str = "nobody named") -> str:
        """What people call somebody of the crew or the cast; a name that is neither stands as it is."""
        crew, people = self.stunts.crew_by_id, self.production.people_by_id
        if not name:
            return nobody
        known = crew.get(name) or people.get(name)
        return (known.name or known.id) if known else name

    def all_called(self, names: Iterable[str]) -> str:
        """Several of them, each once."""
        return ", ".join(dict.fromkeys(self.called(name) for name in names if name))

    def holders(self, beats: Iterable[Beat], *roles: str) -> str:
        """Who of the crew of some beats is recorded in one of some roles; empty when nobody is."""
        crew = dict.fromkeys(member for beat in beats for member in self.stunts.crew_of(beat))
        found = [m.name or m.id for m in crew if any(m.competence(role) for role in roles)]
        return ", ".join(dict.fromkeys(found))

    def hazards(self, beat: Beat) -> tuple[tuple[str, str], ...]:
        """A beat's hazards by id, with what the catalogue calls them."""
        known = self.leaves.catalogue.hazards
        return tuple((name, known[name].name if name in known else spoken(name)) for name in beat.hazards)


def record(printing: Printing, on: date | None = None) -> Record:
    """The record of a printing as of a date: by default the record's own, else that of the paper."""
    return Record(printing, on or printing.board.production.stunts.as_of or printing.printed)


def wanted(printing: Printing) -> bool:
    """Whether the production has stunts: papers of a whole board leave the stunt papers out otherwise."""
    return bool(printing.board.production.stunts.stunts)


def for_all(printing: Printing) -> Printing:
    """The printing without what narrows it, for a paper that is only had whole."""
    return replace(printing, unit=None, day=None, person=None)


def nothing() -> Note:
    """What a stunt paper says of a production without stunts."""
    return Note("No stunt is on record: put them into stunts.toml.", "info", "No stunts")


def decides(record: Record, *more: str) -> Block:
    """The note at the head of every stunt paper."""
    words = " ".join((f"As the record stood on {format_date(record.on)}.", *more))
    return Note(words, "warn", DECIDES.rstrip("."))


def version(beat: Beat) -> str:
    """A short name for the facts of a beat as they are: other facts, another version."""
    told = "\0".join(f"{name}={value}" for name, value in beat.facts().items())
    return hashlib.sha256(told.encode()).hexdigest()[:6]


def fact(beat: Beat, name: str) -> str:
    """A fact of a beat in words with its unit: ``60 km/h``; what nobody has said is not known."""
    value = beat.fact(name)
    if not value:
        return NOT_KNOWN
    unit = FACTS[name].partition(" in ")[2]
    if name == "height":
        return f"{int(value) / 100:g} m"
    return f"{value} {unit}" if unit else value


def fact_name(name: str) -> str:
    """A fact as papers label it: ``Exclusion zone``, without its unit."""
    words = FACTS[name].partition(" in ")[0]
    return words[:1].upper() + words[1:]


def letter(beat: Beat) -> str:
    """A beat's id without its stunt's: ``a``."""
    return beat.id.removeprefix(f"{beat.stunt}/")


def titled(beat: Beat) -> str:
    """A beat by letter and name: ``a Crawl and rise``."""
    return f"{letter(beat)} {beat.name}".strip()


def state_cell(state: State, text: str = "", note: str = "") -> Cell:
    """A cell that says a state in its word and colour."""
    fill, ink = COLOURS[state]
    return Cell(text or state, fill=fill, ink=ink, bold=True, note=note)


def state_legend() -> Legend:
    """What the states and their colours mean."""
    entries = (LegendEntry(MEANINGS[state], "", *COLOURS[state]) for state in STATES)
    return Legend(tuple(entries), "States")
