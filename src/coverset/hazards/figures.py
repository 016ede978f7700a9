"""Planning figures of a beat: order of magnitude, not rig design.

What changes which day, light, wind and how many people; each a sentence with the numbers that went in. What sizes a
rope, a ramp, a brake or a mat is not here, and no figure here clears anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from coverset.hazards import physics
from coverset.hazards.asking import listed
from coverset.hazards.catalogue import Catalogue, catalogue
from coverset.hazards.conditions import tasks_of
from coverset.model.dates import format_date
from coverset.model.light import light_windows
from coverset.model.production import Production
from coverset.model.stunts import Beat, Equipment
from coverset.units import format_clock

LABEL = "planning figure, order of magnitude, not rig design"


@dataclass(frozen=True, slots=True)
class Figure:
    """One planning figure: its name in the catalogue, and the sentence."""

    key: str
    sentence: str


Write = Callable[[Production, Beat, tuple[date, ...]], list[str]]


def planning_figures(
    production: Production, beat: Beat, dates: tuple[date, ...] = (), known: Catalogue | None = None
) -> tuple[Figure, ...]:
    """The planning figures that a beat's hazards call for; those whose inputs are not known are left out."""
    known = known or catalogue(production.stunts.catalogue)
    names = dict.fromkeys(name for hazard in known.hazards_of(beat) for name in hazard.planning)
    wanted = (name for name in names if name in FIGURES)
    return tuple(Figure(name, said) for name in wanted for said in FIGURES[name](production, beat, dates))


def _airspeed(_: Production, beat: Beat, __: tuple[date, ...]) -> list[str]:
    if beat.speed is None:
        return []
    calm, gust = physics.airspeed(beat.speed), physics.airspeed(beat.speed, beat.wind_limit or 0)
    against = f", {gust:.0f} m/s with {beat.wind_limit} m/s against it" if beat.wind_limit else ""
    flag = next(
        (
            f" Above {limit} m/s people afoot are in {word}."
            for limit, word in ((physics.DANGER, "danger"), (physics.DISTRESS, "distress"))
            if gust > limit
        ),
        "",
    )
    return [f"At {beat.speed} km/h the wind on the roof is {calm:.0f} m/s in still air{against}.{flag}"]


def _drag(_: Production, beat: Beat, __: tuple[date, ...]) -> list[str]:
    if beat.speed is None:
        return []
    least, most = physics.drag(physics.airspeed(beat.speed, beat.wind_limit or 0))
    weight = 75 * physics.GRAVITY
    return [
        f"It pushes somebody who stands with about {least:.0f} to {most:.0f} N, {least / weight:.0%} to {most / weight:.0%} "
        "of the weight of 75 kg; gusts, tunnels and passing trains are not in it."
    ]


def _wind_chill(_: Production, beat: Beat, __: tuple[date, ...]) -> list[str]:
    wind = physics.airspeed(beat.speed or 0, beat.wind_limit or 0)
    felt = ((degrees, physics.wind_chill(degrees, wind)) for degrees in (10, 5, 0, -5))
    said = [f"{degrees} C feels like {chill:.0f}" for degrees, chill in felt if chill is not None]
    return (
        [f"In that wind ({wind:.0f} m/s) {listed(said)}; on bare skin, and a roof is worse."] if said else []
    )


def _train_stopping(_: Production, beat: Beat, __: tuple[date, ...]) -> list[str]:
    if beat.speed is None:
        return []
    hard, soft = (physics.stopping(beat.speed, braking, 5) for braking in (0.9, 0.5))
    return [
        f"From the word to standing, {hard:.0f} to {soft:.0f} m at {beat.speed} km/h (braking 0.9 to 0.5 m/s2, 5 s to react); "
        "the railway's figure decides, and no distance here protects anybody."
    ]


def _car_stopping(_: Production, beat: Beat, __: tuple[date, ...]) -> list[str]:
    if beat.speed is None:
        return []
    wet, dry = physics.FRICTION[0], physics.FRICTION[-1]
    far, near = (physics.stopping(beat.speed, grip * physics.GRAVITY, 1.5) for grip in (wet, dry))
    return [
        f"From {beat.speed} km/h it takes {near:.0f} m on a dry road to {far:.0f} m on a wet one to stand "
        f"(grip {dry} to {wet}, 1.5 s to react); never a distance that protects."
    ]


def _cornering(_: Production, beat: Beat, __: tuple[date, ...]) -> list[str]:
    if beat.speed is None:
        return []
    said = [f"{physics.least_radius(beat.speed, grip):.0f} m at grip {grip}" for grip in physics.FRICTION]
    return [
        f"At {beat.speed} km/h a tyre holds a bend of at least {listed(said)}; on wet cobbles ask the driver."
    ]


def _rollover(production: Production, beat: Beat, _: tuple[date, ...]) -> list[str]:
    gear = production.stunts.equipment_of(beat) if beat.stunt in production.stunts.stunts_by_id else ()
    rigs = [item.centre for item in gear if item.centre and not item.track]
    if beat.rig_mass is None or not rigs:
        return []
    return [_tipping(car, beat.rig_mass, max(rigs)) for car in gear if car.track and car.centre and car.mass]


def _tipping(car: Equipment, rig: int, rig_height: int) -> str:
    assert car.track is not None
    assert car.centre is not None
    assert car.mass is not None
    bare = physics.rollover(car.track, car.centre)
    laden = physics.rollover(car.track, physics.height_with(car.mass, car.centre, rig, rig_height))
    return (
        f"{car.name or car.id} with {rig} kg of rig {rig_height / 100:.1f} m up is readier to roll over: stability factor "
        f"{bare:.2f} falls to {laden:.2f}. It slides before it rolls only where the grip is below that; a kerb undoes it."
    )


def _clearance(_: Production, beat: Beat, __: tuple[date, ...]) -> list[str]:
    need = physics.arrest_distance(2)
    if beat.height is None or beat.height >= need * 100:
        return []
    return [
        f"A lanyard of 2 m that catches a fall needs about {need:.1f} m below it; here there are {beat.height / 100:.1f} m. "
        "Keep people from the edge (restraint), do not count on catching them (arrest)."
    ]


def _sun(production: Production, beat: Beat, dates: tuple[date, ...]) -> list[str]:
    if not dates:
        return []
    bases = dict.fromkeys(production.base_of(task) for task in tasks_of(production, beat))
    said = []
    for day in dates[:6]:
        for base in bases:
            light = light_windows(production, base, day)
            if light.daylight is None:
                said.append(f"{format_date(day)}, {base}: the sun does not rise.")
                continue
            start, end = light.daylight
            how = "assumed" if light.assumed else "flat horizon; a valley takes more"
            said.append(
                f"{format_date(day)}, {base}: the sun is up {format_clock(start)} to {format_clock(end)} ({how})."
            )
    return said


FIGURES: Mapping[str, Write] = MappingProxyType(
    {
        "sun": _sun,
        "airspeed": _airspeed,
        "drag": _drag,
        "wind_chill": _wind_chill,
        "train_stopping": _train_stopping,
        "car_stopping": _car_stopping,
        "cornering": _cornering,
        "rollover": _rollover,
        "clearance": _clearance,
    }
)
