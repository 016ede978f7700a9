"""The stunt papers: denied is not missing, a waiver has its name, what is late says so, and none judges anything."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.hazards.binding import bind
from coverset.model.board import Board
from coverset.model.plan import Plan
from coverset.model.stunts import Evidence, Stunts
from coverset.render import renderers
from coverset.render.document import Document, Figure
from coverset.reports import (
    Printing,
    call_sheet,
    permission_register,
    readiness_board,
    rehearsal_log,
    reports,
    risk_assessment,
    stunt_plan,
)
from coverset.reports._readiness_wall import Tile, wall
from coverset.reports._stunt_record import COLOURS, version
from coverset.service.papers import write_papers
from tests.boards import small_board
from tests.papers import PRINTED, rows, tables, text
from tests.stunt_boards import AS_OF, stunt_board, told
from tests.stunt_records import a_plan, stunt_production

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
PAPERS = (permission_register, stunt_plan, readiness_board, risk_assessment, rehearsal_log)


def words(document: Document) -> str:
    """The paper on one line, so that sentences are found across line breaks and columns."""
    return " ".join(text(document).split())


def printing(**changes: object) -> Printing:
    return Printing(told(stunt_board(), **changes), PRINTED, revision="Blue")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.KEY)
def test_the_paper_of_a_small_stunt_is_as_it_was(paper: ModuleType) -> None:
    """Run with UPDATE_GOLDEN=1 to take the new text, and read the difference before committing it."""
    document = paper.build(printing())
    golden = GOLDEN / f"{document.key}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text(document), encoding="utf-8")
    assert text(document) == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.KEY)
def test_the_paper_says_who_decides_and_never_that_anything_is_safe(paper: ModuleType) -> None:
    said = words(paper.build(printing()))
    assert "Planning record: a competent named person decides" in said
    # "safety" and names such as "safety spotter" are nouns of the trade; the judgement is the adjective.
    assert not re.search(r"\b(un)?safe(ly)?\b", said, re.IGNORECASE)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.KEY)
def test_the_paper_is_had_in_every_medium(paper: ModuleType) -> None:
    document = paper.build(printing())
    for renderer in renderers().values():
        assert renderer.write(document)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.KEY)
def test_a_production_without_stunts_has_no_such_paper(paper: ModuleType) -> None:
    plain = Printing(small_board(), PRINTED)
    assert not paper.wanted(plain)
    assert paper.wanted(printing())
    assert paper.KEY in reports()
    assert "No stunt is on record" in words(paper.build(plain))
    assert words(paper.build(printing(**dict.fromkeys(("evidence", "permissions", "crew", "attempts"), ()))))


def test_denied_is_not_missing_and_stands_first() -> None:
    document = permission_register.build(printing())
    register = next(table for table in tables(document) if table.key == "register")
    answers = [row.cells[1].text for row in register.rows]
    assert answers == ["DENIED", "NOT ASKED", "GRANTED"]
    assert register.rows[0].cells[1].fill != register.rows[1].cells[1].fill
    assert "answered 1 Apr 2025" in register.rows[0].cells[1].note
    assert not [row for row in rows_of(document, "last days") if "Drone" in row[2]]


def test_last_days_are_counted_back_over_the_authoritys_holidays() -> None:
    """Twenty and ten working days before Wed 7 May 2025 (R1), Good Friday, Easter Monday and the bank holiday left out."""
    document = permission_register.build(printing())
    found = {row[1]: row[0] for row in rows_of(document, "last days")}
    assert found == {"TOO LATE: enquiry": "Fri 4 Apr 2025", "application": "Tue 22 Apr 2025"}
    late = replace(stunt_board().production.stunts, as_of=date(2025, 4, 23))
    said = {row[1] for row in rows_of(permission_register.build(printing(as_of=late.as_of)), "last days")}
    assert said == {"TOO LATE: enquiry", "TOO LATE: application"}


def test_a_quota_says_what_is_left() -> None:
    document = permission_register.build(printing())
    assert "1 of 3 dates used, 2 left" in words(document)


def rows_of(document: Document, key: str) -> list[list[str]]:
    found = next((table for table in tables(document) if table.key == key), None)
    return [[cell.text for cell in row.cells] for row in found.rows] if found else []


def test_the_record_is_as_of_its_own_date() -> None:
    assert f"stood on {AS_OF:%a} {AS_OF.day} Apr 2025" in words(permission_register.build(printing()))
    assert "stood on Sun 20 Apr 2025" in words(permission_register.build(printing(as_of=None)))
    assert (
        list(rows(permission_register.build(Printing(told(stunt_board(), **vars(Stunts())), PRINTED)))) == []
    )


SHOT = date(2025, 5, 8)


def sheet(**changes: object) -> str:
    return words(call_sheet.build(replace(printing(**changes), day=SHOT, unit="MAIN")))


def test_the_call_sheet_says_who_stops_the_stunt_and_what_is_not_on_record() -> None:
    said = sheet()
    assert "Stunt: QUAY FALL, issue 2" in said
    assert 'QUAY FALL is stopped by Stunt coordinator: "CUT CUT CUT"' in said
    for expected in (
        "Set medic",
        "the county hospital, 12 minutes by road",
        "06:30 to 19:15 within Use of the quay",
        "Closed water at the quay NOT ASKED",
        "the edge is roped off at night",
        "8 m/s",
        "tell the first assistant director",
        "The edge is slippery before noon",
        "By the record of Mon 14 Apr 2025, looked at on this date",
        "height in cm was 400 and is 640",
        "Planning record: a competent named person decides",
    ):
        assert expected in said
    beats = {row[0]: row for row in rows_of(_sheet(), "stunt quay-fall")}
    assert set(beats) == {"a Off the quay", "b In the water"}
    assert beats["b In the water"][5] == "not known"


def _sheet() -> Document:
    return call_sheet.build(replace(printing(), day=SHOT, unit="MAIN"))


def test_the_call_sheet_of_a_rehearsal_has_the_block_too_and_other_dates_have_none() -> None:
    rehearsal = words(call_sheet.build(replace(printing(), day=date(2025, 5, 7), unit="PREP")))
    assert "Stunt: QUAY FALL, issue 2" in rehearsal
    assert "Stunt: " not in words(call_sheet.build(replace(printing(), day=date(2025, 5, 1), unit="MAIN")))


def test_the_call_sheet_says_what_has_changed_since_the_issue_before() -> None:
    before = stunt_board()
    fall, *others = before.production.stunts.beats
    lower = told(before, beats=(replace(fall, height=300, cameras=("quay, 35 mm",)), *others))
    now = replace(printing(), day=SHOT, unit="MAIN")
    said = words(call_sheet.build(replace(now, previous=lower)))
    assert "a: height in cm was 300 and is 640." in said
    assert "a: camera positions and lenses was quay, 35 mm and is quay, 35 mm; boat, 85 mm." in said
    assert "was 300" not in words(call_sheet.build(now))
    assert "was 300" not in words(call_sheet.build(replace(now, previous=before)))
    assert version(fall) != version(replace(fall, height=300))


def test_the_call_sheet_does_not_claim_to_have_compared_facts_that_it_was_not_given() -> None:
    board = stunt_board()
    fresh = replace(board.production.stunts.evidence[0], id="all")
    kept = told(board, evidence=(fresh,))
    given = Printing(kept, PRINTED, day=SHOT, unit="MAIN", previous=Board(kept.production, kept.plan))
    assert "were not given to compare with" in words(call_sheet.build(given))
    other = told(board, evidence=())
    assert "No fact of these beats is other" in words(call_sheet.build(replace(given, previous=other)))


def test_the_call_sheet_of_a_stunt_is_as_it_was() -> None:
    """Run with UPDATE_GOLDEN=1 to take the new text, and read the difference before committing it."""
    golden = GOLDEN / "call-sheet-stunts.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text(_sheet()), encoding="utf-8")
    assert text(_sheet()) == golden.read_text(encoding="utf-8")


def test_what_the_call_sheet_has_not_it_says() -> None:
    stunt = replace(
        stunt_board().production.stunts.stunts[0], hospital="", meeting_point="", abort="", abort_word=""
    )
    said = sheet(stunts=(stunt,), crew=())
    assert "NOT ENTERED: enter it before this goes out" in said
    assert "QUAY FALL is stopped by nobody named: no word on record" in said
    assert "Medics nobody named" in said


def test_the_stunt_plan_gives_every_fact_and_says_which_are_not_known() -> None:
    said = words(stunt_plan.build(printing()))
    fall = stunt_board().production.stunts.beats[0]
    assert fall.action in said
    assert fall.path in said
    assert "6.4 m" in said
    assert "Not known: direction, speed, what carries the performer" in said
    assert "From above: cut the aviation authority said no." in said
    assert "planning figure, order of magnitude, not rig design" in said.casefold()
    assert "Open concern" in said
    assert "The edge is slippery before noon" in said


def test_the_stunt_plan_shows_an_examination_and_a_competence_that_lapse() -> None:
    gear = rows_of(stunt_plan.build(printing()), "gear")
    assert [row[2:5] for row in gear] == [["Fri 10 Jan 2025", "Thu 10 Jul 2025", "Thu 8 May 2025"]]
    late = replace(stunt_board().production.stunts.equipment[0], months=3)
    document = stunt_plan.build(printing(equipment=(late,)))
    assert rows_of(document, "gear")[0][3] == "Thu 10 Apr 2025"
    table = next(table for table in tables(document) if table.key == "gear")
    assert table.rows[0].fill
    assert not next(t for t in tables(stunt_plan.build(printing())) if t.key == "gear").rows[0].fill


def test_the_stunt_plan_says_what_a_change_makes_stale() -> None:
    found = {row[0]: row[1] for row in rows_of(stunt_plan.build(printing()), "changes")}
    assert "stunt plan" in found["Camera positions and lenses"]
    assert "catch inspected" in found["Mats, bags and catch layout"]
    assert "stunt plan" not in found["Height"]


def test_the_ladder_says_what_is_on_record_and_what_is_not() -> None:
    rungs = {(row[0], row[1]): row[2:] for row in rows_of(stunt_plan.build(printing()), "ladder")}
    dry = next(row for key, row in rungs.items() if key[1] == "dry run")
    assert dry[:2] == ["Wed 2 Apr 2025", "Stunt coordinator"]
    gone = stunt_plan.build(printing(evidence=()))
    assert {row[2] for row in rows_of(gone, "ladder")} == {"not on record"}


def test_the_board_on_the_wall_has_every_beat_in_its_word_and_colour() -> None:
    document = readiness_board.build(printing())
    assert (document.paper, document.orientation) == ("a3", "landscape")
    board = {row[0]: row for row in rows_of(document, "board")}
    assert board["a Off the quay"][2] == "contradicted"
    assert board["c From above"][2:4] == ["not applicable", "cut: the aviation authority said no"]
    (figure,) = [block for block in document.blocks if isinstance(block, Figure)]
    assert "CONTRADICTED" in figure.svg
    assert COLOURS["contradicted"][0] in figure.svg
    assert figure.svg.count("<rect") == 4
    fills = [fill for fill, _ in COLOURS.values()]
    assert len(set(fills)) == len(fills)


def test_the_board_names_the_worst_three_with_owner_and_date_and_the_next_dates_in_order() -> None:
    document = readiness_board.build(printing())
    found = next(table for table in tables(document) if table.key == "board")
    fall = next(row for row in found.rows if row.cells[0].text == "a Off the quay")
    assert next(cell.text for cell in fall.cells[3:6]).startswith("CONTRADICTED: ")
    assert all(cell.note for cell in fall.cells[3:6])
    ahead = next(table for table in tables(document) if table.key == "next")
    days = [row.cells[0].value for row in ahead.rows]
    assert days == sorted(set(days))
    assert days[0] >= AS_OF
    assert len(days) <= 10


def test_a_long_list_of_beats_goes_over_several_drawings() -> None:
    tiles = [Tile(f"{k} a beat with a long name", "not shown", "1 May", "3 of 9") for k in range(90)]
    drawings = wall([("FIRST", tiles[:3]), ("SECOND", tiles[3:80]), ("THIRD", tiles[80:])], [], "all of it")
    assert len(drawings) == 2
    assert sum(svg.count("NOT SHOWN") for svg in drawings) == 90
    assert wall([], [], "nothing") == []


def test_a_waiver_and_a_statement_stand_with_their_names_and_reasons() -> None:
    said = words(stunt_plan.build(printing()))
    assert "Gone without, and by whose word" in said
    assert "Waived by Producer (producer) on Thu 10 Apr 2025: second medic on the boat" in said
    assert "Stunt coordinator states that it does not apply: part of the plan of beat a" in said
    assert "Gone without" not in words(stunt_plan.build(printing(waivers=(), not_applicable=())))


def risk_rows(document: Document, place: int) -> list[list[str]]:
    """The rows of the beat at a place, counted from 0."""
    found = [table for table in tables(document) if table.key == "risks"][place]
    return [[cell.text for cell in row.cells] for row in found.rows]


def test_risks_are_sorted_by_severity_and_never_multiplied() -> None:
    """Likely and bad (4, 3) makes more than unlikely and deadly (2, 5) when multiplied; it stands below."""
    found = risk_rows(risk_assessment.build(printing()), 0)
    assert [(row[0], row[2][0], row[3][0]) for row in found if len(row) > 1] == [
        ("High fall", "5", "2"),
        ("Water", "3", "4"),
    ]
    cells = {cell for row in found for cell in row}
    assert not cells & {"10", "12", "20"}


def test_controls_stand_from_the_strongest_to_the_weakest_and_the_rest_is_to_come() -> None:
    document = risk_assessment.build(printing())
    fall = risk_rows(document, 0)[0]
    lines = fall[4].splitlines()
    levels = [line.removeprefix("• ").partition(":")[0] for line in lines]
    assert levels == ["eliminate", "engineer", "protective equipment", "on record"]
    assert "catch inspected" in fall[5]
    assert "CONTRADICTED: high fall coordinator" in fall[5]


def test_severity_that_falls_stands_with_its_reason_or_says_that_it_has_none() -> None:
    assert "because boxes, not stone, below" in words(risk_assessment.build(printing()))
    water, fall = stunt_board().production.stunts.risks
    bare = replace(fall, residual_reason="")
    assert "NO REASON IS GIVEN" in words(risk_assessment.build(printing(risks=(water, bare))))


def test_what_nobody_has_assessed_has_no_figure() -> None:
    document = risk_assessment.build(printing())
    found = risk_rows(document, 1)
    assert found[0][0].startswith("NOT ASSESSED")
    assert found[1][2:4] == ["", ""]
    assert "NOT ASSESSED 1" in words(document)
    (data,) = document.data
    assert [[cell.text for cell in row.cells][:3] for row in data.rows][-1] == [
        "quay-fall/b",
        "water_work",
        "not assessed",
    ]


def test_the_assessment_says_what_has_changed_since_it_was_signed() -> None:
    board = stunt_board()
    made = board.production
    fall = made.stunts.beats[0]
    signed = Evidence(
        "ra",
        "risk_assessment",
        (fall.id,),
        AS_OF,
        "lead",
        reference="RA 1",
        bound=bind(made, fall, "risk_assessment"),
    )
    kept = printing(evidence=(signed,))
    assert "Signed assessment on record: RA 1 of Mon 14 Apr 2025" in words(risk_assessment.build(kept))
    faster = replace(fall, height=700)
    said = words(risk_assessment.build(printing(evidence=(signed,), beats=(faster, *made.stunts.beats[1:]))))
    assert "was made before height in cm was 640 and is 700" in said


def test_the_log_says_who_was_there_and_for_which_version() -> None:
    held = {row[2]: row for row in rows_of(rehearsal_log.build(printing()), "held")}
    assert held["dry run"][0] == "Wed 2 Apr 2025"
    assert held["dry run"][4] == "Stunt coordinator, Double for PILOT"
    assert held["dry run"][6].startswith("as now: performer, double")
    assert held["briefing"][6] == "STALE: height was 400, is 640"
    assert "stunt plan" not in held


def test_the_log_has_what_the_board_plans_and_leaves_it_unshown() -> None:
    document = rehearsal_log.build(printing())
    (planned,) = rows_of(document, "planned")
    assert planned[:3] == ["Wed 7 May 2025", "all", "Fall into water (rehearsal)"]
    left = {row[0]: row[1] for row in rows_of(document, "left")}
    assert "rehearsal" in left["b In the water"]
    assert "dry run" not in left["a Off the quay"]
    assert "briefing" in left["a Off the quay"]


def test_the_log_has_every_attempt_and_counts_those_at_full_speed() -> None:
    document = rehearsal_log.build(printing())
    assert [row[4:6] for row in rows_of(document, "attempts")] == [
        ["below full", "NOT AS PLANNED"],
        ["full speed", "as planned"],
    ]
    assert "At full speed: Wed 2 Apr 2025, a: Double for PILOT 1 of 2." in words(document)
    assert rows_of(rehearsal_log.build(printing(attempts=())), "attempts") == []


def test_the_folder_holds_the_stunt_papers_and_the_last_days_as_a_calendar(tmp_path: Path) -> None:
    index = write_papers(printing(), tmp_path / "stunts").read_text(encoding="utf-8")
    for name in (
        *("readiness-board.pdf", "readiness-board.xlsx", "stunt-plan.pdf", "risk-assessment.xlsx"),
        *("permission-register.xlsx", "rehearsal-log.html", "last-days-to-ask.ics"),
    ):
        assert (tmp_path / "stunts" / name).is_file()
        assert f'href="{name}"' in index
    days = (tmp_path / "stunts" / "last-days-to-ask.ics").read_text(encoding="utf-8")
    assert "DTSTART;VALUE=DATE:20250422" in days
    write_papers(Printing(small_board(), PRINTED), tmp_path / "plain")
    assert not [path.name for path in (tmp_path / "plain").iterdir() if path.stem in {p.KEY for p in PAPERS}]
    assert not (tmp_path / "plain" / "last-days-to-ask.ics").exists()


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_any_record_can_be_printed_and_every_beat_stands_on_every_paper(seed: int) -> None:
    """With and without dates: a paper that fails on an odd record is missing on the day."""
    production = stunt_production(seed)
    for plan in (a_plan(production), Plan(())):
        wanted = Printing(Board(production, plan), PRINTED)
        for paper in PAPERS:
            said = words(paper.build(wanted))
            assert "Planning record: a competent named person decides" in said
            assert not re.search(r"\b(un)?safe(ly)?\b", said, re.IGNORECASE)
        board = next(t for t in tables(readiness_board.build(wanted)) if t.key == "board")
        rows = [row for row in board.rows if row.kind == "body"]
        assert len(rows) == len(production.stunts.beats)
        plans = words(stunt_plan.build(wanted))
        assert all(f"version {version(beat)}" in plans for beat in production.stunts.beats if not beat.cut)
        for _, document in call_sheet.every(wanted):
            assert text(document)
