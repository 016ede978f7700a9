"""Whether there is room for the work: the dates on which each strip fits, and the minutes that they hold.

Dates are bits of whole numbers here, so that three hundred scenes over two years are looked at in
milliseconds. Only rules that are switched on count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from coverset.findings import Finding, Place, Severity
from coverset.model.dates import DateRange, format_date, in_any
from coverset.model.pins import Pin
from coverset.model.production import Production
from coverset.model.scenes import Activity, Scene
from coverset.units import format_duration

Task = Scene | Activity
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class _Cause:
    """Something that leaves a strip only some dates: what it is called, and on which dates it allows it."""

    name: str
    allows: int
    words: str
    is_pin: bool = False


@dataclass(frozen=True)
class Room:
    """The dates of a production as bits, and what is free on them."""

    production: Production

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """Every date of the plan."""
        return self.production.calendar.dates()

    @cached_property
    def left(self) -> dict[str, Task]:
        """The work that is not shot yet: what is shot needs no room any more."""
        return {n: task for n, task in self.production.tasks.items() if n not in self.production.settled}

    @cached_property
    def all(self) -> int:
        """Every date."""
        return (1 << len(self.dates)) - 1

    def mask(self, wanted: Iterable[bool]) -> int:
        """The dates for which the answers, one a date, are true."""
        return sum(1 << place for place, yes in enumerate(wanted) if yes)

    def on(self, key: str) -> bool:
        """Whether a rule is switched on."""
        return key not in self.production.rules_off

    @cached_property
    def units(self) -> dict[str, int]:
        """When each unit works."""
        works = self.production.unit_works
        return {unit.id: self.mask(works(unit, day) for day in self.dates) for unit in self.production.units}

    @cached_property
    def people(self) -> dict[str, int]:
        """When each person can be called."""
        on = self.on("people-away")
        return {
            person.id: self.mask(not person.is_away(day) for day in self.dates)
            if on and (person.away or person.available)
            else self.all
            for person in self.production.people
        }

    @cached_property
    def locations(self) -> dict[str, int]:
        """When each location is open."""
        on = self.on("locations-open")
        return {
            location.id: self.mask(location.is_open(day) for day in self.dates)
            if on and (location.open or location.closed)
            else self.all
            for location in self.production.locations
        }

    @cached_property
    def resources(self) -> dict[str, int]:
        """When each resource is ready."""
        start = self.production.calendar.start_date
        on = self.on("resources-ready")
        return {
            hire.id: self.mask(hire.count > 0 and hire.is_ready(day, start) for day in self.dates)
            if on
            else self.all
            for hire in self.production.resources
        }

    @cached_property
    def pins(self) -> dict[str, list[Pin]]:
        """The pins of each task; a pinned day pins each of its strips."""
        found: dict[str, list[Pin]] = {}
        for pin in self.production.strip_pins if self.on("pins") else ():
            found.setdefault(pin.task, []).append(pin)
        for kept in self.production.day_pins if self.on("pinned-days") else ():
            for task in kept.strips:
                own = Pin(task, (DateRange(kept.day, kept.day),), kept.unit, kept.why, kept.source)
                found.setdefault(task, []).append(own)
        return found

    @cached_property
    def promised(self) -> dict[str, list[_Cause]]:
        """When each person may be called by decision."""
        found: dict[str, list[_Cause]] = {}
        for pin in self.production.person_pins if self.on("pinned-people") else ():
            allows = self.mask(pin.allows(day) for day in self.dates)
            why = f" ({pin.why})" if pin.why else ""
            cause = _Cause(f"{pin.person}, by decision{why},", allows, "may be called")
            found.setdefault(pin.person, []).append(cause)
        return found

    def units_of(self, name: str, task: Task) -> list[str]:
        """The units that may do a task and that its pins leave it."""
        pinned = {pin.unit for pin in self.pins.get(name, ()) if pin.unit}
        return [unit.id for unit in self.production.units_for(task) if pinned <= {unit.id}]

    def causes(self, name: str, task: Task) -> list[_Cause]:
        """Everything that leaves a task only some dates."""
        units = self.units_of(name, task)
        works = 0
        for unit in units:
            works |= self.units[unit]
        found = [_Cause(" or ".join(units) or "no unit", works, "works")]
        found += [_Cause(p, self.people[p], "is free") for p in self.production.people_of(task)]
        found += [cause for p in self.production.people_of(task) for cause in self.promised.get(p, ())]
        found.append(_Cause(task.location, self.locations[task.location], "is open"))
        found += [_Cause(r, self.resources[r], "is ready") for r in task.resources]
        for pin in self.pins.get(name, ()):
            if pin.dates:
                allows = self.mask(in_any(day, pin.dates) for day in self.dates)
                why = f" ({pin.why})" if pin.why else ""
                found.append(_Cause(f"the pin{why}", allows, "allows", is_pin=True))
        return found

    @cached_property
    def allowed(self) -> dict[str, int]:
        """The dates on which each task fits by itself."""
        found = {}
        for name, task in self.production.tasks.items():
            shot = self.production.settled.get(name)
            if shot is not None:
                found[name] = self.mask(day == shot.day for day in self.dates)
                continue
            dates = self.all
            for cause in self.causes(name, task):
                dates &= cause.allows
            found[name] = dates
        return found

    def longest(self, units: Iterable[str]) -> int:
        """The longest day of any of the units, in minutes."""
        return max((self.production.units_by_id[unit].day.longest for unit in units), default=0)

    def spans(self, dates: int) -> str:
        """Dates in words: a stretch is one as long as only days that nobody works lie between."""
        worked = 0
        for unit in self.units.values():
            worked |= unit
        stretches: list[list[int]] = []
        for place in range(len(self.dates)):
            if dates >> place & 1:
                between = (
                    worked >> (stretches[-1][1] + 1) & ((1 << place - stretches[-1][1] - 1) - 1)
                    if stretches
                    else 1
                )
                if stretches and not between:
                    stretches[-1][1] = place
                else:
                    stretches.append([place, place])
        if not stretches:
            return "never"
        words = []
        for first, last in stretches[:_SHOWN]:
            words.append(format_date(self.dates[first]))
            if last != first:
                words[-1] += f" to {format_date(self.dates[last])}"
        return ", ".join(words) + (
            f" and {len(stretches) - _SHOWN} more times" if len(stretches) > _SHOWN else ""
        )


def error(code: str, sentence: str, place: Place | None, *about: str) -> Finding:
    return Finding(code, Severity.ERROR, sentence, place, about)


def impossible(production: Production) -> list[Finding]:
    """Scenes and activities that fit on no date, each with the fewest names that rule it out together."""
    room = Room(production)
    found: list[Finding] = []
    alone: dict[tuple[str, str], list[str]] = {}
    for name, task in room.left.items():
        what = f"Scene {name}" if isinstance(task, Scene) else f"Activity {name}"
        pins = room.pins.get(name, [])
        units = {pin.unit for pin in pins if pin.unit}
        if len(units) > 1:
            sentence = f"{what} is pinned to the units {' and '.join(sorted(units))}; leave it one."
            found.append(error("pins-clash", sentence, pins[-1].source, name, *sorted(units)))
            continue
        if not room.units_of(name, task):
            wanted = f"; its pin wants {next(iter(units))}" if units else ""
            sentence = (
                f"{what} can be done by no unit: none shoots its film, or none of those named shoots{wanted}."
            )
            found.append(error("no-unit", sentence, pins[0].source if units else task.source, name))
            continue
        if not room.allowed[name]:
            kept = _needed(room, room.causes(name, task))
            if len(kept) == 1 and not kept[0].is_pin:
                alone.setdefault((kept[0].name, kept[0].words), []).append(name)
            else:
                found.append(_nowhere(room, name, task, what, kept))
        longest = room.longest(room.units_of(name, task))
        if task.minutes > longest and room.on("day-length"):
            hint = (
                "declare it in parts, in scenes.csv, or lengthen the day"
                if isinstance(task, Scene)
                else "shorten it"
            )
            sentence = (
                f"{what} takes {format_duration(task.minutes)}, longer than the longest day of any unit that "
                f"may do it, {format_duration(longest)}: {hint}."
            )
            found.append(error("scene-too-long", sentence, task.source, name))
    found += [_never(room, subject, words, names) for (subject, words), names in alone.items()]
    return found


def _never(room: Room, subject: str, words: str, names: Sequence[str]) -> Finding:
    """The finding about a person, place, hire or unit that has no date at all."""
    shown = f"{len(names)} strips need it, {names[0]} first" if len(names) > 1 else f"{names[0]} needs it"
    calendar = room.production.calendar
    sentence = f"{subject} {words} on no date from {format_date(calendar.start_date)} to {format_date(calendar.end_date)}; {shown}."
    whole = room.production
    known = whole.people_by_id.get(subject) or whole.locations_by_id.get(subject)
    thing = known or whole.resources_by_id.get(subject) or whole.tasks[names[0]]
    return error("never-free", sentence, thing.source, subject, *names[:20])


def _needed(room: Room, causes: Sequence[_Cause]) -> list[_Cause]:
    """The causes without which there would be a date: each that is not needed for that is left out."""
    kept = list(causes)
    for cause in causes:
        others = [each for each in kept if each is not cause]
        dates = room.all
        for each in others:
            dates &= each.allows
        if not dates:
            kept = others
    return kept


def _nowhere(room: Room, name: str, task: Task, what: str, kept: Sequence[_Cause]) -> Finding:
    """The finding about a task whose people, place, hires, units and pins have no date in common."""
    pins = room.pins.get(name, [])
    pinned = [cause for cause in kept if cause.is_pin]
    if len(pinned) == len(kept):
        plural = f"The pins of {name} have" if len(pinned) > 1 else f"The pin of {name} has"
        common = "in common " if len(pinned) > 1 else "inside the plan"
        allowed = "" if len(pinned) == 1 else f": {_each(room, kept)}"
        sentence = f"{plural} no date {common.strip()}{allowed}."
        return error("pins-clash", sentence, pins[-1].source, name)
    names = _and([cause.name for cause in kept])
    sentence = f"{what} can be shot on no date: {names} are never free together. {_each(room, kept)}."
    place = pins[-1].source if pinned else task.source
    return error("never-together", sentence, place, name, *(cause.name for cause in kept if not cause.is_pin))


def _each(room: Room, causes: Iterable[_Cause]) -> str:
    return "; ".join(f"{cause.name} {cause.words} {room.spans(cause.allows)}" for cause in causes)


def _and(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def too_little_room(production: Production) -> list[Finding]:
    """Locations, people and the whole shoot with more minutes to shoot than their dates hold."""
    room = Room(production)
    if not room.on("day-length"):
        return []
    found: list[Finding] = []
    by_location: dict[str, list[str]] = {}
    by_person: dict[str, list[str]] = {}
    for name, task in room.left.items():
        by_location.setdefault(task.location, []).append(name)
        for person in production.people_of(task):
            by_person.setdefault(person, []).append(name)
    for location, names in by_location.items():
        held = _held(room, names, one_a_date=False)
        found += _short(room, names, held, location, production.locations_by_id[location].source, "is open")
    for person, names in by_person.items():
        held = _held(room, names, one_a_date=room.on("one-unit-a-date"))
        found += _short(room, names, held, person, production.people_by_id[person].source, "is free")
    if not found and all(room.allowed[name] for name in room.left):
        every = list(room.left)
        held = _held(room, every, one_a_date=False)
        total = sum(task.minutes for task in room.left.values())
        if total > held:
            sentence = (
                f"The whole shoot takes {format_duration(total)}, and the longest days of all units between "
                f"{format_date(production.calendar.start_date)} and {format_date(production.calendar.end_date)} "
                f"hold {format_duration(held)}: add dates or a unit, or lengthen the day."
            )
            found.append(error("calendar-too-short", sentence, production.calendar.source))
    return found


def _held(room: Room, names: Sequence[str], *, one_a_date: bool) -> int:
    """The minutes that the dates of these tasks hold: for one unit a date, or for all that may do them."""
    production = room.production
    lengths: dict[str, int] = {}
    dates: dict[str, int] = {}
    for name in names:
        for unit in room.units_of(name, production.tasks[name]):
            lengths[unit] = production.units_by_id[unit].day.longest
            dates[unit] = dates.get(unit, 0) | room.allowed[name] & room.units[unit]
    if not one_a_date:
        return sum(lengths[unit] * dates[unit].bit_count() for unit in lengths)
    held, taken = 0, 0
    for unit in sorted(lengths, key=lambda unit: -lengths[unit]):
        fresh = dates[unit] & ~taken
        held += lengths[unit] * fresh.bit_count()
        taken |= fresh
    return held


def _short(
    room: Room, names: Sequence[str], held: int, subject: str, place: Place | None, words: str
) -> Iterator[Finding]:
    needed = sum(room.production.tasks[name].minutes for name in names)
    if needed <= held or not held:
        return
    dates = 0
    for name in names:
        dates |= room.allowed[name]
    count = dates.bit_count()
    sentence = (
        f"{subject} has {format_duration(needed)} to shoot in {len(names)} strips, and {words} on {count} "
        f"working {'date' if count == 1 else 'dates'} ({room.spans(dates)}), whose longest days hold {format_duration(held)}: "
        "open more dates, shorten the scenes or let another unit in."
    )
    yield error("window-too-small", sentence, place, subject, *names[:20])
