"""Several pages at one board: what each heard is what was done, once and in order, whatever the server goes through."""

from __future__ import annotations

import contextlib
import json
import random
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from coverset.store.document import Document
from coverset.store.journal import FILE, Journal
from tests.web.conftest import move, patched
from tests.web.test_faults import server


@dataclass
class Page:
    """What an open page does: keeps its board up to date by what it hears, and drops strips on it."""

    name: str
    address: str
    board: dict[str, Any] = field(default_factory=dict)
    heard: list[int] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    said: list[tuple[int, str, str]] = field(default_factory=list)
    refused: int = 0
    news: threading.Condition = field(default_factory=threading.Condition)

    @property
    def revision(self) -> int:
        return int(self.board.get("revision", 0))

    def connected(self, lines: contextlib.ExitStack) -> ClientConnection:
        """Say hello with the revision that the page shows."""
        line = lines.enter_context(connect(self.address.replace("http", "ws") + "/ws", max_size=None))
        line.send(json.dumps({"hello": self.revision}))
        return line

    def listens(self, lines: contextlib.ExitStack) -> None:
        """Hear everything until the line is cut."""
        line = self.connected(lines)

        def hear() -> None:
            with contextlib.suppress(ConnectionClosed):
                for said in line:
                    self.hear(json.loads(said))

        threading.Thread(target=hear, daemon=True).start()

    def hear(self, said: dict[str, Any]) -> None:
        with self.news:
            if "board" in said:
                self.board = said["board"]
                self.whole.append(said["revision"])
            elif "entry" in said:
                self.heard.append(said["revision"])
            change = said.get("change")
            if change is not None:
                assert change["since"] == self.revision, "a change does not follow what the page shows"
                self.board = patched(self.board, change)
            self.news.notify_all()

    def work(self, edits: int, dice: random.Random, every: float = 0.0) -> None:
        """Drop so many strips on days, each from the board that the page shows."""
        with httpx.Client(base_url=self.address, timeout=60) as asked:
            for _ in range(edits):
                began = time.monotonic()
                task = dice.choice(list(self.board["strips"]))
                day = f"2026-03-{dice.randint(9, 27):02d}"
                made = {"base": self.revision, "who": self.name, "edit": move(task, day)}
                answer = asked.post("/api/edit", json=made)
                if answer.status_code == 200:
                    self.said.append((answer.json()["revision"], task, day))
                else:
                    assert answer.status_code == 409, answer.text
                    self.refused += 1
                time.sleep(max(0.0, every - (time.monotonic() - began)))

    def caught_up(self, revision: int, seconds: float = 30) -> None:
        with self.news:
            assert self.news.wait_for(lambda: self.revision >= revision, seconds), (self.revision, revision)


def opened(address: str, count: int, lines: contextlib.ExitStack) -> list[Page]:
    board = httpx.get(f"{address}/api/board", timeout=60).json()
    pages = [Page(f"page {k}", address, board) for k in range(count)]
    for page in pages:
        page.listens(lines)
    return pages


def worked(folder: Path, count: int, edits: int, every: float) -> None:
    with server(folder) as (_, address), contextlib.ExitStack() as lines:
        pages = opened(address, count, lines)
        first = pages[0].revision
        hands = [
            threading.Thread(target=page.work, args=(edits, random.Random(k), every))
            for k, page in enumerate(pages)
        ]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join()
        board = httpx.get(f"{address}/api/board", timeout=60).json()
        for page in pages:
            page.caught_up(board["revision"])
    done = Journal.open(folder / FILE).entries
    assert [entry.revision for entry in done] == list(range(1, board["revision"] + 1))
    made = [
        (e.revision, e.who, e.did["edit"]["task"], e.did["edit"]["day"]) for e in done if e.revision > first
    ]
    said = [(number, page.name, task, day) for page in pages for number, task, day in page.said]
    assert sorted(said) == made
    assert len(said) + sum(page.refused for page in pages) == count * edits
    for page in pages:
        # Everything since it was opened, once, in order; or, for a page that was too slow, the whole board in between.
        assert page.heard == sorted(set(page.heard))
        if not page.whole:
            assert page.heard == list(range(first + 1, board["revision"] + 1))
        assert page.board == board


def test_five_pages_at_once_lose_double_and_reorder_nothing(folder: Path) -> None:
    worked(folder, 5, 20, 0.0)


@pytest.mark.slow
def test_five_pages_at_an_edit_a_second_for_ten_minutes(folder: Path) -> None:
    worked(folder, 5, 600, 1.0)


def test_pages_catch_up_when_the_server_was_killed_and_begun_again(folder: Path) -> None:
    dice = random.Random(3)
    with server(folder) as (process, address), contextlib.ExitStack() as lines:
        pages = opened(address, 3, lines)
        pages[0].work(6, dice)
        for page in pages:
            page.caught_up(pages[0].said[-1][0])
        process.kill()
        process.wait()
    with pytest.raises(OSError, match="refused"), contextlib.ExitStack() as lines:
        pages[1].connected(lines)
    port = int(address.rpartition(":")[2])
    # One of them goes on before the others are back.
    with server(folder, port) as (_, again), contextlib.ExitStack() as lines:
        assert again == address
        pages[1].listens(lines)
        pages[1].work(4, dice)
        for page in (pages[0], pages[2]):
            page.listens(lines)
        board = httpx.get(f"{address}/api/board", timeout=60).json()
        for page in pages:
            page.caught_up(board["revision"])
            assert page.board == board
        assert pages[0].whole
        assert not pages[1].whole
    document = Document.open(folder)
    assert document.revision == board["revision"]
    document.close()


def test_a_page_that_was_ahead_of_a_folder_put_back_gets_the_whole_board(folder: Path) -> None:
    """Somebody puts a copy of the folder back: the server begun again is at an earlier revision than the page."""
    kept = (folder / "plan.json").read_bytes()
    with server(folder) as (_, address), contextlib.ExitStack() as lines:
        pages = opened(address, 1, lines)
        pages[0].work(5, random.Random(1))
        pages[0].caught_up(pages[0].said[-1][0])
    (folder / FILE).unlink()
    (folder / "plan.json").write_bytes(kept)
    with server(folder, int(address.rpartition(":")[2])), contextlib.ExitStack() as lines:
        line = pages[0].connected(lines)
        pages[0].hear(json.loads(line.recv(timeout=30)))
        assert pages[0].whole == [1]
        assert pages[0].board == httpx.get(f"{address}/api/board", timeout=60).json()
