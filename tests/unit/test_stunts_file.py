"""stunts.toml: what is read from it, every mistake in it at its line, and that it is written as it was read."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.findings import Finding, Severity
from coverset.formats import production as folders
from coverset.formats._stunts_file import schema
from coverset.model.dates import DateRange
from coverset.model.production import Marked, Production
from coverset.model.stunts import Stunts
from tests.stunts import stunts_of

TODAY = date(2020, 3, 2)
SCENES = """\
film,number,set,location,eighths,int_ext,time,cast,parts
F1,1,ROOF,LINE,8,EXT,DAY,LEAD; RIVAL,2
F1,2,STREET,STREET,4,EXT,DAY,LEAD,
"""
TOML = """\
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
[locations.STREET]
base = "NORTH"
[cast.LEAD]
name = "The Lead"
[cast.RIVAL]
"""
STUNTS = """\
# The record as of the last meeting.
[safety]
as_of = 2020-02-21
jurisdictions = ["GB"]

[authority.railway]
name = "The railway"
country = "NO"
[[authority.railway.holiday]]
day = 2020-02-10
name = "Company day"

[stunt.roof]
name = "Roof"
coordinator = "Chief"
abort = "chief"
crew = ["rigger"]
permissions = ["line"]
cover = ["2"]

[beat."roof/a"]
scenes = ["1"]
hazards = ["fight"]
performer = "the lead"
speed = 60
cameras = "arm, 35 mm; long lens"
marks = { speed = "assumed" }
mark = "derived"

[beat."roof/b"]
scenes = ["F1/1 pt2"]
double = "double"
cut = "taken out by the producer: no leave"

[crew.chief]
name = "Chief"
[[crew.chief.role]]
role = "stunt_coordinator"
until = 2020-12-31

[crew.rigger]
count = 2
[crew.double]
performs = "LEAD"

[permission.line]
kind = "possession"
authority = "The Railway"
state = "Granted"
asked = 2019-12-02
decided = 2020-02-03
scope = ["LINE"]
[[permission.line.window]]
dates = "2020-05-25..2020-06-19"
opens = "20:00"
closes = "02:00"
set_up = 60
[[permission.line.step]]
name = "enquiry"
days = 60

[equipment.harness]
examined = 2020-01-10
months = 6

[[evidence]]
id = "e1"
shows = "stunt_plan"
beat = "roof/a"
on = 2020-02-20
[evidence.bound]
speed = 60

[[concern]]
id = "c1"
about = ["roof/a", "harness"]
raised = 2020-02-01
text = "The lines chafe."

[hazard.own]
name = "Own"
sentence = "Ours."
[[hazard.own.requirement]]
key = "ours"
kind = "document"
sentence = "It is written down."
tier = "assumption"
source = "house"

