"""A production's own hazards and figures laid over the catalogue: what it may change, and what it may not.

Laws and licence conditions may be made stricter, never looser. Agreements and contracts may be loosened with a warning
that asks for the consent; the rest by giving a reason. What was replaced stays visible.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from coverset.findings import Severity, nearest
from coverset.hazards.conditions import NEVER
from coverset.hazards.requirement import Hazard, Origin, Requirement
from coverset.hazards.strictness import in_words, loosened
from coverset.hazards.tables import Reading, requirement_of

LISTS = ("examples", "extends", "words", "weather", "planning")
FIELDS = ("name", "sentence", "requirement", *LISTS)

Raw = dict[str, Hazard]


def merge(
    shipped: Mapping[str, Hazard],
    overrides: tuple[tuple[str, object], ...],
    sources: Mapping[str, Origin],
    reading: Reading,
) -> Raw:
    """The shipped hazards with the production's tables laid over them; slips go to ``reading``."""
    raw = dict(shipped)
    tables = {name: table for name, table in overrides if isinstance(table, Mapping)}
    for name, table in tables.items():
        raw[name] = _hazard(raw.get(name), name, table, reading)
    for name, table in tables.items():
        rows = table.get("requirement", ())
        for row in rows if isinstance(rows, list | tuple) else ():
            if isinstance(row, Mapping):
                _requirement(raw, name, row, sources, reading)
    _check_lines(raw, tables, reading)
    return raw


def _hazard(old: Hazard | None, name: str, table: Mapping[str, Any], reading: Reading) -> Hazard:
    path = f"hazard.{name}"
    for key in table:
        if key not in FIELDS:
            reading.say(
                "hazard-field", f"Hazard {name} has no {key!r}; {nearest(key, FIELDS, limit=9)}", path
            )
    if old is None and not (table.get("name") and table.get("sentence")):
        reading.say(
            "hazard-incomplete",
            f"Hazard {name} is new: give its name and a sentence that says what it is.",
            path,
        )
    base = old or Hazard(name, name, "")
    more: dict[str, tuple[str, ...]] = {}
    for key in LISTS:
        value = table.get(key, ())
        if isinstance(value, list | tuple) and all(isinstance(each, str) for each in value):
            more[key] = tuple(dict.fromkeys((*getattr(base, key), *value)))
        else:
            reading.say("hazard-value", f"Hazard {name}: {key} is a list of words.", path)
    return Hazard(
        name,
        str(table.get("name", base.name)),
        str(table.get("sentence", base.sentence)),
        requirements=base.requirements,
        place=reading.locate(path) or base.place,
        **more,
    )


def _requirement(
    raw: Raw, name: str, row: Mapping[str, Any], sources: Mapping[str, Origin], reading: Reading
) -> None:
    """Lay one row over every place where its key stands; a key that stands nowhere yet is new to this hazard."""
    key = row.get("key")
    standing = [
        (hazard.id, each) for hazard in raw.values() for each in hazard.requirements if each.key == key
    ]
    if not standing:
        made = requirement_of(row, name, sources, reading)
        if made is not None:
            marked = replace(made, overridden=f"added by the production{_why(row)}")
            raw[name] = replace(raw[name], requirements=(*raw[name].requirements, marked))
        return
    versions = list(dict.fromkeys(old for _, old in standing))
    path = f"hazard.{name}.requirement.{key}"
    changes = set(row) - {"key", "why"}
    if changes and not str(row.get("why", "")).strip():
        said = f"Requirement {key} is changed without a reason; say in why who decided it."
        reading.say("override-without-reason", said, path)
        return
    new = {old: _changed(old, row, sources, reading) if changes else old for old in versions}
    for old, made in new.items():
        if made is not None and made is not old and not _may(old, made, path, reading):
            new[old] = None
    for hazard in list(raw.values()):
        kept = tuple(new.get(each) or each for each in hazard.requirements)
        raw[hazard.id] = replace(hazard, requirements=kept)
    if all(each.key != key for each in raw[name].requirements):
        asked = tuple(new[old] or old for old in versions)
        raw[name] = replace(raw[name], requirements=(*raw[name].requirements, *asked))


def _changed(
    old: Requirement, row: Mapping[str, Any], sources: Mapping[str, Origin], reading: Reading
) -> Requirement | None:
    if row.get("off"):
        said = f"switched off by the production{_why(row)}"
        return replace(old, when=NEVER, overridden=said)
    made = requirement_of(row, old.hazard, sources, reading, old)
    if made is None:
        return None
    replaced = [
        f"{name} was {in_words(was)}" for name, was in _values(old).items() if _values(made).get(name) != was
    ]
    replaced += [f"{name} was not set" for name in _values(made) if name not in _values(old)]
    said = "; ".join(replaced) or "unchanged"
    return replace(
        made, overridden=f"{said} ({old.tier}: {old.origin.source}); set by the production{_why(row)}"
    )


def _values(each: Requirement) -> dict[str, object]:
    """Everything of a requirement that an override can replace, by name, without what is empty."""
    own = {
        "kind": each.kind,
        "sentence": each.sentence,
        "tier": each.tier,
        "jurisdictions": each.jurisdictions,
        "depends_on": each.depends_on,
        "owner": each.owner,
        "when": each.when,
        "days_before": each.days_before,
        "max_age": each.max_age,
    }
    return {name: value for name, value in (own | dict(each.figures)).items() if value not in (None, "", ())}


def _may(old: Requirement, new: Requirement, path: str, reading: Reading) -> bool:
    """Whether the change may be taken; says what it loosens."""
    looser = loosened(old, new)
    if new.when == NEVER:
        looser = ("the production switches it off",)
    if not looser or not old.blocking:
        return True
    said = f"Requirement {old.key} is {old.tier} ({old.origin.source}): {'; '.join(looser)}."
    if old.tier in ("law", "licence condition"):
        keep = "It stays as it is: a production may ask for more, never for less."
        reading.say("requirement-loosened", f"{said} {keep}", path)
        return False
    keep = "Keep the consent of whoever it was agreed with, with the plan."
    reading.say("requirement-loosened", f"{said} {keep}", path, Severity.WARNING)
    return True


def _check_lines(raw: Raw, tables: Mapping[str, Any], reading: Reading) -> None:
    for name in tables:
        for parent in raw[name].extends:
            if parent not in raw:
                said = f"Hazard {name} extends {parent!r}, which is none; {nearest(parent, raw)}"
                reading.say("hazard-unknown", said, f"hazard.{name}")
            elif name in _ancestors(parent, raw):
                said = f"Hazard {name} extends {parent!r}, which goes back to {name} itself."
                reading.say("hazard-circle", said, f"hazard.{name}")


def _ancestors(name: str, raw: Raw) -> set[str]:
    found: set[str] = set()
    left = [name]
    while left:
        each = left.pop()
        if each not in found and each in raw:
            found.add(each)
            left += raw[each].extends
    return found


def _why(row: Mapping[str, Any]) -> str:
    why = str(row.get("why", "")).strip()
    return f": {why}" if why else ""
