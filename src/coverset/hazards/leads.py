"""Lead times: the last day for each step of asking, and the first date that can still be had.

Days are counted back from the first date on which the permission is needed, in the authority's own working days
or in calendar days as each step says. An earlier step is never later than a later one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from coverset.model.authority import Authority
from coverset.model.stunts import Permission, Step

UNDECLARED = Authority("", "Monday to Friday, no holidays")
"""The calendar taken for an authority that nobody has declared."""


def last_days(steps: Sequence[Step], authority: Authority, needed: date) -> tuple[tuple[Step, date], ...]:
    """The last date of each step that is in time for ``needed``, in the order of the steps."""
    own = [authority.back(needed, s.days) if s.working else needed - timedelta(s.days) for s in steps]
    return tuple((step, min(own[k:])) for k, step in enumerate(steps))


def last_day(permission: Permission, authority: Authority, needed: date) -> tuple[tuple[Step, date], ...]:
    """The last date of each step of a permission that is in time for the date on which it is needed."""
    return last_days(permission.steps, authority, needed)


def first_use(steps: Sequence[Step], authority: Authority, as_of: date) -> date:
    """The first date for which every step that is not done is still in time on ``as_of``."""
    left = [step for step in steps if step.done is None]
    ends = [authority.on(as_of, s.days) if s.working else as_of + timedelta(s.days) for s in left]
    return max(ends, default=as_of)


def earliest_use(permission: Permission, authority: Authority, as_of: date) -> date:
    """The first date on which a permission can be used when asking goes on on ``as_of``; granted, that date itself."""
    return as_of if permission.state == "granted" else first_use(permission.steps, authority, as_of)


def missed(
    steps: Sequence[Step], authority: Authority, needed: date, as_of: date
) -> tuple[Step, date] | None:
    """The first step that is too late: not done and its last date past, or done after its last date."""
    for step, last in last_days(steps, authority, needed):
        if (step.done or as_of) > last:
            return step, last
    return None
