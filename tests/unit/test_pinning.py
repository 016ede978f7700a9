"""Pinning from the command line: files keep their comments, a pin can be taken back, what it costs is said."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from coverset.cli.app import app
from coverset.formats._pins_file import with_pin, without_pins
from coverset.model.board import Board
from coverset.model.dates import DateRange
from coverset.model.pins import AnyPin, DayPin, PersonPin, Pin
from coverset.model.plan import Plan
from coverset.service.opening import Opened, open_path
from coverset.service.pinning import Asked, days_kept, pin_for, refused
from tests.productions import random_plan, tiny_production

ROOT = Path(__file__).resolve().parents[2]
BOARD = ROOT / "tests" / "corpus" / "board.uss"
SEEDS = st.integers(0, 10**9)


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, [*words], catch_exceptions=False)
    return result.exit_code, result.output


def opened(path: Path) -> tuple[Opened, Plan]:
    found = open_path(path)
    assert found.production is not None, [str(f) for f in found.findings]
    assert found.plan is not None
    return found, found.plan


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """The small example with a plan of its own, in a folder that may be written to."""
    folder = tmp_path / "film"
    shutil.copytree(ROOT / "examples" / "two-hander", folder)
    assert run("plan", str(folder), "--steps", "600", "--workers", "1", "--no-papers")[0] == 0
    return folder


def test_a_pin_is_written_kept_and_taken_back_without_a_trace(film: Path) -> None:
    before = (film / "production.toml").read_bytes()
    _, plan = opened(film)
    stands = plan.where["F1/9"][0]
    code, said = run("pin", str(film), "9", "--why", "the tide", "--time", "0")
    assert code == 0
    assert "Undo: coverset unpin" in said
    assert open_path(film).production.pins == (
        Pin("F1/9", (DateRange(stands.day, stands.day),), why="the tide"),
    )  # type: ignore[union-attr]
    assert (film / "production.toml").read_bytes().startswith(before)
    assert "the tide" in run("pin", str(film))[1]
    assert "pinned already" in run("pin", str(film), "9", "--why", "the tide")[1]
    code, said = run("unpin", str(film), "F1/9")
    assert code == 0
    assert "--why 'the tide'" in said
    assert (film / "production.toml").read_bytes() == before


def test_days_and_people_are_pinned_as_they_stand_and_priced(film: Path) -> None:
    found, plan = opened(film)
    day = plan.days[0]
    code, said = run("pin", str(film), "--day", day.day.isoformat(), "--open", "--time", "0.6", "--json")
    answer = json.loads(said)
    assert (code, answer["status"], answer["breaks"]) == (0, "pinned", [])
    assert answer["pin"]["strips"] == list(day.tasks)
    price = answer["pin"]["price"]
    assert 0 <= price["least"] <= price["most"]
    assert answer["cost"] > 0
    assert run("pin", str(film), "--person", "sister", "--time", "0")[0] == 0
    production = open_path(film).production
    assert production is not None
    held, person = production.pins
    assert held == DayPin(day.unit, day.day, day.tasks, closed=False)
    assert isinstance(person, PersonPin)
    assert found.production is not None
    worked = Board(found.production, plan).worked_by("SISTER")
    assert {d for stretch in person.dates for d in stretch} == set(worked)
    code, said = run("explain", str(film), "--pins", "--time", "1", "--json")
    assert [set(row) >= {"pin", "cost", "least", "most"} for row in json.loads(said)["pins"]] == [True, True]
    assert run("unpin", str(film), "--all")[0] == 0
    assert open_path(film).production.pins == ()  # type: ignore[union-attr]


def test_improve_and_explain_name_the_pin_that_stands_in_the_way(film: Path) -> None:
    _, plan = opened(film)
    day = next(d for d in plan.days if len(d.tasks) > 1)
    assert run("pin", str(film), "--day", day.day.isoformat(), "--time", "0")[0] == 0
    _, said = run("explain", str(film), day.tasks[0])
    assert "is pinned:" in said
    answer = json.loads(run("improve", str(film), "--moves", "2", "--json")[1])
    moved = {strip["task"] for move in answer["moves"] for strip in move["strips"]}
    assert not moved & set(day.tasks)


def test_a_board_has_its_pins_beside_it(tmp_path: Path) -> None:
    board = tmp_path / "board.uss"
    board.write_bytes(BOARD.read_bytes())
    _, plan = opened(board)
    task = next(iter(plan.where))
    code, said = run("pin", str(board), task, "--time", "0", "--json")
    assert code == 0
    kept = tmp_path / "board.pins.toml"
    assert json.loads(said)["file"] == str(kept)
    assert [pin.named for pin in opened(board)[0].production.pins] == [(task,)]  # type: ignore[union-attr]
    (tmp_path / "p").mkdir()
    better = ("improve", str(board), "--free-lengths", "--apply", "all", "-o", str(tmp_path / "p"))
    assert run(*better)[0] == 0
    later, again = opened(tmp_path / "p")
    assert [pin.named for pin in later.production.pins] == [(task,)]  # type: ignore[union-attr]
    assert again.date_of(task) == plan.date_of(task)
    # A pin of the plan alone stands beside the plan; the board's own is taken out of the board's file.
    other = next(name for name in again.where if name != task)
    assert run("pin", str(tmp_path / "p"), other, "--time", "0")[0] == 0
    assert (tmp_path / "p" / "plan.pins.toml").is_file()
    assert len(opened(tmp_path / "p")[0].production.pins) == 2  # type: ignore[union-attr]
    assert run("unpin", str(tmp_path / "p"), task)[0] == 0
    assert "\n[[pin]]" not in kept.read_text("utf-8")
    assert [pin.named for pin in opened(tmp_path / "p")[0].production.pins] == [(other,)]  # type: ignore[union-attr]


def test_a_slip_beside_a_board_is_said_at_its_line(tmp_path: Path) -> None:
    board = tmp_path / "board.uss"
    board.write_bytes(BOARD.read_bytes())
    (tmp_path / "board.pins.toml").write_text('[[pin]]\nscene = "no such"\nunit = "main"\n', encoding="utf-8")
    code, said = run("check", str(board))
    assert code == 3
    assert "board.pins.toml:1: Pin: there is no scene 'no such'" in said
    (tmp_path / "board.pins.toml").write_text("[[pin]\n", encoding="utf-8")
    assert "board.pins.toml:1" in run("pin", str(board))[1]


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (("9", "--day", "2026-03-06"), 2, "Say one thing"),
        (("nobody at all",), 2, "no strip and nobody"),
        (("SISTER",), 2, "SISTER is not a strip"),
        (("9", "--unit", "MIAN"), 2, "did you mean 'MAIN'"),
        (("9", "--until", "2026-03-06"), 2, "for a person"),
        (("--person", "SISTER", "--open"), 2, "for strips and days"),
        (("--day", "2026-03-06", "--off", "2026-03-06"), 2, "for strips and people"),
        (("9", "--date", "2026-13-06"), 2, "2026-13-06"),
        (("9", "--date", "2031-01-06"), 3, "no date inside the plan"),
        (("--person", "SISTER", "--off", "2026-01-01..2026-12-31"), 3, "may be called on no date"),
    ],
)
def test_what_cannot_be_pinned_is_refused_and_nothing_written(
    film: Path, words: tuple[str, ...], status: int, says: str
) -> None:
    before = (film / "production.toml").read_bytes()
    code, said = run("pin", str(film), *words, "--time", "0")
    assert code == status, said
    assert says in " ".join(said.split())
    assert (film / "production.toml").read_bytes() == before


def test_unpin_says_what_is_not_there(film: Path) -> None:
    assert run("unpin", str(film), "1")[0] == 2
    assert run("unpin", str(film))[0] == 2
    assert run("pin", str(film), "9", "--time", "0")[0] == 0
    assert "There is no pin 4" in run("unpin", str(film), "4")[1]
    assert "No such pin" in run("unpin", str(film), "F1/1")[1]


PINS: list[AnyPin] = [
    Pin("F1/1", (DateRange(date(2026, 3, 2), date(2026, 3, 4), "why not"),), "main", 'a "quoted" reason'),
    DayPin("main", date(2026, 3, 2), tuple(f"F1/{k}" for k in range(40)), closed=False),
    PersonPin("LEAD", off=(DateRange(date(2026, 3, 2), date(2026, 3, 2)),), until=date(2026, 3, 9)),
]
TEXTS = st.lists(
    st.sampled_from(
        [
            "# about the pins",
            "",
            '[[pin]]\nscene = "F1/2" # because\n# inside\ndates = [\n  2026-01-01, # new year\n]',
            "[[pin]]\nwhy = '''\n[[pin]]\n# not a comment'''",
            '[prices]\nmove = "1"\n',
            "[[mark]]\npath = 'x'",
        ]
    ),
    max_size=5,
    unique=True,
)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from(PINS), st.booleans(), st.booleans())
def test_writing_a_pin_and_taking_it_out_leaves_the_file_as_it_was(
    pieces: list[str], pin: AnyPin, last_line: bool, windows: bool
) -> None:
    import tomllib

    text = "title = 1\n" + "\n".join(pieces) + ("\n" if last_line else "")
    text = text.replace("\n", "\r\n") if windows else text
    made = with_pin(text, pin)
    assert made.count("\r\n") == (made.count("\n") if windows else 0)
    was, now = (tomllib.loads(each.replace("\r\n", "\n")) for each in (text, made))
    assert now["pin"][:-1] == was.get("pin", [])
    assert {k: v for k, v in now.items() if k != "pin"} == {k: v for k, v in was.items() if k != "pin"}
    lines = [line for line in text.splitlines() if line.strip()]
    kept = iter(made.splitlines())
    assert all(line in kept for line in lines)
    number = made.replace("\r\n", "\n")[: _place(made)].count("\n") + 1
    again = without_pins(made, {number})
    assert [line for line in again.splitlines() if line.strip()] == lines


def _place(text: str) -> int:
    """Where the last [[pin]] table of a text begins, past those inside of values."""
    from coverset.formats._toml_lines import lines_of

    line = max(line for path, line in lines_of(text).items() if path[:1] == ("pin",) and len(path) == 2)
    return sum(len(row) + 1 for row in text.replace("\r\n", "\n").split("\n")[: line - 1])


def test_pins_that_are_one_list_are_left_to_the_hand() -> None:
    with pytest.raises(ValueError, match="one list"):
        with_pin('pin = [{scene = "F1/1", unit = "main"}]\n', PINS[0])
    with pytest.raises(ValueError, match="begins there"):
        without_pins('pin = [{scene = "F1/1", unit = "main"}]\n', {1})


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_kept_dates_stay_exactly_as_they_are(seed: int) -> None:
    from dataclasses import replace

    from coverset.rules import rules
    from coverset.solve.improve import improve

    # What is shot already is asked nothing any more, so it is left out.
    production = replace(tiny_production(seed), progress=())
    plan = random_plan(production, seed)
    dates = production.calendar.dates()
    stretch = DateRange(dates[1], dates[3])
    kept = days_kept(production, plan, (stretch,))
    assert not [f for key in ("pinned-days",) for f in rules()[key].check(Board(replace_pins(kept), plan))]
    after = improve(kept, plan, moves=2).end.plan
    for before, now in ((plan, after), (after, plan)):
        for day in before.days:
            if day.day in stretch:
                assert set(day.tasks) == {
                    t for d in now.days if (d.unit, d.day) == (day.unit, day.day) for t in d.tasks
                }


def replace_pins(production):  # type: ignore[no-untyped-def]
    """Without the pins that the random production drew, which its random plan may break."""
    from dataclasses import replace

    own = [pin for pin in production.day_pins if pin.why != "promised"]
    return replace(production, pins=tuple(own))


def test_a_pin_that_no_plan_can_keep_is_refused_with_its_reason() -> None:
    production = tiny_production(3)
    task = next(iter(production.tasks))
    pin, wrong = pin_for(
        production, None, Asked(strip=task, dates=(DateRange(date(2030, 1, 1), date(2030, 1, 1)),))
    )
    assert pin is not None, wrong
    assert any("no date" in sentence for sentence in refused(production, pin))


def test_a_plan_is_made_around_kept_dates(film: Path) -> None:
    _, plan = opened(film)
    first, last = plan.days[1].day, plan.days[2].day
    words = (
        "plan",
        str(film),
        "--keep",
        f"{first}..{last}",
        "--steps",
        "2000",
        "--workers",
        "1",
        "--no-papers",
    )
    assert run(*words)[0] == 0
    after = opened(film)[1]
    for before, now in ((plan, after), (after, plan)):
        for day in before.days:
            if first <= day.day <= last:
                assert set(day.tasks) == {t for d in now.days if d.day == day.day for t in d.tasks}
    assert "[[pin]]" not in [
        line.strip() for line in (film / "production.toml").read_text("utf-8").splitlines()
    ]
    (film / "plan.json").unlink()
    assert run(*words)[0] == 2
