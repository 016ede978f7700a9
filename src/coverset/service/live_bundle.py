"""Several files dropped at once: a production's own folder is put in place as it is, else what it holds is imported.

They come as one body: a line of JSON, ``[{"path": "film/scenes.csv", "size": 1234}, ...]``, and after it the bytes of
the files, one after the other. Nothing in it names a place: a path that is more than plain names is refused.
"""

from __future__ import annotations

import json
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from coverset.findings import has_errors
from coverset.formats import plan as plan_file
from coverset.formats import production as production_file
from coverset.formats import uss
from coverset.service.happenings import LOG
from coverset.service.importing import import_files
from coverset.service.live_folder import Brought, brought_into, safe_name
from coverset.service.opening import Wishes
from coverset.store.journal import FILE as HISTORY

Files: TypeAlias = dict[str, bytes]
"""By path, in order, parted by ``/``."""

MOST_FILES = 400
MOST_HEAD = 256 * 1024
MOST_SCRIPTS = 4
_LONGEST = 120
_DEEPEST = 5
_PLAIN = re.compile(r"[^/\\:*?\"<>|\x00-\x1f\x7f\ud800-\udfff]+")
_TAKEN = (".toml", ".csv", ".fountain", ".fdx", ".uss")
_SCRIPTS = (".fountain", ".fdx")


class BundleError(ValueError):
    """Files that cannot be taken: the sentence says which and why."""


@dataclass(frozen=True)
class Left:
    """A file that was not taken, and why."""

    path: str
    why: str


def unpacked(body: bytes) -> Files:
    """The files of a body, by path. Raises BundleError for one that is cut short, too many, or not what it says."""
    line = body.find(b"\n", 0, MOST_HEAD)
    if line < 0:
        raise BundleError("The files came without a first line that names them.")
    try:
        listed = json.loads(body[:line])
    except (ValueError, RecursionError) as trouble:
        raise BundleError("The line that names the files is no JSON.") from trouble
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST_FILES:
        raise BundleError(f"Drop 1 to {MOST_FILES} files at once; a production is a few.")
    rest = memoryview(body)[line + 1 :]
    files: Files = {}
    at, seen = 0, set()
    for each in listed:
        path, size = (each.get("path"), each.get("size")) if isinstance(each, dict) else (None, None)
        if not isinstance(path, str) or isinstance(size, bool) or not isinstance(size, int) or size < 0:
            raise BundleError("Each file has a path and a size.")
        path = _plain(path)
        if path.casefold() in seen:
            raise BundleError(f"{path} is there twice.")
        seen.add(path.casefold())
        files[path] = bytes(rest[at : at + size])
        at += size
        if at > len(rest):
            raise BundleError(f"{path} did not come whole.")
    if at < len(rest):
        raise BundleError("More came than the files that were named.")
    return files


def _plain(path: str) -> str:
    """A path of plain names. Raises BundleError for any other."""
    parts = path.split("/")
    if not 0 < len(parts) <= _DEEPEST:
        raise BundleError(
            f"{path[:_LONGEST]!r} lies deeper than {_DEEPEST} folders; drop the production's own."
        )
    for name in parts:
        whole = _PLAIN.fullmatch(name) is not None and len(name.encode()) <= _LONGEST
        if not whole or name.startswith(".") or name.endswith((".", " ")):
            raise BundleError(f"{path[:_LONGEST]!r} is no plain name of a file; rename it, or leave it out.")
    return path


def bring_together(files: Files, wishes: Wishes) -> tuple[Brought, list[Left]]:
    """What files dropped together come to: a production as it is, or one imported from the screenplays among them.

    Errors are findings, and nothing is brought then. Raises BundleError when nothing among them can be brought in.
    """
    tops = sorted((path for path in files if _name(path) == production_file.FILE), key=lambda p: p.count("/"))
    if tops:
        root = tops[0][: -len(production_file.FILE)]
        if len(tops) > 1 and tops[0].count("/") == tops[1].count("/"):
            raise BundleError(f"There are several productions: {', '.join(tops[:4])}. Drop one folder.")
        return _in_place(files, root)
    return _imported(files, wishes)


def _in_place(files: Files, root: str) -> tuple[Brought, list[Left]]:
    taken: Files = {}
    left = []
    for path, data in files.items():
        inside = path.removeprefix(root)
        why = "It is not in the production's folder." if not path.startswith(root) else _strange(inside)
        if why:
            left.append(Left(path, why))
        else:
            taken[inside] = data
    with tempfile.TemporaryDirectory(prefix="coverset-") as name:
        beside = Path(name) / "production"
        for path, data in taken.items():
            (beside / path).parent.mkdir(parents=True, exist_ok=True)
            (beside / path).write_bytes(data)
        made, findings = production_file.read(beside)
    if made is None or has_errors(findings):
        return Brought({}, None, tuple(findings)), left
    plan, kept = None, taken.pop(plan_file.FILE, None)
    if kept is not None:
        plan, _, slips = plan_file.read(kept, plan_file.FILE, made)
        findings += slips
    if has_errors(findings):
        return Brought({}, None, tuple(findings)), left
    return Brought(dict(taken), plan, tuple(findings)), left


def _strange(path: str) -> str:
    """Why a file of a production's folder is not one of the production; "" for one that is."""
    name, suffix = _name(path), Path(path).suffix.lower()
    if name == HISTORY:
        return "The history stays with the folder it came from; it begins anew here."
    if "/" in path:
        return "" if suffix in _SCRIPTS else "It lies in a folder of its own."
    if suffix in _TAKEN or name in (plan_file.FILE, LOG):
        return ""
    return "It is no file of a production."


def _imported(files: Files, wishes: Wishes) -> tuple[Brought, list[Left]]:
    scripts = {path: data for path, data in files.items() if Path(path).suffix.lower() in _SCRIPTS}
    boards = {path: data for path, data in files.items() if Path(path).suffix.lower() in uss.SUFFIXES}
    wanted = scripts or boards
    if not wanted:
        raise BundleError(
            "None of these is a screenplay (.fountain, .fdx), a board (.uss) or a production.toml: drop one of them."
        )
    if scripts and boards:
        both = ", ".join([*boards, *scripts][:6])
        raise BundleError(f"There are boards and screenplays: {both}. Drop the one to begin with.")
    if len(boards) > 1 or len(scripts) > MOST_SCRIPTS:
        many = ", ".join(list(wanted)[:6])
        raise BundleError(
            f"There are {len(wanted)} to choose from: {many}... Drop one, or the screenplay of each film."
        )
    left = [Left(path, "It is no screenplay.") for path in files if path not in wanted]
    with tempfile.TemporaryDirectory(prefix="coverset-") as name:
        dropped = []
        for number, (path, data) in enumerate(wanted.items(), start=1):
            own = Path(name) / f"dropped-{number}"
            own.mkdir()
            dropped.append(own / safe_name(path))
            dropped[-1].write_bytes(data)
        made = import_files(dropped, Path(name) / "production", wishes)
        return brought_into(Path(name) / "production", made), left


def _name(path: str) -> str:
    return path.rpartition("/")[2]
