"""The history of a production folder: ``edits.jsonl``, one line a revision, on the disk before anybody hears of it.

A line is acknowledged only after fsync. A line that was cut short by a crash was never acknowledged and is dropped; a
line that is broken in the middle of the file stops writing, since what follows cannot be trusted.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

FILE = "edits.jsonl"
MOST_LINE = 16_000_000
MOST_BYTES = 1 << 30


class JournalError(OSError):
    """The history cannot be read or written: the sentence says which file, why and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One revision: its number, when and by whom, what was done (JSON), and why."""

    revision: int
    at: str
    who: str
    did: Mapping[str, Any]
    why: str = ""

    @property
    def kind(self) -> str:
        """What sort of deed it is: "edit", "plan", "files", "name"..."""
        return str(self.did.get("kind", ""))

    def line(self) -> bytes:
        """The line of the file."""
        said: dict[str, Any] = {"revision": self.revision, "at": self.at, "who": self.who, "did": self.did}
        if self.why:
            said["why"] = self.why
        return json.dumps(said, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode() + b"\n"


def now() -> str:
    """The time of writing, in universal time to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(slots=True)
class Journal:
    """An open history file: the entries read so far, and the way to add one."""

    path: Path
    entries: list[Entry] = field(default_factory=list)
    torn: int = 0
    """Bytes of an unfinished last line that were dropped on opening."""
    _size: int = 0

    @classmethod
    def open(cls, path: Path) -> Journal:
        """Read a history; a missing file is an empty one. Raises JournalError with file and line for a broken one."""
        journal = cls(path)
        try:
            data = path.read_bytes() if path.exists() else b""
        except OSError as trouble:
            raise JournalError(f"{path} cannot be read: {trouble.strerror}.") from trouble
        if len(data) > MOST_BYTES:
            raise JournalError(
                f"{path} is larger than {MOST_BYTES >> 20} MB; move it away to begin a new history."
            )
        whole = data.rfind(b"\n") + 1
        journal.torn, journal._size = len(data) - whole, whole
        journal.entries = list(_entries(data[:whole], path))
        return journal

    @property
    def revision(self) -> int:
        """The number of the last revision, 0 before the first."""
        return self.entries[-1].revision if self.entries else 0

    def append(self, did: Mapping[str, Any], who: str = "", why: str = "") -> Entry:
        """Add a revision; it is on the disk when this returns.

        Raises JournalError, with the file as it was, when the disk is full or read-only.
        """
        entry = Entry(self.revision + 1, now(), who, did, why)
        line = entry.line()
        if len(line) > MOST_LINE:
            raise JournalError(f"An edit of {len(line):,} bytes is more than the history takes.")
        begun = False
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                if not self.entries and not self._size:
                    _sync_folder(self.path.parent)
                os.ftruncate(handle, self._size)
                os.lseek(handle, self._size, os.SEEK_SET)
                begun = True
                _write(handle, line)
                os.fsync(handle)
            except OSError:
                if begun:
                    os.ftruncate(handle, self._size)
                raise
            finally:
                os.close(handle)
        except OSError as trouble:
            reason = trouble.strerror or str(trouble)
            raise JournalError(
                f"The change was not kept: {self.path} cannot be written ({reason}). Nothing was lost; make room or "
                "allow writing, then try again."
            ) from trouble
        self._size += len(line)
        self.torn = 0
        self.entries.append(entry)
        return entry


def _write(handle: int, data: bytes) -> None:
    while data:
        data = data[os.write(handle, data) :]


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _entries(data: bytes, path: Path) -> Iterator[Entry]:
    last = 0
    for number, line in enumerate(data.split(b"\n")[:-1], 1):
        try:
            said = json.loads(line)
            entry = Entry(
                int(said["revision"]),
                str(said["at"]),
                str(said["who"]),
                dict(said["did"]),
                str(said.get("why", "")),
            )
        except (ValueError, KeyError, TypeError, RecursionError) as trouble:
            raise JournalError(
                f"{path}:{number}: this line of the history is damaged, and what follows cannot be trusted. Put back a "
                "copy of the file, or move it away: the board itself is in plan.json."
            ) from trouble
        if entry.revision != last + 1:
            raise JournalError(
                f"{path}:{number}: revision {entry.revision} follows {last}; a line is missing or there twice. Put back "
                "a copy of the file, or move it away: the board itself is in plan.json."
            )
        last = entry.revision
        yield entry
