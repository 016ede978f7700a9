"""Shot work stays where it was shot."""

from __future__ import annotations

from datetime import timedelta

from coverset.model.edits import MoveStrip
from coverset.replay.expectations._common import conflicts, joined, judged, plans
from coverset.replay.moment import Judged, Moment, Outcome
from coverset.replay.story import Expect
from coverset.solve.standing import standing

KEY = "shot-stays"
SENTENCE = "Every shot strip stands where it was shot in every plan, and a board that moves one is refused."
NEEDS: tuple[str, ...] = ()
MAY: tuple[str, ...] = ("least",)


def check(moment: Moment, expect: Expect) -> Judged:
    """Look for each shot strip on every plan, then try to move one."""
    holds, found = True, []
    for outcome in moment.of(expect):
        shot = outcome.shot
        if len(shot) < (expect.least or 0):
            holds = False
            found.append((outcome, f"only {len(shot)} strips are shot."))
            continue
        if not shot:
            found.append((outcome, "nothing is shot."))
            continue
        moved = [
            task for name, plan in outcome.plans for task in shot if _elsewhere(outcome, task, plan.where)
        ]
        refused = _refused(outcome)
        holds = holds and not moved and bool(outcome.plans) and bool(refused)
        said = f"{len(shot)} shot strips stand still in {plans(outcome.plans)}"
        if moved:
            said = f"{moved[0]} was moved"
        found.append((outcome, f"{said}; {refused or 'a board that moves one breaks no rule'}"))
    return judged(expect, SENTENCE, holds, joined(found))


def _elsewhere(outcome: Outcome, task: str, where: object) -> bool:
    settled = outcome.production.settled[task]
    days = where.get(task, ()) if isinstance(where, dict) else ()
    return [(day.day, settled.unit in ("", day.unit)) for day in days] != [(settled.day, True)]


def _refused(outcome: Outcome) -> str:
    """What is said of a board on which the first shot strip stands a day later."""
    if outcome.plan is None:
        return ""
    task = outcome.shot[0]
    settled = outcome.production.settled[task]
    later = settled.day + timedelta(days=1)
    unit = outcome.plan.where[task][0].unit if task in outcome.plan.where else settled.unit
    other = MoveStrip(task, unit, later).apply(outcome.plan)
    old = {f.sentence for f in standing(outcome.production, outcome.plan).conflicts}
    new = [f for f in conflicts(outcome.production, other) if f.sentence not in old and task in f.about]
    return next((f.sentence for f in new if f.code == "shot-work"), "")
