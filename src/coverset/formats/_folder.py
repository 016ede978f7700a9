"""The files of a production's folder: read safely, written beside and then renamed, never outside of it."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from coverset.findings import Finding, Place, Severity

MOST_BYTES = 20_000_000


def error(code: str, sentence: str, place: Place | None = None, *about: str) -> Finding:
    """A finding that stops planning."""
    return Finding(code, Severity.ERROR, sentence, place, about)


def read_file(
    folder: Path, name: str, *, place: Place | None = None, most: int = MOST_BYTES, optional: bool = False
) -> tuple[bytes | None, list[Finding]]:
    """The bytes of a file of the folder.

    A name that leads out of the folder, by ``..``, an absolute path or a link, a file that is no plain
    file and one beyond ``most`` bytes are findings at ``place``; so is one that is missing, unless optional.
    """
    place = place or Place(name)
    relative = PurePosixPath(name.replace("\\", "/"))
    windows_drive = len(name) > 1 and name[1] == ":"
    if (
        relative.is_absolute()
        or ".." in relative.parts
        or windows_drive
        or not relative.parts
        or "\0" in name
    ):
        sentence = f"{name!r} leads out of the production's folder; keep the file in the folder and name it from there."
        return None, [error("path-outside", sentence, place)]
    path = folder / relative
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
        if not inside:
            sentence = (
                f"{name!r} is a link out of the production's folder; put the file itself in the folder."
            )
            return None, [error("path-outside", sentence, place)]
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return None, [error("file-unreadable", f"{name!r} is not a plain file.", place)]
        if found.st_size > most:
            return None, [too_large(name, found.st_size, most, place)]
        with path.open("rb") as handle:
            data = handle.read(most + 1)
    except FileNotFoundError:
        if optional:
            return None, []
        sentence = f"There is no file {name!r} in the folder; {_neighbours(folder)}."
        return None, [error("file-missing", sentence, place)]
    except (OSError, RuntimeError, ValueError) as trouble:
        reason = trouble.strerror if isinstance(trouble, OSError) and trouble.strerror else str(trouble)
        return None, [error("file-unreadable", f"{name!r} cannot be read: {reason}.", place)]
    if len(data) > most:
        return None, [too_large(name, len(data), most, place)]
    return data, []


def too_large(name: str, size: int, most: int, place: Place | None = None) -> Finding:
    """The finding about a file beyond what is read."""
    sentence = (
        f"{name} holds {size / 1e6:.1f} MB; it is read up to {most / 1e6:.0f} MB. No production needs more."
    )
    return error("file-too-large", sentence, place or Place(name))


def _neighbours(folder: Path) -> str:
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if not entry.name.startswith("."))[:200]
    except OSError:
        return "the folder cannot be listed"
    shown = ", ".join(names[:8]) + (", ..." if len(names) > 8 else "")
    return f"it holds {shown}" if names else "it is empty"


def decode(data: bytes, name: str) -> tuple[str, list[Finding]]:
    """Text from UTF-8 with or without a byte order mark, or UTF-16 with one; else Windows-1252, with a note."""
    try:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return data.decode("utf-16"), []
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as trouble:
        line = data.count(b"\n", 0, trouble.start) + 1
        sentence = (
            "The file is not UTF-8 here; it is read as Windows-1252 (Western European). Check names with "
            "accents, or save the file as UTF-8."
        )
        note = Finding("file-encoding", Severity.NOTE, sentence, Place(name, line))
        return data.decode("cp1252", errors="replace"), [note]


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder, all beside first, then each into its place, in the order given.

    An OSError leaves what stood there untouched where it can: the new files are taken away again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    beside: dict[str, Path] = {}
    try:
        for name, data in files.items():
            path = folder / f".{name}.{secrets.token_hex(4)}.new"
            beside[name] = path
            with path.open("xb") as handle:
                handle.write(data)
                handle.flush()
                os.fsync(handle.fileno())
        for name in files:
            beside[name].replace(folder / name)
            del beside[name]
    finally:
        for path in beside.values():
            path.unlink(missing_ok=True)
