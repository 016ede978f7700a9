"""The room that everybody with the board open is in: the document, who listens, and what is known of the revision."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from coverset.service.live import View, changed
from coverset.service.live_readings import Readings
from coverset.store.document import Document
from coverset.store.journal import Entry
from coverset.web.aside import aside

if TYPE_CHECKING:
    from coverset.service.live_tryout import Tryout

T = TypeVar("T")

_MOST_READING = 8
_LOOK_EVERY = 1.0
"""Seconds between two looks at the folder for what was changed by hand."""


class Listener(Protocol):
    """Somebody who hears of every change."""

    def tell(self, message: dict[str, Any]) -> None:
        """Hear a message; must not wait."""


class NoProductionError(LookupError):
    """Something was asked of a production while there is none, or while its files hold errors."""


class Room:
    """One open folder. Whatever changes it takes its turn; whoever listens hears of it in order."""

    def __init__(self, folder: Path, *, today: Callable[[], date] = date.today) -> None:
        self.folder = folder
        self.today = today
        self.document = Document.open(folder)
        self.document.on_change = self._happened
        self.turn = asyncio.Lock()
        self.printing = asyncio.Semaphore(2)
        self._reading = asyncio.Semaphore(_MOST_READING)
        self.listeners: set[Listener] = set()
        self._entries: list[Entry] = []
        self._readings = Readings()
        self._idle = Event()
        """Clear while the document is being changed: whatever only looks gives way."""
        self._idle.set()
        self.view = self._look()
        self._tryout: Tryout | None = None
        self._watching: asyncio.Task[None] | None = None

    async def begin(self) -> None:
        """Begin to look for changes by hand."""
        self._watching = asyncio.create_task(self._watch())

    async def end(self) -> None:
        """Let go of the folder."""
        if self._watching is not None:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        self.document.close()

    async def change(self, work: Callable[[], T]) -> tuple[T, dict[str, Any]]:
        """Do something to the document, alone; its answer, and what a page must change to show the board after it.

        What it raises goes on to the caller; changes that were made by then are told of all the same.
        """
        async with self.turn:
            before = self.view
            differences: list[dict[str, Any]] = []

            def done() -> T:
                self._idle.clear()
                try:
                    return work()
                finally:
                    try:
                        differences.append(self._difference(before))
                    finally:
                        self._idle.set()

            try:
                answer = await asyncio.to_thread(done)
            finally:
                for difference in differences:
                    self._tell(difference)
            return answer, differences[0]

    async def read(self, work: Callable[[], T]) -> T:
        """Do something that changes nothing and takes longer than a moment; edits need not wait for it."""
        async with self._reading:
            return await aside(work)

    def present(self) -> View:
        """The board now. Raises NoProductionError while there is no production to speak of."""
        if self.view.production is None:
            errors = [str(f) for f in self.view.said if f.severity.value == "error"]
            first = f" {errors[0]}" if errors else ""
            raise NoProductionError(f"There is no production here that can be read.{first}")
        return self.view

    @property
    def tryout(self) -> Tryout:
        """What drags would do on the board now."""
        from coverset.service.live_tryout import Tryout

        if self._tryout is None or self._tryout.view is not self.view:
            self._tryout = Tryout(self.view, self._readings, lambda: self._idle.wait(1.0))
        return self._tryout

    def board(self) -> dict[str, Any]:
        """The whole board as JSON, with what can be undone."""
        return {**self.view.as_json(), **self.turns()}

    def turns(self) -> dict[str, Any]:
        """What undo and redo would do, and the names of revisions."""
        undo, redo = self.document.can_undo(), self.document.can_redo()
        return {
            "undo": deed(undo) if undo else None,
            "redo": deed(redo) if redo else None,
            "named": self.document.named(),
        }

    def tell(self, message: dict[str, Any]) -> None:
        """Tell everybody something that is no change of the board."""
        for listener in tuple(self.listeners):
            listener.tell(message)

    def warm(self) -> None:
        """Make ready what the first drag needs."""
        from coverset.service.live_tryout import compiled_for

        view = self.view
        if view.production is not None and view.plan.days:
            compiled_for(view)

    def _happened(self, entry: Entry) -> None:
        self._entries.append(entry)

    def _look(self) -> View:
        document = self.document
        return self._readings.of(
            View(self.folder, document.revision, document.production, document.plan, document.findings)
        )

    def _difference(self, before: View) -> dict[str, Any]:
        if self.document.revision == before.revision:
            return {**changed(before, before), **self.turns()}
        self.view = self._look()
        difference = {**changed(before, self.view), **self.turns()}
        if difference["reload"]:
            difference["board"] |= self.turns()
        return difference

    def _tell(self, difference: dict[str, Any]) -> None:
        entries, self._entries = self._entries, []
        for entry in entries[:-1]:
            self.tell({"revision": entry.revision, "entry": deed(entry)})
        if entries:
            self.tell({"revision": entries[-1].revision, "entry": deed(entries[-1]), "change": difference})

    async def _watch(self) -> None:
        said = ""
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            try:
                await self.change(self.document.refresh)
                said = ""
            except OSError as trouble:
                # Once, not every second for as long as it lasts.
                sentence = f"The folder cannot be read: {trouble.strerror or trouble}. What was acknowledged is in it."
                if sentence != said:
                    said = sentence
                    self.tell({"error": sentence})


def deed(entry: Entry) -> dict[str, Any]:
    """A revision in words."""
    return {
        "revision": entry.revision,
        "at": entry.at,
        "who": entry.who,
        "kind": entry.kind,
        "what": _what(entry),
        "why": _why(entry),
        "undoes": entry.did.get("undoes"),
        "redoes": entry.did.get("redoes"),
        "of": entry.did.get("of"),
    }


def deeds(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Revisions in words."""
    return [deed(entry) for entry in entries]


def _what(entry: Entry) -> str:
    did = entry.did
    if "undoes" in did:
        return f"revision {did['undoes']} taken back"
    if "redoes" in did:
        return f"revision {did['redoes']} brought back"
    match entry.kind:
        case "edit":
            return _edit_words(did.get("edit") or {})
        case "plan":
            return f"the board of revision {did['of']}" if "of" in did else entry.why or "another board"
        case "files" | "outside":
            return entry.why or _changed(entry)
        case "name":
            return f"revision {did.get('of')} is called {did.get('name')}"
        case "begin":
            return "the history begins"
    return entry.kind


def _why(entry: Entry) -> str:
    """The reason that was given; of files, and of a plan, that is said as what was done, and here stands which files."""
    told = entry.kind in ("plan", "files", "outside") and bool(entry.why) and "of" not in entry.did
    if not told:
        return entry.why
    return _changed(entry) if entry.did.get("files") else ""


def _changed(entry: Entry) -> str:
    return f"changed {', '.join(sorted(entry.did.get('files', ())))}"


def _edit_words(edit: dict[str, Any]) -> str:
    match edit.get("edit"):
        case "move":
            where = f"to {edit['day']}, {edit['unit']}" if edit.get("day") else "to the boneyard"
            return f"{edit['task']} {where}"
        case "swap":
            return f"{edit['first']} and {edit['second']} of {edit['unit']} exchanged"
        case "pull":
            return f"{edit['day']} of {edit['unit']} pulled to {edit['to']}"
        case "order":
            return f"{edit['day']} of {edit['unit']} in another order"
        case "several":
            parts = [each for each in edit["edits"] if each.get("edit") != "restore"] or edit["edits"]
            more = f" and {len(parts) - 1} more" if len(parts) > 1 else ""
            return f"{_edit_words(parts[0])}{more}"
    return "days put back"
