"""The real server, killed without warning, on a disk that refuses: nothing acknowledged is missing, nothing half there."""

from __future__ import annotations

import contextlib
import os
import random
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from coverset.store.document import Document
from tests.web.conftest import board, edit, move

_SERVE = "import sys; sys.argv[0] = 'coverset'; from coverset.cli import main; main()"


@contextlib.contextmanager
def server(folder: Path, port: int = 0) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command itself in a process of its own, and the address that it says."""
    words = [sys.executable, "-c", _SERVE, "serve", str(folder), "--port", str(port), "--no-open"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    try:
        ready, _, _ = select.select([process.stdout], [], [], 120)
        line = process.stdout.readline() if ready else "(nothing)"
        assert "http://" in line, line
        yield process, line[line.index("http://") :].split()[0].rstrip("/")
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def killed(folder: Path, edits: int, dice: random.Random) -> list[tuple[int, str, str]]:
    """What a served board acknowledged before it was killed, about so many edits in: revision, strip, date."""
    said: list[tuple[int, str, str]] = []
    with server(folder) as (process, address), httpx.Client(base_url=address, timeout=30) as client:
        shown = client.get("/api/board").json()
        tasks, revision = list(shown["strips"]), shown["revision"]
        for k in range(edits + 500):
            if k == edits:
                # The blow falls somewhere inside the next few edits.
                threading.Timer(dice.random() / 20, process.kill).start()
            task, day = dice.choice(tasks), f"2026-03-{dice.randint(9, 27):02d}"
            sent = {"base": revision, "edit": move(task, day)}
            try:
                answer = client.post("/api/edit", json=sent)
            except httpx.HTTPError:
                break
            if answer.status_code == 200:
                revision = answer.json()["revision"]
                said.append((revision, task, day))
    return said


def all_there(folder: Path, said: list[tuple[int, str, str]]) -> None:
    document = Document.open(folder)
    try:
        for revision, task, day in said:
            made = document.journal.entries[revision - 1].did["edit"]
            assert (made["task"], made["day"]) == (task, day)
        assert document.revision - said[-1][0] <= 1
        assert sorted(t for d in document.plan.days for t in d.tasks) == sorted(set(document.plan.where))
    finally:
        document.close()


def test_a_killed_server_has_lost_nothing_that_it_acknowledged(folder: Path) -> None:
    dice = random.Random(8)
    for edits in (5, 24):
        said = killed(folder, edits, dice)
        assert len(said) >= edits
        all_there(folder, said)


@pytest.mark.slow
def test_a_thousand_edits_and_kills_at_random_points(folder: Path) -> None:
    dice = random.Random()
    count = 0
    while count < 1000:
        said = killed(folder, dice.randint(10, 120), dice)
        count += len(said)
        all_there(folder, said)


def test_a_page_that_was_open_reads_on_after_the_server_has_begun_again(folder: Path) -> None:
    with server(folder) as (_, address):
        answer = httpx.post(
            f"{address}/api/edit", json={"base": 1, "edit": move("F1/1", "2026-03-24")}, timeout=30
        )
        assert answer.status_code == 200, answer.text
    with server(folder) as (process, address):
        assert httpx.get(f"{address}/api/board", timeout=30).json()["revision"] == 2
        other = httpx.get(f"{address}/", headers={"host": "evil.example"}, timeout=30)
        assert other.status_code == 403
        second = subprocess.run(
            [sys.executable, "-c", _SERVE, "serve", str(folder), "--port", "0", "--no-open"],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert second.returncode == 3
        assert "open in another" in second.stderr
        process.send_signal(signal.SIGINT)
        assert process.wait(20) in (0, 130, -signal.SIGINT)


def test_a_full_disk_is_said_and_loses_nothing(
    folder: Path, client: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fastapi.testclient import TestClient

    assert isinstance(client, TestClient)
    shown = board(client)
    task = shown["boneyard"][0]
    history = (folder / "edits.jsonl").read_bytes()
    written = os.write

    def full(handle: int, data: bytes) -> int:
        if len(data) > 20:
            return written(handle, data[:20])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("coverset.store.journal.os.write", full)
        answer = edit(client, move(task, "2026-03-24"), 1)
    assert answer.status_code == 507
    assert "No space left" in answer.json()["error"]
    assert "Nothing was lost" in answer.json()["error"]
    assert (folder / "edits.jsonl").read_bytes() == history
    assert board(client) == shown
    assert edit(client, move(task, "2026-03-24"), 1).status_code == 200


def test_a_disk_that_cannot_be_written_is_said(
    folder: Path, client: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fastapi.testclient import TestClient

    assert isinstance(client, TestClient)
    task = board(client)["boneyard"][0]
    opened = os.open

    def read_only(path: object, flags: int, *rest: int, **more: int) -> int:
        if flags & (os.O_RDWR | os.O_WRONLY) and str(path).startswith(str(folder)):
            raise OSError(30, "Read-only file system", str(path))
        return opened(path, flags, *rest, **more)  # type: ignore[arg-type]

    with monkeypatch.context() as disk:
        disk.setattr("os.open", read_only)
        for path, sent in (
            ("/api/edit", {"base": 1, "edit": move(task, "2026-03-24")}),
            ("/api/name", {"name": "White"}),
            (
                "/api/pin",
                {"base": 1, "strip": "F1/1", "dates": [{"first": "2026-03-24", "last": "2026-03-25"}]},
            ),
        ):
            answer = client.post(path, json=sent)
            assert answer.status_code == 507, answer.text
            assert "Read-only file system" in answer.json()["error"]
        assert client.get("/").status_code == 200
    assert board(client)["revision"] == 1
