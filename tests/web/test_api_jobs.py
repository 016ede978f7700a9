"""Solver work beside the board: in its own process, watched, stopped, kept, let go; the board goes on."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from coverset.web.shapes import JobAnswer
from tests.web.conftest import board, edit, move
from tests.web.test_api_merge import SOCKET, hear


def begun(client: TestClient, **asked: Any) -> str:
    answer = client.post("/api/jobs", json={"seconds": 1, **asked})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["job"])


def ended(client: TestClient, job: str, seconds: float = 60) -> dict[str, Any]:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = client.get(f"/api/jobs/{job}").json()
        if found["state"] != "running":
            return dict(found)
        time.sleep(0.1)
    raise AssertionError(f"{job} runs on: {found}")


def test_a_plan_is_watched_kept_and_undone(client: TestClient) -> None:
    before = board(client)
    with client.websocket_connect(SOCKET) as page:
        page.send_json({"hello": 1})
        job = begun(client, kind="plan")
        heard = hear(page, lambda said: said.get("job", {}).get("cost") is not None)
        assert heard["job"]["job"] == job
        found = ended(client, job)
    JobAnswer.model_validate(found)
    assert found["state"] == "done"
    assert found["result"]["status"] in ("feasible", "optimal")
    assert found["curve"]
    assert board(client) == before
    kept = client.post(f"/api/jobs/{job}/keep", json={"who": "AD"}).json()
    assert kept["cost"]["total"] == found["result"]["cost"]
    assert kept["boneyard"] == []
    assert ended(client, job)["state"] == "kept"
    assert client.post("/api/undo", json={}).json()["cost"] == before["cost"]


def test_a_plan_is_not_put_over_what_was_done_since(client: TestClient) -> None:
    job = begun(client, kind="plan", seconds=0.5)
    task = board(client)["boneyard"][0]
    edit(client, move(task, "2026-03-24"))
    ended(client, job)
    refused = client.post(f"/api/jobs/{job}/keep", json={})
    assert refused.status_code == 409
    assert refused.json()["theirs"]
    over = client.post(f"/api/jobs/{job}/keep", json={"base": board(client)["revision"]})
    assert over.status_code == 200


def test_moves_that_save_are_kept_by_number(client: TestClient) -> None:
    before = board(client)
    job = begun(client, kind="improve", moves=2)
    result = ended(client, job)["result"]
    assert result["cost"] == before["cost"]["total"]
    first = result["moves"][0]
    assert client.post(f"/api/jobs/{job}/keep", json={"moves": [9]}).status_code == 422
    kept = client.post(f"/api/jobs/{job}/keep", json={"moves": [1]}).json()
    assert kept["cost"]["total"] == before["cost"]["total"] - first["alone"]


def test_a_lost_day_has_answers_and_the_kept_one_is_in_the_events(client: TestClient, folder: Path) -> None:
    shown = board(client)
    # Begin with everything placed, as a shoot does.
    plan = begun(client, kind="plan")
    ended(client, plan)
    client.post(f"/api/jobs/{plan}/keep", json={})
    # The council lets its room on few dates: the day that needs one of them cannot be lost.
    held = {task for task, strip in shown["strips"].items() if strip["location"] == "council"}
    day = next(each["day"] for each in board(client)["days"] if not held.intersection(each["strips"]))
    job = begun(client, kind="lost", day=day, all_work=True, why="a storm", seconds=2)
    found = ended(client, job)
    assert found["state"] == "done", found["error"]
    names = [answer["name"] for answer in found["result"]["answers"]]
    assert names
    assert client.post(f"/api/jobs/{job}/keep", json={"answer": "none"}).status_code == 422
    kept = client.post(f"/api/jobs/{job}/keep", json={"answer": names[0], "who": "AD"})
    assert kept.status_code == 200, kept.text
    assert "a storm" in (folder / "events.toml").read_text()
    now = board(client)
    assert not any(each["day"] == day and each["strips"] for each in now["days"])
    assert set(now["strips"]) == set(shown["strips"])


def test_a_job_is_stopped_and_leaves_no_process(client: TestClient) -> None:
    job = begun(client, kind="plan", seconds=120)
    running = client.app.state.jobs.known[job]  # type: ignore[attr-defined]
    until = time.monotonic() + 30
    while running.cost is None and time.monotonic() < until:
        time.sleep(0.05)
    number = running.process.pid
    client.post(f"/api/jobs/{job}/cancel", json={})
    found = ended(client, job, 30)
    assert found["state"] == "done"
    assert found["result"]["plan"]
    assert not Path(f"/proc/{number}").exists()
    assert client.post(f"/api/jobs/{job}/discard", json={}).status_code == 200
    assert client.get(f"/api/jobs/{job}").status_code == 404


def test_a_third_job_waits_and_the_server_leaves_none_behind(
    folder: Path, serve: Callable[[Path], TestClient]
) -> None:
    client = serve(folder)
    jobs = [begun(client, kind="plan", seconds=120) for _ in range(2)]
    full = client.post("/api/jobs", json={"kind": "improve"})
    assert full.status_code == 429
    known = client.app.state.jobs.known  # type: ignore[attr-defined]
    until = time.monotonic() + 20
    while any(known[job].process is None for job in jobs) and time.monotonic() < until:
        time.sleep(0.02)
    numbers = [known[job].process.pid for job in jobs]
    task = board(client)["boneyard"][0]
    assert edit(client, move(task, "2026-03-24")).status_code == 200
    assert {each["job"] for each in client.get("/api/jobs").json()["jobs"]} == set(jobs)
    client.__exit__(None, None, None)
    for number in numbers:
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            continue
        raise AssertionError(f"process {number} is left behind")


def test_a_dropped_screenplay_is_planned_at_once(tmp_path: Path, serve: Callable[[Path], TestClient]) -> None:
    from tests.web.conftest import EXAMPLE

    client = serve(tmp_path / "new")
    headers = {"x-file-name": "script.fountain", "content-type": "application/octet-stream"}
    script = (EXAMPLE / "script.fountain").read_bytes()
    answer = client.post("/api/import", content=script, headers=headers).json()
    job = answer["job"]["job"]
    until = time.monotonic() + 30
    while client.get(f"/api/jobs/{job}").json()["cost"] is None and time.monotonic() < until:
        time.sleep(0.1)
    client.post(f"/api/jobs/{job}/cancel", json={})
    found = ended(client, job)
    assert found["result"]["plan"]["days"]
    kept = client.post(f"/api/jobs/{job}/keep", json={})
    assert kept.json()["boneyard"] == []
    assert json.loads((tmp_path / "new" / "plan.json").read_text())["days"]
