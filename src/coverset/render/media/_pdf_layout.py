"""What the PDF template is given: blocks as plain data, with type sizes and page splits worked out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from coverset.render._grid import Grid, colours, is_bold, legible_on, of_matrix, of_table, placed
from coverset.render._svg import safe_svg
from coverset.render._words import break_long, clean, one_line, short
from coverset.render.document import (
    Block,
    Callout,
    Cell,
    Columns,
    Figure,
    Heading,
    Inline,
    Keep,
    KeyValues,
    Legend,
    LegendEntry,
    Lists,
    Matrix,
    Note,
    PageBreak,
    Points,
    Row,
    Signatures,
    Table,
    Text,
)

# Of the type size: the mean width of a letter in the condensed sans, capitals and figures included.
_LETTER = 0.47
_PADDING = 9.0
_GUTTER = 12.0
_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
_DENSE_SIZES = (8.0, 7.5, 7.0, 6.5, 6.0)
_MATRIX_SIZES = (8.0, 7.5, 7.0, 6.5)
_WIDEST_DAY = 24.0
# A row or a kept group longer than this may be taller than a page, and has to break somewhere.
_KEPT_CHARACTERS = 2500
_TIED_ROWS = 12
# A matrix up to this height, in points, stands on one page.
_WHOLE_HEIGHT = 400.0

Data = dict[str, Any]


def blocks_data(blocks: tuple[Block, ...], width: float) -> list[Data]:
    """The blocks in order; ``width`` is what the page leaves them, in points."""
    return [data for block in blocks for data in _block(block, width)]


def _block(block: Block, width: float) -> list[Data]:
    match block:
        case Heading(text, level):
            return [{"t": "heading", "x": one_line(text), "level": level}]
        case Text(content, align, small):
            return [{"t": "text", "runs": _runs(content), "a": align, "small": small}]
        case Points(items, ordered):
            return [{"t": "points", "items": [_runs(item) for item in items], "ordered": ordered}]
        case Note(content, tone, label):
            return [{"t": "note", "runs": _runs(content), "tone": tone, "label": one_line(label)}]
        case Callout(text, label, note, fill, ink):
            words = {"x": one_line(text), "label": one_line(label), "n": clean(note)}
            return [{"t": "callout", **words, "f": fill, "i": ink or legible_on(fill)}]
        case KeyValues(pairs, title, columns):
            shown = [
                [one_line(name), _cell(value if isinstance(value, Cell) else Cell(value), 30)]
                for name, value in pairs
            ]
            return [{"t": "pairs", "pairs": shown, "title": one_line(title), "columns": columns}]
        case Lists(_, title, columns):
            lists: list[Any] = [
                [one_line(name), [_fit(item, 30) for item in items]] for name, items in block.lines
            ]
            shares = [1] * columns
            if block.run_on and len(lists) <= columns:
                # Running lines: room by their length, so that one long list does not make the row tall.
                shares = [min(max(len(items[0]), 24), 52) for _, items in block.lines]
                shares += [24] * (columns - len(lists))
            return [{"t": "lists", "groups": lists, "title": one_line(title), "widths": shares}]
        case Table():
            return [_table(block, width)]
        case Matrix():
            return _matrix(block, width)
        case Legend(entries, title):
            return [
                {"t": "legend", "entries": [_entry(entry) for entry in entries], "title": one_line(title)}
            ]
        case Figure(svg, alt, caption, share):
            drawing = {"svg": safe_svg(svg), "alt": one_line(alt), "n": clean(caption)}
            return [{"t": "figure", **drawing, "width": min(max(share, 0.05), 1.0)}]
        case Signatures(roles, title):
            return [{"t": "signatures", "roles": list(map(one_line, roles)), "title": one_line(title)}]
        case Columns(columns, widths):
            return [_columns(columns, widths, width)] if columns else []
        case Keep(blocks):
            inner = blocks_data(blocks, width)
            return [{"t": "keep", "blocks": inner, "keep": len(str(inner)) < 3 * _KEPT_CHARACTERS}]
        case PageBreak():
            return [{"t": "break"}]


def _columns(columns: tuple[tuple[Block, ...], ...], widths: tuple[float, ...], width: float) -> Data:
    shares = widths or (1.0,) * len(columns)
    room = width - _GUTTER * (len(columns) - 1)
    inner = [
        blocks_data(blocks, room * share / sum(shares)) for blocks, share in zip(columns, shares, strict=True)
    ]
    return {"t": "columns", "columns": inner, "widths": list(shares)}


def _runs(content: Inline) -> list[list[Any]]:
    runs = (content,) if isinstance(content, str) else content
    return [
        [break_long(clean(run if isinstance(run, str) else run.text), 60), not isinstance(run, str)]
        for run in runs
    ]


def _fit(text: str, width: float) -> str:
    """Words that can be set in a column of about ``width`` characters: none too long for a line."""
    return break_long(clean(text), max(int(width * 1.5), 9))


def _entry(entry: LegendEntry) -> Data:
    return {
        "x": one_line(entry.text),
        "c": one_line(entry.code),
        "f": entry.fill,
        "i": entry.ink or legible_on(entry.fill),
    }


def _cell(cell: Cell, width: float) -> Data:
    """A cell with only what differs from a plain one, so that big boards stay small."""
    data: Data = {"x": _fit(cell.text, width)}
    data |= {"n": _fit(cell.note, width * 1.2)} if cell.note else {}
    data |= {"s": cell.span} if cell.span > 1 else {}
    data |= {"f": cell.fill} if cell.fill else {}
    data |= {"i": cell.ink} if cell.ink else {}
    data |= {"b": True} if cell.bold else {}
    return data | ({"a": cell.align} if cell.align else {})


def _head(cell: Cell, width: float) -> Data:
    """A header cell, cut to what a page can repeat."""
    return _cell(replace(cell, text=short(cell.text, 160), note=short(cell.note, 80)), width)


def _painted(grid: Grid, row: Row, place: int, cell: Cell) -> Data:
    fill, ink = colours(row, cell)
    width = sum(column.width for column in grid.columns[place : place + cell.span])
    data = _cell(cell, width)
    data |= {"f": fill} if fill else {}
    data |= {"i": ink} if ink else {}
    return data | ({"b": True} if is_bold(row, cell) else {})


def _rows(grid: Grid) -> list[Data]:
    rows = []
    for row in grid.rows:
        cells = [_painted(grid, row, place, cell) for place, cell in placed(row.cells)]
        data: Data = {"k": row.kind, "c": cells}
        data |= {"e": row.edge} if row.edge else {}
        data |= {"h": True} if row.hatch else {}
        if sum(len(cell.text) + len(cell.note) for cell in row.cells) > _KEPT_CHARACTERS:
            data["split"] = True
        rows.append(data)
    return rows


def _ties(rows: tuple[Row, ...]) -> dict[str, int]:
    """How many rows, from each row that begins such a group, a page break may not part.

    The bar that ends a day, and a total, stand under the last strip they are about; a banner over the strip it
    leads to. Groups that grow too long for that are left to break.
    """
    joined = [False] * (len(rows) + 1)
    for place, row in enumerate(rows):
        if row.kind in ("day_break", "total", "subtotal") and place:
            joined[place] = True
            back = place - 1
            while back > 0 and rows[back].kind in ("note", "banner"):
                joined[back] = True
                back -= 1
        if row.kind == "banner" and place + 1 < len(rows):
            joined[place + 1] = True
    ties: dict[str, int] = {}
    start = 0
    for place in range(1, len(rows) + 1):
        if joined[place] and rows[place - 1].kind not in ("day_break", "group"):
            continue
        size = sum(len(cell.text) + len(cell.note) for row in rows[start:place] for cell in row.cells)
        if 1 < place - start <= _TIED_ROWS and size <= _KEPT_CHARACTERS:
            ties[str(start)] = place - start
        start = place
    return ties


def _drawn(grid: Grid, size: float, widths: list[Any], unit: str) -> Data:
    heads = [
        [
            _head(cell, sum(c.width for c in grid.columns[place : place + cell.span]))
            for place, cell in placed(head)
        ]
        for head in grid.heads
    ]
    return {
        "t": "grid",
        "caption": one_line(grid.caption),
        "size": size,
        "widths": widths,
        "unit": unit,
        "aligns": [column.align for column in grid.columns],
        "heads": heads,
        "turned": sorted(grid.turned),
        "rows": _rows(grid),
        "ties": _ties(grid.rows),
        "whole": bool(grid.days) and size * (1.8 * len(grid.rows) + 2.2 * len(grid.heads)) < _WHOLE_HEIGHT,
        "lead": grid.frozen,
        "days": len(grid.days),
    }


def _table(table: Table, width: float) -> Data:
    """A table over the whole width, in the largest type at which its columns have what they ask for."""
    grid = of_table(table)
    asked = sum(column.width for column in grid.columns)
    room = width - _PADDING * len(grid.columns)
    sizes = _DENSE_SIZES if table.dense else _SIZES
    size = next((size for size in sizes if asked * size * _LETTER <= room), sizes[-1])
    # Padding is alike in every column, so a narrow one needs more than its share of the letters.
    widths = [column.width * size * _LETTER + _PADDING for column in grid.columns]
    return _drawn(grid, size, widths, "fr")


def _matrix(matrix: Matrix, width: float) -> list[Data]:
    """A matrix over as few pages as legible type allows, its days shared out evenly between them."""
    size, pages, day = _fewest_pages(matrix, width)
    lead, tail, _ = _ends(matrix, size, width)
    reserve = round(sum(tail) / day)
    share = -(-(matrix.days + reserve) // pages)
    parts: list[Data] = []
    start = 0
    for page in range(pages):
        is_last = page == pages - 1
        stop = matrix.days if is_last else min(start + share, matrix.days)
        grid = of_matrix(matrix, range(start, stop), totals=is_last)
        widths = [*lead, *[day] * (stop - start), *(tail if is_last else [])]
        if parts:
            parts.append({"t": "break"})
        data = _drawn(grid, size, widths, "pt")
        if pages > 1:
            span = f"days {start + 1} to {stop} of {matrix.days}"
            data["caption"] = f"{data['caption']} ({span})".strip()
        parts.append(data)
        start = stop
    return parts


def _ends(matrix: Matrix, size: float, width: float) -> tuple[list[float], list[float], bool]:
    """Widths in points of the columns before and after the days, and whether they had to be squeezed into the page."""
    lead = [column.width * size * _LETTER + 6 for column in matrix.lead]
    tail = [max(column.width, 2) * size * 0.55 + 3 for column in matrix.totals]
    over = (sum(lead) + sum(tail)) / width
    if over <= 1:
        return lead, tail, False
    return [each / over for each in lead], [each / over for each in tail], True


def _fewest_pages(matrix: Matrix, width: float) -> tuple[float, int, float]:
    """Type size, number of pages and width of a day: the largest type that needs no page more than the least."""
    choices: list[tuple[bool, int, float, float]] = []
    for size in _MATRIX_SIZES:
        lead, tail, squeezed = _ends(matrix, size, width)
        least = matrix.width * size * 0.55 + 2
        room = max(width - sum(lead), least)
        pages = max(-(-(matrix.days * least + sum(tail)) // room), 1)
        # One column of each page may be lost to whole days.
        while pages * (room // least) < matrix.days + -(-sum(tail) // least):
            pages += 1
        day = min(max(least, _stretched(matrix, room, sum(tail), int(pages))), _WIDEST_DAY)
        choices.append((squeezed, int(pages), -size, day))
    _, pages, negative, day = min(choices)
    return -negative, pages, day


def _stretched(matrix: Matrix, room: float, tail: float, pages: int) -> float:
    """The width of a day when the pages are filled evenly."""
    if pages == 1:
        return (room - tail) / max(matrix.days, 1)
    low = (room * pages - tail) / max(matrix.days + pages, 1)
    share = -(-(matrix.days + round(tail / low)) // pages)
    last = max(matrix.days - share * (pages - 1), 0)
    return min(room / share, (room - tail) / last if last else room / share)
