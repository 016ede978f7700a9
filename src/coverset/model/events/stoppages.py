"""The company stops, and starts again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from coverset.findings import Finding
from coverset.model.calendar import Calendar
from coverset.model.dates import DAY, DateRange, format_date
from coverset.model.event import Event
from coverset.model.events._words import day_wrong, end_wrong, why
from coverset.model.production import Production

KEY = "stoppages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shutdown(Event):
    """The whole production stops on a date, until another or until a restart; the plan may end later for it."""

    KIND: ClassVar[str] = "shutdown"
    WORDS: ClassVar[str] = "Nobody works from its date on, until a date or until a restart."

    until: date | None = None
    end_date: date | None = None

    def apply(self, production: Production) -> Production:
        """The calendar with a hiatus, and its new end."""
        assert self.day is not None
        end = self.end_date or production.calendar.end_date
        stretch = DateRange(self.day, max(self.day, self.until or end), self.reason)
        calendar = replace(production.calendar, hiatus=(*production.calendar.hiatus, stretch), end_date=end)
        return replace(production, calendar=calendar)

    def sentence(self, production: Production) -> str:
        """When nobody works."""
        assert self.day is not None
        until = f" to {format_date(self.until)}" if self.until else " on, until a restart"
        return f"Nobody works from {format_date(self.day)}{until}{_ends(self.end_date)}{why(self)}."

    def findings(self, production: Production) -> Iterator[Finding]:
        """A date that is missing, past the plan, or after its own end."""
        yield from day_wrong(self, production)
        yield from end_wrong(self, production, self.end_date)
        if self.day is None:
            return
        if self.until is not None and self.until < self.day:
            sentence = f"it ends ({self.until}) before it begins ({self.day})."
            yield self.wrong("window-backwards", sentence)
        if self.day > (self.end_date or production.calendar.end_date):
            sentence = f"the plan ends on {format_date(production.calendar.end_date)}, before it."
            yield self.doubt("event-outside", sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Restart(Event):
    """The production starts again on a date, its first working one; the plan may end later for it."""

    KIND: ClassVar[str] = "restart"
    WORDS: ClassVar[str] = "The shutdown before it ends the date before; the plan may get a new last date."

    end_date: date | None = None

    def apply(self, production: Production) -> Production:
        """The calendar with the stoppage ended, and its new end."""
        assert self.day is not None
        calendar = production.calendar
        stopped = _stopped(calendar, self.day)
        assert stopped is not None
        hiatus = []
        for stretch in calendar.hiatus:
            if stretch != stopped:
                hiatus.append(stretch)
            elif stretch.first < self.day:
                hiatus.append(DateRange(stretch.first, self.day - DAY, stretch.why))
        end = self.end_date or calendar.end_date
        return replace(production, calendar=replace(calendar, hiatus=tuple(hiatus), end_date=end))

    def sentence(self, production: Production) -> str:
        """When work begins again."""
        assert self.day is not None
        return f"Work begins again on {format_date(self.day)}{_ends(self.end_date)}{why(self)}."

    def findings(self, production: Production) -> Iterator[Finding]:
        """A date that is missing, nothing to restart from, an end before it."""
        yield from day_wrong(self, production)
        yield from end_wrong(self, production, self.end_date)
        if self.day is None:
            return
        if _stopped(production.calendar, self.day) is None:
            sentence = f"nothing is stopped on {format_date(self.day)}: put the shutdown before it."
            yield self.wrong("restart-without-shutdown", sentence)
        elif self.day > (self.end_date or production.calendar.end_date):
            end = format_date(production.calendar.end_date)
            sentence = f"the plan ends on {end}, before {format_date(self.day)}: give it a new end_date."
            yield self.wrong("window-backwards", sentence)


def _stopped(calendar: Calendar, day: date) -> DateRange | None:
    """The stoppage that a restart ends: the one the date lies in, or one that runs to the plan's end."""
    inside = [stretch for stretch in calendar.hiatus if day in stretch]
    open_ended = [s for s in calendar.hiatus if s.first <= day and s.last >= calendar.end_date]
    return next(iter([*inside, *open_ended]), None)


def _ends(end_date: date | None) -> str:
    return f"; the plan's last date is now {format_date(end_date)}" if end_date else ""


EVENTS = (Shutdown, Restart)
