"""Papers as plain text, for a terminal, a mail or a diff."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from coverset.render._grid import Grid, of_matrix, of_table, placed
from coverset.render._words import clean, one_line, written
from coverset.render.document import (
    Align,
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
    PageBreak,
    Points,
    Row,
    Signatures,
    Table,
    Text,
    plain,
)

KEY = "text"
SUFFIX = ".txt"
MEDIA_TYPE = "text/plain; charset=utf-8"

PROSE = 96
WIDEST_CELL = 48
GAP = "  "


def write(document: Document) -> bytes:
    """The paper in UTF-8: columns aligned and as wide as they need (up to 48 characters), no colours."""
    head = [one_line(document.production), one_line(document.title), one_line(document.subtitle)]
    facts = [one_line(document.revision), written(document.issued) if document.issued else ""]
    lines = [line for line in (*head, " | ".join(filter(None, facts))) if line]
    lines.append("=" * max((_width(line) for line in lines), default=0))
    lines += _blocks(document.blocks)
    if document.footer:
        lines += ["", one_line(document.footer)]
    return ("\n".join(line.rstrip() for line in lines) + "\n").encode()


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Columns):
            for column in block.columns:
                yield from _blocks(column)
        elif isinstance(block, Keep):
            yield from _blocks(block.blocks)
        else:
            yield ""
            yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            words = one_line(text)
            yield from (words.upper() if level == 1 else words, ("", "=", "-", "")[level] * _width(words))
        case Text(content):
            yield from _wrapped(plain(content))
        case Points(items, ordered):
            for place, item in enumerate(items, start=1):
                mark = f"{place}. " if ordered else "- "
                yield from _wrapped(plain(item), mark)
        case Note(content, tone, label):
            yield from _wrapped(plain(content), f"[{one_line(label) or tone}] ")
        case Callout(text, label, note):
            yield from (one_line(words) for words in (label, text, note) if words)
        case KeyValues(pairs, title):
            yield from _titled(title)
            names = max((_width(one_line(name)) for name, _ in pairs), default=0)
            for name, value in pairs:
                words = _words(value) if isinstance(value, Cell) else clean(value)
                yield from _wrapped(words, f"{_set(one_line(name), min(names, 32))}{GAP}")
        case Lists(groups, title):
            yield from _titled(title)
            for name, items in groups:
                yield from _wrapped("; ".join(map(one_line, items)), f"{one_line(name)}: ")
        case Table():
            yield from _grid(of_table(block))
        case Matrix():
            yield from _grid(of_matrix(block))
        case Legend(entries, title):
            yield from _titled(title)
            widest = max((len(one_line(entry.code)) for entry in entries), default=0)
            for entry in entries:
                yield f"  {_set(one_line(entry.code), max(4, widest + 1))}{one_line(entry.text)}"
        case Figure(_, alt, caption):
            yield from _wrapped(f"{alt} {caption}".strip(), "[drawing] ")
        case Signatures(roles, title):
            yield from _titled(title)
            for role in roles:
                yield f"{_set(one_line(role), 28)}{GAP}{'_' * 28}{GAP}{'_' * 12}"
        case PageBreak():
            yield "\f"


def _titled(title: str) -> Iterator[str]:
    if title:
        yield one_line(title)


def _wrapped(words: str, lead: str = "") -> list[str]:
    """The words at the width of prose, the first line led by ``lead`` and the rest indented under it."""
    indent = " " * _width(lead)
    lines = [
        part
        for line in clean(words).split("\n")
        for part in textwrap.wrap(line, max(PROSE - len(indent), 24)) or [""]
    ] or [""]
    return [(lead if place == 0 else indent) + line for place, line in enumerate(lines)]


def _width(text: str) -> int:
    """How many places a text takes in a terminal: wide letters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def _set(text: str, width: int, align: Align = "left") -> str:
    room = max(width - _width(text), 0)
    if align == "right":
        return " " * room + text
    if align == "center":
        return " " * (room // 2) + text + " " * (room - room // 2)
    return text + " " * room


def _words(cell: Cell) -> str:
    return clean(cell.text) + (f"\n{clean(cell.note)}" if cell.note else "")


def _cell(cell: Cell, width: int) -> list[str]:
    """The lines of one cell, wrapped where they are wider than ``width``."""
    lines: list[str] = []
    for line in _words(cell).split("\n"):
        lines += textwrap.wrap(line, max(width, 1)) if len(line) > width else [line]
    return lines or [""]


def _grid(grid: Grid) -> Iterator[str]:
    if grid.caption:
        yield one_line(grid.caption)
    widths = _widths(grid)
    full = sum(widths) + len(GAP) * (len(widths) - 1)
    for head in grid.heads:
        yield from _line(grid, head, widths)
    if grid.heads:
        yield "-" * full
    for row in grid.rows:
        yield from _row(grid, row, widths, full)


def _widths(grid: Grid) -> list[int]:
    """Each column as wide as its widest unspanned cell, never wider than a reader can follow."""
    widths = [1] * len(grid.columns)
    for cells in (*grid.heads, *(row.cells for row in grid.rows)):
        for place, cell in placed(cells):
            if cell.span == 1:
                longest = max(map(_width, _words(cell).split("\n")))
                widths[place] = max(widths[place], min(longest, WIDEST_CELL))
    return widths


def _row(grid: Grid, row: Row, widths: list[int], full: int) -> Iterator[str]:
    if row.kind in ("day_break", "banner") and len(row.cells) == 1:
        words = " / ".join(one_line(line) for line in _words(row.cells[0]).split("\n"))
        mark = "=" if row.kind == "day_break" else "~"
        yield f"{mark * 3} {words} ".ljust(full, mark)
        return
    if row.kind in ("subtotal", "total"):
        yield ("-" if row.kind == "subtotal" else "=") * full
    yield from _line(grid, row.cells, widths)
    if row.kind == "day_break":
        yield "=" * full


def _line(grid: Grid, cells: tuple[Cell, ...], widths: list[int]) -> Iterator[str]:
    boxes: list[list[str]] = []
    for place, cell in placed(cells):
        width = sum(widths[place : place + cell.span]) + len(GAP) * (cell.span - 1)
        align = cell.align or grid.columns[place].align
        boxes.append([_set(line, width, align) for line in _cell(cell, width)])
    blank = [" " * _width(box[0]) for box in boxes]
    for parts in zip_longest(*boxes):
        yield GAP.join(part if part is not None else blank[place] for place, part in enumerate(parts))
