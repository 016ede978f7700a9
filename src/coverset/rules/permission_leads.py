"""A date for which it is too late to ask leave is no date."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from functools import partial

from coverset.findings import Finding
from coverset.hazards.leads import first_use, missed
from coverset.hazards.leave import Leave, Leaves, leaves_of, name_of
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.stunts import Step
from coverset.rules import broken
from coverset.rules._stunts import placed

KEY = "permission-leads"
SENTENCE = (
    "Stunt work is planned only on dates for which every step of asking leave can still be taken in time, "
    "counted in the authority's own working days."
)
KINDS = ("allowed",)
ALWAYS = True
NEVER_RELAXED = True


def lower(lowering: Lowering) -> None:
    """Forbid each task the dates that come too soon for a permission that is not granted yet."""
    leaves, dates = leaves_of(lowering.production), lowering.dates
    first: dict[Leave, int] = {}
    for task in leaves.to_place:
        for leave in leaves.by_task[task]:
            if leave not in first:
                first[leave] = bisect_left(dates, True, key=partial(_in_time, leaves, leave))
            permission = leave.permission
            sentence = f"{name_of(permission)} is {permission.state}, and cannot be had in time then."
            lowering.builder.forbid_dates(task, range(first[leave]), KEY, sentence)


def _in_time(leaves: Leaves, leave: Leave, day: date) -> bool:
    return _missed(leaves, leave, day) is None


def _missed(leaves: Leaves, leave: Leave, day: date) -> tuple[Step, date] | None:
    """The first step that is too late for a date, of a permission that is still being asked for."""
    as_of = leaves.production.stunts.as_of
    if leave.permission.state not in ("not asked", "asked") or as_of is None:
        return None
    return missed(leave.steps, leaves.authority(leave.permission), day, as_of)


def check(board: Board) -> list[Finding]:
    """Work on dates for which leave cannot be had any more, with the date by which it could."""
    leaves, found = leaves_of(board.production), []
    for task, day in placed(board, leaves.to_place):
        for leave in leaves.by_task[task]:
            late = _missed(leaves, leave, day.day)
            if late is not None:
                found.append(_too_late(leaves, leave, task, day.day, late))
    return found


def _too_late(leaves: Leaves, leave: Leave, task: str, day: date, late: tuple[Step, date]) -> Finding:
    step, last = late
    permission = leave.permission
    authority = leaves.authority(permission)
    kind = f"working days of {authority.name or authority.id}" if step.working else "days"
    past = f"was done on {format_date(step.done)}" if step.done else "is still to do"
    who = f" {permission.holder} answers for it." if permission.holder else ""
    sentence = (
        f"{task} stands on {format_date(day)}, too late for {name_of(permission)} ({permission.state}): "
        f"its {step.name}, {step.days} {kind} before, {past} and had to be done by {format_date(last)}."
        f"{who} {_first(leaves, leave)} or do without what needs this leave."
    )
    return broken(KEY, sentence, task, permission.id, str(day))


def _first(leaves: Leaves, leave: Leave) -> str:
    as_of = leaves.production.stunts.as_of
    assert as_of is not None
    soonest = first_use(leave.steps, leaves.authority(leave.permission), as_of)
    return f"Plan it on {format_date(soonest)} or later,"
