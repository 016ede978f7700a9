"""Locations that are lost, or may be had on other dates than agreed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from coverset.findings import Finding
from coverset.model.dates import DAY, DateRange, format_date
from coverset.model.event import Event
from coverset.model.events._words import dates_wrong, on, reasoned, why
from coverset.model.places import Location
from coverset.model.production import Production

KEY = "places"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationLost(Event):
    """A location cannot be had on some dates, or, where none are given, from the event's date on."""

    KIND: ClassVar[str] = "location-lost"
    WORDS: ClassVar[str] = "A location is closed on some dates, or from the event's date on."

    location: str
    dates: tuple[DateRange, ...] = ()

    def apply(self, production: Production) -> Production:
        """The location closed."""
        location = production.locations_by_id[self.location]
        if self.dates:
            closed = (*location.closed, *reasoned(self, self.dates))
            return _with(production, replace(location, closed=closed))
        assert self.day is not None
        start, last = production.calendar.start_date, self.day - DAY
        windows = location.open or (DateRange(start - DAY, max(start - DAY, last)),)
        kept = tuple(DateRange(w.first, min(w.last, last), w.why) for w in windows if w.first <= last)
        # No window left at all would mean open on every date.
        return _with(production, replace(location, open=kept or (DateRange(start - DAY, start - DAY),)))

    def sentence(self, production: Production) -> str:
        """Which location is lost when."""
        when = on(self.dates) if self.dates or self.day is None else f"from {format_date(self.day)} on"
        return f"{self.location} is lost {when}{why(self)}."

    def findings(self, production: Production) -> Iterator[Finding]:
        """A location nobody knows, no date at all, dates that are not the plan's."""
        yield from self.unknown("location", self.location, production.locations_by_id)
        if self.dates or self.day is None:
            yield from dates_wrong(self, production, self.dates)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowMoved(Event):
    """A location may be had on other dates than agreed: these and no others."""

    KIND: ClassVar[str] = "window-moved"
    WORDS: ClassVar[str] = "A location is open on other dates than before: these and no others."

    location: str
    open: tuple[DateRange, ...]

    def apply(self, production: Production) -> Production:
        """The location with its new windows."""
        return _with(production, replace(production.locations_by_id[self.location], open=self.open))

    def sentence(self, production: Production) -> str:
        """When the location may be had now, and before."""
        location = production.locations_by_id.get(self.location)
        before = f", before {on(location.open)}" if location and location.open else ""
        return f"{self.location} is open {on(self.open)}{before}{why(self)}."

    def findings(self, production: Production) -> Iterator[Finding]:
        """A location nobody knows, no window, windows that are not the plan's."""
        yield from self.unknown("location", self.location, production.locations_by_id)
        if not self.open:
            yield self.wrong("event-undated", 'it needs its new dates: open = ["2020-09-07..2020-09-25"].')
        else:
            yield from dates_wrong(self, production, self.open)


def _with(production: Production, changed: Location) -> Production:
    locations = tuple(changed if each.id == changed.id else each for each in production.locations)
    return replace(production, locations=locations)


EVENTS = (LocationLost, WindowMoved)
