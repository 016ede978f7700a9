"""Events: each applies and is taken back without a trace, says what it changes, and refuses what cannot be."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.findings import Severity, has_errors
from coverset.formats import events as events_file
from coverset.formats import production as folder_of
from coverset.model.board import Board
from coverset.model.dates import DateRange
from coverset.model.event import Event
from coverset.model.events import check, in_date_order, kinds, take, take_all
from coverset.model.events.absences import Away, Blackout, RivalHold
from coverset.model.events.films import Coupled, Decoupled, ReleaseMoved
from coverset.model.events.leave import Examined, PermissionChanged
from coverset.model.events.means import ResourceLate, UnitAdded
from coverset.model.events.places import LocationLost, WindowMoved
from coverset.model.events.script import SceneAdded, SceneCut, SceneRewritten
from coverset.model.events.stoppages import Restart, Shutdown
from coverset.model.events.weather import Weather
from coverset.model.milestones import Milestones, When, chosen
from coverset.model.production import Production
from coverset.model.progress import Entry, Settled, with_progress
from coverset.model.progress_checks import problems, tally
from coverset.model.scenes import Activity, Scene
from coverset.model.stunts import Equipment, Permission, Stunts, Window
from coverset.rules import rules
from tests.productions import START, random_plan, tiny_production

WINDOWS = (Window(DateRange(START, START), 300, 1200, 45, 45),)
EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "two-hander"
SEEDS = st.integers(0, 10**6)


def some_event(kind: type[Event], production: Production, seed: int) -> Event:
    """An event of a kind that fits a production, drawn at random."""
    r = random.Random(seed)
    dates = production.calendar.dates()
    stretch = DateRange(*sorted(r.choices(dates, k=2)))
    day = r.choice(dates)
    scene = r.choice(production.scenes)
    given: dict[type[Event], dict[str, Any]] = {
        Shutdown: {
            "until": r.choice([None, day + timedelta(2)]),
            "end_date": r.choice([None, day + timedelta(9)]),
        },
        Restart: {"end_date": r.choice([None, dates[-1] + timedelta(5)])},
        Away: {"person": "LEAD", "dates": (stretch,), "illness": r.random() < 0.5},
        Blackout: {"people": r.choice([(), ("LEAD", "DRIVER")]), "dates": (stretch,)},
        RivalHold: {"person": "VILLAIN", "project": "the other film", "dates": (stretch,), "cited": "agent"},
        LocationLost: {"location": "STREET", "dates": r.choice([(), (stretch,)])},
        WindowMoved: {"location": "TRAIN", "open": (stretch,)},
        Weather: {"dates": (stretch,), "base": r.choice(["", "ROME"]), "all_work": r.random() < 0.5},
        SceneAdded: {
            "scene": "F1/900",
            "set": "A",
            "location": "FLAT",
            "eighths": 4,
            "minutes": 60,
            "after": r.choice(["", scene.id]),
        },
        SceneCut: {"scenes": (scene.id,)},
        SceneRewritten: {"scene": scene.id, "eighths": scene.eighths + 2, "colour": r.choice(["", "Pink"])},
        ResourceLate: {"resource": "CAMERA CAR", "until": dates[-1]},
        UnitAdded: {"unit": "SPLINTER", "like": r.choice(["", "SECOND"]), "day_cost": 5_000},
        Decoupled: r.choice([{"not_before": day}, {"left_out": True}]) | {"film": "F1"},
        Coupled: {"film": "F1"},
        PermissionChanged: r.choice(
            [{"state": "granted"}, {"state": "denied", "dates": (stretch,)}, {"dates": (stretch,)}]
        )
        | {"permission": "CLOSURE", "expires": r.choice([None, dates[-1]])},
        Examined: {
            "equipment": ("HARNESS",),
            "examiner": "an inspector",
            "months": r.choice([None, 6]),
        },
        ReleaseMoved: {"film": "F1", "when": r.choice([When(2026, 7), When(2026, 5, 27)])},
    }
    return kind(id="E", day=day, why=r.choice(["", "so it is"]), **given[kind])


def ready_for(kind: type[Event], seed: int) -> Production:
    """A tiny production on which an event of the kind makes sense."""
    production = tiny_production(seed)
    if kind is Restart:
        first = production.calendar.start_date
        return take(production, Shutdown(id="S", day=first))
    if kind in (PermissionChanged, Examined):
        leave = Permission("CLOSURE", "road_closure", "Closure", windows=WINDOWS, asked=START)
        stunts = Stunts(permissions=(leave,), equipment=(Equipment("HARNESS", "Harnesses"),))
        return replace(production, stunts=stunts)
    return production


@pytest.mark.parametrize("kind", sorted(kinds()))
@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, event_seed=SEEDS)
def test_what_is_taken_back_leaves_no_trace(kind: str, seed: int, event_seed: int) -> None:
    production = ready_for(kinds()[kind], seed)
    event = some_event(kinds()[kind], production, event_seed)
    assert not has_errors(check(production, event)), check(production, event)
    after = event.apply(production)
    undone = event.inverse(production).apply(after)
    for each in fields(production):
        assert getattr(undone, each.name) == getattr(production, each.name), each.name
    assert undone.tasks == production.tasks


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_changes_something_and_says_what(kind: str) -> None:
    changed = 0
    for seed in range(20):
        production = ready_for(kinds()[kind], seed)
        if kind == "coupled":
            production = Decoupled(id="D", film="F1", not_before=START).apply(production)
        event = some_event(kinds()[kind], production, seed)
        sentence = event.sentence(production)
        assert sentence.endswith(".")
        assert "None" not in sentence
        assert "()" not in sentence
        changed += event.apply(production) != production
    assert changed >= 15
    assert kinds()[kind].WORDS.endswith(".")


@pytest.mark.parametrize("kind", sorted(kinds()))
@settings(max_examples=20, deadline=None)
@given(seed=SEEDS)
def test_every_kind_round_trips_through_its_file(kind: str, seed: int) -> None:
    production = ready_for(kinds()[kind], seed)
    event = some_event(kinds()[kind], production, seed)
    event = replace(event, who="1st AD", recorded=date(2026, 1, 2), cited='a "call"; noted', mark="assumed")
    again, slips = events_file.read(events_file.write([event, replace(event, id="E2")], "E"))
    assert not slips, slips
    assert again.events == (event, replace(event, id="E2"))
    assert again.in_force == 1


@pytest.mark.parametrize("kind", sorted(kinds()))
@settings(max_examples=40, deadline=None)
@given(seed=SEEDS, event_seed=SEEDS, shot=st.lists(st.tuples(SEEDS, SEEDS), max_size=6))
def test_what_was_shot_before_an_event_stays_as_it_was_shot(
    kind: str, seed: int, event_seed: int, shot: list[tuple[int, int]]
) -> None:
    production = ready_for(kinds()[kind], seed)
    event = some_event(kinds()[kind], production, event_seed)
    assert event.day is not None
    past = [day for day in production.calendar.dates() if day < event.day]
    rows = [
        Entry(scene.id, "part" if size % 2 else "shot", past[day % len(past)], eighths=1 + size % 3)
        for scene, (size, day) in zip(production.scenes, shot if past else [], strict=False)
    ]
    rows += [Entry(work.id, "shot", past[0], work.unit) for work in production.activities if past]
    production = with_progress(production, rows)
    assert in_the_can(take(production, event)) == in_the_can(production)


def in_the_can(production: Production) -> list[tuple[str, Settled, Scene | Activity]]:
    """What was shot where, whatever its pieces are called: the last one takes its scene's id when nothing is left."""
    return sorted(
        (
            (name.partition(" shot ")[0], where, _bare(production.tasks[name]))
            for name, where in production.settled.items()
        ),
        key=str,
    )


