"""How much a run of the whole suite may take, and where it finds the files that are not ours to copy."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Effort:
    """Times of a suite run.

    ``quick`` takes tiny inputs and moments, to see that everything works; ``share`` multiplies every usual time;
    ``long`` is the seconds of the long runs of the growth table, ``seeds`` how many of a generated family are taken.
    """

    quick: bool = False
    share: float = 1.0
    long: float = 600.0
    workers: int = 2
    seeds: int = 10

    def seconds(self, usual: float) -> float:
        """The seconds to take where a full run takes the usual ones."""
        return 1.0 if self.quick else round(max(1.0, usual * self.share), 1)


def shared(name: str) -> Path | None:
    """A sample file that is not ours to copy: under COVERSET_SHARED, or ``shared`` beside the project."""
    named = os.environ.get("COVERSET_SHARED")
    found = (Path(named) if named else ROOT.parent / "shared") / "data" / name
    return found if found.is_file() else None
