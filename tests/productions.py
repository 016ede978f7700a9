"""Tiny productions drawn at random, with every feature of the model in use, and random boards for them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from coverset.model.authority import Authority
from coverset.model.baseline import Baseline
from coverset.model.calendar import Calendar, DayRules, Holiday, Unit
from coverset.model.dates import DateRange
from coverset.model.event import LostDay
from coverset.model.people import Holding, Person, Resource
from coverset.model.pins import CallPin, DayPin, OrderPin, PersonPin, Pin
from coverset.model.places import Base, Location, Travel
from coverset.model.plan import Plan, PlanDay, Strip
from coverset.model.production import Prices, Production
from coverset.model.progress import Entry
from coverset.model.scenes import Activity, Apart, Film, Precedence, Scene
from coverset.model.sequence import in_shooting_order
from coverset.model.stunts import (
    Beat,
    Competence,
    CrewMember,
    Equipment,
    Incident,
    Permission,
    Step,
    Stunt,
    Stunts,
    Window,
)

START = date(2025, 5, 2)


def tiny_production(seed: int, *, scenes: int = 5, dates: int = 6) -> Production:
    """A production small enough for brute force. The same seed gives the same production."""
    r = random.Random(seed)
    days = [START + timedelta(days=k) for k in range(dates)]

    def stretch() -> DateRange:
        first = r.randrange(dates)
        return DateRange(days[first], days[min(dates - 1, first + r.randrange(2))], "busy")

    bases = (
        Base("ROME", latitude=41.9, longitude=12.5, timezone="Europe/Rome"),
        Base("OSLO")
        if r.random() < 0.5
        else Base("OSLO", latitude=62.6, longitude=7.7, timezone="Europe/Oslo"),
    )
    locations = (
        Location("FLAT", "ROME", hire=r.randrange(500), hold=r.choice([0, 40])),
        Location("STREET", "ROME", closed=(stretch(),) if r.random() < 0.4 else ()),
        Location("TRAIN", "OSLO", open=(DateRange(days[0], days[-2]),) if r.random() < 0.4 else (), hire=100),
    )
    people = tuple(
        Person(
            name,
            number=str(k + 1),
            rate=r.randrange(50, 300),
            hold_rate=r.choice([None, 25]),
            away=(stretch(),) if r.random() < 0.4 else (),
            holding=Holding(
                hold=r.random() < 0.8,
                drop=r.random() < 0.7,
                drop_after=r.choice([1, 2, 3]),
                operator=r.choice([">", ">="]),
                max_drops=r.choice([1, 2]),
                choose=r.choice(["cheapest", "first", "longest"]),
                fee=r.choice([0, 60]),
            ),
            home=r.choice(["", "ROME", "OSLO"]),
        )
        for k, name in enumerate(("LEAD", "VILLAIN", "DRIVER"))
    )
    resources = (
        Resource(
            "CAMERA CAR", rate=70, hold_rate=20, prepare=r.choice([0, 1]), strike=1, count=r.choice([1, 2])
        ),
    )
    units = (
        Unit("MAIN", day_cost=1000, day=_day(r)),
        Unit("SECOND", day_cost=600, day=_day(r), days_off=r.choice([None, ()])),
        Unit("PREP", kind="prep", day=DayRules(rest=0, max_run=0)),
    )
    made = tuple(_scene(r, k) for k in range(scenes))
    ids = [scene.id for scene in made]
    activities = ()
    if r.random() < 0.5:
        activities = (
            Activity("R1", "rehearsal", "fight", 120, "PREP", "FLAT", ("LEAD",), before=(r.choice(ids),)),
        )
    pairs = [tuple(r.sample(ids, 2)) for _ in range(2)]
    production = Production(
        title=f"Tiny {seed}",
        calendar=Calendar(
            days[0],
            days[-1],
            days_off=r.choice([(5, 6), (6,), ()]),
            holidays=(Holiday(days[-1]),) if r.random() < 0.2 else (),
        ),
        films=(Film("F1"), Film("F2")),
        scenes=made,
        people=people,
        bases=bases,
        locations=locations,
        travels=(Travel("ROME", "OSLO", days=r.choice([0, 1]), cost=300, fare=30),),
        units=units,
        resources=resources,
        activities=activities,
        precedences=(Precedence(*pairs[0], min_days=r.choice([0, 1]), max_days=r.choice([None, 3])),)
        if r.random() < 0.6
        else (),
        aparts=(Apart(*pairs[1]),) if r.random() < 0.4 else (),
        pins=(Pin(r.choice(ids), (DateRange(r.choice(days), days[-1]),)),) if r.random() < 0.4 else (),
        prices=Prices(
            move=150,
            set_change=10,
            overtime_hour=61,
            heavy_first_day=7,
            first_day_eighths=6,
            first_day_stunt=90,
            early_night=11,
            stray_night=13,
            script_order=17,
            cover=r.choice([0, 31]),
        ),
    )
    return _in_force(with_stunts(_under_way(_decided(production, seed), seed), seed), seed)


def _decided(production: Production, seed: int) -> Production:
    """One in three has a day pinned, or somebody's dates, or both."""
    r = random.Random(f"decided {seed}")
    if r.random() < 2 / 3:
        return production
    dates, pins = production.calendar.dates(), list(production.pins)
    if r.random() < 0.6:
        strips = tuple(r.sample(sorted(production.tasks), r.choice([0, 1, 1, 2])))
        unit = r.choice(["MAIN", "MAIN", "SECOND"])
        pins.append(
            DayPin(unit, r.choice(dates[:4]), strips, closed=not strips or r.random() < 0.5, why="promised")
        )
    if r.random() < 0.5 and len(production.tasks) > 2:
        strips = r.sample(sorted(production.tasks), r.choice([2, 2, 3]))
        pins.append(OrderPin(tuple(strips), directly=r.random() < 0.5))
        if r.random() < 0.3:
            pins.append(OrderPin((strips[-1], r.choice([*production.tasks][:-1])), directly=r.random() < 0.5))
    if r.random() < 0.5:
        unit = r.choice(["MAIN", "SECOND"])
        pins.append(CallPin(unit, r.choice(dates[:4]), r.choice([300, 400, 480, 780])))
    if r.random() < 0.6:
        first = r.randrange(len(dates))
        stretch = DateRange(dates[first], dates[min(len(dates) - 1, first + r.randrange(4))])
        which = r.choice(["dates", "off", "until"])
        given = {"until": stretch.last} if which == "until" else {which: (stretch,)}
        pins.append(PersonPin(r.choice(["LEAD", "VILLAIN", "DRIVER"]), **given))  # type: ignore[arg-type]
    return replace(production, pins=tuple(pins))


