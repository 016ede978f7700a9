"""Opening whatever the user points at: a production folder, a board, a screenplay or a plan file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from coverset.findings import Finding, Place, Severity, has_errors, in_order
from coverset.formats import draft, plan, production, uss
from coverset.formats.scripts import read_script
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.model.questions import ask

MAX_BYTES = 64 * 1024 * 1024
"""Larger files are refused: the longest real board or screenplay is a hundredth of this."""

WHAT_OPENS = "a production folder, a board (.uss), a screenplay (.fountain, .fdx) or a plan (.json)"


@dataclass(frozen=True)
class Opened:
    """What was opened. ``production`` is None when errors stop it; ``plan`` is the board that came with it.

    ``kind`` is "folder", "uss", "screenplay" or "plan"; ``folder`` the production's own folder, if any.
    """

    path: Path
    kind: str
    findings: tuple[Finding, ...]
    production: Production | None = None
    plan: Plan | None = None
    extras: tuple[tuple[str, object], ...] = ()
    folder: Path | None = None

    @property
    def stopped(self) -> bool:
        """Whether errors stop any further work."""
        return self.production is None or has_errors(self.findings)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user may say about a bare screenplay or board: page layout, kind of production, today."""

    layout: str = ""
    kind: str = "independent"
    today: date | None = None
    board: str = ""


def open_path(path: Path, wishes: Wishes | None = None) -> Opened:
    """Open what the path leads to, and say everything that is wrong with it at once."""
    wishes = wishes or Wishes()
    if not path.exists():
        return _refused(path, "", f"{path} does not exist; give {WHAT_OPENS}.")
    if path.is_dir():
        return _folder(path)
    if path.name == "production.toml":
        return _folder(path.parent)
    try:
        if path.stat().st_size > MAX_BYTES:
            return _refused(
                path, "", f"{path.name} is larger than {MAX_BYTES // 2**20} MB; give {WHAT_OPENS}."
            )
        data = path.read_bytes()
    except OSError as error:
        return _refused(path, "", f"{path} cannot be read: {error.strerror}.")
    today = wishes.today or date.today()
    head = data[:4096]
    if path.suffix.lower() in plan.SUFFIXES and plan.sniff(head):
        return _plan_file(path, data)
    if path.suffix.lower() in uss.SUFFIXES or uss.sniff(head):
        made, board, findings = uss.read(data, path.name, today=today, board=wishes.board)
        return _asked(Opened(path, "uss", tuple(findings), made, board))
    screenplay, findings = read_script(data, path.name, layout=wishes.layout)
    if screenplay is None:
        return Opened(path, "screenplay", tuple(in_order(findings)))
    made = draft.from_screenplay(screenplay, kind=wishes.kind, today=today)
    return _asked(Opened(path, "screenplay", tuple(findings), made))


def _folder(folder: Path) -> Opened:
    made, findings = production.read(folder)
    opened = Opened(folder, "folder", tuple(findings), made, folder=folder)
    kept = folder / "plan.json"
    if made is not None and kept.is_file():
        board, extras, more = plan.read(kept.read_bytes(), kept.name, made)
        opened = replace(
            opened, plan=board, extras=tuple(extras.items()), findings=opened.findings + tuple(more)
        )
    return _asked(opened)


def _plan_file(path: Path, data: bytes) -> Opened:
    if not (path.parent / "production.toml").is_file():
        hint = "Keep the plan beside its production.toml, or give the production's folder."
        return _refused(path, "plan", f"{path.name} is a plan without its production. {hint}")
    made, findings = production.read(path.parent)
    if made is None:
        return Opened(path, "plan", tuple(in_order(findings)), folder=path.parent)
    board, extras, more = plan.read(data, path.name, made)
    return _asked(
        Opened(path, "plan", tuple(findings) + tuple(more), made, board, tuple(extras.items()), path.parent)
    )


def _asked(opened: Opened) -> Opened:
    if opened.production is None or has_errors(opened.findings):
        return replace(opened, findings=tuple(in_order(opened.findings)))
    asked = ask(opened.production)
    return replace(opened, findings=tuple(in_order(opened.findings + tuple(asked))))


def _refused(path: Path, kind: str, sentence: str) -> Opened:
    finding = Finding("cannot-open", Severity.ERROR, sentence, Place(str(path)))
    return Opened(path, kind, (finding,))
