"""A drawing of the films' dates: the shoot, the post-production, and every reported date on one line a film."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from coverset.model.milestones import Report
from coverset.reports._drawing import FAINT, INK, SOFT, Box, drawing, line, rect, width_of, words

_WIDTH = 1000.0
_LEFT, _RIGHT = 40.0, 30.0
_TOP, _ROW = 34.0, 128.0
_SHOOT, _POST, _DUE, _OLD = "#2f6f9f", "#9cc3e0", "#b3402e", "#8a9099"
_MONTHS = 2_400


@dataclass(frozen=True, slots=True)
class FilmLine:
    """What stands on one film's line: first and last shooting date, the finished film, reports, the chosen one."""

    name: str
    shoot: tuple[date, date] | None
    ready: date | None
    reports: tuple[Report, ...]
    taken: Report | None


def release_line(films: Sequence[FilmLine], title: str) -> str:
    """The drawing as SVG; "" when there is no date to draw."""
    days = [day for film in films for day in _days(film)]
    if not days:
        return ""
    first = min(days).replace(day=1)
    last = max(days)
    months = (last.year - first.year) * 12 + last.month - first.month + 2
    if months > _MONTHS:
        return ""
    end = _month_on(first, months)
    scale = _Scale(first, end)
    parts = [*_axis(scale, first, months, len(films))]
    for place, film in enumerate(films):
        parts += _film(scale, film, _TOP + 18 + place * _ROW)
    return drawing(_WIDTH, _TOP + 18 + len(films) * _ROW, parts, title)


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    last: date

    def x(self, day: date) -> float:
        share = (day - self.first).days / max(1, (self.last - self.first).days)
        return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _days(film: FilmLine) -> Iterator[date]:
    yield from film.shoot or ()
    if film.ready:
        yield film.ready
    for report in film.reports:
        yield report.when.first
        yield report.when.last


def _month_on(day: date, months: int) -> date:
    month = day.month - 1 + months
    return date(day.year + month // 12, month % 12 + 1, 1)


def _axis(scale: _Scale, first: date, months: int, films: int) -> Iterator[str]:
    """Years named, quarters (or only years, on a long line) as fine lines."""
    bottom = _TOP + 10 + films * _ROW
    step = 3 if months <= 72 else 12
    for k in range(months + 1):
        day = _month_on(first, k)
        if day > scale.last or (day.month - 1) % step:
            continue
        x = scale.x(day)
        year = day.month == 1
        yield line(x, _TOP - 6, x, bottom, "#c3c9d0" if year else FAINT, 1.2 if year else 0.8)
        if year:
            yield words(x + 5, _TOP - 12, str(day.year), 14, ink=INK, bold=True)
    if first.month != 1 and (_month_on(first, 13 - first.month) - first).days > 70:
        yield words(_LEFT, _TOP - 12, str(first.year), 14, ink=INK, bold=True)


def _film(scale: _Scale, film: FilmLine, top: float) -> Iterator[str]:
    """One film: its name, a bar of shoot and post-production, and under it the reported dates."""
    yield words(_LEFT, top + 16, film.name, 15, bold=True, halo=True)
    bar = top + 26
    if film.shoot:
        start, wrap = (scale.x(day) for day in film.shoot)
        yield rect(Box(start, bar, max(3, wrap - start), 14), _SHOOT)
        yield words(start, bar + 30, "shoot", 12, ink=_SHOOT)
        if film.ready and film.ready > film.shoot[1]:
            done = scale.x(film.ready)
            yield rect(Box(wrap, bar, done - wrap, 14), _POST)
            yield words(max(wrap + 6, start + 44), bar + 30, "post-production", 12, ink=SOFT)
    level = [0.0, 0.0, 0.0]
    marks: list[str] = []
    said: list[str] = []
    seen: set[object] = set()
    for report in sorted(
        film.reports, key=lambda each: (each.when.first, each.when.last, each != film.taken)
    ):
        if (report.kind, report.when) not in seen:
            _report(scale, report, report == film.taken, bar, level, marks, said)
        seen.add((report.kind, report.when))
    # The words come last, so that no line runs through them.
    yield from (*marks, *said)


def _report(
    scale: _Scale,
    report: Report,
    taken: bool,
    bar: float,
    level: list[float],
    marks: list[str],
    said: list[str],
) -> None:
    """A reported date: a mark on the bar's height, a stretch for a month; its words where there is room."""
    left, right = scale.x(report.when.first), scale.x(report.when.last)
    ink = _DUE if taken else _OLD
    middle = (left + right) / 2
    if report.when.exact:
        marks.append(line(middle, bar - 5, middle, bar + 19, ink, 3))
    else:
        marks.append(rect(Box(left, bar - 5, max(4, right - left), 24), ink, opacity=0.75))
    text = f"{report.when}" + ("" if report.kind == "theatrical" else f" ({report.kind})")
    wide = width_of(text, 12) + 10
    begin = min(max(_LEFT, middle - wide / 2), _WIDTH - wide)
    free = next((k for k, used in enumerate(level) if used <= begin), len(level) - 1)
    level[free] = begin + wide
    y = bar + 48 + free * 15
    marks.append(line(middle, bar + 19, middle, y - 11, ink, 0.8))
    said.append(words(begin, y, text, 12, ink=ink if taken else SOFT, bold=taken, halo=True))
