"""A rig stands before it is rehearsed on, and a complex beat has a dry run on an earlier date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coverset.findings import Finding
from coverset.hazards.binding import stale
from coverset.hazards.requirement import Requirement
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.plan import PlanDay
from coverset.model.production import Production
from coverset.model.scenes import Activity
from coverset.model.stunt_work import stunt_work
from coverset.model.stunts import Beat
from coverset.problem import Lag
from coverset.rules import broken
from coverset.rules._stunts import asked, placed, warned

KEY = "stunt-rehearsal"
SENTENCE = (
    "Rig work at a place is done before the rehearsals of the same beats there; the first rehearsal of a complex "
    "beat, its dry run, falls on an earlier date than its takes, and its last is not too old for them."
)
KINDS = ("lag",)
ALWAYS = False
SEVERITIES = ("conflict", "warning")


@dataclass(frozen=True, slots=True)
class _Order:
    """``least`` dates lie between at least (0: on one date in this order; None: any), ``most`` at most."""

    before: str
    after: str
    least: int | None
    most: int | None
    why: str


def _orders(production: Production) -> Iterator[_Order]:
    work = stunt_work(production)
    activities = [
        task
        for name in work.to_place(work.served)
        if isinstance(task := production.tasks[name], Activity) and task.kind in ("rig", "rehearsal")
    ]
    rehearsals = [task for task in activities if task.kind == "rehearsal"]
    for rig in (task for task in activities if task.kind == "rig"):
        for rehearsal in rehearsals:
            shared = set(work.served[rig.id]) & set(work.served[rehearsal.id])
            if shared and rig.location == rehearsal.location:
                yield _Order(rig.id, rehearsal.id, 0, None, f"the rig at {rig.location} is rehearsed on")
    for scene in work.to_place(work.shot):
        for beat in work.shot[scene]:
            own = [rehearsal for rehearsal in rehearsals if beat in work.served[rehearsal.id]]
            for asks in asked(production, beat, "rehearsal") if own else ():
                why = f"{beat.id} asks for it: {asks.sentence.strip().rstrip('.')}"
                if asks.days_before:
                    yield _Order(own[0].id, scene, asks.days_before, None, why)
                if asks.max_age is not None:
                    yield _Order(own[-1].id, scene, None, asks.max_age, why)


def lower(lowering: Lowering) -> None:
    """A lag for each."""
    builder = lowering.builder
    for order in _orders(lowering.production):
        lag = Lag(
            builder.task_index(order.before),
            builder.task_index(order.after),
            least=-builder.num_dates if order.least is None else order.least,
            most=-1 if order.most is None else order.most,
            ordered=order.least is not None,
        )
        builder.add_lag(lag, KEY, f"{order.before} comes before {order.after}; {order.why}.")


def check(board: Board) -> list[Finding]:
    """Rehearsals before their rig, takes without a dry run in time, and beats that nobody rehearses."""
    found = []
    where = {task: day for day in board.days for task in day.tasks}
    for order in _orders(board.production):
        first, second = where.get(order.before), where.get(order.after)
        if first is None or second is None:
            continue
        apart = (second.day - first.day).days
        in_order = first is second and first.tasks.index(order.before) < first.tasks.index(order.after)
        late = order.most is not None and apart > order.most
        early = order.least is not None and (apart < order.least or (apart == 0 and not in_order))
        if late or early:
            sentence = (
                f"{order.before} is on {format_date(first.day)} and {order.after} on {format_date(second.day)}; "
                f"{order.why}. Move {order.before} to {'a later' if late else 'an earlier'} date."
            )
            found.append(broken(KEY, sentence, order.before, order.after))
    return [*found, *_unrehearsed(board)]


def _unrehearsed(board: Board) -> Iterator[Finding]:
    """Beats on the board that ask for a rehearsal, with none planned and none on record for the facts as they are."""
    production, work = board.production, stunt_work(board.production)
    planned = {
        beat.id
        for activity in production.activities
        if activity.kind == "rehearsal"
        for beat in work.served.get(activity.id, ())
    }
    shot: dict[Beat, tuple[str, PlanDay]] = {}
    for task, day in placed(board, work.shot):
        for beat in work.shot[task]:
            shot.setdefault(beat, (task, day))
    bare: dict[str, list[tuple[Beat, str, PlanDay, Requirement]]] = {}
    for beat, (task, day) in shot.items():
        wanted = [asks for asks in asked(production, beat, "rehearsal") if not asks.max_age]
        if beat.id in planned or not wanted:
            continue
        keys = {wanted[0].key, *wanted[0].words("counts")}
        shown = (e for e in production.stunts.evidence if e.shows in keys and beat.id in e.beats)
        if not any(not stale(each, beat) and each.on <= day.day for each in shown):
            bare.setdefault(beat.stunt, []).append((beat, task, day, wanted[0]))
    for stunt, missing in bare.items():
        beats = ", ".join(f"{beat.id} ({task}, {format_date(day.day)})" for beat, task, day, _ in missing)
        sentence = (
            f"{production.stunts.stunts_by_id[stunt].name or stunt}: no rehearsal is planned, or on record for what "
            f"it is now, of {beats}. {missing[0][3].sentence} Add one before each, with the same coordinator and "
            f"medic as on the day."
        )
        yield warned(KEY, sentence, *dict.fromkeys(task for _, task, _, _ in missing))
