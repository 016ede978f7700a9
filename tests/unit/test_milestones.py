"""Reported dates: all kept, one chosen, what follows from it derived, slack counted from the wrap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.findings import Severity
from coverset.formats import milestones as milestones_file
from coverset.formats._when import from_when, to_when
from coverset.formats.production import read
from coverset.model.board import Board
from coverset.model.events import take_all
from coverset.model.milestones import MilestoneRule, Milestones, Report, When, chosen, derived, slack
from coverset.model.progress import Entry, with_progress
from coverset.render import renderers
from coverset.render._svg import safe_svg
from coverset.render.document import Figure
from coverset.reports import Printing
from coverset.reports import milestones as paper
from coverset.service.papers import all_papers
from tests.boards import small_board
from tests.papers import PRINTED, tables, text

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
BAD = (Severity.ERROR, Severity.CONFLICT, Severity.WARNING)


def test_a_month_stays_a_month() -> None:
    month = to_when("July 2021")
    assert month == to_when("2021-07") == When(2021, 7)
    assert str(month) == "July 2021"
    assert (month.first, month.last) == (date(2021, 7, 1), date(2021, 7, 31))
    assert from_when(month) == "2021-07"
    assert str(to_when(date(2021, 11, 19))) == "Fri 19 Nov 2021"
    for wrong in ("soon", "2021-13", "Ju 2021", "", 7, "2021"):
        with pytest.raises(ValueError, match="month"):
            to_when(wrong)


@given(st.dates(date(1950, 1, 1), date(2500, 12, 31)))
def test_every_date_and_month_round_trips(day: date) -> None:
    assert to_when(from_when(When(day.year, day.month, day.day))).first == day
    month = to_when(from_when(When(day.year, day.month)))
    assert month.first <= day <= month.last
    assert month.last + timedelta(1) == When(*_next(day)).first


def _next(day: date) -> tuple[int, int]:
    return (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)


REPORTS = (
    Report("F1", "theatrical", When(2021, 7), hedge="originally"),
    Report("F1", "theatrical", When(2021, 11, 19), date(2021, 2, 25), chosen=True),
    Report("F2", "theatrical", When(2022, 11)),
)


def test_the_chosen_report_is_the_marked_or_the_only_one() -> None:
    milestones = Milestones(REPORTS)
    assert chosen(milestones, "F1") is REPORTS[1]
    assert chosen(milestones, "F2") is REPORTS[2]
    assert chosen(milestones, "F1", "streaming") is None
    nobody = Milestones(tuple(replace(report, chosen=False) for report in REPORTS))
    assert chosen(nobody, "F1") is None


def test_streaming_follows_every_reported_release_by_the_adopted_rule() -> None:
    rule = MilestoneRule("streaming-after", 45, cited="fact stream")
    found = derived(Milestones(REPORTS, (rule,)))
    assert [(each.film, str(each)) for each in found] == [
        ("F1", "Sun 15 Aug 2021 to Tue 14 Sep 2021"),
        ("F1", "Mon 3 Jan 2022"),
        ("F2", "Fri 16 Dec 2022 to Sat 14 Jan 2023"),
    ]
    assert derived(Milestones(REPORTS)) == ()
    own = MilestoneRule("streaming-after", 10, "F2")
    assert derived(Milestones(REPORTS[2:], (rule, own)))[0].rule is own


def test_slack_runs_from_the_wrap_and_post_production_to_the_date_due() -> None:
    board = small_board()
    wrap = max(day.day for day in board.days)
    rules = (MilestoneRule("post-production", 10), MilestoneRule("delivery-before", 5))
    due = wrap + timedelta(30)
    report = Report("F1", "theatrical", When(due.year, due.month, due.day))
    production = replace(board.production, milestones=Milestones((report,), rules))
    found = slack(production, board.plan, "F1")
    assert found is not None
    assert (found.wrap, found.ready, found.least, found.most) == (wrap, wrap + timedelta(10), 15, 15)
    assert str(found) == "15 days"
    delivery = Report("F1", "delivery", When(wrap.year, wrap.month, wrap.day))
    production = replace(production, milestones=Milestones((report, delivery), rules))
    late = slack(production, board.plan, "F1")
    assert late is not None
    assert str(late) == "10 days late"
    month = replace(
        production, milestones=Milestones((replace(report, when=When(due.year, due.month)),), rules)
    )
    some = slack(month, board.plan, "F1")
    assert some is not None
    assert some.most - some.least == (some.report.when.last - some.report.when.first).days
    assert slack(production, board.plan, "F2") is None
    assert slack(replace(production, milestones=Milestones()), board.plan, "F1") is None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            Report,
            st.sampled_from(["F1", "F2"]),
            st.sampled_from(["theatrical", "streaming", "delivery"]),
            st.builds(When, st.integers(1990, 2100), st.integers(1, 12), st.sampled_from([None, 1, 28])),
            as_of=st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1)),
            cited=st.sampled_from(["", 'the "trade" press; p. 3']),
            hedge=st.sampled_from(["", "may be"]),
            chosen=st.booleans(),
            mark=st.sampled_from(["", "seeded"]),
        ),
        max_size=5,
    )
)
def test_the_file_round_trips(reports: list[Report]) -> None:
    milestones = Milestones(tuple(reports), (MilestoneRule("streaming-after", 45, cited="a source"),))
    again, slips = milestones_file.read(milestones_file.write(milestones))
    assert not slips
    assert again == milestones


def test_what_is_wrong_is_said_with_its_line() -> None:
    text = (
        '[[report]]\nfilm = "F1"\nkind = "theatrical"\nwhen = "soon"\n\n[[report]]\nfilm = "F9"\n'
        'kind = "theatrical"\nwhen = 2021-01-01\n\n[[report]]\nfilm = "F1"\nkind = "cinema"\nwhen = 2021-01-01\n'
    )
    milestones, slips = milestones_file.read(text.encode())
    assert {str(slip.place) for slip in slips} == {"milestones.toml:4", "milestones.toml:13"}
    production = replace(small_board().production, milestones=milestones)
    assert [f.code for f in milestones_file.problems(production)] == ["film-unknown"]
    twice = Milestones(
        (replace(REPORTS[0], chosen=True), REPORTS[1]), (MilestoneRule("streaming-after", 4),) * 2
    )
    codes = {f.code for f in milestones_file.problems(replace(production, milestones=twice))}
    assert codes == {"milestone-chosen-twice", "rule-twice"}
    nobody = Milestones(tuple(replace(report, chosen=False) for report in REPORTS[:2]))
    found = milestones_file.problems(replace(production, milestones=nobody))
    assert [f.code for f in found] == ["milestone-not-chosen"]


@pytest.mark.parametrize("name", ["grand-express", "two-hander"])
def test_the_examples_read_without_a_doubt(name: str) -> None:
    production, findings = read(EXAMPLES / name)
    assert production is not None
    ours = ("events.toml", "milestones.toml", "progress.csv")
    said = [f for f in findings if f.place is None or f.place.file in ours]
    assert [str(f) for f in said if f.severity in BAD] == []
    assert production.ahead
    assert not production.events
    assert production.milestones.reports
    after, found = take_all(production, [event for event in production.ahead if not event.alternative])
    assert [str(f) for f in found if f.severity in BAD] == []
    assert after.ahead == tuple(event for event in production.ahead if event.alternative)
    assert all(event.cited or event.who for event in production.ahead)
    assert all(event.mark for event in production.ahead)


def test_the_grand_express_keeps_every_reported_date() -> None:
    production, _ = read(EXAMPLES / "grand-express")
    assert production is not None
    facts = (EXAMPLES / "grand-express" / "facts.csv").read_text(encoding="utf-8")
    for thing in (*production.milestones.reports, *production.ahead):
        for word in thing.cited.replace("facts ", "").replace("fact ", "").split(", "):
            assert f"\n{word.split(' (')[0]}," in facts, thing.cited
    after, _ = take_all(production, [event for event in production.ahead if not event.alternative])
    first = [str(r.when) for r in production.milestones.of("F1")]
    assert first == ["July 2021", *["Fri 19 Nov 2021"] * 2, "November 2021", "Fri 27 May 2022", "June 2023"]
    assert [str(r.when) for r in after.milestones.of("F1")] == first
    taken = [chosen(each.milestones, film) for each in (production, after) for film in ("F1", "F2")]
    assert [str(report.when) for report in taken if report] == [
        "July 2021",
        "November 2022",
        "June 2023",
        "May 2025",
    ]
    streamed = {str(each) for each in derived(after.milestones)}
    assert "Mon 3 Jan 2022" in streamed


def test_the_paper_shows_every_date_and_the_slack() -> None:
    board = small_board()
    wrap = max(day.day for day in board.days)
    rules = (MilestoneRule("post-production", 10), MilestoneRule("streaming-after", 45))
    reports = (*REPORTS[:2], Report("F1", "delivery", When(wrap.year, wrap.month, wrap.day)))
    scene = board.days[0].tasks[0]
    shot = Entry(scene, "shot", board.days[0].day, board.days[0].unit)
    production = with_progress(
        replace(board.production, milestones=Milestones(reports, rules)),
        [shot, Entry(scene, "pickup owed", board.days[0].day, minutes=20, note="soft")],
    )
    document = paper.build(Printing(Board(production, board.plan), PRINTED))
    said = text(document)
    for words in ("July 2021", "Fri 19 Nov 2021", "10 days late", "originally", "Mon 3 Jan 2022"):
        assert words in said
    assert f"{scene} (soft), not planned" in said
    taken = [row for table in tables(document) if table.key == "reported" for row in table.rows if row.fill]
    assert [row.cells[2].text for row in taken] == ["Fri 19 Nov 2021", str(reports[2].when)]
    for renderer in renderers().values():
        assert renderer.write(document)


def test_the_paper_is_left_out_where_nothing_is_reported(tmp_path: Path) -> None:
    board = small_board()
    names = {found.name for found in all_papers(Printing(board, PRINTED))}
    assert "milestones.pdf" not in names
    assert "No date of release" in text(paper.build(Printing(board, PRINTED)))
    dated = Board(replace(board.production, milestones=Milestones(REPORTS)), board.plan)
    assert "milestones.pdf" in {found.name for found in all_papers(Printing(dated, PRINTED))}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.dates(date(1990, 1, 1), date(2200, 12, 31)), max_size=6), st.booleans())
def test_the_line_of_dates_is_a_sound_drawing(days: list[date], months: bool) -> None:
    reports = tuple(
        Report("F1", "theatrical", When(each.year, each.month, None if months else each.day)) for each in days
    )
    board = small_board()
    production = replace(board.production, milestones=Milestones(reports))
    found = paper.build(Printing(Board(production, board.plan), PRINTED))
    for block in found.blocks:
        if isinstance(block, Figure):
            assert safe_svg(block.svg)
            fromstring(block.svg)
