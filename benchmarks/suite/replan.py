"""A plan in force loses a week: how soon there is an answer, what the answers cost, and how many calls they change."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from coverset.model.baseline import Baseline
from coverset.model.events.stoppages import Shutdown
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.service.generating import generate
from coverset.service.opening import Opened, open_path
from coverset.service.planning import Effort as Planning
from coverset.service.planning import plan_production
from coverset.service.replanning import Answers, Happened, happen, replan_opened
from coverset.solve.disruption import disruption
from coverset.solve.run import solve
from coverset.solve.standing import standing
from effort import Effort
from plots import Axis, Series, chart
from tables import money, percent, table

KEY = "replan"
SENTENCE = "A two-film plan of 300 scenes loses a week: the answers, beside planning what is left afresh."
WEEK = timedelta(days=6)
LONGER = timedelta(days=14)


def run(effort: Effort) -> list[dict[str, Any]]:
    """One lost week a generated production: three answers, and the same time spent on a plan from nothing."""
    rows: list[dict[str, Any]] = []
    films, scenes, seeds = (1, 6, (1,)) if effort.quick else (2, 300, (1, 2, 3))
    with tempfile.TemporaryDirectory() as made:
        for seed in seeds:
            folder = Path(made) / f"generated-{seed}"
            generate(folder, films=films, scenes=scenes, seed=seed)
            opened = open_path(folder)
            planned = plan_production(opened, Planning(effort.seconds(30), None, 1, effort.workers))
            if planned.plan is None:
                rows.append(
                    {"production": f"generated, seed {seed}", "answers": [], "why": "no plan in force"}
                )
                continue
            rows.append(_row(replace(opened, plan=planned.plan), seed, effort))
    return rows


def _row(opened: Opened, seed: int, effort: Effort) -> dict[str, Any]:
    assert opened.production is not None
    assert opened.plan is not None
    row: dict[str, Any] = {
        "production": f"generated, seed {seed}",
        "limit": effort.seconds(60),
        "answers": [],
    }
    for lost, happened in _weeks(opened.production, opened.plan):
        began = time.monotonic()
        answers = replan_opened(opened, lost, happened, seconds=effort.seconds(55), workers=effort.workers)
        took = time.monotonic() - began
        if not answers.alternatives:
            row.setdefault("impossible", []).append(lost.isoformat())
            continue
        row |= {
            "lost": f"{lost.isoformat()} and six days more",
            "currency": opened.production.currency,
            "in_force": answers.found.before.cost,
            "first_answer_after": round(answers.found.first_after or 0, 2),
            "seconds": round(took, 2),
            "answers": [_answer(answers, k) for k in range(len(answers.alternatives))],
            "afresh": _afresh(opened, happened, lost, effort),
        }
        break
    return row


def _weeks(production: Production, plan: Plan) -> Iterator[tuple[date, Happened]]:
    """Weeks to lose, from the middle of the plan outwards; those that hold a pinned strip last."""
    dates = sorted({day.day for day in plan.days})
    pinned = {plan.where[pin.task][0].day for pin in production.strip_pins if pin.task in plan.where}
    middle = len(dates) // 2
    order = sorted(
        dates, key=lambda day: (any(day <= p <= day + WEEK for p in pinned), abs(dates.index(day) - middle))
    )
    for day in order[:8]:
        event = Shutdown(
            id="week",
            day=day,
            until=day + WEEK,
            end_date=production.calendar.end_date + LONGER,
            why="the week is lost",
        )
        happened = happen(production, (event,))
        if not happened.stopped:
            yield day, happened


def _answer(answers: Answers, k: int) -> dict[str, Any]:
    one = answers.alternatives[k]
    return {
        "name": one.name,
        "cost": one.cost,
        "changed_calls": len(one.disruption.calls),
        "weight": one.disruption.weight,
        "moved_strips": len(one.disruption.strips),
        "conflicts": len(one.standing.conflicts),
        "gap": None if answers.gap(one) is None else round(answers.gap(one) or 0, 4),
    }


def _afresh(opened: Opened, happened: Happened, lost: date, effort: Effort) -> dict[str, Any]:
    """The rival: what is left planned from nothing in the same time, the past kept, changes free."""
    assert opened.production is not None
    assert opened.plan is not None
    kept = replace(happened.production, baseline=Baseline(opened.plan, lost))
    result = solve(kept, seconds=effort.seconds(55), workers=effort.workers)
    if result.plan is None:
        return {"cost": None}
    before = standing(opened.production, opened.plan)
    after = standing(happened.production, result.plan)
    changed = disruption(before, after, lost)
    return {"cost": after.cost, "changed_calls": len(changed.calls), "weight": changed.weight}


def tables(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """One table: each answer and the plan from nothing, with price and changed calls."""
    head = (
        "production", "answer", "cost", "more than in force", "changed calls", "times fewer than afresh",
        "moved strips", "first answer, s", "all, s",
    )  # fmt: skip
    cells: list[tuple[Any, ...]] = []
    for row in rows:
        if not row["answers"]:
            cells.append((row["production"], "none: " + row.get("why", "no week can be lost"), *[None] * 7))
            continue
        afresh = row["afresh"]
        calls = afresh.get("changed_calls")
        for k, one in enumerate(row["answers"]):
            share = (one["cost"] - row["in_force"]) / row["in_force"]
            fewer = round(calls / one["changed_calls"], 1) if calls and one["changed_calls"] else None
            times = (row["first_answer_after"], row["seconds"]) if k == 0 else (None, None)
            name = row["production"] if k == 0 else ""
            price = money(one["cost"], row["currency"]), percent(share)
            cells.append(
                (name, one["name"], *price, one["changed_calls"], fewer, one["moved_strips"], *times)
            )
        if afresh["cost"]:
            share = (afresh["cost"] - row["in_force"]) / row["in_force"]
            cells.append(
                (
                    "",
                    "planned afresh",
                    money(afresh["cost"], row["currency"]),
                    percent(share),
                    calls,
                    1.0,
                    None,
                    None,
                    None,
                )
            )
    return {KEY: table(head, cells)}


def plots(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Changed calls against price, the answers and the plans from nothing."""
    found = [row for row in rows if row["answers"] and row["afresh"]["cost"]]
    if not found:
        return {}
    dots, rings = [], []
    for row in found:
        base = row["in_force"]
        dots += [(float(one["changed_calls"]), one["cost"] / base) for one in row["answers"]]
        rings.append((float(row["afresh"]["changed_calls"]), row["afresh"]["cost"] / base))
    most = max(x for x, _ in (*dots, *rings))
    low = min(y for _, y in (*dots, *rings))
    high = max(y for _, y in (*dots, *rings))
    across = Axis("changed calls (person-days)", 0.0, float(50 * (int(most) // 50 + 1)))
    up = Axis("cost as a share of the plan in force", round(low - 0.03, 2), round(high + 0.03, 2))
    marks = [Series("answers", tuple(dots), "dot", 0), Series("planned afresh", tuple(rings), "ring", 1)]
    return {"replan": chart("A lost week: changed calls and price", across, up, marks)}