[[mark]]
path = "beat.roof/a.performer"
mark = "seeded"
note = "fact-7"
"""


def opened(folder: Path, stunts: str) -> tuple[Production | None, list[Finding]]:
    (folder / "production.toml").write_text(TOML, encoding="utf-8")
    (folder / "scenes.csv").write_text(SCENES, encoding="utf-8")
    (folder / "stunts.toml").write_text(stunts, encoding="utf-8")
    return folders.read(folder, today=TODAY)


@cache
def plain() -> Production:
    """The production of the tests, without stunts."""
    with tempfile.TemporaryDirectory() as folder:
        made, _ = opened(Path(folder), "")
    assert made is not None
    return made


def refused(folder: Path, stunts: str) -> list[str]:
    made, findings = opened(folder, stunts)
    assert made is None
    return [str(finding) for finding in findings if finding.severity is Severity.ERROR]


def test_everything_in_the_file_is_read(tmp_path: Path) -> None:
    """Names in any case become ids, a scene means its parts, and the country its holidays."""
    made, findings = opened(tmp_path, STUNTS)
    assert made is not None, [str(each) for each in findings]
    assert findings == []
    stunts = made.stunts
    first, second = stunts.beats
    assert (first.scenes, second.scenes) == (("F1/1 pt1", "F1/1 pt2"), ("F1/1 pt2",))
    assert (first.stunt, first.performer, first.speed) == ("roof", "LEAD", 60)
    assert first.cameras == ("arm, 35 mm", "long lens")
    assert stunts.stunts[0].coordinator == stunts.stunts[0].abort == "chief"
    assert stunts.stunts[0].cover == ("F1/2",)
    assert stunts.crew_by_id["chief"].competence("stunt_coordinator").until == date(2020, 12, 31)
    line = stunts.permissions[0]
    assert (line.authority, line.state) == ("railway", "granted")
    assert line.windows[0].dates == DateRange(date(2020, 5, 25), date(2020, 6, 19))
    assert line.windows[0].minutes == 300
    kept = {holiday.day for holiday in stunts.authorities[0].holidays}
    assert {date(2020, 2, 10), date(2020, 5, 21), date(2020, 5, 1), date(2020, 6, 1)} <= kept
    assert stunts.evidence[0].bound == (("speed", "60"),)
    ((hazard, table),) = stunts.catalogue
    assert (hazard, table["name"], table["requirement"][0]["key"]) == ("own", "Own", "ours")
    assert stunts.as_of == date(2020, 2, 21)
    assert Marked("beat.roof/a.performer", "seeded", "fact-7") in made.marks
    assert {Marked("beat.roof/a", "derived"), Marked("beat.roof/a.speed", "assumed")} <= set(made.marks)
    assert [beat.id for beat in stunts.beats_in["F1/1 pt2"]] == ["roof/a"]


def test_without_the_file_a_production_has_no_stunts(tmp_path: Path) -> None:
    """A file that states nothing is the same as none."""
    made, _ = opened(tmp_path, "# nothing yet\n")
    (tmp_path / "stunts.toml").unlink()
    again, _ = folders.read(tmp_path, today=TODAY)
    assert made == again
    assert made is not None
    assert made.stunts == Stunts()


def test_without_a_date_the_record_is_as_of_today(tmp_path: Path) -> None:
    """And that is said among the assumptions."""
    made, _ = opened(tmp_path, STUNTS.replace("as_of = 2020-02-21\n", ""))
    assert made is not None
    assert made.stunts.as_of == TODAY
    assert [each.subject for each in made.assumptions if each.subject.startswith("safety")] == [
        "safety.as_of"
    ]


def test_every_mistake_is_said_at_once_at_its_line(tmp_path: Path) -> None:
    """Values, keys, names, ids and dates together, each with what is allowed."""
    wrong = (
        STUNTS.replace("speed = 60\ncameras", "speed = -60\ncameras")
        .replace('coordinator = "Chief"', 'coordinator = "cheif"')
        .replace('cover = ["2"]', 'cover = ["2"]\ncolour = "red"')
        .replace("decided = 2020-02-03", "decided = 2019-11-03")
        .replace('beat = "roof/a"', 'beat = "roof/z"')
        .replace("[evidence.bound]\nspeed = 60", "[evidence.bound]\nspead = 60")
        .replace("[crew.rigger]", "[crew.Chief]\n[crew.rigger]")
        .replace('path = "beat.roof/a.performer"', 'path = "beat.roof/x.performer"')
        .replace('hazards = ["fight"]', 'hazards = ["figth"]')
        .replace('shows = "stunt_plan"', 'shows = "stunt_plam"')
        .replace('kind = "document"\nsentence', 'kind = "documnt"\nsentence')
    )
    found = refused(tmp_path, wrong)
    lines = wrong.splitlines()
    told = {sentence.partition(": ")[0]: sentence for sentence in found}

    def at(text: str) -> str:
        number = next(k for k, line in enumerate(lines, 1) if text in line)
        return told[f"stunts.toml:{number}"]

    assert "-60 is negative" in at("speed = -60")
    assert "did you mean 'chief'?" in at("cheif").lower()
    assert "'colour' is not known in stunt.roof" in at("colour")
    assert "decided (2019-11-03) before it is asked for (2019-12-02)" in at("decided")
    assert "there is no beat 'roof/z'; did you mean" in at("roof/z")
    assert "'spead' is none; did you mean 'speed'?" in at("spead")
    assert "differ only in case" in at("[crew.Chief]")
    assert "is of no table of this file" in at("[[mark]]")
    assert "did you mean 'fight'?" in at('[beat."roof/a"]')
    assert "did you mean 'stunt_plan'?" in at("[[evidence]]")
    assert "documnt" in at("[[hazard.own.requirement]]")
    assert len(found) == 11, found


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (
            "2020-05-25..2020-06-19",
            "2020-06-25..2020-06-19",
            "the stretch ends (2020-06-19) before it begins",
        ),
        ('closes = "02:00"\n', "", "gives one of opens and closes"),
        ("set_up = 60", "set_up = 400", "leaves no time for work"),
        ("days = 60", "days = 99999", "at most 1,000 are counted"),
        ('state = "Granted"', 'state = "asked"', "is decided on 2020-02-03, but its state is 'asked'"),
        (
            'state = "Granted"',
            'state = "perhaps"',
            "is not one of not asked, asked, granted, denied, withdrawn",
        ),
        ('country = "NO"\n[[auth', 'country = "NX"\n[[auth', "No public holidays are known for 'NX'"),
        (
            'country = "NO"\n[[auth',
            'days_off = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]\n[[auth',
            "no working day",
        ),
        (
            'text = "The lines chafe."',
            'text = "x"\nclosed = 2020-01-01',
            "is closed (2020-01-01) before it is raised",
        ),
        ('text = "The lines chafe."', 'text = "x"\nclosed = 2020-02-02', "without saying by whom"),
        (
            "on = 2020-02-20\n",
            "on = 2020-02-20\nuntil = 2020-02-19\n",
            "holds until 2020-02-19, before its own date",
        ),
        ("examined = 2020-01-10", "examined = 0001-01-10", "is no date of a shoot"),
        (
            'performs = "LEAD"',
            'performs = "LAED"',
            "there is no member of the cast 'LAED'; did you mean 'LEAD'?",
        ),
        ('[beat."roof/b"]', '[beat."b"]', "belongs to no stunt"),
        ('[beat."roof/b"]', '[beat."rof/b"]', "there is no stunt 'rof'; did you mean 'roof'?"),
        ('scenes = ["1"]', 'scenes = ["7"]', "there is no scene '7'"),
        ("[crew.double]", "[crew.LEAD]", "has the id of one of the cast"),
        ('double = "double"', 'double = "double"\nperformer = "double"', "performer and double at once"),
        ('id = "e1"\n', "", "evidence[1] needs 'id'"),
        ("[hazard.own]", "[[hazard.own]]", "must be a table"),
    ],
)
def test_what_contradicts_is_refused(tmp_path: Path, was: str, now: str, said: str) -> None:
    """Each alone, in a plain sentence."""
    assert was in STUNTS
    found = refused(tmp_path, STUNTS.replace(was, now, 1))
    assert any(said in sentence for sentence in found), found


def test_what_is_dated_ahead_of_the_record_is_a_warning(tmp_path: Path) -> None:
    """A record of later dates may be opened as of an earlier one: it counts for nothing yet."""
    made, findings = opened(tmp_path, STUNTS.replace("on = 2020-02-20", "on = 2020-02-22"))
    assert made is not None
    assert [(each.code, each.severity, each.place.line) for each in findings if each.place] == [
        ("dated-ahead", Severity.WARNING, 1 + STUNTS.splitlines().index("on = 2020-02-20"))
    ]


def test_a_window_over_midnight_that_is_very_long_is_asked_about(tmp_path: Path) -> None:
    """Closing an hour before it opens is more likely a slip than twenty-three hours."""
    made, findings = opened(tmp_path, STUNTS.replace('closes = "02:00"', 'closes = "19:00"'))
    assert made is not None
    assert ["taken as 23 hours, over midnight" in str(each) for each in findings] == [True]


def test_a_waiver_says_who_and_why(tmp_path: Path) -> None:
    """A requirement is not gone without in silence."""
    row = '\n[[waiver]]\nbeat = "roof/a"\nrequirement = "briefing"\nby = " "\non = 2020-02-20\nreason = ""\n'
    assert sum("goes without a requirement" in sentence for sentence in refused(tmp_path, STUNTS + row)) == 2


def test_mistakes_are_found_although_production_toml_is_broken(tmp_path: Path) -> None:
    """Every file of the folder is looked at before anything is refused."""
    opened(tmp_path, STUNTS.replace("speed = 60\ncameras", "speed = -60\ncameras"))
    (tmp_path / "production.toml").write_text("[films", encoding="utf-8")
    _, findings = folders.read(tmp_path, today=TODAY)
    assert {each.place.file for each in findings if each.place} == {"production.toml", "stunts.toml"}


def test_too_much_of_anything_is_refused(tmp_path: Path) -> None:
    """Rows beyond what any production has, quickly."""
    rows = "".join(f'[[attempt]]\nbeat = "roof/a"\non = 2020-02-20\ntake = {k}\n' for k in range(10_001))
    assert any("at most 10,000 are read" in sentence for sentence in refused(tmp_path, STUNTS + rows))


def test_the_schema_knows_every_table() -> None:
    """For editors that complete as one types."""
    described = schema()
    assert set(described["properties"]) == {
        *("safety", "authority", "stunt", "beat", "crew", "permission", "equipment", "evidence", "waiver"),
        *("not_applicable", "concern", "incident", "attempt", "risk", "hazard", "mark"),
    }
    assert "wind_limit" in described["$defs"]["Beat"]["properties"]


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_written_and_read_it_is_the_same(data: st.DataObject) -> None:
    """Every value of every table, marks in and beside the tables."""
    base = plain()
    stunts = data.draw(stunts_of(base))
    marks = tuple(
        Marked(path, "assumed", note)
        for beat in stunts.beats
        for path, note in (
            (f"beat.{beat.id}", ""),
            (f"beat.{beat.id}.speed", ""),
            (f"beat.{beat.id}.path", "why"),
        )
    )
    production = replace(base, stunts=stunts, marks=tuple(sorted(marks, key=lambda mark: mark.path)))
    with tempfile.TemporaryDirectory() as folder:
        _, slips = folders.write(production, Path(folder) / "p")
        assert slips == []
        again, findings = folders.read(Path(folder) / "p", today=TODAY)
    assert again is not None, [str(each) for each in findings]
    assert again.stunts == stunts
    assert again.marks == production.marks


def test_written_over_another_production_the_stunts_of_that_one_are_gone(tmp_path: Path) -> None:
    """Forced, every file of the folder is the new production's."""
    opened(tmp_path, STUNTS)
    folders.write(plain(), tmp_path, force=True)
    again, _ = folders.read(tmp_path, today=TODAY)
    assert again is not None
    assert again.stunts == Stunts()


