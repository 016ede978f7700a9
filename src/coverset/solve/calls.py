"""Who is called when by the plan in force, in the problem's integers, and how many of those calls another plan changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from coverset.model.baseline import Baseline
from coverset.model.board import Board
from coverset.model.production import Production
from coverset.problem import Problem
from coverset.solve.compile import Compiled

_SPAN = "person {}"


@dataclass(frozen=True)
class Calls:
    """The calls of the plan in force from a date on.

    ``today`` is the first date that may change. ``old`` has by span of a person the dates called and the units that
    call on each; ``members`` its tasks, by their indices. ``gone`` are calls of people or dates that the problem no
    longer has: changed whatever one does. ``times`` is how much a change on a date weighs, by the notice.
    """

    today: int
    old: Mapping[int, Mapping[int, frozenset[int]]]
    members: Mapping[int, tuple[int, ...]]
    gone: int
    times: tuple[int, ...]

    def now(self, problem: Problem, s: int, slots: Sequence[int]) -> dict[int, frozenset[int]]:
        """The dates from today on, with their units, on which an assignment calls somebody."""
        found: dict[int, set[int]] = defaultdict(set)
        for t in self.members[s]:
            unit, day = problem.unit_and_date(slots[t])
            if day >= self.today:
                found[day].add(unit)
        return {day: frozenset(units) for day, units in found.items()}

    def changed(self, problem: Problem, slots: Sequence[int]) -> int:
        """How many calls an assignment changes: new ones, cancelled ones, and those by another unit."""
        found = self.gone
        for s, old in self.old.items():
            now = self.now(problem, s, slots)
            found += sum(old.get(day) != now.get(day) for day in old.keys() | now.keys())
        return found

    def with_cancelled(self, problem: Problem, price: int) -> Problem:
        """The problem in which each call that is kept earns a price, by its notice.

        That charges each cancelled one, but for a constant: a primitive for work that is not done would be needed
        otherwise. Rates become negative, which the engines take and the bound does not.
        """
        spans = list(problem.spans)
        for s, old in self.old.items():
            work = list(spans[s].work)
            for day in old:
                work[day] -= price * self.times[day]
            spans[s] = replace(spans[s], work=tuple(work))
        return replace(problem, spans=tuple(spans))


def calls_of(compiled: Compiled, baseline: Baseline, was: Production) -> Calls:
    """The calls that a plan in force makes from its date on; ``was`` is the production that it was made for."""
    index = {day: k for k, day in enumerate(compiled.dates)}
    spans = {span.name: s for s, span in enumerate(compiled.problem.spans)}
    board = Board(replace(was, baseline=None), baseline.plan)
    old: dict[int, dict[int, frozenset[int]]] = {}
    members = {}
    gone = 0
    for person in dict.fromkeys((*compiled.production.people_by_id, *(one.id for one in was.people))):
        s = spans.get(_SPAN.format(person))
        if s is not None:
            members[s] = tuple(t for t, task in enumerate(compiled.problem.tasks) if s in task.spans)
            old[s] = {}
        for day, called in board.worked_by(person).items():
            if day < baseline.as_of:
                continue
            if s is None or day not in index:
                gone += 1
                continue
            known = (compiled.units.index(one.unit) if one.unit in compiled.units else -1 for one in called)
            old[s][index[day]] = frozenset(known)
    return Calls(
        max(0, (baseline.as_of - compiled.dates[0]) // timedelta(days=1)),
        old,
        members,
        gone,
        tuple(baseline.times(day) if day >= baseline.as_of else 1 for day in compiled.dates),
    )
