"""A date is recorded just as it was reported."""

from __future__ import annotations

from coverset.model.milestones import Report
from coverset.replay.expectations._common import judged
from coverset.replay.moment import Judged, Moment
from coverset.replay.story import Expect

KEY = "reported-as-reported"
SENTENCE = "The date stands as its source prints it, a month as a month, with the source and its hedge."
NEEDS: tuple[str, ...] = ("film", "reported", "hedge")
MAY: tuple[str, ...] = ("milestone",)


def check(moment: Moment, expect: Expect) -> Judged:
    """Look for the report with that date, a source and that doubt."""
    own = moment.one(expect).production.milestones.of(expect.film, expect.milestone)
    same = [report for report in own if written(report) == expect.reported]
    fit = [report for report in same if report.cited and expect.hedge.casefold() in report.hedge.casefold()]
    said = "; ".join(f"{r.when} ({r.cited or 'no source'}; {r.hedge or 'no hedge'})" for r in same)
    words = f"{expect.film}: {expect.reported} is recorded as reported, hedged ({expect.hedge})."
    return judged(expect, words, bool(fit), f"On record: {said or 'no such date'}.")


def written(report: Report) -> str:
    """A report's date as files write it: 2023-06 for a month."""
    when = report.when
    return when.first.isoformat() if when.exact else f"{when.year}-{when.month:02d}"
