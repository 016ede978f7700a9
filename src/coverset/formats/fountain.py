"""Fountain: a screenplay as plain text, read whole, with its notes as breakdown tags."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath

from coverset.findings import Finding, Severity
from coverset.formats._fountain_text import MAX_LINES, Line, Note, decode, strip
from coverset.formats._script import RawScene, Report, assemble, page_layout, read_note, too_large
from coverset.model.headings import speaker
from coverset.model.layout import DEFAULT_LAYOUT, Column, Element, Kind
from coverset.model.screenplay import Screenplay

KEY = "fountain"
TITLE = "Fountain screenplay"
SUFFIXES = (".fountain", ".spmd")

_HEADING = re.compile(r"(?:INT\.?/EXT|EXT\.?/INT|INT|EXT|EST|I/E)(?:[. ]|$)", re.IGNORECASE)
_HEADING_IN_TEXT = re.compile(r"(?:INT|EXT)[. ]{1,2}[A-Z0-9].{0,80} - [A-Z]")
_NUMBER = re.compile(r"#\s{0,3}([^\W_](?:[\w.:-]{0,30}))\s{0,3}#$")
_KEY = re.compile(r"([A-Za-z][A-Za-z0-9 _/()-]{0,40}):(.*)")
_TITLE_KEYS = frozenset(
    [
        "title",
        "credit",
        "author",
        "authors",
        "source",
        "notes",
        "draft",
        "date",
        "contact",
        "copyright",
        "revision",
        "episode",
        "font",
        "format",
    ]
) | {"draft date", "written by"}
_BOLD = re.compile(r"(?<!\\)\*{1,3}([^\s*](?:[^*\n]*[^\s*])?)\*{1,3}")
_UNDERLINE = re.compile(r"(?<![\w\\])_([^\s_](?:[^_\n]*[^\s_])?)_(?!\w)")
_LONGEST_LINE = 20_000
_ESCAPE = re.compile(r"\\([*_\\])")


def sniff(head: bytes) -> bool:
    """Whether a file's first bytes look like Fountain: text with a title page or a scene heading in it."""
    if b"\0" in head or head.lstrip()[:1] in (b"<", b"{"):
        return False
    lines = head.decode("utf-8-sig", errors="replace").splitlines()
    first = next((line for line in lines if line.strip()), "")
    key = _KEY.match(first)
    if key and key[1].strip().casefold() in _TITLE_KEYS:
        return True
    return any(_HEADING.match(line.strip()) for line in lines)


def read_script(data: bytes, name: str, *, layout: str = "") -> tuple[Screenplay | None, list[Finding]]:
    """Read a Fountain file: its scenes in order, who speaks, tags from ``[[notes]]``, lengths in eighths.

    ``data`` are the bytes of the file, ``name`` its name in findings, ``layout`` a key of
    ``coverset.model.layout.LAYOUTS`` ("" is the default). Answers the screenplay and the findings; no
    screenplay only when the file cannot be read at all. Never raises for what the file holds; time and
    memory grow linearly with it. Syntax: fountain.io, version 1.1: title page, headings (also forced with
    a full stop) with numbers between ``#``, cues (forced with ``@``), dual dialogue, parentheticals,
    lyrics, transitions, centred text, sections, synopses, page breaks, notes, boneyard, emphasis.
    """
    report = Report(name)
    page = page_layout(layout or DEFAULT_LAYOUT, report)
    if page is None or too_large(data, report):
        return None, report.findings()
    text = decode(data, report)
    if text is None:
        return None, report.findings()
    if text.count("\n") > MAX_LINES:
        sentence = f"The file has more than {MAX_LINES:,} lines; no screenplay is that long. It is not read."
        report.add("script-too-large", Severity.ERROR, sentence)
        return None, report.findings()
    lines, notes = strip(text, report)
    title_page, start = _title_page(lines)
    reader = _Reader(lines, start, report)
    reader.read()
    _place_notes(reader, notes, report)
    title = next((value for key, value in title_page if key.casefold() == "title" and value), "")
    said = [] if title else ["The script has no title: the file's name is used."]
    if reader.spoken_before:
        sentence = "There is dialogue before the first scene heading: it is in no scene. Give it a heading."
        report.add("text-before-scenes", Severity.WARNING, sentence, reader.spoken_before)
    script = assemble(
        report,
        reader.scenes,
        page,
        title=title or PurePath(name).stem,
        title_page=title_page,
        assumptions=said,
    )
    return script, report.findings()


