"""Strip rows shared by the board papers: one strip, what happens between strips, and the black day break."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from coverset.model.clock import TimedStrip
from coverset.model.production import Production, set_of
from coverset.model.scenes import Activity, Scene
from coverset.render.document import Cell, Column, LegendEntry, Row, RowKind, duration
from coverset.render.document import eighths as pages
from coverset.reports import Printing
from coverset.reports._cast_days import in_board_order
from coverset.reports._cover import cover_words
from coverset.reports._diary import Diary, Stretch, WorkDay, base_name, counted, location_name, span_words
from coverset.reports._palettes import Palette, palette
from coverset.units import format_clock, format_duration, format_eighths

COLUMNS = (
    Column("Scene", 6.5),
    Column("I/E", 4.5),
    Column("D/N", 6.5),
    Column("Set and story", 45),
    Column("Location", 15),
    Column("Cast", 12),
    Column("Pages", 6.5, "right"),
    Column("Time", 7, "right"),
    Column("Start", 7, "right"),
    Column("Script day", 5.5),
)
_ACTIVITY = {"rig": "RIG", "rehearsal": "REH", "test": "TEST", "strike": "STRIKE"}
_KIND_TITLES = {
    "INT DAY": "Interior, day",
    "EXT DAY": "Exterior, day",
    "INT NIGHT": "Interior, night",
    "EXT NIGHT": "Exterior, night",
    "INT DAWN": "Interior, dawn",
    "EXT DAWN": "Exterior, dawn",
    "INT DUSK": "Interior, dusk",
    "EXT DUSK": "Exterior, dusk",
    "work": "Rig, rehearsal, test, strike",
}
_BLACK = "#111111"
_ALWAYS_KEYED = ("INT DAY", "EXT DAY", "INT NIGHT", "EXT NIGHT")


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing on a date's clock: a strip, or what falls between strips, in minutes after the date's midnight."""

    kind: Literal["strip", "move", "banner", "meal"]
    start: int
    end: int
    words: str = ""
    task: Scene | Activity | None = None
    timed: TimedStrip | None = None


