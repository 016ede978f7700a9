"""One worksheet of a paper: masthead, boxes and tables placed on the sheet's own columns."""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import accumulate
from typing import Any

from coverset.render._grid import Grid, colours, is_bold, legible_on, of_matrix, of_table, placed, walk
from coverset.render._words import clean, one_line, written
from coverset.render.document import (
    Block,
    Callout,
    Cell,
    Columns,
    Document,
    Figure,
    Heading,
    Keep,
    KeyValues,
    Legend,
    Lists,
    Matrix,
    Note,
    Points,
    Row,
    Signatures,
    Table,
    Text,
    plain,
)
from coverset.render.media._sheet_values import LONGEST, number_of

_TINTS = {"info": "#e8f0fb", "good": "#e5f4ea", "warn": "#fdf1d6", "stop": "#fbe3e1"}
_LINE = "#c3c8cf"
# A sheet that is a page (tables of several shapes, boxes side by side) stands on this many narrow columns.
_PAGE_UNITS = 48
_PAGE_CHARACTERS = {"portrait": 100.0, "landscape": 140.0}
_TALLEST = 400.0

Look = dict[str, Any]


class Sheet:
    """Places blocks on a worksheet.

    The sheet's columns (its units) are those of its table where it has one shape of table, so that people can
    sort, sum and filter; otherwise they are narrow ones, and every cell of a table is merged over several.
    """

    def __init__(self, book: Any, page: Any, document: Document, blocks: tuple[Block, ...]) -> None:
        self._book, self._page, self._document, self._blocks = book, page, document, blocks
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._heights: dict[int, float] = {}
        self._grids = [_grid(block) for block in walk(blocks) if isinstance(block, (Table, Matrix))]
        shapes = {grid.columns for grid in self._grids}
        self._is_page = len(shapes) != 1
        if self._is_page:
            self._units = [_PAGE_CHARACTERS[document.orientation] / _PAGE_UNITS] * _PAGE_UNITS
        else:
            self._units = [
                min(max(column.width * 1.1, len(column.title)) + 2.5, 80) for column in shapes.pop()
            ]
            for place in self._grids[0].days:
                self._units[place] = self._grids[0].columns[place].width + 1
        self._first_table: tuple[int, Grid] | None = None

    def draw(self) -> None:
        """Everything, then column widths, row heights, frozen panes and repeated rows for print."""
        row = self._mast()
        self._draw(self._blocks, row, 0, len(self._units))
        for place, width in enumerate(self._units):
            self._page.set_column(place, place, width)
        for place, height in self._heights.items():
            self._page.set_row(place, min(height, _TALLEST))
        if self._first_table and len(self._grids) == 1:
            start, grid = self._first_table
            self._page.freeze_panes(start + len(grid.heads), grid.frozen)
            if grid.heads:
                self._page.repeat_rows(start, start + len(grid.heads) - 1)
            if grid.days:
                self._page.repeat_columns(0, grid.frozen - 1)
                self._page.fit_to_pages(0, 1)
            plainly = all(row.kind in ("body", "strip") for row in grid.rows)
            if len(grid.heads) == 1 and grid.rows and plainly:
                self._page.autofilter(start, 0, start + len(grid.rows), len(grid.columns) - 1)

    def _format(self, look: Look) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"font_name": "Arial", "font_size": 10, **look})
        return self._formats[key]

    def _room(self, first: int, stop: int) -> float:
        return sum(self._units[first:stop])

    def _put(self, row: int, first: int, stop: int, cell: Cell, look: Look) -> None:
        """One cell over the units from ``first`` to ``stop``; its row grows to hold its lines."""
        value, number_format = number_of(cell)
        if number_format:
            look = {**look, "num_format": number_format}
        size = look.get("font_size", 10)
        drawn = self._format(look)
        if stop - first > 1:
            self._page.merge_range(row, first, row, stop - 1, "", drawn)
        words, note = clean(cell.text)[:LONGEST], clean(cell.note)[:LONGEST]
        if value is not None:
            self._page.write_number(row, first, value, drawn)
        elif cell.kind == "date" and number_format:
            self._page.write_datetime(row, first, cell.value, drawn)
        elif words and note:
            ink = {"font_color": look["font_color"]} if "font_color" in look else {}
            strong = self._format({"font_size": size, "bold": bool(look.get("bold")), **ink})
            small = self._format({"font_size": max(size - 1.5, 7), **ink})
            self._page.write_rich_string(row, first, strong, words, small, f"\n{note}", drawn)
        elif words or note:
            self._page.write_string(row, first, words or note, drawn)
        else:
            self._page.write_blank(row, first, None, drawn)
        if not look.get("rotation"):
            room = max(self._room(first, stop) - 1, 1) if not number_format else math.inf
            small = max(size - 1.5, 7)
            self._grow(row, _height(words, size, room) + (_height(note, small, room) if note else 0) + 3)

    def _grow(self, row: int, height: float) -> None:
        self._heights[row] = max(self._heights.get(row, 0), height)

    def _mast(self) -> int:
        document, row = self._document, 0
        # No wider than a page, so that a matrix of a year still has its title in sight.
        widest = 110.0 if any(grid.days for grid in self._grids) else 170.0
        stop = sum(1 for width in accumulate(self._units) if width <= widest) or 1
        if document.production:
            name = Cell(document.production.upper())
            self._put(row, 0, stop, name, {"bold": True, "font_size": 9, "font_color": "#50565f"})
            row += 1
        self._put(row, 0, stop, Cell(one_line(document.title)), {"bold": True, "font_size": 16})
        row += 1
        facts = [document.subtitle, f"Issued {written(document.issued)}" if document.issued else ""]
        if any(facts) or document.revision:
            split = stop - max(stop // 5, 1) if document.revision and stop > 1 else stop
            self._put(row, 0, split, Cell(" · ".join(map(one_line, filter(None, facts)))), {})
            if split < stop:
                look: Look = {"bold": True, "align": "center", "border": 1}
                look |= {"bg_color": document.revision_colour} if document.revision_colour else {}
                self._put(row, split, stop, Cell(one_line(document.revision)), look)
            row += 1
        return row + 1

    def _draw(self, blocks: Iterable[Block], row: int, first: int, stop: int) -> int:
        """Blocks one under another in the units from ``first`` to ``stop``; the row after them."""
        for block in blocks:
            if isinstance(block, Keep):
                row = self._draw(block.blocks, row, first, stop)
            elif isinstance(block, Columns):
                row = self._abreast(block, row, first, stop)
            elif isinstance(block, (Table, Matrix)):
                row = self._table(_grid(block), row, first, stop) + 1
            else:
                row = self._block(block, row, first, stop)
        return row

    def _abreast(self, block: Columns, row: int, first: int, stop: int) -> int:
        """Blocks side by side on a page; one under another in a sheet whose columns belong to its table."""
        if not self._is_page or stop - first < 4 * len(block.columns):
            for column in block.columns:
                row = self._draw(column, row, first, stop)
            return row
        widths = block.widths or (1.0,) * len(block.columns)
        edges = [first, *(first + edge for edge in _shared(list(widths), stop - first))]
        ends = [row]
        for place, column in enumerate(block.columns):
            gap = 1 if place < len(block.columns) - 1 else 0
            ends.append(self._draw(column, row, edges[place], edges[place + 1] - gap))
        return max(ends)

    def _block(self, block: Block, row: int, first: int, stop: int) -> int:
        """One block that is no table; the row after it."""
        lines: list[tuple[Cell, Look]] = []
        gap = 1
        match block:
            case Heading(text, level):
                row, gap = row + (level == 1), 0
                lines = [(Cell(one_line(text)), {"bold": True, "font_size": {1: 14, 2: 12, 3: 10}[level]})]
            case Text(content, align):
                lines, gap = [(Cell(plain(content)), {"align": align})], 0
            case Points(items, ordered):
                marks = (f"{place}." if ordered else "•" for place in range(1, len(items) + 1))
                lines = [(Cell(f"{mark} {plain(item)}"), {}) for mark, item in zip(marks, items, strict=True)]
            case Note(content, tone, label):
                words = f"{one_line(label)}: {plain(content)}" if label else plain(content)
                lines = [(Cell(words), {"bg_color": _TINTS[tone]})]
            case Callout(text, label, note, fill, ink):
                paint: Look = {"align": "center", "font_color": ink or legible_on(fill)}
                paint |= {"bg_color": fill} if fill else {}
                sizes = ((label, 9, True), (text, 22, True), (note, 9, False))
                shown = [(Cell(words), size, bold) for words, size, bold in sizes if words]
                for place, (cell, size, bold) in enumerate(shown):
                    edges = {
                        "left": 2,
                        "right": 2,
                        "top": 2 * (place == 0),
                        "bottom": 2 * (place == len(shown) - 1),
                    }
                    lines.append((cell, {**paint, **edges, "font_size": size, "bold": bold}))
            case KeyValues(pairs, title):
                cells = [(name, value if isinstance(value, Cell) else Cell(value)) for name, value in pairs]
                return self._pairs(title, cells, row, first, stop)
            case Lists(groups, title):
                return self._pairs(
                    title, [(n, Cell("; ".join(items))) for n, items in groups], row, first, stop
                )
            case Legend(entries, title):
                swatches = [
                    (entry.text, Cell(one_line(entry.code), fill=entry.fill, ink=entry.ink))
                    for entry in entries
                ]
                return self._swatches(title, swatches, row, first, stop)
            case Figure(_, alt, caption):
                lines = [(Cell(". ".join(filter(None, (alt, caption)))), {"italic": True})]
            case Signatures(roles, title):
                return self._pairs(
                    title, [(role, Cell("Name, signature, date:")) for role in roles], row, first, stop
                )
            case _:
                return row
        for cell, look in lines:
            self._put(row, first, stop, cell, {"text_wrap": True, "valign": "vcenter", **look})
            row += 1
        return row + gap

    def _title(self, title: str, row: int, first: int, stop: int) -> int:
        if not title:
            return row
        look = {"bold": True, "bg_color": "#e6e8eb", "border": 1, "border_color": _LINE, "indent": 1}
        self._put(row, first, stop, Cell(one_line(title)), look)
        return row + 1

    def _pairs(self, title: str, pairs: list[tuple[str, Cell]], row: int, first: int, stop: int) -> int:
        """A box of names and values."""
        row = self._title(title, row, first, stop)
        split = self._split(first, stop, min(max((len(name) for name, _ in pairs), default=8) + 3, 30))
        base: Look = {"border": 1, "border_color": _LINE, "text_wrap": True, "valign": "top"}
        base |= {"align": "left", "indent": 1}
        for name, cell in pairs:
            if split < stop:
                self._put(row, first, split, Cell(one_line(name)), {**base, "font_color": "#50565f"})
            else:
                cell = Cell(f"{one_line(name)}: {cell.text}", note=cell.note)
            look = {**base, "bold": not cell.note}
            look |= (
                {"bg_color": cell.fill, "font_color": cell.ink or legible_on(cell.fill)} if cell.fill else {}
            )
            self._put(row, split if split < stop else first, stop, cell, look)
            row += 1
        return row + 1

    def _swatches(self, title: str, pairs: list[tuple[str, Cell]], row: int, first: int, stop: int) -> int:
        row = self._title(title, row, first, stop)
        split = min(self._split(first, stop, 5), stop - 1)
        for name, cell in pairs:
            look: Look = {
                "align": "center",
                "bold": True,
                "border": 1,
                "font_color": cell.ink or legible_on(cell.fill),
            }
            look |= {"bg_color": cell.fill} if cell.fill else {}
            if split > first:
                self._put(row, first, split, cell, look)
                self._put(row, split, stop, Cell(one_line(name)), {"indent": 1})
            else:
                self._put(row, first, stop, Cell(f"{cell.text} {one_line(name)}".strip()), look)
            row += 1
        return row + 1

    def _split(self, first: int, stop: int, characters: float) -> int:
        """The unit at which ``characters`` from ``first`` have found room."""
        for place, width in enumerate(accumulate(self._units[first:stop]), start=first + 1):
            if width >= characters:
                return place
        return stop

    def _table(self, grid: Grid, row: int, first: int, stop: int) -> int:
        """A table; the row after it."""
        if self._is_page:
            edges = [
                first,
                *(first + edge for edge in _shared([c.width for c in grid.columns], stop - first)),
            ]
        else:
            edges = list(range(len(grid.columns) + 1))
        if grid.caption:
            self._put(
                row,
                first,
                stop if self._is_page else min(stop, 8),
                Cell(one_line(grid.caption)),
                {"bold": True},
            )
            row += 1
        self._first_table = self._first_table or (row, grid)
        for place, head in enumerate(grid.heads):
            self._head(grid, place, head, row, edges)
            row += 1
        for line in grid.rows:
            for start, cell in placed(line.cells):
                self._put(row, edges[start], edges[start + cell.span], cell, _look(grid, line, start, cell))
            row += 1
        return row

    def _head(self, grid: Grid, place: int, cells: tuple[Cell, ...], row: int, edges: list[int]) -> None:
        for start, cell in placed(cells):
            align = cell.align or grid.columns[start].align
            look: Look = {
                "bold": True,
                "border": 1,
                "border_color": "#8b929c",
                "valign": "bottom",
                "align": align,
            }
            look |= {"bg_color": cell.fill or "#eceef0", "text_wrap": True}
            look |= {"font_color": cell.ink} if cell.ink else {}
            look |= {"font_size": 8} if grid.dense else {}
            look |= {"indent": 1} if align != "center" else {}
            if place in grid.turned and start in grid.days:
                look |= {"rotation": 90, "text_wrap": False}
                self._grow(row, min(len(cell.text) * 5.5 + 6, 200))
            self._put(row, edges[start], edges[start + cell.span], cell, look)


def _height(words: str, size: float, room: float) -> float:
    """Points that words need in a cell ``room`` default characters wide, at a type size."""
    line = max(room * 12 / size, 1)
    return sum(1 + int((len(part) - 1) // line) for part in words.split("\n")) * size * 1.32


def _grid(block: Table | Matrix) -> Grid:
    return of_matrix(block) if isinstance(block, Matrix) else of_table(block)


def _shared(shares: list[float], units: int) -> list[int]:
    """The right edge of each share when ``units`` are divided among them, each having at least one."""
    total, left = sum(shares), 0.0
    edges: list[int] = []
    for place, share in enumerate(shares):
        left += share
        least = (edges[-1] if edges else 0) + 1
        edges.append(min(max(round(left / total * units), least), units - (len(shares) - place - 1)))
    return edges


def _look(grid: Grid, row: Row, start: int, cell: Cell) -> Look:
    fill, ink = colours(row, cell)
    align = cell.align or grid.columns[start].align
    look: Look = {"align": align, "valign": "vcenter", "border": 1}
    look["text_wrap"] = start not in grid.days and cell.kind == "text"
    look["border_color"] = "#30343a" if row.kind == "strip" else _LINE
    look |= {"indent": 1} if align != "center" else {}
    look |= {"bg_color": fill} if fill else {}
    if row.hatch:
        # 14 is Excel's thin diagonal stripe: its lines take the pattern's fore colour.
        look |= {"pattern": 14, "fg_color": "#8b929c", "bg_color": fill or "#ffffff"}
    look |= {"font_color": ink} if ink else {}
    look |= {"bold": True} if is_bold(row, cell) else {}
    look |= {"left": 5, "left_color": row.edge} if row.edge and start == 0 else {}
    look |= {"font_size": 8} if row.kind == "note" or grid.dense else {}
    if row.kind == "total":
        look |= {"top": 1, "bottom": 6, "top_color": "#111111", "bottom_color": "#111111"}
    return look
