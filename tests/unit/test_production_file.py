"""A production's folder: what is read from it, and every mistake in it at its line."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from coverset.findings import Finding, Severity
from coverset.formats import production as folders
from coverset.formats._toml_lines import TooMuchError, lines_of
from coverset.model.dates import DateRange
from coverset.model.pins import Pin
from coverset.model.production import Marked, Production
from coverset.model.scenes import Precedence

TOML = """\
[production]
title = "Grand Express"
currency = "EUR"
kind = "studio"

[films.F1]
title = "One"

[calendar]
start_date = 2020-02-03
end_date = 2020-03-27
days_off = ["sun", "Saturday"]
holidays = ["NO"]
hiatus = ["2020-03-02..2020-03-04 (press tour)"]

[[calendar.holiday]]
day = 2020-02-14
name = "Company day"

[day]
day_call = "08:00"
longest = 720

[prices]
move = 1200
overtime_hour = 99.50

[units.main]
day_cost = 40_000

[units.second]
films = ["f1"]
day.longest = 600

[bases.VENICE]
latitude = 45.44
longitude = 12.33
timezone = "Europe/Rome"

[bases.ROME]

[locations.PALAZZO]
base = "venice"
sets = ["palazzo", "CANAL - JETTY"]
open = ["2020-02-10..2020-03-20", 2020-03-26]
hire = 4000

[locations.STREET]
base = "ROME"
sets = ["ALLEY"]

[[travel]]
between = ["VENICE", "ROME"]
days = 1
cost = 9_000
fare = 120.25

[cast.LEAD]
name = "The Lead"
number = 1
rate = 26000
away = "2020-02-20..2020-02-21"
holding = { drop = true, drop_after = 14, fee = 500 }
marks = { rate = "seeded" }

[cast.THIEF]
rate = 900
mark = "assumed"

[resources.TRAIN]
rate = 10000
count = 2

[[activity]]
id = "RIG"
kind = "rig"
name = "Rig the wires"
minutes = 300
location = "PALAZZO"
people = ["the lead"]
before = ["3"]
days_before = 2

[[precedence]]
before = "F1/1"
after = 3
min_days = 1
why = "clean before destroyed"

