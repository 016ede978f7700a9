"""The page of an FDX document, from the measures it carries itself."""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING

from coverset.model.layout import Block, Layout

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

KINDS = MappingProxyType(
    {
        "Scene Heading": "heading",
        "Action": "action",
        "Character": "character",
        "Parenthetical": "parenthetical",
        "Dialogue": "dialogue",
        "Lyrics": "lyrics",
        "Singing": "lyrics",
        "Transition": "transition",
        "Shot": "shot",
        "General": "general",
        "Cast List": "cast list",
        "New Act": "act",
        "End of Act": "act",
    }
)


def own_layout(root: Element, fallback: Layout) -> Layout:
    """The page layout a document was written on; ``fallback`` for every measure it lacks or that is absurd.

    Lines a page are the paper's height less its top and bottom margins at 12 points a line, rounded down
    (US Letter with 72 and 72 points: 54; A4 with 75 and 65: 58). Widths are the distance between the
    indents, 10 characters to the inch; ``SpaceBefore`` is blank lines at 12 points each. ``fallback`` itself,
    under its own name, when the file says nothing of its page.
    """
    page = root.find("PageLayout")
    size = page.find("PageSize") if page is not None else None
    height = _number(size, "Height", 3, 30)
    top, bottom = _number(page, "TopMargin", 0, 500), _number(page, "BottomMargin", 0, 500)
    if height is None or top is None or bottom is None:
        return fallback
    lines = math.floor((height * 72 - top - bottom) / 12)
    if not 20 <= lines <= 150:
        return fallback
    blocks = dict(fallback.blocks)
    for settings in root.findall("ElementSettings"):
        kind = KINDS.get(settings.get("Type", ""))
        spec = settings.find("ParagraphSpec")
        left, right = _number(spec, "LeftIndent", -5, 30), _number(spec, "RightIndent", -5, 30)
        before = _number(spec, "SpaceBefore", 0, 120)
        if kind is None or left is None or right is None or before is None:
            continue
        width = math.floor((right - left) * 10 + 1e-6)
        if 5 <= width <= 200:
            blocks[kind] = Block(width, math.floor(before / 12))
    return Layout(
        f"document ({lines} lines a page)",
        "The document's own page",
        lines,
        MappingProxyType(blocks),
        "the PageLayout and ElementSettings of the file",
    )


def _number(element: Element | None, name: str, least: float, most: float) -> float | None:
    try:
        value = float(element.get(name, "")) if element is not None else math.nan
    except ValueError:
        return None
    return value if least <= value <= most else None
