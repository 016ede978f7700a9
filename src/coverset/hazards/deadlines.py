"""The last days to ask: what each permission that is not granted still needs, and by when, for the dates of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coverset.hazards.leads import last_days
from coverset.hazards.leave import leaves_of
from coverset.model.authority import Authority
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.model.stunts import Permission, Step


@dataclass(frozen=True, slots=True)
class Deadline:
    """A step of asking for leave: the last date for it, for the first date on which the plan needs the leave.

    ``tasks`` need it on that date. ``late`` says that the last date is before the production's ``as_of``.
    """

    permission: Permission
    step: Step
    last: date
    needed: date
    tasks: tuple[str, ...]
    authority: Authority
    late: bool


def deadlines(production: Production, plan: Plan) -> tuple[Deadline, ...]:
    """Every step that is still to be taken for a plan, by its last date; nothing for what is granted or refused."""
    leaves, as_of = leaves_of(production), production.stunts.as_of
    needs: dict[str, dict[date, list[str]]] = {}
    for task in leaves.to_place:
        for leave in leaves.by_task[task]:
            if leave.permission.state in ("not asked", "asked"):
                for day in plan.where.get(task, ()):
                    needs.setdefault(leave.permission.id, {}).setdefault(day.day, []).append(task)
    found = []
    for name, days in needs.items():
        needed = min(days)
        tasks = tuple(dict.fromkeys(days[needed]))
        leave = next(each for each in leaves.by_task[tasks[0]] if each.permission.id == name)
        authority = leaves.authority(leave.permission)
        for step, last in last_days(leave.steps, authority, needed):
            if step.done is None:
                late = as_of is not None and last < as_of
                found.append(Deadline(leave.permission, step, last, needed, tasks, authority, late))
    return tuple(sorted(found, key=lambda each: (each.last, each.permission.id)))
