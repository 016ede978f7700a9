"""What a judge is asked, what it knows, and the four answers it can give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from coverset.hazards.binding import stale, unbound
from coverset.hazards.conditions import tasks_of
from coverset.hazards.judgement import Change, Judgement, State
from coverset.hazards.requirement import Requirement
from coverset.model.dates import format_date
from coverset.model.pins import Pin
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.model.stunts import FACTS, Beat, CrewMember, Evidence, Stunt, Stunts


@dataclass(frozen=True)
class Ask:
    """One requirement of one beat, judged as of a date; with a plan, against the dates on which it is shot.

    ``evidence`` names that of the requirement. ``unplanned`` is the last date on which the beat could be shot,
    from which last possible dates are counted while no plan says when it is.
    """

    production: Production
    beat: Beat
    requirement: Requirement
    on: date
    plan: Plan | None = None

    @property
    def stunts(self) -> Stunts:
        """Everything that the production says of its stunts."""
        return self.production.stunts

    @cached_property
    def stunt(self) -> Stunt:
        """The stunt of the beat; an empty one where the production does not know it."""
        return self.stunts.stunts_by_id.get(self.beat.stunt, Stunt(self.beat.stunt))

    @cached_property
    def crew(self) -> tuple[CrewMember, ...]:
        """The stunt crew of the beat, the coordinator first."""
        return self.stunts.crew_of(self.beat) if self.beat.stunt in self.stunts.stunts_by_id else ()

    @cached_property
    def locations(self) -> tuple[str, ...]:
        """The ids of where the beat is shot."""
        return tuple(dict.fromkeys(task.location for task in tasks_of(self.production, self.beat)))

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """The dates on which the plan shoots the beat; empty without a plan and in the boneyard."""
        where = self.plan.where if self.plan else {}
        return tuple(sorted({day.day for scene in self.beat.scenes for day in where.get(scene, ())}))

    @cached_property
    def needs(self) -> tuple[tuple[date | None, str], ...]:
        """Each date and location at which the beat is shot; no date for a strip that no plan has dated."""
        where = self.plan.where if self.plan else {}
        found: dict[tuple[date | None, str], None] = {}
        for task in tasks_of(self.production, self.beat):
            days: list[date | None] = [day.day for day in where.get(task.id, ())]
            found.update(((day, task.location), None) for day in days or [None])
        return tuple(found)

    @cached_property
    def unplanned(self) -> date:
        """The last date on which the beat can be shot at all: by its pins, its locations and the calendar."""
        ends = [self.production.calendar.end_date]
        ends += [
            max(stretch.last for stretch in pin.dates)
            for pin in self.production.pins
            if isinstance(pin, Pin) and pin.task in self.beat.scenes and pin.dates
        ]
        places = (self.production.locations_by_id.get(name) for name in self.locations)
        ends += [max(stretch.last for stretch in place.open) for place in places if place and place.open]
        return min(ends)

    @property
    def first(self) -> date:
        """The date on which it is first needed: the first planned one, else the last possible one."""
        return self.dates[0] if self.dates else self.unplanned

    @property
    def last(self) -> date:
        """The last date on which it must still hold: the last planned one, else today."""
        return self.dates[-1] if self.dates else self.on

    @property
    def due(self) -> date:
        """The last date on which to have it."""
        return self.first - timedelta(days=self.requirement.days_before or 0)

    @property
    def shot(self) -> str:
        """When the beat is shot, as part of a sentence."""
        if self.dates:
            return f"shot on {format_date(self.first)}"
        return f"on no date of a plan yet; {format_date(self.first)} is the last on which it could be shot"

    def holders(self, role: str) -> tuple[CrewMember, ...]:
        """Who of the beat's crew is recorded in a role."""
        return tuple(member for member in self.crew if member.competence(role))

    @cached_property
    def owner(self) -> str:
        """Who answers for the requirement: the crew in its owner's role, the role itself where nobody has it."""
        role = self.requirement.owner or "stunt_coordinator"
        found = [called(member) for member in self.holders(role)]
        if not found and role == "stunt_coordinator" and self.stunt.coordinator in self.stunts.crew_by_id:
            found = [called(self.stunts.crew_by_id[self.stunt.coordinator])]
        return ", ".join(found) or spoken(role)

    # The four answers.

    def shown(self, reason: str, *evidence: str, owner: str = "") -> Judgement:
        """What was asked for is there, and holds for the beat as it is now."""
        return self._say("shown", reason, evidence=evidence, owner=owner)

    def missing(
        self, reason: str, action: str, *, due: date | None = None, lapsed: Stale = (), owner: str = ""
    ) -> Judgement:
        """It is not there: not shown while there is time for it, too late after its last possible date."""
        last = due or self.due
        if last < self.on:
            late = f"It was due by {format_date(last)} ({self.shot}); today is {format_date(self.on)}."
            return self._say("too late", f"{reason} {late}", action, last, lapsed=lapsed, owner=owner)
        return self._say("not shown", reason, action, last, lapsed=lapsed, owner=owner)

    def late(self, reason: str, action: str, last: date, *, owner: str = "") -> Judgement:
        """Its own dates say that it can no longer be had in time."""
        return self._say("too late", reason, action, last, owner=owner)

    def against(self, reason: str, action: str, *, firm: bool = False, owner: str = "") -> Judgement:
        """What is recorded says the opposite. ``firm``: no waiver lifts it."""
        return self._say("contradicted", reason, action, self.due, firm=firm, owner=owner)

    def _say(
        self,
        state: State,
        reason: str,
        action: str = "",
        last: date | None = None,
        *,
        evidence: tuple[str, ...] = (),
        lapsed: Stale = (),
        firm: bool = False,
        owner: str = "",
    ) -> Judgement:
        return Judgement(
            self.beat.id,
            self.requirement.key,
            self.requirement.hazard,
            state,
            reason,
            action,
            owner or self.owner,
            last,
            evidence,
            tuple(lapsed),
            blocking=self.requirement.blocking or firm,
            firm=firm,
            asks=self.requirement,
        )

    # Evidence.

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """The evidence for this requirement and beat that exists by the date of the judgement, latest first."""
        keys = dict.fromkeys((self.requirement.key, *self.requirement.words("counts")))
        recorded = self.stunts.evidence_for
        found = (each for key in keys for each in recorded.get((self.beat.id, key), ()) if each.on <= self.on)
        return tuple(sorted(found, key=lambda each: (each.on, each.id), reverse=True))

    def wrong_with(self, evidence: Evidence) -> str:
        """Why a piece of evidence does not count, as a sentence; empty when it does."""
        name = evidence.reference or evidence.id
        if changes := stale(evidence, self.beat):
            said = "; ".join(changed(change) for change in changes)
            return f"{name} of {format_date(evidence.on)} is stale: {said}."
        if left := unbound(evidence, self.requirement, self.beat):
            facts = ", ".join(FACTS[fact] for fact in left)
            return f"{name} does not say for which {facts} it holds."
        if not evidence.by:
            return f"{name} names nobody who vouches for it."
        if evidence.until is not None and evidence.until < self.last:
            return f"{name} lapsed on {format_date(evidence.until)}, before {format_date(self.last)}."
        age = self.requirement.max_age
        if age is not None and evidence.on + timedelta(days=age) < self.last:
            return (
                f"{name} is of {format_date(evidence.on)}: older than {age} days on {format_date(self.last)}."
            )
        return self._wrong_signature(evidence, name)

    def _wrong_signature(self, evidence: Evidence, name: str) -> str:
        role = self.requirement.word("signed_by")
        if not role:
            return ""
        member = self.stunts.crew_by_id.get(evidence.by)
        known = member.competence(role) if member else None
        if known is None:
            return f"{name} is signed by {evidence.by}, who is not recorded as {spoken(role)}."
        if known.until is not None and known.until < evidence.on:
            return f"{name} is signed by {evidence.by}, whose competence ended on {format_date(known.until)}."
        return ""

    def stale_of(self, evidence: Iterable[Evidence]) -> Stale:
        """The stale ones of some evidence, by id, with what changed."""
        pairs = ((each.id, stale(each, self.beat)) for each in evidence)
        return tuple((name, changes) for name, changes in pairs if changes)


Stale = tuple[tuple[str, tuple[Change, ...]], ...]


def changed(change: Change) -> str:
    """A changed fact in words: ``speed in km/h was 40 and is 60``."""
    fact = FACTS.get(change.fact, change.fact)
    was, now = change.was or "not known", change.now or "not known"
    return f"{fact} was {was} and is {now}"


def called(member: CrewMember) -> str:
    """What a member of the stunt crew is called."""
    return member.name or member.id


def spoken(role: str) -> str:
    """A role or a kind of the catalogue in words: ``stunt coordinator``."""
    return role.replace("_", " ")


def listed(words: Iterable[str], *, joint: str = "and") -> str:
    """Words in a row: ``a, b and c``."""
    *most, last = list(words) or [""]
    return f"{', '.join(most)} {joint} {last}" if most else last
