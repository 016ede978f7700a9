"""How well the search does on the shoot family: shoot.py FILE --time S --workers N --seed K --json.

FILE is an instance as `shoot_family` describes it; ``--invent SEED FILE`` writes a new one there first.
The plan found is priced and checked by the family's own rules, and the program fails when the package
disagrees. JSON: assignment (a date a scene, in file order), cost, by line, bound, seconds, history.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

import shoot_family as family
from coverset.problem import Problem, evaluate
from coverset.solve.search import search


def bound_of(problem: Problem) -> int | None:
    """The proved lower bound, where the package has one."""
    try:
        from coverset.solve.bound import lower_bound
    except ImportError:
        return None
    bound: Any = lower_bound(problem)
    return int(getattr(bound, "total", getattr(bound, "cost", bound)))


def solved(args: argparse.Namespace) -> dict[str, Any]:
    """Search one instance, and everything to be said about the outcome."""
    shoot = family.read(args.file)
    problem = family.problem_of(shoot)
    began = time.monotonic()
    result = search(problem, seconds=args.time, steps=args.steps, seed=args.seed, workers=args.workers)
    seconds = time.monotonic() - began
    found = result.best or result.nearest
    dates = family.dates_of(shoot, found.slots)
    lines, broken = family.priced(shoot, dates)
    truth = evaluate(problem, found.slots)
    if sum(lines.values()) != truth.cost or bool(broken) == truth.feasible:
        raise SystemExit(f"the package says {truth.cost}, the family's rules {lines} and {broken[:5]}")
    return {
        "instance": args.file.name,
        "feasible": not broken,
        "cost": truth.cost,
        "lines": dict(zip(problem.lines, truth.by_line, strict=True)),
        "broken": broken[:10],
        "bound": bound_of(problem) if args.bound else None,
        "seconds": round(seconds, 2),
        "found_at": round(found.seconds, 2),
        "first_feasible_at": round(result.history[0].seconds, 2) if result.history else None,
        "steps": result.steps,
        "steps_a_second": round(result.steps / max(seconds, 1e-9)),
        "compiled": result.compiled,
        "history": [[round(step.seconds, 2), step.cost] for step in result.history],
        "assignment": dates,
    }


def main() -> int:
    """Run from the command line; 0 when the plan found breaks nothing."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("file", type=Path)
    parser.add_argument("--time", type=float, default=None, help="seconds to search")
    parser.add_argument("--steps", type=int, default=None, help="moves a worker, for a reproducible run")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument("--no-bound", dest="bound", action="store_false", help="leave the lower bound out")
    parser.add_argument("--invent", type=int, default=None, metavar="SEED", help="write a new instance first")
    args = parser.parse_args()
    if args.time is None and args.steps is None:
        args.time = 20.0
    if args.invent is not None:
        args.file.write_text(family.written(family.invented(args.invent)))
    outcome = solved(args)
    if args.json:
        print(json.dumps(outcome))
    else:
        for key, value in outcome.items():
            if key not in ("assignment", "history"):
                print(f"{key:18} {value}")
    return 0 if outcome["feasible"] else 1


if __name__ == "__main__":
    sys.exit(main())
