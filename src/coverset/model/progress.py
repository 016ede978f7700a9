"""What has been shot, partly shot, dropped, added and is owed: the daily production reports' disposition, as values.

Shot work never moves. A scene shot whole keeps its id and its date; a partly shot one leaves the eighths and
minutes that are not in the can as work to plan, under its own id, while what was shot stands as a piece of
its own; a pickup owed for a shot scene is work to plan again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from coverset.findings import Place
from coverset.model.scenes import Activity, Scene

if TYPE_CHECKING:
    from coverset.model.plan import Plan, PlanDay, Strip
    from coverset.model.production import Production

What = Literal["shot", "part", "omitted", "added", "pickup owed", "pickup shot", "wrap"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a daily production report about one scene or activity (for "wrap": one film), by id.

    ``eighths`` and ``minutes`` say how much: of a part, what was shot of the scene's pages and of its
    estimated time (minutes left out: in proportion to the pages); of a pickup, what it will take. ``due`` is
    the last date of a pickup owed. ``cited`` is where this is known from: a report, an article.
    """

    task: str
    what: What
    day: date | None = None
    unit: str = ""
    eighths: int | None = None
    minutes: int | None = None
    due: date | None = None
    note: str = ""
    cited: str = ""
    source: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Settled:
    """Where shot work stands for good; a unit that nobody noted is ""."""

    unit: str
    day: date


