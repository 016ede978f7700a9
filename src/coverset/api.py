"""Coverset from Python: open, check, plan, improve, explain, compare, cover, replan, pin, print and save, in a line each.

Everything here is a thin skin over ``coverset.service``, as the command line is. Mistakes in files are
values (``Opened.findings``); asking for the impossible, such as planning what has errors, is a ValueError
that repeats them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coverset.service.checking import Checked, check_board
from coverset.service.comparing import Comparison
from coverset.service.comparing import compare as compared
from coverset.service.improving import Applied, Improved, Wanted, apply_moves, improve_board, write_applied
from coverset.service.losing import Lost, cover_of
from coverset.service.losing import lose as lose_day
from coverset.service.opening import Opened, Wishes, open_path, read_events
from coverset.service.planning import Effort, plan_bytes, plan_production, printing
from coverset.service.replanning import Answers, happen, replan_opened
from coverset.solve.run import Progress, Result
from coverset.store.files import write_whole

if TYPE_CHECKING:
    from coverset.model.cover import Cover
    from coverset.model.event import Event
    from coverset.solve.relax import Clash, PinPrice
    from coverset.solve.why import Option, PersonWhy


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
    gap: float | None = None,
    patience: float | None = None,
    seed: int = 1,
    workers: int | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Result:
    """Compute a plan: the cheapest found that keeps every rule, verified, with a proved bound.

    Answers a ``Result``: ``status`` is "optimal", "feasible", "infeasible" (``clash`` says why) or "unknown" (the
    time ran out); ``plan``, ``ledger``, ``cost``, ``gap``, and ``proved()`` by ledger line. A board that was
    opened is where the search begins. With ``steps`` instead of ``seconds``, and one worker, the same seed gives
    the same plan. It ends earlier when the plan is proved within ``gap`` (a share of its cost, 0.05) of the least,
    or after ``patience`` seconds (with ``steps``: moves) without a better one. Raises ValueError when what was
    opened has errors.
    """
    _demand(opened)
    effort = Effort(None if steps else seconds, steps, seed, workers, gap, patience)
    return plan_production(opened, effort, on_progress)


def improve(
    opened: Opened,
    *,
    moves: int = 5,
    first: date | None = None,
    last: date | None = None,
    mend: bool = False,
    keep_lengths: bool = True,
    seconds: float | None = None,
) -> Improved:
    """Find the few moves that save most from a board as it stands, none of which breaks a rule or a pin.

    Answers an ``Improved``: ``improvement.moves``, each with its exact ``saving`` in minor units after those before
    it, ``alone`` by itself, ``lines`` of the ledger and the ``edit`` that makes it. Strips before ``first`` and after
    ``last`` stay. ``mend`` puts conflicts before money; ``keep_lengths`` holds a .uss board to its own day lengths.
    Raises ValueError when what was opened has errors or no board.
    """
    _board(opened, "improve")
    wanted = Wanted(moves, first, last, mend, keep_lengths)
    return improve_board(opened, wanted, seconds=seconds)


def apply(
    improved: Improved, numbers: Iterable[int] | None = None, output: str | PathLike[str] | None = None
) -> Applied:
    """Apply moves that ``improve`` found, by number from 1 (default: all), to the board that was opened.

    Answers an ``Applied``: ``after`` has the new ``plan``, its ``cost`` and ``conflicts``, and ``saving`` is the
    ledger's. Nothing is written unless ``output`` is given: a file for the board, .json, or .uss. Raises
    ValueError for a number that no move has, OSError when the disk refuses.
    """
    found = improved.improvement.moves
    wanted = sorted(set(range(1, len(found) + 1) if numbers is None else numbers))
    if wanted and not 1 <= wanted[0] <= wanted[-1] <= len(found):
        raise ValueError(f"there are moves 1 to {len(found)}" if found else "there are no moves")
    applied = apply_moves(improved, wanted)
    if output is not None:
        write_applied(improved, applied, Path(output))
    return applied


def explain(
    opened: Opened, about: str = "", *, pins: bool = False, seconds: float = 20.0
) -> tuple[Option, ...] | PersonWhy | Clash | tuple[PinPrice, ...]:
    """Say why: what another date would cost a strip, why a person is held, why there is no plan, what pins cost.

    ``about`` a strip answers its ``Option``s, one a date: ``price`` in minor units, ``allowed``, and what ``forbids``
    it; about a person a ``PersonWhy`` with each run of ``held`` days and the moves that shorten it. Without it, a
    ``Clash``: the ``sentences`` that leave no plan and the ``relaxations``, or the cost of a plan ``found``. With
    ``pins``, a ``PinPrice`` for each pin: ``cost`` as found, proved to lie between ``least`` and ``most``. Raises
    ValueError for a name that nothing has, and when there is no board to explain.
    """
    from coverset.service import explaining

    if not about and not pins:
        if not explaining.can_explain(opened):
            _demand(opened)
        return explaining.explain_clash(opened, seconds=seconds)
    _board(opened, "explain")
    if pins:
        return explaining.explain_pins(opened, seconds=seconds)[1]
    assert opened.production is not None
    kind, name, wrong = explaining.subject(opened.production, about)
    if kind is None:
        raise ValueError(wrong)
    if kind == "strip":
        return explaining.explain_strip(opened, name)
    return explaining.explain_person(opened, name)


def compare(opened: Iterable[Opened]) -> Comparison:
    """Put two or more boards side by side; print it with ``report(comparison, "comparison", to="pdf")``.

    Answers a ``Comparison``: ``sides`` with figures, ledger lines and days of each person, and ``changes`` of each
    later plan against the first: strips that move, calls that change. Raises ValueError when one has errors or
    no board, and for fewer than two.
    """
    every = list(opened)
    if len(every) < 2:
        raise ValueError("give two boards or more to compare")
    for one in every:
        _board(one, "compare")
    return compared(every)


def cover(opened: Opened) -> tuple[Cover, ...]:
    """Name what is shot instead on each day that weather can stop, or why there is nothing.

    Answers a ``Cover`` a unit-day: ``lost``, ``tasks``, ``people`` newly called, ``why``. Raises ValueError when what
    was opened has errors or no board.
    """
    _board(opened, "cover")
    return cover_of(opened)


def replan(
    opened: Opened,
    as_of: date,
    events: str | PathLike[str] | Iterable[Event] = (),
    *,
    seconds: float = 45.0,
    seed: int = 1,
    workers: int = 2,
) -> Answers:
    """Plan again from a date on: up to three answers between fewest changes and least money, the past kept.

    ``events`` is an events.toml, or events themselves. Answers ``Answers``: ``alternatives``, fewest changes first,
    each with ``plan``, ``cost`` in minor units and ``disruption``; without any, ``found.clash`` says why. Raises
    ValueError when what was opened has errors or no board, or for events that are at fault.
    """
    _board(opened, "replan")
    assert opened.production is not None
    if isinstance(events, str | PathLike):
        taken, slips = read_events(Path(events))
    else:
        taken, slips = tuple(events), []
    happened = happen(opened.production, taken)
    wrong = [*slips, *happened.findings]
    if slips or happened.stopped:
        raise ValueError(" ".join(str(one) for one in wrong))
    return replan_opened(opened, as_of, happened, seconds=seconds, seed=seed, workers=workers)


def lose(
    opened: Opened,
    day: date,
    *,
    unit: str = "",
    all_work: bool = False,
    why: str = "weather",
    seconds: float = 30.0,
    seed: int = 1,
    workers: int = 2,
) -> Lost:
    """Lose a day: shoot its cover on it, and find up to three answers for what was lost.

    Answers a ``Lost``: ``covers``, ``shot``, ``answers`` and the cover that each answer leaves, ``remaining``. Raises
    ValueError when what was opened has errors or no board, or nothing stands on the date.
    """
    _board(opened, "lose a day of")
    found, wrong = lose_day(
        opened, day, unit=unit, all_work=all_work, why=why, seconds=seconds, seed=seed, workers=workers
    )
    if found is None:
        raise ValueError(" ".join(str(one) for one in wrong))
    return found


def pin(
    opened: Opened,
    strip: str = "",
    *,
    day: date | None = None,
    person: str = "",
    dates: Iterable[date | tuple[date, date]] = (),
    off: Iterable[date | tuple[date, date]] = (),
    until: date | None = None,
    unit: str = "",
    joins: bool = False,
    order: Iterable[str] = (),
    directly: bool = False,
    call: str = "",
    why: str = "",
    write: bool = False,
) -> Opened:
    """Hold a strip, a day, an order, a call or somebody's dates: what is answered is planned and improved around the pin.

    A strip is held to ``dates`` (dates, or pairs of a first and a last) and ``unit``, or else where it stands; a day
    with its strips, which others may join with ``joins``, or with a ``call`` ("06:30") the unit's call that day; an
    ``order`` of strips to one date, ``directly`` with nothing between; a person to ``dates``, ``off`` dates or ``until`` one, or
    else to the dates they work. With ``write`` the pin is written into the production's own files as well. Raises
    ValueError when there is no such thing, or no plan can keep the pin; OSError when the disk refuses.
    """
    from coverset.formats._notation import to_clock
    from coverset.model.dates import DateRange
    from coverset.service import pinning

    def stretches(given: Iterable[date | tuple[date, date]]) -> tuple[DateRange, ...]:
        return tuple(DateRange(*each) if isinstance(each, tuple) else DateRange(each, each) for each in given)

    _demand(opened)
    assert opened.production is not None
    asked = pinning.Asked(strip, day, person, unit, stretches(dates), stretches(off), until, joins, why)
    asked = replace(asked, order=tuple(order), directly=directly, call=to_clock(call) if call else None)
    made, wrong = pinning.pin_for(opened.production, opened.plan, asked)
    against = [wrong] if made is None else pinning.refused(opened.production, made)
    if made is None or against:
        raise ValueError("; ".join(against))
    if write:
        written, wrong = pinning.write_pin(opened, made)
        if written is None:
            raise ValueError(wrong)
        return open_path(opened.path, opened.wishes)
    return replace(opened, production=replace(opened.production, pins=(*opened.production.pins, made)))


def report(
    what: Result | Checked | Comparison,
    kind: str,
    *,
    to: str = "text",
    printed: date | None = None,
    **wishes: Any,
) -> bytes:
    """Print a paper of a plan, of a board that was checked, or of a comparison, in any medium.

    ``kind`` and ``to`` are keys of the papers and media (docs/reference); a comparison's one paper is
    "comparison". ``printed`` is the date on the paper
    (default: today). ``wishes`` narrow or style it, as options of ``coverset report`` do: ``unit``, ``day`` (a
    date), ``person``, ``palette``, ``profile``, ``revision``. Raises ValueError for an unknown kind, medium or
    wish, and for a result without a plan.
    """
    from dataclasses import fields

    if isinstance(what, Comparison):
        return _comparison(what, kind, to, printed, wishes)
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


def _comparison(what: Comparison, kind: str, to: str, printed: date | None, wishes: dict[str, Any]) -> bytes:
    from coverset.render import renderers
    from coverset.service._comparison_page import document

    _known(kind, {"comparison": None}, "paper of a comparison")
    _known(to, renderers(), "medium")
    for wish in wishes:
        raise ValueError(f"a comparison has no wish {wish!r}")
    made: bytes = renderers()[to].write(document(what, printed or date.today()))
    return made


def _board(opened: Opened, verb: str) -> None:
    _demand(opened)
    if opened.plan is None:
        raise ValueError(f"{opened.path} has no board to {verb}; make one with coverset.plan")


def _demand(opened: Opened) -> None:
    if opened.stopped:
        said = "\n".join(str(finding) for finding in opened.findings)
        raise ValueError(f"{opened.path} has errors:\n{said}")


def _known(word: str, known: dict[str, Any], what: str) -> None:
    if word not in known:
        raise ValueError(f"there is no {what} {word!r}; there are {', '.join(known)}")
