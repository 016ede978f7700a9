"""How fast a kind of production shoots, and what set-ups, set changes and moves take, with their sources.

The figures stand in ``pace.toml``. They are planning figures: a production sets its own, a scene may too.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from coverset.findings import nearest
from coverset.model.agreements import Level, Read


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast one kind of production shoots.

    ``minutes_per_eighth`` holds everything between first shot and wrap, spread over the eighths of a
    typical day; ``pages`` is the range of pages a day that the sources give.
    """

    kind: str
    title: str
    minutes_per_eighth: int
    eighths_a_day: int
    pages: tuple[int, int]
    move_minutes: int
    source: str
    level: Level
    read: Read


@dataclass(frozen=True, slots=True)
class Allowance:
    """What something between the shots takes, in minutes."""

    key: str
    minutes: int
    note: str
    source: str
    level: Level
    read: Read


def pace(kind: str) -> Pace:
    """The pace of "studio", "independent", "low-budget", "micro", "television" or "soap".

    Raises LookupError with the nearest known kind.
    """
    if kind not in paces():
        raise LookupError(f"There is no pace for a production of kind {kind!r}: {nearest(kind, paces())}")
    return paces()[kind]


def allowance(key: str) -> Allowance:
    """What "prepare", "set_up", "set_change", "move_small", "move_full"... take.

    Raises LookupError with the nearest known word.
    """
    if key not in allowances():
        raise LookupError(f"There is no allowance called {key!r}: {nearest(key, allowances())}")
    return allowances()[key]


@cache
def paces() -> Mapping[str, Pace]:
    """Every pace by the kind of production, in the order of the file."""
    table = _table()
    return MappingProxyType({kind: _pace(kind, row, table) for kind, row in table["kinds"].items()})


@cache
def allowances() -> Mapping[str, Allowance]:
    """Every allowance by its key, in the order of the file."""
    return MappingProxyType({key: Allowance(key=key, **row) for key, row in _table()["allowances"].items()})


def _pace(kind: str, row: Mapping[str, Any], table: Mapping[str, Any]) -> Pace:
    eighths: int = row["eighths_a_day"]
    return Pace(
        kind=kind,
        title=row["title"],
        minutes_per_eighth=(2 * table["shooting_minutes"] + eighths) // (2 * eighths),
        eighths_a_day=eighths,
        pages=(row["pages"][0], row["pages"][1]),
        move_minutes=table["allowances"][row["move"]]["minutes"],
        source=row["source"],
        level="guideline",
        read=row["read"],
    )


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files("coverset.model").joinpath("pace.toml").read_text(encoding="utf-8"))
