"""Changing a folder that is open as a document: a service writes into a copy, and what it wrote becomes one revision."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from coverset.findings import Finding, Severity, in_order
from coverset.formats import plan as plan_file
from coverset.formats import production as production_file
from coverset.formats import uss
from coverset.model.plan import Plan
from coverset.service.happenings import LOG
from coverset.service.importing import Imported, import_files
from coverset.service.opening import Opened, Wishes, open_path

T = TypeVar("T")

_SUFFIXES = (".toml", ".csv", ".fountain", ".fdx", ".uss")
_MOST_COPIED = 64 * 1024 * 1024
IMPORTED = (".fountain", ".fdx", *uss.SUFFIXES)
"""What may be dropped on an empty board."""


@dataclass(frozen=True)
class Written(Generic[T]):
    """What a service answered, and the files that it changed, each with its new bytes (None: taken away)."""

    answer: T
    files: Mapping[str, bytes | None]
    findings: tuple[Finding, ...] = ()

    @property
    def errors(self) -> tuple[str, ...]:
        """The sentences of what would be wrong with the production then, and stops it."""
        return tuple(str(f) for f in self.findings if f.severity is Severity.ERROR)


def staged(folder: Path, work: Callable[[Path], T]) -> Written[T]:
    """Let a service work on a copy of the folder's plain files; nothing changes in the folder itself."""
    with tempfile.TemporaryDirectory(prefix="coverset-") as name:
        copy = Path(name) / "production"
        copy.mkdir()
        before = _files(folder)
        for each, data in before.items():
            (copy / each).write_bytes(data)
        answer = work(copy)
        after = _files(copy)
        changes: dict[str, bytes | None] = {
            each: after.get(each)
            for each in before.keys() | after.keys()
            if before.get(each) != after.get(each)
        }
        _, findings = production_file.read(copy) if changes else (None, [])
        return Written(answer, changes, tuple(in_order(findings)))


def opened_copy(copy: Path, plan: Plan) -> Opened:
    """A copy of the folder, opened with the board as it is now."""
    return replace(open_path(copy), plan=plan)


def logged(files: dict[str, bytes | None]) -> dict[str, bytes]:
    """The log of events, taken out of the files that are to change: undo leaves it alone, nothing goes out of it."""
    log = files.pop(LOG, None)
    return {} if log is None else {LOG: log}


def _files(folder: Path) -> dict[str, bytes]:
    found = {}
    for path in sorted(folder.iterdir()):
        plain = path.is_file() and not path.is_symlink() and not path.name.startswith(".")
        wanted = path.suffix.lower() in _SUFFIXES or path.name == LOG
        if plain and wanted and path.stat().st_size <= _MOST_COPIED:
            found[path.name] = path.read_bytes()
    return found


@dataclass(frozen=True)
class Brought:
    """What a dropped file came to: the files of the production, the board that came with it, what is to say of it."""

    files: Mapping[str, bytes | None]
    plan: Plan | None
    findings: tuple[Finding, ...]


def safe_name(name: str) -> str:
    """A dropped file's name as a plain file name of a kind that can be brought in, or "" when it is none."""
    stem = re.split(r"[/\\]", name)[-1]
    suffix = Path(stem).suffix.lower()
    kept = re.sub(r"[^A-Za-z0-9._ -]+", "-", stem[: -len(suffix) or None])[:80].strip(" .-")
    return f"{kept or 'script'}{suffix}" if suffix in IMPORTED else ""


def bring_in(name: str, data: bytes, wishes: Wishes) -> Brought:
    """An editable production from one screenplay or board. ``name`` is one that `safe_name` gave."""
    with tempfile.TemporaryDirectory(prefix="coverset-") as beside:
        dropped = Path(beside) / name
        dropped.write_bytes(data)
        target = Path(beside) / "production"
        return brought_into(target, import_files([dropped], target, wishes))


def brought_into(folder: Path, made: Imported) -> Brought:
    """What an import into a folder came to."""
    if made.production is None:
        return Brought({}, None, made.findings)
    kept = folder / plan_file.FILE
    plan = plan_file.read(kept.read_bytes(), kept.name, made.production)[0] if kept.is_file() else None
    return Brought(dict(_files(folder)), plan, made.findings)
