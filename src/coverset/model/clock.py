"""The day clock: a unit-day's strips in order become calls, set changes, moves, meals, light and wrap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coverset.model.light import LightWindows, light_windows
from coverset.model.plan import PlanDay, Strip
from coverset.model.production import Production, set_of
from coverset.model.scenes import Scene
from coverset.model.stunt_work import StuntWork, stunt_work

Shift = Literal["day", "split", "night"]
Change = Literal["", "set change", "company move"]


@dataclass(frozen=True, slots=True)
class TimedStrip:
    """A strip with its estimated times, minutes after the date's midnight, and the change that led to it."""

    strip: Strip
    start: int
    end: int
    change: Change = ""
    change_start: int = 0


@dataclass(frozen=True, slots=True)
class DayClock:
    """One unit-day in time. All times are minutes after the date's midnight and may exceed 1440.

    ``work`` is the time from call to wrap without meals, ``overtime`` what of it exceeds the standard day.
    ``out_of_light`` names each task that is shot outside the light it needs, and by how many minutes.
    ``hours`` is the light inside the hours to which leave limits the day's work, None where nothing does.
    """

    call: int
    first_shot: int
    wrap: int
    work: int
    overtime: int
    shift: Shift
    strips: tuple[TimedStrip, ...]
    meals: tuple[tuple[int, int], ...]
    set_changes: int
    moves: int
    light: LightWindows
    base: str
    out_of_light: tuple[tuple[str, int], ...]
    hours: LightWindows | None = None


def clock(production: Production, plan_day: PlanDay) -> DayClock:
    """Run the clock over one unit-day.

    The first shot comes ``prepare`` after the call. Going to another set of a location takes a set
    change; going to another location a move. A strip that would
    run past the time a meal is due has it before, when at least half the time to it has passed, and inside
    at that time when not. The call is
    the unit's day call, later when daylight work would begin before sunrise; with work that needs dark it
    is set so that the first of it begins at dusk. A day that begins with work under leave for some hours goes by
    those as by the light. A pinned call is the call whatever the day holds.
    """
    unit = production.units_by_id[plan_day.unit]
    rules = unit.day
    tasks = [production.tasks[task] for task in plan_day.tasks]
    base = production.base_of(tasks[0]) if tasks else production.bases[0].id
    light = light_windows(production, base, plan_day.day)
    stunts = stunt_work(production)
    first = plan_day.tasks[0] if tasks else ""
    hours = stunts.hours(first, plan_day.day) if first in stunts.limited else None

    now, work, due = rules.prepare, rules.prepare, rules.meal_after
    timed: list[TimedStrip] = []
    meals: list[tuple[int, int]] = []
    place: tuple[str, str] | None = None
    set_changes = moves = 0
    for strip in plan_day.strips:
        if strip.is_banner:
            timed.append(TimedStrip(strip, now, now + strip.minutes))
            now, work = now + strip.minutes, work + strip.minutes
            continue
        task = production.tasks[strip.task]
        here = (task.location, set_of(task))
        change, change_minutes = _change(place, here, rules.move, rules.set_change)
        moves += change == "company move"
        set_changes += change == "set change"
        late = now + change_minutes + task.minutes > due
        if rules.meal and late and now >= due - rules.meal_after // 2:
            meals.append((now, now + rules.meal))
            now += rules.meal
            due = now + rules.meal_after
        start = now + change_minutes
        end = start + task.minutes
        while end > due and rules.meal:
            meals.append((due, due + rules.meal))
            end += rules.meal
            due += rules.meal + rules.meal_after
        timed.append(TimedStrip(strip, start, end, change, now))
        work += change_minutes + task.minutes
        now, place = end, here

    call = production.calls.get((unit.id, plan_day.day), -1)
    if call < 0:
        call = _call(stunts, timed, hours or light, rules.day_call, rules.earliest_call)
    strips = tuple(
        TimedStrip(t.strip, t.start + call, t.end + call, t.change, t.change_start + call) for t in timed
    )
    wrap = call + now
    if wrap <= rules.day_until:
        shift: Shift = "day"
    else:
        shift = "night" if call >= rules.night_call else "split"
    return DayClock(
        call=call,
        first_shot=call + rules.prepare,
        wrap=wrap,
        work=work,
        overtime=max(0, work - rules.standard),
        shift=shift,
        strips=strips,
        meals=tuple((start + call, end + call) for start, end in meals),
        set_changes=set_changes,
        moves=moves,
        light=light,
        base=base,
        out_of_light=_out_of_light(stunts, strips, hours or light),
        hours=hours,
    )


def _change(
    before: tuple[str, str] | None, here: tuple[str, str], move: int, set_change: int
) -> tuple[Change, int]:
    if before is None or before == here:
        return "", 0
    if before[0] != here[0]:
        return "company move", move
    return "set change", set_change


def _call(
    stunts: StuntWork, timed: list[TimedStrip], light: LightWindows, day_call: int, earliest: int
) -> int:
    def first(wanted: str) -> int | None:
        return next(
            (t.start for t in timed if t.strip.task and stunts.light_of(t.strip.task) == wanted), None
        )

    dark, daylight = first("dark"), first("daylight")
    if dark is not None and light.dark:
        return max(earliest, light.dark[0] - dark)
    if daylight is not None and light.daylight:
        return max(day_call, light.daylight[0] - daylight)
    return day_call


def _out_of_light(
    stunts: StuntWork, strips: tuple[TimedStrip, ...], light: LightWindows
) -> tuple[tuple[str, int], ...]:
    missed: list[tuple[str, int]] = []
    for timed in strips:
        if timed.strip.is_banner:
            continue
        need = stunts.light_of(timed.strip.task)
        if need == "any":
            continue
        window = light.daylight if need == "daylight" else light.dark
        if window is None:
            missed.append((timed.strip.task, timed.end - timed.start))
            continue
        short = max(0, window[0] - timed.start) + max(0, timed.end - window[1])
        if short:
            missed.append((timed.strip.task, short))
    return tuple(missed)


def people_of_day(production: Production, plan_day: PlanDay) -> tuple[str, ...]:
    """Everyone called to a unit-day, in cast order."""
    called = {p for task in plan_day.tasks for p in production.people_of(production.tasks[task])}
    return tuple(person.id for person in production.people if person.id in called)


def personal_times(
    production: Production, plan_day: PlanDay, day: DayClock, person: str
) -> tuple[int, int] | None:
    """When a person's first strip of the day begins and their last ends, or None when they have none."""
    own = [
        timed
        for timed in day.strips
        if timed.strip.task and person in production.people_of(production.tasks[timed.strip.task])
    ]
    return (own[0].start, own[-1].end) if own else None


def day_eighths(production: Production, plan_day: PlanDay) -> int:
    """The page length of a unit-day, in eighths; rig and rehearsal work has none."""
    tasks = (production.tasks[task] for task in plan_day.tasks)
    return sum(task.eighths for task in tasks if isinstance(task, Scene))
