"""Importing: a screenplay or a board becomes a production that people can edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from coverset.findings import Finding, Place, Severity, has_errors, in_order
from coverset.model.production import Production
from coverset.service.opening import Wishes, open_path


@dataclass(frozen=True)
class Imported:
    """What an import came to: the production and the files written, or findings that stopped it."""

    findings: tuple[Finding, ...]
    production: Production | None = None
    written: tuple[Path, ...] = ()
