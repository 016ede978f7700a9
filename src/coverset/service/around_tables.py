"""What the cells of the editable tables may hold, and which cell a mistake stands in."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from coverset.findings import Finding
from coverset.formats import production as production_file
from coverset.formats import tables as csv_tables
from coverset.service._listed_rows import LISTED, listed
from coverset.service.live_tables import TABLES

_SHAPES = {
    "cast": "Person",
    "resources": "Resource",
    "bases": "Base",
    "locations": "Location",
    "calendar": "Calendar",
    "holiday": "Holiday",
    "travel": "Travel",
    "day": "Day",
    "prices": "Prices",
    "units": "Unit",
}
_TITLES = {
    "cast": "Cast",
    "resources": "Hires",
    "bases": "Bases",
    "locations": "Locations",
    "calendar": "Calendar",
    "holiday": "Holidays",
    "travel": "Roads between bases",
    "day": "The unit's day",
    "prices": "Prices",
    "units": "Units",
}
_ONE = ("calendar", "day", "prices")
_CSV_KINDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    **dict.fromkeys(("rate", "hold_rate", "drop_fee"), ("money", ())),
    **dict.fromkeys(("start", "finish"), ("date", ())),
    **dict.fromkeys(("available", "away"), ("dates", ())),
    **dict.fromkeys(("hold", "drop"), ("choice", ("yes", "no"))),
    **dict.fromkeys(("drop_after", "drop_limit"), ("number", ())),
    **dict.fromkeys(("films", "also"), ("list", ())),
    "drop_operator": ("choice", (">", ">=")),
    "drop_choose": ("choice", ("cheapest", "first", "longest")),
    "kind": ("choice", ("cast", "stunt", "background")),
    "mark": ("choice", ("seeded", "derived", "assumed")),
}
_HINTS = {
    "money": "an amount, 4000 or 12.50",
    "number": "a whole number",
    "degrees": "degrees, 45.44; south and west negative",
    "date": "a date, 2026-03-16",
    "dates": "dates and stretches: 2026-03-16..2026-03-20; 2026-04-02",
    "clock": "a time of day, 07:30",
    "list": "several, with ; between them",
    "yes": "yes or no",
    "text": "",
    "choice": "",
}
_MINUTES = frozenset(
    ("prepare", "standard", "longest", "meal", "make_up", "meal_after", "set_change", "move", "rest")
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key in the file, its name, and what a cell of it holds."""

    key: str
    title: str
    kind: str
    choices: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One table of a page: where its rows stand, whether there is but one, whether rows come and go."""

    table: str
    title: str
    file: str
    one: bool
    columns: tuple[Column, ...]


def sections(folder: Path, key: str) -> list[dict[str, Any]]:
    """The tables behind "people", "places" or "calendar", with their columns: as the files' own schema has them."""
    shapes = production_file.schema()["$defs"]
    found = []
    for table in TABLES[key]:
        header = _header(folder) if table == "cast" else []
        if header:
            columns = tuple(_csv_column(name) for name in header)
            found.append(Section(table, _TITLES[table], csv_tables.CAST, False, columns))
            continue
        properties = shapes[_SHAPES[table]]["properties"]
        made = (_toml_column(name, said) for name, said in properties.items())
        columns = tuple(column for column in made if column is not None)
        found.append(Section(table, _TITLES[table], production_file.FILE, table in _ONE, columns))
    return [asdict(section) for section in found]


def mistakes(findings: Iterable[Finding], files: Mapping[str, bytes | None]) -> list[dict[str, Any]]:
    """Findings about changed files, each with the row and the cell of a table that its line belongs to, where one does."""
    said = []
    for each in findings:
        table, row, column = "", "", ""
        data = files.get(each.place.file) if each.place else None
        if each.place and each.place.line and data:
            find = _csv_cell if each.place.file == csv_tables.CAST else _toml_cell
            table, row, column = find(data.decode("utf-8-sig", "replace"), each.place.line, each.sentence)
        said.append({"sentence": str(each), "table": table, "id": row, "key": column})
    return said


def _header(folder: Path) -> list[str]:
    """The columns of cast.csv, [] where there is none."""
    try:
        first = (folder / csv_tables.CAST).read_text(encoding="utf-8-sig").partition("\n")[0]
    except (OSError, UnicodeDecodeError):
        return []
    between = max((",", ";", "\t"), key=first.count)
    return [name.strip().casefold() for name in next(csv.reader([first], delimiter=between), [])]


