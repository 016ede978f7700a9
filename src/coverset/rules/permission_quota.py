"""No permission is used more often than it allows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from coverset.findings import Finding
from coverset.hazards.leave import leaves_of, name_of
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.production import Production
from coverset.model.stunt_work import stunt_work
from coverset.model.stunts import Permission
from coverset.problem import Lag
from coverset.rules import broken
from coverset.rules._stunts import placed

KEY = "permission-quota"
SENTENCE = (
    "A permission with a quota is used no more often than is left of it: on so many dates, or, where the quota is "
    "of something else, such as landings, for so many strips."
)
KINDS = ("allowed", "lag")
ALWAYS = True
NEVER_RELAXED = True

_DATES = ("", "uses", "dates", "days")


def _counted(production: Production) -> Iterator[tuple[Permission, int, list[str]]]:
    """Each permission with a quota: how much is left, and what uses it, in script order."""
    leaves, shot = leaves_of(production).to_place, stunt_work(production).shot
    for permission in production.stunts.permissions:
        if permission.quota is None:
            continue
        in_dates = permission.quota_of in _DATES
        tasks = [t for t, held in leaves.items() if permission in held and (in_dates or t in shot)]
        yield permission, max(0, permission.quota - permission.used), tasks


def lower(lowering: Lowering) -> None:
    """Forbid what is beyond the quota; hold together what must share the dates that are left.

    Where several dates are left for more strips, the strips are put into as many groups, one a date, in
    script order: no plan found uses more, though another grouping might be as good.
    """
    production, builder = lowering.production, lowering.builder
    for permission, left, tasks in _counted(production):
        sentence = _sentence(permission, left)
        if permission.quota_of not in _DATES or not left:
            for task in tasks[left:]:
                builder.forbid_dates(task, range(builder.num_dates), KEY, sentence)
            continue
        if sum(map(permission.covers_date, lowering.dates)) <= left:
            continue
        for group in _groups(production, tasks, left):
            for other in group[1:]:
                lag = Lag(builder.task_index(group[0]), builder.task_index(other), least=0, most=0)
                builder.add_lag(lag, KEY, f"{group[0]} and {other} share a date: {sentence}")


def _sentence(permission: Permission, left: int) -> str:
    what = permission.quota_of or "uses"
    used = f", {permission.used} gone," if permission.used else ""
    return f"{name_of(permission)} allows {permission.quota} {what}{used} and {left} are left."


def _groups(production: Production, tasks: Sequence[str], most: int) -> list[list[str]]:
    """As many groups of tasks that can share a date as are allowed, rig and rehearsal work first, alike in length."""
    after = {(o.before, o.after) for o in production.orders if o.min_days}
    ordered = sorted(tasks, key=lambda t: (t in stunt_work(production).shot, production.tasks[t].location))
    if len(ordered) <= most:
        return [[task] for task in ordered]
    full = sum(production.tasks[task].minutes for task in ordered) / most
    groups: list[list[str]] = [[]]
    filled = 0
    for task in ordered:
        waits = any((other, task) in after or (task, other) in after for other in groups[-1])
        if groups[-1] and len(groups) < most and (waits or filled + production.tasks[task].minutes > full):
            groups.append([])
            filled = 0
        groups[-1].append(task)
        filled += production.tasks[task].minutes
    return groups


def check(board: Board) -> list[Finding]:
    """Permissions that the board uses more often than is left."""
    found = []
    for permission, left, tasks in _counted(board.production):
        uses = [(task, day) for task, day in placed(board, tasks) if permission.covers_date(day.day)]
        dates: list[date] = sorted({day.day for _, day in uses})
        count = len(dates) if permission.quota_of in _DATES else len(list(placed(board, tasks)))
        if count > left:
            when = ", ".join(map(format_date, dates))
            held = f" {permission.holder} answers for it." if permission.holder else ""
            sentence = (
                f"The board uses {name_of(permission)} {count} times ({when}), but {_sentence(permission, left)}{held} "
                f"Put its strips together on fewer dates, take one out, or ask for more."
            )
            found.append(broken(KEY, sentence, permission.id, *(task for task, _ in uses)))
    return found
