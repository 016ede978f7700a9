"""Screenplays, tables and production.toml joined: who is in a scene, where it is shot, how long it takes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from coverset.findings import Finding, Severity
from coverset.formats import production as folders
from coverset.formats._defaults import day_rate, end_date, next_monday, shooting_minutes
from coverset.formats._draft_scenes import shared
from coverset.model.pace import pace
from coverset.model.production import Production

SCRIPT = """\
Title: The Turn

INT. PALAZZO - BALLROOM - NIGHT #1#

[[props: mask, dagger]] [[notes: candles]]

LEAD
Not here.

ARMS DEALER
Where?

EXT. CANAL - DAY #2#

LEAD
Run.

EXT. PALAZZO - ROOF - DAY #3#

[[cast: THIEF]]

They run.

.OMITTED #4#
"""
HEAD = '[films.F1]\nscript = "f.fountain"\n[calendar]\nstart_date = 2025-05-05\nend_date = 2025-06-27\n'


def folder(path: Path, toml: str = HEAD, script: str = SCRIPT, scenes: str = "", cast: str = "") -> Path:
    path.mkdir()
    (path / "production.toml").write_text(toml)
    if script:
        (path / "f.fountain").write_text(script)
    if scenes:
        (path / "scenes.csv").write_text(scenes)
    if cast:
        (path / "cast.csv").write_text(cast)
    return path


def read(path: Path) -> tuple[Production, list[Finding]]:
    production, findings = folders.read(path, today=date(2025, 5, 1))
    assert production is not None, [str(finding) for finding in findings]
    return production, findings


def codes(path: Path) -> dict[str, Finding]:
    production, findings = folders.read(path, today=date(2025, 5, 1))
    assert production is None
    return {finding.code: finding for finding in findings if finding.severity is Severity.ERROR}


def test_a_bare_script_becomes_a_production_with_everything_assumed_said() -> None:
    script, _ = folders.read_any_script(SCRIPT.encode(), "f.fountain")
    assert script is not None
    p = folders.from_screenplay(script, today=date(2025, 5, 1))
    assert p.title == "The Turn"
    assert p.calendar.start_date == date(2025, 5, 5)
    assert p.calendar.end_date > date(2025, 5, 12)
    assert [scene.id for scene in p.scenes] == ["F1/1", "F1/2", "F1/3", "F1/4"]
    assert list(p.tasks) == ["F1/1", "F1/2", "F1/3"]
    assert [person.id for person in p.people] == ["LEAD", "ARMS DEALER", "THIEF"]
    assert [person.number for person in p.people] == ["1", "2", "3"]
    assert [location.id for location in p.locations] == ["PALAZZO", "CANAL"]
    assert [element.name for element in p.elements("props")] == ["mask", "dagger"]
    assert p.scenes[2].cast == ("THIEF",)
    said = {assumption.subject for assumption in p.assumptions}
    assert said >= {
        "calendar.start_date",
        "calendar.end_date",
        "calendar.days_off",
        "locations",
        "bases",
        "units",
        "cast.rate",
        "scenes.minutes",
        "production.kind",
    } - {"production.kind"}
    assert all(f"cast.{person.id}.rate" in {mark.path for mark in p.marks} for person in p.people)


def test_several_scripts_are_films_that_share_people() -> None:
    script, _ = folders.read_any_script(SCRIPT.encode(), "f.fountain")
    assert script is not None
    p = folders.from_screenplay(
        {"A": ("a.fountain", script), "B": ("b.fountain", script)}, today=date(2025, 5, 1)
    )
    assert [film.id for film in p.films] == ["A", "B"]
    assert len(p.scenes) == 8
    assert len(p.people) == 3


def test_the_table_wins_over_the_script_cell_by_cell(tmp_path: Path) -> None:
    scenes = (
        "number,eighths,minutes,set,time,cast,props,notes,shift,big_stunt,setups\n"
        "1,1 3/8,,,,,,,night,,\n"
        "2,,55,LAGOON - BOAT,NIGHT,thief,oar,,,yes,4\n"
    )
    p, _ = read(folder(tmp_path / "p", scenes=scenes))
    first, second, third, _ = p.scenes
    assert (first.eighths, first.set, first.shift, first.cast) == (
        11,
        "PALAZZO - BALLROOM",
        "dark",
        ("LEAD", "ARMS DEALER"),
    )
    assert first.minutes == 11 * pace("independent").minutes_per_eighth
    assert (second.minutes, second.set, second.time, second.cast) == (
        55,
        "LAGOON - BOAT",
        "NIGHT",
        ("THIEF",),
    )
    assert (second.location, second.big_stunt, second.setups) == ("LAGOON", True, 4)
    assert [element.name for element in second.elements] == ["oar"]
    assert third.location == "PALAZZO"
    assert str(first.source) == "scenes.csv:2"
    assert str(third.source).startswith("f.fountain:")


def test_a_dash_takes_away_what_the_script_says(tmp_path: Path) -> None:
    p, _ = read(folder(tmp_path / "p", scenes="number,cast,props,notes\n1,-,-,-\n"))
    assert p.scenes[0].cast == ()
    assert p.scenes[0].elements == ()


def test_a_scene_the_script_lacks_is_a_slip_or_an_addition(tmp_path: Path) -> None:
    found = codes(folder(tmp_path / "p", scenes="number,minutes\n33,10\n"))
    assert "'3'" in found["scene-unknown"].sentence
    p, _ = read(folder(tmp_path / "q", scenes="number,set,eighths,cast\n2,,,\n2A,INSERT - CLOCK,1,\n"))
    assert [scene.id for scene in p.scenes] == ["F1/1", "F1/2", "F1/2A", "F1/3", "F1/4"]


def test_parts_share_out_pages_time_and_setups_to_the_last_unit(tmp_path: Path) -> None:
    scenes = "number,parts,minutes,setups,eighths\n1,3,100,7,11\n2,2/8; 5/8,,,7\n"
    p, _ = read(folder(tmp_path / "p", scenes=scenes))
    parts = [scene for scene in p.scenes if scene.number == "1"]
    assert [scene.id for scene in parts] == ["F1/1 pt1", "F1/1 pt2", "F1/1 pt3"]
    assert [sum(getattr(scene, name) for scene in parts) for name in ("eighths", "minutes", "setups")] == [
        11,
        100,
        7,
    ]
    assert [scene.eighths for scene in p.scenes if scene.number == "2"] == [2, 5]


def test_a_part_may_have_a_row_of_its_own(tmp_path: Path) -> None:
    scenes = "number,part,eighths,cast,minutes\n1,1,4,LEAD,50\n1,2,7,ARMS DEALER,\n"
    p, _ = read(folder(tmp_path / "p", scenes=scenes))
    first, second = (scene for scene in p.scenes if scene.number == "1")
    assert (first.cast, first.eighths, first.minutes) == (("LEAD",), 4, 50)
    assert (second.cast, second.eighths) == (("ARMS DEALER",), 7)
    assert first.set == "PALAZZO - BALLROOM"


def test_parts_that_do_not_add_up_are_an_error(tmp_path: Path) -> None:
    found = codes(folder(tmp_path / "p", scenes="number,parts,eighths\n1,4/8; 4/8,9\n"))
    assert "1 pages" in found["parts-do-not-add-up"].sentence


def test_locations_are_found_by_set_then_place_then_name(tmp_path: Path) -> None:
    toml = HEAD + (
        '[bases.V]\n[locations.BALLROOM]\nsets = ["Palazzo - ballroom"]\n[locations.HOUSE]\nsets = ["palazzo"]\n'
        '[locations.water]\nname = "Canal"\n'
    )
    p, findings = read(folder(tmp_path / "p", toml))
    assert [scene.location for scene in p.scenes] == ["BALLROOM", "water", "HOUSE", ""]
    assert findings == []


def test_a_set_in_no_location_is_a_warning_with_a_place_of_its_own(tmp_path: Path) -> None:
    toml = HEAD + '[bases.V]\n[locations.HOUSE]\nsets = ["PALAZZO"]\n'
    p, findings = read(folder(tmp_path / "p", toml))
    assert p.scenes[1].location == "CANAL"
    assert p.locations_by_id["CANAL"].base == "V"
    assert [finding.code for finding in findings] == ["set-without-location"]


def test_a_stated_location_wins_and_has_to_exist(tmp_path: Path) -> None:
    toml = HEAD + '[bases.V]\n[locations.HOUSE]\nsets = ["PALAZZO", "CANAL"]\n[locations.TANK]\n'
    p, _ = read(folder(tmp_path / "p", toml, scenes="number,location\n2,tank\n"))
    assert p.scenes[1].location == "TANK"
    found = codes(folder(tmp_path / "q", toml, scenes="number,location\n2,tnak\n"))
    assert "'TANK'" in found["location-unknown"].sentence


def test_a_set_at_two_locations_is_an_error(tmp_path: Path) -> None:
    toml = HEAD + '[bases.V]\n[locations.A]\nsets = ["PALAZZO"]\n[locations.B]\nsets = ["palazzo", "CANAL"]\n'
    assert codes(folder(tmp_path / "p", toml))["set-twice"].about == ("A", "B")


def test_a_location_needs_its_base_when_there_are_several(tmp_path: Path) -> None:
    toml = HEAD + "[bases.V]\n[bases.R]\n[locations.PALAZZO]\n[locations.CANAL]\nbase = 'r'\n"
    assert "V, R" in codes(folder(tmp_path / "p", toml))["location-without-base"].sentence


def test_the_cast_matches_by_id_name_and_other_names(tmp_path: Path) -> None:
    cast = "number,id,name,also,rate\n7,STAR,Lead,,100\n,DEALER,Dealer,Arms Dealer; The Boss,50\n"
    p, _ = read(folder(tmp_path / "p", cast=cast))
    assert p.scenes[0].cast == ("STAR", "DEALER")
    assert [(person.id, person.number) for person in p.people] == [
        ("STAR", "7"),
        ("DEALER", "1"),
        ("THIEF", "2"),
    ]
    assert p.people_by_id["STAR"].rate == 10_000
    assert "cast.STAR.rate" not in {mark.path for mark in p.marks}
    assert "cast.THIEF.rate" in {mark.path for mark in p.marks}


def test_both_cast_files_may_speak_of_a_person_but_not_differently(tmp_path: Path) -> None:
    toml = HEAD + "[cast.LEAD]\nholding = { drop = true }\nrate = 10\n"
    p, _ = read(folder(tmp_path / "p", toml, cast="id,rate,drop_after\nlead,10,14\n"))
    assert (p.people_by_id["LEAD"].holding.drop, p.people_by_id["LEAD"].holding.drop_after) == (True, 14)
    found = codes(folder(tmp_path / "q", toml, cast="id,rate\nLEAD,11\n"))
    assert "production.toml:6" in found["value-twice"].sentence


@pytest.mark.parametrize(
    ("cast", "code"),
    [
        ("id,number\nLEAD,1\nTHIEF,1\n", "number-twice"),
        ("id\nLEAD\nlead\n", "person-twice"),
        ("id,also\nLEAD,The Boss\nTHIEF,the boss\n", "name-twice"),
        ("id,start,finish\nLEAD,2025-06-02,2025-05-05\n", "window-backwards"),
        ("id,start,available\nLEAD,2025-06-02,2025-06-02..2025-06-05\n", "value-twice"),
        ("id,home\nLEAD,ROME\n", "base-unknown"),
    ],
)
def test_slips_in_the_cast_are_named(tmp_path: Path, cast: str, code: str) -> None:
    found = codes(folder(tmp_path / "p", cast=cast))
    assert set(found) == {code}
    assert found[code].place is not None
    assert found[code].place.file == "cast.csv"


def test_start_and_finish_are_the_dates_somebody_is_available(tmp_path: Path) -> None:
    p, _ = read(folder(tmp_path / "p", cast="id,start\nLEAD,2025-05-12\n"))
    (window,) = p.people_by_id["LEAD"].available
    assert (window.first, window.last) == (date(2025, 5, 12), date(2025, 6, 27))


def test_playing_outside_the_films_engaged_for_is_a_warning(tmp_path: Path) -> None:
    toml = HEAD.replace("[calendar]", "[films.F2]\n[calendar]")
    _, findings = read(folder(tmp_path / "p", toml, cast="id,films\nLEAD,F2\n"))
    assert [finding.code for finding in findings] == ["person-in-other-film"]


def test_without_a_script_the_table_defines_the_scenes(tmp_path: Path) -> None:
    toml = HEAD.replace('script = "f.fountain"', 'title = "One"')
    scenes = "number,heading,minutes,cast\n1,INT. HALL - BAR - NIGHT,40,ANNA; BEN\n2,EXT. SEA - DAWN,90,\n"
    p, _ = read(folder(tmp_path / "p", toml, script="", scenes=scenes))
    first, second = p.scenes
    assert (first.int_ext, first.set, first.time, first.location) == ("INT", "HALL - BAR", "NIGHT", "HALL")
    assert (second.time, second.minutes, second.eighths > 0) == ("DAWN", 90, True)
    assert [person.id for person in p.people] == ["ANNA", "BEN"]


def test_a_scene_needs_a_set_and_a_length(tmp_path: Path) -> None:
    toml = HEAD.replace('script = "f.fountain"', "")
    found = codes(
        folder(
            tmp_path / "p", toml, script="", scenes="number,set,eighths\n1,,3\n2,HALL,\n3,HALL,8\n3,HALL,8\n"
        )
    )
    assert set(found) == {"scene-without-set", "scene-without-length", "scene-twice"}


def test_the_film_of_a_row_is_named_when_there_are_several(tmp_path: Path) -> None:
    toml = HEAD.replace("[calendar]", "[films.F2]\n[calendar]")
    found = codes(folder(tmp_path / "p", toml, scenes="film,number,set,eighths\n,1,,\nF22,1,HALL,8\n"))
    assert set(found) == {"film-missing", "film-unknown"}


def test_strips_and_rules_beyond_any_production_are_refused(tmp_path: Path) -> None:
    rows = "".join(f"{k},HALL,50,50\n" for k in range(500))
    toml = HEAD.replace('script = "f.fountain"', "")
    found = codes(folder(tmp_path / "p", toml, script="", scenes=f"number,set,eighths,parts\n{rows}"))
    assert set(found) == {"too-many-strips"}
    rows = "".join(f"{k},HALL,50,50\n" for k in range(2))
    orders = '[[precedence]]\nbefore = "0"\nafter = "1"\n' * 30
    found = codes(
        folder(tmp_path / "q", toml + orders, script="", scenes=f"number,set,eighths,parts\n{rows}")
    )
    assert set(found) == {"too-many-rules"}


def test_setups_lengthen_a_scene_and_never_shorten_it() -> None:
    eighth = pace("independent").minutes_per_eighth
    assert shooting_minutes(8, 0, "independent") == 8 * eighth
    assert shooting_minutes(8, 1, "independent") == 8 * eighth
    assert shooting_minutes(2, 10, "independent") == 300


def test_defaults_are_what_they_say() -> None:
    assert next_monday(date(2025, 5, 5)) == date(2025, 5, 12)
    assert next_monday(date(2025, 5, 4)) == date(2025, 5, 5)
    assert (
        day_rate(40, 100, "independent") > day_rate(12, 100, "independent") > day_rate(2, 100, "independent")
    )
    assert end_date(date(2025, 5, 5), 6600, 660, (5, 6)) == date(2025, 6, 9)
    assert shared(10, [1, 1, 1]) == [4, 3, 3]
    assert sum(shared(17, [5, 2, 9])) == 17
    assert shared(0, []) == []
