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
from coverset.model.edits import Edit, EditError, restoring
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.model.progress import as_shot
from coverset.store.edit_json import edit_json, plan_json, plan_of
from coverset.store.files import Prepared, write_whole
from coverset.store.journal import FILE, Entry, Journal
from coverset.store.revisions import applied, same, stacks, told, touched
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
    _behind: bool = False
    """Whether plan.json could not be written when the board last changed."""
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

    def replace_plan(
        self,
        plan: Plan,
        *,
        base: int,
        who: str = "",
        why: str = "",
        files: Mapping[str, bytes | None] | None = None,
        also: Mapping[str, bytes] | None = None,
    ) -> Entry:
        """Put another board in place of this one: a plan that was computed, a revision restored.

        ``files`` of the production change with it in one revision, ``also`` are written outside of the history.
        """
        self.refresh()
        since = self.since(base)
        if since:
            raise StaleError(since, f"The board has changed since revision {base}: {told(since)}.")
        return self._put({"kind": "plan", "plan": plan_json(plan)}, plan, files or {}, also or {}, who, why)

    def change_files(
        self,
        files: Mapping[str, bytes | None],
        *,
        base: int,
        who: str = "",
        why: str = "",
        also: Mapping[str, bytes] | None = None,
    ) -> Entry:
        """Change files of the production; None takes one away. Raises StaleError when one has changed since ``base``.

        What was there is kept in the history, so that it can be undone; ``also`` are written outside of the history,
        all of them or none. Raises OSError, with nothing changed, when the disk refuses.
        """
        self.refresh()
        names = {name for entry in self.since(base) for name in entry.did.get("files", ())} & files.keys()
        if names:
            since = tuple(e for e in self.since(base) if names & set(e.did.get("files", ())))
            raise StaleError(since, f"{', '.join(sorted(names))} has changed since: {told(since)}.")
        return self._put({"kind": "files"}, self.plan, files, also or {}, who, why)

    def name(self, name: str, who: str = "") -> Entry:
        """Give the revision a name that people use: "White", "Blue"."""
        entry = self._keep({"kind": "name", "name": name, "of": self.revision}, who, "")
        self._became(self.plan, entry)
        return entry

    def undo(self, who: str = "") -> Entry:
        """Take the last change back that has not been taken back. Raises EditError when there is none."""
        self.refresh()
        undoable, _ = stacks(self.journal.entries)
        if not undoable:
            raise EditError("there is nothing to undo")
        return self._turn(undoable[-1], who, "undoes", forward=False)

    def redo(self, who: str = "") -> Entry:
        """Bring back what was undone last. Raises EditError when something else was done since, or nothing undone."""
        self.refresh()
        _, redoable = stacks(self.journal.entries)
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
        undoable, _ = stacks(self.journal.entries)
        return self.journal.entries[undoable[-1] - 1] if undoable else None

    def can_redo(self) -> Entry | None:
        """What redo would bring back."""
        _, redoable = stacks(self.journal.entries)
        return self.journal.entries[redoable[-1] - 1] if redoable else None

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
        names = [name for name in changed if name != plan_file.FILE]
        try:
            if plan_file.FILE in changed:
                self._adopt_plan()
            if names:
                entry = self._keep({"kind": "outside", "files": dict.fromkeys(names)}, BY_HAND, "")
                self._read_files()
                self._became(self.plan, entry)
        except OSError:
            # What could not be kept is picked up again when there is room.
            self.watch.doubt(changed)
            raise
        if self._behind:
            self._show()
        return bool(changed)

    def _merged(self, edit: Edit, base: int) -> Plan:
        after = edit.apply(self.plan)
        since = [entry for entry in self.since(base) if entry.kind in ("edit", "plan")]
        if since:
            mine = touched(self.plan, after)
            ours = touched(self.plan_at(base), self.plan)
            if mine & ours:
                both = ", ".join(sorted(str(each) for each in mine & ours)[:6])
                raise StaleError(
                    tuple(since), f"Others have changed {both} since revision {base}: {told(tuple(since))}."
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
            self._behind = True
            return
        self._shown, self._behind = shown, False
        self.watch.see(plan_file.FILE)

    def _provenance(self) -> dict[str, Any]:
        return {"source": {"path": "."}, "revision": self.revision}

    def _turn(self, revision: int, who: str, word: str, *, forward: bool) -> Entry:
        """Undo or redo one revision: its board, or its files, before or after it."""
        entry = self.journal.entries[revision - 1]
        files = {}
        for name, (before, after) in entry.did.get("files", {}).items():
            old, new = (before, after) if forward else (after, before)
            if self.watch.text(name) != old:
                raise EditError(f"{name} has been changed since; undo that first, or edit it by hand")
            files[name] = _encoded(new)
        if entry.kind == "files":
            return self._put({"kind": "files", word: revision}, self.plan, files, {}, who, "")
        target = self.plans[revision if forward else revision - 1]
        if files:
            return self._put(
                {"kind": "plan", "plan": plan_json(target), word: revision}, target, files, {}, who, ""
            )
        edit = restoring(target, self.plan)
        kept = self._keep({"kind": "edit", "edit": edit_json(edit), word: revision}, who, "")
        self._became(target, kept)
        return kept

    def _put(
        self,
        did: Mapping[str, Any],
        plan: Plan,
        files: Mapping[str, bytes | None],
        also: Mapping[str, bytes],
        who: str,
        why: str,
    ) -> Entry:
        """One revision that changes files, and the board with them or not: all of it, or nothing.

        The new files lie beside the old ones before the history has the revision, so that a disk without room for
        them refuses while nothing has happened yet.
        """
        if files:
            changes = {name: [self.watch.text(name), _decoded(data)] for name, data in files.items()}
            did = {**did, "files": changes}
        with Prepared(self.folder, {**files, **also}) as prepared:
            entry = self._keep(did, who, why)
            try:
                prepared.put()
            finally:
                for name in files:
                    self.watch.see(name)
                if files:
                    self._read_files()
                self._became(plan, entry)
        return entry

    def _replay(self) -> None:
        """The board at every revision, from the history; files that a crash kept from being written are written now."""
        first = next(iter(self.journal.entries), None)
        begin = first.did.get("plan") if first is not None and first.kind == "begin" else None
        self.plans = [plan_of(begin) if begin is not None else self._plan_in_file() or self._empty()]
        for entry in self.journal.entries:
            self.plans.append(applied(self.plans[-1], entry))
        if self.journal.entries and self.journal.entries[-1].kind in ("files", "plan"):
            self._finish(self.journal.entries[-1].did.get("files") or {})
        if first is None:
            self._keep({"kind": "begin", "plan": plan_json(self.plans[0])}, BY_HAND, "")
            self.plans.append(self.plans[0])
            self._shown = self.watch.data(plan_file.FILE)
        elif self.production is not None:
            # It may have been changed while nobody served the folder, or left behind by a crash.
            plan = self._plan_in_file()
            if plan is not None and not same(plan, self._as_read(self.plan)):
                self._adopt_plan()

    def _finish(self, changes: Mapping[str, Any]) -> None:
        """Put files in place that the history has and a crash kept from the folder."""
        moved = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
        if any(self.watch.text(name) == before for name, (before, _) in moved.items()):
            with Prepared(
                self.folder, {name: _encoded(after) for name, (_, after) in moved.items()}
            ) as files:
                files.put()
            self._read_files()

    def _adopt_plan(self) -> None:
        """Take over a plan.json that is not ours: everything in it that differs from the board."""
        plan = self._plan_in_file()
        self._shown = self.watch.data(plan_file.FILE)
        if plan is None or same(plan, self._as_read(self.plan)) or self._is_old(plan):
            self._show()
            return
        entry = self._keep({"kind": "plan", "plan": plan_json(plan)}, BY_HAND, "plan.json was changed")
        self._became(plan, entry)

    def _is_old(self, plan: Plan) -> bool:
        """Whether the file is one of ours that a crash left behind: it says its revision, and is that board."""
        _, extras, _ = plan_file.read(self.watch.data(plan_file.FILE), plan_file.FILE)
        said = (extras.get("provenance") or {}).get("revision")
        return (
            isinstance(said, int)
            and 0 <= said < len(self.plans)
            and same(plan, self._as_read(self.plans[said]))
        )

    def _as_read(self, plan: Plan) -> Plan:
        """A board as it would be read back from a file of ours."""
        found, _, _ = plan_file.read(plan_file.write(plan, self.production), plan_file.FILE, self.production)
        made = plan if found is None else found
        return (
            as_shot(self.production, made)
            if self.production is not None and self.production.progress
            else made
        )

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


def _decoded(data: bytes | None) -> str | None:
    return None if data is None else data.decode("utf-8", "surrogateescape")


def _encoded(text: str | None) -> bytes | None:
    return None if text is None else text.encode("utf-8", "surrogateescape")
