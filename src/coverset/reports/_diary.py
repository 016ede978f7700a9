"""What a unit does on each date from its first to its last: works, travels, rests, waits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Literal, TypeAlias

from coverset.model.board import Board
from coverset.model.calendar import Unit
from coverset.model.clock import DayClock
from coverset.model.dates import DAY, dates_between, in_any
from coverset.model.plan import PlanDay
from coverset.model.scenes import Scene

StretchKind = Literal["travel", "move", "off", "holiday", "hiatus", "idle", "banner"]


@dataclass(frozen=True, slots=True)
class WorkDay:
    """A date on which a unit works; ``number`` counts the dates with a scene, 0 for rig and rehearsal only."""

    plan: PlanDay
    clock: DayClock
    number: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Dates on which a unit does not shoot, and in words why."""

    kind: StretchKind
    first: date
    last: date
    words: str


Entry: TypeAlias = "WorkDay | Stretch"


@dataclass(frozen=True, slots=True)
class Diary:
    """A unit's dates in order. ``travel`` names the dates its journeys take."""

    unit: Unit
    entries: tuple[Entry, ...]
    travel: tuple[date, ...]

    @property
    def days(self) -> tuple[WorkDay, ...]:
        """The dates it works."""
        return tuple(entry for entry in self.entries if isinstance(entry, WorkDay))

    @property
    def shooting_days(self) -> int:
        """How many dates hold a scene."""
        return sum(day.number > 0 for day in self.days)


def span_words(first: date, last: date) -> str:
    """Dates from the first to the last as papers write them: ``Sat 3 to Sun 4 May 2025``."""
    end = f"{last:%a} {last.day} {last:%b %Y}"
    if first == last:
        return end
    start = f"{first:%a} {first.day}"
    if first.year != last.year:
        start += f" {first:%b %Y}"
    elif first.month != last.month:
        start += f" {first:%b}"
    return f"{start} to {end}"


def base_name(board: Board, base: str) -> str:
    """What people call a base."""
    return board.production.bases_by_id[base].name or base


def location_name(board: Board, location: str) -> str:
    """What people call a location."""
    return board.production.locations_by_id[location].name or location


def travel_dates(board: Board, unit: Unit, before: PlanDay, after: PlanDay) -> tuple[date, ...]:
    """The dates a unit's journey takes: working dates first, the latest first, hiatus last."""
    production = board.production
    need = production.travel(board.base(before), board.base(after)).days
    free = list(dates_between(before.day + DAY, after.day - DAY))
    free.sort(
        key=lambda day: (
            in_any(day, production.calendar.hiatus),
            not production.unit_works(unit, day),
            after.day - day,
        )
    )
    return tuple(sorted(free[:need]))


def diary(board: Board, unit: Unit) -> Diary:
    """Everything a unit does, in order of date; dates with nothing but banners are stretches of their own."""
    worked = {day.day: day for day in board.unit_days(unit.id)}
    talked = {
        day.day: "; ".join(strip.banner for strip in day.strips if strip.is_banner)
        for day in board.plan.days
        if day.unit == unit.id and day.day not in worked and any(strip.is_banner for strip in day.strips)
    }
    on_road: dict[date, str] = {}
    moves: dict[date, str] = {}
    for before, after in pairwise(worked.values()):
        dates = travel_dates(board, unit, before, after)
        road = f"{base_name(board, board.base(before))} to {base_name(board, board.base(after))}"
        on_road |= dict.fromkeys(dates, road)
        if not dates and (move := _overnight(board, before, after)):
            moves[after.day] = move
    anchors = sorted(worked.keys() | talked.keys())
    entries: list[Entry] = []
    number = 0
    for place, here in enumerate(anchors):
        if place:
            entries += _between(board, unit, anchors[place - 1], here, on_road)
        if here in talked:
            words = f"{talked[here]} (travel: {on_road[here]})" if here in on_road else talked[here]
            entries.append(Stretch("banner", here, here, words))
            continue
        if here in moves:
            entries.append(Stretch("move", here, here, f"COMPANY MOVE overnight: {moves[here]}"))
        shoots = any(isinstance(task, Scene) for task in board.tasks(worked[here]))
        number += shoots
        entries.append(WorkDay(worked[here], board.clock(worked[here]), number if shoots else 0))
    return Diary(unit, tuple(entries), tuple(sorted(on_road)))


def _overnight(board: Board, before: PlanDay, after: PlanDay) -> str:
    """From where to where the company moves between two working dates, or "" when it does not."""
    here, there = board.base(before), board.base(after)
    if here != there:
        return f"{base_name(board, here)} to {base_name(board, there)}"
    last, following = board.tasks(before), board.tasks(after)
    if {task.location for task in last}.isdisjoint(task.location for task in following):
        places = location_name(board, last[-1].location), location_name(board, following[0].location)
        return f"{places[0]} to {places[1]}"
    return ""


def _between(
    board: Board, unit: Unit, before: date, after: date, on_road: Mapping[date, str]
) -> Iterator[Stretch]:
    """The dates strictly between two entries, in stretches of one kind each."""
    calendar = board.production.calendar

    def kind(day: date) -> tuple[str, str]:
        if day in on_road:
            return "travel", on_road[day]
        why = next((stretch.why for stretch in calendar.hiatus if day in stretch), None)
        return ("rest", "") if why is None else ("hiatus", why)

    for (name, words), group in groupby(dates_between(before + DAY, after - DAY), kind):
        dates = tuple(group)
        if name == "travel":
            yield Stretch("travel", dates[0], dates[-1], f"TRAVEL: {words}")
        elif name == "hiatus":
            said = f"HIATUS, {len(dates)} dates" + (f": {words}" if words else "")
            yield Stretch("hiatus", dates[0], dates[-1], said)
        else:
            yield _rest(board, unit, dates)


def _rest(board: Board, unit: Unit, dates: tuple[date, ...]) -> Stretch:
    """A weekend or holiday on one thin line, or working dates on which nothing is planned."""
    calendar = board.production.calendar
    names = {holiday.day: holiday.name or "holiday" for holiday in calendar.holidays}
    feasts = [f"{names[day]} {day:%a} {day.day} {day:%b}" for day in dates if day in names]
    idle = sum(board.production.unit_works(unit, day) for day in dates)
    ends = dates[0], dates[-1]
    named = f" ({', '.join(feasts)})" if feasts else ""
    if idle:
        return Stretch("idle", *ends, f"NOT SHOOTING, {counted(idle, 'working date')}{named}")
    words = ("Day off" if len(dates) == 1 else "Days off") + named
    return Stretch("holiday" if feasts else "off", *ends, words)


def counted(count: int, thing: str) -> str:
    """A count and its noun: ``1 scene``, ``3 scenes``."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"
