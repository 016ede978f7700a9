"""What a new plan does to people who hold the old one: calls that change, strips, journeys, hires, rehearsals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coverset.model.baseline import NOTICE, Baseline
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.diff import PersonChanged, StripMoved, people_between, strips_between
from coverset.model.scenes import Activity
from coverset.solve.standing import Standing


@dataclass(frozen=True, slots=True)
class UnitChanged:
    """A date on which somebody is called before and after, by other units."""

    person: str
    day: date
    before: tuple[str, ...]
    after: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.person}, {format_date(self.day)}: {' and '.join(self.before)} -> {' and '.join(self.after)}"


@dataclass(frozen=True, slots=True)
class Disruption:
    """What changes from a date on, counted. ``weight`` counts changed calls by notice: a person-day each, more when soon.

    A call is changed when somebody is called on a date and was not, is not and was, or with another unit.
    ``days`` are unit-dates that begin or cease to shoot, ``journeys`` those of units that fall on other dates,
    ``hires`` dates of a location or resource that are new or given up, ``rehearsals`` rig and rehearsal work moved,
    ``beats`` stunt strips that leave their date.
    """

    calls: tuple[PersonChanged | UnitChanged, ...]
    strips: tuple[StripMoved, ...]
    weight: int
    days: int
    journeys: int
    hires: int
    rehearsals: int
    beats: int

    def sentences(self) -> tuple[str, ...]:
        """Every change in a sentence, people first."""
        return (*(str(call) for call in self.calls), *(str(strip) for strip in self.strips))

    @property
    def summary(self) -> str:
        """The counts in one line."""
        if not self.calls and not self.strips:
            return "nothing changes"
        counted = (
            (len(self.calls), "changed call", "changed calls"),
            (len(self.strips), "moved strip", "moved strips"),
            (self.days, "shooting day more or less", "shooting days more or less"),
            (self.journeys, "journey on another date", "journeys on other dates"),
            (self.hires, "hire day changed", "hire days changed"),
            (self.rehearsals, "rig or rehearsal moved", "rigs or rehearsals moved"),
            (self.beats, "stunt strip moved", "stunt strips moved"),
        )
        return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counted if count)


def disruption(
    before: Standing, after: Standing, as_of: date, notice: tuple[tuple[int, int], ...] = NOTICE
) -> Disruption:
    """Count what lies between two plans from a date on."""
    scale = Baseline(before.plan, as_of, notice=notice)
    spells = people_between(before.spells, after.spells)
    changed: list[PersonChanged | UnitChanged] = [
        call for call in spells if call.day >= as_of and "work" in (call.before, call.after)
    ]
    changed += _other_unit(before.board, after.board, as_of)
    calls = tuple(sorted(changed, key=lambda call: (call.day, call.person)))
    strips = tuple(strip for strip in strips_between(before.plan, after.plan) if _ahead(strip, as_of))
    tasks = after.board.production.tasks
    stunts = after.board.production.stunts.beats_in
    return Disruption(
        calls,
        strips,
        sum(scale.times(call.day) for call in calls),
        len(_shooting(before.board, as_of) ^ _shooting(after.board, as_of)),
        len(_journeys(before.board, as_of) ^ _journeys(after.board, as_of)),
        len(_hires(before.board, as_of) ^ _hires(after.board, as_of)),
        sum(isinstance(tasks.get(strip.task), Activity) for strip in strips),
        sum(strip.task in stunts for strip in strips),
    )


def _ahead(strip: StripMoved, as_of: date) -> bool:
    return any(place is not None and place[1] >= as_of for place in (strip.before, strip.after))


def _other_unit(before: Board, after: Board, as_of: date) -> Iterator[UnitChanged]:
    for person in after.production.people:
        were, are = before.worked_by(person.id), after.worked_by(person.id)
        for day in were.keys() & are.keys():
            old, new = (tuple(sorted({one.unit for one in days})) for days in (were[day], are[day]))
            if day >= as_of and old != new:
                yield UnitChanged(person.id, day, old, new)


def _shooting(board: Board, as_of: date) -> set[tuple[str, date]]:
    return {(day.unit, day.day) for day in board.days if day.day >= as_of}


def _journeys(board: Board, as_of: date) -> set[tuple[str, str, date]]:
    """Where a unit arrives, and on which date, wherever its next day is at another base."""
    found = set()
    for unit in board.production.units:
        here = ""
        for day in board.unit_days(unit.id):
            if here and board.base(day) != here and day.day >= as_of:
                found.add((unit.id, board.base(day), day.day))
            here = board.base(day)
    return found


def _hires(board: Board, as_of: date) -> set[tuple[str, date]]:
    found = set()
    for day in board.days:
        if day.day >= as_of:
            for task in board.tasks(day):
                found |= {(name, day.day) for name in (task.location, *task.resources)}
    return found
