"""The shoot family: how its files are read, turned into a Problem, and priced by rules of their own.

A file holds whole numbers. First films, dates, eighths a day, scenes, actors, places, cities; a line a
place (film, city); a line an actor (rate, number of absences, their [from, to) dates); a line a scene
(film, place, eighths, night, fixed date or -1, rig, number of actors, actors); the number of
precedences, then pairs (the first no later than the second).

Rules: a film-day holds one place, and day or night scenes only, up to the eighths of a day; the date
after a night is no day shoot of that film; nobody works while absent, or for two films on one date.
Costs: a used film-day 150; another place than the day before 60, another city 200 more; an actor the
rate for every date from first to last, but one idle run of 10 dates or more may be dropped for 3 rates;
rig 40 a date from the day before its first scene to its last.

How that fills the primitives. A film is a unit, an eighth a minute; a city is a base, and travelling between
two costs 200; an actor is a span that may be dropped when two work dates are 11 apart, at 3 rates, and
that one unit may use at a time; absences and fixed dates narrow the domains; the rig is a span whose
start costs one date more. Night is dark work and dark begins at 1400; everything else starts at 0 and needs
no light. So a night wraps between 1401 and 1424: 16 to 39 minutes before a day shoot on the next date, 1416
or more before a night; a day shoot wraps by 24. A crew's rest of 500 therefore forbids exactly the day
shoot after a night.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random

from coverset.problem import ANY, DARK, Base, Lag, Problem, Span, Task, Unit

DAY, MOVE, CITY, RIG = 150, 60, 200, 40
IDLE, FEE = 10, 3
NIGHTFALL, REST = 1400, 500
LINES = ("days", "moves", "rig", "work", "hold", "drop")


@dataclass(frozen=True, slots=True)
class Actor:
    """A day rate, and the dates away as half-open ranges."""

    rate: int
    away: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene of one film at one place; ``fixed`` is its only date, or -1."""

    film: int
    place: int
    eighths: int
    night: bool
    fixed: int
    rig: bool
    actors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Shoot:
    """One instance of the family. ``places`` are (film, city)."""

    films: int
    dates: int
    longest: int
    cities: int
    places: tuple[tuple[int, int], ...]
    actors: tuple[Actor, ...]
    scenes: tuple[Scene, ...]
    precedences: tuple[tuple[int, int], ...]


def read(path: Path) -> Shoot:
    """An instance from a file of the family."""
    numbers = map(int, path.read_text().split())

    def take(count: int) -> list[int]:
        return [next(numbers) for _ in range(count)]

    films, dates, longest, scenes, actors, places, cities = take(7)
    where = tuple((film, city) for film, city in (take(2) for _ in range(places)))
    cast = []
    for _ in range(actors):
        rate, away = take(2)
        cast.append(Actor(rate, tuple((a, b) for a, b in (take(2) for _ in range(away)))))
    strips = []
    for _ in range(scenes):
        film, place, eighths, night, fixed, rig, count = take(7)
        strips.append(Scene(film, place, eighths, bool(night), fixed, bool(rig), tuple(take(count))))
    pairs = tuple((a, b) for a, b in (take(2) for _ in range(next(numbers))))
    return Shoot(films, dates, longest, cities, where, tuple(cast), tuple(strips), pairs)


def written(shoot: Shoot) -> str:
    """The instance as the text of a file of the family."""
    counts = (len(shoot.scenes), len(shoot.actors), len(shoot.places), shoot.cities)
    rows: list[tuple[int, ...]] = [(shoot.films, shoot.dates, shoot.longest, *counts), *shoot.places]
    rows += [(a.rate, len(a.away), *(date for away in a.away for date in away)) for a in shoot.actors]
    for s in shoot.scenes:
        rows.append((s.film, s.place, s.eighths, s.night, s.fixed, s.rig, len(s.actors), *s.actors))
    rows += [(len(shoot.precedences),), *shoot.precedences]
    return "".join(" ".join(str(int(value)) for value in row) + "\n" for row in rows)


