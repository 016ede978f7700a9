"""Files written whole or not at all: beside the target first, then renamed over it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path


def write_whole(target: Path, data: bytes, *, sure: bool = True) -> None:
    """Write a file so that a reader sees the old one or the new one, never half of either.

    Unless ``sure`` it may be lost with the power, for what can be written again from elsewhere. Makes the
    folder when it is missing. Raises OSError when the disk refuses, naming the file that was wanted;
    nothing is left behind then.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        beside = _beside(target, data, sure)
        try:
            os.replace(beside, target)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    except OSError as trouble:
        raise OSError(trouble.errno, trouble.strerror or str(trouble), str(target)) from trouble


def _beside(target: Path, data: bytes, sure: bool) -> Path:
    """Write a file beside its place, under a name that nobody reads."""
    handle, beside = tempfile.mkstemp(prefix=f".{target.name[:80]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if sure:
                os.fsync(file.fileno())
        os.chmod(beside, 0o644)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return Path(beside)


class Prepared:
    """Files that lie beside their places, on the disk, until they are put there; or taken away again."""

    def __init__(self, folder: Path, files: Mapping[str, bytes | None]) -> None:
        self.folder, self.files = folder, files
        self._beside: dict[str, Path] = {}

    def __enter__(self) -> Prepared:
        """Write them beside. Raises OSError, naming the file that was wanted, with nothing left behind."""
        for name, data in self.files.items():
            if data is None:
                continue
            target = self.folder / name
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                self._beside[name] = _beside(target, data, True)
            except OSError as trouble:
                self._drop()
                raise OSError(trouble.errno, trouble.strerror or str(trouble), str(target)) from trouble
        return self

    def put(self) -> None:
        """Put each in its place, and take away those that are to go."""
        for name, data in self.files.items():
            if data is None:
                (self.folder / name).unlink(missing_ok=True)
            else:
                os.replace(self._beside.pop(name), self.folder / name)

    def __exit__(self, *trouble: object) -> None:
        """Take away what was not put in its place."""
        self._drop()

    def _drop(self) -> None:
        for path in self._beside.values():
            path.unlink(missing_ok=True)
        self._beside.clear()


def write_all(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write several files into a folder, each whole; the paths written, in order."""
    written = []
    for name, data in files.items():
        write_whole(folder / name, data)
        written.append(folder / name)
    return written
