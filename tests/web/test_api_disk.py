"""A disk that is full or may only be read, a real one: it is said, nothing is lost, and work goes on when there is room."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import EXAMPLE, board, edit, laid_out, move
from tests.web.test_api_bundle import dropped, held, packed
from tests.web.test_api_jobs import begun, ended

SIZE = 2_000_000


@dataclass
class Disk:
    """A small file system of its own, that can be filled and made read-only."""

    root: Path

    @property
    def film(self) -> Path:
        return self.root / "film"

    def fill(self, leave: int = 0) -> None:
        """Take all its room but so much."""
        filler = self.root / "filler"
        with filler.open("ab", buffering=0) as file:
            try:
                while True:
                    file.write(b"x" * 4096)
            except OSError:
                pass
            file.truncate(max(0, file.tell() - leave))

    def free(self) -> None:
        (self.root / "filler").unlink(missing_ok=True)

    def remount(self, how: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{how},size={SIZE}", str(self.root)], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    root = tmp_path / "disk"
    root.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(root)]
    try:
        done = subprocess.run(words, capture_output=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    if done.returncode:
        pytest.skip("only root may make a small disk; the faults of a full one are made up in test_faults.py")
    try:
        shutil.copytree(EXAMPLE, root / "film")
        laid_out(root / "film")
        yield Disk(root)
    finally:
        subprocess.run(["umount", "-l", str(root)], check=True)


Attempt = Callable[[TestClient], Any]


def an_edit(client: TestClient) -> Any:
    return edit(client, move(board(client)["days"][0]["strips"][0], "2026-03-24"))


def an_undo(client: TestClient) -> Any:
    return client.post("/api/undo", json={})


def a_name(client: TestClient) -> Any:
    return client.post("/api/name", json={"name": "White"})


def a_pin(client: TestClient) -> Any:
    sent = {"base": board(client)["revision"], "strip": board(client)["boneyard"][0], "why": "the tide",
            "dates": [{"first": "2026-03-23", "last": "2026-03-27"}]}  # fmt: skip
    return client.post("/api/pin", json=sent)


def a_table(client: TestClient) -> Any:
    rows = [{"table": "cast", "id": "SISTER", "cells": {"rate": "900"}}]
    return client.post("/api/tables/people", json={"base": board(client)["revision"], "rows": rows})


def an_event(client: TestClient) -> Any:
    fields = {"person": "BROTHER", "dates": "2026-03-12", "illness": "yes"}
    sent = {"base": board(client)["revision"], "kind": "away", "fields": fields}
    return client.post("/api/events", json=sent)


ATTEMPTS = [an_edit, an_undo, a_name, a_pin, a_table, an_event]


def files(folder: Path) -> dict[str, bytes]:
    """Every file there, those left lying about too."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


def refused(answer: Any, reason: str) -> None:
    assert answer.status_code == 507, answer.text
    assert set(answer.json()) == {"error"}
    assert reason in answer.json()["error"]
    assert "Nothing was lost" in answer.json()["error"]


def used_up(disk: Disk, client: TestClient) -> None:
    """Fill the disk, and what the history still has of its last page."""
    disk.fill()
    for _ in range(200):
        if a_name(client).status_code == 507:
            return
    raise AssertionError("the disk is never full")


@pytest.mark.parametrize("attempt", ATTEMPTS)
@pytest.mark.parametrize("leave", [0, 4096, 12_288])
def test_a_full_disk_is_said_and_work_goes_on_when_there_is_room(
    disk: Disk, serve: Callable[[Path], TestClient], attempt: Attempt, leave: int
) -> None:
    client = serve(disk.film)
    an_edit(client)
    shown, there = board(client), files(disk.film)
    disk.fill(leave)
    answer = attempt(client)
    if answer.status_code == 200:
        # Whoever finds a little room may use it, but all the way.
        disk.free()
        assert board(client)["revision"] == shown["revision"] + 1
    else:
        refused(answer, "No space left")
        assert files(disk.film) == there
        assert board(client) == shown
        assert client.get("/").status_code == 200
        disk.free()
        assert attempt(client).status_code == 200
    after = board(client)
    client.__exit__(None, None, None)
    again = serve(disk.film)
    assert {key: board(again)[key] for key in ("days", "boneyard", "cost")} == {
        key: after[key] for key in ("days", "boneyard", "cost")
    }
    plan = json.loads((disk.film / "plan.json").read_text())
    assert len(plan["days"]) == len(after["days"])


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_disk_that_may_only_be_read_is_said(
    disk: Disk, serve: Callable[[Path], TestClient], attempt: Attempt
) -> None:
    client = serve(disk.film)
    an_edit(client)
    shown, there = board(client), files(disk.film)
    # A file that is open for writing would hold up the change of the disk.
    document = client.app.state.room.document  # type: ignore[attr-defined]
    document.close()
    disk.remount("ro")
    try:
        refused(attempt(client), "Read-only file system")
        assert board(client) == shown
        assert files(disk.film) == there
        assert client.get("/").status_code == 200
    finally:
        disk.remount("rw")
    assert attempt(client).status_code == 200


def test_a_plan_that_cannot_be_kept_is_still_there_to_be_kept(
    disk: Disk, serve: Callable[[Path], TestClient]
) -> None:
    client = serve(disk.film)
    job = begun(client, kind="plan")
    found = ended(client, job)
    used_up(disk, client)
    shown, there = board(client), files(disk.film)
    sent = {"base": shown["revision"]}
    refused(client.post(f"/api/jobs/{job}/keep", json=sent), "No space left")
    assert board(client) == shown
    assert files(disk.film) == there
    disk.free()
    kept = client.post(f"/api/jobs/{job}/keep", json=sent)
    assert kept.json()["cost"]["total"] == found["result"]["cost"]


@pytest.mark.parametrize("leave", [0, 8192, 20_480])
def test_a_folder_that_finds_no_room_is_not_half_there(
    disk: Disk, serve: Callable[[Path], TestClient], leave: int
) -> None:
    client = serve(disk.root / "new")
    disk.fill(leave)
    refused(dropped(client, packed(held(EXAMPLE))), "No space left")
    assert files(disk.root / "new").keys() <= {"edits.jsonl", ".coverset.lock"}
    disk.free()
    answer = dropped(client, packed(held(EXAMPLE)))
    assert answer.status_code == 200, answer.text
    assert held(disk.root / "new").keys() >= held(EXAMPLE).keys()


def test_a_change_by_hand_while_the_disk_is_full_is_picked_up_when_there_is_room(
    disk: Disk, serve: Callable[[Path], TestClient]
) -> None:
    client = serve(disk.film)
    room: Any = client.app.state.room  # type: ignore[attr-defined]
    text = (disk.film / "production.toml").read_text()
    used_up(disk, client)
    (disk.film / "production.toml").write_text(text.replace("Closing the Kiosk", "The Other Film!!!"))
    shown = board(client)
    with pytest.raises(OSError, match="No space left"):
        client.portal.call(room.change, room.document.refresh)
    assert board(client) == shown
    disk.free()
    client.portal.call(room.change, room.document.refresh)
    assert board(client)["title"] == "The Other Film!!!"


def test_a_folder_on_a_disk_that_may_only_be_read_is_said_at_the_start(disk: Disk) -> None:
    from typer.testing import CliRunner

    from coverset.cli.app import app

    disk.remount("ro")
    try:
        said = CliRunner().invoke(app, ["serve", str(disk.film), "--port", "0", "--no-open"])
        assert said.exit_code == 3
        assert "Read-only file system" in said.output
    finally:
        disk.remount("rw")
