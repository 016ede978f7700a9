"""People, places and calendar, edited in tables."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from starlette.responses import Response

from coverset.findings import Severity
from coverset.service import live_tables
from coverset.service.around_tables import mistakes
from coverset.service.live_folder import staged
from coverset.web.answer import Answer
from coverset.web.asking import InRoom, RefusalError
from coverset.web.shapes import REFUSALS, ChangedAnswer, TableAnswer, TableRequest

router = APIRouter(prefix="/api/tables", responses=REFUSALS)

Table = Literal["people", "places", "calendar"]


@router.get("/{table}", response_model=TableAnswer)
async def rows(room: InRoom, table: Table) -> Response:
    """The rows of a table, as they are written in the files."""
    found = await room.read(lambda: live_tables.rows(room.folder, table))
    shown = [{"file": row.file, "table": row.table, "id": row.id, "cells": dict(row.cells)} for row in found]
    return Answer({"revision": room.document.revision, "rows": shown})


@router.post("/{table}", response_model=ChangedAnswer)
async def change(room: InRoom, table: Table, asked: TableRequest) -> Response:
    """Change cells and rows. Refused, with every mistake in a sentence, when the production could not be read then."""
    changes = [live_tables.Change(row.table, row.id, row.cells, row.gone) for row in asked.rows]

    def work() -> None:
        made = staged(room.folder, lambda copy: live_tables.change(copy, table, changes))
        had = {str(f) for f in room.document.findings}
        wrong = [f for f in made.findings if f.severity is Severity.ERROR and str(f) not in had]
        if wrong:
            raise RefusalError(422, " ".join(map(str, wrong)), mistakes=mistakes(wrong, made.files))
        if made.files:
            room.document.change_files(
                dict(made.files), base=asked.base, who=asked.who, why=f"the table of {table} changed"
            )

    _, difference = await room.change(work)
    return Answer(difference)
