"""A film is not wrapped while a pickup is owed."""

from __future__ import annotations

from coverset.model.progress import Entry, owed, with_progress
from coverset.model.progress_checks import wrap_refused
from coverset.replay.expectations._common import judged
from coverset.replay.moment import Judged, Moment
from coverset.replay.story import Expect

KEY = "wrap-refused"
SENTENCE = "The wrap of the film is refused while the pickup is owed, and the refusal names it."
NEEDS: tuple[str, ...] = ("film", "scene")
MAY: tuple[str, ...] = ()


def check(moment: Moment, expect: Expect) -> Judged:
    """Ask for the wrap as things stand, then with the pickup shot: it must not be named then."""
    production = moment.one(expect).production
    refused = wrap_refused(production, expect.film)
    owing = [entry.task for entry in owed(production, expect.film)]
    names = refused is not None and expect.scene in owing
    said = refused is not None and any(name in refused.sentence for name in owing)
    got = [Entry(expect.scene, "pickup shot", moment.step.day) for task in owing if task == expect.scene]
    shot = with_progress(production, (*production.progress, *got))
    freed = expect.scene not in [entry.task for entry in owed(shot, expect.film)]
    found = refused.sentence if refused is not None else f"{expect.film} may be wrapped."
    words = f"{expect.film} is not wrapped while the pickup of {expect.scene} is owed."
    return judged(expect, words, bool(names and said and freed), found)
