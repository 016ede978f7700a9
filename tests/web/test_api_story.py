"""The story over the interface: its outline, its telling in a process of its own, and what stops it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient


def _until(client: TestClient, over: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    for _ in range(600):
        found = dict(client.get("/api/story").json())
        if over(found):
            return found
        time.sleep(0.1)
    raise AssertionError(found)


def _ended(found: dict[str, Any]) -> bool:
    return bool(found["telling"]["state"] != "running")


def test_a_story_is_told_leaf_by_leaf(folder: Path, serve: Callable[[Path], TestClient]) -> None:
    # It begins with the board as it is laid out, and the gale is on a day of it: what breaks is no search's affair.
    for name, old, new in (
        ("replay.toml", 'do = "plan"', 'do = "check"'),
        ("events.toml", 'dates = ["2026-03-05"]', 'dates = ["2026-03-10"]'),
    ):
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")
    client = serve(folder)
    before = client.get("/api/story").json()
    assert [step["id"] for step in before["outline"]["steps"]] == ["plan", "gale", "house"]
    assert before["telling"] is None
    assert all(step["expects"] for step in before["outline"]["steps"])
    begun = client.post("/api/story", json={"seconds": 3, "workers": 1})
    assert begun.status_code == 200
    assert client.post("/api/story", json={}).status_code == 429
    found = _until(client, _ended)
    assert found["telling"]["state"] == "done", found["telling"]
    # Whether a plan found in three seconds keeps every promise is the machine's affair, and the replay's own tests'.
    assert found["telling"]["result"]["holds"] is all(leaf["holds"] for leaf in found["leaves"])
    plan, gale, _house = found["leaves"]
    (first,) = plan["variants"]
    (after,) = gale["variants"]
    assert first["before"]["days"]
    taken = [board for board in after["boards"] if board["taken"]]
    assert len(taken) == 1
    assert after["before"]["broken"] > 0
    assert taken[0]["felt"]["strips"] == len(taken[0]["moved"]) > 0
    assert min(board["cost"] for board in after["boards"]) >= after["bound"]
    # Every strip on a board was described by a leaf before it, or by its own.
    known: set[str] = set()
    for leaf in found["leaves"]:
        known |= leaf["strips"].keys()
        for variant in leaf["variants"]:
            for board in (*variant["boards"], *([variant["before"]] if variant["before"] else [])):
                assert {task for day in board["days"] for task in day["strips"]} <= known
    assert client.get("/api/story", params={"after": 2}).json()["leaves"] == found["leaves"][2:]
    assert found["stale"] is False


def test_a_changed_file_makes_it_stale_and_a_stop_keeps_what_was_told(
    client: TestClient, folder: Path
) -> None:
    assert client.post("/api/story", json={"seconds": 300, "workers": 1}).status_code == 200
    stopped = client.post("/api/story/stop", json={}).json()["telling"]
    assert stopped["state"] == "stopped"
    base = client.get("/api/board").json()["revision"]
    cells = {"table": "units", "id": "MAIN", "cells": {"day_cost": 7000}}
    assert client.post("/api/tables/calendar", json={"base": base, "rows": [cells]}).status_code == 200
    assert client.get("/api/story").json()["stale"] is True


def test_without_a_story_there_is_nothing_to_tell(folder: Path, serve: Callable[[Path], TestClient]) -> None:
    (folder / "replay.toml").unlink()
    client = serve(folder)
    assert client.get("/api/story").json()["there"] is False
    refused = client.post("/api/story", json={})
    assert refused.status_code == 422
    assert "replay.toml" in refused.json()["error"]


def test_a_story_that_names_what_there_is_not_says_where(
    folder: Path, serve: Callable[[Path], TestClient]
) -> None:
    path = folder / "replay.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"radio-play"]', '"radio-pley"]'), encoding="utf-8"
    )
    found = serve(folder).get("/api/story").json()
    assert found["outline"] is None
    assert any(wrong.startswith("replay.toml:") and "radio-pley" in wrong for wrong in found["wrong"])
