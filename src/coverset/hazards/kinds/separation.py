"""What may not be there at the same time and place."""

from __future__ import annotations

from collections.abc import Mapping

from coverset.hazards.asking import Ask, listed, spoken
from coverset.hazards.judgement import Judgement
from coverset.hazards.kinds._evidence import SIGNED, recorded
from coverset.hazards.requirement import Meaning
from coverset.model.stunts import Beat

KEY = "separation"
SENTENCE = "What may not be together is not together, and somebody has signed that it is kept out."
FIGURES: Mapping[str, Meaning] = {
    **SIGNED,
    "never": Meaning("What may not be present with it, in the catalogue's words.", "words", "more"),
}


def judge(ask: Ask) -> Judgement:
    """Look at what the beat, and the beats that share its strips, say is there."""
    never = {spoken(word).casefold(): spoken(word) for word in ask.requirement.words("never")}
    for beat in (ask.beat, *_beside(ask)):
        there = [spoken(word) for word in (*beat.present, *beat.hazards) if spoken(word).casefold() in never]
        if there:
            reason = f"{beat.id} has {listed(there)} there: {ask.requirement.sentence}"
            return ask.against(reason, f"Take {listed(there)} away, or shoot it as another beat.")
    words = listed(never.values(), joint="or")
    return recorded(ask, f"Have a named person sign how this is kept out: {words}.")


def _beside(ask: Ask) -> list[Beat]:
    around = ask.stunts.beats_in
    return [beat for scene in ask.beat.scenes for beat in around.get(scene, ()) if beat.id != ask.beat.id]
