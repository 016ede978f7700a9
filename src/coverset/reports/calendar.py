"""Everybody's calls as calendar entries, for the phones of the cast; called-off dates are cancelled."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from coverset.model.board import Board
from coverset.model.people import Person
from coverset.render.document import (
    Block,
    Cell,
    Column,
    Document,
    Event,
    Heading,
    Keep,
    Note,
    Row,
    Table,
    Text,
)
from coverset.render.document import day as date_cell
from coverset.reports import Printing
from coverset.reports._calls import PersonCall, calls
from coverset.reports._cast_days import in_board_order
from coverset.reports._deadlines import entries_to_ask, last_days_to_ask
from coverset.reports._diary import WorkDay, base_name, diary, location_name
from coverset.reports._papers import frame, unit_name
from coverset.reports._strips import scene_words, time_of_day

KEY = "calendar"
TITLE = "Calendar of calls"
SUMMARY = (
    "Each person's calls as calendar entries that update and cancel themselves, and as a list of dates; with the "
    "last days to ask for leave."
)

_COLUMNS = (
    Column("Date", 14),
    Column("Day", 8),
    Column("Unit", 14),
    Column("H/M/W", 8, "right"),
    Column("On set", 8, "right"),
    Column("Est. out", 8, "right"),
    Column("Location", 22),
    Column("Scenes", 20),
)


@dataclass(frozen=True, slots=True)
class _Call:
    """One person's call with the unit-day it belongs to."""

    day: WorkDay
    of: int
    call: PersonCall


def build(printing: Printing) -> Document:
    """A part a person, in board-number order; one person when ``printing.person`` names them.

    An entry's UID is the same whenever the same person is called by the same unit on the same date, so a
    reissue with a higher ``sequence`` updates it. What ``previous`` called and the board does not is
    cancelled under its old UID. Where it is not narrowed, the last days to ask for leave come first.
    """
    blocks: list[Block] = []
    events: list[Event] = []
    for person, mine, gone in _calls(printing):
        name = " ".join(filter(None, (person.number, person.name or person.id)))
        blocks.append(_part(printing, name, mine, gone))
        events += _events(printing, mine, gone)
    if not blocks:
        blocks.append(Note("There is no call.", "warn", "Empty"))
    if (printing.person, printing.unit, printing.day) == (None, None, None):
        if (asking := last_days_to_ask(printing)) is not None:
            blocks.insert(0, asking)
        events += entries_to_ask(printing)
    words = (
        "Calls are estimates of the day clock until the call sheet of the date is issued; "
        "times are local to the base."
    )
    blocks.append(Text(words, small=True))
    events.sort(key=lambda event: (str(event.start), event.uid))
    return replace(frame(printing, KEY, TITLE, blocks), events=tuple(events))


def entries(printing: Printing) -> dict[str, tuple[Event, ...]]:
    """Each person's entries by their id, in board-number order; only those who are or were called."""
    return {person.id: tuple(_events(printing, mine, gone)) for person, mine, gone in _calls(printing)}


def asking(printing: Printing) -> tuple[Event, ...]:
    """The last days to ask for leave as whole-day entries, for whoever asks."""
    return tuple(entries_to_ask(printing))


def _calls(printing: Printing) -> Iterator[tuple[Person, list[_Call], list[_Call]]]:
    """Each person's calls, and those of the previous board that are gone."""
    now = _by_person(printing, printing.board)
    before = _by_person(printing, printing.previous) if printing.previous is not None else {}
    for person in in_board_order(printing.board.production.people):
        mine, old = now.get(person.id, {}), before.get(person.id, {})
        gone = [one for key, one in old.items() if key not in mine]
        if mine or gone:
            yield person, list(mine.values()), gone


def _events(printing: Printing, mine: list[_Call], gone: list[_Call]) -> Iterator[Event]:
    for one in mine:
        yield _event(printing, printing.board, one)
    for one in gone:
        assert printing.previous is not None
        yield replace(_event(printing, printing.previous, one), status="CANCELLED")


