"""The one place that decides what happens to idle dates: held and paid for, or dropped and picked up again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from coverset.model.dates import DAY, dates_between
from coverset.model.people import Holding


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """The idle dates between two engaged dates, neither included."""

    last: date
    following: date

    @property
    def days(self) -> int:
        """The pick-up date minus the last engaged date, in calendar days (10 from the 5th to the 15th)."""
        return (self.following - self.last).days

    def idle(self) -> Iterator[date]:
        """The dates strictly between."""
        return dates_between(self.last + DAY, self.following - DAY)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.last < day < self.following


def gaps_between(engaged: Iterable[date]) -> tuple[Gap, ...]:
    """The gaps between engaged dates in order of date; repeats and order of the dates do not matter."""
    dates = sorted(set(engaged))
    return tuple(Gap(last, following) for last, following in pairwise(dates) if (following - last).days > 1)


def may_drop(gap: Gap, holding: Holding) -> bool:
    """Whether a gap is long enough to drop and pick up again under the policy."""
    return holding.may_drop and gap.days >= holding.least_gap


def dropped_gaps(gaps: Iterable[Gap], holding: Holding, saving: Callable[[Gap], int]) -> tuple[Gap, ...]:
    """The gaps that are dropped, in order of date: at most ``max_drops`` of those allowed, as the policy chooses.

    ``saving`` tells what dropping a gap saves. "cheapest" takes the largest savings and none that is
    nothing, "first" the earliest gaps, "longest" the longest; ties go to the earlier gap.
    """
    allowed = sorted(gap for gap in gaps if may_drop(gap, holding))
    if holding.choose == "cheapest":
        saved = {gap: saving(gap) for gap in allowed}
        allowed = sorted((gap for gap in allowed if saved[gap] > 0), key=lambda gap: -saved[gap])
    elif holding.choose == "longest":
        allowed.sort(key=lambda gap: -gap.days)
    return tuple(sorted(allowed[: holding.max_drops]))


@dataclass(frozen=True, slots=True)
class Engagement:
    """The dates of one person or hire: worked, held (and paid for), and the gaps over which it is dropped."""

    worked: tuple[date, ...]
    held: tuple[date, ...]
    drops: tuple[Gap, ...]


def engagement(
    worked: Iterable[date],
    holding: Holding,
    hold_price: Callable[[date], int],
    drop_cost: Callable[[Gap], int],
    holdable: Callable[[date], bool],
) -> Engagement:
    """Decide what happens in the gaps between engaged dates.

    ``hold_price`` is what holding over a date costs, ``drop_cost`` what dropping a gap costs (its fee and
    any journey home), ``holdable`` whether a date counts as held at all (a company day off does not).
    """
    gaps = gaps_between(worked)

    def saving(gap: Gap) -> int:
        return sum(map(hold_price, gap.idle())) - drop_cost(gap)

    drops = dropped_gaps(gaps, holding, saving)
    kept = [gap for gap in gaps if gap not in drops] if holding.hold else []
    held = [day for gap in kept for day in gap.idle() if holdable(day)]
    return Engagement(tuple(sorted(set(worked))), tuple(held), drops)
