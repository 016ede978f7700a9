"""Pins: what a folder says of them, what every rule and engine makes of them, and that nothing moves against them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.findings import Severity
from coverset.formats import production as folders
from coverset.model.board import Board
from coverset.model.dates import DateRange
from coverset.model.pins import AnyPin, DayPin, PersonPin, Pin, left_of, stretches
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.model.questions import ask
from coverset.problem import evaluate
from coverset.rules import check
from coverset.solve.compile import compile_production
from coverset.solve.improve import improve
from coverset.solve.search import search
from tests.productions import random_plan, tiny_production
from tests.unit.test_production_file import TOML, errors, good, write

SEEDS = st.integers(0, 10**9)
MON = date(2020, 2, 24)


def day(number: int) -> DateRange:
    return DateRange(date(2020, 2, number), date(2020, 2, number))


def test_each_kind_of_pin_is_read_with_names_made_ids(tmp_path: Path) -> None:
    kept = TOML.partition("[[pin]]")[0]
    toml = kept + (
        '[[pin]]\nday = 2020-02-24\nunit = "MAIN"\nstrips = ["1", "f1/3"]\nclosed = false\nwhy = "the palace"\n\n'
        '[[pin]]\nperson = "the lead"\ndates = ["2020-02-10..2020-03-06"]\noff = 2020-02-25\n\n'
        '[[pin]]\nperson = "LEAD"\nuntil = 2020-03-20\n'
    )
    assert good(write(tmp_path / "p", toml)).pins == (
        DayPin("main", MON, ("F1/1", "F1/3 pt1", "F1/3 pt2"), closed=False, why="the palace"),
        PersonPin("LEAD", (DateRange(date(2020, 2, 10), date(2020, 3, 6)),), (day(25),)),
        PersonPin("LEAD", until=date(2020, 3, 20)),
    )


@pytest.mark.parametrize(
    ("table", "code", "says", "line"),
    [
        ('why = "x"', "value-missing", "holds nothing", 0),
        ('scene = "F1/1"\nperson = "LEAD"', "pin-of-two-kinds", "scene and person", 0),
        ('person = "LEAD"\nunit = "main"\noff = 2020-02-25', "key-unknown", "'unit' is not read there", 2),
        ("day = 2020-02-24", "value-missing", "needs 'strips'", 0),
        ('day = 2020-02-24\nunit = "main"\nstrips = ["F1/99"]', "scene-unknown", "'F1/99'", 3),
        ('day = 2020-02-24\nstrips = ["F1/1"]', "value-missing", "main, second shoot", 0),
        ('person = "LEED"\noff = 2020-02-25', "person-unknown", "did you mean 'LEAD'", 1),
        ('day = 2020-02-24\nunit = "mian"\nstrips = []', "unit-unknown", "did you mean 'main'", 2),
    ],
)
def test_a_slip_in_a_pin_is_said_at_its_line(
    tmp_path: Path, table: str, code: str, says: str, line: int
) -> None:
    toml = f"{TOML.rstrip()}\n\n[[pin]]\n{table}\n"
    [found] = errors(write(tmp_path / "p", toml))
    assert (found.code, says in found.sentence) == (code, True), found
    assert found.place is not None
    assert found.place.line == TOML.rstrip().count("\n") + 3 + line


def test_a_pin_of_nothing_is_a_warning(tmp_path: Path) -> None:
    folder = write(tmp_path / "p", f'{TOML}\n[[pin]]\nperson = "LEAD"\n')
    made, findings = folders.read(folder, today=date(2020, 1, 1))
    assert made is not None
    assert [f.severity for f in findings if f.code == "pin-of-nothing"] == [Severity.WARNING]


def pinned(production: Production, plan: Plan, seed: int) -> Production:
    """The production with a day of the plan pinned as it is, and somebody's dates frozen as they are."""
    kept = plan.days[seed % len(plan.days)]
    pins: list[AnyPin] = [DayPin(kept.unit, kept.day, kept.tasks, closed=seed % 3 > 0)]
    board = Board(production, plan)
    for person in production.people[:1]:
        if worked := board.worked_by(person.id):
            pins.append(PersonPin(person.id, stretches(worked)))
    return replace(production, pins=tuple(pins))


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_improving_leaves_pinned_days_and_promised_dates_alone(seed: int) -> None:
    production = tiny_production(seed)
    plan = random_plan(production, seed)
    production = pinned(production, plan, seed)
    found = improve(production, plan, moves=3)
    after = Board(production, found.end.plan)
    assert not {f.code for f in check(after)} & {"pinned-days", "pinned-people"}
    for pin in production.day_pins:
        here = {task for d in after.days if (d.unit, d.day) == (pin.unit, pin.day) for task in d.tasks}
        assert here == set(pin.strips) if pin.closed else here >= set(pin.strips)
    for pin in production.person_pins:
        assert all(pin.allows(worked) for worked in after.worked_by(pin.person))


