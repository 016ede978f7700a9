"""replay.toml and facts.csv of a folder, read and held against the production they tell of."""

from __future__ import annotations

import csv
import io
import typing
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coverset.findings import Finding, Place, Severity, has_errors, in_order, nearest
from coverset.formats._bind import Shape, model_of, values
from coverset.formats._folder import decode, error, read_file
from coverset.formats._toml_sheet import Sheet, parse
from coverset.hazards.catalogue import catalogue
from coverset.model.production import Production
from coverset.replay.expectations import kinds
from coverset.replay.story import Expect, Fact, Story

if TYPE_CHECKING:
    from pydantic import BaseModel

FILE = "replay.toml"
FACTS = "facts.csv"
LONGEST_QUOTE = 15
"""Words of an article that a fact may quote."""
MOST_FACTS = 2_000
MOST_STEPS = 100


@cache
def file_model() -> type[BaseModel]:
    """The Pydantic model of the whole of replay.toml."""
    return model_of(Shape(Story, omit=frozenset({"facts"}), marks=False), "ReplayFile")


def shape(data: bytes, name: str = FILE) -> Sheet:
    """Take replay.toml apart, with every mistake in its shape at its line; names are not looked up."""
    return parse(data, name, file_model(), ())


def sniff(head: bytes) -> bool:
    """Whether a file's first bytes look like replay.toml."""
    return b"\0" not in head and b"[[step" in head


def read(folder: Path, base: Production) -> tuple[Story | None, list[Finding]]:
    """The story of a folder, every name in it held against the production before anything happened to it.

    Answers None with what is wrong, all at once, where the file is missing or contradicts itself or the production.
    """
    data, findings = read_file(folder, FILE, optional=True)
    if data is None:
        sentence = f"{folder} has no {FILE}: there is no story to replay. docs/how-to/replay.md says how one is written."
        return None, findings or [error("replay-missing", sentence, Place(str(folder)))]
    sheet = shape(data)
    findings += sheet.findings
    if sheet.bound is None:
        return None, in_order(findings)
    facts, slips = _facts(folder)
    findings += slips
    story = _built(Story, sheet.bound, sheet, ())
    story = Story(story.title, story.text, story.step, tuple(facts))
    findings += _questions(story, base)
    return (None if has_errors(findings) else story), in_order(findings)


def _built(cls: Any, bound: BaseModel, sheet: Sheet, path: tuple[str | int, ...]) -> Any:
    """A table as its dataclass, lists of tables inside it too, each with its place."""
    hints = typing.get_type_hints(cls)
    given: dict[str, Any] = {}
    for name, value in values(bound).items():
        inner = typing.get_args(hints[name])
        rows = isinstance(value, tuple) and value and hasattr(value[0], "model_fields_set")
        given[name] = (
            tuple(_built(inner[0], row, sheet, (*path, name, k)) for k, row in enumerate(value))
            if rows
            else value
        )
    if path and "source" in hints:
        given["source"] = sheet.at(*path)
    return cls(**given)


def _facts(folder: Path) -> tuple[list[Fact], list[Finding]]:
    """The rows of facts.csv; none where the folder has no such file."""
    data, findings = read_file(folder, FACTS, optional=True)
    if data is None:
        return [], findings
    text, notes = decode(data, FACTS)
    findings += notes
    rows = csv.DictReader(io.StringIO(text, newline=""))
    found: list[Fact] = []
    try:
        missing = [
            name for name in ("id", "article", "offset", "quote") if name not in (rows.fieldnames or ())
        ]
        if missing:
            sentence = (
                f"{FACTS} needs the columns id, article, offset and quote; {', '.join(missing)} is missing."
            )
            return [], [*findings, error("column-missing", sentence, Place(FACTS, 1))]
        for row in rows:
            place = Place(FACTS, rows.line_num)
            fact, slip = _fact(row, place)
            if slip is not None:
                findings.append(slip)
            elif fact is not None:
                found.append(fact)
            if len(found) > MOST_FACTS:
                findings.append(error("file-too-large", f"{FACTS} has more than {MOST_FACTS:,} rows.", place))
                break
    except csv.Error as trouble:
        findings.append(error("csv-syntax", f"{FACTS} is not CSV: {trouble}.", Place(FACTS, rows.line_num)))
    return found, findings


def _fact(row: dict[str, Any], place: Place) -> tuple[Fact | None, Finding | None]:
    said = {
        key: (value or "").strip()
        for key, value in row.items()
        if isinstance(key, str) and not isinstance(value, list)
    }
    if not said.get("offset", "").isdecimal() or len(said["offset"]) > 9:
        sentence = (
            f"Fact {said.get('id') or '?'}: its offset {said.get('offset', '')!r} is no number of characters."
        )
        return None, error("value-wrong", sentence, place, said.get("id", ""))
    words = len(said["quote"].split())
    if words > LONGEST_QUOTE:
        sentence = f"Fact {said['id']} quotes {words} words; at most {LONGEST_QUOTE} may be quoted."
        return None, error("quote-too-long", sentence, place, said["id"])
    names = {each.name for each in fields(Fact)} - {"offset"}
    return Fact(offset=int(said["offset"]), **{name: said.get(name, "") for name in names}), None


