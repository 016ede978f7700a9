"""The stripboard: every strip of every unit in shooting order, in its colours, with black day breaks."""

from __future__ import annotations

from collections.abc import Iterator

from coverset.model.scenes import Activity, Scene
from coverset.render.document import (
    Block,
    Cell,
    Document,
    Heading,
    Legend,
    Note,
    PageBreak,
    Row,
    Table,
    duration,
)
from coverset.render.document import eighths as pages
from coverset.reports import Printing
from coverset.reports._diary import Diary, counted
from coverset.reports._papers import boneyard, closing, diaries, frame, unit_name, unit_summary
from coverset.reports._strip_data import strip_data
from coverset.reports._strips import Strips, banner_minutes, page_words

KEY = "stripboard"
TITLE = "Stripboard"
SUMMARY = "Every strip in shooting order with its colours, day breaks, moves, meals and days off, for the whole crew."


def build(printing: Printing) -> Document:
    """The board of each unit, then the boneyard, the keys, and what is broken or assumed."""
    strips = Strips(printing)
    found = diaries(printing)
    blocks: list[Block] = []
    for place, unit in enumerate(found):
        blocks += _unit(strips, unit, place, alone=len(found) == 1)
    blocks += loose(strips)
    if not blocks:
        blocks.append(Note("There is nothing on this board.", "warn", "Empty"))
    blocks += closing(printing)
    return frame(printing, KEY, TITLE, blocks, data=(strip_data(strips, found, unplaced(strips), KEY),))


def _unit(strips: Strips, found: Diary, place: int, *, alone: bool) -> Iterator[Block]:
    board, production = strips.printing.board, strips.production
    name = unit_name(production, found.unit.id)
    tasks = [task for day in found.days if strips.wants(day) for task in board.tasks(day.plan)]
    if place and found.shooting_days:
        yield PageBreak()
    if not alone:
        yield Heading(f"Unit {name}" if name == found.unit.id else name, 1)
    yield unit_summary(strips.printing, found)
    if tasks:
        yield Legend(strips.colour_key(tasks), f"Colours: {strips.palette.title}")
    if cast := strips.cast_key(tasks):
        yield Legend(cast, "Cast")
    rows = [*strips.entries(found), total_row(strips, found)]
    yield Table(strips.columns, tuple(rows), key=f"stripboard {found.unit.id}", dense=True)


def total_row(strips: Strips, found: Diary) -> Row:
    """What the shown strips of a unit add up to: strips, pages, estimated time with the banners'."""
    board = strips.printing.board
    days = [day for day in found.days if strips.wants(day)]
    shown = [task for day in days for task in board.tasks(day.plan) if strips.shows(task)]
    banners = 0 if strips.printing.person else sum(map(banner_minutes, days))
    return sum_row(strips, f"TOTAL, {counted(len(shown), 'strip')}", shown, banners)


def sum_row(strips: Strips, words: str, tasks: list[Scene | Activity], more: int = 0) -> Row:
    """A total over strips, under the columns of pages and of time; ``more`` minutes come on top."""
    size = sum(task.eighths for task in tasks if isinstance(task, Scene))
    minutes = sum(task.minutes for task in tasks) + more
    rest = Cell(span=len(strips.columns) - 8)
    return Row((Cell(words, span=6), pages(size), duration(minutes), rest), "total")


def unplaced(strips: Strips) -> list[Scene | Activity]:
    """The tasks on no day; none where the printing is narrowed to a unit or a date."""
    if strips.printing.unit is not None or strips.printing.day is not None:
        return []
    return [task for task in boneyard(strips.printing.board) if strips.shows(task)]


def loose(strips: Strips) -> Iterator[Block]:
    """The strips that stand on no day, unless the printing is narrowed to a unit or a date."""
    tasks = unplaced(strips)
    if tasks:
        size = sum(task.eighths for task in tasks if isinstance(task, Scene))
        yield Heading("Boneyard", 1)
        yield Note(
            f"{counted(len(tasks), 'strip')} with {page_words(size)} on no day of this board.",
            "warn",
            "Boneyard",
        )
        rows = [strips.strip(task) for task in tasks]
        yield Table(
            strips.columns, (*rows, sum_row(strips, "TOTAL, boneyard", tasks)), key="boneyard", dense=True
        )
