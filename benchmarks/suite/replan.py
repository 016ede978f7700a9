"""A plan in force loses a week: how soon there is an answer, what the answers cost, and how many calls they change."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from coverset.model.baseline import Baseline
from coverset.model.board import Board
from coverset.model.events.stoppages import Shutdown
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.service.generating import generate
from coverset.service.opening import Opened, open_path
from coverset.service.planning import Effort as Planning
from coverset.service.planning import plan_production
from coverset.service.replanning import Answers, Happened, happen, replan_opened
from coverset.solve.bound import lower_bound
from coverset.solve.compile import compile_production
from coverset.solve.disruption import disruption
from coverset.solve.replan import least_calls
from coverset.solve.run import solve
from coverset.solve.standing import standing
from effort import Effort
from plots import Axis, Series, chart
from tables import money, percent, table

KEY = "replan"
CALLS = "replan-calls"
SENTENCE = "A two-film plan of 300 scenes loses a week: the answers, beside planning what is left afresh."
WEEK = timedelta(days=6)
LONGER = timedelta(days=14)
MOST_WEEKS = 4
"""Weeks of a third that are tried: where the answers to so many say that they cannot be lost, the row says so."""
POSITIONS = ("early", "middle", "late")


def run(effort: Effort) -> list[dict[str, Any]]:
    """A lost week in each third of a generated plan: three answers, and the same time for a plan from nothing."""
    rows: list[dict[str, Any]] = []
    films, scenes, seeds = (1, 6, (1,)) if effort.quick else (2, 300, (1, 2, 3)[: effort.seeds])
    with tempfile.TemporaryDirectory() as made:
        for seed in seeds:
            folder = Path(made) / f"generated-{seed}"
            generate(folder, films=films, scenes=scenes, seed=seed)
            opened = open_path(folder)
            planned = plan_production(opened, Planning(effort.seconds(30), None, 1, effort.workers))
            name = f"generated, seed {seed}"
            if planned.plan is None:
                rows.append({"production": name, "answers": [], "why": "no plan in force"})
                continue
            in_force = replace(opened, plan=planned.plan)
            rows += [_row(in_force, name, position, effort) for position in POSITIONS]
    return rows


def _row(opened: Opened, name: str, position: str, effort: Effort) -> dict[str, Any]:
    assert opened.production is not None
    assert opened.plan is not None
    row: dict[str, Any] = {
        "production": name,
        "position": position,
        "limit": effort.seconds(60),
        "answers": [],
    }
    for lost, happened in islice(_weeks(opened.production, opened.plan, position), MOST_WEEKS):
        began = time.monotonic()
        answers = replan_opened(opened, lost, happened, seconds=effort.seconds(55), workers=effort.workers)
        took = time.monotonic() - began
        if not answers.alternatives:
            row.setdefault("impossible", []).append(lost.isoformat())
            continue
        least = least_calls(
            happened.production, opened.plan, lost, was=opened.production, seconds=effort.seconds(150)
        )
        row |= {
            "lost": f"{lost.isoformat()} and six days more",
            "currency": opened.production.currency,
            "in_force": answers.found.before.cost,
            "calls_ahead": _calls(opened.production, opened.plan, lost),
            "calls_lost": _calls(opened.production, opened.plan, lost, lost + WEEK),
            "certain_calls": answers.found.certain,
            "least_calls": least,
            "first_answer_after": round(answers.found.first_after or 0, 2),
            "seconds": round(took, 2),
            "answers": [_answer(answers, k) for k in range(len(answers.alternatives))],
            "afresh": _afresh(opened, happened, lost, effort),
        }
        break
    return row


def _calls(production: Production, plan: Plan, first: date, last: date = date.max) -> int:
    """The calls of a plan on some dates."""
    board = Board(production, plan)
    return sum(first <= day <= last for one in production.people for day in board.worked_by(one.id))


def _weeks(production: Production, plan: Plan, position: str) -> Iterator[tuple[date, Happened]]:
    """Weeks to lose, from the middle of a third of the plan outwards; those that hold a pinned strip last.

    A week that cannot be lost (a date in it is fixed, a window closes with it) is left out where that is quickly proved.
    """
    dates = sorted({day.day for day in plan.days})
    pinned = {plan.where[pin.task][0].day for pin in production.strip_pins if pin.task in plan.where}
    third = POSITIONS.index(position)
    own = dates[len(dates) * third // 3 : len(dates) * (third + 1) // 3]
    middle = dates[(2 * third + 1) * len(dates) // 6]
    order = sorted(own, key=lambda day: (any(day <= p <= day + WEEK for p in pinned), abs(day - middle)))
    for day in order:
        event = Shutdown(
            id="week",
            day=day,
            until=day + WEEK,
            end_date=production.calendar.end_date + LONGER,
            why="the week is lost",
        )
        happened = happen(production, (event,))
        if happened.stopped:
            continue
        kept = compile_production(replace(happened.production, baseline=Baseline(plan, day)))
        if not lower_bound(kept.problem, seconds=0.1).impossible:
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
    return {
        "cost": after.cost,
        "changed_calls": len(changed.calls),
        "weight": changed.weight,
        "moved_strips": len(changed.strips),
    }


def tables(rows: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Two tables: each answer with its price, and how the fewest changed calls compare with what no plan can avoid."""
    return {KEY: _answers_table(rows), CALLS: _calls_table(rows)}


