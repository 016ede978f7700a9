"""The shoot family: our plan, our bound, and CP-SAT alone on the same problem with the same time and threads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import shoot
import shoot_family as family
import shoot_generate
from effort import Effort, shared
from plots import Axis, Series, chart
from tables import percent, table

KEY = "shoot"
SENTENCE = "Two films on two calendars with one cast: cost, bound, and CP-SAT alone beside it."

_POINTS = 60


def run(effort: Effort) -> list[dict[str, Any]]:
    """Instances A and C where they are at hand, then our own A and C of ten seeds; CP-SAT alone on four of them."""
    rows = []
    for name, instance, layout, usual, seeds, rival in _instances(effort):
        for seed in seeds:
            limit = effort.seconds(usual)
            row = shoot.solved(
                instance, seconds=limit, seed=seed, workers=effort.workers, rival=rival and seed == 1
            )
            row["history"] = thinned(row["history"])
            rows.append({"instance": name, "limit": limit, "layout": layout, **row})
    return rows


def _instances(
    effort: Effort,
) -> Iterator[tuple[str, family.Shoot, int | None, float, Sequence[int], bool]]:
    if effort.quick:
        for seed in (1, 2):
            tiny = shoot_generate.Shape(2, 8, 3, 2, 8, 16)
            made, dates = shoot_generate.generated(seed, tiny)
            yield f"tiny {seed}", made, _cost(made, dates), 1.0, (1,), seed == 1
        return
    for name, file, usual in (
        ("A, shared file", "A_1film_100", 20.0),
        ("C, shared file", "C_2film_300", 60.0),
    ):
        path = shared(f"shoot/{file}.txt")
        if path is not None:
            yield name, family.read(path), None, usual, (1, 2, 3), True
    made, dates = shoot_generate.generated(1, shoot_generate.A)
    yield "A, generated 1", made, _cost(made, dates), 20.0, (1,), True
    for seed in range(1, 11):
        made, dates = shoot_generate.generated(seed, shoot_generate.C)
        yield f"C, generated {seed}", made, _cost(made, dates), 20.0, (1,), seed == 1


def _cost(made: family.Shoot, dates: Sequence[int]) -> int:
    return sum(family.priced(made, list(dates))[0].values())


def thinned(history: list[list[float]]) -> list[list[float]]:
    """The first and the last points of a history, and some between."""
    step = max(1, len(history) // _POINTS)
    return [point for k, point in enumerate(history) if k % step == 0 or k == len(history) - 1]


def tables(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """The runs, CP-SAT beside them, and where the gap of the largest cost lies by ledger line."""
    head = (
        "instance", "seed", "limit, s", "cost", "bound", "gap", "first plan, s", "layout it was built round",
        "CP-SAT alone", "its bound",
    )  # fmt: skip
    cells = []
    for row in rows:
        rival = row.get("rival")
        alone = None if rival is None else rival["cost"] if rival["cost"] is not None else "none"
        cells.append(
            (
                row["instance"], row["seed"], row["limit"], row["cost"] if row["feasible"] else "none",
                row["bound"], percent(row["gap"]), row["first_feasible_at"], row["layout"], alone,
                rival["bound"] if rival else None,
            )
        )  # fmt: skip
    found = [row for row in rows if row["feasible"]]
    last = max(found, key=lambda row: row["cost"], default=None)
    blocks = {KEY: table(head, cells)}
    if last is not None:
        lines = [(name, cost, last["bound_lines"][name]) for name, cost in last["lines"].items()]
        counted = sum(last["bound_lines"].values())
        lines.append(("proved for several lines together", None, last["bound"] - counted))
        head_of = f"{last['instance']}, seed {last['seed']}"
        blocks["shoot-lines"] = table((head_of, "plan", "proved least"), lines)
    return blocks


def plots(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Bound, plan and layout of every instance as shares of the plan's cost, and how some plans came about."""
    first = [row for row in rows if row["feasible"] and row["seed"] == 1]
    if not first:
        return {}
    names = tuple(row["instance"] for row in first)
    high = max([1.1, *(row["layout"] / row["cost"] for row in first if row["layout"])])
    marks = [
        Series("proved bound", _shares(first, "bound"), "ring", 2),
        Series("plan", tuple((1.0, float(k)) for k in range(len(first))), "dot", 0),
        Series("layout it was built round", _shares(first, "layout"), "ring", 1),
    ]
    across = Axis("cost as a share of the plan's", 0.6, round(high + 0.05, 1))
    proved = chart("The shoot family: what is proved, found and built in", across, _rows(names), marks)
    return {"shoot": proved, "history": _history(first)}


def _history(rows: Sequence[dict[str, Any]]) -> str:
    """The best cost so far by the second, of up to four instances."""
    lines = []
    for colour, row in enumerate(rows[:4]):
        points = [(max(0.05, at), cost / row["cost"]) for at, cost in row["history"]]
        # Between two better plans the cost stays what it was.
        steps = [points[0]]
        for at, share in points[1:]:
            steps += [(at, steps[-1][1]), (at, share)]
        steps.append((max(row["limit"], steps[-1][0]), 1.0))
        lines.append(Series(row["instance"], tuple(steps), "line", colour))
    every = [point for one in lines for point in one.points]
    across = Axis("seconds", min(at for at, _ in every) / 1.2, max(at for at, _ in every) * 1.2, log=True)
    up = Axis("best cost so far / last", 0.98, max(1.1, *(share + 0.02 for _, share in every)))
    return chart("How a plan gets cheaper", across, up, lines)


def _rows(names: tuple[str, ...]) -> Axis:
    return Axis("", len(names) - 0.5, -0.5, names=names)


def _shares(rows: Sequence[dict[str, Any]], key: str) -> tuple[tuple[float, float], ...]:
    return tuple((row[key] / row["cost"], float(k)) for k, row in enumerate(rows) if row[key])
