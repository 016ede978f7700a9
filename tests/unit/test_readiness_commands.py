"""``coverset stunts`` and ``coverset hazards`` as people and scripts use them."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from coverset.cli.app import app
from coverset.hazards.catalogue import catalogue, check_overrides
from coverset.hazards.physics import DANGER, airspeed, drag, height_with, rollover, wind_chill
from coverset.service.readiness import EDITABLE, parse_edit
from tests.stunt_records import stunt_production

PRODUCTION = """\
[films.F1]
title = "One"
[calendar]
start_date = 2020-05-04
end_date = 2020-06-26
[units.MAIN]
[bases.NORTH]
country = "NO"
[locations.LINE]
base = "NORTH"
[cast.LEAD]
"""
SCENES = """\
film,number,set,location,eighths,int_ext,time,cast
F1,1,ROOF,LINE,8,EXT,DAY,LEAD
"""
STUNTS = """\
[safety]
as_of = 2020-05-11
[stunt.roof]
name = "Roof"
coordinator = "chief"
permissions = ["line"]
[beat."roof/a"]
scenes = ["F1/1"]
hazards = ["rail_moving_train_exterior_roof"]
performer = "LEAD"
speed = 40
wind_limit = 8
[crew.chief]
name = "Chief"
[[crew.chief.role]]
role = "stunt_coordinator"
[permission.line]
kind = "possession"
state = "STATE"
scope = ["LINE"]
holder = "producer"
[[evidence]]
id = "paper"
shows = "restraint_not_arrest"
beats = ["roof/a"]
on = 2020-05-01
by = "chief"
[evidence.bound]
speed = "40"
"""


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return written(tmp_path, "denied")


def written(folder: Path, state: str, more: str = "") -> Path:
    (folder / "production.toml").write_text(PRODUCTION, encoding="utf-8")
    (folder / "scenes.csv").write_text(SCENES, encoding="utf-8")
    (folder / "stunts.toml").write_text(STUNTS.replace("STATE", state) + more, encoding="utf-8")
    return folder


def run(*words: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_a_denied_permission_ends_with_3_and_says_so_first(film: Path) -> None:
    status, said, _ = run("stunts", film)
    assert status == 3
    assert said.index("denied") < said.index("not shown  ")
    assert "roof Roof: contradicted. 1 beat: 1 contradicted." in said
    assert "Nothing here says that anything is safe" in said


def test_what_is_only_not_shown_ends_with_0(tmp_path: Path) -> None:
    status, said, _ = run("stunts", written(tmp_path, "granted"))
    assert status == 0
    assert "contradicted" not in said


def test_one_beat_is_told_in_full_with_sources_and_planning_figures(film: Path) -> None:
    status, said, _ = run("stunts", film, "--beat", "roof/a")
    assert status == 3
    assert "Planning figure, order of magnitude, not rig design" in said
    assert "Source: " in said
    assert "not verified: general knowledge" in said
    assert "shown" in said


def test_the_json_is_one_object_with_every_requirement(film: Path) -> None:
    status, said, _ = run("stunts", film, "--json", "--on", "2020-06-22")
    answer = json.loads(said)
    assert (status, answer["status"], answer["blocked"], answer["on"]) == (
        3,
        "contradicted",
        True,
        "2020-06-22",
    )
    ((beat,),) = [stunt["beats"] for stunt in answer["stunts"]]
    rows = {row["requirement"]: row for row in beat["requirements"]}
    assert rows["line_possession"]["stops"]
    assert rows["line_possession"]["asks"]["verified"] is True
    assert rows["overhead_line_dead"]["asks"]["verified"] is False
    assert rows["overhead_clearance_survey"]["state"] == "too late"
    assert rows["overhead_clearance_survey"]["last_date"] == "2020-06-21"
    assert sum(beat["counts"].values()) == len(rows)


def test_what_if_says_what_goes_stale_and_writes_nothing(film: Path) -> None:
    before = {path: path.read_bytes() for path in film.iterdir()}
    status, said, _ = run("stunts", film, "--what-if", "roof/a speed=90")
    assert status == 3
    assert "paper (restraint_not_arrest) goes stale: speed in km/h was 40 and would be 90" in " ".join(
        said.split()
    )
    assert "Tell chief" in said
    assert "airspeed_flag of roof/a: shown now, then contradicted" in " ".join(said.split())
    assert {path: path.read_bytes() for path in film.iterdir()} == before
    _, said, _ = run("stunts", film, "--what-if", "roof/a speed=90", "--json")
    answer = json.loads(said)
    ((change,),) = [row["changes"] for row in answer["goes_stale"]]
    assert change == {"fact": "speed", "was": "40", "now": "90"}
    assert {row["requirement"] for row in answer["requirements"]} == {"airspeed_flag"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("roof/b speed=3", "did you mean 'roof/a'"),
        ("roof/a sped=3", "did you mean 'speed'"),
        ("roof/a speed=fast", "a whole number"),
        ("roof/a speed='3", "unclosed quotation"),
        ("roof/a", "Say what changes"),
        ("roof/a id=3", "no 'id' to change"),
    ],
)
def test_an_edit_that_cannot_be_read_ends_with_2(film: Path, text: str, said: str) -> None:
    status, _, wrong = run("stunts", film, "--what-if", text)
    assert status == 2
    assert said in wrong


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "soon"])
def test_a_date_that_no_shoot_has_ends_with_2(film: Path, day: str) -> None:
    assert run("stunts", film, "--on", day)[0] == 2


def test_an_examination_of_a_million_years_is_read(tmp_path: Path) -> None:
    more = '[equipment.h]\nkind = "connector"\nrated_for = ["personal protection"]\nexamined = 2020-05-01\nmonths = 99999999\n'
    folder = written(tmp_path, "granted", more)
    text = (folder / "stunts.toml").read_text(encoding="utf-8")
    text = text.replace(
        'hazards = ["rail_moving',
        'equipment = ["h"]\nhazards = ["tethered_wire_or_harness_work", "rail_moving',
    )
    (folder / "stunts.toml").write_text(text, encoding="utf-8")
    status, said, _ = run("stunts", folder, "--beat", "roof/a")
    assert status == 0
    assert "h (examined, holds until Fri 31 Dec 9999)" in said


def test_an_unknown_beat_ends_with_2(film: Path) -> None:
    status, _, wrong = run("stunts", film, "--beat", "roof/x")
    assert (status, "did you mean 'roof/a'" in wrong) == (2, True)


def test_mistakes_in_the_catalogue_and_its_names_are_told_with_3(tmp_path: Path) -> None:
    more = """
