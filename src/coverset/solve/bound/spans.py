"""What a person, hire or rig costs at least: dates worked, held, dropped, and its fares."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from coverset.problem import Span
from coverset.solve.bound.days import Work, cheapest
from coverset.solve.bound.ledger import Proof
from coverset.solve.bound.packing import ceil_div
from coverset.solve.bound.tours import Tours

_NONE = 1 << 60


@dataclass(frozen=True, slots=True)
class Needs:
    """What every plan asks of a span: how many dates, which for certain, and where they may lie."""

    count: int
    certain: frozenset[int]
    open: tuple[int, ...]
    hulls: tuple[tuple[int, int], ...]


def needs(work: Work, s: int) -> Needs | None:
    """The least dates that a span works, or None when nothing needs it."""
    problem = work.problem
    tasks = [t for t, task in enumerate(problem.tasks) if s in task.spans]
    if not tasks:
        return None
    units = tuple(sorted({u for t in tasks for u in work.units[t]}))
    alone = [work.days(own, (u,)) for u in units if (own := work.of_unit(u, tasks))]
    together = max(sum(alone), work.days(tasks, units)) if len(units) > 1 else sum(alone)
    limit = problem.spans[s].limit
    at_once = min(len(units), max(limit)) if limit else len(units)
    certain = frozenset(work.dates[t][0] for t in tasks if len(work.dates[t]) == 1)
    hulls = sorted({(work.dates[t][0], work.dates[t][-1]) for t in tasks})
    return Needs(
        max(len(certain), 1, max(alone, default=0), ceil_div(together, max(1, at_once))),
        certain,
        tuple(sorted({d for t in tasks for d in work.dates[t]})),
        tuple(hulls),
    )


def bound_span(work: Work, s: int, tours: Tours, proof: Proof) -> tuple[int, int]:
    """Prove a span's working dates, engagement, holding and fares.

    Answers what is proved of its working dates, and of its engagement beyond them and its ends.
    """
    span, need = work.problem.spans[s], needs(work, s)
    if need is None:
        return 0, 0
    working = sum(span.work[d] for d in need.certain) + cheapest(
        (span.work[d] for d in need.open if d not in need.certain), need.count - len(need.certain)
    )
    plural = "" if need.count == 1 else "s"
    proof.line(span.work_line, working, f"{span.name} works at least {need.count} date{plural}")
    earliest, latest = _ends(need)
    extending = (min(span.start[d] for d in earliest) if span.start else 0) + (
        min(span.end[d] for d in latest) if span.end else 0
    )
    proof.line(span.extend_line, extending, f"{span.name} starts and ends at some price on any date")
    together = max(_cheapest_engagement(span, need, work_counts=True), working + extending)
    # What is held in every plan is part of what is engaged in every plan beyond its work.
    holding = _cheapest_engagement(span, need, work_counts=False) if together > working + extending else 0
    proof.sum_of(
        (span.hold_line, span.drop_line) if span.drop_gap else (span.hold_line,),
        holding,
        f"{span.name}'s dates cannot all lie side by side",
    )
    together = max(_cheapest_engagement(span, need, work_counts=True), working + extending + holding)
    proof.sum_of(
        (
            span.work_line,
            span.hold_line,
            *((span.drop_line,) if span.drop_gap else ()),
            *((span.extend_line,) if span.start or span.end else ()),
        ),
        together - working - extending - holding,
        f"{span.name} is engaged at the cheapest from first to last date, idle dates included",
    )
    if span.travels:
        _fares(work, s, span, tours, proof)
    return working, together - working - extending


def _ends(need: Needs) -> tuple[list[int], list[int]]:
    """The dates on which the span can start, and on which it can end."""
    first = min(high for _, high in need.hulls)
    last = max(low for low, _ in need.hulls)
    return [d for d in need.open if d <= first], [d for d in need.open if d >= last]


def _cheapest_engagement(span: Span, need: Needs, *, work_counts: bool) -> int:
    """The least that any set of worked dates costs that the needs allow.

    Dynamic programme over (last worked date, dates worked so far, drops so far): no task's dates lie
    wholly inside a gap, a gap is held or, up to ``max_drops`` times, dropped for the fee. Whether dropping
    saves is not asked, so FIRST and LONGEST are covered. Without ``work_counts`` the price of working,
    starting and ending is left out.
    """
    count = need.count
    starts, ends = map(frozenset, _ends(need))
    held = [0, *accumulate(span.hold)]
    drops = span.max_drops if span.drop_gap else 0
    reach = _reach(need, len(span.hold))
    best: dict[int, list[list[int]]] = {}
    keep = _Windows(count, drops, held)
    far = _Windows(count, drops, held)
    result = _NONE
    pending: deque[int] = deque()
    for d in need.open:
        while pending and d - pending[0] >= span.drop_gap:
            far.add(pending[0], best[pending[0]], holding=False)
            pending.popleft()
        price = span.work[d] if work_counts else 0
        start = span.start[d] if work_counts and span.start else 0
        here = [[_NONE] * (drops + 1) for _ in range(count + 1)]
        for c in range(1, count + 1):
            for j in range(drops + 1):
                cost = start if c == 1 and j == 0 and d in starts else _NONE
                for before in {c - 1, c} if c == count else {c - 1}:
                    cost = min(cost, keep.least(before, j, reach[d]) + held[d])
                    if j:
                        cost = min(cost, far.least(before, j - 1, reach[d]) + span.fee)
                here[c][j] = cost + price if cost < _NONE // 2 else _NONE
        best[d] = here
        keep.add(d, here, holding=True)
        if drops:
            pending.append(d)
        if d in ends:
            end = span.end[d] if work_counts and span.end else 0
            result = min(result, min(here[count]) + end)
    return result if result < _NONE // 2 else 0


class _Windows:
    """For each (dates worked, drops): the least cost over the last dates still in reach, kept sorted."""

    def __init__(self, count: int, drops: int, held: Sequence[int]) -> None:
        self._held = held
        self._queue: list[list[deque[tuple[int, int]]]] = [
            [deque() for _ in range(drops + 1)] for _ in range(count + 1)
        ]

    def add(self, d: int, costs: Sequence[Sequence[int]], *, holding: bool) -> None:
        """Offer the costs of ending at a date, less the holding paid up to and on it when it is held."""
        paid = self._held[d + 1] if holding else 0
        for queues, row in zip(self._queue, costs, strict=True):
            for queue, cost in zip(queues, row, strict=True):
                if cost < _NONE // 2:
                    while queue and queue[-1][1] >= cost - paid:
                        queue.pop()
                    queue.append((d, cost - paid))

    def least(self, count: int, drops: int, reach: int) -> int:
        """The least cost over dates not before ``reach``, which never goes back."""
        queue = self._queue[count][drops]
        while queue and queue[0][0] < reach:
            queue.popleft()
        return queue[0][1] if queue else _NONE


def _reach(need: Needs, num_dates: int) -> list[int]:
    """By date, the earliest date that can be worked just before it without jumping over a task's dates."""
    reach = [0] * num_dates
    for low, high in need.hulls:
        if high + 1 < num_dates:
            reach[high + 1] = max(reach[high + 1], low)
    return list(accumulate(reach, max))


def _fares(work: Work, s: int, span: Span, tours: Tours, proof: Proof) -> None:
    """With one unit at a time every change of base is paid; with several only the way from and to home."""
    problem = work.problem
    tasks = [t for t, task in enumerate(problem.tasks) if s in task.spans]
    bases = frozenset(problem.tasks[t].base for t in tasks)
    units = {u for t in tasks for u in work.units[t]}
    one_at_once = len(units) == 1 or (bool(span.limit) and max(span.limit) <= 1)
    if one_at_once and span.home >= 0:
        amount = tours.round_trip(bases, span.home)
    elif one_at_once:
        amount = tours.path(bases)
    elif span.home >= 0:
        near = tours.near
        amount = min(near[span.home][b] for b in bases) + min(near[b][span.home] for b in bases)
    else:
        amount = 0
    proof.line(
        span.travel_line, amount, f"{span.name} is needed at {len(bases)} bases, in the cheapest order"
    )
