"""What a unit costs on working dates between its days on which it does not shoot."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from coverset.costs import Charge
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import DAY, dates_between

KEY = "idle-units"
SENTENCE = (
    "Each working date between a unit's first and last day on which it does not shoot, travel dates included, "
    "costs its idle day: half a day unless the production says otherwise."
)
LINES = ("Idle units",)
PREFERENCE = False


def lower(lowering: Lowering) -> None:
    """The idle day's price on each date that the unit works."""
    production = lowering.production
    for unit_id, draft in lowering.units():
        unit = production.units_by_id[unit_id]
        draft.idle_price = {
            k: unit.idle_day for k, day in enumerate(lowering.dates) if production.unit_works(unit, day)
        }
        draft.values["idle_line"] = lowering.builder.line(LINES[0])


def charge(board: Board) -> Iterator[Charge]:
    """One charge for each idle date."""
    for unit in board.production.units:
        for before, after in pairwise(board.unit_days(unit.id)):
            for day in dates_between(before.day + DAY, after.day - DAY):
                if board.production.unit_works(unit, day):
                    yield Charge(LINES[0], unit.idle_day, unit.id, day)
