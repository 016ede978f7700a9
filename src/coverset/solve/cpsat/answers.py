"""One run of CP-SAT on a model, and every assignment that it passed on the way."""

from __future__ import annotations

import threading
from collections.abc import Callable

from coverset.solve.cpsat.model import Model

_MOST = 20
"""Assignments handed back at most: each is run through the clock, and the last ones are the cheapest."""


_LOOK_EVERY = 0.1


def candidates(
    model: Model, seconds: float, workers: int, should_stop: Callable[[], bool] | None = None
) -> tuple[str, int, list[tuple[int, ...]]]:
    """Solve the relaxation: "optimal", "infeasible" or "unknown", its bound, and its solutions, best first.

    ``should_stop`` is asked ten times a second, in a thread of its own, and ends the run as its seconds do.
    """
    from ortools.sat.python import cp_model

    seen: list[tuple[int, ...]] = []

    class _Watch(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            taken = {t: slot for (t, slot), literal in model.x.items() if self.boolean_value(literal)}
            seen.append(tuple(taken[t] for t in range(len(taken))))

    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.01, seconds)
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = 1
    over = threading.Event()

    def stop_when_told() -> None:
        while should_stop is not None and not over.wait(_LOOK_EVERY):
            if should_stop():
                solver.stop_search()

    asking = threading.Thread(target=stop_when_told, daemon=True)
    if should_stop is not None:
        asking.start()
    try:
        status = solver.solve(model.cp, _Watch())
    finally:
        over.set()
        if should_stop is not None:
            asking.join()
    if status == cp_model.INFEASIBLE:
        return "infeasible", 0, []
    if status == cp_model.MODEL_INVALID:
        raise RuntimeError(f"the exact engine built an invalid model: {model.cp.validate()}")
    proved = -(-round(solver.best_objective_bound * 1000) // 1000) if seen else 0
    return ("optimal" if status == cp_model.OPTIMAL else "unknown"), proved, seen[::-1][:_MOST]
