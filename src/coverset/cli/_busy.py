"""One live line on a terminal while something is looked for; nothing where nobody is watching."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def busy(words: str, *, quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """Show what is being done on standard error; the function handed out changes the words."""
    from rich.console import Console

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda other: None
        return
    with console.status(words) as status:
        yield status.update
