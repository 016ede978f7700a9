"""A plan: exactly what the board shows, per unit and date, strips in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Strip:
    """One strip of a day: a scene or activity by id, or a banner with its own words and minutes."""

    task: str = ""
    banner: str = ""
    minutes: int = 0

    @property
    def is_banner(self) -> bool:
        """Whether the strip is a banner."""
        return not self.task


@dataclass(frozen=True, slots=True)
class PlanDay:
    """One unit's date on the board: its strips, in the order they are shot."""

    unit: str
    day: date
    strips: tuple[Strip, ...]

    @property
    def tasks(self) -> tuple[str, ...]:
        """The ids of the scenes and activities of the day, in order."""
        return tuple(strip.task for strip in self.strips if strip.task)


@dataclass(frozen=True)
class Plan:
    """A board: days in date order, and the boneyard of strips on no day."""

    days: tuple[PlanDay, ...]
    boneyard: tuple[str, ...] = ()
    name: str = ""
    private: tuple[tuple[str, object], ...] = field(default=(), compare=False)

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.days, key=lambda day: (day.day, day.unit)))
        object.__setattr__(self, "days", ordered)

    @cached_property
    def where(self) -> dict[str, tuple[PlanDay, ...]]:
        """The days on which each task stands: one for a sound board."""
        found: dict[str, list[PlanDay]] = {}
        for day in self.days:
            for task in day.tasks:
                found.setdefault(task, []).append(day)
        return {task: tuple(days) for task, days in found.items()}

    def date_of(self, task: str) -> date | None:
        """The date a task is first planned on, or None in the boneyard."""
        days = self.where.get(task)
        return days[0].day if days else None

    def unit_days(self, unit: str) -> tuple[PlanDay, ...]:
        """A unit's days with something to shoot, rig or rehearse, in date order."""
        return tuple(day for day in self.days if day.unit == unit and day.tasks)

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The units that appear on the board, sorted."""
        return tuple(sorted({day.unit for day in self.days}))
