"""A plan put onto a stripboard of the standard, and stripboards and calendars made strictly whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from coverset.formats._uss_boards import ReadBoard, assumed_week, banner_minutes, banner_text
from coverset.formats._uss_dates import Week, instant_of, week_of
from coverset.formats._uss_dialect import object_id, unused_id
from coverset.formats._uss_parity import BONEYARD, STRIPBOARD, to_boneyard
from coverset.formats._uss_schema import board_ids
from coverset.formats._uss_write import Sheets
from coverset.model.plan import Plan, Strip
from coverset.model.production import Production


def put_plan(sheets: Sheets, production: Production, plan: Plan, boards: Sequence[ReadBoard]) -> str:
    """Put the plan on the stripboard of its name, or on a new one; a board that already shows it is left alone.

    Answers the id of the stripboard.
    """
    schedule = sheets.schedule
    shown = next((board for board in boards if board.plan.name == plan.name), None)
    unchanged = sheets.before is not None and sheets.before.calendar == production.calendar
    if shown and unchanged and shown.plan == plan and not shown.assumed:
        return shown.id
    schedule["stripboards"] = schedule["stripboards"] or []
    stripboard = next((s for s in schedule["stripboards"] if shown and s["id"] == shown.id), None)
    if stripboard is None:
        taken = {other["id"] for other in schedule["stripboards"]}
        own = unused_id(taken, "stripboard", schedule["id"], plan.name)
        stripboard = {"id": own, "boards": [], "calendar": None, "name": plan.name or "Stripboard"}
        schedule["stripboards"].append(stripboard)
    week = _week(shown if unchanged else None, production, plan)
    if week is None:
        week = week_of(production.calendar, (day.day for day in plan.days))
        stripboard["calendar"] = add_calendar(schedule, week, f"{plan.name or production.title} (Coverset)")
    stripboard["boards"] = _boards(sheets, production, plan, stripboard, week)
    return str(stripboard["id"])


def _week(shown: ReadBoard | None, production: Production, plan: Plan) -> Week | None:
    """The board's own week when every date of the plan is in it."""
    if shown is None or shown.assumed:
        return None
    worked = {day.day for day in plan.days}
    for day in shown.week.working():
        worked.discard(day)
        if not worked or day > max(worked):
            break
    return None if worked else shown.week


def _boards(
    sheets: Sheets, production: Production, plan: Plan, stripboard: dict[str, Any], week: Week
) -> list[dict[str, Any]]:
    sheet_of = {task: own for own, task in sheets.names.tasks.items()}
    banners = _Banners(sheets, stripboard)
    place: dict[date, int] = {}
    last = plan.days[-1].day if plan.days else None
    for number, day in enumerate(week.working()):
        if last is None or day > last:
            break
        place[day] = number
    present = {day.unit for day in plan.days}
    order = [unit.id for unit in production.units if unit.id in present]
    order += sorted(present - set(order))
    old = {
        sheets.names.units.get(board["id"]): board
        for board in stripboard["boards"]
        if board["name"] != BONEYARD
    }
    placed: set[str] = set()
    made: list[dict[str, Any]] = []
    reused: list[dict[str, Any]] = []
    for unit in order or [production.units[0].id if production.units else "MAIN"]:
        lists: list[list[str]] = []
        for plan_day in plan.days:
            if plan_day.unit != unit or not plan_day.strips or plan_day.day not in place:
                continue
            while len(lists) <= place[plan_day.day]:
                lists.append([])
            for strip in plan_day.strips:
                own = sheet_of.get(strip.task) if strip.task else banners.take(strip)
                if own is not None and own not in placed:
                    placed.add(own)
                    lists[place[plan_day.day]].append(own)
        reused.extend(board for board in (old.get(unit),) if board)
        board = old.get(unit) or {
            "id": object_id("board", stripboard["id"], unit),
            "name": unit if made else STRIPBOARD,
        }
        sheets.names.units[board["id"]] = unit
        made.append(board | {"breakdownIds": lists})
    rest = [sheet_of[task] for task in dict.fromkeys(plan.boneyard) if task in sheet_of]
    rest += [breakdown["id"] for breakdown in sheets.schedule["breakdowns"]]
    boneyard = next((board for board in stripboard["boards"] if board["name"] == BONEYARD), None)
    parked = [own for own in dict.fromkeys(rest) if own not in placed]
    empty = {"id": object_id("board", stripboard["id"], BONEYARD), "name": BONEYARD}
    made.append((boneyard or empty) | {"breakdownIds": parked})
    emptied = [
        board | {"breakdownIds": []}
        for board in stripboard["boards"]
        if all(board is not other for other in (*reused, boneyard))
    ]
    return [*made, *emptied]


