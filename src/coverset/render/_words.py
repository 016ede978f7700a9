"""Plain words made fit for paper: nothing a file format could trip over or a reader be misled by."""

from __future__ import annotations

import re
from datetime import datetime

# Not allowed in XML, or invisible: control characters, lone surrogates, noncharacters, and the direction
# overrides (U+202A..202E, U+2066..2069) that can make a line read as something else.
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|\x0b|\x0c|\x85|\u2028|\u2029")


def clean(text: str) -> str:
    """The text with one kind of line end, tabs as spaces and unfit characters dropped."""
    return _UNFIT.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", "    ")


def one_line(text: str) -> str:
    """The text on a single line."""
    return " ".join(clean(text).split())


def short(text: str, most: int = 240) -> str:
    """The text on one line, cut with an ellipsis: for what stands on every page."""
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1]}…"


def written(moment: datetime) -> str:
    """A date and time as papers write them: ``Thu 3 Mar 2022, 18:40``; midnight is a date alone."""
    time = f", {moment:%H:%M}" if (moment.hour, moment.minute) != (0, 0) else ""
    return f"{moment:%a} {moment.day} {moment:%b %Y}{time}"


def break_long(text: str, longest: int) -> str:
    """The text with a permission to break (U+200B) inside every word longer than ``longest`` characters."""
    return re.sub(rf"\S{{{longest}}}(?=\S)", "\\g<0>\u200b", text)
