"""What the kinds that rest on recorded evidence share: the best of it, or why none of it counts."""

from __future__ import annotations

from collections.abc import Mapping

from coverset.hazards.asking import Ask, spoken
from coverset.hazards.judgement import Judgement
from coverset.hazards.requirement import Meaning
from coverset.model.dates import format_date
from coverset.model.stunts import Evidence

SIGNED: Mapping[str, Meaning] = {
    "signed_by": Meaning("The role that whoever vouches for it must be recorded in.", "word"),
    "after": Meaning("The requirement whose evidence must be of the same date or earlier.", "word"),
    "after_says": Meaning("What has to be done before it, in words.", "word"),
}


def usable(ask: Ask) -> tuple[Evidence, ...]:
    """The evidence that counts, latest first."""
    return tuple(each for each in ask.evidence if not (ask.wrong_with(each) or _too_early(ask, each)))


def recorded(ask: Ask, action: str) -> Judgement:
    """Shown by the latest evidence that counts; else missing, with why what there is does not count."""
    counting = usable(ask)
    if counting:
        return ask.shown(vouched(counting[0]), *(each.id for each in counting))
    return missing(ask, action)


def missing(ask: Ask, action: str) -> Judgement:
    """Not shown or too late, with why what there is does not count."""
    if not ask.evidence:
        return ask.missing(f"Nothing on record shows it: {ask.requirement.sentence}", action)
    latest = ask.evidence[0]
    reason = ask.wrong_with(latest) or _too_early(ask, latest)
    return ask.missing(reason, action, lapsed=ask.stale_of(ask.evidence))


def vouched(evidence: Evidence, what: str = "Vouched for") -> str:
    """By whom, when and where something was shown, as a sentence."""
    named = f" ({evidence.reference})" if evidence.reference else ""
    return f"{what} by {evidence.by} on {format_date(evidence.on)}{named}."


def _too_early(ask: Ask, evidence: Evidence) -> str:
    key = ask.requirement.word("after")
    if not key:
        return ""
    before = ask.stunts.evidence_for.get((ask.beat.id, key), ())
    if any(each.on <= evidence.on for each in before):
        return ""
    what = ask.requirement.word("after_says") or spoken(key)
    return (
        f"{evidence.reference or evidence.id} of {format_date(evidence.on)} is not after {what}: "
        "nothing of that date or before shows it done."
    )
