"""Something that is inspected on the day, before each take or after rigging, by a named person."""

from __future__ import annotations

from collections.abc import Mapping

from coverset.hazards.asking import Ask
from coverset.hazards.judgement import Judgement
from coverset.hazards.kinds._evidence import SIGNED, recorded
from coverset.hazards.requirement import Meaning

KEY = "check"
SENTENCE = (
    "The check is set out for the beat as it is now and a named person has signed for making it. "
    "That it is made on the day is for the day to show."
)
FIGURES: Mapping[str, Meaning] = {
    **SIGNED,
    "each": Meaning("How often it is made: take, use, day, rigging.", "word"),
}


def judge(ask: Ask) -> Judgement:
    """Look for the signed check."""
    each = ask.requirement.word("each")
    when = f" before each {each}" if each else ""
    return recorded(ask, f"Name who makes the check{when}, and have them sign for this version of the beat.")