[hazard.fight]
[[hazard.fight.requirement]]
key = "choreography"
tier = "lore"
why = "because"
[[evidence]]
id = "x"
shows = "risk_asessment"
beats = ["roof/a"]
on = 2020-05-01
"""
    status, _, wrong = run("stunts", written(tmp_path, "granted", more))
    assert status == 3
    assert "'lore' is no tier" in wrong
    assert "did you mean 'risk_assessment'" in wrong


def test_a_strip_with_a_stunt_and_no_beat_is_told_with_the_hazards_its_words_point_to(tmp_path: Path) -> None:
    folder = written(tmp_path, "granted")
    rows = "film,number,set,location,eighths,int_ext,time,cast,stunts\n"
    rows += (
        "F1,1,ROOF,LINE,8,EXT,DAY,LEAD,jump\nF1,2,YARD,LINE,8,EXT,DAY,LEAD,falls from the high fall tower\n"
    )
    (folder / "scenes.csv").write_text(rows, encoding="utf-8")
    _, _, said = run("stunts", folder)
    told = " ".join(said.split())
    assert (
        "F1/2 has a stunt in its breakdown (falls from the high fall tower) and no beat describes it" in told
    )
    assert "point to high_fall" in told
    assert "F1/1 has" not in told


def test_the_tables_of_the_guide_are_right() -> None:
    guide = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "check-a-stunt.md"
    blocks = re.findall(r"```toml\n(.*?)```", guide.read_text(encoding="utf-8"), flags=re.DOTALL)
    tables = [
        tuple(tomllib.loads(block)["hazard"].items())
        for block in blocks
        if "[hazard." in block or "[[hazard." in block
    ]
    assert len(tables) == 2
    for own in tables:
        assert check_overrides(own) == []
    assert "avalanche" in catalogue(tables[1]).hazards


def test_a_production_without_stunts_says_where_they_go(tmp_path: Path) -> None:
    written(tmp_path, "granted")
    (tmp_path / "stunts.toml").unlink()
    status, said, _ = run("stunts", tmp_path)
    assert (status, "stunts.toml" in said) == (0, True)


@pytest.mark.parametrize("field", sorted(EDITABLE))
def test_every_field_can_be_edited_and_emptied(field: str) -> None:
    production = stunt_production(4)
    beat = production.stunts.beats[0]
    value = {"bool": "yes", "int | None": "7", "tuple[str, ...]": "one; two", "str": "late day"}[
        EDITABLE[field]
    ]
    edited, wrong = parse_edit(production, f"{beat.id} {field}='{value}'")
    assert not wrong
    assert edited == replace(
        beat, **{field: {"yes": True, "7": 7, "one; two": ("one", "two")}.get(value, value)}
    )
    emptied, _ = parse_edit(production, f"{beat.id} {field}=")
    assert emptied is not None
    assert getattr(emptied, field) in (None, "", (), False)


# The catalogue.


def test_hazards_are_listed_and_explained() -> None:
    status, said, _ = run("hazards")
    assert status == 0
    assert "rail_moving_train_exterior_roof: On the roof of a moving train" in said
    _, one, _ = run("hazards", "sightlines_checked")
    assert "after rigging" in one
    assert "Its evidence goes stale with: camera positions and lenses" in one


@pytest.mark.parametrize(
    ("options", "wanted", "unwanted"),
    [
        (("--tier", "law", "--jurisdiction", "NO"), "airspace_restriction", "risk_assessment"),
        (("--tier", "law", "--jurisdiction", "IT"), "risk_assessment", "airspace_restriction"),
        (("--kind", "rehearsal"), "rehearsal_ladder_train", "briefing ["),
        (("--text", "gusts stop"), "gust_hold", "wind_limit ["),
        (("--read", "general knowledge"), "night_hours", "daily_rest"),
        (("--hazard", "fight"), "choreography", "gust_hold"),
    ],
)
def test_the_catalogue_is_filtered(options: tuple[str, ...], wanted: str, unwanted: str) -> None:
    status, said, _ = run("hazards", *options)
    assert status == 0
    assert wanted in said
    assert unwanted not in said


@pytest.mark.parametrize("options", [("--tier", "lore"), ("--kind", "rol"), ("--hazard", "fite"), ("fite",)])
def test_a_name_that_the_catalogue_lacks_ends_with_2(options: tuple[str, ...]) -> None:
    status, _, wrong = run("hazards", *options)
    assert status == 2
    assert "There is no" in wrong


def test_the_catalogue_as_json_says_how_far_each_source_was_read(tmp_path: Path) -> None:
    own = """
