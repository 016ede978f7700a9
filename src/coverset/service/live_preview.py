"""A board as it would be: an answer, a few moves or a plan that was found, shown before anybody keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from coverset.formats import events as events_file
from coverset.model.diff import orders_between, people_between, strips_between
from coverset.model.events import take_all
from coverset.model.plan import Plan, PlanDay, Strip
from coverset.model.production import Production
from coverset.service.live import View

MOST_SENTENCES = 400
"""More sentences than this nobody reads; the rest is counted."""

Placed = Mapping[str, Sequence[str]]
"""By ``unit|date`` the strips that stand there, in order: a board as it goes over the socket while it settles."""


def placed_json(plan: Plan) -> dict[str, list[str]]:
    """A board by unit-day, strips alone."""
    return {f"{day.unit}|{day.day.isoformat()}": list(day.tasks) for day in plan.days if day.tasks}


def plan_of_placed(placed: Placed) -> Plan:
    """The board that `placed_json` told of."""
    days = []
    for where, tasks in placed.items():
        unit, _, day = where.rpartition("|")
        days.append(PlanDay(unit, date.fromisoformat(day), tuple(map(Strip, tasks))))
    return Plan(tuple(days))


def after_events(production: Production, happened: Sequence[Sequence[Any]]) -> Production:
    """A production once events have come, each given by its kind and its table as events.toml has it."""
    text: bytes | None = None
    for kind, table in happened:
        text = events_file.with_event(text, kind, table)
    if text is None:
        return production
    events = events_file.read(text)[0].events
    return take_all(production, events)[0]


def preview(view: View, plan: Plan, happened: Sequence[Sequence[Any]] = ()) -> dict[str, Any]:
    """The whole board as it would be with another plan, and what that changes on the board of the view.

    The JSON of a board, and ``diff`` (sentences), ``moved`` (strips whose unit or date differs), ``days_changed``
    (unit-days that hold something else, or in another order), ``cost_change`` in minor units.
    """
    made = view.board.production
    if happened:
        made = after_events(made, happened)
    then = replace(view, production=made, plan=plan)
    shown = then.as_json()
    return {
        **shown,
        "diff": sentences(view, then),
        "moved": [strip.task for strip in strips_between(view.plan, plan)],
        "days_changed": [[unit, day.isoformat()] for unit, day in _days_between(view.plan, plan)],
        "cost_change": then.ledger.total - view.ledger.total,
    }


def sentences(before: View, after: View) -> list[str]:
    """What one board has otherwise than another: strips, orders inside days, people's dates; `MOST_SENTENCES` at most."""
    from coverset.solve.standing import Standing

    spells = Standing(before.board).spells, Standing(after.board).spells
    found = [
        *map(str, strips_between(before.plan, after.plan)),
        *map(str, orders_between(before.plan, after.plan)),
        *map(str, people_between(*spells)),
    ]
    if len(found) > MOST_SENTENCES:
        found = [*found[: MOST_SENTENCES - 1], f"And {len(found) - MOST_SENTENCES + 1} changes more."]
    return found


def _days_between(before: Plan, after: Plan) -> list[tuple[str, date]]:
    were = {(day.unit, day.day): day.strips for day in before.days}
    are = {(day.unit, day.day): day.strips for day in after.days}
    return sorted(
        (key for key in were.keys() | are.keys() if were.get(key, ()) != are.get(key, ())),
        key=lambda key: (key[1], key[0]),
    )
