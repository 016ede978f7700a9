"""A table of a production's folder with some of its rows changed: every other row stays as it was, to the letter."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from coverset.formats import tables
from coverset.formats._folder import decode

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Edits:
    """What becomes of a table: cells by the line their row begins on ("" empties one), lines that go, rows that come.

    ``added`` are rows by the line that they follow; 0 puts them at the end.
    """

    cells: Mapping[int, Cells] = field(default_factory=dict)
    gone: Collection[int] = ()
    added: Sequence[tuple[int, Cells]] = ()

    @property
    def nothing(self) -> bool:
        """Whether the table stays as it is."""
        return not (self.cells or self.gone or self.added)


def edited(
    data: bytes | None, edits: Edits, columns: Sequence[tables.Column], always: Collection[str]
) -> bytes:
    """The table's bytes with the edits made; without a table before, one of the rows that are added.

    Columns go by any of their names; one that is needed and missing is put at the right end of the first row. The
    separator, line ends and encoding (but UTF-8 for any other) stay. What a spreadsheet would run is disarmed.
    """
    if edits.nothing and data is not None:
        return data
    rows = [dict(cells) for _, cells in edits.added]
    if data is None or not data.strip():
        ours = [column.name for column in columns]
        extra = dict.fromkeys(name for row in rows for name in row if name not in ours)
        return tables.write([*ours, *extra], rows, always)
    text, _ = decode(data, "")
    end = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _Table(text, columns).edited(edits, end)


class _Table:
    def __init__(self, text: str, columns: Sequence[tables.Column]) -> None:
        self._lines = text.split("\n")
        if self._lines[-1] == "":
            self._lines.pop()
        first = next((line for line in self._lines if line.strip()), "")
        self._separator = max((",", ";", "\t"), key=first.count)
        self._rows: list[tuple[int, int, list[str]]] = []
        reader = csv.reader(io.StringIO(text), delimiter=self._separator, strict=True)
        start = 1
        for cells in reader:
            self._rows.append((start, reader.line_num, cells))
            start = reader.line_num + 1
        self._head = next(k for k, (_, _, cells) in enumerate(self._rows) if any(c.strip() for c in cells))
        known = {tables._plain(word): c.name for c in columns for word in (c.name, *c.also)}
        self._header = list(self._rows[self._head][2])
        self._names = [
            known.get(tables._plain(cell)) or tables._category(cell) or cell for cell in self._header
        ]

    def edited(self, edits: Edits, end: str) -> bytes:
        """The whole table again."""
        wanted = (*edits.cells.values(), *(new for _, new in edits.added))
        for name in dict.fromkeys(name for new in wanted for name, value in new.items() if value):
            self._at(name, add=True)
        after: dict[int, list[Cells]] = {}
        for line, new in edits.added:
            after.setdefault(line, []).append(new)
        out: list[str] = []
        for place, (start, stop, cells) in enumerate(self._rows):
            if place == self._head:
                old = len(cells)
                out.append(self._line(self._header) if len(self._header) > old else self._own(start, stop))
            elif start in edits.cells:
                out.append(self._line(self._changed(cells, edits.cells[start])))
            elif start not in edits.gone:
                out.append(self._own(start, stop))
            out += [self._line(self._changed([], new)) for new in after.pop(start, ())]
        out += [self._line(self._changed([], new)) for new in after.get(0, ())]
        whole = end.join("\n".join(out).split("\n")) + end
        return whole.encode("utf-8" if whole.isascii() else "utf-8-sig")

    def _own(self, start: int, stop: int) -> str:
        return "\n".join(self._lines[start - 1 : stop])

    def _changed(self, cells: list[str], new: Cells) -> list[str]:
        row = list(cells)
        for name, value in new.items():
            at = self._at(name, add=bool(value))
            if at is None:
                continue
            row += [""] * (at + 1 - len(row))
            row[at] = tables._disarmed(value)
        return row

    def _at(self, name: str, *, add: bool) -> int | None:
        category = tables._category(name) or name
        for at, known in enumerate(self._names):
            if known in (name, category):
                return at
        if not add:
            return None
        self._header.append(name)
        self._names.append(category)
        return len(self._names) - 1

    def _line(self, cells: Sequence[str]) -> str:
        out = io.StringIO()
        csv.writer(out, delimiter=self._separator, lineterminator="").writerow(cells)
        return out.getvalue()
