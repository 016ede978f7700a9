"""One cell of a paper: the words people read and the value behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from coverset.units import format_clock, format_duration, format_eighths, format_money

Align = Literal["left", "center", "right"]
Kind = Literal["text", "number", "money", "eighths", "date", "clock", "duration"]

_COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)


def check_colours(*values: str) -> None:
    """Refuse (ValueError) anything that is not ``#rrggbb`` or empty."""
    for value in values:
        if value and not _COLOUR.fullmatch(value):
            raise ValueError(f"{value!r} is not a colour: write #rrggbb")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the text people read, and for spreadsheets and JSON the value behind it.

    ``value`` by ``kind``: number: itself; money: minor units in ``currency``; eighths: eighths of a page;
    date: a date; clock: minutes after midnight; duration: minutes. ``fill`` and ``ink`` override the row's.
    ``span`` is in columns. ``align`` overrides the column's. Line breaks in ``text`` are kept; ``note`` is
    set smaller under it (the synopsis under a set's name).
    """

    text: str = ""
    value: int | float | date | None = None
    kind: Kind = "text"
    currency: str = ""
    fill: str = ""
    ink: str = ""
    bold: bool = False
    span: int = 1
    align: Align | None = None
    note: str = ""

    def __post_init__(self) -> None:
        check_colours(self.fill, self.ink)
        if self.span < 1:
            raise ValueError(f"a cell spans at least one column, not {self.span}")


def number(value: float, text: str = "", *, bold: bool = False) -> Cell:
    """A cell with a count; written with thousands separators unless ``text`` says otherwise."""
    return Cell(text or f"{value:,}", value, "number", bold=bold)


def money(minor: int, currency: str = "", *, bold: bool = False) -> Cell:
    """A cell with money in minor units, written ``GBP 12,500``."""
    return Cell(format_money(minor, currency), minor, "money", currency, bold=bold)


def eighths(value: int, *, bold: bool = False) -> Cell:
    """A cell with a page count in eighths, written ``1 4/8``."""
    return Cell(format_eighths(value), value, "eighths", bold=bold)


def day(value: date, text: str = "", *, bold: bool = False) -> Cell:
    """A cell with a date, written ``Thu 3 Mar 2022`` unless ``text`` says otherwise."""
    return Cell(text or f"{value:%a} {value.day} {value:%b %Y}", value, "date", bold=bold)


def clock(minutes: int, *, bold: bool = False) -> Cell:
    """A cell with a time of day in minutes after midnight, written ``07:30``."""
    return Cell(format_clock(minutes), minutes, "clock", bold=bold)


def duration(minutes: int, *, bold: bool = False) -> Cell:
    """A cell with a length of time in minutes, written ``2h 05``."""
    return Cell(format_duration(minutes), minutes, "duration", bold=bold)
