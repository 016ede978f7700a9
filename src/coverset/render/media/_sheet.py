"""One worksheet of a paper: masthead, boxes and tables one under another."""

from __future__ import annotations

from typing import Any

from coverset.render._grid import Grid, colours, is_bold, of_matrix, of_table, placed
from coverset.render._words import clean, one_line, written
from coverset.render.document import (
    Block,
    Callout,
    Cell,
    Document,
    Figure,
    Heading,
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

# Excel cuts at 32,767 characters (Excel specifications and limits).
_LONGEST = 32_000
_FORMATS = {
    "number": "#,##0.##;-#,##0.##",
    "eighths": "# ?/8",
    "date": "ddd d mmm yyyy",
    "clock": "hh:mm",
    "duration": "[h]:mm",
}
_TINTS = {"info": "#e8f0fb", "good": "#e5f4ea", "warn": "#fdf1d6", "stop": "#fbe3e1"}
_MOST_COLUMNS_FOR_TEXT = 8


class Sheet:
    """Writes blocks down a worksheet, keeping the row it has come to."""

    def __init__(self, book: Any, page: Any, document: Document, blocks: tuple[Block, ...]) -> None:
        self._book, self._page, self._document, self._blocks = book, page, document, blocks
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._row = 0
        grids = [self._grid_of(block) for block in blocks if isinstance(block, (Table, Matrix))]
        self._grids = [grid for grid in grids if grid]
        self._wide = max((len(grid.columns) for grid in self._grids), default=4)

    def draw(self) -> None:
        """Everything, then column widths, frozen panes and repeated rows for print."""
        self._mast()
        first: tuple[int, Grid] | None = None
        for block in self._blocks:
            if isinstance(block, (Table, Matrix)):
                grid = self._grid_of(block)
                start = self._table(grid)
                first = first or (start, grid)
            else:
                self._block(block)
        self._widths()
        if first and len(self._grids) == 1:
            start, grid = first
            self._page.freeze_panes(start + len(grid.heads), grid.frozen)
            if grid.heads:
                self._page.repeat_rows(start, start + len(grid.heads) - 1)
            if grid.frozen:
                self._page.repeat_columns(0, grid.frozen - 1)
            if grid.days:
                self._page.fit_to_pages(0, 1)

    def _grid_of(self, block: Table | Matrix) -> Grid:
        return of_matrix(block) if isinstance(block, Matrix) else of_table(block)

    def _format(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format({"font_name": "Arial", "font_size": 10, **properties})
        return self._formats[key]

    def _put(self, column: int, text: str, **properties: Any) -> None:
        self._page.write_string(self._row, column, clean(text)[:_LONGEST], self._format(**properties))

    def _across(self, text: str, height: float | None = None, **properties: Any) -> None:
        """Words over the whole width of the sheet, wrapped, on one row as high as they need."""
        last = max(min(self._wide, 64) - 1, 1)
        words = clean(text)[:_LONGEST]
        look = self._format(text_wrap=True, valign="top", **properties)
        self._page.merge_range(self._row, 0, self._row, last, "", look)
        self._page.write_string(self._row, 0, words, look)
        room = max(sum(self._column_width(place) for place in range(last + 1)), 20)
        lines = sum(1 + int(len(line) * 1.05 // room) for line in words.split("\n"))
        self._page.set_row(self._row, height or min(13.5 * lines + 2, 400))
        self._row += 1

    def _mast(self) -> None:
        document = self._document
        if document.production:
            self._across(document.production.upper(), bold=True, font_size=9, font_color="#50565f")
        self._across(document.title, 24, bold=True, font_size=16)
        facts = [document.subtitle, document.revision, written(document.issued) if document.issued else ""]
        if any(facts):
            colour: dict[str, Any] = (
                {"bg_color": document.revision_colour} if document.revision_colour else {}
            )
            self._across(" · ".join(map(one_line, filter(None, facts))), **colour)
        self._row += 1

    def _block(self, block: Block) -> None:
        match block:
            case Heading(text, level):
                self._row += level == 1
                self._across(one_line(text), bold=True, font_size={1: 14, 2: 12, 3: 10}[level])
            case Text(content, align):
                self._across(plain(content), align=align)
            case Points(items, ordered):
                for place, item in enumerate(items, start=1):
                    self._across(f"{place}. {plain(item)}" if ordered else f"• {plain(item)}")
            case Note(content, tone, label):
                self._across(f"{label}: {plain(content)}" if label else plain(content), bg_color=_TINTS[tone])
            case Callout(text, label, note, fill, ink):
                paint = {"bg_color": fill} if fill else {}
                paint |= {"font_color": ink} if ink else {}
                for words, size in ((label, 10), (text, 22), (note, 10)):
                    if words:
                        bold = words is not note
                        self._across(
                            words, size * 1.5, bold=bold, font_size=size, align="center", border=1, **paint
                        )
            case KeyValues(pairs, title):
                self._titled(title)
                for name, value in pairs:
                    self._pair(name, value if isinstance(value, Cell) else Cell(value))
            case Lists(groups, title):
                self._titled(title)
                for name, items in groups:
                    self._pair(name, Cell("; ".join(items)))
            case Legend(entries, title):
                self._titled(title)
                for entry in entries:
                    self._pair(entry.text, Cell(entry.code, fill=entry.fill, ink=entry.ink), swatch=True)
            case Figure(_, alt, caption):
                self._across(f"{alt} {caption}".strip(), italic=True)
            case Signatures(roles, title):
                self._titled(title)
                for role in roles:
                    self._pair(role, Cell("Name, signature, date:"))
            case _:
                return
        self._row += not isinstance(block, (Heading, Text))

    def _titled(self, title: str) -> None:
        if title:
            self._across(one_line(title), bold=True, bg_color="#e6e8eb")

    def _pair(self, name: str, cell: Cell, *, swatch: bool = False) -> None:
        if swatch:
            look = {"bg_color": cell.fill} if cell.fill else {}
            look |= {"font_color": cell.ink} if cell.ink else {}
            self._put(0, one_line(cell.text), align="center", bold=True, border=1, **look)
            self._put(1, one_line(name))
        else:
            self._across(f"{one_line(name)}:  {clean(cell.text)}" + (f" ({cell.note})" if cell.note else ""))
            return
        self._row += 1

    def _table(self, grid: Grid) -> int:
        """A table; the row of its header, or of its first row where it has none."""
        if grid.caption:
            self._across(one_line(grid.caption), bold=True)
        start = self._row
        for place, head in enumerate(grid.heads):
            self._head(grid, place, head)
        first = self._row
        for row in grid.rows:
            self._cells(grid, row)
        plainly = all(row.kind in ("body", "strip") for row in grid.rows)
        if len(self._grids) == 1 and grid.heads and not grid.days and grid.rows and plainly:
            self._page.autofilter(first - 1, 0, self._row - 1, len(grid.columns) - 1)
        self._row += 1
        return start

    def _head(self, grid: Grid, place: int, cells: tuple[Cell, ...]) -> None:
        for start, cell in placed(cells):
            look: dict[str, Any] = {"bold": True, "border": 1, "border_color": "#8b929c", "valign": "bottom"}
            look |= {"align": cell.align or grid.columns[start].align, "text_wrap": True}
            look |= {"bg_color": cell.fill or "#eceef0"}
            if cell.ink:
                look["font_color"] = cell.ink
            if grid.dense:
                look["font_size"] = 8
            if place in grid.turned and start in grid.days:
                look |= {"rotation": 90, "text_wrap": False}
            self._span(start, cell, look)
        if place in grid.turned:
            longest = max((len(cell.text) for cell in cells[1:]), default=0)
            self._page.set_row(self._row, max(15, min(longest * 5.5, 200)))
        self._row += 1

    def _cells(self, grid: Grid, row: Row) -> None:
        lines = 1
        for start, cell in placed(row.cells):
            fill, ink = colours(row, cell)
            look: dict[str, Any] = {"valign": "vcenter" if grid.days else "top", "text_wrap": not grid.days}
            look |= {"align": cell.align or grid.columns[start].align, "border": 1}
            look["border_color"] = "#30343a" if row.kind == "strip" else "#c3c8cf"
            if fill:
                look["bg_color"] = fill
            if row.hatch:
                # 14 is Excel's thin diagonal stripe: its lines take the pattern's fore colour.
                look |= {"pattern": 14, "fg_color": "#8b929c", "bg_color": fill or "#ffffff"}
            if ink:
                look["font_color"] = ink
            if is_bold(row, cell):
                look["bold"] = True
            if row.edge and start == 0:
                look |= {"left": 5, "left_color": row.edge}
            if row.kind == "note" or grid.dense:
                look["font_size"] = 8
            if row.kind == "total":
                look |= {"top": 1, "bottom": 6, "top_color": "#111111", "bottom_color": "#111111"}
            self._span(start, cell, look)
            lines = max(lines, self._lines(start, cell))
        self._page.set_row(self._row, min((11 if grid.dense else 13.5) * lines + 2, 400))
        self._row += 1

    def _lines(self, start: int, cell: Cell) -> int:
        room = sum(self._column_width(place) for place in range(start, start + cell.span))
        words = clean(cell.text) + (f"\n{clean(cell.note)}" if cell.note else "")
        return sum(1 + int(len(line) // max(room * 1.1, 1)) for line in words.split("\n"))

    def _span(self, start: int, cell: Cell, look: dict[str, Any]) -> None:
        value, number_format = _number(cell)
        if number_format:
            look["num_format"] = number_format
        drawn = self._format(**look)
        if cell.span > 1:
            self._page.merge_range(self._row, start, self._row, start + cell.span - 1, "", drawn)
        words = clean(cell.text) + (f"\n{clean(cell.note)}" if cell.note else "")
        if value is not None:
            self._page.write_number(self._row, start, value, drawn)
        elif cell.kind == "date" and hasattr(cell.value, "year"):
            self._page.write_datetime(self._row, start, cell.value, drawn)
        elif words:
            self._page.write_string(self._row, start, words[:_LONGEST], drawn)
        else:
            self._page.write_blank(self._row, start, None, drawn)

    def _column_width(self, place: int) -> float:
        """The widest that any table of the sheet asks of a column."""
        asked = [
            grid.columns[place].width * (0.9 if grid.dense else 1.08) + 1
            for grid in self._grids
            if place < len(grid.columns)
        ]
        return min(max(asked, default=24.0), 80.0)

    def _widths(self) -> None:
        for place in range(self._wide):
            self._page.set_column(place, place, self._column_width(place))


def _number(cell: Cell) -> tuple[float | None, str]:
    """A cell's value as Excel keeps it, and the format that shows it as people write it."""
    value = cell.value
    if cell.kind == "date":
        return None, _FORMATS["date"] if hasattr(value, "year") else ""
    if cell.note or not isinstance(value, (int, float)):
        return None, ""
    match cell.kind:
        case "money":
            unit = f'"{cell.currency.replace(chr(34), "")} "' if cell.currency else ""
            whole = "#,##0" if value % 100 == 0 else "#,##0.00"
            return value / 100, f"{unit}{whole};{unit}-{whole}"
        case "eighths":
            return value / 8, _FORMATS["eighths"] if value % 8 else "0"
        case "clock":
            return value % 1440 / 1440, _FORMATS["clock"]
        case "duration":
            return value / 1440, _FORMATS["duration"]
        case "number":
            return value, "#,##0" if value == int(value) else _FORMATS["number"]
    return None, ""