[[pin]]
scene = "2"
date = 2020-02-24
unit = "MAIN"
"""

SHORT = """\
[films.F1]
[calendar]
start_date = 2020-02-03
end_date = 2020-03-27
[units.MAIN]
[bases.ROME]
[locations.STREET]
sets = ["ALLEY"]
[resources.TRAIN]
"""

SCENES = """\
number,int_ext,set,time,eighths,cast,parts,minutes,resources
1,INT,PALAZZO - BALLROOM,NIGHT,1 3/8,the lead; THIEF,,,
2,EXT,ALLEY,DAY,2,LEAD,,45,train
3,EXT,CANAL - JETTY,DAY,11,1,2,,
"""


def write(folder: Path, toml: str = TOML, scenes: str | None = SCENES, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "production.toml").write_text(toml, encoding="utf-8")
    if scenes is not None:
        (folder / "scenes.csv").write_text(scenes, encoding="utf-8")
    for name, text in files.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return folder


def good(folder: Path) -> Production:
    production, findings = folders.read(folder, today=date(2020, 1, 1))
    assert production is not None, [str(finding) for finding in findings]
    assert not [f for f in findings if f.severity is Severity.ERROR]
    return production


def errors(folder: Path) -> list[Finding]:
    production, findings = folders.read(folder, today=date(2020, 1, 1))
    assert production is None
    return [finding for finding in findings if finding.severity is Severity.ERROR]


def only(folder: Path) -> Finding:
    found = errors(folder)
    assert len(found) == 1, [str(finding) for finding in found]
    return found[0]


def line_of(text: str, words: str) -> int:
    (line,) = [at for at, each in enumerate(text.splitlines(), 1) if words in each]
    return line


def test_every_table_becomes_the_models_own(tmp_path: Path) -> None:
    p = good(write(tmp_path / "p"))
    assert (p.title, p.currency, p.kind) == ("Grand Express", "EUR", "studio")
    assert p.calendar.days_off == (6, 5)
    assert p.prices.move == 120_000
    assert p.prices.overtime_hour == 9_950
    main, second = p.units
    assert (main.day.day_call, main.day.longest, second.day.day_call, second.day.longest) == (
        480,
        720,
        480,
        600,
    )
    assert second.films == ("F1",)
    palazzo = p.locations_by_id["PALAZZO"]
    assert palazzo.base == "VENICE"
    assert palazzo.hire == 400_000
    assert palazzo.open == (
        DateRange(date(2020, 2, 10), date(2020, 3, 20)),
        DateRange(date(2020, 3, 26), date(2020, 3, 26)),
    )
    assert p.travel("ROME", "VENICE").fare == 12_025
    lead = p.people_by_id["LEAD"]
    assert (lead.rate, lead.holding.drop, lead.holding.drop_after, lead.holding.fee) == (
        2_600_000,
        True,
        14,
        50_000,
    )
    assert lead.away == (DateRange(date(2020, 2, 20), date(2020, 2, 21)),)
    assert p.calendar.hiatus == (DateRange(date(2020, 3, 2), date(2020, 3, 4), "press tour"),)


def test_holidays_come_by_country_and_by_hand(tmp_path: Path) -> None:
    toml = TOML.replace("2020-03-27", "2020-06-30")
    p = good(write(tmp_path / "p", toml))
    days = {holiday.day: holiday.name for holiday in p.calendar.holidays}
    assert days[date(2020, 2, 14)] == "Company day"
    assert date(2020, 5, 17) in days
    assert date(2020, 12, 25) not in days


def test_scenes_parts_and_names_are_resolved(tmp_path: Path) -> None:
    p = good(write(tmp_path / "p"))
    assert [scene.id for scene in p.scenes] == ["F1/1", "F1/2", "F1/3 pt1", "F1/3 pt2"]
    first, second, jetty, rest = p.scenes
    assert first.cast == ("LEAD", "THIEF")
    assert first.eighths == 11
    assert first.location == "PALAZZO"
    assert (second.eighths, second.minutes, second.resources) == (2, 45, ("TRAIN",))
    assert (jetty.eighths, rest.eighths, jetty.location, jetty.cast) == (6, 5, "PALAZZO", ("LEAD",))
    assert p.activities[0].before == ("F1/3 pt1", "F1/3 pt2")
    assert p.activities[0].people == ("LEAD",)
    assert p.precedences == (
        Precedence("F1/1", "F1/3 pt1", 1, None, "clean before destroyed"),
        Precedence("F1/1", "F1/3 pt2", 1, None, "clean before destroyed"),
    )
    assert p.pins == (Pin("F1/2", (DateRange(date(2020, 2, 24), date(2020, 2, 24)),), "main"),)


def test_marks_say_how_values_are_known(tmp_path: Path) -> None:
    p = good(write(tmp_path / "p"))
    assert Marked("cast.LEAD.rate", "seeded") in p.marks
    assert Marked("cast.THIEF", "assumed") in p.marks


def test_all_mistakes_come_at_once_each_at_its_line(tmp_path: Path) -> None:
    slips = {
        'kind = "studio"': 'kind = "studoi"',
        "end_date = 2020-03-27": 'end_date = "27 March"',
        "hire = 4000": "hire = -4000",
        'base = "ROME"': 'base = "ROMA"',
        "rate = 10000": "rte = 10000",
        'day_call = "08:00"': 'day_call = "8 am"',
        "latitude = 45.44": "latitude = 95.44",
        'timezone = "Europe/Rome"': 'timezone = "Europe/Roma"',
        'people = ["the lead"]': 'people = ["the leed"]',
        "min_days = 1": "min_days = 1.5",
        'unit = "MAIN"': 'unit = "MIAN"',
    }
    toml = TOML
    for right, wrong in slips.items():
        assert toml.count(right) == 1, right
        toml = toml.replace(right, wrong)
    toml = toml.replace('open = ["2020-02-10..2020-03-20", 2020-03-26]', 'open = ["2020-03-10..2020-02-20"]')
    scenes = SCENES.replace("train", "trian").replace(",1,2,,", ",VILAIN,2,,")
    found = errors(write(tmp_path / "p", toml, scenes))
    places = {(f.place.file, f.place.line) for f in found if f.place}
    for wrong in [*slips.values(), "2020-03-10..2020-02-20"]:
        assert ("production.toml", line_of(toml, wrong)) in places, wrong
    assert ("scenes.csv", 3) in places
    assert ("scenes.csv", 4) in places
    said = " ".join(str(f) for f in found)
    for hint in ("'studio'", "'ROME'", "'rate'", "'Europe/Rome'", "'main'", "'TRAIN'"):
        assert hint.strip("'") in said, hint


def test_a_slip_in_the_row_of_a_split_scene_is_said_once(tmp_path: Path) -> None:
    scenes = "number,set,eighths,parts,location,units,resources\n" + (
        "1,ALLEY,2,,STREET,MAIN,train\n2,ALLEY,8,3,STRET,MIAN,trian\n"
    )
    folder = write(tmp_path / "p", SHORT, scenes)
    found = errors(folder)
    assert [str(finding) for finding in found] == [
        "scenes.csv:3: Scene F1/2: there is no location 'STRET'; did you mean 'STREET'?",
        "scenes.csv:3: Scene F1/2: there is no resource 'trian'; did you mean 'TRAIN'?",
        "scenes.csv:3: Scene F1/2: there is no unit 'MIAN'; did you mean 'MAIN'?",
    ]
    assert all({"F1/2 pt1", "F1/2 pt2", "F1/2 pt3"} <= set(finding.about) for finding in found)


def test_a_slip_in_the_row_of_one_part_names_the_part(tmp_path: Path) -> None:
    scenes = "number,part,set,eighths,parts,units\n1,,ALLEY,8,2,MAIN\n1,2,,,,MIAN\n"
    found = only(write(tmp_path / "p", SHORT, scenes))
    assert str(found) == "scenes.csv:3: Scene F1/1 pt2: there is no unit 'MIAN'; did you mean 'MAIN'?"
    assert found.about == ("F1/1 pt2", "MIAN")


def test_toml_that_cannot_be_read_hides_no_mistake_in_the_tables(tmp_path: Path) -> None:
    scenes = "number,set,eighths,shift\n1,ALLEY,2,drak\n2,ALLEY,2,\n2,ALLEY,3,\n3,NOWHERE,,\n"
    cast = "id,rate\nLEAD,a lot\nLEAD,20\n"
    found = errors(write(tmp_path / "p", "[calendar]\nstart_date = 2020-02-31\n", scenes, cast_csv=cast))
    assert {(finding.code, str(finding.place)) for finding in found} == {
        ("toml-syntax", "production.toml:2"),
        ("value-wrong", "scenes.csv:2"),
        ("scene-twice", "scenes.csv:4"),
        ("value-wrong", "cast.csv:2"),
        ("person-twice", "cast.csv:3"),
    }


@pytest.mark.parametrize(
    ("toml", "words", "code"),
    [
        ("[production]\ntitle = Grand\n", 2, "toml-syntax"),
        ('[production]\ntitle = "a"\ntitle = "b"\n', 3, "toml-syntax"),
        ('[production]\ntitle = "a\n', 2, "toml-syntax"),
        ("[production]\n\n[production]\n", 3, "toml-syntax"),
        ("x = " + "9" * 10_000 + "\n", None, "toml-syntax"),
    ],
)
def test_what_is_not_toml_is_said_with_its_line(
    tmp_path: Path, toml: str, words: int | None, code: str
) -> None:
    found = only(write(tmp_path / "p", toml, None))
    assert found.code == code
    assert found.place is not None
    assert words is None or found.place.line == words


@pytest.mark.parametrize(
    "toml",
    [
        "a = " + "[" * 50_000,
        "a = " + "{b = " * 5_000,
        ".".join("a" * 1 for _ in range(50_000)) + " = 1",
        "\n".join(f"k{k} = 1" for k in range(110_000)),
        "[" + ".".join(["a"] * 10_000) + "]\n",
    ],
    ids=["arrays", "inline tables", "dotted key", "many keys", "dotted table"],
)
def test_hostile_texts_are_refused_quickly(tmp_path: Path, toml: str) -> None:
    found = only(write(tmp_path / "p", toml, None))
    assert found.code == "toml-too-much"


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    folder = write(tmp_path / "p")
    with (folder / "production.toml").open("r+b") as handle:
        handle.truncate(30_000_000)
    assert only(folder).code == "file-too-large"
    folder = write(tmp_path / "q")
    with (folder / "scenes.csv").open("r+b") as handle:
        handle.truncate(30_000_000)
    assert "file-too-large" in {found.code for found in errors(folder)}


@pytest.mark.parametrize("name", ["../secret.fountain", "/etc/passwd", "C:\\\\x.fountain", "a/../../s", ""])
def test_a_script_is_never_read_from_outside_the_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.fountain").write_text("INT. SECRET - DAY\n\nHidden.\n")
    toml = TOML.replace('title = "One"', f'script = "{name}"')
    if not name:
        assert good(write(tmp_path / "p", toml)).films[0].script == ""
        return
    found = errors(write(tmp_path / "p", toml))
    assert found[0].code == "path-outside"
    assert found[0].place is not None
    assert found[0].place.line == line_of(toml, "script =")


def test_links_out_of_the_folder_and_pipes_are_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.fountain").write_text("INT. SECRET - DAY\n\nHidden.\n")
    toml = TOML.replace('title = "One"', 'script = "film.fountain"')
    folder = write(tmp_path / "p", toml)
    (folder / "film.fountain").symlink_to(tmp_path / "secret.fountain")
    assert errors(folder)[0].code == "path-outside"
    folder = write(tmp_path / "q", toml)
    os.mkfifo(folder / "film.fountain")
    assert errors(folder)[0].code == "file-unreadable"


def test_a_folder_without_a_production_says_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    found = only(tmp_path)
    assert found.code == "file-missing"
    assert "notes.txt" in found.sentence


def test_the_schema_names_every_table_and_describes_notations() -> None:
    schema = folders.schema()
    assert set(schema["properties"]) >= {"production", "units", "locations", "pin", "cast"}
    assert schema["additionalProperties"] is False
    location = schema["$defs"]["Location"]["properties"]
    assert "source" not in location
    assert location["sets"]


def test_a_dropped_row_does_not_move_the_lines_of_the_next(tmp_path: Path) -> None:
    toml = TOML + '\n[[pin]]\ndate = 2020-02-25\n\n[[pin]]\nscene = "99"\n'
    places = {(f.code, f.place.line) for f in errors(write(tmp_path / "p", toml)) if f.place}
    last = len(toml.splitlines())
    assert ("scene-unknown", last) in places
    assert ("value-missing", last - 4) in places


def test_a_row_that_lacks_two_things_is_left_out_once(tmp_path: Path) -> None:
    toml = TOML + '\n[[precedence]]\nmin_days = 1\n\n[[precedence]]\nbefore = "98"\nafter = "99"\n'
    found = errors(write(tmp_path / "p", toml))
    assert [finding.code for finding in found] == [
        "value-missing",
        "value-missing",
        "scene-unknown",
        "scene-unknown",
    ]
    assert [finding.place.line for finding in found if finding.place][2:] == [
        len(toml.splitlines()) - 1,
        len(toml.splitlines()),
    ]


def test_lines_are_found_through_every_notation() -> None:
    text = (
        "# a comment [x]\n"
        '[a."b c"]\n'
        "'d' = [1, # one\n"
        "  [2, 3],\n"
        "]\n"
        "e.f = {g = 1, h = {i = 'x'}}\n"
        "[[t]]\n"
        'long = """\n'
        'k = 1 \\"""\n'
        '"""\n'
        "after = 2020-02-24 07:00:00\n"
        "[[t]]\n"
        "after = 1.5e3\n"
        "[t.sub]\n"
        "z = true\n"
    )
    lines = lines_of(text)
    assert lines["a", "b c"] == 2
    assert lines["a", "b c", "d", 0] == 3
    assert lines["a", "b c", "d", 1, 1] == 4
    assert lines["a", "b c", "e", "f", "h", "i"] == 6
    assert lines["t", 0, "after"] == 11
    assert lines["t", 1, "after"] == 13
    assert lines["t", 1, "sub", "z"] == 15


