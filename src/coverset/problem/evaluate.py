"""The reference evaluator: what an assignment costs, by ledger line, and which constraints it breaks.

This is the truth that every engine is measured against, and the fallback where no kernel was built.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from coverset.problem.problem import CHEAPEST, DARK, FIRST, NIGHT_SHIFT, Problem, Span
from coverset.problem.timeline import Timeline, canonical_order, timeline


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken constraint: its kind, whose it is (indices, by kind) and by how much (at least 1)."""

    kind: str
    who: tuple[int, ...]
    amount: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What an assignment costs in all and by line, and every constraint it breaks."""

    cost: int
    by_line: tuple[int, ...]
    violations: tuple[Violation, ...]

    @property
    def feasible(self) -> bool:
        """Whether nothing is broken."""
        return not self.violations


@dataclass(frozen=True, slots=True)
class UnitDay:
    """A used slot: its tasks in canonical order, the base that it goes to and the clock that follows."""

    unit: int
    date: int
    tasks: list[int]
    base: int
    clock: Timeline


def evaluate(problem: Problem, slots: Sequence[int]) -> Evaluation:
    """Price and check an assignment: one slot a task, in task order."""
    by_line = [0] * len(problem.lines)
    broken: list[Violation] = []
    held: dict[int, list[int]] = defaultdict(list)
    engaged: dict[int, set[int]] = defaultdict(set)
    for t, slot in enumerate(slots):
        task = problem.tasks[t]
        held[slot].append(t)
        for s in task.spans:
            engaged[s].add(slot)
        if slot not in task.allowed:
            broken.append(Violation("allowed", (t,), 1))
        for priced, line, amount in task.prices:
            if priced == slot:
                by_line[line] += amount
    days: dict[int, UnitDay] = {}
    for slot, tasks in held.items():
        u, d = problem.unit_and_date(slot)
        ordered = canonical_order(problem, tasks)
        base = problem.tasks[ordered[0]].base
        clock = timeline(problem, problem.units[u], problem.bases[base], d, ordered)
        days[slot] = UnitDay(u, d, ordered, base, clock)
    for u in range(len(problem.units)):
        own = [days[slot] for slot in sorted(days) if days[slot].unit == u]
        price_unit(problem, u, own, by_line, broken)
    for s, span in enumerate(problem.spans):
        price_span(problem, s, span, days, engaged[s], by_line, broken)
    price_lags(problem, slots, days, by_line, broken)
    for a, b in problem.apart:
        if problem.unit_and_date(slots[a])[1] == problem.unit_and_date(slots[b])[1]:
            broken.append(Violation("apart", (a, b), 1))
    return Evaluation(sum(by_line), tuple(by_line), tuple(broken))


def price_unit(
    problem: Problem, u: int, days: list[UnitDay], by_line: list[int], broken: list[Violation]
) -> None:
    """Add what a unit's used days cost, alone and in a row, and what they break. ``days`` go by date."""
    unit = problem.units[u]
    locations = [{problem.tasks[t].location for t in day.tasks} for day in days]
    for day, places in zip(days, locations, strict=True):
        clock, at = day.clock, (u, day.date)
        by_line[unit.day_line] += unit.day_price[day.date]
        by_line[unit.overtime_line] += max(0, clock.work - unit.standard) * unit.overtime_hour // 60
        by_line[unit.move_line] += clock.moves * unit.move_price
        by_line[unit.set_change_line] += clock.set_changes * unit.set_change_price
        if unit.shift_price:
            by_line[unit.shift_line] += unit.shift_price[clock.shift][day.date]
        for kind, amount in (
            ("length", clock.work - unit.longest),
            ("locations", len(places) - unit.max_locations),
            ("bases", len({problem.tasks[t].base for t in day.tasks}) - 1),
            ("daylight", clock.day_short),
            ("dark", clock.dark_short),
        ):
            if amount > 0:
                broken.append(Violation(kind, at, amount))
        lights = {problem.tasks[t].light for t in day.tasks}
        if not unit.mixed and DARK in lights and len(lights) > 1:
            broken.append(Violation("mixed", at, 1))
    if days:
        size = sum(problem.tasks[t].size for t in days[0].tasks)
        by_line[unit.opening_line] += max(0, size - unit.opening_size) * unit.opening_price
        by_line[unit.opening_task_line] += sum(problem.tasks[t].opening for t in days[0].tasks)
    run = 1
    for (before, at_before), (after, at_after) in pairwise(zip(days, locations, strict=True)):
        next_date = after.date == before.date + 1
        short = unit.rest - (after.clock.call + 1440 - before.clock.wrap)
        if unit.rest and next_date and short > 0:
            broken.append(Violation("crew rest", (u, after.date), short))
        run = run + 1 if next_date else 1
        if unit.max_run and run > unit.max_run:
            broken.append(Violation("crew run", (u, after.date), 1))
        if unit.idle_price:
            by_line[unit.idle_line] += sum(unit.idle_price[before.date + 1 : after.date])
        if not at_before & at_after:
            by_line[unit.move_line] += unit.move_price
        if before.base != after.base:
            by_line[unit.travel_line] += problem.travel_price[before.base][after.base]
            short = problem.travel_days[before.base][after.base] - (after.date - before.date - 1)
            if short > 0:
                broken.append(Violation("travel", (u, after.date), short))
        if (before.clock.shift == NIGHT_SHIFT) != (after.clock.shift == NIGHT_SHIFT):
            by_line[unit.switch_line] += unit.switch_price
    if unit.lengths:
        sizes = sorted((sum(problem.tasks[t].size for t in day.tasks) for day in days), reverse=True)
        over = 0
        for k, size in enumerate(sizes):
            over += max(0, size - (unit.lengths[k] if k < len(unit.lengths) else 0))
        if over:
            broken.append(Violation("lengths", (u,), over))


