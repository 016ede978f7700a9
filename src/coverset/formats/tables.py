"""scenes.csv and cast.csv: the breakdown and the cast as tables that open in any spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coverset.findings import Finding, Severity, nearest
from coverset.formats import _notation as notation
from coverset.formats._categories import category_named
from coverset.formats._folder import MOST_BYTES, decode, too_large
from coverset.formats._script import Report
from coverset.model.headings import TIMES

KEY = "tables"
TITLE = "Scene and cast tables"
SUFFIXES = (".csv", ".tsv")

SCENES, CAST = "scenes.csv", "cast.csv"
MOST_ROWS = 20_000
MOST_COLUMNS = 200
NONE = "-"
_ELEMENTS = "elements:"

_SEPARATORS = (",", ";", "\t")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+\d+")
_ARMED = re.compile(r"'*[=+@\t\r-]")
_INSIDE = {
    **dict.fromkeys(("int", "i", "interior"), "INT"),
    **dict.fromkeys(("ext", "e", "exterior", "est"), "EXT"),
    **dict.fromkeys(("int/ext", "ext/int", "i/e", "e/i"), "INT/EXT"),
}
_LIGHTS = {"day": "daylight", "daylight": "daylight", "night": "dark", "dark": "dark", "any": "any"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line in the file, and what its cells say, by column. An empty cell says nothing."""

    line: int
    cells: Mapping[str, Any]

    def get(self, column: str, otherwise: Any = None) -> Any:
        """What a cell says, or something else when it says nothing."""
        return self.cells.get(column, otherwise)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, other headers it is known by, how a cell is read, what ``-`` (nothing) means."""

    name: str
    read: Callable[[str], Any]
    also: tuple[str, ...] = ()
    nothing: Any = None
    words: str = field(default="", compare=False)


def _texts(text: str) -> tuple[str, ...]:
    return tuple(notation.to_text(item) for item in notation.to_items(text))


def _stretches(text: str) -> tuple[Any, ...]:
    return tuple(notation.to_stretch(item) for item in notation.to_stretches(text))


def _one_of(allowed: Mapping[str, str], what: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        word = text.strip().rstrip(".").casefold().replace(".", "").replace(" ", "")
        if word in allowed:
            return allowed[word]
        raise ValueError(f"{text!r} is not {what}: write one of {', '.join(dict.fromkeys(allowed.values()))}")

    return read


def _light(text: str) -> str:
    if text.strip().casefold() in _LIGHTS:
        return _LIGHTS[text.strip().casefold()]
    raise ValueError(f"{text!r} is not a light to shoot in: write day, night or any")


def _time(text: str) -> str:
    word = " ".join(text.upper().split())
    if word in TIMES or word in TIMES.values():
        return TIMES.get(word, word)
    if word in ("D", "N"):
        return "DAY" if word == "D" else "NIGHT"
    raise ValueError(f"{text!r} is not a time of day of the story: write DAY, NIGHT, DAWN or DUSK")


def _number(text: str) -> str:
    if _SCIENTIFIC.fullmatch(text.strip()):
        hint = (
            "the spreadsheet has turned a scene number into one with an exponent: format the column as text"
        )
        raise ValueError(f"{text!r} is not a scene number; {hint}")
    number = notation.to_text(text)
    if len(number) > 40 or "/" in number:
        raise ValueError(f"{text!r} is not a scene number: letters and digits, 12A or A20, without the film")
    return number


def _duration(text: str) -> int:
    match = re.fullmatch(r"\s*(\d{1,3})\s*[:h]\s*(\d{2})(?::00|m|min)?\s*", text)
    return int(match[1]) * 60 + int(match[2]) if match else notation.to_whole(text.strip())


def _parts(text: str) -> int | tuple[int, ...]:
    """How many parts, or the eighths of each."""
    items = re.split(r"[;+]", text)
    if len(items) == 1:
        count = notation.to_whole(text.strip())
        if not 1 <= count <= 50:
            raise ValueError(f"{text!r} is not a number of parts (1 to 50); or give the parts: 4/8; 6/8")
        return count
    return tuple(notation.to_eighths(item) for item in items if item.strip())


_MARK = _one_of({word: word for word in ("seeded", "derived", "assumed")}, "a mark")
_TEXT = notation.to_text

SCENE_COLUMNS = (
    Column("film", _TEXT, ("movie", "episode", "ep")),
    Column("number", _number, ("scene", "scene number", "scene no", "scene #", "sc", "no", "#")),
    Column("part", _TEXT, (), ""),
    Column("heading", _TEXT, ("slug", "slugline", "scene heading")),
    Column("int_ext", _one_of(_INSIDE, "inside or outside"), ("i/e", "int/ext", "ie")),
    Column("set", _TEXT, ("story set",)),
    Column("location", _TEXT, ("place", "shooting location")),
    Column("time", _time, ("d/n", "day/night", "dn", "time of day")),
    Column("eighths", notation.to_eighths, ("8ths", "page 8ths")),
    Column("pages", notation.to_pages, ("page count", "pgs")),
    Column("minutes", _duration, ("est time", "est. time", "shoot time", "estimate", "duration")),
    Column("setups", lambda text: notation.to_whole(text.strip()), ("set ups", "set-ups")),
    Column("shift", _light, ("light",)),
    Column("parts", _parts),
    Column("cast", _texts, ("characters", "cast ids"), ()),
    Column("units", _texts, ("unit",), ()),
    Column("resources", _texts, ("resource",), ()),
    Column("synopsis", _TEXT, ("description", "summary"), ""),
    Column("script_day", _TEXT, ("story day",), ""),
    Column("script_page", _TEXT, (), ""),
    Column("big_stunt", notation.to_yes, ("stunt day",), False),
    Column("omitted", notation.to_yes, ("omit",), False),
    Column("notes", _texts, ("note", "comments"), ()),
    Column("mark", _MARK),
)

CAST_COLUMNS = (
    Column("number", _TEXT, ("no", "#", "cast number", "board number", "cast id"), ""),
    Column("id", _TEXT, ("key",)),
    Column("name", _TEXT, ("role", "character"), ""),
    Column("also", _texts, ("aliases", "also called"), ()),
    Column("rate", notation.to_money, ("day rate", "fee a day")),
    Column("hold_rate", notation.to_money, ("holding rate",)),
    Column("films", _texts, ("film",), ()),
    Column("start", notation.to_date, ("from", "start date")),
    Column("finish", notation.to_date, ("until", "end", "finish date")),
    Column("available", _stretches, ("availability",), ()),
    Column("away", _stretches, ("unavailable", "absences"), ()),
    Column("hold", notation.to_yes, ("allow hold",)),
    Column("drop", notation.to_yes, ("allow drop",)),
    Column("drop_after", lambda text: notation.to_whole(text.strip()), ("drop days",)),
    Column("drop_operator", _one_of({">": ">", ">=": ">="}, "a comparison")),
    Column("drop_limit", lambda text: notation.to_whole(text.strip()), ("max drops",)),
    Column(
        "drop_choose",
        _one_of({word: word for word in ("cheapest", "first", "longest")}, "a choice"),
    ),
    Column("drop_fee", notation.to_money),
    Column("home", _TEXT, ("home base",), ""),
    Column("kind", _one_of({word: word for word in ("cast", "stunt", "background")}, "a kind")),
    Column("mark", _MARK),
    Column("note", _TEXT, ("notes", "comment", "comments"), ""),
)


def sniff(head: bytes) -> bool:
    """Whether a file's first bytes look like scenes.csv or cast.csv: a header row of their columns."""
    if b"\0" in head:
        return False
    first = head.decode("utf-8-sig", errors="replace").splitlines()[:1]
    if not first:
        return False
    names = {_plain(cell) for cell in next(csv.reader(first, delimiter=_separator(first[0])), [])}
    known = _headers(SCENE_COLUMNS) | _headers(CAST_COLUMNS)
    return len(names & known.keys()) >= 2 and bool(names & {"number", "scene", "id", "name", "role"})


