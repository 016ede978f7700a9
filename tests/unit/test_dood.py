"""Day-out-of-days: the worked rows, and what must hold for any person on any calendar."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.model.dates import dates_between
from coverset.model.dood import CompanyDays, DoodRow, PersonDays, day_out_of_days
from coverset.model.engagement import Engagement, Gap, dropped_gaps, gaps_between, may_drop
from coverset.model.people import Holding

MAY = date(2025, 5, 1)
FIRST = Holding(drop=True, choose="first")


def may(*days: int) -> list[date]:
    return [MAY + timedelta(day - 1) for day in days]


def weekends(first: date, last: date) -> list[date]:
    return [day for day in dates_between(first, last) if day.weekday() >= 5]


def row_of(params: dict[str, Any]) -> DoodRow:
    """A worked row's parameters as arguments."""
    day = date.fromisoformat
    events: dict[str, list[date]] = {"T": [], "R": [], "FT": []}
    for when, code in params.get("events", {}).items():
        events["T" if code == "TR" else code].append(day(when))
    work = [day(when) for when in params["work"]]
    every = [*work, *(when for dates in events.values() for when in dates)]
    # The rows' rule "between" counts the dates strictly between: one less than the difference of dates.
    beyond = 1 if params.get("rule") == "between_gt" else 0
    policy = Holding(
        hold=params.get("hold", True),
        drop=params.get("drop", True),
        drop_after=params.get("n", 10) + beyond,
        max_drops=params.get("max_drops", 1) or None,
        choose=params.get("pick", "first"),
    )
    return day_out_of_days(
        PersonDays(work, events["T"], events["R"], events["FT"]),
        CompanyDays(weekends(min(every), max(every)), [day(when) for when in params.get("holidays", [])]),
        policy,
        profile="paid-days" if params.get("profile") == "paid" else "strip-days",
        first=day(params["first"]) if "first" in params else None,
        last=day(params["last"]) if "last" in params else None,
        travel_engages=params.get("travel_breaks_gap", True),
    )


def test_every_worked_row_is_reproduced(shared: Path) -> None:
    rows = json.loads((shared / "data/facts/dood_examples.json").read_text(encoding="utf-8"))
    assert len(rows) == 24
    for row in rows:
        found = row_of(row["params"])
        assert {cell.day.isoformat(): cell.code for cell in found.cells} == row["cells"], row["name"]
        for name, wanted in row["totals"].items():
            value = getattr(found.totals, name)
            assert (value.isoformat() if isinstance(value, date) else value) == wanted, (row["name"], name)


def codes(row: DoodRow) -> list[str]:
    return [cell.code for cell in row.cells]


def test_a_pick_up_on_the_eleventh_day_may_be_dropped_and_on_the_tenth_not() -> None:
    assert codes(day_out_of_days(PersonDays(may(5, 15)), holding=FIRST))[0] == "SW"
    assert codes(day_out_of_days(PersonDays(may(5, 16)), holding=FIRST))[0] == "SWD"
    at_least = replace(FIRST, operator=">=")
    assert codes(day_out_of_days(PersonDays(may(5, 15)), holding=at_least))[-1] == "PWF"
    assert codes(day_out_of_days(PersonDays(may(5, 14)), holding=at_least))[-1] == "WF"


def test_the_cheapest_drop_is_the_one_that_saves_most_and_never_one_that_saves_nothing() -> None:
    short, long = gaps = gaps_between(may(1, 13, 28))
    policy = Holding(drop=True, choose="cheapest")
    assert dropped_gaps(gaps, policy, {short: 900, long: 100}.__getitem__) == (short,)
    assert dropped_gaps(gaps, policy, {short: 100, long: 900}.__getitem__) == (long,)
    assert dropped_gaps(gaps, policy, lambda gap: 5) == (short,)
    assert dropped_gaps(gaps, policy, lambda gap: 0) == ()
    unlimited = replace(policy, max_drops=None)
    assert dropped_gaps(gaps, unlimited, {short: -1, long: 1}.__getitem__) == (long,)