def _by_person(printing: Printing, board: Board) -> dict[str, dict[tuple[date, str], _Call]]:
    """Every call by person, then by date and unit."""
    found: dict[str, dict[tuple[date, str], _Call]] = {}
    for unit in board.production.units:
        if printing.unit not in (None, unit.id):
            continue
        days = diary(board, unit)
        for day in days.days:
            if printing.day not in (None, day.plan.day):
                continue
            for call in calls(board, day.plan, day.clock, printing.make_up):
                if printing.person in (None, call.person.id):
                    mine = found.setdefault(call.person.id, {})
                    mine[day.plan.day, unit.id] = _Call(day, days.shooting_days, call)
    return {person: dict(sorted(mine.items())) for person, mine in found.items()}


def _part(printing: Printing, name: str, mine: list[_Call], gone: list[_Call]) -> Block:
    hours = printing.clock_hours
    rows = [
        Row(
            (
                date_cell(one.day.plan.day),
                Cell(_number(one)),
                Cell(unit_name(printing.board.production, one.day.plan.unit)),
                *(
                    Cell(time_of_day(m, hours), m, "clock")
                    for m in (one.call.report, one.call.on_set, one.call.out)
                ),
                Cell(", ".join(_places(printing.board, one))),
                Cell(", ".join(_scenes(printing.board, one))),
            )
        )
        for one in mine
    ]
    for one in gone:
        words = f"CANCELLED: the call of unit {one.day.plan.unit} is off"
        rows.append(
            Row((date_cell(one.day.plan.day), Cell(words, bold=True, span=len(_COLUMNS) - 1)), hatch=True)
        )
    return Keep((Heading(name), Table(_COLUMNS, tuple(rows), key=f"calls {name}", dense=True)))


def _number(one: _Call) -> str:
    return f"{one.day.number} of {one.of}" if one.day.number else "prep."


def _places(board: Board, one: _Call) -> tuple[str, ...]:
    return tuple(dict.fromkeys(location_name(board, task.location) for task in one.call.tasks))


def _scenes(board: Board, one: _Call) -> tuple[str, ...]:
    several = len(board.production.films) > 1
    return tuple(scene_words(task, getattr(task, "film", "") if several else "") for task in one.call.tasks)


def _event(printing: Printing, board: Board, one: _Call) -> Event:
    """One entry from the call in make-up to the estimated end of the last strip."""
    production, plan, call = board.production, one.day.plan, one.call
    base = production.bases_by_id[one.day.clock.base]
    midnight = datetime.combine(plan.day, time())
    first = production.locations_by_id[call.tasks[0].location]
    who = call.person.name or call.person.id
    hours = printing.clock_hours
    said = (
        f"{unit_name(production, plan.unit)}, "
        + (f"day {_number(one)}" if one.day.number else "preparation"),
        f"Call {time_of_day(call.report, hours)}, on set {time_of_day(call.on_set, hours)}, "
        f"estimated out {time_of_day(call.out, hours)} (unit call {time_of_day(one.day.clock.call, hours)})",
        f"Scenes: {', '.join(_scenes(board, one))}",
        f"Locations: {', '.join(_places(board, one))}; base {base_name(board, base.id)}",
        f"Revision {printing.revision}. An estimate until the call sheet is issued.",
    )
    return Event(
        uid=uid(board, plan.unit, plan.day, call.person.id),
        summary=f"{production.title}: {who} called",
        start=midnight + timedelta(minutes=call.report),
        end=midnight + timedelta(minutes=max(call.out, call.report + 1)),
        # A base without a zone of its own has "UTC": its calls float, 07:00 by whatever clock is looked at.
        tz="" if base.timezone == "UTC" else base.timezone,
        sequence=printing.sequence or int(printing.previous is not None),
        location=", ".join(filter(None, (first.name or first.id, first.address))),
        description="\n".join(said),
    )


def uid(board: Board, unit: str, day: date, person: str) -> str:
    """The name of an entry for ever: the same production, unit, date and person give the same."""
    parts = (board.production.title, unit, day.isoformat(), person)
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return f"{digest[:32]}@coverset"
