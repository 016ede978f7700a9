"""A base is shot at on so many dates of a stretch."""

from __future__ import annotations

from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.replay.expectations._common import joined, judged
from coverset.replay.moment import Judged, Moment
from coverset.replay.story import Expect

KEY = "worked-at-base"
SENTENCE = "At least so many dates of the stretch are shot at the base."
NEEDS: tuple[str, ...] = ("base", "first", "last", "least")
MAY: tuple[str, ...] = ("unit",)


def check(moment: Moment, expect: Expect) -> Judged:
    """Count the dates in the plan that the story goes on with."""
    assert expect.first is not None
    assert expect.last is not None
    assert expect.least is not None
    holds, found = True, []
    for outcome in moment.of(expect):
        board = None if outcome.plan is None else Board(outcome.production, outcome.plan)
        dates = {
            day.day
            for day in (board.days if board else ())
            if board is not None
            and expect.first <= day.day <= expect.last
            and expect.unit in ("", day.unit)
            and board.base(day) == expect.base
        }
        holds = holds and len(dates) >= expect.least
        found.append((outcome, f"{len(dates)} dates."))
    name = moment.main.production.bases_by_id[expect.base].name or expect.base
    stretch = f"from {format_date(expect.first)} to {format_date(expect.last)}"
    return judged(
        expect, f"At least {expect.least} dates {stretch} are shot at {name}.", holds, joined(found)
    )
