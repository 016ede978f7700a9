"""`coverset record`: one edit of stunts.toml at a time, its price said before, taken back to the letter."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from coverset.cli.app import app
from coverset.formats import production as folders
from coverset.model.production import Production
from coverset.service import _recorded as journal
from coverset.service.recording import KINDS, Wish, prepare, prepare_undo, write
from tests.unit.test_stunts_file import SCENES, STUNTS, TOML

TODAY = date(2020, 3, 2)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A folder with stunts, in which evidence is bound to the speed of a beat."""
    (tmp_path / "production.toml").write_text(TOML, encoding="utf-8")
    (tmp_path / "scenes.csv").write_text(SCENES, encoding="utf-8")
    text = STUNTS.replace("speed = 60\ncameras", "speed = 60  # as the train's crew wants it\ncameras")
    text = text.replace('by = "chief"\n', "").replace("on = 2020-02-20\n", 'on = 2020-02-20\nby = "chief"\n')
    (tmp_path / "stunts.toml").write_text(text, encoding="utf-8")
    return tmp_path


def opened(folder: Path) -> Production:
    made, findings = folders.read(folder, today=TODAY)
    assert made is not None, [str(each) for each in findings]
    return made


def record(folder: Path, what: str, *words: str, **more: object) -> None:
    ready = prepare(folder, Wish(what, words, **more), today=TODAY)  # type: ignore[arg-type]
    assert not ready.stopped, [str(each) for each in ready.findings]
    write(ready)


def test_a_changed_fact_says_beforehand_what_it_makes_stale(film: Path) -> None:
    """Nothing is written by preparing; the comment behind the value stays when it is."""
    before = (film / "stunts.toml").read_text(encoding="utf-8")
    ready = prepare(film, Wish("beat", ("roof/a", "speed=50"), by="chief", why="wet"), today=TODAY)
    assert [(each.evidence, each.changes[0].was, each.changes[0].now) for each in ready.stale] == [
        ("e1", "60", "50")
    ]
    assert "chief" in ready.stale[0].told
    assert (film / "stunts.toml").read_text(encoding="utf-8") == before
    write(ready)
    after = (film / "stunts.toml").read_text(encoding="utf-8")
    assert after == before.replace("speed = 60  #", "speed = 50  #")
    assert opened(film).stunts.beats[0].speed == 50


def test_undo_brings_the_file_back_to_the_letter(film: Path) -> None:
    """Edit by edit, the last first; then there is nothing left to take back."""
    texts = [(film / "stunts.toml").read_text(encoding="utf-8")]
    for what, words in (
        ("beat", ("roof/a", "speed=50", "light=day")),
        ("permission", ("line", "withdrawn")),
        ("crew", ("roof/a", "double")),
        ("concern", ("roof/a",)),
    ):
        record(film, what, *words, by="chief", why="because")
        texts.append((film / "stunts.toml").read_text(encoding="utf-8"))
    assert len(set(texts)) == 5
    for text in reversed(texts[:-1]):
        write(prepare_undo(film, today=TODAY))
        assert (film / "stunts.toml").read_text(encoding="utf-8") == text
    again = prepare_undo(film, today=TODAY)
    assert again.stopped
    assert "nothing to take back" in str(again.findings[0])


