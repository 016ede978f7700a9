"""Something that people are told in advance: on the call sheet, to the fire service, to the insurer."""

from __future__ import annotations

from collections.abc import Mapping

from coverset.hazards.asking import Ask, listed, spoken
from coverset.hazards.judgement import Judgement
from coverset.hazards.kinds._evidence import SIGNED, recorded
from coverset.hazards.requirement import Meaning

KEY = "notice"
SENTENCE = "Those who must know have been told in time, and what they were told still holds."
FIGURES: Mapping[str, Meaning] = {**SIGNED, "to": Meaning("Who is told.", "words", "more")}


def judge(ask: Ask) -> Judgement:
    """Look for the notice given."""
    told = ask.requirement.words("to")
    whom = f" to {listed(map(spoken, told))}" if told else ""
    return recorded(ask, f"Give the notice{whom}, and record who was told and when.")
