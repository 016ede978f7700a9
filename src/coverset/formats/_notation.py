"""How people write values in a production's files: money, dates, stretches of dates, times, weekdays, lists.

Every reader takes what TOML or a spreadsheet hands over and answers the model's value, or raises ValueError
with the end of a sentence that says what is allowed. Every writer is its inverse.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from coverset.model.dates import DateRange
from coverset.units import parse_clock, parse_eighths

MOST_MONEY = 10**13
MOST_WHOLE = 10**9
LONGEST_TEXT = 20_000
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_YES = frozenset({"yes", "y", "true", "1", "x"})
_NO = frozenset({"no", "n", "false", "0"})
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_STRETCH = re.compile(r"([^()]{6,12}?)(?:\s*\.\.\s*([^()]{6,12}?))?(?:\s*\((.*)\))?", re.DOTALL)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[ ,'\u00a0\u202f]\d{3})+(?:\.\d+)?")
_SPREADSHEET_DATE = re.compile(r"\d{1,2}[-./ ](?:[A-Za-z]{3,9}|\d{1,2}[-./]\d{2,4})|[A-Za-z]{3,9}[- ]\d{1,2}")


def shown(value: object) -> str:
    """A value as a message quotes it, cut to a line."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    text = str(value) if isinstance(value, bool | date) else repr(value)
    text = text.lower() if isinstance(value, bool) else text
    return text if len(text) <= 60 else text[:57] + "..."


def to_text(value: object) -> str:
    """Words; a bare whole number is taken as its digits, as scene numbers are often typed so."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise ValueError(f"{shown(value)} is not a text: put it in quotes")
    if len(value) > LONGEST_TEXT:
        raise ValueError(f"the text is longer than {LONGEST_TEXT:,} characters")
    if any(ord(letter) < 32 and letter not in "\n\t" for letter in value):
        raise ValueError("the text holds control characters")
    return value.strip()


def to_whole(value: object) -> int:
    """A whole number that is not negative."""
    if isinstance(value, str) and re.fullmatch(r"\s*[+-]?\d{1,12}(?:\.0{1,6})?\s*", value):
        value = int(Decimal(value.strip()))
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{shown(value)} is not a whole number")
    if value < 0:
        raise ValueError(f"{value} is negative: write 0 or more")
    if value > MOST_WHOLE:
        raise ValueError(f"{shown(value)} is beyond what a production can mean (at most {MOST_WHOLE:,})")
    return value


def to_degrees(value: object) -> float:
    """Degrees of latitude or longitude, south and west negative."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{shown(value)} is not a number of degrees: write 45.44")
    if not -180 <= value <= 180:
        raise ValueError(f"{shown(value)} is not on the globe: degrees from -180 to 180")
    return float(value)


def to_yes(value: object) -> bool:
    """Yes or no."""
    if isinstance(value, bool):
        return value
    word = str(value).strip().casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise ValueError(f"{shown(value)} is neither true nor false (in a table: yes or no)")


