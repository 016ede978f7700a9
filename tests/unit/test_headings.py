"""Scene headings and scene numbers."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.model.headings import is_omitted, parse_heading, speaker, split_speakers
from coverset.model.numbering import assign_numbers, scene_sort_key


@pytest.mark.parametrize(
    ("text", "int_ext", "place", "set_", "time"),
    [
        ("INT. HOUSE - KITCHEN - DAY", "INT", "HOUSE", "HOUSE - KITCHEN", "DAY"),
        ("int./ext. car - dusk", "INT/EXT", "CAR", "CAR", "DUSK"),
        ("EXT./INT. VAN - NIGHT", "INT/EXT", "VAN", "VAN", "NIGHT"),
        ("I/E TRUCK - DAY", "INT/EXT", "TRUCK", "TRUCK", "DAY"),
        ("EST. CITY - SUNRISE", "EXT", "CITY", "CITY", "DAWN"),
        ("INT./EXT PORCH, NIGHT", "INT/EXT", "PORCH", "PORCH", "NIGHT"),
        ("EXT BEACH DAY FOR NIGHT", "EXT", "BEACH", "BEACH", "DAY"),
        ("INT. NIGHT BUS - DAY", "INT", "NIGHT BUS", "NIGHT BUS", "DAY"),
        ("INT. DAY ROOM", "INT", "DAY ROOM", "DAY ROOM", "DAY"),
        ("INT. PRECINCT - DAY ROOM - NIGHT", "INT", "PRECINCT", "PRECINCT - DAY ROOM", "NIGHT"),
        ("EXT. BEACH - NIGHT - FLASHBACK", "EXT", "BEACH", "BEACH", "NIGHT"),
        ("EXT. BEACH - NIGHT - CONTINUOUS", "EXT", "BEACH", "BEACH", "NIGHT"),
        ("EXT. ROAD - NIGHT - TUNNEL", "EXT", "ROAD", "ROAD - TUNNEL", "NIGHT"),
        ("INT. BAR \u2014 THE NEXT MORNING", "INT", "BAR", "BAR", "DAY"),
        ("INT. BAR -- LATE AFTERNOON", "INT", "BAR", "BAR", "DAY"),
        ("EXT. PIER - EVENING", "EXT", "PIER", "PIER", "DUSK"),
        ("EXT. PIER - MAGIC HOUR", "EXT", "PIER", "PIER", "DUSK"),
        ("EXT. PIER (NIGHT)", "EXT", "PIER", "PIER", "NIGHT"),
        ("INT. BAR - NIGHT (D3)", "INT", "BAR", "BAR", "NIGHT"),
        ("INT. BAR - LATER THAT NIGHT", "INT", "BAR", "BAR", "NIGHT"),
        ("EXT. HYTTE - KVELD", "EXT", "HYTTE", "HYTTE", "DUSK"),
    ],
)
def test_a_heading_is_taken_apart(text: str, int_ext: str, place: str, set_: str, time: str) -> None:
    heading = parse_heading(text)
    assert (heading.int_ext, heading.place, heading.set, heading.time) == (int_ext, place, set_, time)


@pytest.mark.parametrize("word", ["CONTINUOUS", "LATER", "SAME", "SAME TIME", "MOMENTS LATER", "CONT'D"])
def test_a_relative_time_takes_the_light_of_the_scene_before(word: str) -> None:
    assert parse_heading(f"EXT. HOUSE - {word}", "NIGHT").time == "NIGHT"
    assert parse_heading(f"EXT. HOUSE - {word}", "DAWN").time == "DAWN"
    alone = parse_heading(f"EXT. HOUSE - {word}")
    assert alone.time == "DAY"
    assert "taken as DAY" in alone.assumptions[0]


def test_what_a_heading_leaves_open_is_recorded() -> None:
    assert parse_heading("EXT. HOUSE - DAY").assumptions == ()
    assert parse_heading("EXT. HOUSE", "NIGHT").assumptions == ("no time of day: taken as DAY",)
    assert parse_heading("ATTIC - NIGHT").assumptions == ("neither INT nor EXT: taken as INT",)
    assert parse_heading("EXT. SEA - DAY FOR NIGHT").assumptions == ("DAY FOR NIGHT: shot by DAY",)
    assert parse_heading("EXT. SEA - DAY/NIGHT").assumptions == ("DAY/NIGHT: planned as DAY",)


def test_a_word_that_only_starts_like_int_is_no_prefix() -> None:
    assert parse_heading("INTERROGATION ROOM - NIGHT").set == "INTERROGATION ROOM"


@pytest.mark.parametrize("text", ["OMITTED", "Omitted", "OMIT", "(OMITTED)", "SCENE OMITTED", "OMITTED."])
def test_an_omitted_heading(text: str) -> None:
    assert is_omitted(text)


def test_a_house_is_not_omitted() -> None:
    assert not is_omitted("INT. OMITTED HOUSE - DAY")


def test_scene_numbers_sort_as_a_crew_says_them() -> None:
    for order in (
        "A20 B20 20 20A 20B A21 21",
        "10 10aA 10A",
        "79 79pt 80",
        "60 60pt 60pt4 60A",
        "9 10 100",
        "5 5.1 5.2",
    ):
        numbers = order.split()
        backwards = numbers[::-1]
        assert sorted(backwards, key=scene_sort_key) == numbers
    assert sorted(["B Roll", "2", "1Z", "1AA"], key=scene_sort_key) == ["1Z", "1AA", "2", "B Roll"]


@given(st.lists(st.text(max_size=12), max_size=6))
@settings(max_examples=60)
def test_any_texts_can_be_sorted_as_scene_numbers(numbers: list[str]) -> None:
    keys = [scene_sort_key(number) for number in sorted(numbers, key=scene_sort_key)]
    assert all(first <= second for first, second in pairwise(keys))


def test_unnumbered_scenes_get_numbers() -> None:
    assert assign_numbers([None, None, None]) == ("1", "2", "3")
    assert assign_numbers(["46", "47", None, None, "48"]) == ("46", "47", "47A", "47B", "48")
    assert assign_numbers([None, "1", None, "1A"]) == ("A1", "1", "1B", "1A")
    assert assign_numbers(["7"] + [None] * 27)[-2:] == ("7Z", "7AA")
    assert assign_numbers([]) == ()


@given(st.lists(st.none() | st.sampled_from(["1", "1A", "1B", "2", "A2", "9pt", "B Roll"]), max_size=40))
@settings(max_examples=80)
def test_given_numbers_stay_and_new_ones_are_new(numbers: list[str | None]) -> None:
    result = assign_numbers(numbers)
    given_ones = [number for number in numbers if number]
    fresh = [new for new, old in zip(result, numbers, strict=True) if not old]
    assert [new for new, old in zip(result, numbers, strict=True) if old] == given_ones
    assert len(set(fresh)) == len(fresh)
    assert not set(fresh) & set(given_ones)


def test_a_cue_names_a_role() -> None:
    assert speaker("NELL (O.S.) (CONT'D) ^") == "NELL"
    assert speaker("@McGregor") == "MCGREGOR"
    assert speaker("DR. BELL (ON THE PHONE") == "DR. BELL"
    assert speaker("(V.O.)") == ""


def test_two_roles_speak_together_only_when_both_exist() -> None:
    assert split_speakers(["ANNA", "BEN", "ANNA AND BEN"])["ANNA AND BEN"] == ("ANNA", "BEN")
    assert split_speakers(["ANNA", "ANNA & CO"])["ANNA & CO"] == ("ANNA & CO",)


@given(st.text(max_size=200), st.none() | st.sampled_from(["DAY", "NIGHT", "DAWN", "DUSK"]))
@settings(max_examples=100)
def test_any_text_is_a_heading(text: str, previous: str | None) -> None:
    heading = parse_heading(text, previous)
    assert heading.time in {"DAY", "NIGHT", "DAWN", "DUSK"}
    assert heading.set.startswith(heading.place)
    speaker(text)
