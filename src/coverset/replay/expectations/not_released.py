"""A beat is not shown to be ready, and is once the evidence named is on record."""

from __future__ import annotations

from coverset.replay.expectations._common import judged, judgements, listed, readied
from coverset.replay.moment import Judged, Moment
from coverset.replay.story import Expect

KEY = "not-released"
SENTENCE = "The beats are not released while these requirements are not shown; with the evidence named, each is shown."
NEEDS: tuple[str, ...] = ("beats", "requirements")
MAY: tuple[str, ...] = ("proof", "events", "edits")


def check(moment: Moment, expect: Expect) -> Judged:
    """Judge each requirement as things stand, then with what is added, in memory only."""
    outcome, day = moment.one(expect), moment.step.day
    now = judgements(outcome.production, outcome.plan, day, expect.beats, expect.requirements)
    shown = [f"{key} of {beat}" for (beat, key), each in now.items() if each is None or each.state == "shown"]
    made, wrong = readied(moment, outcome.production, expect.events, expect.edits, expect.proof)
    then = judgements(made, outcome.plan, day, expect.beats, expect.requirements)
    left = [
        f"{key} of {beat}: {each.reason if each else 'not asked'}"
        for (beat, key), each in then.items()
        if each is None or each.state != "shown"
    ]
    holds = not shown and not left and not wrong
    lacking = [each for each in now.values() if each is not None and each.state != "shown"]
    reasons = list(dict.fromkeys(each.reason for each in lacking))
    if shown:
        found = f"{listed(shown)} is shown already, or asked of nobody."
    elif wrong or left:
        found = f"With the evidence: {' '.join([*wrong, *left])}"
    else:
        added = len(expect.proof) + len(expect.events) + len(expect.edits)
        found = f"{' '.join(reasons[:3])} With {added} things on record all of them are shown."
    beats, keys = listed(expect.beats), listed([key.replace("_", " ") for key in expect.requirements])
    words = f"{beats}: not released without {keys}; shown once the evidence is on record."
    return judged(expect, words, holds, found)
