"""What every medium must do with every paper: take it, hold its words, run nothing of it, repeat itself."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from html.parser import HTMLParser
from typing import get_args

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from pypdf import PdfReader

from coverset.render import Renderer, renderers
from coverset.render import document as doc
from coverset.render.document import (
    Callout,
    Cell,
    Column,
    Columns,
    Document,
    Event,
    Figure,
    Heading,
    Keep,
    KeyValues,
    Legend,
    LegendEntry,
    Lists,
    Matrix,
    MatrixHead,
    MatrixRow,
    Note,
    PageBreak,
    Points,
    Row,
    Signatures,
    Strong,
    Table,
    Text,
)

MEDIA = sorted(renderers())
WORDS = [
    '#panic("typst") $x$ *bold* _it_ `raw` @ref <label> // no #eval("1+1") \\u{41}',
    "<script>alert(1)</script><img src=x onerror=alert(1)> &amp; \"quoted\" 'single'",
    "]]></style></title></script>--><!-- {{7*7}} ${7*7}",
    '=HYPERLINK("http://example.org","x")',
    "+1+1",
    "-2-2",
    "@SUM(A1)",
    "\tTab first",
    "control \x00\x01\x07\x0b\x1b[31m\x7f\x85 end",
    "lone surrogate \ud800 and noncharacter \uffff",
    "over\u202eride \u2066isolate",
    "漢字 かな 한국어 " * 3,
    "שלום עולם مرحبا",
    "e\u0301 combining, ligature ﬁ, emoji 🎬",
    "https://example.org/a?b=c&d=e",
    "x" * 10_000,
    "several words " * 715,
    "line one\nline two\r\nline three\rline four",
    "",
    " ",
]


@pytest.fixture(params=MEDIA)
def renderer(request: pytest.FixtureRequest) -> Renderer:
    return renderers()[request.param]


def everything(words: str = "Every word") -> Document:
    """A paper with every block, the same words in every place that takes any."""
    kinds = ("body", "strip", "group", "banner", "day_break", "subtotal", "total", "note")
    rows = tuple(
        Row((Cell(words, fill="#fff2a8" if kind == "strip" else "", note=words), Cell(words)), kind, hatch=hatch,
            edge="#b3261e")
        for kind in kinds
        for hatch in (False, True)
    )  # fmt: skip
    typed = Row(
        (
            doc.money(-1_250_050, "GBP"),
            doc.eighths(11),
            doc.day(date(2022, 3, 17)),
            doc.clock(450),
            doc.duration(125),
            doc.number(1234),
        )
    )
    matrix = Matrix(
        (Column("No.", 4), Column(words[:200] or "Name", 16)),
        (
            MatrixHead(words, (Cell(words[:200], span=3),)),
            MatrixHead("Date", tuple(Cell(f"{n} Mar") for n in range(3)), turned=True),
        ),
        (MatrixRow((doc.number(1), Cell(words)), (Cell("SW"), Cell("H", fill="#f7d9a0"), Cell("WF")), (doc.number(3),)),),
        (Column("Work", 5),),
        caption=words,
    )  # fmt: skip
    svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'><rect width='9' height='9'/></svg>"
    blocks = (
        Heading(words, 1),
        Heading(words, 3),
        Text(words),
        Text(("before ", Strong(words), " after"), align="right", small=True),
        Points((words, ("a", Strong(words))), ordered=True),
        *(Note(words, tone, words) for tone in get_args(doc.Tone)),
        Columns(
            (
                (Callout(words, words, words, fill="#0a2a4a"),),
                (KeyValues(((words, words), (words, Cell(words, fill="#111111"))), words),),
            ),
            (1, 2),
        ),
        Lists(((words, (words, words)), (words, ())), words, 2),
        Table(
            (Column(words[:80] or "One", 30), Column("Two", 10, "right"), Column("Three", 5)),
            rows,
            words,
            frozen=1,
        ),
        Table(tuple(Column(name, 9, "right") for name in "abcdef"), (typed,), key="typed"),
        Keep(
            (
                Table((Column("only"),), (Row((Cell(words),), "strip", fill="#bcd7f5"),), header=False),
                Lists((("Props", (words,)),)),
            )
        ),
        PageBreak(),
        matrix,
        Legend((LegendEntry(words, "SW", "#a8d5a2"), LegendEntry(words)), words),
        Figure(svg, words, words, 0.5),
        Figure("not a drawing", "what it would show"),
        Signatures((words, "Safety officer"), words),
    )
    event = Event(
        f"day-1-{words[:40]}", words, datetime(2022, 3, 17, 7, 30), datetime(2022, 3, 17, 18), "Europe/Rome", 3,
        "CANCELLED", words, words,
    )  # fmt: skip
    return Document(
        "everything", words, blocks, words, words, words, "#bfd9f2", datetime(2022, 3, 3, 18, 40), words,
        orientation="landscape", events=(event,),
    )  # fmt: skip


def text_of(medium: str, made: bytes) -> str:
    """All words of a file in its own format, spaces and permitted breaks left out."""
    if medium == "pdf":
        words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages)
    elif medium == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(made))
        words = "".join(
            str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value
        )
    elif medium == "ics":
        words = made.decode().replace("\r\n ", "")
    else:
        words = made.decode()
    return "".join(words.split()).replace("\u200b", "")


def test_every_kind_of_block_stands_on_the_paper_that_tests_them() -> None:
    seen: set[type] = set()

    def look(value: object) -> None:
        if is_dataclass(value):
            seen.add(type(value))
            for field in fields(value):
                look(getattr(value, field.name))
        elif isinstance(value, tuple):
            for item in value:
                look(item)

    look(everything())
    assert set(get_args(doc.Block)) <= seen


def test_a_medium_says_what_it_makes(renderer: Renderer) -> None:
    assert renderer.SUFFIX.startswith(".")
    assert "/" in renderer.MEDIA_TYPE


def test_an_empty_paper_is_still_a_paper(renderer: Renderer) -> None:
    made = renderer.write(Document("empty", "Nothing yet"))
    assert isinstance(made, bytes)
    assert made
    if renderer.KEY != "csv":
        assert "Nothingyet" in text_of(renderer.KEY, made)


def test_every_block_is_drawn_with_its_words(renderer: Renderer) -> None:
    words = text_of(renderer.KEY, renderer.write(everything("Levisham yard")))
    assert "Levishamyard" in words
    if renderer.KEY in ("text", "html", "pdf", "json"):
        for shown in ("Levishamyard", "17Mar2022", "07:30", "13/8", "2h05", "Safetyofficer", "WF", "Props"):
            assert shown.casefold() in words.casefold(), shown


def test_the_same_paper_gives_the_same_bytes(renderer: Renderer) -> None:
    assert renderer.write(everything()) == renderer.write(everything())


@pytest.mark.parametrize("words", WORDS, ids=range(len(WORDS)))
def test_no_words_break_a_medium(renderer: Renderer, words: str) -> None:
    assert renderer.write(everything(words))


@pytest.mark.parametrize("words", WORDS[:7])
def test_words_stand_on_paper_exactly_as_written(words: str) -> None:
    paper = Document("p", "Paper", (Text(words), Table((Column("Set", 90),), (Row((Cell(words),)),))))
    made = text_of("pdf", renderers()["pdf"].write(paper))
    assert made.count("".join(words.split())) >= 2


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.characters(max_codepoint=0x17F, exclude_categories=["Cc", "Cs"]), max_size=60))
def test_typst_never_reads_words_as_code(words: str) -> None:
    paper = Document("p", words, (Heading(words), Note(words, label=words), Points((words,))), footer=words)
    assert renderers()["pdf"].write(paper).startswith(b"%PDF-")


class _Tags(HTMLParser):
    """Collects tags and fails on what a page of ours never has."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "img", "iframe", "object", "link", "form", "base"), tag
        assert not [name for name, _ in attrs if name.startswith("on")]
        if tag not in ("meta", "br", "col"):
            self.open.append(tag)
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("br", "col"):
            assert self.open.pop() == tag