def _bare(task: Scene | Activity) -> Scene | Activity:
    """Without what its pieces are called, or what the work was for."""
    return replace(task, id="", part="") if isinstance(task, Scene) else replace(task, before=())


def rewritten(what: str, eighths: int, **changes: Any) -> tuple[Production, Production]:
    """A production of which three eighths of the first scene, of four, were shot, before and after a rewrite."""
    production, findings = folder_of.read(EXAMPLE)
    assert production is not None, findings
    first = replace(production.scenes[0], eighths=4, minutes=40, cast=("SISTER",))
    production = replace(production, scenes=(first, *production.scenes[1:]))
    day = production.calendar.start_date
    production = with_progress(production, [Entry(first.id, what, day, "MAIN", eighths=3)])  # type: ignore[arg-type]
    event = SceneRewritten(id="E", day=day + timedelta(1), scene=first.id, eighths=eighths, **changes)
    return production, take(production, event)


def test_a_scene_rewritten_after_it_was_shot_stays_as_it_was_shot_and_says_so() -> None:
    before, after = rewritten("shot", 8, cast=("SISTER", "BROTHER"))
    name = before.scenes[0].id
    assert after.tasks[name] == before.tasks[name]
    assert after.scenes[0].eighths == 8
    assert [tally(each)[0].shot for each in (before, after)] == [4, 4]
    assert [tally(each)[0].total for each in (before, after)] == [tally(before)[0].total] * 2
    (doubt,) = check(before, after.events[-1])
    assert doubt.severity is Severity.WARNING
    assert "stays as it was shot" in doubt.sentence
    owed = with_progress(after, [*after.progress, Entry(name, "pickup owed", eighths=1, minutes=10)])
    pickup = owed.tasks[f"{name} pickup 1"]
    assert isinstance(pickup, Scene)
    assert pickup.cast == ("SISTER", "BROTHER")


