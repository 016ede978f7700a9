"""A revised screenplay comes in: what changed, what a person decides, and the folder brought up to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from coverset.findings import Finding, Place, Severity, has_errors, in_order, nearest
from coverset.formats import events as events_file
from coverset.formats import milestones as milestones_file
from coverset.formats import plan as plan_file
from coverset.formats import production as folder_format
from coverset.formats import progress as progress_file
from coverset.formats import tables
from coverset.formats._script_numbers import with_numbers
from coverset.formats._stunts_edit import CannotEditError, edited
from coverset.formats._stunts_file import FILE as STUNTS
from coverset.formats._table_edit import Edits
from coverset.formats._table_edit import edited as table_edited
from coverset.formats._table_rows import _SCENES_ALWAYS
from coverset.hazards.staleness import GoingStale, going_stale
from coverset.model.board import Board
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.model.progress import Entry, as_shot
from coverset.model.revision import Comparison, compare
from coverset.model.revision_marks import COLOURS, known_colour, next_colour
from coverset.model.scenes import Film
from coverset.model.screenplay import Screenplay
from coverset.rules import check
from coverset.service._revision_choices import Choices, Conflict
from coverset.service._revision_events import without
from coverset.service._revision_files import put_back, staged, write
from coverset.service._revision_scenes import Outcome, Work
from coverset.service._revision_script import old_scenes, old_script, script_name, unscripted, with_script
from coverset.service._revision_stunts import without_scenes
from coverset.service.opening import MAX_BYTES, Opened, open_path

MOST_SCENES = 5_000
_HAPPENED = (events_file.FILE, milestones_file.FILE, progress_file.FILE, STUNTS)


@dataclass(frozen=True)
class Revised:
    """What a revised script comes to, before anything is written.

    ``before`` and ``after`` are the production as it is and as it would be; ``plan`` the board with new scenes in
    the boneyard and omitted ones taken off, ``broken`` the conflicts that it has and had not. ``nothing`` when the
    script says what the one before said. Errors among the findings stop it: then there is no ``after``.
    """

    findings: tuple[Finding, ...]
    folder: Path
    film: str = ""
    colour: str = ""
    was_colour: str = ""
    script: str = ""
    before: Production | None = None
    after: Production | None = None
    comparison: Comparison | None = None
    outcome: Outcome | None = None
    conflicts: tuple[Conflict, ...] = ()
    stale: tuple[GoingStale, ...] = ()
    plan: Plan | None = None
    broken: tuple[Finding, ...] = ()
    files: Mapping[str, bytes | None] = field(default_factory=dict)
    opened: Opened | None = None

    @property
    def nothing(self) -> bool:
        """Whether nothing is to be done."""
        return self.after is not None and not self.files


def revise(
    path: Path, script: Path, *, film: str = "", colour: str = "", decided: Mapping[str, str] | None = None
) -> Revised:
    """Read a revised script against a production's folder; nothing is written.

    ``path`` is the folder, or a plan that goes with one. ``film`` may be left out where there is one; ``colour``
    is the revision's, by default the one that the script names, else the next in the order. ``decided`` answers
    conflicts by id; the others take the careful option, which is the first. Every mistake is a finding.
    """
    opened = open_path(path)
    folder = opened.folder
    if folder is None or opened.production is None:
        sentence = f"{path} is no production folder: make one with coverset import."
        missing = [] if folder else [Finding("folder-needed", Severity.ERROR, sentence, Place(str(path)))]
        return Revised(tuple(in_order([*opened.findings, *missing])), path)
    found: list[Finding] = []
    raw = folder_format.parse((folder / folder_format.FILE).read_bytes(), folder_format.FILE).raw
    one = _film(opened.production, film, found)
    data, new = _script(script, str(raw.get("production", {}).get("layout", "")), found)
    if one is None or new is None or data is None or has_errors(found):
        return Revised(tuple(in_order(found)), folder)
    shade = _colour(one, colour, new, found)
    old = old_script(folder, one, raw)
    with staged(folder, (each.script for each in opened.production.films), dict.fromkeys(_HAPPENED)) as copy:
        base, slips = folder_format.read(copy)
    if base is None or shade is None:
        return Revised(tuple(in_order([*found, *slips])), folder)
    return _revised(opened, base, one, shade, old, new, script.name, data, decided or {}, found)


def apply(revised: Revised, *, who: str = "") -> Finding | None:
    """Write what was worked out as one change; what stood in the way is a finding, and nothing is written then."""
    opened, after = revised.opened, revised.after
    if opened is None or after is None:
        raise ValueError("a revision with errors cannot be applied")
    if revised.nothing:
        return None
    board = None
    if revised.plan is not None and opened.plan is not None and revised.plan != opened.plan:
        target = opened.path if opened.path.suffix == ".json" else revised.folder / plan_file.FILE
        board = (target, revised.plan, after, opened.provenance)
    what: dict[str, Any] = {
        "film": revised.film,
        "colour": revised.colour,
        "script": revised.script,
        "who": who,
    }
    what["decided"] = {each.id: each.chosen for each in revised.conflicts}
    what["why"] = f"{revised.colour} script of {revised.film}"
    return write(revised.folder, revised.files, board, what)


def undo(path: Path, *, who: str = "") -> tuple[str, list[Finding]]:
    """Take the last revision back: every file as it was before it. A sentence, empty when it was refused.

    ``path`` is the folder, or a plan that goes with one.
    """
    folder = path if folder_format.is_production(path) else open_path(path).folder or path
    kept, findings = put_back(folder, who)
    if kept is None:
        return "", findings
    return f"The {kept.what.get('colour')} script of {kept.what.get('film')} is taken back.", findings


def _film(production: Production, named: str, found: list[Finding]) -> Film | None:
    films = {each.id: each for each in production.films}
    if not named and len(films) == 1:
        return next(iter(films.values()))
    match = next((each for key, each in films.items() if key.casefold() == named.casefold()), None)
    if match is None:
        hint = nearest(named, films, limit=9)
        sentence = (
            f"There is no film {named!r}; {hint}"
            if named
            else f"Say which film: --film {' or '.join(films)}."
        )
        found.append(Finding("film-unknown", Severity.ERROR, sentence, None, (named,) if named else ()))
    return match


def _script(path: Path, layout: str, found: list[Finding]) -> tuple[bytes | None, Screenplay | None]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise OSError(0, "it is larger than any screenplay")
        data = path.read_bytes()
    except OSError as trouble:
        sentence = f"{path} cannot be read: {trouble.strerror}."
        found.append(Finding("cannot-open", Severity.ERROR, sentence, Place(str(path))))
        return None, None
    script, slips = folder_format.read_any_script(data, path.name, layout=layout)
    found += (slip for slip in slips if slip.code != "scene-number-missing")
    if script is not None and len(script.scenes) > MOST_SCENES:
        sentence = f"The script has {len(script.scenes):,} scenes; at most {MOST_SCENES:,} are compared."
        found.append(Finding("script-too-large", Severity.ERROR, sentence, Place(path.name)))
    return data, script


def _colour(film: Film, asked: str, script: Screenplay, found: list[Finding]) -> str | None:
    """The colour of the revision: asked for, or the script's own if it is another than now, or the next."""
    if asked:
        return known_colour(asked) or " ".join(asked.split())
    own = [value for key, value in script.title_page if key.casefold() == "revision"] + list(
        script.revisions[-1:]
    )
    said = next((colour for word in own if (colour := known_colour(word))), None)
    if said is not None and said != (known_colour(film.script_color) or COLOURS[0]):
        return said
    following = next_colour(film.script_color)
    if following is None:
        sentence = (
            f"After {film.script_color} nobody knows the next colour: say it with --colour "
            f"({', '.join(COLOURS)}, then Second {COLOURS[0]}...)."
        )
        found.append(Finding("colour-unknown", Severity.ERROR, sentence, None, (film.script_color,)))
    return following


