"""The command line as scripts use it: exit status by kind, one JSON object, nothing half-written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from coverset import __version__

SCRIPT = """\
Title: Low Tide

INT. KIOSK - DAY #1#

SISTER
We open at nine.

EXT. BEACH - DAY #2#

BROTHER swims. [[cast: BROTHER]]

INT. HOUSE - NIGHT #3#

SISTER
You are late.

BROTHER
The tide was.
"""


def coverset(*words: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "coverset", *map(str, words)],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
    )


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "low-tide.fountain"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


def test_help_teaches_every_command() -> None:
    shown = coverset("--help")
    assert shown.returncode == 0
    for command in ("import", "check", "plan", "report", "rules", "costs", "generate"):
        assert f"\n│ {command} " in shown.stdout
        assert "Example" in coverset(command, "--help").stdout or command in ("rules", "costs")


def test_help_imports_no_solver_and_no_renderer() -> None:
    code = "import sys, coverset.cli.app; print([m for m in ('ortools','typst','numpy','pydantic','holidays') if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_version_names_the_search() -> None:
    shown = coverset("--version").stdout
    assert shown.startswith(f"coverset {__version__}, with")
    assert "kernel" in shown


def test_plan_json_is_one_object_with_the_promised_fields(script: Path, tmp_path: Path) -> None:
    run = coverset(
        "plan", script, "-o", tmp_path / "out", "--steps", "2000", "--workers", "1", "--no-papers", "--json"
    )
    assert run.returncode == 0, run.stderr
    answer: dict[str, Any] = json.loads(run.stdout)
    promised = "status cost currency bound gap proved seconds shoot_days hold_days drop_days moves seed findings plan"
    assert set(promised.split()) <= answer.keys()
    assert answer["status"] in ("optimal", "feasible")
    assert answer["bound"] <= answer["cost"]
    assert sum(line["cost"] for line in answer["proved"].values()) == answer["cost"]
    assert Path(answer["plan"]).is_file()


def test_the_same_seed_and_steps_give_the_same_plan(script: Path, tmp_path: Path) -> None:
    plans = []
    for name in ("one", "two"):
        words = (
            "plan",
            script,
            "-o",
            tmp_path / name,
            "--seed",
            "7",
            "--steps",
            "3000",
            "--workers",
            "1",
            "--no-papers",
        )
        assert coverset(*words).returncode == 0
        kept = json.loads((tmp_path / name / "plan.json").read_text(encoding="utf-8"))
        kept["provenance"].pop("seconds")
        plans.append(kept)
    assert plans[0] == plans[1]


def test_a_plan_of_a_bare_script_finds_its_script_again(script: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert (
        coverset("plan", script, "-o", folder, "--steps", "2000", "--workers", "1", "--no-papers").returncode
        == 0
    )
    checked = coverset("check", folder, "--json")
    assert checked.returncode == 0, checked.stderr
    assert json.loads(checked.stdout)["status"] == "sound"
    printed = coverset("report", folder, "one-liner")
    assert printed.returncode == 0
    assert "KIOSK" in printed.stdout


def test_usage_ends_with_2() -> None:
    assert coverset("plan").returncode == 2
    assert coverset("plan", "x", "--time", "never").returncode == 2
    assert coverset("nothing").returncode == 2


def test_what_cannot_be_opened_ends_with_3_and_says_what_can(tmp_path: Path) -> None:
    run = coverset("check", tmp_path / "no-such.uss")
    assert run.returncode == 3
    assert "does not exist" in run.stderr
    assert ".fountain" in run.stderr


@pytest.mark.parametrize("words", [b"", b"\x00\x01\x02" * 50, b"{", b"<FinalDraft", b"[[[["])
@pytest.mark.parametrize("suffix", [".uss", ".fountain", ".fdx", ".json", ".toml", ".txt"])
def test_broken_files_end_with_findings_never_a_traceback(tmp_path: Path, words: bytes, suffix: str) -> None:
    from typer.testing import CliRunner

    from coverset.cli.app import app

    path = tmp_path / f"broken{suffix}"
    path.write_bytes(words)
    run = CliRunner().invoke(app, ["check", str(path)])
    assert run.exit_code in (0, 3), run.output
    assert run.exception is None or isinstance(run.exception, SystemExit)


def test_every_mistake_is_told_at_once_with_its_line(tmp_path: Path, script: Path) -> None:
    folder = tmp_path / "film"
    assert coverset("import", script, "-o", folder).returncode == 0
    toml = folder / "production.toml"
    text = toml.read_text(encoding="utf-8")
    toml.write_text(
        text
        + '\n[[pin]]\nscene = "F1/99"\ndate = 2026-13-01\n\n[[precedence]]\nbefore = "F1/1"\nafter = "F1/nine"\n',
        encoding="utf-8",
    )
    run = coverset("plan", folder)
    assert run.returncode == 3
    assert "production.toml:" in run.stderr
    assert "Traceback" not in run.stderr
    assert not (folder / "plan.json").exists()


def test_no_possible_plan_ends_with_4_and_names_the_clash(tmp_path: Path, script: Path) -> None:
    folder = tmp_path / "film"
    assert coverset("import", script, "-o", folder).returncode == 0
    toml = folder / "production.toml"
    text = toml.read_text(encoding="utf-8")
    orders = '[[precedence]]\nbefore = "F1/1"\nafter = "F1/3"\nmax_days = 1\n\n[[apart]]\nscenes = ["F1/1", "F1/2"]\n'
    toml.write_text(f"{text}\n{orders}", encoding="utf-8")
    shut = toml.read_text(encoding="utf-8").replace("end_date", "# end_date")
    start = next(line for line in shut.splitlines() if line.startswith("start_date"))
    shut = shut.replace(start, f"{start}\nend_date = {start.split('=')[1].strip()}", 1)
    toml.write_text(shut, encoding="utf-8")
    run = coverset("plan", folder, "--time", "10", "--json")
    assert run.returncode in (3, 4), run.stderr
    answer = json.loads(run.stdout)
    assert answer["status"] in ("findings", "infeasible")
    assert "apart" in run.stdout + run.stderr


def test_import_never_overwrites_without_force(script: Path, tmp_path: Path) -> None:
    folder = tmp_path / "film"
    assert coverset("import", script, "-o", folder).returncode == 0
    again = coverset("import", script, "-o", folder)
    assert again.returncode == 3
    assert "--force" in again.stderr
    assert coverset("import", script, "-o", folder, "--force").returncode == 0


def test_generate_writes_a_production_that_checks(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    assert coverset("generate", "--films", "2", "--scenes", "24", "--seed", "5", "-o", folder).returncode == 0
    assert coverset("check", folder).returncode == 0