def test_a_scene_rewritten_before_it_is_shot_is_shot_as_rewritten() -> None:
    production = tiny_production(1)
    first = production.scenes[0]
    day = production.calendar.start_date
    event = SceneRewritten(id="E", day=day, scene=first.id, eighths=first.eighths + 2)
    production = with_progress(production, [Entry(first.id, "shot", day)])
    assert check(production, event) == []
    task = take(production, event).tasks[first.id]
    assert isinstance(task, Scene)
    assert task.eighths == first.eighths + 2


def test_a_partly_shot_scene_that_is_rewritten_leaves_what_is_not_in_the_can() -> None:
    before, after = rewritten("part", 8, cast=("BROTHER",))
    name = before.scenes[0].id
    piece, left = after.tasks[f"{name} shot 1"], after.tasks[name]
    assert isinstance(piece, Scene)
    assert isinstance(left, Scene)
    assert (piece.eighths, piece.minutes, piece.cast) == (3, 30, ("SISTER",))
    assert (left.eighths, left.minutes, left.cast) == (5, 50, ("BROTHER",))
    # Shorter than what is in the can: nothing is left of it.
    before, after = rewritten("part", 2)
    assert problems(after) == []
    assert name in after.settled
    done = after.tasks[name]
    assert isinstance(done, Scene)
    assert (done.eighths, done.minutes) == (3, 30)


def test_a_written_production_keeps_the_draft_that_was_shot(tmp_path: Path) -> None:
    for k, (what, eighths) in enumerate((("part", 8), ("part", 2), ("shot", 6))):
        _, made = rewritten(what, eighths, time="NIGHT")
        again_event = SceneRewritten(
            id="F", day=made.calendar.end_date, scene=made.scenes[0].id, cast=("BROTHER",), minutes=75
        )
        made = take(made, again_event)
        _, slips = folder_of.write(made, tmp_path / str(k))
        assert slips == []
        again, findings = folder_of.read(tmp_path / str(k))
        assert again is not None, findings
        assert again.tasks == made.tasks
        assert again.settled == made.settled


def test_a_restart_ends_the_shutdown_and_the_plan_ends_later() -> None:
    production = replace(tiny_production(1), progress=(), lost_days=())
    calendar = production.calendar
    stop = Shutdown(id="S", day=calendar.start_date + timedelta(1), why="everybody is ill")
    stopped = take(production, stop)
    assert not any(stopped.calendar.works(day) for day in calendar.dates()[1:])
    again = calendar.end_date + timedelta(30)
    late = Restart(id="R", day=again)
    assert [f.code for f in check(stopped, late)] == ["window-backwards"]
    started = take(stopped, replace(late, end_date=again + timedelta(20)))
    assert not any(started.calendar.works(again - timedelta(k)) for k in range(1, 31))
    assert any(started.calendar.works(again + timedelta(k)) for k in range(7))
    assert [event.id for event in started.events] == ["S", "R"]
    assert [f.code for f in check(production, late)] == ["restart-without-shutdown"]


