"""New instances of the shoot family: shoot_generate.py FILE --seed N [--like A|C | --size SCENES].

A few leads carry each film, supporting actors keep to some of its places, day players to one; some actors are in
every film. Each instance has a plan by construction: the scenes are first laid out on dates, and absences, fixed
dates and precedences are then drawn so that this layout keeps them. It is no good plan, only proof that there is one.
The same seed and shape give the same file.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import shoot_family as family
from inputs import UnusableError, plainly
from shoot_family import Actor, Scene, Shoot

_LONGEST = 24
_LAYOUTS = 60
_GAP = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """How large an instance is; scenes and places are those of each film."""

    films: int
    scenes: int
    places: int
    cities: int
    cast: int
    dates: int


A = Shape(1, 100, 14, 4, 30, 50)
C = Shape(2, 150, 20, 5, 60, 75)


def grown(scenes: int) -> Shape:
    """The shape of C at another number of scenes in all: everything but the cities in proportion."""
    if scenes < 20:
        raise UnusableError(f"{scenes} scenes are too few to grow from C: 20 at least.")
    return Shape(2, scenes // 2, max(3, scenes // 15), 5, max(10, scenes // 5), scenes // 4)


def generated(seed: int, shape: Shape) -> tuple[Shoot, list[int]]:
    """An instance and the dates of a plan that keeps every rule. Raises UnusableError when it has no room."""
    random = Random(f"{seed}/{shape}")
    places = [
        (film, random.randrange(shape.cities)) for film in range(shape.films) for _ in range(shape.places)
    ]
    shared = max(1, shape.cast // 8) if shape.films > 1 else 0
    cast = [_roles(shape, shared, film) for film in range(shape.films)]
    scenes: list[Scene] = []
    for film in range(shape.films):
        scenes += _scenes(random, shape, film, cast[film])
    dates: list[int] | None = None
    for _ in range(_LAYOUTS):
        dates = _laid_out(random, shape, places, scenes, set(range(shared)))
        if dates is not None:
            break
    if dates is None:
        raise UnusableError(
            f"no layout of seed {seed} fits {shape.dates} dates: give it more dates or fewer scenes."
        )
    leads = {a for roles in cast for a in roles[0]}
    usual = {a for roles in cast for a in roles[1]}
    actors = [_actor(random, shape, a, a in leads, a in usual, scenes, dates) for a in range(shape.cast)]
    fixed = _fixed(random, shape, scenes, dates)
    pairs = _precedences(random, shape, scenes, dates)
    strips = tuple(replace(scene, fixed=fixed.get(s, -1)) for s, scene in enumerate(scenes))
    shoot = Shoot(
        shape.films, shape.dates, _LONGEST, shape.cities, tuple(places), tuple(actors), strips, tuple(pairs)
    )
    _, broken = family.priced(shoot, dates)
    if broken:
        raise AssertionError(f"the layout of seed {seed} breaks its own instance: {broken[:3]}")
    return shoot, dates


def _roles(shape: Shape, shared: int, film: int) -> tuple[list[int], list[int], list[int]]:
    """Leads, supporting actors (those of every film among them) and day players of a film."""
    own = [a for a in range(shared, shape.cast) if a % shape.films == film]
    support = max(2, len(own) // 3)
    return own[:4], [*range(shared), *own[4 : 4 + support]], own[4 + support :]


def _scenes(
    random: Random, shape: Shape, film: int, roles: tuple[list[int], list[int], list[int]]
) -> list[Scene]:
    leads, usual, players = roles
    carries = dict(zip(leads, (random.uniform(0.35, 0.75), 0.45, 0.35, 0.3), strict=False))
    about = max(2, shape.places // 4)
    haunts = {a: set(random.sample(range(shape.places), min(about, shape.places))) for a in usual}
    haunts |= {a: {random.randrange(shape.places)} for a in players}
    weights = [random.random() ** 1.5 + 0.1 for _ in range(shape.places)]
    scenes = []
    for k in range(shape.scenes):
        at = k if k < shape.places else random.choices(range(shape.places), weights)[0]
        acting = {a for a in leads if random.random() < carries[a]}
        acting |= {a for a, there in haunts.items() if at in there and random.random() < 0.32}
        eighths = min(_LONGEST, max(1, int(random.gammavariate(2, 2.6))))
        night, rig = random.random() < 0.2, random.random() < 0.05
        who = tuple(sorted(acting or {random.choice(leads)}))
        scenes.append(Scene(film, film * shape.places + at, eighths, night, -1, rig, who))
    for a in (*leads, *usual, *players):
        if not any(a in scene.actors for scene in scenes):
            s = random.randrange(len(scenes))
            scenes[s] = replace(scenes[s], actors=tuple(sorted({*scenes[s].actors, a})))
    return scenes


def _laid_out(
    random: Random, shape: Shape, places: Sequence[tuple[int, int]], scenes: Sequence[Scene], shared: set[int]
) -> list[int] | None:
    """A date for each scene, film by film, city by city; None when the dates run out."""
    dates = [-1] * len(scenes)
    working: dict[int, set[int]] = defaultdict(set)
    for film in range(shape.films):
        days = _days(random, places, scenes, film)
        spare = shape.dates - len(days)
        now, was_night = -1, False
        for held in days:
            night = scenes[held[0]].night
            rests = 1 if was_night and not night else 0
            if spare > len(days) // 2 and random.random() < 0.15:
                rests += 1
            now, spare = now + 1 + rests, spare - rests
            both = {a for s in held for a in scenes[s].actors if a in shared}
            while any(now in working[a] for a in both):
                now, spare = now + 1, spare - 1
            if now >= shape.dates:
                return None
            for a in both:
                working[a].add(now)
            for s in held:
                dates[s] = now
            was_night = night
    return dates


def _days(
    random: Random, places: Sequence[tuple[int, int]], scenes: Sequence[Scene], film: int
) -> list[list[int]]:
    """The scenes of a film in days of one place and one light, in the order of a tour of its cities."""
    own = [p for p, (of, _) in enumerate(places) if of == film]
    tour = {city: random.random() for city in {places[p][1] for p in own}}
    own.sort(key=lambda p: (tour[places[p][1]], random.random()))
    ordered: list[list[int]] = []
    night_last = False
    for place in own:
        lights: dict[bool, list[list[int]]] = {}
        for night in (False, True):
            mine = [s for s, x in enumerate(scenes) if x.place == place and x.night == night]
            if mine:
                lights[night] = _packed(sorted(mine, key=lambda s: -scenes[s].eighths), scenes)
        # A night after a night needs no date off, so places take turns in which light comes first.
        for night in sorted(lights, reverse=night_last):
            ordered += lights[night]
            last = night
        night_last = last
    return ordered


def _packed(mine: Sequence[int], scenes: Sequence[Scene]) -> list[list[int]]:
    days: list[list[int]] = []
    for s in mine:
        for day in days:
            if sum(scenes[x].eighths for x in day) + scenes[s].eighths <= _LONGEST:
                day.append(s)
                break
        else:
            days.append([s])
    return days


def _actor(
    random: Random,
    shape: Shape,
    a: int,
    lead: bool,
    usual: bool,
    scenes: Sequence[Scene],
    dates: Sequence[int],
) -> Actor:
    """A rate by rank, and absences that leave the layout alone."""
    low, high = (60, 120) if lead else (15, 45) if usual else (4, 12)
    worked = {dates[s] for s, scene in enumerate(scenes) if a in scene.actors}
    away: list[tuple[int, int]] = []
    for _ in range(random.choice((0, 0, 1) if lead else (0, 1, 1, 2))):
        for _ in range(20):
            length = random.randint(2, max(2, min(8, shape.dates // 6)))
            first = random.randint(0, shape.dates - length)
            span = range(first, first + length)
            if worked.isdisjoint(span) and all(first >= y or first + length <= x for x, y in away):
                away.append((first, first + length))
                break
    return Actor(random.randint(low, high), tuple(sorted(away)))


def _fixed(random: Random, shape: Shape, scenes: Sequence[Scene], dates: Sequence[int]) -> dict[int, int]:
    """Two scenes a film on their date, some dates apart."""
    fixed: dict[int, int] = {}
    for film in range(shape.films):
        chosen: list[int] = []
        own = [s for s, scene in enumerate(scenes) if scene.film == film]
        for s in random.sample(own, len(own)):
            if len(chosen) < 2 and all(abs(dates[s] - d) >= _GAP for d in chosen):
                chosen.append(dates[s])
                fixed[s] = dates[s]
    return fixed


def _precedences(
    random: Random, shape: Shape, scenes: Sequence[Scene], dates: Sequence[int]
) -> list[tuple[int, int]]:
    """One pair in twenty-five scenes, of two places, in the order of the layout."""
    pairs: set[tuple[int, int]] = set()
    for film in range(shape.films):
        own = [s for s, scene in enumerate(scenes) if scene.film == film]
        for _ in range(max(2, shape.scenes // 25)):
            a, b = sorted(random.sample(own, 2), key=lambda s: (dates[s], s))
            if scenes[a].place != scenes[b].place:
                pairs.add((a, b))
    return sorted(pairs)


def main(given: Sequence[str] | None = None) -> int:
    """Write one instance; 0 when it was written, 3 when it could not be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--like", choices=("A", "C"), default="C", help="one film of 100 scenes, or two of 150")
    size.add_argument("--size", type=int, help="scenes in all, two films, everything else in proportion")
    args = parser.parse_args(given)
    try:
        shape = grown(args.size) if args.size is not None else {"A": A, "C": C}[args.like]
        args.file.write_text(family.written(generated(args.seed, shape)[0]), encoding="utf-8")
    except (UnusableError, OSError) as error:
        print(plainly(error), file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
