"""A figure that the beat must keep within: of a fact, of the crew's rest, or of something measured."""

from __future__ import annotations

from collections.abc import Mapping

from coverset.hazards.asking import Ask
from coverset.hazards.judgement import Judgement
from coverset.hazards.kinds._evidence import missing, usable
from coverset.hazards.quantities import QUANTITIES, quantity
from coverset.hazards.requirement import Meaning

KEY = "limit"
SENTENCE = "The figure is known and lies within its limit; what is not known is not within it."
FIGURES: Mapping[str, Meaning] = {
    "of": Meaning('A fact of the beat, a quantity, or "measured" for what the evidence measured.', "word"),
    "unit": Meaning("Its unit.", "word"),
    "least": Meaning("The least that is allowed.", "number", "more"),
    "most": Meaning("The most that is allowed.", "number", "less"),
    "flag_above": Meaning("Above it the coordinator looks again.", "number", "less"),
    "signed_by": Meaning("The role that whoever measured it must be recorded in.", "word"),
}


def judge(ask: Ask) -> Judgement:
    """Compare the figure with its limits."""
    of, unit = ask.requirement.word("of"), ask.requirement.word("unit")
    evidence: tuple[str, ...] = ()
    if of == "measured":
        measured = [each for each in usable(ask) if each.measured is not None]
        if not measured:
            return missing(ask, "Measure it, and record the figure.")
        value, name, evidence = measured[0].measured, "measured figure", (measured[0].id,)
    else:
        value, name = quantity(ask.production, ask.beat, of), QUANTITIES[of].name
    if value is None:
        return ask.missing(f"The {name} of {ask.beat.id} is not known.", f"State the {name}.")
    said = f"{value} {unit}".strip()
    least, most = ask.requirement.number("least"), ask.requirement.number("most")
    if least is not None and value < least:
        return ask.against(f"The {name} is {said}; at least {least} is asked for.", f"Raise it to {least}.")
    if most is not None and value > most:
        return ask.against(f"The {name} is {said}; at most {most} is allowed.", f"Bring it down to {most}.")
    flag = ask.requirement.number("flag_above")
    if flag is not None and value > flag:
        reason = f"The {name} is {said}, above {flag}: {ask.requirement.sentence}"
        return ask.against(reason, "Change the beat, or have the coordinator record why it is done so.")
    return ask.shown(f"The {name} is {said}.", *evidence)
