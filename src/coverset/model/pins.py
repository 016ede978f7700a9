"""Decisions that a plan keeps: strips held to dates, days, orders and calls that stay, dates that people are promised."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import TypeAlias

from coverset.findings import Place
from coverset.model.dates import DAY, DateRange, format_date, in_any
from coverset.units import ClockTime, format_clock

_NAMED = 8
_STRETCHES = 6


@dataclass(frozen=True, slots=True)
class Pin:
    """A scene or activity held to dates or a unit by decision; a plan that moves it is refused.

    ``dates`` empty means any date, ``unit`` empty means any unit that may shoot it.
    """

    task: str
    dates: tuple[DateRange, ...] = ()
    unit: str = ""
    why: str = ""
    source: Place | None = field(default=None, compare=False)

    def __str__(self) -> str:
        unit = f"unit {self.unit}" if self.unit else ""
        where = " with ".join(part for part in (_or(self.dates), unit) if part)
        return f"{self.task} is pinned to {where}{_why(self.why)}."

    @property
    def named(self) -> tuple[str, ...]:
        """The strips that it speaks of."""
        return (self.task,)

    def allows(self, unit: str, day: date) -> bool:
        """Whether its strip may stand there."""
        return (not self.dates or in_any(day, self.dates)) and self.unit in ("", unit)


@dataclass(frozen=True, slots=True)
class DayPin:
    """A unit's date whose strips stay: nothing leaves it and, while it is ``closed``, nothing joins it.

    ``strips`` are ids of scenes and activities. A closed day without strips is a date on which the unit
    does nothing.
    """

    unit: str
    day: date
    strips: tuple[str, ...]
    closed: bool = True
    why: str = ""
    source: Place | None = field(default=None, compare=False)

    def __str__(self) -> str:
        when, strips = f"{format_date(self.day)}, unit {self.unit}, is pinned", _listed(self.strips)
        if not self.strips:
            return f"{when}: nothing is done that day{_why(self.why)}."
        stay = "stays there" if len(self.strips) == 1 else "stay there"
        return f"{when}: {strips} {'and nothing else' if self.closed else stay}{_why(self.why)}."

    @property
    def named(self) -> tuple[str, ...]:
        """The strips that it speaks of."""
        return self.strips

    def allows(self, task: str, unit: str, day: date) -> bool:
        """Whether a strip may stand there."""
        here = (unit, day) == (self.unit, self.day)
        return here if task in self.strips else not (here and self.closed)


@dataclass(frozen=True, slots=True)
class PersonPin:
    """The dates that somebody is promised: called on no date but ``dates``, on none of ``off``, none after ``until``.

    A decision, not an absence: it is named as one, priced, and taken back with ``unpin``. Whoever is kept off a
    date is still held and paid for it where their contract says so.
    """

    person: str
    dates: tuple[DateRange, ...] = ()
    off: tuple[DateRange, ...] = ()
    until: date | None = None
    why: str = ""
    source: Place | None = field(default=None, compare=False)

    def __str__(self) -> str:
        parts = [f"works only on {_and(self.dates)}"] if self.dates else []
        parts += [f"is kept off {_and(self.off)}"] if self.off else []
        parts += [f"is not called after {format_date(self.until)}"] if self.until else []
        said = " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
        return f"{self.person} {said}, by decision{_why(self.why)}."

    @property
    def named(self) -> tuple[str, ...]:
        """The strips that it speaks of: none."""
        return ()

    def allows(self, day: date) -> bool:
        """Whether the person may be called on a date."""
        inside = not self.dates or in_any(day, self.dates)
        return inside and not in_any(day, self.off) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class OrderPin:
    """Strips shot in this order on one date by one unit; ``directly``: with nothing shot between them."""

    order: tuple[str, ...]
    directly: bool = False
    why: str = ""
    source: Place | None = field(default=None, compare=False)

    def __str__(self) -> str:
        how = "directly after one another" if self.directly else "in this order"
        return f"{', '.join(self.order)} are pinned to be shot {how} on one date{_why(self.why)}."

    @property
    def named(self) -> tuple[str, ...]:
        """The strips that it speaks of."""
        return self.order

    def kept_in(self, tasks: Sequence[str]) -> bool:
        """Whether a unit-day's strips, in order, hold it."""
        if any(task not in tasks for task in self.order):
            return False
        places = [tasks.index(task) for task in self.order]
        step = 1 if self.directly else len(tasks)
        return all(0 < after - before <= step for before, after in pairwise(places))


@dataclass(frozen=True, slots=True)
class CallPin:
    """A unit's call on a date, fixed: its day clock starts then, and light, rest and overtime follow from it.

    ``call`` is in minutes after the date's midnight. Nothing says that the unit has to work that date.
    """

    unit: str
    day: date
    call: ClockTime
    why: str = ""
    source: Place | None = field(default=None, compare=False)

    def __str__(self) -> str:
        when = f"{format_date(self.day)} is pinned to {format_clock(self.call)}"
        return f"The call of unit {self.unit} on {when}{_why(self.why)}."

    @property
    def named(self) -> tuple[str, ...]:
        """The strips that it speaks of: none."""
        return ()


AnyPin: TypeAlias = Pin | DayPin | PersonPin | OrderPin | CallPin


def stretches(days: Iterable[date]) -> tuple[DateRange, ...]:
    """Dates as stretches, those that follow each other as one."""
    found: list[DateRange] = []
    for day in sorted(set(days)):
        if found and day - found[-1].last == DAY:
            found[-1] = DateRange(found[-1].first, day)
        else:
            found.append(DateRange(day, day))
    return tuple(found)


def left_of(
    pin: AnyPin, tasks: Collection[str], units: Collection[str], people: Collection[str]
) -> AnyPin | None:
    """What is left of a pin where only these strips, units and people are, None when it says nothing any more."""
    if isinstance(pin, PersonPin):
        return pin if pin.person in people else None
    if isinstance(pin, OrderPin):
        there = tuple(task for task in pin.order if task in tasks)
        return pin if there == pin.order else replace(pin, order=there) if len(there) > 1 else None
    if pin.unit and pin.unit not in units:
        return None
    if isinstance(pin, CallPin):
        return pin
    if isinstance(pin, Pin):
        return pin if pin.task in tasks else None
    kept = tuple(task for task in pin.strips if task in tasks)
    if kept == pin.strips:
        return pin
    return replace(pin, strips=kept) if kept else None


def _why(why: str) -> str:
    return f" ({why})" if why else ""


def _or(dates: tuple[DateRange, ...]) -> str:
    return " or ".join(map(str, dates))


def _and(dates: tuple[DateRange, ...]) -> str:
    if len(dates) > _STRETCHES:
        return f"{', '.join(map(str, dates[:_STRETCHES]))} and {len(dates) - _STRETCHES} times more"
    return " and ".join(
        [", ".join(map(str, dates[:-1])), str(dates[-1])] if len(dates) > 1 else map(str, dates)
    )


def _listed(words: tuple[str, ...]) -> str:
    shown = ", ".join(words[:_NAMED])
    return f"{shown} and {len(words) - _NAMED} more" if len(words) > _NAMED else shown
