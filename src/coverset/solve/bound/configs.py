"""How the days of one place can be cast: which of a few people each of them holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, product
from math import comb, prod

_MOST_CASTINGS = 3000
_MOST_EXTRA = 2
_MOST_DAYS = 7
_MOST_SPLIT = 6
_MOST_TOGETHER = 400


@dataclass(frozen=True, slots=True)
class Part:
    """The work that shares no day with other work: minutes by set of people (a bit mask), least days.

    ``of_person`` is the least days of each person there.
    """

    minutes: dict[int, int]
    days: int
    of_person: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Casting:
    """Days by who is there (masks), and what they cost beyond the least days, before who waits is known.

    ``again`` is how often the place is come back to when every stage is one visit.
    """

    days: tuple[int, ...]
    extra: int
    again: int = 0


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


def visits(parts: Sequence[Sequence[Casting]]) -> list[Casting] | None:
    """The castings of all work at one place together, by the stages in which the place is visited.

    The days of one visit are split no further: each is priced like the stage that engages everybody of the
    visit. None when there are too many ways to say.
    """
    if (
        prod(map(len, parts)) > _MOST_TOGETHER
        or sum(max(len(c.days) for c in p) for p in parts) > _MOST_SPLIT
    ):
        return None
    found: dict[tuple[tuple[int, ...], int], int] = {}
    for together in product(*parts):
        extra = sum(casting.extra for casting in together)
        days = [day for casting in together for day in casting.days]
        for blocks in _splits(days):
            key = (tuple(sorted(_union(block) for block in blocks for _ in block)), max(0, len(blocks) - 1))
            found[key] = min(found.get(key, extra), extra)
    ranked = [Casting(days, extra, again) for (days, again), extra in found.items()]
    ranked.sort(key=lambda c: (c.extra, c.again, sum(day.bit_count() for day in c.days), c.days))
    kept: list[Casting] = []
    for casting in ranked:
        if not any(one.again <= casting.again and _as_good(one.days, casting.days) for one in kept):
            kept.append(casting)
    return kept


def _union(days: Iterable[int]) -> int:
    mask = 0
    for day in days:
        mask |= day
    return mask


def _splits(days: Sequence[int]) -> Iterator[list[list[int]]]:
    """Every way to split days into blocks."""
    if not days:
        yield []
        return
    for blocks in _splits(days[1:]):
        yield [[days[0]], *blocks]
        for k in range(len(blocks)):
            yield [*blocks[:k], [days[0], *blocks[k]], *blocks[k + 1 :]]


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
