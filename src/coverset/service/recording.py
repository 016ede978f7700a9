"""Writing one edit into stunts.toml: what it does and makes stale is known before, and it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from coverset.findings import Finding, Place, Severity, has_errors, in_order
from coverset.formats._folder import decode
from coverset.formats._stunts import read_stunts
from coverset.formats._stunts_edit import CannotEditError, edited
from coverset.formats._stunts_file import FILE
from coverset.hazards.readiness import judge
from coverset.hazards.staleness import GoingStale, going_stale
from coverset.model.edits import EditError
from coverset.model.production import Production
from coverset.model.stunts import Stunts
from coverset.service import _recorded as journal
from coverset.service._record_words import KINDS, Wish, edit_of
from coverset.service.opening import Opened, Wishes, open_path
from coverset.store.files import write_whole

__all__ = ["KINDS", "Recording", "Turn", "Wish", "as_json", "prepare", "prepare_undo", "write"]


@dataclass(frozen=True, slots=True)
class Turn:
    """A requirement whose state an edit changes, with the beats for which it does."""

    requirement: str
    was: str
    now: str
    beats: tuple[str, ...]


@dataclass(frozen=True)
class Recording:
    """An edit ready to be written: its sentence, what it makes stale and what it makes good again.

    ``turns`` are the requirements whose state it changes. ``findings`` are about what was typed and about the
    file after the edit; with an error among them nothing is written. ``before`` and ``after`` are the whole
    texts of stunts.toml.
    """

    folder: Path
    sentence: str = ""
    by: str = ""
    on: str = ""
    why: str = ""
    stale: tuple[GoingStale, ...] = ()
    holds_again: tuple[GoingStale, ...] = ()
    turns: tuple[Turn, ...] = ()
    findings: tuple[Finding, ...] = ()
    before: str = ""
    after: str = ""
    undo: bool = False

    @property
    def stopped(self) -> bool:
        """Whether nothing may be written."""
        return has_errors(self.findings) or not self.sentence

    @property
    def changes(self) -> bool:
        """Whether the file would differ."""
        return self.before != self.after


def prepare(path: Path, wish: Wish, *, today: date) -> Recording:
    """What recording a wish in the folder would do. Nothing is written."""
    opened, text = _opened(path, today)
    folder = opened.folder or path
    production = opened.production
    if production is None or text is None:
        return Recording(folder, findings=opened.findings)
    day = wish.on or production.stunts.as_of or today
    wish = replace(wish, on=day)
    try:
        edit = edit_of(production, wish)
        after = edit.apply(production)
        sentence = edit.sentence(production)
        new = edited(text, production, after)
    except (EditError, CannotEditError) as trouble:
        words = str(trouble)
        return Recording(folder, findings=(_refused("record-refused", f"{words[:1].upper()}{words[1:]}"),))
    again, findings = read_stunts(replace(production, stunts=Stunts()), new.encode(), today=today)
    errors = tuple(each for each in in_order(findings) if each.severity is Severity.ERROR)
    if not errors and again.stunts != after.stunts:
        said = f"The edit cannot be written into {FILE} as it stands; change it by hand: {sentence}"
        errors = (_refused("record-by-hand", said),)
    return Recording(
        folder,
        sentence,
        wish.by,
        day.isoformat(),
        wish.why,
        going_stale(production, after),
        going_stale(after, production),
        _turns(production, after, max(day, production.stunts.as_of or day)),
        errors,
        text,
        new,
    )


def prepare_undo(path: Path, *, today: date) -> Recording:
    """What taking back the last recorded edit would do: the text exactly as it was before it. Nothing is written."""
    opened, text = _opened(path, today)
    folder = opened.folder or path
    if text is None:
        return Recording(folder, findings=opened.findings)
    try:
        kept = journal.entries(folder)
    except ValueError as trouble:
        return Recording(folder, findings=(_refused("record-journal", f"{trouble}.", journal.FILE),))
    # An edit that was noted and then never written, because the disk refused, is passed over.
    while kept and kept[-1].before == journal.digest(text) != kept[-1].after:
        kept.pop()
    if not kept:
        return Recording(folder, findings=(_refused("record-nothing", "There is nothing to take back."),))
    last = kept[-1]
    try:
        old = journal.taken_back(last, text)
    except ValueError as trouble:
        said = f"The last edit cannot be taken back, {trouble}: {last.sentence} Change {FILE} by hand."
        return Recording(folder, findings=(_refused("record-changed-since", said),))
    stale: tuple[GoingStale, ...] = ()
    good: tuple[GoingStale, ...] = ()
    turns: tuple[Turn, ...] = ()
    if opened.production is not None:
        plain = replace(opened.production, stunts=Stunts())
        before, _ = read_stunts(plain, old.encode(), today=today)
        stale = going_stale(opened.production, before)
        good = going_stale(before, opened.production)
        turns = _turns(opened.production, before, opened.production.stunts.as_of or today)
    sentence = f"Taken back: {last.sentence}"
    return Recording(
        folder, sentence, last.by, last.on, last.why, stale, good, turns, (), text, old, undo=True
    )


def write(recording: Recording) -> Path:
    """Write a prepared edit; answers stunts.toml. Raises OSError when the disk refuses, ValueError for a bad journal.

    The journal comes first and the file, whole, after it: one without the other changes nothing of the record.
    """
    if recording.stopped:
        raise ValueError("a recording with errors is not written")
    target = recording.folder / FILE
    kept = journal.entries(recording.folder)
    now = journal.digest(recording.before)
    while kept and kept[-1].before == now != kept[-1].after:
        kept.pop()
    if recording.undo:
        write_whole(target, recording.after.encode())
        journal.write(recording.folder, kept[:-1])
        return target
    words = (recording.sentence, recording.by, recording.on, recording.why)
    kept.append(journal.entry(*words, recording.before, recording.after))
    journal.write(recording.folder, kept)
    write_whole(target, recording.after.encode())
    return target


def as_json(recording: Recording, written: Path | None) -> dict[str, Any]:
    """The one object that ``record --json`` prints."""

    def rows(found: tuple[GoingStale, ...]) -> list[dict[str, Any]]:
        return [
            {
                "evidence": each.evidence,
                "beat": each.beat,
                "requirement": each.requirement,
                "changes": [{"fact": c.fact, "was": c.was, "now": c.now} for c in each.changes],
                "tell": list(each.told),
            }
            for each in found
        ]

    return {
        "status": "refused" if recording.stopped else "recorded" if written else "not recorded",
        "sentence": recording.sentence,
        "stale": rows(recording.stale),
        "holds_again": rows(recording.holds_again),
        "turns": [
            {"requirement": each.requirement, "was": each.was, "now": each.now, "beats": list(each.beats)}
            for each in recording.turns
        ],
        "findings": [str(each) for each in recording.findings],
        "written": str(written) if written else None,
    }


def _turns(before: Production, after: Production, on: date) -> tuple[Turn, ...]:
    """The requirements whose state changes, judged as of a date."""
    old, new = judge(before, on), judge(after, on)
    was = {(each.beat, each.requirement): each.state for each in old.judgements}
    now = {(each.beat, each.requirement): each.state for each in new.judgements}
    found: dict[tuple[str, str, str], list[str]] = {}
    for key in dict.fromkeys((*was, *now)):
        first, second = was.get(key, "not asked for"), now.get(key, "not asked for")
        if first != second:
            found.setdefault((key[1], first, second), []).append(key[0])
    return tuple(Turn(*key, tuple(sorted(beats))) for key, beats in sorted(found.items()))


def _opened(path: Path, today: date) -> tuple[Opened, str | None]:
    """The production's folder and the text of its stunts.toml; no text when the folder has errors or no such file."""
    opened = open_path(path, Wishes(today=today))
    if opened.stopped or opened.folder is None:
        if opened.production is not None:
            said = f"{path} is no production folder: stunts are recorded in the {FILE} of one."
            opened = replace(opened, findings=(_refused("record-no-folder", said),))
        return opened, None
    file = opened.folder / FILE
    if not file.is_file():
        said = f"There is no {FILE} in {opened.folder}: write one with the first stunt, then record what happens."
        return replace(opened, findings=(_refused("record-no-stunts", said),)), None
    text, _ = decode(file.read_bytes(), FILE)
    return opened, text


def _refused(code: str, sentence: str, file: str = FILE) -> Finding:
    return Finding(
        code, Severity.ERROR, sentence if sentence.endswith((".", "?")) else f"{sentence}.", Place(file)
    )
