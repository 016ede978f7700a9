"""The last days to ask for leave, as a table and as whole-day entries of a calendar."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from coverset.hazards.deadlines import Deadline, deadlines
from coverset.hazards.leave import name_of
from coverset.model.board import Board
from coverset.model.dates import DAY, format_date
from coverset.render.document import Block, Cell, Column, Event, Heading, Keep, Row, Table
from coverset.render.document import day as date_cell
from coverset.reports import Printing

_COLUMNS = (
    Column("Last day", 14),
    Column("What", 18),
    Column("Permission", 26),
    Column("Authority", 22),
    Column("Who", 14),
    Column("First needed", 14),
    Column("For", 18),
)


def last_days_to_ask(printing: Printing) -> Block | None:
    """A row for each step of asking that is still to take, the earliest first; None where there is none."""
    found = deadlines(printing.board.production, printing.board.plan)
    if not found:
        return None
    rows = tuple(
        Row(
            (
                date_cell(each.last),
                Cell(f"TOO LATE: {each.step.name}" if each.late else each.step.name, bold=each.late),
                Cell(name_of(each.permission)),
                Cell(each.authority.name or each.authority.id),
                Cell(each.permission.holder or "nobody named"),
                date_cell(each.needed),
                Cell(", ".join(each.tasks)),
            )
        )
        for each in found
    )
    return Keep((Heading("Last days to ask"), Table(_COLUMNS, rows, key="last days to ask", dense=True)))


def entries_to_ask(printing: Printing) -> Iterator[Event]:
    """A whole-day entry for each; what the previous board asked for and this one does not is cancelled."""
    now = {event.uid: event for event in _entries(printing, printing.board)}
    yield from now.values()
    for event in _entries(printing, printing.previous) if printing.previous is not None else ():
        if event.uid not in now:
            yield replace(event, status="CANCELLED")


def _entries(printing: Printing, board: Board) -> Iterator[Event]:
    title = board.production.title
    for each in deadlines(board.production, board.plan):
        office = each.authority.name or each.authority.id
        said = (
            f"Needed first on {format_date(each.needed)} for {', '.join(each.tasks)}",
            f"To ask: {office}, {each.step.days} {'working ' if each.step.working else ''}days before",
            f"Who: {each.permission.holder or 'nobody is named yet'}",
        )
        yield Event(
            uid=_uid(title, each),
            summary=f"{title}: last day for the {each.step.name} of {name_of(each.permission)}",
            start=each.last,
            end=each.last + DAY,
            sequence=printing.sequence or int(printing.previous is not None),
            description="\n".join(said),
        )


def _uid(title: str, each: Deadline) -> str:
    parts = (title, "last day to ask", each.permission.id, each.step.name)
    digest = hashlib.sha256("\0".join(parts).encode()).hexdigest()
    return f"{digest[:32]}@coverset"
