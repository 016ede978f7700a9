"""The stunt papers: denied is not missing, a waiver has its name, what is late says so, and none judges anything."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from coverset.model.stunts import Stunts
from coverset.render import renderers
from coverset.render.document import Document
from coverset.reports import Printing, permission_register, reports
from tests.boards import small_board
from tests.papers import PRINTED, rows, tables, text
from tests.stunt_boards import AS_OF, stunt_board, told

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
PAPERS = (permission_register,)


def words(document: Document) -> str:
    """The paper on one line, so that sentences are found across line breaks and columns."""
    return " ".join(text(document).split())


def printing(**changes: object) -> Printing:
    return Printing(told(stunt_board(), **changes), PRINTED, revision="Blue")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.KEY)
def test_the_paper_of_a_small_stunt_is_as_it_was(paper: ModuleType) -> None:
    """Run with UPDATE_GOLDEN=1 to take the new text, and read the difference before committing it."""
    document = paper.build(printing())
    golden = GOLDEN / f"{document.key}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text(document), encoding="utf-8")
    assert text(document) == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.KEY)
def test_the_paper_says_who_decides_and_never_that_anything_is_safe(paper: ModuleType) -> None:
    said = words(paper.build(printing()))
    assert "Planning record: a competent named person decides" in said
    # "safety" and names such as "safety spotter" are nouns of the trade; the judgement is the adjective.
    assert not re.search(r"\b(un)?safe(ly)?\b", said, re.IGNORECASE)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.KEY)
def test_the_paper_is_had_in_every_medium(paper: ModuleType) -> None:
    document = paper.build(printing())
    for renderer in renderers().values():
        assert renderer.write(document)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.KEY)
def test_a_production_without_stunts_has_no_such_paper(paper: ModuleType) -> None:
    plain = Printing(small_board(), PRINTED)
    assert not paper.wanted(plain)
    assert paper.wanted(printing())
    assert paper.KEY in reports()
    assert "No stunt is on record" in words(paper.build(plain))
    assert words(paper.build(printing(**dict.fromkeys(("evidence", "permissions", "crew", "attempts"), ()))))


def test_denied_is_not_missing_and_stands_first() -> None:
    document = permission_register.build(printing())
    register = next(table for table in tables(document) if table.key == "register")
    answers = [row.cells[1].text for row in register.rows]
    assert answers == ["DENIED", "NOT ASKED", "GRANTED"]
    assert register.rows[0].cells[1].fill != register.rows[1].cells[1].fill
    assert "answered 1 Apr 2025" in register.rows[0].cells[1].note
    assert not [row for row in rows_of(document, "last days") if "Drone" in row[2]]


def test_last_days_are_counted_back_over_the_authoritys_holidays() -> None:
    """Twenty and ten working days before Wed 7 May 2025 (R1), Good Friday, Easter Monday and the bank holiday left out."""
    document = permission_register.build(printing())
    found = {row[1]: row[0] for row in rows_of(document, "last days")}
    assert found == {"TOO LATE: enquiry": "Fri 4 Apr 2025", "application": "Tue 22 Apr 2025"}
    late = replace(stunt_board().production.stunts, as_of=date(2025, 4, 23))
    said = {row[1] for row in rows_of(permission_register.build(printing(as_of=late.as_of)), "last days")}
    assert said == {"TOO LATE: enquiry", "TOO LATE: application"}


def test_a_quota_says_what_is_left() -> None:
    document = permission_register.build(printing())
    assert "1 of 3 dates used, 2 left" in words(document)


def rows_of(document: Document, key: str) -> list[list[str]]:
    found = next((table for table in tables(document) if table.key == key), None)
    return [[cell.text for cell in row.cells] for row in found.rows] if found else []


def test_the_record_is_as_of_its_own_date() -> None:
    assert f"stood on {AS_OF:%a} {AS_OF.day} Apr 2025" in words(permission_register.build(printing()))
    assert "stood on Sun 20 Apr 2025" in words(permission_register.build(printing(as_of=None)))
    assert (
        list(rows(permission_register.build(Printing(told(stunt_board(), **vars(Stunts())), PRINTED)))) == []
    )
