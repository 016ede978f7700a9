"""The exact engine with the fewest changed calls as its objective, a round at a time, taught by the clock between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from coverset.problem import Problem, evaluate
from coverset.solve.bound.domains import domains
from coverset.solve.calls import Calls

_WORKERS = 2


class Placing:
    """A problem with few tasks free, as a model that counts changed calls and knows no money.

    ``possible`` turns false when it is proved that nothing can be placed so, ``fruitful`` when a round found nothing,
    ``done`` turns true when nothing better can be placed.
    """

    def __init__(self, problem: Problem, calls: Calls) -> None:
        self.problem, self.calls = problem, calls
        self.done = False
        slots = domains(problem)
        self.possible = self.fruitful = all(slots)
        if not self.possible:
            return
        from coverset.solve.cpsat.cuts import Cuts
        from coverset.solve.cpsat.model import Model

        self._model = Model(problem, slots, priced=False)
        self._cuts = Cuts(self._model)
        self._model.cp.minimize(sum(self._terms()))

    def candidates(self, hint: Sequence[int], seconds: float) -> list[tuple[int, ...]]:
        """What one round finds, fewest changes first; the clock may still find fault with any of it."""
        from coverset.solve.cpsat.answers import candidates

        model = self._model
        model.cp.clear_hints()
        for (t, slot), literal in model.x.items():
            model.cp.add_hint(literal, hint[t] == slot)
        status, _, found = candidates(model, seconds, _WORKERS)
        self.possible = self.possible and (status != "infeasible" or bool(found))
        self.fruitful = bool(found)
        self.done = status == "optimal" and not evaluate(self.problem, found[0]).violations
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
