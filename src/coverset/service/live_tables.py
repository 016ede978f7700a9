"""People, places and calendar as tables that can be edited: what stands in the files, cell by cell, and changes of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any, TypeAlias

from coverset.formats import production as production_file
from coverset.formats import tables as csv_tables
from coverset.service._listed_rows import LISTED, listed, put_in, row_of, take_out

Cell: TypeAlias = str | int | float | bool | list[str]

TABLES: dict[str, tuple[str, ...]] = {
    "people": ("cast", "resources"),
    "places": ("bases", "locations", "travel"),
    "calendar": ("calendar", "holiday", "day", "prices", "units"),
}
"""The tables that can be edited, and the tables of production.toml that each shows."""

_ALONE = frozenset(("calendar", "day", "prices"))


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of a table: which file and table it stands in, its id, its cells by key as they are written."""

    file: str
    table: str
    id: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Change:
    """Cells of one row that are to be otherwise; None takes a cell out, ``gone`` the whole row."""

    table: str
    id: str
    cells: Mapping[str, Cell | None]
    gone: bool = False


class TableError(ValueError):
    """A change that the files cannot take: the sentence says which and why."""


def rows(folder: Path, key: str) -> list[Row]:
    """Every row of a table, in the order of the files. Raises TableError for files that cannot be read."""
    found: list[Row] = []
    document = _toml(folder)
    for table in TABLES[key]:
        if table == "cast" and (folder / csv_tables.CAST).is_file():
            header, lines = _csv(folder)
            place = (
                header.index("id") if "id" in header else header.index("number") if "number" in header else 0
            )
            found += [
                Row(csv_tables.CAST, "cast", line[place], dict(zip(header, line, strict=False)))
                for line in lines
            ]
        if table in LISTED:
            found += [
                Row(production_file.FILE, table, name, _cells(each)) for name, each in listed(document, table)
            ]
            continue
        held = document.get(table)
        if not isinstance(held, Mapping):
            continue
        if table in _ALONE:
            found.append(Row(production_file.FILE, table, table, _cells(held)))
        else:
            found += [
                Row(production_file.FILE, table, str(name), _cells(each))
                for name, each in held.items()
                if isinstance(each, Mapping)
            ]
    return found


def change(folder: Path, key: str, changes: Sequence[Change]) -> None:
    """Write changes into the files of a folder; comments and everything else there stay as they are.

    Raises TableError, with nothing written, for one that names what the table does not have.
    """
    document = _toml(folder)
    in_csv = (folder / csv_tables.CAST).is_file()
    header, lines = _csv(folder) if in_csv else ([], [])
    csv_changed = toml_changed = False
    for each in changes:
        if each.table not in TABLES[key]:
            raise TableError(f"{each.table[:60]!r} is no part of {key}: {', '.join(TABLES[key])}")
        if each.table in LISTED:
            _change_listed(document, each)
            toml_changed = True
            continue
        there = each.table in document and each.id in document[each.table]
        if each.table == "cast" and in_csv and not there:
            _change_line(header, lines, each)
            csv_changed = True
        else:
            _change_table(document, each)
            toml_changed = True
    if csv_changed:
        cells = [dict(zip(header, line, strict=False)) for line in lines]
        (folder / csv_tables.CAST).write_bytes(csv_tables.write(header, cells, always=header))
    if toml_changed:
        (folder / production_file.FILE).write_bytes(document.as_string().encode())


def _change_line(header: list[str], lines: list[list[str]], change: Change) -> None:
    place = header.index("id") if "id" in header else 0
    at = next((k for k, line in enumerate(lines) if line[place] == change.id), None)
    if change.gone:
        if at is None:
            raise TableError(f"there is nobody {change.id[:60]!r} in {csv_tables.CAST}")
        del lines[at]
        return
    if at is None:
        lines.append([change.id if k == place else "" for k in range(len(header))])
        at = len(lines) - 1
    for key, value in change.cells.items():
        if key not in header:
            raise TableError(f"{csv_tables.CAST} has no column {key[:60]!r}: {', '.join(header)}")
        lines[at][header.index(key)] = _text(value)


def _change_listed(document: Any, change: Change) -> None:
    if change.gone:
        if not take_out(document, change.table, change.id):
            raise TableError(f"there is no {change.table} {change.id[:60]!r}")
        return
    held = row_of(document, change.table, change.id)
    if held is None:
        held = put_in(document, change.table, change.id)
    _fill(held, change.cells)


def _change_table(document: Any, change: Change) -> None:
    import tomlkit

    if change.table in _ALONE:
        if change.gone:
            raise TableError(f"[{change.table}] cannot be taken out")
        held = document.setdefault(change.table, tomlkit.table())
    else:
        every = document.setdefault(change.table, tomlkit.table(is_super_table=True))
        if change.gone:
            if change.id not in every:
                raise TableError(f"there is no [{change.table}.{change.id[:60]}]")
            del every[change.id]
            return
        held = every.setdefault(change.id, tomlkit.table())
    _fill(held, change.cells)


def _fill(held: Any, cells: Mapping[str, Cell | None]) -> None:
    for key, value in cells.items():
        if value is None:
            held.pop(key, None)
        else:
            held[key] = _like(held.get(key), value)


def _like(old: object, value: Cell) -> object:
    """The value as the file writes it: a date stays a date, a time a time."""
    if isinstance(value, str) and isinstance(old, date | time):
        try:
            return (date if isinstance(old, date) else time).fromisoformat(value)
        except ValueError:
            return value
    return value


def _text(value: Cell | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(value) if isinstance(value, list) else str(value)


def _cells(table: Mapping[str, Any]) -> dict[str, Cell]:
    return {str(key): _plain(value) for key, value in table.items() if not _nested(value)}


def _nested(value: object) -> bool:
    return isinstance(value, Mapping) or (
        isinstance(value, list) and any(isinstance(each, Mapping | list) for each in value)
    )


def _plain(value: Any) -> Cell:
    if isinstance(value, bool):
        return bool(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value)
    if isinstance(value, list):
        return [str(each) for each in value]
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _toml(folder: Path) -> Any:
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    try:
        return tomlkit.parse((folder / production_file.FILE).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, TOMLKitError, RecursionError) as trouble:
        raise TableError(f"{production_file.FILE} cannot be read: {trouble}") from trouble


def _csv(folder: Path) -> tuple[list[str], list[list[str]]]:
    try:
        text = (folder / csv_tables.CAST).read_text(encoding="utf-8-sig")
        first = text.partition("\n")[0]
        between = max((",", ";", "\t"), key=first.count)
        found = [line for line in csv.reader(io.StringIO(text, newline=""), delimiter=between) if any(line)]
    except (OSError, UnicodeDecodeError, csv.Error) as trouble:
        raise TableError(f"{csv_tables.CAST} cannot be read: {trouble}") from trouble
    header = [name.strip().casefold() for name in found[0]] if found else []
    if not header or len(set(header)) != len(header):
        raise TableError(f"{csv_tables.CAST} needs a first line with a name for each column, each once")
    width = len(header)
    return header, [[*line[:width], *[""] * (width - len(line))] for line in found[1:]]
