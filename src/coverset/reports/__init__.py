"""One paper a file: a production and a plan become a neutral Document, which renderers turn into bytes.

A member defines ``KEY``, ``TITLE``, ``SUMMARY`` (one sentence: what it shows, for whom) and
``build(printing) -> Document``. Reports read the board, the day clock and the ledger, and decide nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import ModuleType

from coverset.costs import Ledger, LineProof, ledger
from coverset.findings import Finding
from coverset.model.board import Board
from coverset.model.cover import Cover
from coverset.registry import load

__all__ = ["LineProof", "Printing", "reports"]


@dataclass(frozen=True)
class Printing:
    """What a report is made from, and how it is wanted.

    ``printed`` is the date on the paper, given so that the same input prints the same bytes. ``proof`` is
    by ledger line, empty for a board that was not planned here. ``unit``, ``day`` and ``person`` narrow
    a report that can be narrowed. ``palette`` names the strip colours, ``profile`` the day-out-of-days
    codes. ``clock_hours`` is 24 or 12. ``money`` prints what people cost where a paper goes to all.
    ``make_up`` is the time in minutes from a performer's call to the set. ``previous`` is the board that
    was issued before: calendars cancel what it called and this one does not. ``cover`` is what is shot instead
    on days that weather can stop, where it was looked for.
    """

    board: Board
    printed: date
    proof: Mapping[str, LineProof] = field(default_factory=dict)
    bound: int | None = None
    findings: tuple[Finding, ...] = ()
    unit: str | None = None
    day: date | None = None
    person: str | None = None
    palette: str = "singleton"
    profile: str = "strip-days"
    revision: str = "White"
    sequence: int = 0
    clock_hours: int = 24
    money: bool = False
    make_up: int = 60
    previous: Board | None = None
    cover: tuple[Cover, ...] = ()

    @cached_property
    def ledger(self) -> Ledger:
        """Every charge of the board."""
        return ledger(self.board)


def reports() -> dict[str, ModuleType]:
    """Every report by key."""
    return load("coverset.reports", "TITLE", "SUMMARY", "build")