@dataclass(frozen=True)
class Strips:
    """Draws the strips of one printing, coloured or plain, all of them or one person's."""

    printing: Printing
    coloured: bool = True

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of a strip; the script day only where the script has any."""
        dated = any(scene.script_day for scene in self.production.scenes)
        return COLUMNS if dated else COLUMNS[:-1]

    @property
    def production(self) -> Production:
        """The production that is printed."""
        return self.printing.board.production

    @property
    def palette(self) -> Palette:
        """The palette that is printed with."""
        return palette(self.printing.palette)

    def shows(self, task: Scene | Activity) -> bool:
        """Whether the printing wants a task: all of them, unless it is narrowed to a person."""
        person = self.printing.person
        return person is None or person in self.production.people_of(task)

    def time(self, minutes: int) -> str:
        """A time of day as this printing writes it; times past midnight say so: ``03:30+1``."""
        return time_of_day(minutes, self.printing.clock_hours)

    def strip(self, task: Scene | Activity, timed: TimedStrip | None = None) -> Row:
        """One strip; without a time it stands on no day."""
        board, paint = self.printing.board, self.palette.of(task)
        scene, shot = isinstance(task, Scene), task.id in self.production.settled
        story = " ".join(filter(None, ("Shot." if shot else "", self.story(task))))
        place = location_name(board, task.location)
        cells: tuple[Cell, ...] = (
            Cell(scene_words(task), bold=True, note=self._film(task)),
            Cell(in_out(task)),
            Cell(task.time if isinstance(task, Scene) else ""),
            Cell(set_words(task), bold=True, note=story),
            Cell("" if place == set_words(task) else place),
            Cell(", ".join(self.cast_numbers(task))),
            pages(task.eighths) if isinstance(task, Scene) else Cell(),
            duration(task.minutes),
            Cell(self.time(timed.start), timed.start, "clock") if timed else Cell(),
            Cell(task.script_day if isinstance(task, Scene) else ""),
        )
        cells = cells[: len(self.columns)]
        if self.coloured:
            return Row(cells, "strip", paint.fill, paint.ink, hatch=shot)
        return Row(cells, hatch=shot) if scene else Row(cells, fill=paint.fill, ink=paint.ink, hatch=shot)

    def _film(self, task: Scene | Activity) -> str:
        return task.film if isinstance(task, Scene) and len(self.production.films) > 1 else ""

    def story(self, task: Scene | Activity) -> str:
        """The synopsis of a scene, or which scenes an activity is for."""
        if isinstance(task, Scene):
            return task.synopsis
        known = self.production.tasks
        scenes = [scene_words(known[name], self._film(known[name])) for name in task.before if name in known]
        return f"for {'scene' if len(scenes) == 1 else 'scenes'} {', '.join(scenes)}" if scenes else ""

    def cast_numbers(self, task: Scene | Activity) -> tuple[str, ...]:
        """The board numbers a task calls, in their order; somebody without a number by name."""
        called = set(self.production.people_of(task))
        known = [person for person in in_board_order(self.production.people) if person.id in called]
        strangers = sorted(called - {person.id for person in known})
        return (*(person.number or person.name or person.id for person in known), *strangers)

    def happenings(self, day: WorkDay, *, meals: bool = True) -> Iterator[Happening]:
        """A date's strips in the order they are shot, with the company moves, banners and meals between them."""
        clock, tasks = day.clock, self.production.tasks
        due = list(clock.meals) if meals else []
        place = ""
        for timed in clock.strips:
            while due and due[0][1] <= timed.start:
                yield Happening("meal", *due.pop(0))
            if timed.strip.is_banner:
                yield Happening("banner", timed.start, timed.end, timed.strip.banner)
                continue
            task = tasks[timed.strip.task]
            if timed.change == "company move":
                here, there = (location_name(self.printing.board, name) for name in (place, task.location))
                yield Happening("move", timed.change_start, timed.start, f"{here} to {there}")
            place = task.location
            if self.shows(task):
                yield Happening("strip", timed.start, timed.end, task=task, timed=timed)
            while due and due[0][0] < timed.end:
                yield Happening("meal", *due.pop(0), f"during {scene_words(task, self._film(task))}")
        for meal in due:
            yield Happening("meal", *meal)

    def day_rows(self, day: WorkDay) -> Iterator[tuple[str, Row]]:
        """A date's strips by id in the order they are shot; what falls between them has no id.

        Between stand company moves, banners and, in colour, meals.
        """
        for one in self.happenings(day, meals=self.coloured):
            minutes = format_duration(one.end - one.start)
            if one.task is not None:
                yield one.task.id, self.strip(one.task, one.timed)
            elif one.kind == "meal":
                during = f", {one.words}" if one.words else ""
                yield "", self._bar("meal", f"Meal ({minutes}{during})", one.start)
            elif one.kind == "move":
                yield "", self._bar("move", f"COMPANY MOVE: {one.words} ({minutes})", one.start)
            else:
                yield "", self.banner(one.words, one.start, one.end)

    def banner(self, words: str, start: int, end: int) -> Row:
        """A grey banner with its own words and minutes."""
        long = f" ({format_duration(end - start)})" if end > start else ""
        return self._bar("banner", f"{words}{long}", start)

    def _bar(self, kind: str, words: str, start: int) -> Row:
        paint = self.palette.kinds[kind]
        row: RowKind = "note" if kind == "meal" else "banner"
        return Row((Cell(f"{self.time(start)}  {words}"),), row, paint.fill, paint.ink or _BLACK)

    def stretch(self, stretch: Stretch) -> Row:
        """Dates on which nothing is shot; days off on one thin line."""
        paint = self.palette.kinds[stretch.kind]
        words = f"{span_words(stretch.first, stretch.last)}: {stretch.words}"
        thin = stretch.kind in ("off", "holiday")
        return Row((Cell(words),), "note" if thin else "banner", paint.fill, paint.ink or _BLACK)

    def day_break(self, day: WorkDay, of: int) -> Row:
        """The black bar after a date's strips: which day it was, its pages and its estimated time."""
        board, clock = self.printing.board, day.clock
        tasks = board.tasks(day.plan)
        size = sum(task.eighths for task in tasks if isinstance(task, Scene))
        minutes = sum(task.minutes for task in tasks) + banner_minutes(day)
        end = f"END OF DAY {day.number} of {of}" if day.number else "END OF PREPARATION DAY"
        parts = [end, f"{day.plan.day:%A}, {day.plan.day.day} {day.plan.day:%B %Y}"]
        if day.number:
            parts.append(page_words(size))
        parts.append(format_duration(minutes))
        facts = [
            f"Call {self.time(clock.call)}",
            f"wrap {self.time(clock.wrap)}",
            base_name(board, clock.base),
        ]
        if clock.shift != "day":
            facts.append(f"{clock.shift} shift")
        if clock.moves:
            facts.append(counted(clock.moves, "company move"))
        if clock.set_changes:
            facts.append(counted(clock.set_changes, "set change"))
        if clock.overtime:
            facts.append(f"{format_duration(clock.overtime)} overtime")
        if light := self.light(day):
            facts.append(light)
        return Row((Cell(" -- ".join(parts), note=" · ".join(facts)),), "day_break")

    def light(self, day: WorkDay) -> str:
        """When the sun is up, and for work in the dark when it is dark; "" where the light is only assumed."""
        light = day.clock.light
        if light.assumed:
            return ""
        said = "no sunrise"
        if light.daylight == (0, 24 * 60):
            said = "sun up all day"
        elif light.daylight:
            said = f"sun {self.time(light.daylight[0])} to {self.time(light.daylight[1])}"
        if any(self.production.tasks[task].light == "dark" for task in day.plan.tasks):
            said += f", dark from {self.time(light.dark[0])}" if light.dark else ", never dark"
        return said

    def entries(self, diary: Diary) -> Iterator[Row]:
        """Everything a unit does, as rows; narrowed to the printing's date or person where it asks for one."""
        narrowed = self.printing.day is not None or self.printing.person is not None
        for entry in diary.entries:
            if isinstance(entry, Stretch):
                if not narrowed:
                    yield self.stretch(entry)
            elif self.wants(entry):
                yield from (row for _, row in self.day_rows(entry))
                yield from self.cover(entry)
                yield self.day_break(entry, diary.shooting_days)

    def cover(self, day: WorkDay) -> Iterator[Row]:
        """What is shot instead if weather takes the day, or that there is nothing."""
        held = cover_words(self.printing, day.plan.unit, day.plan.day)
        if held:
            yield Row((Cell(held),), "note", hatch=True)

    def wants(self, day: WorkDay) -> bool:
        """Whether the printing shows a date at all."""
        if self.printing.day not in (None, day.plan.day):
            return False
        return any(self.shows(task) for task in self.printing.board.tasks(day.plan))

    def colour_key(self, tasks: Iterable[Scene | Activity]) -> tuple[LegendEntry, ...]:
        """What the colours mean: the four of every board, and whichever else these strips use."""
        used = {self.palette.kind(task) for task in tasks}
        entries = []
        for kind, title in _KIND_TITLES.items():
            if kind in used or kind in _ALWAYS_KEYED:
                paint = self.palette.kinds[kind]
                entries.append(LegendEntry(title, _code(kind), paint.fill, paint.ink))
        return tuple(entries)

    def cast_key(self, tasks: Iterable[Scene | Activity]) -> tuple[LegendEntry, ...]:
        """Whom the numbers mean, of the people these strips call."""
        called = {person for task in tasks for person in self.production.people_of(task)}
        people = (person for person in in_board_order(self.production.people) if person.id in called)
        return tuple(LegendEntry(person.name or person.id, person.number or "-") for person in people)