def test_a_written_file_says_what_may_be_filled_in(tmp_path: Path) -> None:
    """And the country's holidays stay with the country."""
    made, _ = opened(tmp_path, STUNTS)
    assert made is not None
    folders.write(made, tmp_path, force=True)
    text = (tmp_path / "stunts.toml").read_text(encoding="utf-8")
    assert "A fact that is\n# left out is not known" in text
    assert text.count("[[authority.railway.holiday]]") == 1
    again, _ = folders.read(tmp_path, today=TODAY)
    assert again is not None
    assert again.stunts == made.stunts


RISK = '[[risk]]\nbeat = "roof/a"\nhazard = "fight"\n'


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("likelihood = 3\nseverity = 5\n", "is by nobody"),
        ("likelihood = 6\nseverity = 5\n", "likelihood 6: write 1 to 5"),
        (
            "likelihood = 3\nseverity = 5\nresidual_severity = 2\n",
            "falls in severity from 5 to 2 without a reason",
        ),
        ("likelihood = 3\nseverity = 4\nresidual_severity = 5\n", "is worse with its controls"),
    ],
)
def test_a_risk_that_is_not_to_be_relied_on_is_refused(tmp_path: Path, rest: str, said: str) -> None:
    assert any(said in each for each in refused(tmp_path, f"{STUNTS}\n{RISK}{rest}"))


def test_a_risk_is_read_with_its_controls_and_a_reason_for_what_falls(tmp_path: Path) -> None:
    rest = 'likelihood = 3\nseverity = 5\nresidual_severity = 2\nresidual_reason = "the fall is gone"\n'
    rest += (
        'by = "chief"\non = 2020-02-10\nprocedure = ["two on the line"]\neliminate = ["done on a stage"]\n'
    )
    made, findings = opened(tmp_path, f"{STUNTS}\n{RISK}{rest}")
    assert made is not None, [str(each) for each in findings]
    (risk,) = made.stunts.risks_of["roof/a"]
    assert risk.controls() == (("eliminate", "done on a stage"), ("procedure", "two on the line"))
    assert not risk.unexplained
