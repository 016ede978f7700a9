"""Eight kinds of accident on the public record, as small shoots: the check that bears on each speaks in time.

Each case is drawn from what investigators, courts or regulators said went before an accident, reduced to a shoot of a
few strips and to roles. Nothing here says that a check would have prevented anything: a person had to stop. What is
tested is that at planning time the right check says why, and that it falls silent when its cause is removed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from coverset.findings import Severity
from coverset.hazards.binding import bind
from coverset.hazards.judgement import Judgement
from coverset.hazards.readiness import Readiness, judge
from coverset.hazards.staleness import going_stale
from coverset.model.board import Board
from coverset.model.calendar import Calendar, DayRules, Unit
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
    Permission,
    Stunt,
    Stunts,
    Waiver,
)
from coverset.rules import check
from coverset.solve.run import solve

TODAY = date(2024, 6, 3)
FIRST = date(2024, 6, 10)
DAY = timedelta(days=1)

COORDINATOR = CrewMember("COORDINATOR", roles=(Competence("stunt_coordinator"),))


def shoot(beat: Beat, *, stunt: Stunt | None = None, scenes: int = 2, **told: object) -> Production:
    """A shoot of two weeks in one town: strips F1/1, F1/2... at the line, a main, a second and a preparing unit."""
    stunt = stunt or Stunt("S1", coordinator="COORDINATOR", cover=("F1/2",))
    activities = told.pop("activities", ())
    made = Stunts(stunts=(stunt,), beats=(beat,), crew=(COORDINATOR,), as_of=TODAY)
    return Production(
        "Case",
        Calendar(FIRST, FIRST + 11 * DAY, days_off=()),
        films=(Film("F1"),),
        scenes=tuple(
            Scene(f"F1/{k}", "F1", str(k), "SET", "LINE" if k == 1 else "YARD", 8, 120, int_ext="EXT")
            for k in range(1, scenes + 1)
        ),
        people=(Person("LEAD"),),
        bases=(Base("TOWN", country="US"),),
        locations=(Location("LINE", "TOWN"), Location("YARD", "TOWN")),
        units=(
            Unit("MAIN", day=DayRules(max_run=0)),
            Unit("SECOND", day=DayRules(max_run=0)),
            Unit("PREP", kind="prep", day=DayRules(rest=0, max_run=0)),
        ),
        activities=activities,  # type: ignore[arg-type]
        stunts=replace(made, **told),  # type: ignore[arg-type]
    )


def plan(**where: tuple[str, int]) -> Plan:
    """A plan with each task, named as ``F1_1``, on a unit and a day of the shoot."""
    held: dict[tuple[str, int], list[str]] = {}
    for task, slot in where.items():
        held.setdefault(slot, []).append(task.replace("_", "/"))
    return Plan(
        tuple(PlanDay(unit, FIRST + k * DAY, tuple(map(Strip, tasks))) for (unit, k), tasks in held.items())
    )


THURSDAY = plan(F1_1=("MAIN", 3), F1_2=("MAIN", 4))


def told(production: Production, **changes: object) -> Production:
    """The production with other things said of its stunts."""
    return replace(production, stunts=replace(production.stunts, **changes))  # type: ignore[arg-type]


def with_beat(production: Production, **facts: object) -> Production:
    """The production with other facts of its first beat."""
    first, *others = production.stunts.beats
    return told(production, beats=(replace(first, **facts), *others))  # type: ignore[arg-type]


def shown(production: Production, key: str, by: str = "COORDINATOR", **more: object) -> Production:
    """The production with evidence for a requirement of its first beat, bound to the facts as they are now."""
    beat = production.stunts.beats[0]
    number = len(production.stunts.evidence)
    made = Evidence(f"E{number} {key}", key, (beat.id,), TODAY, by=by, bound=bind(production, beat, key))
    made = replace(made, **more)  # type: ignore[arg-type]
    return told(production, evidence=(*production.stunts.evidence, made))


def readiness(production: Production, when: Plan = THURSDAY, on: date = TODAY) -> Readiness:
    return judge(production, on, when)


def said(production: Production, key: str, when: Plan = THURSDAY, on: date = TODAY) -> Judgement:
    found = readiness(production, when, on).of_requirement(production.stunts.beats[0].id, key)
    assert found is not None, f"nothing asks for {key}"
    return found


def conflicts(production: Production, when: Plan = THURSDAY) -> dict[str, str]:
    """The rules that a plan breaks, with a sentence of each."""
    return {f.code: f.sentence for f in check(Board(production, when)) if f.severity is Severity.CONFLICT}


def warnings(production: Production, when: Plan = THURSDAY) -> dict[str, str]:
    return {f.code: f.sentence for f in check(Board(production, when)) if f.severity is Severity.WARNING}


# 1. The owner of the line had said no; there was leave for the land beside it.


def beside_the_line() -> Production:
    land = Permission(
        "LAND",
        "landowner",
        name="leave for the land",
        state="granted",
        holder="MANAGER",
        scope=("the land beside",),
    )
    track = Permission("TRACK", "railway", name="leave for the line", state="denied", scope=("LINE",))
    beat = Beat("WALK", "S1", scenes=("F1/1",), hazards=("rail_live_track_proximity",), permissions=("LAND",))
    return shoot(beat, permissions=(land, track))


def test_a_denied_line_stops_the_strip_although_the_land_beside_it_is_granted() -> None:
    made = beside_the_line()
    sentence = conflicts(made)["permission-windows"]
    assert "leave for the line was denied" in sentence
    assert "leave for another place is none for this one" in sentence
    assert solve(made, steps=500, workers=1).plan is None
    named = with_beat(made, permissions=("LAND", "TRACK"))
    no = said(named, "railway_permission")
    assert (no.state, no.firm) == ("contradicted", True)
    assert "denied" in no.reason
    waived = told(
        named, waivers=(Waiver("WALK", "railway_permission", "PRODUCER", TODAY, "only two trains"),)
    )
    assert said(waived, "railway_permission").state == "contradicted"


def test_leave_for_the_land_is_none_for_the_line_even_when_it_is_called_so() -> None:
    made = beside_the_line()
    land, track = made.stunts.permissions
    as_if = told(made, permissions=(replace(land, kind="railway"), replace(track, kind="other")))
    no = said(as_if, "railway_permission")
    assert no.state == "contradicted"
    assert "Leave for one place is none for another" in no.reason


def test_with_leave_for_the_line_the_strip_may_be_planned() -> None:
    made = beside_the_line()
    land, track = made.stunts.permissions
    granted = replace(track, state="granted", holder="MANAGER")
    good = with_beat(told(made, permissions=(land, granted)), permissions=("LAND", "TRACK"))
    assert said(good, "railway_permission").state == "shown"
    assert "permission-windows" not in conflicts(good)
    assert said(good, "train_control").state == "not shown", "trains are still nobody's"
    controller = CrewMember("CONTROLLER", roles=(Competence("train_controller"),))
    staffed = with_beat(told(good, crew=(COORDINATOR, controller)), crew=("CONTROLLER",))
    assert said(staffed, "train_control").state == "shown"


# 2. The day was swapped to another beat; lens and arm timing were not those rehearsed.


def arm_and_rider() -> Production:
    beat = Beat(
        "RIDE",
        "S1",
        scenes=("F1/1",),
        hazards=("motorcycle_stunt", "camera_arm_vehicle_with_performer"),
        complex=True,
        performer="LEAD",
        path="down the lane",
        cameras=("arm car, 35 mm",),
        arm_timing="up at the second mark",
    )
    rehearsal = Activity("R1", "rehearsal", "ride and arm", 120, "PREP", "YARD", before=("F1/1",))
    made = shoot(beat, activities=(rehearsal,))
    return shown(shown(made, "arm_and_vehicle_rehearsed"), "rehearsal")


AS_PLANNED = plan(F1_2=("MAIN", 1), R1=("PREP", 3), F1_1=("MAIN", 5))


def test_a_day_swapped_to_a_beat_before_its_rehearsal_is_refused() -> None:
    made = arm_and_rider()
    assert not {"precedence", "stunt-rehearsal"} & conflicts(made, AS_PLANNED).keys()
    swapped = plan(F1_1=("MAIN", 1), R1=("PREP", 3), F1_2=("MAIN", 5))
    broken = conflicts(made, swapped)
    assert {"precedence", "stunt-rehearsal"} <= broken.keys()
    assert "R1" in broken["stunt-rehearsal"]
    assert "earlier day" in broken["stunt-rehearsal"]


def test_another_lens_and_another_moment_of_the_arm_make_the_rehearsal_stale() -> None:
    made = arm_and_rider()
    assert said(made, "arm_and_vehicle_rehearsed", AS_PLANNED).state == "shown"
    changed = with_beat(made, cameras=("arm car, 21 mm",), arm_timing="up at the third mark")
    going = {each.requirement: each for each in going_stale(made, changed)}
    assert {change.fact for change in going["arm_and_vehicle_rehearsed"].changes} == {"cameras", "arm_timing"}
    assert {"LEAD", "COORDINATOR"} <= {*going["arm_and_vehicle_rehearsed"].told}
    no = said(told(changed), "arm_and_vehicle_rehearsed", AS_PLANNED)
    assert no.state == "not shown"
    assert [name for name, _ in no.stale] == ["E0 arm_and_vehicle_rehearsed"]
    again = shown(changed, "arm_and_vehicle_rehearsed")
    assert said(again, "arm_and_vehicle_rehearsed", AS_PLANNED).state == "shown"
    assert not going_stale(made, with_beat(made, present=("cows",)))


# 3. Two takes were run as one, with the line on the other vehicle.


def transfer() -> Production:
    beat = Beat(
        "TRANSFER",
        "S1",
        scenes=("F1/1",),
        hazards=("vehicle_to_vehicle_transfer",),
        double="DOUBLE",
        sequences=1,
        carrier="lorry",
        anchor="lorry",
    )
    double = CrewMember("DOUBLE", performs="LEAD")
    made = shoot(beat, crew=(COORDINATOR, double))
    made = shown(made, "sequences_as_rehearsed")
    return shown(made, "briefing", names=("COORDINATOR", "DOUBLE"))


def test_merged_takes_and_a_line_on_the_other_vehicle_are_seen() -> None:
    made = transfer()
    keys = ("sequences_as_rehearsed", "briefing", "anchor_on_carrier")
    assert [said(made, key).state for key in keys] == ["shown", "shown", "shown"]
    merged = with_beat(made, sequences=2, anchor="trailing car")
    anchor = said(merged, "anchor_on_carrier")
    assert anchor.state == "contradicted"
    assert "trailing car" in anchor.reason
    assert "lorry" in anchor.reason
    for key in ("sequences_as_rehearsed", "briefing"):
        no = said(merged, key)
        assert no.state == "not shown"
        assert "takes run as one (merged or split) was 1 and is 2" in no.reason
    assert "stunt-rehearsal" in warnings(merged), "no rehearsal of it as it is now is planned or on record"
    assert "stunt-rehearsal" not in warnings(shown(made, "rehearsal"))
    split = with_beat(merged, sequences=1, anchor="lorry")
    assert [said(split, key).state for key in keys] == ["shown", "shown", "shown"]


# 4. A fall without spotters, and a fall before it that had gone wrong.


def fall() -> Production:
    beat = Beat(
        "FALL", "S1", scenes=("F1/1",), hazards=("high_fall",), double="DOUBLE", height=700, catch="mats"
    )
    spotter = CrewMember("SPOTTER", roles=(Competence("safety_spotter"),), count=1)
    return shoot(
        beat,
        crew=(COORDINATOR, CrewMember("DOUBLE"), spotter),
        attempts=(Attempt("FALL", TODAY - 10 * DAY, performer="DOUBLE", outcome="incident"),),
    )


def test_a_high_fall_asks_for_two_spotters_and_a_low_one_does_not() -> None:
    made = with_beat(fall(), crew=("SPOTTER",))
    no = said(made, "safety_spotters")
    assert no.state == "not shown"
    assert "Of 2 needed as safety spotter, the crew of FALL has 1" in no.reason
    assert said(with_beat(made, height=300), "safety_spotters").state == "not applicable"
    second = CrewMember("SPOTTER 2", roles=(Competence("safety_spotter"),))
    staffed = told(made, crew=(*made.stunts.crew, second))
    assert said(with_beat(staffed, crew=("SPOTTER", "SPOTTER 2")), "safety_spotters").state == "shown"


def test_a_fall_that_went_wrong_holds_the_next_until_a_named_person_lifts_it() -> None:
    made = fall()
    held = readiness(made).of("FALL")[0]
    assert (held.state, held.firm) == ("contradicted", True)
    assert "ended in an incident that nobody has recorded" in held.reason
    recorded = told(made, incidents=(Incident("I1", ("high_fall",), TODAY - 10 * DAY, "missed the mats"),))
    assert "incident I1" in {each.requirement for each in readiness(recorded).of("FALL")}
    assert "missed the mats" in conflicts(recorded)["incident-holds"]
    assert solve(recorded, steps=500, workers=1).plan is None
    lifted = replace(
        recorded.stunts.incidents[0], lifted=TODAY, lifted_by="COORDINATOR", reason="more mats, two spotters"
    )
    free = told(recorded, incidents=(lifted,))
    assert "incident-holds" not in conflicts(free)
    assert not [each for each in readiness(free).of("FALL") if "incident" in each.requirement]
    unnamed = told(recorded, incidents=(replace(lifted, lifted_by=""),))
    assert "incident-holds" in conflicts(unnamed)


# 5. A rider who came late, without orientation, on a machine they were not recorded for.


def ride() -> Production:
    beat = Beat(
        "RIDE",
        "S1",
        scenes=("F1/1",),
        hazards=("motorcycle_stunt",),
        double="RIDER A",
        vehicle="road bike",
        speed=40,
    )
    riders = (
        CrewMember("RIDER A", roles=(Competence("stunt_rider", classes=("road bike", "trail bike")),)),
        CrewMember("RIDER B", roles=(Competence("stunt_rider", classes=("trail bike",)),)),
    )
    made = shoot(beat, crew=(COORDINATOR, *riders))
    for key in ("new_performer_orientation", "helmet_decided", "bike_stays_in_the_set"):
        made = shown(made, key)
    return shown(made, "briefing", names=("COORDINATOR", "RIDER A"))


def test_a_late_replacement_loses_what_was_shown_for_the_other_rider() -> None:
    made = ride()
    personal = ("new_performer_orientation", "helmet_decided", "briefing", "stunt_rider")
    assert {said(made, key).state for key in personal} == {"shown"}
    replaced = with_beat(made, double="RIDER B")
    for key in ("new_performer_orientation", "helmet_decided", "briefing"):
        no = said(replaced, key)
        assert no.state == "not shown", key
        assert "double was RIDER A and is RIDER B" in no.reason
    no = said(replaced, "stunt_rider")
    assert no.state == "contradicted"
    assert "for trail bike, not for road bike" in no.reason
    assert said(replaced, "bike_stays_in_the_set").state == "shown", "the barriers do not ask who rides"
    going = {each.requirement for each in going_stale(made, replaced)}
    assert going == {"new_performer_orientation", "helmet_decided", "briefing"}


def test_a_replacement_who_is_competent_and_oriented_is_shown() -> None:
    made = with_beat(ride(), double="RIDER B")
    able = CrewMember("RIDER B", roles=(Competence("stunt_rider", classes=("road bike",)),))
    made = told(made, crew=(COORDINATOR, made.stunts.crew[1], able))
    made = shown(shown(made, "new_performer_orientation"), "helmet_decided")
    made = shown(made, "briefing", names=("COORDINATOR", "RIDER B"))
    personal = ("new_performer_orientation", "helmet_decided", "briefing", "stunt_rider")
    assert {said(made, key).state for key in personal} == {"shown"}


def test_what_keeps_the_machine_in_the_set_is_asked_for() -> None:
    bare = told(ride(), evidence=())
    assert said(bare, "bike_stays_in_the_set").state == "not shown"
    assert said(bare, "bike_and_limits").state == "not shown"


# 6. A harness past its examination, a link not made for people, mats that were not moved with the beat.


def wire() -> Production:
    beat = Beat(
        "DROP",
        "S1",
        scenes=("F1/1",),
        hazards=("tethered_wire_or_harness_work",),
        double="DOUBLE",
        height=760,
        direction="forward",
        catch="mats under the balcony",
        equipment=("HARNESS", "LINK"),
    )
    gear = (
        Equipment("HARNESS", kind="harness", examined=date(2024, 5, 20), months=6),
        Equipment("LINK", kind="connector", rated_for=("personal protection",)),
    )
    made = shoot(beat, crew=(COORDINATOR, CrewMember("DOUBLE")), equipment=gear)
    return shown(shown(made, "mats_for_this_version"), "link_inspected_between_takes")


def test_a_lapsed_harness_is_seen_when_the_date_is_planned_and_nobody_can_waive_it() -> None:
    made = wire()
    assert said(made, "harness_examined").state == "shown"
    harness, link = made.stunts.equipment
    old = told(made, equipment=(replace(harness, examined=date(2023, 12, 1)), link))
    no = said(old, "harness_examined")
    assert (no.state, no.firm) == ("contradicted", True)
    assert "holds until Sat 1 Jun 2024" in no.reason
    assert "ends on Sat 1 Jun 2024" in warnings(old)["stunt-validity"]
    come = told(old, as_of=FIRST + 3 * DAY)
    assert "stunt-validity" in conflicts(come)
    waived = told(old, waivers=(Waiver("DROP", "harness_examined", "PRODUCER", TODAY, "looks fine"),))
    assert said(waived, "harness_examined").state == "contradicted"
    assert "stunt-validity" not in warnings(made)


def test_a_link_that_its_maker_does_not_allow_for_people_is_contradicted() -> None:
    made = wire()
    assert said(made, "connector_rated").state == "shown"
    harness, link = made.stunts.equipment
    wrong = told(made, equipment=(harness, replace(link, rated_for=("lifting loads",))))
    no = said(wrong, "connector_rated")
    assert (no.state, no.firm) == ("contradicted", True)
    assert "lifting loads" in no.reason


def test_mats_belong_to_a_version_of_the_beat() -> None:
    made = wire()
    assert said(made, "mats_for_this_version").state == "shown"
    turned = with_beat(made, direction="backward")
    no = said(turned, "mats_for_this_version")
    assert no.state == "not shown"
    assert "direction was forward and is backward" in no.reason
    extended = shown(with_beat(turned, catch="mats under the balcony and beside it"), "mats_for_this_version")
    assert said(extended, "mats_for_this_version").state == "shown"


# 7. Misfires that nobody recorded, a set-up that was on no plan, and an armourer who was props master too.


def weapon() -> Production:
    beat = Beat(
        "DRAW", "S1", scenes=("F1/1",), hazards=("firearms_blank",), performer="LEAD", cameras=("wide",)
    )
    armourer = CrewMember("ARMOURER", roles=(Competence("armourer"),))
    stunt = Stunt("S1", coordinator="COORDINATOR", crew=("ARMOURER",), cover=("F1/2",))
    made = shoot(beat, stunt=stunt, scenes=3, crew=(COORDINATOR, armourer))
    made = shown(made, "firearms_meeting", by="ARMOURER", names=("COORDINATOR", "LEAD"))
    return shown(made, "briefing", names=("COORDINATOR", "ARMOURER", "LEAD"))


def test_a_misfire_opens_a_hold() -> None:
    misfires = tuple(
        Attempt("DRAW", TODAY - DAY, take=k, performer="LEAD", outcome="incident") for k in (1, 2)
    )
    made = told(weapon(), attempts=misfires)
    held = [each for each in readiness(made).of("DRAW") if "nobody has recorded" in each.reason]
    assert [each.state for each in held] == ["contradicted", "contradicted"]
    recorded = told(made, incidents=(Incident("I1", ("firearms_blank",), TODAY - DAY, "two misfires"),))
    assert "two misfires" in conflicts(recorded)["incident-holds"]
    assert not [each for each in readiness(weapon()).of("DRAW") if each.state == "contradicted"]
    assert "incident-holds" not in conflicts(weapon())


def test_a_set_up_on_no_plan_was_in_no_briefing() -> None:
    made = weapon()
    assert said(made, "briefing").state == "shown"
    added = with_beat(made, cameras=("wide", "close, along the barrel"))
    no = said(added, "briefing")
    assert no.state == "not shown"
    assert "camera positions and lenses was wide and is wide; close, along the barrel" in no.reason


def test_an_armourer_has_no_other_post_and_no_other_unit() -> None:
    made = weapon()
    assert said(made, "armourer").state == "shown"
    both = CrewMember("ARMOURER", roles=(Competence("armourer"), Competence("props_master")))
    no = said(told(made, crew=(COORDINATOR, both)), "armourer")
    assert no.state == "contradicted"
    assert "armourer and props master at once" in no.reason
    other = Beat("SALUTE", "S1", scenes=("F1/3",))
    two = told(made, beats=(*made.stunts.beats, other))
    at_once = plan(F1_1=("MAIN", 3), F1_2=("MAIN", 4), F1_3=("SECOND", 3))
    assert "units MAIN and SECOND" in conflicts(two, at_once)["stunt-crew"]
    apart = plan(F1_1=("MAIN", 3), F1_2=("MAIN", 4), F1_3=("SECOND", 6))
    assert "stunt-crew" not in conflicts(two, apart)


# 8. A class of vehicle that the driver was not recorded for, a worry that was never answered, one ambulance.


def drive() -> Production:
    beat = Beat(
        "LAPS",
        "S1",
        scenes=("F1/1",),
        hazards=("car_chase_stunt_driving",),
        complex=True,
        performer="DRIVER",
        vehicle="three-wheeler",
    )
    driver = CrewMember("DRIVER", roles=(Competence("stunt_driver", classes=("saloon car",)),))
    ambulance = CrewMember(
        "AMBULANCE", roles=(Competence("ambulance"),), away=(DateRange(FIRST + 3 * DAY, FIRST + 3 * DAY),)
    )
    stunt = Stunt("S1", coordinator="COORDINATOR", crew=("DRIVER", "AMBULANCE"), cover=("F1/2",))
    worry = Concern("C1", ("LAPS",), TODAY - 90 * DAY, "somebody will be hurt in this", by="DRIVER")
    return shoot(beat, stunt=stunt, crew=(COORDINATOR, driver, ambulance), concerns=(worry,))


def test_a_driver_is_recorded_for_this_class_of_vehicle_or_not() -> None:
    made = drive()
    no = said(made, "stunt_driver")
    assert no.state == "contradicted"
    assert "for saloon car, not for three-wheeler" in no.reason
    assert said(with_beat(made, vehicle="saloon car"), "stunt_driver").state == "shown"


def test_a_worry_stands_until_somebody_has_answered_it() -> None:
    made = drive()
    open_ = [each for each in readiness(made).of("LAPS") if each.requirement == "concern C1"]
    assert [each.state for each in open_] == ["contradicted"]
    assert "somebody will be hurt" in open_[0].reason
    silenced = told(made, concerns=(replace(made.stunts.concerns[0], closed=TODAY),))
    assert any(each.requirement == "concern C1" for each in readiness(silenced).of("LAPS"))
    answered = replace(
        made.stunts.concerns[0],
        closed=TODAY,
        closed_by="COORDINATOR",
        answer="another car, a cage, half the speed",
    )
    closed = readiness(told(made, concerns=(answered,))).of("LAPS")
    assert not [each for each in closed if each.requirement == "concern C1"]


def test_an_ambulance_has_an_alternate_or_the_date_is_refused() -> None:
    made = drive()
    assert "AMBULANCE, who must be there, is away" in conflicts(made)["stunt-crew"]
    assert said(made, "alternate_ambulance").state == "contradicted"
    coordinator, driver, ambulance = made.stunts.crew
    spare = CrewMember("SPARE AMBULANCE", roles=(Competence("ambulance"),))
    crew = (coordinator, driver, replace(ambulance, alternate="SPARE AMBULANCE"), spare)
    covered = told(made, crew=crew)
    assert "stunt-crew" not in conflicts(covered)
    another_day = plan(F1_1=("MAIN", 6), F1_2=("MAIN", 4))
    assert said(made, "alternate_ambulance", another_day).state == "not shown"
    assert said(covered, "alternate_ambulance", another_day).state == "shown"
    assert "stunt-crew" not in conflicts(made, another_day)
