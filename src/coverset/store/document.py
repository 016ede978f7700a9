"""The folder as a document: files that people edit by hand, and the history of every change made through us.

The board is the history applied in order; ``plan.json`` shows its last revision to everybody else. Whoever changes
a file of the folder by hand, or by another command, makes a revision too: it is picked up, never overwritten.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from coverset.findings import Finding
from coverset.formats import plan as plan_file
from coverset.formats import production as production_file
from coverset.model.diff import orders_between, strips_between
from coverset.model.edits import Edit, EditError, restoring
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.model.progress import as_shot
from coverset.store.edit_json import edit_json, edit_of, plan_json, plan_of
from coverset.store.files import write_whole
from coverset.store.journal import FILE, Entry, Journal, JournalError
from coverset.store.watch import FolderInUseError, FolderWatch, locked, unlock

BY_HAND = "by hand"

__all__ = ["BY_HAND", "Document", "FolderInUseError", "StaleError"]


class StaleError(ValueError):
    """A change made from an older revision touches what others have changed since; both sides are told."""

    def __init__(self, theirs: tuple[Entry, ...], sentence: str) -> None:
        super().__init__(sentence)
        self.theirs = theirs


@dataclass
class Document:
    """An open production folder. Not for two threads at once: whoever serves it takes turns.

    ``production`` is None while the files hold errors; ``findings`` are those of the last reading. Every change
    is on the disk when its call returns, or raises JournalError and leaves everything as it was.
    """

    folder: Path
    journal: Journal
    production: Production | None = None
    findings: tuple[Finding, ...] = ()
    watch: FolderWatch = field(init=False)
    plans: list[Plan] = field(default_factory=list)
    """The board at every revision, the first being the one the history began with."""
    on_change: Callable[[Entry], None] | None = None
    _shown: bytes = b""
    _lock: int | None = None

    def __post_init__(self) -> None:
        self.watch = FolderWatch(self.folder)

    @classmethod
    def open(cls, folder: Path) -> Document:
        """Open a folder, alone. Raises FolderInUseError when another has it, JournalError for a damaged history."""
        folder.mkdir(parents=True, exist_ok=True)
        lock = locked(folder)
        try:
            document = cls(folder, Journal.open(folder / FILE), _lock=lock)
            document._read_files()
            document._replay()
            document.refresh()
        except BaseException:
            unlock(lock)
            raise
        return document

    @property
    def revision(self) -> int:
        """The number of the last revision."""
        return self.journal.revision

    @property
    def plan(self) -> Plan:
        """The board now."""
        return self.plans[-1]

    def close(self) -> None:
        """Let go of the folder."""
        unlock(self._lock)
        self._lock = None

    def plan_at(self, revision: int) -> Plan:
        """The board as it was at a revision. Raises EditError for one that never was."""
        if not 0 <= revision <= self.revision:
            raise EditError(f"there are revisions 0 to {self.revision}, not {revision}")
        return self.plans[revision]

    def edit(self, edit: Edit, *, base: int, who: str = "", why: str = "") -> Entry:
        """Change the board. ``base`` is the revision that whoever edits has seen.

        What others have done since is kept when it touches other strips and days; else StaleError tells of it.
        Raises EditError for an edit that does not fit the board.
        """
        self.refresh()
        after = self._merged(edit, base)
        entry = self._keep({"kind": "edit", "edit": edit_json(edit)}, who, why)
        self._became(after, entry)
        return entry

    def replace_plan(self, plan: Plan, *, base: int, who: str = "", why: str = "") -> Entry:
        """Put another board in place of this one: a plan that was computed, a revision restored."""
        self.refresh()
        since = self.since(base)
        if since:
            raise StaleError(since, f"The board has changed since revision {base}: {_told(since)}.")
        entry = self._keep({"kind": "plan", "plan": plan_json(plan)}, who, why)
        self._became(plan, entry)
        return entry

    def change_files(
        self, files: Mapping[str, bytes | None], *, base: int, who: str = "", why: str = ""
    ) -> Entry:
        """Change files of the production; None takes one away. Raises StaleError when one has changed since ``base``.

        What was there is kept in the history, so that it can be undone.
        """
        self.refresh()
        touched = {name for entry in self.since(base) for name in entry.did.get("files", ())}
        if touched & files.keys():
            since = tuple(e for e in self.since(base) if touched & set(e.did.get("files", ())))
            raise StaleError(
                since, f"{', '.join(sorted(touched & files.keys()))} has changed since: {_told(since)}."
            )
        changes = {name: [self.watch.text(name), _decoded(data)] for name, data in files.items()}
        entry = self._keep({"kind": "files", "files": changes}, who, why)
        self._write(changes)
        self._became(self.plan, entry)
        return entry

    def name(self, name: str, who: str = "") -> Entry:
        """Give the revision a name that people use: "White", "Blue"."""
        entry = self._keep({"kind": "name", "name": name, "of": self.revision}, who, "")
        self._became(self.plan, entry)
        return entry

    def undo(self, who: str = "") -> Entry:
        """Take the last change back that has not been taken back. Raises EditError when there is none."""
        self.refresh()
        undoable, _ = self._stacks()
        if not undoable:
            raise EditError("there is nothing to undo")
        return self._turn(undoable[-1], who, "undoes", forward=False)

    def redo(self, who: str = "") -> Entry:
        """Bring back what was undone last. Raises EditError when something else was done since, or nothing undone."""
        self.refresh()
        _, redoable = self._stacks()
        if not redoable:
            raise EditError("there is nothing to redo")
        return self._turn(redoable[-1], who, "redoes", forward=True)

    def restore(self, revision: int, who: str = "") -> Entry:
        """Bring the board back to what it was at a revision; what came after stays in the history."""
        self.refresh()
        plan = self.plan_at(revision)
        entry = self._keep(
            {"kind": "plan", "plan": plan_json(plan), "of": revision}, who, f"revision {revision}"
        )
        self._became(plan, entry)
        return entry

    def can_undo(self) -> Entry | None:
        """What undo would take back."""
        undoable, _ = self._stacks()
        return self._entry(undoable[-1]) if undoable else None

    def can_redo(self) -> Entry | None:
        """What redo would bring back."""
        _, redoable = self._stacks()
        return self._entry(redoable[-1]) if redoable else None

    def since(self, base: int) -> tuple[Entry, ...]:
        """The revisions after one. Raises EditError for one that never was."""
        if not 0 <= base <= self.revision:
            raise EditError(f"there are revisions 0 to {self.revision}, not {base}")
        return tuple(self.journal.entries[base:])

    def named(self) -> dict[str, int]:
        """The names given to revisions, with the revision each of them means."""
        return {
            str(entry.did["name"]): int(entry.did["of"])
            for entry in self.journal.entries
            if entry.kind == "name"
        }

    def refresh(self) -> bool:
        """Pick up what was changed in the folder by hand or by another command; whether anything was."""
        changed = self.watch.changed()
        if plan_file.FILE in changed:
            self._adopt_plan()
        names = [name for name in changed if name != plan_file.FILE]
        if names:
            self._read_files()
            entry = self._keep({"kind": "outside", "files": dict.fromkeys(names)}, BY_HAND, "")
            self._became(self.plan, entry)
        return bool(changed)

    def _merged(self, edit: Edit, base: int) -> Plan:
        after = edit.apply(self.plan)
        since = [entry for entry in self.since(base) if entry.kind in ("edit", "plan")]
        if since:
            mine = _touched(self.plan, after)
            ours = _touched(self.plan_at(base), self.plan)
            if mine & ours:
                both = ", ".join(sorted(str(each) for each in mine & ours)[:6])
                raise StaleError(
                    tuple(since), f"Others have changed {both} since revision {base}: {_told(tuple(since))}."
                )
        return after

    def _keep(self, did: Mapping[str, Any], who: str, why: str) -> Entry:
        return self.journal.append(did, who, why)

    def _became(self, plan: Plan, entry: Entry) -> None:
        self.plans.append(plan)
        self._show()
        if self.on_change is not None:
            self.on_change(entry)

    def _show(self) -> None:
        """Write plan.json for everybody else. The history is safe already, so a full disk does not stop the work."""
        if self.revision == 0 and not (self.folder / plan_file.FILE).exists():
            return
        shown = plan_file.write(self.plan, self.production, provenance=self._provenance())
        if shown == self._shown:
            return
        try:
            write_whole(self.folder / plan_file.FILE, shown, sure=False)
        except OSError:
            return
        self._shown = shown
        self.watch.see(plan_file.FILE)

    def _provenance(self) -> dict[str, Any]:
        return {"source": {"path": "."}, "revision": self.revision}

    def _turn(self, revision: int, who: str, word: str, *, forward: bool) -> Entry:
        """Undo or redo one revision: its board, or its files, before or after it."""
        entry = self._entry(revision)
        if entry.kind == "files":
            return self._turn_files(entry, who, word, forward=forward)
        target = self.plans[revision if forward else revision - 1]
        edit = restoring(target, self.plan)
        kept = self._keep({"kind": "edit", "edit": edit_json(edit), word: revision}, who, "")
        self._became(target, kept)
        return kept

    def _turn_files(self, entry: Entry, who: str, word: str, *, forward: bool) -> Entry:
        changes = {}
        for name, (before, after) in entry.did["files"].items():
            old, new = (before, after) if forward else (after, before)
            if self.watch.text(name) != old:
                raise EditError(f"{name} has been changed since; undo that first, or edit it by hand")
            changes[name] = [old, new]
        kept = self._keep({"kind": "files", "files": changes, word: entry.revision}, who, "")
        self._write(changes)
        self._became(self.plan, kept)
        return kept

    def _stacks(self) -> tuple[list[int], list[int]]:
        undoable: list[int] = []
        redoable: list[int] = []
        for entry in self.journal.entries:
            if "undoes" in entry.did:
                redoable.append(undoable.pop())
            elif "redoes" in entry.did:
                undoable.append(redoable.pop())
            elif entry.kind in ("edit", "plan", "files"):
                undoable.append(entry.revision)
                redoable.clear()
        return undoable, redoable

    def _entry(self, revision: int) -> Entry:
        return self.journal.entries[revision - 1]

    def _replay(self) -> None:
        """The board at every revision, from the history; files that a crash kept from being written are written now."""
        first = next(iter(self.journal.entries), None)
        begin = first.did.get("plan") if first is not None and first.kind == "begin" else None
        self.plans = [plan_of(begin) if begin is not None else self._plan_in_file() or self._empty()]
        for entry in self.journal.entries:
            self.plans.append(_applied(self.plans[-1], entry))
        if self.journal.entries and self.journal.entries[-1].kind == "files":
            changes = self.journal.entries[-1].did["files"]
            if any(
                self.watch.text(name) == before
                for name, (before, after) in changes.items()
                if before != after
            ):
                self._write(changes)
                self._read_files()
        if first is None:
            self._keep({"kind": "begin", "plan": plan_json(self.plans[0])}, BY_HAND, "")
            self.plans.append(self.plans[0])
            self._shown = self.watch.data(plan_file.FILE)

    def _adopt_plan(self) -> None:
        """Take over a plan.json that is not ours: everything in it that differs from the board."""
        plan = self._plan_in_file()
        self._shown = self.watch.data(plan_file.FILE)
        if plan is None or _same(plan, self.plan) or self._is_old(plan):
            self._show()
            return
        entry = self._keep({"kind": "plan", "plan": plan_json(plan)}, BY_HAND, "plan.json was changed")
        self._became(plan, entry)

    def _is_old(self, plan: Plan) -> bool:
        """Whether the file is one of ours that a crash left behind: it says its revision, and is that board."""
        _, extras, _ = plan_file.read(self.watch.data(plan_file.FILE), plan_file.FILE)
        said = (extras.get("provenance") or {}).get("revision")
        return isinstance(said, int) and 0 <= said < len(self.plans) and _same(plan, self.plans[said])

    def _plan_in_file(self) -> Plan | None:
        data = self.watch.data(plan_file.FILE)
        if not data:
            return None
        plan, _, _ = plan_file.read(data, plan_file.FILE, self.production)
        if plan is not None and self.production is not None and self.production.progress:
            plan = as_shot(self.production, plan)
        return plan

    def _empty(self) -> Plan:
        return Plan((), tuple(self.production.tasks) if self.production is not None else ())

    def _read_files(self) -> None:
        self.production, findings = production_file.read(self.folder)
        self.findings = tuple(findings)
        self.watch.see_all()

    def _write(self, changes: Mapping[str, Any]) -> None:
        for name, (_, after) in changes.items():
            if after is None:
                (self.folder / name).unlink(missing_ok=True)
            else:
                write_whole(self.folder / name, after.encode("utf-8", "surrogateescape"))
            self.watch.see(name)
        self._read_files()


def _applied(plan: Plan, entry: Entry) -> Plan:
    try:
        if entry.kind == "edit":
            return edit_of(entry.did["edit"]).apply(plan)
        if entry.kind == "plan":
            return plan_of(entry.did["plan"])
    except (EditError, KeyError) as trouble:
        raise JournalError(
            f"Revision {entry.revision} of the history cannot be followed: {trouble}."
        ) from trouble
    return plan


def _touched(before: Plan, after: Plan) -> set[object]:
    """What a change bears on: the strips that go elsewhere, and the days whose order changes."""
    found: set[object] = {moved.task for moved in strips_between(before, after)}
    found |= {f"the order of {one.unit} on {one.day}" for one in orders_between(before, after)}
    return found


def _told(entries: tuple[Entry, ...]) -> str:
    last = entries[-1]
    more = f" and {len(entries) - 1} changes before it" if len(entries) > 1 else ""
    return f"revision {last.revision} by {last.who or 'somebody'}{more}"


def _same(one: Plan, other: Plan) -> bool:
    return one.days == other.days and one.boneyard == other.boneyard


def _decoded(data: bytes | None) -> str | None:
    return None if data is None else data.decode("utf-8", "surrogateescape")
