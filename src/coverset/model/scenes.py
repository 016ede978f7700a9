"""What is shot: films, scenes and their declared parts, and the rig and rehearsal work that goes before."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from coverset.findings import Place
from coverset.model.dates import DateRange
from coverset.model.screenplay import IntExt

TimeOfDay = Literal["DAY", "NIGHT", "DAWN", "DUSK"]
Light = Literal["any", "daylight", "dark"]
Mark = Literal["seeded", "derived", "assumed", ""]


@dataclass(frozen=True, slots=True)
class Film:
    """One film of the production. ``windows`` are the dates on which its scenes may be shot (empty: all)."""

    id: str
    title: str = ""
    script: str = ""
    script_color: str = ""
    windows: tuple[DateRange, ...] = ()


@dataclass(frozen=True, slots=True)
class Element:
    """A breakdown element: its category ("props", "stunts", ...) and what it is called."""

    category: str
    name: str


@dataclass(frozen=True, slots=True)
class Scene:
    """One strip's worth of shooting: a scene, or one declared part of a scene.

    ``id`` is film, number and part ("F1/12A", "F1/12A pt2"); ``number`` is a string as printed.
    ``set`` is where the story is, ``location`` the id of where we shoot. ``minutes`` is the estimated
    shooting time, set-ups included, changes of set and meals excluded. ``units`` names the units that
    may shoot it (none named: any shooting unit of its film). ``shift`` overrides the light the scene
    needs: by default only EXT/NIGHT needs dark and other exteriors need daylight.
    """

    id: str
    film: str
    number: str
    set: str
    location: str
    eighths: int
    minutes: int
    part: str = ""
    int_ext: IntExt = "INT"
    time: TimeOfDay = "DAY"
    setups: int = 0
    cast: tuple[str, ...] = ()
    elements: tuple[Element, ...] = ()
    resources: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    shift: Light | None = None
    synopsis: str = ""
    script_day: str = ""
    script_page: str = ""
    big_stunt: bool = False
    omitted: bool = False
    source: Place | None = field(default=None, compare=False)

    @property
    def light(self) -> Light:
        """The light the scene needs: "dark" for EXT/NIGHT, "daylight" for other exteriors, else "any"."""
        if self.shift is not None:
            return self.shift
        if self.int_ext == "INT":
            return "any"
        return "dark" if self.time == "NIGHT" else "daylight"


@dataclass(frozen=True, slots=True)
class Activity:
    """Rig, rehearsal or other dated work that is not a scene but takes people, places and time.

    ``before`` names the scenes it prepares; it is done at least ``days_before`` dates earlier.
    """

    id: str
    kind: Literal["rig", "rehearsal", "test", "strike"]
    name: str
    minutes: int
    unit: str
    location: str
    people: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    days_before: int = 1
    light: Light = "any"
    source: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Precedence:
    """One scene is shot before another: "the clean set before the destroyed set".

    ``before`` and ``after`` are ids of scenes or activities; the second falls at
    least ``min_days`` and, when given, at most ``max_days`` dates after the first. With 0 they may share a
    date, in one unit and in that order.
    """

    before: str
    after: str
    min_days: int = 0
    max_days: int | None = None
    why: str = ""
    source: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Apart:
    """Two scenes that may not share a date, and why."""

    first: str
    second: str
    why: str = ""
    source: Place | None = field(default=None, compare=False)
