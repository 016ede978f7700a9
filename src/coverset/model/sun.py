"""When the sun rises and sets and when it is dark, at any place on any date, the polar ones included.

Positions by the NOAA solar calculator's formulas (after Meeus, *Astronomical Algorithms*, chapter 25),
evaluated at the event itself, not at noon. Sunrise and sunset are the upper limb on a flat horizon at
sea level with 34 minutes of arc of refraction (centre at -0.833 degrees); civil dawn and dusk are the
centre at -6 degrees. Within two minutes of published tables up to 78 degrees north.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EventKind = Literal["rise", "set", "dawn", "dusk"]
SunState = Literal["normal", "polar day", "polar night"]

DAY = 1440
_EPOCH = datetime(2000, 1, 1, 12, tzinfo=UTC)
_EPOCH_SECONDS = _EPOCH.timestamp()
_HALF_SUN = 16 / 60
_REFRACTION = 34 / 60
_CIVIL = math.sin(math.radians(-6.0))
_CONVERGED = 1e-6


@dataclass(frozen=True, slots=True)
class SunEvent:
    """One thing the sun does on a local date.

    ``minute`` counts wall-clock minutes after that date's midnight, to the nearest; ``at`` is the same
    moment, aware and in the place's own time zone, to the second.
    """

    kind: EventKind
    minute: int
    at: datetime


@dataclass(frozen=True, slots=True)
class SunDay:
    """The light of one date, in wall-clock minutes after its midnight.

    ``rise``, ``set``, ``dawn`` and ``dusk`` belong to the light around this date's solar noon: a far
    northern sunset or dusk after midnight is more than 1440, a dawn before midnight is negative, and
    None says that there is none. ``daylight`` is that light cut to the civil day, None when the sun
    does not rise. ``dark`` runs from this evening's civil dusk to the next civil dawn (beyond 1440 as
    a rule), from 0 when it is dark all day and to 2880 when it is dark all of the next day as well;
    None when it never gets dark in the coming night.
    """

    rise: int | None
    set: int | None
    dawn: int | None
    dusk: int | None
    state: SunState
    daylight: tuple[int, int] | None
    dark: tuple[int, int] | None


_Crossing = tuple[EventKind, float] | None


@dataclass(frozen=True, slots=True)
class _Turn:
    """The sun from one solar midnight to the next; crossings before and after noon, in days of the epoch."""

    light: tuple[_Crossing, _Crossing]
    twilight: tuple[_Crossing, _Crossing]
    sun_at_noon: bool
    dark_at_end: bool


def _sun_at(moment: float) -> tuple[float, float, float]:
    """Sine and cosine of the sun's declination, and the equation of time in degrees of hour angle."""
    t = moment / 36525.0
    longitude = math.radians((280.46646 + t * (36000.76983 + 0.0003032 * t)) % 360.0)
    anomaly = math.radians((357.52911 + t * (35999.05029 - 0.0001537 * t)) % 360.0)
    eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t)
    node = math.radians(125.04 - 1934.136 * t)
    sin_m, sin_2m = math.sin(anomaly), math.sin(2 * anomaly)
    centre = (
        sin_m * (1.914602 - t * (0.004817 + 0.000014 * t))
        + sin_2m * (0.019993 - 0.000101 * t)
        + math.sin(3 * anomaly) * 0.000289
    )
    apparent = longitude + math.radians(centre - 0.00569 - 0.00478 * math.sin(node))
    seconds = 21.448 - t * (46.815 + t * (0.00059 - 0.001813 * t))
    obliquity = math.radians(23.0 + (26.0 + seconds / 60.0) / 60.0 + 0.00256 * math.cos(node))
    y = math.tan(obliquity / 2) ** 2
    equation = (
        y * math.sin(2 * longitude)
        - 2 * eccentricity * sin_m
        + 4 * eccentricity * y * sin_m * math.cos(2 * longitude)
        - 0.5 * y * y * math.sin(4 * longitude)
        - 1.25 * eccentricity * eccentricity * sin_2m
    )
    sin_declination = math.sin(obliquity) * math.sin(apparent)
    return sin_declination, math.sqrt(1.0 - sin_declination * sin_declination), math.degrees(equation)


def _limb(horizon: float) -> float:
    """Sine of the centre's height when the upper limb stands on a horizon this many degrees high.

    Refraction by Bennett's formula, scaled so that a flat horizon has the conventional 34 minutes.
    """
    bennett = 1.0 / math.tan(math.radians(horizon + 7.31 / (horizon + 4.4)))
    flat = 1.0 / math.tan(math.radians(7.31 / 4.4))
    return math.sin(math.radians(horizon - _HALF_SUN - _REFRACTION * bennett / flat))


@dataclass(frozen=True, slots=True)
class _Sky:
    sin_lat: float
    cos_lat: float
    lon: float

    def moment(self, turn: int, hour_angle: float, near: float) -> float:
        """When the sun of this turn stands at an hour angle, by the equation of time at ``near``."""
        return turn + (hour_angle - self.lon - _sun_at(near)[2]) / 360.0

    def height(self, turn: int, moment: float) -> float:
        """Sine of the height of the sun's centre, without refraction."""
        sin_d, cos_d, equation = _sun_at(moment)
        angle = math.radians(360.0 * (moment - turn) + self.lon + equation)
        return self.sin_lat * sin_d + self.cos_lat * cos_d * math.cos(angle)

    def crossing(self, turn: int, side: int, level: float, start: float, end: float) -> float:
        """When the sun passes ``level`` between solar midnight and noon (side -1) or after noon (+1)."""
        moment = (start + end) / 2
        for _ in range(8):
            sin_d, cos_d, equation = _sun_at(moment)
            reach = self.cos_lat * cos_d
            cosine = (level - self.sin_lat * sin_d) / reach if reach > 1e-9 else 2.0
            if not -1.0 < cosine < 1.0:
                break
            angle = side * math.degrees(math.acos(cosine))
            nearer = turn + (angle - self.lon - equation) / 360.0
            if abs(nearer - moment) < _CONVERGED:
                return nearer
            moment = nearer
        # Near the first and last polar day the iteration can leave the arc: halve the interval instead.
        above = self.height(turn, end) > level
        while end - start > _CONVERGED:
            moment = (start + end) / 2
            if (self.height(turn, moment) > level) == above:
                end = moment
            else:
                start = moment
        return (start + end) / 2


