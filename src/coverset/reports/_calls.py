"""Who is called when on a unit-day, read from the day clock: for call sheets and calendars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coverset.model.board import Board
from coverset.model.clock import DayClock, people_of_day, personal_times
from coverset.model.dates import DAY
from coverset.model.people import Person
from coverset.model.plan import PlanDay
from coverset.model.scenes import Activity, Scene


@dataclass(frozen=True, slots=True)
class PersonCall:
    """One person's call on a unit-day, in minutes after the date's midnight.

    ``report`` is when they start in hair, make-up and wardrobe (the set call itself for a rehearsal or test),
    ``on_set`` when their first strip begins, ``out`` when their last one is estimated to end.
    """

    person: Person
    report: int
    on_set: int
    out: int
    tasks: tuple[Scene | Activity, ...]


def calls(board: Board, day: PlanDay, clock: DayClock, make_up: int) -> tuple[PersonCall, ...]:
    """Everybody called to a unit-day, in cast order, ``make_up`` minutes before their first scene."""
    production = board.production
    found = []
    for name in people_of_day(production, day):
        times = personal_times(production, day, clock, name)
        if times is None:
            continue
        own = tuple(task for task in board.tasks(day) if name in production.people_of(task))
        margin = make_up if isinstance(own[0], Scene) else 0
        found.append(PersonCall(production.people_by_id[name], times[0] - margin, *times, own))
    return tuple(found)


def rest_before(board: Board, call: PersonCall, day: date) -> int | None:
    """The minutes from the end of somebody's last strip on the date before to this call; None if they were off."""
    before = board.worked_by(call.person.id).get(day - DAY, ())
    times = [personal_times(board.production, one, board.clock(one), call.person.id) for one in before]
    ends = [time[1] for time in times if time is not None]
    return call.report + 24 * 60 - max(ends) if ends else None
