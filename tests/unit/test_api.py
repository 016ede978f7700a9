"""The public Python names: what they are, that they cost nothing until used, and that the dozen lines run."""

from __future__ import annotations

import ast
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import coverset
from coverset.formats import production as production_file
from tests.conftest import ROOT
from tests.productions import tiny_production

DAY = date(2026, 3, 2)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A production's folder that has a plan."""
    folder = tmp_path / "film"
    for seed in range(40):
        made = tiny_production(seed, scenes=3, dates=6)
        _, findings = production_file.write(made, folder, force=True)
        assert not findings
        opened = coverset.open(folder)
        if not opened.stopped and coverset.plan(opened, steps=300, workers=1).plan is not None:
            return folder
    pytest.fail("none of forty tiny productions has a plan")


def test_the_documented_names_are_the_public_ones() -> None:
    """`__all__`, the reference page and the stub for type checkers list the same."""
    page = (ROOT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
    documented = [
        line.strip("#` ").removeprefix("coverset.") for line in page.splitlines() if line[:3] == "## "
    ]
    assert documented == coverset.__all__
    stub = ast.parse(Path(coverset.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    typed = {alias.asname for node in stub.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert typed | {"__version__"} == set(coverset.__all__)


def test_every_public_name_is_there_and_says_what_it_is() -> None:
    """Each can be had, is listed by dir(), and has a docstring."""
    for name in coverset.__all__:
        thing = getattr(coverset, name)
        assert name in dir(coverset)
        assert name == "__version__" or (thing.__doc__ or "").strip()
    with pytest.raises(AttributeError, match="has no attribute 'opne'"):
        _ = coverset.opne  # type: ignore[attr-defined]


def test_importing_loads_nothing_of_weight() -> None:
    """`import coverset` brings in none of its own packages and no engine."""
    code = (
        "import sys, coverset; print([m for m in sys.modules if m.startswith('coverset.') or m == 'ortools'])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_open_plan_save_check_report(film: Path) -> None:
    """The dozen lines: a plan is found, kept, opened again, sound, and costs what it did."""
    opened = coverset.open(film)
    result = coverset.plan(opened, steps=300, workers=1)
    assert result.cost is not None
    path = coverset.save(opened, result)
    assert path == film / "plan.json"
    checked = coverset.check(coverset.open(film))
    assert checked.conflicts == ()
    assert checked.ledger.total == result.cost
    assert checked.bound.total <= result.cost
    paper = coverset.report(result, "stripboard", to="json", printed=DAY)
    assert paper == coverset.report(result, "stripboard", to="json", printed=DAY)
    assert b"2026-03-02" in coverset.report(checked, "cost-ledger", to="json", printed=DAY)


def test_the_same_seed_gives_the_same_plan(film: Path) -> None:
    """With steps and one worker."""
    opened = coverset.open(film)
    first, second = (coverset.plan(opened, steps=300, workers=1, seed=5) for _ in range(2))
    assert first.plan == second.plan


def test_what_has_errors_is_refused_with_its_sentences(tmp_path: Path) -> None:
    """Opening never raises; planning what is stopped repeats what is wrong."""
    opened = coverset.open(tmp_path / "nothing")
    assert opened.stopped
    assert opened.findings[0].severity is coverset.Severity.ERROR
    for verb in (coverset.plan, coverset.check):
        with pytest.raises(ValueError, match="does not exist"):
            verb(opened)


def test_what_is_not_there_is_refused_by_name(film: Path, tmp_path: Path) -> None:
    """A board, a paper, a medium, a wish, a folder."""
    opened = coverset.open(film)
    with pytest.raises(ValueError, match="has no board"):
        coverset.check(opened)
    result = coverset.plan(opened, steps=300, workers=1)
    with pytest.raises(ValueError, match="no paper 'stripbord'; there are"):
        coverset.report(result, "stripbord")
    with pytest.raises(ValueError, match="no medium 'pfd'"):
        coverset.report(result, "stripboard", to="pfd")
    with pytest.raises(ValueError, match="no wish 'colour'"):
        coverset.report(result, "stripboard", colour="red")
    other = tmp_path / "elsewhere"
    assert coverset.save(opened, result, other) == other / "plan.json"


def test_improve_apply_explain_and_compare(film: Path, tmp_path: Path) -> None:
    """Moves have the ledger's prices, applied ones make another board, and the two can be compared and printed."""
    opened = coverset.open(film)
    with pytest.raises(ValueError, match="no board to improve"):
        coverset.improve(opened)
    coverset.save(opened, coverset.plan(opened, steps=100, workers=1))
    board = coverset.open(film)
    assert board.plan is not None
    improved = coverset.improve(board, moves=2, first=DAY)
    applied = coverset.apply(improved, output=tmp_path / "better.json")
    assert applied.saving == sum(move.saving for move in improved.improvement.moves)
    with pytest.raises(ValueError, match="there are"):
        coverset.apply(improved, [9])
    task = next(iter(board.plan.where))
    options = coverset.explain(board, task)
    assert isinstance(options, tuple)
    assert sum(option.here for option in options) == 1
    assert coverset.explain(board, "LEAD").person.id == "LEAD"  # type: ignore[union-attr]
    with pytest.raises(ValueError, match="nobody at all"):
        coverset.explain(board, "nobody at all")
    compared = coverset.compare([film_opened(film), coverset.open(film)])
    assert compared.changes[0].nothing
    assert b"Plans compared" in coverset.report(compared, "comparison", to="html", printed=DAY)
    with pytest.raises(ValueError, match="no paper of a comparison"):
        coverset.report(compared, "stripboard")
    with pytest.raises(ValueError, match="two boards or more"):
        coverset.compare([board])


def film_opened(film: Path) -> coverset.Opened:
    return coverset.open(film)


def test_pin_holds_what_is_planned_next(film: Path) -> None:
    """A pin in memory holds the next plan; written, it is in the folder; one that cannot be kept is refused."""
    opened = coverset.open(film)
    coverset.save(opened, coverset.plan(opened, steps=300, workers=1))
    board = coverset.open(film)
    assert board.plan is not None
    task = next(iter(board.plan.where))
    stands = board.plan.where[task][0].day
    held = coverset.pin(board, task, dates=[stands], why="promised")
    assert coverset.open(film).production.pins == board.production.pins  # type: ignore[union-attr]
    result = coverset.plan(held, steps=300, workers=1)
    assert result.plan is not None
    assert result.plan.date_of(task) == stands
    prices = coverset.explain(held, pins=True, seconds=0.5)
    assert any(price.pin.why == "promised" for price in prices)  # type: ignore[union-attr]
    again = coverset.pin(board, task, dates=[(stands, stands)], write=True)
    assert any(pin.named == (task,) for pin in again.production.pins)  # type: ignore[union-attr]
    with pytest.raises(ValueError, match="no unit 'NONE'"):
        coverset.pin(board, task, unit="NONE")
    with pytest.raises(ValueError, match="inside the plan"):
        coverset.pin(board, task, dates=[date(2031, 1, 1)])
