"""Whole boards for the tests of papers: a small fixed one, and a full-size one made from the example scripts."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from coverset.formats.production import read
from coverset.model.board import Board
from coverset.model.calendar import AssumedLight, Calendar, DayRules, Holiday, Unit
from coverset.model.dates import DateRange
from coverset.model.people import Holding, Person, Resource
from coverset.model.places import Base, Location, Travel
from coverset.model.plan import Plan, PlanDay, Strip
from coverset.model.production import Assumption, Marked, Prices, Production
from coverset.model.scenes import Activity, Element, Film, Scene
from coverset.model.sequence import in_shooting_order

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "grand-express"


# Everything stated, so that the papers of the small board change only when the papers do.
_DAY = DayRules(
    day_call=420, earliest_call=300, prepare=30, standard=660, longest=780, meal=60, meal_after=360,
    set_change=30, move=90, rest=660, max_run=6, max_locations=3, night_call=900, day_until=1320,
)  # fmt: skip
_PRICES = Prices(
    move=150_000, set_change=5_000, overtime_hour=250_000, heavy_first_day=2_000, first_day_eighths=16,
    first_day_stunt=500_000, early_night=50_000, stray_night=75_000, script_order=10_000,
)  # fmt: skip


def small_board() -> Board:
    """Three units, ten strips, a move, a night, a holiday weekend, two journeys, a hiatus and a loose scene."""
    d = date(2025, 5, 1)
    scenes = (
        _scene("1", "KITCHEN", "flat", 12, 150, ("ANNA", "BEN"), synopsis="Anna finds the letter."),
        _scene("2", "KITCHEN", "flat", 5, 60, ("ANNA",), time="NIGHT", synopsis="She reads it again."),
        _scene("3", "STREET", "lane", 9, 120, ("BEN",), "EXT", synopsis="Ben waits for the tram."),
        _scene("4", "STREET", "lane", 6, 180, ("ANNA", "BEN"), "EXT", "NIGHT", synopsis="The tram does not stop."),
        _scene("5", "HARBOUR", "quay", 16, 300, ("ANNA", "BEN", "PILOT"), "EXT", synopsis="The boat is late.",
               elements=(Element("props", "Letter"), Element("vehicles", "Pilot boat"), Element("stunts", "Fall into water")),
               resources=("BOAT",), big_stunt=True),
        _scene("6", "HARBOUR", "quay", 4, 90, ("PILOT",), "EXT", "DAWN", synopsis="Fog."),
        _scene("7", "TRAM", "lane", 3, 60, ("ANNA",), "INT/EXT", synopsis="Passing faces."),
        _scene("7A", "TRAM", "lane", 2, 45, ("ANNA",), part="pt2", synopsis="Hands only."),
        _scene("8", "FLAT - STAIRS", "flat", 1, 30, ("BEN",), synopsis="He leaves the key."),
        _scene("9", "FLAT - STAIRS", "flat", 2, 30, (), "EXT", "DUSK", synopsis="The lamp goes out."),
    )  # fmt: skip
    production = Production(
        title="The Letter",
        calendar=Calendar(
            d,
            date(2025, 6, 6),
            holidays=(Holiday(date(2025, 5, 5), "Early May bank holiday"),),
            hiatus=(DateRange(date(2025, 5, 12), date(2025, 5, 16), "tram works"),),
        ),
        films=(Film("F1"),),
        scenes=scenes,
        people=(
            Person("ANNA", "Anna", "1", 30_000, 15_000, home="TOWN"),
            Person("BEN", "Ben", "2", 20_000, holding=Holding(drop=True, drop_after=10, fee=5_000), home="TOWN"),
            Person("PILOT", "The pilot", "3", 10_000),
        ),
        bases=(Base("TOWN", "Leeds", "GB", 53.8, -1.55, "Europe/London"), Base("COAST", "Whitby", "GB")),
        locations=(
            Location("flat", "TOWN", "Stage 2", hire=80_000, hold=10_000),
            Location("lane", "TOWN", "Mill Lane", hire=20_000),
            Location("quay", "COAST", "Old quay", hire=50_000),
        ),
        travels=(Travel("TOWN", "COAST", 1, 120_000, 4_000),),
        units=(Unit("MAIN", "Main unit", day_cost=900_000, day=_DAY), Unit("SECOND", day_cost=300_000, day=_DAY),
               Unit("PREP", "Rigging", "prep", day_cost=50_000, day=_DAY)),
        resources=(Resource("BOAT", "Pilot boat", rate=60_000, hold_rate=20_000, prepare=1, strike=1),),
        activities=(Activity("R1", "rehearsal", "Fall into water", 120, "PREP", "quay", ("PILOT",), before=("F1/5",)),),
        prices=_PRICES,
        light=AssumedLight(6 * 60 + 30, 19 * 60 + 30, 30),
        paper="A4",
        company="Coast Pictures",
        assumptions=(Assumption("person ANNA", "The hold rate is taken as half the day rate.", "people/ANNA"),),
        marks=(Marked("people.ANNA.rate", "seeded"), Marked("people.ANNA.hold_rate", "assumed"),
               Marked("units.MAIN.day_cost", "derived")),
    )  # fmt: skip
    plan = Plan(
        (
            _day("MAIN", date(2025, 5, 1), "F1/1", "F1/2", Strip(banner="Tech recce at wrap", minutes=30)),
            _day("MAIN", date(2025, 5, 2), "F1/3", "F1/7", "F1/4"),
            _day("MAIN", date(2025, 5, 8), "F1/6", "F1/5"),
            _day("MAIN", date(2025, 5, 21), "F1/8"),
            _day("SECOND", date(2025, 5, 2), "F1/7A pt2"),
            PlanDay("SECOND", date(2025, 5, 6), (Strip(banner="Camera test"),)),
            _day("PREP", date(2025, 5, 7), "R1"),
        ),
        name="Blue board",
    )
    return Board(production, Plan(plan.days, name=plan.name))


def _day(unit: str, day: date, *strips: str | Strip) -> PlanDay:
    return PlanDay(unit, day, tuple(Strip(s) if isinstance(s, str) else s for s in strips))


def _scene(
    number: str, where: str, location: str, eighths: int, minutes: int, cast_of: tuple[str, ...],
    int_ext: str = "INT", time: str = "DAY", **more: object,
) -> Scene:  # fmt: skip
    part = str(more.get("part", ""))
    made = {"id": f"F1/{number}" + (f" {part}" if part else ""), "film": "F1", "number": number, "set": where}
    made |= {"location": location, "eighths": eighths, "minutes": minutes, "cast": cast_of}
    return Scene(**made, int_ext=int_ext, time=time, **more)  # type: ignore[arg-type]


def full_board() -> Board:
    """The grand-express example on a board thrown together base by base, in no order an AD would choose."""
    production, found = read(EXAMPLE)
    assert production is not None, found
    days: list[PlanDay] = []
    for unit in production.units:
        day = production.calendar.start_date
        for base in production.bases:
            mine = [
                name
                for name, task in production.tasks.items()
                if production.base_of(task) == base.id and production.units_for(task)[0] is unit
            ]
            mine.sort(key=lambda name: production.location_index[production.tasks[name].location])
            day += timedelta(days=2 * bool(mine and days))
            load: list[str] = []
            for name in [*mine, ""]:
                minutes = sum(production.tasks[task].minutes for task in load)
                if load and (not name or minutes + production.tasks[name].minutes > 560):
                    while not production.unit_works(unit, day) and day < production.calendar.end_date:
                        day += timedelta(days=1)
                    ordered = in_shooting_order(production, load)
                    days.append(PlanDay(unit.id, day, tuple(map(Strip, ordered))))
                    load, day = [], day + timedelta(days=1)
                load += [name] if name else []
    return Board(production, Plan(tuple(days), name="First board"))
