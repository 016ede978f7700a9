"""What a production's stunts say of the catalogue: names of hazards and requirements that it does not have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coverset.findings import Finding, Place, Severity, in_order, nearest
from coverset.hazards.catalogue import Catalogue, check_overrides, merged
from coverset.model.production import Production


def check_hazards(production: Production, places: Mapping[str, Place] | None = None) -> list[Finding]:
    """Everything wrong with the hazards of a production: its own tables, and names that the catalogue lacks.

    ``places`` finds the production's own tables by path, "hazard.ID" or "hazard.ID.requirement.KEY".
    """
    stunts = production.stunts
    known, _ = merged(stunts.catalogue)
    findings = check_overrides(stunts.catalogue, places or override_places(production))
    for beat in stunts.beats:
        for hazard in beat.hazards:
            if hazard not in known.hazards:
                said = f"Beat {beat.id} has hazard {hazard!r}, which the catalogue lacks; {nearest(hazard, known.hazards)}"
                findings.append(Finding("beat-unknown-hazard", Severity.ERROR, said, beat.source, (beat.id,)))
        if not beat.hazards and not beat.cut:
            said = f"Beat {beat.id} names no hazard: only what every stunt is asked for is judged. List its hazards."
            findings.append(Finding("beat-without-hazard", Severity.WARNING, said, beat.source, (beat.id,)))
    findings += _unknown(((e.shows, e.id, "shows", e.source) for e in stunts.evidence), known, "evidence")
    findings += _unknown(
        ((w.requirement, w.beat, "is of", w.source) for w in stunts.waivers), known, "waiver"
    )
    rows = ((n.requirement, n.beat, "is of", n.source) for n in stunts.not_applicable)
    findings += _unknown(rows, known, "not_applicable")
    return in_order(findings)


def override_places(production: Production) -> dict[str, Place]:
    """Where the production's own tables of hazards stand, as far as it keeps that."""
    return {f"hazard.{name}": Place("stunts.toml") for name, _ in production.stunts.catalogue}


def _unknown(
    rows: Iterable[tuple[str, str, str, Place | None]], known: Catalogue, what: str
) -> Iterable[Finding]:
    for key, name, verb, place in rows:
        if key not in known.requirements:
            said = f"The {what.replace('_', ' ')} {name!r} {verb} {key!r}, which is no requirement of the catalogue; "
            said += nearest(key, known.requirements)
            yield Finding(
                f"{what.replace('_', '-')}-unknown-requirement", Severity.ERROR, said, place, (name,)
            )
