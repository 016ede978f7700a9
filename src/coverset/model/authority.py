"""An authority's own calendar: its working days and holidays, and the last day to ask it for something."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from coverset.findings import Place
from coverset.model.calendar import Holiday
from coverset.model.dates import DAY


@dataclass(frozen=True, slots=True)
class Authority:
    """Whoever gives leave: a railway, a city, an aviation authority. ``days_off`` are weekdays, Monday 0 to Sunday 6.

    ``country`` names the public holidays it keeps; ``holidays`` are those dates, resolved, and its own.
    """

    id: str
    name: str = ""
    country: str = ""
    days_off: tuple[int, ...] = (5, 6)
    holidays: tuple[Holiday, ...] = ()
    phone: str = ""
    source: Place | None = field(default=None, compare=False)

    def works(self, day: date) -> bool:
        """Whether it works on a date."""
        return day.weekday() not in self.days_off and all(holiday.day != day for holiday in self.holidays)

    def back(self, day: date, days: int) -> date:
        """The date that lies so many of its working days before a date; the last one on which to ask.

        A date on which it is closed counts as the last working day before. ``days`` is not negative. Raises
        ValueError for an authority that never works.
        """
        if len(set(self.days_off)) >= 7:
            raise ValueError(f"{self.name or self.id} has no working day in the week")
        left = days
        while left or not self.works(day):
            left -= self.works(day)
            day -= DAY
        return day

    def on(self, day: date, days: int) -> date:
        """The first date at which a permission asked for on ``day`` can be used, so many working days on.

        It is the least date whose ``back(..., days)`` is not before ``day``. Raises ValueError as ``back`` does.
        """
        if len(set(self.days_off)) >= 7:
            raise ValueError(f"{self.name or self.id} has no working day in the week")
        left = days
        while left or not self.works(day):
            left -= self.works(day)
            day += DAY
        return day
