"""What the clock says of a candidate, added to the model as clauses over the tasks of a unit-day.

A unit-day's clock depends on the whole set of its tasks, and more work can mend it as well as break it (a
dark scene moves the call). So a clause starts from the exact set (these tasks there, all others not) and
leaves out a task only after every completion has been run through the clock and found no better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from coverset.problem import Problem, Unit, Violation, evaluate
from coverset.problem.problem import CHEAPEST, NIGHT_SHIFT
from coverset.problem.timeline import Timeline, canonical_order, timeline
from coverset.solve.cpsat.guards import guard_of
from coverset.solve.cpsat.model import Literal, Model

_MOST_FREE = 7
"""Tasks left open in a clause at most: each doubles the number of completions to run."""

Says = Callable[[frozenset[int]], bool]


class Cuts:
    """Adds to a model what the reference evaluator finds wrong with a candidate of it."""

    def __init__(self, model: Model) -> None:
        self.model, self.problem = model, model.problem
        self._clocks: dict[tuple[int, frozenset[int]], Timeline] = {}
        self._known: set[tuple[str, int, frozenset[int]]] = set()
        self._alone = {
            s: _span_alone(self.problem, s)
            for s, span in enumerate(self.problem.spans)
            if span.drop_gap and span.choose != CHEAPEST and s in model.engagement
        }

    def clock(self, slot: int, tasks: frozenset[int]) -> Timeline:
        """The clock of a unit-day that holds exactly these tasks of one base."""
        if (slot, tasks) not in self._clocks:
            u, d = self.problem.unit_and_date(slot)
            ordered = canonical_order(self.problem, sorted(tasks))
            base = self.problem.bases[self.problem.tasks[ordered[0]].base]
            self._clocks[slot, tasks] = timeline(self.problem, self.problem.units[u], base, d, ordered)
        return self._clocks[slot, tasks]

    def add(self, slots: Sequence[int], violations: Sequence[Violation]) -> int:
        """Add a clause for each thing that the clock finds in a candidate; answers how many."""
        days: dict[int, frozenset[int]] = {}
        for slot in sorted(set(slots)):
            days[slot] = frozenset(t for t, at in enumerate(slots) if at == slot)
        added = 0
        for violation in violations:
            if self.model.active(*guard_of(violation)):
                added += self._violated(violation, days, slots)
        if self.model.priced:
            for slot, tasks in days.items():
                added += self._shift(slot, tasks)
            for k, lag in enumerate(self.problem.lags):
                if lag.price and lag.ordered:
                    added += self._order(k, days, slots, soft=True)
            added += sum(self._engaged(slots, s, alone) for s, alone in self._alone.items())
        return added

    def exclude(self, slots: Sequence[int]) -> None:
        """Forbid one whole assignment, priced and judged already."""
        self.model.clause(*(self.model.x[t, slot].negated() for t, slot in enumerate(slots)))

    def _engaged(self, slots: Sequence[int], s: int, alone: Problem) -> int:
        """A span that must drop saves or not: with exactly these dates, at these bases, it costs so much."""
        mine = [t for t, task in enumerate(self.problem.tasks) if s in task.spans]
        worked = {slots[t] % self.problem.num_dates for t in mine}
        where = frozenset(self.problem.num_slots * t + slots[t] for t in mine)
        travels = self.problem.spans[s].travels
        if not self._new("engaged", s, where if travels else frozenset(worked)):
            return 0
        conditions = [self.model.x[t, slots[t]] for t in mine]
        if not travels:
            conditions = [
                literal if d in worked else literal.negated()
                for (of_span, d), literal in self.model.works.items()
                if of_span == s
            ]
        cost = evaluate(alone, slots).cost
        self.model.cp.add(self.model.engagement[s] >= cost).only_enforce_if(conditions)
        return 1

    def _violated(self, violation: Violation, days: dict[int, frozenset[int]], slots: Sequence[int]) -> int:
        kind, who = violation.kind, violation.who
        if kind in ("daylight", "dark"):
            return self._light(kind, who[0], days[self.problem.slot(*who)])
        if kind == "crew rest":
            u, e = who
            rest = self.problem.units[u].rest
            return self._rest(self.problem.slot(u, e - 1), self.problem.slot(u, e), days, rest, bool)
        if kind == "rest":
            s, e = who
            return self._span_rest(s, e, days)
        if kind == "lag":
            return self._order(who[0], days, slots, soft=False)
        return 0

    def _light(self, kind: str, u: int, tasks: frozenset[int]) -> int:
        """Forbid the set on every date of the unit on which it misses its light."""
        added = 0
        for d in self.model.dates(u):
            slot = self.problem.slot(u, d)

            def missing(held: frozenset[int], slot: int = slot) -> bool:
                clock = self.clock(slot, held)
                return (clock.day_short if kind == "daylight" else clock.dark_short) > 0

            placeable = all((t, slot) in self.model.x for t in tasks)
            if placeable and self._new(kind, slot, tasks) and missing(tasks):
                self.model.clause(*self._unless(slot, tasks, missing))
                added += 1
        return added

    def _span_rest(self, s: int, e: int, days: dict[int, frozenset[int]]) -> int:
        dates, span = self.problem.num_dates, self.problem.spans[s]

        def uses(held: frozenset[int]) -> bool:
            return any(s in self.problem.tasks[t].spans for t in held)

        late = [slot for slot in days if slot % dates == e - 1 and uses(days[slot])]
        early = [slot for slot in days if slot % dates == e and uses(days[slot])]
        return sum(self._rest(before, after, days, span.rest, uses) for before in late for after in early)

    def _rest(self, before: int, after: int, days: dict[int, frozenset[int]], rest: int, uses: Says) -> int:
        """Forbid two unit-days on following dates with too few hours between wrap and call."""
        wrap, call = self.clock(before, days[before]).wrap, self.clock(after, days[after]).call
        short = rest - (call + 1440 - wrap)
        if short <= 0 or not self._new(f"rest {rest} {after}", before, days[before] | days[after]):
            return 0
        least = wrap - short + 1
        literals = self._unless(
            before, days[before], lambda held: uses(held) and self.clock(before, held).wrap >= least
        )
        literals += self._unless(
            after,
            days[after],
            lambda held: uses(held) and self.clock(after, held).call + 1440 - least < rest,
        )
        self.model.clause(*literals)
        return 1

    def _shift(self, slot: int, tasks: frozenset[int]) -> int:
        """Say what the shift of this set costs, and whether it is a night."""
        u, d = self.problem.unit_and_date(slot)
        unit, added = self.problem.units[u], 0
        shift = self.clock(slot, tasks).shift
        if unit.shift_price:
            prices = [by_date[d] for by_date in unit.shift_price]
            price = prices[shift]
            if price > min(prices) and self._new("shift", slot, tasks):
                literals = self._unless(
                    slot, tasks, lambda held: prices[self.clock(slot, held).shift] >= price
                )
                enough = self.model.bool()
                self.model.clause(enough, *literals)
                self.model.cp.add(self.model.shift_cost[slot] >= price).only_enforce_if(enough)
                added += 1
        if unit.switch_price and self._new("night", slot, tasks):
            night = shift == NIGHT_SHIFT
            literals = self._unless(
                slot, tasks, lambda held: (self.clock(slot, held).shift == NIGHT_SHIFT) == night
            )
            known = self.model.night[slot] if night else self.model.night[slot].negated()
            self.model.clause(known, *literals)
            added += 1
        return added

    def _order(self, k: int, days: dict[int, frozenset[int]], slots: Sequence[int], *, soft: bool) -> int:
        """Two tasks that share a unit-day in the wrong order: the other tasks there decide it."""
        lag = self.problem.lags[k]
        slot = slots[lag.before]
        if not lag.ordered or slot != slots[lag.after]:
            return 0

        def reversed_(held: frozenset[int]) -> bool:
            if lag.before not in held or lag.after not in held:
                return False
            ordered = canonical_order(self.problem, sorted(held))
            return ordered.index(lag.before) > ordered.index(lag.after)

        tasks = days[slot]
        if not reversed_(tasks) or not self._new(f"lag {k}", slot, tasks):
            return 0
        literals = self._unless(slot, tasks, reversed_)
        self.model.clause(*literals, *([self.model.soft_lags[k]] if soft else []))
        return 1

    def _new(self, kind: str, slot: int, tasks: frozenset[int]) -> bool:
        key = (kind, slot, tasks)
        if key in self._known:
            return False
        self._known.add(key)
        return True

    def _others(self, slot: int, tasks: frozenset[int]) -> set[int]:
        """The tasks that could stand beside these: a day has one base."""
        base = self.problem.tasks[min(tasks)].base
        return {t for t in self.model.at[slot] if t not in tasks and self.problem.tasks[t].base == base}

    def _clause(self, slot: int, kept: set[int], absent: set[int]) -> list[Literal]:
        x = self.model.x
        return [x[t, slot].negated() for t in sorted(kept)] + [x[t, slot] for t in sorted(absent)]

    def _unless(self, slot: int, tasks: frozenset[int], says: Says) -> list[Literal]:
        """Literals one of which is true unless the day holds what ``says`` is true of.

        Starts from the exact set and frees a task, present or absent, when ``says`` holds for every
        completion. At least one present task stays, so that the base is known.
        """
        kept, absent = set(tasks), self._others(slot, tasks)
        free: list[int] = []
        for t in [*sorted(absent), *sorted(tasks)]:
            if len(free) >= _MOST_FREE or (t in kept and len(kept) == 1):
                break
            trial = kept - {t}
            flipped = trial if t in kept else trial | {t}
            if all(says(frozenset(flipped | extra)) for extra in _subsets(free)):
                free.append(t)
                kept.discard(t)
                absent.discard(t)
        return self._clause(slot, kept, absent)


def _span_alone(problem: Problem, s: int) -> Problem:
    """The problem in which nothing costs anything but one span."""
    free = (0,) * problem.num_dates
    span = replace(problem.spans[s], work_line=0, hold_line=0, drop_line=0, travel_line=0, extend_line=0)
    return Problem(
        num_dates=problem.num_dates,
        tasks=tuple(
            replace(task, spans=(0,) if s in task.spans else (), prices=(), opening=0)
            for task in problem.tasks
        ),
        units=tuple(Unit(unit.name, day_price=free) for unit in problem.units),
        bases=problem.bases,
        spans=(span,),
        travel_days=problem.travel_days,
        travel_price=tuple((0,) * len(problem.bases) for _ in problem.bases),
        fare=problem.fare,
    )


def _subsets(items: list[int]) -> Iterator[set[int]]:
    for size in range(len(items) + 1):
        yield from map(set, combinations(items, size))
