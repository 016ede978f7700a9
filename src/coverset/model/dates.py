"""Stretches of dates: absences, open windows, hiatus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class DateRange:
    """All dates from ``first`` to ``last``, both included, and why."""

    first: date
    last: date
    why: str = ""

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last

    def __iter__(self) -> Iterator[date]:
        return dates_between(self.first, self.last)

    def __str__(self) -> str:
        when = format_date(self.first)
        if self.last != self.first:
            when += f" to {format_date(self.last)}"
        return f"{when} ({self.why})" if self.why else when


def dates_between(first: date, last: date) -> Iterator[date]:
    """Every date from ``first`` to ``last``, both included."""
    day = first
    while day <= last:
        yield day
        day += DAY


def in_any(day: date, ranges: Iterable[DateRange]) -> bool:
    """Whether a date lies in any of the stretches."""
    return any(day in stretch for stretch in ranges)


@lru_cache(maxsize=4096)
def format_date(day: date) -> str:
    """Write a date as a schedule does: ``Mon 5 May 2025``."""
    return f"{day:%a} {day.day} {day:%b %Y}"
