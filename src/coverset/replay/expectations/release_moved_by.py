"""A film's date moves by so many days."""

from __future__ import annotations

from coverset.model.milestones import chosen
from coverset.replay.expectations._common import judged
from coverset.replay.moment import Judged, Moment
from coverset.replay.story import Expect

KEY = "release-moved-by"
SENTENCE = "The date that the plan goes by lies so many days after the one before."
NEEDS: tuple[str, ...] = ("film", "days")
MAY: tuple[str, ...] = ("milestone",)


def check(moment: Moment, expect: Expect) -> Judged:
    """Count from the date before the step to the date after it."""
    outcome = moment.one(expect)
    before = chosen(outcome.was.milestones, expect.film, expect.milestone)
    after = chosen(outcome.production.milestones, expect.film, expect.milestone)
    words = f"{expect.film} comes out {expect.days} days later."
    if before is None or after is None or not (before.when.exact and after.when.exact):
        return judged(expect, words, False, "One of the two dates is no exact date, or none is chosen.")
    days = (after.when.first - before.when.first).days
    return judged(expect, words, days == expect.days, f"{before.when} to {after.when}: {days:+d} days.")
