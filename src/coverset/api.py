"""Coverset from Python: open, check, plan, print and save, in a line each.

Everything here is a thin skin over ``coverset.service``, as the command line is. Mistakes in files are
values (``Opened.findings``); asking for the impossible, such as planning what has errors, is a ValueError
that repeats them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from os import PathLike
from pathlib import Path
from typing import Any

from coverset.service.checking import Checked, check_board
from coverset.service.opening import Opened, Wishes, open_path
from coverset.service.planning import Effort, plan_bytes, plan_production, printing
from coverset.solve.run import Progress, Result
from coverset.store.files import write_whole


def open(  # shadows the builtin on purpose: it reads as coverset.open, like gzip.open
    path: str | PathLike[str],
    *,
    layout: str = "",
    kind: str = "independent",
    today: date | None = None,
    board: str = "",
) -> Opened:
    """Open a production folder, a board (.uss), a screenplay (.fountain, .fdx) or a plan (.json).

    Answers an ``Opened``: its ``production``, its ``plan`` when a board came with it, and ``findings``, everything
    wrong with the files at once; ``stopped`` is true when errors prevent further work. Never raises for
    what the files hold. ``layout`` and ``kind`` measure and pace a bare screenplay, ``today`` dates it;
    ``board`` names one board of a .uss file.
    """
    return open_path(Path(path), Wishes(layout=layout, kind=kind, today=today, board=board))


def check(opened: Opened) -> Checked:
    """Read a board against every rule and price it, unchanged.

    Answers a ``Checked``: ``conflicts`` (a Finding for each broken rule), ``ledger`` (every charge, ``total`` in
    minor units) and ``bound`` (what any plan that keeps the rules costs at least). Raises ValueError when what
    was opened has errors or no board.
    """
    _demand(opened)
    if opened.plan is None:
        raise ValueError(f"{opened.path} has no board to check; make one with coverset.plan")
    return check_board(opened)


def plan(
    opened: Opened,
    *,
    seconds: float | None = 30.0,
    steps: int | None = None,
    seed: int = 1,
    workers: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Result:
    """Compute a plan: the cheapest found that keeps every rule, verified, with a proved bound.

    Answers a ``Result``: ``status`` is "optimal", "feasible", "infeasible" (``clash`` says why) or "unknown" (the
    time ran out); ``plan``, ``ledger``, ``cost``, ``gap``, and ``proved()`` by ledger line. A board that was
    opened is where the search begins. With ``steps`` instead of ``seconds``, and one worker, the same seed gives
    the same plan. Raises ValueError when what was opened has errors.
    """
    _demand(opened)
    effort = Effort(None if steps else seconds, steps, seed, workers)
    return plan_production(opened, effort, on_progress)


def report(
    what: Result | Checked, kind: str, *, to: str = "text", printed: date | None = None, **wishes: Any
) -> bytes:
    """Print a paper of a plan, or of a board that was checked, in any medium.

    ``kind`` and ``to`` are keys of the papers and media (docs/reference). ``printed`` is the date on the paper
    (default: today). ``wishes`` narrow or style it, as options of ``coverset report`` do: ``unit``, ``day`` (a
    date), ``person``, ``palette``, ``profile``, ``revision``. Raises ValueError for an unknown kind, medium or
    wish, and for a result without a plan.
    """
    from dataclasses import fields

    from coverset.render import renderers
    from coverset.reports import Printing, reports

    _known(kind, reports(), "paper")
    _known(to, renderers(), "medium")
    allowed = {field.name for field in fields(Printing)} - {"board", "printed", "proof", "bound", "findings"}
    for wish in wishes:
        _known(wish, dict.fromkeys(sorted(allowed)), "wish")
    when = printed or date.today()
    if isinstance(what, Result):
        if what.plan is None:
            raise ValueError("there is no plan to print: " + ("; ".join(what.clash) or what.status))
        made = printing(what, when, **wishes)
    else:
        made = printing(what.board, when, what.opened.provenance, **wishes)
    return renderers()[to].write(reports()[kind].build(made))


def save(opened: Opened, result: Result, folder: str | PathLike[str] | None = None) -> Path:
    """Keep a plan as plan.json, whole or not at all; answers the path.

    ``folder`` is the production's own unless another is given. Opened from there, the plan is read with the
    production that it was made for. Raises ValueError for a result without a plan, or without a folder to keep
    it in; OSError when the disk refuses.
    """
    if result.plan is None:
        raise ValueError("there is no plan to save: " + ("; ".join(result.clash) or result.status))
    if folder is None and opened.folder is None:
        raise ValueError(f"{opened.path} is no production folder; say where to save the plan")
    target = Path(folder if folder is not None else opened.folder or ".") / "plan.json"
    write_whole(target, plan_bytes(result, opened, target.parent))
    return target


def _demand(opened: Opened) -> None:
    if opened.stopped:
        said = "\n".join(str(finding) for finding in opened.findings)
        raise ValueError(f"{opened.path} has errors:\n{said}")


def _known(word: str, known: dict[str, Any], what: str) -> None:
    if word not in known:
        raise ValueError(f"there is no {what} {word!r}; there are {', '.join(known)}")
