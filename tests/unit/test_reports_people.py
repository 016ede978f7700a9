"""The people papers: what they print is what the ledger charges and the day clock says, of any board."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.costs import cast as cast_cost
from coverset.costs import hires as hires_cost
from coverset.hazards.deadlines import deadlines
from coverset.model.board import Board
from coverset.model.clock import people_of_day
from coverset.model.dates import dates_between
from coverset.model.plan import Plan, PlanDay
from coverset.render import renderers
from coverset.render._grid import walk
from coverset.render.document import Document, Matrix, Table
from coverset.reports import Printing, calendar, call_sheet, day_out_of_days
from coverset.reports._cast_days import cast_of, hires_of, in_board_order
from coverset.reports._dood_columns import LEAST_SKIPPED
from tests.boards import small_board
from tests.productions import random_plan, tiny_production

PRINTED = date(2025, 4, 20)
GOLDEN = Path(__file__).resolve().parent.parent / "golden"
PAPERS = (day_out_of_days, call_sheet, calendar)
SEEDS = st.integers(0, 2**32)
PROFILES = st.sampled_from(["strip-days", "paid-days"])


def text(document: Document) -> str:
    return renderers()["text"].write(document).decode()


def random_board(seed: int, *, spread: int = 6, dates: int = 12) -> Board:
    production = tiny_production(seed, dates=dates)
    return Board(production, random_plan(production, seed + 1, spread=spread))


def matrices(document: Document) -> dict[str, Matrix]:
    return {block.caption: block for block in walk(document.blocks) if isinstance(block, Matrix)}


def table(document: Document, key: str) -> Table | None:
    found = (block for block in walk(document.blocks) if isinstance(block, Table) and block.key == key)
    return next(found, None)


def called_rows(document: Document) -> Iterator[tuple[str, ...]]:
    """The rows of the cast table above those who are not called by the unit."""
    cast = table(document, "cast")
    for row in cast.rows if cast else ():
        if row.kind == "group":
            return
        yield tuple(cell.text for cell in row.cells)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.KEY)
def test_the_paper_of_a_small_board_is_as_it_was(paper: ModuleType) -> None:
    """Run with UPDATE_GOLDEN=1 to take the new text, and read the difference before committing it."""
    document = paper.build(Printing(small_board(), PRINTED, revision="Blue", day=_day_of(paper)))
    golden = GOLDEN / f"{document.key}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text(document), encoding="utf-8")
    assert text(document) == golden.read_text(encoding="utf-8")


def _day_of(paper: ModuleType) -> date | None:
    return date(2025, 5, 8) if paper is call_sheet else None


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, profile=PROFILES)
def test_every_date_on_the_day_out_of_days_is_a_charge_on_the_ledger(seed: int, profile: Any) -> None:
    board = random_board(seed, spread=12)
    first, last = min(d.day for d in board.days), max(d.day for d in board.days)
    for rows, cost in ((cast_of(board), cast_cost), (hires_of(board), hires_cost)):
        charged = Counter((charge.line, charge.about) for charge in cost.charge(board))
        work, hold, drop = cost.LINES[:3]
        assert {one.id for one in rows} == {about for line, about in charged if line == work}
        for one in rows:
            row = one.row(board.production.calendar, first, last, profile)
            kinds = Counter(cell.kind for cell in row.cells)
            rehearsed = kinds["rehearsal"] if cost is cast_cost else 0
            assert kinds["work"] + rehearsed == charged[work, one.id]
            on_road = len([d for d in one.travel & set(one.spell.held) if first <= d <= last])
            assert kinds["hold"] + on_road == charged[hold, one.id]
            assert len(row.dropped) == charged[drop, one.id]
            for gap in row.dropped:
                assert all(cell.kind != "hold" for cell in row.cells if cell.day in gap)


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, profile=PROFILES)
def test_the_totals_of_the_matrix_count_its_cells(seed: int, profile: str) -> None:
    board = random_board(seed)
    for matrix in matrices(day_out_of_days.build(Printing(board, PRINTED, profile=profile))).values():
        for row in matrix.rows[:-1]:
            work, rehearsal, hold, travel = (cell.value or 0 for cell in row.totals[:4])
            codes = [cell.text for cell in row.cells]
            assert sum("W" in code for code in codes) == work
            assert sum("R" in code.replace("TR", "") for code in codes) == rehearsal
            assert codes.count("H") == hold
            assert sum("T" in code for code in codes) == travel
            assert row.totals[6].value == work + rehearsal + hold + travel
        for place, cell in enumerate(matrix.rows[-1].cells):
            kinds = [row.cells[place].text.replace("TR", "") for row in matrix.rows[:-1]]
            assert (cell.value or 0) == sum("W" in code or "R" in code for code in kinds)


def codes_of(document: Document, caption: str, name: str) -> list[str]:
    matrix = matrices(document)[caption]
    row = next(row for row in matrix.rows if row.lead[-1].text == name)
    return [cell.text for cell in row.cells]


def test_people_travel_directly_before_a_call_at_another_base_and_home_over_a_drop() -> None:
    document = day_out_of_days.build(Printing(small_board(), PRINTED))
    assert codes_of(document, "Cast", "Anna")[:9] == ["SW", "W", "-", "-", "/", "H", "TR", "WF", "TR"]
    assert codes_of(document, "Cast", "Ben")[-1] == "PWF"
    assert "WD" in codes_of(document, "Cast", "Ben")
    assert codes_of(document, "Cast", "The pilot")[6:8] == ["R", "SWF"]
    assert codes_of(document, "Hires", "Pilot boat")[6:9] == ["R", "SWF", "R"]
    paid = day_out_of_days.build(Printing(small_board(), PRINTED, profile="paid-days"))
    assert codes_of(paid, "Cast", "Anna")[6:9] == ["T", "W", "TF"]
    assert codes_of(paid, "Cast", "The pilot")[6:8] == ["SR", "WF"]


def test_a_long_stretch_without_anybody_is_one_column_and_said() -> None:
    board = small_board()
    days = [day for day in board.plan.days if day.day < date(2025, 5, 21)]
    later = PlanDay("MAIN", date(2025, 6, 5), board.plan.days[-1].strips)
    moved = Board(board.production, Plan((*days, later)))
    document = day_out_of_days.build(Printing(moved, PRINTED))
    skipped = len(list(dates_between(date(2025, 5, 10), date(2025, 6, 4))))
    assert skipped >= LEAST_SKIPPED
    assert matrices(document)["Cast"].days == len(list(dates_between(date(2025, 5, 1), date(2025, 5, 9)))) + 2
    assert "Sat 10 May 2025 to Wed 4 Jun 2025" in text(document)


def test_money_stands_on_the_paper_only_when_it_is_asked_for() -> None:
    printing = Printing(small_board(), PRINTED)
    assert "Cost" not in text(day_out_of_days.build(printing))
    priced = matrices(day_out_of_days.build(replace(printing, money=True)))["Cast"]
    by_line = printing.ledger.by_line()
    assert priced.rows[-1].totals[-1].value == sum(by_line[line] for line in cast_cost.LINES)


def test_board_numbers_count_as_people_do() -> None:
    people = [
        replace(p, number=n) for p, n in zip(small_board().production.people, ("10", "", "2"), strict=True)
    ]
    assert [person.number for person in in_board_order(people)] == ["2", "10", ""]


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_everybody_called_on_a_date_is_on_that_call_sheet_and_nobody_else(seed: int) -> None:
    board = random_board(seed)
    printing = Printing(board, PRINTED)
    found = list(call_sheet.every(printing))
    assert sorted((day.plan.unit, day.plan.day) for day, _ in found) == sorted(
        (day.unit, day.day) for day in board.days
    )
    for day, document in found:
        assert document == call_sheet.build(replace(printing, unit=day.plan.unit, day=day.plan.day))
        numbers = [row[0] for row in called_rows(document)]
        people = people_of_day(board.production, day.plan)
        assert sorted(numbers) == sorted(board.production.people_by_id[one].number for one in people)
        scenes = table(document, "scenes")
        assert scenes is not None
        strips = [row for row in scenes.rows if row.kind == "strip"]
        assert len(strips) == len(day.plan.tasks)


def test_a_call_sheet_says_what_a_second_assistant_needs() -> None:
    board = small_board()
    said = text(call_sheet.build(Printing(board, PRINTED, day=date(2025, 5, 8))))
    assert "enter bases.COAST.hospital in production.toml" in said
    assert "sc. 5: Fall into water" in said
    assert "Day 3 of 4" in said
    assert "Day 4 of 4 · Wed 21 May 2025" in said
    night = text(call_sheet.build(Printing(board, PRINTED, day=date(2025, 5, 2))))
    assert "00:21+1" in night
    assert "falls on the next date" in night
    noon = text(call_sheet.build(Printing(board, PRINTED, day=date(2025, 5, 2), clock_hours=12)))
    assert "3:51 PM" in noon
    assert "12:21 AM+1" in noon


def test_a_hospital_that_is_entered_is_printed() -> None:
    board = small_board()
    bases = tuple(replace(base, hospital="Infirmary, Great George St") for base in board.production.bases)
    made = Board(replace(board.production, bases=bases), board.plan)
    said = text(call_sheet.build(Printing(made, PRINTED)))
    assert "Infirmary, Great George St" in said
    assert ".hospital" not in said


def test_a_call_too_soon_after_the_last_wrap_is_remarked() -> None:
    board = small_board()
    night = next(day for day in board.plan.days if day.day == date(2025, 5, 2) and day.unit == "MAIN")
    days = [
        replace(day, day=date(2025, 4, 30)) if day.unit == "SECOND" else day
        for day in board.plan.days
        if day is not night and day.day != date(2025, 5, 1)
    ]
    first = next(day for day in board.plan.days if day.day == date(2025, 5, 1))
    turned = Plan((*days, replace(night, day=date(2025, 5, 1)), replace(first, day=date(2025, 5, 2))))
    calendar_from = replace(board.production.calendar, start_date=date(2025, 4, 28))
    made = Board(replace(board.production, calendar=calendar_from), turned)
    rows = {
        row[1]: row[-1]
        for row in called_rows(call_sheet.build(Printing(made, PRINTED, day=date(2025, 5, 2))))
    }
    assert "REST 6h 11 before this call, 11h 30 due" in rows["Ben"]


def test_the_cast_stands_by_the_names_of_their_roles_whatever_their_ids() -> None:
    board = small_board()
    names = {"ANNA": "The harbour master", "BEN": "Ben", "PILOT": ""}
    people = tuple(replace(person, name=names[person.id]) for person in board.production.people)
    made = Board(replace(board.production, people=people), board.plan)
    document = call_sheet.build(Printing(made, PRINTED, day=date(2025, 5, 8)))
    assert [row[1] for row in called_rows(document)] == ["The harbour master", "Ben", "PILOT"]


def test_who_is_held_or_travelling_is_listed_as_not_called() -> None:
    cast = table(call_sheet.build(Printing(small_board(), PRINTED, unit="PREP")), "cast")
    assert cast is not None
    waiting = {row.cells[1].text: row.cells[-1].text for row in cast.rows if len(row.cells) > 2}
    assert waiting["Anna"] == "travels Leeds to Whitby"


def test_a_date_without_work_says_so_and_the_default_is_the_first_shoot_day() -> None:
    printing = Printing(small_board(), PRINTED)
    assert "nobody to call" in text(call_sheet.build(replace(printing, day=date(2025, 5, 3))))
    assert "Day 1 of 4" in text(call_sheet.build(printing))
    empty = Printing(Board(printing.board.production, Plan(())), PRINTED)
    for paper in PAPERS:
        assert text(paper.build(empty))


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_calendar_entries_are_unique_and_keep_their_names(seed: int) -> None:
    board = random_board(seed)
    first = calendar.build(Printing(board, PRINTED)).events
    again = calendar.build(Printing(board, date(2025, 4, 21), sequence=3)).events
    called = sum(len(people_of_day(board.production, day)) for day in board.days)
    asking = len(deadlines(board.production, board.plan))
    assert len(first) == len({event.uid for event in first}) == called + asking
    assert [event.uid for event in first] == [event.uid for event in again]
    assert all(event.start < event.end for event in first)
    single = calendar.build(Printing(board, PRINTED, person="LEAD")).events
    assert {event.uid for event in single} <= {event.uid for event in first}


@settings(max_examples=40, deadline=None)
@given(seed=SEEDS)
def test_a_call_that_is_gone_is_cancelled_under_its_old_name(seed: int) -> None:
    production = tiny_production(seed, dates=12)
    old, new = (Board(production, random_plan(production, seed + k)) for k in (1, 2))
    issued = {event.uid: event for event in calendar.build(Printing(old, PRINTED)).events}
    reissued = calendar.build(Printing(new, PRINTED, sequence=1, previous=old)).events
    plain = {event.uid for event in calendar.build(Printing(new, PRINTED)).events}
    cancelled = {event.uid for event in reissued if event.status == "CANCELLED"}
    assert cancelled == issued.keys() - plain
    assert {event.uid for event in reissued} == issued.keys() | plain
    assert all(event.sequence > issued[event.uid].sequence for event in reissued if event.uid in issued)


def test_an_entry_is_at_the_call_in_the_base_s_own_zone() -> None:
    events = calendar.build(Printing(small_board(), PRINTED, person="ANNA")).events
    night = next(e for e in events if e.start == datetime(2025, 5, 2, 17, 51))
    assert (night.end, night.tz) == (datetime(2025, 5, 3, 0, 21), "Europe/London")
    coast = next(e for e in events if e.start == datetime(2025, 5, 8, 8))
    assert coast.tz == "", "a base without a zone must not pass for one in Greenwich"


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.KEY)
@pytest.mark.parametrize("to", sorted(renderers()))
def test_every_medium_takes_every_people_paper(paper: ModuleType, to: str) -> None:
    document = paper.build(Printing(small_board(), PRINTED, day=_day_of(paper)))
    assert renderers()[to].write(document) == renderers()[to].write(document) != b""


@settings(max_examples=15, deadline=None)
@given(seed=SEEDS)
def test_no_board_is_too_broken_for_the_people_papers(seed: int) -> None:
    printing = Printing(random_board(seed, spread=3), PRINTED, clock_hours=12, profile="paid-days")
    for paper in PAPERS:
        document = paper.build(printing)
        for to in ("text", "html", "csv", "json", "ics"):
            renderers()[to].write(document)


def test_a_date_without_a_unit_prints_the_sheet_of_every_unit_that_works() -> None:
    board = small_board()
    shared = next(day.day for day in board.days if len([1 for each in board.days if each.day == day.day]) > 1)
    units = {day.unit for day in board.days if day.day == shared}
    made = call_sheet.build(Printing(board, PRINTED, day=shared))
    alone = [call_sheet.build(Printing(board, PRINTED, day=shared, unit=unit)) for unit in units]
    assert text(made).count("CREW CALL") == len(units) or text(made).count("Crew call") == len(units)
    assert all(block in made.blocks for sheet in alone for block in sheet.blocks)


def test_what_parts_the_counts_from_the_ledger_s_is_named_by_date() -> None:
    board = small_board()
    words = " ".join(text(day_out_of_days.build(Printing(board, PRINTED))).split())
    cast = [one for one in cast_of(board) if one.spell.drops]
    assert cast
    for one in cast:
        gap = one.spell.drops[0]
        assert f"{one.name} {gap.last.day} {gap.last:%b} to {gap.following.day} {gap.following:%b}" in words
