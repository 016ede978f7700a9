"""Edits: applied and taken back they leave the board as it was; what they change is what the diff says."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.model.diff import orders_between, people_between, strips_between
from coverset.model.edits import Edit, EditError, MoveStrip, PullDay, ReorderDay, Several, SwapDays
from coverset.model.engagement import Engagement, Gap
from coverset.model.plan import Plan, PlanDay, Strip

MON = date(2025, 5, 5)


def day(number: int, *tasks: str, unit: str = "MAIN", banner: str = "") -> PlanDay:
    strips = tuple(Strip(task) for task in tasks)
    return PlanDay(unit, MON + timedelta(days=number), ((Strip(banner=banner),) if banner else ()) + strips)


BOARD = Plan(
    (day(0, "1", "2", "3", banner="DAY ONE"), day(1, "4"), day(3, "5", "6"), day(0, "7", unit="B")), ("8",)
)


def drawn(seed: int) -> tuple[Plan, Edit]:
    """A board with banners, a boneyard and more than one unit, and any edit of it."""
    r = random.Random(seed)
    tasks = [str(k) for k in range(r.randint(3, 12))]
    r.shuffle(tasks)
    days = []
    for unit in ("MAIN", "B"):
        for number in range(6):
            own = [tasks.pop() for _ in range(min(len(tasks), r.randint(0, 3)))]
            strips = [Strip(task) for task in own]
            for _ in range(r.choice((0, 0, 1))):
                strips.insert(r.randint(0, len(strips)), Strip(banner="MEAL", minutes=30))
            if strips or r.random() < 0.2:
                days.append(PlanDay(unit, MON + timedelta(days=number), tuple(strips)))
    plan = Plan(tuple(days), tuple(tasks))

    def one() -> Edit:
        unit, when = r.choice(("MAIN", "B")), [MON + timedelta(days=r.randrange(7)) for _ in range(2)]
        used = [d for d in plan.days if d.unit == unit and d.tasks]
        kind = r.randrange(4)
        if kind == 1:
            return SwapDays(unit, *when)
        if kind == 2 and used:
            return PullDay(unit, r.choice(used).day, r.choice(used).day)
        if kind == 3 and used:
            found = r.choice(used)
            return ReorderDay(unit, found.day, tuple(r.sample(found.tasks, len(found.tasks))))
        task = r.choice([*plan.where, *plan.boneyard])
        return MoveStrip(task, unit, r.choice((None, *when)), r.choice(["", *plan.where]))

    moves = [one() for _ in range(3)]
    strips = tuple(move for move in moves if isinstance(move, MoveStrip))
    return plan, Several(strips) if len(strips) == 3 else moves[0]


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9))
def test_an_edit_taken_back_leaves_the_board_as_it_was(seed: int) -> None:
    plan, edit = drawn(seed)
    after = edit.apply(plan)
    back = edit.inverse(plan)
    assert back.apply(after) == plan
    assert back.inverse(after).apply(plan) == after


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**9))
def test_no_edit_loses_or_doubles_a_strip(seed: int) -> None:
    plan, edit = drawn(seed)
    after = edit.apply(plan)

    def strips(board: Plan) -> list[str]:
        return sorted([*(s.task or s.banner for d in board.days for s in d.strips), *board.boneyard])

    assert strips(after) == strips(plan)
    moved = {strip.task for strip in strips_between(plan, after)}
    assert all(
        [(d.unit, d.day) for d in plan.where.get(task, ())]
        == [(d.unit, d.day) for d in after.where.get(task, ())]
        for task in {*plan.where, *plan.boneyard} - moved
    )


def test_a_strip_goes_before_the_one_named_or_last() -> None:
    tasks = lambda plan: plan.unit_days("MAIN")[0].tasks  # noqa: E731
    assert tasks(MoveStrip("4", "MAIN", MON, "2").apply(BOARD)) == ("1", "4", "2", "3")
    assert tasks(MoveStrip("8", "MAIN", MON, "6").apply(BOARD)) == ("1", "2", "3", "8")
    assert tasks(MoveStrip("1", "MAIN", MON).apply(BOARD)) == ("2", "3", "1")
    assert MoveStrip("4").apply(BOARD).boneyard == ("8", "4")


def test_a_day_left_without_a_strip_is_no_day_and_banners_keep_one() -> None:
    emptied = MoveStrip("4", "B", MON).apply(BOARD)
    assert [d.day for d in emptied.days if d.unit == "MAIN"] == [MON, MON + timedelta(days=3)]
    kept = Several(tuple(MoveStrip(task) for task in "123")).apply(BOARD)
    assert kept.days[1].strips == (Strip(banner="DAY ONE"),)


def test_a_pulled_day_closes_the_days_between() -> None:
    there = MON + timedelta(days=3)
    after = PullDay("MAIN", there, MON).apply(BOARD)
    assert [(d.day, d.tasks) for d in after.unit_days("MAIN")] == [
        (MON, ("5", "6")),
        (MON + timedelta(days=1), ("1", "2", "3")),
        (there, ("4",)),
    ]


@pytest.mark.parametrize(
    "edit",
    [
        MoveStrip("99", "MAIN", MON),
        PullDay("MAIN", MON, MON + timedelta(days=2)),
        ReorderDay("MAIN", MON, ("1", "2")),
    ],
)
def test_an_edit_that_does_not_fit_the_board_is_refused(edit: Edit) -> None:
    with pytest.raises(EditError):
        edit.apply(BOARD)


def test_the_diff_says_who_and_what_goes_where() -> None:
    after = ReorderDay("MAIN", MON, ("3", "2")).apply(
        MoveStrip("1", "MAIN", MON + timedelta(days=1)).apply(BOARD)
    )
    assert [str(s) for s in strips_between(BOARD, after)] == [
        "1: Mon 5 May 2025 (MAIN) -> Tue 6 May 2025 (MAIN)"
    ]
    assert [str(o) for o in orders_between(BOARD, after)] == ["Mon 5 May 2025, MAIN: now in the order 3, 2"]
    assert strips_between(after, after) == orders_between(after, after) == ()
    tue, fri = MON + timedelta(days=1), MON + timedelta(days=4)
    held = {"LEAD": Engagement((MON, fri), (tue,), ())}
    dropped = {"LEAD": Engagement((MON, fri), (), (Gap(MON, fri),)), "VILLAIN": Engagement((tue,), (), ())}
    assert [str(p) for p in people_between(held, dropped)][:2] == [
        "LEAD, Tue 6 May 2025: hold -> dropped",
        "LEAD, Wed 7 May 2025: off -> dropped",
    ]
    assert str(people_between(held, dropped)[-1]) == "VILLAIN, Tue 6 May 2025: off -> work"
