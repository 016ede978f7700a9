"""A unit goes to no more locations in a day than it can."""

from __future__ import annotations

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.rules import broken

KEY = "locations-a-day"
SENTENCE = "A unit goes to no more locations in one day than it is set up to move between."
KINDS = ("locations",)
ALWAYS = False


def lower(lowering: Lowering) -> None:
    """Give each unit its number of locations a day."""
    for unit_id, draft in lowering.units():
        draft.values["max_locations"] = lowering.production.units_by_id[unit_id].day.max_locations


def check(board: Board) -> list[Finding]:
    """Days with too many locations."""
    found = []
    for day in board.days:
        most = board.production.units_by_id[day.unit].day.max_locations
        places = list(dict.fromkeys(task.location for task in board.tasks(day)))
        if len(places) > most:
            sentence = (
                f"Unit {day.unit} goes to {len(places)} locations on {format_date(day.day)} "
                f"({', '.join(places)}); it can do {most}."
            )
            found.append(broken(KEY, sentence, day.unit, str(day.day)))
    return found
