"""The call sheet of one date of one unit: when and where everybody is called, what is shot, what it needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from coverset.model.dates import format_date
from coverset.model.production import set_of
from coverset.model.scenes import Scene
from coverset.model.sun import sun_day
from coverset.render.document import (
    Block,
    Callout,
    Cell,
    Column,
    Columns,
    Document,
    Heading,
    Keep,
    KeyValues,
    Note,
    PageBreak,
    Row,
    Strong,
    Table,
    Text,
)
from coverset.reports import Printing
from coverset.reports._call_cast import cast_table
from coverset.reports._calls import PersonCall, calls
from coverset.reports._cast_days import Engaged, cast_of
from coverset.reports._cover import cover_words
from coverset.reports._diary import Diary, WorkDay, base_name, counted, location_name
from coverset.reports._papers import diaries, frame, unit_name
from coverset.reports._strips import Strips, page_words, scene_words
from coverset.reports.shooting_schedule import elements
from coverset.reports.stripboard import sum_row
from coverset.units import format_duration

KEY = "call-sheet"
TITLE = "Call sheet"
SUMMARY = "One unit's date: calls, locations, scenes, cast, departments' needs, and the days that follow."

_AHEAD = 2
# Office hands fill these in: they are facts of the date that no plan knows.
_BLANK = "________________"
_RULES = (
    "Check your own call. A call changes only through the assistant directors, and late changes are phoned.",
    "No early call, late meal or overtime without leave from the production manager beforehand.",
    "Safety talk at the crew call, and again before every stunt, effect, vehicle or animal.",
    "Anybody may stop work that looks unsafe. Report every injury and near miss to the first assistant director.",
    "Closed set: no visitors, no photographs, nothing posted.",
)


@dataclass(frozen=True)
class _Sheet:
    """One call sheet in the making."""

    printing: Printing
    diary: Diary
    day: WorkDay
    cast: tuple[Engaged, ...]

    @cached_property
    def strips(self) -> Strips:
        return Strips(self.printing)

    @cached_property
    def called(self) -> tuple[PersonCall, ...]:
        return calls(self.printing.board, self.day.plan, self.day.clock, self.printing.make_up)

    def time(self, minutes: int) -> str:
        return self.strips.time(minutes)


def build(printing: Printing) -> Document:
    """The sheet of ``printing.day`` and ``printing.unit``.

    By default the first date and the first unit that works; of a date without a unit, every unit's sheet.
    """
    plain = replace(printing, day=None, unit=None, person=None)
    found = _wanted(printing)
    if not found:
        return frame(plain, KEY, TITLE, (_nothing(printing),))
    cast = cast_of(printing.board)
    made = [_document(_Sheet(plain, *one, cast)) for one in found]
    if len(made) == 1:
        return made[0]
    blocks: list[Block] = []
    for (diary, _), sheet in zip(found, made, strict=True):
        name = unit_name(printing.board.production, diary.unit.id)
        blocks += [*([PageBreak()] if blocks else []), Heading(name, 1), *sheet.blocks]
    subtitle = f"{format_date(found[0][1].plan.day)} · {counted(len(made), 'unit')}"
    return frame(plain, KEY, TITLE, blocks, subtitle=subtitle)


def every(printing: Printing) -> Iterator[tuple[WorkDay, Document]]:
    """The sheet of every date of every unit, by date and then in the units' order."""
    plain = replace(printing, day=None, unit=None, person=None)
    cast = cast_of(printing.board)
    found = [(diary, day) for diary in diaries(replace(printing, day=None)) for day in diary.days]
    for diary, day in sorted(found, key=lambda one: one[1].plan.day):
        if printing.day in (None, day.plan.day):
            yield day, _document(_Sheet(plain, diary, day, cast))


def _document(sheet: _Sheet) -> Document:
    blocks: list[Block] = [_masthead(sheet), *_places(sheet), *_stunts(sheet), *_scenes(sheet)]
    blocks += cast_table(sheet.printing, sheet.diary.unit, sheet.day, sheet.called, sheet.cast)
    blocks += _departments(sheet)
    blocks += _advance(sheet)
    rules = Text((Strong("Standing rules. "), " ".join(_RULES)), small=True)
    assumed = Text((Strong("Assumed on this sheet. "), " ".join(_assumed(sheet))), small=True)
    blocks += [Keep((rules, assumed))]
    number = (
        f"Day {sheet.day.number} of {sheet.diary.shooting_days}" if sheet.day.number else "Preparation day"
    )
    name = unit_name(sheet.printing.board.production, sheet.diary.unit.id)
    subtitle = f"{format_date(sheet.day.plan.day)} · {number} · {name}"
    return frame(sheet.printing, KEY, TITLE, blocks, subtitle=subtitle)


