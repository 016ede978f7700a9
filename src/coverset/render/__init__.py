"""Papers as neutral documents, and the media that turn them into bytes."""

from __future__ import annotations

from typing import Protocol, cast

from coverset import registry
from coverset.render.document import Document


class Renderer(Protocol):
    """What every module of ``coverset.render.media`` is."""

    KEY: str
    SUFFIX: str
    MEDIA_TYPE: str

    def write(self, document: Document) -> bytes:
        """The paper in this medium; the same paper gives the same bytes."""
        ...


def renderers() -> dict[str, Renderer]:
    """Every medium a paper can be had in, by its key: csv, html, ics, json, pdf, text, xlsx."""
    found = registry.load("coverset.render.media", "SUFFIX", "MEDIA_TYPE", "write")
    return cast("dict[str, Renderer]", dict(found))
