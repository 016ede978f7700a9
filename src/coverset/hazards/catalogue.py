"""The catalogue of hazards: what each asks for, from whom that comes, and what a production has made of it.

The data stand in ``data/*.toml``, in our own words; ``sources.toml`` says what each source is, of which date, and
how far it was read. Keys of requirements hold across hazards: what two hazards ask for under one key is shown once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from coverset.findings import Finding, Place
from coverset.hazards.conditions import holds
from coverset.hazards.jurisdiction import applies
from coverset.hazards.overriding import merge
from coverset.hazards.requirement import Hazard, Origin, Requirement
from coverset.hazards.strictness import strictest
from coverset.hazards.tables import Reading, requirement_of
from coverset.model.production import Production
from coverset.model.stunts import Beat

COMMON = "common"
"""What every beat asks for, whatever its hazards."""

Overrides = Iterable[tuple[str, object]]
_LISTS = ("examples", "extends", "words", "weather", "planning")


@dataclass(frozen=True)
class Catalogue:
    """Hazards by id, each with its parents' requirements first."""

    hazards: Mapping[str, Hazard]

    @cached_property
    def requirements(self) -> Mapping[str, tuple[Requirement, ...]]:
        """Every requirement by key, with each version of it (by tier, jurisdiction or condition)."""
        found: dict[str, dict[Requirement, None]] = {}
        for hazard in self.hazards.values():
            for each in hazard.requirements:
                found.setdefault(each.key, {})[each] = None
        return MappingProxyType({key: tuple(versions) for key, versions in found.items()})

    def hazards_of(self, beat: Beat) -> tuple[Hazard, ...]:
        """What is common to all, then the hazards of a beat; ids that the catalogue lacks are left aside."""
        names = dict.fromkeys((COMMON, *beat.hazards))
        return tuple(self.hazards[name] for name in names if name in self.hazards)

    def requirements_of(self, production: Production, beat: Beat) -> tuple[Requirement, ...]:
        """Everything that a beat is asked for, one requirement a key, the strictest that bears on it.

        A requirement of another jurisdiction, or whose condition does not hold, is in it only where no other
        version of its key bears on the beat; readiness calls it not applicable. In the order of the catalogue.
        """
        found: dict[str, list[Requirement]] = {}
        for hazard in self.hazards_of(beat):
            for each in hazard.requirements:
                versions = found.setdefault(each.key, [])
                if each not in versions:
                    versions.append(each)
        chosen = []
        for versions in found.values():
            bearing = [each for each in versions if bears(each, production, beat)]
            chosen.append(strictest(bearing) if bearing else versions[0])
        return tuple(chosen)


def bears(requirement: Requirement, production: Production, beat: Beat) -> bool:
    """Whether a requirement bears on a beat, by jurisdiction and condition; what is not known does not lift it."""
    return applies(requirement, production, beat) and holds(requirement.when, production, beat) is not False


def catalogue(overrides: Overrides = ()) -> Catalogue:
    """The catalogue, with a production's own hazards and figures merged in. What has errors is left out."""
    given = tuple(overrides)
    return merged(given)[0] if given else _own()


def check_overrides(overrides: Overrides, places: Mapping[str, Place] | None = None) -> list[Finding]:
    """Everything that is wrong with a production's ``[hazard.ID]`` tables, at once.

    ``places`` finds a table by path: "hazard.ID", or "hazard.ID.requirement.KEY".
    """
    return merged(tuple(overrides), places)[1] if overrides else []


def merged(
    overrides: tuple[tuple[str, object], ...], places: Mapping[str, Place] | None = None
) -> tuple[Catalogue, list[Finding]]:
    """The catalogue with a production's own tables, and what is wrong with them."""
    known = places or {}
    reading = Reading(lambda path: known.get(path) or known.get(path.partition(".requirement.")[0]))
    raw = merge(_raw(), overrides, sources(), reading)
    return Catalogue(MappingProxyType(_resolved(raw))), reading.findings


@cache
def sources() -> Mapping[str, Origin]:
    """Where the catalogue's requirements come from, by the short name its data use."""
    table = tomllib.loads(_text("sources.toml"))
    return MappingProxyType({name: Origin(**row) for name, row in table.items()})


@cache
def _own() -> Catalogue:
    return Catalogue(MappingProxyType(_resolved(dict(_raw()))))


@cache
def _raw() -> Mapping[str, Hazard]:
    """The shipped hazards, each with its own requirements only, ``common`` first."""
    found: dict[str, Hazard] = {}
    reading = Reading()
    folder = files("coverset.hazards").joinpath("data")
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".toml"))
    for name in names:
        if name != "sources.toml":
            for hazard, table in tomllib.loads(_text(name))["hazard"].items():
                found[hazard] = hazard_of(hazard, table, sources(), reading)
    if reading.findings:
        raise ValueError("; ".join(str(finding) for finding in reading.findings))
    return MappingProxyType({COMMON: found[COMMON]} | found)


def hazard_of(name: str, table: Mapping[str, Any], known: Mapping[str, Origin], reading: Reading) -> Hazard:
    """A hazard with its own requirements, from its table."""
    rows = (requirement_of(row, name, known, reading) for row in table.get("requirement", ()))
    return Hazard(
        name,
        str(table.get("name", name)),
        str(table.get("sentence", "")),
        requirements=tuple(row for row in rows if row is not None),
        place=reading.locate(f"hazard.{name}"),
        **{key: tuple(table.get(key, ())) for key in _LISTS},
    )


def _resolved(raw: Mapping[str, Hazard]) -> dict[str, Hazard]:
    """Every hazard with its ancestors' requirements before its own, and what it is never together with."""
    return {name: _with_parents(hazard, raw) for name, hazard in raw.items()}


def _with_parents(hazard: Hazard, raw: Mapping[str, Hazard]) -> Hazard:
    line = _line(hazard, raw, {})
    requirements = tuple(dict.fromkeys(each for one in line for each in one.requirements))
    never = dict.fromkeys(
        w for each in requirements if each.kind == "separation" for w in each.words("never")
    )
    planning = dict.fromkeys(figure for one in line for figure in one.planning)
    weather = dict.fromkeys(word for one in line for word in one.weather)
    return replace(
        hazard,
        requirements=requirements,
        never_with=tuple(never),
        planning=tuple(planning),
        weather=tuple(weather),
    )


def _line(hazard: Hazard, raw: Mapping[str, Hazard], seen: dict[str, None]) -> list[Hazard]:
    """A hazard after all of its ancestors, each once."""
    found: list[Hazard] = []
    seen[hazard.id] = None
    for parent in hazard.extends:
        if parent in raw and parent not in seen:
            found += _line(raw[parent], raw, seen)
    return [*found, hazard]


def _text(name: str) -> str:
    return files("coverset.hazards").joinpath("data").joinpath(name).read_text(encoding="utf-8")
