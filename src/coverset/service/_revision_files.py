"""The files of a revision: read as they would be, written together, kept so that they can be put back."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from coverset.findings import Finding, Place, Severity
from coverset.formats import _stunts_file as stunts_file
from coverset.formats import events as events_file
from coverset.formats import milestones as milestones_file
from coverset.formats import plan as plan_file
from coverset.formats import production as production_file
from coverset.formats import progress as progress_file
from coverset.formats import tables
from coverset.formats._folder import read_file
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.store.document import Document
from coverset.store.files import write_whole
from coverset.store.journal import FILE as HISTORY

LOG = "revisions.jsonl"
"""Every revision of the script, one a line, with what stood in the files before it: what undo puts back."""
MOST_LOG = 200_000_000
_SUFFIXES = (".toml", ".csv", ".fountain", ".fdx", ".spmd")
_OWN = (
    production_file.FILE,
    tables.SCENES,
    tables.CAST,
    stunts_file.FILE,
    events_file.FILE,
    milestones_file.FILE,
    progress_file.FILE,
)

Files = Mapping[str, bytes | None]


@contextmanager
def staged(folder: Path, scripts: Iterable[str], changes: Files) -> Iterator[Path]:
    """A copy of a production's files, with its scripts and some changes, for as long as it is looked at."""
    with tempfile.TemporaryDirectory(prefix="coverset-") as name:
        copy = Path(name)
        for file in dict.fromkeys((*_OWN, *filter(None, scripts))):
            data, _ = read_file(folder, file, optional=True)
            _put(copy / file, data)
        for file, data in changes.items():
            _put(copy / file, data)
        yield copy


@dataclass(frozen=True, slots=True)
class Kept:
    """One line of the log: what was revised when by whom, and each file's text before and after."""

    what: Mapping[str, Any]
    files: Mapping[str, tuple[str | None, str | None]]
    undone: bool = False

    def line(self) -> str:
        """The line of the log."""
        said = {**self.what, "undone": self.undone, "files": {k: list(v) for k, v in self.files.items()}}
        return json.dumps(said, ensure_ascii=True) + "\n"


def log(folder: Path) -> list[Kept]:
    """The revisions of a folder, oldest first. Raises ValueError for a log that is damaged."""
    path = folder / LOG
    if not path.is_file():
        return []
    if path.stat().st_size > MOST_LOG:
        raise ValueError(f"{LOG} is larger than {MOST_LOG // 1_000_000} MB: move it away to begin a new one")
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            said = json.loads(line)
            files = {
                _name(name): (_text(pair[0]), _text(pair[1])) for name, pair in said.pop("files").items()
            }
            found.append(Kept(said, files, bool(said.pop("undone"))))
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as trouble:
            raise ValueError(
                f"{LOG}:{number} is damaged: put back a copy of the file, or move it away"
            ) from trouble
    return found


def _name(said: str) -> str:
    """A file that a revision writes: one of the production's inside its folder, or a plan wherever it is."""
    path = PurePosixPath(said)
    inside = not (path.is_absolute() or ".." in path.parts or "\0" in said or not path.parts)
    if path.suffix not in plan_file.SUFFIXES and not (inside and path.suffix.lower() in _SUFFIXES):
        raise ValueError(f"{said[:100]!r} is no file of a production")
    return said


def _text(said: object) -> str | None:
    if said is not None and not isinstance(said, str):
        raise TypeError("a file is a text")
    return said


def _keep(folder: Path, kept: list[Kept]) -> None:
    write_whole(folder / LOG, "".join(each.line() for each in kept).encode())


def write(
    folder: Path, files: Files, plan: tuple[Path, Plan, Production, Any] | None, what: Mapping[str, Any]
) -> Finding | None:
    """Write a revision's files as one change, and keep what was there; what stood in the way is a finding.

    A folder with a history has the change in it. The plan, with its production and provenance, goes last.
    """
    try:
        earlier = log(folder)
        target = plan[0] if plan else None
        before = {name: _read(folder / name) for name in files}
        pairs = {name: (before[name], _decoded(data)) for name, data in files.items()}
        board = _board(plan)
        if target is not None and board is not None:
            pairs[os.path.relpath(target, folder)] = (_read(target), _decoded(board))
        said = {"at": datetime.now(UTC).isoformat(timespec="seconds"), **what}
        _change(
            folder,
            files,
            target,
            plan[1] if plan else None,
            board,
            str(what.get("why", "")),
            str(what.get("who", "")),
        )
        _keep(folder, [*earlier, Kept(said, pairs)])
    except (OSError, ValueError) as trouble:
        return _trouble(folder, trouble)
    return None


