"""Fewest day and night units for a script: day_units.py SCRIPT BREAKDOWN --time S [--reading craft] [--json].

SCRIPT is a Fountain screenplay, BREAKDOWN the JSON of its scenes (number, location, int_ext, day_night, eighths);
the rules stand in `day_units_family`. The plan is found by the search, bounded by the bound and by counting, and
priced and checked again by rules of its own. Answers 0 with a plan, 1 without, 3 for a file it cannot use.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import day_units_family as family
from coverset.problem import evaluate
from coverset.solve.bound import lower_bound
from coverset.solve.search import Found, compiled, search
from inputs import UnusableError, count_given, plainly, seconds_given

_FIRST = 0.15


def solved(
    scenes: Sequence[family.Scene],
    reading: str,
    *,
    seconds: float,
    seed: int = 1,
    workers: int = 2,
    rival: bool = False,
) -> dict[str, Any]:
    """Everything to be said of one run under one reading. It ends early when what it found is proved least."""
    problem = family.problem_of(scenes, reading)
    counted = family.least(scenes, reading)
    price = problem.units[0].day_price[0]
    began = time.monotonic()
    bound = lower_bound(problem, seconds=min(1.0, seconds / 10))
    proved_days = max(counted["days"], -(-bound.by_line[0] // price))
    proved_visits = max(counted["location-days"], bound.by_line[1])
    ends = began + seconds
    history: list[Found] = []
    steps = 0

    def better(found: Found) -> None:
        if not history or found.cost < history[-1].cost:
            history.append(replace(found, seconds=time.monotonic() - began))

    def stop() -> bool:
        return bool(history) and history[-1].cost <= price * proved_days + proved_visits

    # A first plan of any number of days; then, for the rest of the time, none of more days than are proved needed.
    for form, share in ((problem, _FIRST), (family.held_to(problem, proved_days), 1.0)):
        left = share * (ends - time.monotonic())
        if left > 0 and not stop():
            found_now = search(
                form,
                seconds=max(0.05, left),
                steps=None,
                seed=seed,
                workers=workers,
                on_better=better,
                should_stop=stop,
            )
            steps += found_now.steps
    took = time.monotonic() - began
    found = history[-1] if history else None
    outcome: dict[str, Any] = {
        "engine": "coverset",
        "reading": reading,
        "seed": seed,
        "feasible": found is not None,
        "proved_days": proved_days,
        "proved_location_days": proved_visits,
        "engine_bound_days": -(-bound.by_line[0] // price),
        "counted_days": counted["days"],
        "seconds": round(took, 2),
        "compiled": compiled,
        "steps": steps,
    }
    if found is not None:
        figures, broken = family.priced(scenes, found.slots, reading)
        truth = evaluate(problem, found.slots)
        if broken or truth.by_line != (price * figures["days"], figures["location-days"]):
            raise AssertionError(
                f"the package says {truth.by_line}, the rules say {figures} and {broken[:5]}"
            )
        outcome |= figures
        outcome["days_proved_least"] = figures["days"] == proved_days
        outcome["location_days_proved_least"] = figures["location-days"] == proved_visits
        outcome["found_at"] = round(found.seconds, 2)
        outcome["history"] = [[round(p.seconds, 2), *divmod(p.cost, price)] for p in history]
        outcome["assignment"] = list(found.slots)
    if rival:
        outcome["rival"] = alone(scenes, reading, seconds, workers)
    return outcome


def alone(scenes: Sequence[family.Scene], reading: str, seconds: float, workers: int) -> dict[str, Any]:
    """CP-SAT alone on the same problem, its plan priced by the same rules; what it proves counts the bound's days."""
    from coverset.solve.cpsat import solve

    problem = family.problem_of(scenes, reading)
    price = problem.units[0].day_price[0]
    began = time.monotonic()
    exact = solve(problem, seconds=seconds, workers=workers)
    answer: dict[str, Any] = {
        "engine": "cpsat",
        "reading": reading,
        "seed": 1,
        "status": exact.status,
        "feasible": exact.slots is not None,
        # A plan has no more location-days than scenes: what the bound is above them is days.
        "proved_days": max(0, -(-(exact.bound - len(scenes)) // price)),
        "proved_location_days": None,
        "seconds": round(time.monotonic() - began, 2),
    }
    if exact.slots is not None:
        figures, broken = family.priced(scenes, exact.slots, reading)
        assert not broken, broken[:5]
        answer |= figures
    return answer


def main(given: Sequence[str] | None = None) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("script", type=Path)
    parser.add_argument("breakdown", type=Path)
    parser.add_argument("--time", type=seconds_given, default=10.0, help="seconds for each reading")
    parser.add_argument("--reading", choices=(*family.READINGS, "both"), default=family.PUBLISHED)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=count_given, default=2)
    parser.add_argument("--rival", action="store_true", help="run CP-SAT alone as well, as long")
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    args = parser.parse_args(given)
    try:
        scenes = family.read(args.breakdown)
        family.compare(scenes, args.script)
    except (UnusableError, OSError) as error:
        print(plainly(error), file=sys.stderr)
        return 3
    readings = family.READINGS if args.reading == "both" else (args.reading,)
    runs = [
        solved(scenes, reading, seconds=args.time, seed=args.seed, workers=args.workers, rival=args.rival)
        for reading in readings
    ]
    if args.json:
        print(json.dumps(runs[0] if len(runs) == 1 else runs))
    else:
        for run in runs:
            print(sentence(run))
    return 0 if all(run["feasible"] for run in runs) else 1


def sentence(run: dict[str, Any]) -> str:
    """One run in words."""
    if not run["feasible"]:
        return f"{run['reading']}: no plan in {run['seconds']} s; at least {run['proved_days']} days."
    days = "proved least" if run["days_proved_least"] else f"at least {run['proved_days']} proved"
    visits = (
        "proved least" if run["location_days_proved_least"] else f"at least {run['proved_location_days']}"
    )
    return (
        f"{run['reading']}: {run['days']} days ({days}), {run['nights']} of them nights, {run['location-days']} "
        f"location-days ({visits}), so {run['moves']} moves within days; found after {run['found_at']} s."
    )


if __name__ == "__main__":
    sys.exit(main())
