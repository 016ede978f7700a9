"""The how-to page about the production folder is true: its own examples, put in a folder, are a production."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from coverset.formats import plan, production
from coverset.formats.tables import CAST_COLUMNS, SCENE_COLUMNS
from coverset.model.questions import ask

PAGE = (Path(__file__).resolve().parents[2] / "docs/how-to/production-folder.md").read_text(encoding="utf-8")
SCRIPT = """\
Title: The Turn

INT. PALAZZO - BALLROOM - NIGHT #1#

LEAD
Here.

EXT. ALLEY - DAY #2#

THE STRANGER
There.

EXT. PALAZZO - ROOF - DAY #3#

THIEF
Gone.
"""


def example(name: str) -> str:
    found = re.search(rf"<!-- example: {re.escape(name)} -->\n```\w+\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None, name
    return found[1]


def test_the_pages_own_examples_are_a_production(tmp_path: Path) -> None:
    (tmp_path / "turn.fountain").write_text(SCRIPT)
    for name in ("production.toml", "cast.csv", "scenes.csv"):
        (tmp_path / name).write_text(example(name))
    made, findings = production.read(tmp_path, today=date(2025, 5, 1))
    assert made is not None, [str(finding) for finding in findings]
    assert findings == []
    assert [scene.id for scene in made.scenes] == ["F1/1 pt1", "F1/1 pt2", "F1/2", "F1/2A", "F1/3"]
    assert [str(finding) for finding in ask(made)] == []
    board, _, slips = plan.read(
        re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0].encode(), "plan.json", made
    )
    assert board is not None
    assert [slip.code for slip in slips] == ["plan-strip-missing"]


def test_the_page_names_every_column() -> None:
    named = set(re.findall(r"`([a-z_]+)`", PAGE))
    assert {column.name for column in (*SCENE_COLUMNS, *CAST_COLUMNS)} <= named
