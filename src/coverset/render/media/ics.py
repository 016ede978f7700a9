"""Papers' calendar entries as iCalendar, for the phones of cast and crew."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from coverset.render._words import clean, one_line
from coverset.render.document import Document, Event

KEY = "ics"
SUFFIX = ".ics"
MEDIA_TYPE = "text/calendar; charset=utf-8"

# A paper that was never issued still needs a DTSTAMP (RFC 5545, section 3.8.7.2).
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def write(document: Document) -> bytes:
    """The events of a paper as one calendar (RFC 5545): stable UID, SEQUENCE, CANCELLED where called off.

    DTSTAMP is the moment the paper was issued, never the clock's, so the same paper gives the same bytes.
    Raises ValueError when an event names a time zone that does not exist.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//Coverset//Coverset//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    name = " · ".join(filter(None, (one_line(document.production), one_line(document.title))))
    calendar.add("x-wr-calname", name)
    for event in document.events:
        calendar.add_component(_event(event, document.issued))
    if days := [day for event in document.events for day in (_date(event.start), _date(event.end))]:
        year = timedelta(days=366)
        calendar.add_missing_timezones(first_date=min(days) - year, last_date=max(days) + year)
    return bytes(calendar.to_ical())


def _event(event: Event, issued: datetime | None):  # type: ignore[no-untyped-def]
    from icalendar import Event as Entry

    entry = Entry()
    entry.add("uid", one_line(event.uid))
    entry.add("dtstamp", _stamp(issued))
    entry.add("sequence", event.sequence)
    entry.add("status", event.status)
    entry.add("summary", one_line(event.summary))
    entry.add("dtstart", _moment(event.start, event.tz))
    entry.add("dtend", _moment(event.end, event.tz))
    for name, words in (("location", event.location), ("description", event.description)):
        if words:
            entry.add(name, clean(words))
    if event.status == "CANCELLED":
        entry.add("transp", "TRANSPARENT")
    return entry


def _date(moment: datetime | date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _stamp(issued: datetime | None) -> datetime:
    if issued is None:
        return _NEVER
    return issued.replace(tzinfo=UTC) if issued.tzinfo is None else issued.astimezone(UTC)


def _moment(moment: datetime | date, tz: str) -> datetime | date:
    """A wall-clock time in its zone; without a zone it floats, as a call time means it."""
    if not isinstance(moment, datetime) or not tz:
        return moment
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return moment.replace(tzinfo=ZoneInfo(tz))
    except (ZoneInfoNotFoundError, OSError) as problem:
        raise ValueError(f"no time zone is called {tz!r}") from problem
