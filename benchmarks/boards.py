"""A board as it stands beside our plan of it: boards.py BOARD.uss [--time S] [--seeds N] [--improve S] [--json].

Both are counted by the same functions. "Raw" counts follow the board's own shoot days: a hold is a shoot day
between a person's first and last on which they do not work, and a set change any change of set from one strip
to the next, overnight included; the ledger's counts follow its policy (drops, days off). ``--improve`` looks for
five moves as well, for so long, and prices every board on the way again. Answers 3 for a file it cannot use.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from coverset.costs import ledger
from coverset.findings import Severity
from coverset.model.board import Board
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.model.scenes import Activity, Scene
from coverset.rules import check
from coverset.service.improving import Wanted, improve_board, say
from coverset.service.opening import Opened, open_path
from coverset.service.planning import Effort, plan_production
from coverset.service.summary import summarise
from inputs import UnusableError, count_given, plainly, seconds_given


def opened_board(path: Path) -> Opened:
    """A file with a board in it. Raises UnusableError with its findings, OSError when it cannot be read."""
    opened = open_path(path)
    if opened.production is None or opened.plan is None:
        said = "\n".join(str(finding) for finding in opened.findings if finding.severity is Severity.ERROR)
        raise UnusableError(said or f"{path.name} holds no board.")
    return opened


def compared(path: Path, *, seconds: float, seeds: int, workers: int) -> list[dict[str, Any]]:
    """The board and a plan of each seed: counts, cost, and whether no day is longer than hers."""
    opened = opened_board(path)
    assert opened.production is not None
    assert opened.plan is not None
    board = {"who": "board", "currency": opened.production.currency, **counts(opened.production, opened.plan)}
    rows = [board]
    for seed in range(1, seeds + 1):
        result = plan_production(opened, Effort(seconds, None, seed, workers))
        row: dict[str, Any] = {"who": f"seed {seed}", "limit": seconds, "status": result.status}
        if result.plan is not None:
            row |= counts(result.compiled.production, result.plan)
            own, hers = row["lengths"], board["lengths"]
            pairs = zip(own, hers, strict=False)
            row["no_day_longer"] = len(own) <= len(hers) and all(a <= b for a, b in pairs)
            row["bound"] = result.bound.total
            row["first_plan_at"] = round(result.history[0][0], 2) if result.history else None
        rows.append(row)
    return rows


def counts(production: Production, plan: Plan) -> dict[str, Any]:
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


def _place(task: Scene | Activity) -> str:
    return task.set if isinstance(task, Scene) else task.location


def improved(path: Path, *, seconds: float) -> dict[str, Any]:
    """Five moves from the board, each applied to the board before it and priced from nothing by the ledger.

    Raises AssertionError when a price or a conflict is not what the move said.
    """
    opened = opened_board(path)
    began, worked = time.monotonic(), time.process_time()
    found = improve_board(opened, Wanted(moves=5), seconds=seconds)
    took, worked = time.monotonic() - began, time.process_time() - worked
    production, plan = found.production, found.improvement.start.plan
    cost, conflicts = ledger(Board(production, plan)).total, _conflicts(production, plan)
    moves = []
    for said, move in zip(say(found), found.improvement.moves, strict=True):
        plan = move.edit.apply(plan)
        cost_after, conflicts_after = ledger(Board(production, plan)).total, _conflicts(production, plan)
        more = conflicts_after - conflicts
        if cost - cost_after != move.saving or more != len(move.toll.breaks) - len(move.toll.mends):
            raise AssertionError(f"move {said.number} says {move.saving}, the ledger {cost - cost_after}")
        moves.append(
            {
                "sentence": said.what,
                "saving": move.saving,
                "repriced": cost - cost_after,
                "breaks": len(move.toll.breaks),
                "mends": len(move.toll.mends),
                "calls_changed": move.calls,
            }
        )
        cost, conflicts = cost_after, conflicts_after
    return {
        "who": "improve",
        "limit": seconds,
        "seconds": round(took, 2),
        "processor_seconds": round(worked, 2),
        "tried": found.improvement.tried,
        "priced": found.improvement.priced,
        "moves": moves,
    }


def _conflicts(production: Production, plan: Plan) -> int:
    return sum(finding.severity is Severity.CONFLICT for finding in check(Board(production, plan)))


def main(given: Sequence[str] | None = None) -> int:
    """Print the table, or one JSON object."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("board", type=Path)
    parser.add_argument("--time", type=seconds_given, default=60.0)
    parser.add_argument("--seeds", type=count_given, default=1)
    parser.add_argument("--workers", type=count_given, default=2)
    parser.add_argument("--improve", type=seconds_given, default=None, metavar="S", help="five moves as well")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args(given)
    try:
        rows = compared(wanted.board, seconds=wanted.time, seeds=wanted.seeds, workers=wanted.workers)
        better = improved(wanted.board, seconds=wanted.improve) if wanted.improve else None
    except (UnusableError, OSError) as error:
        print(plainly(error), file=sys.stderr)
        return 3
    if wanted.json:
        print(json.dumps({"board": wanted.board.name, "rows": rows, "improve": better}, indent=1))
        return 0
    names = [name for name in rows[0] if name not in ("who", "lengths")] + ["bound", "no_day_longer"]
    print(f"{'':18}" + "".join(f"{row['who']:>14}" for row in rows))
    for name in names:
        print(f"{name:18}" + "".join(f"{row.get(name, '')!s:>14}" for row in rows))
    for move in better["moves"] if better else ():
        print(f"{move['saving'] / 100:>14,.0f}  {move['sentence']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
