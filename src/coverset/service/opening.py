"""Opening whatever the user points at: a production folder, a board, a screenplay or a plan file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from coverset.findings import Finding, Place, Severity, has_errors, in_order
from coverset.formats import _pins_file as pins_file
from coverset.formats import events as events_file
from coverset.formats import plan as plan_file
from coverset.formats import production, uss
from coverset.formats._draft import from_screenplay
from coverset.model.event import Event
from coverset.model.events import take_all
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.model.progress import as_shot
from coverset.model.questions import ask

MAX_BYTES = 64 * 1024 * 1024
"""Larger files are refused: the longest real board or screenplay is a hundredth of this."""

WHAT_OPENS = "a production folder, a board (.uss), a screenplay (.fountain, .fdx) or a plan (.json)"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user may say about a bare screenplay or board: page layout, kind of production, today."""

    layout: str = ""
    kind: str = "independent"
    today: date | None = None
    board: str = ""


@dataclass(frozen=True)
class Opened:
    """What was opened. ``production`` is None when errors stop it; ``plan`` is the board that came with it.

    ``kind`` is "folder", "uss", "screenplay" or "plan"; ``folder`` the production's own folder, if any.
    ``provenance`` is what a plan file says of how it came about.
    """

    path: Path
    kind: str
    findings: tuple[Finding, ...]
    production: Production | None = None
    plan: Plan | None = None
    provenance: Mapping[str, Any] | None = None
    folder: Path | None = None
    wishes: Wishes = Wishes()

    @property
    def stopped(self) -> bool:
        """Whether errors stop any further work."""
        return self.production is None or has_errors(self.findings)

    @property
    def from_board(self) -> bool:
        """Whether it goes back to an imported board, whose day lengths are kept."""
        source = (self.provenance or {}).get("source") or {}
        return self.kind == "uss" or Path(str(source.get("path", ""))).suffix.lower() in uss.SUFFIXES

    def source(self, folder: Path) -> dict[str, Any]:
        """How a plan written into a folder finds its production again: past any plan it was made from."""
        earlier = (self.provenance or {}).get("source")
        if self.folder is None and self.kind == "plan" and isinstance(earlier, dict):
            origin = self.path.parent / str(earlier.get("path", ""))
            return {**earlier, "path": os.path.relpath(origin, folder)}
        wishes = asdict(self.wishes)
        wishes["today"] = self.wishes.today.isoformat() if self.wishes.today else None
        return {"path": os.path.relpath(self.folder or self.path, folder), "wishes": wishes}


def open_path(path: Path, wishes: Wishes | None = None) -> Opened:
    """Open what the path leads to, and say everything that is wrong with it at once."""
    wishes = wishes or Wishes()
    if wishes.today is None:
        wishes = replace(wishes, today=date.today())
    opened = replace(_open(path, wishes), wishes=wishes)
    if wishes.board and opened.kind not in ("", "uss"):
        opened = replace(opened, findings=(*opened.findings, _one_board(path, opened.kind, wishes.board)))
    if opened.production is None or has_errors(opened.findings):
        return replace(opened, findings=tuple(in_order(opened.findings)))
    return replace(opened, findings=tuple(in_order((*opened.findings, *ask(opened.production)))))


def _open(path: Path, wishes: Wishes) -> Opened:
    opened = _read(path, wishes)
    return _with_pins(opened) if opened.path == path else opened


def _with_pins(opened: Opened) -> Opened:
    """With the pins kept beside a board, screenplay or plan that has no folder of its own."""
    if opened.production is None or opened.folder is not None or not opened.path.name:
        return opened
    beside = opened.path.with_suffix(pins_file.SUFFIX)
    if not beside.is_file():
        return opened
    try:
        pins, findings = pins_file.read(beside.read_bytes(), beside.name, opened.production)
    except OSError as error:
        sentence = f"{beside} cannot be read: {error.strerror}."
        slip = Finding("cannot-open", Severity.ERROR, sentence, Place(str(beside)))
        return replace(opened, findings=(*opened.findings, slip))
    made = replace(opened.production, pins=tuple(dict.fromkeys((*opened.production.pins, *pins))))
    return replace(opened, production=made, findings=(*opened.findings, *findings))


def _read(path: Path, wishes: Wishes) -> Opened:
    if not path.exists():
        return _refused(path, "", f"{path} does not exist; give {WHAT_OPENS}.")
    if path.is_dir() or path.name == production.FILE:
        return _folder(path if path.is_dir() else path.parent, wishes)
    try:
        if path.stat().st_size > MAX_BYTES:
            return _refused(
                path, "", f"{path.name} is larger than {MAX_BYTES // 2**20} MB; give {WHAT_OPENS}."
            )
        data = path.read_bytes()
    except OSError as error:
        return _refused(path, "", f"{path} cannot be read: {error.strerror}.")
    if path.suffix.lower() in plan_file.SUFFIXES and plan_file.sniff(data[:4096]):
        return _plan(path, data, wishes)
    if path.suffix.lower() in uss.SUFFIXES or uss.sniff(data[:4096]):
        made, board, findings = uss.read(data, path.name, today=wishes.today, board=wishes.board or None)
        return Opened(path, "uss", tuple(findings), made, board)
    return _screenplay(path, data, wishes)


