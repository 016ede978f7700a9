"""The published model of the other scheduler, written by us from its description, for CP-SAT.

Stripboard (github.com/hvaler/stripboard-dev, Apache-2.0), adr/ADR-012: which date each scene is shot on, whether a
date is a night unit, which places it visits; a horizon of as many dates as scenes; days before location-days before
earliness, by weights that cannot invert. None of its code is used.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import day_units_family as family


def solved(scenes: Sequence[family.Scene], seconds: float, workers: int) -> dict[str, Any]:
    """What CP-SAT finds and proves on that model, priced by the rules of the family."""
    from ortools.sat.python import cp_model

    began = time.monotonic()
    model = cp_model.CpModel()
    dates = range(max(10, len(scenes)))
    places = sorted({scene.place for scene in scenes})
    used = [model.new_bool_var("") for _ in dates]
    night = [model.new_bool_var("") for _ in dates]
    at = {(place, d): model.new_bool_var("") for place in places for d in dates}
    shot = {(s, d): model.new_bool_var("") for s in range(len(scenes)) for d in dates}
    for d in dates:
        model.add_implication(night[d], used[d])
        work = [scene.minutes * shot[s, d] for s, scene in enumerate(scenes)]
        work += [family.MOVE * at[place, d] for place in places]
        model.add(sum(work) - family.MOVE * used[d] <= family.LONGEST)
    for s, scene in enumerate(scenes):
        model.add_exactly_one(shot[s, d] for d in dates)
        for d in dates:
            model.add_implication(shot[s, d], used[d])
            model.add_implication(shot[s, d], night[d] if scene.night else night[d].negated())
            model.add_implication(shot[s, d], at[scene.place, d])
    for before, after in pairwise(dates):
        model.add_bool_or(night[before].negated(), used[after].negated(), night[after])
    visit = len(dates) ** 2 + 1
    day = visit * (len(places) * len(dates) + 1)
    rest = visit * len(scenes) + sum(dates)
    model.minimize(sum((day + d) * used[d] for d in dates) + visit * sum(at.values()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.1, seconds - (time.monotonic() - began))
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = 1
    status = solver.solve(model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    answer: dict[str, Any] = {
        "engine": "published model",
        "reading": family.PUBLISHED,
        "seed": 1,
        "status": solver.status_name(status).lower(),
        "feasible": found,
        # No plan of fewest location-days has more of them than scenes: what is above them is days.
        "proved_days": max(0, -(-(int(solver.best_objective_bound) - rest) // day)) if found else None,
        "proved_location_days": None,
        "seconds": round(time.monotonic() - began, 2),
    }
    if found:
        held: dict[int, int] = defaultdict(int)
        for (s, d), literal in shot.items():
            if solver.boolean_value(literal):
                held[s] = d
        figures, broken = family.priced(scenes, [held[s] for s in range(len(scenes))], family.PUBLISHED)
        if broken:
            raise AssertionError(f"the published model breaks its own rules: {broken[:5]}")
        answer |= figures
    return answer