def test_the_scanner_refuses_what_nests_without_end() -> None:
    with pytest.raises(TooMuchError):
        lines_of("a = " + "[" * 100)


@pytest.mark.parametrize("how", ["heading", "row"])
def test_what_speaks_of_an_omitted_scene_is_left_out_and_said(tmp_path: Path, how: str) -> None:
    folder = Path(shutil.copytree(Path(__file__).parents[2] / "examples" / "two-hander", tmp_path / "film"))
    rows = (folder / "scenes.csv").read_text().splitlines()
    if how == "heading":
        script = (folder / "script.fountain").read_text()
        begin = script.rindex("\n", 0, script.index("#3#")) + 1
        end = script.rindex("\n", 0, script.index("#4#")) + 1
        (folder / "script.fountain").write_text(f"{script[:begin]}.OMITTED #3#\n\n{script[end:]}")
        rows = [row for row in rows if not row.startswith("F1,3,")]
    else:
        rows = [
            rows[0] + ",omitted",
            *(f"{row},{'yes' if row.startswith('F1,3,') else ''}" for row in rows[1:]),
        ]
    (folder / "scenes.csv").write_text("\n".join(rows) + "\n")
    named = """
[[pin]]
scene = "F1/3"
dates = ["2026-03-10"]

[[pin]]
order = ["F1/3", "F1/4"]

[[pin]]
day = 2026-03-11
unit = "MAIN"
strips = ["F1/3", "F1/5"]

[[precedence]]
before = "F1/3"
after = "F1/6"
"""
    (folder / "production.toml").write_text((folder / "production.toml").read_text() + named)
    made, findings = folders.read(folder)
    assert made is not None, [str(each) for each in findings]
    said = [each for each in findings if each.code == "scene-omitted"]
    assert len(said) == 4
    assert all(each.severity is Severity.WARNING and each.place and each.place.line for each in said)
    assert [pin.named for pin in made.pins] == [("F1/5",)]
    assert not any("F1/3" in (order.before, order.after) for order in made.precedences)
    unknown = named.replace("F1/3", "F1/99")
    (folder / "production.toml").write_text((folder / "production.toml").read_text() + unknown)
    assert folders.read(folder)[0] is None
