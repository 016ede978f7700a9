"""The readiness board for the wall: every beat of every stunt with its state, what is worst, and the next dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from coverset.hazards.asking import spoken
from coverset.hazards.judgement import STATES, Judgement
from coverset.model.dates import format_date
from coverset.model.stunts import Beat
from coverset.render.document import (
    Block,
    Cell,
    Column,
    Document,
    Figure,
    Heading,
    PageBreak,
    Row,
    Table,
    number,
)
from coverset.render.document import day as date_cell
from coverset.reports import Printing
from coverset.reports._papers import frame
from coverset.reports._readiness_wall import Next, Tile, wall
from coverset.reports._stunt_record import (
    Record,
    decides,
    for_all,
    letter,
    nothing,
    record,
    state_cell,
    state_legend,
    titled,
    wanted,
)

__all__ = ["KEY", "SUMMARY", "TITLE", "build", "wanted"]

KEY = "readiness-board"
TITLE = "Readiness board"
SUMMARY = (
    "Every stunt and beat with its state in a word and a colour, the worst three of each with owner and last date, "
    "and the next dates; A3 for the wall."
)

_WORST, _AHEAD, _NAMED = 3, 10, 4
_BOARD = (
    Column("Beat", 26),
    Column("Shot", 22),
    Column("State", 17),
    *(Column(f"{word} to look at", 40) for word in ("First", "Second", "Third")),
    *(Column(state.capitalize(), 9, "right") for state in STATES),
)
_NEXT = (Column("By", 16), Column("Beats", 30), Column("What", 70), Column("Who", 40))


def build(printing: Printing) -> Document:
    """The board of the whole production, whatever the printing is narrowed to; A3 landscape on every paper."""
    plain = for_all(printing)
    blocks = tuple(_blocks(record(plain))) if wanted(printing) else (nothing(),)
    return replace(frame(plain, KEY, TITLE, blocks, orientation="landscape"), paper="a3")


def _blocks(told: Record) -> Iterator[Block]:
    ahead = _ahead(told)
    groups = [
        (stunt.name or stunt.id, [_tile(told, beat) for beat in beats])
        for stunt, beats in told.by_stunt
        if beats
    ]
    yield decides(
        told,
        "A beat is as ready as the worst of what is asked of it; each tile says how much of that is open.",
    )
    yield state_legend()
    title = "Every beat of every stunt with its state, and the next dates"
    said = "; ".join(
        f"{name}: {', '.join(f'{tile.name} {tile.state}' for tile in tiles)}" for name, tiles in groups
    )
    for svg in wall(groups, [_next(due) for due in ahead], title):
        yield Figure(svg, f"{title}. {said}.")
    yield PageBreak()
    yield Heading("The worst three of each beat")
    yield Table(_BOARD, tuple(_rows(told)), key="board", frozen=1)
    if ahead:
        yield Heading("The next dates")
        yield Table(_NEXT, tuple(_next_row(due) for due in ahead), key="next")


def _open(told: Record, beat: Beat) -> tuple[int, int]:
    """How many requirements of a beat are neither shown nor not applicable, and of how many that bear on it."""
    counts = Counter(each.state for each in told.judged(beat))
    return sum(counts[s] for s in STATES[:3]), sum(counts[s] for s in STATES[:4])


def _tile(told: Record, beat: Beat) -> Tile:
    left, every = _open(told, beat)
    days = told.dates(beat)
    when = "cut" if beat.cut else f"{days[0].day} {days[0]:%b}" if days else "no date"
    return Tile(titled(beat), told.state(beat), when, f"{left} of {every}" if every else "")


def _rows(told: Record) -> Iterator[Row]:
    for stunt, beats in told.by_stunt:
        yield Row((Cell(stunt.name or stunt.id),), "group")
        for beat in beats:
            worst = [each for each in told.judged(beat) if each.state in STATES[:3]][:_WORST]
            counts = Counter(each.state for each in told.judged(beat))
            cells = [_worst_cell(each) for each in worst] + [Cell()] * (_WORST - len(worst))
            if beat.cut:
                cells[0] = Cell(f"cut: {beat.cut}")
            yield Row(
                (
                    Cell(titled(beat), bold=True),
                    Cell("" if beat.cut else told.when(beat)),
                    state_cell(told.state(beat)),
                    *cells,
                    *(number(counts[state]) for state in STATES),
                )
            )


def _worst_cell(each: Judgement) -> Cell:
    by = f", by {format_date(each.last_date)}" if each.last_date else ""
    mark = f"{each.state.upper()}: " if each.state != "not shown" else ""
    return Cell(f"{mark}{_what(each)}", note=f"{each.owner}{by}", bold=each.stops)


def _what(each: Judgement) -> str:
    return spoken(each.requirement).replace("concern ", "open concern ", 1)


_Due = tuple[date, list[tuple[Beat, Judgement]]]


def _ahead(told: Record) -> list[_Due]:
    """The next dates with what falls due by each, in the order of the worst."""
    found: dict[date, list[tuple[Beat, Judgement]]] = {}
    for beat in told.stunts.beats:
        for each in told.judged(beat):
            if each.last_date is not None and each.last_date >= told.on and each.state in STATES[:3]:
                found.setdefault(each.last_date, []).append((beat, each))
    return sorted(found.items())[:_AHEAD]


def _beats_words(rows: list[tuple[Beat, Judgement]]) -> str:
    by_stunt: dict[str, list[str]] = {}
    for beat, _ in rows:
        if letter(beat) not in by_stunt.setdefault(beat.stunt, []):
            by_stunt[beat.stunt].append(letter(beat))
    return "; ".join(f"{stunt} {', '.join(letters)}" for stunt, letters in by_stunt.items())


def _next(due: _Due) -> Next:
    day, rows = due
    what = list(dict.fromkeys(_what(each) for _, each in rows))
    more = f" and {len(what) - _NAMED} more" if len(what) > _NAMED else ""
    owners = list(dict.fromkeys(each.owner for _, each in rows if each.owner))
    who = owners[0] if len(owners) == 1 else f"{len(owners)} people" if owners else ""
    return Next(day, f"{_beats_words(rows)}: {', '.join(what[:_NAMED])}{more}", who)


def _next_row(due: _Due) -> Row:
    day, rows = due
    what = ", ".join(dict.fromkeys(_what(each) for _, each in rows))
    owners = ", ".join(dict.fromkeys(each.owner for _, each in rows if each.owner))
    return Row((date_cell(day, bold=True), Cell(_beats_words(rows)), Cell(what), Cell(owners)))
