"""What is wrong with a production or a plan, as values: a user's mistake is never an exception."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding stops: an error stops planning, a conflict breaks a rule on a board, the rest inform."""

    ERROR = "error"
    CONFLICT = "conflict"
    WARNING = "warning"
    NOTE = "note"


_LIKE = 0.6
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
        # A sentence about a file begins with its name.
        named = self.place is not None and self.sentence.startswith(f"{self.place} ")
        where = f"{self.place}: " if self.place and not named else ""
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
    """End of a sentence about an unknown name: the nearest known one, or the known ones when none is near.

    A name with a number in it is near another when the number is the same, or when one slip of the finger
    lies between them: F1/61 may be F1/6 or F1/16, while F1/999 is not F1/49.
    """
    names = sorted(set(known), key=_as_counted)
    folded = {name.casefold(): name for name in reversed(names)}
    near = _near(word.casefold(), folded)
    if near:
        return f"did you mean {folded[near]!r}?"
    if not names:
        return "none is declared yet."
    shown = ", ".join(names[:limit]) + (f", ..., {names[-1]}" if len(names) > limit + 1 else "")
    shown += f", {names[-1]}" if len(names) == limit + 1 else ""
    return f"known: {shown}."


def _near(word: str, known: Iterable[str]) -> str | None:
    number = _digits(word)
    if not number:
        return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=_LIKE)), None)
    kept = [name for name in known if _digits(name) in ("", number) or _one_slip(word, name)]
    found = difflib.get_close_matches(word, kept, n=1, cutoff=_LIKE)
    # A scene named without its film: 12A for F1/12A.
    found += [name for name in known if name.endswith(f"/{word}")]
    return found[0] if found else None


def _digits(name: str) -> str:
    return "".join(letter for letter in name if letter.isdecimal())


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter too many, too few or wrong, or two the wrong way round, is all that differs."""
    if abs(len(one) - len(other)) > 1:
        return False
    one, other = _from_difference(one, other)
    one, other = _from_difference(one[::-1], other[::-1])
    return max(len(one), len(other)) <= 1 or (len(one) == 2 and one == other[::-1])


def _from_difference(one: str, other: str) -> tuple[str, str]:
    alike = next(
        (k for k, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return one[alike:], other[alike:]


def _as_counted(name: str) -> tuple[tuple[str, int], ...]:
    """Names in the order people count them: F1/2 before F1/10."""
    pieces = re.split(r"([0-9]{1,9})", name)
    return tuple(
        (text, int(number or 0)) for text, number in zip(pieces[::2], [*pieces[1::2], ""], strict=True)
    )
