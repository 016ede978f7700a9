"""What a mistyped command answers: a plain sentence, its own exit status, nothing half-done."""

from __future__ import annotations

import shutil
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from coverset.cli import EXIT_FINDINGS, EXIT_STOPPED, EXIT_USAGE, main
from coverset.cli._help import flowed
from coverset.cli.app import EXAMPLES, app

EXAMPLE = Path(__file__).parents[2] / "examples" / "two-hander"


def run(*words: str | Path, typed: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], input=typed)


def said(result: Result) -> str:
    """All that was said, as one line: boxes and line breaks do not count."""
    return " ".join(result.output.replace("│", " ").split())


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "film"))


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with a plan; nobody writes into it."""
    folder = Path(shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("planned") / "film"))
    made = run("plan", folder, "--steps", "3000", "--workers", "1", "--no-papers")
    assert made.exit_code == 0, made.output
    return folder


@pytest.mark.parametrize(
    "words",
    [
        ("lost", "film", "2026-13-01"),
        ("stunts", "film", "--on", "2026-02-30"),
        ("replan", "film", "--as-of", "tomorrow"),
        ("improve", "film", "--from", "1.3.2026"),
        ("pin", "film", "--day", "2026-13-01"),
        ("progress", "film", "--on", "2026-3"),
        ("record", "film", "beat", "x", "--on", "2026-13-01"),
    ],
)
def test_a_wrong_date_is_said_in_words_everywhere(words: tuple[str, ...]) -> None:
    answer = run(*words)
    assert answer.exit_code == EXIT_USAGE
    assert f"{words[-1]!r} is no date of the calendar: write 2020-02-24" in said(answer)
    assert "%Y" not in answer.output


@pytest.mark.parametrize("words", [("improve", "--apply", "all"), ("compare",)])
def test_a_place_that_cannot_be_written_is_no_bug_of_ours(
    words: tuple[str, ...],
    planned: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "a-file").write_text("", encoding="utf-8")
    target = tmp_path / "a-file" / "x.json"
    paths = [planned] * (2 if words[0] == "compare" else 1)
    monkeypatch.setattr(sys, "argv", ["coverset", words[0], *map(str, paths), *words[1:], "-o", str(target)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == EXIT_FINDINGS
    shown = capsys.readouterr().err
    assert f"{target} cannot be read or written" in shown
    assert "bug" not in shown


def test_without_an_answer_nothing_is_recorded_and_it_says_how(film: Path) -> None:
    before = (film / "stunts.toml").read_bytes()
    answer = run("record", film, "beat", "teapot/throw", "height=3", typed="")
    assert answer.exit_code == EXIT_USAGE
    assert "add --yes" in answer.output
    assert "Nothing is written." in answer.output
    assert (film / "stunts.toml").read_bytes() == before


def test_no_waiver_of_a_law_is_recorded(film: Path) -> None:
    before = (film / "stunts.toml").read_bytes()
    about = ("waiver", "teapot/throw", "risk_assessment")
    answer = run("record", film, *about, "--by", "producer", "--why", "no time", "--yes")
    assert answer.exit_code == EXIT_FINDINGS
    assert "Nobody goes without risk_assessment: it is law." in said(answer)
    assert (film / "stunts.toml").read_bytes() == before


def test_a_call_without_its_day_pins_nothing(planned: Path) -> None:
    answer = run("pin", planned, "--call", "06:30")
    assert answer.exit_code == EXIT_USAGE
    assert "a call needs its --day" in said(answer)


def test_a_day_outside_the_calendar_cannot_be_pinned_or_kept(planned: Path) -> None:
    before = (planned / "production.toml").read_bytes()
    for words in (("--day", "2099-03-11"), ("--day", "2099-03-11", "--call", "06:30")):
        answer = run("pin", planned, *words, "--time", "0")
        assert answer.exit_code == EXIT_USAGE
        assert "Wed 11 Mar 2099 is outside the plan's dates, Mon 2 Mar 2026" in said(answer)
    answer = run("plan", planned, "--keep", "2099-03-11..2099-03-12", "--steps", "1")
    assert answer.exit_code == EXIT_USAGE
    assert "outside the plan's dates, Mon 2 Mar 2026" in said(answer)
    assert (planned / "production.toml").read_bytes() == before


def test_a_date_with_nothing_on_it_names_the_nearest_one(planned: Path) -> None:
    answer = run("lost", planned, "2026-03-01")
    assert answer.exit_code == EXIT_FINDINGS
    assert "The nearest is " in said(answer)


@pytest.mark.parametrize("command", ["compare", "report"])
def test_a_file_is_written_as_its_ending_says(command: str, planned: Path, tmp_path: Path) -> None:
    words = (planned, planned) if command == "compare" else (planned, "one-liner")
    page = tmp_path / "page.html"
    assert run(command, *words, "-o", page).exit_code == 0
    assert page.read_bytes().lstrip().lower().startswith(b"<!doctype html")
    for options in (("-o", "plan.docx"), ("--to", "csv", "-o", "plan.pdf")):
        answer = run(command, *words, *options[:-1], tmp_path / options[-1])
        assert answer.exit_code == EXIT_USAGE
        assert options[-1].rpartition(".")[2] in answer.output
        assert not (tmp_path / options[-1]).exists()
    assert run(command, *words, "--to", "csv", "-o", tmp_path / "figures.data").exit_code == 0


def test_compare_does_not_drop_the_file_that_json_leaves_unwritten(planned: Path, tmp_path: Path) -> None:
    answer = run("compare", planned, planned, "--json", "-o", tmp_path / "x.json")
    assert answer.exit_code == EXIT_USAGE
    assert "--to json" in said(answer)


def test_ctrl_c_says_that_it_stopped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def pressed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("coverset.service.generating.generate", pressed)
    monkeypatch.setattr(sys, "argv", ["coverset", "generate", "-o", "film"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == EXIT_STOPPED
    assert capsys.readouterr().err == "Stopped.\n"


def test_a_jurisdiction_that_the_catalogue_lacks_is_answered_with_those_it_has() -> None:
    answer = run("hazards", "--jurisdiction", "XX")
    assert answer.exit_code == 0
    assert "The jurisdictions it knows: " in said(answer)
    assert " GB," in said(answer)


def test_a_requirement_is_explained_in_words_and_not_in_keys() -> None:
    answer = said(run("hazards", "sightlines_checked"))
    assert "after_says" not in answer
    assert "What has to be done before it, in words: the rigging of the cameras" in answer


@pytest.mark.parametrize(
    "words",
    [("improve",), ("explain", "F1/9"), ("cover",), ("lost", "2026-03-18"), ("report", "stripboard")],
)
def test_a_folder_without_a_plan_says_how_to_make_one(words: tuple[str, ...], film: Path) -> None:
    answer = run(words[0], film, *words[1:])
    assert answer.exit_code == EXIT_FINDINGS
    assert f"make one with coverset plan {film}" in said(answer)
    assert "no plan yet" in said(answer)


def test_the_first_help_fits_eighty_columns() -> None:
    assert max(len(line) for line in EXAMPLES.splitlines()) <= 78


@pytest.mark.parametrize(
    "words",
    [
        ("check", "nowhere"),
        ("events", "nowhere"),
        ("event", "nowhere", "add", "away"),
        ("plan", "nowhere"),
        ("explain", "nowhere"),
        ("lost", "nowhere", "2026-03-09"),
    ],
)
def test_a_path_that_is_not_there_is_said_once_and_ends_alike(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = run(*words)
    assert answer.exit_code == EXIT_FINDINGS
    assert said(answer).count("nowhere") == 1
    assert "nowhere does not exist; give " in said(answer)
    assert not list(tmp_path.iterdir())


def test_events_of_a_file_are_refused_as_of_a_path_that_is_not_there(film: Path) -> None:
    answer = run("events", film / "cast.csv", "--json")
    assert answer.exit_code == EXIT_FINDINGS
    assert "is a file; give a production's folder" in said(answer)


@pytest.mark.parametrize("command", ["check", "plan", "explain"])
def test_a_board_is_not_chosen_where_there_is_none(planned: Path, command: str) -> None:
    more = ("--steps", "1") if command == "plan" else ()
    for path, what in ((planned, "a production's folder"), (planned / "script.fountain", "a screenplay")):
        answer = run(command, path, "--board", "Second draft", *more)
        assert answer.exit_code == EXIT_FINDINGS
        assert f"is {what} and holds no board 'Second draft' to choose" in said(answer)
    answer = run("check", planned / "plan.json", "--board", "x")
    assert answer.exit_code == EXIT_FINDINGS


@pytest.mark.parametrize(
    ("option", "day", "words"),
    [("--from", "2031-01-01", "after every date"), ("--to", "2019-01-01", "before every date")],
)
def test_dates_outside_the_plan_move_nothing(planned: Path, option: str, day: str, words: str) -> None:
    answer = run("improve", planned, option, day)
    assert answer.exit_code == EXIT_USAGE
    assert words in said(answer)
    assert "2026" in said(answer)


def test_the_same_pin_with_another_reason_is_there_already(planned: Path, tmp_path: Path) -> None:
    film = Path(shutil.copytree(planned, tmp_path / "film"))
    words = ("pin", film, "F1/4", "--date", "2026-03-02..2026-03-27", "--time", "0")
    assert run(*words, "--why", "the tide").exit_code == 0
    text = (film / "production.toml").read_bytes()
    answer = run(*words, "--why", "the moon")
    assert answer.exit_code == EXIT_FINDINGS
    assert "pinned already" in said(answer)
    assert "the tide" in said(answer)
    assert (film / "production.toml").read_bytes() == text


def test_a_wrong_date_of_an_event_is_one_mistake(film: Path) -> None:
    answer = run("event", film, "add", "away", "--person", "BROTHER", "--dates", "tomorrow")
    assert answer.exit_code == EXIT_FINDINGS
    assert "'tomorrow' is not a date" in said(answer)
    assert "needs" not in said(answer)
    missing = run("event", film, "add", "away", "--person", "BROTHER")
    assert "needs 'dates'" in said(missing)


@pytest.mark.parametrize("width", [60, 80, 120])
def test_help_flows_to_the_width_of_the_terminal(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for name in [command.name for command in app.registered_commands]:
        answer = run(str(name), "--help")
        lines = [line.rstrip() for line in answer.output.partition("╭")[0].splitlines()]
        assert answer.exit_code == 0
        assert max(map(len, lines)) <= width
        prose = [line for line in lines if line.startswith(" ") and not line.startswith("   ")]
        # A line of prose that ends before its time is the end of its paragraph.
        for line, after in pairwise(lines):
            if line in prose and after in prose and "Usage" not in line:
                assert len(line) + 1 + len(after.split()[0]) >= width - 1, (name, line, after)
        commands = [line for line in lines if line.lstrip().startswith("coverset ")]
        assert all(line.startswith("   coverset ") for line in commands), commands


def test_an_example_that_is_too_long_is_broken_as_a_shell_reads_it() -> None:
    long = '  coverset event film add away --person LEAD --why "a long day"   one more'
    text = f"What it does.\n\nExamples\n\n{long}\n  coverset x   a"
    shown = flowed(text, 42)
    assert shown.splitlines()[4:] == [
        "  coverset event film add away \\",
        '      --person LEAD --why "a long day"',
        "      one more",
        "  coverset x",
        "      a",
    ]
    assert flowed(text, 100).splitlines() == text.splitlines()
