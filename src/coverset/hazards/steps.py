"""The steps of asking for leave: the permission's own, else those that its authority publishes."""

from __future__ import annotations

from dataclasses import replace

from coverset.hazards.requirement import Requirement
from coverset.model.stunts import Permission, Step


def steps_of(requirement: Requirement, permission: Permission | None = None) -> tuple[Step, ...]:
    """The steps of a permission; where it has none, the requirement's published lead times.

    Of a permission that was asked for only the last published step counts, as done on that date.
    """
    if permission is not None and permission.steps:
        return permission.steps
    found = published(requirement.figure("steps"))
    if permission is not None and permission.asked is not None:
        return tuple(replace(step, done=permission.asked) for step in found[-1:])
    return found


def published(value: object) -> tuple[Step, ...]:
    """The steps among a requirement's figures."""
    return tuple(each for each in value if isinstance(each, Step)) if isinstance(value, tuple) else ()


def reach(value: object) -> int:
    """About how many calendar days before the shoot the earliest step is; for comparing lead times only."""
    return max((s.days * 7 // 5 if s.working else s.days for s in published(value)), default=0)
