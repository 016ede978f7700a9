"""scenes.csv and cast.csv: every column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coverset.formats import tables
from refpages.words import heading, prose, table


def page() -> str:
    """The columns of both tables, and the headers they are also known by."""
    parts = [
        heading("scenes.csv and cast.csv", prose(tables)),
        "## scenes.csv",
        prose(tables.read_scenes),
        _columns(tables.SCENE_COLUMNS),
        "## cast.csv",
        prose(tables.read_cast),
        _columns(tables.CAST_COLUMNS),
    ]
    return "\n\n".join(parts) + "\n"


def _columns(columns: Sequence[Any]) -> str:
    rows = [(f"`{each.name}`", ", ".join(f"`{other}`" for other in each.also)) for each in columns]
    return table(("Column", "Also read as"), rows)
