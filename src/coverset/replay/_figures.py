"""Drawings of a story: plans one under another over the same dates, coloured by base."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coverset.model.board import Board
from coverset.model.dates import DAY, DateRange
from coverset.reports._drawing import FAINT, INK, SOFT, Box, drawing, line, rect, shortened, width_of, words

WIDTH = 1000.0
_NAMES, _FIGURES = 170.0, 150.0
_HEAD = 34.0
_MAIN, _OTHER, _GAP = 17.0, 8.0, 5.0
_LEAST = 40.0
_PAUSE = "#e3e5e8"
_TODAY = "#b3402e"
_ONE_STAY = 10
_SHORT = 130
"""Up to so many dates across, each date is drawn by itself and Mondays are numbered."""


@dataclass(frozen=True)
class PlanRow:
    """One plan on the drawing: its name, its board, the date as of which it was made, and what stands beside it."""

    name: str
    board: Board
    as_of: date | None = None
    beside: tuple[str, ...] = ()
    strong: bool = True

    @property
    def units(self) -> list[list[tuple[date, str]]]:
        """For each shooting unit that works, its dates with their bases; the first unit first."""
        found = []
        for unit in self.board.production.units:
            if unit.kind != "prep":
                days = [(day.day, self.board.base(day)) for day in self.board.unit_days(unit.id)]
                if days:
                    found.append(days)
        return found

    @property
    def height(self) -> float:
        """How high the row is."""
        bars = _MAIN + 12 + (len(self.units) - 1) * (_OTHER + 2)
        return max(_LEAST, bars, 14 * len(self.beside) + 4) + _GAP


def plans_figure(rows: Sequence[PlanRow], tints: Mapping[str, str], title: str) -> str:
    """The plans as SVG, a row each: first unit as the thick bar, other units thin under it; "" without a date.

    Grey is where nobody works, the red line the date as of which a plan was made.
    """
    every = [day for row in rows for unit in row.units for day, _ in unit]
    if not every:
        return ""
    scale = _Scale(min(every).replace(day=1), max(every) + max(2, (max(every) - min(every)).days // 40) * DAY)
    height = _HEAD + sum(row.height for row in rows) + 26
    bottom = height - 26
    parts: list[str] = []
    top = _HEAD
    for row in rows:
        parts += _pauses(row, scale, top)
        top += row.height
    parts += _axis(scale, bottom)
    top = _HEAD
    for row in rows:
        parts += _row(row, scale, tints, top)
        top += row.height
    parts += _key(rows, tints, height - 8)
    return drawing(WIDTH, height, parts, title)


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def wide(self) -> float:
        return (WIDTH - _NAMES - _FIGURES) / self.days

    def x(self, day: date) -> float:
        return _NAMES + (min(max(day, self.first), self.last + DAY) - self.first).days * self.wide


def _axis(scale: _Scale, bottom: float) -> Iterator[str]:
    day = scale.first
    while day <= scale.last:
        after = (day.replace(day=28) + 5 * DAY).replace(day=1)
        room = scale.x(after) - scale.x(day)
        year = day.month == 1 or day == scale.first
        yield line(scale.x(day), 18 if year else 24, scale.x(day), bottom, SOFT if year else FAINT)
        if year:
            yield words(scale.x(day) + 3, 14, str(day.year), 13, bold=True)
        if scale.days <= _SHORT:
            monday = day + (-day.weekday() % 7) * DAY
            while monday < min(after, scale.last):
                yield line(scale.x(monday), 32, scale.x(monday), bottom, FAINT)
                if scale.x(monday) > scale.x(day) + 26:
                    yield words(scale.x(monday) + 2, 29, str(monday.day), 10, ink=SOFT)
                monday += 7 * DAY
        name = f"{day:%b}" if width_of(f"{day:%b}", 11) + 3 < room else f"{day:%b}"[:1]
        if width_of(name, 11) < room:
            yield words(scale.x(day) + 3, 29, name, 11, ink=SOFT)
        day = after


def _pauses(row: PlanRow, scale: _Scale, top: float) -> Iterator[str]:
    for stretch in row.board.production.calendar.hiatus:
        if stretch.last >= scale.first and stretch.first <= scale.last:
            yield rect(_box(scale, stretch, top + 1, row.height - 3), _PAUSE)


def _box(scale: _Scale, stretch: DateRange, top: float, height: float) -> Box:
    left = scale.x(stretch.first)
    return Box(left, top, max(1.0, scale.x(stretch.last + DAY) - left), height)


def _row(row: PlanRow, scale: _Scale, tints: Mapping[str, str], top: float) -> Iterator[str]:
    said = textwrap.wrap(row.name, 26, max_lines=2, placeholder="…")
    for place, words_ in enumerate(said):
        yield words(0, top + 15 + 15 * place, words_, 13, bold=row.strong)
    bar = top + 2
    for place, days in enumerate(row.units):
        high = _MAIN if place == 0 else _OTHER
        for base, run in _runs(days, 1 if scale.days <= _SHORT else 3):
            yield rect(Box(scale.x(run[0]), bar, scale.x(run[-1] + DAY) - scale.x(run[0]), high), tints[base])
        if place == 0:
            for base, first, end in _stays(days):
                name = row.board.production.bases_by_id[base].name or base
                room = scale.x(end) - scale.x(first) - 2
                if short := shortened(name, 10, room):
                    yield words(scale.x(first), bar + high + 10, short, 10, ink=SOFT)
            bar += high + 13
        else:
            bar += high + 2
    if row.as_of is not None and scale.first <= row.as_of <= scale.last:
        yield line(scale.x(row.as_of), top, scale.x(row.as_of), top + row.height - 3, _TODAY, 1.6)
    for place, words_ in enumerate(row.beside):
        yield words(
            WIDTH,
            top + 14 + 14 * place,
            words_,
            12,
            ink=INK if not place else SOFT,
            bold=not place,
            anchor="end",
        )


def _runs(days: Sequence[tuple[date, str]], apart: int) -> Iterator[tuple[str, list[date]]]:
    """Dates of one base that lie no more than ``apart`` days from one another: with 3, weekends are filled."""
    run: list[date] = []
    here = ""
    for day, base in days:
        if run and (base != here or (day - run[-1]).days > apart):
            yield here, run
            run = []
        here = base
        run.append(day)
    if run:
        yield here, run


def _stays(days: Sequence[tuple[date, str]]) -> list[tuple[str, date, date]]:
    """Each stay at a base with its first date and the date on which the next begins."""
    firsts: list[tuple[str, date]] = []
    for k, (day, base) in enumerate(days):
        if not k or base != days[k - 1][1] or (day - days[k - 1][0]).days > _ONE_STAY:
            firsts.append((base, day))
    ends = [day for _, day in firsts[1:]] + [days[-1][0] + 60 * DAY]
    return [(base, day, end) for (base, day), end in zip(firsts, ends, strict=True)]


def _key(rows: Sequence[PlanRow], tints: Mapping[str, str], baseline: float) -> Iterator[str]:
    x = _NAMES
    used = dict.fromkeys(base for row in rows for unit in row.units for _, base in unit)
    names = rows[0].board.production.bases_by_id
    entries = [(names[base].name or base if base in names else base, tints[base]) for base in used]
    entries += [("nobody works", _PAUSE)] if any(row.board.production.calendar.hiatus for row in rows) else []
    if any(row.as_of for row in rows):
        entries.append(("as of", _TODAY))
    for name, fill in entries:
        wide = width_of(name, 12)
        if x + 22 + wide > WIDTH:
            return
        yield rect(Box(x, baseline - 10, 3 if fill == _TODAY else 14, 11), fill)
        yield words(x + 19, baseline, name, 12)
        x += 19 + wide + 20
