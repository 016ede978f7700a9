"""The first pass over Fountain text: bytes to numbered lines, with the boneyard and the notes taken out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coverset.findings import Severity
from coverset.formats._script import Report

MAX_LINES = 400_000
MAX_NOTES = 100_000
_OPENING = re.compile(r"/\*|\[\[")
_BLANK = re.compile(r"\n[ \t]?\n")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the source: its number from 1 and what is left of it."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A ``[[note]]`` of the source and the line it starts on."""

    number: int
    text: str


def decode(data: bytes, report: Report) -> str | None:
    """Bytes as text with plain line ends; None, with a finding, when they are not text at all.

    UTF-8 (with or without a byte order mark) and UTF-16 with one. Other bytes are read as Windows-1252,
    the usual case, with a warning at the first line concerned.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return _plain(data.decode("utf-16"))
        except UnicodeDecodeError:
            report.add("script-not-text", Severity.ERROR, "The UTF-16 text is broken; save it as UTF-8.")
            return None
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        sentence = "The file is not text (it holds a zero byte). Export the script as Fountain, in UTF-8."
        report.add("script-not-text", Severity.ERROR, sentence, line)
        return None
    try:
        return _plain(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        sentence = (
            "The file is not UTF-8 here; it is read as Windows-1252 (Western European). "
            "Check names with accents, or save the file as UTF-8."
        )
        report.add("script-encoding", Severity.WARNING, sentence, line)
        return _plain(data.decode("cp1252", errors="replace"))


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")


def strip(text: str, report: Report) -> tuple[list[Line], list[Note]]:
    """The lines that are left without boneyard and notes, each with its number in the file, and the notes.

    A line that held nothing else disappears, so a note between two lines does not part them. A note may
    span lines but not a blank one; ``[[`` that is never closed is text. A boneyard that is never closed
    runs to the end of the file, with a warning. Linear in the text.
    """
    kept: list[str] = []
    notes: list[Note] = []
    touched: set[int] = set()
    at, number, limit = 0, 1, 0
    while match := _OPENING.search(text, at):
        start = match.start()
        kept.append(text[at:start])
        number += text.count("\n", at, start)
        if match[0] == "/*":
            closing = text.find("*/", start + 2)
            if closing < 0:
                sentence = "The boneyard /* opened here is never closed with */: the rest is not read."
                report.add("boneyard-open", Severity.WARNING, sentence, number)
            end = len(text) if closing < 0 else closing + 2
        else:
            if start >= limit:
                blank = _BLANK.search(text, start)
                limit = blank.start() if blank else len(text)
            closing = text.find("]]", start + 2, limit)
            if closing < 0:
                kept.append(text[start:limit])
                number += text.count("\n", start, limit)
                at = limit
                continue
            end = closing + 2
            notes.append(Note(number, text[start + 2 : closing]))
            if len(notes) == MAX_NOTES:
                sentence = f"The script has over {MAX_NOTES:,} notes; from here on it is not read."
                report.add("script-too-many-notes", Severity.WARNING, sentence, number)
                text = text[:end]
            if text[end : end + 1] == " " and text[start - 1 : start] in ("", " ", "\n"):
                end += 1
        breaks = text.count("\n", start, end)
        touched.update(range(number, number + breaks + 1))
        kept.append("\n" * breaks)
        number += breaks
        at = end
    kept.append(text[at:])
    lines = "".join(kept).split("\n")
    return [Line(n, line) for n, line in enumerate(lines, 1) if line.strip() or n not in touched], notes
