"""Where a production shoots: bases (the towns it stays in), locations, and the roads between them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from coverset.findings import Place
from coverset.model.dates import DateRange, in_any
from coverset.units import Money


@dataclass(frozen=True, slots=True)
class Base:
    """The town a unit stays in. Coordinates in degrees, time zone as an IANA name; both give the sun.

    Without coordinates daylight is taken from the production's day settings. ``country`` is an ISO code
    (its public holidays are the unit's there when the calendar says so).
    """

    id: str
    name: str = ""
    country: str = ""
    latitude: float | None = None
    longitude: float | None = None
    timezone: str = "UTC"
    hospital: str = ""
    source: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Location:
    """A place we shoot at. ``sets`` are the sets of the story played there.

    ``open`` lists the dates on which it may be shot (empty: every date), ``closed`` those on which it may
    not; a set that is built opens when its build is done. ``hire`` is charged for each date of use, ``hold``
    for each working date between uses on which a dressed (``hot``) set is kept.
    """

    id: str
    base: str
    name: str = ""
    address: str = ""
    sets: tuple[str, ...] = ()
    open: tuple[DateRange, ...] = ()
    closed: tuple[DateRange, ...] = ()
    hire: Money = 0
    hold: Money = 0
    hot: bool = False
    latitude: float | None = None
    longitude: float | None = None
    source: Place | None = field(default=None, compare=False)

    def is_open(self, day: date) -> bool:
        """Whether it may be shot on a date."""
        return not in_any(day, self.closed) and (not self.open or in_any(day, self.open))


@dataclass(frozen=True, slots=True)
class Travel:
    """The road between two bases, the same both ways: dates on which nothing is shot, the unit's cost, a fare a head."""

    first: str
    second: str
    days: int = 0
    cost: Money = 0
    fare: Money = 0
    source: Place | None = field(default=None, compare=False)
