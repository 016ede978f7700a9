"""Ctrl-C as a wish to stop: the first keeps what was found by then, the second leaves at once."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stoppable(*, quiet: bool = False) -> Iterator[Callable[[], bool]]:
    """Hand out what says whether Ctrl-C was pressed; a second one is a KeyboardInterrupt as ever."""
    stopped = threading.Event()

    def pressed(number: int, frame: FrameType | None) -> None:
        if stopped.is_set():
            raise KeyboardInterrupt
        stopped.set()
        if not quiet:
            sys.stderr.write("Stopping with what was found; Ctrl-C again leaves at once.\n")

    if threading.current_thread() is not threading.main_thread():
        yield stopped.is_set
        return
    before = signal.signal(signal.SIGINT, pressed)
    try:
        yield stopped.is_set
    finally:
        signal.signal(signal.SIGINT, before)
