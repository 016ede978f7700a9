"""Importing: a screenplay or a board becomes a production that people can edit."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coverset.findings import Finding
from coverset.model.production import Production


@dataclass(frozen=True)
class Imported:
    """What an import came to: the production and the files written, or findings that stopped it."""

    findings: tuple[Finding, ...]
    production: Production | None = None
    written: tuple[Path, ...] = ()
