"""Sunrise, sunset and civil twilight against published tables and against the laws of the sky."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from coverset.model.sun import sun_day, sun_events
from coverset.units import parse_clock

NORTH = (78.2232, 15.6267, "Arctic/Longyearbyen")
FJORD = (62.5675, 7.6870, "Europe/Oslo")
ROME = (41.9028, 12.4964, "Europe/Rome")
LETTERS = {"R": "rise", "S": "set"}


def told(row: dict[str, Any]) -> list[tuple[str, int]]:
    """What a row says happens that day, in minutes, or only the parts that it gives."""
    if "events" in row:
        return [(LETTERS[event[0]], parse_clock(event[2:])) for event in row["events"]]
    return [(kind, parse_clock(row[kind])) for kind in ("rise", "set") if kind in row]


@pytest.mark.parametrize("column", ["published", "computed_two_methods"])
def test_every_known_row_holds_within_two_minutes(shared: Path, column: str) -> None:
    rows = json.loads((shared / "data/facts/sun_tests.json").read_text(encoding="utf-8"))[column]
    assert len(rows) >= 10
    for row in rows:
        place, day = (row["lat"], row["lon"], row["tz"]), date.fromisoformat(row["date"])
        found = [(event.kind, event.minute) for event in sun_events(*place, day)]
        light = [(kind, minute) for kind, minute in found if kind in ("rise", "set")]
        wanted = told(row)
        if "polar" in row:
            assert light == []
            assert sun_day(*place, day).state == f"polar {row['polar']}"
        if {"rise", "set"} <= row.keys() or "events" in row:
            assert [kind for kind, _ in light] == [kind for kind, _ in wanted], row
        for kind, minute in wanted:
            assert any(k == kind and abs(m - minute) <= 2 for k, m in light), (row, light)
        if isinstance(civil := row.get("civil"), list):
            twilight = [(kind, minute) for kind, minute in found if kind in ("dawn", "dusk")]
            assert [kind for kind, _ in twilight] == ["dawn", "dusk"]
            for (_, minute), clock in zip(twilight, civil, strict=True):
                assert abs(minute - parse_clock(clock)) <= 2
        elif civil:
            assert not any(kind in ("dawn", "dusk") for kind, _ in found)


def test_a_norwegian_june_has_a_sunset_and_never_gets_dark() -> None:
    day = sun_day(*FJORD, date(2026, 6, 21))
    assert day.state == "normal"
    assert day.daylight == (day.rise, day.set)
    assert (day.dawn, day.dusk, day.dark) == (None, None, None)


def test_three_events_in_one_northern_day() -> None:
    day = date(2020, 8, 25)
    assert [event.kind for event in sun_events(*NORTH, day)] == ["set", "rise", "set"]
    assert sun_day(*NORTH, day).set == sun_events(*NORTH, day)[-1].minute


def test_a_sun_that_sets_after_midnight_belongs_to_the_day_it_rose() -> None:
    before, after = date(2016, 4, 17), date(2016, 4, 18)
    day = sun_day(*NORTH, before)
    assert [event.kind for event in sun_events(*NORTH, before)] == ["rise"]
    assert day.set == 1440 + sun_events(*NORTH, after)[0].minute
    assert day.daylight == (day.rise, 1440)


def test_the_midnight_sun_lights_the_whole_day_and_leaves_no_dark() -> None:
    day = sun_day(*NORTH, date(2025, 6, 21))
    assert (day.state, day.daylight, day.dark) == ("polar day", (0, 1440), None)


def test_the_polar_night_is_dark_from_end_to_end() -> None:
    day = sun_day(*NORTH, date(2025, 12, 21))
    assert (day.state, day.daylight, day.dark) == ("polar night", None, (0, 2880))


def test_a_polar_night_with_twilight_at_noon_is_dark_from_dusk_to_dawn() -> None:
    day = sun_day(69.65, 18.96, "Europe/Oslo", date(2025, 12, 21))
    assert (day.state, day.daylight) == ("polar night", None)
    assert day.dusk is not None
    assert day.dark is not None
    assert day.dark[0] == day.dusk < 16 * 60
    assert day.dark[1] > 1440 + 8 * 60


def test_the_clock_change_moves_the_sun_by_an_hour() -> None:
    summer, winter = sun_day(*ROME, date(2017, 10, 28)), sun_day(*ROME, date(2017, 10, 29))
    assert summer.rise is not None
    assert winter.rise is not None
    assert summer.rise - winter.rise in (58, 59, 60)
    (rise,) = [event for event in sun_events(*ROME, date(2017, 10, 29)) if event.kind == "rise"]
    assert rise.at.utcoffset() == timedelta(hours=1)


def test_mountains_delay_the_sun_but_not_the_twilight() -> None:
    flat, valley = sun_day(*FJORD, date(2026, 3, 1)), sun_day(*FJORD, date(2026, 3, 1), horizon=10.0)
    assert flat.rise is not None
    assert valley.rise is not None
    assert valley.rise > flat.rise + 30
    assert (valley.dawn, valley.dusk, valley.dark) == (flat.dawn, flat.dusk, flat.dark)
    assert sun_day(*FJORD, date(2026, 12, 21), horizon=20.0).daylight is None


def test_the_pole_is_answered() -> None:
    assert sun_day(90.0, 0.0, "UTC", date(2026, 6, 21)).state == "polar day"
    assert sun_day(-90.0, 0.0, "UTC", date(2026, 6, 21)).state == "polar night"


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ((91.0, 0.0, "UTC"), "latitude 91.0"),
        ((0.0, 181.0, "UTC"), "longitude 181.0"),
        ((float("nan"), 0.0, "UTC"), "latitude nan"),
        ((0.0, 0.0, "Mars/Olympus"), "'Mars/Olympus' is not a time zone"),
        ((0.0, 0.0, "../etc/passwd"), "is not a time zone"),
    ],
)
def test_a_place_that_is_none_is_named(place: tuple[float, float, str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        sun_day(*place, date(2026, 1, 1))


def test_a_wall_of_horizon_is_refused() -> None:
    with pytest.raises(ValueError, match="horizon"):
        sun_events(*ROME, date(2026, 1, 1), horizon=80.0)


PLACES = st.tuples(
    st.floats(-89.0, 89.0),
    st.floats(-180.0, 180.0),
    st.sampled_from(["UTC", "Europe/Rome", "Arctic/Longyearbyen", "Pacific/Auckland", "Asia/Kathmandu"]),
)
DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))


@given(PLACES, DAYS)
@settings(max_examples=100)
@example((78.2232, 15.6267, "Arctic/Longyearbyen"), date(2020, 2, 16))
def test_rise_and_set_alternate_and_stay_inside_the_day(place: tuple[float, float, str], day: date) -> None:
    pairs = (("rise", "set"), ("dawn", "dusk"))
    events = sun_events(*place, day)
    assert all(0 <= event.minute < 1440 for event in events)
    assert [event.at for event in events] == sorted(event.at for event in events)
    for pair in pairs:
        kinds = [event.kind for event in events if event.kind in pair]
        assert all(one != two for one, two in pairwise(kinds))


ZONES = {
    "UTC": 0,
    "Europe/Rome": 15,
    "Arctic/Longyearbyen": 15,
    "Pacific/Auckland": 175,
    "Asia/Kathmandu": 86,
}
WITHIN = st.builds(
    lambda latitude, zone, aside: (latitude, (ZONES[zone] + aside + 180) % 360 - 180, zone),
    st.floats(-89.0, 89.0),
    st.sampled_from(sorted(ZONES)),
    st.floats(-50.0, 50.0),
)
"""Places whose clocks are those of their own longitude, give or take."""


@given(WITHIN, DAYS)
@settings(max_examples=100)
def test_the_parts_of_a_day_agree(place: tuple[float, float, str], day: date) -> None:
    # On the night on which the clocks change a later moment may have an earlier time.
    zone = ZoneInfo(place[2])
    offsets = {datetime.combine(day + timedelta(n), time(), zone).utcoffset() for n in (0, 1)}
    assume(len(offsets) == 1)
    sun = sun_day(*place, day)
    assert (sun.daylight is None) == (sun.state == "polar night")
    if sun.daylight:
        assert 0 <= sun.daylight[0] <= sun.daylight[1] <= 1440
    if sun.state == "polar day":
        assert sun.dark is None
    if sun.dark:
        assert 0 <= sun.dark[1] - sun.dark[0] <= 2880
    if sun.rise is not None and sun.set is not None:
        assert sun.rise < sun.set
        if sun.dawn is not None and sun.dusk is not None:
            assert sun.dawn < sun.rise < sun.set < sun.dusk


@given(PLACES, st.dates(date(1990, 1, 1), date(2060, 12, 1)))
@settings(max_examples=50)
def test_nothing_is_lost_between_days(place: tuple[float, float, str], first: date) -> None:
    """Over a month the sun rises as often as it sets, give or take the month's own ends."""
    days = [first + timedelta(n) for n in range(30)]
    kinds = [event.kind for day in days for event in sun_events(*place, day) if event.kind in ("rise", "set")]
    assert all(one != two for one, two in pairwise(kinds))
