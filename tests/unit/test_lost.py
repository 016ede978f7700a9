"""A lost day: its cover is shot on it, the rest finds other dates, and the commands say so."""

from __future__ import annotations

import json
import os
import shutil
import signal
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from coverset.cli.app import app
from coverset.service.losing import cover_of, lose
from coverset.service.opening import Opened, open_path
from coverset.service.planning import Effort, plan_files, plan_production
from coverset.service.replanning import replan_opened
from coverset.store.files import write_all

EXAMPLE = Path(__file__).parents[2] / "examples" / "two-hander"
EVENTS = """
[[away]]
date = 2026-03-19
person = "SISTER"
dates = "2026-03-20"
illness = true
why = "a cold"
source = "her agent"
"""


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lost") / "film"
    shutil.copytree(EXAMPLE, folder)
    opened = open_path(folder)
    result = plan_production(opened, Effort(None, 20_000, 1, 1))
    write_all(folder, plan_files(result, opened, folder))
    return folder


def opened(folder: Path) -> Opened:
    found = open_path(folder)
    assert found.plan is not None
    return found


def test_a_day_with_cover_is_shot_with_it_and_what_was_lost_goes_elsewhere(planned: Path) -> None:
    film = opened(planned)
    covers = [one for one in cover_of(film) if one.covered]
    assert covers, "the example's plan has interiors left for the days that weather can stop"
    day = covers[0].day
    lost, findings = lose(film, day, seconds=4, workers=1)
    assert lost is not None
    assert not findings
    for answer in lost.answers.alternatives:
        for task in lost.shot:
            assert answer.plan.where[task][0].day == day
        for one in lost.covers:
            assert all(answer.plan.where[task][0].day != day for task in one.lost)
    assert len(lost.remaining) == len(lost.answers.alternatives)
    assert all(one.day > day for left in lost.remaining for one in left)


def test_a_date_without_work_cannot_be_lost(planned: Path) -> None:
    film = opened(planned)
    assert film.plan is not None
    lost, findings = lose(film, film.plan.days[-1].day + timedelta(days=300), seconds=1)
    assert lost is None
    assert "no day to lose" in findings[0].sentence


def test_the_commands_speak_and_write(planned: Path, tmp_path: Path) -> None:
    run = CliRunner()
    said = run.invoke(app, ["cover", str(planned), "--json"])
    assert said.exit_code == 0
    assert all("cover" in one for one in json.loads(said.stdout)["cover"])
    assert "weather can stop" in run.invoke(app, ["cover", str(planned)]).stdout
    plan = opened(planned).plan
    assert plan is not None
    day = plan.days[1].day.isoformat()
    out = tmp_path / "out"
    said = run.invoke(app, ["lost", str(planned), day, "--all", "--time", "3", "-o", str(out), "--json"])
    assert said.exit_code in (0, 4, 5)
    answer = json.loads(said.stdout)
    assert answer["cover"] == []
    for one in answer["answers"]:
        assert not one["conflicts"]
        again = open_path(Path(one["plan"]))
        assert again.production is not None
        assert again.production.lost_days[0].day.isoformat() == day
        assert again.plan is not None
        assert day not in {str(d.day) for d in again.plan.days}
    assert run.invoke(app, ["lost", str(planned), "2031-01-01"]).exit_code == 3
    assert run.invoke(app, ["lost", str(planned), "yesterday"]).exit_code == 2


def test_ctrl_c_keeps_the_answers_found_by_then(
    planned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []

    def pressed_at_the_first(*args: Any, on_alternative: Any, **more: Any) -> Any:
        def heard(one: Any) -> None:
            on_alternative(one)
            found.append(one)
            if len(found) == 1:
                os.kill(os.getpid(), signal.SIGINT)

        return replan_opened(*args, on_alternative=heard, **more)

    monkeypatch.setattr("coverset.service.losing.replan_opened", pressed_at_the_first)
    plan = opened(planned).plan
    assert plan is not None
    day = next(one.day for one in plan.days if not {"F1/12", "F1/13"} & set(one.tasks)).isoformat()
    before, out = signal.getsignal(signal.SIGINT), tmp_path / "out"
    words = ["lost", str(planned), day, "--all", "--time", "600", "-o", str(out)]
    said = CliRunner().invoke(app, words, catch_exceptions=False)
    assert said.exit_code == 0, said.output
    assert "Stopping with what was found" in said.output
    assert len(found) == 1
    assert len(list(out.glob("*.json"))) == 1
    assert signal.getsignal(signal.SIGINT) is before


def test_replan_takes_events_from_a_file_and_refuses_wrong_ones(planned: Path, tmp_path: Path) -> None:
    run = CliRunner()
    events = tmp_path / "ill.toml"
    events.write_text(EVENTS)
    said = run.invoke(
        app,
        ["replan", str(planned), "--as-of", "2026-03-19", "--events", str(events), "--time", "12", "--json"],
    )
    answer = json.loads(said.stdout)
    assert answer["events"][0]["sentence"].startswith("SISTER is ill")
    if said.exit_code == 0:
        assert answer["answers"]
        assert answer["first_answer_after"] is not None
        for one in answer["answers"]:
            assert one["cost"] == sum(one["lines"].values())
            gone = [change for change in one["changes"] if change.startswith("SISTER, Fri 20 Mar 2026")]
            assert all(change.endswith(("off", "hold", "dropped")) for change in gone)
    else:
        assert said.exit_code == 4
        assert answer["clash"]
    events.write_text(EVENTS.replace('"SISTER"', '"SISTR"'))
    wrong = run.invoke(app, ["replan", str(planned), "--as-of", "2026-03-19", "--events", str(events)])
    assert wrong.exit_code == 3
    assert "SISTER" in wrong.output
    assert str(date(2026, 3, 19)) not in wrong.stdout
    missing = run.invoke(
        app, ["replan", str(planned), "--as-of", "2026-03-19", "--events", str(tmp_path / "no")]
    )
    assert missing.exit_code == 3
    assert "cannot be read" in missing.output
