"""The catalogue as data: pedigree, inheritance, what bears on a beat, and what a production may make of it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.findings import Place, Severity
from coverset.hazards.catalogue import COMMON, bears, catalogue, check_overrides, sources
from coverset.hazards.conditions import holds, mistake
from coverset.hazards.jurisdiction import applies, covers
from coverset.hazards.kinds import kinds
from coverset.hazards.requirement import TIERS, Meaning, Origin, Read, Requirement
from coverset.hazards.strictness import loosened, strictest
from coverset.model.production import Production
from coverset.model.stunts import FACTS, Beat, Step
from tests.stunt_records import stunt_production, with_beat

EVERY = [each for versions in catalogue().requirements.values() for each in versions]


def named(each: Requirement) -> str:
    return f"{each.hazard}.{each.key}, {each.tier} {' '.join(each.jurisdictions)} {each.when}"


@pytest.mark.parametrize("each", EVERY, ids=named)
def test_every_requirement_says_what_by_whom_and_how_far_it_was_read(each: Requirement) -> None:
    assert each.sentence.endswith(".")
    assert each.sentence[0].isupper()
    assert each.tier in TIERS
    assert each.origin.source
    assert each.origin.read in get_args(Read)
    assert each.owner
    assert set(each.depends_on) <= set(FACTS)
    assert not each.when or not mistake(each.when)
    meanings = kinds()[each.kind].FIGURES
    assert {name for name, _ in each.figures} <= set(meanings)


@pytest.mark.parametrize("each", [e for e in EVERY if e.tier in ("law", "licence condition")], ids=named)
def test_no_law_or_licence_is_ours_and_each_says_where_it_holds(each: Requirement) -> None:
    assert each.origin.read != "own"
    assert each.jurisdictions
    assert "Coverset" not in each.origin.source


def test_every_source_is_used_and_what_nobody_read_is_not_verified() -> None:
    known = sources()
    used = " ".join(each.origin.source for each in EVERY)
    assert [name for name, origin in known.items() if origin.source not in used] == []
    for each in EVERY:
        assert each.origin.verified == (each.origin.read in ("read", "excerpt"))


def test_versions_of_one_key_are_of_one_kind() -> None:
    for key, versions in catalogue().requirements.items():
        assert len({each.kind for each in versions}) == 1, key


def test_a_stricter_tier_never_hides_a_stricter_number() -> None:
    """Strictest first: a guideline that asks for more than a law would be lost under the same key."""
    for key, versions in catalogue().requirements.items():
        for one in versions:
            for other in versions:
                if TIERS.index(one.tier) < TIERS.index(other.tier):
                    for name, value in one.figures:
                        theirs = other.figure(name)
                        if isinstance(value, int) and isinstance(theirs, int):
                            assert value == theirs, (key, name)


def test_the_draft_of_the_research_is_all_there(shared: Path) -> None:
    draft = (shared / "data" / "safety" / "hazards.yaml").read_text(encoding="utf-8")
    wanted = set(re.findall(r"^- id: (\w+)$", draft, flags=re.MULTILINE))
    assert len(wanted) > 20
    assert wanted <= set(catalogue().hazards)


def test_a_hazard_asks_for_what_its_parents_ask_for() -> None:
    known = catalogue()
    for hazard in known.hazards.values():
        for parent in hazard.extends:
            assert set(known.hazards[parent].requirements) <= set(hazard.requirements)
    side = known.hazards["rail_moving_train_side_hang"]
    keys = {each.key for each in side.requirements}
    assert {"railway_permission", "line_possession", "harness_examined", "lineside_survey"} <= keys
    assert "public train alongside" in side.never_with


def test_the_five_stunts_of_the_articles_ask_for_what_they_must() -> None:
    known = catalogue()
    keys = {name: {each.key for each in hazard.requirements} for name, hazard in known.hazards.items()}
    assert {"waiting_on_the_roof", "passing_public_train", "restraint_not_arrest"} <= keys[
        "rail_moving_train_exterior_roof"
    ]
    assert {"moving_envelope", "adjacent_line_closed"} <= keys["rail_moving_train_side_hang"]
    assert {"ramp_signed_off", "run_up_swept", "rehearsal_ladder_ramp"} <= keys["motorcycle_ramp_jump"]
    assert {"gust_hold", "parachutist"} <= keys["base_or_parachute_exit"]
    assert {"sightlines_checked", "driver_is_recorded", "rig_mass_stated"} <= keys[
        "free_driving_with_camera_mounted"
    ]
    assert {"public_excluded", "road_closure"} <= keys["car_chase_stunt_driving"]
    assert "full_speed_attempts" in keys["foot_chase_running_falls"]
    sight = known.requirements["sightlines_checked"][0]
    assert sight.word("after") == "mounts_checked"
    assert "mounts_checked" in keys["free_driving_with_camera_mounted"]


def test_what_must_come_before_exists() -> None:
    known = catalogue().requirements
    for each in EVERY:
        assert not each.word("after") or each.word("after") in known
        assert set(each.words("counts")) <= set(known)


# Jurisdictions and conditions.


@pytest.mark.parametrize(
    ("limit", "place", "held"),
    [
        ("GB", "GB", True),
        ("GB", "GB-ENG", True),
        ("EU", "IT", True),
        ("EU", "NO", False),
        ("EU", "GB", False),
        ("CA-ON", "CA", False),
        ("CA-ON", "CA-ON", True),
        ("NO", "no", True),
        ("US", "USA", False),
    ],
)
def test_where_a_jurisdiction_holds(limit: str, place: str, held: bool) -> None:
    assert covers(limit, place) is held


def shot_in(country: str, **changes: Any) -> tuple[Production, Beat]:
    production = stunt_production(1)
    bases = tuple(replace(base, country=country) for base in production.bases)
    production = replace(production, bases=bases, stunts=replace(production.stunts, jurisdictions=()))
    beat = replace(production.stunts.beats[0], cut="", **changes)
    return with_beat(production, beat), beat


def test_a_law_bears_where_it_is_shot_or_adopted_and_nowhere_else() -> None:
    british, union = (e for e in EVERY if e.key == "risk_assessment" and e.tier == "law")
    production, beat = shot_in("NO")
    assert not applies(british, production, beat)
    assert not applies(union, production, beat)
    assert applies(union, *shot_in("IT"))
    assert applies(british, *shot_in("GB-SCT"))
    assert not applies(british, *shot_in("IT"))
    adopted = replace(production, stunts=replace(production.stunts, jurisdictions=("GB",)))
    assert applies(british, adopted, beat)


def test_where_versions_are_merged_the_reader_sees_what_each_says_and_whence() -> None:
    production, beat = shot_in("DE")
    asked = {each.key: each for each in catalogue().requirements_of(production, beat)}
    lead = asked["stunt_coordinator"]
    assert lead.number("least") == 15
    assert "fifteen productions" in lead.sentence
    assert "German accident insurance" in lead.origin.source


def test_a_licence_condition_bears_where_that_authority_gives_leave() -> None:
    production, beat = shot_in("NO", hazards=("rail_live_track_proximity",))
    stunts = production.stunts
    limit = next(each for each in EVERY if each.key == "distance_to_overhead_line")
    permissions = tuple(replace(each, authority="network-rail") for each in stunts.permissions)
    other = tuple(replace(each, authority="LINE") for each in stunts.permissions)
    assert applies(limit, replace(production, stunts=replace(stunts, permissions=permissions)), beat)
    assert not applies(limit, replace(production, stunts=replace(stunts, permissions=other)), beat)


@pytest.mark.parametrize(
    ("when", "changes", "answer"),
    [
        ("", {}, True),
        ("height > 457", {"height": 500}, True),
        ("height > 457", {"height": 457}, False),
        ("height > 457", {"height": None}, None),
        ("catch ~ box", {"catch": "Boxes, two deep"}, True),
        ("catch ~ box", {"catch": ""}, None),
        ("complex", {"complex": False}, False),
        ("night", {"light": "Night, moon"}, True),
        ("night", {"light": "overcast day"}, False),
        ("double", {"double": ""}, False),
        ("height > 457 and complex", {"height": None, "complex": False}, False),
        ("height > 457 or complex", {"height": None, "complex": True}, True),
        ("height > 457 or complex", {"height": None, "complex": False}, None),
        ("light = late", {"light": "LATE"}, True),
        ("light != late", {"light": "LATE"}, False),
    ],
)
def test_conditions(when: str, changes: dict[str, Any], answer: bool | None) -> None:
    production, beat = shot_in("NO", **changes)
    assert mistake(when) == "" or not when
    assert holds(when, production, beat) is answer


@pytest.mark.parametrize("when", ["hight > 3", "height > tall", "height >", "night and colour = red"])
def test_a_condition_that_cannot_be_read_says_why(when: str) -> None:
    assert mistake(when)


def test_what_is_not_known_lifts_nothing() -> None:
    spotters = catalogue().requirements["safety_spotters"][0]
    assert bears(spotters, *shot_in("NO", height=None))
    assert not bears(spotters, *shot_in("NO", height=200))


def test_how_long_before_to_ask_the_railway_is_the_longest_while_the_crew_is_not_counted() -> None:
    production, beat = shot_in("GB", hazards=("rail_live_track_proximity",), stunt="ROOF")
    stunts = production.stunts
    permissions = tuple(replace(each, authority="network-rail") for each in stunts.permissions)

    def steps(people: int | None) -> Any:
        crew = tuple(replace(each, people=people) for each in stunts.stunts)
        made = replace(production, stunts=replace(stunts, stunts=crew, permissions=permissions))
        asked = {each.key: each for each in catalogue().requirements_of(made, beat)}
        return asked["railway_permission"].figure("steps")

    assert steps(20) == (Step("application", 10),)
    assert steps(None) == steps(400)
    assert steps(400)[0] == Step("enquiry", 42, False)


# Merging.


def requirement(tier: str, **figures: object) -> Requirement:
    return Requirement("k", "role", "S.", tier, Origin("s", "own"), figures=tuple(figures.items()))  # type: ignore[arg-type]


def test_the_strictest_tier_stands_for_a_key_with_the_strictest_number_of_it() -> None:
    two, three = (
        requirement("guideline", role="medic", count=2),
        requirement("guideline", role="medic", count=3),
    )
    assert strictest([two, three]).number("count") == 3
    assert strictest([three, two]).number("count") == 3
    law = requirement("law", role="medic", count=1)
    assert strictest([three, law]).tier == "law"
    assert strictest([three, law]).number("count") == 1


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.randoms(use_true_random=False))
def test_removing_a_hazard_never_adds_a_requirement(seed: int, r: Any) -> None:
    production = stunt_production(seed)
    for beat in production.stunts.beats:
        if beat.hazards:
            gone = r.choice(beat.hazards)
            fewer = replace(beat, hazards=tuple(each for each in beat.hazards if each != gone))
            before = {each.key for each in catalogue().requirements_of(production, beat)}
            after = {each.key for each in catalogue().requirements_of(with_beat(production, fewer), fewer)}
            assert after <= before


# A production's own hazards and figures.


def one(hazard: str, **row: Any) -> tuple[tuple[str, object], ...]:
    return ((hazard, {"requirement": [row]}),)


def test_a_changed_figure_holds_everywhere_and_keeps_what_it_replaced() -> None:
    own = one("high_fall", key="safety_spotters", count=4, why="the coordinator's memo of 3 May")
    assert check_overrides(own) == []
    (changed,) = catalogue(own).requirements["safety_spotters"]
    assert changed.number("count") == 4
    assert "count was 2" in changed.overridden
    assert "memo of 3 May" in changed.overridden
    assert catalogue().requirements["safety_spotters"][0].number("count") == 2


@pytest.mark.parametrize(
    "row",
    [
        {"key": "harness_examined", "months": 12},
        {"key": "harness_examined", "tier": "guideline"},
        {"key": "harness_examined", "off": True},
        {"key": "harness_examined", "when": "complex"},
        {"key": "distance_to_overhead_line", "least": 200},
        {"key": "safety_coordinator", "before_shoot": 7},
        {"key": "risk_assessment", "depends_on": ["speed"]},
        {"key": "railway_permission", "steps": [{"name": "application", "days": 5}]},
        {"key": "risk_assessment", "jurisdictions": ["FR"]},
    ],
    ids=str,
)
def test_a_law_or_licence_is_never_loosened(row: dict[str, Any]) -> None:
    key = row["key"]
    versions = catalogue().requirements[key]
    own = one(versions[0].hazard, **row, why="we would like to")
    findings = check_overrides(own)
    assert [finding.code for finding in findings if finding.severity is Severity.ERROR]
    assert {finding.code for finding in findings} == {"requirement-loosened"}
    kept = catalogue(own).requirements[key]
    for law in (each for each in versions if each.tier in ("law", "licence condition")):
        assert any(each.tier == law.tier and not loosened(law, each) for each in kept)


def test_a_contract_is_loosened_with_a_warning_and_a_guideline_with_a_reason() -> None:
    contract = one(COMMON, key="insurer_declaration", depends_on=["speed"], why="agreed with the broker")
    (warning,) = check_overrides(contract)
    assert warning.severity is Severity.WARNING
    assert catalogue(contract).requirements["insurer_declaration"][0].depends_on == ("speed",)
    guideline = one("high_fall", key="safety_spotters", count=1, why="the net has its own crew")
    assert check_overrides(guideline) == []
    (silent,) = check_overrides(one("high_fall", key="safety_spotters", count=1))
    assert silent.code == "override-without-reason"


def test_a_stricter_law_is_taken_without_a_word() -> None:
    own = one("tethered_wire_or_harness_work", key="harness_examined", months=3, why="the rigger wants it")
    assert check_overrides(own) == []
    assert {each.number("months") for each in catalogue(own).requirements["harness_examined"]} == {3}


def test_a_switched_off_guideline_is_still_seen() -> None:
    own = one("fight", key="choreography", off=True, why="a shove, no fight")
    assert check_overrides(own) == []
    (off,) = catalogue(own).requirements["choreography"]
    assert not bears(off, *shot_in("NO", hazards=("fight",)))
    assert "a shove, no fight" in off.overridden


def test_a_hazard_and_its_requirement_of_ones_own() -> None:
    own = (
        (
            "avalanche",
            {
                "name": "Avalanche",
                "sentence": "Snow above the set can come down.",
                "extends": ["cold_wind_exposure"],
                "requirement": [
                    {
                        "key": "avalanche_bulletin",
                        "kind": "document",
                        "sentence": "The day's bulletin is read.",
                        "max_age": 1,
                    },
                    {"key": "warm_shelter"},
                ],
            },
        ),
    )
    assert check_overrides(own) == []
    known = catalogue(own)
    keys = [each.key for each in known.hazards["avalanche"].requirements]
    assert keys == ["warm_shelter", "avalanche_bulletin"]
    bulletin = known.requirements["avalanche_bulletin"][0]
    assert (bulletin.tier, bulletin.origin.read) == ("assumption", "own")
    production, beat = shot_in("NO", hazards=("avalanche",))
    assert "avalanche_bulletin" in {each.key for each in known.requirements_of(production, beat)}


@pytest.mark.parametrize(
    ("hazard", "table", "code"),
    [
        ("lion", {}, "hazard-incomplete"),
        ("fight", {"nmae": "x"}, "hazard-field"),
        ("fight", {"words": "punch"}, "hazard-value"),
        ("fight", {"extends": ["fite"]}, "hazard-unknown"),
        ("common", {"extends": ["common"]}, "hazard-circle"),
        ("fight", {"requirement": [{"kind": "role"}]}, "requirement-incomplete"),
        ("fight", {"requirement": [{"key": "new", "sentence": "S."}]}, "requirement-kind"),
        ("fight", {"requirement": [{"key": "new", "kind": "rolle", "sentence": "S."}]}, "requirement-kind"),
        ("fight", {"requirement": [{"key": "new", "kind": "role"}]}, "requirement-incomplete"),
        (
            "fight",
            {"requirement": [{"key": "new", "kind": "role", "sentence": "S.", "rol": "x"}]},
            "requirement-field",
        ),
        (
            "fight",
            {"requirement": [{"key": "new", "kind": "role", "sentence": "S.", "count": "2"}]},
            "requirement-value",
        ),
        (
            "fight",
            {"requirement": [{"key": "new", "kind": "role", "sentence": "S.", "tier": "lore"}]},
            "requirement-tier",
        ),
        (
            "fight",
            {"requirement": [{"key": "new", "kind": "role", "sentence": "S.", "depends_on": ["sped"]}]},
            "requirement-fact",
        ),
        (
            "fight",
            {"requirement": [{"key": "new", "kind": "role", "sentence": "S.", "when": "sped > 3"}]},
            "requirement-when",
        ),
        (
            "fight",
            {
                "requirement": [
                    {"key": "new", "kind": "permission", "sentence": "S.", "steps": [{"name": "x"}]}
                ]
            },
            "requirement-value",
        ),
        (
            "fight",
            {"requirement": [{"key": "new", "kind": "role", "sentence": "S.", "read": "seen"}]},
            "requirement-read",
        ),
    ],
)
def test_every_slip_in_a_table_is_a_finding_at_its_place(
    hazard: str, table: dict[str, Any], code: str
) -> None:
    place = Place("stunts.toml", 7)
    findings = check_overrides(((hazard, table),), {f"hazard.{hazard}": place})
    assert code in {finding.code for finding in findings}
    assert all(finding.place == place for finding in findings)
    catalogue(((hazard, table),))


def any_toml() -> st.SearchStrategy[Any]:
    words = st.sampled_from(
        [
            "role",
            "law",
            "guideline",
            "document",
            "speed",
            "*",
            "fight",
            "common",
            "",
            "complex",
            "count",
            "GB",
        ]
    )
    keys = st.sampled_from(
        ["risk_assessment", "harness_examined", "safety_coordinator", "choreography", "new"]
    )
    leaves = st.one_of(st.booleans(), st.integers(-5, 5), words, st.none())
    names = st.sampled_from(
        [
            "key",
            "kind",
            "sentence",
            "tier",
            "source",
            "depends_on",
            "when",
            "count",
            "steps",
            "role",
            "off",
            "why",
            "days_before",
            "before_shoot",
            "months",
            "jurisdictions",
        ]
    )
    loose = st.dictionaries(names, st.one_of(leaves, st.lists(leaves, max_size=2)), max_size=6)
    known = st.dictionaries(names, st.one_of(leaves, st.lists(words, max_size=2)), max_size=2)
    named = st.tuples(keys, known).map(lambda pair: {**pair[1], "key": pair[0], "why": "because"})
    rows = st.one_of(loose, named)
    tables = st.fixed_dictionaries(
        {},
        optional={
            "name": leaves,
            "sentence": leaves,
            "extends": st.lists(leaves),
            "requirement": st.lists(rows, max_size=3),
        },
    )
    return st.lists(
        st.tuples(st.sampled_from(["fight", "common", "lion"]), st.one_of(tables, leaves)), max_size=3
    )


@settings(max_examples=100, deadline=None)
@given(any_toml())
def test_no_table_whatever_stands_in_it_stops_the_program_or_loosens_a_law(tables: Any) -> None:
    own = tuple(tables)
    check_overrides(own)
    known = catalogue(own)
    for key, versions in catalogue().requirements.items():
        laws = [each for each in versions if each.tier in ("law", "licence condition")]
        for law in laws:
            assert any(each.tier == law.tier and not loosened(law, each) for each in known.requirements[key])


def test_every_kind_says_what_its_figures_mean() -> None:
    for kind in kinds().values():
        assert kind.SENTENCE.endswith(".")
        for meaning in kind.FIGURES.values():
            assert isinstance(meaning, Meaning)
            assert meaning.sentence.endswith(".")
