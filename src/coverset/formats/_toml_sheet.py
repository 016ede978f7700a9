"""A file of a production's folder in TOML, taken apart: its tables, where each stands, and what is wrong in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coverset.findings import Finding, Place
from coverset.formats._bind import bind, spelled
from coverset.formats._folder import decode, error, too_large
from coverset.formats._notation import LONGEST_TEXT, folded
from coverset.formats._toml_lines import Path as TomlPath
from coverset.formats._toml_lines import TooMuchError, line_at, lines_of

if TYPE_CHECKING:
    from pydantic import BaseModel

MOST_TOML = 4_000_000
MOST_SLIPS = 200

# How a field of the model is called in the file, where it is not by its own name.
_KEYS = {
    "first": ("between", "scenes"),
    "second": ("between", "scenes"),
    "task": ("scene", "activity", "task"),
    "beats": ("beats", "beat"),
}
_AT_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(slots=True)
class Sheet:
    """production.toml taken apart: its tables, where each stands, and what is wrong in them."""

    name: str
    raw: dict[str, Any] = field(default_factory=dict)
    lines: dict[TomlPath, int] = field(default_factory=dict)
    bound: BaseModel | None = None
    findings: list[Finding] = field(default_factory=list)
    kept: dict[str, list[int]] = field(default_factory=dict)

    def at(self, *path: str | int) -> Place:
        """Where a table or key stands, or the nearest around it."""
        if len(path) > 1 and isinstance(path[1], int) and path[0] in self.kept:
            path = (path[0], self.kept[str(path[0])][path[1]], *path[2:])
        return Place(self.name, line_at(self.lines, path))

    def locate(self) -> Any:
        """How questions find the line of a field: the key's own where the table is in this file."""
        heads: dict[int, list[TomlPath]] = {}
        for path, line in self.lines.items():
            heads.setdefault(line, []).append(path)

        def where(thing: Any, name: str) -> Place | None:
            source: Place | None = getattr(thing, "source", None)
            if source is None or source.file != self.name or source.line is None:
                return source
            for table in heads.get(source.line, ()):
                for key in (*_KEYS.get(name, ()), name):
                    if (*table, key) in self.lines:
                        return Place(self.name, self.lines[(*table, key)])
            return source

        return where


def parse(data: bytes, name: str, model: type[BaseModel], named: Iterable[str]) -> Sheet:
    """Take a file apart, with every mistake in it as a finding at its line.

    ``model`` is what it is bound to; ``named`` are its tables of tables by id.
    """
    sheet = Sheet(name)
    if len(data) > MOST_TOML:
        sheet.findings.append(too_large(name, len(data), MOST_TOML))
        return sheet
    text, notes = decode(data, name)
    sheet.findings += notes
    try:
        sheet.lines = lines_of(text)
    except TooMuchError as trouble:
        sheet.findings.append(error("toml-too-much", str(trouble), Place(name, trouble.line)))
        return sheet
    try:
        sheet.raw = tomllib.loads(text.replace("\r\n", "\n"))
    except (ValueError, RecursionError) as trouble:
        sheet.findings.append(_syntax(trouble, text, name))
        return sheet
    sheet.bound, slips, sheet.kept = bind(model, sheet.raw)
    for slip in slips[:MOST_SLIPS]:
        path = slip.path[:-1] if slip.code == "value-missing" else slip.path
        about = tuple(str(part) for part in slip.path[1:2] if isinstance(part, str))
        sheet.findings.append(
            error(slip.code, slip.sentence, Place(name, line_at(sheet.lines, path)), *about)
        )
    if len(slips) > MOST_SLIPS:
        sentence = f"{len(slips) - MOST_SLIPS:,} more mistakes of these kinds are not listed."
        sheet.findings.append(error("more-slips", sentence, Place(name)))
    sheet.findings += _twice(sheet, named)
    return sheet


def _syntax(trouble: Exception, text: str, name: str) -> Finding:
    words = str(trouble)
    if isinstance(trouble, RecursionError):
        return error("toml-syntax", "Values are nested too deep; no production is.", Place(name))
    match = _AT_LINE.search(words)
    line = int(match[1]) if match and match[1] else text.count("\n") + 1 if match else None
    said = words[: match.start()] if match else words
    sentence = (
        f"This is not TOML from here on: {said[:1].lower()}{said[1:160]}. Texts stand in quotes, "
        'tables are [name] on a line of their own, values are key = "text", 12, 12.50, true or 2020-02-24.'
    )
    return error("toml-syntax", sentence, Place(name, line))


def _twice(sheet: Sheet, tables: Iterable[str]) -> list[Finding]:
    """Ids that differ only in case or blanks: nobody can tell them apart."""
    found = []
    for table in tables:
        seen: dict[str, str] = {}
        named = sheet.raw.get(table)
        for name in named if isinstance(named, dict) else ():
            key = folded(name)
            where = sheet.at(table, name)
            if not key or len(name) > LONGEST_TEXT or ("/" in name and table == "films"):
                sentence = (
                    f"{spelled((table, name))} is no id: it needs a letter or digit, for a film no slash."
                )
                found.append(error("id-wrong", sentence, where, name[:100]))
            elif key in seen:
                sentence = (
                    f"{name!r} and {seen[key]!r} in [{table}] differ only in case or blanks; rename one."
                )
                found.append(error("id-twice", sentence, where, name, seen[key]))
            seen.setdefault(key, name)
    return found
