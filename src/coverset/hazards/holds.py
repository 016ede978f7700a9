"""What holds a beat whatever else is shown: open concerns, incidents, attempts that ended badly or were too many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from coverset.hazards.catalogue import Catalogue
from coverset.hazards.judgement import Judgement
from coverset.model.dates import format_date
from coverset.model.production import Production
from coverset.model.stunts import Beat, Concern, Incident


def holds_on(production: Production, known: Catalogue, beat: Beat, on: date) -> tuple[Judgement, ...]:
    """Everything that holds a beat on a date, each as a contradiction with who must lift it."""
    about = subjects(production, known, beat)
    found = [
        *(
            _incident(beat, each)
            for each in production.stunts.incidents
            if about & {*each.about} and _stands(each, on)
        ),
        *(
            _concern(beat, each)
            for each in production.stunts.concerns
            if about & {*each.about} and _open(each, on)
        ),
        *_attempts(production, beat, about, on),
    ]
    return tuple(found)


def subjects(production: Production, known: Catalogue, beat: Beat) -> set[str]:
    """Everything that a worry about the beat may be about: itself, its stunt, hazards, gear, leave and people."""
    stunts = production.stunts
    about = {beat.id, beat.stunt, beat.performer, beat.double, *beat.hazards}
    for hazard in known.hazards_of(beat):
        about |= {hazard.id, *hazard.extends}
    if beat.stunt in stunts.stunts_by_id:
        about |= {item.id for item in stunts.equipment_of(beat)}
        about |= {item.id for item in stunts.permissions_of(beat)}
        about |= {item.id for item in stunts.crew_of(beat)}
    return about - {""}


def _stands(incident: Incident, on: date) -> bool:
    lifted = incident.lifted is not None and incident.lifted <= on and incident.lifted_by and incident.reason
    return incident.on <= on and not lifted


def _open(concern: Concern, on: date) -> bool:
    closed = concern.closed is not None and concern.closed <= on and concern.closed_by and concern.answer
    return concern.raised <= on and not closed


def _incident(beat: Beat, each: Incident) -> Judgement:
    reason = f"Since {format_date(each.on)} there is a hold: {each.text}."
    if each.lifted is not None:
        reason += " It is marked as lifted, without saying by whom and why."
    return _hold(
        beat, f"incident {each.id}", reason, "A named person lifts the hold and says why.", firm=True
    )


def _concern(beat: Beat, each: Concern) -> Judgement:
    who = f" by {each.by}" if each.by else ""
    reason = f"A concern raised{who} on {format_date(each.raised)} is open: {each.text}."
    if each.closed is not None:
        reason += " It is marked as closed, without an answer and a name."
    return _hold(beat, f"concern {each.id}", reason, "A named person answers the concern.")


def _attempts(production: Production, beat: Beat, about: set[str], on: date) -> Iterator[Judgement]:
    tries = [each for each in production.stunts.attempts if each.beat == beat.id and each.on <= on]
    for each in tries:
        answered = (i for i in production.stunts.incidents if i.on >= each.on and about & {*i.about})
        if each.outcome == "incident" and not any(answered):
            reason = (
                f"Take {each.take} on {format_date(each.on)} ended in an incident that nobody has recorded."
            )
            action = "Record the incident; a named person lifts it or not."
            yield _hold(beat, f"attempt {each.take} of {each.on}", reason, action, firm=True)
    if beat.attempts is None:
        return
    full = Counter((each.on, each.performer) for each in tries if each.full_speed)
    for (day, performer), count in sorted(full.items()):
        if count > beat.attempts:
            who = f" by {performer}" if performer else ""
            reason = f"{count} full-speed attempts{who} on {format_date(day)}; the coordinator's limit is {beat.attempts}."
            action = "The coordinator says how it came about before it is tried again: record a concern and its answer."
            if not _spoken_of(production, about, day, on):
                yield _hold(beat, f"attempts of {day}", reason, action)


def _spoken_of(production: Production, about: set[str], day: date, on: date) -> bool:
    concerns = (c for c in production.stunts.concerns if c.raised >= day and about & {*c.about})
    return any(not _open(each, on) for each in concerns if each.raised <= on)


def _hold(beat: Beat, key: str, reason: str, action: str, *, firm: bool = False) -> Judgement:
    return Judgement(
        beat.id, key, "", "contradicted", reason, action, "stunt coordinator", blocking=firm, firm=firm
    )
