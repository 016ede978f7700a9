"""Gear that must be there, examined in time, and rated by its maker for this use."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import date

from coverset.hazards.asking import Ask, listed, spoken
from coverset.hazards.judgement import Judgement
from coverset.hazards.requirement import Meaning
from coverset.model.dates import format_date
from coverset.model.stunts import Equipment

KEY = "equipment"
SENTENCE = (
    "The gear is named, its examination holds on the dates of the beat, and its maker allows the use. "
    "A lapsed examination is never waived."
)
FIGURES: Mapping[str, Meaning] = {
    "gear": Meaning("The kind of gear.", "word"),
    "months": Meaning("How long an examination holds.", "number", "less"),
    "rated_for": Meaning("The use for which its maker must rate it.", "word"),
}


def judge(ask: Ask) -> Judgement:
    """Look at every item of the kind that the beat uses: one that fails is enough."""
    kind = ask.requirement.word("gear")
    items = [item for item in ask.stunts.equipment_of(ask.beat) if item.kind == kind]
    if not items:
        return ask.missing(
            f"{ask.beat.id} names no {spoken(kind)}.",
            f"Name the {spoken(kind)} that is used, with its examination.",
        )
    unknown = ""
    for item in items:
        name = item.name or item.id
        until = _until(ask, item)
        if until is not None and until < ask.last:
            reason = (
                f"The examination of {name} holds until {format_date(until)}, not on {format_date(ask.last)}."
            )
            return ask.against(reason, f"Have {name} examined, or use another.", firm=True)
        use = ask.requirement.word("rated_for")
        if use and item.rated_for and use.casefold() not in {each.casefold() for each in item.rated_for}:
            reason = f"The maker rates {name} for {listed(item.rated_for)}, not for {use}."
            return ask.against(
                reason, f"Use another {spoken(kind)}: no note lifts a maker's limit.", firm=True
            )
        if use and not item.rated_for:
            unknown = unknown or f"For which uses its maker rates {name} is not recorded; {use} is asked for."
        if until is None and ask.requirement.number("months"):
            unknown = unknown or f"No examination of {name} is recorded."
    if unknown:
        return ask.missing(unknown, f"Record the examination and the maker's uses of each {spoken(kind)}.")
    said = listed(_said(ask, item) for item in items)
    return ask.shown(f"{said}; {ask.shot}.")


def _until(ask: Ask, item: Equipment) -> date | None:
    """The last date on which the examination holds; None where none is recorded or none is asked for."""
    limits = [months for months in (item.months, ask.requirement.number("months")) if months]
    return later(item.examined, min(limits)) if item.examined and limits else None


def later(day: date, months: int) -> date:
    """The date so many months on, the last of a month that is too short; at most the last date there is."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if year > date.max.year:
        return date.max
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _said(ask: Ask, item: Equipment) -> str:
    until = _until(ask, item)
    held = f" (examined, holds until {format_date(until)})" if until else ""
    return f"{item.name or item.id}{held}"
