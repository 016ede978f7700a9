"""The examples' stunts: honest gaps stay gaps, every value says how it is known, and facts are the ledger's."""

from __future__ import annotations

import csv
import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from coverset.formats import production as folders
from coverset.formats._stunts_file import TABLES
from coverset.hazards.readiness import Readiness, judge
from coverset.model.production import Production
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"
TODAY = date(2026, 11, 21)


@cache
def read(name: str) -> tuple[Production, Readiness]:
    made, findings = folders.read(EXAMPLES / name, today=TODAY)
    assert made is not None, [str(each) for each in findings]
    assert [str(each) for each in findings if each.place and each.place.file == "stunts.toml"] == []
    return made, judge(made)


def state(readiness: Readiness, beat: str, requirement: str) -> str:
    found = readiness.of_requirement(beat, requirement)
    assert found is not None, (beat, requirement)
    return found.state


@pytest.mark.parametrize("name", ["grand-express", "two-hander"])
def test_every_table_says_how_it_is_known(name: str) -> None:
    raw = tomllib.loads((EXAMPLES / name / "stunts.toml").read_text(encoding="utf-8"))
    rows = [
        (kind, key, table)
        for kind in TABLES
        for key, table in (
            raw.get(kind, {}).items() if isinstance(raw.get(kind, {}), dict) else enumerate(raw[kind])
        )
    ]
    assert len(rows) > 5
    assert [
        (kind, key) for kind, key, table in rows if table.get("mark") not in ("assumed", "seeded", "derived")
    ] == []


def test_what_is_seeded_or_derived_names_a_fact_of_the_ledger() -> None:
    with (EXAMPLES / "grand-express" / "facts.csv").open(encoding="utf-8") as file:
        facts = {row["id"] for row in csv.DictReader(file)}
    raw = tomllib.loads((EXAMPLES / "grand-express" / "stunts.toml").read_text(encoding="utf-8"))
    notes = {mark["path"]: re.split(r"[,:] ?|not ", mark["note"]) for mark in raw["mark"]}
    assert len(notes) > 15
    assert [path for path, words in notes.items() if not facts & {word.strip() for word in words}] == []


def test_the_five_stunts_are_there_with_their_scenes() -> None:
    made, _ = read("grand-express")
    five = {"train-roof": "F1/34", "train-side": "F1/40", "motorcycle-jump": "F1/37", "car-turn": "F1/19"}
    five["foot-chase"] = "F1/11"
    for stunt, scene in five.items():
        shot = {
            s.partition(" pt")[0] for beat in made.stunts.beats if beat.stunt == stunt for s in beat.scenes
        }
        assert scene in shot
    tagged = {scene.id for scene in made.scenes if any(each.category == "stunts" for each in scene.elements)}
    assert tagged - made.stunts.beats_in.keys() == set()


def test_what_the_articles_leave_open_is_left_open() -> None:
    """Who drove, what the driver saw, whether the lines on the roof were fit; no wind limit, no hospital."""
    made, readiness = read("grand-express")
    turn = made.stunts.beats_by_id["car-turn/b"]
    assert (turn.performer, turn.double, len(turn.cameras), turn.rig_mass) == ("", "", 3, 38)
    assert state(readiness, "car-turn/b", "who_does_it") == "not shown"
    assert state(readiness, "car-turn/b", "sightlines_checked") == "not shown"
    assert state(readiness, "train-roof/b", "harness_examined") == "not shown"
    assert state(readiness, "train-roof/b", "wind_limit") == "not shown"
    assert state(readiness, "motorcycle-jump/a", "wind_limit") == "not shown"
    assert {each.hospital for each in made.stunts.stunts} == {""}


def test_the_denied_drone_is_cut_and_its_denial_stays_on_record() -> None:
    made, _ = read("grand-express")
    beat = made.stunts.beats_by_id["motorcycle-jump/d"]
    assert beat.cut.startswith("taken out by the producer on 2020-02-14")
    assert made.stunts.permissions_by_id["drone-ramp"].state == "denied"
    assert "drone" not in {hire for scene in beat.scenes for hire in made.tasks[scene].resources}


def test_two_surveys_are_stale_and_one_concern_is_open() -> None:
    made, readiness = read("grand-express")
    stale = {(each.beat, each.requirement) for each in readiness.judgements if each.stale}
    assert stale == {("train-side/b", "moving_envelope"), ("train-side/c", "lineside_survey")}
    assert [each.id for each in made.stunts.concerns if each.closed is None] == ["left-door-mount"]
    assert [each.requirement for each in readiness.stopping] == []


def test_leave_is_asked_in_time_for_the_plan_that_was_meant() -> None:
    """Venice to 20 March, Rome to 24 April, the studio to 20 May, Norway to 19 June, then Yorkshire."""
    made, _ = read("grand-express")
    meant = {
        "venice": (date(2020, 2, 24), date(2020, 3, 20)),
        "rome": (date(2020, 3, 24), date(2020, 4, 24)),
        "studio": (date(2020, 4, 27), date(2020, 5, 20)),
        "norway": (date(2020, 5, 25), date(2020, 6, 19)),
        "yorkshire": (date(2020, 6, 23), date(2020, 7, 24)),
    }
    stunts = made.stunts
    seen = 0
    for permission in stunts.permissions:
        bases = {made.locations_by_id[place].base for place in permission.scope}
        for base in bases if permission.state not in ("denied", "withdrawn") else ():
            first, last = meant[base]
            seen += 1
            authority = stunts.authorities_by_id[permission.authority]
            for step in permission.steps:
                assert step.working is False or authority.back(first, step.days) >= (
                    step.done or stunts.as_of or TODAY
                ), (permission.id, step.name)
            if permission.state == "granted":
                assert permission.covers_date(first), permission.id
                assert permission.covers_date(last), permission.id
    assert seen > 15


def test_written_and_read_the_example_is_the_same(tmp_path: Path) -> None:
    made, _ = read("grand-express")
    folders.write(made, tmp_path / "again")
    again, findings = folders.read(tmp_path / "again", today=TODAY)
    assert again is not None, [str(each) for each in findings]
    assert again.stunts == made.stunts
    assert again.marks == made.marks


def test_the_small_example_has_its_own_small_stunts() -> None:
    made, readiness = read("two-hander")
    assert {each.id for each in made.stunts.stunts} == {"sea-swim", "teapot"}
    assert state(readiness, "teapot/throw", "choreography") == "shown"
    assert state(readiness, "under-water", "water_rescue") == "shown"
    assert readiness.worst == "contradicted"


def test_what_is_assessed_has_its_signed_assessment_and_the_rest_is_left_open() -> None:
    made, readiness = read("grand-express")
    assessed = {risk.beat for risk in made.stunts.risks}
    assert len(assessed) == 8
    assert {beat for beat in assessed if state(readiness, beat, "risk_assessment") != "shown"} == set()
    for beat in assessed:
        hazards = set(made.stunts.beats_by_id[beat].hazards)
        assert {risk.hazard for risk in made.stunts.risks_of[beat]} == hazards
    assert not [beat for beat in made.stunts.risks_of if beat.startswith(("train-roof", "motorcycle-jump"))]