def price_span(
    problem: Problem,
    s: int,
    span: Span,
    days: dict[int, UnitDay],
    engaged: set[int],
    by_line: list[int],
    broken: list[Violation],
) -> None:
    """Add what a span costs and breaks, engaged on those slots of ``days``."""
    at: dict[int, list[UnitDay]] = defaultdict(list)
    for slot in sorted(engaged):
        at[days[slot].date].append(days[slot])
    worked = sorted(at)
    if not worked:
        return
    for d in worked:
        by_line[span.work_line] += span.work[d]
        if span.limit and len(at[d]) > span.limit[d]:
            broken.append(Violation("limit", (s, d), len(at[d]) - span.limit[d]))
    if span.start:
        by_line[span.extend_line] += span.start[worked[0]]
    if span.end:
        by_line[span.extend_line] += span.end[worked[-1]]
    run = 1
    gaps: list[tuple[int, int, int, int]] = []
    for k, (d, e) in enumerate(pairwise(worked)):
        if span.rest and e == d + 1:
            short = span.rest - (min(x.clock.call for x in at[e]) + 1440 - max(x.clock.wrap for x in at[d]))
            if short > 0:
                broken.append(Violation("rest", (s, e), short))
        run = run + 1 if e == d + 1 else 1
        if span.max_run and run > span.max_run:
            broken.append(Violation("run", (s, e), 1))
        here, there = at[d][-1].base, at[e][0].base
        hold = sum(span.hold[d + 1 : e])
        by_line[span.hold_line] += hold
        home_and_back = 0
        if span.travels:
            by_line[span.travel_line] += problem.fare[here][there] if here != there else 0
            if here != there and (short := problem.travel_days[here][there] - (e - d - 1)) > 0:
                broken.append(Violation("person travel", (s, e), short))
            if span.home >= 0:
                home_and_back = problem.fare[here][span.home] + problem.fare[span.home][there]
                home_and_back -= problem.fare[here][there] if here != there else 0
        if span.drop_gap and e - d >= span.drop_gap:
            gaps.append((hold - span.fee - home_and_back, k, e - d, home_and_back))
    if span.travels and span.home >= 0:
        first, last = at[worked[0]][0].base, at[worked[-1]][-1].base
        by_line[span.travel_line] += problem.fare[span.home][first] + problem.fare[last][span.home]
    for saving, _, _, home_and_back in _dropped(span, gaps):
        by_line[span.hold_line] -= saving + span.fee + home_and_back
        by_line[span.drop_line] += span.fee
        by_line[span.travel_line] += home_and_back


def _dropped(span: Span, gaps: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    if span.choose == CHEAPEST:
        ranked = sorted((gap for gap in gaps if gap[0] > 0), key=lambda gap: (-gap[0], gap[1]))
    elif span.choose == FIRST:
        ranked = sorted(gaps, key=lambda gap: gap[1])
    else:
        ranked = sorted(gaps, key=lambda gap: (-gap[2], gap[1]))
    return ranked[: span.max_drops]


def price_lags(
    problem: Problem,
    slots: Sequence[int],
    days: dict[int, UnitDay],
    by_line: list[int],
    broken: list[Violation],
) -> None:
    """Add what the soft lags cost, and the hard ones that are broken."""
    for k, lag in enumerate(problem.lags):
        u, d = problem.unit_and_date(slots[lag.before])
        v, e = problem.unit_and_date(slots[lag.after])
        short = max(0, lag.least - (e - d), (e - d) - lag.most if lag.most >= 0 else 0)
        if not short and lag.ordered and d == e:
            tasks = days[slots[lag.before]].tasks
            in_order = u == v and tasks.index(lag.before) < tasks.index(lag.after)
            short = 0 if in_order else 1
        if short and lag.price:
            by_line[lag.line] += lag.price
        elif short:
            broken.append(Violation("lag", (k,), short))
