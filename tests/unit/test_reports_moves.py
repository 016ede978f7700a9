"""Company moves: the table costs what the ledger charges, and every map can be read."""

from __future__ import annotations

from itertools import pairwise

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.model.places import Base
from coverset.render._grid import walk
from coverset.render._svg import safe_svg
from coverset.render.document import Figure
from coverset.reports import Printing, moves
from coverset.reports._diary import travel_dates
from coverset.reports._drawing import Box, width_of
from coverset.reports._move_map import move_map
from coverset.reports._moves import Move, kilometres, moves_of
from tests.boards import full_board, small_board
from tests.papers import PRINTED, SEEDS, random_board, tables, text


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_the_moves_cost_what_the_ledger_charges(seed: int) -> None:
    board = random_board(seed)
    printing = Printing(board, PRINTED)
    found = moves_of(board, board.production.units)
    lines = printing.ledger.by_line()
    assert sum(move.move_cost for move in found) == lines["Company moves"]
    assert sum(move.travel_cost for move in found) == lines["Unit travel"]
    assert [move.leg for move in found if move.leg] == list(range(1, 1 + sum(move.leg > 0 for move in found)))
    assert [move.day for move in found] == sorted(move.day for move in found)
    document = moves.build(printing)
    table = [table for table in tables(document) if table.key == "moves"]
    assert sum(len(each.rows) - 1 for each in table) == len(found)


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_travel_dates_lie_between_and_are_as_many_as_the_road_takes_where_they_fit(seed: int) -> None:
    board = random_board(seed)
    for unit in board.production.units:
        for before, after in pairwise(board.unit_days(unit.id)):
            need = board.production.travel(board.base(before), board.base(after)).days
            dates = travel_dates(board, unit, before, after)
            assert len(dates) == min(need, (after.day - before.day).days - 1)
            assert all(before.day < day < after.day for day in dates)


COORDINATES = st.tuples(st.floats(-80, 80), st.floats(-175, 175))


@settings(max_examples=60, deadline=None)
@given(
    places=st.lists(COORDINATES, min_size=2, max_size=8),
    trips=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=12),
)
def test_every_map_is_a_drawing_with_its_names_and_numbers_on_it(
    places: list[tuple[float, float]], trips: list[tuple[int, int]]
) -> None:
    bases = [
        Base(f"B{k}", f"Base <{k}> & co", latitude=lat, longitude=lon) for k, (lat, lon) in enumerate(places)
    ]
    legs = [
        Move("MAIN", PRINTED, "base to base", bases[a % len(bases)].id, bases[b % len(bases)].id, leg=k + 1)
        for k, (a, b) in enumerate(trips)
    ]
    svg = move_map(bases, legs, {"MAIN": "#000000"}, {base.id: "3 dates" for base in bases})
    root = fromstring(safe_svg(svg))
    assert "nan" not in svg
    assert "inf" not in svg
    width, height = (float(root.get(name)) for name in ("width", "height"))
    said = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert all(base.name in said for base in bases)
    assert all(str(leg.leg) in said for leg in legs)
    for dot in root.iter("{http://www.w3.org/2000/svg}circle"):
        assert 0 <= float(dot.get("cx")) <= width
        assert 0 <= float(dot.get("cy")) <= height


def test_names_on_the_map_do_not_hide_one_another() -> None:
    """Five bases in a knot: no name box may lie over another name or a dot."""
    spots = [(45.43, 12.33), (45.44, 12.31), (45.45, 12.35), (45.42, 12.36), (45.46, 12.30)]
    bases = [Base(f"B{k}", f"Venice quarter {k}", latitude=a, longitude=b) for k, (a, b) in enumerate(spots)]
    root = fromstring(move_map(bases, [], {}, {base.id: "12 dates, in May" for base in bases}))
    ends = {"start": 0.0, "end": 1.0}
    boxes = []
    for element in root.iter("{http://www.w3.org/2000/svg}text"):
        if "Venice" in (element.text or "") and element.get("stroke") is None:
            wide = width_of("Venice quarter 0", 16)
            left = float(element.get("x")) - wide * ends[element.get("text-anchor")]
            boxes.append(Box(left, float(element.get("y")) - 13, wide, 29))
    dots = [
        Box(float(dot.get("cx")) - 7, float(dot.get("cy")) - 7, 14, 14)
        for dot in root.iter("{http://www.w3.org/2000/svg}circle")
    ]
    assert len(boxes) == len(dots) == 5
    assert all(a.overlap(b) == 0 for k, a in enumerate(boxes) for b in [*boxes[k + 1 :], *dots])


def test_the_distance_of_two_bases_is_the_great_circle() -> None:
    rome, venice = Base("R", latitude=41.9, longitude=12.5), Base("V", latitude=45.44, longitude=12.33)
    assert kilometres(rome, venice) == pytest.approx(394, abs=2)
    assert kilometres(rome, Base("X")) is None


def test_the_full_board_has_a_map_and_a_time_line() -> None:
    document = moves.build(Printing(full_board(), PRINTED))
    figures = [block for block in walk(document.blocks) if isinstance(block, Figure)]
    assert len(figures) == 2
    assert all(safe_svg(figure.svg) and len(figure.alt) > 60 for figure in figures)
    without = moves.build(Printing(small_board(), PRINTED))
    assert sum(isinstance(block, Figure) for block in walk(without.blocks)) == 1
    assert "these bases have no coordinates: Whitby" in text(without)
