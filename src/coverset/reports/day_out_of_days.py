"""The day-out-of-days: on which dates everybody works, rehearses, is held, travels, is dropped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from coverset.costs import cast as cast_cost
from coverset.costs import hires as hires_cost
from coverset.model.board import Board
from coverset.model.dates import format_date, in_any
from coverset.model.dood import Cell as Day
from coverset.model.dood import CellKind, DoodRow, Profile, Totals
from coverset.render.document import (
    Block,
    Cell,
    Column,
    Document,
    Legend,
    LegendEntry,
    Matrix,
    MatrixHead,
    MatrixRow,
    Note,
    Points,
    Strong,
    Text,
    money,
    number,
)
from coverset.reports import Printing
from coverset.reports._cast_days import Engaged, cast_of, hires_of
from coverset.reports._dood_columns import Stretch, columns, heads
from coverset.reports._papers import closing, diaries, frame

KEY = "day-out-of-days"
TITLE = "Day out of days"
SUMMARY = "The dates each member of the cast and each hire works, rehearses, is held, travels or is dropped."

Look = CellKind | Literal["ends", "clash", "hiatus"]

_FILLS: dict[Look, str] = {
    "work": "#cfe6d2",
    "rehearsal": "#e3d6f0",
    "fitting": "#e3d6f0",
    "travel": "#cfe0f5",
    "hold": "#fdf0c4",
    "drop": "",
    "holiday": "#f3c3be",
    "off": "#e6e8eb",
    "unavailable": "#c9ccd1",
    "free": "",
    "ends": "#9fd0a6",
    "clash": "#d9483b",
    "hiatus": "#9aa1aa",
}
_PROFILES: dict[Profile, str] = {
    "strip-days": "Start and finish are the first and last date with a scene.",
    "paid-days": "Start and finish are the first and last paid date, journeys and rehearsals included.",
}


@dataclass(frozen=True)
class Sheet:
    """One printing of the matrix: who is on it, over which columns. It needs somebody who is engaged."""

    printing: Printing
    cast: tuple[Engaged, ...]
    hires: tuple[Engaged, ...]

    @property
    def board(self) -> Board:
        """The board that is printed."""
        return self.printing.board

    @property
    def profile(self) -> Profile:
        """Which house's codes are printed."""
        return "paid-days" if self.printing.profile == "paid-days" else "strip-days"

    @cached_property
    def columns(self) -> tuple[Stretch, ...]:
        """The columns, from the first date on which anybody is engaged to the last."""
        return columns((*self.cast, *self.hires))

    def row(self, engaged: Engaged) -> DoodRow:
        """The cells and totals of one row."""
        first, last = self.columns[0].first, self.columns[-1].last
        return engaged.row(self.board.production.calendar, first, last, self.profile)

    @cached_property
    def spent(self) -> Counter[str]:
        """What each person or hire of one matrix costs: ids are told apart by the ledger line."""
        sums: Counter[str] = Counter()
        for charge in self.printing.ledger.charges:
            if charge.line in (*cast_cost.LINES, *hires_cost.LINES):
                sums[charge.about] += charge.amount
        return sums

    @cached_property
    def years(self) -> bool:
        """Whether the columns lie in more than one year."""
        return self.columns[0].first.year != self.columns[-1].last.year


def build(printing: Printing) -> Document:
    """The cast in board-number order, then the hires, a column a date; codes by ``printing.profile``."""
    cast, hires = engaged_on(printing)
    blocks: list[Block] = []
    if not cast and not hires:
        blocks.append(Note("Nobody is called on this board.", "warn", "Empty"))
        return frame(printing, KEY, TITLE, [*blocks, *closing(printing)], orientation="landscape")
    sheet = Sheet(printing, cast, hires)
    top = heads(printing.board, diaries(printing), sheet.columns)
    if cast:
        blocks.append(matrix(sheet, cast, top.rows, "Cast"))
    if hires:
        blocks.append(matrix(sheet, hires, top.rows, "Hires"))
    blocks.append(legend(sheet))
    if top.bases:
        blocks.append(Legend(top.bases, "Bases"))
    blocks += remarks(sheet)
    return frame(printing, KEY, TITLE, blocks, orientation="landscape")


