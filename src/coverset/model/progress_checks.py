"""Questions about progress: rows that contradict the production, each other, or a film's wrap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coverset.findings import Finding, Severity, in_order
from coverset.model.dates import format_date
from coverset.model.hints import Hints
from coverset.model.production import Production
from coverset.model.progress import Entry, as_drafted, owed
from coverset.model.scenes import Scene
from coverset.units import format_eighths

_DATED = ("shot", "part", "pickup shot", "wrap")


def problems(production: Production) -> list[Finding]:
    """Everything that is wrong with the progress of a production, the worst first."""
    found: list[Finding] = []
    scenes = {scene.id: scene for scene in production.scenes}
    rows: dict[str, list[Entry]] = defaultdict(list)
    hints = Hints()
    for entry in production.progress:
        found += _row(production, entry, hints)
        rows[entry.task].append(entry)
    for task, own in rows.items():
        if task in scenes:
            found += _scene(production, scenes[task], own)
        twice = [entry for entry in own if entry.what == "shot"]
        if len(twice) > 1:
            sentence = f"{task} is shot twice, on {' and '.join(map(_when, twice))}; keep one row."
            found.append(_say(twice[-1], "progress-twice", Severity.ERROR, sentence))
    for entry in production.progress:
        if entry.what == "wrap":
            found += wrap_problems(production, entry.task, entry)
    return in_order(found)


def _say(entry: Entry, code: str, severity: Severity, sentence: str, *about: str) -> Finding:
    return Finding(code, severity, sentence, entry.source, (entry.task, *about))


def _when(entry: Entry) -> str:
    return format_date(entry.day) if entry.day else "a date nobody noted"


def _row(production: Production, entry: Entry, hints: Hints) -> Iterator[Finding]:
    """What one row says against the production."""
    known: dict[str, object] = {scene.id: scene for scene in production.scenes}
    known |= {activity.id: activity for activity in production.activities}
    if entry.what == "wrap":
        known = {film.id: film for film in production.films}
    if entry.task not in known:
        kind = "film" if entry.what == "wrap" else "scene"
        sentence = f"There is no {kind} {entry.task!r}; {hints.near(entry.task, known)}"
        yield _say(entry, f"{kind}-unknown", Severity.ERROR, sentence)
        return
    if entry.unit and entry.unit not in production.units_by_id:
        near = hints.near(entry.unit, production.units_by_id)
        sentence = f"{entry.task}: there is no unit {entry.unit!r}; {near}"
        yield _say(entry, "unit-unknown", Severity.ERROR, sentence, entry.unit)
    if entry.what in _DATED and entry.day is None:
        sentence = f"{entry.task} ({entry.what}) needs its date."
        yield _say(entry, "value-missing", Severity.ERROR, sentence)
    calendar = production.calendar
    if entry.what in _DATED and entry.day and not calendar.start_date <= entry.day <= calendar.end_date:
        span = f"{format_date(calendar.start_date)} to {format_date(calendar.end_date)}"
        sentence = (
            f"{entry.task} was shot on {_when(entry)}, outside the plan's dates, {span}: "
            "give the calendar a start_date and end_date around it."
        )
        yield _say(entry, "progress-outside", Severity.ERROR, sentence)
    elif entry.what in _DATED[:3] and entry.day and entry.unit in production.units_by_id:
        unit = production.units_by_id[entry.unit]
        if not production.unit_works(unit, entry.day):
            sentence = (
                f"{entry.task} was shot on {_when(entry)}, when unit {unit.id} does not work by the calendar: "
                "put the date under working, or shorten the hiatus."
            )
            yield _say(entry, "progress-unworked", Severity.WARNING, sentence, unit.id)
    if entry.due and entry.day and entry.due < entry.day:
        sentence = (
            f"{entry.task} is due by {format_date(entry.due)}, before the row's own date, {_when(entry)}."
        )
        yield _say(entry, "window-backwards", Severity.ERROR, sentence)
    scene = known[entry.task]
    if isinstance(scene, Scene):
        yield from _length(scene, entry)


def _length(scene: Scene, entry: Entry) -> Iterator[Finding]:
    """How much a row says was shot, or is owed."""
    if scene.omitted and entry.what not in ("omitted", "added"):
        sentence = f"{scene.id} is omitted from the script: what the row says of it is not counted."
        yield _say(entry, "scene-omitted", Severity.WARNING, sentence)
    if entry.what == "part" and entry.eighths is None and entry.minutes is None:
        sentence = f"{scene.id} was shot in part: say how much, in eighths (5/8) or minutes."
        yield _say(entry, "value-missing", Severity.ERROR, sentence)
    if entry.what == "part" and not entry.eighths and not entry.minutes and entry.eighths is not None:
        sentence = f"{scene.id} was shot in part, but nothing of it: take the row out."
        yield _say(entry, "value-wrong", Severity.ERROR, sentence)


def _scene(production: Production, scene: Scene, own: Sequence[Entry]) -> Iterator[Finding]:
    """What the rows of one scene say together, read against the scene as it was when the last part was shot."""
    parts = [entry for entry in own if entry.what == "part"]
    last = max((entry.day for entry in parts if entry.day), default=None)
    if last is not None:
        scene = as_drafted(scene, last, production.drafts)
    size = sum(entry.eighths or 0 for entry in parts)
    if parts and size > scene.eighths:
        sentence = f"{format_eighths(size)} pages of {scene.id} are shot in parts; it has {format_eighths(scene.eighths)}."
        yield _say(parts[-1], "parts-do-not-add-up", Severity.ERROR, sentence)
    time = sum(entry.minutes or 0 for entry in parts)
    if parts and time >= scene.minutes and size < scene.eighths:
        sentence = (
            f"{scene.id} took {time} minutes so far, all of the {scene.minutes} it was to take, and "
            f"{format_eighths(scene.eighths - size)} pages are left: give the scene more minutes."
        )
        yield _say(parts[-1], "progress-slow", Severity.WARNING, sentence)
    whole = next((entry for entry in own if entry.what == "shot" and entry.day), None)
    for entry in parts:
        if whole and whole.day and entry.day and entry.day > whole.day:
            sentence = (
                f"{scene.id} was finished on {_when(whole)}, yet a part of it was shot on {_when(entry)}."
            )
            yield _say(entry, "progress-contradicts", Severity.ERROR, sentence)
    pickups = [entry for entry in own if entry.what == "pickup owed"]
    finished = whole.day if whole else None
    for entry in pickups if finished else ():
        later = entry.day is None or finished is None or entry.day >= finished
        if later and entry.eighths is None and entry.minutes is None:
            sentence = (
                f"The pickup of {scene.id} is not planned yet: say what it takes, in eighths or minutes."
            )
            yield _say(entry, "pickup-without-time", Severity.WARNING, sentence)
    if any(entry.what == "pickup shot" for entry in own) and not pickups:
        first = next(entry for entry in own if entry.what == "pickup shot")
        sentence = f"A pickup of {scene.id} was shot that nobody owed; add a row pickup owed, or say shot."
        yield _say(first, "pickup-not-owed", Severity.NOTE, sentence)


def wrap_refused(production: Production, film: str) -> Finding | None:
    """Why a film cannot be wrapped yet, naming the pickups that are owed or the scenes that are left; else None."""
    return next(iter(wrap_problems(production, film, None)), None)


def wrap_problems(production: Production, film: str, entry: Entry | None) -> list[Finding]:
    """Why a film cannot be wrapped: pickups owed first, then scenes that are not shot."""
    found = []
    place = entry.source if entry else None
    when = f" on {_when(entry)}" if entry and entry.day else ""
    for pickup in owed(production, film):
        due = f", due by {format_date(pickup.due)}" if pickup.due else ""
        what = f" ({pickup.note})" if pickup.note else ""
        sentence = f"{film} cannot be wrapped{when}: the pickup of {pickup.task}{what} is still owed{due}."
        found.append(Finding("wrap-pickup-owed", Severity.ERROR, sentence, place, (film, pickup.task)))
    owing = {entry.task for entry in owed(production, film)}
    left = [
        name
        for name, task in production.tasks.items()
        if isinstance(task, Scene)
        and task.film == film
        and name not in production.settled
        and name.partition(" pickup ")[0] not in owing
    ]
    if left:
        named = ", ".join(left[:8]) + (f" and {len(left) - 8} more" if len(left) > 8 else "")
        sentence = f"{film} cannot be wrapped{when}: {named} {'is' if len(left) == 1 else 'are'} not shot."
        found.append(Finding("wrap-scenes-left", Severity.ERROR, sentence, place, (film, *left[:8])))
    return found


@dataclass(frozen=True, slots=True)
class FilmTally:
    """A film's pages and scenes, in eighths: all of them, shot, left to shoot, dropped and added; pickups owed.

    ``scenes`` counts scenes and declared parts that are not omitted, ``done`` those that are shot whole.
    Pickups count neither as pages shot nor as pages left.
    """

    film: str
    scenes: int
    done: int
    total: int
    shot: int
    left: int
    omitted: int
    added: int
    owed: tuple[Entry, ...]

    @property
    def wrapped(self) -> bool:
        """Whether nothing is left and nothing owed."""
        return not self.left and not self.owed and self.done == self.scenes


def tally(production: Production) -> tuple[FilmTally, ...]:
    """Each film's progress, in the order of the films."""
    said: dict[str, set[str]] = defaultdict(set)
    for entry in production.progress:
        said[entry.what].add(entry.task)
    found = []
    for film in production.films:
        own = {scene.id: scene for scene in production.scenes if scene.film == film.id}
        kept = {name: scene for name, scene in own.items() if not scene.omitted}
        dropped = {name for name in said["omitted"] if name in own}
        left = sum(_left(production, scene) for name, scene in kept.items() if name not in dropped)
        shot = sum(
            task.eighths
            for name, task in production.tasks.items()
            if isinstance(task, Scene)
            and task.film == film.id
            and name in production.settled
            and " pickup " not in name
        )
        found.append(
            FilmTally(
                film.id,
                len([name for name in kept if name in production.tasks]),
                len([name for name in kept if name in production.settled]),
                sum(_pages(production, scene) for scene in kept.values()),
                shot,
                left,
                sum(scene.eighths for name, scene in own.items() if name in dropped),
                sum(scene.eighths for name, scene in own.items() if name in said["added"]),
                owed(production, film.id),
            )
        )
    return tuple(found)


def _pages(production: Production, scene: Scene) -> int:
    """A scene's eighths; of one that is shot, those that were shot, whatever was written since."""
    if scene.id not in production.settled:
        return scene.eighths
    pieces = (task for name, task in production.tasks.items() if name.partition(" shot ")[0] == scene.id)
    return sum(piece.eighths for piece in pieces if isinstance(piece, Scene))


def _left(production: Production, scene: Scene) -> int:
    task = production.tasks.get(scene.id)
    return 0 if scene.id in production.settled or not isinstance(task, Scene) else task.eighths
