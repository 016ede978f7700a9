"""The dates of a Universal Schedule Standard file: instants as days, and a calendar's working dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from coverset.model.calendar import Calendar, Holiday
from coverset.model.dates import DAY, dates_between

_INSTANT = re.compile(
    r"\s*(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:[.,]\d{1,9})?\s{0,2}(Z|[+-]\d{2}:?\d{2})?)?\s*"
)
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
_LONGEST = timedelta(days=1_900)


def standard_instant(text: str) -> str | None:
    """An instant as the standard writes it, ``2022-06-24T08:00:00.000Z``; None for what is no date.

    A bare date is its midnight. ``+0000`` is Z. With another offset the day as written is kept, at midnight:
    what a schedule means by an instant is the day.
    """
    match = _INSTANT.fullmatch(text[:60])
    if not match:
        return None
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    if not EARLIEST <= day <= LATEST:
        return None
    hour, minute, second = (int(match[place] or 0) for place in (4, 5, 6))
    if hour > 23 or minute > 59 or second > 59:
        return None
    if match[7] not in (None, "Z", "+0000", "+00:00", "-0000", "-00:00"):
        hour = minute = second = 0
    return f"{day.isoformat()}T{hour:02}:{minute:02}:{second:02}.000Z"


def day_of(instant: str) -> tuple[date, bool]:
    """The day an instant of the standard means, and whether it is the day after the one it names.

    Programs write midnight of their own time zone in UTC: 07:00 Z is midnight in the west, 22:00 Z midnight
    of the next day further east.
    """
    day = date.fromisoformat(instant[:10])
    east = int(instant[11:13]) >= 12
    return (day + DAY if east else day), east


def instant_of(day: date) -> str:
    """A day as the standard writes it: its midnight in UTC."""
    return f"{day.isoformat()}T00:00:00.000Z"


@dataclass(frozen=True, slots=True)
class Week:
    """A calendar of the file: the first shooting date, weekdays off (Monday 0) and single dates off by name."""

    start: date
    days_off: frozenset[int]
    dates_off: Mapping[date, str]

    def working(self) -> Iterator[date]:
        """The dates of the board's days, the first list's first; the start date counts whatever the week says."""
        yield self.start
        day = self.start + DAY
        while day < LATEST:
            if day.weekday() not in self.days_off and day not in self.dates_off:
                yield day
            day += DAY

    def calendar(self, end: date) -> Calendar:
        """The same calendar as the model has it, to an end date."""
        odd = self.start.weekday() in self.days_off or self.start in self.dates_off
        return Calendar(
            start_date=self.start,
            end_date=end,
            days_off=tuple(sorted(self.days_off)),
            holidays=tuple(Holiday(day, name) for day, name in sorted(self.dates_off.items())),
            working=(self.start,) if odd else (),
        )


def read_week(calendar: Mapping[str, Any]) -> tuple[Week | None, bool]:
    """The week of a calendar that keeps the standard, or None without a start; and whether a day was moved east.

    Seven weekdays off leave no date to shoot on: then none counts as off.
    """
    start: date | None = None
    off: dict[date, str] = {}
    moved = False
    for event in calendar["events"] or ():
        if event["type"] == "event":
            continue
        day, east = day_of(event["date"])
        moved |= east
        if event["type"] == "start":
            start = start or day
        else:
            off[day] = "" if event["name"] in (None, "dayOff") else event["name"]
    weekdays = frozenset((int(day) - 1) % 7 for day in calendar["daysOff"])
    if len(weekdays) == 7:
        weekdays = frozenset()
    return (Week(start, weekdays, off) if start else None), moved


def week_of(calendar: Calendar, worked: Iterable[date]) -> Week:
    """The week that makes exactly the calendar's working dates, and every date already on the board, shootable."""
    on_board = frozenset(worked)
    start = min(on_board, default=calendar.start_date)
    if timedelta(0) <= start - calendar.start_date < _LONGEST / 2:
        start = calendar.start_date
    end = min(max(on_board | {calendar.end_date, start}), start + _LONGEST)
    names = {holiday.day: holiday.name for holiday in calendar.holidays}
    open_dates = {day for day in dates_between(start, end) if day in on_board or calendar.works(day)}
    start = min(open_dates, default=start)
    worked_weekdays = {day.weekday() for day in open_dates}
    days_off = frozenset(day for day in range(7) if day in calendar.days_off and day not in worked_weekdays)
    closed = (day for day in dates_between(start, end) if day not in open_dates)
    return Week(
        start,
        days_off,
        {day: names.get(day, "") for day in closed if day.weekday() not in days_off and day != start},
    )
