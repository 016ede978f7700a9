"""When a production works: its dates, week, holidays and hiatus, and each unit's day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from coverset.findings import Place
from coverset.model.dates import DateRange, dates_between, in_any
from coverset.units import ClockTime, Money


@dataclass(frozen=True, slots=True)
class Holiday:
    """A public or company holiday, resolved to its date."""

    day: date
    name: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The dates that may hold shooting. ``days_off`` are weekdays, Monday 0 to Sunday 6.

    ``working`` dates are worked although the week or a holiday says otherwise. ``start_date`` and
    ``end_date`` bound the plan; nothing is shot outside them.
    """

    start_date: date
    end_date: date
    days_off: tuple[int, ...] = (5, 6)
    holidays: tuple[Holiday, ...] = ()
    hiatus: tuple[DateRange, ...] = ()
    working: tuple[date, ...] = ()
    source: Place | None = field(default=None, compare=False)

    def dates(self) -> tuple[date, ...]:
        """Every date of the plan, days off included."""
        return tuple(dates_between(self.start_date, self.end_date))

    def is_holiday(self, day: date) -> bool:
        """Whether the date is a holiday of the production."""
        return any(holiday.day == day for holiday in self.holidays)

    def works(self, day: date) -> bool:
        """Whether the company works on the date."""
        if not self.start_date <= day <= self.end_date or in_any(day, self.hiatus):
            return False
        return day in self.working or (day.weekday() not in self.days_off and not self.is_holiday(day))


@dataclass(frozen=True, slots=True)
class DayRules:
    """The unit's day, in minutes: what the day clock and the rules of day length and rest go by.

    ``day_call`` is the call of a day with no need of dark; ``prepare`` runs from the call to the first
    shot, and ``make_up`` is how long before their first strip performers are called. ``standard`` and
    ``longest`` are working minutes, meals excluded; work beyond the standard is overtime. A meal of ``meal``
    minutes falls due ``meal_after`` minutes after the call and after each meal. ``set_change`` and ``move``
    are the time to go to another set and to another location of the same base. ``rest`` is the least time
    from a wrap to the next call, ``max_run`` the most dates in a row. A wrap by ``day_until`` makes a day
    shift; after it, a call from ``night_call`` on makes a night, an earlier one a split.
    """

    day_call: ClockTime = 7 * 60
    earliest_call: ClockTime = 5 * 60
    prepare: int = 30
    standard: int = 11 * 60
    longest: int = 13 * 60
    meal: int = 60
    make_up: int = 60
    meal_after: int = 6 * 60
    set_change: int = 30
    move: int = 90
    rest: int = 11 * 60
    max_run: int = 6
    max_locations: int = 3
    night_call: ClockTime = 15 * 60
    day_until: ClockTime = 22 * 60

    @property
    def people_rest(self) -> int:
        """The rest from a wrap to the unit's next call that leaves a performer theirs before make-up."""
        return self.rest + max(0, self.make_up - self.prepare) if self.rest else 0


@dataclass(frozen=True, slots=True)
class AssumedLight:
    """The light taken where a base has no coordinates; dark begins and ends ``twilight`` minutes off it."""

    sunrise: ClockTime = 6 * 60 + 30
    sunset: ClockTime = 19 * 60 + 30
    twilight: int = 30


@dataclass(frozen=True, slots=True)
class Unit:
    """A crew that shoots: main, second, splinter, or one that only rigs and rehearses ("prep").

    ``films`` it shoots (empty: all). ``day_cost`` is charged for each date it works, ``idle_cost``
    for each working date between its first and last on which it does not shoot (None: half its day; nothing
    for a unit that only prepares). ``move_cost`` and ``overtime_hour`` are its own where they differ from the
    production's prices; a unit that only prepares pays neither unless it has its own. ``lengths``, when
    given, are the most eighths its longest day, second longest day... may hold: how a board's own day
    lengths are kept. ``days_off`` overrides the calendar's week.
    """

    id: str
    name: str = ""
    kind: str = "shoot"
    films: tuple[str, ...] = ()
    day_cost: Money = 0
    idle_cost: Money | None = None
    move_cost: Money | None = None
    overtime_hour: Money | None = None
    day: DayRules = DayRules()
    days_off: tuple[int, ...] | None = None
    available: tuple[DateRange, ...] = ()
    lengths: tuple[int, ...] = ()
    source: Place | None = field(default=None, compare=False)

    @property
    def idle_day(self) -> int:
        """What a working date without shooting costs between its days."""
        if self.idle_cost is not None:
            return self.idle_cost
        return 0 if self.kind == "prep" else self.day_cost // 2

    def move_price(self, usual: int) -> int:
        """What its company move costs, where the production's usual price is ``usual``."""
        return self._own(self.move_cost, usual)

    def overtime_price(self, usual: int) -> int:
        """What an hour of its overtime costs, where the production's usual price is ``usual``."""
        return self._own(self.overtime_hour, usual)

    def _own(self, own: int | None, usual: int) -> int:
        if own is not None:
            return own
        return 0 if self.kind == "prep" else usual