@dataclass(frozen=True, slots=True)
class Draft:
    """A scene as it stood in the script before it was rewritten on ``until`` (None: nobody said when).

    What was shot before that day is a piece of this scene, with its length and its cast, not of the rewritten one.
    """

    scene: Scene
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What progress makes of the scenes and activities: the work by id, what of it is settled, what is due when."""

    tasks: dict[str, Scene | Activity]
    settled: dict[str, Settled]
    due: dict[str, date]


def reckon(
    scenes: Iterable[Scene],
    activities: Iterable[Activity],
    progress: Sequence[Entry],
    drafts: Sequence[Draft] = (),
) -> Reckoning:
    """The work there is, in script order, activities last, as the reports leave it.

    Declared omissions are left out. Every other scene keeps a task of its own id: what is left of it, or all
    of it, or, when parts made it up, the last part. Pieces are called "F1/12 shot 1", pickups "F1/12 pickup 1".
    """
    rows: dict[str, list[Entry]] = defaultdict(list)
    for entry in progress:
        rows[entry.task].append(entry)
    found = Reckoning({}, {}, {})
    for scene in scenes:
        if scene.omitted:
            continue
        if scene.id in rows:
            _reckon_scene(found, scene, rows[scene.id], drafts)
        else:
            found.tasks[scene.id] = scene
    for activity in activities:
        found.tasks[activity.id] = activity
        for entry in rows.get(activity.id, ()):
            if entry.what == "shot" and entry.day is not None:
                found.settled[activity.id] = Settled(entry.unit, entry.day)
    return found


def as_drafted(scene: Scene, day: date, drafts: Iterable[Draft]) -> Scene:
    """The scene as the script had it on a day: the earliest of its drafts that was rewritten later, else as it is."""
    later = (each for each in drafts if each.scene.id == scene.id and (each.until or date.max) > day)
    return min(later, key=lambda each: each.until or date.max, default=Draft(scene)).scene


def _reckon_scene(found: Reckoning, scene: Scene, own: Sequence[Entry], drafts: Sequence[Draft]) -> None:
    pieces: list[tuple[Scene, Settled]] = []
    eighths = minutes = 0
    for entry in own:
        if entry.what != "part" or entry.day is None:
            continue
        then = as_drafted(scene, entry.day, drafts)
        size = min(entry.eighths or 0, max(0, then.eighths - eighths))
        time = _time(then, size) if entry.minutes is None else entry.minutes
        time = min(time, max(0, then.minutes - minutes))
        eighths, minutes = eighths + size, minutes + time
        piece = _piece(then, f"shot {len(pieces) + 1}", size, time, entry.unit)
        pieces.append((piece, Settled(entry.unit, entry.day)))
    left = _without(scene, eighths, minutes)
    complete = bool(pieces) and not (left.eighths if scene.eighths else left.minutes)
    whole = _shot_whole(own)
    if whole is not None:
        then = as_drafted(scene, whole.day, drafts)
        rest = _without(then, eighths, minutes)
        pieces.append((replace(rest, units=_held(then, whole.unit)), whole))
    elif pieces and (complete or any(entry.what == "omitted" for entry in own)):
        last, where = pieces.pop()
        pieces.append((replace(last, id=scene.id, part=scene.part), where))
    for piece, where in pieces:
        found.tasks[piece.id] = piece
        found.settled[piece.id] = where
    if scene.id in found.settled:
        _reckon_pickups(found, scene, own)
        return
    if not any(entry.what == "omitted" for entry in own):
        found.tasks[scene.id] = (
            replace(left, minutes=max(min(1, scene.minutes), left.minutes)) if pieces else scene
        )
        dues = [entry.due for entry in own if entry.what == "pickup owed" and entry.due is not None]
        if dues:
            found.due[scene.id] = min(dues)


def _reckon_pickups(found: Reckoning, scene: Scene, own: Sequence[Entry]) -> None:
    """Pickups of a shot scene: each owed one is met by one that was shot, in the order of the rows."""
    owing = _owing(own, found.settled[scene.id].day)
    got = _pickups_shot(own)
    for k in range(max(len(owing), len(got))):
        asked = owing[k] if k < len(owing) else None
        taken = got[k] if k < len(got) else None
        sizes = [entry for entry in (taken, asked) if entry is not None]
        size = next((entry.eighths for entry in sizes if entry.eighths is not None), None)
        time = next((entry.minutes for entry in sizes if entry.minutes is not None), None)
        if size is None and time is None:
            continue
        unit = taken.unit if taken is not None else ""
        piece = _piece(
            scene, f"pickup {k + 1}", size or 0, _time(scene, size or 0) if time is None else time, unit
        )
        found.tasks[piece.id] = piece
        if taken is not None and taken.day is not None:
            found.settled[piece.id] = Settled(taken.unit, taken.day)
        elif asked is not None and asked.due is not None:
            found.due[piece.id] = asked.due


def _shot_whole(own: Iterable[Entry]) -> Settled | None:
    """Where the scene was finished. A pickup shot of a scene that was not yet shot is the scene itself."""
    shot = next((entry for entry in own if entry.what == "shot" and entry.day is not None), None)
    if shot is None and any(entry.what == "pickup owed" for entry in own):
        parts = any(entry.what == "part" for entry in own)
        shot = (
            None if parts else next((e for e in own if e.what == "pickup shot" and e.day is not None), None)
        )
    return None if shot is None or shot.day is None else Settled(shot.unit, shot.day)


def _pickups_shot(own: Sequence[Entry]) -> list[Entry]:
    got = [entry for entry in own if entry.what == "pickup shot" and entry.day is not None]
    return got if any(entry.what in ("shot", "part") for entry in own) else got[1:]


def _owing(own: Iterable[Entry], shot: date) -> list[Entry]:
    """Pickups noted when the scene was shot or later; what was owed before, the shooting itself has met."""
    return [e for e in own if e.what == "pickup owed" and (e.day is None or e.day >= shot)]


def _piece(scene: Scene, part: str, eighths: int, minutes: int, unit: str) -> Scene:
    return replace(
        scene,
        id=f"{scene.id} {part}",
        part=f"{scene.part} {part}".strip(),
        eighths=eighths,
        minutes=minutes,
        setups=0,
        units=_held(scene, unit),
    )


def _without(scene: Scene, eighths: int, minutes: int) -> Scene:
    """What is left of a scene of which so much is shot."""
    return replace(scene, eighths=max(0, scene.eighths - eighths), minutes=max(0, scene.minutes - minutes))


def _held(scene: Scene, unit: str) -> tuple[str, ...]:
    return (unit,) if unit else scene.units


def _time(scene: Scene, eighths: int) -> int:
    """The share of a scene's time that goes with some of its pages."""
    return scene.minutes * eighths // scene.eighths if scene.eighths else 0


def owed(production: Production, film: str = "") -> tuple[Entry, ...]:
    """The pickups that are owed and not yet shot, of one film or of all, in the order of the rows."""
    scenes = {scene.id: scene for scene in production.scenes if not scene.omitted}
    rows: dict[str, list[Entry]] = defaultdict(list)
    for entry in production.progress:
        if entry.task in scenes and (not film or scenes[entry.task].film == film):
            rows[entry.task].append(entry)
    left: set[int] = set()
    for task, own in rows.items():
        settled = production.settled.get(task)
        owing = [e for e in own if e.what == "pickup owed"]
        if settled is not None:
            owing = _owing(own, settled.day)[len(_pickups_shot(own)) :]
        left.update(id(entry) for entry in owing)
    return tuple(entry for entry in production.progress if id(entry) in left)