def _answers_table(rows: Sequence[dict[str, Any]]) -> str:
    head = (
        "production", "week", "answer", "cost", "more than in force", "changed calls", "by notice", "moved strips",
        "first answer, s", "all, s",
    )  # fmt: skip
    cells: list[tuple[Any, ...]] = []
    for row in rows:
        week = row.get("position")
        if not row["answers"]:
            cells.append(
                (
                    row["production"],
                    week,
                    "none: " + row.get("why", f"{len(row.get('impossible', ()))} weeks were tried"),
                    *[None] * 7,
                )
            )
            continue
        afresh = row["afresh"]
        given = [(one["name"], one) for one in row["answers"]]
        if afresh["cost"]:
            given.append(("planned afresh", afresh))
        for k, (name, one) in enumerate(given):
            price = money(one["cost"], row["currency"]), percent(_more(row, one["cost"]))
            times = (row["first_answer_after"], row["seconds"]) if k == 0 else (None, None)
            about = (row["production"], week) if k == 0 else ("", "")
            counts = one["changed_calls"], one["weight"], one["moved_strips"]
            cells.append((*about, name, *price, *counts, *times))
    return table(head, cells)


def _calls_table(rows: Sequence[dict[str, Any]]) -> str:
    head = (
        "production", "week", "calls ahead", "in the lost week", "no plan changes fewer than", "fewest changes",
        "afresh", "times fewer", "fewest, avoidable", "afresh, avoidable", "times fewer of these", "dearer than afresh",
    )  # fmt: skip
    cells: list[tuple[Any, ...]] = []
    for row in rows:
        if not row["answers"] or not row["afresh"]["cost"]:
            continue
        first, afresh, least = row["answers"][0], row["afresh"], row["least_calls"]
        fewest, rival = first["changed_calls"], afresh["changed_calls"]
        own, theirs = fewest - least, rival - least
        cells.append(
            (
                row["production"],
                row["position"],
                row["calls_ahead"],
                row["calls_lost"],
                least,
                fewest,
                rival,
                round(rival / fewest, 1) if fewest else None,
                own,
                theirs,
                round(theirs / own, 1) if own else None,
                percent((first["cost"] - afresh["cost"]) / afresh["cost"]),
            )
        )
    return table(head, cells)


def _more(row: dict[str, Any], cost: int) -> float:
    return float((cost - row["in_force"]) / row["in_force"])


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
