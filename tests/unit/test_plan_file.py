"""plan.json: a board written and read back, and everything that can be wrong in one."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.findings import Severity
from coverset.formats import plan as plans
from coverset.model.calendar import Calendar, Unit
from coverset.model.places import Base, Location
from coverset.model.plan import Plan, PlanDay, Strip
from coverset.model.production import Assumption, Production
from coverset.model.scenes import Film, Scene

DAY = date(2025, 5, 5)
PRODUCTION = Production(
    title="Two",
    calendar=Calendar(DAY, date(2025, 5, 30)),
    films=(Film("F1"),),
    scenes=tuple(Scene(f"F1/{n}", "F1", str(n), "S", "L", 8, 60) for n in (1, 2, 3)),
    bases=(Base("B"),),
    locations=(Location("L", "B"),),
    units=(Unit("main"),),
)
PLAN = Plan(
    (
        PlanDay("main", DAY, (Strip("F1/1"), Strip(banner="Lunch", minutes=60), Strip("F1/2"))),
        PlanDay("main", date(2025, 5, 6), ()),
    ),
    ("F1/3",),
    "As shot",
)

words = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=8)
strips = st.one_of(
    st.builds(Strip, words),
    st.builds(lambda banner, minutes: Strip("", banner, minutes), words, st.integers(0, 600)),
)


@st.composite
def any_plans(draw: st.DrawFn) -> Plan:
    keys = draw(
        st.lists(st.tuples(words, st.dates(date(2020, 1, 1), date(2021, 1, 1))), max_size=5, unique=True)
    )
    days = [PlanDay(unit, day, tuple(draw(st.lists(strips, max_size=4)))) for unit, day in keys]
    return Plan(tuple(days), tuple(draw(st.lists(words, max_size=3))), draw(st.one_of(st.just(""), words)))


@settings(max_examples=80)
@given(any_plans())
def test_what_is_written_is_read_back(plan: Plan) -> None:
    data = plans.write(plan)
    again, _, findings = plans.read(data)
    assert again == plan
    assert not [finding for finding in findings if finding.severity is Severity.ERROR]
    assert plans.write(again) == data
    assert plans.sniff(data[:64])


def test_a_plan_carries_its_production_and_how_it_came_about() -> None:
    data = plans.write(PLAN, PRODUCTION, provenance={"seed": 7, "cost": 1200, "bound": {"days": 1000}})
    again, extras, findings = plans.read(data, "plan.json", PRODUCTION)
    assert again == PLAN
    assert findings == []
    assert extras["production"] == "Two"
    assert extras["provenance"] == {"seed": 7, "cost": 1200, "bound": {"days": 1000}}
    assert '{"banner": "Lunch", "minutes": 60},' in [line.strip() for line in data.decode().splitlines()]


def test_a_changed_production_is_noticed_but_not_its_title() -> None:
    data = plans.write(PLAN, PRODUCTION)
    renamed = replace(PRODUCTION, title="Three", assumptions=(Assumption("a", "b"),))
    assert plans.read(data, "plan.json", renamed)[2] == []
    longer = replace(PRODUCTION, scenes=(replace(PRODUCTION.scenes[0], minutes=61), *PRODUCTION.scenes[1:]))
    (finding,) = plans.read(data, "plan.json", longer)[2]
    assert finding.code == "plan-of-another-production"
    assert finding.severity is Severity.NOTE


def test_unknown_missing_and_double_strips_are_named_with_their_lines() -> None:
    text = plans.write(PLAN).decode().replace('"F1/2"', '"F1/22"').replace('"F1/3"', '"F1/1"')
    plan, _, findings = plans.read(text.encode(), "plan.json", PRODUCTION)
    assert plan is not None
    found = {finding.code: finding for finding in findings}
    lines = text.splitlines()
    unknown, twice = found["plan-strip-unknown"], found["plan-strip-twice"]
    assert unknown.place is not None
    assert "F1/22" in lines[(unknown.place.line or 0) - 1]
    assert "'F1/2'" in unknown.sentence
    assert twice.place is not None
    assert twice.place.line == max(at for at, line in enumerate(lines, 1) if '"F1/1"' in line)
    assert "F1/2, F1/3" in found["plan-strip-missing"].sentence


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "plan-not-json"),
        (b"[1, 2", "plan-not-json"),
        (b"\xff\xfe\x00", "plan-not-json"),
        (b"[" * 100_000, "plan-not-json"),
        (b'{"coverset": "plan", "version": ' + b"9" * 10_000 + b"}", "plan-not-json"),
        (b'{"coverset": "plan", "version": NaN}', "plan-not-json"),
        (b"[]", "plan-not-a-plan"),
        (b'{"coverset": "board"}', "plan-not-a-plan"),
        (b'{"coverset": "plan", "version": 99}', "plan-version"),
        (b'{"coverset": "plan", "version": true}', "plan-version"),
    ],
)
def test_what_is_no_plan_is_refused(data: bytes, code: str) -> None:
    plan, _, (finding,) = plans.read(data)
    assert plan is None
    assert finding.code == code


def test_a_plan_beyond_any_size_is_refused() -> None:
    plan, _, (finding,) = plans.read(b" " * (plans.MOST_BYTES + 1))
    assert plan is None
    assert finding.code == "file-too-large"


def test_every_wrong_value_is_a_finding_and_the_rest_is_read() -> None:
    raw = {
        "coverset": "plan",
        "version": 1,
        "nmae": "x",
        "days": [
            {"unit": "main", "date": "2025-05-05", "strips": ["F1/1", 3, {"banner": "x", "minutes": -1}]},
            {"unit": "main", "date": "2025-05-05", "strips": ["F1/2"]},
            {"unit": "main", "date": "5 May", "strips": []},
            {"unit": 3, "date": "2025-05-06"},
            "day",
            {"unit": "main", "date": "2025-05-07", "strips": "F1/3"},
        ],
        "boneyard": ["\ud800", 7],
    }
    plan, _, findings = plans.read(json.dumps(raw).encode())
    assert plan is not None
    assert plan.days[0].tasks == ("F1/1", "F1/2")
    assert plan.boneyard == ()
    said = " ".join(finding.sentence for finding in findings)
    for words_of in (
        "'nmae'",
        "5 May",
        "twice",
        "half a character",
        "-1",
        "must be a list",
        "must be a table",
    ):
        assert words_of in said, words_of
