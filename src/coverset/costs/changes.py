"""What it is worth to leave the plan in force as it is: new calls and moved strips, by notice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from coverset.costs import Charge
from coverset.lowering import Lowering
from coverset.model.baseline import Baseline
from coverset.model.board import Board
from coverset.model.production import Production

KEY = "changes"
SENTENCE = (
    "When a plan in force is planned again, each date on which somebody is newly called and each strip that "
    "leaves its date or unit has a price, higher at short notice."
)
LINES = ("New calls", "Moved strips")
PREFERENCE = True


def called_before(production: Production, baseline: Baseline) -> dict[str, set[date]]:
    """The dates on which the plan in force calls each person, as the production's scenes name them now."""
    found: dict[str, set[date]] = {person.id: set() for person in production.people}
    for day in baseline.plan.days:
        for name in day.tasks:
            task = production.tasks.get(name)
            for person in production.people_of(task) if task is not None else ():
                found.setdefault(person, set()).add(day.day)
    return found


def lower(lowering: Lowering) -> None:
    """A span a person with a price on the dates that are new to them, and a price a strip for every other slot."""
    production, builder = lowering.production, lowering.builder
    calls, strips = map(builder.line, LINES)
    baseline = production.baseline
    if baseline is None:
        return
    ahead = [(k, day) for k, day in enumerate(lowering.dates) if day >= baseline.as_of]
    if baseline.call:
        before = called_before(production, baseline)
        for person in production.people:
            own = [name for name, task in production.tasks.items() if person.id in production.people_of(task)]
            if own:
                span = builder.span(f"new calls of {person.id}", own)
                new = ((k, day) for k, day in ahead if day not in before[person.id])
                span.work = {k: baseline.call * baseline.times(day) for k, day in new}
                span.values |= {"work_line": calls}
    if baseline.strip:
        for name in production.tasks:
            stood = baseline.stood(name)
            if stood is None or baseline.kept(name) is not None:
                continue
            builder.tasks[name].prices += [
                (builder.slot(unit, k), strips, baseline.strip * _times(baseline, stood[1], day))
                for unit in builder.units
                for k, day in ahead
                if (unit, day) != stood
            ]


def _times(baseline: Baseline, was: date, now: date) -> int:
    return max(baseline.times(was), baseline.times(now))


def charge(board: Board) -> Iterator[Charge]:
    """One charge a new date of a person, one a strip that stands elsewhere."""
    production, baseline = board.production, board.production.baseline
    if baseline is None:
        return
    calls, strips = LINES
    before = called_before(production, baseline) if baseline.call else {}
    for person in production.people if baseline.call else ():
        for day in board.worked_by(person.id):
            if day >= baseline.as_of and day not in before[person.id]:
                yield Charge(calls, baseline.call * baseline.times(day), person.id, day, "not called before")
    for planned in board.days if baseline.strip else ():
        for name in planned.tasks:
            stood = baseline.stood(name)
            if stood is None or baseline.kept(name) is not None or stood == (planned.unit, planned.day):
                continue
            if planned.day >= baseline.as_of:
                times = _times(baseline, stood[1], planned.day)
                yield Charge(strips, baseline.strip * times, name, planned.day, f"from {stood[1]}")
