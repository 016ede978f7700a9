"""A date that follows from a reported one by a rule."""

from __future__ import annotations

from coverset.model.dates import format_date
from coverset.model.milestones import chosen, derived
from coverset.replay.expectations._common import judged
from coverset.replay.moment import Judged, Moment
from coverset.replay.story import Expect

KEY = "derived-date"
SENTENCE = "The streaming date follows from the theatrical date that the plan goes by."
NEEDS: tuple[str, ...] = ("film", "on")
MAY: tuple[str, ...] = ()


def check(moment: Moment, expect: Expect) -> Judged:
    """Derive it from the chosen report."""
    assert expect.on is not None
    milestones = moment.one(expect).production.milestones
    report = chosen(milestones, expect.film)
    own = (each for each in derived(milestones) if report is not None and each.film == expect.film)
    after = next((each for each in own if report and each.report.when == report.when), None)
    holds = after is not None and (after.first, after.last) == (expect.on, expect.on)
    if after is None or report is None:
        found = "Nothing follows: no date is chosen, or no rule is adopted."
    else:
        hedge = f" (the rule is {after.rule.hedge})" if after.rule.hedge else ""
        found = f"{report.when} and {after.rule.days} days{hedge}: {after}."
    words = f"{expect.film} is streamed on {format_date(expect.on)}, derived from its theatrical date."
    return judged(expect, words, holds, found)
