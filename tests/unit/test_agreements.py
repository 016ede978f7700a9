"""Labour and pace figures: their pedigree, who gets which, and what a production may set otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from coverset.findings import Place, Severity
from coverset.model.agreements import (
    Bound,
    Figure,
    FigureError,
    Level,
    Override,
    Read,
    Unit,
    Whom,
    binding,
    figure,
    overridden,
    packs,
)
from coverset.model.calendar import DayRules
from coverset.model.pace import allowance, allowances, pace, paces
from coverset.units import format_eighths

EVERY = [one for pack in packs().values() for one in pack.figures]


def named(one: Figure) -> str:
    return f"{one.pack}: {one.key} ({one.whom}, {one.age})"


@pytest.mark.parametrize("one", EVERY, ids=named)
def test_every_figure_has_a_pedigree(one: Figure) -> None:
    assert one.source
    assert one.edition
    assert one.jurisdiction
    assert one.value > 0
    words = (one.unit, Unit), (one.bound, Bound), (one.whom, Whom), (one.level, Level), (one.read, Read)
    for word, known in words:
        assert word in get_args(known)
    assert (one.whom == "minors") == (one.age is not None)
    if one.unit == "clock":
        assert one.value <= 36 * 60


@pytest.mark.parametrize("one", [one for one in EVERY if not one.verified], ids=named)
def test_what_nobody_verified_is_never_given_unasked(one: Figure) -> None:
    age = one.age[0] if one.age else None
    with pytest.raises(FigureError, match="not verified"):
        figure(one.pack, one.key, one.whom, age=age)
    assert figure(one.pack, one.key, one.whom, age=age, unverified=True) == one
    assert binding([one.pack], one.key, one.whom, age=age) is None


@pytest.mark.parametrize("pack", packs())
def test_a_pack_answers_each_question_once(pack: str) -> None:
    """For one key and one kind of people no age falls into two bands, and no figure is given twice."""
    figures = packs()[pack].figures
    for key, whom in {(one.key, one.whom) for one in figures}:
        for age in range(217):
            assert sum(one.key == key and one.whom == whom and one.covers(whom, age) for one in figures) <= 1


def test_the_day_of_the_model_is_the_assumed_pack() -> None:
    day = DayRules()
    wanted = {
        "daily_rest": day.rest,
        "consecutive_days": day.max_run,
        "meal_after": day.meal_after,
        "meal_minutes": day.meal,
        "standard_day": day.standard,
        "longest_day": day.longest,
    }
    assert {one.key: one.value for one in packs()["assumed"].figures} == wanted
    assert {one.level for one in packs()["assumed"].figures} == {"assumption"}


@pytest.mark.parametrize(
    ("pack", "key", "whom", "hours"),
    [
        ("sag-aftra-theatrical", "daily_rest", "cast", 12),
        ("sag-aftra-theatrical", "weekly_rest", "cast", 56),
        ("iatse-basic", "daily_rest", "crew", 10),
        ("uk-pact-bectu-tv-2023", "standard_day", "crew", 10),
        ("uk-major-motion-pictures-2018", "standard_day", "crew", 11),
        ("eu-working-time", "weekly_rest", "crew", 35),
        ("de-tv-ffs-2025", "weekly_rest", "crew", 59),
        ("de-tv-ffs-2025", "longest_day", "crew", 12),
    ],
)
def test_known_figures(pack: str, key: str, whom: Whom, hours: int) -> None:
    assert figure(pack, key, whom).value == hours * 60


@pytest.mark.parametrize(
    ("pack", "years", "minutes"),
    [
        ("uk-children-2014", 4, 300),
        ("uk-children-2014", 5, 480),
        ("uk-children-2014", 9, 570),
        ("california-minors", 0, 120),
        ("california-minors", 5, 360),
        ("california-minors", 6, 480),
        ("california-minors", 15, 540),
        ("california-minors", 17, 600),
    ],
)
def test_a_child_gets_the_hours_of_its_age(pack: str, years: int, minutes: int) -> None:
    assert figure(pack, "at_place", "minors", age=years * 12).value == minutes


@pytest.mark.parametrize(
    ("pack", "key", "whom", "age", "said"),
    [
        ("assummed", "daily_rest", "crew", None, "did you mean 'assumed'"),
        ("assumed", "dayly_rest", "crew", None, "did you mean 'daily_rest'"),
        ("iatse-basic", "daily_rest", "cast", None, "for crew only, not for cast"),
        ("california-minors", "at_place", "minors", None, "give the age in months"),
        ("california-minors", "at_place", "minors", 300, "for an age of 300 months"),
    ],
)
def test_a_figure_that_cannot_be_had_says_why(
    pack: str, key: str, whom: Whom, age: int | None, said: str
) -> None:
    with pytest.raises(FigureError, match=said):
        figure(pack, key, whom, age=age)


def test_of_several_packs_the_strictest_binds() -> None:
    both = ["iatse-basic", "eu-working-time"]
    assert binding(both, "daily_rest", "crew") == figure("eu-working-time", "daily_rest", "crew")
    longest = binding(["assumed", "de-tv-ffs-2025"], "longest_day", "crew")
    assert longest is not None
    assert longest.pack == "de-tv-ffs-2025"
    assert binding(both, "longest_day", "crew") is None
    with pytest.raises(FigureError, match="did you mean 'daily_rest'"):
        binding(both, "daily_wrest", "crew")
    with pytest.raises(FigureError, match="'iatse-basic'"):
        binding(["iatse-basics"], "daily_rest", "crew")


def test_a_term_that_ran_out_is_known() -> None:
    pack = packs()["uk-pact-bectu-tv-2023"]
    assert pack.in_force(date(2025, 12, 31))
    assert not pack.in_force(date(2026, 1, 1))
    assert not pack.in_force(date(2022, 12, 31))
    assert packs()["assumed"].in_force(date(1999, 1, 1))


def test_a_stricter_override_is_taken_and_keeps_what_it_replaced() -> None:
    mine = Override("daily_rest", 780, "the company's own policy", whom="crew")
    pack, findings = overridden("iatse-basic", [mine])
    now = figure(pack, "daily_rest", "crew")
    assert findings == ()
    assert (now.value, now.level) == (780, "assumption")
    assert "own policy" in now.source
    assert now.replaced == figure("iatse-basic", "daily_rest", "crew")


def test_an_override_below_an_agreement_is_a_warning_and_below_a_law_is_refused() -> None:
    place = Place("production.toml", 12)
    weak = Override("daily_rest", 540, "asked the branch", whom="crew", source=place)
    pack, (finding,) = overridden("iatse-basic", [weak])
    assert (finding.code, finding.severity, finding.place) == (
        "override-below-agreement",
        Severity.WARNING,
        place,
    )
    assert figure(pack, "daily_rest", "crew").value == 540
    pack, (finding,) = overridden("eu-working-time", [weak])
    assert (finding.code, finding.severity) == ("override-below-law", Severity.ERROR)
    assert pack == packs()["eu-working-time"]


def test_a_law_gives_way_to_its_own_exemption_only() -> None:
    plain = Override("weekly_hours", 3000, "long weeks", whom="crew")
    _, (refused,) = overridden("eu-working-time", [plain])
    assert refused.severity is Severity.ERROR
    pack, (told,) = overridden("eu-working-time", [replace(plain, exemption="opt-out signed by each")])
    assert (told.code, told.severity) == ("override-by-exemption", Severity.WARNING)
    assert "opt-out signed by each" in told.sentence
    assert figure(pack, "weekly_hours", "crew").value == 3000


def test_a_second_override_is_measured_against_the_agreement_not_the_first() -> None:
    rows = [
        Override("daily_rest", 900, "policy", whom="crew"),
        Override("daily_rest", 700, "less", whom="crew"),
    ]
    pack, findings = overridden("iatse-basic", rows)
    assert findings == ()
    assert figure(pack, "daily_rest", "crew").replaced == figure("iatse-basic", "daily_rest", "crew")


def test_every_mistake_in_the_overrides_is_told_at_once() -> None:
    good = Override("daily_rest", 780, "policy", whom="crew")
    rows = [
        replace(good, key="daily_wrest"),
        replace(good, reason=" "),
        replace(good, value=-1),
        good,
    ]
    pack, findings = overridden("iatse-basic", rows)
    assert [finding.code for finding in findings] == [
        "unknown-figure",
        "override-without-reason",
        "override-negative",
    ]
    assert figure(pack, "daily_rest", "crew").value == 780


def test_an_override_vouches_for_what_nobody_had_verified() -> None:
    mine = Override("meal_after", 330, "read in our copy of the agreement", whom="crew")
    pack, findings = overridden("iatse-basic", [mine])
    assert findings == ()
    assert figure(pack, "meal_after", "crew").value == 330


@pytest.mark.parametrize("kind", paces())
def test_a_pace_fills_the_shooting_day_with_a_typical_day_of_pages(kind: str) -> None:
    found = pace(kind)
    assert found.source
    assert found.pages[0] * 8 <= found.eighths_a_day <= found.pages[1] * 8
    assert abs(found.minutes_per_eighth * found.eighths_a_day - 630) <= found.eighths_a_day / 2


def test_a_studio_feature_is_slower_than_television_and_a_soap_the_fastest() -> None:
    assert pace("studio").minutes_per_eighth == 39
    assert pace("studio").minutes_per_eighth > pace("independent").minutes_per_eighth
    assert pace("independent").minutes_per_eighth > pace("television").minutes_per_eighth
    assert min(paces(), key=lambda kind: pace(kind).minutes_per_eighth) == "soap"


def test_allowances_have_sources_and_the_models_day_begins_as_they_say() -> None:
    assert all(one.source and one.minutes > 0 for one in allowances().values())
    assert allowance("prepare").minutes == DayRules().prepare
    assert allowance("set_change").minutes == DayRules().set_change
    assert allowance("set_change").level == "assumption"
    assert {pace(kind).move_minutes for kind in paces()} == {
        allowance("move_small").minutes,
        allowance("move_full").minutes,
    }


@pytest.mark.parametrize(("ask", "word"), [(pace, "studdio"), (allowance, "setup")])
def test_an_unknown_pace_names_the_nearest(ask: Callable[[str], object], word: str) -> None:
    with pytest.raises(LookupError, match="did you mean"):
        ask(word)


def test_the_page_about_figures_shows_every_pack_and_pace() -> None:
    page = Path(__file__).parents[2].joinpath("docs/concepts/agreements.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if "|" in line
    ]
    shown = {row[0].strip("`"): row for row in rows if row[0].startswith("`")}
    assert set(shown) == set(packs()) | set(paces())
    for kind, found in paces().items():
        low, high = found.pages
        taken = format_eighths(found.eighths_a_day)
        assert shown[kind][1:] == [f"{low} to {high}", taken, str(found.minutes_per_eighth)]
