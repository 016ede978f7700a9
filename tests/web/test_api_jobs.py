"""Solver work beside the board: in its own process, watched, stopped, kept, let go; the board goes on."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
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
    job = begun(client, kind="improve", moves=2, seconds=50)
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
    job = begun(client, kind="lost", day=day, all_work=True, why="a storm", seconds=5)
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


def stopped(client: TestClient, job: str, when: Callable[[Any], bool]) -> dict[str, Any]:
    """Stop a job as soon as it is so far; what came of it."""
    running = client.app.state.jobs.known[job]  # type: ignore[attr-defined]
    until = time.monotonic() + 40
    while not when(running) and time.monotonic() < until:
        assert running.state == "running", running.error
        time.sleep(0.02)
    for _ in range(3):
        assert client.post(f"/api/jobs/{job}/cancel", json={}).status_code == 200
    began = time.monotonic()
    found = ended(client, job, 40)
    assert time.monotonic() - began < 30, "it was ended by force"
    return found


def planned(client: TestClient) -> dict[str, Any]:
    plan = begun(client, kind="plan")
    ended(client, plan)
    client.post(f"/api/jobs/{plan}/keep", json={})
    return board(client)


def free_day(shown: dict[str, Any]) -> str:
    """A day whose work may stand on other dates: the council lets its room on few."""
    held = {task for task, strip in shown["strips"].items() if strip["location"] == "council"}
    return str(next(each["day"] for each in shown["days"] if not held.intersection(each["strips"])))


@pytest.mark.parametrize("kind", ["lost", "replan"])
def test_answers_found_are_seen_while_others_are_sought_and_kept_when_it_is_stopped(
    client: TestClient, kind: str
) -> None:
    day = free_day(planned(client))
    job = begun(client, kind=kind, day=day, as_of=day, all_work=True, seconds=300)
    running = client.app.state.jobs.known[job]  # type: ignore[attr-defined]
    until = time.monotonic() + 40
    while not running.plans and time.monotonic() < until:
        time.sleep(0.02)
    name, answer = next(iter(running.plans)), running.answers[0]
    shown = client.get(f"/api/jobs/{job}/board", params={"answer": name}).json()
    assert shown["state"] == "running"
    assert shown["cost"]["total"] == answer["cost"] == sum(answer["by_line"].values())
    assert kind == "replan" or not any(each["day"] == day and each["strips"] for each in shown["days"])
    found = stopped(client, job, lambda job: True)
    assert found["state"] == "done", found["error"]
    assert min(each["cost"] for each in found["result"]["answers"]) <= answer["cost"]
    assert client.post(f"/api/jobs/{job}/keep", json={"answer": found["result"]["answers"][0]["name"]}).json()


def test_a_lost_day_that_is_stopped_at_once_has_an_answer_all_the_same(client: TestClient) -> None:
    job = begun(client, kind="lost", day=free_day(planned(client)), all_work=True, seconds=300)
    found = stopped(client, job, lambda job: bool(job.happened))
    assert found["state"] == "done", found["error"]
    assert found["result"]["answers"]


def test_moves_found_by_then_are_kept_when_it_is_stopped(client: TestClient) -> None:
    job = begun(client, kind="improve", moves=20, seconds=300)
    found = stopped(client, job, lambda job: "found" in job.phase)
    assert found["state"] == "done"
    assert 1 <= len(found["result"]["moves"]) < 20
    assert client.post(f"/api/jobs/{job}/keep", json={"moves": [1]}).status_code == 200


def test_pins_priced_by_then_are_kept_when_it_is_stopped(client: TestClient) -> None:
    shown = planned(client)
    for k, task in enumerate(shown["days"][0]["strips"][:2]):
        held = client.post("/api/pin", json={"base": shown["revision"] + k, "strip": task})
        assert held.status_code == 200, held.text
    job = begun(client, kind="pins", seconds=300)
    found = stopped(client, job, lambda job: job.phase != "")
    assert found["state"] == "done"
    assert found["result"]["cost"] is not None
    assert found["result"]["pins"] == []


def test_a_plan_is_watched_line_by_line_while_it_settles(client: TestClient) -> None:
    strips = set(board(client)["strips"])
    with client.websocket_connect(SOCKET) as page:
        page.send_json({"hello": 1})
        job = begun(client, kind="plan", seconds=300)
        heard = hear(page, lambda said: bool(said.get("job", {}).get("placed")))["job"]
        assert sum(heard["by_line"].values()) == heard["cost"]
        assert sum(heard["bound_by_line"].values()) <= heard["bound"] <= heard["cost"]
        assert sorted(task for tasks in heard["placed"].values() for task in tasks) == sorted(strips)
        assert len(heard["curve"]) == 1
        again = client.get(f"/api/jobs/{job}").json()
        assert again["placed"]
        assert again["by_line"].keys() == heard["by_line"].keys()
        settled = client.get(f"/api/jobs/{job}/board").json()
        assert settled["boneyard"] == []
        assert settled["state"] == "running"
    found = stopped(client, job, lambda job: True)
    seconds, costs, bounds = zip(*found["curve"], strict=True)
    assert list(seconds) == sorted(seconds)
    assert list(costs) == sorted(costs, reverse=True)
    assert list(bounds) == sorted(bounds)


def test_what_is_told_of_a_plan_has_its_measure() -> None:
    from coverset.model.plan import Plan
    from coverset.service.live_work import Line, Showing
    from coverset.solve.watch import Look, Progress

    told: list[dict[str, Any]] = []
    looks = 0

    def look() -> Look:
        nonlocal looks
        looks += 1
        return Look(Plan(()), {"Cast": 5}, {"Cast": 1})

    show = Showing(Line(write=lambda line: told.append(json.loads(line)["progress"])))
    for cost in range(2000, 1000, -1):
        show(Progress(0.0, cost, 1, "search", look))
    assert 1 <= looks <= 3
    assert len(told) < 100
    assert told[0]["by_line"] == {"Cast": 5}
