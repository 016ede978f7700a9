"""Somebody competent is assigned, and is there when the beat is shot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from coverset.hazards.asking import Ask, called, listed, spoken
from coverset.hazards.judgement import Judgement
from coverset.hazards.requirement import Meaning
from coverset.model.dates import format_date
from coverset.model.stunts import Competence, CrewMember

KEY = "role"
SENTENCE = (
    "Enough people recorded as competent in the role are in the beat's crew and can be there on its dates."
)
FIGURES: Mapping[str, Meaning] = {
    "role": Meaning("The role that is needed; of several any one will do.", "words", "less"),
    "count": Meaning("How many must be there.", "number", "more"),
    "levels": Meaning("The levels that will do.", "words", "less"),
    "least": Meaning("The least that is counted for it, such as jumps on the canopy type.", "number", "more"),
    "class_of": Meaning("The fact of the beat that must be among the classes they may do.", "word"),
    "not_also": Meaning("Roles that the same person may not hold on the beat.", "words", "more"),
    "alternates": Meaning(
        "Whether a stand-in who holds the role counts beside the one they stand in for.", "yes or no"
    ),
    "before_shoot": Meaning(
        "Days before the production's first shooting day to have them.", "number", "more"
    ),
    "post": Meaning('The post of the stunt that the person fills: "coordinator" or "abort".', "word"),
}


def judge(ask: Ask) -> Judgement:
    """Look for who holds the role, and for what speaks against them."""
    roles = ask.requirement.words("role")
    needed, role = ask.requirement.number("count") or 1, next((r for r in roles if ask.holders(r)), roles[0])
    here, action = (
        _here(ask, role),
        f"Assign to {ask.beat.id}: {spoken(role)}, with what shows the competence.",
    )
    if slip := _post(ask, role):
        return ask.against(slip, f"Name a {spoken(role)} whose competence is on record.")
    wrong = {member.id: _wrong(ask, member, role) for member in here}
    good = [member for member in here if not wrong[member.id][0]]
    if len(good) >= needed:
        return ask.shown(_said(ask, good, role))
    against = [said for said, firm in wrong.values() if firm]
    if against:
        return ask.against(" ".join(against), action)
    unknown = [said for said, _ in wrong.values() if said]
    reason = f"Nobody in the crew of {ask.beat.id} is recorded as {spoken(role)}."
    if needed > 1:
        reason = f"Of {needed} needed as {spoken(role)}, the crew of {ask.beat.id} has {len(good)}."
    return ask.missing(" ".join(unknown) or reason, action, due=_due(ask))


def _here(ask: Ask, role: str) -> tuple[CrewMember, ...]:
    """Who of the crew holds the role; with their stand-ins where these count."""
    here = ask.holders(role)
    if not ask.requirement.figure("alternates"):
        return here
    known = ask.stunts.crew_by_id
    spare = (known[member.alternate] for member in here if member.alternate in known)
    return tuple(dict.fromkeys((*here, *(member for member in spare if member.competence(role)))))


def _due(ask: Ask) -> date | None:
    """Days before the first shooting day of the production, where those are asked for; else the beat's own."""
    days = ask.requirement.number("before_shoot")
    if days is None:
        return None
    start = ask.plan.days[0].day if ask.plan and ask.plan.days else ask.production.calendar.start_date
    return start - timedelta(days=days)


def _post(ask: Ask, role: str) -> str:
    """What is wrong with whoever fills the stunt's post, as a sentence."""
    post = ask.requirement.word("post")
    named = {"coordinator": ask.stunt.coordinator, "abort": ask.stunt.abort}.get(post, "")
    member = ask.stunts.crew_by_id.get(named)
    if not named or (member is not None and member.competence(role)):
        return ""
    return f"{called(member) if member else named} is the {post} of {ask.stunt.id}, but is not recorded as {spoken(role)}."


def _wrong(ask: Ask, member: CrewMember, role: str) -> tuple[str, bool]:
    """What speaks against a member in the role, and whether it is recorded (True) or only not known (False)."""
    known, name, asked = member.competence(role), called(member), ask.requirement
    assert known is not None
    if known.until is not None and known.until < ask.last:
        lapse, needed = format_date(known.until), format_date(ask.last)
        return f"{name}'s competence as {spoken(role)} ends on {lapse}, before {needed}.", True
    for day in ask.dates:
        if member.is_away(day):
            instead = f"; {member.alternate} stands in" if member.alternate else ""
            return f"{name} is not to be had on {format_date(day)}{instead}.", True
    for other in asked.words("not_also"):
        if member.competence(other):
            return f"{name} is {spoken(role)} and {spoken(other)} at once.", True
    return _short(ask, known, name, role)


def _short(ask: Ask, known: Competence, name: str, role: str) -> tuple[str, bool]:
    levels, least = ask.requirement.words("levels"), ask.requirement.number("least")
    if levels and known.level not in levels:
        wanted = listed(levels, joint="or")
        if not known.level:
            return f"The level of {name} as {spoken(role)} is not recorded; {wanted} is asked for.", False
        return f"{name} is {spoken(role)} at level {known.level}; {wanted} is asked for.", True
    if least is not None and (known.count is None or known.count < least):
        if known.count is None:
            return f"How much {name} has done as {spoken(role)} is not recorded; {least} is asked for.", False
        return f"{name} has {known.count} as {spoken(role)}; {least} is asked for.", True
    fact = ask.requirement.word("class_of")
    value = ask.beat.fact(fact) if fact else ""
    if fact and known.classes and not value:
        return (
            f"{name} is cleared for {listed(known.classes)}, and the {fact} of the beat is not known.",
            False,
        )
    if value and known.classes and value.casefold() not in {each.casefold() for each in known.classes}:
        return f"{name} is cleared as {spoken(role)} for {listed(known.classes)}, not for {value}.", True
    return "", False


def _said(ask: Ask, good: list[CrewMember], role: str) -> str:
    people = []
    for member in good:
        known = member.competence(role)
        assert known is not None
        details = [known.level, f"shown by {known.shown_by}" if known.shown_by else ""]
        said = ", ".join(filter(None, details))
        people.append(f"{called(member)} ({said})" if said else called(member))
    verb = "is" if len(people) == 1 else "are"
    return f"{listed(people)} {verb} {spoken(role)}; {ask.shot}."
