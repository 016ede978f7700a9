"""Readiness: what is shown of every requirement of every beat, as of a date, and against a plan where there is one.

Nothing here says that a beat is safe. A beat is as ready as the worst of its requirements; what is not known is
not shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TypeVar

from coverset.hazards.asking import Ask
from coverset.hazards.catalogue import Catalogue, bears, catalogue
from coverset.hazards.conditions import holds, in_words
from coverset.hazards.holds import holds_on
from coverset.hazards.judgement import STATES, Judgement, State, worst
from coverset.hazards.jurisdiction import why_not
from coverset.hazards.kinds import kinds
from coverset.hazards.requirement import TIERS, Requirement
from coverset.model.dates import format_date
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.model.stunts import Beat, NotApplicable, Waiver

Row = TypeVar("Row", Waiver, NotApplicable)


@dataclass(frozen=True)
class Readiness:
    """Every judgement, the worst first; ``on`` is the date of the judgement."""

    on: date
    judgements: tuple[Judgement, ...]
    stunts: Mapping[str, tuple[str, ...]]

    @cached_property
    def _by_beat(self) -> dict[str, tuple[Judgement, ...]]:
        found: dict[str, list[Judgement]] = {beat: [] for beats in self.stunts.values() for beat in beats}
        for each in self.judgements:
            found[each.beat].append(each)
        return {beat: tuple(rows) for beat, rows in found.items()}

    def of(self, beat: str) -> tuple[Judgement, ...]:
        """The judgements of a beat, the worst first."""
        return self._by_beat.get(beat, ())

    def of_requirement(self, beat: str, key: str) -> Judgement | None:
        """The judgement of one requirement of a beat, or None when nothing asks for it."""
        return next((each for each in self.of(beat) if each.requirement == key), None)

    def state(self, beat: str) -> State:
        """The worst state of a beat's requirements."""
        return worst([each.state for each in self.of(beat)])

    def state_of_stunt(self, stunt: str) -> State:
        """The worst state of a stunt's beats."""
        return worst([self.state(beat) for beat in self.stunts.get(stunt, ())])

    def counts(self, beat: str) -> Counter[State]:
        """How many requirements of a beat are in each state."""
        return Counter(each.state for each in self.of(beat))

    @property
    def worst(self) -> State:
        """The worst state of all."""
        return worst([each.state for each in self.judgements])

    @property
    def stopping(self) -> tuple[Judgement, ...]:
        """What forbids a beat as things stand: contradicted or too late, where no waiver may lift it."""
        return tuple(each for each in self.judgements if each.stops)


def judge(
    production: Production, on: date | None = None, plan: Plan | None = None, known: Catalogue | None = None
) -> Readiness:
    """Judge every beat of a production as of a date (default: its own ``as_of``, else today).

    With a plan, last possible dates are counted back from the dates on which it shoots the beats; without one,
    from the last date on which each could be shot at all.
    """
    stunts = production.stunts
    day = on or stunts.as_of or date.today()
    known = known or catalogue(stunts.catalogue)
    found = [each for beat in stunts.beats for each in judge_beat(production, known, beat, day, plan)]
    beats: dict[str, list[str]] = {stunt.id: [] for stunt in stunts.stunts}
    for beat in stunts.beats:
        beats.setdefault(beat.stunt, []).append(beat.id)
    order = {stunt: tuple(ids) for stunt, ids in beats.items()}
    return Readiness(day, tuple(sorted(found, key=urgency)), order)


def judge_beat(
    production: Production, known: Catalogue, beat: Beat, on: date, plan: Plan | None = None
) -> tuple[Judgement, ...]:
    """Judge one beat, in the order of the catalogue, holds first. A cut beat is asked for nothing."""
    if beat.cut:
        reason = f"The beat is cut: {beat.cut}."
        return (Judgement(beat.id, "cut", "", "not applicable", reason),)
    held = holds_on(production, known, beat, on)
    asked = known.requirements_of(production, beat)
    return (*held, *(_judge(production, beat, each, on, plan) for each in asked))


def urgency(judgement: Judgement) -> tuple[int, bool, date, int, str, str]:
    """How soon a judgement wants attention: by state, whether it forbids the beat, last date, tier."""
    tier = TIERS.index(judgement.asks.tier) if judgement.asks else 0
    last = judgement.last_date or date.max
    state = STATES.index(judgement.state)
    return state, not judgement.stops, last, tier, judgement.beat, judgement.requirement


def _judge(
    production: Production, beat: Beat, requirement: Requirement, on: date, plan: Plan | None
) -> Judgement:
    ask = Ask(production, beat, requirement, on, plan)
    if not bears(requirement, production, beat):
        if holds(requirement.when, production, beat) is False:
            reason = f"It is asked for when {in_words(requirement.when)}; that does not hold here."
            if requirement.overridden:
                reason = f"{requirement.overridden[:1].upper()}{requirement.overridden[1:]}."
        else:
            reason = why_not(requirement, production, beat)
        return Judgement(
            beat.id, requirement.key, requirement.hazard, "not applicable", reason, asks=requirement
        )
    judged: Judgement = kinds()[requirement.kind].judge(ask)
    if judged.state == "shown":
        return judged
    return _stated(ask, _waived(ask, judged))


def _stated(ask: Ask, judged: Judgement) -> Judgement:
    """With a named person's statement that the requirement does not bear on the beat: never against a contradiction."""
    said = _about(ask.stunts.not_applicable, ask)
    if said is None or judged.state == "not applicable":
        return judged
    if not (said.by and said.reason):
        return _add(
            judged, "A statement that it does not apply lacks a name or a reason, and counts for nothing."
        )
    if judged.state == "contradicted":
        return _add(
            judged,
            f"{said.by} states that it does not apply ({said.reason}); what is recorded says otherwise.",
        )
    reason = f"{said.by} states that it does not apply: {said.reason}."
    return replace(judged, state="not applicable", reason=reason, action="", last_date=None)


def _waived(ask: Ask, judged: Judgement) -> Judgement:
    """With a named person's waiver, where the tier allows one."""
    waiver = _about(ask.stunts.waivers, ask)
    if waiver is None or waiver.on > ask.on:
        return judged
    if not (waiver.by and waiver.reason):
        return _add(judged, "A waiver of it lacks a name or a reason, and counts for nothing.")
    if judged.firm or not ask.requirement.waivable:
        what = "This" if judged.firm else f"A requirement of {ask.requirement.tier}"
        return _add(judged, f"{what} cannot be waived: the waiver of {waiver.by} counts for nothing.")
    role = f" ({waiver.role})" if waiver.role else ""
    said = f"Waived by {waiver.by}{role} on {format_date(waiver.on)}: {waiver.reason}."
    reason = f"{said} Not waived, it is {judged.state}: {judged.reason}"
    return replace(judged, state="not applicable", reason=reason, action="", last_date=None, waived=waiver.by)


def _about(rows: tuple[Row, ...], ask: Ask) -> Row | None:
    return next((r for r in rows if r.beat == ask.beat.id and r.requirement == ask.requirement.key), None)


def _add(judged: Judgement, sentence: str) -> Judgement:
    return replace(judged, reason=f"{judged.reason} {sentence}")
