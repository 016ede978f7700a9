"""The marks of a revision: the colour of its pages, and the numbers of scenes that are new in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from coverset.model.numbering import letters, scene_sort_key

COLOURS = (
    "White",
    "Blue",
    "Pink",
    "Yellow",
    "Green",
    "Goldenrod",
    "Buff",
    "Salmon",
    "Cherry",
    "Tan",
)
"""Pages in the order in which they are issued; then from the first again, as Second White (Double White).

The usual North American order, as the manuals of screenwriting programs give it; British productions vary.
"""

_ROUNDS = ("", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth")
_SAME_AS = {"double": "Second", "2nd": "Second", "triple": "Third", "3rd": "Third", "4th": "Fourth"}
_DIGITS = re.compile(r"[0-9]{1,9}")
_BARE = re.compile(r"([A-Za-z]*)([0-9]{1,9})(.*)", re.DOTALL)


def known_colour(words: str) -> str | None:
    """A colour as it is written here: ``double blue`` is Second Blue; None for what is no colour of the order."""
    parts = words.split()
    if not 1 <= len(parts) <= 2:
        return None
    colour = next((each for each in COLOURS if each.casefold() == parts[-1].casefold()), None)
    if colour is None or len(parts) == 1:
        return colour
    first = parts[0].casefold()
    turn = _SAME_AS.get(first) or next((each for each in _ROUNDS[1:] if each.casefold() == first), None)
    return f"{turn} {colour}" if turn else None


def next_colour(words: str) -> str | None:
    """The colour of the revision after one: Blue after White or after none, Second White after Tan.

    None when the colour is none of the order, or the ninth round is through: a person says what follows then.
    """
    colour = known_colour(words or COLOURS[0])
    if colour is None:
        return None
    *turn, name = colour.split()
    at = COLOURS.index(name) + 1
    round_ = _ROUNDS.index(turn[0]) if turn else 0
    if at == len(COLOURS):
        at, round_ = 0, round_ + 1
    if round_ == len(_ROUNDS):
        return None
    return f"{_ROUNDS[round_]} {COLOURS[at]}".strip()


def new_numbers(numbers: Sequence[str | None], taken: Collection[str]) -> tuple[str, ...]:
    """A number for every scene of a script in its order; those given stay, none of ``taken`` is used again.

    After 12 comes 12A, then 12B; before the first comes A1; between 12 and 12A comes 12aA, which crews read so.
    Where a scene with a letter ahead is before the number itself, the next letter: B20 between A20 and 20. With no
    number given they go on after the last taken: 1, 2, 3 in a script that never had any. Where nothing fits
    between two numbers out of order, the first free letter after the one before. Source: the conventions on
    numbering inserted scenes noted in ``coverset.model.numbering``.
    """
    given = [number for number in numbers if number]
    used = {number.casefold() for number in (*given, *taken)}
    if not given:
        last_used = max((int(digits[0]) for number in used if (digits := _DIGITS.search(number))), default=0)
        return tuple(str(last_used + place) for place in range(1, len(numbers) + 1))
    after: list[str | None] = [None] * len(numbers)
    last: str | None = None
    for place in range(len(numbers) - 1, -1, -1):
        after[place] = last
        last = numbers[place] or last
    found: list[str] = []
    before: str | None = None
    supplies: dict[tuple[str | None, str | None], Iterator[str]] = {}
    for place, number in enumerate(numbers):
        if not number:
            key = (before if before is None or numbers[place - 1] else _stem(before), after[place])
            supply = supplies.setdefault(key, _candidates(before, after[place]))
            number = _free(supply, before, after[place], used)
            used.add(number.casefold())
        found.append(number)
        before = number
    return tuple(found)


def _free(supply: Iterator[str], before: str | None, after: str | None, used: Collection[str]) -> str:
    low = scene_sort_key(before) if before else None
    high = scene_sort_key(after) if after else None
    tried = (next(supply) for _ in range(800))
    for number in tried:
        key = scene_sort_key(number)
        if number.casefold() not in used and (low is None or low < key) and (high is None or key < high):
            return number
    base = _stem(before) if before else (after or "1")
    return next(
        number
        for letter in letters()
        if (number := base + letter if before else letter + base).casefold() not in used
    )


def _candidates(before: str | None, after: str | None) -> Iterator[str]:
    """Numbers that may go between two, the most usual first, without end."""
    one = _BARE.fullmatch(before or "")
    other = _BARE.fullmatch(after or "")
    if other and not (one and one[2] != other[2]) and (not one or one[1]) and not other[1]:
        # Only scenes with a letter ahead stand before this number so far.
        yield from _few(letter + other[2] for letter in letters())
    base = _stem(before) if before else (after or "1")
    yield from _few(
        (base + letter for letter in letters()) if before else (letter + base for letter in letters())
    )
    if before and other and other[3].isalpha():
        yield from _few(f"{other[1]}{other[2]}{letter.lower()}{other[3][-1]}" for letter in letters())
    if before:
        yield from _few(f"{before}-{count}" for count in range(1, 100))
    yield from (f"{letter}{base}" for letter in letters())


def _few(numbers: Iterable[str]) -> Iterator[str]:
    for _, number in zip(range(60), numbers, strict=False):
        yield number


def _stem(number: str) -> str:
    """The number that letters are appended to: ``47`` for ``47A``, whole when that leaves no digit."""
    stem = number.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return stem if stem and stem[-1].isdigit() else number