@pytest.mark.parametrize("words", WORDS, ids=range(len(WORDS)))
def test_a_web_page_is_whole_and_runs_nothing(words: str) -> None:
    page = renderers()["html"].write(everything(words)).decode()
    tags = _Tags()
    tags.feed(page)
    assert tags.open == []
    assert tags.headings[0] == 1
    assert all(after <= before + 1 for before, after in zip(tags.headings, tags.headings[1:], strict=False))
    assert "default-src 'none'" in page


@pytest.mark.parametrize("words", [w for w in WORDS if len(w) < 1000], ids=repr)
def test_a_workbook_holds_no_formula_and_no_link(words: str) -> None:
    made = renderers()["xlsx"].write(everything(words))
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/")]
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


def test_a_workbook_keeps_values_behind_the_words() -> None:
    row = Row((doc.money(1_250_050, "GBP"), doc.eighths(11), doc.day(date(2022, 3, 17)), doc.clock(450)))
    paper = Document("p", "P", (Table(tuple(Column(name) for name in "abcd"), (row,), frozen=1),))
    sheet = openpyxl.load_workbook(io.BytesIO(renderers()["xlsx"].write(paper))).active
    last = [cell.value for cell in list(sheet.iter_rows())[-1]]
    assert last[0] == 12500.5
    assert last[1] == 1.375
    assert last[2] == datetime(2022, 3, 17)
    assert str(last[3]) == "07:30:00"
    assert sheet.freeze_panes == f"B{sheet.max_row}"


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@A1", "\n=1", "plain"])
def test_csv_text_is_no_formula(words: str) -> None:
    paper = Document("p", "P", (Table((Column("Set"),), (Row((Cell(words),)), Row((doc.number(-5),)))),))
    lines = list(csv.reader(io.StringIO(renderers()["csv"].write(paper).decode("utf-8-sig"))))
    assert lines[0] == ["Set"]
    assert lines[1] == [words if words == "plain" else f"'{words}"]
    assert lines[2] == ["-5"]


