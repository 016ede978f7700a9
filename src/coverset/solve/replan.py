"""Planning again from a date on: the past stays, and the answers lie between least money and fewest changes.

Each answer is one search of the same problem with another price on changes (``costs/changes.py``, and as much for a
call that is cancelled), warm from the plan in force: a weighted-sum sweep over the front of money and disruption
(Geoffrion 1968 on proper efficiency; for schedules Sabuncuoglu and Bayiz 2000 call the two aims efficiency and
stability). The answer with the fewest changes has a search of its own (``fewest``).
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from statistics import median

from coverset.costs import Ledger, LineProof
from coverset.model.baseline import Baseline
from coverset.model.plan import Plan, PlanDay
from coverset.model.production import Production
from coverset.problem import Problem, evaluate
from coverset.solve.bound import Bound, lower_bound
from coverset.solve.compile import compile_production
from coverset.solve.disruption import Disruption, disruption
from coverset.solve.fewest import Fewest
from coverset.solve.ground import ground_of, patched
from coverset.solve.least import certain_changes, least_changes
from coverset.solve.relax import Clash, clash_and_relaxations
from coverset.solve.search import Found, search
from coverset.solve.standing import Standing, standing

NAMES = ("fewest changes", "balanced", "cheapest")

_SOON = 2.2
"""Seconds after which a first answer is on the table."""

_PLACING = 0.4
"""The share of the second search for fewest changes that goes into placing, before its windows."""


@dataclass(frozen=True)
class Alternative:
    """One answer: its plan, what it costs in money, what it changes, and what is proved of its price.

    ``standing`` reads the plan by the ledger and the rules without any price on changes. ``names`` are those of the
    three questions that it answers best.
    """

    names: tuple[str, ...]
    plan: Plan
    standing: Standing
    disruption: Disruption

    @property
    def name(self) -> str:
        """What it is called: "cheapest", "balanced and cheapest"."""
        return " and ".join(self.names)

    @property
    def cost(self) -> int:
        """Its money, in minor units."""
        return self.standing.cost

    @property
    def ledger(self) -> Ledger:
        """Every charge."""
        return self.standing.ledger


@dataclass(frozen=True)
class Replan:
    """What planning again came to. ``before`` is the plan in force, read against the production as it is now.

    ``alternatives`` go from fewest changes to least money; none of them dominates another. ``bound`` holds for
    every plan that keeps the past; there is none where the past itself broke rules. ``certain`` changed calls no plan
    can avoid that keeps the past. Without any alternative, ``clash`` says why and what would help.
    """

    as_of: date
    before: Standing
    alternatives: tuple[Alternative, ...]
    bound: Bound | None
    lines: tuple[str, ...]
    seconds: float
    first_after: float | None = None
    clash: Clash | None = None
    certain: int = 0

    def proved(self, alternative: Alternative) -> dict[str, LineProof]:
        """By ledger line: what the alternative pays, the least any plan that keeps the past can, and why."""
        if self.bound is None:
            return {}
        paid = alternative.ledger.by_line()
        every = len(self.bound.reasons)
        return {
            line: LineProof(
                paid.get(line, 0), least, paid.get(line, 0) == least, self.bound.reason(line, every)
            )
            for line, least in zip(self.lines, self.bound.by_line, strict=True)
        }


def replan(
    production: Production,
    plan: Plan,
    as_of: date,
    *,
    was: Production | None = None,
    undone: tuple[str, ...] = (),
    seconds: float = 45.0,
    seed: int = 1,
    workers: int = 2,
    call: int | None = None,
    on_alternative: Callable[[Alternative], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Replan:
    """Plan again from ``as_of`` on; ``plan`` is in force, ``production`` is as the events have left it.

    ``was`` is the production as the plan in force was made for it (None: the same), so that cancelled calls are seen.
    ``undone`` names strips that stand before the date and were not shot. ``call`` is what a changed call with
    long notice is worth in the balanced answer, in minor units (None: a usual day's rate of the cast).
    KeyboardInterrupt ends the search and keeps the answers found. Raises VerifyError on our own bug.
    """
    began = time.monotonic()
    standing_plan = Baseline(plan, as_of, undone=undone)
    before = standing(replace(was or production, baseline=None), plan)
    worth = call if call is not None else usual_rate(production)
    found: dict[str, tuple[int, Alternative]] = {}
    first_after: float | None = None
    fewest: Fewest | None = None
    warm = plan
    try:
        for name, price, strip, share, most in _sweep(worth, before.cost):
            if found and should_stop is not None and should_stop():
                break
            near = found[name][1].plan if name in found else warm
            ground = ground_of(production, standing_plan, was or production, price, near, strip=strip)
            if not found and lower_bound(ground.problem, seconds=0.1).impossible:
                break
            left = max(0.5, min(most, seconds * share, seconds - (time.monotonic() - began)))
            if name == NAMES[0]:
                fewest = fewest or ground.fewest(seed, should_stop)
                best = _fewest(fewest, ground.start, left, workers)
            else:
                best = _answer(ground.priced, ground.start, left, seed, workers, should_stop)
            if best is None and not found:
                best = _any(ground.priced, max(1.0, seconds / 2), seed, workers)
            if best is None or (name in found and best.cost >= found[name][0]):
                continue
            if fewest is not None and fewest.best is None:
                fewest.offer(best.slots)
            whole = ground.plan(best.slots)
            answer = _alternative(name, production, standing_plan, before, whole)
            first_after = first_after or time.monotonic() - began
            warm = whole
            found[name] = (best.cost, answer)
            if on_alternative is not None:
                on_alternative(answer)
    except KeyboardInterrupt:
        if not found:
            raise
    free = replace(production, baseline=standing_plan)
    if not found:
        nearly = patched(compile_production(free), plan)
        clash = clash_and_relaxations(
            free, seconds=max(12.0, seconds / 2), seed=seed, start=nearly, should_stop=should_stop
        )
        return Replan(as_of, before, (), None, (), time.monotonic() - began, clash=clash)
    ground = ground_of(production, standing_plan, was or production, 0, warm)
    left = max(0.5, min(5.0, seconds - (time.monotonic() - began)))
    bound = lower_bound(ground.problem, seconds=left) if ground.problem is ground.compiled.problem else None
    return Replan(
        as_of,
        before,
        front([answer for _, answer in found.values()]),
        bound,
        ground.problem.lines,
        time.monotonic() - began,
        first_after,
        certain=certain_changes(ground.problem, ground.calls),
    )


def least_calls(
    production: Production,
    plan: Plan,
    as_of: date,
    *,
    was: Production | None = None,
    undone: tuple[str, ...] = (),
    seconds: float = 60.0,
) -> int:
    """The least number of calls that any plan changes that keeps the past, as far as the seconds go to prove it.

    The arguments are those of `replan`. What is certain at a glance (`Replan.certain`) when the time is too short.
    """
    ground = ground_of(production, Baseline(plan, as_of, undone=undone), was or production, 0, plan)
    return least_changes(ground.problem, ground.calls, seconds=seconds)


def _fewest(fewest: Fewest, start: list[int], seconds: float, workers: int) -> Found | None:
    """Fewest changes: first a repair, and when there is one, more of it and windows around it."""
    if fewest.best is None:
        fewest.repair(start, seconds, workers)
    else:
        fewest.repair(start, seconds * _PLACING, workers)
        fewest.polish(seconds * (1 - _PLACING), workers)
    return fewest.best


def usual_rate(production: Production) -> int:
    """A usual day's rate of the cast, in minor units: the median of those who are paid."""
    rates = [person.rate for person in production.people if person.rate]
    return int(median(rates)) if rates else 10_000


def front(found: list[Alternative]) -> tuple[Alternative, ...]:
    """The alternatives that no other beats in both money and disruption, fewest changes first; equal ones are one."""
    kept: list[Alternative] = []
    for one in found:
        better = [other for other in found if other is not one and _dominates(other, one)]
        same = next((k for k, other in enumerate(kept) if _aims(other) == _aims(one)), None)
        if better:
            continue
        if same is None:
            kept.append(one)
        else:
            kept[same] = replace(kept[same], names=(*kept[same].names, *one.names))
    kept.sort(key=lambda one: (one.disruption.weight, one.cost))
    return _named(kept)


def _named(kept: list[Alternative]) -> tuple[Alternative, ...]:
    """Names as they turn out: whoever changes least is "fewest changes", whoever costs least "cheapest"."""
    if len(kept) == 1:
        return (replace(kept[0], names=("fewest changes", "cheapest")),)
    ends = {0: NAMES[:1], len(kept) - 1: NAMES[2:]}
    return tuple(replace(one, names=ends.get(k, NAMES[1:2])) for k, one in enumerate(kept))


def _aims(one: Alternative) -> tuple[int, int]:
    return one.cost, one.disruption.weight


def _dominates(one: Alternative, other: Alternative) -> bool:
    mine, theirs = _aims(one), _aims(other)
    return mine != theirs and mine[0] <= theirs[0] and mine[1] <= theirs[1]


def _sweep(worth: int, cost: int) -> tuple[tuple[str, int, int, float, float], ...]:
    """Name, price of a changed call, price of a moved strip, share of the time and most seconds of each search.

    Fewest changes: no saving outbids a call, and a first answer comes soon; cheapest: a price for ties only.
    """
    dear = max(20 * worth, cost // 200)
    ties = max(1, worth // 100)
    return (
        (NAMES[0], dear, dear // 20, 0.2, _SOON),
        (NAMES[0], dear, dear // 20, 0.45, math.inf),
        (NAMES[1], worth, worth // 2, 0.15, math.inf),
        (NAMES[2], ties, ties // 2, 0.3, math.inf),
    )


def _answer(
    problem: Problem,
    start: list[int],
    seconds: float,
    seed: int,
    workers: int,
    should_stop: Callable[[], bool] | None,
) -> Found | None:
    found = search(
        problem,
        seconds=seconds,
        steps=None,
        seed=seed,
        workers=workers,
        start=start,
        warm=True,
        should_stop=should_stop,
    ).best
    stays = evaluate(problem, start)
    if stays.feasible and (found is None or stays.cost <= found.cost):
        return Found(tuple(start), stays.cost, 0.0, 0)
    return found


def _any(problem: Problem, seconds: float, seed: int, workers: int) -> Found | None:
    """The first plan there is; also for somebody who has stopped: an answer late is better than none."""
    met: list[Found] = []
    return search(
        problem,
        seconds=seconds,
        steps=None,
        seed=seed,
        workers=workers,
        on_better=met.append,
        should_stop=lambda: bool(met),
    ).best


def _alternative(
    name: str, production: Production, in_force: Baseline, before: Standing, found: Plan
) -> Alternative:
    """The plan as people will hold it: the past just as it stood, then what is new, days that stay in their old order.

    Where the old order of a day ahead breaks a rule, the day is shot in the order that was found.
    """
    plan, as_of, now = in_force.plan, in_force.as_of, replace(production, baseline=None)
    past = [_without(day, in_force.undone, found) for day in plan.days if day.day < as_of]
    ahead = [day for day in found.days if day.day >= as_of]
    kept = {(day.unit, day.day): day for day in plan.days}
    boneyard = tuple(task for task in plan.boneyard if task not in found.where)
    in_old_order = [_in_old_order(kept.get((day.unit, day.day)), day) for day in ahead]
    for days in (in_old_order, ahead):
        whole = Plan(tuple(day for day in (*past, *days) if day.strips), boneyard, name=name)
        after = standing(now, whole)
        if not set(after.conflicts) - set(before.conflicts):
            break
    return Alternative((name,), whole, after, disruption(before, after, as_of))


def _without(day: PlanDay, undone: tuple[str, ...], found: Plan) -> PlanDay:
    moved = {task for task in undone if task in found.where}
    return replace(day, strips=tuple(strip for strip in day.strips if strip.task not in moved))


def _in_old_order(was: PlanDay | None, now: PlanDay) -> PlanDay:
    """A day that holds just the strips that it held keeps their order and its banners."""
    return was if was is not None and set(was.tasks) == set(now.tasks) else now
