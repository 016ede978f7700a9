"""The papers for a page: in groups, what each can be narrowed to and made in, and the call sheet that is wanted next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from coverset.model.board import Board
from coverset.model.calendar import Unit
from coverset.render import renderers
from coverset.reports import reports
from coverset.reports._diary import base_name, diary

GROUPS: Mapping[str, tuple[str, ...]] = {
    "The board": (
        *("call-sheet", "stripboard", "one-liner", "shooting-schedule", "day-out-of-days", "calendar"),
    ),
    "Money, moves and dates": ("cost-ledger", "moves", "milestones"),
    "Stunts and safety": (
        *("readiness-board", "stunt-plan", "risk-assessment", "permission-register", "rehearsal-log"),
    ),
}
_NARROWED: Mapping[str, tuple[str, ...]] = {
    "call-sheet": ("unit", "day"),
    "stripboard": ("unit", "day", "person"),
    "one-liner": ("unit", "day", "person"),
    "shooting-schedule": ("unit", "day", "person"),
    "day-out-of-days": ("unit", "person"),
    "calendar": ("unit", "day", "person"),
    "cost-ledger": ("person",),
    "moves": ("unit",),
    "stunt-plan": ("unit", "day"),
    "risk-assessment": ("unit", "day"),
    "rehearsal-log": ("unit", "day"),
}
_MEDIA = {
    "pdf": "PDF",
    "html": "HTML",
    "xlsx": "XLSX",
    "csv": "CSV",
    "ics": "ICS",
    "text": "Text",
    "json": "JSON",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper: what it is called and for, what it can be narrowed to, and its media, key and name."""

    key: str
    title: str
    summary: str
    takes: tuple[str, ...]
    media: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Next:
    """The shooting day whose call sheet is wanted now: today's or the next one of a unit; ``past`` when all are over."""

    unit: str
    name: str
    day: date
    number: int
    base: str
    past: bool


def groups() -> list[tuple[str, list[Paper]]]:
    """Every paper of the registry, in groups; what no group names comes last."""
    known = {key: _paper(key) for key in reports()}
    found = [(title, [known.pop(key) for key in keys if key in known]) for title, keys in GROUPS.items()]
    return [*found, *([("Others", list(known.values()))] if known else [])]


def _paper(key: str) -> Paper:
    media = tuple((each, name) for each, name in _MEDIA.items() if each in renderers())
    own = tuple(each for each in media if each[0] != "ics" or key == "calendar")
    made = reports()[key]
    return Paper(key, made.TITLE, made.SUMMARY, _NARROWED.get(key, ()), own)


def next_days(board: Board, today: date) -> list[Next]:
    """By unit the shooting day of today or the next after it; of a shoot that is over, its last."""
    return [found for unit in board.production.units if (found := _next(board, unit, today)) is not None]


def _next(board: Board, unit: Unit, today: date) -> Next | None:
    days = [each for each in diary(board, unit).days if each.number]
    if not days:
        return None
    found = next((each for each in days if each.plan.day >= today), days[-1])
    base = base_name(board, found.clock.base)
    return Next(unit.id, unit.name or unit.id, found.plan.day, found.number, base, found.plan.day < today)
