"""The hidden plan: a shoot as an assistant director would lay it out date by date, kept to every rule.

It is never written. Absences, windows and fixed dates are drawn around it, so a made-up production always
has a plan.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from coverset.model.calendar import Unit
from coverset.model.clock import DayClock, clock
from coverset.model.dates import DAY
from coverset.model.plan import Plan, PlanDay, Strip
from coverset.model.production import Production
from coverset.model.scenes import Activity, Scene
from coverset.model.sequence import in_shooting_order

_FULL = 0.85
_WAIT = 3
_MOST_DATES = 3650
_TRIED = 60


@dataclass(frozen=True, slots=True, order=True)
class _Worked:
    day: date
    call: int = 0
    wrap: int = 0
    base: str = ""


@dataclass(slots=True)
class _Tour:
    """One unit's way through its work: what is pending by base and location."""

    unit: Unit
    pending: dict[str, dict[str, list[str]]]
    bases: list[str]
    location: str = ""
    idle: int = 0

    @property
    def done(self) -> bool:
        return not self.bases

    def take(self, tasks: Iterable[str], base: str) -> None:
        """Strike what has been shot off the list."""
        shot = set(tasks)
        here = self.pending[base]
        for location in list(here):
            here[location] = [task for task in here[location] if task not in shot]
            if not here[location]:
                del here[location]
        if not here:
            self.bases.remove(base)


@dataclass(slots=True)
class Diary:
    """What has been planned so far, by whom and with what; new days are checked against it."""

    production: Production
    days: list[PlanDay] = field(default_factory=list)
    _worked: dict[str, list[_Worked]] = field(default_factory=lambda: defaultdict(list))
    _used: dict[tuple[str, date], int] = field(default_factory=lambda: defaultdict(int))
    _journeys: dict[tuple[str, str], int] = field(default_factory=dict)

    def fits(self, unit: Unit, day: date, tasks: Sequence[str]) -> DayClock | None:
        """The clock of a unit-day with these tasks, or None when some rule forbids it."""
        production = self.production
        if not tasks or not production.unit_works(unit, day):
            return None
        ordered = in_shooting_order(production, tasks)
        of = [production.tasks[task] for task in ordered]
        base = production.base_of(of[0])
        if any(self._elsewhere(who, day, base) for who in self._everyone(unit, of)):
            return None
        start = production.calendar.start_date
        for name in {resource for task in of for resource in task.resources}:
            resource = production.resources_by_id[name]
            if self._used[name, day] >= resource.count or not resource.is_ready(day, start):
                return None
        times = clock(production, PlanDay(unit.id, day, tuple(Strip(task) for task in ordered)))
        if times.work > unit.day.longest or times.out_of_light:
            return None
        rested = (self._rests(who, day, times, unit.day.people_rest) for who in self._everyone(unit, of))
        return times if all(rested) else None

    def add(self, unit: Unit, day: date, tasks: Sequence[str], times: DayClock) -> None:
        """Keep a unit-day that fits."""
        ordered = in_shooting_order(self.production, tasks)
        self.days.append(PlanDay(unit.id, day, tuple(Strip(task) for task in ordered)))
        of = [self.production.tasks[task] for task in ordered]
        for who in self._everyone(unit, of):
            insort(self._worked[who], _Worked(day, times.call, times.wrap, times.base))
        for name in {resource for task in of for resource in task.resources}:
            self._used[name, day] += 1

    def elsewhere(self, day: date, base: str) -> set[str]:
        """Everybody who already works on a date or cannot have got to the base by then."""
        return {person.id for person in self.production.people if self._elsewhere(person.id, day, base)}

    def _everyone(self, unit: Unit, tasks: Sequence[Scene | Activity]) -> Iterable[str]:
        called = (person for task in tasks for person in self.production.people_of(task))
        return dict.fromkeys((f"unit {unit.id}", *called))

    def _around(self, who: str, day: date) -> tuple[_Worked | None, _Worked | None]:
        worked = self._worked[who]
        if not worked or worked[-1].day < day:
            return (worked[-1] if worked else None), None
        place = bisect_left(worked, _Worked(day))
        return (worked[place - 1] if place else None), (worked[place] if place < len(worked) else None)

    def _elsewhere(self, who: str, day: date, base: str) -> bool:
        before, after = self._around(who, day)
        if after and after.day == day:
            return True
        return any(
            abs((day - other.day).days) - 1 < self._journey(other.base, base)
            for other in (before, after)
            if other
        )

    def _journey(self, here: str, there: str) -> int:
        if here == there:
            return 0
        if (here, there) not in self._journeys:
            self._journeys[here, there] = self.production.travel(here, there).days
        return self._journeys[here, there]

    def _rests(self, who: str, day: date, times: DayClock, rest: int) -> bool:
        before, after = self._around(who, day)
        if before and before.day + DAY == day and times.call + 24 * 60 - before.wrap < rest:
            return False
        return not (after and day + DAY == after.day and after.call + 24 * 60 - times.wrap < rest)