def _code(kind: str) -> str:
    if kind == "work":
        return "RIG"
    inside, time = kind.split()
    return f"{inside[0]}/{time[0] if time in ('DAY', 'NIGHT') else time}"


def time_of_day(minutes: int, hours: int = 24) -> str:
    """Minutes after a date's midnight as ``07:30`` or ``7:30 AM``; on the next date ``03:30+1``."""
    later = f"+{minutes // 1440}" if minutes >= 1440 else str(minutes // 1440) if minutes < 0 else ""
    if hours == 24:
        return format_clock(minutes) + later
    hour, minute = divmod(minutes % 1440, 60)
    return f"{hour % 12 or 12}:{minute:02d} {'AM' if hour < 12 else 'PM'}{later}"


def banner_minutes(day: WorkDay) -> int:
    """The time that a date's banners take."""
    return sum(strip.minutes for strip in day.plan.strips if strip.is_banner)


def page_words(size: int) -> str:
    """A page count with its noun: ``4 2/8 pgs``, ``5/8 pg``, ``0 pgs``."""
    return f"{format_eighths(size)} {'pg' if 0 < size <= 8 else 'pgs'}"


def in_out(task: Scene | Activity) -> str:
    """Inside or out, as narrow as a strip wants it."""
    return "" if isinstance(task, Activity) else "I/E" if task.int_ext == "INT/EXT" else task.int_ext


def set_words(task: Scene | Activity) -> str:
    """The set, or what is rigged or rehearsed."""
    return set_of(task) if isinstance(task, Scene) else task.name


def scene_words(task: Scene | Activity, film: str = "") -> str:
    """The scene number with its part ("12A pt2"), or the kind of work; with a film ``F1/12A pt2``."""
    if isinstance(task, Activity):
        return _ACTIVITY[task.kind]
    bare = not task.part or task.part.startswith(("pt", "shot", "pickup"))
    part = task.part if bare else f"pt{task.part}"
    words = f"{task.number} {part}".rstrip()
    return f"{film}/{words}" if film else words
