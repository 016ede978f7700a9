"""What weather can stop: exteriors, and beats whose hazards or limits depend on wind, surface, cloud or light."""

from __future__ import annotations

from coverset.hazards.leave import leaves_of
from coverset.model.production import Production
from coverset.model.scenes import Scene
from coverset.model.stunt_work import stunt_work
from coverset.model.stunts import Beat


def weather_dependent(production: Production, task: str) -> tuple[str, ...]:
    """Why weather can stop a strip or an activity, as phrases; empty where it cannot.

    A strip that is not all inside is; rig and rehearsal work is where it needs daylight or serves a beat that is.
    Raises KeyError for a task that the production lacks.
    """
    placed, work = production.tasks[task], stunt_work(production)
    reasons = []
    if isinstance(placed, Scene):
        if placed.int_ext != "INT":
            reasons.append("it is shot outside")
    elif placed.light == "daylight":
        reasons.append("it needs daylight")
    for beat in work.beats.get(task, ()):
        reasons += [f"{beat.id}: {reason}" for reason in beat_weather(production, beat)]
    return tuple(reasons)


def beat_weather(production: Production, beat: Beat) -> tuple[str, ...]:
    """What of the weather a beat depends on: its own wind limit, and the words of its hazards."""
    limit = () if beat.wind_limit is None else (f"gusts up to {beat.wind_limit} m/s",)
    known = leaves_of(production).catalogue
    words = dict.fromkeys(word for hazard in known.hazards_of(beat) for word in hazard.weather)
    return (*limit, *words)