def _wanted(printing: Printing) -> list[tuple[Diary, WorkDay]]:
    """The unit-days asked for, a shooting unit before one that prepares; of no date in particular, one."""
    found = [
        (diary, day)
        for diary in diaries(replace(printing, day=None))
        for day in diary.days
        if printing.day in (None, day.plan.day)
    ]
    found.sort(key=lambda one: (not one[1].number, one[1].plan.day))
    return found if printing.day is not None else found[:1]


def _nothing(printing: Printing) -> Note:
    who = f"Unit {printing.unit}" if printing.unit else "No unit"
    when = f"on {format_date(printing.day)}" if printing.day else "on this board"
    works = "does not work" if printing.unit else "works"
    return Note(f"{who} {works} {when}: there is nobody to call.", "warn", "No call")


def _masthead(sheet: _Sheet) -> Block:
    """Who, when and which day; the crew call, big; meals, wrap and light."""
    board, clock, plan = sheet.printing.board, sheet.day.clock, sheet.day.plan
    production = board.production
    of = sheet.diary.shooting_days
    who = (
        ("Company", production.company or "not entered"),
        ("Production", production.title),
        ("Date", f"{plan.day:%A}, {plan.day.day} {plan.day:%B %Y}"),
        ("Day", f"{sheet.day.number} of {of}" if sheet.day.number else "preparation"),
        ("Unit", unit_name(production, plan.unit)),
        ("Base", base_name(board, clock.base)),
        ("Schedule", sheet.printing.revision),
    )
    heads = tuple((name, _BLANK) for name in ("Producers", "Director", "UPM", "1st AD"))
    meals = " and ".join(f"{sheet.time(start)} to {sheet.time(end)}" for start, end in clock.meals)
    when = (
        ("Shooting call", sheet.time(clock.first_shot)),
        ("Meal" if len(clock.meals) < 2 else "Meals", meals or "none falls due"),
        ("Estimated wrap", sheet.time(clock.wrap)),
        ("Shift", f"{clock.shift}, {format_duration(clock.work)} of work"),
        *_light(sheet),
        ("Weather", _BLANK),
    )
    first = Callout(sheet.time(clock.call), "Crew call", "unless your head of department says otherwise")
    return Columns(((KeyValues(who),), (first, KeyValues(heads)), (KeyValues(when),)), (1.25, 1.0, 1.25))


def _light(sheet: _Sheet) -> Iterator[tuple[str, str]]:
    """Sunrise, sunset and civil twilight by the base's coordinates, or what is assumed without them."""
    production, day = sheet.printing.board.production, sheet.day.plan.day
    base = production.bases_by_id[sheet.day.clock.base]
    if base.latitude is None or base.longitude is None:
        light = production.light
        yield "Sunrise, assumed", sheet.time(light.sunrise)
        yield "Sunset, assumed", sheet.time(light.sunset)
        return
    sun = sun_day(base.latitude, base.longitude, base.timezone, day)
    missing = {"polar day": "none: the sun stays up", "polar night": "none: the sun stays down"}
    for name, minute in (("Sunrise", sun.rise), ("Sunset", sun.set)):
        yield name, missing.get(sun.state, "none") if minute is None else sheet.time(minute)
    dawn, dusk = ("none" if minute is None else sheet.time(minute) for minute in (sun.dawn, sun.dusk))
    yield "Civil dawn, dusk", f"{dawn}, {dusk}"


def _places(sheet: _Sheet) -> Iterator[Block]:
    """The day's locations in shooting order, and the nearest hospital or how to enter it."""
    board = sheet.printing.board
    production = board.production
    tasks = board.tasks(sheet.day.plan)
    places = dict.fromkeys(task.location for task in tasks)
    rows = []
    for number, place in enumerate(places, 1):
        location = production.locations_by_id[place]
        sets = dict.fromkeys(set_of(task) for task in tasks if task.location == place)
        address = location.address or f"not entered: locations.{place}.address"
        rows.append(
            Row(
                (
                    Cell(str(number)),
                    Cell(location_name(board, place), bold=True),
                    Cell(address),
                    Cell(", ".join(sets)),
                    Cell(base_name(board, location.base)),
                )
            )
        )
    columns = (
        Column("", 3, "right"),
        Column("Location", 22),
        Column("Address", 34),
        Column("Sets", 30),
        Column("Base", 14),
    )
    yield Table(columns, tuple(rows), key="locations", dense=True)
    filled = ("Crew parking", "Basecamp", "Lunch", "Emergency number")
    yield KeyValues(tuple((name, _BLANK) for name in filled), columns=len(filled))
    for base in dict.fromkeys(production.locations_by_id[place].base for place in places):
        hospital = production.bases_by_id[base].hospital
        if hospital:
            yield Note(hospital, "good", "Nearest hospital")
        else:
            words = f"not entered: enter bases.{base}.hospital in production.toml before this sheet goes out."
            yield Note(words, "stop", "Nearest hospital")