def _csv_column(name: str) -> Column:
    known = {word: column.name for column in csv_tables.CAST_COLUMNS for word in (column.name, *column.also)}
    kind, choices = _CSV_KINDS.get(known.get(name, name), ("text", ()))
    return Column(name, _title(name), kind, choices, _HINTS[kind])


def _toml_column(name: str, said: Mapping[str, Any]) -> Column | None:
    """A column from the schema of the file; None for what is a table of its own."""
    form = next((each for each in said.get("anyOf", (said,)) if each.get("type") != "null"), said)
    item = form.get("items", {})
    if "$ref" in form or "$ref" in item or form.get("type") == "object":
        return None
    if form.get("type") == "array":
        kind = "dates" if _is_date(item) else "list"
        hint = _HINTS[kind]
        if "enum" in item:
            hint = f"{hint}: {', '.join(map(str, item['enum']))}"
        return Column(name, _title(name), kind, tuple(map(str, item.get("enum", ()))), hint)
    if "enum" in form:
        return Column(name, _title(name), "choice", tuple(form["enum"]))
    kind = _kind(form)
    hint = "minutes" if kind == "number" and name in _MINUTES else _HINTS[kind]
    return Column(name, _title(name), kind, ("yes", "no") if kind == "yes" else (), hint)


def _is_date(item: Mapping[str, Any]) -> bool:
    return item.get("format") == "date" or str(item.get("description", "")).startswith("2020-")


def _kind(form: Mapping[str, Any]) -> str:
    if str(form.get("description", "")).startswith("major units"):
        return "money"
    if form.get("format") == "date":
        return "date"
    if "pattern" in form:
        return "clock"
    kinds = {"integer": "number", "number": "degrees", "boolean": "yes"}
    return kinds.get(str(form.get("type")), "text")


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


_CELL = re.compile(r"Column (\w+): ")
_LIST = re.compile(r"\s*\[\[\s*([\w.]+)\s*\]\]")
_TABLE = re.compile(r"\s*\[\s*(\w+)\s*(?:\.\s*(?:\"([^\"]*)\"|'([^']*)'|([\w-]+))\s*)?\]")
_KEY = re.compile(r"\s*\"?([\w-]+)\"?\s*=")


def _csv_cell(text: str, line: int, sentence: str) -> tuple[str, str, str]:
    """The row that begins on a line of cast.csv, and the column that the sentence names."""
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max((",", ";", "\t"), key=first.count))
    named = _CELL.match(sentence)
    column = named[1] if named else ""
    try:
        header = [name.strip().casefold() for name in next(reader, [])]
        place = next((header.index(key) for key in ("id", "number") if key in header), 0)
        start = reader.line_num + 1
        for cells in reader:
            if start == line and len(cells) > place:
                return "cast", cells[place], column
            start = reader.line_num + 1
    except csv.Error:
        pass
    return "cast", "", column


def _toml_cell(text: str, line: int, _: str) -> tuple[str, str, str]:
    """The table that a line of production.toml stands in, and the key that the line gives."""
    lines = text.splitlines()[:line]
    key = _KEY.match(lines[-1]) if lines else None
    for each in reversed(lines):
        if in_list := _LIST.match(each):
            return _row_of_list(
                text, in_list[1], sum(bool(_is(_LIST, one, in_list[1])) for one in lines), key
            )
        if found := _TABLE.match(each):
            table = found[1]
            return table, next((name for name in found.groups()[1:] if name), table), key[1] if key else ""
    return "", "", ""


def _is(pattern: re.Pattern[str], line: str, name: str) -> bool:
    found = pattern.match(line)
    return found is not None and found[1] == name


def _row_of_list(text: str, name: str, count: int, key: re.Match[str] | None) -> tuple[str, str, str]:
    """The ``count``-th row of a list of tables, by what it is known by; nothing where the file cannot be parsed."""
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    table = next((table for table, way in LISTED.items() if ".".join(way) == name), "")
    if not table:
        return "", "", ""
    try:
        rows = [known for known, _ in listed(tomlkit.parse(text), table)]
    except TOMLKitError:
        return table, "", ""
    return table, rows[count - 1] if count <= len(rows) else "", key[1] if key else ""
