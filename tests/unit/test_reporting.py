"""One paper, or all of them in a folder, of whatever was opened."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from coverset.model.board import Board
from coverset.model.plan import Plan
from coverset.reports import LineProof, Printing, reports
from coverset.rules import check
from coverset.service.opening import Opened
from coverset.service.papers import write_papers
from coverset.service.reporting import ALIASES, Asked, make_report
from tests.boards import small_board

TODAY = date(2025, 4, 20)


def opened(board: Board | None = None) -> Opened:
    board = board or small_board()
    return Opened(Path("film"), "folder", (), board.production, board.plan)


def report(asked: Asked, output: Path | None = None) -> tuple[bytes | None, list[str]]:
    return make_report(opened(), asked, output, today=TODAY)


@pytest.mark.parametrize("kind", sorted(reports()))
@pytest.mark.parametrize("to", ["text", "html", "csv", "json"])
def test_every_paper_goes_to_standard_output_as_text(kind: str, to: str) -> None:
    made, problems = report(Asked(kind, to))
    assert problems == []
    assert made
    made.decode()


def test_a_paper_goes_into_a_file_or_a_folder(tmp_path: Path) -> None:
    assert report(Asked("one-liner", "pdf"), tmp_path / "new" / "board.pdf") == (None, [])
    assert (tmp_path / "new" / "board.pdf").read_bytes().startswith(b"%PDF")
    assert report(Asked("stripboard", "xlsx"), tmp_path) == (None, [])
    assert (tmp_path / "stripboard.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (Asked("stripbord"), ("did you mean 'stripboard'?", "Papers: calendar, call-sheet,", "all.")),
        (Asked("zzz"), ("There is no paper 'zzz'; known: all, calendar", "stripboard, stunt-plan.")),
        (Asked("one-liner", "word"), ("There is no medium 'word'", "pdf")),
        (Asked("one-liner", unit="MIAN"), ("There is no unit 'MIAN'; did you mean 'MAIN'?",)),
        (Asked("calendar", person="ANA"), ("There is nobody 'ANA'; did you mean 'ANNA'?",)),
        (Asked("stripboard", palette="neon"), ("There is no palette 'neon'", "singleton")),
        (Asked("day-out-of-days", profile="mine"), ("profile 'mine'", "strip-days")),
        (Asked("stripboard", "pdf"), ("pdf is not for a screen: give a file with -o, as -o stripboard.pdf.",)),
        (Asked("stripboard", "ics"), ("Only the calendar has entries for ics",)),
        (Asked("call-sheet", day="9"), ("Main unit has no shoot day 9; it has 1 to 4.",)),
        (Asked("call-sheet", day="0"), ("Main unit has no shoot day 0",)),
        (Asked("call-sheet", day="soon"), ("'soon' is no day: write a date as 2025-05-07",)),
        (Asked("call-sheet", day="2025-05-03"), ("Nobody works on Sat 3 May 2025; try 2025-05-07.",)),
        (Asked("call-sheet", day="2025-05-07", unit="MAIN"), ("MAIN does not work on Wed 7 May 2025; try 2025-05-08.",)),
        (Asked("all"), ("All papers need a folder",)),
    ],
)  # fmt: skip
def test_what_cannot_be_printed_is_a_sentence(asked: Asked, words: tuple[str, ...]) -> None:
    made, problems = report(asked)
    assert made is None
    assert len(problems) == 1
    for word in words:
        assert word in problems[0]


def test_every_mistake_is_told_at_once() -> None:
    assert len(report(Asked("strip", "word", unit="X", person="Y", palette="Z"))[1]) == 5


def test_short_names_of_papers_are_understood() -> None:
    assert report(Asked("dood")) == report(Asked("day-out-of-days"))
    assert report(Asked("ledger")) == report(Asked("cost-ledger"))
    assert set(ALIASES.values()) <= set(reports())
    assert set(ALIASES).isdisjoint(reports())


def test_a_reissued_calendar_cancels_what_the_last_plan_called() -> None:
    board = small_board()
    fewer = Plan(tuple(day for day in board.plan.days if day.day < date(2025, 5, 8)))
    now = opened(replace(board, plan=fewer))
    made, problems = make_report(now, Asked("calendar", "ics"), None, today=TODAY, previous=board.plan)
    assert not problems
    assert made is not None
    assert made.count(b"STATUS:CANCELLED") == 4
    assert b"SEQUENCE:1" in made
    assert b"SEQUENCE:0" not in made


@pytest.mark.parametrize("day", ["3", "2025-05-08"])
def test_a_day_is_a_date_or_a_shoot_day_number(day: str) -> None:
    made, problems = report(Asked("call-sheet", day=day))
    assert not problems
    assert made is not None
    assert b"Day 3 of 4" in made


@pytest.mark.parametrize("person", ["ANNA", "1", "anna"])
def test_a_person_is_an_id_a_board_number_or_a_name(person: str) -> None:
    made, problems = report(Asked("calendar", "ics", person=person))
    assert not problems
    assert made is not None
    assert b"Anna called" in made
    assert b"Ben called" not in made


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    made, problems = report(Asked("one-liner"), tmp_path / "file" / "one.txt")
    assert made is None
    assert "cannot be written" in problems[0]
    assert "is a file" in report(Asked("all"), tmp_path / "file")[1][0]


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name == "href" and value]


def printing(board: Board, **more: Any) -> Printing:
    return Printing(board, TODAY, findings=tuple(check(board)), **more)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    proof = {"Cast work": LineProof(1, 1, True)}
    return write_papers(
        printing(small_board(), proof=proof, bound=123_400), tmp_path_factory.mktemp("p") / "papers"
    )


def test_the_index_leads_to_every_file_the_stripboard_first(papers: Path) -> None:
    page = papers.read_text(encoding="utf-8")
    parser = _Links()
    parser.feed(page)
    folder = papers.parent
    written = {
        str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.name[0] != "."
    }
    assert written == {*parser.links, "index.html"}
    assert len(parser.links) == len(set(parser.links))
    assert parser.links[0] == "stripboard.html"
    assert {"script", "img", "link"}.isdisjoint(parser.tags)
    assert "http" not in page


def test_the_folder_holds_what_an_office_hands_out(papers: Path) -> None:
    folder = papers.parent
    sheets = sorted(path.name for path in (folder / "call-sheets").glob("*.pdf"))
    assert sheets == [
        "2025-05-01-main.pdf", "2025-05-02-main.pdf", "2025-05-02-second.pdf", "2025-05-07-prep.pdf",
        "2025-05-08-main.pdf", "2025-05-21-main.pdf",
    ]  # fmt: skip
    assert sorted(path.name for path in (folder / "calendars").iterdir()) == [
        "anna.ics",
        "ben.ics",
        "pilot.ics",
    ]
    assert b"Ben called" not in (folder / "calendars" / "anna.ics").read_bytes()
    for name in ("stripboard.pdf", "one-liner.xlsx", "day-out-of-days.xlsx", "moves.html"):
        assert (folder / name).stat().st_size > 1000
    assert "Cost GBP" not in (folder / "day-out-of-days.html").read_text(encoding="utf-8")
    assert "Cost GBP" in (folder / "day-out-of-days-with-cost.html").read_text(encoding="utf-8")


def test_the_index_says_the_headline_figures_and_what_is_broken(papers: Path) -> None:
    page = papers.read_text(encoding="utf-8")
    assert "no plan costs less than GBP 1,234" in page
    assert re.search(r"<dt>Shoot days</dt><dd>5<small>4 Main unit, 1 SECOND</small></dd>", page)
    broken = len([f for f in check(small_board()) if f.severity.value == "conflict"])
    assert f"breaks rules in {broken} places" in page


def test_stale_sheets_go_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    board = small_board()
    folder = tmp_path / "papers"
    write_papers(printing(board), folder)
    (folder / "notes.html").write_text("mine")
    (tmp_path / "outside.html").write_text("mine")
    listed = folder / ".papers.json"
    listed.write_text(listed.read_text().replace("[", '["../outside.html", "/etc/hosts.html", 7,', 1))
    fewer = Plan(tuple(day for day in board.plan.days if day.day < date(2025, 5, 8)))
    write_papers(printing(replace(board, plan=fewer)), folder)
    assert not (folder / "call-sheets" / "2025-05-21-main.pdf").exists()
    assert (folder / "call-sheets" / "2025-05-01-main.pdf").exists()
    assert (folder / "notes.html").read_text() == "mine"
    assert (tmp_path / "outside.html").read_text() == "mine"


def test_names_that_are_no_file_names_are_told_apart(tmp_path: Path) -> None:
    board = small_board()
    renamed = {"ANNA": "../Å/?", "BEN": "../Ä/?", "PILOT": "con"}
    production = board.production
    people = tuple(replace(p, id=renamed[p.id]) for p in production.people)
    scenes = tuple(replace(s, cast=tuple(renamed[c] for c in s.cast)) for s in production.scenes)
    activities = tuple(replace(a, people=tuple(renamed[c] for c in a.people)) for a in production.activities)
    made = replace(production, people=people, scenes=scenes, activities=activities, title='<b>"A" & B</b>')
    index = write_papers(printing(Board(made, board.plan)), tmp_path / "papers")
    assert len(list((tmp_path / "papers" / "calendars").iterdir())) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["papers"]
    assert "&lt;b&gt;" in index.read_text(encoding="utf-8")
