"""Progress: shot work stays, what is left is work, pickups are owed until they are shot."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.findings import Severity
from coverset.formats import production as folder_of
from coverset.formats import progress as progress_file
from coverset.model.board import Board
from coverset.model.dates import DateRange
from coverset.model.plan import Plan, PlanDay, Strip
from coverset.model.production import Production
from coverset.model.progress import (
    Entry,
    Settled,
    as_shot,
    owed,
    shot_as_planned,
    with_progress,
)
from coverset.model.progress_checks import problems, tally, wrap_refused
from coverset.rules import check, rules
from coverset.service.opening import open_path
from tests.boards import small_board
from tests.productions import START, random_plan, tiny_production

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "two-hander"
SEEDS = st.integers(0, 10**6)


def plain(seed: int = 3) -> Production:
    """A tiny production of which nothing is shot yet."""
    made = tiny_production(seed)
    return replace(made, progress=(), lost_days=(), baseline=None)


def biggest(production: Production) -> str:
    return max(production.scenes, key=lambda scene: scene.minutes).id


def test_a_scene_shot_whole_keeps_its_id_and_is_settled() -> None:
    production = plain()
    scene = biggest(production)
    after = with_progress(production, [Entry(scene, "shot", START, "MAIN")])
    assert list(after.tasks) == list(production.tasks)
    assert after.settled == {scene: Settled("MAIN", START)}
    assert after.tasks[scene].minutes == production.tasks[scene].minutes


def test_a_partly_shot_scene_leaves_the_rest_as_work() -> None:
    production = plain()
    scene = biggest(production)
    whole = production.tasks[scene]
    third = whole.eighths // 3
    after = with_progress(production, [Entry(scene, "part", START, "MAIN", eighths=third)])
    piece, rest = after.tasks[f"{scene} shot 1"], after.tasks[scene]
    assert (piece.eighths, rest.eighths) == (third, whole.eighths - third)
    assert piece.minutes == whole.minutes * third // whole.eighths
    assert piece.minutes + rest.minutes == whole.minutes
    assert scene not in after.settled
    assert list(after.tasks).index(piece.id) == list(after.tasks).index(scene) - 1
    done = with_progress(after, [*after.progress, Entry(scene, "shot", START + timedelta(1), "MAIN")])
    assert done.settled[scene] == Settled("MAIN", START + timedelta(1))
    assert sum(done.tasks[name].eighths for name in (piece.id, scene)) == whole.eighths


def test_stated_minutes_are_taken_as_they_are() -> None:
    production = plain()
    scene = biggest(production)
    after = with_progress(production, [Entry(scene, "part", START, "MAIN", eighths=1, minutes=50)])
    assert after.tasks[f"{scene} shot 1"].minutes == 50
    assert after.tasks[scene].minutes == production.tasks[scene].minutes - 50


@settings(max_examples=80, deadline=None)
@given(SEEDS, st.lists(st.integers(1, 6), max_size=4), st.booleans())
def test_no_page_and_no_minute_is_lost_or_made(seed: int, parts: list[int], finish: bool) -> None:
    production = plain(seed)
    scene = biggest(production)
    rows = [Entry(scene, "part", START, "MAIN", eighths=size) for size in parts]
    rows += [Entry(scene, "shot", START + timedelta(1), "MAIN")] if finish else []
    after = with_progress(production, rows)
    own = [task for name, task in after.tasks.items() if name == scene or name.startswith(f"{scene} shot")]
    assert sum(task.eighths for task in own) == production.tasks[scene].eighths  # type: ignore[union-attr]
    assert sum(task.minutes for task in own) == production.tasks[scene].minutes
    assert scene in after.tasks
    assert (scene in after.settled) == (finish or sum(parts) >= production.tasks[scene].eighths)  # type: ignore[union-attr]


def test_an_omitted_scene_goes_with_its_pins_pairs_and_orders() -> None:
    for seed in range(60):
        production = plain(seed)
        for scene in production.scenes:
            after = with_progress(production, [Entry(scene.id, "omitted")])
            assert scene.id not in after.tasks
            assert all(scene.id not in pin.named for pin in after.pins)
            assert all(scene.id not in (pair.first, pair.second) for pair in after.aparts)
            assert all(scene.id not in (rule.before, rule.after) for rule in after.precedences)
            assert all(scene.id not in work.before for work in after.activities)


def test_what_is_shot_of_an_omitted_scene_stays_shot() -> None:
    production = plain()
    scene = biggest(production)
    after = with_progress(
        production, [Entry(scene, "part", START, "MAIN", eighths=2), Entry(scene, "omitted")]
    )
    assert after.settled == {scene: Settled("MAIN", START)}
    assert after.tasks[scene].eighths == 2  # type: ignore[union-attr]


def test_a_pickup_of_a_shot_scene_is_work_until_it_is_shot() -> None:
    production = plain()
    scene = biggest(production)
    film = production.scenes[0].film
    due = START + timedelta(4)
    rows = [
        Entry(scene, "shot", START, "MAIN"),
        Entry(scene, "pickup owed", START, minutes=40, due=due, note="the close shot was soft"),
    ]
    after = with_progress(production, rows)
    assert after.tasks[f"{scene} pickup 1"].minutes == 40
    assert after.due == {f"{scene} pickup 1": due}
    assert [entry.task for entry in owed(after, film)] == [scene]
    refused = wrap_refused(after, film)
    assert refused is not None
    assert scene in refused.sentence
    assert "the close shot was soft" in refused.sentence
    met = with_progress(after, [*rows, Entry(scene, "pickup shot", START + timedelta(2), "MAIN")])
    assert met.settled[f"{scene} pickup 1"] == Settled("MAIN", START + timedelta(2))
    assert owed(met, film) == ()
    assert met.due == {}


def test_a_pickup_owed_before_its_scene_is_shot_is_met_by_shooting_it() -> None:
    production = plain()
    scene = biggest(production)
    owing = [Entry(scene, "pickup owed", START, due=START + timedelta(4))]
    before = with_progress(production, owing)
    assert list(before.tasks) == list(production.tasks)
    assert before.due == {scene: START + timedelta(4)}
    assert len(owed(before)) == 1
    for what in ("shot", "pickup shot"):
        after = with_progress(production, [*owing, Entry(scene, what, START + timedelta(1), "MAIN")])  # type: ignore[arg-type]
        assert after.settled[scene].day == START + timedelta(1)
        assert owed(after) == ()
        assert list(after.tasks) == list(production.tasks)


def test_a_film_with_everything_shot_wraps() -> None:
    production = plain()
    rows = [Entry(task, "shot", START, "") for task in production.tasks]
    film = production.scenes[0].film
    assert wrap_refused(production, film) is not None
    done = with_progress(production, rows)
    assert wrap_refused(done, film) is None
    assert [each.wrapped for each in tally(done) if each.film == film] == [True]


def test_the_tally_adds_up() -> None:
    production = plain()
    scene = biggest(production)
    other = next(each.id for each in production.scenes if each.id != scene)
    rows = [Entry(scene, "part", START, "MAIN", eighths=2), Entry(other, "omitted")]
    found = next(each for each in tally(with_progress(production, rows)) if each.film == "F1")
    assert found.shot == 2
    assert found.shot + found.left == found.total
    assert found.omitted == next(each.eighths for each in production.scenes if each.id == other)


@settings(max_examples=80, deadline=None)
@given(SEEDS, SEEDS)
def test_a_board_carries_shot_work_to_where_it_was_shot(seed: int, plan_seed: int) -> None:
    production = tiny_production(seed)
    board = as_shot(production, random_plan(production, plan_seed))
    assert not rules()["shot-work"].check(Board(production, board))
    for task, where in production.settled.items():
        days = board.where[task]
        assert len(days) == 1
        assert days[0].day == where.day
    assert set(board.where) | set(board.boneyard) <= set(production.tasks)
    assert as_shot(production, board) == board


def test_what_is_left_of_a_partly_shot_scene_leaves_its_past_date() -> None:
    production = plain()
    scene = biggest(production)
    stood = Plan((PlanDay("MAIN", START, (Strip(scene),)),))
    after = with_progress(production, [Entry(scene, "part", START, "MAIN", eighths=1)])
    board = as_shot(after, stood)
    assert board.days == (PlanDay("MAIN", START, (Strip(f"{scene} shot 1"),)),)
    assert board.boneyard == (scene,)
    later = Plan((PlanDay("MAIN", START + timedelta(3), (Strip(scene),)),))
    assert as_shot(after, later).date_of(scene) == START + timedelta(3)


def test_a_shoot_that_goes_to_plan_is_progress() -> None:
    board = small_board()
    days = sorted({day.day for day in board.plan.days})
    until = days[len(days) // 2]
    rows = shot_as_planned(board.production, board.plan, until)
    after = with_progress(board.production, rows)
    assert set(after.settled) == {task for day in board.plan.days if day.day < until for task in day.tasks}
    assert shot_as_planned(after, board.plan, until) == rows
    assert as_shot(after, board.plan) == board.plan
    moved = replace(board.plan, days=tuple(replace(d, day=d.day + timedelta(40)) for d in board.plan.days))
    assert {finding.code for finding in check(Board(after, moved))} >= {"shot-work"}


def test_rows_that_contradict_are_all_said_at_once() -> None:
    production = plain()
    scene = biggest(production)
    eighths = production.tasks[scene].eighths  # type: ignore[union-attr]
    rows = [
        Entry("F1/999", "shot", START, "MAIN"),
        Entry(scene, "shot", START, "MIAN"),
        Entry(scene, "shot", START + timedelta(1), "MAIN"),
        Entry(scene, "part", START + timedelta(2), "MAIN", eighths=eighths + 1),
        Entry(production.scenes[0].id, "shot", None, "MAIN"),
        Entry(production.scenes[1].id, "shot", START - timedelta(400), "MAIN"),
        Entry(production.scenes[1].id, "pickup owed", START, due=START - timedelta(1)),
        Entry("F1", "wrap", START),
    ]
    codes = {finding.code for finding in problems(replace(production, progress=tuple(rows)))}
    assert codes >= {
        *("scene-unknown", "unit-unknown", "progress-twice", "parts-do-not-add-up", "value-missing"),
        *("progress-outside", "window-backwards", "wrap-scenes-left", "progress-contradicts"),
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small example, without what has happened to it."""
    for path in EXAMPLE.iterdir():
        if path.name not in ("progress.csv", "events.toml", "milestones.toml", "plan.json"):
            (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path


def test_the_table_is_read_with_names_as_people_write_them(folder: Path) -> None:
    table = "Date;Unit;Scene;What;8ths;Due;Notes\n02.03.2026;main;2;complete;;;\n2026-03-03;;f1/4;partly;1/8;;dark\n"
    (folder / "progress.csv").write_text(table + "2026-03-03;;F1/2;pickup owed;;;soft\n")
    production, findings = folder_of.read(folder)
    assert production is not None
    assert [(e.task, e.what, e.unit) for e in production.progress] == [
        ("F1/2", "shot", "MAIN"),
        ("F1/4", "part", "MAIN"),
        ("F1/2", "pickup owed", ""),
    ]
    assert production.settled["F1/4 shot 1"] == Settled("MAIN", date(2026, 3, 3))
    said = {(f.code, str(f.place)) for f in findings if f.code == "pickup-without-time"}
    assert said == {("pickup-without-time", "progress.csv:4")}


def test_every_slip_of_the_table_is_said_with_its_line(folder: Path) -> None:
    (folder / "progress.csv").write_text(
        "date,unit,scene,what,eighths\n2026-03-02,,F1/99,shot,\n2026-03-02,,F1/7,blurb,\n"
        "2026-03-02,MIAN,F1/7,shot,\nyesterday,,F1/8,shot,\n2026-03-02,,,shot,\n"
    )
    production, findings = folder_of.read(folder)
    assert production is None
    places = {str(f.place) for f in findings if f.severity is Severity.ERROR}
    assert places >= {f"progress.csv:{line}" for line in (2, 3, 4, 5, 6)}
    assert any("F1/9" in f.sentence for f in findings if f.code == "scene-unknown")


def test_a_folder_without_the_table_is_as_before(folder: Path) -> None:
    production, _ = folder_of.read(folder)
    assert production is not None
    assert production.progress == production.events == production.ahead == ()
    assert not production.settled
    assert production.tasks == {s.id: s for s in production.scenes if not s.omitted} | {
        a.id: a for a in production.activities
    }


def test_opening_a_folder_with_progress_carries_its_board(folder: Path) -> None:
    from coverset.formats import plan as plan_file

    production, _ = folder_of.read(folder)
    assert production is not None
    first, second = list(production.tasks)[:2]
    day = production.calendar.start_date
    later = day + timedelta(3)
    plan = Plan((PlanDay("MAIN", day, (Strip(first),)), PlanDay("MAIN", later, (Strip(second),))))
    (folder / "plan.json").write_bytes(plan_file.write(plan, production))
    (folder / "progress.csv").write_text(f"date,scene,what\n{day},{second},shot\n")
    opened = open_path(folder)
    assert opened.plan is not None
    assert opened.plan.date_of(second) == day
    assert opened.plan.date_of(first) == day


@settings(max_examples=60, deadline=None)
@given(SEEDS)
def test_the_table_round_trips(seed: int) -> None:
    production = tiny_production(seed)
    rows, slips = progress_file.read(progress_file.write(production.progress))
    assert not slips
    again, slips = progress_file.entries(rows, production)
    assert not slips
    # A unit that nobody noted is filled in where only one may have done it.
    assert [replace(e, unit="") for e in again] == [replace(e, unit="") for e in production.progress]


@pytest.mark.parametrize(
    "start",
    [
        None,
        b"date,unit,scene,what\n2026-03-02,MAIN,F1/2,shot\n",
        b"day;scene;status;mine\r\n2026-03-02;F1/2;shot;x\r\n",
        b'\xef\xbb\xbfscene,what,note\nF1/2,added,"caf\xc3\xa9, by the sea"\n',
    ],
)
def test_rows_are_added_and_what_stands_stays(start: bytes | None) -> None:
    row = progress_file.row_of(Entry("F1/4", "part", date(2026, 3, 3), "MAIN", eighths=1, note="dark; cold"))
    made = progress_file.with_rows(start, [row])
    rows, slips = progress_file.read(made)
    assert [slip.code for slip in slips if slip.severity is Severity.ERROR] == []
    before = progress_file.read(start)[0] if start else []
    assert [dict(each.cells) for each in rows[: len(before)]] == [dict(each.cells) for each in before]
    assert rows[-1].get("scene") == "F1/4"
    assert rows[-1].get("eighths") == 1
    assert rows[-1].get("note") == "dark; cold"
    assert rows[-1].get("date") == date(2026, 3, 3)


def test_what_is_left_is_planned_after_what_is_shot() -> None:
    production = plain()
    scene = biggest(production)
    others = [each.id for each in production.scenes if each.id != scene]
    later = START + timedelta(3)
    rows = [Entry(scene, "part", later, "MAIN", eighths=1), Entry(others[0], "shot", START, "MAIN")]
    after = with_progress(production, [*rows, Entry(others[0], "pickup owed", START, minutes=30)])
    pickup = f"{others[0]} pickup 1"
    days = (
        PlanDay("MAIN", START, (Strip(others[0]), Strip(others[1]))),
        PlanDay("SECOND", START, (Strip(others[2]), Strip(pickup))),
        PlanDay("MAIN", later, (Strip(f"{scene} shot 1"), Strip(scene), Strip(others[3]))),
    )
    found = rules()["left-work"].check(Board(after, Plan(days)))
    assert {finding.about[0] for finding in found} == {others[1], pickup, scene}
    assert any("record it in progress.csv" in finding.sentence for finding in found)


def test_shot_strips_are_hatched_and_say_so() -> None:
    from coverset.reports import Printing, stripboard
    from tests.papers import PRINTED, tables

    board = small_board()
    first = board.days[0].tasks[0]
    rows = [Entry(first, "shot", board.days[0].day, board.days[0].unit)]
    document = stripboard.build(Printing(Board(with_progress(board.production, rows), board.plan), PRINTED))
    hatched = [row for table in tables(document) for row in table.rows if row.hatch]
    assert len(hatched) == 1
    assert any(cell.note.startswith("Shot.") for cell in hatched[0].cells)


def test_what_is_shot_is_shot_whatever_happens_afterwards() -> None:
    """Windows that move, people who were away after all, pins and orders: none of it asks shot work to move."""
    from coverset.model.pins import Pin
    from coverset.model.questions import ask
    from coverset.solve.compile import compile_production

    opened = open_path(EXAMPLE)
    assert opened.production is not None
    production = opened.production
    scene = production.scenes[1]
    day = production.calendar.start_date
    far = DateRange(day + timedelta(10), day + timedelta(11))
    changed = replace(
        production,
        locations=tuple(replace(each, open=(far,), closed=()) for each in production.locations),
        people=tuple(replace(each, away=(DateRange(day, day),)) for each in production.people),
        pins=(Pin(scene.id, (far,)),),
        rules_off=("day-length",),
    )
    after = with_progress(changed, [Entry(scene.id, "shot", day, "MAIN")])
    about = {name for finding in ask(after) if finding.severity is Severity.ERROR for name in finding.about}
    assert scene.id not in about
    compiled = compile_production(after)
    task = compiled.problem.tasks[compiled.tasks.index(scene.id)]
    assert task.allowed == (compiled.builder.slot("MAIN", compiled.dates.index(day)),)
    stands = Board(after, Plan((PlanDay("MAIN", day, (Strip(scene.id),)),)))
    assert {finding.code for finding in check(stands) if scene.id in finding.about} == set()
