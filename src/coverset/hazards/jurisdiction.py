"""Whose rules a beat is under: the country where it is shot, what the production adopts, and who gives it leave."""

from __future__ import annotations

from coverset.hazards.conditions import tasks_of
from coverset.hazards.requirement import Requirement
from coverset.model.production import Production
from coverset.model.stunts import Beat

# fmt: off
EU = frozenset((
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
))
# fmt: on
"""The member states. Great Britain and Norway are none: what a union directive asks is not asked there by it."""


def countries(production: Production, beat: Beat) -> tuple[str, ...]:
    """The codes of where a beat is shot: its stunt's own word, else the countries of its strips' bases."""
    stunt = production.stunts.stunts_by_id.get(beat.stunt)
    if stunt is not None and stunt.jurisdiction:
        return (stunt.jurisdiction,)
    bases = (production.bases_by_id[production.base_of(task)] for task in tasks_of(production, beat))
    return tuple(dict.fromkeys(base.country for base in bases if base.country))


def codes(production: Production, beat: Beat) -> tuple[str, ...]:
    """Everything by which a limited requirement may bear on a beat, authorities that give it leave included."""
    stunts = production.stunts
    given = (permission.authority for permission in stunts.permissions_of(beat))
    adopted = (*countries(production, beat), *stunts.jurisdictions, *given)
    return tuple(dict.fromkeys(code for code in adopted if code))


def covers(jurisdiction: str, code: str) -> bool:
    """Whether a jurisdiction holds at a place: GB in GB-ENG, EU in IT; CA-ON not in all of CA."""
    wanted, found = jurisdiction.upper(), code.upper()
    if wanted == found or found.startswith(f"{wanted}-"):
        return True
    return wanted == "EU" and found.partition("-")[0] in EU


def applies(requirement: Requirement, production: Production, beat: Beat) -> bool:
    """Whether a requirement's jurisdictions, if it has any, hold for a beat."""
    limits = requirement.jurisdictions
    return not limits or any(covers(limit, code) for limit in limits for code in codes(production, beat))


def why_not(requirement: Requirement, production: Production, beat: Beat) -> str:
    """The reason why a requirement of another jurisdiction does not bear on a beat, as a sentence."""
    here = countries(production, beat)
    where = f"the beat is shot in {', '.join(here)}" if here else "where the beat is shot is not stated"
    return f"It is asked in {', '.join(requirement.jurisdictions)}; {where}, and the production has not adopted it."
