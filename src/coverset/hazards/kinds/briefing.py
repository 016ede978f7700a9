"""Everybody in the beat has been told what is done, in this version of it."""

from __future__ import annotations

from collections.abc import Mapping

from coverset.hazards.asking import Ask, listed
from coverset.hazards.judgement import Judgement
from coverset.hazards.kinds._evidence import missing, usable, vouched
from coverset.hazards.requirement import Meaning

KEY = "briefing"
SENTENCE = "A briefing on this version of the beat is on record, with everybody in the beat among the names."
FIGURES: Mapping[str, Meaning] = {
    "signed_by": Meaning("The role that whoever gives it must be recorded in.", "word"),
    "also": Meaning("Roles that must be there beyond the beat's own crew.", "words", "more"),
}


def judge(ask: Ask) -> Judgement:
    """Look for briefings, and for everybody's name."""
    action = "Brief everybody on this version, and record content, time and names."
    counting = usable(ask)
    if not counting:
        return missing(ask, action)
    heard = {name.casefold() for each in counting for name in (*each.names, each.by)}
    absent = [name for name, calls in _expected(ask).items() if not calls & heard]
    if absent:
        reason = f"The briefing record does not name {listed(absent)}."
        return ask.missing(reason, f"Brief {listed(absent)} before the beat is rehearsed or shot.")
    return ask.shown(vouched(counting[0], "Briefed"), *(each.id for each in counting))


def _expected(ask: Ask) -> dict[str, set[str]]:
    """Everybody in the beat, by id, with what the record may call them."""
    found = {member.id: {member.id.casefold(), member.name.casefold()} for member in ask.crew}
    for role in ask.requirement.words("also"):
        held = [m for m in ask.stunts.crew if m.competence(role)]
        calls = {name.casefold() for member in held for name in (member.id, member.name)}
        found.setdefault(f"a {role.replace('_', ' ')}", calls)
    for name in (ask.beat.performer, ask.beat.double):
        if name:
            person = ask.production.people_by_id.get(name)
            known = person.name.casefold() if person else ""
            found.setdefault(name, {name.casefold(), known})
    return {name: calls - {""} for name, calls in found.items()}
