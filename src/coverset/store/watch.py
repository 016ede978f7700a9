"""The files of a folder as they were last seen, so that what people change by hand is noticed; and whose folder it is."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from coverset.formats import plan as plan_file
from coverset.store.journal import FILE

Signature: TypeAlias = tuple[int, int]

_SUFFIXES = (".toml", ".csv", ".fountain", ".fdx")
MOST_FILE = 20_000_000
_NEVER = (-1, -1)


class FolderInUseError(OSError):
    """Another server has this folder open."""


class FolderWatch:
    """The plain files of a production folder that matter, each with its time and size when last seen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._seen: dict[str, Signature] = {}

    def changed(self) -> list[str]:
        """The names of files that came, went or changed since they were last seen; they count as seen now."""
        now = {name: _signature(self.folder / name) for name in self._names()}
        names = sorted(
            name for name in now.keys() | self._seen.keys() if now.get(name) != self._seen.get(name)
        )
        for name in names:
            self.see(name)
        return names

    def see(self, name: str) -> None:
        """Take a file as it is now for seen."""
        signature = _signature(self.folder / name)
        if signature is None:
            self._seen.pop(name, None)
        else:
            self._seen[name] = signature

    def doubt(self, names: Iterable[str]) -> None:
        """Take files for not seen, so that they count as changed again."""
        for name in names:
            self._seen[name] = _NEVER

    def see_all(self) -> None:
        """Take every file as it is now for seen."""
        for name in self._names():
            self.see(name)

    def data(self, name: str) -> bytes:
        """A file's bytes; nothing for one that is missing, unreadable or larger than any production needs."""
        path = self.folder / name
        try:
            return path.read_bytes() if path.stat().st_size <= MOST_FILE else b""
        except OSError:
            return b""

    def text(self, name: str) -> str | None:
        """A file's text, whatever its bytes are; None when it is not there."""
        path = self.folder / name
        return self.data(name).decode("utf-8", "surrogateescape") if path.is_file() else None

    def _names(self) -> Iterator[str]:
        with os.scandir(self.folder) as entries:
            for entry in entries:
                if not entry.is_file() or entry.name.startswith(".") or entry.name == FILE:
                    continue
                if entry.name == plan_file.FILE or entry.name.lower().endswith(_SUFFIXES):
                    yield entry.name


def _signature(path: Path) -> Signature | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def locked(folder: Path) -> int | None:
    """Take a folder for this process alone. Raises FolderInUseError; None where the system has no such lock."""
    try:
        import fcntl
    except ImportError:
        return None
    handle = os.open(folder / ".coverset.lock", os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as taken:
        os.close(handle)
        raise FolderInUseError(f"{folder} is open in another Coverset server; close that first.") from taken
    return handle


def unlock(lock: int | None) -> None:
    """Let go of a folder."""
    if lock is not None:
        os.close(lock)