def engaged_on(printing: Printing) -> tuple[tuple[Engaged, ...], tuple[Engaged, ...]]:
    """Who is on the paper: everybody called, or those of a unit, or one person."""
    board = printing.board
    cast, hires = cast_of(board), hires_of(board)
    if printing.person is not None:
        return tuple(one for one in cast if one.id == printing.person), ()
    if printing.unit is None:
        return cast, hires
    tasks = [task for day in board.unit_days(printing.unit) for task in board.tasks(day)]
    people = {person for task in tasks for person in board.production.people_of(task)}
    things = {resource for task in tasks for resource in task.resources}
    return tuple(one for one in cast if one.id in people), tuple(one for one in hires if one.id in things)


def matrix(sheet: Sheet, rows: Sequence[Engaged], top: tuple[MatrixHead, ...], title: str) -> Matrix:
    """The cast or the hires over the columns, with who is called on each date and the totals."""
    is_cast = title == "Cast"
    lead = (Column("No.", 4, "right"), Column(title, 22)) if is_cast else (Column(title, 26),)
    made, sums = [], Totals()
    called: Counter[date] = Counter()
    for engaged in rows:
        row = sheet.row(engaged)
        called.update(cell.day for cell in row.cells if cell.kind in ("work", "rehearsal"))
        sums = _add(sums, row.totals)
        names = (
            (Cell(engaged.number), Cell(engaged.name, bold=True))
            if is_cast
            else (Cell(engaged.name, bold=True),)
        )
        made.append(MatrixRow(names, _cells(sheet, row), _totals(sheet, row.totals, engaged.id)))
    counts = tuple(_count(sum(called[day] for day in stretch.dates())) for stretch in sheet.columns)
    words = "Called" if is_cast else "In use"
    ends = (Cell(), Cell(words, bold=True)) if is_cast else (Cell(words, bold=True),)
    made.append(MatrixRow(ends, counts, _totals(sheet, sums, *(one.id for one in rows), bold=True)))
    return Matrix(
        lead,
        top,
        tuple(made),
        _total_columns(sheet, "Reh" if is_cast else "Rig"),
        caption=title,
        key=f"{KEY} {title.casefold()}",
        width=3.4,
    )


def _count(people: int) -> Cell:
    return number(people, bold=True) if people else Cell()


def _add(sums: Totals, more: Totals) -> Totals:
    starts = [day for day in (sums.start, more.start) if day]
    ends = [day for day in (sums.finish, more.finish) if day]
    return Totals(
        work=sums.work + more.work,
        hold=sums.hold + more.hold,
        travel=sums.travel + more.travel,
        rehearsal=sums.rehearsal + more.rehearsal,
        holiday=sums.holiday + more.holiday,
        drop=sums.drop + more.drop,
        start=min(starts, default=None),
        finish=max(ends, default=None),
    )


def _cells(sheet: Sheet, row: DoodRow) -> tuple[Cell, ...]:
    by_day = {cell.day: cell for cell in row.cells}
    return tuple(_cell(sheet, [by_day[day] for day in stretch.dates()], row) for stretch in sheet.columns)


def _cell(sheet: Sheet, days: Sequence[Day], row: DoodRow) -> Cell:
    """One date, or a stretch that is skipped: then how many dates of it are held."""
    if len(days) > 1:
        held = sum(day.kind == "hold" for day in days)
        return Cell(
            f"{held}H" if held else "…", fill=_FILLS["hold"] if held else _FILLS["off"], align="center"
        )
    day = days[0]
    return Cell(day.code, fill=_FILLS[look(sheet, day, row)], bold=day.kind == "work", align="center")


def look(sheet: Sheet, day: Day, row: DoodRow) -> Look:
    """What a date is coloured as: its kind, or what is more to be seen than that."""
    if day.day in row.clashes and day.kind != "travel":
        return "clash"
    if day.kind == "off" and in_any(day.day, sheet.board.production.calendar.hiatus):
        return "hiatus"
    if day.code.startswith("S") or day.code.endswith("F"):
        return "ends"
    return day.kind


def _total_columns(sheet: Sheet, rehearsed: str) -> tuple[Column, ...]:
    wide = 9.5 if sheet.years else 6.5
    shown = [Column(title, width, "right") for title, width in (
        ("Work", 4), (rehearsed, 4), ("Hold", 4), ("Trav", 4), ("Hol", 3), ("Drop", 4), ("Total", 5),
        ("Start", wide), ("Finish", wide),
    )]  # fmt: skip
    if sheet.printing.money:
        shown.append(Column(f"Cost {sheet.board.production.currency}", 10, "right"))
    return tuple(shown)


