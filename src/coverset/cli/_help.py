"""Help as it fits the terminal: paragraphs flow, an example that is too long for a line takes its words below it."""

from __future__ import annotations

import inspect
import re
import shutil
from copy import copy
from typing import TYPE_CHECKING

from typer.core import TyperCommand

if TYPE_CHECKING:
    from typing import Any

_TOKEN = re.compile(r'(?:-\S+\s)?(?:[^\s"-][^\s"]*"[^"]*"|"[^"]*"|[^\s"-]\S*)|\S+')
"""A word, an option with its value, or what stands in quotes."""
_MARGIN = 2
_NOTHING = "[bold][/bold]"


class Command(TyperCommand):
    """A command whose help is laid out for the terminal that it is read on."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help."""
        shown = copy(self)
        text = flowed(self.help or "", shutil.get_terminal_size().columns)
        # Indents that all lines but the first have in common would be taken away.
        shown.help = text.replace("\n\n  ", f"\n\n{_NOTHING}  ")
        super(Command, shown).format_help(ctx, formatter)


def flowed(text: str, width: int) -> str:
    """Help for lines of a width: its prose in one line a paragraph, for the terminal to break, its examples laid out."""
    found = []
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        lines = paragraph.splitlines()
        if all(line.startswith("  ") for line in lines):
            found.append("\n".join(_examples(lines, width - _MARGIN)))
        else:
            found.append(" ".join(line.strip() for line in lines))
    return "\n\n".join(found)


def _examples(lines: list[str], width: int) -> list[str]:
    """Examples beside their words as long as all of them fit, else each with its words below it."""
    if all(len(line) <= width for line in lines):
        return lines
    pairs = [re.split(r"\s{2,}", line.strip(), maxsplit=1) for line in lines]
    across = max(len(pair[0]) for pair in pairs) + 4
    if all(across + len(pair[1]) <= width for pair in pairs if len(pair) > 1) and across - 2 <= width:
        return [f"  {pair[0]:{across - 2}}{pair[1]}" if len(pair) > 1 else f"  {pair[0]}" for pair in pairs]
    found = []
    for pair in pairs:
        found += _command(pair[0], width)
        found += [f"      {words}" for words in pair[1:]]
    return found


def _command(words: str, width: int) -> list[str]:
    """A command over as many lines as it takes, as a shell reads them."""
    lines = [""]
    for token in _TOKEN.findall(words):
        begun = lines[-1]
        if begun and len(begun) + len(token) + 3 > width:
            lines[-1] = f"{begun} \\"
            lines.append(f"      {token}")
        else:
            lines[-1] = f"{begun} {token}" if begun else f"  {token}"
    return lines
