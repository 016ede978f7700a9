"""Made-up locations in real towns, the story's sets in them, and the roads between."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import asin, ceil, cos, radians, sin, sqrt
from random import Random

from coverset.generate._scale import Scale, between
from coverset.generate._settings import KINDS, OWNERS, REGIONS, STAGE, Kind, Town
from coverset.model.places import Base, Location, Travel


@dataclass(frozen=True, slots=True)
class Setting:
    """A place of one film's story: the sets inside and outside of it, and the location that plays it."""

    location: str
    base: str
    inside: tuple[str, ...]
    outside: tuple[str, ...]
    cars: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Map:
    """Where a production shoots; ``settings`` by film. ``home`` is the town of the production office."""

    home: Town
    bases: tuple[Base, ...]
    travels: tuple[Travel, ...]
    locations: tuple[Location, ...]
    settings: tuple[tuple[Setting, ...], ...]


class _Places:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.taken: set[str] = set()

    def name(self, endings: tuple[str, ...]) -> str:
        """A place's name that no other has: WHINFELL TANNERY."""
        name = ""
        for _ in range(40):
            name = f"{self.random.choice(OWNERS)} {self.random.choice(endings)}"
            if name not in self.taken:
                break
        number, free = 2, name
        while free in self.taken:
            free, number = f"{name} {number}", number + 1
        self.taken.add(free)
        return free

    def some(self, rooms: tuple[str, ...], least: int, most: int) -> tuple[str, ...]:
        """A few of the rooms of a kind of place."""
        count = min(len(rooms), self.random.randint(least, most))
        return tuple(self.random.sample(rooms, count))


def places(random: Random, scale: Scale) -> Map:
    """Draw towns, locations and settings. A later film plays some of its scenes in an earlier one's locations."""
    region = list(random.choice(REGIONS))
    home = region.pop(0)
    towns = [home, *random.sample(region, scale.bases - 1)]
    bases = tuple(
        Base(town.id, town.name, town.country, town.latitude, town.longitude, town.timezone) for town in towns
    )
    draw = _Places(random)
    locations: list[Location] = []
    sets: dict[str, list[str]] = {}
    kinds: dict[str, Kind] = {}
    settings: list[tuple[Setting, ...]] = []
    for film in range(len(scale.scenes)):
        found = []
        earlier = list(locations)
        for number in range(scale.places(film)):
            if earlier and random.random() < 0.15:
                location = earlier.pop(random.randrange(len(earlier)))
                kind = kinds[location.id]
            else:
                town = home if number == 0 or random.random() < 0.45 else random.choice(towns)
                stage = number == 0 or (town is home and random.random() < 0.2)
                kind = STAGE if stage and scale.kind != "micro" else random.choice(KINDS)
                location = _location(draw, kind, town, scale)
                locations.append(location)
                kinds[location.id] = kind
            setting = _setting(draw, kind, location)
            sets.setdefault(location.id, []).extend((*setting.inside, *setting.outside))
            found.append(setting)
        settings.append(tuple(found))
    dressed = tuple(_with_sets(each, sets[each.id]) for each in locations)
    return Map(home, bases, tuple(_roads(towns, scale)), dressed, tuple(settings))


def _location(draw: _Places, kind: Kind, town: Town, scale: Scale) -> Location:
    random = draw.random
    short, words = random.choice(kind.real)
    hire = between(random, scale.money.place)
    return Location(
        id=draw.name((short,)),
        base=town.id,
        name=f"{words}, {town.name}",
        hire=hire,
        hold=hire // 4 // 500 * 500 if kind is STAGE else 0,
        hot=kind is STAGE,
    )


def _with_sets(location: Location, sets: list[str]) -> Location:
    return replace(location, sets=tuple(dict.fromkeys(sets)))


def _setting(draw: _Places, kind: Kind, location: Location) -> Setting:
    random = draw.random
    story = draw.name(kind.stories)
    inside = draw.some(kind.inside, 1, 4)
    outside = draw.some(kind.outside, 1, 3) if kind.outside and random.random() < 0.85 else ()
    if outside and random.random() < 0.2:
        inside = ()
    return Setting(
        location.id,
        location.base,
        tuple(f"{story} - {room}" for room in inside),
        tuple(f"{story} - {spot}" for spot in outside),
        kind.cars,
        random.random() ** 1.5 + 0.1,
    )


def kilometres(here: Town, there: Town) -> float:
    """The distance between two towns as the crow flies."""
    up, across = radians(there.latitude - here.latitude), radians(there.longitude - here.longitude)
    bow = sin(up / 2) ** 2 + cos(radians(here.latitude)) * cos(radians(there.latitude)) * sin(across / 2) ** 2
    return 2 * 6371 * asin(sqrt(bow))


def _roads(towns: list[Town], scale: Scale) -> list[Travel]:
    """A road between each two towns: half a day is driven after wrap, beyond that a date is lost."""
    unit = scale.money.unit[0]
    found = []
    for number, here in enumerate(towns):
        for there in towns[number + 1 :]:
            far = kilometres(here, there)
            found.append(
                Travel(
                    here.id,
                    there.id,
                    days=0 if far < 180 else ceil(far / 1500),
                    cost=round((0.05 + far / 6000) * unit / 10_000) * 10_000,
                    fare=round(2 + far / 40) * 1_000,
                )
            )
    return found