def test_what_a_hand_changed_since_is_not_overwritten(film: Path) -> None:
    """Taking back would lose the hand's own change."""
    record(film, "beat", "roof/a", "speed=50")
    path = film / "stunts.toml"
    path.write_text(path.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
    ready = prepare_undo(film, today=TODAY)
    assert ready.stopped
    assert "changed since" in str(ready.findings[0])


def test_an_edit_that_was_noted_but_never_written_is_passed_over(film: Path) -> None:
    """The journal comes first; without the file's change it says nothing."""
    record(film, "beat", "roof/a", "speed=50")
    text = (film / "stunts.toml").read_text(encoding="utf-8")
    kept = journal.entries(film)
    journal.write(film, [*kept, journal.entry("Lost.", "", "", "", text, text + "# lost\n")])
    assert prepare_undo(film, today=TODAY).sentence.startswith("Taken back: roof/a: speed")
    record(film, "beat", "roof/a", "speed=40")
    assert [each.sentence[:7] for each in journal.entries(film)] == ["roof/a:", "roof/a:"]


def test_a_damaged_journal_is_said(film: Path) -> None:
    """And nothing else happens."""
    (film / journal.FILE).write_text('{"sentence": 1}\n', encoding="utf-8")
    ready = prepare_undo(film, today=TODAY)
    assert "is damaged" in str(ready.findings[0])


def test_evidence_is_bound_to_the_facts_as_they_are_now(film: Path) -> None:
    """One row a beat, each with an id of its own."""
    record(
        film, "evidence", "stunt_plan", "roof/a", by="chief", step="", names=("LEAD",), reference="issue 2"
    )
    row = opened(film).stunts.evidence[-1]
    assert (row.id, row.beats, row.on, row.names) == (
        "stunt_plan-1",
        ("roof/a",),
        date(2020, 2, 21),
        ("LEAD",),
    )
    assert dict(row.bound)["speed"] == "60"
    assert dict(row.bound)["action"] == ""
    record(film, "forget", "stunt_plan-1", why="of another beat")
    assert [each.id for each in opened(film).stunts.evidence] == ["e1"]


def test_every_kind_can_be_recorded(film: Path) -> None:
    """With what each leaves in the production."""
    record(film, "waiver", "roof/a", "cover_set", by="Producer", why="no other set")
    record(film, "not-applicable", "roof/a", "briefing", by="Producer", why="told alone")
    record(film, "concern", "roof/a", "harness", by="rigger", why="it chafes")
    record(film, "close", "concern-1", by="chief", why="changed")
    record(film, "incident", "roof/a", why="a slip")
    record(film, "lift", "incident-1", by="chief", why="mended")
    record(film, "attempt", "roof/a", take=2, performer="LEAD", outcome="not as planned", half_speed=True)
    record(film, "again", "roof/b")
    record(film, "cut", "roof/a", by="Producer", why="too far")
    record(film, "permission", "line", "not", "asked")
    stunts = opened(film).stunts
    assert [each.reason for each in stunts.waivers] == ["no other set"]
    assert [each.by for each in stunts.not_applicable] == ["Producer"]
    assert [(each.id, each.closed_by) for each in stunts.concerns] == [("c1", ""), ("concern-1", "chief")]
    assert stunts.incidents[0].lifted_by == "chief"
    assert (stunts.attempts[0].take, stunts.attempts[0].full_speed) == (2, False)
    assert stunts.beats_by_id["roof/b"].cut == ""
    assert stunts.beats_by_id["roof/a"].cut == "taken out by Producer on 2020-02-21: too far"
    assert stunts.permissions[0].state == "not asked"
    assert len(journal.entries(film)) == 10


@pytest.mark.parametrize(
    ("what", "words", "said"),
    [
        ("beat", ("roof/x", "speed=1"), "There is no beat 'roof/x'; did you mean"),
        ("beat", ("roof/a", "spead=1"), "did you mean 'speed'?"),
        ("beat", ("roof/a", "speed=fast"), "Speed: 'fast' is not a whole number"),
        ("beat", ("roof/a", "speed"), "write a fact and its value"),
        ("beat", ("roof/a",), "Write coverset record PATH beat BEAT fact=value..."),
        ("permission", ("line", "maybe"), "'maybe' is no state of a permission"),
        ("permission", ("lime", "granted"), "There is no permission 'lime'"),
        ("evidence", ("stunt_plam", "roof/a"), "did you mean 'stunt_plan'?"),
        ("evidence", ("stunt_plan", "roof/a"), "Say who vouches for it"),
        ("waiver", ("roof/a", "briefing"), "needs a name and a reason"),
        ("close", ("c1",), "a named person with a reason"),
        ("cut", ("roof/a",), "Say why the beat goes"),
        ("crew", ("roof/a", "nobody"), "There is no member of the stunt crew 'nobody'"),
        ("crew", (), "Write coverset record PATH crew"),
        ("attempt", ("roof/a", "roof/b"), "Write coverset record PATH attempt"),
        ("concern", ("roof/zz",), "Say what it is about"),
        ("forget", ("e7",), "There is no evidence 'e7'"),
        ("nothing", (), "nothing called 'nothing' can be recorded"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(
    film: Path, what: str, words: tuple[str, ...], said: str
) -> None:
    """In a sentence that says what would."""
    before = (film / "stunts.toml").read_bytes()
    ready = prepare(film, Wish(what, words), today=TODAY)
    assert ready.stopped
    assert said.casefold() in str(ready.findings[0]).casefold()
    assert (film / "stunts.toml").read_bytes() == before
    assert not (film / journal.FILE).exists()


def test_a_state_that_the_file_contradicts_is_refused(film: Path) -> None:
    """Granted before it was asked for: the reader's own sentence says so."""
    ready = prepare(film, Wish("permission", ("line", "granted"), on=date(2019, 1, 1)), today=TODAY)
    assert "before it is asked for" in str(ready.findings[0])


def test_a_refused_leave_says_what_is_no_longer_shown(film: Path) -> None:
    """By requirement, with the beats."""
    path = film / "stunts.toml"
    text = path.read_text(encoding="utf-8").replace(
        'hazards = ["fight"]', 'hazards = ["rail_moving_train_exterior_roof"]'
    )
    text = text.replace('kind = "possession"', 'kind = "possession"\nholder = "Location manager"')
    path.write_text(text, encoding="utf-8")
    ready = prepare(film, Wish("permission", ("line", "denied")), today=TODAY)
    assert ("line_possession", "contradicted") in [(each.requirement, each.now) for each in ready.turns]


def test_a_risk_is_assessed_assessed_anew_and_taken_out(film: Path) -> None:
    """Comments and every other row stay; what is not given stays as it was judged."""
    before = (film / "stunts.toml").read_text(encoding="utf-8")
    hazard = opened(film).stunts.beats_by_id["roof/a"].hazards[0]
    words = ("likelihood=4", "severity=5", "harmed=LEAD; double", "engineer=a net; a line", "due=2020-03-09")
    record(film, "risk", "roof/a", hazard, *words, by="chief")
    made = opened(film).stunts.risks[-1]
    assert (made.likelihood, made.severity, made.harmed) == (4, 5, ("LEAD", "double"))
    assert (made.engineer, made.due, made.by) == (("a net", "a line"), date(2020, 3, 9), "chief")
    again = ("residual-likelihood=2", "residual_severity=5", "due=")
    record(film, "risk", "roof/a", hazard, *again, by="rigger", on=date(2020, 3, 1))
    later = opened(film).stunts.risks[-1]
    assert (later.likelihood, later.residual_likelihood, later.engineer) == (4, 2, ("a net", "a line"))
    assert (later.by, later.on, later.due) == ("rigger", date(2020, 3, 1), None)
    assert len(opened(film).stunts.risks) == 1
    record(film, "risk", "roof/a", hazard, remove=True)
    assert opened(film).stunts.risks == ()
    for _ in range(3):
        write(prepare_undo(film, today=TODAY))
    assert (film / "stunts.toml").read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("words", "more", "said"),
    [
        ((), {}, "write coverset record PATH risk BEAT HAZARD"),
        (("roof/a", "HAZARD"), {}, "write coverset record PATH risk BEAT HAZARD"),
        (("roof/a", "HAZARD", "likelihood=3"), {"by": "chief"}, "needs severity"),
        (("roof/a", "HAZARD", "likelihood=3", "severity=5"), {}, "by a named person"),
        (("roof/a", "lava", "likelihood=3", "severity=5"), {"by": "chief"}, "names no hazard 'lava'"),
        (("roof/z", "HAZARD", "likelihood=3", "severity=5"), {"by": "chief"}, "no beat 'roof/z'"),
        (("roof/a", "HAZARD", "luck=3"), {"by": "chief"}, "nothing that is judged"),
        (("roof/a", "HAZARD", "severity=bad"), {"by": "chief"}, "not a whole number"),
        (("roof/a", "HAZARD", "likelihood=3", "severity=9"), {"by": "chief"}, "write 1 to 5"),
        (
            ("roof/a", "HAZARD", "likelihood=3", "severity=5", "residual_severity=2"),
            {"by": "chief"},
            "without a reason",
        ),
        (("roof/a", "HAZARD"), {"remove": True}, "is not assessed"),
    ],
)
def test_a_risk_that_does_not_fit_is_refused(
    film: Path, words: tuple[str, ...], more: dict[str, Any], said: str
) -> None:
    before = (film / "stunts.toml").read_bytes()
    hazard = opened(film).stunts.beats_by_id["roof/a"].hazards[0]
    wish = Wish("risk", tuple(hazard if word == "HAZARD" else word for word in words), **more)
    ready = prepare(film, wish, today=TODAY)
    assert ready.stopped
    assert said.casefold() in str(ready.findings[0]).casefold()
    assert (film / "stunts.toml").read_bytes() == before


def test_without_stunts_there_is_nothing_to_record_in(film: Path) -> None:
    """The sentence says what to write first."""
    (film / "stunts.toml").unlink()
    ready = prepare(film, Wish("beat", ("roof/a", "speed=1")), today=TODAY)
    assert "There is no stunts.toml" in str(ready.findings[0])


def test_the_command_asks_before_it_writes(film: Path) -> None:
    """No at the question leaves everything; --dry-run never asks; --yes does not either."""
    run = CliRunner().invoke
    words = ["record", str(film), "beat", "roof/a", "speed=50"]
    before = (film / "stunts.toml").read_bytes()
    refused = run(app, words, input="n\n")
    assert refused.exit_code == 2
    assert "speed in km/h was 60, becomes 50" in refused.output
    assert "e1 (stunt_plan, roof/a)" in refused.output
    dry = run(app, [*words, "--dry-run"])
    assert (dry.exit_code, (film / "stunts.toml").read_bytes()) == (0, before)
    asked = run(app, [*words, "--json"])
    assert asked.exit_code == 2
    done = run(app, [*words, "--json", "--yes"])
    answer = json.loads(done.output)
    assert (answer["status"], answer["stale"][0]["tell"][0]) == ("recorded", "chief")
    assert run(app, [*words, "--yes"]).output.strip().endswith("The file says so already.")
    undone = run(app, ["record", str(film), "--undo", "--yes"])
    assert "1 piece of evidence hold again" in undone.output
    assert (film / "stunts.toml").read_bytes() == before


def test_the_command_knows_every_kind() -> None:
    """What it can record stands in its help; anything else is met with the nearest."""
    run = CliRunner().invoke
    shown = run(app, ["record", "--help"], env={"COLUMNS": "200"}).output
    assert [kind for kind in KINDS if kind not in shown] == []
    wrong = run(app, ["record", "film", "beet"])
    assert wrong.exit_code == 2
    assert run(app, ["record", "film"]).exit_code == 2
    assert run(app, ["record", "film", "beat", "--undo"]).exit_code == 2
