"""Scene numbers: the order a script supervisor reads them in, and numbers for scenes that have none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

SortKey = tuple[int, int, int, int, str, int, str, int, str, int, tuple[int, ...], str]

_NUMBER = re.compile(r"\s*([A-Za-z]{0,8})[-.\s]{0,3}([0-9]{1,9})[-\s]?([a-z]{0,8}?)([A-Z]{0,8})(?![A-Za-z])")
_PART = re.compile(r"[-\s:]{0,3}(?:pts?\.?|part)\s{0,3}([0-9]{0,6})", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]{1,9}")
_LONGEST = 60


def scene_sort_key(number: str) -> SortKey:
    """Sort scene numbers as a crew says them: A20, B20, 20, 20A, 20B, A21, 21; and 10, 10aA, 10A.

    Letters before the number come before the bare number (scenes inserted ahead of it), letters after come
    after it; a small letter before a capital goes between ("10aA" sits between 10 and 10A); AA follows Z.
    A part ("79pt", "60pt4") follows its scene. A number without digits ("B Roll") comes last, by its text.
    Script order is the truth where there is a script; this is for lists that have lost it. Source: numbers
    seen on issued call sheets, and the A/B-scene conventions of the Shooting script article.
    """
    text = number.strip()[:_LONGEST]
    head, part = text, -1
    if match := _PART.search(text):
        head, part = text[: match.start()], int(match[1] or 0)
    match = _NUMBER.match(head)
    if not match:
        return (1, 0, 0, 0, "", 0, "", 0, "", part, (), text.casefold())
    prefix, digits, lower, upper = match[1].upper(), int(match[2]), match[3], match[4]
    if lower and not upper:
        lower, upper = "", lower.upper()
    rest = tuple(int(found) for found in _DIGITS.findall(head[match.end() :]))
    return (
        0,
        digits,
        0 if prefix else 1,
        len(prefix),
        prefix,
        len(upper),
        upper,
        0 if lower else 1,
        lower,
        part,
        rest,
        text.casefold(),
    )


def letters() -> Iterator[str]:
    """A, B ... Z, AA, AB ...: the letters that tell inserted scenes apart, without end."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    yield from alphabet
    for first in letters():
        for last in alphabet:
            yield first + last


def assign_numbers(numbers: Sequence[str | None]) -> tuple[str, ...]:
    """A number for every scene, in script order; the numbers that are there stay as they are.

    With none numbered the scenes become 1, 2, 3... Otherwise a scene without a number takes the number
    before it with the next free letter after it (47 -> 47A, 47B), and one ahead of every number takes a
    letter before the first (A1, B1), so that no number in use changes or is used twice. The same script
    always gets the same numbers. Linear in the number of scenes.
    """
    given = [number for number in numbers if number]
    if not given:
        return tuple(str(place) for place in range(1, len(numbers) + 1))
    used = {number.casefold() for number in given}
    supplies: dict[tuple[str, bool], Iterator[str]] = {}
    result: list[str] = []
    before: str | None = None
    for number in numbers:
        if number:
            before = number
            result.append(number)
            continue
        base = _stem(before) if before else given[0]
        supply = supplies.setdefault((base, before is None), letters())
        for letter in supply:
            fresh = base + letter if before else letter + base
            if fresh.casefold() not in used:
                used.add(fresh.casefold())
                result.append(fresh)
                break
    return tuple(result)


def _stem(number: str) -> str:
    """The number that letters are appended to: ``47`` for ``47A``, whole when that leaves no digit."""
    stem = number.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return stem if stem and stem[-1].isdigit() else number
