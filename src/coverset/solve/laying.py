"""Where in a day a strip goes that comes to it: where it costs least, the day's other strips left in their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from coverset.model.clock import clock
from coverset.model.edits import Edit, MoveStrip, ReorderDay, Several
from coverset.model.plan import Plan, PlanDay, Strip
from coverset.model.production import Production
from coverset.model.sequence import in_shooting_order


def lay_in(production: Production, plan: Plan, goes: Sequence[tuple[str, str, date]]) -> Edit:
    """The edit that takes strips to unit-days: (task, unit, date), each to the best place of its day.

    Best is, in turn: no declared or pinned order turned round, least work outside its light, least time from call to
    wrap, nearest to the order in which a first AD lays out a day.
    """
    moving = {task for task, _, _ in goes}
    coming: dict[tuple[str, date], list[str]] = defaultdict(list)
    for task, unit, day in goes:
        coming[unit, day].append(task)
    edits: list[Edit] = []
    for (unit, day), tasks in coming.items():
        strips = [
            strip
            for own in plan.days
            if (own.unit, own.day) == (unit, day)
            for strip in own.strips
            if strip.task not in moving
        ]
        for task in in_shooting_order(production, tasks):
            at, before = _best(production, unit, day, strips, task)
            strips.insert(at, Strip(task))
            edits.append(MoveStrip(task, unit, day, before))
    return edits[0] if len(edits) == 1 else Several(tuple(edits))


def places(plan: Plan, task: str, unit: str, day: date) -> list[MoveStrip]:
    """Every place of a unit-day that a strip can take."""
    others = [other for own in plan.days if (own.unit, own.day) == (unit, day) for other in own.tasks]
    return [MoveStrip(task, unit, day, other) for other in (*(t for t in others if t != task), "")]


def better_order(production: Production, day: PlanDay) -> ReorderDay | None:
    """The day in shooting order, when that is quicker from call to wrap or misses less light."""
    order = in_shooting_order(production, day.tasks)
    rest = iter(order)
    laid = tuple(strip if strip.is_banner else Strip(next(rest)) for strip in day.strips)
    new = PlanDay(day.unit, day.day, laid)
    if order == day.tasks or _price(production, new) >= _price(production, day):
        return None
    return ReorderDay(day.unit, day.day, order)


def _best(production: Production, unit: str, day: date, strips: list[Strip], task: str) -> tuple[int, str]:
    known = [s for s in strips if s.is_banner or s.task in production.tasks]
    tasks = [k for k, strip in enumerate(known) if strip.task]
    order = in_shooting_order(production, [*(known[k].task for k in tasks), task])
    usual = order.index(task)
    best = None
    for number, at in enumerate((*tasks, tasks[-1] + 1 if tasks else len(known))):
        laid = (*known[:at], Strip(task), *known[at:])
        key = (*_price(production, PlanDay(unit, day, laid)), abs(number - usual))
        before = known[at].task if number < len(tasks) else ""
        if best is None or key < best[0]:
            best = (key, before)
    assert best is not None
    at = next((k for k, s in enumerate(strips) if s.task and s.task == best[1]), -1)
    if at < 0:
        ends = [k for k, strip in enumerate(strips) if strip.task]
        at = ends[-1] + 1 if ends else len(strips)
    return at, best[1]


def _price(production: Production, day: PlanDay) -> tuple[int, int, int]:
    told = clock(production, day)
    return _turned(production, day.tasks), sum(missed for _, missed in told.out_of_light), told.work


def _turned(production: Production, tasks: Iterable[str]) -> int:
    laid = list(tasks)
    at = {task: k for k, task in enumerate(laid)}
    turned = sum(
        at[rule.before] > at[rule.after]
        for rule in production.orders
        if rule.before in at and rule.after in at
    )
    return turned + sum(
        not pin.kept_in(laid)
        for sequence in production.sequences
        for pin in sequence.pins
        if all(task in at for task in pin.order)
    )
