"""What a hand does to a board, as values: each edit applies to a plan and knows how to be taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from coverset.model.plan import Plan, PlanDay, Strip

Slot: TypeAlias = tuple[str, date]
"""A unit's date on the board."""


class EditError(ValueError):
    """An edit that does not fit the board: a strip that is not there, an order that is not the day's."""


@dataclass(frozen=True, slots=True)
class MoveStrip:
    """A strip goes to a unit's date, in front of the strip ``before``, or last when that is not there.

    Wherever it stood, on days or in the boneyard, it then stands here alone. Without a ``day`` it goes to
    the boneyard. Raises EditError when the board does not have the strip.
    """

    task: str
    unit: str = ""
    day: date | None = None
    before: str = ""

    def apply(self, plan: Plan) -> Plan:
        """The board with the strip moved."""
        if self.task not in plan.where and self.task not in plan.boneyard:
            raise EditError(f"{self.task} is not on the board")
        changed = {
            (d.unit, d.day): tuple(s for s in _strips(plan, (d.unit, d.day)) if s.task != self.task)
            for d in plan.where.get(self.task, ())
        }
        boneyard = tuple(task for task in plan.boneyard if task != self.task)
        if self.day is None:
            return _laid(plan, changed, (*boneyard, self.task))
        slot = (self.unit, self.day)
        others = changed.get(slot, _strips(plan, slot))
        tasks = [k for k, strip in enumerate(others) if strip.task]
        last = tasks[-1] + 1 if tasks else len(others)
        at = next((k for k in tasks if others[k].task == self.before), last)
        own = (strip for d in plan.where.get(self.task, ()) for strip in d.strips if strip.task == self.task)
        changed[slot] = (*others[:at], next(own, Strip(self.task)), *others[at:])
        return _laid(plan, changed, boneyard)

    def inverse(self, plan: Plan) -> Edit:
        """What takes the edit back, once it has been applied to this plan."""
        return restoring(plan, self.apply(plan))


@dataclass(frozen=True, slots=True)
class SwapDays:
    """Two dates of a unit change places, strips and banners in their order; one of them may be empty."""

    unit: str
    first: date
    second: date

    def apply(self, plan: Plan) -> Plan:
        """The board with the days exchanged."""
        return _shuffled(plan, self.unit, {self.first: self.second, self.second: self.first})

    def inverse(self, plan: Plan) -> Edit:
        """The same exchange again."""
        return self


@dataclass(frozen=True, slots=True)
class PullDay:
    """A unit's day goes to another of its dates; the days between close up by one, each to the next date in use.

    Raises EditError when either date holds nothing of the unit's.
    """

    unit: str
    day: date
    to: date

    def goes(self, plan: Plan) -> dict[date, date]:
        """Where each date's strips go."""
        used = [day.day for day in plan.days if day.unit == self.unit and day.tasks]
        if self.day not in used or self.to not in used:
            raise EditError(f"unit {self.unit} works on only one of {self.day} and {self.to}, or on neither")
        first, last = sorted((used.index(self.day), used.index(self.to)))
        run = used[first : last + 1]
        turned = [*run[1:], run[0]] if self.day < self.to else [run[-1], *run[:-1]]
        return {old: new for new, old in zip(run, turned, strict=True) if old != new}

    def apply(self, plan: Plan) -> Plan:
        """The board with the run of days turned."""
        return _shuffled(plan, self.unit, self.goes(plan))

    def inverse(self, plan: Plan) -> Edit:
        """The day pulled back."""
        return PullDay(self.unit, self.to, self.day) if self.day != self.to else self


@dataclass(frozen=True, slots=True)
class ReorderDay:
    """A unit's date is shot in another order: all its strips by id; banners keep their places.

    Raises EditError when the order does not name exactly the strips of the day.
    """

    unit: str
    day: date
    order: tuple[str, ...]

    def apply(self, plan: Plan) -> Plan:
        """The board with the day in its new order."""
        strips = _strips(plan, (self.unit, self.day))
        tasks = [strip.task for strip in strips if strip.task]
        if sorted(tasks) != sorted(self.order):
            raise EditError(f"{self.day} of unit {self.unit} holds {', '.join(tasks) or 'nothing'}")
        by_id = {strip.task: strip for strip in strips if strip.task}
        order = iter(self.order)
        laid = tuple(strip if strip.is_banner else by_id[next(order)] for strip in strips)
        return _laid(plan, {(self.unit, self.day): laid})

    def inverse(self, plan: Plan) -> Edit:
        """The order that the plan has now."""
        return restoring(plan, self.apply(plan))


@dataclass(frozen=True, slots=True)
class Several:
    """Edits that are one decision, applied in order: the two halves of an exchange of strips."""

    edits: tuple[Edit, ...]

    def apply(self, plan: Plan) -> Plan:
        """The board after all of them."""
        for edit in self.edits:
            plan = edit.apply(plan)
        return plan

    def inverse(self, plan: Plan) -> Edit:
        """What takes all of them back at once."""
        return restoring(plan, self.apply(plan))


@dataclass(frozen=True, slots=True)
class Restore:
    """Unit-days as they were, the boneyard too: what takes another edit back. ``slots`` without a day are cleared."""

    slots: tuple[Slot, ...]
    days: tuple[PlanDay, ...]
    boneyard: tuple[str, ...]

    def apply(self, plan: Plan) -> Plan:
        """The board with those days put back."""
        kept = tuple(day for day in plan.days if (day.unit, day.day) not in self.slots)
        return replace(plan, days=(*kept, *self.days), boneyard=self.boneyard)

    def inverse(self, plan: Plan) -> Edit:
        """What brings the edit that this one took back."""
        return restoring(plan, self.apply(plan))


Edit: TypeAlias = "MoveStrip | SwapDays | PullDay | ReorderDay | Several | Restore"


def restoring(before: Plan, after: Plan) -> Restore:
    """What turns one board back into another: the unit-days on which they differ, and the boneyard."""
    were, are = _by_slot(before), _by_slot(after)
    touched = tuple(sorted(slot for slot in were.keys() | are.keys() if were.get(slot) != are.get(slot)))
    days = tuple(day for slot in touched for day in were.get(slot, ()))
    return Restore(touched, days, before.boneyard)


def _by_slot(plan: Plan) -> dict[Slot, tuple[PlanDay, ...]]:
    found: dict[Slot, tuple[PlanDay, ...]] = {}
    for day in plan.days:
        found[day.unit, day.day] = (*found.get((day.unit, day.day), ()), day)
    return found


def _strips(plan: Plan, slot: Slot) -> tuple[Strip, ...]:
    return tuple(strip for day in plan.days if (day.unit, day.day) == slot for strip in day.strips)


def _laid(
    plan: Plan, changed: Mapping[Slot, tuple[Strip, ...]], boneyard: tuple[str, ...] | None = None
) -> Plan:
    """The plan with unit-days laid anew; one that is left without any strip is no day of the board."""
    kept = [day for day in plan.days if (day.unit, day.day) not in changed]
    made = [PlanDay(unit, day, strips) for (unit, day), strips in changed.items() if strips]
    return replace(plan, days=(*kept, *made), boneyard=plan.boneyard if boneyard is None else boneyard)


def _shuffled(plan: Plan, unit: str, goes: Mapping[date, date]) -> Plan:
    def place(day: PlanDay) -> PlanDay:
        return replace(day, day=goes[day.day]) if day.unit == unit and day.day in goes else day

    return replace(plan, days=tuple(map(place, plan.days)))