def read_scenes(data: bytes, name: str = SCENES) -> tuple[list[Row], list[Finding]]:
    """Read scenes.csv: one row a scene or declared part; columns in any order, an empty cell says nothing.

    Cells: ``eighths`` "1 3/8", "11/8", "1.375" or a whole number of eighths, ``pages`` the same with whole
    pages; ``minutes`` 90 or 1:30; ``shift`` day, night or any; ``parts`` "3" or "4/8; 6/8"; lists separated
    by ``;``; ``-`` for nothing where the script says something. A column named as a breakdown category
    (Props, Stunts, ...) holds elements, under ``elements`` in the row. Comma, semicolon or tab separated, any
    line ends, UTF-8, UTF-16 or Windows-1252. Every mistake is a finding with its line; the rest is read.
    """
    report = Report(name)
    rows, notes = read_table(data, name, SCENE_COLUMNS, report, elements=True)
    for row in rows:
        if "number" not in row.cells:
            sentence = "The row names no scene: fill in the column number."
            report.add("scene-without-number", Severity.ERROR, sentence, row.line)
        if "eighths" in row.cells and "pages" in row.cells and row.cells["eighths"] != row.cells["pages"]:
            sentence = f"Scene {row.get('number')}: eighths and pages differ; keep one of the two columns."
            report.add("value-twice", Severity.ERROR, sentence, row.line)
    return [row for row in rows if "number" in row.cells], notes + report.findings()


