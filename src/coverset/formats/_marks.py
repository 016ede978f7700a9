"""How single values of a file are known: the keys ``mark`` and ``marks`` of its tables, read and written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from coverset.findings import Finding, Place, nearest
from coverset.formats._folder import error
from coverset.model.production import Marked

if TYPE_CHECKING:
    from pydantic import BaseModel


def marks_in(file: BaseModel, at: Callable[..., Place], findings: list[Finding]) -> Iterator[Marked]:
    """The marks in the tables of a file: ``mark`` for a whole table, ``marks`` for single values of it."""
    for name in type(file).model_fields:
        value = getattr(file, name)
        tables: list[tuple[str, tuple[str | int, ...], Any]]
        if isinstance(value, dict):
            tables = [(f"{name}.{key}", (name, key), table) for key, table in value.items()]
        elif isinstance(value, tuple):
            tables = [(row_path(name, place, each), (name, place), each) for place, each in enumerate(value)]
        else:
            tables = [(name, (name,), value)] if value is not None else []
        for path, keys, table in tables:
            if getattr(table, "mark_", None):
                yield Marked(path, table.mark_)
            for key, mark in (getattr(table, "marks_", None) or {}).items():
                known = [
                    each.strip("_") for each in type(table).model_fields if each not in ("mark_", "marks_")
                ]
                if key not in known:
                    sentence = f"{path} has no value {key!r} to mark; {nearest(key, known)}"
                    findings.append(error("key-unknown", sentence, at(*keys, "marks", key)))
                    continue
                yield Marked(f"{path}.{key}", mark)


def row_path(name: str, place: int, row: Any) -> str:
    """The path of a row: by its id where it has one, else by its place from 1."""
    given = getattr(row, "id", None)
    return f"{name}.{given}" if given else f"{name}[{place + 1}]"


def marked(
    table: Mapping[str, Any], path: str, marks: Mapping[str, Marked], keys: Collection[str], placed: set[str]
) -> dict[str, Any]:
    """A table with the marks that can stand in it; their paths are added to ``placed``.

    A mark with a note stands on its own. ``keys`` are the values that a table of the kind can mark.
    """
    found = dict(table)

    def take(where: str) -> str:
        mark = marks.get(where)
        if mark is None or mark.note or not mark.mark or where in placed:
            return ""
        placed.add(where)
        return mark.mark

    if word := take(path):
        found["mark"] = word
    if words := {key: word for key in keys if (word := take(f"{path}.{key}"))}:
        found["marks"] = words
    return found
