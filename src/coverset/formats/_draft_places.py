"""Where each scene is shot: declared locations by the sets they hold, or each set a location of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from string import capwords

from coverset.findings import Finding, Severity
from coverset.formats._draft_scenes import StripDraft
from coverset.formats._folder import error
from coverset.formats._notation import folded
from coverset.model.hints import Hints
from coverset.model.places import Base, Location
from coverset.model.production import Assumption

BASE = Base("BASE", "Base")


def place(
    strips: Sequence[StripDraft],
    locations: Sequence[Location],
    bases: Sequence[Base],
    findings: list[Finding],
    assumptions: list[Assumption],
) -> tuple[list[Location], list[Base]]:
    """Gives every strip its location; answers all locations and bases, the assumed ones last.

    A location stated in scenes.csv wins; then the location whose ``sets`` hold the scene's set, then its
    place, the first part of the heading; then one of that id or name. Where no location is declared, each
    place is one; where some are, a scene that fits none is a warning and gets one too.
    """
    by_name = {folded(base.name): base.id for base in bases if base.name}
    by_name |= {folded(base.id): base.id for base in bases}
    found = [_with_base(location, bases, by_name, findings) for location in locations]
    sets = {name: None for location in found for name in location.sets}
    hints = Hints()
    ids = {folded(location.id): location.id for location in found}
    names = {folded(location.name): location.id for location in reversed(found) if location.name}
    homes = _homes(found, findings)
    known_bases = list(bases)
    made: dict[str, Location] = {}
    for strip in strips:
        if strip.values.get("omitted"):
            strip.location = strip.location or ""
            strip.location = ids.get(folded(strip.location), "")
            continue
        if strip.location is not None:
            key = folded(strip.location)
            if known := ids.get(key) or names.get(key):
                strip.location = known
                continue
            if found:
                sentence = f"Scene {strip.id}: there is no location {strip.location!r}; {hints.near(strip.location, ids.values())}"
                findings.append(error("location-unknown", sentence, strip.source, strip.id, strip.location))
                continue
        story = str(strip.values.get("set", ""))
        for key in (folded(strip.location or story), folded(strip.place)):
            if known := homes.get(key) or ids.get(key) or names.get(key):
                strip.location = known
                break
        else:
            name = strip.location or strip.place or story or "SET"
            key = folded(name)
            if key not in made:
                base = known_bases[0] if known_bases else BASE
                if not known_bases:
                    known_bases.append(base)
                made[key] = Location(name, base.id, capwords(name), sets=(name,), source=strip.source)
                if found:
                    _stray(strip, name, base, sets, hints, findings, assumptions)
            strip.location = made[key].id
    if made and not found:
        base_id = next(iter(made.values())).base
        sentence = (
            f"No locations are declared: each of the {len(made)} places that the headings name is taken as a "
            f"location of its own at base {base_id}, at no hire."
        )
        assumptions.append(Assumption("locations", sentence, "production.toml, [locations]"))
    if not known_bases:
        known_bases.append(BASE)
    return [*found, *made.values()], known_bases


def _stray(
    strip: StripDraft,
    name: str,
    base: Base,
    sets: Collection[str],
    hints: Hints,
    findings: list[Finding],
    assumptions: list[Assumption],
) -> None:
    hint = hints.near(name, sets) if sets else ""
    sentence = (
        f"Scene {strip.id}: no location holds the set {name!r}{', ' + hint if hint.startswith('did') else ';'} "
        f"it is taken as a location of its own at base {base.id}. Add it to the sets of a location."
    )
    findings.append(
        Finding("set-without-location", Severity.WARNING, sentence, strip.source, (strip.id, name))
    )
    sentence = f"{name} is in no declared location: taken as one of its own at base {base.id}, at no hire."
    assumptions.append(Assumption(f"locations.{name}", sentence, "production.toml, sets of [locations]"))


def _with_base(
    location: Location, bases: Sequence[Base], by_name: Mapping[str, str], findings: list[Finding]
) -> Location:
    if location.base:
        return replace(location, base=by_name.get(folded(location.base), location.base))
    if len(bases) == 1:
        return replace(location, base=bases[0].id)
    if not bases:
        return replace(location, base=BASE.id)
    names = ", ".join(base.id for base in bases[:8])
    sentence = f"Location {location.id} needs its base, the town the company stays in: one of {names}."
    findings.append(error("location-without-base", sentence, location.source, location.id))
    return replace(location, base=bases[0].id)


def _homes(locations: Sequence[Location], findings: list[Finding]) -> dict[str, str]:
    homes: dict[str, str] = {}
    for location in locations:
        for name in location.sets:
            key = folded(name)
            if key in homes and homes[key] != location.id:
                sentence = (
                    f"The set {name!r} is at both {homes[key]} and {location.id}; leave it with one, and give "
                    "the scenes shot at the other their location in scenes.csv."
                )
                findings.append(error("set-twice", sentence, location.source, homes[key], location.id))
            homes.setdefault(key, location.id)
    return homes
