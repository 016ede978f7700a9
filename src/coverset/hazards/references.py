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
    findings += suspected(production, known)
    return in_order(findings)


def suspected(production: Production, known: Catalogue) -> list[Finding]:
    """Strips whose breakdown speaks of a stunt that no beat describes, with the hazards that their words point to."""
    findings = []
    for scene in production.scenes:
        named = [element.name for element in scene.elements if element.category == "stunts"]
        if scene.omitted or scene.id in production.stunts.beats_in or not (named or scene.big_stunt):
            continue
        text = f" {scene.set} {scene.synopsis} {' '.join(named)} ".casefold()
        like = [h.id for h in known.hazards.values() if any(word.casefold() in text for word in h.words)]
        what = f" ({', '.join(named)})" if named else ""
        hint = f" Its words point to {', '.join(like[:4])}." if like else ""
        said = f"{scene.id} has a stunt in its breakdown{what} and no beat describes it: nothing of it is judged.{hint}"
        findings.append(Finding("stunt-without-beat", Severity.WARNING, said, scene.source, (scene.id,)))
    return findings


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
