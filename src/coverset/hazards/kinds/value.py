"""A value that the coordinator must set, because nobody else can: a wind limit, full-speed attempts a day."""

from __future__ import annotations

from collections.abc import Mapping

from coverset.hazards.asking import Ask
from coverset.hazards.judgement import Judgement
from coverset.hazards.requirement import Meaning
from coverset.model.stunts import FACTS

KEY = "value"
SENTENCE = "The value is set for the beat, and lies within the ceiling where there is one."
FIGURES: Mapping[str, Meaning] = {
    "fact": Meaning("The fact of the beat that holds the value.", "word"),
    "least": Meaning("The least it may be.", "number", "more"),
    "most": Meaning("The most it may be.", "number", "less"),
}


def judge(ask: Ask) -> Judgement:
    """Look for the value."""
    fact = ask.requirement.word("fact")
    name, value = FACTS.get(fact, fact), getattr(ask.beat, fact, None)
    if value is None or value == "":
        return ask.missing(f"The {name} of {ask.beat.id} is not set.", f"Set the {name}.")
    least, most = ask.requirement.number("least"), ask.requirement.number("most")
    if isinstance(value, int) and most is not None and value > most:
        return ask.against(f"The {name} is set to {value}; the ceiling is {most}.", f"Set at most {most}.")
    if isinstance(value, int) and least is not None and value < least:
        return ask.against(f"The {name} is set to {value}; the least is {least}.", f"Set at least {least}.")
    return ask.shown(f"The {name} is set: {ask.beat.fact(fact)}.")
