"""The shooting schedule: every strip of every day with its cast by name and its elements by category."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from coverset.formats._categories import category_named
from coverset.model.scenes import Activity, Scene
from coverset.render.document import (
    Block,
    Document,
    Heading,
    Keep,
    Lists,
    Note,
    PageBreak,
    Row,
    Strong,
    Table,
    Text,
)
from coverset.reports import Printing
from coverset.reports._cast_days import in_board_order
from coverset.reports._diary import Diary, Stretch, WorkDay, base_name, location_name
from coverset.reports._papers import boneyard, closing, diaries, frame, unit_name, unit_summary
from coverset.reports._strips import Strips, page_words

KEY = "shooting-schedule"
TITLE = "Shooting schedule"
SUMMARY = "Every strip in shooting order with all its elements by category, for heads of department."

# Cast and stunts stand first, as departments look for them; the rest keeps the script's order.
_FIRST = ("Cast", "Stunts", "Background", "Vehicles", "Props")

_LEAST_ABREAST, _MOST_ABREAST = 5, 7


def build(printing: Printing) -> Document:
    """Each unit's days, each strip over its element lists; then the boneyard and what is broken or assumed."""
    strips = Strips(printing)
    found = diaries(printing)
    blocks: list[Block] = []
    for place, unit in enumerate(found):
        if place and unit.shooting_days:
            blocks.append(PageBreak())
        if len(found) > 1:
            name = unit_name(strips.production, unit.unit.id)
            blocks.append(Heading(f"Unit {name}" if name == unit.unit.id else name, 1))
        blocks.append(unit_summary(printing, unit))
        blocks += _unit(strips, unit)
    if printing.unit is None and printing.day is None:
        loose = [task for task in boneyard(printing.board) if strips.shows(task)]
        if loose:
            blocks.append(Heading("Boneyard", 1))
            for place, task in enumerate(loose):
                rows = [strips.strip(task)]
                blocks.append(Keep(tuple(_with_elements(strips, rows, task, header=not place))))
    if not blocks:
        blocks.append(Note("There is nothing on this board.", "warn", "Empty"))
    blocks += closing(printing)
    return frame(printing, KEY, TITLE, blocks)


def _unit(strips: Strips, found: Diary) -> Iterator[Block]:
    whole = strips.printing.day is None and strips.printing.person is None
    for between, group in groupby(found.entries, lambda entry: isinstance(entry, Stretch)):
        entries = list(group)
        if between:
            if whole:
                rows = tuple(strips.stretch(entry) for entry in entries if isinstance(entry, Stretch))
                yield Table(strips.columns, rows, key="between", header=False, dense=True)
            continue
        for entry in entries:
            if isinstance(entry, WorkDay) and strips.wants(entry):
                yield from _day(strips, entry, found.shooting_days)


def _day(strips: Strips, day: WorkDay, of: int) -> Iterator[Block]:
    """A date: its facts, its strips each with what happens before it, and the black bar under the last."""
    tasks = {task.id: task for task in strips.printing.board.tasks(day.plan)}
    drawn: list[list[Block]] = []
    bars: list[Row] = []
    for name, row in strips.day_rows(day):
        bars.append(row)
        if name:
            drawn.append(list(_with_elements(strips, bars, tasks[name], header=not drawn)))
            bars = []
    end = strips.day_break(day, of)
    bars.append(replace(end, cells=tuple(replace(cell, note="") for cell in end.cells)))
    drawn[0] = [Heading(_title(day, of)), _facts(strips, day), *drawn[0]]
    drawn[-1].append(_bars(strips, bars))
    for blocks in drawn:
        yield Keep(tuple(blocks))


def _bars(strips: Strips, rows: list[Row]) -> Table:
    return Table(strips.columns, tuple(rows), key="between", header=False, dense=True)


def _title(day: WorkDay, of: int) -> str:
    number = f"Day {day.number} of {of}" if day.number else "Preparation"
    return f"{number}: {day.plan.day:%A}, {day.plan.day.day} {day.plan.day:%B %Y}"


def _facts(strips: Strips, day: WorkDay) -> Text:
    """Where and when: locations, base, calls, meals, light, the people called, the hospital."""
    board, clock = strips.printing.board, day.clock
    tasks = board.tasks(day.plan)
    places = dict.fromkeys(location_name(board, task.location) for task in tasks)
    called = {number: None for task in tasks for number in strips.cast_numbers(task)}
    sun = strips.light(day).removeprefix("sun ") or "not known: the base has no coordinates"
    pairs = [
        ("Location" if len(places) == 1 else "Locations", ", ".join(places)),
        ("Base", base_name(board, clock.base)),
        ("Shift", clock.shift),
        ("Call", strips.time(clock.call)),
        ("First shot", strips.time(clock.first_shot)),
        ("Estimated wrap", strips.time(clock.wrap)),
        ("Meals", ", ".join(f"{strips.time(a)} to {strips.time(b)}" for a, b in clock.meals) or "none"),
        ("Sun", sun),
        ("Pages", page_words(sum(task.eighths for task in tasks if isinstance(task, Scene)))),
        ("Cast called", ", ".join(sorted(called, key=_number)) or "none"),
    ]
    if hospital := board.production.bases_by_id[clock.base].hospital:
        pairs.append(("Hospital", hospital))
    runs: list[str | Strong] = []
    for name, value in pairs:
        runs += [f"{'  ·  ' if runs else ''}{name} ", Strong(value)]
    return Text(tuple(runs), small=True)


def _number(number: str) -> tuple[int, str]:
    """Board numbers in order, 2 before 10; words after them."""
    return (
        (int(number), "") if number.isascii() and number.isdigit() and len(number) < 9 else (1 << 40, number)
    )


def _with_elements(
    strips: Strips, rows: list[Row], task: Scene | Activity, *, header: bool = False
) -> Iterator[Block]:
    """A strip under whatever leads to it, over the lists of what it needs."""
    yield Table(strips.columns, tuple(rows), key="strips", header=header, dense=True)
    if groups := elements(strips, task):
        abreast = -(-len(groups) // -(-len(groups) // _MOST_ABREAST))
        yield Lists(groups, columns=max(abreast, _LEAST_ABREAST), run_on=True)


def elements(strips: Strips, task: Scene | Activity) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What a strip needs, by category: cast with numbers, stunts, and whatever else its breakdown names."""
    production = strips.production
    called = set(production.people_of(task))
    cast = [
        f"{person.number}. {person.name or person.id}" if person.number else person.name or person.id
        for person in in_board_order(production.people)
        if person.id in called
    ]
    groups: dict[str, list[str]] = {name: [] for name in _FIRST}
    groups["Cast"] = cast + sorted(called - production.people_by_id.keys())
    if isinstance(task, Scene):
        for element in task.elements:
            known = category_named(element.category)
            title = known.title if known else element.category.capitalize()
            groups.setdefault(title, []).append(element.name)
    hires = [production.resources_by_id.get(name) for name in task.resources]
    groups["Hires"] = [
        hire.name or hire.id if hire else name for hire, name in zip(hires, task.resources, strict=True)
    ]
    return tuple((name, tuple(dict.fromkeys(items))) for name, items in groups.items() if items)
