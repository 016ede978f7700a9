"""The one socket: what everybody with the board open hears."""

from __future__ import annotations

import asyncio
import json
from typing import Any, cast

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from coverset.web.jobs import Jobs
from coverset.web.room import Room

router = APIRouter()

MOST_LISTENERS = 64
MOST_WAITING = 500
_MOST_HEARD = 10_000


class Ear:
    """One open page: its messages wait here until they are sent, so that a slow page holds up nobody."""

    def __init__(self) -> None:
        self.waiting: asyncio.Queue[dict[str, Any]] = asyncio.Queue(MOST_WAITING)
        self.behind = False

    def tell(self, message: dict[str, Any]) -> None:
        """Hear a message; one that has too many waiting gets the whole board instead."""
        if self.behind:
            return
        try:
            self.waiting.put_nowait(message)
        except asyncio.QueueFull:
            self.behind = True


@router.websocket("/ws")
async def listen(socket: WebSocket) -> None:
    """Say ``{"hello": revision}``; hear every change since, and the whole board first when that is another revision."""
    room = cast(Room, socket.app.state.room)
    jobs = cast(Jobs, socket.app.state.jobs)
    await socket.accept()
    if len(room.listeners) >= MOST_LISTENERS:
        await socket.close(4429, "Too many pages have this board open; close some.")
        return
    ear = Ear()
    room.listeners.add(ear)
    sending = asyncio.create_task(_send(socket, ear, room))
    try:
        while True:
            said = _read(await socket.receive_text())
            hello = said.get("hello")
            if hello is None:
                continue
            async with room.turn:
                revision = room.view.revision
                if hello == revision:
                    ear.tell({"revision": revision})
                else:
                    ear.tell({"revision": revision, "board": room.board()})
            for job in jobs.known.values():
                ear.tell({"job": job.as_json()})
    except (WebSocketDisconnect, RuntimeError):
        pass
    finally:
        room.listeners.discard(ear)
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)


async def _send(socket: WebSocket, ear: Ear, room: Room) -> None:
    while True:
        message = await ear.waiting.get()
        if ear.behind and ear.waiting.empty():
            ear.behind = False
            async with room.turn:
                message = {"revision": room.view.revision, "board": room.board()}
        await socket.send_text(json.dumps(message, ensure_ascii=True, separators=(",", ":"), default=str))


def _read(text: str) -> dict[str, Any]:
    """What a page says; anything else than an object is nothing."""
    if len(text) > _MOST_HEARD:
        return {}
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