def test_a_rival_hold_refuses_a_plan_and_names_both() -> None:
    for seed in range(40):
        production = replace(tiny_production(seed), progress=(), rules_off=())
        board = Board(production, random_plan(production, seed))
        worked = [day for day in board.worked_by("LEAD") if not production.people_by_id["LEAD"].is_away(day)]
        if not worked:
            continue
        hold = RivalHold(
            id="H",
            person="LEAD",
            project="the other film",
            dates=(DateRange(worked[0], worked[0]),),
            cited="agent",
        )
        found = rules()["people-away"].check(Board(hold.apply(production), board.plan))
        said = [finding.sentence for finding in found if str(worked[0]) in finding.about]
        assert said
        assert all("LEAD" in each and "the other film" in each and "agent" in each for each in said)
        return
    pytest.fail("LEAD never works")


def test_a_rival_hold_needs_a_source() -> None:
    production = tiny_production(1)
    hold = RivalHold(id="H", person="LAED", project="", dates=())
    codes = {finding.code for finding in check(production, hold)}
    assert codes == {"person-unknown", "event-undated", "value-missing", "event-without-source"}


def test_a_decoupled_film_keeps_to_its_dates_until_it_is_coupled_again() -> None:
    production = replace(tiny_production(2), progress=(), lost_days=())
    last = production.calendar.end_date
    apart = take(production, Decoupled(id="D", film="F1", not_before=last))
    plan = random_plan(production, 1)
    found = rules()["film-windows"].check(Board(apart, plan))
    assert {name for finding in found for name in finding.about if "/" in name} == {
        task for day in plan.days if day.day != last for task in day.tasks if "/" in task
    }
    both = take(apart, Coupled(id="C", film="F1"))
    assert not rules()["film-windows"].check(Board(both, plan))
    out = take(production, Decoupled(id="D", film="F1", left_out=True))
    assert not any("/" in task for task in out.tasks)
    assert [f.code for f in check(out, Coupled(id="C", film="F1"))] == ["film-left-out"]


def test_weather_takes_the_exteriors_and_leaves_the_interiors() -> None:
    production = replace(tiny_production(4), progress=(), lost_days=())
    everywhere = Weather(id="W", dates=(DateRange(START, START + timedelta(9)),)).apply(production)
    for seed in range(5):
        plan = random_plan(production, seed)
        lost = {f.about[0] for f in rules()["lost-days"].check(Board(everywhere, plan))}
        outside = {s.id for s in production.scenes if s.int_ext != "INT"}
        assert lost & {s.id for s in production.scenes} == outside


def test_a_moved_release_keeps_the_old_one_in_sight() -> None:
    production = tiny_production(1)
    for k, when in enumerate((When(2021, 7), When(2021, 11, 19), When(2021, 7))):
        production = take(production, ReleaseMoved(id=f"M{k}", film="F1", when=when))
        found = chosen(production.milestones, "F1")
        assert found is not None
        assert found.when == when
    assert [str(report.when) for report in production.milestones.reports] == ["July 2021", "Fri 19 Nov 2021"]


def test_a_lost_location_is_lost_for_good_and_an_open_one_only_then() -> None:
    production = replace(tiny_production(5), progress=())
    for location in production.locations:
        for k, day in enumerate(production.calendar.dates()):
            after = LocationLost(id="L", location=location.id, day=day).apply(production)
            for j, other in enumerate(production.calendar.dates()):
                assert after.locations_by_id[location.id].is_open(other) == (
                    location.is_open(other) and j < k
                )


def test_events_stand_by_date_and_undated_ones_stay_behind_their_own() -> None:
    early, late = date(2020, 2, 24), date(2020, 9, 7)
    events = [
        Coupled(id="a", film="F1", day=late),
        Coupled(id="b", film="F1"),
        Coupled(id="c", film="F1", day=early),
    ]
    assert [event.id for event in in_date_order(events)] == ["c", "a", "b"]


