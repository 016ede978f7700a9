"""What the board papers have in common: the frame of the document, the summary of a unit, the last page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from itertools import pairwise
from typing import cast

from coverset.findings import Finding, Severity, in_order
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.production import Production
from coverset.model.scenes import Activity, Scene
from coverset.render.document import (
    Block,
    Cell,
    Document,
    Heading,
    Keep,
    KeyValues,
    Note,
    Orientation,
    Paper,
    Points,
    Table,
)
from coverset.reports import Printing
from coverset.reports._diary import Diary, WorkDay, counted, diary
from coverset.reports._palettes import revision_colour
from coverset.rules import check
from coverset.units import format_duration, format_eighths

_PAPERS = ("letter", "legal", "tabloid", "a4", "a3")


def frame(
    printing: Printing,
    key: str,
    title: str,
    blocks: Sequence[Block],
    *,
    subtitle: str = "",
    orientation: Orientation = "portrait",
    data: tuple[Table, ...] = (),
) -> Document:
    """A document of this printing: its production, revision, paper and date around the blocks."""
    production = printing.board.production
    paper = production.paper.casefold()
    narrowed = []
    if printing.unit is not None:
        narrowed.append(f"unit {printing.unit}")
    if printing.day is not None:
        narrowed.append(format_date(printing.day))
    if printing.person is not None:
        narrowed.append(f"only what calls {printing.person}")
    return Document(
        key,
        title,
        tuple(blocks),
        production=production.title,
        subtitle=" · ".join(filter(None, (subtitle, printing.board.plan.name, *narrowed))),
        revision=printing.revision,
        revision_colour=revision_colour(printing.revision),
        issued=datetime.combine(printing.printed, time()),
        footer=" · ".join(filter(None, (production.company, production.title, title))),
        paper=cast("Paper", paper) if paper in _PAPERS else "a4",
        orientation=orientation,
        data=data,
    )


def diaries(printing: Printing) -> tuple[Diary, ...]:
    """The diary of every unit that does something, in the production's order, or of the one asked for.

    Where the printing is narrowed to a date, only of those that work it.
    """
    board, date = printing.board, printing.day
    wanted = (unit for unit in board.production.units if printing.unit in (None, unit.id))
    every = (diary(board, unit) for unit in wanted)
    if date is None:
        return tuple(found for found in every if found.entries)
    return tuple(found for found in every if any(day.plan.day == date for day in found.days))


def boneyard(board: Board) -> tuple[Scene | Activity, ...]:
    """Every scene and activity that stands on no day of the board, in script order."""
    placed = {task for day in board.days for task in day.tasks}
    return tuple(task for name, task in board.production.tasks.items() if name not in placed)


def unit_name(production: Production, unit: str) -> str:
    """What people call a unit."""
    return production.units_by_id[unit].name or unit


def unit_summary(printing: Printing, found: Diary) -> KeyValues:
    """A unit's shoot in a box: dates, days, pages, pages a day, moves, journeys, nights, overtime; or one date's."""
    board = printing.board
    if printing.day is not None:
        return _day_summary(board, found, [day for day in found.days if day.plan.day == printing.day])
    days = found.days
    tasks = [task for day in days for task in board.tasks(day.plan)]
    scenes = [task for task in tasks if isinstance(task, Scene)]
    size = sum(scene.eighths for scene in scenes)
    overtime = sum(day.clock.overtime for day in days)
    pairs: list[tuple[str, str | Cell]] = [("Shooting days", str(found.shooting_days))]
    if preparation := len(days) - found.shooting_days:
        pairs.append(("Preparation days", str(preparation)))
    if days:
        pairs += [
            ("First date", format_date(days[0].plan.day)),
            ("Last date", format_date(days[-1].plan.day)),
        ]
    pairs.append(("Strips", str(len(tasks))))
    if found.shooting_days:
        pairs.append(("Pages", format_eighths(size)))
        pairs.append(("Pages a day", f"{size / 8 / found.shooting_days:.2f}"))
    pairs += [
        ("Company moves", str(company_moves(board, found))),
        ("Travel dates", str(len(found.travel))),
        ("Night shifts", str(sum(day.clock.shift == "night" for day in days))),
        ("Split shifts", str(sum(day.clock.shift == "split" for day in days))),
        ("Overtime", format_duration(overtime) if overtime else "none"),
    ]
    return KeyValues(tuple(pairs), "Summary", columns=3)


def _day_summary(board: Board, found: Diary, days: Sequence[WorkDay]) -> KeyValues:
    """The same of a single date."""
    tasks = [task for day in days for task in board.tasks(day.plan)]
    overtime = sum(day.clock.overtime for day in days)
    pairs: list[tuple[str, str | Cell]] = []
    for day in days:
        number = f"{day.number} of {found.shooting_days}" if day.number else "preparation"
        pairs += [("Day", number), ("Date", format_date(day.plan.day)), ("Shift", day.clock.shift)]
    pairs += [
        ("Strips", str(len(tasks))),
        ("Pages", format_eighths(sum(task.eighths for task in tasks if isinstance(task, Scene)))),
        ("Company moves", str(sum(day.clock.moves for day in days))),
        ("Overtime", format_duration(overtime) if overtime else "none"),
    ]
    return KeyValues(tuple(pairs), "Summary", columns=3)


def company_moves(board: Board, found: Diary) -> int:
    """How often a unit goes to another location, inside its days and between them."""
    inside = sum(day.clock.moves for day in found.days)
    places = [{task.location for task in board.tasks(day.plan)} for day in found.days]
    return inside + sum(a.isdisjoint(b) for a, b in pairwise(places))


def findings(printing: Printing) -> list[Finding]:
    """What the printing was told is wrong, and every rule that the board breaks."""
    return in_order((*printing.findings, *check(printing.board)))


def closing(printing: Printing, *, most: int = 60) -> Iterator[Block]:
    """The end of a paper: what on the board breaks a rule, and what was assumed."""
    production = printing.board.production
    said = findings(printing)
    broken = [f for f in said if f.severity in (Severity.ERROR, Severity.CONFLICT)]
    if broken:
        yield Heading("Conflicts")
        yield Note(f"This board breaks rules in {counted(len(broken), 'place')}.", "stop", "Conflicts")
        yield Points(_some(broken, most))
    if others := [f for f in said if f not in broken]:
        yield Keep((Heading("Remarks"), Points(_some(others, most))))
    if production.assumptions:
        said_once = dict.fromkeys(f"{a.subject}: {a.sentence}" for a in production.assumptions)
        yield Keep((Heading("Assumptions"), Points(tuple(said_once))))


def _some(said: Sequence[Finding], most: int) -> tuple[str, ...]:
    shown = [str(finding) for finding in said[:most]]
    if more := len(said) - len(shown):
        shown.append(f"and {more:,} more: see the check of the board.")
    return tuple(shown)
