"""How the time to a good plan grows with the shoot: 100 to 800 scenes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import shoot
import shoot_generate
from effort import Effort
from plots import Axis, Series, chart, fitted
from suite.shoot import thinned
from tables import percent, table

KEY = "growth"
SENTENCE = "Seconds to within 5 % of the plan of a long run, by the number of scenes."

_SIZES = (100, 200, 400, 800)
_WITHIN = 1.05


def run(effort: Effort) -> list[dict[str, Any]]:
    """A long run of each size, then runs of 1/4, 1/2, 1, 2, 4... seconds until one comes within 5 % of it.

    Cooling follows the time that a run is given, so a long run is hot where a short one is done: how soon a
    good plan can be had is the shortest run that finds one, not the moment in the long run.
    """
    rows = []
    for scenes in (60, 90) if effort.quick else _SIZES:
        made, _ = shoot_generate.generated(1, shoot_generate.grown(scenes))
        limit = 2.0 if effort.quick else effort.long
        long = shoot.solved(made, seconds=limit, seed=1, workers=effort.workers)
        tried: list[dict[str, Any]] = []
        budget = 1.0 if effort.quick else 0.25
        while long["feasible"] and budget < limit:
            short = shoot.solved(made, seconds=budget, seed=2, workers=effort.workers, bound=False)
            tried.append({"seconds": budget, "cost": short["cost"], "first": short["first_feasible_at"]})
            if short["feasible"] and short["cost"] <= _WITHIN * long["cost"]:
                break
            budget *= 2
        long["history"] = thinned(long["history"])
        rows.append({"scenes": scenes, "dates": made.dates, "limit": limit, "runs": tried, **long})
    return rows


def _enough(row: dict[str, Any]) -> float | None:
    """The shortest run that came within 5 %, or None when none did before the long run's own time."""
    close = [run for run in row["runs"] if run["cost"] is not None and run["cost"] <= _WITHIN * row["cost"]]
    return float(close[0]["seconds"]) if close else None


def tables(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Every size, and the exponent of the power law through the times."""
    head = (
        "scenes", "dates a film", "long run, s", "its cost", "bound", "gap", "first plan, s", "moves a second",
        "shortest run within 5 %, s",
    )  # fmt: skip
    cells = [
        (
            str(row["scenes"]), row["dates"], row["limit"], row["cost"], row["bound"], percent(row["gap"]),
            row["first_feasible_at"], row["steps_a_second"],
            _enough(row) if _enough(row) is not None or not row["runs"] else f">{row['runs'][-1]['seconds']:g}",
        )
        for row in rows
    ]  # fmt: skip
    return {KEY: table(head, cells), "growth-fit": _fit_sentence(rows)}


def _fit_sentence(rows: Sequence[dict[str, Any]]) -> str:
    law = fitted(_points(rows))
    if law is None:
        return "Too few sizes came within 5 % to fit an exponent.\n"
    sizes = ", ".join(f"{scenes:g}" for scenes, _ in _points(rows))
    return f"Fitted over {sizes} scenes: seconds grow as scenes to the power {law[0]:.1f}.\n"


def _points(rows: Sequence[dict[str, Any]]) -> list[tuple[float, float]]:
    return [(float(row["scenes"]), enough) for row in rows if (enough := _enough(row)) is not None]


def plots(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Scenes against seconds, both by powers, with the fitted law."""
    points = _points(rows)
    first = [(float(r["scenes"]), max(0.05, r["first_feasible_at"])) for r in rows if r["feasible"]]
    if not first:
        return {}
    marks = [
        Series("shortest run within 5 %", tuple(points), "dot", 0),
        Series("first plan of the long run", tuple(first), "ring", 2),
    ]
    law = fitted(points)
    if law is not None:
        ends = (points[0][0], points[-1][0])
        line = tuple((scenes, law[1] * scenes ** law[0]) for scenes in ends)
        marks.insert(1, Series(f"power {law[0]:.1f}", line, "dash", 0))
    seconds = [y for one in marks for _, y in one.points]
    sizes = tuple(float(row["scenes"]) for row in rows)
    across = Axis("scenes", sizes[0] * 0.8, sizes[-1] * 1.25, log=True, marks=sizes)
    up = Axis("seconds", min(seconds) / 1.5, max(seconds) * 1.5, log=True)
    return {"growth": chart("How the time to a good plan grows", across, up, marks)}