@lru_cache(maxsize=16384)
def _turn(lat: float, lon: float, number: int, limb: float) -> _Turn:
    """What the sun does in the turn whose noon is nearest to a day of the epoch, Greenwich solar time."""
    sky = _Sky(math.sin(math.radians(lat)), math.cos(math.radians(lat)), lon)
    centre = number - lon / 360.0
    start = sky.moment(number, -180.0, centre - 0.5)
    noon = sky.moment(number, 0.0, centre)
    end = sky.moment(number, 180.0, centre + 0.5)
    heights = sky.height(number, start), sky.height(number, noon), sky.height(number, end)

    def crossings(level: float, up: EventKind, down: EventKind) -> tuple[_Crossing, _Crossing]:
        first, middle, last = (height > level for height in heights)
        before = after = None
        if first != middle:
            before = (up if middle else down, sky.crossing(number, -1, level, start, noon))
        if middle != last:
            after = (up if last else down, sky.crossing(number, 1, level, noon, end))
        return before, after

    return _Turn(
        light=crossings(limb, "rise", "set"),
        twilight=crossings(_CIVIL, "dawn", "dusk"),
        sun_at_noon=heights[1] > limb,
        dark_at_end=heights[2] <= _CIVIL,
    )


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{name!r} is not a time zone: write its IANA name, as Europe/Rome") from None


@lru_cache(maxsize=256)
def _checked(lat: float, lon: float, horizon: float) -> float:
    """The height of the sun's centre that counts as rising, after the place has been checked."""
    if not -90.0 <= lat <= 90.0:
        raise ValueError(f"latitude {lat} is not between -90 and 90 degrees")
    if not -180.0 <= lon <= 180.0:
        raise ValueError(f"longitude {lon} is not between -180 and 180 degrees")
    if not -2.0 <= horizon <= 45.0:
        raise ValueError(f"a horizon {horizon} degrees high is not between -2 and 45")
    return _limb(horizon)


def _number(lon: float, zone: ZoneInfo, day: date) -> int:
    """The turn of the sun whose noon is nearest to the middle of a civil day."""
    middle = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
    return round((middle.timestamp() - _EPOCH_SECONDS) / 86400.0 + lon / 360.0)


def _event(kind: EventKind, moment: float, zone: ZoneInfo, day: date) -> SunEvent:
    at = (_EPOCH + timedelta(seconds=round(moment * 86400.0))).astimezone(zone)
    wall = at.hour * 60 + at.minute + (1 if at.second >= 30 else 0)
    return SunEvent(kind, wall + (at.toordinal() - day.toordinal()) * DAY, at)


@lru_cache(maxsize=16384)
def sun_events(lat: float, lon: float, tz: str, day: date, *, horizon: float = 0.0) -> tuple[SunEvent, ...]:
    """Every sunrise, sunset, civil dawn and civil dusk of a local date, in order of time.

    Far north a date can have a sunset, a sunrise and another sunset, or a sunrise and no sunset; in the
    polar day and night there is nothing to list. ``lat`` and ``lon`` in degrees, north and east positive;
    ``tz`` an IANA name; ``horizon`` the height in degrees of mountains around the place, which delays
    the sun itself but not dawn and dusk. Raises ValueError for a place that is none.
    """
    limb = _checked(lat, lon, horizon)
    zone = _zone(tz)
    number = _number(lon, zone, day)
    found = []
    for turn in (_turn(lat, lon, n, limb) for n in (number - 1, number, number + 1)):
        for crossing in turn.light + turn.twilight:
            if crossing is not None:
                event = _event(*crossing, zone, day)
                if 0 <= event.minute < DAY:
                    found.append(event)
    return tuple(sorted(found, key=lambda event: event.at))


@lru_cache(maxsize=16384)
def sun_day(lat: float, lon: float, tz: str, day: date, *, horizon: float = 0.0) -> SunDay:
    """The light and the dark of a local date, as a call sheet and a plan need them; always an answer.

    Arguments and errors as for ``sun_events``.
    """
    limb = _checked(lat, lon, horizon)
    zone = _zone(tz)
    number = _number(lon, zone, day)
    today, tomorrow = _turn(lat, lon, number, limb), _turn(lat, lon, number + 1, limb)

    def minute(crossing: _Crossing, kind: EventKind) -> int | None:
        return _event(*crossing, zone, day).minute if crossing and crossing[0] == kind else None

    rise, sunset = minute(today.light[0], "rise"), minute(today.light[1], "set")
    dusk = minute(today.twilight[1], "dusk")
    state: SunState = "normal"
    daylight = None
    if not today.sun_at_noon:
        state = "polar night"
    else:
        daylight = (max(rise or 0, 0), DAY if sunset is None else min(sunset, DAY))
        if rise is None and sunset is None:
            state = "polar day"
    dark = None
    if today.dark_at_end:
        dawn = minute(tomorrow.twilight[0], "dawn")
        dark = (0 if dusk is None else dusk, 2 * DAY if dawn is None else dawn)
    return SunDay(rise, sunset, minute(today.twilight[0], "dawn"), dusk, state, daylight, dark)
