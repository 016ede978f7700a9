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
from itertools import islice, pairwise
from pathlib import Path

from coverset.problem import ANY, DARK, Base, Lag, Problem, Span, Task, Unit
from inputs import UnusableError

DAY, MOVE, CITY, RIG = 150, 60, 200, 40
IDLE, FEE = 10, 3
NIGHTFALL, REST = 1400, 500
LINES = ("days", "moves", "rig", "work", "hold", "drop")
_MOST = 100_000


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
    """An instance from a file of the family. Raises UnusableError with a sentence, OSError unread."""
    try:
        numbers = iter([int(word) for word in path.read_text(encoding="utf-8").split()])
    except ValueError as error:
        raise UnusableError(
            f"{path.name} is not of the shoot family: it holds whole numbers only ({error})."
        ) from None

    def take(count: int) -> list[int]:
        if not 0 <= count <= _MOST:
            raise UnusableError(f"{path.name} is not of the shoot family: {count} is no count of anything.")
        found = list(islice(numbers, count))
        if len(found) < count:
            raise UnusableError(f"{path.name} ends early: {count - len(found)} more numbers were due.")
        return found

    def pairs(count: int) -> tuple[tuple[int, int], ...]:
        flat = take(2 * count)
        return tuple(zip(flat[::2], flat[1::2], strict=True))

    films, dates, longest, scenes, actors, places, cities = take(7)
    where = pairs(places)
    cast, strips = [], []
    for _ in range(actors):
        rate, away = take(2)
        cast.append(Actor(rate, pairs(away)))
    for _ in range(scenes):
        film, place, eighths, night, fixed, rig, count = take(7)
        strips.append(Scene(film, place, eighths, bool(night), fixed, bool(rig), tuple(take(count))))
    before = pairs(take(1)[0])
    if extra := sum(1 for _ in numbers):
        raise UnusableError(f"{path.name} goes on after its end, by {extra} numbers.")
    shoot = Shoot(films, dates, longest, cities, where, tuple(cast), tuple(strips), before)
    if slips := _slips(shoot):
        raise UnusableError(f"{path.name} cannot be: " + "; ".join(slips[:5]) + ".")
    return shoot


def _slips(shoot: Shoot) -> list[str]:
    """What an instance refers to and does not have, or holds out of range."""
    if not (0 < shoot.films <= 50 and 0 < shoot.dates <= 4000 and shoot.scenes):
        return [f"it has {shoot.films} films, {shoot.dates} dates, {len(shoot.scenes)} scenes"]
    if not (0 < shoot.films <= 50 and 0 < shoot.dates <= 4000 and shoot.scenes):
        return [f"it has {shoot.films} films, {shoot.dates} dates, {len(shoot.scenes)} scenes"]
    slips = []
    for p, (film, city) in enumerate(shoot.places):
        if not (0 <= film < shoot.films and 0 <= city < shoot.cities):
            slips.append(f"place {p} is of film {film} in city {city}")
    for a, actor in enumerate(shoot.actors):
        if actor.rate < 0 or not all(0 <= x <= y <= shoot.dates for x, y in actor.away):
            slips.append(f"actor {a} has the rate {actor.rate} and is away {actor.away}")
    for s, scene in enumerate(shoot.scenes):
        if not 0 <= scene.place < len(shoot.places) or shoot.places[scene.place][0] != scene.film:
            slips.append(f"scene {s} of film {scene.film} is at place {scene.place}")
        if not 1 <= scene.eighths <= shoot.longest:
            slips.append(f"scene {s} has {scene.eighths} eighths, a day {shoot.longest}")
        if not -1 <= scene.fixed < shoot.dates:
            slips.append(f"scene {s} is fixed on date {scene.fixed}")
        if len(set(scene.actors)) < len(scene.actors) or not all(
            0 <= a < len(shoot.actors) for a in scene.actors
        ):
            slips.append(f"scene {s} has actors {', '.join(map(str, scene.actors))}")
    for pair in shoot.precedences:
        if not all(0 <= s < len(shoot.scenes) for s in pair) or pair[0] == pair[1]:
            slips.append(f"the precedence of {pair[0]} before {pair[1]}")
    return slips


def written(shoot: Shoot) -> str:
    """The instance as the text of a file of the family."""
    counts = (len(shoot.scenes), len(shoot.actors), len(shoot.places), shoot.cities)
    rows: list[tuple[int, ...]] = [(shoot.films, shoot.dates, shoot.longest, *counts), *shoot.places]
    rows += [(a.rate, len(a.away), *(date for away in a.away for date in away)) for a in shoot.actors]
    for s in shoot.scenes:
        rows.append((s.film, s.place, s.eighths, s.night, s.fixed, s.rig, len(s.actors), *s.actors))
    rows += [(len(shoot.precedences),), *shoot.precedences]
    return "".join(" ".join(str(int(value)) for value in row) + "\n" for row in rows)


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
