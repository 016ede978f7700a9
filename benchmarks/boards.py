"""A board as it stands beside our plan of it: python benchmarks/boards.py BOARD.uss [--time S] [--seeds N] [--json]

Both are counted by the same functions. "Raw" counts follow the board's own shoot days: a hold is a shoot day
between a person's first and last on which they do not work, and a set change any change of set from one strip
to the next, overnight included; the ledger's counts follow its policy (drops, days off).
"""

from __future__ import annotations

import argparse
import json
import sys
from itertools import pairwise
from pathlib import Path

from coverset.costs import ledger
from coverset.model.board import Board
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.model.scenes import Activity, Scene
from coverset.rules import check
from coverset.service.opening import open_path
from coverset.service.planning import Effort, plan_production
from coverset.service.summary import summarise


def _place(task: Scene | Activity) -> str:
    return task.set if isinstance(task, Scene) else task.location


def counts(production: Production, plan: Plan) -> dict[str, object]:
    """Everything the table shows of one board."""
    board = Board(production, plan)
    summary = summarise(board)
    sets = [_place(production.tasks[task]) for day in board.days for task in day.tasks]
    raw_hold = 0
    for person in production.people:
        days = [k for k, day in enumerate(board.days) if board.worked_by(person.id).get(day.day)]
        if days:
            raw_hold += days[-1] - days[0] + 1 - len(days)
    return {
        "shoot_days": summary.shoot_days,
        "cast_days_worked": summary.work_days,
        "raw_hold_days": raw_hold,
        "hold_days": summary.hold_days,
        "drop_days": summary.drop_days,
        "raw_set_changes": sum(a != b for a, b in pairwise(sets)),
        "set_changes": summary.set_changes,
        "conflicts": len(check(board)),
        "cost": ledger(board).total,
        "lengths": list(summary.lengths),
    }


def main() -> int:
    """Print the table, or one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("board", type=Path)
    parser.add_argument("--time", type=float, default=60.0)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    opened = open_path(wanted.board)
    if opened.production is None or opened.plan is None:
        print("\n".join(str(finding) for finding in opened.findings), file=sys.stderr)
        return 3
    rows = {"board": counts(opened.production, opened.plan)}
    for seed in range(1, wanted.seeds + 1):
        result = plan_production(opened, Effort(wanted.time, None, seed, wanted.workers))
        if result.plan is None:
            rows[f"seed {seed}"] = {"status": result.status}
            continue
        row = counts(result.compiled.production, result.plan)
        row["bound"] = result.bound.total
        board, own = rows["board"]["lengths"], row["lengths"]
        assert isinstance(board, list)
        assert isinstance(own, list)
        row["no_day_longer"] = len(own) <= len(board) and all(
            a <= b for a, b in zip(own, board, strict=False)
        )
        rows[f"seed {seed}"] = row
    if wanted.json:
        print(json.dumps({"board": str(wanted.board), "seconds": wanted.time, "rows": rows}, indent=1))
        return 0
    names = [name for name in next(iter(rows.values())) if name != "lengths"] + ["bound", "no_day_longer"]
    print(f"{'':18}" + "".join(f"{name:>14}" for name in rows))
    for name in names:
        print(f"{name:18}" + "".join(f"{row.get(name, '')!s:>14}" for row in rows.values()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
