"""Labour figures as sourced data: what an agreement or a law asks, of whom, and how far that was checked.

The figures stand in ``agreements.toml``. None of them is a silent default: a production names its packs,
and what nobody has verified is refused unless it is asked for as such.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, get_args

from coverset.findings import Finding, Place, Severity, nearest

Unit = Literal["minutes", "days", "clock", "percent", "count", "minor units"]
Bound = Literal["least", "most", "threshold", "pay"]
Whom = Literal["everyone", "crew", "cast", "minors"]
Level = Literal["law", "agreement", "licence condition", "guideline", "assumption"]
Read = Literal["read", "noted", "not verified"]


class FigureError(LookupError):
    """A figure that cannot be had: no pack or no figure of that name, or one that nobody has verified."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One labour figure with its pedigree.

    ``value`` in ``unit``: minutes, days, a clock time in minutes after midnight, percent of the basic
    rate, a count, or money in minor units. ``bound`` says whether it is the least or the most allowed, a
    threshold from which something applies, or pay. ``age`` is (from, below) in months, for minors.
    ``replaced`` is the figure that a production has overridden.
    """

    key: str
    value: int
    unit: Unit
    bound: Bound
    whom: Whom
    level: Level
    read: Read
    source: str
    note: str = ""
    age: tuple[int, int] | None = None
    jurisdiction: str = ""
    edition: str = ""
    pack: str = ""
    replaced: Figure | None = None

    @property
    def verified(self) -> bool:
        """Whether a plan may go by it."""
        return self.read != "not verified"

    def covers(self, whom: Whom, age: int | None) -> bool:
        """Whether it is meant for these people, at this age in months."""
        if self.whom not in (whom, "everyone"):
            return False
        return self.age is None or (age is not None and self.age[0] <= age < self.age[1])

    def weaker_than(self, other: Figure) -> bool:
        """Whether it allows what the other forbids; a threshold or a pay figure forbids nothing."""
        if other.bound == "least":
            return self.value < other.value
        return other.bound == "most" and self.value > other.value


@dataclass(frozen=True, slots=True)
class Pack:
    """The figures of one agreement or law in one edition; ``since`` and ``until`` are its term, where known."""

    id: str
    title: str
    jurisdiction: str
    edition: str
    figures: tuple[Figure, ...]
    note: str = ""
    since: date | None = None
    until: date | None = None

    def in_force(self, day: date) -> bool:
        """Whether its term, as far as it is known, covers a date."""
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Override:
    """A figure that the production sets otherwise, and why: "agreed with the branch, letter of 3 May".

    ``exemption`` names the exception that a law itself grants, as a signed opt-out; without it no figure
    may fall short of a law.
    """

    key: str
    value: int
    reason: str
    exemption: str = ""
    whom: Whom = "everyone"
    age: int | None = None
    source: Place | None = None


@cache
def packs() -> Mapping[str, Pack]:
    """Every pack by its name, in the order of the file. Read once."""
    text = files("coverset.model").joinpath("agreements.toml").read_text(encoding="utf-8")
    return MappingProxyType({name: _pack(name, table) for name, table in tomllib.loads(text).items()})


def pack_of(pack: str | Pack) -> Pack:
    """The pack of that name. Raises FigureError with the nearest known name."""
    if isinstance(pack, Pack):
        return pack
    if pack not in packs():
        raise FigureError(f"There is no pack of labour figures called {pack!r}: {nearest(pack, packs())}")
    return packs()[pack]


def figure(
    pack: str | Pack,
    key: str,
    whom: Whom = "everyone",
    *,
    age: int | None = None,
    unverified: bool = False,
) -> Figure:
    """What one pack asks for, of these people (``age`` in months for minors).

    A figure for them alone goes before one for everyone. No pack falls back on another. Raises FigureError
    when the pack has no such figure, and when nobody has verified it unless ``unverified`` asks for it.
    """
    chosen = pack_of(pack)
    named = [one for one in chosen.figures if one.key == key]
    if not named:
        known = nearest(key, (one.key for one in chosen.figures))
        raise FigureError(f"{chosen.title} has no figure {key!r} in Coverset: {known}")
    meant = sorted((one for one in named if one.covers(whom, age)), key=lambda one: one.whom == "everyone")
    if not meant:
        raise FigureError(_not_meant(chosen, key, whom, age, named))
    if not (meant[0].verified or unverified):
        raise FigureError(
            f"{chosen.title}: {key!r} is not verified ({meant[0].source}). "
            "Read the agreement and set the figure in the production."
        )
    return meant[0]


def binding(
    chosen: Iterable[str | Pack], key: str, whom: Whom = "everyone", *, age: int | None = None
) -> Figure | None:
    """The strictest verified figure among several packs; None where none has one.

    The largest of figures that are the least allowed, else the smallest (a longest day, a threshold).
    Of pay figures the largest. Raises FigureError for a pack or a key that is nowhere known.
    """
    asked = [pack_of(pack) for pack in chosen]
    known = {one.key for pack in (*packs().values(), *asked) for one in pack.figures}
    if key not in known:
        raise FigureError(f"No pack has a figure {key!r}: {nearest(key, known)}")
    found = []
    for pack in asked:
        try:
            found.append(figure(pack, key, whom, age=age))
        except FigureError:
            continue
    if not found:
        return None
    most = found[0].bound in ("least", "pay")
    return max(found, key=lambda one: one.value if most else -one.value)


def overridden(pack: str | Pack, overrides: Iterable[Override]) -> tuple[Pack, tuple[Finding, ...]]:
    """The pack with a production's own figures, and what there is to say about them.

    An override keeps the figure that it replaces. One that falls short of a law is an error and is not
    taken, unless it names the exemption; one that falls short of an agreement is a warning; one that names
    no figure, or gives no reason, is an error.
    """
    chosen = pack_of(pack)
    figures = list(chosen.figures)
    findings: list[Finding] = []
    for override in overrides:
        try:
            was = figure(
                replace(chosen, figures=tuple(figures)),
                override.key,
                override.whom,
                age=override.age,
                unverified=True,
            )
        except FigureError as problem:
            findings.append(_finding("unknown-figure", Severity.ERROR, str(problem), override))
            continue
        new = replace(
            was,
            value=override.value,
            level="assumption",
            read="noted",
            source=f"the production: {override.reason}",
            replaced=was.replaced or was,
        )
        complaint = _complaint(chosen, override, new)
        if complaint:
            findings.append(complaint)
        if complaint is None or complaint.severity is not Severity.ERROR:
            figures[figures.index(was)] = new
    return replace(chosen, figures=tuple(figures)), tuple(findings)


def _complaint(pack: Pack, override: Override, new: Figure) -> Finding | None:
    first = new.replaced
    assert first is not None
    if not override.reason.strip():
        sentence = f"{pack.title}: {new.key!r} is set to {new.value} {new.unit} without a reason; say who agreed to it."
        return _finding("override-without-reason", Severity.ERROR, sentence, override)
    if new.value < 0:
        sentence = f"{pack.title}: {new.key!r} cannot be {new.value} {new.unit}; write 0 or more."
        return _finding("override-negative", Severity.ERROR, sentence, override)
    if not (first.verified and new.weaker_than(first)):
        return None
    asked = (
        f"{pack.title} asks for {new.key!r} at {first.bound} {first.value} {first.unit} ({first.source}); "
        f"the production sets {new.value}."
    )
    if first.level == "assumption":
        return None
    if first.level != "law":
        sentence = f"{asked} Keep the union's or the licensing authority's consent with the plan."
        return _finding("override-below-agreement", Severity.WARNING, sentence, override)
    if override.exemption.strip():
        sentence = f"{asked} It rests on an exemption ({override.exemption}): keep the proof with the plan."
        return _finding("override-by-exemption", Severity.WARNING, sentence, override)
    sentence = f"{asked} Remove the figure, or name the exemption that the law grants."
    return _finding("override-below-law", Severity.ERROR, sentence, override)


def _finding(code: str, severity: Severity, sentence: str, override: Override) -> Finding:
    return Finding(code, severity, sentence, override.source, (override.key,))


def _not_meant(pack: Pack, key: str, whom: Whom, age: int | None, named: Iterable[Figure]) -> str:
    people = sorted({one.whom for one in named})
    if whom in people and age is None:
        return f"{pack.title}: {key!r} depends on age; give the age in months."
    if whom in people:
        return f"{pack.title} has no {key!r} for an age of {age} months."
    return f"{pack.title} has {key!r} for {', '.join(people)} only, not for {whom}."


def _pack(name: str, table: Mapping[str, Any]) -> Pack:
    head = {key: table[key] for key in ("title", "jurisdiction", "edition")}
    found = tuple(_figure(name, table, row) for row in table["figures"])
    return Pack(
        name,
        **head,
        figures=found,
        note=table.get("note", ""),
        since=table.get("from"),
        until=table.get("until"),
    )


def _figure(name: str, table: Mapping[str, Any], row: Mapping[str, Any]) -> Figure:
    allowed = {"unit": Unit, "bound": Bound, "whom": Whom, "level": Level, "read": Read}
    for field, words in allowed.items():
        if row[field] not in get_args(words):
            raise TypeError(f"agreements.toml, {name}, {row['key']}: {field} {row[field]!r} is not known")
    age = tuple(row["age"]) if "age" in row else None
    fields = {**row, "source": table["sources"][row["source"]], "age": age}
    return Figure(**fields, jurisdiction=table["jurisdiction"], edition=table["edition"], pack=name)
