"""A paper that must exist, be signed, and still describe the beat as it is now."""

from __future__ import annotations

from collections.abc import Mapping

from coverset.hazards.asking import Ask, listed, spoken
from coverset.hazards.judgement import Judgement
from coverset.hazards.kinds._evidence import SIGNED, recorded
from coverset.hazards.requirement import Meaning

KEY = "document"
SENTENCE = "A paper is on record, somebody vouches for it, and it describes the beat as it is now."
FIGURES: Mapping[str, Meaning] = {
    **SIGNED,
    "copies_to": Meaning("Who is sent a copy.", "words", "more"),
}


def judge(ask: Ask) -> Judgement:
    """Look for the paper."""
    copies = ask.requirement.words("copies_to")
    sent = f", with copies to {listed(map(spoken, copies))}" if copies else ""
    return recorded(ask, f"Put it in writing, have somebody vouch for it, and bind it to the beat{sent}.")
