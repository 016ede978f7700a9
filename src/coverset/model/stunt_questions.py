"""Questions about a production's stunts: names that nothing has, dates and figures that contradict each other.

They are asked of every production, whatever file it came from. What the catalogue of hazards says is asked
elsewhere; here stands only what the production says of itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from coverset.findings import Finding, Place, Severity
from coverset.model.hints import Hints
from coverset.model.production import Production
from coverset.model.stunts import Stunts

Locate = Callable[[Any, str], Place | None]

REFERENCES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "stunts": {
        "coordinator": ("crew",),
        "abort": ("crew",),
        "crew": ("crew",),
        "permissions": ("permission",),
        "equipment": ("equipment",),
        "cover": ("scene",),
    },
    "beats": {
        "stunt": ("stunt",),
        "scenes": ("scene",),
        "performer": ("person", "crew"),
        "double": ("crew", "person"),
        "crew": ("crew",),
        "permissions": ("permission",),
        "equipment": ("equipment",),
    },
    "crew": {"alternate": ("crew",), "performs": ("person",)},
    "permissions": {"authority": ("authority",)},
    "evidence": {"beats": ("beat",)},
    "waivers": {"beat": ("beat",)},
    "not_applicable": {"beat": ("beat",)},
    "concerns": {"about": ("beat", "stunt", "hazard", "equipment", "permission", "crew", "person")},
    "incidents": {"about": ("beat", "stunt", "hazard", "equipment", "permission", "crew", "person")},
    "attempts": {"beat": ("beat",), "performer": ("person", "crew")},
    "risks": {"beat": ("beat",), "hazard": ("hazard",)},
}
"""By field of ``Stunts``: which fields of its members name something else, and what kinds of thing."""

WORDS = {
    "person": "member of the cast",
    "crew": "member of the stunt crew",
    "equipment": "piece of equipment",
}
_ROW = {
    "stunts": "Stunt",
    "beats": "Beat",
    "crew": "Crew",
    "permissions": "Permission",
    "evidence": "Evidence",
    "waivers": "Waiver for",
    "not_applicable": "Not applicable to",
    "concerns": "Concern",
    "incidents": "Incident",
    "attempts": "Attempt at",
    "risks": "Risk of",
}


def known_names(production: Production, hazards: Collection[str]) -> dict[str, dict[str, str]]:
    """By kind of thing, every id that may be named, with what people call it."""
    stunts = production.stunts
    things: dict[str, Iterable[Any]] = {
        "person": production.people,
        "crew": stunts.crew,
        "permission": stunts.permissions,
        "equipment": stunts.equipment,
        "stunt": stunts.stunts,
        "beat": stunts.beats,
        "authority": stunts.authorities,
    }
    found = {kind: {each.id: each.name for each in members} for kind, members in things.items()}
    found["scene"] = dict.fromkeys((scene.id for scene in production.scenes if not scene.omitted), "")
    found["hazard"] = dict.fromkeys(hazards, "")
    return found


def joined(production: Production, name: Callable[[str, tuple[str, ...]], tuple[str, ...]]) -> Stunts:
    """The stunts with every reference put through ``name``, which answers the ids that a name means."""
    changed: dict[str, Any] = {}
    for table, fields in REFERENCES.items():
        members = []
        for member in getattr(production.stunts, table):
            new: dict[str, Any] = {}
            for field, kinds in fields.items():
                value = getattr(member, field)
                if isinstance(value, tuple):
                    new[field] = tuple(dict.fromkeys(each for one in value for each in name(one, kinds)))
                elif value:
                    new[field] = name(value, kinds)[0]
            members.append(replace(member, **new))
        changed[table] = tuple(members)
    return replace(production.stunts, **changed)


def unknown_names(
    production: Production, locate: Locate, hazards: Collection[str] | None = None
) -> Iterator[Finding]:
    """Every name in the stunts that nothing has; the hazards of beats are asked about by the catalogue.

    Without ``hazards`` a name that may be a hazard's is not judged.
    """
    known = known_names(production, hazards or ())
    hints = Hints()
    for table, member, field, kinds, name in _names(production.stunts):
        if any(name in known[kind] for kind in kinds) or (hazards is None and "hazard" in kinds):
            continue
        subject = f"{_ROW[table]} {getattr(member, 'id', '') or getattr(member, 'beat', '')}".strip()
        what = " or ".join(WORDS.get(kind, kind) for kind in kinds)
        every = {each for kind in kinds for each in known[kind]}
        if field == "stunt" and not name:
            sentence = f'{subject} belongs to no stunt: call it [beat."STUNT/a"], or give it stunt = "STUNT".'
        else:
            sentence = f"{subject}, {field}: there is no {what} {name!r}; {hints.near(name, every)}"
        yield Finding(f"{kinds[0]}-unknown", Severity.ERROR, sentence, locate(member, field), (subject, name))


def _names(stunts: Stunts) -> Iterator[tuple[str, Any, str, tuple[str, ...], str]]:
    for table, fields in REFERENCES.items():
        for member in getattr(stunts, table):
            for field, kinds in fields.items():
                value = getattr(member, field)
                for name in value if isinstance(value, tuple) else (value,):
                    if name or field in ("stunt", "beat"):
                        yield table, member, field, kinds, name


def shared_ids(production: Production) -> Iterator[Finding]:
    """Ids that two things of one kind have, and ids of the stunt crew that the cast has too."""
    stunts = production.stunts
    things: Mapping[str, Iterable[Any]] = {
        "stunt": stunts.stunts,
        "beat": stunts.beats,
        "member of the crew": stunts.crew,
        "permission": stunts.permissions,
        "authority": stunts.authorities,
        "piece of equipment": stunts.equipment,
        "evidence": stunts.evidence,
        "concern": stunts.concerns,
        "incident": stunts.incidents,
    }
    for what, members in things.items():
        seen: set[str] = set()
        for member in members:
            if not member.id.strip():
                sentence = f"A {what} has an empty id; give it one, a letter or digit at least."
                yield Finding("id-wrong", Severity.ERROR, sentence, member.source)
            elif member.id in seen:
                sentence = f"The {what} {member.id!r} is there twice; ids are unique."
                yield Finding("id-twice", Severity.ERROR, sentence, member.source, (member.id,))
            seen.add(member.id)
    for member in stunts.crew:
        if member.id in production.people_by_id:
            sentence = (
                f"The crew member {member.id!r} has the id of one of the cast, so that nobody can tell who performs; "
                "give one of them another."
            )
            yield Finding("id-twice", Severity.ERROR, sentence, member.source, (member.id,))
