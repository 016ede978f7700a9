"""Papers as data: every block with its cells and the values behind them."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from typing import Any

from coverset.render.document import Document

KEY = "json"
SUFFIX = ".json"
MEDIA_TYPE = "application/json"


def write(document: Document) -> bytes:
    """The whole paper as one JSON object (UTF-8, keys in the document's own order).

    Every block is an object whose ``block`` names its kind (``table``, ``key_values``...); values stand
    beside their text: money in minor units, pages in eighths, times in minutes, dates as ISO 8601. Fields that
    hold their default are left out.
    """
    return (json.dumps(_plain(document), ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        name = "".join(f"_{c.lower()}" if c.isupper() else c for c in type(value).__name__).lstrip("_")
        fields = {
            field.name: _plain(found)
            for field in dataclasses.fields(value)
            if (found := getattr(value, field.name)) != field.default
        }
        return fields if name in _UNNAMED else {"block": name, **fields}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


_UNNAMED = frozenset(
    {"document", "cell", "row", "column", "matrix_head", "matrix_row", "legend_entry", "event"}
)
