"""What was recorded in a production's folder, edit by edit, so that the last one can be taken back to the letter."""

from __future__ import annotations

import difflib
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from coverset.store.files import write_whole

FILE = "recorded.jsonl"
MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One edit: its sentence, who, when and why, and the lines of stunts.toml that it replaced.

    ``lines`` are stretches of the text after the edit, from and to, with the lines that stood there before.
    ``before`` and ``after`` are the SHA-256 of the text.
    """

    sentence: str
    by: str
    on: str
    why: str
    before: str
    after: str
    lines: tuple[tuple[int, int, tuple[str, ...]], ...]


def digest(text: str) -> str:
    """The SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def entry(sentence: str, by: str, on: str, why: str, before: str, after: str) -> Entry:
    """The entry of an edit that turns one text into another."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    matcher = difflib.SequenceMatcher(None, new, old, autojunk=False)
    lines = tuple(
        (first, last, tuple(old[was:till]))
        for kind, first, last, was, till in matcher.get_opcodes()
        if kind != "equal"
    )
    return Entry(sentence, by, on, why, digest(before), digest(after), lines)


def taken_back(last: Entry, text: str) -> str:
    """The text before an edit. Raises ValueError when the text is not the one that the edit left."""
    if digest(text) != last.after:
        raise ValueError("the text has been changed since")
    lines = text.splitlines(keepends=True)
    for first, end, old in reversed(last.lines):
        lines[first:end] = old
    before = "".join(lines)
    if digest(before) != last.before:
        raise ValueError("the journal does not fit the text")
    return before


def entries(folder: Path) -> list[Entry]:
    """Everything recorded in a folder, oldest first. Raises ValueError for a journal that is damaged."""
    path = folder / FILE
    if not path.is_file():
        return []
    if path.stat().st_size > MOST_BYTES:
        raise ValueError(f"{FILE} is larger than {MOST_BYTES // 1_000_000} MB")
    try:
        return [_read(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line]
    except (ValueError, TypeError, KeyError, RecursionError) as trouble:
        raise ValueError(f"{FILE} is damaged: {trouble}") from trouble


def _read(row: dict[str, Any]) -> Entry:
    words = {name: str(row[name]) for name in ("sentence", "by", "on", "why", "before", "after")}
    lines = tuple(
        (int(first), int(last), tuple(str(line) for line in old)) for first, last, old in row["lines"]
    )
    return Entry(**words, lines=lines)


def write(folder: Path, found: list[Entry]) -> None:
    """Keep entries as the folder's journal, whole or not at all."""
    text = "".join(json.dumps(asdict(each), ensure_ascii=False) + "\n" for each in found)
    write_whole(folder / FILE, text.encode())
