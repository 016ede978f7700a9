"""Planning: from whatever was opened to a verified plan, its proof and its papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from coverset import __version__
from coverset.formats import plan as plan_file
from coverset.formats import uss
from coverset.formats._notation import to_money
from coverset.model.board import Board
from coverset.model.cover import Cover, cover_from_json, cover_json
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.reports import LineProof, Printing
from coverset.rules import check
from coverset.service.opening import Opened
from coverset.service.saying import finding_json as finding_json
from coverset.service.summary import summarise
from coverset.solve.cover import cover_sets
from coverset.solve.run import Progress, Result, solve


@dataclass(frozen=True, slots=True)
class Effort:
    """How long and how to search: seconds or steps, seed, workers (None: every core).

    ``gap`` and ``patience`` end it sooner: within such a share of the least, or after so many seconds (with
    ``steps``: moves of a worker) without a better plan.
    """

    seconds: float | None = 30.0
    steps: int | None = None
    seed: int = 1
    workers: int | None = None
    gap: float | None = None
    patience: float | None = None


def plan_production(
    opened: Opened,
    effort: Effort,
    on_progress: Callable[[Progress], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Result:
    """Plan what was opened. A board that came with it is the first plan, and keeps its day lengths."""
    production = opened.production
    if production is None:
        raise ValueError("what was opened has errors; show its findings instead")
    start = None
    if opened.plan is not None:
        start = opened.plan
        if opened.from_board:
            production = keep_board_lengths(production, opened.plan)
    return solve(
        production,
        seconds=effort.seconds,
        steps=effort.steps,
        gap=effort.gap,
        patience=effort.patience,
        seed=effort.seed,
        workers=effort.workers,
        start=start,
        on_progress=on_progress,
        should_stop=should_stop,
    )


def with_cover_price(opened: Opened, price: str) -> Opened:
    """What was opened, with a day's worth of weather work that nothing covers at a price ("20000"). Raises ValueError."""
    if opened.production is None:
        return opened
    prices = replace(opened.production.prices, cover=to_money(price))
    return replace(opened, production=replace(opened.production, prices=prices))


def keep_board_lengths(production: Production, plan: Plan) -> Production:
    """Hold a production to the day lengths of its own board: as many days, the k-th longest no longer."""
    lengths = uss.board_lengths(production, plan)
    units = tuple(
        replace(unit, lengths=lengths) if unit.kind != "prep" else unit for unit in production.units
    )
    return replace(production, units=units)


def printing(
    result_or_board: Result | Board, printed: date, extras: Mapping[str, Any] | None = None, **wishes: Any
) -> Printing:
    """What the papers of a result, or of a board as it stands, are made from."""
    if isinstance(result_or_board, Board):
        board = result_or_board
        saved = (extras or {}).get("proof") or {}
        proof = {
            line: LineProof(row["cost"], row["bound"], row["proved"], row.get("reason", ""))
            for line, row in saved.items()
        }
        bound = (extras or {}).get("bound")
    else:
        result = result_or_board
        assert result.plan is not None
        board = Board(result.compiled.production, result.plan)
        proof = result.proved()
        bound = result.bound.total
    if "revision" not in wishes:
        wishes["revision"] = script_colour(board.production)
    if "cover" not in wishes:
        wishes["cover"] = cover_from_json((extras or {}).get("cover"))
    return Printing(board, printed, proof, bound, tuple(check(board)), **wishes)


def script_colour(production: Production) -> str:
    """The colour that the schedule goes by: that of the last film whose script has one, else White."""
    return next((film.script_color for film in reversed(production.films) if film.script_color), "White")


def cover_of(result: Result) -> tuple[Cover, ...]:
    """What is shot instead on each day of a plan that weather can stop."""
    assert result.plan is not None
    return cover_sets(result.compiled.production, result.plan)


def provenance(
    result: Result, opened: Opened, folder: Path, cover: tuple[Cover, ...] | None = None
) -> dict[str, Any]:
    """Where a plan comes from, kept in its file: source, cost, bound by line, cover, seed, steps, versions."""
    return {
        "source": opened.source(folder),
        "cost": result.cost,
        "bound": result.bound.total,
        "status": result.status,
        "proof": {line: asdict(row) for line, row in result.proved().items()},
        "cover": cover_json(cover_of(result) if cover is None else cover),
        "seed": result.seed,
        "steps": result.steps,
        "seconds": round(result.seconds, 3),
        "version": __version__,
    }


def plan_bytes(result: Result, opened: Opened, folder: Path, cover: tuple[Cover, ...] | None = None) -> bytes:
    """The plan file of a result, to be written into a folder."""
    assert result.plan is not None
    kept = provenance(result, opened, folder, cover)
    return plan_file.write(result.plan, opened.production, provenance=kept)


def plan_files(
    result: Result, opened: Opened, folder: Path, cover: tuple[Cover, ...] | None = None
) -> dict[str, bytes]:
    """What a plan leaves in a folder: plan.json, and the board itself again when a board was opened."""
    assert result.plan is not None
    files = {plan_file.FILE: plan_bytes(result, opened, folder, cover)}
    if opened.kind == "uss" and opened.production is not None:
        files[opened.path.name] = uss.write(opened.production, result.plan, opened.path.read_bytes())
    return files


def as_json(result: Result, opened: Opened, plan_path: Path | None) -> dict[str, Any]:
    """The one object that ``plan --json`` prints. Money in minor units of the currency."""
    answer: dict[str, Any] = {
        "status": result.status,
        "cost": result.cost,
        "currency": result.compiled.production.currency,
        "bound": result.bound.total,
        "gap": None if result.gap is None else round(result.gap, 6),
        "proved": {line: asdict(row) for line, row in result.proved().items()},
        "seconds": round(result.seconds, 3),
        "seed": result.seed,
        "steps": result.steps,
        "findings": findings_json(opened),
        "plan": str(plan_path) if plan_path else None,
        "clash": list(result.clash),
        "clash_minimal": result.clash_minimal,
        "history": [[round(seconds, 3), cost] for seconds, cost in result.history],
    }
    if result.plan is not None:
        answer |= counts_json(Board(result.compiled.production, result.plan))
    return answer


def without_plan(opened: Opened) -> dict[str, Any]:
    """The same object where there is no plan to speak of: errors in the files, or no board."""
    made = opened.production
    return {
        "status": "findings" if opened.stopped else "no board",
        "cost": None,
        "currency": made.currency if made else None,
        "bound": None,
        "gap": None,
        "proved": {},
        "seconds": None,
        "shoot_days": None,
        "hold_days": None,
        "drop_days": None,
        "moves": None,
        "seed": None,
        "findings": findings_json(opened),
        "plan": None,
    }


def counts_json(board: Board) -> dict[str, Any]:
    """The counts of a board by the names scripts use."""
    summary = summarise(board)
    return {
        "shoot_days": summary.shoot_days,
        "work_days": summary.work_days,
        "hold_days": summary.hold_days,
        "drop_days": summary.drop_days,
        "moves": summary.moves,
        "set_changes": summary.set_changes,
        "day_lengths": list(summary.lengths),
    }


def findings_json(opened: Opened) -> list[dict[str, Any]]:
    """The findings of what was opened, as scripts read them."""
    return [finding_json(finding) for finding in opened.findings]
