"""A served board in a process of its own, as a browser meets it: how soon it answers, how soon an edit is seen."""

from __future__ import annotations

import contextlib
import http.client
import json
import math
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_COMMAND = "import sys; sys.argv[0] = 'coverset'; from coverset.cli import main; main()"
_EMPTY = """
import sys, uvicorn
from fastapi import FastAPI
app = FastAPI(docs_url=None, redoc_url=None)
@app.get("/")
async def nothing(): return {}
uvicorn.run(app, port=int(sys.argv[1]), log_level="error", access_log=False)
"""
_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Kept:
    """Where compiled Python is kept while this is measured: an installed package has it beside its modules."""

    folder: Path

    def environment(self) -> dict[str, str]:
        """The environment of a process that reads it, and writes it the first time."""
        kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        return kept | {"PYTHONPYCACHEPREFIX": str(self.folder)}


def free_port() -> int:
    """A port that nobody has just now."""
    with socket.socket() as made:
        made.bind((_HOST, 0))
        return int(made.getsockname()[1])


def serve_words(folder: Path, port: int) -> list[str]:
    """The command that serves a folder."""
    return [sys.executable, "-c", _COMMAND, "serve", str(folder), "--port", str(port), "--no-open"]


def empty_words(port: int) -> list[str]:
    """The command that serves nothing with the same libraries."""
    return [sys.executable, "-c", _EMPTY, str(port)]


@contextlib.contextmanager
def running(words: Sequence[str], kept: Kept) -> Iterator[subprocess.Popen[bytes]]:
    """A process for as long as it is looked at."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(words, stdout=quiet, stderr=quiet, env=kept.environment())
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def first_answer(words: Sequence[str], port: int, kept: Kept) -> tuple[float, float]:
    """Seconds from the start of a process to the last byte of its first ``GET /``, and those of a processor in it."""
    began = time.perf_counter()
    with running(words, kept) as process:
        status, _ = page(port, began + 120)
        assert status == 200
        return time.perf_counter() - began, worked(process.pid)


def worked(number: int) -> float:
    """The seconds that a process has had of a processor, to a hundredth; not a number where the system does not say."""
    try:
        said = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return math.nan
    return (int(said[11]) + int(said[12])) / os.sysconf("SC_CLK_TCK")


def page(port: int, until: float) -> tuple[int, bytes]:
    """The page of a server that may only just be beginning to listen."""
    while True:
        try:
            with socket.create_connection((_HOST, port), timeout=60):
                break
        except OSError:
            assert time.perf_counter() < until, "the server does not listen"
            time.sleep(0.002)
    with contextlib.closing(http.client.HTTPConnection(_HOST, port, timeout=60)) as asked:
        asked.request("GET", "/")
        answer = asked.getresponse()
        return answer.status, answer.read()


@dataclass(frozen=True, slots=True)
class Edit:
    """Seconds from sending an edit to its answer, and to its message on the socket of a second page."""

    answered: float
    heard: float


def edits(port: int, count: int) -> list[Edit]:
    """So many strips dropped on other days one after the other, as a page does, with a second page open."""
    with contextlib.closing(http.client.HTTPConnection(_HOST, port, timeout=60)) as asked:
        return _edits(asked, port, count)


def _edits(asked: http.client.HTTPConnection, port: int, count: int) -> list[Edit]:
    from websockets.sync.client import connect

    board = told(asked, "GET", "/api/board")
    moves = _moves(board, count)
    heard: dict[int, float] = {}
    came = threading.Condition()
    with connect(f"ws://{_HOST}:{port}/ws", max_size=None, compression=None, open_timeout=60) as second:
        second.send(json.dumps({"hello": board["revision"]}))
        second.recv()

        def listen() -> None:
            with contextlib.suppress(Exception):
                for said in second:
                    now, message = time.perf_counter(), json.loads(said)
                    with came:
                        heard[message.get("revision", -1)] = now
                        came.notify()

        threading.Thread(target=listen, daemon=True).start()
        found = []
        revision = board["revision"]
        for edit in moves:
            began = time.perf_counter()
            answer = told(asked, "POST", "/api/edit", {"base": revision, "who": "bench", "edit": edit})
            answered = time.perf_counter() - began
            revision = answer["revision"]
            assert answer["cost"]["total"] > 0
            with came:
                assert came.wait_for(lambda at=revision: at in heard, 60)  # type: ignore[misc]
            found.append(Edit(answered, heard[revision] - began))
            # A person drags no faster than this.
            time.sleep(0.02)
    return found


def offers(port: int, count: int) -> list[float]:
    """Seconds to the price of every day for a strip that is taken in hand, and nothing known of it before."""
    with contextlib.closing(http.client.HTTPConnection(_HOST, port, timeout=60)) as asked:
        return _offers(asked, count)


def _offers(asked: http.client.HTTPConnection, count: int) -> list[float]:
    board = told(asked, "GET", "/api/board")
    tasks = [move["task"] for move in _moves(board, count)]
    found = []
    for task in dict.fromkeys(tasks):
        began = time.perf_counter()
        answer = told(asked, "POST", "/api/tryout", {"tasks": [task]})
        found.append(time.perf_counter() - began)
        assert len(answer["days"]) > 1
    return found


def told(
    asked: http.client.HTTPConnection, method: str, path: str, sent: dict[str, Any] | None = None
) -> dict[str, Any]:
    """What the interface answers."""
    headers = {"content-type": "application/json"} if sent is not None else {}
    asked.request(method, path, None if sent is None else json.dumps(sent), headers)
    answer = asked.getresponse()
    data = answer.read()
    assert answer.status == 200, data[:500]
    return dict(json.loads(data))


def _moves(board: dict[str, Any], count: int) -> list[dict[str, Any]]:
    """Strips of all over the board, each to the day of its unit after the next."""
    days = [day for day in board["days"] if any(isinstance(each, str) for each in day["strips"])]
    found = []
    step = max(1, len(days) // count)
    for k in range(count):
        day = days[k * step % len(days)]
        own = [each["day"] for each in days if each["unit"] == day["unit"]]
        to = own[(own.index(day["day"]) + 2) % len(own)]
        strips = [each for each in day["strips"] if isinstance(each, str)]
        task = strips[k // len(days) % len(strips)]
        found.append({"edit": "move", "task": task, "unit": day["unit"], "day": to, "before": ""})
    return found
