"""How long a scene is on the printed page: page layouts as data, and eighths measured with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Kind = Literal[
    "heading",
    "action",
    "character",
    "parenthetical",
    "dialogue",
    "lyrics",
    "transition",
    "shot",
    "centred",
    "general",
    "cast list",
    "act",
]
Column = Literal["", "left", "right"]


@dataclass(frozen=True, slots=True)
class Element:
    """One printed paragraph of a script. ``column`` says which side of a dual dialogue it stands on."""

    kind: Kind
    text: str
    column: Column = ""


@dataclass(frozen=True, slots=True)
class Block:
    """How a kind of paragraph is set: ``width`` in characters, 10 to the inch; blank lines ``before`` it."""

    width: int
    before: int


@dataclass(frozen=True, slots=True)
class Layout:
    """A page: lines of 1/6 inch, and how each kind of paragraph is set on it.

    ``source`` says which program's page this is. A kind that ``blocks`` does not name is set as action.
    ``dual_width`` is the width of one of the two columns of dual dialogue.
    """

    key: str
    title: str
    lines_per_page: int
    blocks: Mapping[str, Block]
    source: str
    dual_width: int = 29

    def block(self, kind: str) -> Block:
        """How one kind of paragraph is set on this page."""
        return self.blocks.get(kind) or self.blocks["action"]


def _blocks(
    action: int, dialogue: int, parenthetical: int, cue: int, heading_before: int, shot_before: int = 1
) -> Mapping[str, Block]:
    return MappingProxyType(
        {
            "heading": Block(action, heading_before),
            "action": Block(action, 1),
            "character": Block(cue, 1),
            "parenthetical": Block(parenthetical, 0),
            "dialogue": Block(dialogue, 0),
            "lyrics": Block(dialogue, 0),
            "transition": Block(20, 1),
            "shot": Block(action, shot_before),
            "centred": Block(action, 1),
            "general": Block(action, 0),
            "cast list": Block(action, 0),
            "act": Block(action, 1),
        }
    )


DEFAULT_LAYOUT = "final-draft-letter"

# Lines a page and widths as read in each program's own template or source (12 point, 6 lines to the inch).
LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        layout.key: layout
        for layout in (
            Layout(
                "final-draft-letter",
                "Final Draft, US Letter",
                54,
                _blocks(60, 35, 25, 38, 2, 2),
                "Final Draft 9's screenplay template: margins of 72 points, two blank lines above a heading",
            ),
            Layout(
                "final-draft-a4",
                "Final Draft, A4",
                58,
                _blocks(60, 36, 20, 35, 2),
                "a Final Draft 13 document: margins 75 and 65 points, two blank lines above a heading",
            ),
            Layout(
                "fountain-reference",
                "Fountain reference paginator",
                53,
                _blocks(59, 34, 29, 34, 2),
                "the paginator published with the Fountain reference code, US Letter",
            ),
            Layout(
                "beat-letter", "Beat, US Letter", 55, _blocks(63, 35, 28, 38, 2), "Beat's screenplay style"
            ),
            Layout("beat-a4", "Beat, A4", 58, _blocks(60, 35, 28, 38, 2), "Beat's screenplay style"),
            Layout(
                "afterwriting-letter",
                "afterwriting, US Letter",
                55,
                _blocks(61, 36, 26, 33, 1),
                "afterwriting's print profile; one blank line above a heading",
            ),
            Layout(
                "afterwriting-a4",
                "afterwriting, A4",
                57,
                _blocks(58, 36, 26, 33, 1),
                "afterwriting's print profile; one blank line above a heading",
            ),
            Layout(
                "screenplain",
                "screenplain",
                55,
                _blocks(61, 36, 48, 42, 1),
                "screenplain's PDF writer; one blank line above a heading",
            ),
            Layout(
                "trelby-a4",
                "Trelby, A4",
                61,
                _blocks(60, 35, 25, 38, 1),
                "Trelby's default configuration; header lines count as lines of the page",
            ),
        )
    }
)


def wrapped_lines(text: str, width: int) -> int:
    """How many lines a paragraph takes at a width, in characters.

    Words are kept whole and go to the next line when they do not fit; one longer than a line is broken.
    A line break in the text is a line break on paper; an empty text is one line. Linear in the text.
    """
    lines = 0
    for paragraph in text.split("\n"):
        if len(paragraph) <= width:
            lines += 1
            continue
        lines += 1
        used = 0
        for word in paragraph.split():
            size = len(word)
            if used and used + 1 + size <= width:
                used += 1 + size
                continue
            if used:
                lines += 1
            if size > width:
                lines += (size - 1) // width
                size -= (size - 1) // width * width
            used = size
    return lines


def printed_lines(elements: Sequence[Element], layout: Layout) -> int:
    """How many lines of paper a run of paragraphs takes, with the blank lines above each of them.

    The blank lines above a heading count with the scene that the heading opens. Dual dialogue is as tall
    as its taller column. Page breaks, (MORE), (CONTINUED) and headers are not counted: this is length,
    not pagination.
    """
    total = 0
    columns = {"left": 0, "right": 0}
    for element in elements:
        block = layout.block(element.kind)
        if element.column:
            width = min(block.width, layout.dual_width)
            if element.kind == "character" and element.column == "left" and columns["right"]:
                total += max(columns.values())
                columns = {"left": 0, "right": 0}
            columns[element.column] += block.before + wrapped_lines(element.text, width)
            continue
        total += max(columns.values()) + block.before + wrapped_lines(element.text, block.width)
        columns = {"left": 0, "right": 0}
    return total + max(columns.values())


def eighths_of(lines: int, layout: Layout) -> int:
    """Printed lines as eighths of a page: the nearest eighth, half an eighth counts up, never less than one.

    With 54 lines to the page an eighth is 6.75 lines. Source: a page is eight parts and a shorter scene is
    still one eighth (the convention of breakdown sheets); nearest with ties up is Beat's rule, and gives the
    stored length of Final Draft documents in 12 of 14 scenes compared, never more than one eighth off.
    Other programs round ties down or always up. Because of the rounding, scenes need not sum to the pages.
    """
    return max(1, (16 * lines + layout.lines_per_page) // (2 * layout.lines_per_page))


def measure(elements: Sequence[Element], layout: Layout) -> int:
    """The length of a scene in eighths of a page, from its paragraphs (heading first) and a page layout."""
    return eighths_of(printed_lines(elements, layout), layout)


def plain_text(elements: Iterable[Element]) -> str:
    """Paragraphs as plain Fountain: blank lines between paragraphs, speeches under their cues.

    What would be read as something else is forced with Fountain's own marks (``!`` action, ``@`` cue,
    ``>`` transition, ``> <`` centred, a backslash before ``*`` and ``_``), so that reading the text again
    gives the same paragraphs (unless the words themselves hold ``[[``, which Fountain cannot escape).
    """
    lines: list[str] = []
    speech = False
    for element in elements:
        text = _escaped(element.text)
        if element.kind in ("parenthetical", "dialogue", "lyrics") and speech:
            body = text if element.kind != "lyrics" else "\n".join("~" + line for line in text.split("\n"))
            lines += [line if line.strip() else "  " for line in body.split("\n")]
            continue
        if lines:
            lines.append("")
        speech = element.kind == "character"
        mark = " ^" if element.column == "right" else ""
        if element.kind == "character":
            cue = " ".join(text.split())
            lines.append(("" if cue.isupper() and cue[0].isalnum() else "@") + cue + mark)
        elif element.kind == "transition":
            lines.append("> " + " ".join(text.split()))
        elif element.kind == "centred":
            lines += [f"> {line} <" for line in text.split("\n")]
        elif element.kind == "lyrics":
            lines += ["~" + line for line in text.split("\n")]
        else:
            lines += [_forced(line) for line in text.split("\n")]
    return "\n".join(lines)


_MARKS = re.compile(r"[*\\]|(?<!\w)_|_(?!\w)")


def _escaped(text: str) -> str:
    """Text whose stars, underscores and backslashes are meant, marked so where they could be emphasis."""
    if "\\" in text or text.count("*") > 1 or text.count("_") > 1 or "/*" in text:
        return _MARKS.sub(r"\\\g<0>", text)
    return text


def _forced(line: str) -> str:
    """An action line, marked with ``!`` when Fountain would read it as anything else."""
    start = line.lstrip()
    risky = (
        start[:1] in tuple("!.@~>#=")
        or line.isupper()
        or start[:3].upper() in ("INT", "EXT", "EST", "I/E")
        or ("(" in line and line.partition("(")[0].isupper())
    )
    return "!" + line if risky and start else line
