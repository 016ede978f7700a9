"""The day-out-of-days for a page: the report's own matrix, and beside each cell what a click on it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from coverset.model.board import Board
from coverset.model.plan import PlanDay
from coverset.model.scenes import Activity, Scene
from coverset.render.document import Cell, Points, Text, plain
from coverset.reports import Printing
from coverset.reports._cast_days import Engaged
from coverset.reports._dood_columns import Top, heads
from coverset.reports._papers import diaries
from coverset.reports.day_out_of_days import (
    Sheet,
    engaged_on,
    legend,
    look,
    matrix,
    remarks,
)

Calls = Mapping[date, Sequence[PlanDay]]


def days_json(
    board: Board, today: date, *, unit: str = "", film: str = "", profile: str = "strip-days"
) -> dict[str, Any]:
    """The matrix of everybody, or of those who are in a unit or a film, with codes as the paper prints them.

    A cell is ``[code, look]``, and for a date of work ``[code, look, unit, strips, films]``; a column that stands
    for many dates on which nobody is engaged has one cell.
    """
    printing = Printing(board, today, unit=unit or None, profile=profile, money=True)
    production = board.production
    cast, hires = engaged_on(printing)
    if film:
        cast = tuple(one for one in cast if film in _films(board, board.worked_by(one.id), one.id))
        hires = tuple(one for one in hires if film in _films(board, board.worked_with(one.id), one.id))
    chosen = {"unit": unit, "film": film, "profile": profile}
    shared = {
        **chosen,
        "units": [{"id": each.id, "name": each.name or each.id} for each in production.units],
        "films": [{"id": each.id, "title": each.title or each.id} for each in production.films],
        "currency": production.currency,
    }
    if not cast and not hires:
        empty = ("columns", "heads", "tables", "legend", "bases", "remarks", "clashes")
        return {**shared, **{key: [] for key in empty}}
    sheet = Sheet(printing, cast, hires)
    top = heads(board, diaries(printing), sheet.columns)
    tables = []
    if cast:
        tables.append(_table(sheet, cast, top, "Cast"))
    if hires:
        tables.append(_table(sheet, hires, top, "Hires"))
    blocks = tuple(remarks(sheet))
    clashes = [words for block in blocks if isinstance(block, Points) for words in block.items]
    return {
        **shared,
        "columns": _columns(sheet),
        "heads": [
            {"label": head.label, "cells": [[cell.text, cell.span] for cell in head.cells]}
            for head in top.rows
        ],
        "tables": tables,
        "legend": [[entry.code, entry.text] for entry in legend(sheet).entries],
        "bases": [[entry.code, entry.text] for entry in top.bases],
        "remarks": [plain(block.content) for block in blocks if isinstance(block, Text)],
        "clashes": [plain(words) for words in clashes],
    }


def _columns(sheet: Sheet) -> list[dict[str, Any]]:
    calendar = sheet.board.production.calendar
    working: dict[date, str] = {}
    for day in sheet.board.days:
        working.setdefault(day.day, day.unit)
    return [
        {
            "first": each.first.isoformat(),
            "last": each.last.isoformat(),
            "works": calendar.works(each.first) and not each.is_skipped,
            "unit": working.get(each.first, ""),
        }
        for each in sheet.columns
    ]


def _table(sheet: Sheet, rows: Sequence[Engaged], top: Top, title: str) -> dict[str, Any]:
    made = matrix(sheet, rows, top.rows, title)
    *people, called = made.rows
    return {
        "key": title.casefold(),
        "title": title,
        "totals": [column.title for column in made.totals],
        "rows": [
            {
                "id": engaged.id,
                "number": engaged.number,
                "name": engaged.name,
                "cells": _cells(sheet, engaged, printed.cells, title == "Cast"),
                "totals": [cell.text for cell in printed.totals],
            }
            for engaged, printed in zip(rows, people, strict=True)
        ],
        "called": {
            "name": called.lead[-1].text,
            "cells": [cell.text for cell in called.cells],
            "totals": [cell.text for cell in called.totals],
        },
    }


def _cells(sheet: Sheet, engaged: Engaged, printed: Sequence[Cell], is_cast: bool) -> list[list[Any]]:
    board = sheet.board
    calls: Calls = (board.worked_by if is_cast else board.worked_with)(engaged.id)
    row = sheet.row(engaged)
    by_day = {cell.day: cell for cell in row.cells}
    found: list[list[Any]] = []
    for stretch, cell in zip(sheet.columns, printed, strict=True):
        if stretch.is_skipped:
            found.append([cell.text, "skipped"])
            continue
        shown: list[Any] = [cell.text, look(sheet, by_day[stretch.first], row)]
        if called := calls.get(stretch.first, ()):
            tasks = list(_own(board, called, engaged.id))
            films = dict.fromkeys(task.film for task in tasks if isinstance(task, Scene))
            shown += [called[0].unit, [task.id for task in tasks], list(films)]
        found.append(shown)
    return found


def _own(board: Board, called: Iterable[PlanDay], who: str) -> Iterable[Scene | Activity]:
    """The strips of some unit-days that somebody, or a hire, is in."""
    for day in called:
        for task in board.tasks(day):
            if who in task.resources or who in board.production.people_of(task):
                yield task


def _films(board: Board, calls: Calls, who: str) -> frozenset[str]:
    tasks = (task for called in calls.values() for task in _own(board, called, who))
    return frozenset(task.film for task in tasks if isinstance(task, Scene))
