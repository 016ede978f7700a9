"""The beat has been rehearsed in this version, rung by rung, before it is shot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from coverset.hazards.asking import Ask, listed
from coverset.hazards.judgement import Judgement
from coverset.hazards.kinds._evidence import missing, usable
from coverset.hazards.requirement import Meaning
from coverset.model.dates import format_date
from coverset.model.scenes import Activity

KEY = "rehearsal"
SENTENCE = (
    "Every step of the rehearsal is on record for this version, before the beat is shot; "
    "a rehearsal that is only planned is not shown yet."
)
FIGURES: Mapping[str, Meaning] = {
    "steps": Meaning("The steps of the ladder, each to be on record.", "words", "more"),
    "counts": Meaning("Other requirements whose rehearsals count for this one too.", "words", "less"),
    "signed_by": Meaning("The role that whoever leads it must be recorded in.", "word"),
}


def judge(ask: Ask) -> Judgement:
    """Look for each step, in evidence first, then among the planned rehearsals."""
    steps = ask.requirement.words("steps") or ("",)
    counting = [each for each in usable(ask) if not ask.dates or each.on <= _due(ask)]
    done = {each.step.casefold(): each for each in reversed(counting)}
    left = [step for step in steps if step.casefold() not in done and (step or not counting)]
    if not left:
        last = counting[0]
        ladder = f" ({', '.join(steps)})" if steps != ("",) else ""
        reason = f"Rehearsed in this version{ladder}: {last.by}, last on {format_date(last.on)}."
        return ask.shown(reason, *(each.id for each in counting))
    named = f" of {listed(left)}" if left != [""] else ""
    planned = _planned(ask)
    if planned:
        said = listed(f"{activity.name or activity.id} on {format_date(day)}" for activity, day in planned)
        reason = f"The rehearsal{named} is planned, not done: {said}."
        action = "Hold it, and record who rehearsed what at which step."
        return ask.missing(reason, action, due=_due(ask), lapsed=ask.stale_of(ask.evidence))
    action = f"Rehearse{named} in this version with the same cover as on the day, and record it."
    if ask.evidence and not counting:
        found = missing(ask, action)
        return ask.missing(found.reason, action, due=_due(ask), lapsed=found.stale)
    return ask.missing(f"No rehearsal{named} is on record or planned.", action, due=_due(ask))


def _due(ask: Ask) -> date:
    """The last date on which to rehearse it; without days stated, that of the beat itself."""
    return ask.first - timedelta(days=ask.requirement.days_before or 0)


def _planned(ask: Ask) -> list[tuple[Activity, date]]:
    """The rehearsals that prepare the beat's strips and that the plan has from today on, before the beat."""
    found = []
    for activity in ask.production.activities:
        day = ask.plan.date_of(activity.id) if ask.plan else None
        prepares = activity.kind == "rehearsal" and set(activity.before) & set(ask.beat.scenes)
        if prepares and day is not None and ask.on <= day <= _due(ask):
            found.append((activity, day))
    return sorted(found, key=lambda pair: pair[1])
