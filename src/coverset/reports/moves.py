"""Company moves: a map of the journeys between bases, a time line of the units, and every move in a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coverset.model.board import Board
from coverset.model.places import Base
from coverset.render.document import (
    Block,
    Cell,
    Column,
    Document,
    Figure,
    Heading,
    KeyValues,
    Legend,
    LegendEntry,
    Note,
    Row,
    Table,
    day,
    money,
    number,
)
from coverset.reports import Printing
from coverset.reports._diary import Diary, base_name, counted, span_words
from coverset.reports._move_map import map_share, move_map
from coverset.reports._moves import Move, kilometres, moves_of, place_name
from coverset.reports._palettes import base_tint, unit_ink
from coverset.reports._papers import closing, diaries, frame, unit_name
from coverset.reports._strips import time_of_day
from coverset.reports._unit_timeline import timeline

KEY = "moves"
TITLE = "Company moves"
SUMMARY = (
    "Where every unit goes, when, how and for how much: map, time line and table, for transport and accounts."
)

_COLUMNS = (
    Column("Leg", 5, "center"),
    Column("Date", 15),
    Column("Unit", 18),
    Column("Move", 19),
    Column("From", 24),
    Column("To", 24),
    Column("Travel dates", 21),
    Column("km", 7, "right"),
    Column("Company move", 11, "right"),
    Column("Travel", 10, "right"),
    Column("Total", 10, "right"),
)


def build(printing: Printing) -> Document:
    """The journeys drawn, the units over the dates, and a row a move; money as the ledger charges it."""
    board = printing.board
    found = tuple(each for each in diaries(printing) if each.days)
    moves = moves_of(board, tuple(each.unit for each in found))
    blocks: list[Block] = []
    if found:
        blocks.append(_summary(printing, moves))
        blocks += _map(board, found, [move for move in moves if move.leg])
        tints = {base.id: base_tint(place) for place, base in enumerate(board.production.bases)}
        blocks.append(Heading("Units over the dates"))
        blocks.append(Figure(timeline(board, found, tints), _timeline_words(board, found)))
        blocks += _table(printing, moves)
    else:
        blocks.append(Note("There is nothing on this board.", "warn", "Empty"))
    blocks += closing(printing, most=12)
    return frame(printing, KEY, TITLE, blocks, orientation="landscape")


def _summary(printing: Printing, moves: Sequence[Move]) -> KeyValues:
    kinds = [move.kind for move in moves]
    currency = printing.board.production.currency
    pairs: tuple[tuple[str, str | Cell], ...] = (
        ("Journeys between bases", str(kinds.count("base to base"))),
        ("Travel dates", str(sum(len(move.travel) for move in moves))),
        ("Overnight moves at a base", str(kinds.count("overnight"))),
        ("Moves inside a day", str(kinds.count("inside the day"))),
        ("Company moves", money(sum(move.move_cost for move in moves), currency)),
        ("Unit travel", money(sum(move.travel_cost for move in moves), currency)),
    )
    return KeyValues(pairs, "Summary", columns=3)


def _map(board: Board, found: Sequence[Diary], legs: Sequence[Move]) -> Iterator[Block]:
    """The map, where at least two bases have coordinates; otherwise why there is none."""
    used = dict.fromkeys(each.clock.base for diary in found for each in diary.days)
    bases = [board.production.bases_by_id[base] for base in used]
    placed = [base for base in bases if base.latitude is not None and base.longitude is not None]
    lost = [base_name(board, base.id) for base in bases if base not in placed]
    if len(placed) < 2:
        if len(bases) > 1:
            yield Note(f"There is no map: these bases have no coordinates: {', '.join(lost)}.", label="Map")
        return
    inks = {each.unit.id: unit_ink(place) for place, each in enumerate(found)}
    notes = {base.id: _stay_words(found, base) for base in placed}
    yield Figure(
        move_map(placed, legs, inks, notes),
        _map_words(board, legs),
        "Journeys between bases, in order.",
        map_share(placed),
    )
    travelling = [each for each in found if any(leg.unit == each.unit.id for leg in legs)]
    if len(travelling) > 1:
        entries = tuple(
            LegendEntry(unit_name(board.production, each.unit.id), "", inks[each.unit.id])
            for each in travelling
        )
        yield Legend(entries, "Units")
    if lost:
        yield Note(f"Not on the map, for want of coordinates: {', '.join(lost)}.", label="Map")


def _stay_words(found: Sequence[Diary], base: Base) -> str:
    dates = {day.plan.day for each in found for day in each.days if day.clock.base == base.id}
    return f"{counted(len(dates), 'date')}, {span_words(min(dates), max(dates))}"


def _map_words(board: Board, legs: Sequence[Move]) -> str:
    if not legs:
        return "A map of the bases; no unit travels between them."
    said = [
        f"{leg.leg}: {base_name(board, leg.start)} to {base_name(board, leg.end)}, shooting {day(leg.day).text}"
        for leg in legs
    ]
    return f"A map of the bases with {counted(len(legs), 'journey')}. {'; '.join(said)}."


def _timeline_words(board: Board, found: Sequence[Diary]) -> str:
    said = []
    for each in found:
        bases = dict.fromkeys(base_name(board, day.clock.base) for day in each.days)
        first, last = each.days[0].plan.day, each.days[-1].plan.day
        name = unit_name(board.production, each.unit.id)
        said.append(f"{name}: {span_words(first, last)}, at {', '.join(bases)}")
    return f"A time line of the units by base. {'; '.join(said)}."


def _table(printing: Printing, moves: Sequence[Move]) -> Iterator[Block]:
    if not moves:
        yield Note("No unit moves: each stays at one location.", "good", "Moves")
        return
    board = printing.board
    rows = [_row(printing, move) for move in moves]
    sums = (sum(move.move_cost for move in moves), sum(move.travel_cost for move in moves))
    total = Row((Cell("Total", span=8, align="left"), *map(money, (*sums, sum(sums)))), "total")
    yield Heading(f"Every move, amounts in {board.production.currency}")
    yield Table(_COLUMNS, (*rows, total), key="moves", dense=True)


def _row(printing: Printing, move: Move) -> Row:
    board = printing.board
    bases = board.production.bases_by_id
    away = kilometres(bases[move.start], bases[move.end]) if move.leg else None
    when = "" if move.minute is None else f", {time_of_day(move.minute, printing.clock_hours)}"
    travel = ""
    if move.travel:
        whole = (move.travel[-1] - move.travel[0]).days + 1 == len(move.travel)
        travel = (
            span_words(move.travel[0], move.travel[-1])
            if whole
            else ", ".join(day(d).text for d in move.travel)
        )
    return Row(
        (
            Cell(str(move.leg) if move.leg else "", bold=True),
            day(move.day),
            Cell(unit_name(board.production, move.unit)),
            Cell(move.kind + when),
            Cell(place_name(board, move, move.start)),
            Cell(place_name(board, move, move.end)),
            Cell(travel),
            number(away) if away is not None else Cell(),
            money(move.move_cost) if move.move_cost else Cell("-", 0, "money"),
            money(move.travel_cost) if move.travel_cost else Cell("-", 0, "money"),
            money(move.move_cost + move.travel_cost),
        )
    )
