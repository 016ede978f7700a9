"""A beat is blocked until several things are on record, every one of them."""

from __future__ import annotations

from coverset.model.production import Production
from coverset.replay.expectations._common import judged, judgements, listed, readied
from coverset.replay.moment import Judged, Moment
from coverset.replay.story import Expect

KEY = "blocked-until"
SENTENCE = (
    "The beats are blocked until all that is named is on record: with any one of it left out they still are."
)
NEEDS: tuple[str, ...] = ("beats", "requirements")
MAY: tuple[str, ...] = ("proof", "events", "edits")


def check(moment: Moment, expect: Expect) -> Judged:
    """Judge with nothing added, with all of it, and with all but one of each."""
    outcome = moment.one(expect)

    def lacking(production: Production) -> list[str]:
        found = judgements(production, outcome.plan, moment.step.day, expect.beats, expect.requirements)
        return [key for (_, key), each in found.items() if each is None or each.state != "shown"]

    things: list[tuple[str, object]] = [
        *(("event", name) for name in expect.events),
        *(("edit", text) for text in expect.edits),
        *(("proof", proof) for proof in expect.proof),
    ]

    def with_(kept: list[tuple[str, object]]) -> tuple[Production, list[str]]:
        return readied(
            moment,
            outcome.production,
            [str(name) for what, name in kept if what == "event"],
            [str(text) for what, text in kept if what == "edit"],
            [proof for proof in expect.proof if ("proof", proof) in kept],
        )

    first = lacking(outcome.production)
    made, wrong = with_(things)
    left = lacking(made)
    idle = [name for what, name in things if not lacking(with_([t for t in things if t != (what, name)])[0])]
    holds = bool(first) and bool(things) and not left and not wrong and not idle
    if not first:
        found = "Everything named is shown already."
    elif left or wrong:
        found = f"Still not shown with all of it: {' '.join([*wrong, *dict.fromkeys(left)])}."
    elif idle:
        found = f"It is shown without {getattr(idle[0], 'shows', idle[0])} as well."
    else:
        keys = listed([key.replace("_", " ") for key in dict.fromkeys(first)])
        found = f"Not shown now: {keys}. With all {len(things)} on record they are; with any one left out they are not."
    words = f"{listed(expect.beats)}: blocked until {listed([k.replace('_', ' ') for k in expect.requirements])} are shown."
    return judged(expect, words, holds, found)
