"""Solver work in a process of its own: ``python -m coverset.service.live_work`` reads one order and answers in lines.

The order is one line of JSON on standard input; each line of the answer is ``{"progress": ...}``, ``{"result": ...}``
or ``{"error": sentence}``. An interrupt ends the search and keeps the best that was found.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any

from coverset.findings import has_errors
from coverset.formats import events as events_file
from coverset.service.opening import Opened, open_path
from coverset.store.edit_json import edit_json, plan_json, plan_of

MOST_MEMORY = 4 << 30
KINDS = ("plan", "improve", "explain", "pins", "replan", "lost")
"""What can be ordered."""

Tell = Callable[[Mapping[str, Any]], None]


class OrderError(ValueError):
    """An order that cannot be carried out: the sentence says why."""


def main() -> int:
    """Carry out the order on standard input."""
    _limit()
    try:
        order = json.loads(sys.stdin.readline())
        _say({"result": work(order, lambda told: _say({"progress": told}))})
    except KeyboardInterrupt:
        _say({"error": "Stopped before there was anything to show."})
    except (OrderError, ValueError) as trouble:
        _say({"error": str(trouble)})
    return 0


def work(order: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    """What an order comes to, as JSON. Raises OrderError for one that cannot be carried out."""
    opened = replace(open_path(Path(order["folder"])), plan=plan_of(order["plan"]))
    if opened.stopped and order["kind"] != "explain":
        said = [f.sentence for f in opened.findings if f.severity.value == "error"]
        raise OrderError(" ".join(said[:3]) or "The production's files hold errors.")
    kinds: dict[str, Callable[[Opened, Mapping[str, Any], Tell], dict[str, Any]]] = {
        "plan": _plan,
        "improve": _improve,
        "explain": _explain,
        "pins": _pins,
        "replan": _replan,
        "lost": _lost,
    }
    return kinds[order["kind"]](opened, order, tell)


def _plan(opened: Opened, order: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    from coverset.service.planning import Effort, as_json, plan_production
    from coverset.solve.run import Progress

    def on_progress(now: Progress) -> None:
        tell({"seconds": round(now.seconds, 2), "cost": now.cost, "bound": now.bound, "phase": now.phase})

    if opened.plan is not None and not opened.plan.days:
        opened = replace(opened, plan=None)
    effort = Effort(seconds=order["seconds"], seed=order["seed"], workers=order["workers"])
    result = plan_production(opened, effort, on_progress)
    answer = as_json(result, opened, None)
    answer["plan"] = plan_json(result.plan) if result.plan is not None else None
    return answer


def _improve(opened: Opened, order: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    from coverset.service.improving import Wanted, improve_board, say

    wanted = Wanted(moves=order["moves"], mend=order["mend"])
    found = improve_board(
        opened, wanted, seconds=order["seconds"], on_move=lambda number: tell({"moves": number})
    )
    moves = found.improvement.moves
    return {
        "status": "moves" if moves else "nothing better",
        "cost": found.improvement.start.cost,
        "saving": found.improvement.saving,
        "moves": [
            {**asdict(said), "saving": move.saving, "alone": move.alone, "edit": edit_json(move.edit)}
            for said, move in zip(say(found), moves, strict=True)
        ],
    }


def _explain(opened: Opened, order: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    from coverset.service.explaining import can_explain, clash_json, explain_clash

    if not can_explain(opened):
        raise OrderError("The production's files hold errors; mend them first.")
    found = explain_clash(opened, seconds=order["seconds"], on_step=lambda words: tell({"phase": words}))
    return clash_json(opened, found)


def _pins(opened: Opened, order: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    from coverset.service.explaining import explain_pins, pins_json

    cost, prices = explain_pins(
        opened, seconds=order["seconds"], on_step=lambda words: tell({"phase": words})
    )
    return pins_json(opened, cost, prices)


def _replan(opened: Opened, order: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    from coverset.service.replanning import as_json, happen, replan_opened

    assert opened.production is not None
    stopped: list[int] = []
    signal.signal(signal.SIGINT, lambda *_: stopped.append(1))
    happened = happen(opened.production, ())
    answers = replan_opened(
        opened,
        date.fromisoformat(order["as_of"]),
        happened,
        seconds=order["seconds"],
        seed=order["seed"],
        workers=order["workers"],
        on_alternative=lambda one: tell({"answer": one.name, "cost": one.cost}),
        should_stop=lambda: bool(stopped),
    )
    answer = as_json(answers)
    for said, one in zip(answer["answers"], answers.alternatives, strict=True):
        said["plan"] = plan_json(one.plan)
    return answer


def _lost(opened: Opened, order: Mapping[str, Any], tell: Tell) -> dict[str, Any]:
    from coverset.model.cover import cover_json
    from coverset.service.losing import lose
    from coverset.service.replanning import as_json

    lost, findings = lose(
        opened,
        date.fromisoformat(order["day"]),
        unit=order["unit"],
        all_work=order["all_work"],
        why=order["why"] or "weather",
        seconds=order["seconds"],
        seed=order["seed"],
        workers=order["workers"],
        on_alternative=lambda one: tell({"answer": one.name, "cost": one.cost}),
    )
    if lost is None or has_errors(findings):
        raise OrderError(" ".join(finding.sentence for finding in findings[:3]))
    answer = as_json(lost.answers)
    answer["cover"] = cover_json(lost.covers)
    for said, one, left in zip(answer["answers"], lost.answers.alternatives, lost.remaining, strict=True):
        said["plan"], said["cover_left"] = plan_json(one.plan), cover_json(left)
    answer["happened"] = [
        [event.KIND, json.loads(json.dumps(events_file.table(event), default=str))]
        for event in lost.answers.happened.events
    ]
    return answer


def _say(line: Mapping[str, Any]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=True, default=str) + "\n")
    sys.stdout.flush()


def _limit() -> None:
    """Hold this process to some memory, and let the board go first."""
    try:
        import os
        import resource

        os.nice(5)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    except (ImportError, OSError, ValueError):
        return


if __name__ == "__main__":
    sys.exit(main())
