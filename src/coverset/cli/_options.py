"""What an option may be, said before any work is done: a wrong one ends with the usage status."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import typer


def a_date(word: str) -> datetime:
    """A date as people write it on the command line; a wrong one ends with the usage status."""
    try:
        return datetime.strptime(word.strip(), "%Y-%m-%d")
    except ValueError:
        raise typer.BadParameter(f"{word!r} is no date of the calendar: write 2020-02-24") from None


def check_kind(kind: str) -> None:
    """Refuse a kind of production that has no pace."""
    from coverset.findings import nearest
    from coverset.model.pace import paces

    if kind not in paces():
        raise typer.BadParameter(
            f"there is no kind {kind!r}; {nearest(kind, paces(), limit=9)}", param_hint="--kind"
        )


def check_folder(folder: Path) -> None:
    """Refuse a folder that cannot be written to."""
    if folder.exists() and not folder.is_dir():
        raise typer.BadParameter(f"{folder} is a file; give a folder", param_hint="-o")
    around = next((place for place in (folder, *folder.absolute().parents) if place.is_dir()), Path("/"))
    if not os.access(around, os.W_OK | os.X_OK) or str(folder.absolute()).startswith(("/proc/", "/sys/")):
        raise typer.BadParameter(f"{folder} cannot be written to; give another folder", param_hint="-o")
