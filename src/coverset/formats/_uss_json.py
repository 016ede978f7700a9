"""JSON from strangers: bounded, never a traceback, and it remembers the line on which everything stands."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from coverset.findings import Finding, Place, Severity

Path = tuple[str | int, ...]

LARGEST = 24_000_000
DEEPEST = 64
SHOWN = 12

_TOKEN = re.compile(r'"(?:[^"\\]+|\\.)*+"?|[{}\[\],\n]', re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Notes:
    """What is said about a file while it is read: findings with their lines, a dozen of a kind at most."""

    file: str
    lines: dict[Path, int] = field(default_factory=dict)
    said: list[Finding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def place(self, path: Path) -> Place:
        """Where in the file a path stands, or the nearest thing around it that has a line."""
        while path and path not in self.lines:
            path = path[:-1]
        return Place(self.file, self.lines.get(path))

    def say(
        self, code: str, severity: Severity, sentence: str, path: Path = (), about: Iterable[str] = ()
    ) -> None:
        """Add a finding; those beyond the first dozen of a code are only counted."""
        self.counts[code] = self.counts.get(code, 0) + 1
        if self.counts[code] <= SHOWN:
            self.said.append(Finding(code, severity, sentence, self.place(path), tuple(about)))

    def findings(self) -> list[Finding]:
        """Everything said, and for each code how many more there are."""
        more = [
            Finding(
                code,
                next(f.severity for f in self.said if f.code == code),
                f"{count - SHOWN:,} more findings of the kind {code!r} are not listed.",
                Place(self.file),
            )
            for code, count in self.counts.items()
            if count > SHOWN
        ]
        return [*self.said, *more]


def shown(value: object, longest: int = 60) -> str:
    """A value of the file as a sentence may quote it: short, on one line."""
    text = value[: longest * 2] if isinstance(value, str) else value
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return f"a list of {len(value):,}"
    quoted = json.dumps(text)
    return quoted if len(quoted) <= longest else f'{quoted[: longest - 4]}..."'


def load(data: bytes, name: str) -> tuple[object | None, Notes]:
    """Read JSON text of at most 24 MB and 64 levels; answers None and an error finding when it cannot be.

    Not-a-number and numbers beyond any use become null; a key given twice keeps its last value, the earlier
    ones stay under the key with ``_`` before it; text that is not Unicode gets a replacement mark. Each is said.
    """
    notes = Notes(name)
    if len(data) > LARGEST:
        notes.say(
            "uss-too-large",
            Severity.ERROR,
            f"The file has {len(data):,} bytes; schedules of at most {LARGEST:,} are read.",
        )
        return None, notes
    text = _decode(data, notes)
    if not _scan(text, notes):
        return None, notes
    decoder = _decoder(notes)
    try:
        value = decoder.decode(text.strip())
    except json.JSONDecodeError as error:
        ahead = len(text) - len(text.lstrip())
        line = text.count("\n", 0, error.pos + ahead) + 1
        notes.said.append(
            Finding(
                "uss-not-json",
                Severity.ERROR,
                f"This is not JSON: {error.msg.lower()}. Export the schedule again from the program it came from.",
                Place(name, line),
            )
        )
        return None, notes
    except RecursionError:
        _too_deep(notes, None)
        return None, notes
    if value is None:
        words = "The file holds one value that is nothing, not a schedule. Export the schedule again."
        notes.say("uss-not-object", Severity.ERROR, words)
        return None, notes
    if _SURROGATE.search(text) or "\\ud" in text or "\\uD" in text:
        value = _without_surrogates(value)
    return value, notes


def _decode(data: bytes, notes: Notes) -> str:
    encoding = json.detect_encoding(data)
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        notes.say(
            "uss-not-utf8",
            Severity.WARNING,
            "The file is not UTF-8 text; what could not be read is shown as \N{REPLACEMENT CHARACTER}.",
        )
        return data.decode("utf-8", errors="replace")


def _decoder(notes: Notes) -> json.JSONDecoder:
    def unusable(text: str) -> None:
        notes.say("uss-number", Severity.WARNING, f"{text[:24]} is not a usable number; read as null.")

    def whole(text: str) -> int | None:
        if len(text) <= 18:
            return int(text)
        unusable(text)
        return None

    def real(text: str) -> float | None:
        number = float(text)
        if math.isfinite(number):
            return number
        unusable(text)
        return None

    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        result = dict(found)
        if len(result) == len(found):
            return result
        seen: dict[str, Any] = {}
        for key, value in found:
            if key in seen:
                notes.say(
                    "uss-key-twice",
                    Severity.WARNING,
                    f"The key {shown(key)} is given twice in one object; the last value counts.",
                )
                keep_aside(result, key, seen[key])
            seen[key] = value
        return result

    return json.JSONDecoder(
        object_pairs_hook=pairs, parse_float=real, parse_int=whole, parse_constant=unusable, strict=False
    )


def keep_aside(target: dict[str, Any], key: str, value: object) -> None:
    """Keep a value that the standard has no room for under a private name: the key with ``_`` before it."""
    private = key if key.startswith("_") else f"_{key}"
    while private in target:
        private += "_"
    target[private] = value


def _scan(text: str, notes: Notes) -> bool:
    """Note the line of every object and key down to six levels; refuse text nested too deep."""
    stack: list[str | int] = []
    openers: list[str] = []
    line, key_next, depth = 1, False, 0
    for match in _TOKEN.finditer(text):
        token = match.group()
        first = token[0]
        if first == "\n":
            line += 1
        elif first == '"':
            if key_next and depth <= 6:
                stack[-1] = token[1:-1]
                notes.lines.setdefault(tuple(stack), line)
            key_next = False
            line += token.count("\n")
        elif first in "{[":
            depth += 1
            if depth > DEEPEST:
                _too_deep(notes, line)
                return False
            if 2 < depth <= 6:
                notes.lines[tuple(stack)] = line
            openers.append(first)
            stack.append("" if first == "{" else 0)
            key_next = first == "{"
        elif first in "}]":
            if openers:
                openers.pop()
                stack.pop()
                depth -= 1
            key_next = False
        elif openers:
            if openers[-1] == "[":
                last = stack[-1]
                stack[-1] = last + 1 if isinstance(last, int) else 0
            else:
                key_next = True
    return True


def _too_deep(notes: Notes, line: int | None) -> None:
    notes.said.append(
        Finding(
            "uss-too-deep",
            Severity.ERROR,
            f"The file nests deeper than {DEEPEST} levels; a schedule needs six.",
            Place(notes.file, line),
        )
    )


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, list):
        return [_without_surrogates(item) for item in value]
    if isinstance(value, dict):
        return {_without_surrogates(key): _without_surrogates(item) for key, item in value.items()}
    return value
