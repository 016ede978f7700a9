"""What changes for whom is said in sentences."""

from __future__ import annotations

from coverset.replay.expectations._common import joined, judged
from coverset.replay.moment import Judged, Moment
from coverset.replay.story import Expect

KEY = "diff-shown"
SENTENCE = "Every answer says in sentences what it changes for whom, and changes nothing before its date."
NEEDS: tuple[str, ...] = ()
MAY: tuple[str, ...] = ()


def check(moment: Moment, expect: Expect) -> Judged:
    """Count the sentences of each answer; dates before the step's must not be among the changes."""
    holds, found = True, []
    for outcome in moment.of(expect):
        answers = outcome.answers.alternatives if outcome.answers else ()
        holds = holds and bool(answers)
        for answer in answers:
            changed = answer.disruption
            early = [call for call in changed.calls if call.day < moment.step.day]
            said = changed.sentences()
            holds = holds and not early and len(said) == len(changed.calls) + len(changed.strips)
            first = f', first "{said[0]}"' if said else ""
            found.append((outcome, f"{answer.name}: {len(said)} sentences{first}."))
        if not answers:
            found.append((outcome, "nothing was planned again."))
    return judged(expect, SENTENCE, holds, joined(found))
