"""stunts.toml of a production's folder: read, joined to the production, and every mistake in it at its line."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from coverset.findings import Finding, Place, nearest
from coverset.formats._bind import build, values
from coverset.formats._folder import error, read_file
from coverset.formats._marks import marks_in, row_path
from coverset.formats._notation import folded
from coverset.formats._stunts_file import FILE, NAMED, TABLES, file_model
from coverset.formats._stunts_holidays import years
from coverset.formats._stunts_stated import state
from coverset.formats._toml_sheet import MOST_TOML, Sheet, parse
from coverset.hazards.catalogue import catalogue
from coverset.hazards.references import check_hazards
from coverset.model.production import Assumption, Marked, Production
from coverset.model.stunt_dates import contradictions
from coverset.model.stunt_questions import Locate, joined, known_names, shared_ids, unknown_names
from coverset.model.stunts import Stunts

_AS_OF = "safety.as_of"
_KEYS = {"windows": "window", "steps": "step", "roles": "role"}


def sniff(head: bytes) -> bool:
    """Whether a file's first bytes look like stunts.toml: one of its tables begins in them."""
    names = "|".join(("safety", "hazard", *TABLES))
    return b"\0" not in head and bool(re.search(rf"(?m)^\s*\[{{1,2}}(?:{names})[\].]".encode(), head))


def shape(data: bytes) -> Sheet:
    """stunts.toml taken apart by itself, with what is wrong in it whatever the rest of the production says."""
    return parse(data, FILE, file_model(), NAMED)


def with_stunts(production: Production, folder: Path, *, today: date) -> tuple[Production, list[Finding]]:
    """The production with what stunts.toml of its folder says of its stunts, where there is such a file.

    ``today`` is the date of the record when the file gives none. The findings are about everything that is
    wrong in the file, all at once; with an error among them the stunts are not to be relied on.
    """
    data, findings = read_file(folder, FILE, most=MOST_TOML, optional=True)
    if data is None:
        return production, findings
    return read_stunts(production, data, today=today)


def read_stunts(production: Production, data: bytes, *, today: date) -> tuple[Production, list[Finding]]:
    """The production with the stunts of a file's bytes in place of its own; see ``with_stunts``."""
    sheet = shape(data)
    findings = list(sheet.findings)
    if sheet.bound is None or not sheet.raw:
        return production, findings
    stunts, slips = state(sheet.bound, sheet.raw.get("hazard"), years(production), sheet.at)
    findings += slips
    if stunts.as_of is None:
        sentence = f"The stunts are judged as of {today}, today; stunts.toml gives no date of its own."
        others = (each for each in production.assumptions if each.subject != _AS_OF)
        assumed = (*others, Assumption(_AS_OF, sentence, f"{FILE}, [safety] as_of"))
        stunts, production = replace(stunts, as_of=today), replace(production, assumptions=assumed)
    rows = getattr(sheet.bound, "mark") or ()  # noqa: B009 - a model made at run time
    marks = [*marks_in(sheet.bound, sheet.at, findings), *(build(Marked, values(row)) for row in rows)]
    findings += _marks_of_nothing([build(Marked, values(row)) for row in rows], sheet)
    unique = {mark.path: mark for mark in (*production.marks, *marks)}
    production = replace(
        production, stunts=stunts, marks=tuple(sorted(unique.values(), key=lambda mark: mark.path))
    )
    hazards = catalogue(production.stunts.catalogue).hazards
    production = replace(production, stunts=joined(production, _Names(production, hazards)))
    where = _locate(sheet)
    findings += unknown_names(production, where, hazards)
    findings += check_hazards(production, _hazard_places(stunts, sheet))
    findings += shared_ids(production)
    findings += contradictions(production.stunts, where)
    return production, findings


def shape_alone(folder: Path) -> list[Finding]:
    """What is wrong in stunts.toml whatever the other files say, for a folder whose production.toml says nothing."""
    data, findings = read_file(folder, FILE, most=MOST_TOML, optional=True)
    if data is None:
        return findings
    sheet = shape(data)
    if sheet.bound is not None:
        _, slips = state(sheet.bound, None, (date(2000, 1, 1), date(2000, 1, 2)), sheet.at)
        findings += slips
    return [*findings, *sheet.findings]


def _hazard_places(stunts: Stunts, sheet: Sheet) -> dict[str, Place]:
    """Where the production's own hazards stand, and each requirement of theirs, by path."""
    found = {}
    for hazard, table in stunts.catalogue:
        found[f"hazard.{hazard}"] = sheet.at("hazard", hazard)
        rows = table.get("requirement") if isinstance(table, dict) else None
        for at, row in enumerate(rows if isinstance(rows, list) else ()):
            if isinstance(row, dict):
                place = sheet.at("hazard", hazard, "requirement", at)
                found[f"hazard.{hazard}.requirement.{row.get('key')}"] = place
    return found


class _Names:
    """What the file may call a thing: its id or its name in any case, a scene also by its number alone."""

    def __init__(self, production: Production, hazards: Collection[str]) -> None:
        self._known = known_names(production, hazards)
        self._ids: dict[str, dict[str, tuple[str, ...]]] = {}
        for kind, things in self._known.items():
            ids: dict[str, tuple[str, ...]] = {}
            for key, name in things.items():
                ids.setdefault(folded(name), (key,))
            ids |= {folded(key): (key,) for key in reversed(things)}
            ids.pop("", None)
            self._ids[kind] = ids
        numbers: dict[str, dict[str, list[str]]] = {}
        for scene in production.scenes:
            if not scene.omitted:
                films = numbers.setdefault(scene.number, {})
                films.setdefault(scene.film, []).append(scene.id)
        for number, films in numbers.items():
            for film, parts in films.items():
                self._ids["scene"].setdefault(folded(f"{film}/{number}"), tuple(parts))
            if len(films) == 1:
                self._ids["scene"].setdefault(folded(number), tuple(next(iter(films.values()))))

    def __call__(self, name: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
        """The ids that a name means among some kinds of thing; an unknown name stays as it is."""
        if any(name in self._known[kind] for kind in kinds):
            return (name,)
        return next((self._ids[k][folded(name)] for k in kinds if folded(name) in self._ids[k]), (name,))


def _locate(sheet: Sheet) -> Locate:
    """Where a field of a member of the stunts stands."""
    inside = sheet.locate()

    def where(thing: Any, name: str) -> Place | None:
        if getattr(thing, "source", None) is None:
            return sheet.at("safety", name)
        found: Place | None = inside(thing, _KEYS.get(name, name))
        return found

    return where


def _marks_of_nothing(marks: Iterable[Marked], sheet: Sheet) -> list[Finding]:
    """Marks of a table that the file does not have."""
    known = {f"{name}.{key}" for name in NAMED for key in getattr(sheet.bound, name) or ()}
    rows = [name for name in TABLES if name not in NAMED]
    for name in rows:
        known |= {row_path(name, at, row) for at, row in enumerate(getattr(sheet.bound, name) or ())}
    known |= {"safety"}
    found = []
    for at, mark in enumerate(marks):
        if mark.path in known or any(mark.path.startswith(f"{each}.") for each in known):
            continue
        sentence = f"The mark of {mark.path!r} is of no table of this file; {nearest(mark.path, known)}"
        found.append(error("mark-of-nothing", sentence, sheet.at("mark", at), mark.path))
    return found