def _under_way(production: Production, seed: int) -> Production:
    """One in four is under way: work is shot, a pickup is owed, a date lost, a film kept to dates of its own."""
    r = random.Random(f"under way {seed}")
    if r.random() < 0.75:
        return production
    dates = production.calendar.dates()
    scenes = [scene for scene in production.scenes if scene.minutes > 60]
    entries = []
    for scene in r.sample(scenes, min(2, len(scenes))):
        unit = r.choice(production.units_for(scene)).id
        day = r.choice(dates)
        entries.append(Entry(scene.id, r.choice(["shot", "part"]), day, r.choice([unit, ""]), eighths=1))
        if r.random() < 0.5:
            due = r.choice([None, r.choice(dates)])
            entries.append(Entry(scene.id, "pickup owed", day, minutes=30, due=due))
    stretch = DateRange(*sorted(r.choices(dates, k=2)))
    lost = LostDay(r.choice(dates), r.choice(["", "ROME"]), r.choice(["", "MAIN"]), r.random() < 0.3)
    return replace(
        production,
        progress=tuple(entries),
        lost_days=(lost,) if r.random() < 0.6 else (),
        films=(Film("F1", windows=(stretch,) if r.random() < 0.4 else ()), Film("F2")),
    )


def _in_force(production: Production, seed: int) -> Production:
    """One in four is planned again: a board is in force, and some of it is past."""
    r = random.Random(f"in force {seed}")
    if r.random() < 0.75:
        return production
    plan = random_plan(production, seed + 1)
    baseline = Baseline(
        plan,
        r.choice(production.calendar.dates()),
        call=r.choice([0, 23]),
        strip=r.choice([0, 29]),
        undone=tuple(task for task in plan.where if r.random() < 0.2),
    )
    return replace(production, baseline=baseline)


