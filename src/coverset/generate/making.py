"""Making up a production: everything drawn from a seed, and the hidden plan that proves it can be shot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from random import Random

from coverset.generate._around import around
from coverset.generate._cast import Company, company
from coverset.generate._hidden import Diary, plan_of, prepare, shoot
from coverset.generate._places import Map, places
from coverset.generate._roles import titles
from coverset.generate._scale import Scale, between, scale
from coverset.generate._script import CAMERA_CAR, Units, scenes_of
from coverset.model.board import Board
from coverset.model.calendar import Calendar, DayRules, Holiday, Unit
from coverset.model.dates import DateRange
from coverset.model.pace import pace
from coverset.model.people import Resource
from coverset.model.plan import Plan
from coverset.model.production import Assumption, Marked, Prices, Production
from coverset.model.scenes import Activity, Film, Scene

MOST_FILMS = 6
MOST_SCENES = 5000

_SLACK = 1.4
_PREPARATION = 10
_MOST_REHEARSALS = 12
_STUNT_RIG = "DESCENDER RIG"


@dataclass(frozen=True)
class MadeUp:
    """A made-up production and the plan it was drawn around, which keeps every rule."""

    production: Production
    plan: Plan


def make_up(films: int, scenes: int, seed: int) -> MadeUp:
    """Make up a production of 1 to 6 films and up to 5000 scenes, at least one a film.

    Scenes longer than a day's light stand in declared parts, so there are more strips than scenes. The same
    arguments give the same production. Raises ValueError beyond those limits.
    """
    if not 1 <= films <= MOST_FILMS or not films <= scenes <= MOST_SCENES:
        raise ValueError(f"{films} films with {scenes} scenes cannot be made up")
    random = Random(f"coverset {films} {scenes} {seed}")
    size = scale(random, films, scenes)
    ground = places(random, size)
    cast = company(random, size, ground)
    called = titles(random, films)
    shown = tuple(Film(f"F{number}", title) for number, title in enumerate(called, start=1))
    units = _units(random, size, shown)
    strips: list[Scene] = []
    for number, film in enumerate(shown):
        names = _units_of(size, film, units)
        strips += scenes_of(random, size, number, film, ground.settings[number], cast, names)
    used = {person for scene in strips for person in scene.cast}
    played = {scene.location for scene in strips}
    resources = _resources(random, size, strips)
    start = _monday(date(2027, 1, 4) + timedelta(days=random.randrange(0, 540)))
    production = Production(
        title=called[0].split(",")[0],
        company=f"{called[0].split(',')[0].split()[1]} Pictures".title(),
        calendar=_calendar(random, ground, start),
        films=shown,
        scenes=tuple(strips),
        people=tuple(person for person in cast.people if person.id in used),
        bases=ground.bases,
        locations=tuple(place for place in ground.locations if place.id in played),
        travels=ground.travels,
        units=units,
        resources=resources,
        prices=_prices(size),
        currency=ground.home.currency,
        kind=size.kind,
    )
    production = _with_stunts(random, production, cast)
    production, diary = _laid_out(random, production, size)
    production = _trimmed(production, diary)
    plan = plan_of(diary)
    production = around(random, production, Board(production, plan))
    return MadeUp(_marked(production, films, scenes, seed), plan)


def _units(random: Random, size: Scale, films: Sequence[Film]) -> tuple[Unit, ...]:
    cost = between(random, size.money.unit)
    day = DayRules(move=size.pace.move_minutes)
    if size.shared_unit or len(films) == 1:
        found = [Unit("MAIN", "Main unit", day_cost=cost, day=day)]
    else:
        found = [
            Unit(f"MAIN {number}", f"Main unit, film {number}", films=(film.id,), day_cost=cost, day=day)
            for number, film in enumerate(films, start=1)
        ]
    if size.second_unit:
        small = DayRules(move=60, set_change=20)
        found.append(Unit("SECOND", "Second unit", day_cost=cost * 2 // 5 // 500 * 500, day=small))
    prep = cost // 10 // 500 * 500
    found.append(Unit("PREP", "Rigging and rehearsal", kind="prep", day_cost=prep, day=day))
    return tuple(found)


def _units_of(size: Scale, film: Film, units: Sequence[Unit]) -> Units:
    """Without a second unit a film's scenes name none: the main unit is the only one there is."""
    if not size.second_unit:
        return Units()
    main = next(
        unit.id for unit in units if unit.kind == "shoot" and (not unit.films or film.id in unit.films)
    )
    return Units((main,), (main, "SECOND"))


