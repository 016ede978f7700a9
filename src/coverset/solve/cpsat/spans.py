"""A span in CP-SAT: the dates it works, what is held or dropped between them, and its fares."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from coverset.problem import Span
from coverset.solve.cpsat.units import carried, post_run

if TYPE_CHECKING:
    from coverset.solve.cpsat.model import Literal, Model


def post_span(model: Model, s: int, span: Span) -> None:
    """Post everything that a span's dates cost and may not be."""
    problem = model.problem
    held: dict[int, list[Literal]] = defaultdict(list)
    for (t, slot), literal in model.x.items():
        if s in problem.tasks[t].spans:
            held[slot].append(literal)
    if not held:
        return
    by_slot = {slot: model.any_of(held[slot]) for slot in sorted(held)}
    by_date: dict[int, list[int]] = defaultdict(list)
    for slot in by_slot:
        by_date[slot % problem.num_dates].append(slot)
    works = {d: model.any_of(by_slot[slot] for slot in by_date[d]) for d in sorted(by_date)}
    model.works.update({(s, d): literal for d, literal in works.items()})
    if span.limit and model.active("limit", (s,)):
        for d, slots in by_date.items():
            if len(slots) > span.limit[d]:
                model.cp.add(sum(by_slot[slot] for slot in slots) <= span.limit[d])
    if span.max_run and model.active("run", (s,)):
        post_run(model, works, span.max_run)
    here, there = {}, {}
    if span.travels:
        here = {d: _base(model, by_slot, by_date[d]) for d in works}
        there = {d: _base(model, by_slot, by_date[d][::-1]) for d in works}
        if model.active("person travel", (s,)) and problem.travel_days:
            _travel_days(model, works, here, there)
    if model.priced:
        start = len(model.terms)
        _engagement(model, span, works, here, there)
        model.engagement[s] = sum(model.terms[start:])


def _base(model: Model, by_slot: dict[int, Literal], slots: list[int]) -> dict[int, Literal]:
    """The base of the first of the units that use the span on a date, in the order given."""
    found: dict[int, list[Literal]] = defaultdict(list)
    for k, slot in enumerate(slots):
        earlier = [by_slot[other] for other in slots[:k]]
        for (at, b), literal in model.base.items():
            if at != slot:
                continue
            chosen = model.bool()
            model.clause(chosen, by_slot[slot].negated(), literal.negated(), *earlier)
            for condition in (by_slot[slot], literal, *(other.negated() for other in earlier)):
                model.cp.add_implication(chosen, condition)
            found[b].append(chosen)
    return {b: model.any_of(literals) for b, literals in found.items()}


def _travel_days(
    model: Model,
    works: dict[int, Literal],
    first: dict[int, dict[int, Literal]],
    last: dict[int, dict[int, Literal]],
) -> None:
    travel = model.problem.travel_days
    longest = max((max(row) for row in travel), default=0)
    for e in works:
        for d in range(e - longest, e):
            if d not in works:
                continue
            between = [works[f] for f in range(d + 1, e) if f in works]
            for a, left in last[d].items():
                for b, arrived in first[e].items():
                    if a != b and travel[a][b] > e - d - 1:
                        model.clause(left.negated(), arrived.negated(), *between)


def _engagement(
    model: Model,
    span: Span,
    works: dict[int, Literal],
    first: dict[int, dict[int, Literal]],
    last: dict[int, dict[int, Literal]],
) -> None:
    """Working, holding, dropping, starting, ending and travelling, date by date.

    A dropped run of idle dates reaches to the next worked date, so the way home and back is paid there.
    """
    fare = model.problem.fare
    dates = range(min(works), max(works) + 1)
    before: Literal | None = None
    begun: dict[int, Literal] = {}
    for d in dates:
        if d in works:
            before = works[d] if before is None else model.any_of([before, works[d]])
        assert before is not None
        begun[d] = before
    ahead: Literal | None = None
    to_come: dict[int, Literal] = {}
    for d in reversed(dates):
        if d in works:
            ahead = works[d] if ahead is None else model.any_of([ahead, works[d]])
        assert ahead is not None
        to_come[d] = ahead
    dropped = _drops(model, span, works, dates)
    stands: dict[int, Literal] = {}
    for d in dates:
        if d not in works:
            gone = [dropped[d]] if d in dropped else []
            model.charge(span.hold[d], begun[d], to_come[d], *(literal.negated() for literal in gone))
            continue
        work = works[d]
        gone = [dropped[d]] if d in dropped else []
        model.charge(
            span.hold[d], begun[d], to_come[d], work.negated(), *(literal.negated() for literal in gone)
        )
        model.charge(span.work[d], work)
        opens = [begun[d - 1].negated()] if d - 1 in begun else []
        closes = [to_come[d + 1].negated()] if d + 1 in to_come else []
        model.charge(span.start[d] if span.start else 0, work, *opens)
        model.charge(span.end[d] if span.end else 0, work, *closes)
        if not span.travels:
            continue
        for b, arrives in first[d].items():
            if span.home >= 0:
                model.charge(fare[span.home][b], arrives, *opens)
            for a, stood in stands.items():
                if a != b:
                    model.charge(fare[a][b], stood, arrives)
                if span.home >= 0 and d - 1 in dropped:
                    direct = fare[a][b] if a != b else 0
                    more = fare[a][span.home] + fare[span.home][b] - direct
                    model.charge(more, dropped[d - 1], stood, arrives)
        if span.home >= 0:
            for b, leaves in last[d].items():
                model.charge(fare[b][span.home], leaves, *closes)
        stands = carried(model, work, last[d], stands)


def _drops(model: Model, span: Span, works: dict[int, Literal], dates: range) -> dict[int, Literal]:
    """The idle dates that are dropped: in runs long enough, up to the next worked date."""
    if not span.drop_gap or not span.max_drops:
        return {}
    idle = max(1, span.drop_gap - 1)
    dropped = {d: model.bool() for d in dates}
    starts = []
    for d in dates:
        if d in works:
            model.cp.add_implication(dropped[d], works[d].negated())
        start = model.bool()
        model.clause(start, dropped[d].negated(), *([dropped[d - 1]] if d - 1 in dropped else []))
        if d + idle - 1 in dropped:
            for e in range(d, d + idle):
                model.cp.add_implication(start, dropped[e])
        else:
            model.cp.add(start == 0)
        if d + 1 in dropped:
            model.clause(dropped[d].negated(), dropped[d + 1], *([works[d + 1]] if d + 1 in works else []))
        starts.append(start)
        model.charge(span.fee, start)
    model.cp.add(sum(starts) <= span.max_drops)
    return dropped
