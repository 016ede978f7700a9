"""milestones.toml: the dates of the films as people report them, which of them the plan goes by, and the rules."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from coverset.findings import Finding, Severity, nearest
from coverset.formats._bind import Shape, build, model_of, values
from coverset.formats._production_text import _key, _value
from coverset.formats._toml_sheet import parse
from coverset.formats._unbind import table_of
from coverset.formats._when import from_when, when_form
from coverset.model.milestones import MilestoneRule, Milestones, Report
from coverset.model.production import Production

if TYPE_CHECKING:
    from pydantic import BaseModel

KEY = "milestones"
TITLE = "Release dates"
SUFFIXES = (".toml",)
FILE = "milestones.toml"

_OPENING = """\
# When the films come out, as people report it. Every date is kept, with its source and the date it was said;
# chosen = true marks the one that the plan goes by. A month stays a month: when = "2021-07".
"""


def sniff(head: bytes) -> bool:
    """Whether a file's first bytes look like milestones.toml."""
    return b"\0" not in head and bool(re.search(rb"(?m)^\s*\[\[(?:report|rule)\]\]", head))


def model(cls: type) -> type[BaseModel]:
    """The Pydantic model of a table of the file: a report or a rule."""
    forms = {"when": when_form()} if cls is Report else {}
    return model_of(Shape(cls, names={"cited": "source"}, forms=forms, marks=False))


@cache
def file_model() -> type[BaseModel]:
    """The Pydantic model of the whole of milestones.toml."""
    from pydantic import ConfigDict, Field, create_model

    tables: dict[str, Any] = {
        "report": tuple[model(Report), ...] | None,  # type: ignore[misc]
        "rule": tuple[model(MilestoneRule), ...] | None,  # type: ignore[misc]
    }
    config = ConfigDict(extra="forbid", title=FILE)
    doc = "The reported dates of the films and what follows from them: milestones.toml."
    pieces: dict[str, Any] = {
        name: (hint, Field(None, validation_alias=name)) for name, hint in tables.items()
    }
    whole: type[BaseModel] = create_model("MilestonesFile", __config__=config, __doc__=doc, **pieces)
    return whole


def read(data: bytes, name: str = FILE) -> tuple[Milestones, list[Finding]]:
    """Read the file; every mistake with its line, the rest is read."""
    sheet = parse(data, name, file_model(), ())
    if sheet.bound is None:
        return Milestones(), sheet.findings
    made: dict[str, list[Any]] = {}
    for table, cls in (("report", Report), ("rule", MilestoneRule)):
        rows = enumerate(getattr(sheet.bound, table) or ())
        made[table] = [build(cls, values(row), source=sheet.at(table, place)) for place, row in rows]
    return Milestones(tuple(made["report"]), tuple(made["rule"])), sheet.findings


def problems(production: Production) -> list[Finding]:
    """Films nobody knows, two choices or none, rules given twice."""
    films = [film.id for film in production.films]
    found: list[Finding] = []
    milestones = production.milestones

    def say(thing: Report | MilestoneRule, code: str, sentence: str, severity: Severity) -> None:
        found.append(Finding(code, severity, sentence, thing.source, (thing.film,)))

    things: list[Report | MilestoneRule] = [*milestones.reports, *milestones.rules]
    for thing in things:
        if thing.film not in films and (thing.film or isinstance(thing, Report)):
            sentence = f"There is no film {thing.film!r}; {nearest(thing.film, films)}"
            say(thing, "film-unknown", sentence, Severity.ERROR)
    for film, kind in dict.fromkeys((report.film, report.kind) for report in milestones.reports):
        own = milestones.of(film, kind)
        taken = [report for report in own if report.chosen]
        if len(taken) > 1:
            dates = " and ".join(str(report.when) for report in taken)
            sentence = f"Two {kind} dates of {film} are chosen, {dates}: choose one."
            say(taken[-1], "milestone-chosen-twice", sentence, Severity.ERROR)
        if len(own) > 1 and not taken:
            dates = ", ".join(str(report.when) for report in own)
            sentence = (
                f"{len(own)} {kind} dates of {film} are reported, {dates}, and none is chosen: "
                "put chosen = true to the one that the plan goes by."
            )
            say(own[-1], "milestone-not-chosen", sentence, Severity.WARNING)
    seen: set[tuple[str, str]] = set()
    for rule in milestones.rules:
        if (rule.kind, rule.film) in seen:
            whose = f" for {rule.film}" if rule.film else ""
            sentence = f"The rule {rule.kind}{whose} is there twice; keep one."
            say(rule, "rule-twice", sentence, Severity.ERROR)
        seen.add((rule.kind, rule.film))
    return found


def write(milestones: Milestones) -> bytes:
    """milestones.toml."""
    lines = [_OPENING.rstrip("\n")]
    for name, rows in (("rule", milestones.rules), ("report", milestones.reports)):
        for row in rows:
            table = table_of(row, omit=("when",), names={"cited": "source"})
            if isinstance(row, Report):
                film, kind = table.pop("film"), table.pop("kind")
                table = {"film": film, "kind": kind, "when": from_when(row.when), **table}
            lines += ["", f"[[{name}]]"]
            lines += [f"{_key((key,))} = {_value(value)}" for key, value in table.items()]
    return ("\n".join(lines) + "\n").encode()
