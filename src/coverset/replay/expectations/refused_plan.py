"""A plan that uses somebody whom another project holds is refused, naming both."""

from __future__ import annotations

from coverset.findings import has_errors
from coverset.model.edits import MoveStrip
from coverset.model.events import check as slips_of
from coverset.model.events import take
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.replay.expectations._common import conflicts, judged
from coverset.replay.moment import Judged, Moment
from coverset.replay.story import Expect

KEY = "refused-plan"
SENTENCE = (
    "With the hold in force, a plan that calls the person on its dates is refused; the refusal names both."
)
NEEDS: tuple[str, ...] = ("event",)
MAY: tuple[str, ...] = ()


def check(moment: Moment, expect: Expect) -> Judged:
    """Take the hold, put a strip of the person on one of its dates where none stands, and check the board."""
    outcome, event = moment.one(expect), moment.events[expect.event]
    person, project = getattr(event, "person", ""), getattr(event, "project", "")
    dates = [day for stretch in getattr(event, "dates", ()) for day in stretch]
    words = f"A plan that uses {person} while {project} holds them is refused, naming both."
    if outcome.plan is None or not person or not dates or has_errors(slips_of(outcome.production, event)):
        return judged(
            expect, words, False, f"{expect.event} is no hold of a person that could be taken here."
        )
    held = take(outcome.production, event) if event not in outcome.production.events else outcome.production
    for day in dates:
        plan = _calling(held, outcome.plan, person, day)
        if plan is None:
            continue
        said = [f.sentence for f in conflicts(held, plan) if person in f.about and str(day) in f.about]
        both = [sentence for sentence in said if person in sentence and project in sentence]
        if both:
            return judged(expect, words, True, both[0])
    return judged(expect, words, False, "No board that calls the person then was refused for it.")


def _calling(production: Production, plan: Plan, person: str, day: object) -> Plan | None:
    """The plan with a call of the person on a date: as it is, or with one of their strips moved there."""
    from datetime import date

    assert isinstance(day, date)
    mine = [
        (task, days[0])
        for task, days in plan.where.items()
        if task in production.tasks
        and task not in production.settled
        and person in production.people_of(production.tasks[task])
    ]
    if any(where.day == day for _, where in mine):
        return plan
    return MoveStrip(mine[0][0], mine[0][1].unit, day).apply(plan) if mine else None
