"""The page of the board, whole without any script; and what it is dressed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

from coverset.service.live import strip_css
from coverset.units import format_clock, format_eighths, format_money
from coverset.web.asking import InRoom, RefusalError
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
async def page(room: InRoom) -> Response:
    """The board with its days in columns; or where to drop a screenplay while there is no production."""
    view = room.view
    if view.production is None:
        errors = [str(f) for f in view.said if f.severity.value == "error"]
        has_files = (room.folder / "production.toml").exists()
        return await room.read(lambda: render("start.html", "/", errors=errors if has_files else []))
    return await room.read(lambda: render("board.html", "/", **_shown(room)))


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


def _shown(room: Any) -> dict[str, Any]:
    board = room.board()
    numbers: dict[str, int] = {}
    units = {unit["id"]: {**unit, "days": []} for unit in board["units"]}
    for day in board["days"]:
        when = date.fromisoformat(day["day"])
        if day["unit"] not in units:
            continue
        numbers[day["unit"]] = numbers.get(day["unit"], 0) + 1
        units[day["unit"]]["days"].append({**day, "when": when, "number": numbers[day["unit"]]})
    return {"board": board, "units": [unit for unit in units.values() if unit["days"]]}


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
    pages.filters |= {"eighths": format_eighths, "clock": format_clock, "money": format_money}
    return pages
