"""What a job found, seen on the board before it is kept: exactly the board that keeping it gives."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from coverset.web.shapes import PreviewAnswer
from tests.web.conftest import board, edit, move
from tests.web.test_api_jobs import begun, ended

BOARD = ("title", "days", "boneyard", "strips", "cost", "findings", "people", "dates")


def seen(client: TestClient, job: str, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/api/jobs/{job}/board{query}")
    assert answer.status_code == 200, answer.text
    PreviewAnswer.model_validate(answer.json())
    return dict(answer.json())


def same_board(shown: dict[str, Any], kept: dict[str, Any]) -> None:
    assert {key: shown[key] for key in BOARD} == {key: kept[key] for key in BOARD}


def changes_are_told(before: dict[str, Any], shown: dict[str, Any]) -> None:
    def places(one: dict[str, Any]) -> dict[str, tuple[str, str]]:
        return {task: (day["unit"], day["day"]) for day in one["days"] for task in day["strips"]}

    def held(one: dict[str, Any]) -> dict[tuple[str, str], list[str]]:
        return {(day["unit"], day["day"]): day["strips"] for day in one["days"]}

    old, new = places(before), places(shown)
    assert set(shown["moved"]) == {task for task in old.keys() | new.keys() if old.get(task) != new.get(task)}
    were, are = held(before), held(shown)
    differ = {key for key in were.keys() | are.keys() if were.get(key) != are.get(key)}
    assert set(map(tuple, shown["days_changed"])) == differ
    assert shown["cost_change"] == shown["cost"]["total"] - before["cost"]["total"]
    assert len(shown["diff"]) >= len(shown["moved"])
    for task in shown["moved"]:
        assert any(sentence.startswith(f"{task}: ") for sentence in shown["diff"])


def test_a_finished_plan_is_shown_as_it_would_be(client: TestClient) -> None:
    before = board(client)
    job = begun(client, kind="plan")
    ended(client, job)
    shown = seen(client, job)
    changes_are_told(before, shown)
    assert board(client) == before
    client.post(f"/api/jobs/{job}/keep", json={})
    same_board(shown, board(client))


def test_moves_are_shown_alone_and_together(client: TestClient) -> None:
    before = board(client)
    job = begun(client, kind="improve", moves=3, seconds=50)
    moves = ended(client, job)["result"]["moves"]
    assert len(moves) == 3
    one = seen(client, job, "?move=2")
    changes_are_told(before, one)
    assert one["cost_change"] == -moves[1]["alone"]
    pair = seen(client, job, "?move=1&move=3")
    every = seen(client, job)
    assert every["cost_change"] == -sum(each["saving"] for each in moves)
    client.post(f"/api/jobs/{job}/keep", json={"moves": [1, 3]})
    same_board(pair, board(client))


def test_moves_are_shown_over_what_was_done_since(client: TestClient) -> None:
    job = begun(client, kind="improve", moves=1, seconds=50)
    moved = ended(client, job)["result"]["moves"][0]
    alone = seen(client, job, "?move=1")
    loose = board(client)["boneyard"][0]
    edit(client, move(loose, "2026-03-27"))
    now = seen(client, job, "?move=1")
    assert set(now["moved"]) == set(alone["moved"])
    assert any(loose in day["strips"] for day in now["days"] if day["day"] == "2026-03-27"), moved


def test_the_answers_to_a_lost_day_are_shown_with_the_day_lost(client: TestClient) -> None:
    plan = begun(client, kind="plan")
    ended(client, plan)
    client.post(f"/api/jobs/{plan}/keep", json={})
    before = board(client)
    free = {task for task, strip in before["strips"].items() if strip["location"] == "council"}
    day = next(each["day"] for each in before["days"] if not free.intersection(each["strips"]))
    job = begun(client, kind="lost", day=day, all_work=True, why="a storm", seconds=5)
    answers = ended(client, job)["result"]["answers"]
    for answer in answers:
        shown = seen(client, job, f"?answer={answer['name']}")
        assert shown["cost"]["total"] == answer["cost"]
        assert len(shown["moved"]) == answer["moved_strips"]
        assert not any(each["day"] == day and each["strips"] for each in shown["days"])
    assert board(client) == before
    client.post(f"/api/jobs/{job}/keep", json={"answer": answers[-1]["name"]})
    same_board(shown, board(client))


@pytest.mark.parametrize(
    ("kind", "query", "status"),
    [
        ("improve", "?move=17", 422),
        ("improve", "?move=0", 422),
        ("plan", "?answer=cheapest", 422),
        ("plan", "?move=1", 422),
        ("explain", "", 422),
    ],
)
def test_what_there_is_not_is_not_shown(client: TestClient, kind: str, query: str, status: int) -> None:
    job = begun(client, kind=kind, moves=1)
    ended(client, job)
    answer = client.get(f"/api/jobs/{job}/board{query}")
    assert answer.status_code == status
    assert answer.json()["error"].endswith(".")
    assert client.get("/api/jobs/job-99/board").status_code == 404


def test_an_edit_is_looked_at_before_it_is_made(client: TestClient) -> None:
    before = board(client)
    task, loose = before["days"][0]["strips"][0], before["boneyard"][0]
    both = {"edit": "several", "edits": [move(task, "2026-03-24"), move(loose, "2026-03-24")]}
    answer = client.post("/api/preview", json={"edit": both})
    assert answer.status_code == 200, answer.text
    shown = answer.json()
    PreviewAnswer.model_validate(shown)
    changes_are_told(before, shown)
    assert board(client) == before
    edit(client, both)
    same_board(shown, board(client))
    for wrong in (move("nobody", "2026-03-24"), move(task, "2031-01-01"), {"edit": "jump"}):
        assert client.post("/api/preview", json={"edit": wrong}).status_code == 422
