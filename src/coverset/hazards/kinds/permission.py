"""Leave of whoever may give it: granted, for this place, on these dates, with somebody who answers for it."""

from __future__ import annotations

from collections.abc import Mapping

from coverset.hazards.asking import Ask, listed, spoken
from coverset.hazards.judgement import Judgement
from coverset.hazards.leads import UNDECLARED, first_use, last_days, missed
from coverset.hazards.requirement import Meaning
from coverset.hazards.steps import steps_of
from coverset.model.authority import Authority
from coverset.model.dates import format_date
from coverset.model.stunts import Permission, Step

REFUSED = ("denied", "withdrawn")

KEY = "permission"
SENTENCE = (
    "Leave is granted for every place and date of the beat, and a named person holds it. "
    "An answer of no is a contradiction, not a gap; leave for one track or road is none for another."
)
FIGURES: Mapping[str, Meaning] = {
    "permission": Meaning("The kind of leave.", "word"),
    "steps": Meaning(
        "How long before the shoot each step of asking is due where the permission does not say.",
        "steps",
        "more",
    ),
}


def judge(ask: Ask) -> Judgement:
    """Look at every permission of the kind that the beat names."""
    kind = ask.requirement.word("permission") or ask.requirement.key
    named = [each for each in ask.stunts.permissions_of(ask.beat) if each.kind == kind]
    # An answer of no holds for the place, whether the beat names it or not.
    asked_here = [each for each in ask.stunts.permissions if each.kind == kind and _covered(ask, each)]
    refused = [each for each in (*named, *asked_here) if each.state in REFUSED]
    if not named and not refused:
        return _unnamed(ask, kind)
    granted = [each for each in named if each.state == "granted"]
    open_still = [each for each in named if each.state in ("not asked", "asked")]
    slips = [(each, _slip(ask, each)) for each in granted]
    sound = [each for each, slip in slips if not slip]
    if not refused and sound and not _uncovered(ask, sound):
        return _shown(ask, sound)
    if refused:
        return _refused(ask, refused[0])
    bad = next(((each, slip) for each, slip in slips if slip), None)
    if bad is not None:
        each, slip = bad
        return ask.against(
            slip, f"Put {_called(each)} right before anything else is planned on it.", owner=each.holder
        )
    if open_still:
        return _pending(ask, open_still[0])
    outside = _uncovered(ask, sound)
    reason = (
        f"{listed(map(_called, sound))} covers {listed(place for each in sound for place in each.scope)}; "
        f"{ask.beat.id} is also shot at {listed(outside)}. Leave for one place is none for another."
    )
    return ask.against(reason, f"Ask for leave at {listed(outside)}, or shoot elsewhere.")


def _refused(ask: Ask, each: Permission) -> Judgement:
    when = f" on {format_date(each.decided)}" if each.decided else ""
    reason = f"{_authority(ask, each)} has {each.state} {_called(each)}{when}. No waiver lifts that."
    action = "Do not shoot it there: change the beat, or ask anew and have a new answer on record."
    return ask.against(reason, action, firm=True, owner=each.holder)


def _slip(ask: Ask, each: Permission) -> str:
    """What contradicts a granted permission, as a sentence; empty when nothing does."""
    name = _called(each)
    if not each.holder:
        return f"{name} is granted, but nobody on our side is named to answer for it."
    if each.expires is not None and each.expires < ask.last:
        return f"{name} expires on {format_date(each.expires)}, before {format_date(ask.last)}."
    outside = [day for day in ask.dates if not each.covers_date(day)]
    if outside:
        windows = listed((str(window.dates) for window in each.windows), joint="or")
        return f"{name} holds on {windows}, not on {format_date(outside[0])}."
    if each.quota is not None and each.used > each.quota:
        return f"{name} allows {each.quota} {each.quota_of or 'uses'}; {each.used} are used."
    if each.scope and ask.locations and not _covered(ask, each):
        places = listed(_place(ask, place) for place in ask.locations)
        scope = listed(each.scope)
        return f"{name} covers {scope}; {ask.beat.id} is shot at {places}. Leave for one place is none for another."
    return ""


