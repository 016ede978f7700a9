"""The bases are reached in an order."""

from __future__ import annotations

from datetime import date

from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.replay.expectations._common import joined, judged
from coverset.replay.moment import Judged, Moment
from coverset.replay.story import Expect

KEY = "bases-in-order"
SENTENCE = "The unit first shoots at these bases in this order."
NEEDS: tuple[str, ...] = ("unit", "bases")
MAY: tuple[str, ...] = ()


def check(moment: Moment, expect: Expect) -> Judged:
    """Compare the first dates at each base that are not over, in the plan that the story goes on with."""
    holds, found = True, []
    for outcome in moment.of(expect):
        firsts = _firsts(outcome.production, outcome.plan, expect.unit) if outcome.plan else {}
        reached = [firsts.get(base) for base in expect.bases]
        known = [day for day in reached if day is not None]
        first = next(iter(firsts), "")
        fine = len(known) == len(reached) and known == sorted(known) and first == expect.bases[0]
        holds = holds and fine
        names = outcome.production.bases_by_id
        said = [f"{names[base].name or base} {format_date(day)}" for base, day in firsts.items()]
        found.append((outcome, f"{expect.unit} goes to {', '.join(said) or 'no base'}."))
    names_ = moment.main.production.bases_by_id
    order = ", then ".join(names_[base].name or base for base in expect.bases)
    return judged(expect, f"Unit {expect.unit} shoots in {order}.", holds, joined(found))


def _firsts(production: Production, plan: Plan, unit: str) -> dict[str, date]:
    board = Board(production, plan)
    found: dict[str, date] = {}
    for day in board.unit_days(unit):
        if not all(task in production.settled for task in day.tasks):
            found.setdefault(board.base(day), day.day)
    return found