def with_stunts(production: Production, seed: int, *, always: bool = False) -> Production:
    """One in three has stunts: beats under leave and leave's lead times, a shared crew, gear, nights, incidents."""
    r = random.Random(f"stunts {seed}")
    if not always and r.random() < 0.67:
        return production
    dates = production.calendar.dates()
    scenes = [scene.id for scene in production.scenes]
    chosen = r.sample(scenes, min(len(scenes), 3))

    def stretch() -> DateRange:
        return DateRange(*sorted(r.choices(dates, k=2)))

    def window() -> Window:
        opens, closes = r.choice([(None, None), (None, None), (540, 900), (600, 1100), (1320, 1740)])
        return Window(stretch(), opens, closes, set_up=r.choice([0, 45]), hand_back=r.choice([0, 30]))

    def maybe(chance: float, *names: str) -> tuple[str, ...]:
        return tuple(name for name in names if r.random() < chance)

    def beat(k: int, scene: str) -> Beat:
        return Beat(
            f"J{k + 1}",
            "JUMP",
            scenes=(scene, *maybe(0.2, r.choice(scenes))),
            complex=r.random() < 0.4,
            hazards=maybe(0.2, "high_fall"),
            performer=r.choice(["LEAD", ""]),
            double=r.choice(["DOUBLE", "", ""]),
            attempts=r.choice([None, 2, 3]),
            permissions=maybe(0.4, "ROAD", "TRACK"),
            crew=maybe(0.3, "RIGGER", "AMBULANCE"),
            equipment=maybe(0.3, "HARNESS"),
            cut="not needed" if r.random() < 0.1 else "",
        )

    def permission(name: str, places: list[str]) -> Permission:
        return Permission(
            name,
            "leave",
            authority=r.choice(["COUNCIL", ""]),
            state=r.choice(["granted", "granted", "granted", "asked", "not asked", "denied"]),
            scope=maybe(0.4, *places),
            windows=(window(), window()) if r.random() < 0.6 else (),
            steps=(Step("enquiry", r.choice([2, 3])), Step("application", r.choice([0, 2]), working=False)),
            quota=r.choice([None, None, 1, 2, 3]),
            quota_of=r.choice(["", "landings"]),
            used=r.choice([0, 0, 1]),
            expires=r.choice([None, None, dates[-2]]),
        )

    crew = (
        CrewMember("COORDINATOR", rest=r.choice([None, 840]), night_limit=r.choice([None, 280])),
        CrewMember(
            "AMBULANCE",
            away=(stretch(),) if r.random() < 0.4 else (),
            alternate=r.choice(["", "SPARE"]),
        ),
        CrewMember("SPARE", away=(stretch(),) if r.random() < 0.2 else ()),
        CrewMember("RIGGER", roles=(Competence("stunt_rigger"),), count=r.choice([1, 2])),
        CrewMember("DOUBLE", roles=(Competence("driver", until=r.choice([None, dates[1]])),), rest=720),
    )
    rig = Activity("G1", "rig", "ramp", 60, "PREP", r.choice(["FLAT", "STREET"]), before=tuple(chosen[:2]))
    dry_run = Activity(
        "R2", "rehearsal", "jump", 90, "PREP", rig.location, before=tuple(chosen), days_before=0
    )
    stunts = Stunts(
        stunts=(
            Stunt(
                "JUMP",
                coordinator="COORDINATOR",
                crew=maybe(0.5, "AMBULANCE", "SPARE"),
                permissions=maybe(0.4, "ROAD", "SKY"),
                most_attempts=r.choice([None, 2, 4]),
                light_margin=r.choice([None, 60, 300]),
            ),
        ),
        beats=tuple(beat(k, scene) for k, scene in enumerate(chosen)),
        crew=crew,
        permissions=(
            permission("ROAD", ["STREET"]),
            permission("TRACK", ["TRAIN"]),
            permission("SKY", ["STREET", "TRAIN"]),
        ),
        authorities=(Authority("COUNCIL", days_off=(6,), holidays=(Holiday(dates[1]),)),),
        equipment=(
            Equipment("HARNESS", examined=r.choice([dates[0], date(2025, 4, 3)]), months=r.choice([1, 6])),
        ),
        incidents=(
            Incident(
                "I1",
                (r.choice(["J1", "J2", "HARNESS"]),),
                r.choice(dates),
                "a slip",
                r.choice([None, dates[-2]]),
                r.choice(["COORDINATOR", ""]),
                "put right",
            ),
        )
        if r.random() < 0.3
        else (),
        as_of=r.choice([None, dates[0], dates[0] - timedelta(days=3), dates[3]]),
        turnaround=r.choice([0, 720, 960]),
    )
    activities = production.activities + ((rig, dry_run) if r.random() < 0.6 else ())
    return replace(production, stunts=stunts, activities=activities)


def _day(r: random.Random) -> DayRules:
    return DayRules(
        standard=r.choice([360, 480]),
        longest=r.choice([540, 660]),
        rest=r.choice([600, 660, 720]),
        max_run=r.choice([0, 2, 4]),
        max_locations=r.choice([1, 2]),
        set_change=r.choice([20, 45]),
        meal=r.choice([0, 45, 60]),
        meal_after=r.choice([240, 360]),
    )


def _scene(r: random.Random, k: int) -> Scene:
    location = r.choice(["FLAT", "STREET", "TRAIN"])
    minutes = r.choice([60, 120, 200, 300])
    return Scene(
        id=f"F{r.choice([1, 2])}/{k + 1}",
        film="F1",
        number=str(k + 1),
        set=r.choice(["A", "B"]),
        location=location,
        eighths=minutes // 20,
        minutes=minutes,
        int_ext=r.choice(["INT", "INT", "EXT"]),
        time=r.choice(["DAY", "DAY", "NIGHT", "DUSK"]),
        cast=tuple(name for name in ("LEAD", "VILLAIN", "DRIVER") if r.random() < 0.5),
        resources=("CAMERA CAR",) if r.random() < 0.25 else (),
        units=r.choice([(), (), ("MAIN",), ("SECOND",)]),
        big_stunt=r.random() < 0.2,
    )


def random_plan(production: Production, seed: int, *, spread: int = 6) -> Plan:
    """A board for a production, thrown together without looking at any rule; days in shooting order."""
    r = random.Random(seed)
    dates = production.calendar.dates()[:spread]
    held: dict[tuple[str, date], list[str]] = {}
    for name, task in production.tasks.items():
        units = production.units_for(task) if r.random() < 0.97 else production.units
        held.setdefault((r.choice(units).id, r.choice(dates)), []).append(name)
    return Plan(
        tuple(
            PlanDay(unit, day, tuple(Strip(task) for task in in_shooting_order(production, tasks)))
            for (unit, day), tasks in held.items()
        )
    )
