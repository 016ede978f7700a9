"""Tables of a document from raw results: how they are written, and where in the document they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

_BLOCK = re.compile(r"(<!-- begin ([a-z0-9-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_WORDS = re.compile(r"(?![A-Z]{3} \d)(?=.*[A-Za-z]).* ")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table: None is an empty cell, numbers have thousands commas, a column of words stands left."""
    cells = [tuple(shown(cell) for cell in row) for row in rows]
    columns = [[row[k] for row in cells] for k in range(len(head))]
    rule = ["---" if k == 0 or any(map(_wordy, column)) else "---:" for k, column in enumerate(columns)]
    lines = [tuple(head), tuple(rule), *cells]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def _wordy(cell: str) -> bool:
    return bool(_WORDS.match(cell))


def shown(value: object) -> str:
    """A value as a cell shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return f"{value:,.1f}" if abs(value) < 1000 else f"{value:,.0f}"
    return str(value).replace("|", "/")


def percent(share: float | None) -> str | None:
    """A share as whole percent."""
    return None if share is None else f"{100 * share:.0f} %"


def money(minor: int | None, currency: str) -> str | None:
    """Minor units of a currency as whole units."""
    return None if minor is None else f"{currency} {round(minor / 100):,}"


def names(document: str) -> list[str]:
    """The blocks that a document has a place for, in its order."""
    return [match[2] for match in _BLOCK.finditer(document)]


def filled(document: str, blocks: Mapping[str, str]) -> str:
    """The document with each known block replaced between its markers; others stay."""

    def put(match: re.Match[str]) -> str:
        name = match[2]
        if name not in blocks:
            return match[0]
        return f"{match[1]}\n{blocks[name].rstrip()}\n\n{match[3]}"

    return _BLOCK.sub(put, document)
