"""What is wrong with a production or a plan, as values: a user's mistake is never an exception."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding stops: an error stops planning, a conflict breaks a rule on a board, the rest inform."""

    ERROR = "error"
    CONFLICT = "conflict"
    WARNING = "warning"
    NOTE = "note"


_ORDER = {severity: place for place, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the user's own files something stands."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell the user: what is wrong, where, what is allowed and what to do, in plain sentences.

    ``code`` is a stable kebab-case name; ``about`` names the scenes, people, places, units or dates
    concerned, so that a board can point at them.
    """

    code: str
    severity: Severity
    sentence: str
    place: Place | None = None
    about: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.sentence}"


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """The findings as a reader wants them: the worst first, then by file and line, without repeats."""
    unique = dict.fromkeys(findings)
    return sorted(
        unique,
        key=lambda f: (
            _ORDER[f.severity],
            f.place.file if f.place else "",
            (f.place.line or 0) if f.place else 0,
            f.code,
            f.sentence,
        ),
    )


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding stops planning."""
    return any(f.severity is Severity.ERROR for f in findings)


def nearest(word: str, known: Iterable[str], *, limit: int = 5) -> str:
    """End of a sentence about an unknown name: the nearest known one, or the known ones when none is near."""
    names = sorted(set(known))
    folded = {name.casefold(): name for name in names}
    near = difflib.get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    if near:
        return f"did you mean {folded[near[0]]!r}?"
    if not names:
        return "none is declared yet."
    shown = ", ".join(names[:limit]) + (", ..." if len(names) > limit else "")
    return f"known: {shown}."
