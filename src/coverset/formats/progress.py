"""progress.csv: what the daily production reports say was shot, partly shot, dropped, added and is owed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from coverset.findings import Finding, Place, Severity
from coverset.formats import _notation as notation
from coverset.formats import tables
from coverset.formats._folder import decode
from coverset.formats._script import Report
from coverset.formats.tables import Column, Row
from coverset.model.hints import Hints
from coverset.model.production import Production
from coverset.model.progress import Entry
from coverset.model.scenes import Activity

KEY = "progress"
TITLE = "Progress table"
SUFFIXES = (".csv", ".tsv")
FILE = "progress.csv"

_WHATS = {
    **dict.fromkeys(("shot", "complete", "completed", "done"), "shot"),
    **dict.fromkeys(("part", "partly", "partial"), "part"),
    **dict.fromkeys(("omitted", "omit", "cut"), "omitted"),
    "added": "added",
    **dict.fromkeys(("pickup owed", "owed", "pickup"), "pickup owed"),
    "pickup shot": "pickup shot",
    **dict.fromkeys(("wrap", "wrapped"), "wrap"),
}


def _what(text: str) -> str:
    word = " ".join(text.casefold().replace("-", " ").replace("pick up", "pickup").split())
    if word in _WHATS:
        return _WHATS[word]
    known = ", ".join(dict.fromkeys(_WHATS.values()))
    raise ValueError(f"{text!r} is not what can become of a scene: write one of {known}")


COLUMNS = (
    Column("date", notation.to_date, ("day", "shoot date")),
    Column("unit", notation.to_text, (), ""),
    Column("scene", notation.to_text, ("task", "activity", "film", "sc")),
    Column("what", _what, ("status", "disposition")),
    Column("eighths", notation.to_eighths, ("8ths",)),
    Column("minutes", lambda text: notation.to_whole(text.strip())),
    Column("due", notation.to_date),
    Column("note", notation.to_text, ("notes", "why"), ""),
    Column("source", notation.to_text, ("report",), ""),
)

ALWAYS = tuple(column.name for column in COLUMNS)
_KNOWN = {word: column.name for column in COLUMNS for word in (column.name, *column.also)}


def sniff(head: bytes) -> bool:
    """Whether a file's first bytes look like progress.csv: its header has a scene and what became of it."""
    first = head.decode("utf-8-sig", errors="replace").splitlines()[:1]
    if b"\0" in head or not first:
        return False
    separator = max((",", ";", "\t"), key=first[0].count)
    cells = {cell.strip().casefold() for cell in next(csv.reader(first, delimiter=separator), [])}
    return {"scene", "what"} <= cells


def read(data: bytes, name: str = FILE) -> tuple[list[Row], list[Finding]]:
    """Read the table: one row an entry, columns in any order; every mistake with its line, the rest is read."""
    report = Report(name)
    rows, notes = tables.read_table(data, name, COLUMNS, report, elements=False)
    kept = []
    slipped = {slip.place.line for slip in report.findings() if slip.place}
    for row in rows:
        missing = [column for column in ("scene", "what") if not row.get(column)]
        if missing and row.line in slipped:
            continue
        if missing:
            sentence = f"The row needs {' and '.join(missing)}: a scene, and what became of it."
            report.add("value-missing", Severity.ERROR, sentence, row.line)
        else:
            kept.append(row)
    return kept, notes + report.findings()


def entries(
    rows: Iterable[Row], production: Production, name: str = FILE
) -> tuple[tuple[Entry, ...], list[Finding]]:
    """The rows as entries with ids where they had names; a scene's name means all of its parts.

    A unit left empty is the only one that may do it, where there is only one.
    """
    known = _Names(production)
    found: list[Entry] = []
    findings: list[Finding] = []
    for row in rows:
        place = Place(name, row.line)
        what = str(row.get("what"))
        called = str(row.get("scene"))
        ids = known.films(called) if what == "wrap" else known.tasks(called)
        if not ids:
            kind, names = ("film", known.film_ids) if what == "wrap" else ("scene", known.names)
            sentence = f"There is no {kind} {called!r}; {known.hints.near(called, names)}"
            findings.append(Finding(f"{kind}-unknown", Severity.ERROR, sentence, place, (called,)))
            continue
        if len(ids) > 1 and what in ("part", "pickup owed", "pickup shot"):
            sentence = f"{called} is shot in parts: say which, {', '.join(ids)}."
            findings.append(Finding("part-unnamed", Severity.ERROR, sentence, place, (called,)))
            continue
        unit = known.unit(str(row.get("unit") or ""))
        for task in ids:
            own = unit or (known.only_unit(task) if what in ("shot", "part", "pickup shot") else "")
            found.append(Entry(task, what, row.get("date"), own, **_rest(row), source=place))  # type: ignore[arg-type]
    return tuple(found), findings


