"""The commands about what happens: events told, added, taken back; progress told and added to."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from coverset.cli.app import app
from coverset.model.events import kinds
from coverset.service.happenings import LOG, add_event, options, take_back, tell
from coverset.service.opening import open_path

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "two-hander"
TODAY = date(2026, 3, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small example, without what has happened to it."""
    for path in EXAMPLE.iterdir():
        if path.name not in ("progress.csv", "events.toml", "milestones.toml", "plan.json"):
            (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def run(*words: object) -> tuple[int, str, str]:
    found = CliRunner().invoke(app, [str(word) for word in words])
    return found.exit_code, found.stdout, found.stderr


def test_an_event_is_added_told_and_taken_back(folder: Path) -> None:
    given = {"person": "SISTER", "dates": "2026-03-09..2026-03-10", "why": "dentist"}
    done = add_event(folder, "away", given, who="1st AD", today=TODAY)
    assert done.path == folder / "events.toml"
    assert done.sentence == "SISTER is away from Mon 9 Mar 2026 to Tue 10 Mar 2026 (dentist)."
    told, findings = tell(folder)
    assert not [f for f in findings if f.severity != "note" and f.severity != "warning"]
    assert [(each.sentence, each.in_force) for each in told] == [(done.sentence, True)]
    assert told[0].known == "1st AD · entered 2026-03-01"
    opened = open_path(folder)
    assert opened.production is not None
    assert opened.production.people_by_id["SISTER"].is_away(date(2026, 3, 9))
    back = take_back(folder, who="2nd AD", today=TODAY)
    assert back.event == done.event
    assert tell(folder)[0] == []
    lines = [json.loads(line) for line in (folder / LOG).read_text().splitlines()]
    assert [(line["what"], line["who"], line["when"]) for line in lines] == [
        ("added", "1st AD", "2026-03-01"),
        ("taken back", "2nd AD", "2026-03-01"),
    ]
    assert lines[0]["event"] == lines[1]["event"]
    assert take_back(folder).path is None


def test_a_refused_event_writes_nothing_and_says_everything(folder: Path) -> None:
    done = add_event(
        folder, "rival-hold", {"person": "SISTR", "project": "", "dates": "2026-03-09"}, today=TODAY
    )
    assert done.path is None
    assert {f.code for f in done.findings} == {"person-unknown", "value-missing", "event-without-source"}
    missing = add_event(folder, "away", {"persn": "SISTER"}, today=TODAY)
    assert {f.code for f in missing.findings} == {"key-unknown", "value-missing"}
    assert add_event(folder, "awy", {}).findings[0].code == "event-kind-unknown"
    assert not (folder / "events.toml").exists()
    assert not (folder / LOG).exists()


def test_a_second_event_comes_after_the_first_and_ids_are_unique(folder: Path) -> None:
    stop = add_event(folder, "shutdown", {"date": "2026-03-05"}, today=TODAY)
    assert stop.path is not None
    again = add_event(folder, "restart", {"date": "2026-03-12", "end_date": "2026-04-10"}, today=TODAY)
    assert again.path is not None
    twice = add_event(folder, "shutdown", {"id": "restart-1", "date": "2026-03-20"}, today=TODAY)
    assert [f.code for f in twice.findings] == ["id-twice"]
    opened = open_path(folder)
    assert opened.production is not None
    assert opened.production.calendar.end_date == date(2026, 4, 10)
    assert [each.event.id for each in tell(folder)[0]] == ["shutdown-1", "restart-1"]


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_teaches_what_it_takes(kind: str, folder: Path) -> None:
    status, out, _ = run("event", folder, "add", kind)
    assert status == 2
    assert kinds()[kind].WORDS in out
    for option in options(kinds()[kind]):
        assert f"--{option.key}" in out
        assert option.words


def test_the_commands_speak(folder: Path) -> None:
    status, out, _ = run("events", folder)
    assert status == 0
    assert "Nothing has happened yet" in out
    assert run("event", folder, "kinds")[1].count("\n") > len(kinds())
    status, out, _ = run(
        "event", folder, "add", "weather", "--dates", "2026-03-05", "--base=cromer", "--all_work"
    )
    assert (status, out) == (0, "Nothing is shot at cromer on Thu 5 Mar 2026.\n")
    status, out, _ = run("events", folder, "--json")
    assert json.loads(out)["events"][0]["kind"] == "weather"
    status, out, err = run("event", folder, "add", "weather", "--dates", "2026-03-05", "--base", "comer")
    assert status == 3
    assert "did you mean 'cromer'?" in err
    assert run("event", folder, "undo")[0] == 0
    assert run("event", folder, "undo")[0] == 3
    assert run("event", folder, "ad")[0] == 2
    assert run("event", folder, "add", "weather", "stray")[0] == 2
    assert run("events", folder / "nowhere")[0] == 3


def test_mistakes_in_the_file_end_with_three(folder: Path) -> None:
    (folder / "events.toml").write_text('[[away]]\nperson = "SISTR"\ndates = "2026-03-05"\n')
    status, out, err = run("events", folder, "--check")
    assert (status, out) == (3, "")
    assert "events.toml:1" in err
    done = add_event(folder, "weather", {"dates": "2026-03-05"}, today=TODAY)
    assert (done.path, [f.code for f in done.findings if f.severity == "error"]) == (None, ["person-unknown"])


def test_progress_is_told_and_added_to(folder: Path) -> None:
    status, out, _ = run("progress", folder)
    assert status == 0
    assert "0 of 28 strips" in out
    status, out, _ = run(
        "progress", folder, "--done", "2", "--done", "f1/3", "--on", "2026-03-02", "--source", "DPR 1"
    )
    assert status == 0
    assert "2 of 28 strips" in out
    assert (folder / "progress.csv").read_text().splitlines()[1] == "2026-03-02,MAIN,F1/2,shot,,,,,DPR 1"
    words = ("--part", "F1/4=1/8", "--owed", "F1/2=45", "--due", "2026-03-20", "--on", "2026-03-03")
    status, out, _ = run("progress", folder, *words)
    assert "partly shot: F1/4, 3/8" in out
    assert "owed: F1/2, due by Fri 20 Mar 2026" in out
    before = (folder / "progress.csv").read_bytes()
    status, _, err = run("progress", folder, "--wrap", "F1", "--on", "2026-03-05", "--done", "F1/99")
    assert status == 3
    assert "the pickup of F1/2 is still owed" in err
    assert "F1/99" in err
    assert (folder / "progress.csv").read_bytes() == before
    assert run("progress", folder, "--part", "F1/4=some")[0] == 2
    status, out, _ = run("progress", folder, "--json")
    film = json.loads(out)["films"][0]
    assert (film["scenes_shot"], film["wrapped"], film["owed"][0]["due"]) == (2, False, "2026-03-20")


def test_a_folder_with_a_history_has_every_change_in_it(folder: Path) -> None:
    from coverset.store.document import Document

    document = Document.open(folder)
    document.close()
    done = add_event(folder, "weather", {"dates": "2026-03-05"}, who="1st AD", today=TODAY)
    assert done.path is not None
    again = Document.open(folder)
    entry = again.journal.entries[-1]
    assert (entry.kind, entry.who, entry.why) == ("files", "1st AD", "No exterior is shot on Thu 5 Mar 2026.")
    assert add_event(folder, "weather", {"dates": "2026-03-06"}).path is None
    again.undo()
    again.close()
    assert not (folder / "events.toml").exists()


def test_events_are_put_in_force_and_out_of_it(folder: Path) -> None:
    assert run("event", folder, "in-force", "none")[0] == 3
    for day in ("2026-03-05", "2026-03-06"):
        add_event(folder, "weather", {"dates": day}, today=TODAY)
    for word, count in (("none", 0), ("weather-1", 1), ("all", 2)):
        status, out, _ = run("event", folder, "in-force", word)
        assert status == 0
        assert out.startswith(f"{count} event")
        opened = open_path(folder)
        assert opened.production is not None
        assert len(opened.production.lost_days) == count
    status, _, err = run("event", folder, "in-force", "weathr-1")
    assert status == 3
    assert "weather-1" in err
    run("event", folder, "in-force", "none")
    status, _, err = run("event", folder, "add", "weather", "--dates", "2026-03-09")
    assert "Not taken into account yet" in err
