"""What was done: taken back, brought back, named, browsed, compared."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from coverset.model.revision_marks import COLOURS, known_colour, next_colour
from coverset.service.opening import Opened
from coverset.web.answer import Answer
from coverset.web.asking import InRoom
from coverset.web.room import deeds
from coverset.web.shapes import (
    REFUSALS,
    ChangedAnswer,
    HistoryAnswer,
    Loose,
    NameRequest,
    RestoreRequest,
    WhoRequest,
)

router = APIRouter(prefix="/api", responses=REFUSALS)

_PAGE = 50

Number = Annotated[int, Query(ge=0, le=2**53)]


@router.post("/undo", response_model=ChangedAnswer)
async def undo(room: InRoom, asked: WhoRequest) -> Response:
    """Take the last change back that has not been taken back."""
    _, difference = await room.change(lambda: room.document.undo(asked.who))
    return Answer(difference)


@router.post("/redo", response_model=ChangedAnswer)
async def redo(room: InRoom, asked: WhoRequest) -> Response:
    """Bring back what was taken back last."""
    _, difference = await room.change(lambda: room.document.redo(asked.who))
    return Answer(difference)


@router.post("/name", response_model=ChangedAnswer)
async def name(room: InRoom, asked: NameRequest) -> Response:
    """Give the revision a name that people use."""
    _, difference = await room.change(lambda: room.document.name(asked.name, asked.who))
    return Answer(difference)


@router.post("/restore", response_model=ChangedAnswer)
async def restore(room: InRoom, asked: RestoreRequest) -> Response:
    """Bring the board back to what it was at a revision."""
    _, difference = await room.change(lambda: room.document.restore(asked.revision, asked.who))
    return Answer(difference)


@router.get("/history", response_model=HistoryAnswer)
async def history(room: InRoom, before: Number | None = None) -> Response:
    """Fifty revisions, the latest first; those before a revision when one is given."""
    document = room.document
    last = document.revision if before is None else min(before - 1, document.revision)
    entries = document.journal.entries[max(0, last - _PAGE) : max(0, last)]
    return Answer(
        {
            "revision": document.revision,
            "entries": deeds(reversed(entries)),
            "named": document.named(),
            "next_name": _next_name(document.named()),
        }
    )


def _next_name(named: Mapping[str, int]) -> str | None:
    """The colour after the latest one that names a revision: White first; None when the order is through."""
    used = [colour for name in named if (colour := known_colour(name))]
    wanted = next_colour(used[-1]) if used else COLOURS[0]
    while wanted in used:
        wanted = next_colour(wanted)
    return wanted


@router.get("/compare", response_model=Loose)
async def between(room: InRoom, a: Number, b: Number) -> Response:
    """Two revisions side by side: figures, ledger, people, strips, calls."""
    from coverset.service.comparing import as_json, compare

    view = room.present()
    async with room.turn:
        plans = [(number, room.document.plan_at(number)) for number in (a, b)]
    sides = [
        Opened(Path(f"revision {number}"), "folder", view.said, view.production, plan)
        for number, plan in plans
    ]
    return Answer(await room.read(lambda: as_json(compare(sides))))
