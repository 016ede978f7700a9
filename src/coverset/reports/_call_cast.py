"""The cast on a call sheet: who is called when, with the code of the day-out-of-days, and who is held."""

from __future__ import annotations

from collections.abc import Iterator

from coverset.model.calendar import Unit
from coverset.model.dood import Profile
from coverset.model.people import Person
from coverset.model.scenes import Scene
from coverset.render.document import Block, Cell, Column, Heading, Row, Table, Text
from coverset.reports import Printing
from coverset.reports._calls import PersonCall, rest_before
from coverset.reports._cast_days import Engaged
from coverset.reports._diary import WorkDay, base_name
from coverset.reports._papers import unit_name
from coverset.reports._strips import scene_words, time_of_day
from coverset.units import format_duration

_COLUMNS = (
    Column("No.", 4, "right"),
    Column("Character", 24),
    Column("Status", 7, "center"),
    Column("Pick-up", 8, "right"),
    Column("H/M/W", 8, "right"),
    Column("On set", 8, "right"),
    Column("Est. out", 8, "right"),
    Column("Remarks", 40),
)


def cast_table(
    printing: Printing,
    unit: Unit,
    day: WorkDay,
    called: tuple[PersonCall, ...],
    cast: tuple[Engaged, ...],
) -> Iterator[Block]:
    """Everybody called by the unit, in board-number order, then whom the production holds or has travelling.

    ``cast`` is everybody whom the board calls at all, in that order.
    """
    yield Heading("Cast")
    if not called:
        yield Text("Nobody of the cast is called.")
    by_id = {call.person.id: call for call in called}
    rows: list[Row] = []
    waiting: list[Row] = []
    for engaged in cast:
        person = printing.board.production.people_by_id[engaged.id]
        code = _code(printing, engaged, day)
        if call := by_id.get(person.id):
            rows.append(_called(printing, unit, day, call, engaged, code))
        elif words := _elsewhere(printing, unit, day, person, engaged):
            status = Cell(code, align="center")
            cells = (*_names(person), status, Cell(), Cell("N/C"), Cell(), Cell(), Cell(words))
            waiting.append(Row(cells))
    if waiting:
        rows += [Row((Cell("Not called by this unit", align="left"),), "group"), *waiting]
    if rows:
        yield Table(_COLUMNS, tuple(rows), key="cast", dense=True)
        yield Text("Every call may move at wrap; your assistant director confirms it.", small=True)


def _names(person: Person) -> tuple[Cell, Cell]:
    """Board number and character: a production knows its cast by their roles, never by who plays them."""
    return Cell(person.number), Cell(person.name or person.id, bold=True)


def _code(printing: Printing, engaged: Engaged, day: WorkDay) -> str:
    profile: Profile = "paid-days" if printing.profile == "paid-days" else "strip-days"
    calendar, date = printing.board.production.calendar, day.plan.day
    return engaged.row(calendar, date, date, profile).cells[0].code


def _called(
    printing: Printing, unit: Unit, day: WorkDay, call: PersonCall, engaged: Engaged, code: str
) -> Row:
    hours = printing.clock_hours
    times = (call.report, call.on_set, call.out)
    cells = (Cell(time_of_day(minutes, hours), minutes, "clock") for minutes in times)
    return Row(
        (
            *_names(call.person),
            Cell(code, bold=True, align="center"),
            Cell(),
            *cells,
            Cell("; ".join(_remarks(printing, unit, day, call, engaged))),
        )
    )


def _remarks(
    printing: Printing, unit: Unit, day: WorkDay, call: PersonCall, engaged: Engaged
) -> Iterator[str]:
    production = printing.board.production
    scenes = [
        scene_words(task, task.film if len(production.films) > 1 and isinstance(task, Scene) else "")
        for task in call.tasks
    ]
    yield f"sc. {', '.join(scenes)}"
    others = [
        unit_name(production, other.unit)
        for other in printing.board.worked_by(call.person.id)[day.plan.day]
        if other.unit != unit.id
    ]
    if others:
        yield f"also called by {', '.join(others)}"
    rest, due = rest_before(printing.board, call, day.plan.day), production.rest_of(call.person.id)[0]
    if rest is not None and rest < due:
        yield f"REST {format_duration(max(rest, 0))} before this call, {format_duration(due)} due"
    if engaged.away(day.plan.day):
        yield "AWAY by the cast list: clear this call"


def _elsewhere(printing: Printing, unit: Unit, day: WorkDay, person: Person, engaged: Engaged) -> str:
    """Where somebody is who is engaged on the date and not called by the unit; "" for nobody's business."""
    board, date = printing.board, day.plan.day
    if date in engaged.work | engaged.rehearsal:
        units = [unit_name(board.production, other.unit) for other in board.worked_by(person.id)[date]]
        return f"with {', '.join(units)}"
    for journey in engaged.journeys:
        if date in journey.dates:
            return f"travels {base_name(board, journey.here)} to {base_name(board, journey.there)}"
    return "held" if date in engaged.spell.held else ""
