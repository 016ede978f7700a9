"""What lies between two boards, in sentences: strips that go elsewhere, days in another order, people's dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from coverset.model.dates import format_date
from coverset.model.engagement import Engagement
from coverset.model.plan import Plan

Status = Literal["work", "hold", "dropped", "off"]
Where: TypeAlias = "tuple[str, date] | None"


@dataclass(frozen=True, slots=True)
class StripMoved:
    """A strip that stands elsewhere: unit and date before and after, None for the boneyard or not at all."""

    task: str
    before: Where
    after: Where

    def __str__(self) -> str:
        return f"{self.task}: {_where(self.before)} -> {_where(self.after)}"


@dataclass(frozen=True, slots=True)
class OrderChanged:
    """A unit-day whose strips that stay are shot in another order; ``order`` is the new one."""

    unit: str
    day: date
    order: tuple[str, ...]

    def __str__(self) -> str:
        return f"{format_date(self.day)}, {self.unit}: now in the order {', '.join(self.order)}"


@dataclass(frozen=True, slots=True)
class PersonChanged:
    """What a date is to a person, before and after."""

    person: str
    day: date
    before: Status
    after: Status

    def __str__(self) -> str:
        return f"{self.person}, {format_date(self.day)}: {self.before} -> {self.after}"


def strips_between(before: Plan, after: Plan) -> tuple[StripMoved, ...]:
    """Every strip that changes unit or date, in the order of the first board and then of the second."""
    return tuple(
        StripMoved(task, _place(before, task), _place(after, task))
        for task in dict.fromkeys((*before.where, *after.where, *before.boneyard, *after.boneyard))
        if _places(before, task) != _places(after, task)
    )


def orders_between(before: Plan, after: Plan) -> tuple[OrderChanged, ...]:
    """The unit-days on which strips that both boards have there stand in another order."""
    found = []
    were = {(day.unit, day.day): day.tasks for day in before.days}
    for day in after.days:
        old = were.get((day.unit, day.day), ())
        both = set(old) & set(day.tasks)
        if [task for task in old if task in both] != [task for task in day.tasks if task in both]:
            found.append(OrderChanged(day.unit, day.day, day.tasks))
    return tuple(found)


def people_between(
    before: Mapping[str, Engagement], after: Mapping[str, Engagement]
) -> tuple[PersonChanged, ...]:
    """Every date that is something else to somebody, by person and date; nobody's day off is named."""
    found = []
    for person in dict.fromkeys((*before, *after)):
        old, new = statuses(before.get(person)), statuses(after.get(person))
        for day in sorted(old.keys() | new.keys()):
            was, now = old.get(day, "off"), new.get(day, "off")
            if was != now:
                found.append(PersonChanged(person, day, was, now))
    return tuple(found)


def statuses(spell: Engagement | None) -> dict[date, Status]:
    """What each date is to somebody: worked, held, or inside a gap over which they are dropped."""
    if spell is None:
        return {}
    found: dict[date, Status] = {day: "dropped" for gap in spell.drops for day in gap.idle()}
    found |= dict.fromkeys(spell.held, "hold")
    return found | dict.fromkeys(spell.worked, "work")


def _places(plan: Plan, task: str) -> Iterable[tuple[str, date]]:
    return [(day.unit, day.day) for day in plan.where.get(task, ())]


def _place(plan: Plan, task: str) -> Where:
    return next(iter(_places(plan, task)), None)


def _where(place: Where) -> str:
    return "off the board" if place is None else f"{format_date(place[1])} ({place[0]})"