@settings(max_examples=20, deadline=None)
@given(SEEDS)
def test_a_plan_is_found_around_pins_and_keeps_them(seed: int) -> None:
    production = replace(tiny_production(seed, scenes=4), pins=())
    compiled = compile_production(production)
    if any(not task.allowed for task in compiled.problem.tasks):
        return
    first = search(compiled.problem, seconds=None, steps=2000, seed=1).best
    if first is None:
        return
    plan = compiled.plan(first.slots)
    held = compile_production(pinned(production, plan, seed))
    assert evaluate(held.problem, first.slots).feasible
    again = search(held.problem, seconds=None, steps=1000, seed=2, start=first.slots).best
    assert again is not None
    assert again.cost <= first.cost
    found = check(Board(held.production, held.plan(again.slots)))
    assert not [finding for finding in found if finding.severity is Severity.CONFLICT]


def test_pins_without_a_date_left_are_proved_before_planning(tmp_path: Path) -> None:
    p = good(write(tmp_path / "p"))
    off = PersonPin("LEAD", off=(DateRange(date(2020, 1, 1), date(2020, 12, 31)),), why="press")
    [never] = [f for f in ask(replace(p, pins=(off,))) if f.code == "never-free"]
    assert "LEAD, by decision (press), may be called on no date" in never.sentence
    both = (DayPin("main", MON, ("F1/1",)), DayPin("main", MON + timedelta(days=1), ("F1/1",)))
    assert "pins-clash" in {f.code for f in ask(replace(p, pins=both))}
    assert "never-free" not in {f.code for f in ask(replace(p, pins=(off,), rules_off=("pinned-people",)))}


def test_every_pin_is_a_sentence() -> None:
    said = {
        Pin(
            "F1/1", (day(24),), "main", "the palace"
        ): "F1/1 is pinned to Mon 24 Feb 2020 with unit main (the palace).",
        DayPin(
            "main", MON, ("F1/1", "F1/2")
        ): "Mon 24 Feb 2020, unit main, is pinned: F1/1, F1/2 and nothing else.",
        DayPin(
            "main", MON, ("F1/1",), closed=False
        ): "Mon 24 Feb 2020, unit main, is pinned: F1/1 stays there.",
        DayPin("main", MON, ()): "Mon 24 Feb 2020, unit main, is pinned: nothing is done that day.",
        PersonPin("LEAD", (day(24),), (day(25),), MON, "press"): (
            "LEAD works only on Mon 24 Feb 2020, is kept off Tue 25 Feb 2020 and is not called after "
            "Mon 24 Feb 2020, by decision (press)."
        ),
    }
    for pin, words in said.items():
        assert str(pin) == words


def test_what_is_left_of_a_pin_speaks_of_what_is_there() -> None:
    closed = DayPin("main", MON, ("F1/1", "F1/2"))
    assert left_of(closed, {"F1/2"}, {"main"}, ()) == replace(closed, strips=("F1/2",))
    assert left_of(closed, {"F1/3"}, {"main"}, ()) is None
    assert left_of(closed, {"F1/1", "F1/2"}, (), ()) is None
    assert left_of(PersonPin("LEAD", until=MON), (), (), ()) is None
    assert left_of(Pin("F1/1", unit="main"), {"F1/1"}, {"main"}, ()) is not None


def test_dates_in_a_row_are_one_stretch() -> None:
    days = [date(2020, 2, n) for n in (28, 24, 25, 24)]
    assert stretches(days) == (DateRange(date(2020, 2, 24), date(2020, 2, 25)), day(28))
