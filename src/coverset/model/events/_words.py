"""How events speak of dates, and what they ask of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from coverset.findings import Finding
from coverset.model.dates import DateRange, format_date
from coverset.model.event import Event
from coverset.model.production import Production


def on(dates: Iterable[DateRange]) -> str:
    """``on Mon 5 May 2025 and from Mon 12 May 2025 to Fri 16 May 2025``, without the reasons."""
    return " and ".join(
        f"on {format_date(one.first)}"
        if one.first == one.last
        else f"from {format_date(one.first)} to {format_date(one.last)}"
        for one in dates
    )


def why(event: Event) -> str:
    """The reason in brackets, where there is one."""
    return f" ({event.why})" if event.why else ""


def reasoned(event: Event, dates: Iterable[DateRange], reason: str = "") -> tuple[DateRange, ...]:
    """The stretches with the event's reason where they have none."""
    words = reason or event.reason
    return tuple(one if one.why and not reason else DateRange(one.first, one.last, words) for one in dates)


def dates_wrong(event: Event, production: Production, dates: tuple[DateRange, ...]) -> Iterator[Finding]:
    """No dates at all, and dates that the plan does not have."""
    calendar = production.calendar
    if not dates:
        yield event.wrong("event-undated", 'it needs dates: dates = ["2021-06-14..2021-08-13"].')
    elif all(one.last < calendar.start_date or one.first > calendar.end_date for one in dates):
        sentence = f"{on(dates)} is outside the plan's dates, {_span(production)}; it changes nothing."
        yield event.doubt("event-outside", sentence)


def day_wrong(event: Event, production: Production) -> Iterator[Finding]:
    """No date, or one before the plan begins."""
    if event.day is None:
        yield event.wrong("event-undated", "it needs a date: date = 2020-02-24.")
    elif event.day < production.calendar.start_date:
        sentence = f"{format_date(event.day)} is before the plan's dates, {_span(production)}."
        yield event.doubt("event-outside", sentence)


def end_wrong(event: Event, production: Production, end_date: date | None) -> Iterator[Finding]:
    """A new last date that lies before the event or before the plan begins."""
    floor = max(production.calendar.start_date, event.day or date.min)
    if end_date is not None and end_date < floor:
        sentence = f"the plan cannot end on {format_date(end_date)}, before {format_date(floor)}."
        yield event.wrong("window-backwards", sentence)
    if end_date is not None and (end_date - production.calendar.start_date).days > MOST_DATES:
        sentence = f"the plan would run over more than {MOST_DATES:,} dates; no plan can."
        yield event.wrong("calendar-too-long", sentence)


MOST_DATES = 2_500


def _span(production: Production) -> str:
    calendar = production.calendar
    return f"{format_date(calendar.start_date)} to {format_date(calendar.end_date)}"
