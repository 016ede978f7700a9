"""Tables and matrices laid out as full grids, page splits, legible ink and safe drawings."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from coverset.render import renderers
from coverset.render._grid import legible_on, of_matrix, of_table
from coverset.render._svg import safe_svg
from coverset.render._words import break_long, clean, short
from coverset.render.document import (
    Cell,
    Column,
    Document,
    Keep,
    Lists,
    Matrix,
    MatrixHead,
    MatrixRow,
    Row,
    Table,
    number,
)

ABC = (Column("A"), Column("B"), Column("C"))


def matrix(days: int, people: int = 3, *, totals: bool = True) -> Matrix:
    return Matrix(
        (Column("No.", 4, "right"), Column("Role", 14)),
        (
            MatrixHead("Month", (Cell("March", span=days),)),
            MatrixHead("Date", tuple(Cell(f"d{n:03}") for n in range(days))),
        ),
        tuple(
            MatrixRow(
                (number(n), Cell(f"ROLE{n}")),
                tuple(Cell("W", fill="#a8d5a2") for _ in range(days)),
                (number(days),) if totals else (),
            )
            for n in range(people)
        ),
        (Column("Total", 6),) if totals else (),
    )


def test_a_bar_reaches_the_right_edge_and_a_short_row_is_filled() -> None:
    rows = (
        Row((Cell("END OF DAY 1"),), "day_break"),
        Row((Cell("1"),)),
        Row((Cell("x", span=2), Cell("y")), "note"),
    )
    grid = of_table(Table(ABC, rows))
    assert [[cell.span for cell in row.cells] for row in grid.rows] == [[3], [1, 1, 1], [2, 1]]


def test_a_row_wider_than_its_table_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"row 0 of table 'scenes' is wider than its 3 columns"):
        Table(ABC, (Row((Cell(span=4),)),), key="scenes")


@pytest.mark.parametrize("wrong", ["red", "#fff", "#12345g", "#1234567"])
def test_a_colour_is_written_in_full(wrong: str) -> None:
    with pytest.raises(ValueError, match="#rrggbb"):
        Cell("x", fill=wrong)


def test_a_matrix_refuses_a_row_that_does_not_fit() -> None:
    good = matrix(4)
    with pytest.raises(ValueError, match="row 0"):
        replace(good, rows=(MatrixRow((Cell(), Cell()), (Cell(),), (Cell(),)),))
    with pytest.raises(ValueError, match="does not span 4 days"):
        replace(good, heads=(*good.heads, MatrixHead("Unit", (Cell(span=3),))))


def test_a_month_cut_by_the_page_is_named_on_both_sides() -> None:
    first, second = of_matrix(matrix(10), range(6), totals=False), of_matrix(matrix(10), range(6, 10))
    assert [(c.text, c.span) for c in first.heads[0]] == [("Month", 2), ("March", 6)]
    assert [(c.text, c.span) for c in second.heads[0]] == [("Month", 2), ("March", 4), ("", 1)]
    for grid in (first, second):
        for cells in (*grid.heads, *(row.cells for row in grid.rows)):
            assert sum(cell.span for cell in cells) == len(grid.columns)


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 150), st.sampled_from(["letter", "a4", "a3"]), st.booleans())
def test_a_matrix_of_any_length_stands_inside_the_page_with_its_names_on_each(
    days: int, paper: str, totals: bool
) -> None:
    made = renderers()["pdf"].write(
        Document("dood", "Days", (matrix(days, 2, totals=totals),), paper=paper, orientation="landscape")  # type: ignore[arg-type]
    )
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]
    assert all("ROLE0" in page and "ROLE1" in page for page in pages)
    assert re.findall(r"d\d{3}", "\n".join(pages)) == [f"d{n:03}" for n in range(days)]


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 400),
    st.floats(300, 1200),
    st.lists(st.floats(1, 12), max_size=6),
    st.floats(2, 9),
)
def test_no_part_of_a_matrix_is_wider_than_its_page(
    days: int, width: float, totals: list[float], day: float
) -> None:
    from coverset.render.media._pdf_layout import blocks_data

    tail = tuple(Column("T", share) for share in totals)
    block = Matrix(
        (Column("No.", 4), Column("Role", 14)),
        (MatrixHead("Date", tuple(Cell(str(n)) for n in range(days))),),
        (MatrixRow((Cell(), Cell()), (Cell(),) * days, (Cell(),) * len(tail)),),
        tail,
        width=day,
    )
    parts = [part for part in blocks_data((block,), width) if part["t"] == "grid"]
    assert sum(part["days"] for part in parts) == days
    assert all(sum(part["widths"]) <= width + 0.01 for part in parts)


@given(st.integers(0, 0xFFFFFF))
def test_ink_is_legible_on_every_fill(colour: int) -> None:
    fill = f"#{colour:06x}"

    def luminance(word: str) -> float:
        parts = [int(word[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    light, dark = sorted((luminance(fill), luminance(legible_on(fill))), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.3


def test_a_drawing_keeps_its_shapes_and_loses_what_runs() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" onload="x()">'
        "<script>alert(1)</script><foreignObject><p>hi</p></foreignObject><style>@import 'x'</style>"
        '<a href="javascript:x()"><circle r="1"/></a><image href="http://example.org/a.png"/>'
        '<rect width="3" height="2" fill="url(http://example.org/)" onclick="x()"/>'
        '<use xlink:href="#a"/><use href="other.svg#a"/><path d="M0 0" fill="url(#g)"/><text>Base &amp; town</text></svg>'
    )
    safe = safe_svg(svg)
    assert '<rect width="3" height="2" />' in safe
    assert '<use href="#a" /><use />' in safe
    assert 'fill="url(#g)"' in safe
    assert "Base &amp; town" in safe
    for gone in (
        "script",
        "foreignObject",
        "style",
        "onload",
        "onclick",
        "example.org",
        "image",
        "javascript",
    ):
        assert gone not in safe


@pytest.mark.parametrize(
    "svg", ["", "not xml", "<p>no drawing</p>", '<!DOCTYPE s [<!ENTITY a "b">]><svg>&a;</svg>', "<svg>"]
)
def test_what_is_no_drawing_is_dropped(svg: str) -> None:
    assert safe_svg(svg) == ""


def test_a_drawing_nested_without_end_is_cut() -> None:
    assert safe_svg("<svg>" + "<g>" * 400 + "</g>" * 400 + "</svg>").count("<g") <= 65


@given(st.text())
def test_clean_words_are_fit_for_every_format(words: str) -> None:
    cleaned = clean(words)
    assert cleaned == clean(cleaned)
    cleaned.encode("utf-8")
    assert all(letter >= " " or letter == "\n" for letter in cleaned)


def test_long_words_may_break_and_short_ones_stay() -> None:
    assert break_long("a" * 25 + " short", 10).split("\u200b") == ["a" * 10, "a" * 10, "aaaaa short"]
    assert short("word " * 100, 20) == "word word word word…"


def test_rows_and_kept_blocks_never_part_over_a_page() -> None:
    columns = (Column("Scene", 8), Column("Set", 40))
    blocks = tuple(
        Keep(
            (
                Table(columns, (Row((Cell(f"S{n}"), Cell("SET", note=f"N{n}")), "strip"),), header=False),
                Lists((("Props", (f"P{n}", "lamp", "map")),)),
            )
        )
        for n in range(60)
    )
    reader = PdfReader(io.BytesIO(renderers()["pdf"].write(Document("ss", "Shooting Schedule", blocks))))
    pages = [page.extract_text().split() for page in reader.pages]
    assert len(pages) > 1
    for n in range(60):
        assert (
            len(
                {
                    place
                    for place, page in enumerate(pages)
                    for word in (f"S{n}", f"N{n}", f"P{n}")
                    if word in page
                }
            )
            == 1
        )


def test_a_long_table_repeats_its_titles_on_every_page() -> None:
    table = Table(
        (Column("Scene"), Column("Set")), tuple(Row((Cell(f"{n}"), Cell("SET")), "strip") for n in range(200))
    )
    reader = PdfReader(io.BytesIO(renderers()["pdf"].write(Document("b", "Board", (table,)))))
    assert len(reader.pages) > 2
    for place, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        assert "Scene" in text
        assert f"page {place} of {len(reader.pages)}" in text
