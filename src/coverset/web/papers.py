"""Every paper of the board as it is now, in every medium."""

from __future__ import annotations

import asyncio
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from coverset.render import renderers
from coverset.service.live import View
from coverset.web.answer import Answer
from coverset.web.asking import InRoom, RefusalError
from coverset.web.room import Room
from coverset.web.shapes import REFUSALS, Loose

if TYPE_CHECKING:
    from coverset.service.reporting import Asked

router = APIRouter(responses=REFUSALS)

_PAPER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; sandbox"

Word = Annotated[str | None, Query(max_length=200)]


@router.get("/api/papers", response_model=Loose)
async def papers() -> Response:
    """The papers that there are, and the media they are made in."""
    from coverset.reports import reports

    known = [{"key": key, "title": paper.TITLE, "summary": paper.SUMMARY} for key, paper in reports().items()]
    return Answer({"papers": known, "media": list(renderers())})


@router.get("/api/milestones", response_model=Loose)
async def milestones(room: InRoom) -> Response:
    """The films' milestones as data."""
    from coverset.service.reporting import Asked

    data = await _made(room, Asked("milestones", "json"))
    return Response(data, media_type="application/json")


@router.get("/papers/{name}", response_class=Response, responses={200: {"content": {"application/pdf": {}}}})
async def paper(
    room: InRoom,
    name: str,
    day: Word = None,
    unit: Word = None,
    person: Word = None,
    palette: Word = None,
    profile: Word = None,
) -> Response:
    """One paper: ``call-sheet.pdf?day=2026-03-16&unit=MAIN``."""
    from coverset.reports import reports
    from coverset.service.reporting import Asked

    key, _, medium = name.rpartition(".")
    to = "text" if medium == "txt" else medium
    if key not in reports() or to not in renderers():
        raise RefusalError(404, "There is no such paper; /api/papers lists them and their media.")
    asked = Asked(key, to, day, unit, person, palette or "singleton", profile or "strip-days")
    data = await _made(room, asked)
    renderer = renderers()[to]
    headers = {"content-disposition": f'inline; filename="{key}{renderer.SUFFIX}"'}
    if to == "html":
        headers["content-security-policy"] = _PAPER_POLICY
    return Response(data, media_type=renderer.MEDIA_TYPE, headers=headers)


async def _made(room: Room, asked: Asked) -> bytes:
    view, today = room.present(), room.today()
    async with room.printing:
        data, problems = await asyncio.to_thread(_make, view, asked, today)
    if problems:
        raise RefusalError(422, " ".join(problems))
    return data


def _make(view: View, asked: Asked, today: date) -> tuple[bytes, list[str]]:
    from coverset.service.reporting import make_report

    with tempfile.TemporaryDirectory(prefix="coverset-") as folder:
        target = Path(folder) / "paper"
        _, problems = make_report(view.opened, asked, target, today=today)
        return (b"" if problems else target.read_bytes()), problems