def plain(text: str) -> str:
    """A line without its emphasis marks: ``**_loud_**`` is ``loud``; an escaped star is a star."""
    if len(text) > _LONGEST_LINE:
        return text
    if "*" in text:
        text = _BOLD.sub(r"\1", text)
    if "_" in text:
        text = _UNDERLINE.sub(r"\1", text)
    return _ESCAPE.sub(r"\1", text) if "\\" in text else text


def _title_page(lines: Sequence[Line]) -> tuple[list[tuple[str, str]], int]:
    """The title page, its continuation lines joined, and the index of the line after it."""
    start = next((at for at, line in enumerate(lines) if line.text.strip()), len(lines))
    if start == len(lines):
        return [], start
    first = _KEY.match(lines[start].text)
    following = lines[start + 1].text if start + 1 < len(lines) else ""
    if not first or lines[start].text[0].isspace():
        return [], start
    known = first[1].strip().casefold() in _TITLE_KEYS
    if not known and not first[2].strip() and not (following[:1].isspace() and following.strip()):
        return [], start
    if not known and (first[1].isupper() or _HEADING.match(first[1])):
        return [], start
    pairs: list[tuple[str, list[str]]] = []
    for at in range(start, len(lines)):
        text = lines[at].text
        if not text.strip():
            return [(key, plain(" ".join(filter(None, values)))) for key, values in pairs], at
        match = None if text[0].isspace() else _KEY.match(text)
        if match:
            pairs.append((match[1].strip(), [match[2].strip()]))
        else:
            pairs[-1][1].append(text.strip())
    return [(key, plain(" ".join(filter(None, values)))) for key, values in pairs], len(lines)