def _questions(story: Story, base: Production) -> Iterator[Finding]:
    """Steps that contradict each other, and names that neither the production nor the other files have."""
    if not story.step:
        yield error("value-missing", f"{FILE} has no [[step]]: there is nothing to replay.", Place(FILE))
    if len(story.step) > MOST_STEPS:
        yield error(
            "file-too-large", f"{FILE} has {len(story.step)} steps; at most {MOST_STEPS}.", Place(FILE)
        )
    facts, events = story.facts_by_id, {event.id: event for event in base.ahead}
    seen: set[str] = set()
    taken: set[str] = set()
    before = None
    for step in story.step:

        def say(code: str, sentence: str, place: Place | None, *about: str, id_: str = step.id) -> Finding:
            return Finding(code, Severity.ERROR, f"Step {id_}: {sentence}", place, (id_, *about))

        if step.id in seen:
            yield say("id-twice", "there is another step of this id; give each its own.", step.source)
        seen.add(step.id)
        if before is not None and step.day < before:
            yield say(
                "dates-contradict",
                f"it is as of {step.day}, before the step before it ({before}).",
                step.source,
            )
        before = step.day
        for fact in step.facts:
            if fact not in facts:
                yield say(
                    "fact-unknown", f"there is no fact {fact!r}; {nearest(fact, facts)}", step.source, fact
                )
        for variant in step.tellings:
            for name in (*step.events, *variant.events):
                place = variant.source or step.source
                if name not in events:
                    yield say(
                        "event-unknown", f"there is no event {name!r}; {nearest(name, events)}", place, name
                    )
                elif name in taken:
                    yield say("event-twice", f"event {name} was taken by an earlier step.", place, name)
            until = step.until(variant)
            if until is not None and until > step.day:
                sentence = f"work counts as shot until {until}, after the step's own date, {step.day}."
                yield say("dates-contradict", sentence, variant.source or step.source)
        names = [variant.id for variant in step.tellings]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield say("id-twice", f"two variants are called {name!r}.", step.source, name)
        # The story goes on from the first variant alone.
        taken |= {*step.events, *step.tellings[0].events}
        for report in step.progress:
            if report.scene not in {
                *(s.id for s in base.scenes),
                *(a.id for a in base.activities),
                *base_films(base),
            }:
                yield say(
                    "scene-unknown", f"there is no scene {report.scene!r}.", report.source, report.scene
                )
        for expect in step.expect:
            for slip in _expected(expect, names, base, set(events)):
                yield say(slip[0], slip[1], expect.source, expect.kind)


def base_films(base: Production) -> list[str]:
    """The ids of the films."""
    return [film.id for film in base.films]


def _expected(
    expect: Expect, variants: list[str], base: Production, events: set[str]
) -> Iterator[tuple[str, str]]:
    """What is wrong with one expectation, as code and sentence."""
    known = kinds()
    if expect.kind not in known:
        yield (
            "expectation-unknown",
            f"there is no expectation {expect.kind!r}; {nearest(expect.kind, known, limit=30)}",
        )
        return
    member = known[expect.kind]
    plain = Expect(expect.kind)
    given = [
        each.name
        for each in fields(Expect)
        if each.name not in ("kind", "variant", "source")
        and getattr(expect, each.name) != getattr(plain, each.name)
    ]
    for name in member.NEEDS:
        if name not in given:
            yield "value-missing", f"{expect.kind} needs {name}."
    for name in given:
        if name not in (*member.NEEDS, *member.MAY):
            takes = ", ".join((*member.NEEDS, *member.MAY)) or "nothing"
            yield "key-unknown", f"{expect.kind} is told {takes}, not {name}."
    if expect.variant and expect.variant not in variants:
        yield (
            "variant-unknown",
            f"there is no variant {expect.variant!r}; {nearest(expect.variant, variants)}",
        )
    stunts = base.stunts
    named: list[tuple[str, Iterable[str], Iterable[str]]] = [
        ("film", (expect.film,), base_films(base)),
        ("unit", (expect.unit,), base.units_by_id),
        ("base", (expect.base, *expect.bases), base.bases_by_id),
        ("person", (expect.person,), base.people_by_id),
        ("scene", (expect.scene,), [scene.id for scene in base.scenes]),
        (
            "beat",
            (*expect.beats, *(beat for proof in expect.proof for beat in proof.beats)),
            stunts.beats_by_id,
        ),
        ("event", (expect.event, *expect.events), events),
    ]
    if expect.requirements or expect.proof:
        keys = catalogue(stunts.catalogue).requirements
        named.append(("requirement", (*expect.requirements, *(proof.shows for proof in expect.proof)), keys))
    for what, names, there in named:
        for name in names:
            if name and name not in there:
                yield f"{what}-unknown", f"{expect.kind}: there is no {what} {name!r}; {nearest(name, there)}"
