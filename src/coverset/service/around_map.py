"""The map of a board's moves as data: bases where they lie, every move of the paper, people's own journeys."""

from __future__ import annotations

from datetime import date
from typing import Any

from coverset.model.board import Board
from coverset.reports import Printing
from coverset.reports._cast_days import cast_of
from coverset.reports._diary import Diary, base_name, counted, span_words
from coverset.reports._moves import Move, kilometres, moves_of, place_name
from coverset.reports._papers import diaries, unit_name


def map_json(board: Board, today: date) -> dict[str, Any]:
    """Bases with coordinates (degrees) and stays, moves in order, journeys by person; money in minor units.

    ``missing`` names the bases that are used and have no coordinates.
    """
    found = tuple(each for each in diaries(Printing(board, today)) if each.days)
    moves = moves_of(board, tuple(each.unit for each in found))
    used = dict.fromkeys(each.clock.base for diary in found for each in diary.days)
    journeys = [
        {
            "person": person.id,
            "name": person.name,
            "number": person.number,
            "start": journey.here,
            "end": journey.there,
            "dates": [day.isoformat() for day in journey.dates],
        }
        for person in cast_of(board)
        for journey in person.journeys
    ]
    homes = dict.fromkeys(end for each in journeys for end in (str(each["start"]), str(each["end"])))
    bases = [_base(board, found, base) for base in (*used, *(base for base in homes if base not in used))]
    return {
        "currency": board.production.currency,
        "bases": bases,
        "missing": [base["name"] for base in bases if base["latitude"] is None],
        "units": [
            {"id": each.unit.id, "name": unit_name(board.production, each.unit.id), "kind": each.unit.kind}
            for each in found
        ],
        "moves": [_move(board, each) for each in moves],
        "journeys": journeys,
    }


def _base(board: Board, found: tuple[Diary, ...], base: str) -> dict[str, Any]:
    place = board.production.bases_by_id[base]
    stays = {each.unit.id: [d.plan.day for d in each.days if d.clock.base == base] for each in found}
    dates = {day for days in stays.values() for day in days}
    has = place.latitude is not None and place.longitude is not None
    return {
        "id": base,
        "name": base_name(board, base),
        "country": place.country,
        "latitude": place.latitude if has else None,
        "longitude": place.longitude if has else None,
        "dates": len(dates),
        "words": f"{counted(len(dates), 'date')}, {span_words(min(dates), max(dates))}" if dates else "",
        "units": [unit_name(board.production, unit) for unit, days in stays.items() if days],
    }


def _move(board: Board, move: Move) -> dict[str, Any]:
    bases = board.production.bases_by_id
    return {
        "leg": move.leg,
        "unit": move.unit,
        "day": move.day.isoformat(),
        "kind": move.kind,
        "start": move.start,
        "end": move.end,
        "start_name": place_name(board, move, move.start),
        "end_name": place_name(board, move, move.end),
        "travel": [day.isoformat() for day in move.travel],
        "minute": move.minute,
        "km": kilometres(bases[move.start], bases[move.end]) if move.leg else None,
        "move_cost": move.move_cost,
        "travel_cost": move.travel_cost,
    }
