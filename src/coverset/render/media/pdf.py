"""Papers as PDF, as a production office hands them out."""

from __future__ import annotations

import json
import re
from datetime import UTC
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from coverset.render._words import short, written
from coverset.render.document import Document, Paper
from coverset.render.media._pdf_layout import Data, blocks_data

if TYPE_CHECKING:
    from typst import Fonts

KEY = "pdf"
SUFFIX = ".pdf"
MEDIA_TYPE = "application/pdf"

_TYPST_PAPER = {"letter": "us-letter", "legal": "us-legal", "tabloid": "us-tabloid", "a4": "a4", "a3": "a3"}
# Width and height in points.
_SIZES: dict[Paper, tuple[float, float]] = {
    "letter": (612, 792),
    "legal": (612, 1008),
    "tabloid": (792, 1224),
    "a4": (595.28, 841.89),
    "a3": (841.89, 1190.55),
}
_MARGIN = 31.0
# Scripts that none of the packaged fonts has letters for: Indic, Thai, Hangul, Chinese, Japanese, emoji...
_FOREIGN = re.compile(
    "[\u0700-\u109f\u1100-\u1dff\u2e80-\ua63f\ua700-\ud7ff\uf900-\ufaff\uff00-\uffef\U00010000-\U0010ffff]"
)


def write(document: Document) -> bytes:
    """The paper as tagged PDF, typeset by Typst with packaged fonts: the same paper gives the same bytes.

    Words reach the template as data and are never read as its code. Tables fill the width in the largest type
    that fits, repeat their headers and break only between rows; a matrix too wide for a page goes on over
    further pages with its names repeated. Only words in a script that no packaged font covers (Chinese, Thai,
    emoji...) make the machine's own fonts available, and only then do the bytes depend on the machine.
    """
    import typst

    data = json.dumps(_data(document), ensure_ascii=False)
    made = typst.compile(
        _template(),
        format="pdf",
        font_paths=_fonts(bool(_FOREIGN.search(data))),
        sys_inputs={"paper": data},
    )
    if not isinstance(made, bytes):
        raise TypeError("the PDF typesetter answered no bytes")
    return made


@cache
def _template() -> bytes:
    return files("coverset.render.media").joinpath("_paper.typ").read_bytes()


@cache
def _fonts(with_system: bool) -> Fonts:
    """The packaged sans-serif type; without its package the fonts inside Typst have to do."""
    import typst

    found = find_spec("fontpkg_ibm_plex_sans_condensed")
    folders = [Path(place) / "files" for place in (found.submodule_search_locations or [])] if found else []
    return typst.Fonts(include_system_fonts=with_system, font_paths=folders)


def _data(document: Document) -> Data:
    issued = (
        document.issued.astimezone(UTC) if document.issued and document.issued.tzinfo else document.issued
    )
    wide = _SIZES[document.paper][document.orientation == "landscape"]
    return {
        "title": short(document.title),
        "subtitle": short(document.subtitle),
        "production": short(document.production),
        "revision": short(document.revision),
        "colour": document.revision_colour,
        "issued": written(document.issued) if document.issued else "",
        "date": list(issued.timetuple()[:6]) if issued else [],
        "footer": short(document.footer),
        "paper": _TYPST_PAPER[document.paper],
        "flipped": document.orientation == "landscape",
        "margin": _MARGIN,
        "lang": document.language[:2] if document.language[:2].isalpha() else "en",
        "blocks": blocks_data(document.blocks, wide - 2 * _MARGIN),
    }
