"""The stunt work of a production: which tasks it is, whom and whose leave it needs, and at what hours it may be done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from coverset.model.light import LightWindows, light_windows
from coverset.model.scenes import Activity, Light
from coverset.model.stunts import Beat, CrewMember, Permission, Window

if TYPE_CHECKING:
    from coverset.model.production import Production

_ALL_THERE = ("rehearsal", "test")
_KEPT = "_stunt_work"
_DAY = 24 * 60

Interval = tuple[int, int]


@dataclass(frozen=True)
class StuntWork:
    """The stunt work of a production by task: strips that shoot a beat, and the activities that serve one."""

    production: Production

    @cached_property
    def shot(self) -> dict[str, tuple[Beat, ...]]:
        """The strips in which a beat is shot, with their beats."""
        tasks = self.production.tasks
        return {task: beats for task, beats in self.production.stunts.beats_in.items() if task in tasks}

    @cached_property
    def served(self) -> dict[str, tuple[Beat, ...]]:
        """The activities that rig, rehearse, test or strike for a beat, with their beats."""
        if not self.shot:
            return {}
        after: dict[str, list[str]] = {}
        for order in self.production.precedences:
            after.setdefault(order.after, []).append(order.before)
        found = {}
        for name, task in self.production.tasks.items():
            if isinstance(task, Activity):
                scenes = (*task.before, *(after.get(name, ()) if task.kind == "strike" else ()))
                beats = dict.fromkeys(beat for scene in scenes for beat in self.shot.get(scene, ()))
                if beats:
                    found[name] = tuple(beats)
        return found

    @cached_property
    def beats(self) -> dict[str, tuple[Beat, ...]]:
        """Every task that is stunt work, with the beats that it shoots or serves."""
        return self.shot | self.served

    @cached_property
    def crew(self) -> dict[str, tuple[CrewMember, ...]]:
        """Whom of the stunt crew each task needs: everyone at takes, rehearsals and tests, riggers at rig and strike."""
        found = {}
        for name, beats in self.beats.items():
            every = dict.fromkeys(m for beat in beats for m in self.production.stunts.crew_of(beat))
            task = self.production.tasks[name]
            needed = tuple(every)
            if isinstance(task, Activity) and task.kind not in _ALL_THERE:
                needed = tuple(m for m in every if any("rigger" in each.role for each in m.roles))
            if needed:
                found[name] = needed
        return found

    def to_place(self, tasks: Iterable[str]) -> Iterator[str]:
        """Those of some tasks that are still to be done; what is shot is shot."""
        return (task for task in tasks if task not in self.production.settled)

    @cached_property
    def tasks_of(self) -> dict[str, tuple[str, ...]]:
        """The tasks that need a member of the stunt crew, by the member's id, in script order."""
        found: dict[str, list[str]] = {}
        for name in self.production.tasks:
            for member in self.crew.get(name, ()):
                found.setdefault(member.id, []).append(name)
        return {member: tuple(tasks) for member, tasks in found.items()}

    def named(self, beat: Beat, name: str) -> Iterator[Permission]:
        """The permissions that a beat names and that bear on a task of it.

        Leave for other places of the production does not, unless it is for none of the beat's own; an activity
        is done under it only at a place that it names.
        """
        tasks = self.production.tasks
        here, own = tasks[name].location, {tasks[s].location for s in beat.scenes if s in tasks}
        for permission in self.production.stunts.permissions_of(beat):
            places = self.places(permission)
            if here in places or (name in self.shot and not places & own):
                yield permission

    def places(self, permission: Permission) -> set[str]:
        """The production's locations that a permission's scope names, by id or name."""
        scope = {word.casefold() for word in permission.scope}
        return {
            place.id
            for place in self.production.locations
            if place.id.casefold() in scope or (place.name and place.name.casefold() in scope)
        }

    @cached_property
    def limited(self) -> dict[str, tuple[Permission, ...]]:
        """The tasks that may be done only at some hours, with the permissions that they name which say so."""
        found = {}
        if any(_has_hours(permission) for permission in self.production.stunts.permissions):
            for name, beats in self.beats.items():
                named = {p.id: p for beat in beats for p in self.named(beat, name) if _has_hours(p)}
                if named:
                    found[name] = tuple(named[key] for key in sorted(named))
        return found

    def group(self, task: str) -> tuple[str, ...]:
        """What work with limited hours is alike in: its base, then the permissions; empty for all other work."""
        limits = self.limited.get(task)
        if limits is None:
            return ()
        return (self.production.base_of(self.production.tasks[task]), *(p.id for p in limits))

    @cached_property
    def _needs(self) -> dict[tuple[str, ...], set[Light]]:
        found: dict[tuple[str, ...], set[Light]] = {}
        for task in self.limited:
            found.setdefault(self.group(task), set()).add(self.production.tasks[task].light)
        return found

    def light_of(self, task: str) -> Light:
        """The light that a task needs; with limited hours, work for any light goes with that of its group."""
        own = self.production.tasks[task].light
        if own != "any" or task not in self.limited:
            return own
        needs = self._needs[self.group(task)]
        return "dark" if "dark" in needs and "daylight" not in needs else "daylight"

    def hours(self, task: str, day: date) -> LightWindows:
        """The daylight and the dark of a date inside the hours of a task's permissions.

        Where nothing in its group needs daylight, the first is the hours themselves, whatever the sun does.
        """
        base, *_ = group = self.group(task)
        open_ = open_hours(self.limited[task], day)
        light = light_windows(self.production, base, day)
        daylight = light.daylight if "daylight" in self._needs[group] else (0, 2 * _DAY)
        return LightWindows(_both(daylight, open_), _both(light.dark, open_), light.assumed)


def stunt_work(production: Production) -> StuntWork:
    """The stunt work of a production, worked out once and kept with it."""
    kept = vars(production).get(_KEPT)
    if kept is None:
        kept = vars(production)[_KEPT] = StuntWork(production)
    assert isinstance(kept, StuntWork)
    return kept


def _has_hours(permission: Permission) -> bool:
    return any(window.minutes is not None for window in permission.windows)


def open_hours(permissions: tuple[Permission, ...], day: date) -> Interval | None:
    """The longest time of a date that every permission leaves for work, set-up and hand-back taken off; None without.

    Minutes after the date's midnight; a window of the night belongs to the date on which it opens.
    """
    left: list[Interval] = [(0, 2 * _DAY)]
    for permission in permissions:
        mine = []
        for window in permission.windows:
            if day in window.dates:
                mine.append(_for_work(window))
        left = [both for one in left for two in mine if (both := _both(one, two))]
    return max(left, key=lambda each: (each[1] - each[0], -each[0]), default=None)


def _for_work(window: Window) -> Interval:
    if window.opens is None or window.closes is None:
        return (0, 2 * _DAY)
    closes = window.closes + (_DAY if window.closes <= window.opens else 0)
    return (window.opens + window.set_up, closes - window.hand_back)


def _both(one: Interval | None, two: Interval | None) -> Interval | None:
    if one is None or two is None:
        return None
    start, end = max(one[0], two[0]), min(one[1], two[1])
    return (start, end) if start < end else None
