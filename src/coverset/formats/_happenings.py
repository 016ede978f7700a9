"""What has happened to a production since it was written down: its milestones, events and progress, joined to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from coverset.findings import Finding
from coverset.formats import events as events_file
from coverset.formats import milestones as milestones_file
from coverset.formats import progress as progress_file
from coverset.formats._folder import read_file
from coverset.model.dates import DateRange
from coverset.model.event import Event
from coverset.model.events import check, take_all
from coverset.model.events.script import REWRITABLE, SceneRewritten
from coverset.model.events.weather import Weather
from coverset.model.milestones import Milestones
from coverset.model.production import Production
from coverset.model.progress import Draft, with_progress
from coverset.model.progress_checks import problems
from coverset.model.scenes import Scene


def with_happenings(
    production: Production, folder: Path, *, in_force: str | None = None
) -> tuple[Production, list[Finding]]:
    """The production with milestones.toml, events.toml and progress.csv of its folder, where they are there.

    Events in force are applied, those ahead are only read against what came before them. ``in_force`` says
    which are in force in place of the file's own word: "all", "none" or the id of the last one.
    """
    findings: list[Finding] = []
    data = _bytes(folder, milestones_file.FILE, findings)
    if data is not None:
        milestones, slips = milestones_file.read(data)
        production = replace(production, milestones=milestones)
        findings += [*slips, *milestones_file.problems(production)]
    data = _bytes(folder, events_file.FILE, findings)
    file = events_file.EventsFile()
    if data is not None:
        file, slips = events_file.read(data)
        findings += slips
    count = file.in_force if in_force is None else file.down_to(in_force)
    data = _bytes(folder, progress_file.FILE, findings)
    if data is None and not file.events:
        return production, findings
    rows, slips = progress_file.read(data) if data is not None else ([], [])
    findings += slips
    # A row may speak of a scene that an event adds, an event of a scene that a row says is shot.
    dry, _ = take_all(production, file.taken(count))
    entries, slips = progress_file.entries(rows, dry)
    findings += slips
    production = replace(production, progress=entries, ahead=file.events)
    production, slips = take_all(production, file.taken(count))
    findings += slips
    production = with_progress(production, production.progress)
    findings += problems(production)
    after, slips = take_all(production, (each for each in file.events[count:] if not each.alternative))
    findings += slips
    for event in file.events:
        if event.alternative:
            findings += _alternative(file, event, production, after)
    return production, findings


def _alternative(
    file: events_file.EventsFile, event: Event, production: Production, after: Production
) -> list[Finding]:
    """What is wrong with an alternative: read where the event stands that it would take the place of, or last."""
    if not event.instead_of:
        return check(after, event)
    before = [each for each in file.events if not each.alternative]
    place = next((k for k, each in enumerate(before) if each.id == event.instead_of), 0)
    done = {each.id for each in production.events}
    reached, _ = take_all(production, (each for each in before[:place] if each.id not in done))
    return check(reached, event) if event.instead_of not in done else []


def _bytes(folder: Path, name: str, findings: list[Finding]) -> bytes | None:
    data, slips = read_file(folder, name, optional=True)
    findings += slips
    return data


def happening_files(production: Production) -> dict[str, bytes]:
    """milestones.toml, progress.csv and events.toml of a production, those that have something in them.

    Events in force are in the production's own values by now. Lost dates have no place there, so they are
    written as weather, and scenes rewritten after some of them was shot as rewrites, in force; the events ahead
    follow, not in force.
    """
    found: dict[str, bytes] = {}
    if production.milestones != Milestones():
        found[milestones_file.FILE] = milestones_file.write(production.milestones)
    if production.progress:
        found[progress_file.FILE] = progress_file.write(production.progress)
    lost = [
        Weather(
            id=f"lost-date-{k}",
            dates=(DateRange(each.day, each.day),),
            base=each.base,
            unit=each.unit,
            all_work=each.all_work,
            why=each.why,
        )
        for k, each in enumerate(production.lost_days, start=1)
    ]
    taken: list[Event] = [*lost, *_rewrites(production)]
    if taken or production.ahead:
        word = taken[-1].id if taken else events_file.NONE
        found[events_file.FILE] = events_file.write([*taken, *production.ahead], word)
    return found


def before_rewrites(production: Production) -> list[Scene]:
    """The scenes as they were before a rewrite that came after some of them was shot."""
    first: dict[str, Scene] = {}
    for draft in _drafts(production):
        first.setdefault(draft.scene.id, draft.scene)
    return [
        replace(scene, **{name: getattr(first[scene.id], name) for name in REWRITABLE})
        if scene.id in first
        else scene
        for scene in production.scenes
    ]


def _rewrites(production: Production) -> list[SceneRewritten]:
    """The events that make the scenes of their drafts again."""
    now = {scene.id: scene for scene in production.scenes}
    found = []
    for k, draft in reversed([*enumerate(_drafts(production), start=1)]):
        scene = draft.scene
        found.append(SceneRewritten.between(f"rewritten-{k}", draft, now[scene.id]))
        now[scene.id] = scene
    return found[::-1]


def _drafts(production: Production) -> list[Draft]:
    """The drafts of which something was shot, in the order of the rewrites."""
    rows = {entry.task for entry in production.progress}
    return [draft for draft in production.drafts if draft.scene.id in rows]


def empty_files() -> dict[str, bytes]:
    """The three files with nothing in them: what stands in for those of a production that is written over."""
    return {
        milestones_file.FILE: milestones_file.write(Milestones()),
        progress_file.FILE: progress_file.write(()),
        events_file.FILE: events_file.write(()),
    }