def read_cast(data: bytes, name: str = CAST) -> tuple[list[Row], list[Finding]]:
    """Read cast.csv: one row a person; ``rate`` in major units, ``away`` as dates and stretches of dates.

    As ``read_scenes``: any separator, order of columns and line ends, every mistake with its line.
    """
    report = Report(name)
    rows, notes = read_table(data, name, CAST_COLUMNS, report, elements=False)
    kept = []
    for row in rows:
        if row.get("id") or row.get("name"):
            kept.append(row)
        else:
            sentence = "The row names nobody: fill in the column id (LEAD) or name."
            report.add("person-without-id", Severity.ERROR, sentence, row.line)
    return kept, notes + report.findings()


def _plain(header: str) -> str:
    return " ".join(re.split(r"[\s_]+", header.strip().strip("\ufeff").casefold()))


def _headers(columns: Iterable[Column]) -> dict[str, Column]:
    return {_plain(word): column for column in columns for word in (column.name, *column.also)}


def _separator(line: str) -> str:
    return max(_SEPARATORS, key=line.count)


def read_table(
    data: bytes, name: str, columns: Sequence[Column], report: Report, *, elements: bool
) -> tuple[list[Row], list[Finding]]:
    """Read any table of known columns; what is wrong in it goes into the report, notes on the file are answered."""
    if len(data) > MOST_BYTES:
        return [], [too_large(name, len(data), MOST_BYTES)]
    text, notes = decode(data, name)
    if "\0" in text:
        report.add(
            "table-broken", Severity.ERROR, "The file is not text; save it from the spreadsheet as CSV."
        )
        return [], notes
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first = next((line for line in text.split("\n") if line.strip()), "")
    reader = csv.reader(io.StringIO(text), delimiter=_separator(first), strict=True)
    rows: list[Row] = []
    header: list[Column | str | None] | None = None
    line = 1
    try:
        for cells in reader:
            start, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            if header is None:
                header = _header(cells, columns, start, report, elements)
                if header is None:
                    return [], notes
            elif len(rows) >= MOST_ROWS:
                sentence = (
                    f"The table has more than {MOST_ROWS:,} rows; no production has. The rest is not read."
                )
                report.add("table-too-long", Severity.ERROR, sentence, start)
                break
            else:
                rows.append(_row(cells, header, start, report))
    except csv.Error as trouble:
        sentence = (
            f"The table cannot be read from here on: {trouble}. Look for a quotation mark that is opened and "
            "never closed; a quotation mark inside a cell is written twice."
        )
        report.add("table-broken", Severity.ERROR, sentence, line)
    if header is None:
        report.add("table-empty", Severity.WARNING, "The table is empty: its first row names the columns.", 1)
    return rows, notes


