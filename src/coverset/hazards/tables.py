"""A table of the catalogue, ours or a production's, read into a requirement or a hazard; every slip is a finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from coverset.findings import Finding, Place, Severity, nearest
from coverset.hazards.conditions import mistake
from coverset.hazards.kinds import kinds
from coverset.hazards.requirement import Meaning, Origin, Read, Requirement, Tier
from coverset.model.stunts import FACTS, Step

WORDS = ("key", "kind", "sentence", "tier", "owner", "when", "why", "source", "edition", "read")
NUMBERS = ("days_before", "max_age")
LISTS = ("jurisdictions", "depends_on")
ALL_FACTS = "*"
"""``depends_on = ["*"]``: every fact of the beat."""

Locate = Callable[[str], Place | None]


@dataclass
class Reading:
    """Collects what is wrong while tables are read. ``locate`` finds the place of a table by its path."""

    locate: Locate = lambda _: None
    findings: list[Finding] = field(default_factory=list)

    def say(self, code: str, sentence: str, path: str, severity: Severity = Severity.ERROR) -> None:
        """Keep a finding about the table at a path."""
        self.findings.append(Finding(code, severity, sentence, self.locate(path), (path,)))


def requirement_of(
    table: Mapping[str, Any],
    hazard: str,
    sources: Mapping[str, Origin],
    reading: Reading,
    old: Requirement | None = None,
) -> Requirement | None:
    """A requirement from its table, on top of an older version of it where there is one; None when it has errors."""
    key = table.get("key")
    path = f"hazard.{hazard}.requirement.{key}"
    before = len(reading.findings)
    if not isinstance(key, str) or not key.strip():
        reading.say(
            "requirement-incomplete", f"A requirement of hazard {hazard} has no key.", f"hazard.{hazard}"
        )
        return None
    kind = table.get("kind", old.kind if old else None)
    if not isinstance(kind, str) or kind not in kinds():
        said = f"no kind {kind!r}" if kind else "no kind"
        reading.say(
            "requirement-kind", f"Requirement {key} has {said}; {nearest(str(kind), kinds(), limit=20)}", path
        )
        return None
    sentence = table.get("sentence", old.sentence if old else "")
    if not sentence:
        reading.say(
            "requirement-incomplete", f"Requirement {key} has no sentence that says what is asked.", path
        )
    tier = table.get("tier", old.tier if old else "assumption")
    if tier not in get_args(Tier):
        reading.say(
            "requirement-tier",
            f"Requirement {key}: {tier!r} is no tier; {nearest(str(tier), get_args(Tier), limit=9)}",
            path,
        )
    _check_types(table, key, path, reading)
    figures = _figures(table, kind, key, path, reading, old)
    depends = _depends(table, key, path, reading, old)
    when = table.get("when", old.when if old else "")
    if isinstance(when, str) and (slip := mistake(when) if when else ""):
        reading.say("requirement-when", f"Requirement {key}: its condition cannot be read, {slip}", path)
    origin = _origin(table, sources, key, path, reading, old)
    if len(reading.findings) > before:
        return None
    return Requirement(
        key,
        kind,
        sentence,
        tier,
        origin,
        old.hazard if old else hazard,
        tuple(table.get("jurisdictions", old.jurisdictions if old else ())),
        depends,
        table.get("owner", old.owner if old else ""),
        when,
        table.get("days_before", old.days_before if old else None),
        table.get("max_age", old.max_age if old else None),
        figures,
        old.overridden if old else "",
        reading.locate(path) or (old.place if old else None),
    )


def _check_types(table: Mapping[str, Any], key: str, path: str, reading: Reading) -> None:
    for name in WORDS:
        value = table.get(name, "")
        if not isinstance(value, str) and not (name == "source" and _is_words(value)):
            reading.say("requirement-value", f"Requirement {key}: {name} is written as text.", path)
    for name in NUMBERS:
        value = table.get(name, 0)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 3660:
            reading.say(
                "requirement-value", f"Requirement {key}: {name} is a number of days from 0 to 3660.", path
            )
    for name in LISTS:
        if not _is_words(table.get(name, [])):
            reading.say("requirement-value", f"Requirement {key}: {name} is a list of words.", path)


def _figures(
    table: Mapping[str, Any], kind: str, key: str, path: str, reading: Reading, old: Requirement | None
) -> tuple[tuple[str, object], ...]:
    meanings: Mapping[str, Meaning] = kinds()[kind].FIGURES
    figures: dict[str, object] = dict(old.figures) if old and old.kind == kind else {}
    for name, value in table.items():
        if name in (*WORDS, *NUMBERS, *LISTS, "off"):
            continue
        if name not in meanings:
            known = nearest(name, (*meanings, *WORDS, *NUMBERS, *LISTS), limit=20)
            reading.say("requirement-field", f"Requirement {key}: a {kind} has no {name!r}; {known}", path)
        elif not _is_written(value, meanings[name].written):
            said = (
                f"Requirement {key}: {name} is written as {meanings[name].written}. {meanings[name].sentence}"
            )
            reading.say("requirement-value", said, path)
        else:
            figures[name] = _kept(value, meanings[name].written)
    return tuple(figures.items())


def _kept(value: Any, written: str) -> object:
    if written == "steps":
        return tuple(Step(row["name"], row["days"], row.get("working", True)) for row in value)
    return tuple(value) if isinstance(value, list) else value


def _is_written(value: object, written: str) -> bool:
    if written == "number":
        return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**9
    if written == "word":
        return isinstance(value, str)
    if written == "words":
        return isinstance(value, str) or _is_words(value)
    if written == "yes or no":
        return isinstance(value, bool)
    return isinstance(value, list) and bool(value) and all(map(_is_step, value))


def _is_step(row: object) -> bool:
    return (
        isinstance(row, Mapping)
        and row.keys() <= {"name", "days", "working"}
        and isinstance(row.get("name"), str)
        and isinstance(row.get("days"), int)
        and 0 <= row["days"] <= 3660
        and isinstance(row.get("working", True), bool)
    )


def _is_words(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(each, str) for each in value)


def _depends(
    table: Mapping[str, Any], key: str, path: str, reading: Reading, old: Requirement | None
) -> tuple[str, ...]:
    named = table.get("depends_on", old.depends_on if old else ())
    if not _is_words(named):
        return ()
    if ALL_FACTS in named:
        return tuple(FACTS)
    for fact in named:
        if fact not in FACTS:
            said = (
                f"Requirement {key} depends on {fact!r}, which is no fact of a beat; {nearest(fact, FACTS)}"
            )
            reading.say("requirement-fact", said, path)
    return tuple(named)


def _origin(
    table: Mapping[str, Any],
    sources: Mapping[str, Origin],
    key: str,
    path: str,
    reading: Reading,
    old: Requirement | None,
) -> Origin:
    named = table.get("source", ())
    names = [named] if isinstance(named, str) else list(named) if _is_words(named) else []
    read = table.get("read")
    if read is not None and read not in get_args(Read):
        reading.say(
            "requirement-read",
            f"Requirement {key}: read is {nearest(str(read), get_args(Read), limit=9)}",
            path,
        )
    if not names:
        if old is not None:
            return old.origin
        return Origin(table.get("why") or "the production", "own")
    found = [sources[name] if name in sources else Origin(name, "own") for name in names]
    furthest = min(found, key=lambda each: get_args(Read).index(each.read))
    # What we assume stays our own, whatever text stands beside it.
    ours = table.get("tier", "assumption") == "assumption" and any(each.read == "own" for each in found)
    return Origin(
        "; ".join(each.source for each in found),
        read or ("own" if ours else furthest.read),
        table.get("edition") or "; ".join(each.edition for each in found if each.edition),
        furthest.url,
    )
