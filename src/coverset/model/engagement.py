"""What a person or hire costs between its first and its last date: worked, held, dropped, travelling."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from coverset.model.dates import dates_between
from coverset.model.people import Holding

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Gap:
    """The idle dates between two worked dates, and what holding over them costs less what a drop costs."""

    last: date
    following: date
    saving: int = 0

    @property
    def days(self) -> int:
        """The pick-up date minus the last worked date, in calendar days (10 from the 5th to the 15th)."""
        return (self.following - self.last).days

    def idle(self) -> Iterable[date]:
        """The dates strictly between."""
        return dates_between(self.last + _DAY, self.following - _DAY)


def gaps_between(worked: Sequence[date]) -> list[Gap]:
    """The gaps between consecutive worked dates that are not neighbours."""
    return [Gap(d, e) for d, e in pairwise(worked) if (e - d).days > 1]


def may_drop(gap: Gap, holding: Holding) -> bool:
    """Whether a gap is long enough to drop and pick up again under the policy."""
    return holding.drop and gap.days >= holding.least_gap


def dropped_gaps(gaps: Iterable[Gap], holding: Holding) -> list[Gap]:
    """The gaps that are dropped: at most ``max_drops`` of those allowed, as the policy chooses.

    "cheapest" takes the largest savings above nothing, "first" the earliest, "longest" the longest; ties
    go to the earlier gap.
    """
    allowed = [gap for gap in gaps if may_drop(gap, holding)]
    if holding.choose == "cheapest":
        ranked = sorted((gap for gap in allowed if gap.saving > 0), key=lambda gap: (-gap.saving, gap.last))
    elif holding.choose == "first":
        ranked = sorted(allowed, key=lambda gap: gap.last)
    else:
        ranked = sorted(allowed, key=lambda gap: (-gap.days, gap.last))
    return sorted(ranked[: holding.max_drops], key=lambda gap: gap.last)


@dataclass(frozen=True, slots=True)
class Engagement:
    """The dates of one person or hire: worked, held (and paid for), and the gaps over which it is dropped."""

    worked: tuple[date, ...]
    held: tuple[date, ...]
    drops: tuple[Gap, ...]


def engagement(
    worked: Sequence[date],
    holding: Holding,
    hold_price: Callable[[date], int],
    drop_cost: Callable[[Gap], int],
    holdable: Callable[[date], bool],
) -> Engagement:
    """Decide what happens in the gaps between worked dates.

    ``hold_price`` is what holding over a date costs, ``drop_cost`` what dropping a gap costs (its fee and
    any journey home), ``holdable`` whether a date counts as held at all (a company day off does not).
    """
    gaps = [
        Gap(gap.last, gap.following, sum(hold_price(day) for day in gap.idle()) - drop_cost(gap))
        for gap in gaps_between(worked)
    ]
    drops = dropped_gaps(gaps, holding)
    held: list[date] = []
    if holding.hold:
        kept = [gap for gap in gaps if gap not in drops]
        held = [day for gap in kept for day in gap.idle() if holdable(day)]
    return Engagement(tuple(worked), tuple(held), tuple(drops))
