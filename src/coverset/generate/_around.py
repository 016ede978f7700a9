"""What makes a shoot hard, drawn around its hidden plan: absences, windows, fixed dates, orders, scenes apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from coverset.model.board import Board
from coverset.model.calendar import Calendar
from coverset.model.dates import DateRange
from coverset.model.people import Person, Resource
from coverset.model.pins import Pin
from coverset.model.places import Location
from coverset.model.production import Production
from coverset.model.scenes import Apart, Precedence, Scene

_AWAY = ("another engagement", "theatre run", "family", "dental work", "press for an earlier film")
_CLOSED = (
    "parish festival",
    "market days",
    "open to the public",
    "another company shoots there",
    "stocktaking",
)
_FIXED = ("the ferry is chartered for this date", "the street is closed for us on this date only",
          "the crowd is booked for this date", "the permit names this date")  # fmt: skip
_ORDERS = ("clean before damaged", "dry before wet", "long hair before short", "furnished before empty")
_APART = ("old-age make-up, one a day", "opposite states of the same costume", "voice needs a rest between")


def around(random: Random, production: Production, board: Board) -> Production:
    """The production with everything that its hidden plan happens to keep."""
    calendar = production.calendar
    people = tuple(_person(random, person, board, calendar) for person in production.people)
    locations = tuple(
        _location(random, place, tuple(board.worked_at(place.id)), calendar) for place in production.locations
    )
    resources = tuple(
        _resource(random, hire, tuple(board.worked_with(hire.id)), calendar) for hire in production.resources
    )
    where = {task: day.day for day in board.days for task in day.tasks}
    pins: list[Pin] = []
    orders: list[Precedence] = []
    aparts: list[Apart] = []
    for film in production.films:
        scenes = [scene for scene in production.scenes if scene.film == film.id]
        if len(scenes) >= 10:
            pins += _pins(random, scenes, where)
            orders += _precedences(random, scenes, where, production.task_order)
            aparts += _aparts(random, scenes, where)
    return replace(
        production,
        people=people,
        locations=locations,
        resources=resources,
        pins=tuple(pins),
        precedences=tuple(orders),
        aparts=tuple(aparts),
    )


def _person(random: Random, person: Person, board: Board, calendar: Calendar) -> Person:
    worked = sorted(board.worked_by(person.id))
    if not worked or person.kind != "cast":
        return person
    length = (calendar.end_date - calendar.start_date).days
    is_lead = not person.holding.drop and person.holding.hold
    away: list[DateRange] = []
    for _ in range(random.choice((0, 0, 1)) if is_lead else random.choice((0, 1, 1, 2))):
        stretch = _free_stretch(random, worked, calendar, random.randint(3, 8), length)
        if stretch and not any(stretch.first <= other.last and other.first <= stretch.last for other in away):
            away.append(replace(stretch, why=random.choice(_AWAY)))
    available: tuple[DateRange, ...] = ()
    if not is_lead and random.random() < 0.1:
        available = (_wide(random, worked, calendar, 10, 30),)
    return replace(person, away=tuple(sorted(away)), available=available)


def _free_stretch(
    random: Random, worked: Sequence[date], calendar: Calendar, days: int, length: int
) -> DateRange | None:
    """So many dates in a row on none of which there is work; None when a few tries find none."""
    for _ in range(20):
        if length <= days:
            return None
        first = calendar.start_date + timedelta(days=random.randrange(length - days))
        stretch = DateRange(first, first + timedelta(days=days - 1))
        if not any(day in stretch for day in worked):
            return stretch
    return None


def _wide(random: Random, worked: Sequence[date], calendar: Calendar, least: int, most: int) -> DateRange:
    """A window around the dates worked, so many days wider at either end, inside the calendar."""
    first = min(worked) - timedelta(days=random.randint(least, most))
    last = max(worked) + timedelta(days=random.randint(least, most))
    return DateRange(max(first, calendar.start_date), min(last, calendar.end_date))


def _location(random: Random, place: Location, used: Sequence[date], calendar: Calendar) -> Location:
    if not used:
        return place
    length = (calendar.end_date - calendar.start_date).days
    draw = random.random()
    if draw < 0.3 and (max(used) - min(used)).days < 0.5 * length:
        return replace(place, open=(_wide(random, used, calendar, 5, 21),))
    if draw < 0.5:
        closed = _free_stretch(random, used, calendar, random.randint(2, 6), length)
        if closed:
            return replace(place, closed=(replace(closed, why=random.choice(_CLOSED)),))
    return place


def _resource(random: Random, hire: Resource, used: Sequence[date], calendar: Calendar) -> Resource:
    if not used or random.random() < 0.5:
        return hire
    wide = _wide(random, used, calendar, 7, 21)
    first = max(calendar.start_date, wide.first - timedelta(days=hire.prepare))
    return replace(hire, available=(DateRange(first, wide.last),))


def _pins(random: Random, scenes: Sequence[Scene], where: dict[str, date]) -> Iterable[Pin]:
    """Two fixed dates a film, three days apart."""
    found: list[Pin] = []
    for scene in random.sample(list(scenes), min(40, len(scenes))):
        day = where[scene.id]
        if len(found) == 2 or any(abs((pin.dates[0].first - day).days) < 3 for pin in found):
            continue
        found.append(Pin(scene.id, (DateRange(day, day),), why=random.choice(_FIXED)))
    return found


def _precedences(
    random: Random, scenes: Sequence[Scene], where: dict[str, date], order: dict[str, int]
) -> Iterable[Precedence]:
    """A few orders, in one set where there is one to be had; all of them also the script's."""
    wanted = max(2, len(scenes) // 40)
    sets: dict[str, list[Scene]] = defaultdict(list)
    for scene in scenes:
        sets[scene.set].append(scene)
    rooms = [each for each in sets.values() if len(each) > 1]
    found: dict[tuple[str, str], Precedence] = {}
    for _ in range(20 * wanted):
        if len(found) == wanted:
            break
        pool = random.choice(rooms) if rooms and random.random() < 0.7 else scenes
        first, second = sorted(random.sample(list(pool), 2), key=lambda scene: order[scene.id])
        gap = (where[second.id] - where[first.id]).days
        if gap > 0 and first.number != second.number:
            most = gap + random.randint(14, 28) if random.random() < 0.15 else None
            least = 1 if random.random() < 0.5 else 0
            rule = Precedence(first.id, second.id, least, most, random.choice(_ORDERS))
            found.setdefault((first.id, second.id), rule)
    return found.values()


def _aparts(random: Random, scenes: Sequence[Scene], where: dict[str, date]) -> Iterable[Apart]:
    """One pair a film that does not share a date, of scenes with somebody in common."""
    for _ in range(40):
        first, second = random.sample(list(scenes), 2)
        common = set(first.cast) & set(second.cast)
        if common and where[first.id] != where[second.id] and first.number != second.number:
            return [Apart(first.id, second.id, random.choice(_APART))]
    return []
