"""Work that takes longer than a moment, in a thread that nobody waits for: a server that stops leaves it behind."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


async def aside(work: Callable[[], T]) -> T:
    """What a piece of work answers; what it raises goes on to the caller."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[T] = loop.create_future()

    def settle(found: T | None, trouble: BaseException | None) -> None:
        if answer.done():
            return
        if trouble is not None:
            answer.set_exception(trouble)
        else:
            answer.set_result(found)  # type: ignore[arg-type]

    def run() -> None:
        found: T | None = None
        trouble: BaseException | None = None
        try:
            found = work()
        except BaseException as no:
            trouble = no
        # Whoever asked may have gone, and the server with them.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, found, trouble)

    Thread(target=run, daemon=True).start()
    return await answer
