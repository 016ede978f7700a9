"""A rig stands before it is rehearsed on, and a complex beat has a dry run on an earlier date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.production import Production
from coverset.model.scenes import Activity
from coverset.model.stunt_work import stunt_work
from coverset.problem import Lag
from coverset.rules import broken
from coverset.rules._stunts import waiver

KEY = "stunt-rehearsal"
SENTENCE = (
    "Rig work at a place is done before the rehearsals of the same beats there, and the first rehearsal of a "
    "complex beat, its dry run, falls on an earlier date than its takes."
)
KINDS = ("lag",)
ALWAYS = False

DRY_RUN = "dry-run"
"""The requirement that a waiver names to go without a dry run on an earlier date."""


@dataclass(frozen=True, slots=True)
class _Order:
    before: str
    after: str
    days: int
    why: str


def _orders(production: Production) -> Iterator[_Order]:
    work, seen = stunt_work(production), set()
    activities = [
        task
        for name in work.served
        if isinstance(task := production.tasks[name], Activity) and task.id not in production.settled
    ]
    for rig in (task for task in activities if task.kind == "rig"):
        for rehearsal in (task for task in activities if task.kind == "rehearsal"):
            shared = set(work.served[rig.id]) & set(work.served[rehearsal.id])
            if shared and rig.location == rehearsal.location:
                yield _Order(rig.id, rehearsal.id, 0, f"the rig at {rig.location} is rehearsed on")
    for scene in work.to_place(work.shot):
        for beat in work.shot[scene]:
            dry_run = next(
                (t for t in activities if t.kind == "rehearsal" and beat in work.served[t.id]), None
            )
            waived = waiver(production, beat.id, DRY_RUN, KEY)
            if beat.complex and dry_run is not None and not waived and (dry_run.id, scene) not in seen:
                seen.add((dry_run.id, scene))
                yield _Order(
                    dry_run.id, scene, 1, f"{beat.id} is complex and has its dry run on an earlier date"
                )


def lower(lowering: Lowering) -> None:
    """A lag for each."""
    builder = lowering.builder
    for order in _orders(lowering.production):
        lag = Lag(
            builder.task_index(order.before),
            builder.task_index(order.after),
            least=order.days,
            ordered=True,
        )
        builder.add_lag(lag, KEY, f"{order.before} comes before {order.after}: {order.why}.")


def check(board: Board) -> list[Finding]:
    """Rehearsals before their rig, and takes of a complex beat without a dry run on an earlier date."""
    found = []
    where = {task: day for day in board.days for task in day.tasks}
    for order in _orders(board.production):
        first, second = where.get(order.before), where.get(order.after)
        if first is None or second is None or first.day < second.day:
            continue
        in_order = first is second and first.tasks.index(order.before) < first.tasks.index(order.after)
        if first.day > second.day or order.days or not in_order:
            sentence = (
                f"{order.before} is on {format_date(first.day)} and {order.after} on {format_date(second.day)}, but "
                f"{order.why}. Move {order.before} to an earlier date."
            )
            found.append(broken(KEY, sentence, order.before, order.after))
    return found
