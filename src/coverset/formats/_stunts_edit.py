"""stunts.toml as people keep it, with one change made in it: every other character stays as it was, comments too.

What changed is found by comparing the record before and after; values are replaced in their place, new values go
to the end of their table, new rows behind the last of their kind.
"""

from __future__ import annotations

from typing import Any

from coverset.formats._production_text import _key, _value
from coverset.formats._stunts_file import NAMED, TABLES
from coverset.formats._stunts_text import row, table_lines
from coverset.formats._toml_lines import Path, lines_of
from coverset.model.production import Production


class CannotEditError(ValueError):
    """The file states this in a way that only a hand can change; the text says where."""


def edited(text: str, before: Production, after: Production) -> str:
    """The text of stunts.toml with the differences between two states of a production's stunts written into it.

    The text must be that of ``before``. Handles values of tables, and rows that are added, removed or put back;
    raises CannotEditError for anything else, such as tables that stand inline.
    """
    line_ends = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n")
    for name, field in TABLES.items():
        old, new = getattr(before.stunts, field), getattr(after.stunts, field)
        if old == new:
            continue
        olds = {_name(name, k, each): row(name, each, before) for k, each in enumerate(old)}
        news = {_name(name, k, each): row(name, each, after) for k, each in enumerate(new)}
        text = _changed(text, name, olds, news)
        for key in reversed([key for key in olds if key not in news]):
            text = _without(text, name, list(olds).index(key) if name not in NAMED else str(key))
        for place, key in enumerate(news):
            if key not in olds:
                text = _with_row(text, name, key, place, news[key])
    return text.replace("\n", line_ends)


def _name(table: str, place: int, member: Any) -> str | int:
    """What a row is known by: its id; for rows without one their place."""
    found: str | int = getattr(member, "id", "") or place
    return found


def _changed(text: str, name: str, olds: dict[str | int, Any], news: dict[str | int, Any]) -> str:
    """The text with the values that differ in rows that stay."""
    added: list[tuple[Path, str, Any]] = []
    todo: list[tuple[str | int, str, Any]] = []
    for place, (key, old) in enumerate(olds.items()):
        new = news.get(key, old)
        at: str | int = str(key) if name in NAMED else place
        for field in dict.fromkeys((*old, *new)):
            if old.get(field) == new.get(field):
                continue
            if _is_table(old.get(field)) or _is_table(new.get(field)):
                raise CannotEditError(f"{name} {key}: change {field} in stunts.toml by hand.")
            if field in old:
                todo.append((at, field, new.get(field)))
            else:
                added.append(((name, at), field, new[field]))
    if todo:
        text = _replaced(text, name, todo)
    for path, field, value in added:
        text = _with_value(text, path, field, value)
    return text


def _is_table(value: Any) -> bool:
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(each, dict) for each in value)
    )


def _replaced(text: str, name: str, todo: list[tuple[str | int, str, Any]]) -> str:
    """The text with values in their old places changed, or gone where they are None."""
    import tomlkit

    document: Any = tomlkit.parse(text)
    for at, field, value in todo:
        table = document[name][at]
        key = next((each for each in (field, *_OTHER_KEYS.get(field, ())) if each in table), None)
        if key is None:
            if value is not None:
                table[field] = value
        elif value is None:
            del table[key]
        else:
            table[key] = value
    return tomlkit.dumps(document)


_OTHER_KEYS = {"beats": ("beat",)}


def _headers(text: str, lines: dict[Path, int]) -> dict[int, Path]:
    """The lines on which a table begins, with the longest path that begins there."""
    rows = text.split("\n")
    found: dict[int, Path] = {}
    for path, line in lines.items():
        if rows[line - 1].lstrip().startswith("[") and len(path) >= len(found.get(line, ())):
            found[line] = path
    return found


def _end(text: str, headers: dict[int, Path], line: int, path: Path, *, whole: bool) -> int:
    """The last line of a table's own text; with ``whole`` of the tables inside it too. Comments before the next stay with it."""
    rows = text.split("\n")
    after = (at for at in sorted(headers) if at > line)
    last = next((at for at in after if not whole or headers[at][: len(path)] != path), len(rows) + 1) - 1
    while last > line and (not rows[last - 1].strip() or rows[last - 1].lstrip().startswith("#")):
        last -= 1
    return last


def _begin(text: str, path: Path) -> tuple[dict[int, Path], int]:
    lines = lines_of(text)
    headers = _headers(text, lines)
    line = next((at for at, found in sorted(headers.items()) if found == path), None)
    if line is None:
        raise CannotEditError(
            f"{'.'.join(map(str, path))} has no header of its own in stunts.toml; edit it by hand."
        )
    return headers, line


def _with_value(text: str, path: Path, field: str, value: Any) -> str:
    headers, line = _begin(text, path)
    last = _end(text, headers, line, path, whole=False)
    rows = text.split("\n")
    rows.insert(last, f"{_key((field,))} = {_value(value)}")
    return "\n".join(rows)


def _without(text: str, name: str, at: str | int) -> str:
    headers, line = _begin(text, (name, at))
    last = _end(text, headers, line, (name, at), whole=True)
    rows = text.split("\n")
    while last < len(rows) and not rows[last].strip():
        last += 1
    return "\n".join([*rows[: line - 1], *rows[last:]])


def _with_row(text: str, name: str, key: str | int, place: int, table: dict[str, Any]) -> str:
    """The text with a new row: in its place among the others of its kind, or at the end of the file."""
    many = name not in NAMED
    path = (name,) if many else (name, str(key))
    new = table_lines(path, table, many=many)
    rows = text.split("\n")
    headers = _headers(text, lines_of(text))
    ours = [(line, found) for line, found in sorted(headers.items()) if found[0] == name and len(found) == 2]
    if many and place < len(ours):
        line = ours[place][0]
        return "\n".join([*rows[: line - 1], *new, "", *rows[line - 1 :]])
    if not ours:
        return "\n".join([text.rstrip("\n"), "", *new, ""])
    last = _end(text, headers, *ours[-1], whole=True)
    return "\n".join([*rows[:last], "", *new, *rows[last:]])
