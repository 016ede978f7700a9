"""The board papers: nothing is lost, nothing is counted twice, and every board can be printed."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.model.board import Board
from coverset.model.calendar import Calendar, Unit
from coverset.model.plan import Plan, PlanDay, Strip
from coverset.model.production import Production
from coverset.model.scenes import Scene
from coverset.render import renderers
from coverset.render._grid import walk
from coverset.render.document import KeyValues, Lists
from coverset.reports import Printing, cost_ledger, moves, one_liner, shooting_schedule, stripboard
from coverset.reports._diary import Stretch, diary, span_words
from coverset.reports._palettes import palette, palettes, revision_colour
from coverset.reports._strips import page_words, scene_words, time_of_day
from tests.boards import full_board, small_board
from tests.papers import PRINTED, SEEDS, random_board, rows, strip_rows, text

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
BOARD_PAPERS = (stripboard, one_liner, shooting_schedule)
PAPERS = (*BOARD_PAPERS, cost_ledger, moves)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.KEY)
def test_the_paper_of_a_small_board_is_as_it_was(paper: object) -> None:
    """Run with UPDATE_GOLDEN=1 to take the new text, and read the difference before committing it."""
    document = paper.build(Printing(small_board(), PRINTED, revision="Blue"))  # type: ignore[attr-defined]
    golden = GOLDEN / f"{document.key}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text(document), encoding="utf-8")
    assert text(document) == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("paper", BOARD_PAPERS, ids=lambda paper: paper.KEY)
@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_every_task_stands_on_the_paper_once(paper: object, seed: int) -> None:
    board = random_board(seed)
    document = paper.build(Printing(board, PRINTED))  # type: ignore[attr-defined]
    printed = Counter((row.cells[0].text, row.cells[3].text) for row in strip_rows(document))
    tasks = board.production.tasks.values()
    assert printed == Counter((scene_words(t), t.set if isinstance(t, Scene) else t.name) for t in tasks)


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_totals_and_day_breaks_add_up(seed: int) -> None:
    board = random_board(seed)
    for paper in (stripboard, one_liner):
        document = paper.build(Printing(board, PRINTED))
        totals = [row for row in rows(document) if row.kind == "total"]
        scenes = [task for task in board.production.tasks.values() if isinstance(task, Scene)]
        assert sum(row.cells[1].value for row in totals) == sum(scene.eighths for scene in scenes)
        assert sum(row.cells[2].value for row in totals) == sum(
            task.minutes for task in board.production.tasks.values()
        )
        breaks = [row for row in rows(document) if row.kind == "day_break"]
        assert len(breaks) == len(board.days)


@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, name=st.sampled_from(("csv", "html", "json", "text", "xlsx", "ics")))
def test_every_renderer_takes_every_board(seed: int, name: str) -> None:
    printing = Printing(random_board(seed), PRINTED, palette="colour-safe", clock_hours=12)
    for paper in PAPERS:
        assert renderers()[name].write(paper.build(printing))


def broken_boards() -> Iterator[tuple[str, Board]]:
    board = small_board()
    scenes = [strip.task for day in board.plan.days for strip in day.strips if strip.task]
    unit = PlanDay("MAIN", date(2025, 5, 3), tuple(Strip(task) for task in scenes))
    yield "no plan", Board(board.production, Plan(()))
    yield "boneyard only", Board(board.production, Plan((), boneyard=tuple(scenes)))
    yield "empty days", Board(board.production, Plan((PlanDay("MAIN", date(2025, 5, 2), ()),)))
    yield (
        "banners only",
        Board(board.production, Plan((PlanDay("MAIN", date(2025, 5, 2), (Strip(banner="Recce"),)),))),
    )
    yield "all on one Saturday, from two bases", Board(board.production, Plan((unit,)))
    yield "one strip", Board(board.production, Plan((PlanDay("MAIN", date(2025, 5, 2), (Strip("F1/1"),)),)))
    yield (
        "outside the calendar",
        Board(board.production, Plan((PlanDay("MAIN", date(2031, 5, 2), (Strip("F1/1"),)),))),
    )
    yield (
        "strangers",
        Board(
            board.production,
            Plan(
                (
                    PlanDay("MAIN", date(2025, 5, 2), (Strip("F9/1"),)),
                    PlanDay("FIFTH", date(2025, 5, 2), (Strip("F1/1"),)),
                )
            ),
        ),
    )
    yield (
        "twice",
        Board(
            board.production,
            Plan(
                (
                    PlanDay("MAIN", date(2025, 5, 2), (Strip("F1/1"), Strip("F1/1"))),
                    PlanDay("MAIN", date(2025, 5, 6), (Strip("F1/1"),)),
                )
            ),
        ),
    )
    bare = Production("Bare", Calendar(PRINTED, PRINTED), units=(Unit("MAIN"),))
    yield "nothing at all", Board(bare, Plan(()))


@pytest.mark.parametrize(
    ("name", "board"), list(broken_boards()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_broken_board_prints_too(name: str, board: Board) -> None:
    for paper in PAPERS:
        document = paper.build(Printing(board, PRINTED))
        words = text(document)
        assert renderers()["html"].write(document)
        if name != "nothing at all":
            assert "Conflicts" in words


def test_pdf_of_each_paper_is_drawn() -> None:
    for paper in PAPERS:
        pdf = renderers()["pdf"].write(paper.build(Printing(small_board(), PRINTED)))
        assert pdf.startswith(b"%PDF")


def test_a_full_size_board_prints_whole() -> None:
    board = full_board()
    document = stripboard.build(Printing(board, PRINTED))
    assert len(strip_rows(document)) == len(board.production.tasks) > 90
    assert sum(row.kind == "day_break" for row in rows(document)) == len(board.days)


def test_the_printing_narrows_to_a_unit_a_date_and_a_person() -> None:
    board = small_board()

    def numbers(**narrow: object) -> list[str]:
        printing = Printing(board, PRINTED, **narrow)  # type: ignore[arg-type]
        return [row.cells[0].text for row in strip_rows(one_liner.build(printing))]

    assert numbers(unit="SECOND") == ["7A pt2"]
    assert numbers(day=date(2025, 5, 8)) == ["6", "5"]
    assert numbers(person="PILOT") == ["6", "5", "REH"]


def test_a_day_break_says_number_date_pages_and_time() -> None:
    words = text(stripboard.build(Printing(small_board(), PRINTED)))
    assert "END OF DAY 1 of 4 -- Thursday, 1 May 2025 -- 2 1/8 pgs -- 4h 00" in words
    assert "END OF DAY 4 of 4 -- Wednesday, 21 May 2025 -- 1/8 pg -- 0h 30" in words
    assert "END OF PREPARATION DAY -- Wednesday, 7 May 2025 -- 2h 00" in words


def test_the_diary_names_every_date_between_first_and_last() -> None:
    board = small_board()
    found = diary(board, board.production.units_by_id["MAIN"])
    stretches = [(e.kind, span_words(e.first, e.last)) for e in found.entries if isinstance(e, Stretch)]
    assert stretches == [
        ("move", "Fri 2 May 2025"),
        ("idle", "Sat 3 to Tue 6 May 2025"),
        ("travel", "Wed 7 May 2025"),
        ("idle", "Fri 9 to Sun 11 May 2025"),
        ("hiatus", "Mon 12 to Fri 16 May 2025"),
        ("idle", "Sat 17 to Mon 19 May 2025"),
        ("travel", "Tue 20 May 2025"),
    ]


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_the_diary_has_no_hole_and_no_overlap(seed: int) -> None:
    board = random_board(seed)
    for unit in board.production.units:
        entries = [e for e in diary(board, unit).entries if not isinstance(e, Stretch) or e.kind != "move"]
        spans = [(e.first, e.last) if isinstance(e, Stretch) else (e.plan.day, e.plan.day) for e in entries]
        for (_, last), (first, _) in pairwise(spans):
            assert (first - last).days == 1


def test_weekends_are_one_thin_line_and_holidays_are_named() -> None:
    board = full_board()
    document = stripboard.build(Printing(board, PRINTED, unit="MAIN"))
    said = [row.cells[0].text for row in rows(document) if row.kind == "note"]
    assert "Sat 29 Feb to Sun 1 Mar 2020: Days off" in said
    assert any("Good Friday" in words and "Easter Monday" in words for words in said)


@pytest.mark.parametrize("name", palettes())
def test_every_palette_paints_every_strip_legibly(name: str) -> None:
    from coverset.render._grid import legible_on

    for kind, paint in palette(name).kinds.items():
        if paint.ink:
            assert paint.ink == legible_on(paint.fill), kind
    fills = {palette(name).kinds[kind].fill for kind in ("INT DAY", "EXT DAY", "INT NIGHT", "EXT NIGHT")}
    assert len(fills) == 4


def test_the_palette_colours_the_strips() -> None:
    board = small_board()
    night = next(task for task in board.production.scenes if task.time == "NIGHT" and task.int_ext == "INT")
    for name in palettes():
        document = stripboard.build(Printing(board, PRINTED, palette=name))
        row = next(row for row in strip_rows(document) if row.cells[0].text == night.number)
        assert row.fill == palette(name).kinds["INT NIGHT"].fill
    with pytest.raises(ValueError, match="singleton"):
        palette("singletn")


def test_a_revision_is_printed_on_its_colour() -> None:
    assert revision_colour("Double Blue") == revision_colour("blue") != revision_colour("Pink")
    assert revision_colour("7") == ""
    document = stripboard.build(Printing(small_board(), PRINTED, revision="Pink"))
    assert document.revision_colour == revision_colour("Pink")


@pytest.mark.parametrize(
    ("minutes", "hours", "written"),
    [(450, 24, "07:30"), (1650, 24, "03:30+1"), (450, 12, "7:30 AM"), (0, 12, "12:00 AM"), (750, 12, "12:30 PM"),
     (1650, 12, "3:30 AM+1"), (-30, 24, "23:30-1")],
)  # fmt: skip
def test_times_say_when_they_fall_on_another_date(minutes: int, hours: int, written: str) -> None:
    assert time_of_day(minutes, hours) == written


@pytest.mark.parametrize(("size", "written"), [(0, "0 pgs"), (5, "5/8 pg"), (8, "1 pg"), (34, "4 2/8 pgs")])
def test_pages_carry_their_noun(size: int, written: str) -> None:
    assert page_words(size) == written


def test_elements_stand_by_category_with_cast_first() -> None:
    document = shooting_schedule.build(Printing(small_board(), PRINTED))
    (lists,) = (
        block for block in walk(document.blocks) if isinstance(block, Lists) and len(block.groups) > 1
    )
    assert lists.groups == (
        ("Cast", ("1. Anna", "2. Ben", "3. The pilot")),
        ("Stunts", ("Fall into water",)),
        ("Vehicles", ("Pilot boat",)),
        ("Props", ("Letter",)),
        ("Hires", ("Pilot boat",)),
    )


def test_a_script_without_script_days_has_no_column_for_them() -> None:
    board = small_board()
    assert "Script day" not in text(one_liner.build(Printing(board, PRINTED)))
    dated = replace(
        board.production, scenes=tuple(replace(s, script_day="3") for s in board.production.scenes)
    )
    assert "Script day" in text(one_liner.build(Printing(Board(dated, board.plan), PRINTED)))


@pytest.mark.parametrize(
    ("part", "film", "words"),
    [
        ("", "", "12A"),
        ("2", "", "12A pt2"),
        ("pt2", "", "12A pt2"),
        ("", "F1", "F1/12A"),
        ("2", "F1", "F1/12A pt2"),
    ],
)
def test_a_scene_is_named_with_its_part_and_film(part: str, film: str, words: str) -> None:
    scene = replace(small_board().production.scenes[0], number="12A", part=part)
    assert scene_words(scene, film) == words


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_the_board_as_data_has_a_line_a_strip_and_adds_up(seed: int) -> None:
    board = random_board(seed)
    for paper in (stripboard, one_liner):
        made = renderers()["csv"].write(paper.build(Printing(board, PRINTED))).decode("utf-8-sig")
        lines = list(csv.DictReader(io.StringIO(made)))
        assert len(lines) == made.count("\n") - 1, "a cell breaks its line"
        kinds = {"scene", "rig", "rehearsal", "test", "strike"}
        strips = [line for line in lines if line["type"] in kinds]
        placed = [(day, task) for day in board.days for task in board.tasks(day)]
        assert len(strips) == len(placed)
        assert sorted(line["date"] for line in strips) == sorted(day.day.isoformat() for day, _ in placed)
        sizes = sum(task.eighths for _, task in placed if isinstance(task, Scene))
        assert sum(int(line["eighths"]) for line in lines if line["type"] == "scene") == sizes
        assert sum(int(line["eighths"]) for line in lines if line["type"] == "day break") == sizes
        assert sum(int(line["minutes"]) for line in strips) == sum(task.minutes for _, task in placed)


@pytest.mark.parametrize("paper", [one_liner, cost_ledger], ids=lambda paper: paper.KEY)
def test_every_table_of_a_workbook_keeps_its_header_in_sight(paper: object) -> None:
    document = paper.build(Printing(small_board(), PRINTED))  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(renderers()["xlsx"].write(document))) as book:
        sheets = [book.read(name).decode() for name in book.namelist() if "worksheets/sheet" in name]
    assert len(sheets) > 2
    assert sum("<pane" in sheet for sheet in sheets) == len(sheets) - 1, "only the front sheet has no table"


@pytest.mark.parametrize("paper", [stripboard, one_liner], ids=lambda paper: paper.KEY)
def test_a_board_narrowed_to_a_date_sums_up_that_date_alone(paper: object) -> None:
    board = small_board()
    day = next(day for day in board.days if day.unit == "MAIN")
    document = paper.build(Printing(board, PRINTED, day=day.day))  # type: ignore[attr-defined]
    working = [each for each in board.days if each.day == day.day]
    boxes = [block for block in walk(document.blocks) if isinstance(block, KeyValues)]
    assert [dict(box.pairs)["Strips"] for box in boxes] == [str(len(board.tasks(each))) for each in working]