def _rest(row: Row) -> dict[str, Any]:
    return {
        "eighths": row.get("eighths"),
        "minutes": row.get("minutes"),
        "due": row.get("due"),
        "note": row.get("note") or "",
        "cited": row.get("source") or "",
    }


class _Names:
    """What people call scenes, activities, films and units, to the ids they mean."""

    def __init__(self, production: Production) -> None:
        self.hints = Hints()
        self._production = production
        self._ids: dict[str, list[str]] = {}
        for scene in production.scenes:
            for called in {scene.id, f"{scene.film}/{scene.number}"}:
                self._ids.setdefault(notation.folded(called), []).append(scene.id)
        if len(production.films) == 1:
            for scene in production.scenes:
                self._ids.setdefault(notation.folded(scene.number), []).append(scene.id)
        for activity in production.activities:
            self._ids.setdefault(notation.folded(activity.id), []).append(activity.id)
        self.names = [*(scene.id for scene in production.scenes), *(a.id for a in production.activities)]
        self.film_ids = [film.id for film in production.films]
        self._units = {
            notation.folded(called): unit.id for unit in production.units for called in (unit.name, unit.id)
        }

    def tasks(self, called: str) -> list[str]:
        """The scenes, parts or activity that are meant, none when nothing is."""
        return [called] if called in self.names else self._ids.get(notation.folded(called), [])

    def films(self, called: str) -> list[str]:
        """The film that is meant."""
        return [film for film in self.film_ids if notation.folded(film) == notation.folded(called)]

    def unit(self, called: str) -> str:
        """The unit that is meant; an unknown one stays as it is written."""
        return self._units.get(notation.folded(called), called) if called else ""

    def only_unit(self, task: str) -> str:
        """The unit that did it where only one may."""
        work = next((a for a in self._production.activities if a.id == task), None)
        if isinstance(work, Activity):
            return work.unit
        scene = next(scene for scene in self._production.scenes if scene.id == task)
        units = self._production.units_for(scene)
        return units[0].id if len(units) == 1 else ""


def row_of(entry: Entry) -> dict[str, str]:
    """An entry as cells."""
    return {
        "date": entry.day.isoformat() if entry.day else "",
        "unit": entry.unit,
        "scene": entry.task,
        "what": entry.what,
        "eighths": "" if entry.eighths is None else f"{entry.eighths}/8",
        "minutes": "" if entry.minutes is None else str(entry.minutes),
        "due": entry.due.isoformat() if entry.due else "",
        "note": entry.note,
        "source": entry.cited,
    }


def write(progress: Iterable[Entry]) -> bytes:
    """progress.csv."""
    return tables.write(ALWAYS, map(row_of, progress), ALWAYS)


def with_rows(data: bytes | None, rows: Iterable[Mapping[str, str]]) -> bytes:
    """The file with rows at its end, in its own columns and with its own separator; what stands there stays.

    ``data`` None begins a new file. Columns that the rows fill and the file lacks are added to the right.
    """
    added = list(rows)
    text = decode(data, FILE)[0] if data else ""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first:
        return tables.write(ALWAYS, added, ALWAYS)
    separator = max((",", ";", "\t"), key=first.count)
    table = [row for row in csv.reader(io.StringIO(text), delimiter=separator) if any(row)]
    header = [_KNOWN.get(cell.strip().casefold(), cell) for cell in table[0]]
    wanted = [name for name in ALWAYS if name not in header and any(row.get(name) for row in added)]
    disarmed = tables.write([*header, *wanted], added, [*header, *wanted]).decode("utf-8-sig")
    new = list(csv.reader(io.StringIO(disarmed)))[1:]
    width = len(header)
    if wanted:
        table = [[*table[0], *wanted]] + [[*row, *[""] * (width - len(row))] for row in table[1:]]
    out = io.StringIO()
    end = "\r\n" if "\r\n" in text else "\n"
    kept = text if not wanted else ""
    csv.writer(out, delimiter=separator, lineterminator=end).writerows(new if kept else [*table, *new])
    whole = (kept.rstrip("\r\n") + end if kept else "") + out.getvalue()
    return whole.encode("utf-8" if whole.isascii() else "utf-8-sig")
