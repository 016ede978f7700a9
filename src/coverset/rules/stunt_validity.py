"""Gear is examined, and its people are certified, on the dates on which they are used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coverset.findings import Finding
from coverset.hazards.kinds.equipment import later
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.production import Production
from coverset.model.stunt_work import stunt_work
from coverset.rules import broken
from coverset.rules._stunts import placed, warned

KEY = "stunt-validity"
SENTENCE = (
    "Gear is used and people work only while its examination and their certificates hold. Until a date has come "
    "they can be renewed for it: what lapses before a date ahead is a warning, with the day to renew by."
)
KINDS = ("allowed",)
ALWAYS = True
SEVERITIES = ("conflict", "warning")
NEVER_RELAXED = True


@dataclass(frozen=True, slots=True)
class _Term:
    """Something that holds until a date: whose it is, as an id, and what it is in words."""

    owner: str
    what: str
    until: date


def _terms(production: Production, task: str) -> Iterator[_Term]:
    """What a task uses that lapses one day: the gear of its beats, and the certificates of its stunt crew."""
    work = stunt_work(production)
    gear = {item.id: item for beat in work.beats[task] for item in production.stunts.equipment_of(beat)}
    for item in gear.values():
        if item.examined is not None and item.months:
            until = later(item.examined, item.months)
            yield _Term(item.id, f"the examination of {item.name or item.id}", until)
    for member in work.crew.get(task, ()):
        for role in member.roles:
            if role.until is not None:
                what = f"the certificate of {member.name or member.id} as {role.role.replace('_', ' ')}"
                yield _Term(member.id, what, role.until)


def lower(lowering: Lowering) -> None:
    """Forbid the dates that have come on which something had lapsed."""
    production, as_of = lowering.production, lowering.production.stunts.as_of
    work = stunt_work(production)
    for task in work.to_place(work.beats if as_of is not None else ()):
        for term in _terms(production, task):
            over = [k for k, day in enumerate(lowering.dates) if as_of and term.until < day <= as_of]
            lowering.builder.forbid_dates(
                task, over, KEY, f"{term.what} lapsed on {format_date(term.until)}."
            )


def check(board: Board) -> list[Finding]:
    """Uses after something lapsed: conflicts on dates that have come, warnings on those ahead."""
    production, found = board.production, []
    as_of = production.stunts.as_of
    work = stunt_work(production)
    for task, day in placed(board, work.beats):
        for term in _terms(production, task):
            if day.day > term.until:
                lapsed = f"{task} stands on {format_date(day.day)}, but {term.what} ends on {format_date(term.until)}"
                about = (task, term.owner, str(day.day))
                if as_of is not None and day.day <= as_of:
                    found.append(broken(KEY, f"{lapsed}. Nothing is done on it until it is renewed.", *about))
                else:
                    renew = f"{lapsed}. Have it renewed by {format_date(day.day)}, or use another."
                    found.append(warned(KEY, renew, *about))
    return found
