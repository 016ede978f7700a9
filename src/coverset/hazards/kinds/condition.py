"""Something that the production's own words must say, or that must agree between them."""

from __future__ import annotations

from collections.abc import Mapping

from coverset.hazards.asking import Ask, listed
from coverset.hazards.judgement import Judgement
from coverset.hazards.jurisdiction import countries
from coverset.hazards.requirement import Meaning
from coverset.model.stunts import FACTS

KEY = "condition"
SENTENCE = "What must be stated is stated, and what must be the same is the same."
FIGURES: Mapping[str, Meaning] = {
    "stated": Meaning(
        'Fields that must be filled: of the beat, or of the stunt ("stunt.alternatives").', "words", "more"
    ),
    "any_of": Meaning("Fields of which one must be filled.", "words", "less"),
    "same": Meaning("Facts that must name the same thing: the shortest occurs in each.", "words", "more"),
}

NAMES: Mapping[str, str] = {
    "country": "the country where it is shot (country of its base)",
    "stunt.alternatives": "the alternatives that were considered (alternatives of the stunt)",
    "stunt.abort": "who may abort (abort of the stunt)",
    "stunt.abort_word": "the word that aborts (abort_word of the stunt)",
    "stunt.comms": "how those in the beat hear each other (comms of the stunt)",
    "stunt.cover": "the scenes to shoot instead (cover of the stunt)",
    "stunt.decline": "how anybody may decline (decline of the stunt)",
    "stunt.hospital": "the nearest hospital (hospital of the stunt)",
    "stunt.meeting_point": "where rescue is met (meeting_point of the stunt)",
}


def judge(ask: Ask) -> Judgement:
    """Look at the fields."""
    empty = [name for name in ask.requirement.words("stated") if not _value(ask, name)]
    if empty:
        said = listed(map(_name, empty))
        return ask.missing(f"{ask.beat.id} does not say: {said}.", f"State {said}.")
    either = ask.requirement.words("any_of")
    if either and not any(_value(ask, name) for name in either):
        said = listed(map(_name, either), joint="or")
        return ask.missing(f"{ask.beat.id} says neither: {said}.", f"State {said}.")
    same = ask.requirement.words("same")
    values = sorted((_value(ask, name).casefold() for name in same), key=len)
    if same and "" in values:
        said = listed(_name(name) for name in same if not _value(ask, name))
        return ask.missing(f"{ask.beat.id} does not say: {said}.", f"State {said}.")
    if any(values[0] not in value for value in values):
        said = listed(f"{_name(name)} is {_value(ask, name)}" for name in same)
        return ask.against(f"{said}: {ask.requirement.sentence}", "Make them one, or split the beat.")
    stated = [name for name in (*ask.requirement.words("stated"), *either, *same) if _value(ask, name)]
    said = "; ".join(f"{_name(name).partition(' (')[0]}: {_value(ask, name)}" for name in stated)
    return ask.shown(f"{said[:1].upper()}{said[1:]}.")


def _name(field: str) -> str:
    return FACTS.get(field) or NAMES.get(field) or field.removeprefix("stunt.").replace("_", " ")


def _value(ask: Ask, field: str) -> str:
    """A field in words, empty when nothing is said."""
    if field == "country":
        return ", ".join(countries(ask.production, ask.beat))
    if field.startswith("stunt."):
        value = getattr(ask.stunt, field.removeprefix("stunt."), "")
        return "; ".join(value) if isinstance(value, tuple) else str(value or "")
    if field in FACTS:
        return ask.beat.fact(field)
    value = getattr(ask.beat, field, "")
    return "; ".join(value) if isinstance(value, tuple) else str(value or "")
