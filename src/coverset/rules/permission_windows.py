"""Work that needs leave is done only while every leave that it needs holds."""

from __future__ import annotations

from coverset.findings import Finding
from coverset.hazards.leave import REFUSED, leaves_of, name_of
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.stunts import Permission
from coverset.rules import broken
from coverset.rules._stunts import placed

KEY = "permission-windows"
SENTENCE = (
    "Stunt work is done only on dates that every permission it needs holds, and never under one that was "
    "denied or withdrawn."
)
KINDS = ("allowed",)
ALWAYS = True
NEVER_RELAXED = True


def lower(lowering: Lowering) -> None:
    """Forbid each task the dates outside the windows of its permissions; all of them where one was refused."""
    for task, permissions in leaves_of(lowering.production).to_place.items():
        for permission in permissions:
            refused = permission.state in REFUSED
            shut = [k for k, day in enumerate(lowering.dates) if refused or not permission.covers_date(day)]
            lowering.builder.forbid_dates(task, shut, KEY, _why(permission))


def _why(permission: Permission) -> str:
    if permission.state in REFUSED:
        note = f" ({permission.note})" if permission.note else ""
        by = f" by {permission.authority}" if permission.authority else ""
        return f"{name_of(permission)} was {permission.state}{by}{note}: there is no date for it."
    return f"{name_of(permission)} does not hold then."


def _holds(permission: Permission) -> str:
    windows = " and ".join(str(window.dates) for window in permission.windows) or "every date"
    ends = f" until it ends on {format_date(permission.expires)}" if permission.expires else ""
    asked = "" if permission.state == "granted" else f" ({permission.state})"
    return f"{windows}{ends}{asked}"


def check(board: Board) -> list[Finding]:
    """Strips and rig work on dates for which leave was refused or does not hold."""
    leaves, found = leaves_of(board.production).to_place, []
    for task, day in placed(board, leaves):
        for permission in leaves[task]:
            when = f"{task} stands on {format_date(day.day)}"
            if permission.state in REFUSED:
                sentence = (
                    f"{when}, but {_why(permission)} Take the beat out or plan it where leave can be had; "
                    f"leave for another place is none for this one."
                )
            elif not permission.covers_date(day.day):
                held = f", {permission.holder} answers for it" if permission.holder else ""
                sentence = (
                    f"{when}, when {name_of(permission)} does not hold: it is for {_holds(permission)}{held}. "
                    f"Move {task} into it or ask for the date."
                )
            else:
                continue
            found.append(broken(KEY, sentence, task, permission.id, str(day.day)))
    return found