def _header(
    cells: list[str], columns: Sequence[Column], line: int, report: Report, elements: bool
) -> list[Column | str | None] | None:
    """What each column is: one of ours, a breakdown category by key, or nothing we read."""
    if len(cells) > MOST_COLUMNS:
        sentence = f"The table has {len(cells):,} columns; at most {MOST_COLUMNS} are read."
        report.add("table-too-wide", Severity.ERROR, sentence, line)
        return None
    known = _headers(columns)
    found: list[Column | str | None] = []
    seen: set[str] = set()
    for cell in cells:
        column: Column | str | None = known.get(_plain(cell))
        if elements and column is None:
            column = _category(cell)
        key = column.name if isinstance(column, Column) else column and f"{_ELEMENTS} {column}"
        if key is None and cell.strip():
            hint = nearest(_plain(cell), known)
            hint = hint if hint.startswith("did") else f"known: {', '.join(each.name for each in columns)}."
            sentence = f"The column {cell.strip()[:60]!r} is not read: {hint}"
            report.add("column-unknown", Severity.WARNING, sentence, line)
        elif key is not None and key in seen:
            sentence = f"The column {cell.strip()[:60]!r} is there twice; keep one."
            report.add("column-twice", Severity.ERROR, sentence, line)
            column = None
        if key is not None:
            seen.add(key)
        found.append(column)
    if not seen:
        names = ", ".join(column.name for column in columns)
        sentence = f"The first row names none of the columns; it has to name some of {names}."
        report.add("table-without-header", Severity.ERROR, sentence, line)
        return None
    return found


def element_header(category: str) -> str:
    """The column that holds a category of the breakdown."""
    if category == "notes":
        return "notes"
    own = category_named(category)
    plain = own is not None and own.key == category and _plain(category) not in _headers(SCENE_COLUMNS)
    return category if plain else f"{_ELEMENTS} {category}"


def _category(header: str) -> str | None:
    """The category of the breakdown that a column holds."""
    if header.strip().casefold().startswith(_ELEMENTS):
        return header.strip()[len(_ELEMENTS) :].strip() or None
    category = category_named(header)
    return category.key if category else None


def _row(cells: list[str], header: Sequence[Column | str | None], line: int, report: Report) -> Row:
    found: dict[str, Any] = {}
    elements: dict[str, tuple[str, ...]] = {}
    for column, raw in zip(header, cells, strict=False):
        text = raw[1:].strip() if raw[:1] == "'" and _ARMED.match(raw) else raw.strip()
        if column is None or not text:
            continue
        try:
            if isinstance(column, str):
                elements[column] = () if text == NONE else _texts(text)
            elif text == NONE and column.nothing is not None:
                found[column.name] = column.nothing
            else:
                found[column.name] = column.read(text)
        except ValueError as trouble:
            name = column if isinstance(column, str) else column.name
            report.add("value-wrong", Severity.ERROR, f"Column {name}: {trouble}.", line)
    if any(cell.strip() for cell in cells[len(header) :]):
        sentence = "The row has more cells than the first row names; put quotation marks around a cell with the separator in it."
        report.add("row-too-long", Severity.ERROR, sentence, line)
    if elements:
        found["elements"] = elements
    return Row(line, found)


def write(columns: Sequence[str], rows: Iterable[Mapping[str, str]], always: Collection[str] = ()) -> bytes:
    """A table as bytes: the columns that some row fills or ``always``, cells a spreadsheet would run disarmed.

    A byte order mark is written only where a spreadsheet needs one to show letters beyond ASCII.
    """
    kept = [dict(row) for row in rows]
    used = [name for name in columns if name in always or any(row.get(name) for row in kept)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(used)
    for row in kept:
        writer.writerow([_disarmed(row.get(name, "")) for name in used])
    text = out.getvalue()
    return text.encode("utf-8" if text.isascii() else "utf-8-sig")


def _disarmed(text: str) -> str:
    return f"'{text}" if text != NONE and _ARMED.match(text) else text
