"""Eighths of a page, money and minutes as whole numbers, and how a production office writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

_FRACTION = re.compile(r"^\s*(?:(\d{1,5})\s+)?(\d{1,5})\s*/\s*8\s*$")
_DECIMAL = re.compile(r"^\s*(\d{1,5})(?:\.(\d{1,6}))?\s*$")


def parse_eighths(text: str) -> int:
    """Read a page count as people write it: ``1 3/8``, ``11/8``, ``1.375`` or ``2``; answers eighths.

    Raises ValueError, naming the text, when it is none of these or not a whole number of eighths.
    """
    if match := _FRACTION.match(text):
        return int(match[1] or 0) * 8 + int(match[2])
    if match := _DECIMAL.match(text):
        thousandths = int((match[2] or "0").ljust(6, "0"))
        eighths, rest = divmod(thousandths * 8, 1_000_000)
        if rest == 0:
            return int(match[1]) * 8 + eighths
    raise ValueError(f"{text!r} is not a page count: write 1 3/8, 11/8, 1.375 or 2")


def format_eighths(eighths: int) -> str:
    """Write eighths as a strip shows them: ``1 4/8``, never reduced; ``4`` for four whole pages."""
    pages, rest = divmod(eighths, 8)
    if not rest:
        return str(pages)
    return f"{pages} {rest}/8" if pages else f"{rest}/8"


def format_money(minor: int, currency: str = "") -> str:
    """Write money kept in minor units (pence, cents) as ``GBP 12,500`` or ``GBP 12.50``."""
    sign, minor = ("-" if minor < 0 else ""), abs(minor)
    whole, rest = divmod(minor, 100)
    amount = f"{whole:,}" if not rest else f"{whole:,}.{rest:02d}"
    return f"{currency} {sign}{amount}".strip()


def parse_clock(text: str) -> int:
    """Read ``07:30`` as minutes after midnight. Raises ValueError for anything else."""
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", text.strip())
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError(f"{text!r} is not a time of day: write 07:30")
    return int(match[1]) * 60 + int(match[2])


def format_clock(minutes: int) -> str:
    """Write minutes after a date's midnight as a time of day; after 24:00 it begins again at 00:00."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def format_duration(minutes: int) -> str:
    """Write a length of time as a call sheet does: ``2h 05``, ``0h 40``."""
    return f"{minutes // 60}h {minutes % 60:02d}"


@dataclass(frozen=True, slots=True)
class Minor:
    """Marks a field of money: whole minor units (pence, cents) inside, major units in people's files."""


@dataclass(frozen=True, slots=True)
class OfDay:
    """Marks a field that is a time of day: minutes after midnight inside, ``07:30`` in people's files."""


Money = Annotated[int, Minor()]
ClockTime = Annotated[int, OfDay()]
