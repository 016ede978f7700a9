"""Who is in front of the camera, and what is hired by the day: rates, holds, drops, absences."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from coverset.findings import Place
from coverset.model.dates import DateRange, in_any
from coverset.units import Money


@dataclass(frozen=True, slots=True)
class Holding:
    """What happens to the idle dates between two engagements: held, dropped and picked up again, or neither.

    A gap may be dropped when the next engaged date minus the last one is more than ``drop_after`` calendar
    days (``operator`` ">"), or at least that many (">="). SAG-AFTRA theatrical, day performers: more than
    10 (film shot wholly in the USA) or 14, one break a production (sagaftra.org, consecutive employment).
    ``choose`` says which of several such gaps is dropped, ``max_drops`` how many (None: all of them);
    ``fee`` is paid for each drop. Dropping presupposes holding: what is never held costs nothing to leave alone.
    """

    hold: bool = True
    drop: bool = False
    drop_after: int = 10
    operator: Literal[">", ">="] = ">"
    max_drops: int | None = 1
    choose: Literal["cheapest", "first", "longest"] = "cheapest"
    fee: Money = 0

    @property
    def least_gap(self) -> int:
        """The least number of calendar days from the last date before a drop to the pick-up."""
        return max(2, self.drop_after + (self.operator == ">"))

    @property
    def may_drop(self) -> bool:
        """Whether any gap may be dropped at all."""
        return self.hold and self.drop

    def most_drops(self, dates: int) -> int:
        """How many gaps can be dropped in so many dates: the limit, or as many as fit where there is none."""
        return dates // self.least_gap if self.max_drops is None else self.max_drops


@dataclass(frozen=True, slots=True)
class Person:
    """A member of the cast. ``number`` is the board number; money is a day's, in minor units.

    ``hold_rate`` is paid on each held working date (None: the day rate). ``home`` is the base they come
    from; travel between bases is charged by the production's fares.
    """

    id: str
    name: str = ""
    number: str = ""
    rate: Money = 0
    hold_rate: Money | None = None
    away: tuple[DateRange, ...] = ()
    available: tuple[DateRange, ...] = ()
    holding: Holding = Holding()
    home: str = ""
    kind: Literal["cast", "stunt", "background"] = "cast"
    source: Place | None = field(default=None, compare=False)

    def is_away(self, day: date) -> bool:
        """Whether the person cannot be called on a date."""
        return in_any(day, self.away) or bool(self.available and not in_any(day, self.available))


@dataclass(frozen=True, slots=True)
class Resource:
    """Something hired and dated: a picture train, a camera car, a stage. ``count`` is how many there are.

    ``prepare`` dates of rigging directly before its first use and ``strike`` dates after its last are
    charged at ``hold_rate`` each; between uses it is held at ``hold_rate`` unless ``holding`` says otherwise.
    """

    id: str
    name: str = ""
    count: int = 1
    rate: Money = 0
    hold_rate: Money = 0
    prepare: int = 0
    strike: int = 0
    available: tuple[DateRange, ...] = ()
    away: tuple[DateRange, ...] = ()
    holding: Holding = Holding()
    source: Place | None = field(default=None, compare=False)

    def is_ready(self, day: date, start: date) -> bool:
        """Whether it may be used on a date: available then, with its preparation dates since it first was."""
        if in_any(day, self.away) or (self.available and not in_any(day, self.available)):
            return False
        first = max(start, min(window.first for window in self.available)) if self.available else start
        return (day - first).days >= self.prepare
