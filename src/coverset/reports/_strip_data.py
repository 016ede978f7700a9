"""The strips of a board as data: a row a strip, for spreadsheets and other programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from coverset.model.scenes import Activity, Scene
from coverset.render.document import Cell, Column, Row, Table, number
from coverset.reports._diary import Diary, Stretch, WorkDay, base_name, location_name
from coverset.reports._strips import Happening, Strips, banner_minutes, in_out, set_words
from coverset.units import format_clock, format_eighths

COLUMNS = tuple(
    Column(title)
    for title in (
        "type", "date", "day number", "unit", "order", "film", "scene", "part", "I/E", "D/N", "set", "location",
        "base", "pages", "eighths", "minutes", "start", "cast", "script day", "synopsis",
    )
)  # fmt: skip
_TYPES = {"meal": "meal", "move": "company move", "banner": "banner"}
_PLACES = {column.title: place for place, column in enumerate(COLUMNS)}


def strip_data(strips: Strips, found: Iterable[Diary], loose: Iterable[Scene | Activity], key: str) -> Table:
    """A row a strip, in shooting order: its date, unit, scene, set, pages in words and in eighths, minutes, cast.

    ``type`` tells strips (``scene``, ``rig``, ``rehearsal``...) from what stands between them (``meal``,
    ``company move``, ``banner``, ``day break``, ``travel``, ``off``...) and from the ``boneyard``. Times past
    midnight say so (``03:30+1``). No cell breaks its line.
    """
    rows = [row for diary in found for row in _unit(strips, diary)]
    rows += [_task(strips, task, "boneyard") for task in loose]
    return Table(COLUMNS, tuple(rows), key=key)


def _row(**cells: Cell) -> Row:
    """A row by its columns; an underscore stands for a space, and for the stroke of I/E and D/N."""
    made = [Cell()] * len(COLUMNS)
    for name, cell in cells.items():
        made[_PLACES[{"I_E": "I/E", "D_N": "D/N"}.get(name, name.replace("_", " "))]] = cell
    return Row(tuple(made))


def _line(text: str) -> Cell:
    return Cell(" ".join(text.split()))


def _day(value: date) -> Cell:
    return Cell(value.isoformat(), value, "date")


def _clock(minutes: int) -> Cell:
    later = f"+{minutes // 1440}" if minutes >= 1440 else str(minutes // 1440) if minutes < 0 else ""
    return Cell(format_clock(minutes) + later, minutes, "clock")


def _unit(strips: Strips, found: Diary) -> Iterator[Row]:
    whole = strips.printing.day is None and strips.printing.person is None
    for entry in found.entries:
        if isinstance(entry, Stretch):
            if whole:
                yield _row(
                    type=Cell(entry.kind),
                    date=_day(entry.first),
                    unit=Cell(found.unit.id),
                    synopsis=_line(
                        entry.words
                        if entry.first == entry.last
                        else f"{entry.words} (to {entry.last.isoformat()})"
                    ),
                )
        elif strips.wants(entry):
            yield from _date(strips, found, entry)


def _date(strips: Strips, found: Diary, day: WorkDay) -> Iterator[Row]:
    order = 0
    for one in strips.happenings(day):
        order += one.task is not None
        yield _happening(strips, found, day, one, order)
    board, clock = strips.printing.board, day.clock
    tasks = board.tasks(day.plan)
    size = sum(task.eighths for task in tasks if isinstance(task, Scene))
    facts = f"call {_clock(clock.call).text}, wrap {_clock(clock.wrap).text}, {clock.shift} shift"
    yield _row(
        **_when(found, day),
        type=Cell("day break"),
        base=Cell(base_name(board, clock.base)),
        pages=Cell(format_eighths(size)),
        eighths=number(size),
        minutes=number(sum(task.minutes for task in tasks) + banner_minutes(day)),
        synopsis=Cell(facts),
    )


def _when(found: Diary, day: WorkDay) -> dict[str, Cell]:
    numbered = number(day.number) if day.number else Cell()
    return {"date": _day(day.plan.day), "day_number": numbered, "unit": Cell(found.unit.id)}


def _happening(strips: Strips, found: Diary, day: WorkDay, one: Happening, order: int) -> Row:
    when = _when(found, day) | {"start": _clock(one.start), "minutes": number(one.end - one.start)}
    if one.task is None:
        return _row(**when, type=Cell(_TYPES[one.kind]), synopsis=_line(one.words))
    kind = "scene" if isinstance(one.task, Scene) else one.task.kind
    return _task(strips, one.task, kind, order=number(order), **when)


def _task(strips: Strips, task: Scene | Activity, kind: str, /, **when: Cell) -> Row:
    board = strips.printing.board
    common = when | {
        "type": Cell(kind),
        "set": _line(set_words(task)),
        "location": _line(location_name(board, task.location)),
        "base": _line(base_name(board, board.production.locations_by_id[task.location].base)),
        "minutes": number(task.minutes),
        "cast": Cell(", ".join(strips.cast_numbers(task))),
    }
    if isinstance(task, Activity):
        return _row(**common, synopsis=_line(strips.story(task)))
    return _row(
        **common,
        film=Cell(task.film),
        scene=Cell(task.number),
        part=Cell(task.part),
        I_E=Cell(in_out(task)),
        D_N=Cell(task.time),
        pages=Cell(format_eighths(task.eighths)),
        eighths=number(task.eighths),
        script_day=Cell(task.script_day),
        synopsis=_line(task.synopsis),
    )
