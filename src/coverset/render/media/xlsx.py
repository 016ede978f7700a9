"""Papers as Excel workbooks, set up to be worked in and to be printed."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import Any

from coverset.render._grid import walk
from coverset.render._words import one_line, written
from coverset.render.document import Block, Columns, Document, Heading, Matrix, PageBreak, Table
from coverset.render.media._sheet import Sheet

KEY = "xlsx"
SUFFIX = ".xlsx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_PAPER = {"letter": 1, "tabloid": 3, "legal": 5, "a3": 8, "a4": 9}
# Excel's own limits (Excel specifications and limits): 31 characters of a tab name, some not allowed.
_NOT_IN_TABS = re.compile(r"[\[\]:*?/\\]")
# Workbooks carry a creation date; a paper that was never issued gets the first a sheet can hold.
_NEVER = datetime(1980, 1, 1)


def write(document: Document) -> bytes:
    """The paper as a workbook: a front sheet with everything, or one sheet a big table, frozen and filterable.

    A paper of one table is one sheet. Where there are several matrices, or matrices beside other tables, each
    matrix has its own sheet, because its narrow columns fit nothing else; and so has each table of a paper that
    is a run of tables under headers, so that its header stays in sight. A paper laid out as a page (boxes side
    by side, strips over lists) is one sheet as it is printed. Text is always written as text,
    never as a formula; money, pages, dates and times are numbers with a format. The same paper gives the same
    bytes: the creation date is the paper's.
    """
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    issued = document.issued or _NEVER
    if issued.tzinfo is not None:
        issued = issued.astimezone(UTC).replace(tzinfo=None)
    book.set_properties(
        {"title": _short(document.title), "subject": _short(document.production), "created": issued}
    )
    taken: set[str] = set()
    for name, blocks in _sheets(document):
        page = book.add_worksheet(_tab(name, taken))
        _set_up(page, document)
        Sheet(book, page, document, blocks).draw()
    book.close()
    return file.getvalue()


def _short(text: str) -> str:
    return one_line(text)[:255]


def _sheets(document: Document) -> list[tuple[str, tuple[Block, ...]]]:
    """Which blocks stand on which sheet: the paper's own, then one for each matrix that is not alone."""
    blocks = tuple(walk(document.blocks))
    matrices = [block for block in blocks if isinstance(block, Matrix)]
    tables = [block for block in blocks if isinstance(block, Table)]
    if len(matrices) + len(tables) <= 1:
        return [(document.title, document.blocks)]
    split: list[Matrix | Table] = [*matrices]
    if not matrices and _is_run(document, tables):
        split += tables
    if not split:
        return [(document.title, document.blocks)]
    rest = tuple(block for block in blocks if not isinstance(block, PageBreak) and block not in split)
    sheets: list[tuple[str, tuple[Block, ...]]] = []
    if not all(isinstance(block, Heading) for block in rest):
        sheets.append((document.title, rest))
    sheets += [(block.caption or block.key or document.title, (block,)) for block in split]
    return sheets


def _is_run(document: Document, tables: list[Table]) -> bool:
    """Whether a paper is tables one after another, each with a header and a name of its own."""
    names = {table.caption or table.key for table in tables}
    abreast = any(isinstance(block, Columns) for block in document.blocks)
    return not abreast and all(table.header for table in tables) and len(names) == len(tables)


def _tab(name: str, taken: set[str]) -> str:
    """A tab name that Excel takes, different from the others."""
    base = _NOT_IN_TABS.sub(" ", one_line(name)).strip(" '")[:31].rstrip(" '") or "Sheet"
    if base.casefold() == "history":
        base = "History_"
    tab, count = base, 1
    while tab.casefold() in taken:
        count += 1
        tab = f"{base[: 30 - len(str(count))]} {count}"
    taken.add(tab.casefold())
    return tab


def _set_up(page: Any, document: Document) -> None:
    """Paper, margins, headers and feet; one page wide, as many high as it takes."""
    page.set_paper(_PAPER[document.paper])
    if document.orientation == "landscape":
        page.set_landscape()
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.hide_gridlines(2)
    left = _headed(document.production)
    right = _headed(" · ".join(filter(None, (document.revision, _issued(document)))))
    page.set_header(f"&L&8{left}&R&8{right}", {"margin": 0.3})
    page.set_footer(f"&L&8{_headed(document.footer or document.title)}&R&8page &P of &N", {"margin": 0.3})


def _issued(document: Document) -> str:
    return written(document.issued) if document.issued else ""


def _headed(text: str) -> str:
    """Words in a page header: ``&`` is a code there, a digit after a size would join it, and 255 is the limit."""
    return " " + one_line(text)[:80].replace("&", "&&")