def _revised(
    opened: Opened,
    base: Production,
    film: Film,
    colour: str,
    old: Screenplay | None,
    new: Screenplay,
    name: str,
    data: bytes,
    decided: Mapping[str, str],
    found: list[Finding],
) -> Revised:
    folder, before = opened.folder, opened.production
    assert folder is not None
    assert before is not None
    choices = Choices(decided)
    scenes = old_scenes(before, base, film.id, old)
    comparison = compare(
        scenes,
        new.scenes,
        apart=choices.answers("renumbered", "new"),
        joined=choices.answers("perhaps", "one"),
    )
    pairs = tuple(unscripted(pair, before.people) for pair in comparison.pairs)
    comparison = replace(comparison, pairs=pairs)
    rows_data = _bytes(folder / tables.SCENES)
    rows = tables.read_scenes(rows_data, tables.SCENES)[0] if rows_data else []
    scripted = {s.number for s in (old.scenes if old is not None else base.scenes)}
    work = Work(before, base, film.id, colour, rows, choices, comparison, new, scripted)
    outcome = work.outcome()
    found += choices.leftover()
    first = Revised(
        (), folder, film.id, colour, film.script_color, "", before, comparison=comparison, outcome=outcome
    )
    first = replace(first, conflicts=tuple(choices.conflicts.values()), opened=opened)
    if has_errors(found):
        return replace(first, findings=tuple(in_order(found)))
    if outcome.nothing:
        return replace(first, findings=tuple(in_order(found)), after=before, plan=opened.plan)
    numbered = with_numbers(data, name, new, outcome.numbers)
    if numbered is None:
        sentence = (
            f"{name} cannot be given its scene numbers by machine. Number it in its own program, new scenes as "
            f"{', '.join(number for _, number in outcome.added[:8]) or 'they were'}, and try again."
        )
        found.append(Finding("script-not-numbered", Severity.ERROR, sentence, Place(name)))
        return replace(first, findings=tuple(in_order(found)))
    script = script_name(folder, film, name, colour)
    files: dict[str, bytes | None] = {script: numbered}
    edits = outcome.edits
    if not edits.nothing:
        files[tables.SCENES] = table_edited(rows_data, edits, tables.SCENE_COLUMNS, _SCENES_ALWAYS)
    report = _progress(folder, before, outcome)
    if report is not None:
        files[progress_file.FILE] = report
    if outcome.dropped and _bytes(folder / STUNTS) is not None:
        gone = without_scenes(before, outcome.dropped, f"its scene is omitted, {colour} script")
        if gone != before.stunts:
            text = (folder / STUNTS).read_bytes().decode("utf-8-sig")
            try:
                files[STUNTS] = edited(text, before, replace(before, stunts=gone)).encode()
            except CannotEditError as trouble:
                found.append(Finding("stunts-by-hand", Severity.ERROR, str(trouble), Place(STUNTS)))
    if outcome.events:
        data_without = without((folder / events_file.FILE).read_bytes(), outcome.events)
        if data_without is None:
            sentence = f"The script has now what {', '.join(sorted(outcome.events))} said: take that out of the file first."
            found.append(Finding("event-by-hand", Severity.ERROR, sentence, Place(events_file.FILE)))
        else:
            files[events_file.FILE] = data_without
    toml = (folder / folder_format.FILE).read_bytes().decode("utf-8-sig")
    files[folder_format.FILE] = with_script(toml, film.id, script, colour).encode()
    with staged(folder, (each.script for each in before.films), files) as copy:
        after, slips = folder_format.read(copy)
    known = {(each.code, each.sentence) for each in opened.findings}
    found += (each for each in slips if (each.code, each.sentence) not in known)
    if after is None or has_errors(found):
        return replace(first, findings=tuple(in_order(found)))
    plan, broken = _plan(opened, after)
    return replace(
        first,
        findings=tuple(in_order(found)),
        script=script,
        after=after,
        stale=going_stale(before, after),
        plan=plan,
        broken=broken,
        files=files,
    )