def test_the_longest_gap_is_dropped_and_of_two_alike_the_earlier() -> None:
    policy = Holding(drop=True, choose="longest")
    first, second, third = gaps_between(may(1, 13, 28, 43))
    assert dropped_gaps((first, second, third), policy, lambda gap: 0) == (second,)
    assert dropped_gaps((third, first, second), FIRST, lambda gap: 0) == (first,)


def test_no_drop_is_allowed_where_none_may_be_made_or_nobody_is_held() -> None:
    gaps = gaps_between(may(1, 28))
    for policy in (replace(FIRST, max_drops=0), replace(FIRST, drop=False), replace(FIRST, hold=False)):
        assert dropped_gaps(gaps, policy, lambda gap: 1) == ()


def test_as_many_drops_as_fit_where_there_is_no_limit() -> None:
    assert replace(FIRST, max_drops=None).most_drops(35) == 3
    assert replace(FIRST, max_drops=2).most_drops(35) == 2


def test_a_drop_after_travelling_home_is_marked_on_the_working_or_on_the_paid_day() -> None:
    days = PersonDays(work=may(5, 20), travel=may(6, 19))
    strips = codes(day_out_of_days(days, holding=FIRST))
    assert (strips[0], strips[1], strips[-2], strips[-1]) == ("SWD", "TR", "TR", "PWF")
    paid = codes(day_out_of_days(days, holding=FIRST, profile="paid-days"))
    assert (paid[0], paid[1], paid[-2], paid[-1]) == ("SW", "TD", "PT", "WF")


def test_somebody_who_has_travelled_out_is_held_until_they_work_by_the_paid_profile_only() -> None:
    days = PersonDays(work=may(8), travel=may(5))
    assert codes(day_out_of_days(days)) == ["TR", "", "", "SWF"]
    assert codes(day_out_of_days(days, profile="paid-days")) == ["ST", "H", "H", "WF"]


def test_an_absence_inside_a_hold_is_not_paid_and_a_clash_is_told() -> None:
    days = PersonDays(work=may(5, 8), unavailable=may(6, 8))
    row = day_out_of_days(days)
    assert codes(row) == ["SW", "X", "H", "WF"]
    assert row.clashes == (may(8)[0],)
    assert (row.totals.hold, row.totals.unavailable) == (1, 1)


def test_a_date_named_twice_counts_once_as_work() -> None:
    row = day_out_of_days(PersonDays(work=may(5), travel=may(5), rehearsal=may(5), fitting=may(5)))
    assert codes(row) == ["SWF"]
    assert (row.totals.work, row.totals.engaged) == (1, 1)


def test_nobody_called_has_an_empty_row() -> None:
    assert day_out_of_days(PersonDays()).cells == ()
    row = day_out_of_days(PersonDays(), first=MAY, last=MAY)
    assert (codes(row), row.totals.start, row.totals.span) == ([""], None, 0)


def test_what_the_ledger_decided_is_held_and_dropped_and_nothing_else() -> None:
    """A rehearsal before the first strip is an engagement on the ledger: the dates up to the strip are paid."""
    days = PersonDays(work=may(8, 12), rehearsal=may(5))
    ledger = Engagement(tuple(may(5, 8, 12)), tuple(may(6, 7)), (Gap(*may(8, 12)),))
    row = day_out_of_days(days, decided=ledger)
    assert codes(row) == ["R", "H", "H", "SWD", "", "", "", "PWF"]
    assert (row.totals.hold, row.totals.drop) == (2, 3)
    assert day_out_of_days(PersonDays(rehearsal=may(5, 20)), decided=Engagement((), (), ())).totals.hold == 0


DATES = st.dates(date(2025, 1, 1), date(2025, 3, 31))
SETS = st.sets(DATES, max_size=8)
POLICIES = st.builds(
    Holding,
    hold=st.booleans(),
    drop=st.booleans(),
    drop_after=st.integers(0, 20),
    operator=st.sampled_from([">", ">="]),
    max_drops=st.sampled_from([None, 0, 1, 2]),
    choose=st.sampled_from(["first", "longest", "cheapest"]),
)
PEOPLE = st.builds(PersonDays, SETS, SETS, SETS, SETS, SETS)
COMPANIES = st.builds(CompanyDays, SETS, SETS)
PROFILES = st.sampled_from(["strip-days", "paid-days"])


