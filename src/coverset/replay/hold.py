"""What waiting costs: people, hires and dressed sets that are kept while nothing is shot, priced as the ledger does."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from coverset.costs import ledger
from coverset.costs.cast import hold_price
from coverset.model.board import Board
from coverset.model.dates import DAY
from coverset.model.plan import Plan
from coverset.model.production import Production

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Hold:
    """The price of keeping what has begun, from ``first`` to ``last``, in minor units by ledger line.

    ``people`` are held over it. ``week`` is what a week costs if everybody on the plan who may be held is kept.
    """

    first: date
    last: date
    by_line: tuple[tuple[str, int], ...]
    people: tuple[str, ...]
    week: int

    @property
    def total(self) -> int:
        """All lines together."""
        return sum(amount for _, amount in self.by_line)


def hold(production: Production, plan: Plan, day: date, until: date) -> Hold:
    """What is paid from ``day`` to the date before ``until`` if nothing is shot then and the rest of the plan follows.

    The rest of the plan goes on whole weeks later. What has begun and goes on later is held over the working
    dates between, by the rules of the ledger: whoever may be dropped and is cheaper so, is dropped. ``production``
    is the one before the stoppage, whose working dates are still working dates. Raises ValueError for dates the
    wrong way round.
    """
    if until <= day:
        raise ValueError(f"{until} is not after {day}")
    weeks = -(-(until - day).days // _WEEK)
    later = timedelta(days=weeks * _WEEK)
    days = []
    for each in plan.days:
        shot = tuple(strip for strip in each.strips if strip.task in production.settled)
        rest = tuple(strip for strip in each.strips if strip not in shot)
        if shot:
            days.append(replace(each, strips=shot))
        if rest:
            days.append(replace(each, day=each.day + later, strips=rest))
    end = max(production.calendar.end_date, *(each.day for each in days)) + DAY
    longer = replace(production, calendar=replace(production.calendar, end_date=end))
    sums: dict[str, int] = defaultdict(int)
    people: dict[str, None] = {}
    for charge in ledger(Board(longer, replace(plan, days=tuple(days)))).charges:
        if charge.day is not None and day <= charge.day < until:
            sums[charge.line] += charge.amount
            if charge.about in production.people_by_id:
                people[charge.about] = None
    left = {task for task in plan.where if task in production.tasks and task not in production.settled}
    called = {person for task in left for person in production.people_of(production.tasks[task])}
    worked = sum(production.calendar.works(day + k * DAY) for k in range(_WEEK))
    kept = [p for p in production.people if p.id in called and p.holding.hold and not p.is_away(day)]
    week = worked * sum(hold_price(production, person, day) for person in kept)
    return Hold(day, until - DAY, tuple(sums.items()), tuple(people), week)
