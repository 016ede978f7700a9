"""The plan that people already have in their hands, and what it is worth not to change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coverset.model.plan import Plan
from coverset.units import Money

NOTICE: tuple[tuple[int, int], ...] = ((2, 4), (7, 2))
"""A change that falls within so many days of the date of replanning weighs so many times. Ours, an assumption."""


@dataclass(frozen=True)
class Baseline:
    """A plan in force on a date: what lies before the date stays, what lies after may change at a price.

    ``call`` is the price of a date on which somebody is newly called, ``strip`` of a strip that leaves its date or
    unit, in minor units, both weighted by ``notice`` (within so many days of ``as_of``, times so much).
    ``undone`` are strips that stand before the date and were not shot: they are planned again.
    """

    plan: Plan
    as_of: date
    call: Money = 0
    strip: Money = 0
    undone: tuple[str, ...] = ()
    notice: tuple[tuple[int, int], ...] = NOTICE

    def times(self, day: date) -> int:
        """How many times a change on a date weighs: more, the less notice there is."""
        ahead = (day - self.as_of).days
        return next((factor for within, factor in self.notice if ahead < within), 1)

    def kept(self, task: str) -> tuple[str, date] | None:
        """The unit and date that a strip keeps because it is past, or None."""
        days = self.plan.where.get(task, ())
        if task in self.undone or not days or days[0].day >= self.as_of:
            return None
        return days[0].unit, days[0].day

    def stood(self, task: str) -> tuple[str, date] | None:
        """The unit and date on which a strip stood in the plan in force, or None."""
        days = self.plan.where.get(task, ())
        return (days[0].unit, days[0].day) if days and task not in self.undone else None