@given(PEOPLE, COMPANIES, POLICIES, PROFILES)
@settings(max_examples=100)
def test_the_totals_add_up(person: Any, company: Any, policy: Any, profile: Any) -> None:
    row = day_out_of_days(person, company, policy, profile=profile)
    totals = row.totals
    inside = [cell for cell in row.cells if totals.start and totals.start <= cell.day <= totals.finish]
    assert len(inside) == totals.span
    engaged = sum(cell.kind in ("work", "travel", "rehearsal", "fitting") for cell in inside)
    other = totals.hold + totals.drop + totals.holiday + totals.off + totals.unavailable + totals.idle
    assert engaged + other == totals.span
    assert totals.engaged == totals.work + totals.hold + totals.travel + totals.rehearsal
    assert totals.work == len(set(person.work))


@given(PEOPLE, COMPANIES, POLICIES, PROFILES)
@settings(max_examples=100)
def test_holds_stay_inside_the_span_and_outside_every_drop(
    person: Any, company: Any, policy: Any, profile: Any
) -> None:
    row = day_out_of_days(person, company, policy, profile=profile)
    for cell in row.cells:
        if cell.kind == "hold":
            assert cell.code == "H"
            assert row.totals.start < cell.day < row.totals.finish
            assert not any(cell.day in gap for gap in row.dropped)
            assert policy.hold
    letters = "".join(cell.code for cell in row.cells if cell.kind in ("work", "travel", "rehearsal"))
    assert ("P" in letters) == ("D" in letters) == bool(row.dropped)


@given(PEOPLE, COMPANIES, POLICIES, PROFILES, st.randoms(use_true_random=False))
@settings(max_examples=50)
def test_the_order_of_the_dates_changes_nothing(
    person: PersonDays, company: CompanyDays, policy: Any, profile: Any, random: Any
) -> None:
    def shuffled(dates: Any) -> list[date]:
        found = [*dates, *dates]
        random.shuffle(found)
        return found

    fields = ("work", "travel", "rehearsal", "fitting", "unavailable")
    mixed = PersonDays(*(shuffled(getattr(person, name)) for name in fields))
    week = CompanyDays(shuffled(company.off), shuffled(company.holidays))
    assert day_out_of_days(mixed, week, policy, profile=profile) == day_out_of_days(
        person, company, policy, profile=profile
    )


@given(SETS, POLICIES)
@settings(max_examples=100)
def test_only_gaps_that_qualify_are_dropped_and_no_more_than_allowed(dates: set[date], policy: Any) -> None:
    gaps = gaps_between(dates)

    def saving(gap: Gap) -> int:
        return gap.days - 5

    chosen = dropped_gaps(gaps, policy, saving)
    assert set(chosen) <= {gap for gap in gaps if may_drop(gap, policy)}
    assert list(chosen) == sorted(chosen)
    if not (policy.drop and policy.hold):
        assert chosen == ()
    if policy.max_drops is not None:
        assert len(chosen) <= policy.max_drops
    left = [gap for gap in gaps if may_drop(gap, policy) and gap not in chosen]
    if policy.choose == "longest" and chosen:
        assert all(gap.days <= min(one.days for one in chosen) for gap in left)
    if policy.choose == "cheapest":
        assert all(saving(gap) > 0 for gap in chosen)
        assert not chosen or all(saving(gap) <= min(map(saving, chosen)) for gap in left)
    if policy.choose == "first" and chosen:
        assert all(gap > chosen[-1] for gap in left)


@pytest.mark.parametrize("profile", ["strip-days", "paid-days"])
def test_a_row_cut_to_a_window_keeps_its_start_and_finish(profile: Any) -> None:
    whole = day_out_of_days(PersonDays(may(5, 9, 20)), profile=profile)
    part = day_out_of_days(PersonDays(may(5, 9, 20)), profile=profile, first=may(7)[0], last=may(10)[0])
    assert part.cells == whole.cells[2:6]
    assert (part.totals.start, part.totals.finish) == (whole.totals.start, whole.totals.finish)
