"""The time line of units: one bar a unit, coloured by base, with journeys, waits and hiatus."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

from coverset.model.board import Board
from coverset.model.dates import DAY
from coverset.reports._diary import Diary, WorkDay, base_name
from coverset.reports._drawing import FAINT, INK, SOFT, Box, drawing, line, rect, shortened, width_of, words

WIDTH = 1000.0
_NAMES = 150.0
_RIGHT = 14.0
_HEAD = 44.0
_ROW = 46.0
_BAR = 18.0
# Worked dates this near to one another at a base are one stay, with a thin line between them.
_ONE_STAY = 7
_ROAD = "#4a5059"


def timeline(board: Board, found: Sequence[Diary], tints: Mapping[str, str]) -> str:
    """The time line as SVG: dates across from the first to the last worked, a row a unit.

    Bars are worked dates, coloured by base, with the base's name under the first of a stay; a thin line joins
    those at most a week apart. Dark stretches are journeys, grey columns hiatus.
    """
    worked = [day.plan.day for each in found for day in each.days]
    first, last = min(worked), max(worked)
    span = _Span(first, last)
    height = _HEAD + _ROW * len(found) + 40
    parts = [*_hiatus(board, span, height - 34), *_axis(span, height - 34)]
    for place, each in enumerate(found):
        parts += _row(board, each, tints, span, _HEAD + _ROW * place + (_ROW - _BAR) / 2)
    parts += _key(board, found, tints, height - 12)
    return drawing(WIDTH, height, parts, "Units and bases over the dates")


class _Span:
    """Dates as places across the drawing."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last
        self.days = (last - first).days + 1
        self.wide = (WIDTH - _NAMES - _RIGHT) / self.days

    def x(self, day: date) -> float:
        return _NAMES + ((day - self.first).days) * self.wide


def _axis(span: _Span, bottom: float) -> Iterator[str]:
    """Months over the rows, Mondays as ticks where they are wide enough apart."""
    every = max(1, int(-(-26 // max(span.wide * 7, 0.01))))
    monday = span.first - timedelta(days=span.first.weekday())
    count = 0
    while monday <= span.last:
        if monday >= span.first:
            yield line(span.x(monday), _HEAD - 10, span.x(monday), bottom, FAINT)
            following = (monday.replace(day=28) + timedelta(days=4)).replace(day=1)
            room = min(span.x(following), WIDTH - _RIGHT) - span.x(monday)
            if count % every == 0 and room > 14:
                yield words(span.x(monday) + 2, _HEAD - 2, str(monday.day), 10.5, ink=SOFT)
            count += 1
        monday += 7 * DAY
    day = span.first
    while day <= span.last:
        end = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
        room = span.x(min(end, span.last + DAY)) - span.x(day)
        yield line(span.x(day), 6, span.x(day), bottom, SOFT)
        name = f"{day:%B} {day.year}" if width_of(f"{day:%B} {day.year}", 13) + 8 < room else f"{day:%b}"
        if width_of(name, 13) + 4 < room:
            yield words(span.x(day) + 4, 20, name, 13, bold=True)
        day = end


def _hiatus(board: Board, span: _Span, bottom: float) -> Iterator[str]:
    for stretch in board.production.calendar.hiatus:
        start, end = max(stretch.first, span.first), min(stretch.last, span.last)
        if start <= end:
            box = Box(span.x(start), _HEAD, span.x(end + DAY) - span.x(start), bottom - _HEAD)
            yield rect(box, "#e3e5e8")


def _row(board: Board, each: Diary, tints: Mapping[str, str], span: _Span, top: float) -> Iterator[str]:
    lines = textwrap.wrap(each.unit.name or each.unit.id, 22, max_lines=2, placeholder="…") or [each.unit.id]
    for place, said in enumerate(lines):
        yield words(0, top + _BAR / 2 + 5 + 15 * (place - (len(lines) - 1) / 2), said, 13, bold=True)
    found = list(stays(each))
    ends = [span.x(days[0].plan.day) for days in found[1:]] + [WIDTH]
    for days, end in zip(found, ends, strict=True):
        base = days[0].clock.base
        yield from _stay(days, tints[base], span, top)
        start = span.x(days[0].plan.day)
        if said := shortened(base_name(board, base), 11, end - start - 3):
            yield words(start, top + _BAR + 11, said, 11, ink=SOFT)
    for day in each.travel:
        yield rect(Box(span.x(day), top + _BAR / 4, span.wide, _BAR / 2), _ROAD)


def stays(each: Diary) -> Iterator[list[WorkDay]]:
    """The worked dates of a unit, parted where the base changes or more than a week passes."""
    stay: list[WorkDay] = []
    for day in each.days:
        if stay and (
            day.clock.base != stay[-1].clock.base or (day.plan.day - stay[-1].plan.day).days > _ONE_STAY
        ):
            yield stay
            stay = []
        stay.append(day)
    if stay:
        yield stay


def _stay(days: Sequence[WorkDay], tint: str, span: _Span, top: float) -> Iterator[str]:
    first, last = span.x(days[0].plan.day), span.x(days[-1].plan.day)
    yield line(first, top + _BAR / 2, last, top + _BAR / 2, SOFT)
    ordinals = enumerate(days)
    for _, group in groupby(ordinals, key=lambda one: one[1].plan.day.toordinal() - one[0]):
        run = [day.plan.day for _, day in group]
        yield rect(Box(span.x(run[0]), top, len(run) * span.wide, _BAR), tint, stroke=SOFT)


def _key(board: Board, found: Sequence[Diary], tints: Mapping[str, str], baseline: float) -> Iterator[str]:
    x = _NAMES
    used = dict.fromkeys(day.clock.base for each in found for day in each.days)
    entries = [(base_name(board, base), tints[base]) for base in used]
    if any(each.travel for each in found):
        entries.append(("journey", _ROAD))
    if board.production.calendar.hiatus:
        entries.append(("hiatus", "#e3e5e8"))
    for name, fill in entries:
        said = shortened(name, 12, 160)
        if x + 22 + width_of(said, 12) > WIDTH:
            return
        yield rect(Box(x, baseline - 10, 14, 11), fill, stroke=SOFT)
        yield words(x + 19, baseline, said, 12, ink=INK)
        x += 19 + width_of(said, 12) + 20
