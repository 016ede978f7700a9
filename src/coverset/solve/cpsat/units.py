"""A unit's days in CP-SAT: their length, their locations, and what lies between one and the next."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from coverset.problem import DARK, Unit

if TYPE_CHECKING:
    from coverset.solve.cpsat.model import Literal, Model


def post_unit(model: Model, u: int, unit: Unit) -> None:
    """Post everything that a unit's days cost and may not be."""
    dates = model.dates(u)
    slots = [model.problem.slot(u, d) for d in dates]
    locations = {slot: _locations(model, slot) for slot in slots}
    for d, slot in zip(dates, slots, strict=True):
        _day(model, u, unit, d, slot, locations[slot])
    _consecutive(model, u, unit, dates, locations)
    _idle(model, u, unit)
    if unit.lengths and model.active("lengths", (u,)):
        _profile(model, unit, slots)
    if unit.max_run and model.active("crew run", (u,)):
        at_work = {d: model.used[model.problem.slot(u, d)] for d in dates}
        post_run(model, at_work, unit.max_run)


def post_run(model: Model, at_work: dict[int, Literal], most: int) -> None:
    """At most so many dates in a row are worked."""
    for d in at_work:
        run = [at_work[e] for e in range(d, d + most + 1) if e in at_work]
        if len(run) > most:
            model.clause(*(literal.negated() for literal in run))


def _locations(model: Model, slot: int) -> dict[int, Literal]:
    held: dict[int, list[Literal]] = defaultdict(list)
    for t in model.at[slot]:
        held[model.problem.tasks[t].location].append(model.x[t, slot])
    return {place: model.any_of(literals) for place, literals in held.items()}


