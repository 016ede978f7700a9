"""What stands between the network and the board: whose requests are heard, how large they may be, what pages may load."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any, TypeAlias

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Message, Receive, Send], Awaitable[None]]

NAMES = ("127.0.0.1", "localhost", "[::1]")
"""What this machine is called by a browser on it."""

MOST_BODY = 4 * 1024 * 1024
MOST_FILE = 64 * 1024 * 1024
MOST_DEPTH = 40

_READS = frozenset(("GET", "HEAD", "OPTIONS"))
_TEXTS = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKETS = re.compile(rb"[\[\]{}]")


class Guard:
    """Lets through what comes from a page of this server, or from a program on this machine that is no page.

    A page of another site is told so by its ``Origin``, or by a host that is not ours (DNS rebinding).
    """

    def __init__(self, app: App, port: int) -> None:
        self.app = app
        self.hosts = frozenset(f"{name}:{port}" for name in NAMES) | (
            frozenset(NAMES) if port == 80 else frozenset()
        )
        self.origins = frozenset(f"http://{host}" for host in self.hosts)
        # A policy knows no numbered host of this form; there a page is told by 'self' alone.
        sockets = " ".join(sorted(f"ws://{host}" for host in self.hosts if "[" not in host))
        self.policy = (
            f"default-src 'self'; connect-src 'self' {sockets}; img-src 'self' data:; object-src 'none'; "
            "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        ).encode()

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Hear one request, or refuse it in a sentence."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        said = _headers(scope["headers"])
        refused = self._stranger(scope, said)
        if scope["type"] == "websocket":
            if refused:
                await receive()
                await send({"type": "websocket.close", "code": 4403, "reason": refused[1][:120]})
            else:
                await self.app(scope, receive, send)
            return
        begun = False

        async def answer(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._hear(scope, said, refused, receive, self._armed(answer))
        except asyncio.CancelledError:
            # The server stops and waits for nobody.
            if not begun:
                await _refuse(self._armed(send), 503, "The server stops. What it acknowledged is kept.")

    async def _hear(
        self,
        scope: Message,
        said: dict[str, str],
        refused: tuple[int, str] | None,
        receive: Receive,
        send: Send,
    ) -> None:
        body = b""
        if not refused and scope["method"] not in _READS:
            body, refused = await _read(receive, said, _most(scope["path"]))
        if refused:
            await _refuse(send, *refused)
            return
        given = scope["method"] in _READS

        async def again() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        await self.app(scope, again, send)

    def _stranger(self, scope: Message, said: dict[str, str]) -> tuple[int, str] | None:
        host, origin = said.get("host", ""), said.get("origin")
        if host not in self.hosts:
            return 403, f"This board answers to {sorted(self.hosts)[0]} only, not to {host[:80]!r}."
        if origin is not None and origin not in self.origins:
            return 403, f"A page of {origin[:80]} may not use this board."
        page = scope["type"] == "http" and scope["path"] in ("/", "/help")
        if not page and said.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return 403, "A page of another site may not use this board."
        return None

    def _armed(self, send: Send) -> Send:
        async def with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                there = {name.lower() for name, _ in headers}
                ours = (
                    (b"content-security-policy", self.policy),
                    (b"x-frame-options", b"DENY"),
                    (b"x-content-type-options", b"nosniff"),
                    (b"referrer-policy", b"no-referrer"),
                    (b"cross-origin-resource-policy", b"same-origin"),
                    (b"cross-origin-opener-policy", b"same-origin"),
                    (b"cache-control", b"no-store"),
                )
                headers += [each for each in ours if each[0] not in there]
                message = {**message, "headers": headers}
            await send(message)

        return with_policy


def _headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in pairs}


def _most(path: str) -> int:
    return MOST_FILE if path == "/api/import" else MOST_BODY


async def _read(receive: Receive, said: dict[str, str], most: int) -> tuple[bytes, tuple[int, str] | None]:
    """The whole body, or why not: too large, or JSON that is deeper or stranger than any request of ours."""
    length = said.get("content-length", "0")
    too_large = 413, f"That is more than {most >> 20} MB at once; the board takes no more."
    if not (length.isascii() and length.isdigit() and len(length) < 16) or int(length) > most:
        return b"", too_large
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b"", (400, "The request ended before it was whole.")
        body += message.get("body", b"")
        if len(body) > most:
            return b"", too_large
        if not message.get("more_body"):
            break
    data = bytes(body)
    if most == MOST_FILE:
        return data, None
    kind = said.get("content-type", "").partition(";")[0].strip().lower()
    if data and kind != "application/json":
        return b"", (415, "Send JSON: content-type application/json.")
    return data, _strange(data)


def _strange(data: bytes) -> tuple[int, str] | None:
    depth = 0
    for bracket in _BRACKETS.finditer(_TEXTS.sub(b'""', data)):
        depth += 1 if bracket[0] in b"[{" else -1
        if depth > MOST_DEPTH:
            return 400, f"The JSON nests deeper than {MOST_DEPTH} brackets; no request does."
    if b"\\u" in data:
        try:
            json.dumps(json.loads(data), ensure_ascii=False).encode()
        except (ValueError, RecursionError):
            return 400, "The JSON holds half a character (a lone surrogate), or is none."
    return None


async def _refuse(send: Send, status: int, sentence: str) -> None:
    body = json.dumps({"error": sentence}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
