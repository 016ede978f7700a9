"""The how-to page about stunts.toml is true: its own examples are a record, its tables are all of them, its edit runs."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from coverset.findings import Finding
from coverset.formats import production
from coverset.formats._stunts_file import TABLES, file_model
from coverset.hazards.readiness import judge
from coverset.model.production import Production
from coverset.service.recording import KINDS, Wish, prepare
from tests.docs.test_production_folder_page import SCRIPT
from tests.docs.test_production_folder_page import example as of_the_folder

PAGE = (Path(__file__).resolve().parents[2] / "docs/how-to/stunts-file.md").read_text(encoding="utf-8")
TODAY = date(2025, 4, 14)


def example(name: str) -> str:
    found = re.search(rf"<!-- example: {re.escape(name)} -->\n```\w+\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None, name
    return found[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The production of the other page with this page's stunts."""
    (tmp_path / "turn.fountain").write_text(SCRIPT)
    for name in ("production.toml", "cast.csv", "scenes.csv"):
        (tmp_path / name).write_text(of_the_folder(name))
    (tmp_path / "stunts.toml").write_text("\n".join(map(example, ("stunt", "people", "shown"))))
    return tmp_path


def read(folder: Path) -> tuple[Production, list[Finding]]:
    made, findings = production.read(folder, today=TODAY)
    assert made is not None, [str(finding) for finding in findings]
    return made, findings


def test_the_pages_own_examples_are_a_record(folder: Path) -> None:
    """Without a finding, and with every table of the file in them."""
    made, findings = read(folder)
    assert [str(each) for each in findings] == []
    empty = [table for table, field in TABLES.items() if not getattr(made.stunts, field)]
    assert empty == []
    shown = judge(made).of_requirement("roof-run/a", "edge_protection")
    assert shown is not None
    assert shown.state == "shown"


def test_the_page_names_every_table() -> None:
    """By its header, the hazards by their table in the text."""
    for name in file_model().model_fields:
        assert re.search(rf"\[+{name}[\].]", PAGE), name


def test_the_page_shows_every_edit() -> None:
    """In its table of what can be typed."""
    typed = "\n".join(line for line in PAGE.splitlines() if line.startswith("| `"))
    assert [kind for kind in KINDS if not re.search(rf"`{kind}\b", typed)] == []


def test_the_edit_on_the_page_says_what_the_page_says(folder: Path) -> None:
    """Sentence, stale evidence, who is told and what is no longer shown."""
    wish = Wish("beat", ("roof-run/a", "height=1240"), by="rigger", why="measured again")
    ready = prepare(folder, wish, today=TODAY)
    assert ready.findings == ()
    assert ready.sentence in PAGE
    assert [f"to be told: {', '.join(each.told)}" in PAGE for each in ready.stale] == [True]
    (turn,) = ready.turns
    assert f"{turn.requirement}: {turn.was} becomes {turn.now} ({', '.join(turn.beats)})" in PAGE
