"""The columns of a day-out-of-days and the rows above them: month, date, weekday, base, shoot day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from coverset.model.board import Board
from coverset.model.dates import dates_between
from coverset.render.document import Cell, LegendEntry, MatrixHead
from coverset.reports._cast_days import Engaged
from coverset.reports._diary import Diary, base_name

LEAST_SKIPPED = 14
"""So many dates in a row without any engagement are printed as one column."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One column: a date, or the dates from ``first`` to ``last`` when nobody is engaged on any of them."""

    first: date
    last: date

    @property
    def is_skipped(self) -> bool:
        """Whether the column stands for more than one date."""
        return self.last > self.first

    def dates(self) -> Iterator[date]:
        """Every date of the column."""
        return dates_between(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Top:
    """The header rows, and what the short names of bases in them mean."""

    rows: tuple[MatrixHead, ...]
    bases: tuple[LegendEntry, ...]


def _span(rows: Iterable[Engaged]) -> tuple[date, date]:
    """The first and the last date on which anybody is engaged."""
    dates = [day for one in rows for day in one.dates]
    return min(dates), max(dates)


def columns(rows: Sequence[Engaged]) -> tuple[Stretch, ...]:
    """A column a date, long stretches without any engagement as one."""
    first, last = _span(rows)
    busy = {day for one in rows for day in one.dates}
    found: list[Stretch] = []
    for is_busy, group in groupby(dates_between(first, last), busy.__contains__):
        dates = tuple(group)
        if is_busy or len(dates) < LEAST_SKIPPED:
            found += [Stretch(day, day) for day in dates]
        else:
            found.append(Stretch(dates[0], dates[-1]))
    return tuple(found)


def heads(board: Board, found: Sequence[Diary], shown: Sequence[Stretch]) -> Top:
    """The base and the number of the shoot day of each shooting unit, preparation, then month, weekday and date."""
    codes = _base_codes(board)
    used: dict[str, str] = {}
    rows = []
    for diary in (one for one in found if one.unit.kind != "prep"):
        name = diary.unit.name or diary.unit.id
        rows.append(MatrixHead(f"{name}: base", tuple(_bases(board, diary, shown, codes, used))))
        rows.append(MatrixHead(f"{name}: day", tuple(_numbers(diary, shown))))
    prepared = {day.plan.day for one in found if one.unit.kind == "prep" for day in one.days}
    if prepared:
        rows.append(
            MatrixHead("Rig, rehearsal", tuple(Cell("P" if one.first in prepared else "") for one in shown))
        )
    rows += [
        MatrixHead("Month", tuple(_months(shown))),
        MatrixHead("Weekday", tuple(Cell("" if one.is_skipped else f"{one.first:%a}"[:2]) for one in shown)),
        MatrixHead("Date", tuple(Cell("…" if one.is_skipped else str(one.first.day)) for one in shown)),
    ]
    return Top(tuple(rows), tuple(LegendEntry(name, code) for code, name in sorted(used.items())))


def _months(shown: Sequence[Stretch]) -> Iterator[Cell]:
    for (year, month), group in groupby(shown, lambda one: (one.first.year, one.first.month)):
        span = len(tuple(group))
        long = f"{date(year, month, 1):%B %Y}"
        yield Cell(long if span >= 5 else f"{date(year, month, 1):%b}", span=span)


def _numbers(diary: Diary, shown: Sequence[Stretch]) -> Iterator[Cell]:
    numbers = {day.plan.day: str(day.number or "P") for day in diary.days} | dict.fromkeys(diary.travel, "T")
    for one in shown:
        yield Cell(numbers.get(one.first, ""), bold=True)


def _bases(
    board: Board, diary: Diary, shown: Sequence[Stretch], codes: dict[str, str], used: dict[str, str]
) -> Iterator[Cell]:
    """The base from each working date up to the next journey; a name where it fits, a short one elsewhere."""
    by_day = {day.plan.day: board.base(day.plan) for day in diary.days}
    last = max(by_day, default=None)
    here, stays = "", []
    for one in shown:
        here = "" if one.first in diary.travel else by_day.get(one.first, here)
        stays.append("" if one.is_skipped or last is None or one.first > last else here)
    for base, group in groupby(stays):
        span = len(tuple(group))
        if not base:
            yield Cell(span=span)
            continue
        name = base_name(board, base)
        short = len(name) > span * 3.2
        if short:
            used[codes[base]] = name
        yield Cell(codes[base] if short else name, span=span)


def _base_codes(board: Board) -> dict[str, str]:
    """A short name of at most three letters for each base, no two alike."""
    codes: dict[str, str] = {}
    for place, base in enumerate(board.production.bases):
        letters = "".join(letter for letter in base_name(board, base.id).upper() if letter.isalnum())
        code = letters[:3]
        codes[base.id] = code if code and code not in codes.values() else f"B{place + 1}"
    return codes
