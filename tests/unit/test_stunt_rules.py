"""What a plan owes its stunts: leave and its hours, crew, rest, rehearsal, light, attempts, holds; and whole chains."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.findings import Finding, Severity
from coverset.hazards.deadlines import deadlines
from coverset.hazards.weather import weather_dependent
from coverset.model.authority import Authority
from coverset.model.board import Board
from coverset.model.calendar import Calendar, DayRules, Holiday, Unit
from coverset.model.dates import DateRange
from coverset.model.people import Person
from coverset.model.places import Base, Location
from coverset.model.plan import Plan, PlanDay, Strip
from coverset.model.production import Production
from coverset.model.scenes import Activity, Film, Precedence, Scene
from coverset.model.sequence import in_shooting_order
from coverset.model.stunts import (
    Beat,
    Competence,
    CrewMember,
    Equipment,
    Evidence,
    Incident,
    Permission,
    Step,
    Stunt,
    Stunts,
    Waiver,
    Window,
)
from coverset.rules import check, rules
from coverset.rules._stunts import kept_apart
from coverset.solve import cpsat
from coverset.solve.brute import brute_force
from coverset.solve.compile import compile_production
from coverset.solve.explain import find_clash
from coverset.solve.relax import clash_and_relaxations
from coverset.solve.run import solve
from coverset.solve.search import search
from tests.productions import tiny_production, with_stunts

MONDAY = date(2025, 5, 5)
WHOLE = DateRange(MONDAY, MONDAY + timedelta(days=11))


def day(k: int) -> date:
    return MONDAY + timedelta(days=k)


def production(
    *,
    stunts: Stunts,
    scenes: tuple[Scene, ...] = (),
    activities: tuple[Activity, ...] = (),
    precedences: tuple[Precedence, ...] = (),
) -> Production:
    """A two-week shoot with a main and a preparing unit; F1/1 is the stunt, F1/2 ordinary work."""
    plain = (scene("F1/1", "ROAD"), scene("F1/2", "FLAT"))
    return Production(
        "Small",
        Calendar(WHOLE.first, WHOLE.last, days_off=()),
        films=(Film("F1"),),
        scenes=scenes or plain,
        people=(Person("LEAD"), Person("FRIEND")),
        bases=(Base("TOWN"),),
        locations=(Location("ROAD", "TOWN", name="River Road"), Location("FLAT", "TOWN")),
        units=(
            Unit("MAIN", day_cost=100_00, day=DayRules(max_run=0)),
            Unit("SECOND", day_cost=100_00, day=DayRules(max_run=0)),
            Unit("PREP", kind="prep", day=DayRules(rest=0, max_run=0)),
        ),
        activities=activities,
        precedences=precedences,
        stunts=stunts,
    )


def scene(name: str, location: str, **more: object) -> Scene:
    made = Scene(name, "F1", name[3:], "A SET", location, 8, 120, units=("MAIN",))
    return replace(made, **more)  # type: ignore[arg-type]


def stunts(**more: object) -> Stunts:
    """One stunt with one beat in F1/1, and whatever else is given."""
    beat = more.pop("beat", Beat("B1", "S1", scenes=("F1/1",)))
    stunt = more.pop("stunt", Stunt("S1", name="the turn", cover=("F1/2",)))
    assert isinstance(beat, Beat)
    assert isinstance(stunt, Stunt)
    made = Stunts(stunts=(stunt,), beats=(beat,), as_of=day(0) - timedelta(days=3))
    return replace(made, **more)  # type: ignore[arg-type]


def board(made: Production, where: dict[str, tuple[str, int]]) -> Board:
    """A board with each task on the unit and date given."""
    held: dict[tuple[str, int], list[str]] = {}
    for task, slot in where.items():
        held.setdefault(slot, []).append(task)
    days = (
        PlanDay(unit, day(k), tuple(Strip(t) for t in in_shooting_order(made, tasks)))
        for (unit, k), tasks in held.items()
    )
    return Board(made, Plan(tuple(days)))


def said(made: Board, key: str, severity: Severity = Severity.CONFLICT) -> list[Finding]:
    return [finding for finding in rules()[key].check(made) if finding.severity is severity]


def conflicts(made: Board) -> list[Finding]:
    return [
        finding for finding in check(made) if finding.severity is Severity.CONFLICT and finding.code != "once"
    ]


def only(findings: list[Finding]) -> str:
    assert len(findings) == 1, findings
    return findings[0].sentence


def under(permission: Permission, **more: object) -> Production:
    """The small production with its stunt under one permission."""
    more.setdefault("stunt", Stunt("S1", cover=("F1/2",), permissions=(permission.id,)))
    return production(stunts=stunts(permissions=(permission,), **more))


CLOSURE = Permission(
    "CLOSURE", "road_closure", name="closure of River Road", state="granted", holder="A. Manager"
)


# Leave.


def test_leave_is_kept_to_its_dates() -> None:
    held = replace(CLOSURE, windows=(Window(DateRange(day(2), day(3))),))
    made = under(held)
    sentence = only(said(board(made, {"F1/1": ("MAIN", 4)}), "permission-windows"))
    assert "closure of River Road" in sentence
    assert "Wed 7 May 2025 to Thu 8 May 2025" in sentence
    assert "A. Manager answers for it" in sentence
    assert not conflicts(board(made, {"F1/1": ("MAIN", 3), "F1/2": ("MAIN", 4)}))


def test_every_leave_must_hold_on_the_date() -> None:
    road = replace(CLOSURE, windows=(Window(DateRange(day(1), day(3))),))
    sky = Permission("SKY", "airspace", state="granted", windows=(Window(DateRange(day(3), day(5))),))
    stunt = Stunt("S1", cover=("F1/2",), permissions=("CLOSURE", "SKY"))
    made = production(stunts=stunts(stunt=stunt, permissions=(road, sky)))
    good = [k for k in range(12) if not said(board(made, {"F1/1": ("MAIN", k)}), "permission-windows")]
    assert good == [3]
    found = solve(made, steps=2000, workers=1)
    assert found.plan is not None
    assert found.plan.where["F1/1"][0].day == day(3)


def test_nobody_is_offered_to_go_without_leave() -> None:
    """The absence may be given up for a price; the leave that was denied is only named."""
    held = replace(CLOSURE, windows=(Window(DateRange(day(2), day(3))),))
    made = under(held)
    away = Person("LEAD", away=(DateRange(day(2), day(3)),))
    made = replace(
        made,
        people=(away, made.people[1]),
        scenes=(replace(made.scenes[0], cast=("LEAD",)), made.scenes[1]),
    )
    clash = clash_and_relaxations(made, seconds=4)
    assert clash.proved
    assert any("River Road" in sentence for sentence in clash.sentences)
    offered = [one.sentence for one in clash.relaxations]
    assert any("LEAD is away" in sentence for sentence in offered)
    assert not any("River Road" in sentence for sentence in offered)


@pytest.mark.parametrize("state", ["denied", "withdrawn"])
def test_an_answer_of_no_leaves_no_date(state: str) -> None:
    made = under(replace(CLOSURE, state=state))  # type: ignore[arg-type]
    assert f"was {state}" in only(said(board(made, {"F1/1": ("MAIN", 4)}), "permission-windows"))
    clash = find_clash(compile_production(made), seconds=5)
    assert clash.proved
    assert any(state in sentence for sentence in clash.sentences)


def test_leave_for_other_land_is_none_for_this_road() -> None:
    """The stunt has leave for the field, which says nothing of the road; what was denied for the road stops it."""
    field = Permission("FIELD", "landowner", state="granted", scope=("the field beside it",))
    denied = replace(CLOSURE, state="denied", scope=("River Road",))
    stunt = Stunt("S1", cover=("F1/2",), permissions=("FIELD",))
    beat = Beat("B1", "S1", scenes=("F1/1",), permissions=("CLOSURE",))
    made = production(stunts=stunts(stunt=stunt, beat=beat, permissions=(field, denied)))
    assert said(board(made, {"F1/1": ("MAIN", 1)}), "permission-windows")
    elsewhere = replace(made, scenes=(scene("F1/1", "FLAT"), scene("F1/2", "ROAD")))
    on_both = replace(beat, scenes=("F1/1", "F1/2"))
    both = replace(elsewhere, stunts=replace(elsewhere.stunts, beats=(on_both,)))
    wrong = said(board(both, {"F1/1": ("MAIN", 1), "F1/2": ("MAIN", 2)}), "permission-windows")
    assert [finding.about[0] for finding in wrong] == ["F1/2"]


def test_too_late_names_the_day_that_was_in_time_and_the_first_that_can_be_had() -> None:
    council = Authority("COUNCIL", name="the council", holidays=(Holiday(day(1)),))
    steps = (Step("enquiry", 5), Step("application", 3))
    asked = replace(CLOSURE, state="not asked", authority="COUNCIL", steps=steps)
    made = under(asked, authorities=(council,), as_of=day(0))
    # Five working days after Monday, the Tuesday a holiday: the Tuesday of the next week.
    late = [k for k in range(12) if said(board(made, {"F1/1": ("MAIN", k)}), "permission-leads")]
    assert late == list(range(8))
    sentence = only(said(board(made, {"F1/1": ("MAIN", 7)}), "permission-leads"))
    assert "5 working days of the council before" in sentence
    assert "had to be done by Fri 2 May 2025" in sentence
    assert "Plan it on Tue 13 May 2025 or later" in sentence
    found = solve(made, steps=2000, workers=1)
    assert found.plan is not None
    assert found.plan.where["F1/1"][0].day >= day(8)


def test_a_step_done_in_time_counts_and_leave_that_is_granted_needs_none() -> None:
    steps = (Step("enquiry", 20, done=day(0) - timedelta(days=40)), Step("application", 2, working=False))
    asked = replace(CLOSURE, state="asked", steps=steps)
    made = under(asked, as_of=day(0))
    late = [k for k in range(12) if said(board(made, {"F1/1": ("MAIN", k)}), "permission-leads")]
    assert late == [0, 1]
    granted = under(replace(asked, state="granted"), as_of=day(0))
    assert not said(board(granted, {"F1/1": ("MAIN", 0)}), "permission-leads")
    unknown = under(asked, as_of=None)
    assert not said(board(unknown, {"F1/1": ("MAIN", 0)}), "permission-leads")


def test_the_last_days_to_ask_are_counted_back_from_the_first_date_of_the_plan() -> None:
    steps = (Step("enquiry", 5), Step("application", 2))
    made = under(replace(CLOSURE, state="not asked", steps=steps), as_of=day(0) - timedelta(days=30))
    plan = board(made, {"F1/1": ("MAIN", 9)}).plan
    found = [(each.step.name, each.last, each.needed, each.late) for each in deadlines(made, plan)]
    assert found == [("enquiry", day(2), day(9), False), ("application", day(7), day(9), False)]
    later = replace(made, stunts=replace(made.stunts, as_of=day(3)))
    assert [each.late for each in deadlines(later, plan)] == [True, False]
    granted = under(replace(CLOSURE, steps=steps))
    assert not deadlines(granted, plan)


def test_hours_call_the_unit_and_have_the_day_for_themselves() -> None:
    window = Window(WHOLE, opens=20 * 60, closes=25 * 60, set_up=30, hand_back=30)
    made = under(replace(CLOSURE, windows=(window,)))
    good = board(made, {"F1/1": ("MAIN", 1), "F1/2": ("MAIN", 3)})
    assert not conflicts(good)
    timed = good.clock(good.days[0]).strips[0]
    assert (timed.start, timed.end) == (20 * 60 + 30, 22 * 60 + 30)
    both = board(made, {"F1/1": ("MAIN", 1), "F1/2": ("MAIN", 1)})
    assert "called for that leave alone" in only(said(both, "permission-hours"))
    found = solve(made, steps=2000, workers=1)
    assert found.plan is not None
    assert len({d.day for d in found.plan.days}) == 2


def test_work_longer_than_the_hours_has_no_date() -> None:
    window = Window(WHOLE, opens=9 * 60, closes=12 * 60, set_up=45, hand_back=30)
    made = under(replace(CLOSURE, windows=(window,)))
    wrong = said(board(made, {"F1/1": ("MAIN", 1)}), "permission-hours")
    assert any("leaves 09:45 to 11:30" in finding.sentence for finding in wrong)
    assert all(not compile_production(made).problem.tasks[0].allowed for _ in range(1))


def test_hours_and_daylight_are_both_kept() -> None:
    window = Window(WHOLE, opens=5 * 60, closes=9 * 60)
    outside = scene("F1/1", "ROAD", int_ext="EXT")
    made = replace(under(replace(CLOSURE, windows=(window,))), scenes=(outside, scene("F1/2", "FLAT")))
    # Assumed sunrise is 06:30; the day call is 07:00 and the first shot 07:30, and two hours do not fit till 09:00.
    wrong = only(said(board(made, {"F1/1": ("MAIN", 1)}), "permission-hours"))
    assert "0h 30 outside the hours" in wrong
    assert "06:30 to 09:00 by day" in wrong


def test_a_quota_counts_dates_or_strips() -> None:
    scenes = tuple(scene(f"F1/{k}", "ROAD") for k in (1, 2, 3))
    beat = Beat("B1", "S1", scenes=("F1/1", "F1/2", "F1/3"))
    closure = replace(CLOSURE, quota=3, used=1)
    made = replace(under(closure, beat=beat), scenes=scenes)
    three = board(made, {"F1/1": ("MAIN", 1), "F1/2": ("MAIN", 2), "F1/3": ("MAIN", 3)})
    assert "3 times" in only(said(three, "permission-quota"))
    two = board(made, {"F1/1": ("MAIN", 1), "F1/2": ("MAIN", 2), "F1/3": ("MAIN", 2)})
    assert not said(two, "permission-quota")
    found = solve(made, steps=2000, workers=1)
    assert found.plan is not None
    landings = replace(under(replace(closure, quota_of="landings"), beat=beat), scenes=scenes)
    assert "landings" in only(said(board(landings, {s.id: ("MAIN", 1) for s in scenes}), "permission-quota"))


# People.


def test_the_coordinator_cannot_be_in_two_places_and_is_wanted_at_the_rehearsal() -> None:
    beat = Beat("B1", "S1", scenes=("F1/1", "F1/3"))
    crew = (CrewMember("COORDINATOR"),)
    stunt = Stunt("S1", cover=("F1/2",), coordinator="COORDINATOR")
    rehearsal = Activity("R1", "rehearsal", "turn", 60, "PREP", "ROAD", before=("F1/1",))
    scenes = (scene("F1/1", "ROAD"), scene("F1/2", "FLAT"), scene("F1/3", "FLAT", units=("SECOND",)))
    made = production(
        stunts=stunts(stunt=stunt, beat=beat, crew=crew), scenes=scenes, activities=(rehearsal,)
    )
    wrong = board(made, {"R1": ("PREP", 1), "F1/3": ("SECOND", 1), "F1/1": ("MAIN", 3)})
    assert "units PREP and SECOND" in only(said(wrong, "stunt-crew"))
    two = replace(made, stunts=replace(made.stunts, crew=(CrewMember("COORDINATOR", count=2),)))
    assert not said(board(two, {"R1": ("PREP", 1), "F1/3": ("SECOND", 1)}), "stunt-crew")


def test_an_alternate_stands_in_and_only_once() -> None:
    away = (DateRange(day(1), day(1), "another show"),)
    ambulance = CrewMember("AMBULANCE", away=away, alternate="SPARE")
    stunt = Stunt("S1", cover=("F1/2",), crew=("AMBULANCE",))
    made = production(stunts=stunts(stunt=stunt, crew=(ambulance, CrewMember("SPARE"))))
    there = {"F1/1": ("MAIN", 1)}
    assert not said(board(made, there), "stunt-crew")
    alone = replace(made, stunts=replace(made.stunts, crew=(replace(ambulance, alternate=""),)))
    sentence = only(said(board(alone, there), "stunt-crew"))
    assert "(another show)" in sentence
    assert "No alternate is named" in sentence
    spare_used = Beat("B2", "S1", scenes=("F1/2",), crew=("SPARE",))
    other = replace(made.stunts, beats=(*made.stunts.beats, spare_used))
    scenes = (scene("F1/1", "ROAD"), scene("F1/2", "FLAT", units=("SECOND",)))
    other = replace(other, stunts=(replace(stunt, crew=()),))
    other = replace(other, beats=(replace(other.beats[0], crew=("AMBULANCE",)), spare_used))
    both = replace(made, stunts=other, scenes=scenes)
    assert said(board(both, {"F1/1": ("MAIN", 1), "F1/2": ("SECOND", 1)}), "stunt-crew")
    assert not said(board(both, {"F1/1": ("MAIN", 2), "F1/2": ("SECOND", 2)}), "stunt-crew")


def test_a_rigger_s_own_rest_is_longer_than_the_unit_s() -> None:
    rigger = CrewMember("RIGGER", roles=(Competence("stunt_rigger"),), rest=22 * 60)
    stunt = Stunt("S1", cover=("F1/2",), crew=("RIGGER",))
    rig = Activity("G1", "rig", "ramp", 240, "PREP", "ROAD", before=("F1/1",))
    made = production(stunts=stunts(stunt=stunt, crew=(rigger,)), activities=(rig,))
    assert "22h 00 are due" in only(
        said(board(made, {"G1": ("PREP", 1), "F1/1": ("MAIN", 2)}), "stunt-crew-rest")
    )
    assert not said(board(made, {"G1": ("PREP", 1), "F1/1": ("MAIN", 3)}), "stunt-crew-rest")


def test_nobody_comes_to_a_stunt_off_a_night() -> None:
    night = scene("F1/2", "FLAT", int_ext="EXT", time="NIGHT", cast=("LEAD",), minutes=300)
    scenes = (scene("F1/1", "ROAD", cast=("LEAD",), units=("SECOND",)), night)
    made = production(stunts=stunts(), scenes=scenes)
    tired = board(made, {"F1/2": ("MAIN", 1), "F1/1": ("SECOND", 2)})
    assert "LEAD has" in only(said(tired, "stunt-turnaround"))
    assert not said(board(made, {"F1/2": ("MAIN", 1), "F1/1": ("SECOND", 3)}), "stunt-turnaround")
    other = replace(made, scenes=(replace(scenes[0], cast=("FRIEND",)), night))
    assert not said(board(other, {"F1/2": ("MAIN", 1), "F1/1": ("SECOND", 2)}), "stunt-turnaround")
    waived = Waiver("B1", "stunt-turnaround", "A. Coordinator", day(0), "a single word spoken, seated")
    excused = replace(made, stunts=replace(made.stunts, waivers=(waived,)))
    assert not said(board(excused, {"F1/2": ("MAIN", 1), "F1/1": ("SECOND", 2)}), "stunt-turnaround")
    unsigned = replace(made, stunts=replace(made.stunts, waivers=(replace(waived, by=""),)))
    assert said(board(unsigned, {"F1/2": ("MAIN", 1), "F1/1": ("SECOND", 2)}), "stunt-turnaround")


def test_attempts_of_a_performer_are_counted_over_beats() -> None:
    beats = tuple(
        Beat(f"B{k}", "S1", scenes=(f"F1/{k}",), performer="LEAD", attempts=many)
        for k, many in ((1, 3), (2, 2))
    )
    stunt = Stunt("S1", cover=("F1/2",), most_attempts=4)
    made = production(stunts=Stunts(stunts=(stunt,), beats=beats))
    together = board(made, {"F1/1": ("MAIN", 1), "F1/2": ("MAIN", 1)})
    assert "LEAD is to make 5 full-speed attempts" in only(said(together, "attempts-a-day"))
    assert not said(board(made, {"F1/1": ("MAIN", 1), "F1/2": ("MAIN", 2)}), "attempts-a-day")
    doubled = replace(made.stunts, beats=(replace(beats[0], double="DOUBLE"), beats[1]))
    assert not said(
        board(replace(made, stunts=doubled), {"F1/1": ("MAIN", 1), "F1/2": ("MAIN", 1)}), "attempts-a-day"
    )


def test_a_limit_of_night_work() -> None:
    rider = CrewMember("RIDER", night_limit=200)
    scenes = tuple(scene(f"F1/{k}", "ROAD", int_ext="EXT", time="NIGHT", units=()) for k in (1, 2))
    beat = Beat("B1", "S1", scenes=("F1/1", "F1/2"), crew=("RIDER",))
    made = production(stunts=stunts(beat=beat, crew=(rider,)), scenes=scenes)
    assert "4h 00 in the dark" in only(
        said(board(made, {"F1/1": ("MAIN", 1), "F1/2": ("MAIN", 1)}), "night-hours")
    )
    assert not said(board(made, {"F1/1": ("MAIN", 1), "F1/2": ("MAIN", 2)}), "night-hours")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=7), st.integers(9, 20))
def test_what_is_kept_apart_leaves_no_group_that_is_too_much(sizes: list[int], most: int) -> None:
    size = {f"{k}": n for k, n in enumerate(sizes)}
    apart = set(kept_apart(list(size), lambda some: sum(size[each] for each in some) <= most))
    for mask in range(1 << len(size)):
        chosen = [name for k, name in enumerate(size) if mask >> k & 1]
        if not any((a, b) in apart for a in chosen for b in chosen):
            assert sum(size[each] for each in chosen) <= most


# Rehearsal, gear, light, weather, incidents.


def rehearsed(**more: object) -> Production:
    beat = Beat("B1", "S1", scenes=("F1/1",), complex=True)
    rig = Activity("G1", "rig", "ramp", 60, "PREP", "ROAD", before=("F1/1",), days_before=0)
    dry_run = Activity("R1", "rehearsal", "turn", 60, "PREP", "ROAD", before=("F1/1",), days_before=0)
    return production(stunts=stunts(beat=beat, **more), activities=(rig, dry_run))


def test_a_rig_is_rehearsed_on_and_a_complex_beat_has_a_dry_run_the_day_before() -> None:
    made = rehearsed()
    early = board(made, {"R1": ("PREP", 1), "G1": ("PREP", 2), "F1/1": ("MAIN", 3)})
    assert "the rig at ROAD is rehearsed on" in only(said(early, "stunt-rehearsal"))
    same = board(made, {"G1": ("PREP", 1), "R1": ("PREP", 3), "F1/1": ("MAIN", 3)})
    assert "earlier day" in only(said(same, "stunt-rehearsal"))
    good = board(made, {"G1": ("PREP", 1), "R1": ("PREP", 2), "F1/1": ("MAIN", 3)})
    assert not said(good, "stunt-rehearsal")
    waived = rehearsed(waivers=(Waiver("B1", "dry_run", "A. Coordinator", day(0), "walked twice"),))
    same = board(waived, {"G1": ("PREP", 1), "R1": ("PREP", 3), "F1/1": ("MAIN", 3)})
    assert not said(same, "stunt-rehearsal")


def test_a_beat_that_nobody_rehearses_is_a_warning_until_it_is_planned_or_on_record() -> None:
    bare = production(stunts=stunts())
    assert "no rehearsal is planned" in only(
        said(board(bare, {"F1/1": ("MAIN", 5)}), "stunt-rehearsal", Severity.WARNING)
    )
    shown = Evidence("E1", "rehearsal", ("B1",), day(0), by="COORDINATOR", bound=(("path", "left lane"),))
    beat = Beat("B1", "S1", scenes=("F1/1",), path="left lane")
    recorded = production(stunts=stunts(beat=beat, evidence=(shown,)))
    assert not said(board(recorded, {"F1/1": ("MAIN", 5)}), "stunt-rehearsal", Severity.WARNING)
    changed = production(stunts=stunts(beat=replace(beat, path="right lane"), evidence=(shown,)))
    assert said(board(changed, {"F1/1": ("MAIN", 5)}), "stunt-rehearsal", Severity.WARNING)


def test_what_lapses_is_a_warning_ahead_and_a_conflict_once_the_date_has_come() -> None:
    harness = Equipment("HARNESS", examined=date(2024, 11, 8), months=6)
    beat = Beat("B1", "S1", scenes=("F1/1",), equipment=("HARNESS",))
    made = production(stunts=stunts(beat=beat, equipment=(harness,)))
    ahead = board(made, {"F1/1": ("MAIN", 4)})
    assert "ends on Thu 8 May 2025" in only(said(ahead, "stunt-validity", Severity.WARNING))
    assert not said(ahead, "stunt-validity")
    come = replace(made, stunts=replace(made.stunts, as_of=day(5)))
    assert said(board(come, {"F1/1": ("MAIN", 4)}), "stunt-validity")
    assert not rules()["stunt-validity"].check(board(made, {"F1/1": ("MAIN", 3)}))
    assert "stunt-validity" not in {f.code for f in check(board(made, {"F1/1": ("MAIN", 3)}))}


def test_a_certificate_lapses_too() -> None:
    rider = CrewMember("RIDER", roles=(Competence("driver", until=day(2)),))
    stunt = Stunt("S1", cover=("F1/2",), crew=("RIDER",))
    made = production(stunts=stunts(stunt=stunt, crew=(rider,)))
    sentence = only(said(board(made, {"F1/1": ("MAIN", 3)}), "stunt-validity", Severity.WARNING))
    assert "the certificate of RIDER as driver" in sentence


def test_daylight_is_left_for_rescue() -> None:
    outside = scene("F1/1", "ROAD", int_ext="EXT", minutes=300)
    stunt = Stunt("S1", cover=("F1/2",), light_margin=4 * 60)
    made = production(stunts=stunts(stunt=stunt), scenes=(outside, scene("F1/2", "FLAT")))
    assert "4h 00 of light" in only(said(board(made, {"F1/1": ("MAIN", 1)}), "stunt-light", Severity.WARNING))
    longer = replace(made, scenes=(replace(outside, minutes=301), made.scenes[1]))
    assert said(board(longer, {"F1/1": ("MAIN", 1)}), "stunt-light")
    less = replace(made, stunts=stunts(stunt=replace(stunt, light_margin=60)))
    assert not rules()["stunt-light"].check(board(less, {"F1/1": ("MAIN", 1)}))


def test_weather_asks_for_cover() -> None:
    windy = Beat("B1", "S1", scenes=("F1/1",), wind_limit=8)
    made = production(stunts=stunts(stunt=Stunt("S1"), beat=windy))
    assert "gusts up to 8 m/s" in only(
        said(board(made, {"F1/1": ("MAIN", 1)}), "stunt-cover", Severity.WARNING)
    )
    covered = replace(made, stunts=stunts(beat=windy))
    assert not said(board(covered, {"F1/1": ("MAIN", 1)}), "stunt-cover", Severity.WARNING)


def test_what_weather_can_stop() -> None:
    windy = Beat("B1", "S1", scenes=("F1/1",), wind_limit=8, hazards=("high_fall",))
    made = production(
        stunts=stunts(beat=windy),
        scenes=(scene("F1/1", "ROAD"), scene("F1/2", "FLAT"), scene("F1/3", "ROAD", int_ext="EXT")),
        activities=(Activity("R1", "rehearsal", "fall", 60, "PREP", "ROAD", before=("F1/1",)),),
    )
    assert weather_dependent(made, "F1/3") == ("it is shot outside",)
    assert weather_dependent(made, "F1/2") == ()
    assert "B1: gusts up to 8 m/s" in weather_dependent(made, "F1/1")
    assert weather_dependent(made, "R1") == weather_dependent(made, "F1/1")
    assert len(weather_dependent(made, "F1/1")) > 1


@pytest.mark.parametrize("about", ["B1", "S1", "HARNESS", "high_fall", "DOUBLE"])
def test_an_incident_holds_what_it_is_about_until_somebody_lifts_it(about: str) -> None:
    beat = Beat("B1", "S1", scenes=("F1/1",), hazards=("high_fall",), double="DOUBLE", equipment=("HARNESS",))
    slip = Incident("I1", (about,), day(1), "the line slipped")
    made = production(
        stunts=stunts(
            beat=beat,
            equipment=(Equipment("HARNESS"),),
            crew=(CrewMember("DOUBLE"),),
            incidents=(slip,),
        )
    )
    held = [k for k in range(12) if said(board(made, {"F1/1": ("MAIN", k)}), "incident-holds")]
    assert held == list(range(1, 12))
    lifted = replace(slip, lifted=day(4), lifted_by="A. Coordinator", reason="line replaced")
    free = replace(made, stunts=replace(made.stunts, incidents=(lifted,)))
    held = [k for k in range(12) if said(board(free, {"F1/1": ("MAIN", k)}), "incident-holds")]
    assert held == [1, 2, 3]


def test_a_cut_beat_asks_for_nothing() -> None:
    beat = Beat("B1", "S1", scenes=("F1/1",), cut="A. Director: not needed")
    made = under(replace(CLOSURE, state="denied"), beat=beat)
    assert not conflicts(board(made, {"F1/1": ("MAIN", 1), "F1/2": ("MAIN", 2)}))


# The whole.


def test_without_stunts_the_problem_is_as_it_was() -> None:
    """No rule about stunts writes anything where there are none."""
    for seed in range(12):
        made = replace(tiny_production(seed), stunts=Stunts(), baseline=None)
        builder = compile_production(made).builder
        assert len(builder.bases) == len(made.bases)
        assert {name.partition(" ")[0] for name in builder.spans} <= {"person", "resource", "location"}
        ours = {key for key in rules() if key.startswith(("stunt", "permission", "incident", "night-"))}
        written = {f.rule for f in builder.forbids} | {rule for rule, _ in builder.lag_reasons}
        assert not ours & written


def test_no_plan_shoots_a_beat_before_its_chain_is_complete() -> None:
    planned = rehearsing = 0
    for seed in range(80):
        made = with_stunts(tiny_production(seed, scenes=3, dates=12), seed, always=True)
        made = replace(made, baseline=None, progress=(), lost_days=())
        compiled = compile_production(made)
        best = search(compiled.problem, seconds=None, steps=1000, seed=seed, workers=1).best
        if best is not None:
            planned += 1
            rehearsing += any(activity.id == "R2" for activity in made.activities)
            plan = compiled.plan(best.slots)
            assert not conflicts(Board(made, plan))
            _assert_chains(made, plan)
    assert planned >= 15
    assert rehearsing >= 5


def _assert_chains(made: Production, plan: Plan) -> None:
    """Said once more, plainly: what must come first has come first, and leave holds."""
    when = {task: day_.day for day_ in plan.days for task in day_.tasks}
    told = made.stunts
    for beat in told.beats:
        for task in () if beat.cut else (s for s in beat.scenes if s in when):
            preparing = [a for a in made.activities if task in a.before]
            for activity in preparing:
                assert when[activity.id] <= when[task] - timedelta(days=activity.days_before)
            rehearsals = [a.id for a in preparing if a.kind == "rehearsal"]
            if beat.complex and rehearsals:
                assert min(when[name] for name in rehearsals) < when[task]
            for name in (*told.stunts_by_id[beat.stunt].permissions, *beat.permissions):
                leave = told.permissions_by_id[name]
                here = made.tasks[task].location
                if leave.scope and here not in leave.scope:
                    continue
                assert leave.state not in ("denied", "withdrawn")
                assert leave.covers_date(when[task])
                if leave.state != "granted" and told.as_of is not None:
                    undone = [step for step in leave.steps if step.done is None]
                    assert all(when[task] >= told.as_of + timedelta(days=step.days) for step in undone)
            for member in told.crew_of(beat):
                stand_in = told.crew_by_id.get(member.alternate)
                assert not member.is_away(when[task]) or (stand_in and not stand_in.is_away(when[task]))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6))
def test_the_exact_engine_and_enumeration_agree_about_stunts(seed: int) -> None:
    made = with_stunts(tiny_production(seed, scenes=2, dates=5), seed, always=True)
    made = replace(made, baseline=None, progress=(), lost_days=(), activities=())
    problem = compile_production(made).problem
    every, exact = brute_force(problem), cpsat.solve(problem, seconds=60, workers=1)
    assert exact.status == ("infeasible" if every.cost is None else "optimal")
    assert exact.cost == every.cost
