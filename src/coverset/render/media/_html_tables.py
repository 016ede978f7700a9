"""Tables, stripboards and matrices in HTML, with headers and leading columns that stay in sight."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import accumulate

from coverset.render._grid import BOLD_KINDS, Grid, colours, legible_on, of_matrix, of_table, placed
from coverset.render._words import clean, one_line
from coverset.render.document import Cell, Matrix, Row, Table

# Ems a character takes, about: fixed widths let several leading columns stand still side by side.
_EM = 0.56
_NARROWEST = 0.46


def grid_html(block: Table | Matrix) -> Iterator[str]:
    """The lines of one table."""
    grid = of_matrix(block) if isinstance(block, Matrix) else of_table(block)
    name = escape(one_line(grid.caption or grid.key) or "Table", quote=True)
    if isinstance(block, Matrix):
        yield f'<div class="sheet scroll matrix" role="region" tabindex="0" aria-label="{name}">'
    elif grid.frozen:
        yield f'<div class="sheet scroll" role="region" tabindex="0" aria-label="{name}">'
    else:
        yield '<div class="sheet">'
    # On a narrow screen a table scrolls in its own box rather than break its words.
    width = sum(column.width for column in grid.columns) * _NARROWEST
    yield f'<table class="{"dense" if grid.dense else ""}" style="--w:{width:.3g}em">'
    if grid.caption:
        yield f"<caption>{escape(one_line(grid.caption))}</caption>"
    yield from _columns(grid)
    stays = _stays(grid)
    if grid.heads:
        yield "<thead>"
        for place, head in enumerate(grid.heads):
            yield _head(grid, place, head, stays)
        yield "</thead>"
    yield "<tbody>"
    for row in grid.rows:
        yield _row(grid, row, stays)
    yield "</tbody></table></div>"


def _columns(grid: Grid) -> Iterator[str]:
    if grid.days:
        return
    total = sum(column.width for column in grid.columns)
    for column in grid.columns:
        yield f'<col style="width: {column.width / total * 100:.3g}%">'


def _stays(grid: Grid) -> list[str]:
    """The style of each frozen column: its fixed width and its distance from the left edge."""
    widths = [max(column.width, len(column.title) + 1) * _EM for column in grid.columns[: grid.frozen]]
    lefts = [0.0, *accumulate(widths)]
    return [
        f"left:{left:.4g}em;width:{width:.4g}em;min-width:{width:.4g}em;max-width:{width:.4g}em;"
        for left, width in zip(lefts, widths, strict=False)
    ]


def _head(grid: Grid, place: int, cells: tuple[Cell, ...], stays: list[str]) -> str:
    parts = []
    for start, cell in placed(cells):
        classes, style = _look(grid, start, cell, stays)
        if cell.fill:
            classes.append("f")
            style += f"--f:{cell.fill};--i:{cell.ink or legible_on(cell.fill)};"
        if place in grid.turned and start in grid.days:
            classes.append("turned")
        words = _words(cell)
        if "turned" in classes:
            words = f"<span>{words}</span>"
        scope = "colgroup" if cell.span > 1 else "col"
        tag, scoped = ("th", f' scope="{scope}"') if words else ("td", "")
        parts.append(f"<{tag}{scoped}{_attributes(cell, classes, style)}>{words}</{tag}>")
    return "<tr>" + "".join(parts) + "</tr>"


def _row(grid: Grid, row: Row, stays: list[str]) -> str:
    classes: list[str] = [row.kind]
    style = ""
    fill, ink = colours(row, Cell())
    if fill:
        classes.append("f")
        style += f"--f:{fill};--i:{ink};"
    if row.edge:
        classes.append("edge")
        style += f"--e:{row.edge};"
    if row.hatch:
        classes.append("hatch")
    if row.kind in BOLD_KINDS:
        classes.append("bold")
    parts = [_cell(grid, row, start, cell, stays) for start, cell in placed(row.cells)]
    styled = f' style="{style}"' if style else ""
    return f'<tr class="{" ".join(classes)}"{styled}>' + "".join(parts) + "</tr>"


def _cell(grid: Grid, row: Row, start: int, cell: Cell, stays: list[str]) -> str:
    classes, style = _look(grid, start, cell, stays)
    if cell.fill or cell.ink:
        fill, ink = colours(row, cell)
        if fill:
            classes.append("f")
        style += f"--f:{fill};--i:{ink};" if fill else f"color:{ink};"
    if cell.bold:
        classes.append("bold")
    names_row = start == max(grid.frozen - 1, 0) and row.kind in ("body", "strip") and grid.frozen > 0
    bar = cell.span == len(grid.columns) and row.kind in ("group", "day_break", "banner")
    scope = "row" if names_row else "colgroup" if bar else ""
    tag, scoped = ("th", f' scope="{scope}"') if scope and cell.text else ("td", "")
    words = _words(cell)
    if cell.span == len(grid.columns) and words:
        words = f'<span class="bar">{words}</span>'
    return f"<{tag}{scoped}{_attributes(cell, classes, style)}>{words}</{tag}>"


def _look(grid: Grid, start: int, cell: Cell, stays: list[str]) -> tuple[list[str], str]:
    """Classes and style that every cell has by its column."""
    align = cell.align or grid.columns[start].align
    classes: list[str] = [] if align == "left" else [align]
    if cell.kind != "text":
        classes.append("num")
    if start in grid.days:
        classes.append("d")
    style = ""
    if start < grid.frozen:
        classes.append("frozen")
        style = stays[start] if cell.span == 1 else "left:0;"
    return classes, style


def _attributes(cell: Cell, classes: list[str], style: str) -> str:
    span = f' colspan="{cell.span}"' if cell.span > 1 else ""
    named = f' class="{" ".join(classes)}"' if classes else ""
    styled = f' style="{style}"' if style else ""
    return span + named + styled


def _words(cell: Cell) -> str:
    words = escape(clean(cell.text)).replace("\n", "<br>")
    if cell.note:
        words += f'<span class="note-line">{escape(clean(cell.note)).replace(chr(10), "<br>")}</span>'
    return words
