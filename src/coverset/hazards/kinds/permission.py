"""Leave of whoever may give it: granted, for this place, on these dates, with somebody who answers for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

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
    if refused:
        return _refused(ask, refused[0])
    slips = [(each, _slip(ask, each)) for each in named if each.state == "granted"]
    sound = [each for each, slip in slips if not slip]
    scoped = [each for each in sound if each.scope]
    gap = _gap(ask, scoped)
    if scoped and ask.needs and gap is None:
        return _shown(ask, scoped)
    for each, slip in slips:
        if slip:
            return ask.against(slip, f"Put that right, or do without {_called(each)}.", owner=each.holder)
    waiting = [each for each in named if each.state in ("not asked", "asked")]
    if waiting:
        return _pending(ask, waiting[0])
    if gap is None or not scoped:
        what = "which place it covers" if ask.needs else "where the beat is shot"
        return ask.missing(
            f"{listed(map(_called, sound))} is granted, but {what} is not stated.", f"State {what}."
        )
    return _outside(ask, scoped, gap)


def _refused(ask: Ask, each: Permission) -> Judgement:
    when = f" on {format_date(each.decided)}" if each.decided else ""
    reason = f"{_authority(ask, each)} has {each.state} {_called(each)}{when}. No waiver lifts that."
    action = "Do not shoot it there: change the beat, or ask anew and have a new answer on record."
    return ask.against(reason, action, firm=True, owner=each.holder)


def _slip(ask: Ask, each: Permission) -> str:
    """What contradicts a granted permission wherever it holds, as a sentence; empty when nothing does."""
    name = _called(each)
    if not each.holder:
        return f"{name} is granted, but nobody on our side is named to answer for it."
    if each.expires is not None and each.expires < ask.last:
        return f"{name} expires on {format_date(each.expires)}, before {format_date(ask.last)}."
    if each.quota is not None and each.used > each.quota:
        return f"{name} allows {each.quota} {each.quota_of or 'uses'}; {each.used} are used."
    return ""


def _gap(ask: Ask, sound: list[Permission]) -> tuple[date | None, str] | None:
    """The first date and place of the beat that no permission covers; None when all are covered."""
    for day, place in ask.needs:
        if not any(place in _covered(ask, each) and (day is None or each.covers_date(day)) for each in sound):
            return day, place
    return None


def _outside(ask: Ask, sound: list[Permission], gap: tuple[date | None, str]) -> Judgement:
    day, place = gap
    here = [each for each in sound if place in _covered(ask, each)]
    if here and day is not None:
        windows = listed((str(window.dates) for each in here for window in each.windows), joint="or")
        reason = f"{listed(map(_called, here))} holds on {windows}, not on {format_date(day)}."
        action = "Shoot it within the window, or have the window changed in writing."
        return ask.against(reason, action, owner=here[0].holder)
    where = _place(ask, place)
    scope = listed(_place(ask, each) for one in sound for each in one.scope)
    reason = (
        f"{listed(map(_called, sound))} covers {scope}; {ask.beat.id} is shot at {where}. "
        "Leave for one place is none for another."
    )
    return ask.against(reason, f"Ask for leave at {where}, or shoot elsewhere.", owner=sound[0].holder)


def _covered(ask: Ask, each: Permission) -> set[str]:
    """The locations of the beat that a permission's scope names."""
    scope = {word.casefold() for word in each.scope}
    known = ask.production.locations_by_id
    return {
        place
        for place in ask.locations
        if place.casefold() in scope or (place in known and known[place].name.casefold() in scope - {""})
    }


def _shown(ask: Ask, sound: list[Permission]) -> Judgement:
    said = []
    for each in sound:
        terms = f" on condition of {listed(each.conditions)}" if each.conditions else ""
        until = f" until {format_date(each.expires)}" if each.expires else ""
        said.append(
            f"{_called(each)} is granted by {_authority(ask, each)}{until}, held by {each.holder}{terms}"
        )
    return ask.shown("; ".join(said) + ".", *(each.id for each in sound), owner=sound[0].holder)


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
