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
        _write_beside(target, data, sure)
    except OSError as trouble:
        raise OSError(trouble.errno, trouble.strerror or str(trouble), str(target)) from trouble


def _write_beside(target: Path, data: bytes, sure: bool) -> None:
    handle, beside = tempfile.mkstemp(prefix=f".{target.name[:80]}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if sure:
                os.fsync(file.fileno())
        os.chmod(beside, 0o644)
        os.replace(beside, target)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def write_all(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write several files into a folder, each whole; the paths written, in order."""
    written = []
    for name, data in files.items():
        write_whole(folder / name, data)
        written.append(folder / name)
    return written
