"""What more days would save, and fewer days cost: days, overtime and set changes weighed together."""

from __future__ import annotations

from coverset.solve.bound.days import Group, Work, cheapest
from coverset.solve.bound.ledger import Proof
from coverset.solve.bound.packing import ceil_div


def bound_economy(work: Work, u: int, pooled: int, overtime: int, proof: Proof) -> int:
    """Prove what a unit's days, overtime and set changes come to together beyond what is proved of each.

    Over every number of days: their price, the overtime of the work that does not fit into standard days, and
    the set changes that so few days cannot avoid. ``pooled`` and ``overtime`` are what is proved of days beyond
    the fewest, and of overtime. Answers what it proves, which counts those days too.
    """
    problem, unit = work.problem, work.problem.units[u]
    own = work.of_unit(u)
    if not own:
        return 0
    groups = work.groups(own, (u,))
    prices = [
        unit.day_price[d] for d in work.usable(u, [t for t, units in enumerate(work.units) if u in units])
    ]
    visits = len({(problem.tasks[t].location, problem.tasks[t].set) for t in own})
    spots = len({problem.tasks[t].location for t in own})
    one_place = unit.max_locations == 1
    change = unit.set_change_price if one_place else min(unit.set_change_price, unit.move_price)
    fewest, least = sum(group.days for group in groups), work.days(own, (u,))
    over = [_overtime(work, u, group, group.days) for group in groups]
    days = [group.days for group in groups]
    base, best = cheapest(prices, least), -1
    for count in range(fewest, max(fewest, len(prices)) + 1):
        changes = max(0, visits - count - (0 if one_place else spots - 1))
        total = cheapest(prices, max(count, least)) - base + ceil_div(sum(over), 60) + changes * change
        best = total if best < 0 else min(best, total)
        if count == len(prices) or not (sum(over) or changes):
            break
        saved = [had - _overtime(work, u, g, n + 1) for had, g, n in zip(over, groups, days, strict=True)]
        k = max(range(len(groups)), key=saved.__getitem__)
        over[k] -= saved[k]
        days[k] += 1
    more = max(0, best - overtime - pooled)
    lines = (unit.day_line, unit.overtime_line, unit.set_change_line) + (
        () if one_place else (unit.move_line,)
    )
    proof.sum_of(
        lines, more, f"{unit.name} has {visits} sets and more work than its fewest days hold without overtime"
    )
    return more


def _overtime(work: Work, u: int, group: Group, days: int) -> int:
    """The least overtime of a group over so many days, in sixtieths; each day may lose what is under a minor unit."""
    unit = work.problem.units[u]
    tasks = [work.problem.tasks[t] for t in group.tasks]
    change = max(0, min(unit.set_change, unit.move))
    visits = len({(task.location, task.set) for task in tasks})
    minutes = sum(task.minutes for task in tasks) + change * max(0, visits - days)
    return max(0, (minutes - days * (unit.standard - unit.prepare)) * unit.overtime_hour - 59 * days)
