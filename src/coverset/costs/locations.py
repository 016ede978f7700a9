"""What locations cost: hire for each date of use, and a dressed set kept between uses."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from coverset.costs import Charge
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import DAY, dates_between

KEY = "locations"
SENTENCE = (
    "A location is hired for each date of use; a dressed set is kept on the working dates between uses."
)
LINES = ("Location hire", "Location held")
PREFERENCE = False


def lower(lowering: Lowering) -> None:
    """Each priced location's span."""
    production, builder = lowering.production, lowering.builder
    work, hold = map(builder.line, LINES)
    for location in production.locations:
        if not location.hire and not location.hold:
            continue
        if span := lowering.location(location.id):
            span.work = dict.fromkeys(range(builder.num_dates), location.hire)
            span.hold = {
                k: location.hold for k, day in enumerate(lowering.dates) if production.calendar.works(day)
            }
            span.values |= {"work_line": work, "hold_line": hold}


def charge(board: Board) -> Iterator[Charge]:
    """Every date of every location."""
    work, hold = LINES
    working = board.production.working_dates
    for location in board.production.locations:
        used = tuple(board.worked_at(location.id))
        for day in used:
            yield Charge(work, location.hire, location.id, day)
        for before, after in pairwise(used):
            for day in dates_between(before + DAY, after - DAY):
                if day in working:
                    yield Charge(hold, location.hold, location.id, day)
