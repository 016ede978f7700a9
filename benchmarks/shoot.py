"""How well the search does on the shoot family: shoot.py FILE --time S --workers N --seed K [--rival] [--json].

FILE is an instance as `shoot_family` describes it; `shoot_generate` writes new ones. The plan is priced and checked
by the family's own rules, and the program fails when the package disagrees. JSON: assignment (a date a scene, in
file order; null without a plan), cost, lines, bound, seconds, history. ``--rival`` runs CP-SAT alone as well, on
the same problem, with the same time and threads. Answers 0 with a plan, 1 without, 3 for a file it cannot use.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import shoot_family as family
from coverset.problem import Problem, evaluate
from coverset.solve.bound import lower_bound
from coverset.solve.search import search
from inputs import UnusableError, count_given, plainly, seconds_given

_PROVING = 15.0
"""The search comes first; the bound gets the last tenth of the time, at most so many seconds."""

_LABELS = 2000


def solved(
    shoot: family.Shoot,
    *,
    seconds: float | None,
    steps: int | None = None,
    seed: int = 1,
    workers: int = 1,
    bound: bool = True,
    rival: bool = False,
) -> dict[str, Any]:
    """Bound and search one instance, both within the seconds, and everything to be said about the outcome."""
    problem = family.problem_of(shoot)
    began = time.monotonic()
    # Limited by moves, nothing may depend on the clock, the bound included.
    labels = _LABELS if seconds is None else None
    proving = min(_PROVING, (seconds or 0.0) / 10) if bound else 0.0
    left = None if seconds is None else max(0.05, seconds - proving)
    result = search(problem, seconds=left, steps=steps, seed=seed, workers=workers)
    searched = time.monotonic() - began
    rest = None if seconds is None else max(0.05, seconds - searched)
    least = lower_bound(problem, seconds=rest if rest is not None else 1.0, labels=labels) if bound else None
    took = time.monotonic() - began
    found = result.best or result.nearest
    dates = family.dates_of(shoot, found.slots)
    cost, lines, broken = _checked(shoot, problem, found.slots)
    outcome: dict[str, Any] = {
        "seed": seed,
        "workers": workers,
        "feasible": not broken,
        "cost": cost if not broken else None,
        "lines": lines,
        "broken": broken[:10],
        "bound": least.total if least else None,
        "bound_lines": dict(zip(problem.lines, least.by_line, strict=True)) if least else None,
        "gap": round((cost - least.total) / cost, 4) if least and not broken and cost else None,
        "seconds": round(took, 2),
        "found_at": round(found.seconds, 2),
        "first_feasible_at": round(result.history[0].seconds, 2) if result.history else None,
        "steps": result.steps,
        "steps_a_second": round(result.steps / max(searched, 1e-9)),
        "compiled": result.compiled,
        "history": [[round(step.seconds, 2), step.cost] for step in result.history],
        "assignment": dates if not broken else None,
    }
    if rival:
        assert seconds is not None, "CP-SAT alone is given the same seconds, so some must be given"
        outcome["rival"] = alone(shoot, problem, seconds, workers)
    return outcome


def _checked(
    shoot: family.Shoot, problem: Problem, slots: Sequence[int]
) -> tuple[int, dict[str, int], list[str]]:
    """Cost, ledger lines and what is broken.

    The family's own rules and the package must agree on what is broken at all, and on every price of a plan.
    """
    truth = evaluate(problem, slots)
    by_line = dict(zip(problem.lines, truth.by_line, strict=True))
    priced, broken = family.priced(shoot, family.dates_of(shoot, tuple(slots)))
    ours = {name: by_line[name] for name in ("days", "moves", "rig")}
    ours["cast"] = by_line["work"] + by_line["hold"] + by_line["drop"]
    if bool(broken) == truth.feasible or (not broken and priced != ours):
        raise AssertionError(f"the package says {ours}, the family's rules {priced} and {broken[:5]}")
    return truth.cost, by_line, broken


def alone(shoot: family.Shoot, problem: Problem, seconds: float, workers: int) -> dict[str, Any]:
    """CP-SAT alone on the same problem: its plan priced by the family's rules too, and its bound."""
    from coverset.solve.cpsat import solve

    began = time.monotonic()
    history: list[list[float]] = []
    exact = solve(
        problem,
        seconds=seconds,
        workers=workers,
        on_better=lambda _, cost: history.append([round(time.monotonic() - began, 2), cost]),
    )
    answer = {
        "status": exact.status,
        "cost": None,
        "bound": exact.bound,
        "seconds": round(time.monotonic() - began, 2),
        "history": history,
    }
    if exact.slots is not None:
        answer["cost"], _, broken = _checked(shoot, problem, exact.slots)
        assert not broken, broken[:5]
    return answer


def main(given: Sequence[str] | None = None) -> int:
    """Run from the command line; 0 when the plan found breaks nothing, 1 without a plan, 3 without a file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--time", type=seconds_given, default=None, help="seconds to search (20)")
    parser.add_argument(
        "--steps", type=count_given, default=None, help="moves a worker, for a reproducible run"
    )
    parser.add_argument("--workers", type=count_given, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rival", action="store_true", help="run CP-SAT alone as well, as long")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--no-bound", dest="bound", action="store_false", help="leave the lower bound out")
    args = parser.parse_args(given)
    if args.time is None and (args.steps is None or args.rival):
        args.time = 20.0
    try:
        shoot = family.read(args.file)
    except (UnusableError, OSError) as error:
        print(plainly(error), file=sys.stderr)
        return 3
    outcome = {"instance": args.file.name} | solved(
        shoot,
        seconds=args.time,
        steps=args.steps,
        seed=args.seed,
        workers=args.workers,
        bound=args.bound,
        rival=args.rival,
    )
    if args.json:
        print(json.dumps(outcome))
    else:
        for key, value in outcome.items():
            if key not in ("assignment", "history"):
                print(f"{key:18} {value}")
    return 0 if outcome["feasible"] else 1


if __name__ == "__main__":
    sys.exit(main())