def _screenplay(path: Path, data: bytes, wishes: Wishes) -> Opened:
    script, findings = production.read_any_script(data, path.name, layout=wishes.layout)
    if any(finding.code == "script-format-unknown" for finding in findings):
        return _refused(path, "", f"{path.name} is nothing that Coverset reads; give {WHAT_OPENS}.")
    if script is None or has_errors(findings):
        return Opened(path, "screenplay", tuple(findings))
    made = from_screenplay(script, today=wishes.today or date.today(), kind=wishes.kind)
    return Opened(path, "screenplay", tuple(findings), made)


def _folder(folder: Path, wishes: Wishes) -> Opened:
    kept = folder / plan_file.FILE
    if not production.is_production(folder) and kept.is_file():
        return _open(kept, wishes)
    made, findings = production.read(folder, layout=wishes.layout, today=wishes.today)
    opened = Opened(folder, "folder", tuple(findings), made, folder=folder)
    return _with_plan(opened, kept.name, kept.read_bytes()) if made is not None and kept.is_file() else opened


def _plan(path: Path, data: bytes, wishes: Wishes) -> Opened:
    if production.is_production(path.parent):
        opened = _folder(path.parent, wishes)
        return (
            opened if opened.production is None else replace(_with_plan(opened, path.name, data), path=path)
        )
    _, extras, findings = plan_file.read(data, path.name)
    source = (extras.get("provenance") or {}).get("source") or {}
    where = path.parent / str(source.get("path", "")) if isinstance(source, dict) and source else None
    if where is None or not where.exists() or where.resolve() == path.resolve():
        lost = f" It was made from {where}, which is not there now." if where else ""
        hint = "Keep the plan beside its production.toml, or give the production's folder."
        slip = Finding(
            "plan-without-production",
            Severity.ERROR,
            f"{path.name} is a plan without its production.{lost} {hint}",
            Place(str(path)),
        )
        return Opened(path, "plan", (*findings, slip))
    opened = _open(where, _wishes(source.get("wishes"), wishes))
    if source.get("events") and opened.production is not None:
        opened = _happened(opened, path.parent / str(source["events"]))
    return (
        opened
        if opened.production is None
        else replace(_with_plan(opened, path.name, data), path=path, kind="plan")
    )


def _happened(opened: Opened, path: Path) -> Opened:
    """With what had happened when the plan was made again, from the file that was kept beside it."""
    assert opened.production is not None
    events, findings = read_events(path)
    made, slips = take_all(opened.production, events)
    return replace(opened, production=made, findings=(*opened.findings, *findings, *slips))


def read_events(path: Path) -> tuple[tuple[Event, ...], list[Finding]]:
    """The events of a file beside the production's own, all of them whatever it says is in force."""
    try:
        if path.stat().st_size > MAX_BYTES:
            slip = f"{path.name} is larger than {MAX_BYTES // 2**20} MB; no list of events needs more."
            return (), [Finding("file-too-large", Severity.ERROR, slip, Place(str(path)))]
        data = path.read_bytes()
    except OSError as trouble:
        slip = f"{path} cannot be read: {trouble.strerror}."
        return (), [Finding("file-unreadable", Severity.ERROR, slip, Place(str(path)))]
    found, findings = events_file.read(data, str(path))
    return found.events, findings


def _wishes(kept: object, now: Wishes) -> Wishes:
    if not isinstance(kept, dict):
        return now
    try:
        today = date.fromisoformat(str(kept.get("today")))
    except ValueError:
        today = now.today or date.today()
    layout, kind, board = (str(kept.get(key) or "") for key in ("layout", "kind", "board"))
    return Wishes(layout, kind or now.kind, today, board)


def _with_plan(opened: Opened, name: str, data: bytes) -> Opened:
    board, extras, findings = plan_file.read(data, name, opened.production)
    if board is not None and opened.production is not None and opened.production.progress:
        board = as_shot(opened.production, board)
    return replace(
        opened, plan=board, provenance=extras.get("provenance"), findings=(*opened.findings, *findings)
    )


def _one_board(path: Path, kind: str, board: str) -> Finding:
    """That a board was chosen by name where there is but one, or none."""
    what = {"folder": "a production's folder", "plan": "a plan"}.get(kind, f"a {kind}")
    sentence = f"{path} is {what} and holds no board {board!r} to choose: only a .uss file holds several. Leave --board out."
    return Finding("board-unknown", Severity.ERROR, sentence, Place(str(path)), (board,))


def _refused(path: Path, kind: str, sentence: str) -> Opened:
    return Opened(path, kind, (Finding("cannot-open", Severity.ERROR, sentence, Place(str(path))),))
