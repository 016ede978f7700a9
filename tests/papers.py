"""Looking into papers: their tables, rows and totals, and random boards to print."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hypothesis import strategies as st

from coverset.model.board import Board
from coverset.render import renderers
from coverset.render._grid import walk
from coverset.render.document import Document, Row, Table
from tests.productions import random_plan, tiny_production

PRINTED = date(2025, 4, 20)
SEEDS = st.integers(0, 2**32)


def text(document: Document) -> str:
    return renderers()["text"].write(document).decode()


def tables(document: Document) -> Iterator[Table]:
    return (block for block in walk(document.blocks) if isinstance(block, Table))


def rows(document: Document) -> Iterator[Row]:
    return (row for table in tables(document) for row in table.rows)


def strip_rows(document: Document) -> list[Row]:
    """The rows that are strips: as many cells as columns, and not a total."""
    return [
        row
        for table in tables(document)
        for row in table.rows
        if row.kind in ("strip", "body") and len(row.cells) == len(table.columns)
    ]


def random_board(seed: int, *, spread: int = 6) -> Board:
    production = tiny_production(seed)
    return Board(production, random_plan(production, seed + 1, spread=spread))


def columns_of(document: Document, key: str) -> dict[str, int]:
    """The totals of a table by the title of their column."""
    table = next(table for table in tables(document) if table.key == key)
    total = next(row for row in table.rows if row.kind == "total")
    place, found = 0, {}
    for cell in total.cells:
        if cell.kind == "money":
            found[table.columns[place].title] = cell.value
        place += cell.span
    return found
