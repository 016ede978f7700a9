"""Lead times against a calendar that is written out date by date."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import holidays as public
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.hazards.leads import earliest_use, first_use, last_day, last_days, missed
from coverset.model.authority import Authority
from coverset.model.calendar import Holiday
from coverset.model.stunts import Permission, Step

YEARS = range(2018, 2028)


@cache
def authority(country: str, off: tuple[int, ...]) -> Authority:
    found = public.country_holidays(country, years=YEARS)
    return Authority("A", country=country, days_off=off, holidays=tuple(Holiday(d) for d in sorted(found)))


@cache
def open_dates(country: str, off: tuple[int, ...]) -> list[date]:
    """Every date on which the authority works, ascending: the oracle's calendar."""
    closed = set(public.country_holidays(country, years=YEARS))
    every = (date(YEARS[0], 1, 1) + timedelta(days=k) for k in range(365 * len(YEARS)))
    return [day for day in every if day.weekday() not in off and day not in closed]


calendars = st.tuples(
    st.sampled_from(["NO", "GB", "IT", "PL"]), st.sampled_from([(5, 6), (6,), (), (4, 5, 6)])
)
when = st.dates(date(2019, 6, 1), date(2026, 6, 30))
amounts = st.integers(0, 120)


@settings(deadline=None)
@given(calendars, when, amounts)
def test_the_last_day_agrees_with_dates_written_out(
    calendar: tuple[str, tuple[int, ...]], day: date, days: int
) -> None:
    until = [each for each in open_dates(*calendar) if each <= day]
    assert authority(*calendar).back(day, days) == until[-1 - days]


@settings(deadline=None)
@given(calendars, when, amounts)
def test_the_first_use_agrees_with_dates_written_out(
    calendar: tuple[str, tuple[int, ...]], day: date, days: int
) -> None:
    since = [each for each in open_dates(*calendar) if each >= day]
    assert authority(*calendar).on(day, days) == since[days]


@settings(deadline=None)
@given(calendars, when, amounts)
def test_asked_on_the_last_day_it_is_in_time_and_a_day_later_it_is_not(
    calendar: tuple[str, tuple[int, ...]], needed: date, days: int
) -> None:
    steps = (Step("application", days),)
    ((_, last),) = last_days(steps, authority(*calendar), needed)
    assert missed(steps, authority(*calendar), needed, last) is None
    assert missed(steps, authority(*calendar), needed, last + timedelta(days=1)) == (steps[0], last)


@settings(deadline=None)
@given(calendars, when, st.lists(st.tuples(amounts, st.booleans()), min_size=1, max_size=4))
def test_a_chain_is_in_time_exactly_from_its_first_use_on(
    calendar: tuple[str, tuple[int, ...]], as_of: date, rows: list[tuple[int, bool]]
) -> None:
    steps = tuple(Step(f"step {k}", days, working) for k, (days, working) in enumerate(rows))
    soonest = first_use(steps, authority(*calendar), as_of)
    assert missed(steps, authority(*calendar), soonest, as_of) is None
    if soonest > as_of:
        assert missed(steps, authority(*calendar), soonest - timedelta(days=1), as_of) is not None


@settings(deadline=None)
@given(calendars, when, st.lists(st.tuples(amounts, st.booleans()), min_size=2, max_size=4))
def test_no_step_may_be_later_than_the_one_after_it(
    calendar: tuple[str, tuple[int, ...]], needed: date, rows: list[tuple[int, bool]]
) -> None:
    steps = tuple(Step(f"step {k}", days, working) for k, (days, working) in enumerate(rows))
    lasts = [last for _, last in last_days(steps, authority(*calendar), needed)]
    assert lasts == sorted(lasts)


def test_a_step_that_was_done_late_is_late_and_a_step_done_in_time_is_done() -> None:
    monday_to_friday = Authority("A")
    needed = date(2026, 3, 20)
    late = (Step("application", 10, done=date(2026, 3, 9)),)
    good = (Step("application", 10, done=date(2026, 3, 6)),)
    assert missed(late, monday_to_friday, needed, date(2026, 3, 1)) == (late[0], date(2026, 3, 6))
    assert missed(good, monday_to_friday, needed, date(2026, 3, 19)) is None
    assert first_use(good, monday_to_friday, date(2026, 3, 19)) == date(2026, 3, 19)


def test_easter_in_norway_takes_its_days_from_the_lead_time() -> None:
    # 2020: Maundy Thursday 9, Good Friday 10 and Easter Monday 13 April are closed.
    railway = authority("NO", (5, 6))
    permission = Permission("P", "possession", steps=(Step("application", 5),))
    ((_, last),) = last_day(permission, railway, date(2020, 4, 17))
    assert last == date(2020, 4, 7)
    assert earliest_use(permission, railway, date(2020, 4, 7)) == date(2020, 4, 17)


def test_what_is_granted_can_be_used_at_once() -> None:
    permission = Permission("P", "possession", state="granted", steps=(Step("application", 50),))
    assert earliest_use(permission, Authority("A"), date(2020, 4, 8)) == date(2020, 4, 8)


def test_an_authority_that_never_works_is_refused() -> None:
    never = Authority("A", days_off=(0, 1, 2, 3, 4, 5, 6))
    for ask in (never.back, never.on):
        with pytest.raises(ValueError, match="no working day"):
            ask(date(2020, 4, 8), 3)
