"""What people cost by waiting for one another, beyond what the other components prove: it grows with time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coverset.solve.bound.days import Work
from coverset.solve.bound.packing import ceil_div
from coverset.solve.bound.relaxation import PARTS, Ground, compiled, ground, relaxed, searching
from coverset.solve.bound.stages import StageSearch
from coverset.solve.bound.tours import Tours

_SLICE = 0.1
_PAIRS = 3
_LABELS = 60_000 if compiled() else 2_000
_MEMORY = 1 << 29


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is proved for the sum of some lines of a unit, and for how many of its people."""

    lines: tuple[int, ...]
    amount: int
    reason: str


def waiting(
    work: Work, u: int, fewest: int, idle: Mapping[int, int], tours: Tours, labels: int | None
) -> Iterator[Waiting | None]:
    """Prove ever more of what the people of a unit cost by waiting for one another; None after each slice of work.

    ``fewest`` are the days that the unit needs, ``idle`` what is proved already for each span beyond its
    working dates and its ends: the relaxation counts that too, so only what exceeds it is new. ``labels``
    limit each search.
    """
    own = ground(work, u, fewest)
    if own.people:
        yield from _pairs(own, idle, tours, min(labels or _LABELS, _LABELS))
        yield from _together(own, idle, tours, labels)


def _grown(search: StageSearch, labels: int | None) -> Iterator[None]:
    """Run a search to its end, or so many labels, a slice at a time."""
    before = -1
    while not search.exact and search.popped != before and (labels is None or search.popped < labels):
        before = search.popped
        search.run(1 << 60 if labels is None else labels - before, _SLICE, _MEMORY)
        yield None


def _pairs(own: Ground, idle: Mapping[int, int], tours: Tours, labels: int) -> Iterator[Waiting | None]:
    """Relax the dearest people two by two, and split the common prices where they prove the most.

    What a share more proves never grows with the share, so to give each part where it proves the most next is best.
    """
    people = own.people[: 2 * _PAIRS]
    pairs = [people[k : k + 2] for k in range(0, len(people), 2)]
    proved: dict[tuple[int, int], int] = {}
    shares = [0] * len(pairs)

    def least(k: int, share: int) -> Iterator[None]:
        search = searching(relaxed(own, tours, pairs[k], share))
        yield from _grown(search, labels)
        proved[k, share] = search.least - share * tours.path(own.bases)

    for k in range(len(pairs)):
        yield from least(k, 0)
        yield from least(k, 1)
    for left in reversed(range(PARTS)):
        k = max(range(len(pairs)), key=lambda k: proved[k, shares[k] + 1] - proved[k, shares[k]])
        shares[k] += 1
        total = sum(proved[k, share] for k, share in enumerate(shares))
        yield _said(own, people, total, sum(idle[s] for s in people))
        if left:
            yield from least(k, shares[k] + 1)


def _together(
    own: Ground, idle: Mapping[int, int], tours: Tours, labels: int | None
) -> Iterator[Waiting | None]:
    """Relax the dearest people all together, ever more of them."""
    for count in (3, 4):
        chosen = own.people[:count]
        if len(chosen) < count:
            return
        search = searching(relaxed(own, tours, chosen, PARTS))
        counted = sum(idle[s] for s in chosen)
        for _ in _grown(search, labels):
            yield _said(own, chosen, search.least - PARTS * tours.path(own.bases), counted)


def _said(own: Ground, chosen: tuple[int, ...], parts: int, counted: int) -> Waiting:
    unit = own.work.problem.units[own.unit]
    spans = [own.work.problem.spans[s] for s in chosen]
    lines = (
        unit.day_line,
        unit.move_line,
        unit.travel_line,
        *(line for span in spans for line in (span.work_line, span.hold_line)),
        *(span.drop_line for span in spans if span.drop_gap),
        *(span.extend_line for span in spans if span.start or span.end),
    )
    amount = max(0, ceil_div(parts, PARTS) - counted)
    return Waiting(
        lines,
        amount,
        f"in {unit.name} the {len(chosen)} dearest people wait for one another in any order of work",
    )
