"""The marks of a revision: the colour of its pages, and the numbers of scenes that are new in it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from string import ascii_lowercase

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
_TO_ZZ = 702
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
    found: list[str] = []
    before: str | None = None
    for number, run in _runs(numbers):
        fresh = _between(before, number, run, used)
        used.update(each.casefold() for each in fresh)
        found += fresh
        if number:
            found.append(number)
            before = number
    return tuple(found)


def _runs(numbers: Sequence[str | None]) -> Iterator[tuple[str | None, int]]:
    """Each number that is there, with how many scenes without one stand right before it; None at the end."""
    run = 0
    for number in numbers:
        if number:
            yield number, run
            run = 0
        else:
            run += 1
    yield None, run


def _between(before: str | None, after: str | None, run: int, used: Collection[str]) -> list[str]:
    """Numbers for a run of scenes: of the first kind that has enough free ones in order, else the first free letters."""
    if not run:
        return []
    low = scene_sort_key(before) if before else None
    high = scene_sort_key(after) if after else None
    for kind in _kinds(before, after, run):
        found: list[str] = []
        for number in kind:
            key = scene_sort_key(number)
            if high is not None and key >= high:
                break
            if number.casefold() not in used and (low is None or low < key):
                found.append(number)
            if len(found) == run:
                return found
    base = _stem(before) if before else (after or "1")
    free = (base + letter if before else letter + base for letter in letters())
    return list(islice((number for number in free if number.casefold() not in used), run))


def _kinds(before: str | None, after: str | None, run: int) -> Iterator[Iterator[str]]:
    """Kinds of numbers that may go between two, the most usual first, each in the order in which crews read them."""
    one = _BARE.fullmatch(before or "")
    other = _BARE.fullmatch(after or "")
    if other and not other[1] and (before is None or (one and one[1] and one[2] == other[2])):
        # Only scenes with a letter ahead stand before this number so far.
        yield (letter + other[2] for letter in letters())
    if before is not None:
        base = _stem(before)
        yield (base + letter for letter in islice(letters(), _TO_ZZ + 2 * run))
    if before is not None and other and other[3].isalpha():
        yield (f"{other[1]}{other[2]}{small}{other[3][-1]}" for small in ascii_lowercase)


def _stem(number: str) -> str:
    """The number that letters are appended to: ``47`` for ``47A``, whole when that leaves no digit."""
    stem = number.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return stem if stem and stem[-1].isdigit() else number
