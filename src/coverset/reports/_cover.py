"""Cover in one line, for the strip under a day and for a call sheet."""

from __future__ import annotations

from datetime import date

from coverset.reports import Printing


def cover_words(printing: Printing, unit: str, day: date) -> str:
    """What a unit shoots on a date if weather takes it, or why there is nothing; empty where nobody looked."""
    held = next((one for one in printing.cover if (one.unit, one.day) == (unit, day)), None)
    if held is None:
        return ""
    if not held.covered:
        return f"No cover for {', '.join(held.lost)}: {held.why.split(': ', 1)[-1]}"
    people = printing.board.production.people_by_id
    called = ", ".join(people[one].name or one for one in held.people if one in people)
    new = f"; newly called: {called}" if called else ""
    return f"Cover for {', '.join(held.lost)}: {', '.join(held.tasks)} ({held.minutes} of {held.wanted} min{new})"
