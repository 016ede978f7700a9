"""Docstrings and tables as Markdown."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

MADE = "*Made from the code by `tools/reference.py`; do not edit.*"


def heading(title: str, *paragraphs: str) -> str:
    """The head of a page."""
    return "\n\n".join((f"# {title}", MADE, *paragraphs))


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; bars and line ends inside cells are kept from breaking it."""
    lines = [f"| {' | '.join(columns)} |", "|" + "---|" * len(columns)]
    lines += [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def prose(thing: Any) -> str:
    """A docstring as paragraphs, double backticks as Markdown's single ones, without Sphinx roles."""
    return markdown(inspect.getdoc(thing) or "")


def markdown(text: str) -> str:
    """Text of a docstring as Markdown."""
    return text.replace("``", "`").strip()


def first(thing: Any) -> str:
    """The first paragraph of a docstring, on one line."""
    return " ".join(prose(thing).split("\n\n")[0].split())


def plain(text: str) -> str:
    """Help text without the command line's own markup."""
    return re.sub(r"\[/?(?:bold|italic|dim)\]", "", text)


def module_name(module: Any) -> str:
    """Where a member lives, as a path from the root of the project."""
    return "src/" + str(module.__name__).replace(".", "/") + ".py"


def shown(value: object) -> str:
    """A value as people write it in a file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, tuple | list):
        return "[" + ", ".join(shown(item) for item in value) + "]"
    return str(value)
