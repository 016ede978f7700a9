"""Solver work in a process of its own: ``python -m coverset.service.live_work`` reads one order and answers in lines.

The order is one line of JSON on standard input; each line of the answer is ``{"progress": ...}``, ``{"result": ...}``
or ``{"error": sentence}``. A line ``stop`` ends the work with what was found by then; when standard input ends,
nobody is listening any more and the process ends too.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coverset.findings import has_errors
from coverset.formats import events as events_file
from coverset.service.live_preview import placed_json
from coverset.service.opening import Opened, open_path
from coverset.store.edit_json import edit_json, plan_json, plan_of

if TYPE_CHECKING:
    from coverset.model.event import Event
    from coverset.solve.replan import Alternative
    from coverset.solve.watch import Progress

MOST_MEMORY = 4 << 30
KINDS = ("plan", "improve", "explain", "pins", "replan", "lost")
"""What can be ordered."""

MOST_PLACED = 5_000
"""A board with more strips than this is not shown while it settles: it would fill the wire."""

_SPEAKS_EVERY = 0.1
_SHOWS_EVERY = 1.0
_SHOWING = 10
"""To show the board takes at most one second in so many of the search's."""


class OrderError(ValueError):
    """An order that cannot be carried out: the sentence says why."""


@dataclass
class Line:
    """The way to whoever ordered the work: what is told goes out line by line, and they may say that it is to stop."""

    write: Callable[[str], object] = sys.stdout.write
    stopped: threading.Event = field(default_factory=threading.Event)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def say(self, line: Mapping[str, Any]) -> None:
        """Say something, whole, whichever thread it comes from."""
        with self._turn:
            self.write(json.dumps(line, ensure_ascii=True, default=str) + "\n")
            sys.stdout.flush()

    def tell(self, told: Mapping[str, Any]) -> None:
        """Tell of progress."""
        self.say({"progress": told})

    def over(self) -> bool:
        """Whether the work is to stop."""
        return self.stopped.is_set()

    def heed(self) -> None:
        """Listen for the word to stop, in a thread of its own, as long as the process lasts."""
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for said in sys.stdin:
            if said.strip() == "stop":
                self.stopped.set()
        os._exit(1)


def main() -> int:
    """Carry out the order on standard input."""
    return carry_out(work)


def carry_out(work: Callable[[Mapping[str, Any], Line], dict[str, Any]]) -> int:
    """Do the work that is ordered on standard input, within the limits of a process beside the board."""
    limit()
    line = Line()
    try:
        order = json.loads(sys.stdin.readline())
        line.heed()
        line.say({"result": work(order, line)})
    except KeyboardInterrupt:
        line.say({"error": "Stopped before there was anything to show."})
    except (OrderError, ValueError) as trouble:
        line.say({"error": str(trouble)})
    return 0


def work(order: Mapping[str, Any], line: Line) -> dict[str, Any]:
    """What an order comes to, as JSON. Raises OrderError for one that cannot be carried out."""
    opened = replace(open_path(Path(order["folder"])), plan=plan_of(order["plan"]))
    if opened.stopped and order["kind"] != "explain":
        said = [f.sentence for f in opened.findings if f.severity.value == "error"]
        raise OrderError(" ".join(said[:3]) or "The production's files hold errors.")
    kinds: dict[str, Callable[[Opened, Mapping[str, Any], Line], dict[str, Any]]] = {
        "plan": _plan,
        "improve": _improve,
        "explain": _explain,
        "pins": _pins,
        "replan": _replan,
        "lost": _lost,
    }
    return kinds[order["kind"]](opened, order, line)


class Showing:
    """The progress of a run as it is told: a few times a second, and the board itself about once."""

    def __init__(self, line: Line) -> None:
        self.line = line
        self._spoke = self._shows = 0.0
        self._shown: int | None = None

    def __call__(self, now: Progress) -> None:
        """Hear where the run stands; tell it on when that is due."""
        at = time.monotonic()
        settled = now.look is not None and now.cost != self._shown and at >= self._shows
        if at - self._spoke < _SPEAKS_EVERY and not settled:
            return
        self._spoke = at
        told: dict[str, Any] = {
            "seconds": round(now.seconds, 2),
            "cost": now.cost,
            "bound": now.bound,
            "phase": now.phase,
        }
        if settled and now.look is not None:
            look = now.look()
            told["by_line"], told["bound_by_line"] = dict(look.by_line), dict(look.bound_by_line)
            if look.plan is not None and len(look.plan.where) <= MOST_PLACED:
                told["placed"] = placed_json(look.plan)
            self._shown = now.cost
            self._shows = time.monotonic() + max(_SHOWS_EVERY, _SHOWING * (time.monotonic() - at))
        self.line.tell(told)


