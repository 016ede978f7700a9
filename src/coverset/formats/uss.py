"""The Universal Schedule Standard (.uss): schedules and breakdowns as scheduling programs exchange them."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from typing import Any

from coverset.findings import Finding, Place, Severity, in_order, nearest
from coverset.formats import _uss_own as own
from coverset.formats._defaults import unit_day
from coverset.formats._uss_boards import MAIN, ReadBoard, assumed_week, choose, read_boards, say_undated
from coverset.formats._uss_dates import week_of
from coverset.formats._uss_dialect import to_standard
from coverset.formats._uss_json import Notes, load
from coverset.formats._uss_read import (
    ANYWHERE,
    DAY_RATE,
    DROP_DAYS,
    KIND,
    Cast,
    Names,
    read_film,
    read_people,
    read_places,
    read_scenes,
    say_links,
)
from coverset.formats._uss_schema import ROOT, check
from coverset.formats._uss_write import Sheets, fresh, public
from coverset.formats._uss_write_boards import add_calendar, make_strict, put_plan
from coverset.model.calendar import DayRules, Unit
from coverset.model.clock import clock, day_eighths
from coverset.model.dates import format_date
from coverset.model.pace import pace
from coverset.model.plan import Plan
from coverset.model.production import Assumption, Marked, Production
from coverset.units import format_duration, format_money

KEY = "uss"
TITLE = "Universal Schedule Standard"
SUFFIXES = (".uss",)

_AFTER = timedelta(days=14)
_LONGEST_DAY = 16 * 60
_SPACED = 4_000_000
"""Longer files are written without indentation, so that what was read can be read again."""


@dataclass(frozen=True)
class Reading:
    """A file as read: the production, the chosen board, every board, what was found, and the file made whole.

    ``document`` is the file as strict 1.0.0 and ``names`` ties its ids to ours; ``write`` needs both.
    """

    production: Production | None
    plan: Plan | None
    boards: tuple[Plan, ...]
    findings: tuple[Finding, ...]
    document: dict[str, Any]
    names: Names
    shown: tuple[ReadBoard, ...] = ()


def sniff(head: bytes) -> bool:
    """Whether a file's first bytes look like a schedule of this standard."""
    return b'"universalScheduleStandard"' in head[:4096].replace(b"\0", b"")


def read(
    data: bytes, name: str, *, today: date | None = None, board: str | None = None
) -> tuple[Production | None, Plan | None, list[Finding]]:
    """Read a schedule as programs really write it: the production, the board as it stands, and what was found.

    ``board`` names the stripboard to show (``board_names`` lists them); without it the one with most scenes
    on dates is shown, the newest of equals. ``today`` counts where the file has no start date. What the
    file leaves open is in the production's assumptions. Never raises for what is in the file.
    """
    reading = read_all(data, name, today=today, board=board)
    return reading.production, reading.plan, list(reading.findings)


def read_all(data: bytes, name: str, *, today: date | None = None, board: str | None = None) -> Reading:
    """As ``read``, with every board of the file and what ``write`` needs."""
    value, notes = load(data, name)
    document = None if value is None else to_standard(value, notes)
    if document is None:
        return Reading(None, None, (), tuple(in_order(notes.findings())), {}, Names())
    return _read(document, notes, today or date.today(), board)


def board_names(production: Production) -> tuple[str, ...]:
    """The names of the stripboards of the file a production was read from."""
    found = dict(production.private).get("uss-boards", ())
    return tuple(str(name) for name in found) if isinstance(found, tuple) else ()


def board_lengths(production: Production, plan: Plan, unit: str = MAIN) -> tuple[int, ...]:
    """The eighths of each of a unit's days on a board, the longest day first."""
    return tuple(sorted((day_eighths(production, day) for day in plan.unit_days(unit)), reverse=True))


def validate(data: bytes, name: str = "schedule.uss") -> list[Finding]:
    """Hold a file to the letter of USS 1.0.0: errors of shape, and warnings for ids that point nowhere.

    Nothing is tolerated here that ``read`` would mend; private keys (``_``) are allowed, as the
    standard's documentation says. An empty list is a strictly valid file.
    """
    value, notes = load(data, name)
    if value is not None:
        check(value, notes)
    return in_order(notes.findings())


