"""Quantities that limits speak of and that follow from what the production says: airspeed, rest, night hours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from coverset.hazards.conditions import tasks_of
from coverset.hazards.physics import airspeed
from coverset.model.production import Production
from coverset.model.stunts import FACTS, Beat


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity by name and how it follows; None where something it needs is not known."""

    name: str
    of: Callable[[Production, Beat], int | None]


def quantity(production: Production, beat: Beat, name: str) -> int | None:
    """A quantity of a beat, or None when it is not known. Raises KeyError for a name that is none."""
    return QUANTITIES[name].of(production, beat)


def _fact(name: str) -> Quantity:
    def of(_: Production, beat: Beat) -> int | None:
        value = getattr(beat, name)
        return value if isinstance(value, int) else None

    return Quantity(FACTS[name], of)


def _airspeed(_: Production, beat: Beat) -> int | None:
    return None if beat.speed is None else round(airspeed(beat.speed, beat.wind_limit or 0))


def _rest(production: Production, beat: Beat) -> int | None:
    """The least rest in minutes that a unit which may shoot the beat gives, or its crew asks for where more."""
    units = [unit.day.rest for task in tasks_of(production, beat) for unit in production.units_for(task)]
    if not units or beat.stunt not in production.stunts.stunts_by_id:
        return None
    crew = production.stunts.crew_of(beat)
    return min(max(min(units), member.rest or 0) for member in crew) if crew else min(units)


def _night(production: Production, beat: Beat) -> int | None:
    """The most minutes in any 24 hours that a member of the crew may work at night; None if any is not said."""
    if beat.stunt not in production.stunts.stunts_by_id:
        return None
    limits = [member.night_limit for member in production.stunts.crew_of(beat)]
    known = [limit for limit in limits if limit is not None]
    return max(known) if known and len(known) == len(limits) else None


QUANTITIES: Mapping[str, Quantity] = MappingProxyType(
    {name: _fact(name) for name in ("speed", "height", "sequences", "rig_mass", "attempts", "wind_limit")}
    | {
        "airspeed": Quantity("airspeed of the train and the wind limit against it", _airspeed),
        "rest": Quantity("least rest from wrap to call", _rest),
        "night": Quantity("most work at night in 24 hours", _night),
        "measured": Quantity("measured figure", lambda _, __: None),
    }
)
