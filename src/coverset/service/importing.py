"""Importing: a screenplay or a board becomes a production that people can edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from coverset.findings import Finding, Place, Severity, has_errors, in_order
from coverset.formats import plan as plan_file
from coverset.formats import production, uss
from coverset.formats._draft import from_screenplay
from coverset.model.production import Production
from coverset.model.screenplay import Screenplay
from coverset.service.opening import MAX_BYTES, WHAT_OPENS, Wishes, open_path
from coverset.store.files import write_whole


@dataclass(frozen=True)
class Imported:
    """What an import came to: the production and the files written, or findings that stopped it."""

    findings: tuple[Finding, ...]
    production: Production | None = None
    written: tuple[Path, ...] = ()


def import_files(paths: Sequence[Path], folder: Path, wishes: Wishes, *, force: bool = False) -> Imported:
    """Write an editable production of one screenplay a film, or of one board with its plan.

    Nothing is written when there are errors, or over a production that is there already unless ``force``.
    """
    if len(paths) == 1 and paths[0].suffix.lower() in uss.SUFFIXES:
        return _board(paths[0], folder, wishes, force)
    found: list[Finding] = []
    scripts: dict[str, tuple[str, Screenplay]] = {}
    copies: dict[str, tuple[str, bytes]] = {}
    for number, path in enumerate(paths, start=1):
        data = _bytes(path, found)
        script, slips = (
            (None, []) if data is None else production.read_any_script(data, path.name, layout=wishes.layout)
        )
        found += slips
        if script is not None and data is not None:
            name = (
                path.name
                if path.name not in {kept for kept, _ in copies.values()}
                else f"{number}-{path.name}"
            )
            scripts[f"F{number}"], copies[f"F{number}"] = (name, script), (name, data)
    if has_errors(found) or not scripts:
        return Imported(tuple(in_order(found)))
    made = from_screenplay(scripts, today=wishes.today or date.today(), kind=wishes.kind)
    written, more = production.write(made, folder, scripts=copies, layout=wishes.layout, force=force)
    found = in_order([*found, *more])
    return Imported(tuple(found), None if has_errors(more) else made, written)


def _board(path: Path, folder: Path, wishes: Wishes, force: bool) -> Imported:
    opened = open_path(path, wishes)
    if opened.stopped or opened.production is None:
        return Imported(opened.findings)
    made = opened.production
    written, more = production.write(replace(made, private=()), folder, force=force)
    if has_errors(more):
        return Imported(tuple(in_order([*opened.findings, *more])))
    if opened.plan is not None:
        target = folder / plan_file.FILE
        write_whole(target, plan_file.write(opened.plan, made))
        written = (*written, target)
    return Imported(tuple(in_order([*opened.findings, *more])), made, written)


def _bytes(path: Path, found: list[Finding]) -> bytes | None:
    try:
        if path.is_dir():
            sentence = f"{path} is a folder; give a screenplay (.fountain, .fdx) or a board (.uss)."
        elif path.stat().st_size > MAX_BYTES:
            sentence = f"{path.name} is larger than {MAX_BYTES // 2**20} MB."
        else:
            return path.read_bytes()
    except OSError as error:
        sentence = f"{path} cannot be read: {error.strerror}; give {WHAT_OPENS}."
    found.append(Finding("cannot-open", Severity.ERROR, sentence, Place(str(path))))
    return None
