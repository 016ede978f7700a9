"""Dates of release as people write them: a date where it is known, else a month."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from coverset.formats import _notation as notation
from coverset.formats._bind import read_with
from coverset.model.milestones import When

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_YEAR_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
_NAMED_MONTH = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{4})")


def to_when(value: object) -> When:
    """``2021-11-19``, or a month: ``"2021-07"`` or ``"July 2021"``."""
    text = value.strip() if isinstance(value, str) else ""
    year, month = 0, 0
    if match := _YEAR_MONTH.fullmatch(text):
        year, month = int(match[1]), int(match[2])
    elif match := _NAMED_MONTH.fullmatch(text):
        names = [k for k, name in enumerate(_MONTHS, 1) if name.startswith(match[1].casefold())]
        year, month = int(match[2]), names[0] if len(names) == 1 else 0
    else:
        try:
            day: date = notation.to_date(value)
        except ValueError:
            shown = notation.shown(value)
            raise ValueError(f'{shown} is no date or month: write 2021-11-19, or "2021-07"') from None
        return When(day.year, day.month, day.day)
    if not (1 <= month <= 12 and 1900 <= year <= 2999):
        raise ValueError(f"{text!r} is no month of the calendar: write 2021-07")
    return When(year, month)


def from_when(when: When) -> date | str:
    """A date, or a month as ``2021-07``."""
    return when.first if when.exact else f"{when.year:04d}-{when.month:02d}"


def when_form() -> Any:
    """The annotated type of a date or month in a file."""
    described = {"type": "string", "description": '2021-11-19, or a month, "2021-07"'}
    return read_with(When, to_when, described)