[hazard.fight]
[[hazard.fight.requirement]]
key = "choreography"
max_age = 3
why = "the coordinator's word"
"""
    _, said, _ = run("hazards", "choreography", "--json", "--production", written(tmp_path, "granted", own))
    (row,) = json.loads(said)["requirements"]
    assert row["max_age"] == 3
    assert "the coordinator's word" in row["overridden"]
    assert row["read"] == "own"


# Planning figures, against the figures of the research (see docs/concepts/safety.md).


def test_the_wind_on_a_roof_at_sixty_miles_an_hour() -> None:
    wind = airspeed(60 * 1.609344)
    assert wind == pytest.approx(26.8, abs=0.05)
    assert wind > DANGER
    assert drag(wind) == pytest.approx((220, 441), abs=1)
    assert wind_chill(5, wind) == pytest.approx(-3, abs=0.5)


def test_wind_chill_is_not_given_where_it_is_not_defined() -> None:
    assert wind_chill(11, 10) is None
    assert wind_chill(5, 1) is None


def test_a_rig_on_a_small_car_takes_from_its_stability() -> None:
    bare = rollover(1.12, 0.5)
    laden = rollover(1.12, height_with(650, 0.5, 40, 1.5))
    assert (bare, laden) == (pytest.approx(1.12), pytest.approx(1.00, abs=0.005))


def test_the_figures_agree_with_the_notes_of_the_research(shared: Path) -> None:
    notes: dict[str, Any] = {}
    source = (shared / "data" / "safety" / "physics.py").read_text(encoding="utf-8")
    exec(compile(source.split("print(", 1)[0], "physics.py", "exec"), notes)
    for speed in (30, 60, 97):
        wind = airspeed(speed)
        assert drag(wind) == pytest.approx((notes["drag"](wind, 0.5), notes["drag"](wind, 1.0)))
        assert wind_chill(0, wind) == pytest.approx(notes["windchill"](0, speed))
    assert height_with(650, 0.5, 80, 1.5) == pytest.approx(notes["h_with_rig"](650, 0.5, 80, 1.5))
