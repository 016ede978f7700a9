"""What happens when we are wrong: a plain sentence, and a file that lets us reproduce it."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from pathlib import Path

import coverset


def refused_by_the_machine(error: Exception) -> str:
    """A sentence for a file that the disk refuses, or nothing: what of ours is missing is our bug all the same."""
    if not isinstance(error, OSError) or not error.filename or not error.strerror:
        return ""
    file = Path(os.fsdecode(error.filename))
    if Path(coverset.__file__).parent in file.absolute().parents:
        return ""
    return (
        f"{file} cannot be read or written: {error.strerror}. Nothing of it was changed; give another place."
    )


def report_bug(error: Exception, argv: list[str]) -> int:
    """Write down what was run and what failed; answer the exit status of our own bugs."""
    from coverset.cli import EXIT_OUR_BUG

    trace = "".join(traceback.format_exception(error))
    text = f"coverset {coverset.__version__}, Python {sys.version.split()[0]}\ncommand: {argv[1:]}\n\n{trace}"
    with tempfile.NamedTemporaryFile(
        "w", prefix="coverset-bug-", suffix=".txt", delete=False, encoding="utf-8", errors="replace"
    ) as file:
        file.write(text)
    print(
        f"This is a bug of Coverset's, not yours: {type(error).__name__}: {str(error)[:500]}\n"
        f"Nothing was written. What is needed to reproduce it stands in {Path(file.name)}; "
        "send it with the files you gave.",
        file=sys.stderr,
    )
    return EXIT_OUR_BUG
