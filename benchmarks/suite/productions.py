"""Whole productions, from folder to verified plan: every rule checked again, every charge priced again."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from coverset.generate.making import make_up
from coverset.service.generating import generate
from coverset.service.opening import open_path
from coverset.service.planning import Effort as Planning
from coverset.service.planning import plan_production
from effort import ROOT, Effort
from plots import Axis, Series, chart
from tables import money, percent, table

KEY = "productions"
SENTENCE = (
    "The shipped example and generated productions of two films and 300 scenes: cost, bound, first plan."
)


def run(effort: Effort) -> list[dict[str, Any]]:
    """One run of each; a plan that does not verify would end the program."""
    rows = []
    with tempfile.TemporaryDirectory() as made:
        for name, folder, usual, hidden in _productions(effort, Path(made)):
            limit = effort.seconds(usual)
            opened = open_path(folder)
            began = time.monotonic()
            result = plan_production(opened, Planning(limit, None, 1, effort.workers))
            took = time.monotonic() - began
            production = result.compiled.production
            proved = result.proved()
            rows.append(
                {
                    "production": name,
                    "limit": limit,
                    "status": result.status,
                    "currency": production.currency,
                    "scenes": sum(not scene.omitted for scene in production.scenes),
                    "people": len(production.people),
                    "units": len(production.units),
                    "cost": result.cost,
                    "bound": result.bound.total,
                    "gap": None if result.gap is None else round(result.gap, 4),
                    "hidden": hidden,
                    "first_plan_at": round(result.history[0][0], 2) if result.history else None,
                    "lines_proved": sum(line.proved for line in proved.values()),
                    "lines": len(proved),
                    "steps": result.steps,
                    "seconds": round(took, 2),
                }
            )
    return rows


def _productions(effort: Effort, made: Path) -> Iterator[tuple[str, Path, float, int | None]]:
    """Name, folder, usual seconds, and the price of the plan that is known to exist."""
    if effort.quick:
        yield "two-hander", ROOT / "examples" / "two-hander", 1.0, None
    else:
        yield "grand-express", ROOT / "examples" / "grand-express", 30.0, None
    films, scenes, seeds = (1, 6, (1,)) if effort.quick else (2, 300, tuple(range(1, 11))[: effort.seeds])
    for seed in seeds:
        folder = made / f"generated-{seed}"
        findings, _ = generate(folder, films=films, scenes=scenes, seed=seed)
        assert not any(finding.severity.name == "ERROR" for finding in findings), findings
        yield f"generated, seed {seed}", folder, 60.0, _hidden(films, scenes, seed)


def _hidden(films: int, scenes: int, seed: int) -> int:
    """What the plan costs that a generated production is built round."""
    from coverset.costs import ledger
    from coverset.model.board import Board

    built = make_up(films, scenes, seed)
    return ledger(Board(built.production, built.plan)).total


def tables(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """One table: what was found, what is proved, how soon there was a plan."""
    head = (
        "production", "scenes", "units", "limit, s", "cost", "proved least", "gap", "of the plan built in",
        "first plan, s", "ledger lines proved least",
    )  # fmt: skip
    cells = [
        (
            row["production"], row["scenes"], row["units"], row["limit"],
            money(row["cost"], row["currency"]) or row["status"], money(row["bound"], row["currency"]),
            percent(row["gap"]), percent(row["cost"] / row["hidden"]) if row["cost"] and row["hidden"] else None,
            row["first_plan_at"], f"{row['lines_proved']} of {row['lines']}" if row["cost"] else None,
        )
        for row in rows
    ]  # fmt: skip
    return {KEY: table(head, cells)}


def plots(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Bound, plan and the plan built in, as shares of the plan's cost."""
    found = [row for row in rows if row["cost"]]
    if not found:
        return {}
    names = tuple(row["production"] for row in found)
    hidden = tuple((row["hidden"] / row["cost"], float(k)) for k, row in enumerate(found) if row["hidden"])
    marks = [
        Series(
            "proved bound", tuple((r["bound"] / r["cost"], float(k)) for k, r in enumerate(found)), "ring", 2
        ),
        Series("plan", tuple((1.0, float(k)) for k in range(len(found))), "dot", 0),
        Series("plan built in", hidden, "ring", 1),
    ]
    low = min([0.6, *(row["bound"] / row["cost"] for row in found)])
    high = max([1.1, *(share for share, _ in hidden)])
    across = Axis("cost as a share of the plan's", round(low - 0.05, 1), round(high + 0.05, 1))
    up = Axis("", len(names) - 0.5, -0.5, names=names)
    return {"productions": chart("Whole productions: what is proved, found and built in", across, up, marks)}
