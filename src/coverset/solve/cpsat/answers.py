"""One run of CP-SAT on a model, and every assignment that it passed on the way."""

from __future__ import annotations

from coverset.solve.cpsat.model import Model

_MOST = 20
"""Assignments handed back at most: each is run through the clock, and the last ones are the cheapest."""


def candidates(model: Model, seconds: float, workers: int) -> tuple[str, int, list[tuple[int, ...]]]:
    """Solve the relaxation: "optimal", "infeasible" or "unknown", its bound, and its solutions, best first."""
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
    status = solver.solve(model.cp, _Watch())
    if status == cp_model.INFEASIBLE:
        return "infeasible", 0, []
    if status == cp_model.MODEL_INVALID:
        raise RuntimeError(f"the exact engine built an invalid model: {model.cp.validate()}")
    proved = -(-round(solver.best_objective_bound * 1000) // 1000) if seen else 0
    return ("optimal" if status == cp_model.OPTIMAL else "unknown"), proved, seen[::-1][:_MOST]
