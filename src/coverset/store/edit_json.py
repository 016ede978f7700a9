"""Edits of a board as JSON and back: what the history keeps and what a browser sends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from coverset.model.edits import (
    Edit,
    EditError,
    MoveStrip,
    PullDay,
    ReorderDay,
    Restore,
    Several,
    SwapDays,
)
from coverset.model.plan import Plan, PlanDay, Strip

MOST_EDITS = 2_000
MOST_STRIPS = 20_000
_LONGEST = 400
_DEEPEST = 4


def edit_json(edit: Edit) -> dict[str, Any]:
    """An edit as a JSON object with its name under ``edit``."""
    match edit:
        case MoveStrip():
            day = edit.day.isoformat() if edit.day else None
            return {"edit": "move", "task": edit.task, "unit": edit.unit, "day": day, "before": edit.before}
        case SwapDays():
            first, second = edit.first.isoformat(), edit.second.isoformat()
            return {"edit": "swap", "unit": edit.unit, "first": first, "second": second}
        case PullDay():
            return {
                "edit": "pull",
                "unit": edit.unit,
                "day": edit.day.isoformat(),
                "to": edit.to.isoformat(),
            }
        case ReorderDay():
            return {
                "edit": "order",
                "unit": edit.unit,
                "day": edit.day.isoformat(),
                "order": list(edit.order),
            }
        case Several():
            return {"edit": "several", "edits": [edit_json(each) for each in edit.edits]}
        case Restore():
            return {
                "edit": "restore",
                "slots": [[unit, day.isoformat()] for unit, day in edit.slots],
                "days": [day_json(day) for day in edit.days],
                "boneyard": list(edit.boneyard),
            }


def edit_of(said: object, depth: int = 0) -> Edit:
    """The edit that a JSON object says. Raises EditError, in a sentence, for one that is none."""
    table = _table(said)
    match table.get("edit"):
        case "move":
            day = table.get("day")
            return MoveStrip(
                _text(table, "task"),
                _text(table, "unit", empty=True),
                None if day is None else _date(day),
                _text(table, "before", empty=True),
            )
        case "swap":
            return SwapDays(_text(table, "unit"), _date(table.get("first")), _date(table.get("second")))
        case "pull":
            return PullDay(_text(table, "unit"), _date(table.get("day")), _date(table.get("to")))
        case "order":
            return ReorderDay(_text(table, "unit"), _date(table.get("day")), _texts(table.get("order")))
        case "several":
            edits = table.get("edits")
            if not isinstance(edits, list) or not 0 < len(edits) <= MOST_EDITS or depth >= _DEEPEST:
                raise EditError(f"several edits are a list of 1 to {MOST_EDITS}")
            return Several(tuple(edit_of(each, depth + 1) for each in edits))
        case "restore":
            slots, days = table.get("slots"), table.get("days")
            if not isinstance(slots, list) or not isinstance(days, list) or len(slots) > MOST_EDITS:
                raise EditError("a restore names its slots and days")
            return Restore(
                tuple(_slot(each) for each in slots),
                tuple(day_of(each) for each in days),
                _texts(table.get("boneyard")),
            )
        case other:
            raise EditError(f"{str(other)[:60]!r} is no edit: move, swap, pull, order, several or restore")


def plan_json(plan: Plan) -> dict[str, Any]:
    """A whole board as a JSON object."""
    return {"days": [day_json(day) for day in plan.days], "boneyard": list(plan.boneyard), "name": plan.name}


def plan_of(said: object) -> Plan:
    """The board that a JSON object says. Raises EditError for one that is none."""
    table = _table(said)
    days = table.get("days")
    if not isinstance(days, list) or len(days) > MOST_STRIPS:
        raise EditError("a board has a list of days")
    return Plan(
        tuple(day_of(each) for each in days), _texts(table.get("boneyard")), _text(table, "name", empty=True)
    )


def day_json(day: PlanDay) -> dict[str, Any]:
    """A unit-day as a JSON object; a strip is its task, or a table for a banner."""
    strips = [
        strip.task
        if strip.task and not strip.banner and not strip.minutes
        else {"task": strip.task, "banner": strip.banner, "minutes": strip.minutes}
        for strip in day.strips
    ]
    return {"unit": day.unit, "day": day.day.isoformat(), "strips": strips}


def day_of(said: object) -> PlanDay:
    """The unit-day that a JSON object says. Raises EditError for one that is none."""
    table = _table(said)
    strips = table.get("strips")
    if not isinstance(strips, list) or len(strips) > MOST_STRIPS:
        raise EditError("a day has a list of strips")
    return PlanDay(_text(table, "unit"), _date(table.get("day")), tuple(_strip(each) for each in strips))


def _strip(said: object) -> Strip:
    if isinstance(said, str):
        return Strip(_text({"task": said}, "task"))
    table = _table(said)
    minutes = table.get("minutes", 0)
    if isinstance(minutes, bool) or not isinstance(minutes, int) or not 0 <= minutes <= 2880:
        raise EditError("a banner takes 0 to 2880 minutes")
    return Strip(_text(table, "task", empty=True), _text(table, "banner", empty=True), minutes)


def _slot(said: object) -> tuple[str, date]:
    if not isinstance(said, list) or len(said) != 2:
        raise EditError("a slot is a unit and a date")
    return _text({"unit": said[0]}, "unit"), _date(said[1])


def _table(said: object) -> Mapping[str, Any]:
    if not isinstance(said, Mapping):
        raise EditError("an edit is a JSON object")
    return said


def _text(table: Mapping[str, Any], key: str, *, empty: bool = False) -> str:
    value = table.get(key, "" if empty else None)
    if value is None and empty:
        return ""
    if not isinstance(value, str) or len(value) > _LONGEST or not (value or empty):
        raise EditError(f"{key} is a text of 1 to {_LONGEST} characters")
    return value


def _texts(said: object) -> tuple[str, ...]:
    if said is None:
        return ()
    if not isinstance(said, list) or len(said) > MOST_STRIPS:
        raise EditError("a list of strips is wanted")
    return tuple(_text({"strip": each}, "strip") for each in said)


def _date(said: object) -> date:
    try:
        if isinstance(said, str) and len(said) == 10:
            return date.fromisoformat(said)
    except ValueError:
        pass
    raise EditError(f"{str(said)[:40]!r} is no date: write 2020-02-24")