def to_money(value: object) -> int:
    """Money in major units, at most two decimals: ``4000``, ``12.50``, ``"4,000"``. Answers minor units."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"{shown(value)} is not an amount: write 4000 or 12.50")
    text = str(value).strip() if isinstance(value, str) else repr(value)
    if len(text) > 40:
        raise ValueError(f"{shown(value)} is not an amount: write 4000 or 12.50")
    if _GROUPED.fullmatch(text):
        text = re.sub(r"[ ,'\u00a0\u202f]", "", text)
    elif re.fullmatch(r"[+-]?\d+,\d{1,2}", text):
        text = text.replace(",", ".")
    try:
        minor = Decimal(text) * 100
    except InvalidOperation:
        raise ValueError(f"{shown(value)} is not an amount: write 4000 or 12.50") from None
    if not minor.is_finite():
        raise ValueError(f"{shown(value)} is not an amount: write 4000 or 12.50")
    if minor < 0:
        raise ValueError(f"{shown(value)} is negative: write 0 or more")
    if minor > MOST_MONEY:
        raise ValueError(f"{shown(value)} is beyond what a production can cost")
    if minor != int(minor):
        raise ValueError(f"{shown(value)} has more than two decimals: write pence or cents, as 12.50")
    return int(minor)


def to_clock(value: object) -> int:
    """A time of day, ``"07:30"``, as minutes after midnight."""
    if hasattr(value, "hour") and not isinstance(value, datetime):
        return int(getattr(value, "hour")) * 60 + int(getattr(value, "minute"))  # noqa: B009
    if not isinstance(value, str):
        raise ValueError(f'{shown(value)} is not a time of day: write "07:30"')
    return parse_clock(value)


def to_date(value: object) -> date:
    """A date: ``2020-02-24``, also ``24.02.2020``; ``24/02/2020`` where only one reading is a date."""
    if isinstance(value, datetime):
        raise ValueError(f"{value} has a time of day: write the date alone, {value.date()}")
    if isinstance(value, date):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if match := _ISO.fullmatch(text):
        return _date(text, int(match[1]), int(match[2]), int(match[3]))
    if match := _DOTTED.fullmatch(text):
        return _date(text, int(match[3]), int(match[2]), int(match[1]))
    if match := _SLASHED.fullmatch(text):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        if first <= 12 and second <= 12 and first != second:
            raise ValueError(
                f"{text!r} may be {_date(text, year, second, first)} or {_date(text, year, first, second)}: "
                "write the one you mean"
            )
        return _date(text, year, min(first, second) if max(first, second) > 12 else first, max(first, second))
    raise ValueError(f"{shown(value)} is not a date: write 2020-02-24")


def _date(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"{text!r} is no date of the calendar") from None


def to_stretch(value: object) -> DateRange:
    """A stretch of dates: one date, ``"2020-02-24..2020-03-20"``, with ``(why)`` after it if you like."""
    if isinstance(value, dict):
        first = to_date(value.get("first"))
        stretch = DateRange(first, to_date(value.get("last", first)), to_text(value.get("why", "")))
    elif isinstance(value, str):
        match = _STRETCH.fullmatch(value.strip())
        if not match:
            raise ValueError(f"{shown(value)} is not a stretch of dates: write 2020-02-24..2020-03-20")
        first = to_date(match[1])
        stretch = DateRange(first, to_date(match[2]) if match[2] else first, (match[3] or "").strip())
    else:
        first = to_date(value)
        stretch = DateRange(first, first)
    if stretch.last < stretch.first:
        raise ValueError(f"the stretch ends ({stretch.last}) before it begins ({stretch.first})")
    return stretch


def to_stretches(text: str) -> list[str]:
    """Several stretches of dates in one text, with ``;``, commas or blanks between them."""
    found: list[str] = []
    for item in to_items(text):
        whole = str(item)
        found += [whole] if "(" in whole else re.split(r"(?<![.,\s])[,\s]+(?=\d)", whole)
    return found


def from_stretch(stretch: DateRange) -> str:
    """A stretch of dates as ``to_stretch`` reads it."""
    text = stretch.first.isoformat()
    if stretch.last != stretch.first:
        text += f"..{stretch.last.isoformat()}"
    return f"{text} ({stretch.why})" if stretch.why else text


def to_weekday(value: object) -> int:
    """A day of the week, ``"sat"`` or ``"Saturday"``; Monday is 0."""
    word = value.strip().casefold() if isinstance(value, str) else ""
    full = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    for place, (short, name) in enumerate(zip(WEEKDAYS, full, strict=True)):
        if word in (short, name):
            return place
    raise ValueError(f"{shown(value)} is not a day of the week: write one of {', '.join(WEEKDAYS)}")


def to_eighths(value: object) -> int:
    """A page count, ``"1 3/8"``, ``"11/8"`` or ``"1.375"``; a bare whole number counts eighths, 11 = 1 3/8."""
    text = str(value).strip()
    if re.fullmatch(r"\d{1,5}", text):
        return int(text)
    return to_pages(text)


def to_pages(value: object) -> int:
    """A page count in which a bare whole number counts pages, as in a spreadsheet's Pages column."""
    text = str(value).strip().replace("\u00a0", " ")
    if re.fullmatch(r"\d{1,5},\d{1,6}", text):
        text = text.replace(",", ".")
    try:
        return parse_eighths(text)
    except ValueError:
        if not _SPREADSHEET_DATE.fullmatch(text):
            raise
        hint = "the spreadsheet has turned it into a date: format the column as text and type 1 3/8 again"
        raise ValueError(f"{text!r} is not a page count; {hint}") from None


_ITEM_END = re.compile(r"((?<!\\)\\*;|(?<!\\)\\+\Z)")


def to_items(value: object) -> list[object]:
    r"""Several values: a list, or a text with ``;`` between them (``\;`` is a semicolon). One value is a list of one.

    Backslashes before a ``;`` or at the end stand two for one.
    """
    if isinstance(value, list | tuple):
        return list(value)
    if not isinstance(value, str):
        return [value]
    items, text = [], ""
    for piece in _ITEM_END.split(value):
        slashes = len(piece) - piece.endswith(";")
        if piece.endswith(";") and piece.strip("\\") == ";":
            text += "\\" * (slashes // 2) + ";" * (slashes % 2)
            if slashes % 2 == 0:
                items.append(text)
                text = ""
        elif piece and not piece.strip("\\"):
            text += "\\" * (slashes if slashes % 2 else slashes // 2)
        else:
            text += piece
    return [item.strip() for item in (*items, text) if item.strip()]


def from_items(items: Iterable[str]) -> str:
    """Several texts as ``to_items`` reads them."""
    return "; ".join(re.sub(r"(?<!\\)(\\*)(;|\Z)", _escaped, item) for item in items)


def _escaped(run: re.Match[str]) -> str:
    return run[1] * 2 + ("\\;" if run[2] else "")


def from_money(minor: int) -> int | float:
    """Minor units as a number of major units for TOML: whole where it is whole."""
    return minor // 100 if minor % 100 == 0 else float(Decimal(minor) / 100)


def folded(name: str) -> str:
    """A name as it is compared: without case, and with any run of blanks, ``_`` or ``-`` alike."""
    plain = name.casefold().strip()
    return " ".join(re.split(r"[\s_-]+", plain.strip(" _-\t\n"))) or plain
