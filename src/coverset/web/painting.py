"""The pages as text, and what they are dressed in: all that the first answer needs, and nothing of the interface."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any

from coverset.units import format_clock, format_eighths, format_money

if TYPE_CHECKING:
    from jinja2 import Environment

    from coverset.web.room import Room

TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}
"""What is served as it is, by the ends of its name."""


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


def painted(template: str, here: str, **shown: Any) -> str:
    """A page from its template, with the way to the others."""
    return _pages().get_template(template).render(pages=PLACES, here=here, **shown)


def first_page(room: Room) -> str:
    """The board with its days in columns; or where to drop a screenplay while there is no production. Before any job."""
    if room.view.production is None:
        from coverset.web import start

        return painted("start.html", "/", **start.shown(room, None))
    from coverset.web.columns import laid

    return painted("board.html", "/", **laid(room.board()))


def dress(name: str) -> tuple[bytes, str] | None:
    """A file that a page needs, and its type; None for one that there is not. A name is looked up, no path followed."""
    found = _static().get(name)
    return None if found is None else (found.read_bytes(), TYPES[name[name.rfind(".") :]])


@cache
def _static() -> dict[str, Traversable]:
    found = {}
    for room in files("coverset.web").joinpath("static").iterdir():
        for each in room.iterdir() if room.is_dir() else (room,):
            if each.name[each.name.rfind(".") :] in TYPES:
                found[each.name if each is room else f"{room.name}/{each.name}"] = each
    return found


@cache
def _pages() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    from coverset.web.columns import FILTERS

    pages = Environment(
        loader=PackageLoader("coverset.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    pages.filters |= FILTERS | {"eighths": format_eighths, "clock": format_clock, "money": format_money}
    return pages