class _Reader:
    """One pass over the lines: what each of them is follows from itself, the one before and the one after."""

    def __init__(self, lines: Sequence[Line], start: int, report: Report) -> None:
        self.lines = lines
        self.start = start
        self.report = report
        self.scenes: list[RawScene] = []
        self.spoken_before: int | None = None
        self._speech: Column | None = None
        self._speech_at = 0
        self._earlier: list[Element] = []
        self._open: list[str] = []

    def read(self) -> None:
        """Fill ``scenes``; paragraphs before the first heading belong to none."""
        blank_before = True
        for at in range(self.start, len(self.lines)):
            line = self.lines[at]
            text = line.text.strip()
            if not text:
                if self._speech is None or len(line.text) < 2 or blank_before:
                    self._speech = None
                    blank_before = True
                else:
                    self._add("dialogue", "")
                continue
            blank_after = at + 1 >= len(self.lines) or not self.lines[at + 1].text.strip()
            blank_before = self._line(line, text, blank_before, blank_after)
        self._close()

    def _line(self, line: Line, text: str, blank_before: bool, blank_after: bool) -> bool:
        """Take in one line; answers whether the next one stands as after a blank line."""
        first = text[0]
        if first == "=" and self._structure(text):
            return True
        if first == "#" and self._speech is None:
            return True
        if self._speech is not None:
            self._spoken(text)
            return False
        if blank_before and first == "." and text[1:2].isalnum():
            self._heading(line, text[1:])
            return True
        if blank_before and _HEADING.match(text):
            self._heading(line, text)
            return True
        if first == "!":
            self._action(plain(text[1:]), blank_before)
        elif first == ">":
            centred = text.endswith("<") and len(text) > 1
            self._add("centred" if centred else "transition", plain(text.strip("><").strip()))
        elif first == "~":
            self._add("lyrics", plain(text[1:].strip()))
        elif blank_before and not blank_after and (first == "@" or _is_cue(text)):
            self._cue(line, text)
        elif blank_before and blank_after and text.endswith("TO:") and text.isupper():
            self._add("transition", plain(text))
        else:
            if not blank_before and _HEADING_IN_TEXT.match(text) and text.isupper():
                sentence = (
                    f"{text[:60]!r} looks like a scene heading, but no blank line stands before it: "
                    "it is read as action. Put a blank line above it."
                )
                self.report.add("heading-in-text", Severity.WARNING, sentence, line.number)
            self._action(plain(line.text.rstrip()), blank_before)
        return False

    def _structure(self, text: str) -> bool:
        """Page breaks (``===``) and synopses (``= ...``): neither is printed as text."""
        if len(text) >= 3 and not text.strip("="):
            self._speech = None
            return True
        if text[1:2] == "=" or self._speech is not None:
            return False
        if self.scenes:
            self.scenes[-1].synopsis.append(plain(text[1:].strip()))
        return True

    def _heading(self, line: Line, text: str) -> None:
        self._close()
        text = plain(text.strip())
        number = _NUMBER.search(text[-60:])
        if number:
            text = text[: len(text) - len(number[0])].rstrip()
        self.scenes.append(RawScene(text, line.number, number[1] if number else None))
        self._speech_at = 0

    def _cue(self, line: Line, text: str) -> None:
        self._close()
        if not self.scenes and self.spoken_before is None:
            self.spoken_before = line.number
        elements = self._elements()
        cue = plain(text.lstrip("@").strip())
        column: Column = ""
        if cue.endswith("^"):
            cue = cue.rstrip("^ ")
            before = elements[self._speech_at :]
            if before and before[0].kind == "character" and not before[0].column:
                elements[self._speech_at :] = [Element(part.kind, part.text, "left") for part in before]
                column = "right"
        self._speech = column
        self._speech_at = len(elements)
        elements.append(Element("character", cue, column))

    def _spoken(self, text: str) -> None:
        kind: Kind = "dialogue"
        if text[0] == "(" and text[-1] == ")":
            kind = "parenthetical"
        elif text[0] == "~":
            kind, text = "lyrics", text[1:].strip()
        self._add(kind, plain(text))

    def _action(self, text: str, blank_before: bool) -> None:
        if not blank_before and self._open:
            self._open.append(text)
            return
        self._add("action", text)
        self._open = [text]

    def _close(self) -> None:
        """Join the lines of the action paragraph that is being read, once: joining at each is quadratic."""
        if len(self._open) > 1:
            self._elements()[-1] = Element("action", "\n".join(self._open))
        self._open = []

    def _add(self, kind: Kind, text: str) -> None:
        self._close()
        elements = self._elements()
        if self._speech is None:
            self._speech_at = len(elements) + 1
        elements.append(Element(kind, text, self._speech or ""))

    def _elements(self) -> list[Element]:
        return self.scenes[-1].elements if self.scenes else self._earlier


def _is_cue(text: str) -> bool:
    """Whether a line is a role's name in capitals, with what stands in parentheses set aside."""
    name = text.partition("(")[0].rstrip(" ^")
    return len(name) <= 100 and name.isupper() and not text.endswith(":") and bool(speaker(text))


def _place_notes(reader: _Reader, notes: Sequence[Note], report: Report) -> None:
    """Give each note to the scene it stands in; both are in the order of the file."""
    scene = -1
    for note in notes:
        while scene + 1 < len(reader.scenes) and reader.scenes[scene + 1].line <= note.number:
            scene += 1
        read_note(reader.scenes[scene] if scene >= 0 else None, note.text, note.number, report)
