"""The page of the board, whole without any script; and what it is dressed in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from coverset.service.live import strip_css
from coverset.units import format_clock, format_eighths, format_money
from coverset.web import start
from coverset.web.asking import InRoom, RefusalError, jobs_of
from coverset.web.columns import FILTERS, laid
from coverset.web.shapes import REFUSALS

if TYPE_CHECKING:
    from jinja2 import Environment

router = APIRouter(responses=REFUSALS)

_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the board's site: where it is, and what it is called."""

    path: str
    title: str


PLACES = (
    Place("/", "Board"),
    Place("/days", "Day out of days"),
    Place("/papers", "Papers"),
    Place("/tables", "People and places"),
    Place("/stunts", "Stunts"),
    Place("/map", "Map and timeline"),
    Place("/story", "Story"),
)


def render(template: str, here: str, **shown: Any) -> HTMLResponse:
    """A page from its template, with the way to the others."""
    return HTMLResponse(_pages().get_template(template).render(pages=PLACES, here=here, **shown))


@router.get("/", response_class=HTMLResponse)
async def page(request: Request, room: InRoom, look: bool = False) -> Response:
    """The board with its days in columns; or where to drop a screenplay while there is no production.

    While the first plan of what was dropped is on its way that is shown, unless somebody wants to ``look`` at the board.
    """
    job = start.first_job(room, jobs_of(request))
    if room.view.production is None or (job is not None and not look):
        return await room.read(lambda: render("start.html", "/", **start.shown(room, job)))
    return await room.read(lambda: render("board.html", "/", **laid(room.board())))


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
    known = _static()
    if name not in known:
        raise RefusalError(404, "There is no such file.")
    suffix = name[name.rfind(".") :]
    return Response(known[name].read_bytes(), media_type=_TYPES[suffix])


@cache
def _static() -> dict[str, Traversable]:
    """Every file that may be asked for, by its name: a name is looked up, never a path followed."""
    found = {}
    for room in files("coverset.web").joinpath("static").iterdir():
        for each in room.iterdir() if room.is_dir() else (room,):
            if each.name[each.name.rfind(".") :] in _TYPES:
                found[each.name if each is room else f"{room.name}/{each.name}"] = each
    return found


@cache
def _pages() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    pages = Environment(
        loader=PackageLoader("coverset.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters |= FILTERS | {"eighths": format_eighths, "clock": format_clock, "money": format_money}
    return pages
