"""Somebody has no work on some dates."""

from __future__ import annotations

from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.replay.expectations._common import joined, judged, plans
from coverset.replay.moment import Judged, Moment
from coverset.replay.story import Expect

KEY = "no-work"
SENTENCE = "Nobody calls this person on these dates, in no plan on the table."
NEEDS: tuple[str, ...] = ("person", "first", "last")
MAY: tuple[str, ...] = ()


def check(moment: Moment, expect: Expect) -> Judged:
    """Look for calls in the stretch; say how many there were before."""
    assert expect.first is not None
    assert expect.last is not None
    holds, found = True, []
    for outcome in moment.of(expect):
        calls = [
            day
            for _, plan in outcome.plans
            for day in Board(outcome.production, plan).worked_by(expect.person)
            if expect.first <= day <= expect.last
        ]
        was = 0
        if outcome.before is not None:
            stood = Board(outcome.was, outcome.before).worked_by(expect.person)
            was = sum(expect.first <= day <= expect.last for day in stood)
        holds = holds and not calls and bool(outcome.plans)
        said = f"called on {format_date(min(calls))}" if calls else f"no call in {plans(outcome.plans)}"
        dates = "1 date" if was == 1 else f"{was} dates"
        found.append((outcome, f"{said}; the plan before had {dates} of {expect.person} in it."))
    words = f"{expect.person} has no work from {format_date(expect.first)} to {format_date(expect.last)}."
    return judged(expect, words, holds, joined(found))
