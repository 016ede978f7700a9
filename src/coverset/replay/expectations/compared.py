"""The variants of a step stand side by side with their prices."""

from __future__ import annotations

from coverset.replay.expectations._common import joined, judged
from coverset.replay.moment import Judged, Moment
from coverset.replay.story import Expect
from coverset.units import format_money

KEY = "compared"
SENTENCE = "Every variant has a plan, and they are compared: price, last date, changed calls."
NEEDS: tuple[str, ...] = ()
MAY: tuple[str, ...] = ()


def check(moment: Moment, expect: Expect) -> Judged:
    """Set the chosen plan of each variant beside the others."""
    found, planned = [], []
    for outcome in moment.outcomes:
        stands = outcome.standing
        if stands is None or not stands.board.days:
            found.append((outcome, "there is no plan."))
            continue
        planned.append(outcome)
        price = format_money(stands.cost, outcome.production.currency)
        last = max(day.day for day in stands.board.days)
        calls = f", {len(outcome.chosen.disruption.calls)} changed calls" if outcome.chosen else ""
        found.append((outcome, f"{price}, last date {last.isoformat()}{calls}."))
    holds = len(planned) == len(moment.outcomes) > 1
    if holds:
        costs = [outcome.standing.cost for outcome in planned if outcome.standing is not None]
        apart = format_money(max(costs) - min(costs), planned[0].production.currency)
        found.append((moment.outcomes[0], f"{apart} lie between them."))
    return judged(expect, SENTENCE, holds, joined(found))