def shoot(production: Production, work: dict[str, list[str]], first: date) -> Diary:
    """Lay out every unit's work, ``work`` by unit, from ``first`` on."""
    diary = Diary(production)
    tours = [_tour(production, unit, work.get(unit.id, [])) for unit in production.units]
    day = first
    for _ in range(_MOST_DATES):
        if all(tour.done for tour in tours):
            return diary
        for tour in tours:
            if not tour.done and production.unit_works(tour.unit, day):
                _shoot_a_day(diary, tour, day)
        day += DAY
        tours.append(tours.pop(0))
    raise AssertionError("a made-up production could not be laid out: a strip fits on no date")


def _tour(production: Production, unit: Unit, tasks: Sequence[str]) -> _Tour:
    pending: dict[str, dict[str, list[str]]] = {base.id: {} for base in production.bases}
    for task in tasks:
        scene = production.tasks[task]
        pending[production.base_of(scene)].setdefault(scene.location, []).append(task)
    return _Tour(unit, pending, [base for base, places in pending.items() if places])


def _shoot_a_day(diary: Diary, tour: _Tour, day: date) -> None:
    base = tour.bases[0]
    works = diary.production.unit_works
    last_of_week = not works(tour.unit, day + DAY)
    busy = diary.elsewhere(day, base)
    for dark in (True, False) if last_of_week else (False, True):
        chosen = _fill(diary, tour, day, base, dark, busy)
        if chosen:
            times = diary.fits(tour.unit, day, chosen)
            assert times is not None
            diary.add(tour.unit, day, chosen, times)
            tour.location = diary.production.tasks[chosen[-1]].location
            tour.take(chosen, base)
            tour.idle = 0
            return
    tour.idle += 1
    if tour.idle >= _WAIT and len(tour.bases) > 1:
        tour.bases.append(tour.bases.pop(0))
        tour.idle = 0


def _fill(diary: Diary, tour: _Tour, day: date, base: str, dark: bool, busy: set[str]) -> list[str]:
    """A day's work at a base: one location, a second when the first does not fill the day."""
    tasks = diary.production.tasks
    standard = tour.unit.day.standard
    people_of = diary.production.people_of
    here = {
        location: [
            task
            for task in ids
            if (tasks[task].light == "dark") == dark and busy.isdisjoint(people_of(tasks[task]))
        ]
        for location, ids in tour.pending[base].items()
    }
    order = sorted(
        (location for location in here if here[location]),
        key=lambda location: (location != tour.location, -len(here[location]), location),
    )
    chosen: list[str] = []
    used: list[str] = []
    work = 0
    for location in order:
        if len(used) == 2 or work >= _FULL * standard:
            break
        if used and sum(tasks[task].minutes for task in here[location]) > standard - work:
            continue
        before = len(chosen)
        left = list(here[location])
        for _ in range(_TRIED):
            task = _next(diary, chosen, left, standard - work)
            if task is None:
                break
            left.remove(task)
            times = diary.fits(tour.unit, day, [*chosen, task])
            if times is not None and (times.work <= standard or not chosen):
                chosen.append(task)
                work = times.work
        if len(chosen) > before:
            used.append(location)
    return chosen


def _next(diary: Diary, chosen: Sequence[str], left: Sequence[str], room: int) -> str | None:
    """What best goes with the day so far: people who are there already, the same set, and not too long."""
    tasks, people_of = diary.production.tasks, diary.production.people_of
    called = {person for task in chosen for person in people_of(tasks[task])}
    here = getattr(tasks[chosen[-1]], "set", "") if chosen else ""
    best: tuple[float, str] | None = None
    for task in left:
        scene = tasks[task]
        if chosen and scene.minutes > room:
            continue
        people = people_of(scene)
        known = sum(person in called for person in people)
        score = known / (1 + len(people)) + 0.4 * (getattr(scene, "set", "") == here)
        if best is None or score > best[0]:
            best = (score, task)
    return best[1] if best else None


def prepare(diary: Diary, activity: Activity, unit: Unit, scene_day: date) -> bool:
    """Put an activity on the nearest date before its scene that fits; False when none of the last 40 does."""
    latest = scene_day - timedelta(days=activity.days_before)
    for back in range(40):
        day = latest - timedelta(days=back)
        times = diary.fits(unit, day, [activity.id])
        if times is not None:
            diary.add(unit, day, [activity.id], times)
            return True
    return False


def plan_of(diary: Diary) -> Plan:
    """The hidden plan."""
    return Plan(tuple(diary.days), name="hidden")
