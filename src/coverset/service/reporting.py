"""Reporting: one paper of whatever was opened, in the medium asked for, or a sentence that says why not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from coverset.findings import nearest
from coverset.formats import uss
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.plan import Plan
from coverset.render import renderers
from coverset.reports import Printing, reports
from coverset.reports._diary import diary
from coverset.reports._palettes import palettes
from coverset.store.files import write_whole

if TYPE_CHECKING:
    from coverset.service.opening import Opened

ALL = "all"
BOARD_FILE = "uss"
"""Not a paper but the board itself, for other scheduling programs."""

PROFILES = ("strip-days", "paid-days")
ALIASES = {
    "board": "stripboard",
    "oneliner": "one-liner",
    "schedule": "shooting-schedule",
    "dood": "day-out-of-days",
    "ledger": "cost-ledger",
    "calls": "call-sheet",
}
TEXTUAL = ("text", "csv", "json", "html", "ics", "uss")


def medium_of(to: str, output: Path | None, *, without: Collection[str] = ()) -> tuple[str, str]:
    """The medium that is meant: what was said, else what the file's ending says, else text; or a sentence.

    A file whose ending belongs to another medium than the one said would open in the wrong program.
    """
    endings = {each.SUFFIX: key for key, each in renderers().items() if key not in without}
    if BOARD_FILE not in without:
        endings[f".{BOARD_FILE}"] = BOARD_FILE
    suffix = "" if output is None or output.is_dir() else output.suffix.casefold()
    meant = endings.get(suffix, "")
    if to and meant and meant != to:
        return (
            to,
            f"{output} ends like a {meant} file and --to says {to}: leave out --to, or name the file otherwise.",
        )
    if to or meant or not suffix:
        return to or meant or "text", ""
    return (
        "",
        f"Nothing is known to be written as {suffix}; end the file in {', '.join(endings)}, or say --to.",
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """Which paper is wanted and how: its kind and medium, what narrows it, colours, codes, issue."""

    kind: str
    to: str = "text"
    day: str | None = None
    unit: str | None = None
    person: str | None = None
    palette: str = "singleton"
    profile: str = "strip-days"
    revision: str = ""
    sequence: int = 0


def make_report(
    opened: Opened,
    asked: Asked,
    output: Path | None,
    *,
    today: date | None = None,
    previous: Plan | None = None,
) -> tuple[bytes | None, list[str]]:
    """Make the paper: its bytes for standard output, or None when it stands in ``output``.

    With sentences nothing was made: each says what was asked for and what there is. ``all`` writes every
    paper into the folder ``output``. ``today`` is the date on the paper. ``previous`` is the plan issued
    before: calendars cancel what it called and this one does not. Raises ValueError when what was opened
    came without a board.
    """
    if opened.production is None or opened.plan is None:
        raise ValueError("there is no board to print")
    board = Board(opened.production, opened.plan)
    asked = replace(asked, kind=ALIASES.get(asked.kind, asked.kind))
    problems = [*_unknown(asked, board), *_unfit(asked, output)]
    if problems:
        return None, problems
    day, problems = _day(asked, board)
    if problems:
        return None, problems
    if asked.to == BOARD_FILE:
        made = uss.write(opened.production, opened.plan, _original(opened), today=today)
        if output is not None:
            write_whole(output, made)
        return (None if output else made), []

    from coverset.service.planning import printing

    wanted = printing(
        board,
        today or date.today(),
        opened.provenance,
        unit=asked.unit,
        day=day,
        person=_person(asked.person, board),
        palette=asked.palette,
        profile=asked.profile,
        **({"revision": asked.revision} if asked.revision else {}),
        sequence=asked.sequence,
        previous=previous and Board(opened.production, previous),
    )
    try:
        return _made(wanted, asked, output), []
    except OSError as error:
        return None, [f"{error.filename or output} cannot be written: {error.strerror}."]


def _original(opened: Opened) -> bytes | None:
    """The file a board came from, whose ids and private keys are kept."""
    return opened.path.read_bytes() if opened.kind == "uss" else None


def _made(wanted: Printing, asked: Asked, output: Path | None) -> bytes | None:
    if asked.kind == ALL:
        from coverset.service.papers import write_papers

        assert output is not None
        write_papers(wanted, output)
        return None
    document = reports()[asked.kind].build(wanted)
    renderer = renderers()[asked.to]
    made = renderer.write(document)
    if output is None:
        return made
    write_whole(output / f"{document.key}{renderer.SUFFIX}" if output.is_dir() else output, made)
    return None


def _unknown(asked: Asked, board: Board) -> list[str]:
    """What was asked for by a name that nothing has."""
    production = board.production
    found = []
    kinds = (*reports(), ALL)
    if asked.kind not in kinds:
        near = nearest(asked.kind, kinds, limit=len(kinds))
        every = f" Papers: {', '.join(kinds)}." if near.startswith("did you mean") else ""
        found.append(f"There is no paper {asked.kind!r}; {near}{every}")
    for name, value, known in (
        ("medium", asked.to, (*renderers(), BOARD_FILE)),
        ("palette", asked.palette, tuple(palettes())),
        ("day-out-of-days profile", asked.profile, PROFILES),
    ):
        if value not in known:
            found.append(f"There is no {name} {value!r}; {nearest(value, known, limit=len(known))}")
    if asked.unit is not None and asked.unit not in production.units_by_id:
        found.append(f"There is no unit {asked.unit!r}; {nearest(asked.unit, production.units_by_id)}")
    if asked.person is not None and _person(asked.person, board) is None:
        found.append(f"There is nobody {asked.person!r}; {nearest(asked.person, production.people_by_id)}")
    return found


def _person(asked: str | None, board: Board) -> str | None:
    """Somebody by id, board number or name."""
    if asked is None or asked in board.production.people_by_id:
        return asked
    people = board.production.people
    return next((p.id for p in people if asked.casefold() in (p.number.casefold(), p.name.casefold())), None)


def _unfit(asked: Asked, output: Path | None) -> list[str]:
    """A medium that the paper or the screen cannot take."""
    if asked.kind == ALL:
        if output is None:
            return ["All papers need a folder: give one with -o, as -o papers."]
        return [f"{output} is a file; give a folder for all papers."] if output.is_file() else []
    found = []
    if asked.to == BOARD_FILE and asked.kind != "stripboard":
        found.append(f"Only the stripboard is written as uss; the {asked.kind} is a paper.")
    if asked.to == "ics" and asked.kind in reports() and asked.kind != "calendar":
        found.append(f"Only the calendar has entries for ics; the {asked.kind} has none.")
    if output is None and asked.to in renderers() and asked.to not in TEXTUAL:
        suffix = renderers()[asked.to].SUFFIX
        found.append(f"{asked.to} is not for a screen: give a file with -o, as -o {asked.kind}{suffix}.")
    return found


def _day(asked: Asked, board: Board) -> tuple[date | None, list[str]]:
    """The date asked for: as written, or that of a shoot-day number of the unit (of the first that shoots)."""
    if asked.day is None:
        return None, []
    wanted = [unit for unit in board.production.units if asked.unit in (None, unit.id)]
    shoots = [found for found in (diary(board, unit) for unit in wanted) if found.shooting_days]
    try:
        day = date.fromisoformat(asked.day)
    except ValueError:
        if not (asked.day.isascii() and asked.day.isdigit() and len(asked.day) < 6):
            return None, [f"{asked.day!r} is no day: write a date as 2025-05-07, or a shoot day number as 5."]
    else:
        worked = {one.day for one in board.days if asked.unit in (None, one.unit)}
        if asked.kind != "call-sheet" or day in worked:
            return day, []
        after = min((one for one in worked if one > day), default=max(worked, default=None))
        hint = f"; try {after.isoformat()}" if after else ""
        who = asked.unit or "Nobody"
        return None, [f"{who} {'does not work' if asked.unit else 'works'} on {format_date(day)}{hint}."]
    number = int(asked.day)
    if not shoots:
        return None, [f"{asked.unit or 'The board'} has no shoot day."]
    first = shoots[0]
    for one in first.days:
        if one.number == number > 0:
            return one.plan.day, []
    name = first.unit.name or first.unit.id
    return None, [f"{name} has no shoot day {number}; it has 1 to {first.shooting_days}."]
