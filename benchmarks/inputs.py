"""What the commands here say of a file or a number that they cannot use."""

from __future__ import annotations

import argparse


class UnusableError(Exception):
    """A file is not what a command needs; the message is the sentence for whoever gave it."""


def plainly(error: OSError | UnusableError) -> str:
    """The sentence for a file that cannot be read or used."""
    if isinstance(error, OSError):
        return f"{error.filename}: {error.strerror or error}."
    return str(error)


def seconds_given(text: str) -> float:
    """A time for ``argparse``: more than nothing, and no more than a week."""
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 604_800:
        raise argparse.ArgumentTypeError(f"{text!r} is no time: a number of seconds above 0 is")
    return seconds


def count_given(text: str) -> int:
    """A count for ``argparse``: 1 or more."""
    if not (text.isascii() and text.isdigit() and len(text) < 10 and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is no count: 1 or more is")
    return int(text)
