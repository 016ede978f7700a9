"""The wall's drawing: a tile a beat with its state in a word and a colour, by stunt, and the next dates beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from coverset.hazards.judgement import State
from coverset.reports._drawing import FAINT, INK, SOFT, Box, drawing, line, rect, shortened, width_of, words
from coverset.reports._stunt_record import COLOURS

_WIDTH, _HEIGHT = 1120.0, 662.0
_ABREAST = 7
_TILE, _GAP = 116.0, 5.0
_BESIDE = _ABREAST * (_TILE + _GAP) + 18
_HEAD = 21.0
_LEAST, _MOST = 84.0, 104.0
_BOLD = 0.68
_LINES = 3


@dataclass(frozen=True, slots=True)
class Tile:
    """A beat as it hangs on the wall: its letter and name, state, when it is shot, and how much is open."""

    name: str
    state: State
    when: str
    open: str


@dataclass(frozen=True, slots=True)
class Next:
    """A date ahead, what is due by it, and who acts."""

    day: date
    what: str
    who: str


def wall(groups: Sequence[tuple[str, Sequence[Tile]]], ahead: Sequence[Next], title: str) -> list[str]:
    """The drawings, a page each, the dates beside the first; none without a beat."""
    lines = _laid(groups)
    most = int(_HEIGHT // _LEAST)
    pages = [lines[at : at + most] for at in range(0, len(lines), most)]
    made = []
    for place, page in enumerate(pages):
        high = min(_MOST, _HEIGHT / len(page))
        parts = [*_page(page, high), *(_dates(ahead) if not place else ())]
        made.append(drawing(_WIDTH, max(len(page) * high, _HEIGHT if not place else 0), parts, title))
    return made


Line = list[tuple[str, list[Tile]]]


def _laid(groups: Sequence[tuple[str, Sequence[Tile]]]) -> list[Line]:
    """The groups on lines of so many tiles: each where there is room first, one that is longer than a line cut."""
    lines: list[Line] = []
    for name, tiles in groups:
        for at in range(0, len(tiles), _ABREAST):
            some = list(tiles[at : at + _ABREAST])
            home = next((one for one in lines if _used(one) + len(some) <= _ABREAST), None)
            if home is None:
                lines.append([(name, some)])
            else:
                home.append((name, some))
    return lines


def _used(one: Line) -> int:
    return sum(len(tiles) for _, tiles in one)


def _page(lines: Sequence[Line], high: float) -> Iterator[str]:
    for row, one in enumerate(lines):
        x, y = 0.0, row * high
        for name, tiles in one:
            room = len(tiles) * (_TILE + _GAP) - _GAP
            size = next((size for size in (16, 14, 12.5) if width_of(name, size) * 2 * _BOLD <= room), 11)
            yield words(x, y + 15, shortened(name, size * 1.2, room), size, bold=True)
            yield line(x, y + 19, x + room, y + 19, INK, 1.4)
            for tile in tiles:
                yield from _tile(tile, Box(x, y + _HEAD + 2, _TILE, high - _HEAD - 10))
                x += _TILE + _GAP


def _tile(tile: Tile, box: Box) -> Iterator[str]:
    """Name on one or two lines, the state as large as it fits, the date and what is open."""
    fill, ink = COLOURS[tile.state]
    room, left = box.width - 10, box.x + 5
    yield rect(box, fill, round_by=3)
    for at, said in enumerate(_broken(tile.name, 12, room, 2)):
        yield words(left, box.y + 13 + at * 12.5, said, 12, ink=ink)
    state = tile.state.upper()
    size = min(16.5, room / (len(state) * _BOLD))
    yield words(left, box.y + box.height - 20, state, size, ink=ink, bold=True)
    foot = " · ".join(filter(None, (tile.when, tile.open)))
    yield words(left, box.y + box.height - 6, foot, 11, ink=ink)


def _dates(ahead: Sequence[Next]) -> Iterator[str]:
    yield words(_BESIDE, 15, "NEXT DATES", 16, bold=True)
    yield line(_BESIDE, 19, _WIDTH, 19, INK, 1.4)
    room = _WIDTH - _BESIDE
    if not ahead:
        yield words(_BESIDE, 42, "no date is ahead", 13, ink=SOFT)
    for place, one in enumerate(ahead):
        y = 38 + place * 63
        yield words(_BESIDE, y, f"{one.day:%a} {one.day.day} {one.day:%b}", 17, bold=True)
        yield words(_BESIDE + 104, y, shortened(one.who, 12, room - 104), 12, ink=SOFT)
        for at, said in enumerate(_broken(one.what, 12, room, _LINES)):
            yield words(_BESIDE, y + 15 + at * 13, said, 12)
        yield line(_BESIDE, y + 46, _WIDTH, y + 46, FAINT)


def _broken(text: str, size: float, room: float, most: int) -> list[str]:
    """The words on so many lines at most, the last cut where they are more."""
    lines: list[str] = []
    rest = text.split()
    while rest and len(lines) < most - 1:
        said = rest.pop(0)
        while rest and width_of(f"{said} {rest[0]}", size) <= room:
            said = f"{said} {rest.pop(0)}"
        lines.append(said)
    return [*lines, *filter(None, (shortened(" ".join(rest), size, room),))]
