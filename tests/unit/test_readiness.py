"""What is shown of a beat: each kind of requirement, lead times, holds, waivers, and what never follows."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.hazards.binding import bind
from coverset.hazards.judgement import STATES, Judgement, State
from coverset.hazards.readiness import judge
from coverset.model.authority import Authority
from coverset.model.calendar import Calendar, Holiday, Unit
from coverset.model.dates import DateRange
from coverset.model.people import Person
from coverset.model.places import Base, Location
from coverset.model.plan import Plan, PlanDay, Strip
from coverset.model.production import Production
from coverset.model.scenes import Activity, Film, Scene
from coverset.model.stunts import (
    Attempt,
    Beat,
    Competence,
    Concern,
    CrewMember,
    Equipment,
    Evidence,
    Incident,
    NotApplicable,
    Permission,
    Step,
    Stunt,
    Stunts,
    Waiver,
    Window,
)
from tests.stunt_records import a_plan, random_evidence, stunt_production

ON = date(2026, 4, 1)
SHOOT = date(2026, 5, 20)
BEAT = "roof/a"


def shoot(day: date = SHOOT, *extra: PlanDay) -> Plan:
    return Plan((PlanDay("MAIN", day, (Strip("F1/1"),)), *extra))


def production(*, country: str = "NO", beat: dict[str, Any] | None = None, **stunts: Any) -> Production:
    """One stunt with one beat on a railway line; ``beat`` and ``stunts`` change what they name."""
    facts: dict[str, Any] = {"scenes": ("F1/1",), "performer": "LEAD", "speed": 40, "height": 400} | (
        beat or {}
    )
    made: dict[str, Any] = {
        "stunts": (Stunt("roof", coordinator="chief", abort="chief", permissions=("line",)),),
        "beats": (Beat(BEAT, "roof", **facts),),
        "crew": (CrewMember("chief", "Chief", (Competence("stunt_coordinator", "full"),)),),
    }
    return Production(
        "Film",
        Calendar(date(2026, 5, 4), date(2026, 6, 26)),
        films=(Film("F1"),),
        scenes=(Scene("F1/1", "F1", "1", "ROOF", "LINE", 8, 240, int_ext="EXT"),),
        people=(Person("LEAD", "The Lead"),),
        bases=(Base("NORTH", country=country),),
        locations=(
            Location("LINE", "NORTH", "The valley line"),
            Location("OTHER", "NORTH", "The coast line"),
        ),
        units=(Unit("MAIN"), Unit("RIG", kind="prep")),
        stunts=Stunts(**(made | stunts)),
    )


def judged(made: Production, key: str, on: date = ON, plan: Plan | None = None) -> Judgement:
    found = judge(made, on, plan if plan is not None else shoot()).of_requirement(BEAT, key)
    assert found is not None
    return found


def state(made: Production, key: str, on: date = ON, plan: Plan | None = None) -> str:
    return judged(made, key, on, plan).state


def shown_by(made: Production, key: str, **changes: Any) -> Production:
    """The production with evidence for a requirement, bound to the beat as it is."""
    beat = made.stunts.beats_by_id[BEAT]
    plain: dict[str, Any] = {
        "id": f"e{len(made.stunts.evidence)}",
        "shows": key,
        "beats": (BEAT,),
        "on": ON,
        "by": "chief",
        "bound": bind(made, beat, key),
    }
    evidence = (*made.stunts.evidence, Evidence(**(plain | changes)))
    return replace(made, stunts=replace(made.stunts, evidence=evidence))


def with_fact(made: Production, **facts: Any) -> Production:
    beats = tuple(replace(beat, **facts) for beat in made.stunts.beats)
    return replace(made, stunts=replace(made.stunts, beats=beats))


# Documents and other evidence.


def test_what_nobody_recorded_is_not_shown_and_says_what_to_do_by_when() -> None:
    found = judged(production(country="GB"), "risk_assessment")
    assert found.state == "not shown"
    assert "Nothing on record" in found.reason
    assert found.action
    assert found.owner == "Chief"
    assert found.last_date == SHOOT
    assert found.blocking
    assert not found.stops


def test_evidence_of_this_version_shows_it() -> None:
    made = shown_by(production(), "risk_assessment", reference="RA 4")
    found = judged(made, "risk_assessment")
    assert found.state == "shown"
    assert found.evidence == ("e0",)
    assert "chief" in found.reason
    assert "RA 4" in found.reason


def test_a_changed_fact_makes_it_stale_by_name() -> None:
    made = with_fact(shown_by(production(), "risk_assessment"), speed=60)
    found = judged(made, "risk_assessment")
    assert found.state == "not shown"
    assert "speed in km/h was 40 and is 60" in found.reason
    ((name, (change,)),) = found.stale
    assert (name, change.fact, change.was, change.now) == ("e0", "speed", "40", "60")
    assert state(with_fact(made, speed=40), "risk_assessment") == "shown"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"bound": ()}, "does not say for which"),
        ({"by": ""}, "nobody who vouches"),
        ({"until": SHOOT - timedelta(days=1)}, "lapsed on"),
    ],
)
def test_evidence_that_does_not_count_says_why(changes: dict[str, Any], said: str) -> None:
    found = judged(shown_by(production(), "risk_assessment", **changes), "risk_assessment")
    assert found.state == "not shown"
    assert said in found.reason


def test_evidence_of_the_future_is_no_evidence_yet() -> None:
    made = shown_by(production(), "risk_assessment", on=ON + timedelta(days=1))
    assert state(made, "risk_assessment") == "not shown"
    assert state(made, "risk_assessment", ON + timedelta(days=1)) == "shown"


def test_after_its_last_date_it_is_too_late_with_both_dates() -> None:
    made = production(beat={"hazards": ("rail_moving_train_exterior_roof",)})
    due = SHOOT - timedelta(days=5)
    assert state(made, "overhead_clearance_survey", due) == "not shown"
    late = judged(made, "overhead_clearance_survey", due + timedelta(days=1))
    assert late.state == "too late"
    assert late.last_date == due
    assert "Fri 15 May 2026" in late.reason
    assert "today is Sat 16 May 2026" in late.reason


def test_a_signature_counts_only_from_whoever_is_competent_for_it() -> None:
    made = production(beat={"hazards": ("rail_moving_train_exterior_roof",)})
    wrong = judged(shown_by(made, "restraint_not_arrest"), "restraint_not_arrest")
    assert wrong.state == "not shown"
    assert "not recorded as stunt rigger" in wrong.reason
    rigger = CrewMember("rigger", roles=(Competence("stunt_rigger", until=ON),))
    made = replace(made, stunts=replace(made.stunts, crew=(*made.stunts.crew, rigger)))
    assert state(shown_by(made, "restraint_not_arrest", by="rigger"), "restraint_not_arrest") == "shown"
    later = shown_by(made, "restraint_not_arrest", by="rigger", on=ON + timedelta(days=1))
    assert "competence ended" in judged(later, "restraint_not_arrest", ON + timedelta(days=1)).reason


def test_sightlines_are_checked_after_the_cameras_are_rigged() -> None:
    made = production(
        beat={
            "hazards": ("free_driving_with_camera_mounted",),
            "cameras": ("bonnet",),
            "vehicle": "small car",
        }
    )
    early = shown_by(made, "sightlines_checked", on=ON - timedelta(days=2))
    assert "is not after the rigging" in judged(early, "sightlines_checked").reason
    rigged = shown_by(early, "mounts_checked", on=ON - timedelta(days=1))
    assert state(rigged, "sightlines_checked") == "not shown"
    again = shown_by(rigged, "sightlines_checked", on=ON)
    assert state(again, "sightlines_checked") == "shown"
    assert state(with_fact(again, cameras=("bonnet", "roof")), "sightlines_checked") == "not shown"


def test_a_briefing_names_everybody_in_the_beat() -> None:
    made = production(beat={"crew": ("rigger",), "double": "double"})
    crew = (*made.stunts.crew, CrewMember("rigger", "Rigger"), CrewMember("double"))
    made = replace(made, stunts=replace(made.stunts, crew=crew))
    some = shown_by(made, "briefing", names=("Rigger",))
    found = judged(some, "briefing")
    assert found.state == "not shown"
    assert "double and LEAD" in found.reason
    assert state(shown_by(some, "briefing", names=("double", "the lead")), "briefing") == "shown"


# Roles.


def test_a_coordinator_who_is_none_is_contradicted() -> None:
    made = production(crew=(CrewMember("chief", "Chief", (Competence("stunt_rigger"),)),))
    found = judged(made, "stunt_coordinator")
    assert found.state == "contradicted"
    assert "not recorded as stunt coordinator" in found.reason
    assert state(production(stunts=(Stunt("roof"),)), "stunt_coordinator") == "not shown"


@pytest.mark.parametrize(
    ("member", "competence", "state_", "said"),
    [
        ({}, {}, "shown", "Chief (full)"),
        ({}, {"until": SHOOT}, "shown", ""),
        ({}, {"until": SHOOT - timedelta(days=1)}, "contradicted", "ends on Tue 19 May 2026"),
        ({"away": (DateRange(SHOOT, SHOOT),)}, {}, "contradicted", "not to be had on Wed 20 May 2026"),
    ],
)
def test_a_competence_holds_on_the_day_and_the_person_is_there(
    member: dict[str, Any], competence: dict[str, Any], state_: str, said: str
) -> None:
    role = Competence("stunt_coordinator", "full", **competence)
    found = judged(production(crew=(CrewMember("chief", "Chief", (role,), **member),)), "stunt_coordinator")
    assert found.state == state_
    assert said in found.reason


@pytest.mark.parametrize(
    ("competence", "state_"),
    [
        ({"classes": ()}, "shown"),
        ({"classes": ("Small car",)}, "shown"),
        ({"classes": ("motorcycle",)}, "contradicted"),
    ],
)
def test_a_driver_is_competent_for_this_kind_of_vehicle(competence: dict[str, Any], state_: str) -> None:
    driver = CrewMember("driver", roles=(Competence("stunt_driver", **competence),))
    made = production(
        beat={"hazards": ("free_driving_with_camera_mounted",), "vehicle": "small car", "double": "driver"},
        crew=(driver,),
    )
    assert state(made, "driver_competent") == state_


def test_jumps_are_counted_and_not_assumed() -> None:
    for count, wanted in ((None, "not shown"), (349, "contradicted"), (350, "shown")):
        jumper = CrewMember("jumper", roles=(Competence("parachutist", count=count),))
        made = production(beat={"hazards": ("base_or_parachute_exit",), "crew": ("jumper",)}, crew=(jumper,))
        assert state(made, "parachutist") == wanted


def test_an_armourer_is_not_the_props_master_too() -> None:
    roles = (Competence("armourer"), Competence("props_master"))
    made = production(
        beat={"hazards": ("firearms_blank",), "crew": ("a",)}, crew=(CrewMember("a", "Ann", roles),)
    )
    assert "at once" in judged(made, "armourer").reason
    assert state(made, "armourer") == "contradicted"


def test_two_spotters_above_fifteen_feet_and_none_asked_below() -> None:
    one = (CrewMember("s1", roles=(Competence("safety_spotter"),)),)
    two = (*one, CrewMember("s2", roles=(Competence("safety_spotter"),)))
    high = {"hazards": ("high_fall",), "height": 700, "crew": ("s1", "s2")}
    assert state(production(beat=high, crew=one), "safety_spotters") == "not shown"
    assert state(production(beat=high, crew=two), "safety_spotters") == "shown"
    low = judged(production(beat=high | {"height": 300}, crew=()), "safety_spotters")
    assert low.state == "not applicable"
    assert "height > 457" in low.reason
    assert state(production(beat=high | {"height": None}, crew=()), "safety_spotters") == "not shown"


def test_poland_counts_its_fourteen_days_from_the_first_day_of_the_shoot() -> None:
    made = production(country="PL")
    rest = PlanDay("MAIN", date(2026, 5, 4), (Strip("F1/0"),))
    assert judged(made, "safety_coordinator", plan=shoot(SHOOT, rest)).last_date == date(2026, 4, 20)
    assert state(made, "safety_coordinator", date(2026, 4, 21), shoot(SHOOT, rest)) == "too late"


# Permissions.

ROOF = {"hazards": ("rail_moving_train_exterior_roof",)}


def line(**changes: Any) -> Permission:
    plain: dict[str, Any] = {
        "name": "The possession",
        "state": "granted",
        "scope": ("LINE",),
        "holder": "producer",
    }
    return Permission("line", "possession", **(plain | changes))


def leave(on: date = ON, plan: Plan | None = None, **changes: Any) -> Judgement:
    return judged(production(beat=ROOF, permissions=(line(**changes),)), "line_possession", on, plan)


def test_granted_for_the_place_with_a_holder_is_shown() -> None:
    found = leave(conditions=("no night work",), expires=SHOOT)
    assert found.state == "shown"
    assert "held by producer" in found.reason
    assert "no night work" in found.reason


@pytest.mark.parametrize("answer", ["denied", "withdrawn"])
def test_an_answer_of_no_is_a_contradiction_that_no_waiver_lifts(answer: Any) -> None:
    made = production(
        beat=ROOF,
        permissions=(line(state=answer, decided=date(2026, 2, 3)),),
        waivers=(Waiver(BEAT, "line_possession", "producer", ON, "we go anyway"),),
        not_applicable=(NotApplicable(BEAT, "line_possession", "producer", "we do not need it"),),
    )
    found = judged(made, "line_possession")
    assert found.state == "contradicted"
    assert found.stops
    assert answer in found.reason
    assert "Tue 3 Feb 2026" in found.reason
    assert "counts for nothing" in found.reason
    assert found.owner == "producer"


def test_what_nobody_asked_for_is_not_shown_rather_than_denied() -> None:
    found = leave(state="not asked")
    assert found.state == "not shown"
    assert not found.stops


def test_a_refusal_counts_although_the_beat_does_not_name_it() -> None:
    made = production(beat=ROOF, stunts=(Stunt("roof"),), permissions=(line(state="denied"),))
    assert state(made, "line_possession") == "contradicted"
    elsewhere = production(
        beat=ROOF, stunts=(Stunt("roof"),), permissions=(line(state="denied", scope=("OTHER",)),)
    )
    assert state(elsewhere, "line_possession") == "not shown"


def test_leave_for_one_line_is_none_for_another() -> None:
    found = leave(scope=("OTHER",))
    assert found.state == "contradicted"
    assert "The valley line" in found.reason
    assert leave(scope=()).state == "not shown"
    assert leave(scope=("the VALLEY line",)).state == "shown"


def test_two_permissions_together_cover_what_neither_covers_alone() -> None:
    first = line(windows=(Window(DateRange(SHOOT, SHOOT)),))
    second = replace(
        first,
        id="second",
        name="The extension",
        windows=(Window(DateRange(SHOOT + timedelta(days=1), date(2026, 6, 26))),),
    )
    both = production(
        beat=ROOF | {"scenes": ("F1/1", "F1/2")},
        stunts=(Stunt("roof", permissions=("line", "second")),),
        permissions=(first, second),
    )
    both = replace(both, scenes=(*both.scenes, replace(both.scenes[0], id="F1/2", number="2")))
    plan = shoot(SHOOT, PlanDay("MAIN", SHOOT + timedelta(days=2), (Strip("F1/2"),)))
    assert state(both, "line_possession", plan=plan) == "shown"
    one = replace(both, stunts=replace(both.stunts, permissions=(first,)))
    found = judged(one, "line_possession", plan=plan)
    assert "not on Fri 22 May 2026" in found.reason
    elsewhere = replace(both.scenes[1], location="OTHER")
    moved = replace(both, scenes=(both.scenes[0], elsewhere))
    assert "is shot at The coast line" in judged(moved, "line_possession", plan=plan).reason


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"holder": ""}, "nobody on our side"),
        ({"expires": SHOOT - timedelta(days=1)}, "expires on Tue 19 May 2026"),
        (
            {"windows": (Window(DateRange(SHOOT + timedelta(days=1), SHOOT + timedelta(days=9))),)},
            "not on Wed 20 May 2026",
        ),
        ({"quota": 3, "used": 4, "quota_of": "landings"}, "allows 3 landings; 4 are used"),
        ({"state": "asked", "holder": ""}, "nobody on our side"),
    ],
)
def test_what_contradicts_a_permission(changes: dict[str, Any], said: str) -> None:
    found = leave(**changes)
    assert found.state == "contradicted"
    assert said in found.reason


def test_the_next_step_of_asking_has_its_last_date_in_the_authoritys_days() -> None:
    railway = Authority(
        "railway", "The railway", holidays=(Holiday(date(2026, 5, 1)), Holiday(date(2026, 5, 14)))
    )
    steps = (Step("enquiry", 30, done=date(2026, 3, 2)), Step("application", 10))
    made = production(
        beat=ROOF,
        permissions=(line(state="asked", asked=date(2026, 3, 2), authority="railway", steps=steps),),
        authorities=(railway,),
    )
    found = judged(made, "line_possession")
    assert (found.state, found.last_date) == ("not shown", date(2026, 5, 5))
    assert "Application" in found.action
    assert "The railway" in found.action
    late = judged(made, "line_possession", date(2026, 5, 6))
    assert late.state == "too late"
    assert "The latest application was Tue 5 May 2026" in late.reason
    assert "today is Wed 6 May 2026" in late.reason
    assert "it can be used from Thu 21 May 2026" in late.reason


def test_published_lead_times_hold_where_the_permission_has_none() -> None:
    made = production(
        country="GB",
        beat={"hazards": ("rail_live_track_proximity",)},
        stunts=(Stunt("roof", permissions=("line",), people=20),),
        permissions=(Permission("line", "railway", authority="network-rail", holder="producer"),),
    )
    found = judged(made, "railway_permission")
    assert found.last_date == date(2026, 5, 6)
    assert found.asks is not None
    assert found.asks.tier == "licence condition"
    assert state(made, "railway_permission", date(2026, 5, 7)) == "too late"


# Equipment.


@pytest.mark.parametrize(
    ("changes", "state_"),
    [
        ({"examined": None}, "not shown"),
        ({"examined": date(2025, 11, 20)}, "shown"),
        ({"examined": date(2025, 11, 19)}, "contradicted"),
        ({"examined": date(2026, 3, 1), "months": 2}, "contradicted"),
    ],
)
def test_an_examination_holds_on_the_day_of_the_beat(changes: dict[str, Any], state_: str) -> None:
    harness = Equipment("h7", "Harness 7", "harness", **changes)
    made = production(
        beat={"hazards": ("tethered_wire_or_harness_work",), "equipment": ("h7",)},
        equipment=(harness,),
        waivers=(Waiver(BEAT, "harness_examined", "producer", ON, "it looks fine"),),
    )
    found = judged(made, "harness_examined")
    if state_ == "not shown":
        assert found.waived == "producer"
    else:
        assert found.state == state_
    assert found.stops is (state_ == "contradicted")


def test_a_link_is_used_only_for_what_its_maker_allows() -> None:
    for rated, wanted in (
        ((), "not shown"),
        (("lifting",), "contradicted"),
        (("Personal protection",), "shown"),
    ):
        link = Equipment("link", "Link", "connector", rated_for=rated)
        made = production(
            beat={"hazards": ("tethered_wire_or_harness_work",), "equipment": ("link",)}, equipment=(link,)
        )
        assert state(made, "connector_rated") == wanted


# Rehearsals.


def rehearsing(*days: date) -> tuple[Production, Plan]:
    made = production(beat={"complex": True})
    act = Activity("RH", "rehearsal", "Roof, static", 120, "RIG", "LINE", before=("F1/1",))
    extra = (PlanDay("RIG", day, (Strip("RH"),)) for day in days)
    return replace(made, activities=(act,)), shoot(SHOOT, *extra)


def test_a_rehearsal_that_is_only_planned_is_not_shown_yet() -> None:
    made, plan = rehearsing(date(2026, 5, 18))
    found = judged(made, "dry_run", plan=plan)
    assert found.state == "not shown"
    assert "is planned, not done: Roof, static on Mon 18 May 2026" in found.reason
    assert "No rehearsal" in judged(made, "dry_run").reason
    held = shown_by(made, "dry_run", on=date(2026, 5, 18))
    assert state(held, "dry_run", date(2026, 5, 18), plan) == "shown"


def test_a_dry_run_is_on_an_earlier_day_than_the_shot() -> None:
    made, plan = rehearsing(SHOOT)
    assert "planned" not in judged(made, "dry_run", plan=plan).reason.replace("or planned", "")
    same = shown_by(made, "dry_run", on=SHOOT)
    assert state(same, "dry_run", SHOOT, plan) != "shown"
    assert state(same, "rehearsal", SHOOT, plan) == "shown"


def test_each_step_of_the_ladder_is_asked_for() -> None:
    made = production(beat=ROOF)
    some = shown_by(
        shown_by(made, "rehearsal_ladder_train", step="Static train"),
        "rehearsal_ladder_train",
        step="shot speed",
    )
    found = judged(some, "rehearsal_ladder_train")
    assert found.state == "not shown"
    assert "walking pace" in found.reason
    assert "shot speed" not in found.reason
    assert (
        state(shown_by(some, "rehearsal_ladder_train", step="walking pace"), "rehearsal_ladder_train")
        == "shown"
    )


def test_a_rehearsal_grows_old() -> None:
    made = shown_by(production(beat={"complex": True}), "rehearsal", on=SHOOT - timedelta(days=31))
    assert state(made, "rehearsal", SHOOT) == "shown"
    assert "older than 30 days" in judged(made, "rehearsal_age", SHOOT - timedelta(days=1)).reason


def test_takes_merged_on_the_day_need_a_new_rehearsal() -> None:
    made = production(beat={"hazards": ("vehicle_to_vehicle_transfer",), "sequences": 1})
    rehearsed = shown_by(made, "sequences_as_rehearsed")
    assert state(rehearsed, "sequences_as_rehearsed") == "shown"
    found = judged(with_fact(rehearsed, sequences=2), "sequences_as_rehearsed")
    assert "takes run as one (merged or split) was 1 and is 2" in found.reason


# Values, limits, separations, conditions.


def test_the_line_is_fixed_to_what_carries_the_performer() -> None:
    beat = {"hazards": ("vehicle_to_vehicle_transfer",), "carrier": "carriage 2"}
    assert state(production(beat=beat), "anchor_on_carrier") == "not shown"
    assert state(production(beat=beat | {"anchor": "trailing car"}), "anchor_on_carrier") == "contradicted"
    assert state(production(beat=beat | {"anchor": "rail of Carriage 2"}), "anchor_on_carrier") == "shown"


def test_the_wind_on_the_roof_is_the_speed_and_the_wind_against_it() -> None:
    for speed, wind, wanted in (
        (72, 0, "shown"),
        (60, 3, "shown"),
        (60, 5, "contradicted"),
        (None, 3, "not shown"),
    ):
        assert state(production(beat=ROOF | {"speed": speed, "wind_limit": wind}), "airspeed_flag") == wanted


def test_a_value_is_set_and_below_its_ceiling() -> None:
    for wind, wanted in ((None, "not shown"), (10, "shown"), (11, "contradicted")):
        made = production(beat={"hazards": ("base_or_parachute_exit",), "wind_limit": wind})
        assert state(made, "parachute_wind") == wanted


def test_a_measured_figure_is_compared_with_its_limit() -> None:
    made = production(beat={"hazards": ("camera_car_or_process_trailer",)})
    assert state(made, "occupants") == "not shown"
    assert state(shown_by(made, "occupants", measured=7), "occupants") == "shown"
    assert state(shown_by(made, "occupants", measured=8), "occupants") == "contradicted"
    assert state(shown_by(made, "occupants"), "occupants") == "not shown"


def test_boxes_catch_nobody_from_above_forty_feet() -> None:
    beat = {"hazards": ("high_fall",), "catch": "boxes", "height": 1300}
    assert state(production(beat=beat), "boxes_height") == "contradicted"
    assert state(production(beat=beat), "air_bag_height") == "not applicable"
    assert state(production(beat=beat | {"height": 900}), "boxes_height") == "shown"


def test_what_may_not_be_there_together() -> None:
    beat = {"hazards": ("helicopter",)}
    assert state(production(beat=beat), "aircraft_apart") == "not shown"
    assert state(production(beat=beat | {"present": ("drone",)}), "aircraft_apart") == "contradicted"
    assert state(production(beat={"hazards": ("helicopter", "drone")}), "aircraft_apart") == "contradicted"
    assert state(shown_by(production(beat=beat), "aircraft_apart"), "aircraft_apart") == "shown"


def test_another_beat_in_the_same_strip_counts_as_there() -> None:
    made = production(beat={"hazards": ("helicopter",)})
    other = Beat("roof/b", "roof", scenes=("F1/1",), hazards=("drone",))
    both = replace(made, stunts=replace(made.stunts, beats=(*made.stunts.beats, other)))
    found = judged(both, "aircraft_apart")
    assert found.state == "contradicted"
    assert "roof/b" in found.reason


def test_who_does_it_is_recorded() -> None:
    assert state(production(beat={"performer": ""}), "who_does_it") == "not shown"
    assert state(production(beat={"performer": "", "double": "chief"}), "who_does_it") == "shown"


def test_where_it_is_shot_must_be_stated() -> None:
    found = judged(production(country=""), "jurisdiction_stated")
    assert found.state == "not shown"
    assert (
        "where the beat is shot is not stated" in judged(production(country=""), "safety_coordinator").reason
    )


def test_rest_is_compared_with_what_the_law_asks() -> None:
    made = production(country="IT", beat={"hazards": ("fatigue_and_turnaround",)})
    assert state(made, "daily_rest") == "shown"
    short = tuple(replace(unit, day=replace(unit.day, rest=600)) for unit in made.units)
    assert judged(replace(made, units=short), "daily_rest").stops


# Waivers and statements.


def test_a_named_person_waives_a_guideline_and_never_a_law() -> None:
    waiver = Waiver(BEAT, "risk_assessment", "producer", ON, "known", role="line producer")
    guideline = judged(production(country="NO", waivers=(waiver,)), "risk_assessment")
    assert (guideline.state, guideline.waived) == ("not applicable", "producer")
    assert "Not waived, it is not shown" in guideline.reason
    law = judged(production(country="GB", waivers=(waiver,)), "risk_assessment")
    assert law.state == "not shown"
    assert "counts for nothing" in law.reason


@pytest.mark.parametrize("waiver", [{"by": ""}, {"reason": ""}, {"on": ON + timedelta(days=1)}])
def test_a_waiver_needs_a_name_a_reason_and_its_date(waiver: dict[str, Any]) -> None:
    plain: dict[str, Any] = {"by": "producer", "on": ON, "reason": "known"}
    made = production(waivers=(Waiver(BEAT, "risk_assessment", **(plain | waiver)),))
    assert state(made, "risk_assessment") == "not shown"


def test_a_statement_that_it_does_not_apply_has_a_name_and_loses_to_what_is_recorded() -> None:
    said = NotApplicable(BEAT, "first_aider", "chief", "the hospital's own team is there")
    assert state(production(not_applicable=(said,)), "first_aider") == "not applicable"
    against = NotApplicable(BEAT, "stunt_coordinator", "producer", "no need")
    wrong = production(crew=(CrewMember("chief"),), not_applicable=(against,))
    assert state(wrong, "stunt_coordinator") == "contradicted"


# Holds.


@pytest.mark.parametrize("about", [BEAT, "roof", "LEAD", "chief", "high_fall"])
def test_an_incident_holds_what_it_is_about_until_a_named_person_lifts_it(about: str) -> None:
    incident = Incident("i1", (about,), ON - timedelta(days=1), "a slip")
    made = production(beat={"hazards": ("high_fall",)}, incidents=(incident,))
    found = judged(made, "incident i1")
    assert found.stops
    assert judge(made, ON).worst == "contradicted"
    half = replace(incident, lifted=ON)
    assert judged(production(beat={"hazards": ("high_fall",)}, incidents=(half,)), "incident i1").stops
    lifted = replace(half, lifted_by="producer", reason="new shoes")
    free = production(beat={"hazards": ("high_fall",)}, incidents=(lifted,))
    assert judge(free, ON).of_requirement(BEAT, "incident i1") is None
    assert judge(free, ON - timedelta(days=1)).of_requirement(BEAT, "incident i1") is not None


def test_a_concern_is_open_until_it_is_answered() -> None:
    concern = Concern("c1", ("roof",), ON, "the rail is loose", by="a grip")
    found = judged(production(concerns=(concern,)), "concern c1")
    assert found.state == "contradicted"
    assert "the rail is loose" in found.reason
    closed = replace(concern, closed=ON, closed_by="chief", answer="tightened and loaded")
    assert judge(production(concerns=(closed,)), ON).of_requirement(BEAT, "concern c1") is None


def test_an_attempt_that_ended_badly_holds_until_it_is_recorded_and_lifted() -> None:
    tried = Attempt(BEAT, ON, 3, "LEAD", outcome="incident")
    held = judge(production(attempts=(tried,)), ON)
    assert any(each.stops and "Take 3" in each.reason for each in held.of(BEAT))
    known = Incident("i1", (BEAT,), ON, "a slip", ON, "producer", "nobody hurt")
    assert not judge(production(attempts=(tried,), incidents=(known,)), ON).stopping


def test_more_attempts_than_the_coordinator_allows_are_a_contradiction() -> None:
    tries = tuple(Attempt(BEAT, ON, take, "LEAD") for take in (1, 2, 3))
    made = production(beat={"attempts": 2}, attempts=tries)
    assert any("3 full-speed attempts by LEAD" in each.reason for each in judge(made, ON).of(BEAT))
    assert not any("attempts by" in each.reason for each in judge(with_fact(made, attempts=3), ON).of(BEAT))


def test_a_cut_beat_is_asked_for_nothing_and_stays_on_record() -> None:
    (only,) = judge(production(beat={"cut": "no leave"}), ON).of(BEAT)
    assert (only.state, only.reason) == ("not applicable", "The beat is cut: no leave.")


# The whole.


def test_without_a_plan_dates_count_back_from_the_last_possible_one() -> None:
    found = judged(production(beat=ROOF), "overhead_clearance_survey", plan=Plan(()))
    assert found.last_date == date(2026, 6, 21)
    open_until = (Location("LINE", "NORTH", open=(DateRange(SHOOT, date(2026, 5, 29)),)),)
    made = replace(production(beat=ROOF), locations=open_until)
    assert judged(made, "overhead_clearance_survey", plan=Plan(())).last_date == date(2026, 5, 24)


def test_the_state_of_a_beat_is_the_worst_of_its_requirements() -> None:
    found = judge(production(), ON, shoot())
    assert found.state(BEAT) == "not shown"
    assert found.state_of_stunt("roof") == "not shown"
    order = [STATES.index(each.state) for each in found.judgements]
    assert order == sorted(order)
    assert sum(found.counts(BEAT).values()) == len(found.of(BEAT))


def test_nothing_says_that_anything_is_safe() -> None:
    for seed in range(30):
        made = stunt_production(seed)
        for each in judge(made, None, a_plan(made)).judgements:
            words = (
                f" {each.reason} {each.action} ".casefold().replace("safety", "").replace("safe practice", "")
            )
            assert " safe" not in words


def rank(state: State) -> int:
    """How ready a state is; what a named person waived and what is shown are both out of the way."""
    return min(STATES.index(state), STATES.index("shown"))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2000), st.integers(0, 2000), st.booleans())
def test_more_evidence_never_makes_a_beat_less_ready(seed: int, more: int, planned: bool) -> None:
    made = stunt_production(seed)
    plan = a_plan(made) if planned else None
    r = random.Random(more)
    added = tuple(random_evidence(r, made, 900 + k) for k in range(8))
    stunts = replace(made.stunts, evidence=(*made.stunts.evidence, *added))
    before, after = judge(made, None, plan), judge(replace(made, stunts=stunts), None, plan)
    for each in before.judgements:
        now = after.of_requirement(each.beat, each.requirement)
        assert now is not None
        # A measured figure beyond its limit is evidence against, and meant to be.
        if now.asks is None or now.asks.word("of") != "measured":
            assert rank(now.state) >= rank(each.state), (each, now)
    for beat in made.stunts.beats:
        if not any(e.measured is not None for e in added):
            assert rank(after.state(beat.id)) >= rank(before.state(beat.id))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2000), st.integers(0, 60))
def test_what_is_too_late_stays_too_late_while_nothing_is_recorded(seed: int, days: int) -> None:
    made = stunt_production(seed)
    plan = a_plan(made)
    start = made.stunts.as_of or date(2025, 4, 1)
    before, after = judge(made, start, plan), judge(made, start + timedelta(days=days), plan)
    for each in before.judgements:
        if each.state == "too late" and each.asks is not None and each.asks.kind == "permission":
            now = after.of_requirement(each.beat, each.requirement)
            assert now is not None
            assert now.state == "too late"