def _plan(opened: Opened, order: Mapping[str, Any], line: Line) -> dict[str, Any]:
    from coverset.service.planning import Effort, as_json, plan_production

    if opened.plan is not None and not opened.plan.days:
        opened = replace(opened, plan=None)
    effort = Effort(seconds=order["seconds"], seed=order["seed"], workers=order["workers"])
    result = plan_production(opened, effort, Showing(line), line.over)
    answer = as_json(result, opened, None)
    answer["plan"] = plan_json(result.plan) if result.plan is not None else None
    return answer


def _improve(opened: Opened, order: Mapping[str, Any], line: Line) -> dict[str, Any]:
    from coverset.service.improving import Wanted, improve_board, say

    wanted = Wanted(moves=order["moves"], mend=order["mend"])
    found = improve_board(
        opened,
        wanted,
        seconds=order["seconds"],
        on_move=lambda number: line.tell({"phase": f"{number} found, looking for the next"}),
        should_stop=line.over,
    )
    moves = found.improvement.moves
    none = "unknown" if found.improvement.unfinished else "nothing better"
    return {
        "status": "moves" if moves else none,
        "cost": found.improvement.start.cost,
        "saving": found.improvement.saving,
        "moves": [
            {**asdict(said), "saving": move.saving, "alone": move.alone, "edit": edit_json(move.edit)}
            for said, move in zip(say(found), moves, strict=True)
        ],
    }


def _explain(opened: Opened, order: Mapping[str, Any], line: Line) -> dict[str, Any]:
    from coverset.service.explaining import can_explain, clash_json, explain_clash

    if not can_explain(opened):
        raise OrderError("The production's files hold errors; mend them first.")
    found = explain_clash(
        opened,
        seconds=order["seconds"],
        on_step=lambda words: line.tell({"phase": words}),
        should_stop=line.over,
    )
    return clash_json(opened, found)


def _pins(opened: Opened, order: Mapping[str, Any], line: Line) -> dict[str, Any]:
    from coverset.service.explaining import explain_pins, pins_json

    cost, prices = explain_pins(
        opened,
        seconds=order["seconds"],
        on_step=lambda words: line.tell({"phase": words}),
        should_stop=line.over,
    )
    answer = pins_json(opened, cost, prices)
    answer["pins"].sort(key=lambda one: one["number"])
    return answer


def _replan(opened: Opened, order: Mapping[str, Any], line: Line) -> dict[str, Any]:
    from coverset.service.replanning import as_json, happen, replan_opened

    assert opened.production is not None
    answers = replan_opened(
        opened,
        date.fromisoformat(order["as_of"]),
        happen(opened.production, ()),
        seconds=order["seconds"],
        seed=order["seed"],
        workers=order["workers"],
        on_alternative=lambda one: _answered(line, one),
        should_stop=line.over,
    )
    answer = as_json(answers)
    for said, one in zip(answer["answers"], answers.alternatives, strict=True):
        said["plan"] = plan_json(one.plan)
    return answer


def _lost(opened: Opened, order: Mapping[str, Any], line: Line) -> dict[str, Any]:
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
        on_alternative=lambda one: _answered(line, one),
        on_events=lambda events: line.tell({"happened": _events(events)}),
        should_stop=line.over,
    )
    if lost is None or has_errors(findings):
        raise OrderError(" ".join(finding.sentence for finding in findings[:3]))
    answer = as_json(lost.answers)
    answer["cover"] = cover_json(lost.covers)
    for said, one, left in zip(answer["answers"], lost.answers.alternatives, lost.remaining, strict=True):
        said["plan"], said["cover_left"] = plan_json(one.plan), cover_json(left)
    answer["happened"] = _events(lost.answers.happened.events)
    return answer


def _answered(line: Line, one: Alternative) -> None:
    told = {"answer": one.name, "cost": one.cost, "changes": one.disruption.summary}
    told |= {"plan": plan_json(one.plan), "by_line": one.ledger.by_line()}
    line.tell(told)


def _events(events: tuple[Event, ...]) -> list[Any]:
    return [[event.KIND, json.loads(json.dumps(events_file.table(event), default=str))] for event in events]


def limit() -> None:
    """Hold this process to some memory, and let the board go first."""
    try:
        import resource

        os.nice(5)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    except (ImportError, OSError, ValueError):
        return


if __name__ == "__main__":
    sys.exit(main())
