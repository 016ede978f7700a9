"""The Universal Schedule Standard: real files read as they are, written strictly, nothing lost, nothing believed."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.findings import Severity, has_errors
from coverset.formats import production as folders
from coverset.formats import uss
from coverset.generate.making import make_up
from coverset.model.dates import DateRange
from coverset.model.plan import Plan, PlanDay, Strip
from coverset.model.production import Production
from tests.productions import random_plan, tiny_production

TODAY = date(2026, 11, 21)
ROOT = "universalScheduleStandard"
CREATED = "2024-05-01T00:00:00.000Z"
EXAMPLES = Path(__file__).parents[2] / "examples"
LARGE = "friendship-pod-affair_large-sample.uss"
SMALL = "wonderful-life_small-sample.uss"


def element(own: str, category: str, name: str, **given: Any) -> dict[str, Any]:
    return {
        "id": own,
        "category": category,
        "created": CREATED,
        "daysOff": [],
        "isDrop": False,
        "dropDayCount": 0,
        "isHold": True,
        "isDood": True,
        "elementId": None,
        "isIdLock": False,
        "linkedElements": [],
        "events": [],
        "name": name,
    } | given


def sheet(own: str, scene: str | None, elements: list[str], **given: Any) -> dict[str, Any]:
    return {
        "id": own,
        "bannerText": None,
        "comments": None,
        "created": CREATED,
        "description": None,
        "elements": elements,
        "pages": 0.375,
        "scene": scene,
        "scriptPage": None,
        "duration": None,
        "type": "scene",
    } | given


def small() -> dict[str, Any]:
    """A strictly valid schedule: three scenes and a banner on two days, one scene in the boneyard."""
    return {
        ROOT: {
            "id": "s",
            "author": None,
            "company": "Harbour Films",
            "created": CREATED,
            "description": None,
            "episode": None,
            "episodeName": None,
            "name": "First",
            "project": "The Harbour",
            "schedColor": None,
            "schedDate": None,
            "scriptColor": "Blue",
            "scriptDate": None,
            "season": None,
            "source": "a test",
            "ussVersion": "1.0.0",
            "breakdowns": [
                sheet("b1", "1", ["int", "day", "quay", "lead"], duration=5_400_000),
                sheet("b2", "2A", ["ext", "night", "boat", "lead", "villain", "rope"], comments="cold"),
                sheet("b3", "3", ["ext", "later", "quay", "villain"], pages=1),
                sheet("b4", None, [], type="banner", bannerText="FERRY OVER", duration=1_800_000, pages=None),
            ],
            "categories": [
                {"id": "set", "ucid": 50, "created": CREATED, "name": "Set"},
                {"id": "ie", "ucid": 1, "created": CREATED, "name": "INT/EXT"},
                {"id": "dn", "ucid": 2, "created": CREATED, "name": "Day/Night"},
                {"id": "cast", "ucid": 100, "created": CREATED, "name": "Cast Members"},
                {"id": "props", "ucid": 104, "created": CREATED, "name": "Props"},
            ],
            "elements": [
                element("quay", "set", "QUAY"),
                element("boat", "set", "BOAT"),
                element("int", "ie", "INT"),
                element("ext", "ie", "EXT."),
                element("day", "dn", "MORNING"),
                element("night", "dn", "NIGHT"),
                element("later", "dn", "CONTINUOUS"),
                element("lead", "cast", "LEAD", elementId="1", isDrop=True, dropDayCount=10),
                element("villain", "cast", "VILLAIN", elementId="2", isHold=False, daysOff=[1]),
                element("rope", "props", "rope"),
            ],
            "stripboards": [
                {
                    "id": "board",
                    "name": "White",
                    "calendar": "cal",
                    "boards": [
                        {"id": "x", "name": "stripboard", "breakdownIds": [["b2", "b4"], [], ["b1"]]},
                        {"id": "y", "name": "boneyard", "breakdownIds": ["b3"]},
                    ],
                }
            ],
            "calendars": [
                {
                    "id": "cal",
                    "name": "Spring",
                    "daysOff": [0, 6],
                    "events": [
                        {"id": "e1", "type": "start", "name": None, "date": "2025-05-01T07:00:00.000Z"},
                        {"id": "e2", "type": "dayOff", "name": "holiday", "date": "2025-05-05T07:00:00.000Z"},
                    ],
                }
            ],
        }
    }


def packed(document: Any) -> bytes:
    return json.dumps(document).encode()


def read(document: Any, **given: Any) -> tuple[Production, Plan, list[str]]:
    data = document if isinstance(document, bytes) else packed(document)
    production, plan, findings = uss.read(data, "board.uss", today=TODAY, **given)
    assert production is not None
    assert plan is not None
    return production, plan, [finding.code for finding in findings]


def values(tree: Any) -> list[str]:
    """Every leaf of a JSON tree, as text: what must still be findable."""
    if isinstance(tree, dict):
        return [leaf for item in tree.values() for leaf in values(item)]
    if isinstance(tree, list):
        return [leaf for item in tree for leaf in values(item)]
    return [json.dumps(tree)]


def test_a_sound_file_is_read_without_a_finding_and_is_valid() -> None:
    production, plan, codes = read(small())
    assert codes == []
    assert uss.validate(packed(small())) == []
    assert production.title == "The Harbour"
    assert [scene.id for scene in production.scenes] == ["F1/1", "F1/2A", "F1/3"]
    assert [(s.int_ext, s.time, s.eighths) for s in production.scenes] == [
        ("INT", "DAY", 3),
        ("EXT", "NIGHT", 3),
        ("EXT", "NIGHT", 8),
    ]
    assert production.scenes[0].minutes == 90
    assert production.scenes[1].cast == ("LEAD", "VILLAIN")
    assert {(e.category, e.name) for e in production.scenes[1].elements} == {
        ("props", "rope"),
        ("comments", "cold"),
    }
    assert plan.name == "White"
    assert plan.boneyard == ("F1/3",)


def test_day_lists_fall_on_working_dates_and_an_empty_list_keeps_its_date() -> None:
    _, plan, _ = read(small())
    # Thursday 1 May, (Friday 2 May empty), the weekend and the holiday of Monday 5 May skipped.
    assert [(day.unit, day.day) for day in plan.days] == [
        ("MAIN", date(2025, 5, 1)),
        ("MAIN", date(2025, 5, 6)),
    ]
    assert plan.days[0].strips == (Strip("F1/2A"), Strip(banner="FERRY OVER", minutes=30))


def test_people_carry_board_numbers_holds_drops_and_days_off() -> None:
    production, _, _ = read(small())
    lead, villain = production.people
    assert (lead.id, lead.number, lead.holding.drop, lead.holding.drop_after) == ("LEAD", "1", True, 10)
    assert not villain.holding.hold
    assert {stretch.first.weekday() for stretch in villain.away} == {0}
    assert len(villain.away) == 3
    assert all(person.rate > 0 for person in production.people)
    assert any("rates" in said.sentence for said in production.assumptions)


def test_without_locations_every_set_is_at_one_place() -> None:
    production, _, _ = read(small())
    assert {scene.location for scene in production.scenes} == {production.locations[0].id}
    assert production.locations[0].sets == ("QUAY", "BOAT")
    assert any("company move" in said.sentence for said in production.assumptions)


def test_a_location_element_is_a_location_and_its_sets_share_it() -> None:
    document = small()
    document[ROOT]["categories"].append({"id": "loc", "ucid": 6, "created": CREATED, "name": "Location"})
    document[ROOT]["elements"].append(element("whitby", "loc", "Whitby"))
    document[ROOT]["breakdowns"][0]["elements"].append("whitby")
    production, _, _ = read(document)
    assert [scene.location for scene in production.scenes] == ["WHITBY", "ANYWHERE", "WHITBY"]


def test_events_of_a_person_take_them_away() -> None:
    document = small()
    document[ROOT]["elements"][7]["events"] = [
        {"id": "1", "type": "event", "name": "fitting", "date": "2025-05-02T07:00:00.000Z"},
        {"id": "2", "type": "dayOff", "name": "dayOff", "date": "2025-05-06T22:00:00.000Z"},
    ]
    production, _, _ = read(document)
    assert production.people[0].away == (
        DateRange(date(2025, 5, 2), date(2025, 5, 2), "fitting"),
        # 22:00 in Greenwich is midnight of the next day further east.
        DateRange(date(2025, 5, 7), date(2025, 5, 7), "day off"),
    )


def test_a_board_is_chosen_by_name_and_an_unknown_name_is_an_error() -> None:
    document = small()
    other = copy.deepcopy(document[ROOT]["stripboards"][0])
    other |= {"id": "board2", "name": "Blue"}
    other["boards"][0]["breakdownIds"] = [["b1", "b2", "b3", "b4"]]
    other["boards"][1]["breakdownIds"] = []
    document[ROOT]["stripboards"].insert(0, other)
    production, plan, _ = read(document)
    assert plan.name == "White"  # one long list is script order, not a schedule
    assert uss.board_names(production) == ("Blue", "White")
    assert read(document, board="Blue")[1].days[0].tasks == ("F1/1", "F1/2A", "F1/3")
    _, _, codes = read(document, board="Blu")
    assert codes == ["uss-no-board"]


def test_a_file_without_boards_gets_an_assumed_start() -> None:
    document = small()
    document[ROOT] |= {"stripboards": None, "calendars": None}
    production, plan, findings = uss.read(packed(document), "b.uss", today=TODAY)
    assert production is not None
    assert plan is None
    assert not has_errors(findings)
    assert production.calendar.start_date == date(2026, 12, 21)
    assert any("start date" in said.sentence for said in production.assumptions)


def test_a_second_board_is_a_second_unit() -> None:
    document = small()
    boards = document[ROOT]["stripboards"][0]["boards"]
    boards[1]["breakdownIds"] = []
    boards.append({"id": "z", "name": "second unit", "breakdownIds": [["b3"]]})
    production, plan, _ = read(document)
    assert [unit.id for unit in production.units] == ["MAIN", "SECOND-UNIT"]
    assert plan.unit_days("SECOND-UNIT")[0].tasks == ("F1/3",)


def test_twice_the_same_number_is_told_apart() -> None:
    document = small()
    document[ROOT]["breakdowns"][2]["scene"] = "1"
    production, _, codes = read(document)
    assert [scene.id for scene in production.scenes] == ["F1/1", "F1/2A", "F1/1 (2)"]
    assert codes == ["uss-number-twice"]


def draft() -> dict[str, Any]:
    """The same schedule as the drafts 0.1 to 0.9 wrote it: other keys, day strips, elements in categories."""
    document = small()
    schedule = document[ROOT]
    schedule["version"] = "0.9.0"
    del schedule["ussVersion"]
    for breakdown in schedule["breakdowns"]:
        breakdown["time"] = breakdown.pop("duration")
        if breakdown["type"] == "banner":
            breakdown["description"] = breakdown["bannerText"]
        del breakdown["bannerText"]
    schedule["breakdowns"] += [sheet(f"d{n}", None, [], type="day", pages=None) for n in range(3)]
    for category in schedule["categories"]:
        category["catId"] = category.pop("ucid")
        category["elements"] = [e["id"] for e in schedule["elements"] if e["category"] == category["id"]]
    for each in schedule["elements"]:
        del each["category"]
        for old, new in (
            ("doodDropAllow", "isDrop"),
            ("doodDropDays", "dropDayCount"),
            ("doodHoldAllow", "isHold"),
        ):
            each[old] = each.pop(new)
        del each["events"]
    for event in schedule["calendars"][0]["events"]:
        event["effect"], event["type"] = event.pop("type"), event.pop("name")
    boards = schedule["stripboards"][0]["boards"]
    boards[0]["breakdownIds"] = ["b2", "b4", "d0", "d1", "b1", "d2"]
    return document


def full_sample_dialect() -> dict[str, Any]:
    """As the published full sample writes it: "strip", breakdownArrays, doodDayCount, +0000, missing keys."""
    document = small()
    schedule = document[ROOT]
    for breakdown in schedule["breakdowns"]:
        if breakdown["type"] == "scene":
            breakdown["type"] = "strip"
    del schedule["breakdowns"][1]["created"]
    for each in schedule["elements"]:
        each["doodDayCount"] = each.pop("dropDayCount")
    for board in schedule["stripboards"][0]["boards"]:
        board["breakdownArrays"] = board.pop("breakdownIds")
    for event in schedule["calendars"][0]["events"]:
        event["date"] = event["date"].replace("Z", "+0000")
    return document


@pytest.mark.parametrize("dialect", [draft, full_sample_dialect])
def test_dialects_mean_the_same_and_are_written_strictly(dialect: Any) -> None:
    expected, expected_plan, _ = read(small())
    production, plan, codes = read(dialect())
    assert production == expected
    assert plan == expected_plan
    assert codes
    written = uss.write(production, plan, packed(dialect()), today=TODAY)
    assert uss.validate(written) == []
    assert read(written)[:2] == (production, plan)
    assert set(values(dialect())) <= set(values(json.loads(written)))


def test_values_that_had_to_change_are_kept_beside() -> None:
    document = small()
    schedule = document[ROOT]
    schedule["breakdowns"][0] |= {"pages": 0.3, "scene": 1, "colour": "pink", "_note": "hers"}
    schedule["breakdowns"][1]["elements"].append("nobody")
    schedule["stripboards"][0]["boards"][0]["breakdownIds"][0].append("gone")
    production, plan, codes = read(document)
    assert production.scenes[0].eighths == 2
    assert set(codes) == {"uss-eighths", "uss-respelt", "uss-dangling-element", "uss-unknown-strip"}
    written = json.loads(uss.write(production, plan, packed(document), today=TODAY))
    kept = written[ROOT]["breakdowns"][0]
    assert (kept["pages"], kept["_pages"], kept["_scene"], kept["_colour"], kept["_note"]) == (
        0.25,
        0.3,
        1,
        "pink",
        "hers",
    )
    assert written[ROOT]["breakdowns"][1]["_elements"][-1] == "nobody"
    assert uss.validate(packed(written)) == []


def test_writing_unchanged_leaves_the_standard_part_alone() -> None:
    production, plan, _ = read(small())
    written = json.loads(uss.write(production, plan, packed(small()), today=TODAY))
    del written[ROOT]["_coverset"]
    assert written == small()


def test_a_moved_strip_changes_its_board_and_nothing_else() -> None:
    production, plan, _ = read(small())
    first, second = plan.days
    moved = replace(
        plan,
        days=(
            replace(first, strips=first.strips[1:]),
            replace(second, strips=(*second.strips, first.strips[0])),
        ),
    )
    written = uss.write(production, moved, packed(small()), today=TODAY)
    schedule = json.loads(written)[ROOT]
    before = small()[ROOT]
    assert schedule["stripboards"][0]["boards"][0]["breakdownIds"] == [["b4"], [], ["b1", "b2"]]
    assert schedule["breakdowns"] == before["breakdowns"]
    assert schedule["calendars"] == before["calendars"]
    assert uss.validate(written) == []
    assert read(written)[1] == moved


def test_a_plan_of_another_name_stands_beside_hers() -> None:
    production, plan, _ = read(small())
    ours = Plan(
        (PlanDay("MAIN", date(2025, 5, 3), (Strip("F1/3"), Strip(banner="NEW"))),), ("F1/1", "F1/2A"), "Ours"
    )
    written = uss.write(production, ours, packed(small()), today=TODAY)
    assert uss.validate(written) == []
    reading = uss.read_all(written, "b.uss", today=TODAY)
    assert reading.plan == ours  # a Saturday: the board has a calendar of its own
    assert [board.name for board in reading.boards] == ["White", "Ours"]
    assert reading.boards[0].days == plan.days
    without_ours = uss.write(production, ours, packed(small()), today=TODAY, private=False)
    assert uss.validate(without_ours) == []
    assert not any(key.startswith("_") for key in json.loads(without_ours)[ROOT])
    assert read(without_ours, board="Ours")[1].days == ours.days


def test_a_change_by_another_program_wins_and_our_rates_stay() -> None:
    production, plan, _ = read(small())
    production = replace(production, people=tuple(replace(p, rate=123) for p in production.people))
    document = json.loads(uss.write(production, plan, packed(small()), today=TODAY))
    document[ROOT]["breakdowns"][0]["pages"] = 2
    document[ROOT]["stripboards"][0]["boards"][0]["breakdownIds"] = [["b1", "b2"], ["b4"]]
    again, board, codes = read(document)
    assert codes == ["uss-changed-elsewhere"]
    assert again.scenes[0].eighths == 16
    assert [person.rate for person in again.people] == [123, 123]
    assert board.days[0].tasks == ("F1/1", "F1/2A")


def test_another_program_may_reformat_the_file() -> None:
    production, plan, _ = read(small())
    document = json.loads(uss.write(production, plan, packed(small()), today=TODAY))
    document[ROOT]["breakdowns"][2]["pages"] = 1.0
    again, board, codes = read(json.dumps(document, indent=7, sort_keys=True).encode())
    assert (again, board, codes) == (production, plan, [])


def test_edited_scenes_people_and_calendar_reach_the_standard_part() -> None:
    production, plan, _ = read(small())
    scene = replace(production.scenes[0], eighths=11, set="PIER", cast=("VILLAIN",), synopsis="They meet.")
    lead = replace(production.people[0], number="7", away=(DateRange(date(2025, 5, 6), date(2025, 5, 7)),))
    edited = replace(
        production,
        scenes=(scene, *production.scenes[1:]),
        people=(lead, *production.people[1:]),
        calendar=replace(production.calendar, days_off=(6,)),
    )
    written = uss.write(edited, plan, packed(small()), today=TODAY, private=False)
    assert uss.validate(written) == []
    again, board, _ = read(written)
    assert (again.scenes[0].eighths, again.scenes[0].set, again.scenes[0].cast) == (11, "PIER", ("VILLAIN",))
    assert again.scenes[0].synopsis == "They meet."
    assert again.people[0].number == "7"
    assert [stretch.first for stretch in again.people[0].away] == [date(2025, 5, 6), date(2025, 5, 7)]
    assert again.calendar.days_off == (6,)
    assert board.days == plan.days


def test_a_scene_that_is_cut_is_kept_aside() -> None:
    production, plan, _ = read(small())
    cut = replace(production, scenes=production.scenes[:2])
    written = uss.write(cut, replace(plan, boneyard=()), packed(small()), today=TODAY)
    schedule = json.loads(written)[ROOT]
    assert uss.validate(written) == []
    assert [breakdown["id"] for breakdown in schedule["_removedBreakdowns"]] == ["b3"]
    assert read(written)[0] == cut


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_any_production_and_plan_come_back_equal(seed: int) -> None:
    production = tiny_production(seed)
    plan = replace(random_plan(production, seed), name="Ours")
    written = uss.write(production, plan, today=TODAY)
    assert uss.validate(written) == []
    again, board, codes = read(written)
    assert (again, board) == (production, plan)
    assert not [code for code in codes if code.startswith("uss-own") or code == "uss-changed-elsewhere"]
    assert uss.write(again, board, written, today=TODAY) == written
    assert uss.write(production, plan, today=TODAY) == written


def comes_back(production: Production, plan: Plan) -> dict[str, Any]:
    """Write, check that everything comes back equal and silent, and answer the standard part."""
    written = uss.write(production, plan, today=TODAY)
    assert uss.validate(written) == []
    again, board, findings = uss.read(written, "b.uss", today=TODAY)
    assert (again, board) == (production, plan)
    assert [finding.code for finding in findings if finding.severity is not Severity.NOTE] == []
    assert {finding.code for finding in findings} <= {"uss-heading", "uss-no-pages"}
    document: dict[str, Any] = json.loads(written)[ROOT]
    return document


def numbers(document: dict[str, Any]) -> list[str]:
    return [b["scene"] for b in document["breakdowns"] if b["type"] == "scene"]


def any_plan(production: Production) -> Plan:
    """Every task on some date of a unit that may do it, whatever the rules say; omitted scenes parked."""
    dates = production.calendar.dates()
    days: dict[tuple[str, date], list[Strip]] = {}
    for place, task in enumerate(production.tasks.values()):
        unit = production.units_for(task)[0].id
        days.setdefault((unit, dates[place * 7 % len(dates)]), []).append(Strip(task.id))
    parked = tuple(scene.id for scene in production.scenes if scene.omitted)
    return Plan(tuple(PlanDay(*key, tuple(strips)) for key, strips in days.items()), parked, "Ours")


@pytest.mark.parametrize("name", ["grand-express", "two-hander"])
def test_the_examples_come_back_from_the_standard(name: str) -> None:
    production, _ = folders.read(EXAMPLES / name, today=TODAY)
    assert production is not None
    printed = numbers(comes_back(production, any_plan(production)))
    assert len(set(printed)) == len(production.scenes)


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 3), st.integers(3, 40), st.integers(0, 10_000))
def test_a_generated_production_comes_back_from_the_standard(films: int, scenes: int, seed: int) -> None:
    production = make_up(films, scenes, seed).production
    first = replace(production.scenes[0], omitted=True, location="", eighths=0, minutes=0)
    needed = {pin.task for pin in production.pins} | {
        task for rule in production.orders for task in (rule.before, rule.after)
    }
    if first.id not in needed:
        production = replace(production, scenes=(first, *production.scenes[1:]))
    comes_back(production, any_plan(production))


def test_an_omitted_scene_without_a_location_comes_back() -> None:
    production = replace(tiny_production(1), activities=(), precedences=(), aparts=(), pins=())
    gone = replace(production.scenes[0], omitted=True, location="", eighths=0, minutes=0)
    comes_back(replace(production, scenes=(gone, *production.scenes[1:])), Plan((), (gone.id,), "Ours"))


def test_scene_numbers_keep_the_films_apart_only_where_two_share_one() -> None:
    production = replace(tiny_production(1), activities=(), precedences=(), aparts=(), pins=())
    scenes = production.scenes[:3]
    two = tuple(replace(production.films[0], id=own) for own in ("F1", "F2"))

    def of(*numbered: tuple[str, str, str]) -> Production:
        given = tuple(
            replace(scene, id=f"{film}/{number} {part}", film=film, number=number, part=part)
            for scene, (film, number, part) in zip(scenes, numbered, strict=True)
        )
        return replace(production, films=two, scenes=given)

    alone = of(("F1", "3", "1"), ("F1", "3", "2"), ("F2", "4", "pt1"))
    assert numbers(comes_back(alone, Plan((), (), "Ours"))) == ["3pt1", "3pt2", "4pt1"]
    shared_number = of(("F1", "3", "1"), ("F1", "4", ""), ("F2", "4", ""))
    assert numbers(comes_back(shared_number, Plan((), (), "Ours"))) == ["F1-3pt1", "F1-4", "F2-4"]


def test_a_number_that_another_program_left_alone_keeps_its_film_and_part() -> None:
    production = replace(tiny_production(1), activities=(), precedences=(), aparts=(), pins=())
    first, second, third = production.scenes[:3]
    scenes = (
        replace(first, id="F1/3 pt1", number="3", part="1", film="F1"),
        replace(second, id="F1/4", number="4", part="", film="F1"),
        replace(third, id="F2/4", number="4", part="", film="F2"),
    )
    films = tuple(replace(production.films[0], id=own) for own in ("F1", "F2"))
    production = replace(production, films=films, scenes=scenes)
    document = json.loads(uss.write(production, Plan((), name="Ours"), today=TODAY))
    sheets = document[ROOT]["breakdowns"]
    sheets[1]["scene"] = "F1-4A"
    sheets[0]["description"] = "Changed elsewhere."
    again, plan, codes = read(document)
    assert "uss-changed-elsewhere" in codes
    assert [(s.film, s.number, s.part) for s in again.scenes] == [
        ("F1", "3", "1"),
        ("F1", "4A", ""),
        ("F2", "4", ""),
    ]
    written = json.loads(uss.write(again, plan, packed(document), today=TODAY))
    assert [sheet["scene"] for sheet in written[ROOT]["breakdowns"][:3]] == ["F1-3pt1", "F1-4A", "F2-4"]


def test_a_board_without_days_is_told_from_the_one_that_is_shown() -> None:
    document = small()
    flat = copy.deepcopy(document[ROOT]["stripboards"][0]) | {"id": "flat", "name": "Script Order"}
    flat["boards"][0]["breakdownIds"] = ["b1", "b2", "b4"]
    document[ROOT]["stripboards"].append(flat)
    _, plan, findings = uss.read(packed(document), "b.uss", today=TODAY)
    assert plan is not None
    assert plan.days
    [said] = [finding.sentence for finding in findings if finding.code == "uss-no-days"]
    assert said.endswith('nothing on it is dated; the dates here are those of the stripboard "White".')
    document[ROOT]["stripboards"] = [flat]
    _, plan, findings = uss.read(packed(document), "b.uss", today=TODAY)
    assert plan is not None
    assert not plan.days
    assert [f.sentence for f in findings if f.code == "uss-no-days"] == [
        'The stripboard "Script Order" has no day breaks: nothing on it is dated.'
    ]


def test_a_production_of_nothing_is_still_a_valid_file() -> None:
    production = replace(
        tiny_production(1), scenes=(), people=(), activities=(), precedences=(), aparts=(), pins=()
    )
    assert uss.validate(uss.write(production, None, today=TODAY)) == []
    assert uss.validate(uss.write(production, Plan(()), today=TODAY)) == []


def test_what_was_kept_is_not_believed_when_it_does_not_fit() -> None:
    production, plan, _ = read(small())
    document = json.loads(uss.write(production, plan, packed(small()), today=TODAY))
    document[ROOT]["_coverset"]["production"]["scenes"][0]["location"] = "NOWHERE"
    again, board, codes = read(document)
    assert codes == ["uss-own-damaged"]
    assert (again, board) == (production, plan)
    document[ROOT]["_coverset"] = {"shape": 1, "tasks": {"b4": "F1/1"}, "production": 3}
    assert "uss-own-damaged" in read(document)[2]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda s: s.pop("author"), "lacks the key 'author'"),
        (lambda s: s.update(colour=1), '"colour" is not a key'),
        (lambda s: s.update(breakdowns=[]), "'breakdowns' is empty"),
        (lambda s: s["breakdowns"][0].update(pages=0.3), "eighths"),
        (lambda s: s["breakdowns"][0].update(type="strip"), '"scene" or "banner"'),
        (lambda s: s["breakdowns"][0].update(scene=1), "text or null"),
        (lambda s: s["elements"][0].update(daysOff=[7]), "weekdays"),
        (lambda s: s["elements"][0].update(isDrop=1), "true or false"),
        (lambda s: s["calendars"][0]["events"][0].update(date="2025-05-01T07:00:00.000+0000"), "a date as"),
        (lambda s: s["elements"].append(3), "must be an object"),
        (lambda s: s["breakdowns"][0]["elements"].append("q"), "not in the file"),
        (lambda s: s["stripboards"][0]["boards"][1]["breakdownIds"].clear(), "lacks 1 of"),
        (lambda s: s["stripboards"][0]["boards"][1]["breakdownIds"].append("b1"), "2 times"),
        (lambda s: s["stripboards"][0].update(calendar=None), "no calendar"),
        (lambda s: s["calendars"][0]["events"].pop(0), "0 start dates"),
        (lambda s: s["elements"][0].update(category="q"), "no category"),
        (lambda s: s["elements"][0].update(linkedElements=["q"]), "linked"),
        (lambda s: s["elements"][1].update(id="quay"), "used 2 times"),
    ],
)
def test_the_validator_names_what_breaks_the_standard(change: Any, said: str) -> None:
    document = small()
    change(document[ROOT])
    findings = uss.validate(json.dumps(document, indent=1).encode(), "board.uss")
    assert any(said in finding.sentence for finding in findings)
    assert all(finding.place is not None and finding.place.line for finding in findings)
    # The reader takes the same file, and what it writes is valid again.
    production, plan, _ = read(document)
    assert uss.validate(uss.write(production, plan, packed(document), today=TODAY)) == []


def test_a_private_key_is_allowed_by_the_standard() -> None:
    document = small()
    document[ROOT]["breakdowns"][0]["_locked"] = True
    assert uss.validate(packed(document)) == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "uss-not-json"),
        (b'{"a": ', "uss-not-json"),
        (b"[" * 100_000, "uss-too-deep"),
        (b'{"universalScheduleStandard": 7}', "uss-no-schedule"),
        (b"[]", "uss-no-schedule"),
        (b" " * 24_000_001, "uss-too-large"),
        (b'{"universalScheduleStandard": {"breakdowns": [' + b"{}," * 10_001 + b"{}]}}", "uss-too-much"),
    ],
)
def test_what_is_no_schedule_is_refused_with_a_reason(data: bytes, code: str) -> None:
    production, plan, findings = uss.read(data, "b.uss", today=TODAY)
    assert (production, plan) == (None, None)
    assert [finding.code for finding in findings if finding.severity is Severity.ERROR] == [code]
    assert findings[0].severity is Severity.ERROR
    if code in ("uss-not-json", "uss-too-deep"):
        assert findings[0].place is not None
        assert findings[0].place.line == 1
    with pytest.raises(ValueError, match="not a schedule"):
        uss.write(tiny_production(1), None, data, today=TODAY)


JUNK = st.sampled_from(
    [
        *(None, True, -1, 0, 7, 1e300, 0.1, 10**17, "", "x", "b1", "lead", "day", [], {}, {"id": "b1"}),
        *("9999-12-31T23:00:00.000Z", "0001-01-01", "2025-02-30", "\ud800", [0, 1, 2, 3, 4, 5, 6]),
        *(["b1", ["b1"], None], [[[]]]),
    ]
).map(copy.deepcopy)


def _paths(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [path, *(deep for key, item in items for deep in _paths(item, (*path, key)))]


OURS = json.loads(
    uss.write(*uss.read(packed(small()), "b.uss", today=TODAY)[:2], packed(small()), today=TODAY)
)


@settings(max_examples=100, deadline=None)
@given(st.data(), st.sampled_from([small(), draft(), full_sample_dialect(), OURS]))
def test_junk_anywhere_is_read_or_refused_and_written_strictly(
    data: st.DataObject, seed: dict[str, Any]
) -> None:
    document = copy.deepcopy(seed)
    for _ in range(data.draw(st.integers(1, 4))):
        path = data.draw(st.sampled_from([path for path in _paths(document) if path] or [("gone",)]))
        document.setdefault(path[0], None)
        target = document
        for key in path[:-1]:
            target = target[key]
        if data.draw(st.integers(0, 4)):
            target[path[-1]] = data.draw(JUNK)
        else:
            del target[path[-1]]
    production, plan, findings = uss.read(packed(document), "b.uss", today=TODAY)
    if production is None:
        assert has_errors(findings)
        return
    written = uss.write(production, plan, packed(document), today=TODAY)
    assert uss.validate(written) == []
    assert uss.read(written, "b.uss", today=TODAY)[:2] == (production, plan)
    assert not [day for day in plan.days if day.unit not in production.units_by_id] if plan else True


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damaged_bytes_never_raise(data: st.DataObject) -> None:
    raw = bytearray(packed(small()))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(raw) - 1))
        raw[place : place + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=6))
    uss.validate(bytes(raw))
    production, _, findings = uss.read(bytes(raw), "b.uss", today=TODAY)
    assert production is not None or has_errors(findings)


def test_the_published_large_sample(shared: Path) -> None:
    data = (shared / "data/scripts" / LARGE).read_bytes()
    assert uss.validate(data) == []
    production, plan, codes = read(data)
    assert (len(production.scenes), len(production.people)) == (147, 40)
    assert sum(scene.eighths for scene in production.scenes) == 94 * 8 + 6
    days = plan.unit_days("MAIN")
    assert (plan.name, len(days), plan.boneyard) == ("First Pass", 31, ())
    assert (days[0].day, days[-1].day) == (date(2025, 4, 7), date(2025, 5, 26))
    assert len([strip for day in plan.days for strip in day.strips if strip.is_banner]) == 4
    worked = held = 0
    for person in production.people:
        on = [
            k for k, day in enumerate(days) if any(person.id in production.tasks[t].cast for t in day.tasks)
        ]  # type: ignore[union-attr]
        worked += len(on)
        held += on[-1] - on[0] + 1 - len(on)
    assert (worked, held) == (180, 120)
    order = [production.tasks[task] for day in days for task in day.tasks]
    assert sum(first.set != second.set for first, second in pairwise(order)) == 86  # type: ignore[union-attr]
    assert uss.board_lengths(production, plan)[:3] == (48, 36, 34)
    assert sum(uss.board_lengths(production, plan)) == 758
    assert codes == ["uss-calendar-event", "uss-heading"] or set(codes) == {
        "uss-calendar-event",
        "uss-heading",
    }
    assert uss.board_names(production) == ("Script Order", "First Pass")


@pytest.mark.parametrize("name", [LARGE, SMALL])
def test_the_published_samples_come_back_whole(shared: Path, name: str) -> None:
    data = (shared / "data/scripts" / name).read_bytes()
    production, plan, _ = read(data)
    written = uss.write(production, plan, data, today=TODAY)
    assert uss.validate(written) == []
    assert read(written)[:2] == (production, plan)
    document = json.loads(written)
    del document[ROOT]["_coverset"]
    assert document == json.loads(data)
    # From somewhere else, without the original: a new file with the same board.
    fresh = uss.write(replace(production, private=()), plan, today=TODAY, private=False)
    assert uss.validate(fresh) == []
    again, board, _ = read(fresh)
    assert (again.scenes, again.people, board.days) == (production.scenes, production.people, plan.days)


def test_only_a_schedule_is_sniffed() -> None:
    assert uss.sniff(packed(small()))
    assert not uss.sniff(b'{"scenes": []}')
    assert uss.KEY == "uss"
    assert ".uss" in uss.SUFFIXES


def test_a_long_absence_keeps_within_the_calendar() -> None:
    production, plan, _ = read(small())
    away = DateRange(date(2020, 1, 1), date(2020, 1, 1) + timedelta(days=9_000), "school")
    edited = replace(production, people=(replace(production.people[0], away=(away,)), *production.people[1:]))
    written = uss.write(edited, plan, packed(small()), today=TODAY)
    assert uss.validate(written) == []
    assert read(written)[0] == edited


@pytest.mark.parametrize("words", [b"null", b"1e999", b"NaN"])
def test_a_file_that_holds_nothing_is_refused_with_a_reason(words: bytes) -> None:
    production, plan, findings = uss.read(words, "nothing.uss")
    assert production is None
    assert plan is None
    assert has_errors(findings)


def test_a_kept_banner_of_negative_length_is_put_aside() -> None:
    own = Path(__file__).parent.parent / "corpus" / "board-ours.uss"
    document = json.loads(own.read_bytes())
    strips = document["universalScheduleStandard"]["_coverset"]["plan"]["days"][0]["strips"]
    strips[0] = {"task": "", "banner": "LUNCH", "minutes": -1}
    broken = json.dumps(document).encode()
    production, plan, _ = uss.read(broken, "board.uss")
    assert production is not None
    assert not uss.validate(uss.write(production, plan, broken))
