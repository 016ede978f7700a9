"""What a cell's value is to a spreadsheet: a number with a format that shows it as people write it."""

from __future__ import annotations

import math
from datetime import date

from coverset.render.document import Cell

# Excel cuts at 32,767 characters (Excel specifications and limits); some are kept for a cell's note.
LONGEST = 16_000
_FORMATS = {
    "number": "#,##0.##;-#,##0.##",
    "eighths": "# ?/8",
    "date": "ddd d mmm yyyy",
    "clock": "hh:mm",
    "duration": "[h]:mm",
}
_FIRST_DAY = date(1900, 3, 1)


def number_of(cell: Cell) -> tuple[float | None, str]:
    """The number and its format; no number, but a format, for a date; neither for words.

    A cell with a note is written as words, because a number has no room for one. So is a date before March
    1900, which no spreadsheet counts alike, and a number that is none.
    """
    value = cell.value
    if cell.note:
        return None, ""
    if cell.kind == "date":
        return None, _FORMATS["date"] if isinstance(value, date) and value >= _FIRST_DAY else ""
    if not isinstance(value, (int, float)) or not math.isfinite(value):
        return None, ""
    match cell.kind:
        case "money":
            letters = "".join(letter for letter in cell.currency if letter.isalnum() or letter in "$€£¥ ")[:8]
            unit = f'"{letters} "' if letters else ""
            whole = "#,##0" if value % 100 == 0 else "#,##0.00"
            return value / 100, f"{unit}{whole};{unit}-{whole}"
        case "eighths":
            return value / 8, _FORMATS["eighths"] if value % 8 else "0"
        case "clock":
            return value % 1440 / 1440, _FORMATS["clock"]
        case "duration" if value >= 0:
            return value / 1440, _FORMATS["duration"]
        case "number":
            return value, "#,##0" if value == int(value) else _FORMATS["number"]
    return None, ""
