"""Comparing: plans side by side, by figure, ledger line, person, strip and call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from coverset.formats import plan as plan_file
from coverset.model.board import Board
from coverset.model.diff import (
    OrderChanged,
    StripMoved,
    orders_between,
    people_between,
    statuses,
    strips_between,
)
from coverset.service.opening import Opened
from coverset.service.summary import Summary, summarise
from coverset.solve.standing import Standing, lines_between, standing, toll
from coverset.units import format_clock


@dataclass(frozen=True)
class Side:
    """One of the plans: what it is called here, as it stands, and its figures."""

    name: str
    opened: Opened
    standing: Standing

    @property
    def board(self) -> Board:
        """The plan read against its own production."""
        return self.standing.board

    @cached_property
    def summary(self) -> Summary:
        """The figures a production office asks for first."""
        return summarise(self.board)

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """The dates worked, ascending."""
        return tuple(sorted({day.day for day in self.board.days}))

    @cached_property
    def by_line(self) -> dict[str, int]:
        """The ledger, line by line."""
        return self.standing.ledger.by_line()

    def days_of(self, person: str) -> tuple[int, int]:
        """How many dates somebody works and is held."""
        spell = self.standing.spells.get(person)
        return (len(spell.worked), len(spell.held)) if spell else (0, 0)

    def call(self, person: str, day: date) -> str:
        """What a date is to somebody, with unit and crew call where they work: ``MAIN 07:00``, ``hold``, ``off``."""
        calls = self.board.worked_by(person).get(day, ())
        if calls:
            return " and ".join(f"{call.unit} {format_clock(self.board.clock(call).call)}" for call in calls)
        return statuses(self.standing.spells.get(person)).get(day, "off")


@dataclass(frozen=True, slots=True)
class CallChange:
    """A date on which somebody is called differently: unit and crew call, or what the date is otherwise."""

    person: str
    day: date
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """What the second plan has otherwise than the first: strips, orders inside days, calls, conflicts."""

    before: Side
    after: Side
    strips: tuple[StripMoved, ...]
    orders: tuple[OrderChanged, ...]
    calls: tuple[CallChange, ...]

    @property
    def nothing(self) -> bool:
        """Whether the plans call the same people for the same strips on the same dates in the same order."""
        return not (self.strips or self.orders or self.calls) and self.before.by_line == self.after.by_line

    @property
    def people(self) -> tuple[str, ...]:
        """Who is called differently, in order."""
        return tuple(dict.fromkeys(change.person for change in self.calls))


@dataclass(frozen=True)
class Comparison:
    """Plans side by side; ``changes`` are those of each later plan against the first."""

    sides: tuple[Side, ...]
    changes: tuple[Change, ...]

    @property
    def currency(self) -> str:
        """What the first plan's prices are in."""
        return self.sides[0].board.production.currency

    @cached_property
    def same_production(self) -> bool:
        """Whether all plans are of one production with the same rates, rules and dates."""
        return len({plan_file.digest(side.board.production) for side in self.sides}) == 1

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Everybody called by any of the plans, in the productions' order."""
        every = (person.id for side in self.sides for person in side.board.production.people)
        called = {person for side in self.sides for person in side.standing.spells}
        return tuple(person for person in dict.fromkeys(every) if person in called)


def compare(opened: Sequence[Opened]) -> Comparison:
    """Compare two or more boards, each priced by its own production. Raises ValueError for one without a board."""
    names = _names([one.path for one in opened])
    sides = []
    for name, one in zip(names, opened, strict=True):
        if one.production is None or one.plan is None:
            raise ValueError(f"{one.path} has no board to compare")
        sides.append(Side(name, one, standing(one.production, one.plan)))
    return Comparison(tuple(sides), tuple(change_between(sides[0], side) for side in sides[1:]))


def _names(paths: Sequence[Path]) -> list[str]:
    """Names that tell the plans apart: the file's, with its folder where two files are called the same."""
    short = [path.name for path in paths]
    plain = [
        path.name if short.count(path.name) == 1 else f"{path.resolve().parent.name}/{path.name}"
        for path in paths
    ]
    return [name if plain.count(name) == 1 else f"{k}. {name}" for k, name in enumerate(plain, start=1)]


def change_between(before: Side, after: Side) -> Change:
    """What one side has otherwise than another."""
    first, second = before.board.plan, after.board.plan
    calls = []
    spells = before.standing.spells, after.standing.spells
    other = {(change.person, change.day) for change in people_between(*spells)}
    for person in dict.fromkeys((*spells[0], *spells[1])):
        dates = {*before.board.worked_by(person), *after.board.worked_by(person)}
        dates |= {day for who, day in other if who == person}
        for day in sorted(dates):
            was, now = before.call(person, day), after.call(person, day)
            if was != now:
                calls.append(CallChange(person, day, was, now))
    return Change(before, after, strips_between(first, second), orders_between(first, second), tuple(calls))


def as_json(found: Comparison) -> dict[str, Any]:
    """The one object that ``compare --json`` prints. Money in minor units of the currency."""
    return {
        "status": "same" if all(change.nothing for change in found.changes) else "different",
        "currency": found.currency,
        "same_production": found.same_production,
        "plans": [_side_json(found, side) for side in found.sides],
        "changes": [_change_json(change) for change in found.changes],
    }


def _side_json(found: Comparison, side: Side) -> dict[str, Any]:
    summary = side.summary
    return {
        "name": side.name,
        "path": str(side.opened.path),
        "cost": side.standing.cost,
        "conflicts": len(side.standing.conflicts),
        "lines": side.by_line,
        "first": side.dates[0].isoformat() if side.dates else None,
        "last": side.dates[-1].isoformat() if side.dates else None,
        "shoot_days": summary.shoot_days,
        "work_days": summary.work_days,
        "hold_days": summary.hold_days,
        "drop_days": summary.drop_days,
        "moves": summary.moves,
        "set_changes": summary.set_changes,
        "people": {
            person: dict(zip(("worked", "held"), side.days_of(person), strict=True))
            for person in found.people
        },
    }


def _change_json(change: Change) -> dict[str, Any]:
    felt = toll(change.before.standing, change.after.standing)
    return {
        "from": change.before.name,
        "to": change.after.name,
        "cost": change.after.standing.cost - change.before.standing.cost,
        "lines": lines_between(change.before.standing, change.after.standing),
        "strips": [
            {
                "strip": strip.task,
                "from": _place_json(strip.before),
                "to": _place_json(strip.after),
            }
            for strip in change.strips
        ],
        "orders": [
            {"unit": one.unit, "date": one.day.isoformat(), "order": list(one.order)} for one in change.orders
        ],
        "calls": [
            {"person": one.person, "date": one.day.isoformat(), "from": one.before, "to": one.after}
            for one in change.calls
        ],
        "breaks": [finding.sentence for finding in felt.breaks],
        "mends": [finding.sentence for finding in felt.mends],
    }


def _place_json(place: tuple[str, date] | None) -> dict[str, str] | None:
    return None if place is None else {"unit": place[0], "date": place[1].isoformat()}
