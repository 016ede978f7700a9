"""Tables and matrices laid out as one full grid, so that each renderer draws a single shape."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coverset.render.document import (
    Block,
    Cell,
    Column,
    Columns,
    Document,
    Keep,
    Matrix,
    MatrixHead,
    Row,
    RowKind,
    Table,
)

# Ink and fill of the kinds that carry no palette colour of their own.
STYLES: dict[RowKind, tuple[str, str]] = {
    "day_break": ("#111111", "#ffffff"),
    "banner": ("#cfd2d6", "#111111"),
    "group": ("#e6e8eb", "#111111"),
    "subtotal": ("#f3f4f6", "#111111"),
    "total": ("#e6e8eb", "#111111"),
}
BOLD_KINDS = frozenset({"group", "banner", "day_break", "subtotal", "total"})
_TO_THE_EDGE = frozenset({"group", "banner", "day_break", "note"})


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as drawn: every row's spans sum to the number of columns; ``heads`` may be several rows."""

    columns: tuple[Column, ...]
    heads: tuple[tuple[Cell, ...], ...]
    rows: tuple[Row, ...]
    caption: str
    key: str
    frozen: int
    dense: bool
    turned: frozenset[int] = frozenset()
    days: range = range(0)


def of_table(table: Table) -> Grid:
    """The grid of a table: short rows filled, the last cell of bars stretched to the right edge."""
    titles = (
        (tuple(Cell(column.title, align=column.align) for column in table.columns),) if table.header else ()
    )
    return Grid(
        table.columns,
        titles,
        tuple(_filled(row, len(table.columns)) for row in table.rows),
        table.caption,
        table.key,
        table.frozen,
        table.dense,
    )


def _filled(row: Row, columns: int) -> Row:
    missing = columns - sum(cell.span for cell in row.cells)
    if not missing:
        return row
    if row.kind in _TO_THE_EDGE and row.cells:
        last = row.cells[-1]
        return replace(row, cells=(*row.cells[:-1], replace(last, span=last.span + missing)))
    return replace(row, cells=row.cells + (Cell(),) * missing)


def of_matrix(matrix: Matrix, days: range | None = None, *, totals: bool = True) -> Grid:
    """The grid of a matrix, or of some of its days (for a page that holds no more)."""
    days = range(matrix.days) if days is None else days
    tail = matrix.totals if totals else ()
    lead = len(matrix.lead)
    heads = [_head(matrix, place, days, tail) for place in range(len(matrix.heads))]
    rows = tuple(
        Row((*row.lead, *row.cells[days.start : days.stop], *(row.totals if totals else ())))
        for row in matrix.rows
    )
    return Grid(
        (*matrix.lead, *(Column("", matrix.width, "center") for _ in days), *tail),
        tuple(heads),
        rows,
        matrix.caption,
        matrix.key,
        lead,
        True,
        frozenset(place for place, head in enumerate(matrix.heads) if head.turned),
        range(lead, lead + len(days)),
    )


def _head(matrix: Matrix, place: int, days: range, tail: tuple[Column, ...]) -> tuple[Cell, ...]:
    """One header row: its name before the days, and on the last row the titles of the other columns."""
    head = matrix.heads[place]
    if place < len(matrix.heads) - 1:
        lead: tuple[Cell, ...] = (Cell(head.label, span=len(matrix.lead), align="right"),)
        ends: tuple[Cell, ...] = (Cell(span=len(tail)),) if tail else ()
    else:
        titles = [Cell(column.title, align=column.align, bold=True) for column in matrix.lead]
        if head.label:
            titles[-1] = replace(titles[-1], note=f"{head.label} →")
        lead = tuple(titles)
        ends = tuple(Cell(column.title, bold=True, align="center") for column in tail)
    return (*lead, *_slice(head, days), *ends)


def _slice(head: MatrixHead, days: range) -> Iterator[Cell]:
    """The header cells over some days; a month cut by the page's edge is named on both pages."""
    start = 0
    for cell in head.cells:
        shown = min(start + cell.span, days.stop) - max(start, days.start)
        if shown > 0:
            yield replace(cell, span=shown, align=cell.align or "center")
        start += cell.span


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block in reading order, those inside columns and kept groups in their place."""
    for block in blocks:
        if isinstance(block, Columns):
            for column in block.columns:
                yield from walk(column)
        elif isinstance(block, Keep):
            yield from walk(block.blocks)
        else:
            yield block


def grids(document: Document) -> Iterator[Grid]:
    """Every table and matrix of a paper as a grid, in reading order."""
    for block in walk(document.blocks):
        if isinstance(block, Table):
            yield of_table(block)
        elif isinstance(block, Matrix):
            yield of_matrix(block)


def colours(row: Row, cell: Cell) -> tuple[str, str]:
    """Fill and ink of one cell: its own, else its row's, else its kind's; ink that no one chose is legible."""
    fill, ink = STYLES.get(row.kind, ("", ""))
    fill, ink = cell.fill or row.fill or fill, cell.ink or row.ink or ("" if cell.fill or row.fill else ink)
    return fill, ink or (legible_on(fill) if fill else "")


def legible_on(fill: str) -> str:
    """Black or white, whichever contrasts more with a fill ("" is paper; luminance as WCAG 2.2 has it)."""
    if not fill:
        return "#111111"
    channels = (int(fill[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#111111" if (luminance + 0.05) / 0.0556 >= 1.05 / (luminance + 0.05) else "#ffffff"


def is_bold(row: Row, cell: Cell) -> bool:
    """Whether one cell's words are bold."""
    return cell.bold or row.kind in BOLD_KINDS


def placed(cells: Sequence[Cell]) -> Iterator[tuple[int, Cell]]:
    """Each cell with the place of its first column."""
    place = 0
    for cell in cells:
        yield place, cell
        place += cell.span
