"""A date that the plan no longer goes by stays in sight."""

from __future__ import annotations

from coverset.model.milestones import chosen
from coverset.replay.expectations._common import judged
from coverset.replay.moment import Judged, Moment
from coverset.replay.story import Expect

KEY = "old-date-kept"
SENTENCE = "The earlier date is still on record with its source, and is not the one that the plan goes by."
NEEDS: tuple[str, ...] = ("film", "reported")
MAY: tuple[str, ...] = ("milestone",)


def check(moment: Moment, expect: Expect) -> Judged:
    """Look for the report among those that are not chosen."""
    milestones = moment.one(expect).production.milestones
    taken = chosen(milestones, expect.film, expect.milestone)
    own = milestones.of(expect.film, expect.milestone)
    kept = [
        r
        for r in own
        if expect.reported in (r.when.first.isoformat(), str(r.when), _month(r)) and r is not taken
    ]
    holds = bool(kept) and taken is not None and taken.when != kept[0].when
    said = "; ".join(f"{r.when}, {r.cited}" for r in kept)
    now = f"The plan goes by {taken.when}. " if taken else "No date is chosen. "
    words = f"The earlier date of {expect.film}, {expect.reported}, is kept beside the new one."
    return judged(expect, words, holds, f"{now}On record beside it: {said or 'no such date'}.")


def _month(report: object) -> str:
    when = getattr(report, "when", None)
    return f"{when.year}-{when.month:02d}" if when is not None and not when.exact else ""
