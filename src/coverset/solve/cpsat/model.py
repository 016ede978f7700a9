"""Posting a problem to CP-SAT: exact wherever it is linear, a relaxation wherever the clock decides.

The clock decides the light, rest by the hour, shifts and the order inside a day; `cuts` repairs those, and
the drops that a span must take whether or not they save.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from coverset.problem import DARK, DAYLIGHT, Problem, Unit
from coverset.solve.bound.domains import light_minutes
from coverset.solve.cpsat.guards import Active, everything

Literal = Any
"""A Boolean variable of CP-SAT or its negation."""


class Model:
    """A CP-SAT model of a problem: `x` by (task, slot), and what the cuts speak about.

    ``slots`` are the slots each task may take. With ``priced`` false there is no objective, and ``active``
    says which hard constraints count.
    """

    def __init__(
        self,
        problem: Problem,
        slots: Sequence[Sequence[int]],
        *,
        priced: bool = True,
        active: Active = everything,
    ) -> None:
        from ortools.sat.python import cp_model

        from coverset.solve.cpsat.spans import post_span
        from coverset.solve.cpsat.units import post_unit

        self.problem, self.priced, self.active = problem, priced, active
        self.cp: Any = cp_model.CpModel()
        self.x: dict[tuple[int, int], Literal] = {}
        self.at: dict[int, list[int]] = defaultdict(list)
        self.used: dict[int, Literal] = {}
        self.base: dict[tuple[int, int], Literal] = {}
        self.shift_cost: dict[int, Any] = {}
        self.night: dict[int, Literal] = {}
        self.works: dict[tuple[int, int], Literal] = {}
        self.engagement: dict[int, Any] = {}
        self.soft_lags: dict[int, Literal] = {}
        self.terms: list[Any] = []
        for t, own in enumerate(slots):
            for slot in own:
                self.x[t, slot] = self.cp.new_bool_var(f"task {t} on {slot}")
                self.at[slot].append(t)
            self.cp.add_exactly_one(self.x[t, slot] for slot in own)
        for u, unit in enumerate(problem.units):
            self._unit_days(u, unit)
            post_unit(self, u, unit)
        for s, span in enumerate(problem.spans):
            post_span(self, s, span)
        self._lags(slots)
        self._apart(slots)
        if priced:
            for t, task in enumerate(problem.tasks):
                self.terms += [
                    price * self.x[t, slot] for slot, _, price in task.prices if (t, slot) in self.x
                ]
            self.cp.minimize(self.objective)

    @property
    def objective(self) -> Any:
        """What the relaxation charges."""
        return sum(self.terms)

    def dates(self, u: int) -> list[int]:
        """The dates on which a unit could work."""
        dates = self.problem.num_dates
        return [slot - u * dates for slot in sorted(self.at) if slot // dates == u]

    def bool(self, name: str = "") -> Literal:
        """A new Boolean."""
        return self.cp.new_bool_var(name)

    def any_of(self, literals: Iterable[Literal], name: str = "") -> Literal:
        """A Boolean that is true exactly when one of the literals is."""
        listed = list(literals)
        if len(listed) == 1:
            return listed[0]
        either = self.bool(name)
        self.cp.add_bool_or([*listed, either.negated()])
        for literal in listed:
            self.cp.add_implication(literal, either)
        return either

    def clause(self, *literals: Literal) -> None:
        """At least one of the literals is true."""
        self.cp.add_bool_or(list(literals))

    def charge(self, price: int, *conditions: Literal) -> None:
        """Charge a price, of either sign, when all conditions hold."""
        if not price or not self.priced:
            return
        if len(conditions) == 1:
            self.terms.append(price * conditions[0])
            return
        charged = self.bool()
        if price > 0:
            self.clause(charged, *(literal.negated() for literal in conditions))
        else:
            for literal in conditions:
                self.cp.add_implication(charged, literal)
        self.terms.append(price * charged)

    def rises(self, low: int, high: int, *parts: Any) -> Any:
        """A new whole number of at least every part, for the objective to press down."""
        number = self.cp.new_int_var(low, max(low, high), "")
        for part in parts:
            self.cp.add(number >= part)
        return number

    def _unit_days(self, u: int, unit: Unit) -> None:
        """One base a day, and the light as far as minutes tell."""
        problem = self.problem
        for d in self.dates(u):
            slot = problem.slot(u, d)
            tasks = self.at[slot]
            self.used[slot] = self.any_of(self.x[t, slot] for t in tasks)
            bases = sorted({problem.tasks[t].base for t in tasks})
            for b in bases:
                here = [t for t in tasks if problem.tasks[t].base == b]
                self.base[slot, b] = self.any_of(self.x[t, slot] for t in here)
                for light, kind in ((DAYLIGHT, "daylight"), (DARK, "dark")):
                    if self.active(kind, (u,)):
                        lit = [t for t in here if problem.tasks[t].light == light]
                        minutes = sum(problem.tasks[t].minutes * self.x[t, slot] for t in lit)
                        if lit:
                            self.cp.add(minutes <= light_minutes(problem, b, light, d))
            if len(bases) > 1:
                self.cp.add_at_most_one(self.base[slot, b] for b in bases)

    def _lags(self, slots: Sequence[Sequence[int]]) -> None:
        problem, dates = self.problem, self.problem.num_dates
        for k, lag in enumerate(problem.lags):
            if not lag.price and not self.active("lag", (k,)):
                continue
            broken = self.bool() if lag.price else None
            a, b = lag.before, lag.after
            gap = sum((s % dates) * self.x[b, s] for s in slots[b]) - sum(
                (s % dates) * self.x[a, s] for s in slots[a]
            )
            rules = [self.cp.add(gap >= lag.least)]
            if lag.most >= 0:
                rules.append(self.cp.add(gap <= lag.most))
            if lag.ordered:
                rules += [
                    self.cp.add_bool_or(self.x[a, s].negated(), self.x[b, z].negated())
                    for s in slots[a]
                    for z in slots[b]
                    if s % dates == z % dates and s != z
                ]
            if broken is not None:
                for rule in rules:
                    rule.only_enforce_if(broken.negated())
                self.soft_lags[k] = broken
                self.charge(lag.price, broken)

    def _apart(self, slots: Sequence[Sequence[int]]) -> None:
        dates = self.problem.num_dates
        for pair in self.problem.apart:
            if self.active("apart", pair):
                a, b = pair
                for s in slots[a]:
                    for z in slots[b]:
                        if s % dates == z % dates:
                            self.clause(self.x[a, s].negated(), self.x[b, z].negated())
