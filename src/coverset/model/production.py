"""A production: everything that is known and assumed about a shoot before it is planned."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from coverset.model.baseline import Baseline
from coverset.model.calendar import AssumedLight, Calendar, Unit
from coverset.model.dates import in_any
from coverset.model.event import Event, LostDay
from coverset.model.milestones import Milestones
from coverset.model.people import Person, Resource
from coverset.model.pins import AnyPin, CallPin, DayPin, OrderPin, PersonPin, Pin, left_of
from coverset.model.places import Base, Location, Travel
from coverset.model.progress import Draft, Entry, Reckoning, Settled, reckon
from coverset.model.scenes import Activity, Apart, Element, Film, Mark, Precedence, Scene
from coverset.model.sequences import Sequence, sequences
from coverset.model.stunts import Stunts
from coverset.units import Money


@dataclass(frozen=True, slots=True)
class Prices:
    """What the production pays beside people, hires and units, and what the craft's preferences are worth.

    Money in minor units; 0 switches a preference off. ``overtime_hour`` is the whole unit's, for each hour
    begun by the minute. ``cover`` is what a day's worth of work that weather can stop costs when no interior of its
    base is left to shoot instead. The preferences are priced so that they settle ties and never outbid a shooting day.
    """

    move: Money = 400_000
    set_change: Money = 250_000
    overtime_hour: Money = 250_000
    heavy_first_day: Money = 2_000
    first_day_eighths: int = 16
    first_day_stunt: Money = 500_000
    early_night: Money = 50_000
    stray_night: Money = 75_000
    script_order: Money = 10_000
    cover: Money = 0


@dataclass(frozen=True, slots=True)
class Assumption:
    """A value nobody stated, taken by default: what it is, why, and where to change it."""

    subject: str
    sentence: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """How a value of the production is known: seeded by a source, derived from one, or assumed."""

    path: str
    mark: Mark
    note: str = ""


def set_of(task: Scene | Activity) -> str:
    """Where in the story a task plays; rig and rehearsal work has a set of its own."""
    return task.set if isinstance(task, Scene) else f"{task.kind}: {task.name}"


@dataclass(frozen=True)
class Production:
    """A production of one or more films that share people, units and places. Ids are words.

    Every tuple keeps the order of the user's files. Tasks are what a plan places: the scenes that are
    not omitted, then the activities, as ``progress`` leaves them. ``events`` have been applied to this value
    already, those ``ahead`` have not; ``drafts`` are scenes as they stood before an event rewrote them. On
    ``lost_days`` something is not shot though the company works.
    """

    title: str
    calendar: Calendar
    films: tuple[Film, ...] = ()
    scenes: tuple[Scene, ...] = ()
    people: tuple[Person, ...] = ()
    bases: tuple[Base, ...] = ()
    locations: tuple[Location, ...] = ()
    travels: tuple[Travel, ...] = ()
    units: tuple[Unit, ...] = ()
    resources: tuple[Resource, ...] = ()
    activities: tuple[Activity, ...] = ()
    precedences: tuple[Precedence, ...] = ()
    aparts: tuple[Apart, ...] = ()
    pins: tuple[AnyPin, ...] = ()
    prices: Prices = Prices()
    light: AssumedLight = AssumedLight()
    currency: str = "GBP"
    company: str = ""
    kind: str = "independent"
    paper: str = "A4"
    rules_off: tuple[str, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    marks: tuple[Marked, ...] = ()
    stunts: Stunts = Stunts()
    baseline: Baseline | None = None
    progress: tuple[Entry, ...] = ()
    drafts: tuple[Draft, ...] = ()
    events: tuple[Event, ...] = ()
    ahead: tuple[Event, ...] = ()
    lost_days: tuple[LostDay, ...] = ()
    milestones: Milestones = Milestones()
    private: tuple[tuple[str, object], ...] = field(default=(), compare=False)

    @cached_property
    def _reckoning(self) -> Reckoning:
        return reckon(self.scenes, self.activities, self.progress, self.drafts)

    @cached_property
    def tasks(self) -> dict[str, Scene | Activity]:
        """Everything a plan must place, by id, in script order, activities last."""
        return self._reckoning.tasks

    @property
    def settled(self) -> dict[str, Settled]:
        """Where the tasks that are shot already stand for good."""
        return self._reckoning.settled

    @property
    def due(self) -> dict[str, date]:
        """The last date of the tasks that are owed by one."""
        return self._reckoning.due

    def placing_only(self, tasks: Collection[str]) -> Production:
        """The production in which nothing but these tasks is to be placed; what speaks only of others is left out."""
        pins = (left_of(pin, tasks, self.units_by_id, self.people_by_id) for pin in self.pins)
        made = replace(
            self,
            aparts=tuple(pair for pair in self.aparts if pair.first in tasks and pair.second in tasks),
            pins=tuple(pin for pin in pins if pin is not None),
        )
        # What is reckoned from scenes and reports has no field of its own: it is set where it is remembered.
        known = self._reckoning
        made.__dict__["_reckoning"] = Reckoning(
            {name: task for name, task in known.tasks.items() if name in tasks},
            {name: where for name, where in known.settled.items() if name in tasks},
            {name: day for name, day in known.due.items() if name in tasks},
        )
        return made

    @cached_property
    def people_by_id(self) -> dict[str, Person]:
        """The cast by id."""
        return {person.id: person for person in self.people}

    @cached_property
    def units_by_id(self) -> dict[str, Unit]:
        """The units by id."""
        return {unit.id: unit for unit in self.units}

    @cached_property
    def locations_by_id(self) -> dict[str, Location]:
        """The locations by id."""
        return {location.id: location for location in self.locations}

    @cached_property
    def bases_by_id(self) -> dict[str, Base]:
        """The bases by id."""
        return {base.id: base for base in self.bases}

    @cached_property
    def resources_by_id(self) -> dict[str, Resource]:
        """The resources by id."""
        return {resource.id: resource for resource in self.resources}

    @cached_property
    def _travel(self) -> dict[tuple[str, str], Travel]:
        both = {(road.first, road.second): road for road in self.travels}
        return both | {(road.second, road.first): road for road in self.travels}

    @cached_property
    def location_index(self) -> dict[str, int]:
        """The place of each location in the production's order, which settles ties inside a day."""
        return {location.id: k for k, location in enumerate(self.locations)}

    @cached_property
    def set_index(self) -> dict[tuple[str, str], int]:
        """The place of each set (of a location) in order of first appearance."""
        found = dict.fromkeys((task.location, set_of(task)) for task in self.tasks.values())
        return {key: k for k, key in enumerate(found)}

    @cached_property
    def task_order(self) -> dict[str, int]:
        """The place of each task in script order, put off where a precedence wants another first."""
        waits: dict[str, set[str]] = {task: set() for task in self.tasks}
        for rule in self.orders:
            waits[rule.after].add(rule.before)
        order: dict[str, int] = {}
        remaining = list(self.tasks)
        while remaining:
            ready = next((task for task in remaining if waits[task] <= order.keys()), remaining[0])
            remaining.remove(ready)
            order[ready] = len(order)
        return order

    @cached_property
    def orders(self) -> tuple[Precedence, ...]:
        """What comes before what: the declared precedences, and activities before the scenes they prepare.

        Two that are both shot are in the order in which they were shot.
        """
        prepared = tuple(
            Precedence(activity.id, scene, activity.days_before, why=f"{activity.kind} {activity.name}")
            for activity in self.activities
            for scene in activity.before
        )
        known, shot = self.tasks, self.settled
        both = self.precedences + prepared
        return tuple(
            order
            for order in both
            if order.before in known
            and order.after in known
            and not (order.before in shot and order.after in shot)
        )

    @cached_property
    def open_aparts(self) -> tuple[Apart, ...]:
        """The pairs that may not share a date, but for those of which both are shot."""
        shot = self.settled
        return tuple(pair for pair in self.aparts if not (pair.first in shot and pair.second in shot))

    @cached_property
    def strip_pins(self) -> tuple[Pin, ...]:
        """The pins of single strips."""
        return tuple(pin for pin in self.pins if isinstance(pin, Pin))

    @cached_property
    def day_pins(self) -> tuple[DayPin, ...]:
        """The pins of unit-days."""
        return tuple(pin for pin in self.pins if isinstance(pin, DayPin))

    @cached_property
    def calls(self) -> dict[tuple[str, date], int]:
        """The calls that are fixed, by unit and date, in minutes after midnight."""
        return {(pin.unit, pin.day): pin.call for pin in self.pins if isinstance(pin, CallPin)}

    @cached_property
    def order_pins(self) -> tuple[OrderPin, ...]:
        """The pins of orders inside a day."""
        return tuple(pin for pin in self.pins if isinstance(pin, OrderPin))

    @cached_property
    def sequences(self) -> tuple[Sequence, ...]:
        """The pinned orders put together; strips that are not to be placed are left out."""
        found = []
        for pin in self.order_pins:
            order = tuple(task for task in pin.order if task in self.tasks)
            found += [replace(pin, order=order)] if len(order) > 1 else []
        return sequences(found)

    @cached_property
    def person_pins(self) -> tuple[PersonPin, ...]:
        """The pins of people's dates."""
        return tuple(pin for pin in self.pins if isinstance(pin, PersonPin))

    def rest_of(self, person: str) -> tuple[int, int]:
        """The rest due from a wrap to a unit's next call, and the most dates in a row, of a person.

        The strictest of the units that may call them. Make-up may call them before the unit, so the rest is
        longer by as much (SAG-AFTRA: rest runs until the first call for any purpose, make-up included).
        """
        return self._rests.get(person, (0, 0))

    @cached_property
    def _rests(self) -> dict[str, tuple[int, int]]:
        callers: dict[str, dict[str, Unit]] = {}
        for task in self.tasks.values():
            units = {unit.id: unit for unit in self.units_for(task)}
            for person in self.people_of(task):
                callers.setdefault(person, {}).update(units)
        return {
            person: (
                max((unit.day.people_rest for unit in units.values()), default=0),
                min((unit.day.max_run for unit in units.values() if unit.day.max_run), default=0),
            )
            for person, units in callers.items()
        }

    def travel(self, first: str, second: str) -> Travel:
        """The road between two bases; nothing to travel where none is declared or they are the same."""
        return (
            self._travel.get((first, second), Travel(first, second))
            if first != second
            else Travel(first, second)
        )

    def base_of(self, task: Scene | Activity) -> str:
        """The id of the base a task is shot from."""
        return self.locations_by_id[task.location].base

    def people_of(self, task: Scene | Activity) -> tuple[str, ...]:
        """The ids of the people a task calls."""
        return task.cast if isinstance(task, Scene) else task.people

    def units_for(self, task: Scene | Activity) -> tuple[Unit, ...]:
        """The units that may do a task."""
        if isinstance(task, Activity):
            return tuple(unit for unit in self.units if unit.id == task.unit)
        shooting = (unit for unit in self.units if unit.kind != "prep")
        if task.units:
            return tuple(unit for unit in shooting if unit.id in task.units)
        return tuple(unit for unit in shooting if not unit.films or task.film in unit.films)

    @cached_property
    def working_dates(self) -> frozenset[date]:
        """The dates on which the company works."""
        return frozenset(day for day in self.calendar.dates() if self.calendar.works(day))

    def unit_works(self, unit: Unit, day: date) -> bool:
        """Whether a unit may work on a date: the calendar's week or its own, its availability, no hiatus."""
        calendar = self.calendar
        if not calendar.start_date <= day <= calendar.end_date or in_any(day, calendar.hiatus):
            return False
        if unit.available and not in_any(day, unit.available):
            return False
        if unit.days_off is None:
            return calendar.works(day)
        return day in calendar.working or (
            day.weekday() not in unit.days_off and not calendar.is_holiday(day)
        )

    def elements(self, category: str) -> tuple[Element, ...]:
        """The distinct breakdown elements of a category, in script order."""
        found = dict.fromkeys(e for scene in self.scenes for e in scene.elements if e.category == category)
        return tuple(found)
