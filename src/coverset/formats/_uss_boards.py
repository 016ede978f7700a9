"""The stripboards of a file as plans: day lists on the working dates of their calendar, banners, boneyard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice
from typing import Any

from coverset.findings import Severity
from coverset.formats._uss_dates import Week, read_week
from coverset.formats._uss_json import Notes, shown
from coverset.formats._uss_parity import BONEYARD, STRIPBOARD
from coverset.formats._uss_read import FreeIds, Names, slug
from coverset.formats._uss_schema import ROOT, board_ids
from coverset.model.plan import Plan, PlanDay, Strip

MAIN = "MAIN"
MOST_DAYS = 500
_AHEAD = 28


@dataclass(frozen=True, slots=True)
class ReadBoard:
    """One stripboard of the file: its id, its week, whether the start was assumed, and the plan it shows."""

    id: str
    calendar: str | None
    week: Week
    assumed: bool
    plan: Plan

    @property
    def rank(self) -> tuple[bool, int]:
        """How far it is scheduled: day breaks at all, then how many strips stand on dates."""
        return len(self.plan.days) > 1, sum(len(day.tasks) for day in self.plan.days)


def read_boards(
    schedule: Mapping[str, Any], notes: Notes, names: Names, today: date
) -> tuple[ReadBoard, ...]:
    """Every stripboard of the file in its order; a second board of the same name gets a number."""
    weeks = _weeks(schedule, notes)
    breakdowns = {breakdown["id"]: breakdown for breakdown in schedule["breakdowns"]}
    boards: list[ReadBoard] = []
    called: set[str] = set()
    for place, stripboard in enumerate(schedule["stripboards"] or ()):
        week = weeks.get(stripboard["calendar"] or "")
        read = ReadBoard(
            stripboard["id"],
            stripboard["calendar"],
            week or assumed_week(today),
            week is None,
            Plan((), name=_free(stripboard["name"] or "Stripboard", called)),
        )
        called.add(read.plan.name)
        plan = _plan(stripboard, read, breakdowns, notes, names, place)
        boards.append(replace(read, plan=plan))
    return tuple(boards)


def _weeks(schedule: Mapping[str, Any], notes: Notes) -> dict[str, Week | None]:
    weeks: dict[str, Week | None] = {}
    for place, calendar in enumerate(schedule["calendars"] or ()):
        path = (ROOT, "calendars", place)
        week, moved = read_week(calendar)
        weeks[calendar["id"]] = week
        name = shown(calendar["name"])
        if moved:
            words = (
                f"The calendar {name} has dates that are midnight east of Greenwich; the local day is taken."
            )
            notes.say("uss-east", Severity.NOTE, words, path)
        if len({int(day) for day in calendar["daysOff"]}) == 7:
            words = f"The calendar {name} has all seven weekdays off; none is taken as off."
            notes.say("uss-no-weekday", Severity.WARNING, words, path)
        starts = [event for event in calendar["events"] or () if event["type"] == "start"]
        if len(starts) > 1:
            words = f"The calendar {name} has {len(starts)} start dates; the first is taken."
            notes.say("uss-starts", Severity.WARNING, words, path)
        for event in calendar["events"] or ():
            if event["type"] == "event" and event["name"]:
                holiday = "; only a dayOff event would skip the date" if event["name"] == "holiday" else ""
                words = f"The calendar {name} marks {event['date'][:10]} as {shown(event['name'])}{holiday}."
                notes.say("uss-calendar-event", Severity.NOTE, words, path)
    return weeks


def _free(name: str, called: set[str]) -> str:
    made, copy = name, 1
    while made in called:
        copy += 1
        made = f"{name} ({copy})"
    return made


def assumed_week(today: date) -> Week:
    """A five-day week from the first Monday at least four weeks ahead, where the file has no start date."""
    ahead = today + timedelta(days=_AHEAD)
    return Week(ahead + timedelta(days=-ahead.weekday() % 7), frozenset({5, 6}), {})


def _plan(
    stripboard: Mapping[str, Any],
    read: ReadBoard,
    breakdowns: Mapping[str, Mapping[str, Any]],
    notes: Notes,
    names: Names,
    place: int,
) -> Plan:
    path = (ROOT, "stripboards", place)
    days: list[PlanDay] = []
    boneyard: list[str] = []
    main_seen = False
    named = [names.units[board["id"]] for board in stripboard["boards"] if board["id"] in names.units]
    units = FreeIds(named)
    for board in stripboard["boards"]:
        lists = day_lists(board)
        if not lists or board["name"].casefold() == BONEYARD:
            boneyard.extend(names.tasks[strip] for strip in board_ids(board) if strip in names.tasks)
            continue
        unit = names.units.get(board["id"])
        if unit is None:
            unit = units.take(slug(board["name"], "UNIT") if main_seen else MAIN)
            names.units[board["id"]] = unit
        main_seen = True
        if len(lists) > MOST_DAYS:
            words = f"A board of {len(lists):,} days is too long; the first {MOST_DAYS:,} are read."
            notes.say("uss-too-many-days", Severity.ERROR, words, path)
            boneyard.extend(names.tasks[s] for day in lists[MOST_DAYS:] for s in day if s in names.tasks)
        dates = islice(read.week.working(), MOST_DAYS)
        for strips, day in zip(lists, dates, strict=False):
            if strips:
                days.append(PlanDay(unit, day, tuple(_strip(breakdowns[s], names) for s in strips)))
    return Plan(tuple(days), tuple(boneyard), read.plan.name, (("uss-stripboard", stripboard["id"]),))


def say_undated(
    schedule: Mapping[str, Any], boards: Sequence[ReadBoard], chosen: ReadBoard | None, notes: Notes
) -> None:
    """Say of each stripboard without day breaks that it has no dates, and whose dates are shown instead."""
    for place, stripboard in enumerate(schedule["stripboards"] or ()):
        flat = (board for board in stripboard["boards"] if board["name"] == STRIPBOARD)
        if all(day_lists(board) or not board["breakdownIds"] for board in flat):
            continue
        words = f"The stripboard {shown(stripboard['name'])} has no day breaks: nothing on it is dated"
        if chosen is not None and boards[place] is not chosen and chosen.plan.days:
            words += f"; the dates here are those of the stripboard {shown(chosen.plan.name)}"
        notes.say("uss-no-days", Severity.NOTE, f"{words}.", (ROOT, "stripboards", place))


def day_lists(board: Mapping[str, Any]) -> list[list[str]]:
    """A board's days; none when it is one flat list without day breaks."""
    items = board["breakdownIds"]
    if not any(isinstance(item, list) for item in items):
        return []
    days: list[list[str]] = []
    loose = False
    for item in items:
        if isinstance(item, list):
            days.append(list(item))
            loose = False
        elif loose:
            days[-1].append(item)
        else:
            days.append([item])
            loose = True
    while days and not days[-1]:
        days.pop()
    return days


def _strip(breakdown: Mapping[str, Any], names: Names) -> Strip:
    if breakdown["id"] in names.tasks:
        return Strip(names.tasks[breakdown["id"]])
    return Strip(banner=banner_text(breakdown), minutes=banner_minutes(breakdown))


def banner_text(breakdown: Mapping[str, Any]) -> str:
    """What a banner says."""
    return breakdown["bannerText"] or breakdown["description"] or breakdown["scene"] or ""


def banner_minutes(breakdown: Mapping[str, Any]) -> int:
    """How long a banner takes, in minutes; at most a day."""
    return int(min(round((breakdown["duration"] or 0) / 60_000), 1_440))


def choose(boards: Sequence[ReadBoard], wanted: str | None) -> ReadBoard | None:
    """The board of a name, or else the one with most strips on dates, the newest of equals."""
    if wanted is not None:
        return next((board for board in boards if board.plan.name == wanted), None)
    ranked = [(*board.rank, place) for place, board in enumerate(boards)]
    return boards[max(ranked)[-1]] if ranked else None
