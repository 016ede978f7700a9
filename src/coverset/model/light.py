"""The light of a date at a base: when there is daylight, and when it is dark."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coverset.model.production import Production
from coverset.model.sun import sun_day


@dataclass(frozen=True, slots=True)
class LightWindows:
    """Daylight and dark of one date, each (start, end) in minutes after its midnight, or None.

    The dark is the one that begins that evening; its end may exceed 1440. ``assumed`` where the base has
    no coordinates.
    """

    daylight: tuple[int, int] | None
    dark: tuple[int, int] | None
    assumed: bool = False


def light_windows(production: Production, base_id: str, day: date) -> LightWindows:
    """The light of a date at a base: by the sun where it has coordinates, as assumed where it has none."""
    base = production.bases_by_id[base_id]
    if base.latitude is None or base.longitude is None:
        light = production.light
        dark = (light.sunset + light.twilight, 24 * 60 + light.sunrise - light.twilight)
        return LightWindows((light.sunrise, light.sunset), dark, assumed=True)
    sun = sun_day(base.latitude, base.longitude, base.timezone, day)
    return LightWindows(sun.daylight, sun.dark)