def _covered(ask: Ask, each: Permission) -> set[str]:
    """The locations of the beat that a permission's scope names."""
    scope = {word.casefold() for word in each.scope}
    known = ask.production.locations_by_id
    return {
        place
        for place in ask.locations
        if place.casefold() in scope or (place in known and known[place].name.casefold() in scope - {""})
    }


def _uncovered(ask: Ask, sound: list[Permission]) -> list[str]:
    held = {place for each in sound for place in _covered(ask, each)}
    return [place for place in ask.locations if place not in held] if any(e.scope for e in sound) else []


def _shown(ask: Ask, sound: list[Permission]) -> Judgement:
    if not any(each.scope for each in sound) or not ask.locations:
        what = "which place it covers" if ask.locations else "where the beat is shot"
        name = listed(map(_called, sound))
        return ask.missing(f"{name} is granted, but {what} is not stated.", f"State {what}.")
    said = []
    for each in sound:
        terms = f" on condition of {listed(each.conditions)}" if each.conditions else ""
        until = f" until {format_date(each.expires)}" if each.expires else ""
        said.append(
            f"{_called(each)} is granted by {_authority(ask, each)}{until}, held by {each.holder}{terms}"
        )
    return ask.shown("; ".join(said) + ".", *(each.id for each in sound))


def _pending(ask: Ask, each: Permission) -> Judgement:
    steps = steps_of(ask.requirement, each)
    authority, name = _calendar(ask, each), _called(each)
    who = "" if each.holder else " Nobody on our side is named to answer for it."
    if each.state == "asked" and not each.holder:
        reason = f"{name} was asked for, but nobody on our side is named to answer for it."
        return ask.against(reason, "Name who answers for it.")
    asked = f" on {format_date(each.asked)}" if each.asked else ""
    reason = (
        f"{name} is asked for{asked}, not granted."
        if each.state == "asked"
        else f"{name} is not asked for.{who}"
    )
    return _dated(ask, reason, name, steps, authority, each.holder)


def _unnamed(ask: Ask, kind: str) -> Judgement:
    others = [each for each in ask.stunts.permissions if each.kind == kind]
    said = f"{listed(map(_called, others))} is not named by it. " if others else ""
    reason = f"{ask.beat.id} names no permission of the kind {spoken(kind)!r}. {said}".strip()
    return _dated(ask, reason, "it", steps_of(ask.requirement), UNDECLARED, "")


def _dated(
    ask: Ask, reason: str, name: str, steps: tuple[Step, ...], authority: Authority, owner: str
) -> Judgement:
    """Not granted: too late when a step can no longer be in time, else the next step and its last date."""
    late = missed(steps, authority, ask.first, ask.on)
    if late is not None:
        step, last = late
        soonest = first_use(steps, authority, ask.on)
        done = f"it was done on {format_date(step.done)}" if step.done else f"today is {format_date(ask.on)}"
        said = (
            f"{reason} The latest {step.name} was {format_date(last)} ({ask.shot}); {done}. "
            f"Asked now, it can be used from {format_date(soonest)}."
        )
        return ask.late(
            said, f"Move the beat to {format_date(soonest)} or later, or change it.", last, owner=owner
        )
    for step, last in last_days(steps, authority, ask.first):
        if step.done is None:
            what = f"{step.name[:1].upper()}{step.name[1:]} for {name}"
            action = f"{what} by {format_date(last)}{_counted(step, authority)}."
            return ask.missing(reason, action, due=last, owner=owner)
    return ask.missing(reason, f"Have {name} granted in writing, with its scope and a holder.", owner=owner)


def _counted(step: Step, authority: Authority) -> str:
    if not step.working:
        return f" ({step.days} days before)"
    whose = (
        f"of {authority.name or authority.id}"
        if authority.id
        else "counted Monday to Friday, no calendar declared"
    )
    return f" ({step.days} working days before, {whose})"


def _calendar(ask: Ask, each: Permission) -> Authority:
    return ask.stunts.authorities_by_id.get(each.authority, UNDECLARED)


def _authority(ask: Ask, each: Permission) -> str:
    authority = ask.stunts.authorities_by_id.get(each.authority)
    return (authority.name if authority else "") or each.authority or "the authority"


def _called(each: Permission) -> str:
    return each.name or each.id


def _place(ask: Ask, place: str) -> str:
    known = ask.production.locations_by_id.get(place)
    return known.name if known and known.name else place