def _stunts(sheet: _Sheet) -> Iterator[Block]:
    """The scenes with stunts, said before anything else is read."""
    production = sheet.printing.board.production
    doubles = {person.id for person in production.people if person.kind == "stunt"}
    said = []
    for task in sheet.printing.board.tasks(sheet.day.plan):
        if not isinstance(task, Scene):
            continue
        named = [element.name for element in task.elements if element.category.casefold().startswith("stunt")]
        named += [production.people_by_id[one].name or one for one in task.cast if one in doubles]
        if named or task.big_stunt:
            said.append(
                f"{_scene(sheet, task)}: {', '.join(named) if named else 'a big stunt, by its breakdown'}"
            )
    if said:
        yield Note("; ".join(said), "stop", "Stunt work")


def _scene(sheet: _Sheet, task: Scene) -> str:
    film = task.film if len(sheet.printing.board.production.films) > 1 else ""
    return f"sc. {scene_words(task, film)}"


def _scenes(sheet: _Sheet) -> Iterator[Block]:
    """The day's strips with moves, meals and banners between them, and what they add up to."""
    tasks = sheet.printing.board.tasks(sheet.day.plan)
    rows = [row for _, row in sheet.strips.day_rows(sheet.day)]
    rows.append(sum_row(sheet.strips, f"TOTAL, {counted(len(tasks), 'strip')}", list(tasks)))
    if held := cover_words(sheet.printing, sheet.day.plan.unit, sheet.day.plan.day):
        rows.append(Row((Cell(held),), "note", hatch=True))
    yield Heading("Scenes")
    yield Table(sheet.strips.columns, tuple(rows), key="scenes", dense=True)


def _departments(sheet: _Sheet) -> Iterator[Block]:
    """What every department has to bring, by scene; background first, with room for the calls."""
    needs: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for task in sheet.printing.board.tasks(sheet.day.plan):
        name = _scene(sheet, task) if isinstance(task, Scene) else task.name
        for group, items in elements(sheet.strips, task):
            if group != "Cast":
                needs.setdefault(group, []).append((name, items))
    background = needs.pop("Background", [])
    if background:
        heads = (
            Column("Background, stand-ins, doubles", 40),
            Column("Scene", 12),
            Column("Call", 9),
            Column("Report to", 20),
        )
        rows = [Row((Cell(item), Cell(name), Cell(), Cell())) for name, items in background for item in items]
        yield Table(heads, tuple(rows), key="background", dense=True)
    if needs:
        rows = [
            Row((Cell(group if not place else "", bold=True), Cell(name), Cell(", ".join(items))))
            for group, lines in needs.items()
            for place, (name, items) in enumerate(lines)
        ]
        columns = (Column("Department", 18), Column("Scene", 14), Column("Needed", 70))
        yield Heading("Department notes")
        yield Table(columns, tuple(rows), key="departments", dense=True)


def _advance(sheet: _Sheet) -> Iterator[Block]:
    """The next shoot days of the unit, shortly."""
    board, strips = sheet.printing.board, sheet.strips
    later = [day for day in sheet.diary.days if day.number and day.plan.day > sheet.day.plan.day][:_AHEAD]
    plain = Strips(sheet.printing, coloured=False)
    rows: list[Row] = []
    for day in later:
        scenes = [task for task in board.tasks(day.plan) if isinstance(task, Scene)]
        words = " · ".join(
            (
                f"Day {day.number} of {sheet.diary.shooting_days}",
                format_date(day.plan.day),
                base_name(board, day.clock.base),
                f"call about {sheet.time(day.clock.call)}",
                page_words(sum(scene.eighths for scene in scenes)),
            )
        )
        rows.append(Row((Cell(words),), "group"))
        rows += [row for _, row in plain.day_rows(day)]
    if rows:
        yield Heading("Advance schedule")
        yield Table(strips.columns, tuple(rows), key="advance", dense=True)


def _assumed(sheet: _Sheet) -> Iterator[str]:
    board, clock = sheet.printing.board, sheet.day.clock
    yield (
        "All times are estimates of the day clock, from the order and the minutes of the strips; "
        f"the first shot comes {clock.first_shot - clock.call} minutes after the call."
    )
    yield (
        f"Hair, make-up and wardrobe are taken as {sheet.printing.make_up} minutes before the set for everybody. "
        "Whose rest falls short by that, from their last strip to this call, is said in the remarks."
    )
    yield "Pick-ups, background calls and the weather are left open for the production office."
    if clock.light.assumed:
        yield f"{base_name(board, clock.base)} has no coordinates, so its light is assumed: enter bases.{clock.base}."
    if any(time >= 24 * 60 for time in (clock.wrap, *(call.on_set for call in sheet.called))):
        yield "A time with +1 falls on the next date."