def _resources(random: Random, size: Scale, strips: Sequence[Scene]) -> tuple[Resource, ...]:
    price = size.money.unit[0]
    found = []
    if any(CAMERA_CAR in scene.resources for scene in strips):
        found.append(
            Resource(
                CAMERA_CAR,
                "Camera car with arm",
                rate=price // 20 // 500 * 500,
                hold_rate=price // 60 // 500 * 500,
            )
        )
    if any(scene.big_stunt for scene in strips):
        hold = price // 40 // 500 * 500
        rate = price // 25 // 500 * 500
        found.append(
            Resource(_STUNT_RIG, "Descender rig and wires", rate=rate, hold_rate=hold, prepare=2, strike=1)
        )
    return tuple(found)


def _with_stunts(random: Random, production: Production, cast: Company) -> Production:
    """A rig for the big stunts, and rehearsals with lead and double for a few of them."""
    stunts: dict[tuple[str, str], list[Scene]] = {}
    for scene in production.scenes:
        if scene.big_stunt:
            stunts.setdefault((scene.film, scene.number), []).append(scene)
    leads = {double: lead for lead, double in cast.doubles.items()}
    rigged: dict[str, Scene] = {}
    activities: list[Activity] = []
    for (film, number), parts in stunts.items():
        if any(element.name in ("HIGH FALL", "JUMP TO A MOVING VEHICLE") for element in parts[0].elements):
            rigged |= {part.id: replace(part, resources=(*part.resources, _STUNT_RIG)) for part in parts}
        if len(activities) < _MOST_REHEARSALS and random.random() < 0.6:
            double = next(person for person in parts[0].cast if person in leads)
            ids = tuple(part.id for part in parts)
            stunt = next(each.name for each in parts[0].elements if each.category == "stunts")
            activities.append(
                Activity(
                    id=f"REHEARSAL {film}/{number}",
                    kind="rehearsal",
                    name=f"{stunt.lower()}, scene {number}",
                    minutes=random.choice((180, 240, 300)),
                    unit="PREP",
                    location=parts[0].location,
                    people=(leads[double], double) if leads[double] in parts[0].cast else (double,),
                    before=ids,
                    days_before=2,
                )
            )
    scenes = tuple(rigged.get(scene.id, scene) for scene in production.scenes)
    unused = () if rigged else (_STUNT_RIG,)
    resources = tuple(each for each in production.resources if each.id not in unused)
    units = production.units if activities else production.units[:-1]
    return replace(production, scenes=scenes, resources=resources, activities=tuple(activities), units=units)


def _laid_out(random: Random, production: Production, size: Scale) -> tuple[Production, Diary]:
    """The hidden plan. A rehearsal for which it has no date is left out, and the plan laid out anew."""
    work: dict[str, list[str]] = {}
    for scene in production.scenes:
        units = production.units_for(scene)
        unit = units[-1] if random.random() < 0.7 else units[0]
        work.setdefault(unit.id, []).append(scene.id)
    first = production.calendar.start_date + timedelta(days=_PREPARATION)
    while True:
        diary = shoot(production, work, first)
        where = {task: day.day for day in diary.days for task in day.tasks}
        failed = set()
        for activity in sorted(
            production.activities, key=lambda each: min(where[scene] for scene in each.before)
        ):
            day = min(where[scene] for scene in activity.before)
            if not prepare(diary, activity, production.units[-1], day):
                failed.add(activity.id)
        if not failed:
            return production, diary
        kept = tuple(each for each in production.activities if each.id not in failed)
        units = production.units if kept else production.units[:-1]
        production = replace(production, activities=kept, units=units)