class _Banners:
    """The banners of the file, each put on a stripboard once; those of the plan that are new are made."""

    def __init__(self, sheets: Sheets, stripboard: dict[str, Any]) -> None:
        self.sheets, self.stripboard = sheets, stripboard["id"]
        self.free: dict[tuple[str, int], list[str]] = {}
        placed = {
            own: place for place, own in enumerate(o for b in stripboard["boards"] for o in board_ids(b))
        }
        banners = [
            breakdown
            for breakdown in sheets.schedule["breakdowns"]
            if breakdown["type"] == "banner" and breakdown["id"] not in sheets.names.tasks
        ]
        for breakdown in sorted(banners, key=lambda b: -placed.get(b["id"], len(placed))):
            key = banner_text(breakdown), banner_minutes(breakdown)
            self.free.setdefault(key, []).append(breakdown["id"])
        self.used = {breakdown["id"] for breakdown in sheets.schedule["breakdowns"]}

    def take(self, strip: Strip) -> str:
        """The id of a banner with these words and minutes that is not yet on the board."""
        free = self.free.get((strip.banner, strip.minutes))
        if free:
            return free.pop()
        own = unused_id(self.used, "banner", self.stripboard, strip.banner, str(strip.minutes))
        self.used.add(own)
        self.sheets.banner(own, strip.banner, strip.minutes)
        return own


def add_calendar(schedule: dict[str, Any], week: Week, name: str) -> str:
    """The id of a calendar with exactly this week, added when the file has none."""
    schedule["calendars"] = schedule["calendars"] or []
    days_off = sorted((day + 1) % 7 for day in week.days_off)
    closed = [f"{day}{why}" for day, why in sorted(week.dates_off.items())]
    own = object_id("calendar", schedule["id"], str(week.start), str(days_off), *closed)
    if all(calendar["id"] != own for calendar in schedule["calendars"]):
        events = [_event(own, "start", None, week.start)]
        events += [_event(own, "dayOff", why or "dayOff", day) for day, why in sorted(week.dates_off.items())]
        schedule["calendars"].append({"id": own, "daysOff": days_off, "events": events, "name": name})
    return own


def _event(calendar: str, kind: str, name: str | None, day: date) -> dict[str, Any]:
    return {
        "id": object_id("event", calendar, kind, str(day)),
        "type": kind,
        "name": name,
        "date": instant_of(day),
    }


def make_strict(schedule: dict[str, Any], today: date) -> None:
    """Give every stripboard each breakdown and a calendar, and every calendar one start."""
    schedule["stripboards"] = schedule["stripboards"] or []
    schedule["calendars"] = schedule["calendars"] or []
    known = [breakdown["id"] for breakdown in schedule["breakdowns"]]
    for stripboard in schedule["stripboards"]:
        seen = {strip for board in stripboard["boards"] for strip in board_ids(board)}
        missing = [own for own in known if own not in seen]
        if missing:
            to_boneyard(stripboard, missing)
        if stripboard["calendar"] is None:
            stripboard["calendar"] = add_calendar(schedule, assumed_week(today), "Assumed")
    for calendar in schedule["calendars"]:
        events = calendar["events"] or []
        starts = [event for event in events if event["type"] == "start"]
        if not starts:
            start = _event(calendar["id"], "start", None, assumed_week(today).start)
            calendar["events"] = [start | {"_assumed": True}, *events]
        for spare in starts[1:]:
            spare["_type"], spare["type"] = "start", "event"