def _progress(folder: Path, production: Production, outcome: Outcome) -> bytes | None:
    """progress.csv with the rows that a revision adds, and without those of scenes that come back."""
    data = _bytes(folder / progress_file.FILE)
    changed = data
    if data is not None and outcome.restored:
        rows, _ = progress_file.read(data)
        entries, _ = progress_file.entries(rows, production)
        gone = {
            e.source.line for e in entries if e.source and e.what == "omitted" and e.task in outcome.restored
        }
        edits = Edits(gone={line for line in gone if line})
        changed = table_edited(data, edits, (), ())
    rows_new = [progress_file.row_of(_cited(entry, outcome)) for entry in outcome.entries]
    if rows_new:
        changed = progress_file.with_rows(changed, rows_new)
    return changed if changed != data else None


def _cited(entry: Entry, outcome: Outcome) -> Entry:
    return replace(entry, cited=f"{outcome.colour} script")


def _plan(opened: Opened, after: Production) -> tuple[Plan | None, tuple[Finding, ...]]:
    """The board of the revised production, and the conflicts that it has and had not."""
    before, plan = opened.production, opened.plan
    if plan is None or before is None:
        return None, ()
    gone = before.tasks.keys() - after.tasks.keys()
    days = tuple(
        replace(day, strips=tuple(strip for strip in day.strips if strip.task not in gone))
        for day in plan.days
    )
    placed = {strip.task for day in days for strip in day.strips}
    loose = [task for task in plan.boneyard if task not in gone]
    loose += [task for task in after.tasks if task not in before.tasks and task not in placed]
    made = replace(plan, days=tuple(day for day in days if day.strips), boneyard=tuple(dict.fromkeys(loose)))
    if after.progress:
        made = as_shot(after, made)
    known = {(each.code, each.sentence) for each in check(Board(before, plan))}
    new = [each for each in check(Board(after, made)) if (each.code, each.sentence) not in known]
    return made, tuple(in_order(new))


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