def _calendar(random: Random, ground: Map, start: date) -> Calendar:
    """Five or six days a week, far longer than needed until the hidden plan is known; a break each winter."""
    end = start + timedelta(days=3650)
    hiatus = tuple(
        DateRange(date(year, 12, 22), date(year + 1, 1, 2), "winter break")
        for year in range(start.year - 1, end.year)
        if date(year, 12, 22) >= start
    )
    off = (6,) if random.random() < 0.3 else (5, 6)
    return Calendar(start, end, off, _holidays(ground.home.country, start, end), hiatus)


def _holidays(country: str, start: date, end: date) -> tuple[Holiday, ...]:
    import holidays

    part = "ENG" if country == "GB" else None
    years = range(start.year, end.year + 1)
    found = holidays.country_holidays(country, subdiv=part, years=years)
    return tuple(Holiday(day, name) for day, name in sorted(found.items()) if start <= day <= end)


def _trimmed(production: Production, diary: Diary) -> Production:
    """End the calendar with two dates to spare for every five that the hidden plan takes."""
    calendar = production.calendar
    needed = (max(day.day for day in diary.days) - calendar.start_date).days
    end = calendar.start_date + timedelta(days=max(28, ceil(needed * _SLACK)))
    return replace(
        production,
        calendar=replace(
            calendar,
            end_date=end,
            holidays=tuple(holiday for holiday in calendar.holidays if holiday.day <= end),
            hiatus=tuple(stretch for stretch in calendar.hiatus if stretch.first <= end),
        ),
    )


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _prices(size: Scale) -> Prices:
    """The usual prices, in proportion to what a unit's day costs."""
    usual = Prices()
    ratio = size.money.unit[0] / 1_800_000

    def scaled(price: int) -> int:
        amount = price * ratio
        step: int = 10 ** max(2, len(str(int(amount))) - 2)
        return max(step, round(amount / step) * step) if price else 0

    return Prices(
        move=scaled(usual.move),
        set_change=scaled(usual.set_change),
        overtime_hour=scaled(usual.overtime_hour),
        heavy_first_day=scaled(usual.heavy_first_day),
        first_day_stunt=scaled(usual.first_day_stunt),
        early_night=scaled(usual.early_night),
        stray_night=scaled(usual.stray_night),
        script_order=scaled(usual.script_order),
    )


def _marked(production: Production, films: int, scenes: int, seed: int) -> Production:
    """Say of every date and every price that it is assumed, and of the whole that it is made up."""
    paths = ["calendar", "prices"]
    paths += [f"units.{unit.id}" for unit in production.units]
    paths += [f"locations.{place.id}" for place in production.locations]
    paths += [f"travel[{number}]" for number in range(1, len(production.travels) + 1)]
    paths += [f"cast.{person.id}" for person in production.people]
    paths += [f"resources.{hire.id}" for hire in production.resources]
    paths += [f"pin[{number}]" for number in range(1, len(production.pins) + 1)]
    sentence = (
        f"Everything but the towns is made up: coverset generate --films {films} --scenes {scenes} --seed {seed}. "
        "Names, money and dates are invented."
    )
    made_up = Assumption("production", sentence, "production.toml, scenes.csv and cast.csv")
    timed = Assumption(
        "scenes.minutes",
        f"Scenes take about {pace(production.kind).minutes_per_eighth} minutes an eighth of a page, interiors less.",
        "scenes.csv, column minutes",
    )
    marks = tuple(Marked(path, "assumed", "made up") for path in sorted(paths))
    return replace(production, assumptions=(made_up, timed), marks=marks)
