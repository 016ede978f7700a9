"""The exact engine with the fewest changed calls as its objective, a round at a time, taught by the clock between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from coverset.problem import Problem, evaluate
from coverset.solve.bound.domains import domains
from coverset.solve.calls import Calls

_WORKERS = 2
_MOST = 12
"""Assignments handed back at most: each is run through the clock."""


class Placing:
    """A problem with few tasks free, as a model that counts changed calls and knows no money.

    ``possible`` turns false when it is proved that nothing can be placed so, ``met`` true with the first candidate,
    ``done`` when nothing better can be placed.
    """

    def __init__(self, problem: Problem, calls: Calls) -> None:
        self.problem, self.calls = problem, calls
        self.done = self.met = False
        self._rounds = 0
        slots = domains(problem)
        self.possible = all(slots)
        if not self.possible:
            return
        from coverset.solve.cpsat.cuts import Cuts
        from coverset.solve.cpsat.model import Model

        self._model = Model(_concerned(problem, slots), slots, priced=False)
        self._cuts = Cuts(self._model)
        self._model.cp.minimize(sum(self._terms()))

    def candidates(self, hint: Sequence[int], seconds: float) -> list[tuple[int, ...]]:
        """What one round finds, fewest changes first; the clock may still find fault with any of it."""
        from ortools.sat.python import cp_model

        model, seen = self._model, list[tuple[int, ...]]()

        class _Watch(cp_model.CpSolverSolutionCallback):
            def on_solution_callback(self) -> None:
                taken = {t: slot for (t, slot), literal in model.x.items() if self.boolean_value(literal)}
                seen.append(tuple(taken[t] for t in range(len(taken))))

        model.cp.clear_hints()
        for (t, slot), literal in model.x.items():
            model.cp.add_hint(literal, hint[t] == slot)
        self._rounds += 1
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(0.01, seconds)
        solver.parameters.num_workers = _WORKERS
        solver.parameters.random_seed = self._rounds
        # It would leave the process without Python's way to hear of Ctrl-C.
        solver.parameters.catch_sigint_signal = False
        status = solver.solve(model.cp, _Watch())
        found = seen[::-1][:_MOST]
        self.possible = self.possible and status != cp_model.INFEASIBLE
        self.met = self.met or bool(found)
        self.done = status == cp_model.OPTIMAL and not evaluate(self.problem, found[0]).violations
        return found

    def keeps(self, slots: Sequence[int]) -> bool:
        """Whether a candidate breaks nothing; what it breaks no later one will break."""
        broken = evaluate(self.problem, slots).violations
        if broken and not self._cuts.add(slots, broken):
            self._cuts.exclude(slots)
        return not broken

    def _terms(self) -> Iterator[Any]:
        """New calls less kept ones, by their notice."""
        calls = self.calls
        for (s, day), called in self._model.works.items():
            if s in calls.old and day >= calls.today:
                times = calls.times[day]
                yield (-times if day in calls.old[s] else times) * called


def _concerned(problem: Problem, slots: Sequence[Sequence[int]]) -> Problem:
    """The problem without the people and hires whose every task is held: nothing about them can change."""
    free = {s for task, own in zip(problem.tasks, slots, strict=True) if len(own) > 1 for s in task.spans}
    tasks = tuple(replace(task, spans=tuple(s for s in task.spans if s in free)) for task in problem.tasks)
    return replace(problem, tasks=tasks)
