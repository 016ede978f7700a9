"""The cost ledger: the detail adds up to the lines, and a proof never claims more than it shows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from coverset.reports import LineProof, Printing, cost_ledger
from coverset.reports._ledger_detail import journeys
from coverset.reports._ledger_words import reason_words
from tests.boards import small_board
from tests.papers import PRINTED, SEEDS, columns_of, random_board, tables, text


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_the_detail_of_the_ledger_adds_up_to_its_lines(seed: int) -> None:
    board = random_board(seed)
    printing = Printing(board, PRINTED)
    document = cost_ledger.build(printing)
    lines = printing.ledger.by_line()
    (ledger,) = (table for table in tables(document) if table.key == "ledger")
    printed = {row.cells[0].text: row.cells[1].value for row in ledger.rows if row.kind == "body"}
    assert printed == lines
    assert next(row for row in ledger.rows if row.kind == "total").cells[1].value == printing.ledger.total
    keys = [table.key for table in tables(document)]
    if "cast" in keys:
        sums = columns_of(document, "cast")
        assert sums["For work"] == lines["Cast work"]
        assert sums["For holds"] == lines["Cast hold"]
        assert sums["For drops"] == lines["Cast drop and pick-up"]
        assert sums["For travel"] == lines["Cast travel"]
    for key in ("units", "locations", "hires"):
        if key in keys:
            for title, amount in columns_of(document, key).items():
                assert title == "Total" or amount == lines[title], title
    detail = sum(
        columns_of(document, key)["Total"] for key in ("cast", "units", "locations", "hires") if key in keys
    )
    more = sum(columns_of(document, key)["Amount"] for key in ("preferences", "other") if key in keys)
    assert detail + more == printing.ledger.total


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_dates_and_journeys_of_a_person_price_what_the_ledger_charges(seed: int) -> None:
    board = random_board(seed)
    production = board.production
    document = cost_ledger.build(Printing(board, PRINTED))
    cast = [table for table in tables(document) if table.key == "cast"]
    people = {person.id: person for person in production.people}
    for row in cast[0].rows[:-1] if cast else ():
        person = people[row.cells[1].text]
        fares = sum(production.travel(leg.start, leg.end).fare for leg in journeys(board, person))
        assert row.cells[6].value * person.rate == row.cells[11].value
        assert row.cells[8].value * person.holding.fee == row.cells[13].value
        assert fares == row.cells[14].value


@pytest.mark.parametrize(
    ("amount", "proof", "words"),
    [
        (100, None, "unproved"),
        (100, LineProof(100, 100, True), "proved least"),
        (0, LineProof(0, 0, True), "nothing to pay: proved least"),
        (100, LineProof(100, 0, False), "unproved"),
        (104, LineProof(104, 100, False), "at most 4 % above the least"),
        (100_001, LineProof(0, 100_000, False), "at most 0.1 % above the least"),
        (3_000, LineProof(0, 1_000, False), "at most 200 % above the least"),
        (100, LineProof(100, 90, True), "proved least"),
        (110, LineProof(100, 90, True), "at most 23 % above the least"),
        (
            80,
            LineProof(100, 90, True),
            "below the proved least: this board breaks a rule that the proof rests on",
        ),
    ],
)
def test_a_proof_is_put_in_words_that_never_claim_more(
    amount: int, proof: LineProof | None, words: str
) -> None:
    assert cost_ledger.words_for(amount, proof) == words


def test_the_ledger_says_how_its_figures_are_known() -> None:
    words = text(cost_ledger.build(Printing(small_board(), PRINTED)))
    assert "3 values: 1 seeded, 1 derived, 1 assumed." in words
    document = cost_ledger.build(Printing(small_board(), PRINTED))
    cast = next(table for table in tables(document) if table.key == "cast")
    assert [cell.text[-2:] for cell in cast.rows[0].cells[2:4]] == [" s", " a"]


def test_one_persons_ledger_lists_every_charge_of_theirs() -> None:
    printing = Printing(small_board(), PRINTED, person="BEN")
    own = [charge for charge in printing.ledger.charges if charge.about == "BEN"]
    table = next(table for table in tables(cost_ledger.build(printing)) if table.key == "charges")
    assert len(table.rows) == len(own) + 1
    assert table.rows[-1].cells[-1].value == sum(charge.amount for charge in own)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("person ANNA works at least 3 dates", "Anna works at least 3 dates"),
        ("person ANNA is needed at 1 bases, in the cheapest order", "Anna is needed at 1 base, in the cheapest order"),
        ("MAIN and SECOND together need at least 2 days more", "Main unit and SECOND together need at least 2 days more"),
        (f"MAIN needs at least 4 days: {'as it is ' * 20}; MAIN waits a day",
         "Main unit needs at least 4 days; Main unit waits a day"),
        ("; ".join(f"person P{k} works at least {k} dates" for k in range(2, 9)),
         "P2 works at least 2 dates; P3 works at least 3 dates; P4 works at least 4 dates; "
         "P5 works at least 5 dates; and 3 more such"),
    ],
)  # fmt: skip
def test_a_reason_is_short_and_calls_people_by_name(reason: str, words: str) -> None:
    assert reason_words(reason, small_board().production) == words


def test_the_total_says_both_how_far_it_is_and_what_could_be_saved() -> None:
    assert cost_ledger.total_words(200, 100) == (
        "at most 100 % above the least; no plan saves more than 50.0 % of this one (the gap)"
    )
    assert cost_ledger.total_words(100, 100) == "proved least"
