"""What an edit makes stale: which evidence, by which fact, from what to what, and who must be told."""

from __future__ import annotations

from dataclasses import dataclass

from coverset.hazards.binding import stale
from coverset.hazards.catalogue import catalogue
from coverset.hazards.judgement import Change
from coverset.model.production import Production
from coverset.model.stunts import Beat, Evidence


@dataclass(frozen=True, slots=True)
class GoingStale:
    """A piece of evidence that holds now and would not after an edit. ``told`` are those who must hear of it."""

    evidence: str
    beat: str
    requirement: str
    changes: tuple[Change, ...]
    told: tuple[str, ...] = ()


def going_stale(before: Production, after: Production) -> tuple[GoingStale, ...]:
    """The evidence that holds in one state of a production and is stale in another, by beat.

    Exactly what is bound to a fact that the edit changes; turned round, what an undo makes good again.
    """
    found = []
    earlier = {each.id: each for each in before.stunts.evidence}
    for evidence in after.stunts.evidence:
        was = earlier.get(evidence.id)
        for name in evidence.beats:
            old, new = before.stunts.beats_by_id.get(name), after.stunts.beats_by_id.get(name)
            if was is None or old is None or new is None or stale(was, old):
                continue
            changes = stale(evidence, new)
            if changes:
                told = who_is_told(after, new, evidence)
                found.append(GoingStale(evidence.id, name, evidence.shows, changes, told))
    return tuple(found)


def who_is_told(production: Production, beat: Beat, evidence: Evidence) -> tuple[str, ...]:
    """Who must hear that a piece of evidence is stale: who made it, who was there, who answers, who is in the beat.

    By id, the beat's coordinator first; those who hold its permissions are among them, for they may be conditional.
    """
    stunts = production.stunts
    stunt = stunts.stunts_by_id.get(beat.stunt)
    versions = catalogue(stunts.catalogue).requirements.get(evidence.shows, ())
    crew = stunts.crew_of(beat) if stunt else ()
    answering = [
        member.id for each in versions for member in crew if each.owner and member.competence(each.owner)
    ]
    holders = [each.holder for each in stunts.permissions_of(beat)] if stunt else []
    lead = (stunt.coordinator, stunt.abort) if stunt else ()
    names = (*lead, *answering, evidence.by, *evidence.names, beat.performer, beat.double, *holders)
    return tuple(dict.fromkeys(name for name in names if name))