def _day(model: Model, u: int, unit: Unit, d: int, slot: int, places: dict[int, Literal]) -> None:
    problem, tasks, used = model.problem, model.at[slot], model.used[slot]
    visits: dict[tuple[int, int], list[Literal]] = defaultdict(list)
    for t in tasks:
        task = problem.tasks[t]
        visits[task.location, task.set].append(model.x[t, slot])
    count = sum(places.values())
    changes = sum(model.any_of(literals) for literals in visits.values()) - count
    if model.active("locations", (u,)) and len(places) > unit.max_locations:
        model.cp.add(count <= unit.max_locations)
    minutes = sum(problem.tasks[t].minutes * model.x[t, slot] for t in tasks)
    work = (unit.prepare - unit.move) * used + minutes + unit.move * count + unit.set_change * changes
    if model.active("length", (u,)):
        model.cp.add(work <= unit.longest)
    if not unit.mixed and model.active("mixed", (u,)):
        dark = [model.x[t, slot] for t in tasks if problem.tasks[t].light == DARK]
        other = [model.x[t, slot] for t in tasks if problem.tasks[t].light != DARK]
        if dark and other:
            is_dark = model.bool()
            for literal in dark:
                model.cp.add_implication(literal, is_dark)
            for literal in other:
                model.cp.add_implication(literal, is_dark.negated())
    if not model.priced:
        return
    model.charge(unit.day_price[d], used)
    model.terms.append(unit.move_price * (count - used))
    model.terms.append(unit.set_change_price * changes)
    if unit.overtime_hour:
        most = unit.prepare + sum(problem.tasks[t].minutes + unit.move + unit.set_change for t in tasks)
        over = max(0, most - unit.standard)
        paid = model.rises(0, over * unit.overtime_hour // 60)
        model.cp.add(60 * paid >= unit.overtime_hour * (work - unit.standard) - 59)
        model.terms.append(paid)
    if unit.shift_price:
        of_date = [by_date[d] for by_date in unit.shift_price]
        model.shift_cost[slot] = model.rises(0, max(of_date), min(of_date) * used)
        model.terms.append(model.shift_cost[slot])
    if unit.switch_price:
        model.night[slot] = model.bool()


def _consecutive(
    model: Model, u: int, unit: Unit, dates: list[int], locations: dict[int, dict[int, Literal]]
) -> None:
    """What a day finds of the day before it, however many dates lie between."""
    problem = model.problem
    last_base: dict[int, Literal] = {}
    last_places: dict[int, Literal] = {}
    prior: Literal | None = None
    was_night: Literal | None = None
    for d in dates:
        slot = problem.slot(u, d)
        used, places = model.used[slot], locations[slot]
        bases = {b: literal for (at, b), literal in model.base.items() if at == slot}
        if model.active("travel", (u,)) and problem.travel_days:
            _travel_days(model, u, d, bases)
        if model.priced:
            _opening(model, unit, slot, prior)
            if prior is not None:
                both = []
                for place, literal in places.items():
                    if place in last_places:
                        stays = model.bool()
                        model.cp.add_implication(stays, literal)
                        model.cp.add_implication(stays, last_places[place])
                        both.append(stays)
                if unit.move_price:
                    moved = model.bool()
                    model.clause(moved, used.negated(), prior.negated(), *both)
                    model.terms.append(unit.move_price * moved)
                for a, came in last_base.items():
                    for b, here in bases.items():
                        if a != b and problem.travel_price:
                            model.charge(problem.travel_price[a][b], came, here)
                if unit.switch_price and was_night is not None:
                    night = model.night[slot]
                    model.charge(unit.switch_price, used, prior, night, was_night.negated())
                    model.charge(unit.switch_price, used, prior, night.negated(), was_night)
            last_base = carried(model, used, bases, last_base)
            last_places = carried(model, used, places, last_places)
            if unit.switch_price:
                was_night = carried(
                    model, used, {0: model.night[slot]}, {} if was_night is None else {0: was_night}
                )[0]
        prior = used if prior is None else model.any_of([prior, used])


def _idle(model: Model, u: int, unit: Unit) -> None:
    """The price of each date between a unit's used ones."""
    if not unit.idle_price or not model.priced:
        return
    slots = ((d, model.problem.slot(u, d)) for d in range(model.problem.num_dates))
    used = {d: model.used[slot] for d, slot in slots if slot in model.used}
    later: dict[int, Literal] = {}
    behind: Literal | None = None
    for d in reversed(range(min(used, default=0), max(used, default=-1) + 1)):
        if behind is not None:
            later[d] = behind
        if d in used:
            behind = used[d] if behind is None else model.any_of([behind, used[d]])
    before: Literal | None = None
    for d in range(min(used, default=0), max(used, default=-1) + 1):
        if before is not None and d in later:
            here = (used[d].negated(),) if d in used else ()
            model.charge(unit.idle_price[d], before, later[d], *here)
        if d in used:
            before = used[d] if before is None else model.any_of([before, used[d]])


def carried(
    model: Model, used: Literal, here: dict[int, Literal], before: dict[int, Literal]
) -> dict[int, Literal]:
    """What is true after a date: what the date says when it is used, else what was true before it."""
    after: dict[int, Literal] = {}
    for key in sorted({*here, *before}):
        now, then = here.get(key), before.get(key)
        holds = model.bool()
        if now is None:
            model.cp.add_implication(used, holds.negated())
        else:
            model.clause(used.negated(), now.negated(), holds)
            model.clause(used.negated(), now, holds.negated())
        if then is None:
            model.clause(used, holds.negated())
        else:
            model.clause(used, then.negated(), holds)
            model.clause(used, then, holds.negated())
        after[key] = holds
    return after


def _travel_days(model: Model, u: int, e: int, bases: dict[int, Literal]) -> None:
    """A day too soon after one at another base needs a day between them."""
    problem = model.problem
    longest = max((max(row) for row in problem.travel_days), default=0)
    for d in range(max(0, e - longest), e):
        between = [model.used[s] for f in range(d + 1, e) if (s := problem.slot(u, f)) in model.used]
        for (slot, a), left in list(model.base.items()):
            if slot != problem.slot(u, d):
                continue
            for b, arrived in bases.items():
                if a != b and problem.travel_days[a][b] > e - d - 1:
                    model.clause(left.negated(), arrived.negated(), *between)


def _opening(model: Model, unit: Unit, slot: int, prior: Literal | None) -> None:
    problem, tasks = model.problem, model.at[slot]
    openings = {t: problem.tasks[t].opening for t in tasks if problem.tasks[t].opening}
    if not openings and not unit.opening_price:
        return
    first = model.used[slot]
    if prior is not None:
        first = model.bool()
        model.clause(first, model.used[slot].negated(), prior)
    if unit.opening_price:
        size = sum(problem.tasks[t].size * model.x[t, slot] for t in tasks)
        most = sum(problem.tasks[t].size for t in tasks)
        over = model.rises(0, most)
        model.cp.add(over >= size - unit.opening_size).only_enforce_if(first)
        model.terms.append(unit.opening_price * over)
    for t, price in openings.items():
        model.charge(price, first, model.x[t, slot])


def _profile(model: Model, unit: Unit, slots: list[int]) -> None:
    """At most k days are longer than the k-th length (from 0): the same as comparing them sorted."""
    sizes: dict[int, Any] = {}
    most: dict[int, int] = {}
    for slot in slots:
        sizes[slot] = sum(model.problem.tasks[t].size * model.x[t, slot] for t in model.at[slot])
        most[slot] = sum(model.problem.tasks[t].size for t in model.at[slot])
    seen: set[int] = set()
    for k, length in enumerate((*unit.lengths, 0)):
        if length in seen:
            continue
        seen.add(length)
        longer = []
        for slot in slots:
            if most[slot] > length:
                literal = model.bool()
                model.cp.add(sizes[slot] <= length).only_enforce_if(literal.negated())
                longer.append(literal)
        model.cp.add(sum(longer) <= k)
