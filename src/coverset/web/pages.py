"""The page of the board, whole without any script; and what it is dressed in."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from coverset.service.live import strip_css
from coverset.web import start
from coverset.web.asking import InRoom, RefusalError, jobs_of
from coverset.web.painting import dress, first_page, painted
from coverset.web.shapes import REFUSALS

router = APIRouter(responses=REFUSALS)


def render(template: str, here: str, **shown: Any) -> HTMLResponse:
    """A page from its template, with the way to the others."""
    return HTMLResponse(painted(template, here, **shown))


@router.get("/", response_class=HTMLResponse)
async def page(request: Request, room: InRoom, look: bool = False) -> Response:
    """The board with its days in columns; or where to drop a screenplay while there is no production.

    While the first plan of what was dropped is on its way that is shown, unless somebody wants to ``look`` at the board.
    """
    job = start.first_job(room, jobs_of(request))
    if job is not None and not look:
        return await room.read(lambda: render("start.html", "/", **start.shown(room, job)))
    return HTMLResponse(await room.read(lambda: first_page(room)))


@router.get("/static/strips/{palette}.css", response_class=Response)
async def colours(palette: str) -> Response:
    """The colours of the strips in a palette."""
    made = strip_css(palette)
    if made is None:
        raise RefusalError(404, "There is no such palette.")
    return Response(made, media_type="text/css")


@router.get("/static/{name:path}", response_class=Response)
async def static(name: str) -> Response:
    """A file that the page needs."""
    found = dress(name)
    if found is None:
        raise RefusalError(404, "There is no such file.")
    return Response(found[0], media_type=found[1])
