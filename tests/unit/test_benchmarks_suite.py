"""The one command of docs/benchmarks.md: raw results, and tables and plots that are what they say."""

from __future__ import annotations

import importlib
import json
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))

import tables
from effort import Effort
from plots import Axis, Series, chart, fitted

everything = importlib.import_module("all")


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A quick run of everything: the folder of its results and its document."""
    folder = tmp_path_factory.mktemp("bench")
    document = folder / "benchmarks.md"
    document.write_text((ROOT / "docs" / "benchmarks.md").read_text("utf-8"), encoding="utf-8")
    given = ["--quick", "--workers", "1", "--results", str(folder / "results"), "--document", str(document)]
    assert everything.main(given) == 0
    return folder / "results", document


def check(results: Path, document: Path) -> int:
    return int(everything.main(["--check", "--results", str(results), "--document", str(document)]))


def test_a_run_leaves_raw_results_with_what_they_were_made_with(quick: tuple[Path, Path]) -> None:
    results, _ = quick
    assert {path.stem for path in results.iterdir()} == set(everything.members())
    for path in results.iterdir():
        text = path.read_text("utf-8")
        result = json.loads(text)
        made = result["made_with"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", made["date"])
        assert set(made["versions"]) >= {"python", "coverset", "ortools", "kernel"}
        assert made["machine"]["cores"] >= 1
        assert result["rows"]
        assert str(ROOT) not in text
        assert str(results.parent) not in text


def test_the_tables_of_the_document_are_those_of_the_results(
    quick: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    results, document = quick
    assert check(results, document) == 0
    text = document.read_text("utf-8")
    file = results / "shoot.json"
    before = file.read_text("utf-8")
    shoot = json.loads(before)
    cost = shoot["rows"][0]["cost"]
    assert f"| {cost:,} |" in text
    shoot["rows"][0]["cost"] = cost + 1_000_000
    file.write_text(json.dumps(shoot), encoding="utf-8")
    assert check(results, document) == 1
    assert "not what the results say" in capsys.readouterr().err
    file.write_text(before, encoding="utf-8")
    document.write_text(text.replace(f"| {cost:,} |", f"| {cost - 1:,} |"), encoding="utf-8")
    assert check(results, document) == 1
    assert everything.main(["--tables", "--results", str(results), "--document", str(document)]) == 0
    assert document.read_text("utf-8") == text


def test_every_block_of_the_document_has_its_table(quick: tuple[Path, Path]) -> None:
    results, document = quick
    blocks = {"made-with"}
    for key, member in everything.members().items():
        blocks |= set(member.tables(json.loads((results / f"{key}.json").read_text("utf-8"))["rows"]))
    assert sorted(tables.names(document.read_text("utf-8"))) == sorted(blocks)


def test_the_published_page_is_what_the_published_results_say() -> None:
    assert everything.main(["--check"]) == 0


def test_plots_are_whole_and_say_what_their_axes_are(quick: tuple[Path, Path]) -> None:
    _, document = quick
    plots = sorted((document.parent / "images").glob("bench-*.svg"))
    shown = set(re.findall(r"images/(bench-[a-z-]+\.svg)", document.read_text("utf-8")))
    assert {path.name for path in plots} == shown
    for path in plots:
        text = path.read_text("utf-8")
        words = [element.text for element in ET.fromstring(text).iter("{http://www.w3.org/2000/svg}text")]
        axes = ("scenes", "seconds", "cost as a share of the plan's", "changed calls (person-days)")
        assert any(word in axes for word in words)
        assert "prefers-color-scheme: dark" in text
        assert "nan" not in text


def test_what_is_not_there_is_said_and_not_made_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COVERSET_SHARED", str(tmp_path))
    for key in ("day-units", "board"):
        member = everything.members()[key]
        rows = member.run(Effort(share=0.01))
        assert all(words.startswith("Not run:") for words in member.tables(rows).values())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--only", "speed"], "There is no benchmark speed"),
        (["--quick"], "is no measurement"),
    ],
)
def test_wrong_wishes_are_refused(given: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert everything.main(given) == 2
    assert said in capsys.readouterr().err


def test_a_table_says_numbers_as_people_write_them() -> None:
    made = tables.table(("what", "cost", "share"), [("a|b", 1234567, None), ("c", 12.34, True)])
    assert made.splitlines() == [
        "| what | cost | share |",
        "| --- | ---: | ---: |",
        "| a/b | 1,234,567 |  |",
        "| c | 12.3 | yes |",
    ]


def test_only_what_stands_between_markers_changes() -> None:
    document = "before\n<!-- begin one -->\nold\n<!-- end -->\nafter <!-- begin two -->\n<!-- end -->\n"
    after = tables.filled(document, {"one": "new\n", "other": "x"})
    assert after == document.replace("old\n", "\nnew\n\n")
    assert tables.filled(after, {"one": "new\n"}) == after


def test_a_power_law_is_found_again() -> None:
    law = fitted([(n, 3 * n**1.5) for n in (100.0, 200.0, 400.0)])
    assert law == pytest.approx((1.5, 3.0))
    assert fitted([(100.0, 1.0)]) is None


def test_points_lie_where_their_axes_say() -> None:
    drawn = chart(
        "A title", Axis("x", 1, 100, log=True), Axis("y", 0, 10), [Series("s", ((10.0, 5.0),), "dot")]
    )
    circles = list(ET.fromstring(drawn).iter("{http://www.w3.org/2000/svg}circle"))
    across, up = float(circles[-1].attrib["cx"]), float(circles[-1].attrib["cy"])
    assert across == pytest.approx(76 + (720 - 76 - 24) / 2)
    assert up == pytest.approx(86 + (430 - 86 - 62) / 2)
