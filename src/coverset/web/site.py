"""The site as it is served: the page comes first, the interface is brought in behind it.

Bringing in the interface takes most of a second, more than reading a production and painting its board. So the first
page and its dress are answered without it; whatever else is asked for waits until it is there.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from coverset.web.guard import Guard, Message, Receive, Send
from coverset.web.painting import dress, first_page
from coverset.web.room import Room

_PATIENCE = 0.25
"""Seconds that the interface lets a first page go before it; a browser takes longer to open."""

_STATIC = "/static/"


class Site:
    """The application of a folder, for the port at which it is heard.

    Raises FolderInUseError when another server has the folder open, JournalError for a damaged history.
    """

    def __init__(self, folder: Path, port: int, *, today: Callable[[], date] = date.today) -> None:
        self.room = Room(folder, today=today)
        self.port = port
        self._first = Guard(self._paint, port)
        self._whole: Any = None
        self._life: contextlib.AbstractAsyncContextManager[Any] | None = None
        self._painted = asyncio.Event()
        self._bringing: asyncio.Task[None] | None = None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request, or live and end with the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif self._whole is None and _is_first(scope):
            await self._first(scope, receive, send)
        else:
            self._painted.set()
            if self._whole is None and self._bringing is not None:
                await asyncio.shield(self._bringing)
            await self._whole(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        self._bringing = asyncio.create_task(self._bring())
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._painted.set()
        await asyncio.gather(self._bringing, return_exceptions=True)
        if self._life is None:
            await self.room.end()
        else:
            await self._life.__aexit__(None, None, None)
        await send({"type": "lifespan.shutdown.complete"})

    async def _bring(self) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._painted.wait(), _PATIENCE)
        whole = await asyncio.to_thread(self._interface)
        life = whole.router.lifespan_context(whole)
        await life.__aenter__()
        self._whole, self._life = whole, life

    def _interface(self) -> Any:
        from coverset.web.app import create_app

        whole = create_app(self.room.folder, self.port, room=self.room)
        # What is there now stays: looking through it for rubbish would hold up an edit from time to time.
        gc.enable()
        gc.collect()
        gc.freeze()
        return whole

    async def _paint(self, scope: Message, receive: Receive, send: Send) -> None:
        """The first page, or what it is dressed in."""
        found = dress(scope["path"].removeprefix(_STATIC))
        if found is None:
            text = await asyncio.to_thread(first_page, self.room)
            found = text.encode(), "text/html; charset=utf-8"
        data, kind = found
        headers = [(b"content-type", kind.encode()), (b"content-length", str(len(data)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else data})
        if scope["path"] == "/":
            self._painted.set()


def _is_first(scope: Message) -> bool:
    """Whether a request can be answered without the interface."""
    if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
        return False
    path = scope["path"]
    return path == "/" or (path.startswith(_STATIC) and dress(path.removeprefix(_STATIC)) is not None)