def write(
    production: Production,
    plan: Plan | None,
    original: bytes | None = None,
    *,
    today: date | None = None,
    private: bool = True,
) -> bytes:
    """Write a strictly valid USS 1.0.0 file that loses nothing of ``original``, the file it came from.

    What was not changed keeps its ids and its own values; the plan goes onto the stripboard of its name, or
    onto a new one beside the others. What the standard has no place for stands under ``_coverset``, and
    reading the file back gives the same production and plan. With ``private=False`` no private key is
    written, for programs that refuse them: then only what the standard speaks of is kept. ``today`` dates
    new entries. Raises ValueError when ``original`` is not a schedule.
    """
    today = today or date.today()
    reading = _before(production, plan, original, today)
    if reading is None:
        sheets = Sheets(fresh(production, today), Names(), None, today)
        document: dict[str, Any] = {ROOT: sheets.schedule}
        boards: tuple[ReadBoard, ...] = ()
    else:
        document, boards = reading.document, reading.shown
        sheets = Sheets(document[ROOT], reading.names, reading.production, today)
    sheets.update(production)
    board = ""
    if plan is not None:
        board = put_plan(sheets, production, plan, boards)
    elif reading is None:
        add_calendar(sheets.schedule, week_of(production.calendar, ()), production.title)
    make_strict(sheets.schedule, today)
    if private:
        own.keep(sheets.schedule, production, plan, sheets.names, board)
    else:
        document = public(document)
    text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)
    if len(text) > _SPACED:
        text = json.dumps(document, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return f"{text}\n".encode("utf-8", "replace")


def _before(production: Production, plan: Plan | None, original: bytes | None, today: date) -> Reading | None:
    board = plan.name if plan else None
    if original is not None:
        reading = read_all(original, "original.uss", today=today, board=board)
        if not reading.document:
            raise ValueError("the original file is not a schedule of the Universal Schedule Standard")
        return reading
    document = dict(production.private).get("uss-document")
    if not isinstance(document, dict):
        return None
    return _read(copy.deepcopy(document), Notes("original.uss"), today, board)


def _read(document: dict[str, Any], notes: Notes, today: date, wanted: str | None) -> Reading:
    schedule = document[ROOT]
    found = own.kept(schedule, notes)
    names = found.names if found else Names()
    cast = Cast(schedule, notes, names)
    bases, locations, where, _ = read_places(schedule, cast, names)
    omitted = (
        frozenset(scene.id for scene in found.production.scenes if scene.omitted) if found else frozenset()
    )
    scenes = read_scenes(schedule, cast, where, notes, names, omitted)
    boards = read_boards(schedule, notes, names, today)
    chosen = choose(boards, wanted)
    if wanted is None and found and found.board:
        chosen = next((board for board in boards if board.id == found.board), chosen)
    if chosen is None and wanted is not None:
        known = nearest(wanted, [board.plan.name for board in boards])
        words = f"There is no stripboard {wanted!r} in the file; {known}"
        notes.said.append(Finding("uss-no-board", Severity.ERROR, words, Place(notes.file)))
        chosen = choose(boards, None)
    say_undated(schedule, boards, chosen, notes)
    week = chosen.week if chosen else assumed_week(today)
    last = _last_date(chosen, boards, sum(scene.minutes for scene in scenes), week.start)
    calendar = week.calendar(last + _AFTER)
    say_links(schedule, cast, notes)
    units = dict.fromkeys(day.unit for board in boards for day in board.plan.days) or {MAIN: None}
    production = Production(
        title=schedule["project"] or schedule["name"] or "Untitled",
        calendar=calendar,
        films=(read_film(schedule),),
        scenes=scenes,
        people=read_people(cast, calendar.start_date, calendar.end_date, notes, names),
        bases=bases,
        locations=locations,
        units=tuple(
            Unit(unit, "Main unit" if unit == MAIN else unit.title(), day_cost=unit_day(KIND))
            for unit in units
        ),
        company=schedule["company"] or "",
        kind=KIND,
        private=(
            ("uss-boards", tuple(board.plan.name for board in boards)),
            ("uss-document", document),
        ),
    )
    production = _assumed(production, chosen, schedule)
    plan = chosen.plan if chosen else None
    plans = tuple(board.plan for board in boards)
    if found:
        production, plan, plans = _ours(found, production, plan, plans, notes)
        plan = _placeable(plan, production) if plan else None
        plans = tuple(_placeable(other, production) for other in plans)
    return Reading(production, plan, plans, tuple(in_order(notes.findings())), document, names, boards)


def _ours(
    found: own.Kept, production: Production, plan: Plan | None, plans: tuple[Plan, ...], notes: Notes
) -> tuple[Production, Plan | None, tuple[Plan, ...]]:
    if not found.untouched:
        words = (
            "The file was changed by another program since Coverset wrote it: scenes, cast, boards and calendar "
            "are read from it, rates, units, pins and rules from what Coverset had kept."
        )
        notes.said.append(Finding("uss-changed-elsewhere", Severity.NOTE, words, Place(notes.file)))
        return own.joined(production, found.production), plan, plans
    production = replace(found.production, private=production.private)
    ours = found.plan
    if ours is None:
        return production, plan, plans

    def as_kept(read: Plan) -> Plan:
        same = dict(read.private).get("uss-stripboard") == found.board
        return replace(ours, private=read.private) if same else read

    return production, as_kept(plan) if plan else ours, tuple(as_kept(other) for other in plans)


def _placeable(plan: Plan, production: Production) -> Plan:
    """The plan without strips and units that the production does not have."""
    tasks, units = production.tasks, production.units_by_id
    days = tuple(
        replace(day, strips=tuple(strip for strip in day.strips if strip.is_banner or strip.task in tasks))
        for day in plan.days
        if day.unit in units
    )
    known = {scene.id for scene in production.scenes} | tasks.keys()
    boneyard = tuple(task for task in plan.boneyard if task in known)
    if days == plan.days and boneyard == plan.boneyard:
        return plan
    return replace(plan, days=days, boneyard=boneyard)


def _last_date(chosen: ReadBoard | None, boards: tuple[ReadBoard, ...], minutes: int, start: date) -> date:
    if chosen and chosen.plan.days:
        same = (
            board for board in boards if board.calendar == chosen.calendar and board.assumed == chosen.assumed
        )
        return max(board.plan.days[-1].day for board in same if board.plan.days)
    days = min(1_000, max(1, ceil(minutes / DayRules().standard)))
    return start + timedelta(days=ceil(days * 7 / 4))


def _assumed(production: Production, chosen: ReadBoard | None, schedule: dict[str, Any]) -> Production:
    """The production with its day long enough for the board, and a sentence for each value nobody stated."""
    rate, day = format_money(DAY_RATE, production.currency), format_money(unit_day(KIND), production.currency)
    calendar = production.calendar
    said = [
        Assumption(
            "people/*/rate", f"The file has no rates: every cast member is priced at {rate} a day.", "people"
        ),
        Assumption("units/*/day_cost", f"The file has no costs: a unit's day is priced at {day}.", "units"),
        Assumption(
            "calendar/end_date",
            f"The file has no end date: work may go on until {format_date(calendar.end_date)}, two weeks after "
            "the last day of the board.",
            "calendar",
        ),
    ]
    unmeasured = sum(
        not breakdown["duration"] for breakdown in schedule["breakdowns"] if breakdown["type"] == "scene"
    )
    if unmeasured:
        words = (
            f"Scenes without an estimated time ({unmeasured}) take {pace(KIND).minutes_per_eighth} minutes for "
            f"each eighth of a page, the pace of the kind {KIND!r}."
        )
        said.append(Assumption("scenes/*/minutes", words, "scenes"))
    if any(location.id == ANYWHERE for location in production.locations):
        words = (
            "Scenes without a Location are all shot at one place: going from set to set is a set change of "
            f"{format_duration(DayRules().set_change)}, never a company move."
        )
        said.append(Assumption("scenes/*/location", words, "locations"))
    if chosen is None or chosen.assumed:
        words = (
            f"The file has no start date: {format_date(calendar.start_date)} and a five-day week are taken."
        )
        said.append(Assumption("calendar/start_date", words, "calendar"))
    if any(person.holding.drop for person in production.people):
        words = (
            "A cast member whom the file lets drop is dropped once, where more than the file's days lie between "
            f"two engagements and it saves most; picking up again costs {DROP_DAYS} days' pay."
        )
        said.append(Assumption("people/*/holding", words, "people"))
    production = replace(
        production,
        marks=(Marked("people/*/rate", "assumed"), Marked("units/*/day_cost", "assumed")),
    )
    if chosen:
        production, longest = _long_enough(production, _placeable(chosen.plan, production))
        if longest:
            words = f"The board's longest day needs {format_duration(longest)}: a day may be that long here."
            said.append(Assumption("units/*/day/longest", words, "units"))
    return replace(production, assumptions=tuple(said))


def _long_enough(production: Production, plan: Plan) -> tuple[Production, int]:
    """Units whose longest day is at least the board's, up to sixteen hours; 0 when the usual one is enough."""
    needed = max((clock(production, day).work for day in plan.days if day.tasks), default=0)
    usual = DayRules().longest
    if not usual < needed <= _LONGEST_DAY:
        return production, 0
    units = tuple(replace(unit, day=replace(unit.day, longest=needed)) for unit in production.units)
    return replace(production, units=units), needed
