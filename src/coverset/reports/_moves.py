"""Every move of every unit: from base to base, overnight to another location, and inside a day."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Literal

from coverset.model.board import Board
from coverset.model.calendar import Unit
from coverset.model.places import Base
from coverset.model.plan import PlanDay
from coverset.reports._diary import base_name, location_name, travel_dates

MoveKind = Literal["base to base", "overnight", "inside the day"]
_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Move:
    """One move. ``minute`` is when it begins inside a day; ``leg`` numbers journeys between bases from 1.

    ``start`` and ``end`` are ids of bases for journeys, of locations otherwise. ``move_cost`` and
    ``travel_cost`` are what the ledger's lines of company moves and of unit travel charge for it.
    """

    unit: str
    day: date
    kind: MoveKind
    start: str
    end: str
    travel: tuple[date, ...] = ()
    minute: int | None = None
    move_cost: int = 0
    travel_cost: int = 0
    leg: int = 0


def moves_of(board: Board, units: tuple[Unit, ...]) -> tuple[Move, ...]:
    """The moves of some units by date; legs are numbered in that order."""
    order = {unit.id: place for place, unit in enumerate(units)}
    found = [move for unit in units for move in _unit(board, unit)]
    found.sort(key=lambda move: (move.day, move.minute is not None, order[move.unit], move.minute or 0))
    numbered: list[Move] = []
    legs = 0
    for move in found:
        legs += move.kind == "base to base"
        leg = legs if move.kind == "base to base" else 0
        numbered.append(replace(move, leg=leg))
    return tuple(numbered)


def _unit(board: Board, unit: Unit) -> Iterator[Move]:
    price = unit.move_price(board.production.prices.move)
    days = board.unit_days(unit.id)
    for day in days:
        yield from _inside(board, day, price)
    for before, after in pairwise(days):
        here, there = board.base(before), board.base(after)
        places = {task.location for task in board.tasks(before)}
        apart = places.isdisjoint(task.location for task in board.tasks(after))
        cost = price if apart else 0
        if here != there:
            road = board.production.travel(here, there)
            travel = travel_dates(board, unit, before, after)
            yield Move(unit.id, after.day, "base to base", here, there, travel, None, cost, road.cost)
        elif apart:
            start, end = board.tasks(before)[-1].location, board.tasks(after)[0].location
            yield Move(unit.id, after.day, "overnight", start, end, (), None, cost)


def _inside(board: Board, day: PlanDay, price: int) -> Iterator[Move]:
    place = ""
    for timed in board.clock(day).strips:
        if timed.strip.is_banner:
            continue
        here = board.production.tasks[timed.strip.task].location
        if timed.change == "company move":
            yield Move(day.unit, day.day, "inside the day", place, here, (), timed.change_start, price)
        place = here


def place_name(board: Board, move: Move, place: str) -> str:
    """What people call an end of a move."""
    return base_name(board, place) if move.kind == "base to base" else location_name(board, place)


def kilometres(first: Base, second: Base) -> int | None:
    """The great-circle distance of two bases, or None where one has no coordinates."""
    if None in (first.latitude, first.longitude, second.latitude, second.longitude):
        return None
    a, b = math.radians(first.latitude or 0), math.radians(second.latitude or 0)
    turn = math.radians((second.longitude or 0) - (first.longitude or 0))
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(turn / 2) ** 2
    return round(2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half))))
