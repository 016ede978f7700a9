"""How the days of one place can be cast: which of a few people each of them holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from math import comb

_MOST_CASTINGS = 3000
_MOST_EXTRA = 2
_MOST_DAYS = 7


@dataclass(frozen=True, slots=True)
class Part:
    """The work that shares no day with other work: minutes by set of people (a bit mask), least days.

    ``of_person`` is the least days of each person there.
    """

    node: int
    minutes: dict[int, int]
    days: int
    of_person: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Casting:
    """Days by who is there (masks), and what they cost beyond the least days, before who waits is known."""

    days: tuple[int, ...]
    extra: int


def castings(
    part: Part, capacity: int, day_price: int, work: Sequence[int], hold: Sequence[int]
) -> list[Casting]:
    """Every way to cast the days that no other is at least as good as; the last stands for all larger ones.

    A casting is possible when every scene's people are together on some day, the minutes fit (a fractional
    Hall condition over subsets of days) and each person has at least their least days. One is as good as
    another when its days can be matched to days of the other with no fewer people.
    """
    people = range(len(work))
    masks = sorted(_unions(part.minutes))
    kept: list[tuple[int, ...]] = []
    most = part.days - 1
    for count in range(part.days, min(part.days + _MOST_EXTRA, _MOST_DAYS) + 1):
        if comb(len(masks) + count - 1, count) > _MOST_CASTINGS:
            break
        most = count
        possible = [c for c in combinations_with_replacement(masks, count) if _holds(part, c, capacity)]
        possible.sort(key=lambda days: sum(mask.bit_count() for mask in days))
        for days in possible:
            if not any(_as_good(other, days) for other in kept):
                kept.append(days)
    found = []
    for days in kept:
        times = [sum(mask >> a & 1 for mask in days) for a in people]
        extra = day_price * (len(days) - part.days)
        extra += sum(work[a] * (times[a] - part.of_person[a]) - hold[a] * times[a] for a in people)
        found.append(Casting(days, extra))
    return [*found, Casting((), day_price * (most + 1 - part.days))]


def _unions(minutes: dict[int, int]) -> set[int]:
    unions: set[int] = set()
    for mask in minutes:
        unions |= {mask} | {mask | other for other in unions}
    return unions


def _holds(part: Part, days: tuple[int, ...], capacity: int) -> bool:
    for a, least in enumerate(part.of_person):
        if sum(mask >> a & 1 for mask in days) < least:
            return False
    if any(all(day & mask != mask for day in days) for mask in part.minutes):
        return False
    fits = [
        (sum(1 << j for j, day in enumerate(days) if day & mask == mask), minutes)
        for mask, minutes in part.minutes.items()
    ]
    for chosen in range(1, 1 << len(days)):
        if sum(minutes for where, minutes in fits if where & ~chosen == 0) > capacity * chosen.bit_count():
            return False
    return True


def _as_good(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether the days of one can be matched to days of the other that hold no fewer people."""
    if len(one) > len(other):
        return False
    matched: dict[int, int] = {}

    def match(i: int, tried: set[int]) -> bool:
        for j, day in enumerate(other):
            if one[i] & ~day == 0 and j not in tried:
                tried.add(j)
                if j not in matched or match(matched[j], tried):
                    matched[j] = i
                    return True
        return False

    return all(match(i, set()) for i in range(len(one)))