def test_json_is_the_paper_as_data() -> None:
    data = json.loads(renderers()["json"].write(everything("Levisham")))
    assert data["title"] == "Levisham"
    table = next(
        block for block in data["blocks"] if block["block"] == "table" and block.get("key") == "typed"
    )
    assert table["rows"][0]["cells"][0] == {
        "text": "GBP -12,500.50",
        "value": -1_250_050,
        "kind": "money",
        "currency": "GBP",
    }
    assert data["events"][0]["start"] == "2022-03-17T07:30:00"


def test_a_calendar_entry_is_cancelled_in_its_own_zone() -> None:
    made = renderers()["ics"].write(everything("Call, day 1; roof"))
    entry = Calendar.from_ical(made).walk("VEVENT")[0]
    assert str(entry["summary"]) == "Call, day 1; roof"
    assert entry["status"] == "CANCELLED"
    assert entry["sequence"] == 3
    assert entry["dtstamp"].dt.replace(tzinfo=None) == datetime(2022, 3, 3, 18, 40)
    assert entry["dtstart"].params["TZID"] == "Europe/Rome"
    assert entry["dtstart"].dt.utcoffset().total_seconds() == 3600
    assert b"BEGIN:VTIMEZONE" in made


def test_a_zone_that_does_not_exist_is_refused() -> None:
    event = Event("1", "Call", datetime(2022, 3, 17, 7), datetime(2022, 3, 17, 8), "Nowhere/Land")
    with pytest.raises(ValueError, match="Nowhere/Land"):
        renderers()["ics"].write(Document("p", "P", events=(event,)))