def with_progress(production: Production, entries: Iterable[Entry]) -> Production:
    """The production with these entries as its progress; what they omit goes with its pins, pairs and orders."""
    from coverset.model.cutting import omit

    changed = replace(production, progress=tuple(entries))
    gone = [e.task for e in changed.progress if e.what == "omitted"]
    return omit(changed, gone) if gone else changed


def begun(production: Production) -> dict[str, date]:
    """The last date on which something of each scene was shot of which something is left or owed, by strip.

    Such a strip, the rest of a partly shot scene or a pickup, stands on a later date.
    """
    settled = production.settled
    found: dict[str, date] = {}
    for name, where in settled.items():
        scene = name.partition(" shot ")[0]
        if scene not in settled and scene in production.tasks:
            found[scene] = max(where.day, found.get(scene, where.day))
    for name in production.tasks:
        scene = name.partition(" pickup ")[0]
        if scene != name and name not in settled and scene in settled:
            found[name] = settled[scene].day
    return found


def last_shot(production: Production) -> dict[str, date]:
    """The last date on which each unit has shot; units that have not, or that nobody noted, are left out."""
    found: dict[str, date] = {}
    for where in production.settled.values():
        if where.unit:
            found[where.unit] = max(where.day, found.get(where.unit, where.day))
    return found


def as_shot(production: Production, plan: Plan) -> Plan:
    """The board with shot work where it was shot and nowhere else.

    What is left of a partly shot scene, if it stood on or before the date of its last shot piece, has to be
    planned again and goes to the boneyard; so does a pickup that has no date. Other strips stay.
    """
    from coverset.model.plan import PlanDay, Strip

    settled = production.settled
    if not settled:
        return plan
    last = begun(production)
    held: dict[tuple[str, date], list[Strip]] = {}
    gone: list[str] = []
    for day in plan.days:
        strips = []
        for strip in day.strips:
            spot = settled.get(strip.task)
            if spot is not None and not (spot.day == day.day and spot.unit in ("", day.unit)):
                continue
            if strip.task in last and day.day <= last[strip.task]:
                gone.append(strip.task)
                strips += _pieces_on(settled, strip.task, day)
                continue
            strips.append(strip)
        held[day.unit, day.day] = strips
    placed = {strip.task for strips in held.values() for strip in strips}
    for name, where in settled.items():
        if name not in placed:
            unit = where.unit or production.units_for(production.tasks[name])[0].id
            held.setdefault((unit, where.day), []).append(Strip(name))
            placed.add(name)
    loose = [task for task in (*plan.boneyard, *gone) if task not in placed]
    days = tuple(PlanDay(unit, day, tuple(strips)) for (unit, day), strips in held.items() if strips)
    return replace(plan, days=days, boneyard=tuple(dict.fromkeys(loose)))


def _pieces_on(settled: dict[str, Settled], scene: str, day: PlanDay) -> list[Strip]:
    """The shot pieces of a scene on a unit's date, which take the place of the whole scene there."""
    from coverset.model.plan import Strip

    here = (name for name, where in settled.items() if where.day == day.day and where.unit in ("", day.unit))
    return [Strip(name) for name in here if name.startswith(f"{scene} shot ") and name not in day.tasks]


def shot_as_planned(production: Production, plan: Plan, until: date) -> tuple[Entry, ...]:
    """The entries of a shoot that went to plan: everything the board has before ``until`` is shot there.

    What progress has already stays; the answer is the whole progress then, ready for ``with_progress``.
    """
    done = set(production.settled)
    pickups = {name for name in production.tasks if " pickup " in name}
    found = list(production.progress)
    for day in plan.days:
        if day.day >= until:
            continue
        for task in day.tasks:
            if task in production.tasks and task not in done:
                what: What = "pickup shot" if task in pickups else "shot"
                found.append(
                    Entry(task.partition(" pickup ")[0], what, day.day, day.unit, cited="as planned")
                )
                done.add(task)
    return tuple(found)