def put_back(folder: Path, who: str = "") -> tuple[Kept | None, list[Finding]]:
    """Put back the files that the last revision changed; refused when one of them has been changed since."""
    try:
        kept = log(folder)
        last = next((at for at in range(len(kept) - 1, -1, -1) if not kept[at].undone), None)
        if last is None:
            sentence = f"No revision of {folder} is there to take back."
            return None, [Finding("revision-none", Severity.ERROR, sentence, Place(str(folder)))]
        entry = kept[last]
        boards = [name for name in entry.files if PurePosixPath(name).suffix in plan_file.SUFFIXES]
        changed = [
            name
            for name, (_, after) in entry.files.items()
            if name not in boards and _read(folder / name) != after
        ]
        if changed:
            sentence = (
                f"{', '.join(changed)} {'has' if len(changed) == 1 else 'have'} been changed since the revision: undo that "
                f"first, or take it back by hand; what stood there is in {LOG}."
            )
            return None, [Finding("revision-overlaid", Severity.ERROR, sentence, Place(str(folder)))]
        files = {n: _encoded(before) for n, (before, _) in entry.files.items() if n not in boards}
        notes: list[Finding] = []
        target = plan = board = None
        for name in boards:
            before, after = entry.files[name]
            if before is not None and _same_board(_read(folder / name), after):
                target, board = folder / name, before.encode("utf-8", "surrogateescape")
                plan, _, _ = plan_file.read(board, target.name)
            else:
                sentence = f"{name} has been changed since the revision and stays as it is."
                notes.append(Finding("plan-changed", Severity.WARNING, sentence, Place(name)))
        _change(folder, files, target, plan, board, "the revision is taken back", who)
        kept[last] = Kept(entry.what, entry.files, undone=True)
        _keep(folder, kept)
    except (OSError, ValueError) as trouble:
        return None, [_trouble(folder, trouble)]
    return entry, notes


def _change(
    folder: Path,
    files: Files,
    target: Path | None,
    plan: Plan | None,
    board: bytes | None,
    why: str,
    who: str,
) -> None:
    history = (folder / HISTORY).exists()
    own = target is not None and target.resolve() == (folder / plan_file.FILE).resolve()
    if history:
        document = Document.open(folder)
        try:
            document.change_files(files, base=document.revision, who=who, why=why)
            if own and plan is not None:
                document.replace_plan(plan, base=document.revision, who=who, why=why)
        finally:
            document.close()
    else:
        _write_together(folder, files)
    if target is not None and board is not None and not (history and own):
        write_whole(target, board)


def _write_together(folder: Path, files: Files) -> None:
    """Each beside first, then all into their places; a disk that refuses leaves everything as it was."""
    before = {name: (folder / name).read_bytes() if (folder / name).is_file() else None for name in files}
    done: list[str] = []
    try:
        for name, data in files.items():
            done.append(name)
            _put(folder / name, data)
    except OSError:
        for name in done:
            _put(folder / name, before[name])
        raise


def _put(path: Path, data: bytes | None) -> None:
    if data is None:
        path.unlink(missing_ok=True)
    else:
        write_whole(path, data)


def _board(plan: tuple[Path, Plan, Production, Any] | None) -> bytes | None:
    return None if plan is None else plan_file.write(plan[1], plan[2], provenance=plan[3])


def _same_board(one: str | None, other: str | None) -> bool:
    """Whether two files hold the same board, whatever they say of how it came about."""
    if one is None or other is None:
        return False
    plans = [
        plan_file.read(text.encode("utf-8", "surrogateescape"), plan_file.FILE)[0] for text in (one, other)
    ]
    first, second = plans
    if first is None or second is None:
        return False
    return (first.days, first.boneyard) == (second.days, second.boneyard)


def _read(path: Path) -> str | None:
    return _decoded(path.read_bytes()) if path.is_file() else None


def _decoded(data: bytes | None) -> str | None:
    return None if data is None else data.decode("utf-8", "surrogateescape")


def _encoded(text: str | None) -> bytes | None:
    return None if text is None else text.encode("utf-8", "surrogateescape")


def _trouble(folder: Path, trouble: Exception) -> Finding:
    words = trouble.strerror if isinstance(trouble, OSError) and trouble.strerror else str(trouble)
    return Finding(
        "file-unwritable", Severity.ERROR, f"{folder} is left as it is: {words}.", Place(str(folder))
    )
