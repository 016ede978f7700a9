"""Papers' tables as comma-separated values, for spreadsheets and other programs."""

from __future__ import annotations

import io
from csv import writer
from typing import Any

from coverset.render._grid import Grid, grids, of_table
from coverset.render._words import clean
from coverset.render.document import Cell, Document

KEY = "csv"
SUFFIX = ".csv"
MEDIA_TYPE = "text/csv; charset=utf-8; header=present"

# What Excel, LibreOffice and Google Sheets take for the start of a formula (OWASP, CSV Injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(document: Document) -> bytes:
    """The tables of a paper as CSV (RFC 4180, UTF-8 with a byte order mark, so that Excel reads the letters).

    A paper that offers its tables as data is written as those; another as the tables it prints. One table
    stands alone under its header. Several follow one another, each after a blank line and a line
    with its name. Money is written in whole units with two decimals, pages as decimals, dates as 2022-03-14,
    times as 07:30, lengths of time in minutes. Text that a spreadsheet would run as a formula (it starts with
    ``=``, ``+``, ``-``, ``@``) gets an apostrophe before it; numbers never do. A spanning cell fills its first
    column and leaves the others empty.
    """
    file = io.StringIO()
    lines = writer(file)
    tables = [of_table(table) for table in document.data] or list(grids(document))
    for place, grid in enumerate(tables):
        if len(tables) > 1:
            if place:
                lines.writerow([])
            lines.writerow([_safe(clean(grid.caption or grid.key or f"table {place + 1}"))])
        _table(grid, lines)
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def _table(grid: Grid, lines: Any) -> None:
    for head in grid.heads:
        lines.writerow(_fields(head))
    for row in grid.rows:
        lines.writerow(_fields(row.cells))


def _fields(cells: tuple[Cell, ...]) -> list[str]:
    fields: list[str] = []
    for cell in cells:
        fields += [_field(cell), *[""] * (cell.span - 1)]
    return fields


def _field(cell: Cell) -> str:
    value = cell.value
    if value is None:
        words = clean(cell.text) + (f"\n{clean(cell.note)}" if cell.note else "")
        return _safe(words)
    match cell.kind:
        case "money" if isinstance(value, int):
            sign, minor = ("-" if value < 0 else ""), abs(value)
            return f"{sign}{minor // 100}.{minor % 100:02d}"
        case "eighths" if isinstance(value, int):
            return f"{value / 8:g}"
        case "clock":
            return _safe(clean(cell.text))
        case "text":
            return _safe(clean(cell.text))
    return str(value)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
