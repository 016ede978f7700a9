"""Where the stage relaxation applies, and what it proves beyond the other components."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence

from coverset.solve.bound.configs import Part
from coverset.solve.bound.days import Group, Work
from coverset.solve.bound.ledger import Proof
from coverset.solve.bound.spans import needs
from coverset.solve.bound.stages import Cast, Stages
from coverset.solve.bound.tours import Tours

_TRIES = ((4, False, 1), (5, False, 3), (2, True, 4), (3, True, 1))
"""People, whether the bases count, and one over the share of the time that is left: cheapest to solve first."""


def bound_holding(
    work: Work,
    proof: Proof,
    days: Mapping[int, int],
    idle: Mapping[int, int],
    tours: Tours,
    ends: float,
    labels: int | None,
) -> None:
    """Prove what the dearest people of each unit cost by waiting for one another.

    ``days`` are the fewest days of each unit, ``idle`` what is proved already for each span beyond its
    working dates and its ends: the relaxation counts that too, so only what exceeds it is new. ``labels``
    limit each try in place of the clock, for the same answer every time.
    """
    units = [u for u in range(len(work.problem.units)) if work.of_unit(u)]
    for k, u in enumerate(units):
        now = time.monotonic()
        if now < ends:
            _of_unit(work, u, proof, days[u], idle, tours, now + (ends - now) / (len(units) - k), labels)


def _of_unit(
    work: Work,
    u: int,
    proof: Proof,
    days: int,
    idle: Mapping[int, int],
    tours: Tours,
    ends: float,
    labels: int | None,
) -> None:
    problem, unit = work.problem, work.problem.units[u]
    own = work.of_unit(u)
    groups = work.groups(own, (u,))
    people = _people(work, u, groups)
    mine = [t for t, units in enumerate(work.units) if u in units]
    # Days beyond the fewest are new only where nothing else has counted them: page profiles, pooled work.
    counted = days == sum(group.days for group in groups) and len(mine) == len(own)
    price = min(unit.day_price[d] for d in work.usable(u, mine)) if counted else 0
    best, lines, who = 0, (0,), 0
    tried: set[tuple[int, bool]] = set()
    for count, by_base, share in _TRIES:
        chosen = people[:count]
        by_base = by_base and len({problem.tasks[t].base for t in own}) > 1
        now = time.monotonic()
        if not chosen or (len(chosen), by_base) in tried or now > ends:
            continue
        tried.add((len(chosen), by_base))
        stages = Stages(
            [_part(work, u, group, chosen, by_base) for group in groups],
            tours.near,
            _cast(work, u, chosen),
            unit.longest - unit.prepare,
            price,
        )
        limit = now + (ends - now) / share
        least, _ = stages.least(limit) if labels is None else stages.least(ends, labels)
        bases = frozenset(problem.tasks[t].base for t in own) if by_base else frozenset[int]()
        more = least - tours.path(bases) - sum(idle[s] for s in chosen)
        if more > best:
            spans = [problem.spans[s] for s in chosen]
            best, who = more, len(chosen)
            lines = (
                unit.day_line,
                *((unit.travel_line,) if by_base else ()),
                *(line for span in spans for line in (span.work_line, span.hold_line)),
                *(span.drop_line for span in spans if span.drop_gap),
                *(span.extend_line for span in spans if span.start or span.end),
            )
    if best:
        proof.sum_of(
            lines, best, f"in {unit.name} the {who} dearest people wait for one another in any order of work"
        )


def _people(work: Work, u: int, groups: Sequence[Group]) -> list[int]:
    """The spans of this unit alone whose working dates are counted place by place, dearest first."""
    found = []
    for s, span in enumerate(work.problem.spans):
        tasks = {t for t, task in enumerate(work.problem.tasks) if s in task.spans}
        if not tasks or any(work.units[t] != (u,) for t in tasks):
            continue
        need = needs(work, s)
        counted = sum(work.packed([t for t in group.tasks if t in tasks], (u,)) for group in groups)
        price = min(_prices(work, u, s))
        if need and need.count == counted and price > 0 and span.max_drops <= 2:
            found.append((-price, s))
    return [s for _, s in sorted(found)]


def _prices(work: Work, u: int, s: int) -> tuple[int, int]:
    """The least that a date of work costs, and a date of this unit's on which the span waits."""
    span = work.problem.spans[s]
    tasks = [t for t, task in enumerate(work.problem.tasks) if s in task.spans]
    working = min(span.work[d] for d in work.usable(u, tasks))
    dates = work.usable(u, [t for t, units in enumerate(work.units) if u in units])
    return working, min(working, min(span.hold[d] for d in dates))


def _cast(work: Work, u: int, chosen: Sequence[int]) -> Cast:
    spans = [work.problem.spans[s] for s in chosen]
    prices = [_prices(work, u, s) for s in chosen]
    return Cast(
        tuple(working for working, _ in prices),
        tuple(waiting for _, waiting in prices),
        tuple(span.fee for span in spans),
        tuple(span.max_drops if span.drop_gap else 0 for span in spans),
    )


def _part(work: Work, u: int, group: Group, chosen: Sequence[int], by_base: bool) -> Part:
    minutes: dict[int, int] = defaultdict(int)
    for t in group.tasks:
        task = work.problem.tasks[t]
        minutes[sum(1 << k for k, s in enumerate(chosen) if s in task.spans)] += task.minutes
    of_person = tuple(
        work.packed([t for t in group.tasks if s in work.problem.tasks[t].spans], (u,)) for s in chosen
    )
    node = work.problem.tasks[group.tasks[0]].base if by_base else 0
    return Part(node, dict(minutes), group.days, of_person)
