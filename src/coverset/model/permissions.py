"""Leave of authorities and owners: its state, what it covers, when it holds, and the steps of asking for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from coverset.findings import Place
from coverset.model.dates import DateRange
from coverset.units import ClockTime

PermissionState = Literal["not asked", "asked", "granted", "denied", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of asking for a permission: an enquiry, a recce, an application, and how long before the shoot.

    ``days`` are counted back from the first date it is needed, in the authority's working days or in calendar
    days. ``done`` is when it was done.
    """

    name: str
    days: int
    working: bool = True
    done: date | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """When a permission holds: its dates and, where they are limited, the hours of each, night hours past 24:00.

    Work starts ``set_up`` minutes after it opens and ends ``hand_back`` minutes before it closes. A night belongs to
    the date on which it opens, and closes on the next where ``closes`` is not later than ``opens``.
    """

    dates: DateRange
    opens: ClockTime | None = None
    closes: ClockTime | None = None
    set_up: int = 0
    hand_back: int = 0

    @property
    def minutes(self) -> int | None:
        """The minutes of one date that are left for work; None where the hours are not limited."""
        if self.opens is None or self.closes is None:
            return None
        night = 24 * 60 if self.closes <= self.opens else 0
        return max(0, self.closes + night - self.opens - self.set_up - self.hand_back)


@dataclass(frozen=True, slots=True)
class Permission:
    """Leave of an authority or owner: a possession, a road closure, an airspace restriction, a landing quota.

    ``kind`` is the catalogue's word for what it gives. ``scope`` lists what it covers, by location id or in the
    owner's words: leave for one track or road is none for another. ``state`` "denied" and "withdrawn" are answers,
    not gaps. ``holder`` is the named person on our side who answers for it. ``quota`` limits uses altogether
    ("uses" counts dates unless ``quota_of`` says what), ``used`` is what is gone.
    """

    id: str
    kind: str
    name: str = ""
    authority: str = ""
    holder: str = ""
    state: PermissionState = "not asked"
    scope: tuple[str, ...] = ()
    windows: tuple[Window, ...] = ()
    conditions: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    asked: date | None = None
    decided: date | None = None
    expires: date | None = None
    quota: int | None = None
    quota_of: str = ""
    used: int = 0
    reference: str = ""
    note: str = ""
    source: Place | None = field(default=None, compare=False)

    def covers_date(self, day: date) -> bool:
        """Whether its windows and term hold a date; without windows every date up to its end."""
        if self.expires is not None and day > self.expires:
            return False
        return not self.windows or any(day in window.dates for window in self.windows)