def invented(
    seed: int,
    films: int = 1,
    scenes: int = 40,
    places: int = 8,
    cities: int = 3,
    cast: int = 16,
    dates: int = 30,
) -> Shoot:
    """A new instance: ``scenes`` a film, leads in many places, day players in one, a few actors shared."""
    random = Random(seed)
    where = tuple((film, random.randrange(cities)) for film in range(films) for _ in range(places))
    shared = max(1, cast // 8) if films > 1 else 0
    actors, haunts, leads = [], [], []
    for a in range(cast):
        lead = shared <= a < shared + 3 * films
        usual = a < shared or a % 3 == 0
        low, high = (60, 120) if lead else (15, 45) if usual else (4, 12)
        away = []
        for _ in range(random.choice((0, 0, 1) if lead else (0, 1, 1, 2))):
            length = random.randint(2, max(2, dates // 8))
            first = random.randint(2, max(2, dates - length - 3))
            away.append((first, first + length))
        actors.append(Actor(random.randint(low, high), tuple(away)))
        count = places if lead else max(2, places // 4) if usual else 1
        haunts.append({f: set(random.sample(range(places), min(places, count))) for f in range(films)})
        leads.append(lead)
    weights = [random.random() ** 1.5 + 0.1 for _ in range(places)]
    strips = []
    for film in range(films):
        own = [a for a in range(cast) if a < shared or a % films == film]
        for k in range(scenes):
            place = k if k < places else random.choices(range(places), weights)[0]
            there = [a for a in own if place in haunts[a][film]]
            acting = sorted(a for a in there if random.random() < (0.45 if leads[a] else 0.3))
            eighths = min(24, max(1, int(random.gammavariate(2, 2.6))))
            rig, night = random.random() < 0.05, random.random() < 0.2
            at = film * places + place
            strips.append(Scene(film, at, eighths, night, -1, rig, tuple(acting or [random.choice(own)])))
    pairs = set()
    for film in range(films):
        for _ in range(max(2, scenes // 25)):
            a, b = sorted(random.sample(range(film * scenes, (film + 1) * scenes), 2))
            if strips[a].place != strips[b].place:
                pairs.add((a, b))
    return Shoot(films, dates, 24, cities, where, tuple(actors), tuple(strips), tuple(sorted(pairs)))


def problem_of(shoot: Shoot) -> Problem:
    """The instance in primitives; ledger lines are those of `LINES`."""
    h, line = shoot.dates, {name: k for k, name in enumerate(LINES)}
    cast = len(shoot.actors)
    spans = [
        Span(
            f"actor {a}",
            work=(actor.rate,) * h,
            hold=(actor.rate,) * h,
            drop_gap=IDLE + 1,
            fee=FEE * actor.rate,
            limit=(1,) * h if shoot.films > 1 else (),
            work_line=line["work"],
            hold_line=line["hold"],
            drop_line=line["drop"],
        )
        for a, actor in enumerate(shoot.actors)
    ]
    spans += [
        Span(
            f"rig {film}",
            work=(RIG,) * h,
            hold=(RIG,) * h,
            start=(RIG,) * h,
            work_line=line["rig"],
            hold_line=line["rig"],
            extend_line=line["rig"],
        )
        for film in range(shoot.films)
    ]
    tasks = []
    for s, scene in enumerate(shoot.scenes):
        away = {d for a in scene.actors for x, y in shoot.actors[a].away for d in range(x, y)}
        dates = [d for d in range(h) if d not in away and scene.fixed in (-1, d)]
        engaged = (*scene.actors, cast + scene.film) if scene.rig else scene.actors
        tasks.append(
            Task(
                name=str(s),
                minutes=scene.eighths,
                size=scene.eighths,
                set=scene.place,
                location=scene.place,
                base=shoot.places[scene.place][1],
                light=DARK if scene.night else ANY,
                order=s,
                spans=engaged,
                allowed=tuple(scene.film * h + d for d in dates),
            )
        )
    units = tuple(
        Unit(
            f"film {film}",
            day_price=(DAY,) * h,
            standard=shoot.longest,
            longest=shoot.longest,
            mixed=False,
            rest=REST,
            move_price=MOVE,
            day_line=line["days"],
            move_line=line["moves"],
            travel_line=line["moves"],
        )
        for film in range(shoot.films)
    )
    far = tuple(tuple(0 if a == b else CITY for b in range(shoot.cities)) for a in range(shoot.cities))
    zero = tuple((0,) * shoot.cities for _ in range(shoot.cities))
    light = ((0,) * h, (NIGHTFALL,) * h, (NIGHTFALL,) * h, (1 << 16,) * h)
    return Problem(
        num_dates=h,
        tasks=tuple(tasks),
        units=units,
        bases=tuple(Base(f"city {c}", *light) for c in range(shoot.cities)),
        spans=tuple(spans),
        lags=tuple(Lag(a, b) for a, b in shoot.precedences),
        travel_days=zero,
        travel_price=far,
        fare=zero,
        lines=LINES,
    )


def dates_of(shoot: Shoot, slots: tuple[int, ...]) -> list[int]:
    """The date of each scene, in file order."""
    return [slot % shoot.dates for slot in slots]


def priced(shoot: Shoot, dates: list[int]) -> tuple[dict[str, int], list[str]]:
    """Cost by line and broken rules of an assignment, from the rules above and nothing of the package."""
    cost = {"days": 0, "moves": 0, "rig": 0, "cast": 0}
    broken = [f"scene {s} has no such date" for s, d in enumerate(dates) if not 0 <= d < shoot.dates]
    if broken:
        return cost, broken
    broken += [f"scene {s} off its date" for s, x in enumerate(shoot.scenes) if x.fixed not in (-1, dates[s])]
    for film in range(shoot.films):
        _film(shoot, film, dates, cost, broken)
    for a, actor in enumerate(shoot.actors):
        own = [s for s, scene in enumerate(shoot.scenes) if a in scene.actors]
        worked = sorted({dates[s] for s in own})
        broken += [f"actor {a} away on {d}" for d in worked if any(x <= d < y for x, y in actor.away)]
        for d in worked:
            if len({shoot.scenes[s].film for s in own if dates[s] == d}) > 1:
                broken.append(f"actor {a} in two films on {d}")
        if worked:
            idle = [y - x - 1 for x, y in pairwise(worked)]
            saved = max((gap - FEE for gap in idle if gap >= IDLE), default=0)
            cost["cast"] += actor.rate * (worked[-1] - worked[0] + 1 - max(0, saved))
    broken += [f"scene {a} after scene {b}" for a, b in shoot.precedences if dates[a] > dates[b]]
    return cost, broken


def _film(shoot: Shoot, film: int, dates: list[int], cost: dict[str, int], broken: list[str]) -> None:
    previous: tuple[int, int, bool] | None = None
    for d in range(shoot.dates):
        held = [x for s, x in enumerate(shoot.scenes) if x.film == film and dates[s] == d]
        if not held:
            continue
        cost["days"] += DAY
        place, night = held[0].place, held[0].night
        if any(x.place != place for x in held):
            broken.append(f"film {film}, date {d}: two places")
        if any(x.night != night for x in held):
            broken.append(f"film {film}, date {d}: day and night")
        if sum(x.eighths for x in held) > shoot.longest:
            broken.append(f"film {film}, date {d}: too long")
        if previous is not None:
            was_on, was_at, was_night = previous
            if place != was_at:
                cost["moves"] += MOVE + CITY * (shoot.places[place][1] != shoot.places[was_at][1])
            if was_on == d - 1 and was_night and not night:
                broken.append(f"film {film}, date {d}: day after night")
        previous = d, place, night
    rig = [dates[s] for s, x in enumerate(shoot.scenes) if x.film == film and x.rig]
    if rig:
        cost["rig"] += RIG * (max(rig) - min(rig) + 2)
