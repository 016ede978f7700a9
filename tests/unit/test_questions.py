"""Questions about a production before any plan: each fires on its own bad example and is silent on the good one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from coverset.findings import Finding, Place, Severity
from coverset.model.calendar import Calendar, DayRules, Unit
from coverset.model.dates import DateRange
from coverset.model.people import Person, Resource
from coverset.model.pins import Pin
from coverset.model.places import Base, Location, Travel
from coverset.model.production import Production
from coverset.model.questions import ask, references
from coverset.model.scenes import Activity, Apart, Film, Precedence, Scene

MON = date(2025, 5, 5)


def on(day: int) -> DateRange:
    return DateRange(date(2025, 5, day), date(2025, 5, day))


def between(first: int, last: int) -> DateRange:
    return DateRange(date(2025, 5, first), date(2025, 5, last))


GOOD = Production(
    title="Good",
    calendar=Calendar(MON, date(2025, 5, 30)),
    films=(Film("F1"),),
    scenes=tuple(
        Scene(f"F1/{n}", "F1", str(n), "S", "L", 8, 300, cast=("LEAD",), resources=("TRAIN",))
        for n in (1, 2, 3)
    ),
    people=(Person("LEAD"),),
    bases=(Base("B"),),
    locations=(Location("L", "B"),),
    units=(Unit("main", day=DayRules(longest=720)),),
    resources=(Resource("TRAIN"),),
    activities=(Activity("RIG", "rig", "Rig", 60, "main", "L", before=("F1/3",)),),
)


def found(production: Production) -> dict[str, Finding]:
    return {finding.code: finding for finding in ask(production)}


def test_a_good_production_raises_no_question() -> None:
    assert ask(GOOD) == []


@pytest.mark.parametrize(
    ("change", "code", "near"),
    [
        ({"scenes": (replace(GOOD.scenes[0], location="LL"), *GOOD.scenes[1:])}, "location-unknown", "'L'"),
        ({"scenes": (replace(GOOD.scenes[0], cast=("LEED",)), *GOOD.scenes[1:])}, "person-unknown", "'LEAD'"),
        ({"scenes": (replace(GOOD.scenes[0], units=("mian",)), *GOOD.scenes[1:])}, "unit-unknown", "'main'"),
        ({"scenes": (replace(GOOD.scenes[0], film="F2"), *GOOD.scenes[1:])}, "film-unknown", "F1."),
        ({"scenes": (*GOOD.scenes, GOOD.scenes[0])}, "id-twice", "F1/1"),
        ({"activities": (replace(GOOD.activities[0], before=("F1/9",)),)}, "scene-unknown", "F1/"),
        ({"activities": (replace(GOOD.activities[0], id="F1/1"),)}, "id-twice", "F1/1"),
        ({"precedences": (Precedence("F1/1", "F1/9"),)}, "scene-unknown", "F1/"),
        ({"precedences": (Precedence("F1/1", "F1/1"),)}, "order-of-itself", "itself"),
        ({"precedences": (Precedence("F1/1", "F1/2", 3, 2),)}, "order-impossible", "at least 3"),
        ({"aparts": (Apart("F1/1", "F1/1"),)}, "apart-from-itself", "two scenes"),
        ({"pins": (Pin("F1/7"),)}, "scene-unknown", "F1/"),
        ({"travels": (Travel("B", "C"),)}, "base-unknown", "known: B."),
        ({"people": (Person("LEAD", home="C"),)}, "base-unknown", "known: B."),
        ({"units": (replace(GOOD.units[0], films=("F3",)),)}, "film-unknown", "F1."),
    ],
)
def test_every_name_must_mean_something(change: dict[str, object], code: str, near: str) -> None:
    findings = ask(replace(GOOD, **change))  # type: ignore[arg-type]
    assert findings == references(replace(GOOD, **change))  # type: ignore[arg-type]
    by_code = {finding.code: finding for finding in findings}
    assert by_code[code].severity is Severity.ERROR
    assert near in by_code[code].sentence


def test_people_and_place_never_free_together_are_named_and_nobody_else() -> None:
    p = replace(
        GOOD,
        people=(Person("LEAD", available=(between(5, 9),)), Person("THIEF", away=(on(12),))),
        scenes=(replace(GOOD.scenes[0], cast=("LEAD", "THIEF")),),
        locations=(Location("L", "B", open=(between(12, 16),)),),
        activities=(),
    )
    finding = found(p)["never-together"]
    assert finding.about == ("F1/1", "LEAD", "L")
    assert "LEAD is free Mon 5 May 2025 to Fri 9 May 2025" in finding.sentence
    assert "THIEF" not in finding.sentence
    assert "never-together" not in found(replace(p, rules_off=("people-away",)))


def test_somebody_who_is_never_there_is_said_once() -> None:
    p = replace(GOOD, people=(Person("LEAD", available=(DateRange(date(2026, 1, 1), date(2026, 1, 2)),)),))
    findings = [finding for finding in ask(p) if finding.code == "never-free"]
    assert len(findings) == 1
    assert findings[0].about == ("LEAD", "F1/1", "F1/2", "F1/3")


def test_a_weekend_between_two_open_dates_does_not_break_a_stretch() -> None:
    p = replace(
        GOOD,
        people=(Person("LEAD", away=(on(14),)),),
        locations=(Location("L", "B", open=(on(14),)),),
        activities=(),
    )
    said = found(p)["never-together"].sentence
    assert "LEAD is free Mon 5 May 2025 to Tue 13 May 2025, Thu 15 May 2025 to Fri 30 May 2025" in said


def test_a_place_with_more_to_shoot_than_its_dates_hold() -> None:
    p = replace(GOOD, locations=(Location("L", "B", open=(on(5),)),), activities=())
    short = {finding.about[0]: finding for finding in ask(p) if finding.code == "window-too-small"}
    assert short.keys() == {"L", "LEAD"}
    finding = short["L"]
    assert "15h 00 to shoot in 3 strips" in finding.sentence
    assert "12h 00" in finding.sentence
    second = Unit("second", day=DayRules(longest=720))
    assert "window-too-small" not in found(
        replace(p, units=(*GOOD.units, second), people=(), scenes=_without_cast())
    )
    assert "window-too-small" in found(replace(p, units=(*GOOD.units, second)))
    assert "window-too-small" not in found(replace(p, rules_off=("day-length",)))


def _without_cast() -> tuple[Scene, ...]:
    return tuple(replace(scene, cast=()) for scene in GOOD.scenes)


def test_the_whole_shoot_must_fit_the_calendar() -> None:
    p = replace(GOOD, calendar=Calendar(MON, MON), scenes=_without_cast(), people=(), activities=())
    assert found(replace(p, locations=(Location("L", "B"),)))["window-too-small"]
    spread = tuple(replace(scene, location=f"L{n}") for n, scene in enumerate(p.scenes))
    places = tuple(Location(f"L{n}", "B") for n in range(3))
    assert "hold 12h 00" in found(replace(p, scenes=spread, locations=places))["calendar-too-short"].sentence


def test_a_scene_longer_than_any_day() -> None:
    p = replace(GOOD, scenes=(replace(GOOD.scenes[0], minutes=721), *GOOD.scenes[1:]))
    assert "in parts" in found(p)["scene-too-long"].sentence


def test_no_unit_for_a_scene() -> None:
    p = replace(
        GOOD, units=(replace(GOOD.units[0], films=("F2",)),), films=(Film("F1"), Film("F2")), activities=()
    )
    assert sum(finding.code == "no-unit" for finding in ask(p)) == 3


def test_pins_that_cannot_all_be_kept() -> None:
    both = replace(GOOD, pins=(Pin("F1/1", (on(6),)), Pin("F1/1", (on(7),), why="street closed")))
    assert "no date in common" in found(both)["pins-clash"].sentence
    assert "street closed" in found(both)["pins-clash"].sentence
    units = (*GOOD.units, Unit("second"))
    assert found(replace(GOOD, units=units, pins=(Pin("F1/1", unit="main"), Pin("F1/1", unit="second"))))[
        "pins-clash"
    ]
    sunday = found(replace(GOOD, pins=(Pin("F1/1", (on(11),)),)))["never-together"]
    assert "the pin" in sunday.sentence
    assert "main" in sunday.sentence
    outside = found(replace(GOOD, pins=(Pin("F1/1", (DateRange(date(2024, 1, 1), date(2024, 1, 1)),)),)))
    assert "inside the plan" in outside["pins-clash"].sentence


def test_orders_in_a_circle() -> None:
    p = replace(
        GOOD, precedences=(Precedence("F1/1", "F1/2"), Precedence("F1/2", "F1/3"), Precedence("F1/3", "RIG"))
    )
    finding = found(p)["order-circle"]
    assert set(finding.about) == {"F1/3", "RIG"}
    assert "order-circle" not in found(replace(p, rules_off=("precedence",)))
    p = replace(
        GOOD, precedences=(Precedence("F1/1", "F1/2"), Precedence("F1/2", "F1/3"), Precedence("F1/3", "F1/1"))
    )
    assert set(found(p)["order-circle"].about) == {"F1/1", "F1/2", "F1/3"}


def test_orders_that_the_open_dates_cannot_keep() -> None:
    p = replace(
        GOOD,
        pins=(Pin("F1/1", (on(20),)), Pin("F1/3", (on(21),))),
        precedences=(Precedence("F1/1", "F1/2", 1), Precedence("F1/2", "F1/3", 1, why="stain")),
    )
    finding = found(p)["order-clash"]
    assert set(finding.about) <= {"F1/1", "F1/2", "F1/3"}
    later = replace(p, pins=(p.pins[0], Pin("F1/3", (on(22),))))
    assert ask(later) == []
    late = replace(
        GOOD,
        pins=(Pin("F1/1", (on(6),)), Pin("F1/2", (on(20),))),
        precedences=(Precedence("F1/1", "F1/2", 0, 5),),
    )
    assert found(late)["order-clash"]
    prepared = replace(GOOD, pins=(Pin("F1/3", (on(5),)),))
    assert set(found(prepared)["order-clash"].about) == {"RIG", "F1/3"}


def test_two_scenes_apart_with_one_date_for_both() -> None:
    p = replace(GOOD, aparts=(Apart("F1/1", "F1/2"),), pins=(Pin("F1/1", (on(6),)), Pin("F1/2", (on(6),))))
    assert found(p)["apart-clash"].about == ("F1/1", "F1/2")
    assert ask(replace(p, pins=(p.pins[0], Pin("F1/2", (on(7),))))) == []


def test_loose_ends_are_notes_and_warnings() -> None:
    p = replace(
        GOOD,
        people=(*GOOD.people, Person("GHOST")),
        locations=(*GOOD.locations, Location("MOON", "B")),
        resources=(*GOOD.resources, Resource("CRANE")),
        bases=(Base("B"), Base("C", latitude=1.0, longitude=1.0)),
        units=(*GOOD.units, Unit("second", available=(DateRange(date(2024, 1, 1), date(2024, 1, 2)),))),
        scenes=(replace(GOOD.scenes[0], minutes=0), *GOOD.scenes[1:]),
    )
    findings = ask(p)
    assert {finding.code for finding in findings} == {
        "person-idle",
        "location-idle",
        "resource-idle",
        "base-without-coordinates",
        "unit-idle",
        "scene-without-time",
    }
    assert Severity.ERROR not in {finding.severity for finding in findings}
    assert found(replace(GOOD, scenes=(), activities=()))["nothing-to-shoot"].severity is Severity.WARNING


def test_far_off_numbers_are_no_trouble() -> None:
    p = replace(GOOD, precedences=(Precedence("F1/1", "F1/2", 10**9), Precedence("F1/2", "F1/3", 0, 10**9)))
    assert "order-clash" in found(p)


def test_what_is_wrong_with_every_part_of_a_row_is_said_once() -> None:
    row = Place("scenes.csv", 7)
    parts = tuple(
        replace(GOOD.scenes[0], id=f"F1/1 pt{n}", part=str(n), minutes=5000, source=row) for n in (1, 2)
    )
    [said] = [f for f in ask(replace(GOOD, scenes=(*parts, *GOOD.scenes[1:]))) if f.code == "scene-too-long"]
    assert said.sentence.startswith("Scene F1/1 takes 83h 20")
    assert said.about == ("F1/1 pt1", "F1/1 pt2")
    uneven = (parts[0], replace(parts[1], minutes=6000))
    named = [
        f.about for f in ask(replace(GOOD, scenes=(*uneven, *GOOD.scenes[1:]))) if f.code == "scene-too-long"
    ]
    assert named == [("F1/1 pt1",), ("F1/1 pt2",)]
