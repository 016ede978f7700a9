"""A plan that keeps every rule, priced by the ledger and verified."""

from __future__ import annotations

from coverset.replay.expectations._common import conflicts, joined, judged, plans
from coverset.replay.moment import Judged, Moment
from coverset.replay.story import Expect
from coverset.units import format_money

KEY = "planned-and-verified"
SENTENCE = "There is a plan, it keeps every rule, and every strip stands on it."
NEEDS: tuple[str, ...] = ()
MAY: tuple[str, ...] = ()


def check(moment: Moment, expect: Expect) -> Judged:
    """Check every plan on the table again, rule by rule."""
    holds, found = True, []
    for outcome in moment.of(expect):
        if not outcome.plans:
            holds = False
            found.append((outcome, "there is no plan."))
        for name, plan in outcome.plans:
            broken = conflicts(outcome.production, plan)
            missing = [task for task in outcome.production.tasks if task not in plan.where]
            if broken or missing:
                holds = False
                words = broken[0].sentence if broken else f"{missing[0]} stands on no date."
                found.append(
                    (outcome, f"{name} breaks {len(broken)} rules and leaves {len(missing)} out: {words}")
                )
        if holds and outcome.standing is not None:
            price = format_money(outcome.standing.cost, outcome.production.currency)
            proved = (
                outcome.made.bound if outcome.made else outcome.answers.bound if outcome.answers else None
            )
            least = format_money(proved.total, outcome.production.currency) if proved else ""
            said = f"{plans(outcome.plans)} verified, no rule broken; {price}"
            found.append((outcome, f"{said}, proved not under {least}." if least else f"{said}."))
    return judged(expect, SENTENCE, holds, joined(found))
