"""Evidence and the facts to which it is bound: what it depends on, and what has changed since."""

from __future__ import annotations

from coverset.hazards.catalogue import catalogue
from coverset.hazards.judgement import Change
from coverset.hazards.requirement import Requirement
from coverset.model.production import Production
from coverset.model.stunts import FACTS, Beat, Evidence


def bind(production: Production, beat: Beat, requirement_key: str) -> tuple[tuple[str, str], ...]:
    """The facts on which evidence for a requirement depends, as the beat says them now.

    A fact that is not known is bound as empty: when it becomes known, the evidence is stale. Raises KeyError
    when nothing asks the beat for that requirement.
    """
    asked = catalogue(production.stunts.catalogue).requirements_of(production, beat)
    return bound_to({each.key: each for each in asked}[requirement_key], beat)


def bound_to(requirement: Requirement, beat: Beat) -> tuple[tuple[str, str], ...]:
    """The facts on which a requirement's evidence depends, as the beat says them now."""
    return tuple((fact, beat.fact(fact)) for fact in requirement.depends_on)


def stale(evidence: Evidence, beat: Beat) -> tuple[Change, ...]:
    """The facts that are no longer what they were when the evidence was bound to them; empty while it holds."""
    return tuple(
        Change(fact, was, beat.fact(fact))
        for fact, was in evidence.bound
        if fact in FACTS and was != beat.fact(fact)
    )


def unbound(evidence: Evidence, requirement: Requirement, beat: Beat) -> tuple[str, ...]:
    """The facts that the requirement's evidence must say, that the beat knows, and that this evidence leaves out."""
    said = {fact for fact, _ in evidence.bound}
    return tuple(fact for fact in requirement.depends_on if fact not in said and beat.fact(fact))