def test_an_event_with_an_error_is_left_out_and_the_rest_is_taken() -> None:
    production = tiny_production(1)
    away = Away(id="A", person="LEAD", dates=(DateRange(START, START),))
    after, findings = take_all(production, [replace(away, id="B", person="NOBODY"), away])
    assert [event.id for event in after.events] == ["A"]
    assert [finding.code for finding in findings] == ["person-unknown"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small example, without what has happened to it."""
    for path in EXAMPLE.iterdir():
        if path.name not in ("progress.csv", "events.toml", "milestones.toml", "plan.json"):
            (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


FILE = """\
# The story so far.
in_force = "all"

[[weather]]
id = "gale"
dates = "2026-03-05"
base = "cromer"

# Her agent rang.
[[away]]
person = "SISTER"
date = 2026-03-03
dates = ["2026-03-09..2026-03-10 (dentist)"]
who = "1st AD"
source = "agent, by telephone"
"""


def test_the_file_is_taken_into_account_in_its_order(folder: Path) -> None:
    (folder / "events.toml").write_text(FILE)
    production, findings = folder_of.read(folder)
    assert production is not None, findings
    assert [(event.id, event.KIND) for event in production.events] == [
        ("gale", "weather"),
        ("away-1", "away"),
    ]
    assert production.people_by_id["SISTER"].is_away(date(2026, 3, 10))
    assert [lost.day for lost in production.lost_days] == [date(2026, 3, 5)]
    assert str(production.events[1].source) == "events.toml:10"
    for word, count in (("none", 0), ("gale", 1), ("all", 2)):
        part, _ = folder_of.read(folder, in_force=word)
        assert part is not None
        assert (len(part.events), len(part.ahead)) == (count, 2 - count)
    base, _ = folder_of.read(folder, in_force="none")
    assert base is not None
    again, slips = take_all(base, base.ahead)
    assert not slips
    assert again == production


def test_every_slip_of_the_file_is_said_with_its_line(folder: Path) -> None:
    (folder / "events.toml").write_text(
        'in_force = "everything"\n\n[[away]]\nperson = "SISTR"\ndates = ["2026-03-09"]\n\n'
        '[[weathr]]\ndates = "2026-03-10"\n\n[[location-lost]]\nlocation = "pier"\n\n'
        '[[shutdown]]\ndate = 2026-03-10\nuntil = 2026-03-09\n\n[[release-moved]]\nfilm = "F1"\nwhen = "soon"\n'
    )
    production, findings = folder_of.read(folder)
    assert production is None
    places = {str(f.place) for f in findings if f.severity is Severity.ERROR}
    assert places >= {f"events.toml:{line}" for line in (1, 3, 7, 10, 13, 19)}


def test_an_event_is_added_and_taken_back_and_comments_stay() -> None:
    data = FILE.encode()
    more = events_file.with_event(
        data, "location-lost", {"id": "pier", "location": "pier", "dates": ["2026-03-12"]}
    )
    assert more.startswith(data)
    found, slips = events_file.read(more)
    assert not slips
    assert [event.id for event in found.events] == ["gale", "away-1", "pier"]
    back, gone = events_file.without(more)
    assert gone is not None
    assert gone.id == "pier"
    assert back == data
    again, gone = events_file.without(data)
    assert again is not None
    assert b"agent" not in again
    assert b"The story so far" in again
    assert [event.id for event in events_file.read(again)[0].events] == ["gale"]
    last, _ = events_file.without(again)
    assert last is not None
    assert events_file.without(last) == (None, None)


@pytest.mark.parametrize("word", ["none", "gale", "away-1", "all"])
def test_an_event_of_today_comes_behind_those_in_force_and_those_ahead_stay_ahead(word: str) -> None:
    data = events_file.with_in_force(FILE.encode(), word)
    before = events_file.read(data)[0]
    given = {"id": "pier", "location": "pier", "dates": ["2026-03-12"]}
    more = events_file.with_event(data, "location-lost", given, now=True)
    after, slips = events_file.read(more)
    assert not slips
    ids = [event.id for event in after.events]
    assert ids.index("pier") == before.in_force
    assert ids[: after.in_force] == [event.id for event in before.events[: before.in_force]] + ["pier"]
    assert [name for name in ids if name != "pier"] == [event.id for event in before.events]
    assert b"The story so far" in more
    back, gone = events_file.without(more, "pier")
    assert back is not None
    assert gone is not None
    assert gone.id == "pier"
    again = events_file.read(back)[0]
    assert (again.events, again.in_force) == (before.events, before.in_force)


def test_an_event_that_is_not_there_is_not_taken_back() -> None:
    assert events_file.without(FILE.encode(), "flood") == (None, None)


def test_what_is_in_force_down_to_the_last_goes_back_with_it() -> None:
    data = events_file.with_in_force(FILE.encode(), "away-1")
    assert events_file.read(data)[0].in_force == 2
    back, _ = events_file.without(data)
    assert back is not None
    found, slips = events_file.read(back)
    assert not slips
    assert found.word == "gale"


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_without_a_crash(data: bytes) -> None:
    events_file.read(data)
    events_file.without(data)


def test_a_written_production_keeps_what_happened_to_it(tmp_path: Path) -> None:
    production, findings = folder_of.read(EXAMPLE, in_force="gale")
    assert production is not None, findings
    first = production.scenes[0].id
    day = production.calendar.start_date
    rows = [
        Entry(first, "part", day, "MAIN", eighths=1, note="dark"),
        Entry(first, "pickup owed", day, due=day, cited="DPR"),
    ]
    made = with_progress(production, rows)
    _, slips = folder_of.write(made, tmp_path / "p")
    assert slips == []
    again, findings = folder_of.read(tmp_path / "p")
    assert again is not None, findings
    assert again.ahead == made.ahead
    assert again.milestones == made.milestones
    assert again.lost_days == made.lost_days
    assert again.progress == made.progress
    assert again.tasks == made.tasks


def test_a_production_written_over_another_leaves_nothing_of_what_happened_to_it(tmp_path: Path) -> None:
    production, _ = folder_of.read(EXAMPLE)
    assert production is not None
    made = with_progress(production, [Entry(production.scenes[0].id, "shot", production.calendar.start_date)])
    folder_of.write(made, tmp_path)
    plain = replace(production, ahead=(), milestones=Milestones())
    folder_of.write(plain, tmp_path, force=True)
    again, _ = folder_of.read(tmp_path)
    assert again is not None
    assert (again.progress, again.ahead, again.events, again.milestones) == ((), (), (), Milestones())


def test_leave_that_is_granted_anew_keeps_its_hours_and_ends_later() -> None:
    production = ready_for(PermissionChanged, 1)
    later = DateRange(START + timedelta(40), START + timedelta(50))
    again = PermissionChanged(id="P", day=START, permission="CLOSURE", state="granted", dates=(later,))
    leave = take(production, again).stunts.permissions_by_id["CLOSURE"]
    assert (leave.state, leave.decided, leave.windows) == (
        "granted",
        START,
        (replace(WINDOWS[0], dates=later),),
    )
    assert "Closure is granted" in again.sentence(production)
    asked = PermissionChanged(id="Q", day=START, permission="CLOSURE", state="asked")
    assert asked.apply(production).stunts.permissions_by_id["CLOSURE"].decided is None
    ended = replace(production.stunts.permissions[0], expires=START)
    held = replace(production, stunts=replace(production.stunts, permissions=(ended,)))
    assert again.apply(held).stunts.permissions_by_id["CLOSURE"].expires == later.last


def test_leave_and_gear_that_nobody_knows_are_refused() -> None:
    production = ready_for(Examined, 1)
    nothing = PermissionChanged(id="P", day=START, permission="CLOSURE")
    backwards = replace(nothing, dates=(DateRange(START, START),), expires=START - timedelta(1))
    unknown = replace(nothing, permission="CLOSUER", state="granted")
    undated = Examined(id="E", equipment=("HARNES",), examiner=" ", months=9_999)
    said = [{f.code for f in check(production, event)} for event in (nothing, backwards, unknown, undated)]
    assert said == [
        {"value-missing"},
        {"window-backwards"},
        {"permission-unknown"},
        {"equipment-unknown", "event-undated", "value-missing", "value-wrong"},
    ]
    none = replace(undated, equipment=(), day=START, examiner="somebody", months=None)
    assert [f.code for f in check(production, none)] == ["value-missing"]


def test_an_event_of_a_folder_may_name_the_leave_of_its_stunts() -> None:
    base, findings = folder_of.read(EXAMPLE.parent / "grand-express", in_force="none")
    assert base is not None, findings
    leave = next(event for event in base.ahead if isinstance(event, PermissionChanged))
    after = take(base, leave).stunts.permissions_by_id[leave.permission]
    assert after != base.stunts.permissions_by_id[leave.permission]


@pytest.mark.parametrize("how", ["plain", "escaped", "utf-16"])
def test_every_kind_is_read_however_its_name_is_written(how: str) -> None:
    text = '[[weather]]\ndates = ["2026-03-05"]\n\n[[weather]]\nmoon = 1\n'
    if how == "escaped":
        text = text.replace("[[weather]]", '[["\\u0077eather"]]')
    file, findings = events_file.read(text.encode("utf-16" if how == "utf-16" else "utf-8"))
    assert [event.KIND for event in file.events] == ["weather"]
    assert {finding.code for finding in findings} == {"key-unknown", "value-missing"}