def _totals(sheet: Sheet, totals: Totals, *ids: str, bold: bool = False) -> tuple[Cell, ...]:
    counts = (totals.work, totals.rehearsal, totals.hold, totals.travel, totals.holiday, totals.drop)
    cells = [number(count, bold=bold) if count else Cell() for count in counts]
    cells.append(number(totals.engaged, bold=True))
    cells += [_date(sheet, day) for day in (totals.start, totals.finish)]
    if sheet.printing.money:
        cells.append(money(sum(map(sheet.spent.__getitem__, ids)), bold=bold))
    return tuple(cells)


def _date(sheet: Sheet, day: date | None) -> Cell:
    if day is None:
        return Cell()
    return Cell(f"{day.day} {day:%b %Y}" if sheet.years else f"{day.day} {day:%b}", day, "date")


def legend(sheet: Sheet) -> Legend:
    """What the codes and colours mean."""
    paid = sheet.profile == "paid-days"
    entries = [
        LegendEntry("works", "W", _FILLS["work"]),
        LegendEntry("starts", "SW", _FILLS["ends"]),
        LegendEntry("finishes", "WF", _FILLS["ends"]),
        LegendEntry("last date before a drop", "WD", _FILLS["work"]),
        LegendEntry("picked up after it", "PW", _FILLS["work"]),
        LegendEntry("held and paid", "H", _FILLS["hold"]),
        LegendEntry("rehearses, tests or rigs: no scene", "R", _FILLS["rehearsal"]),
        LegendEntry("travels", "T" if paid else "TR", _FILLS["travel"]),
        LegendEntry("company day off", "-", _FILLS["off"]),
        LegendEntry("holiday", "/", _FILLS["holiday"]),
        LegendEntry("away", "X", _FILLS["unavailable"]),
    ]
    if sheet.board.production.calendar.hiatus:
        entries.append(LegendEntry("hiatus", "-", _FILLS["hiatus"]))
    if _clashes(sheet):
        entries.append(LegendEntry("called although away", "W", _FILLS["clash"], "#ffffff"))
    return Legend(tuple(entries), "Codes")


def remarks(sheet: Sheet) -> Iterator[Block]:
    """What the codes rest on, whom the paper leaves out, and who is called although away."""
    said = [_PROFILES[sheet.profile]]
    if any(one.journeys for one in sheet.cast):
        said.append(
            "Travel dates are derived: the working dates next to the call that the journey belongs to."
        )
    skipped = [stretch for stretch in sheet.columns if stretch.is_skipped]
    if skipped:
        spans = "; ".join(f"{format_date(one.first)} to {format_date(one.last)}" for one in skipped)
        said.append(f"Not printed, as nobody works, rehearses or travels (…, with the dates held): {spans}.")
    yield Text(" ".join(said), small=True)
    if words := " ".join(_reckoning(sheet)):
        yield Text((Strong("Beside the cost ledger. "), words), small=True)
    clashes = _clashes(sheet)
    if clashes:
        yield Note("Somebody is called on a date on which they are away.", "stop", "Clash")
        yield Points(clashes)
    if sheet.printing.person is None and sheet.printing.unit is None:
        idle = [p.name or p.id for p in sheet.board.production.people if not sheet.board.worked_by(p.id)]
        if idle:
            yield Text(f"Not called on this board: {', '.join(idle)}.", small=True)


def _reckoning(sheet: Sheet) -> Iterator[str]:
    """Why the counts of holds and drops are not the ledger's, with the dates that make the difference."""
    everybody = (*sheet.cast, *sheet.hires)
    roads = [
        f"{one.name} {', '.join(_short(day) for day in sorted(one.travel & set(one.spell.held)))}"
        for one in everybody
        if one.paid_on_the_road
    ]
    if roads:
        travels = "T" if sheet.profile == "paid-days" else "TR"
        yield f"Its held dates include these, which stand here as {travels} and not as H: {'; '.join(roads)}."
    drops = [
        f"{one.name} {', '.join(f'{_short(gap.last)} to {_short(gap.following)}' for gap in one.spell.drops)}"
        for one in everybody
        if one.spell.drops
    ]
    if drops:
        yield "It counts each drop once; Drop counts the working dates inside it that are not paid:"
        yield f"{'; '.join(drops)} (last date before, pick-up)."


def _short(day: date) -> str:
    return f"{day.day} {day:%b}"


def _clashes(sheet: Sheet) -> tuple[str, ...]:
    """Who is called on dates on which they are away."""
    found = []
    for one in sheet.cast + sheet.hires:
        days = [format_date(day) for day in sorted(one.work | one.rehearsal) if one.away(day)]
        if days:
            found.append(f"{one.name} is called on {', '.join(days)}, stated as away.")
    return tuple(found)
