"""Pins over the interface: every one in a list with its price, shown on the board, taken out by number."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from coverset.service.opening import open_path
from coverset.service.planning import Effort, plan_files, plan_production
from coverset.store.files import write_all
from coverset.web.shapes import PinsAnswer
from tests.web.conftest import EXAMPLE, board, edit, move
from tests.web.test_api_jobs import begun, ended


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example with a plan that keeps every rule, so that any of it can be held."""
    folder = tmp_path_factory.mktemp("pins") / "film"
    shutil.copytree(EXAMPLE, folder)
    opened = open_path(folder)
    write_all(folder, plan_files(plan_production(opened, Effort(None, 20_000, 1, 1)), opened, folder))
    return folder


@pytest.fixture
def client(planned: Path, tmp_path: Path, serve: Callable[[Path], TestClient]) -> TestClient:
    return serve(Path(shutil.copytree(planned, tmp_path / "film")))


def pinned(client: TestClient, **asked: Any) -> Any:
    return client.post("/api/pin", json={"base": board(client)["revision"], **asked})


def listed(client: TestClient) -> dict[str, Any]:
    answer = client.get("/api/pins")
    assert answer.status_code == 200, answer.text
    PinsAnswer.model_validate(answer.json())
    return dict(answer.json())


@pytest.fixture
def held(client: TestClient) -> list[str]:
    """Four pins: a strip, a day, a call, a person; their kinds in the order of the files."""
    days = board(client)["days"]
    for asked in (
        {"strip": days[0]["strips"][0], "why": "the tide"},
        {"day": days[1]["day"]},
        {"day": days[2]["day"], "unit": "MAIN", "call": 390},
        {"person": "BROTHER"},
    ):
        answer = pinned(client, **asked)
        assert answer.status_code == 200, answer.text
    return ["strip", "day", "call", "person"]


def test_every_pin_is_listed_with_its_sentence(client: TestClient, held: list[str]) -> None:
    found = listed(client)
    assert [pin["kind"] for pin in found["pins"]] == held
    assert [pin["number"] for pin in found["pins"]] == [1, 2, 3, 4]
    assert all(pin["sentence"].endswith(".") and pin["line"] for pin in found["pins"])
    assert found["pins"][0]["why"] == "the tide"
    assert found["pins"][2]["call"] == 390
    assert found["priced"] is None
    assert not any(pin["broken"] for pin in found["pins"])
    strip = found["pins"][0]["strips"][0]
    edit(client, move(strip, "2026-03-27"))
    assert "2026" in listed(client)["pins"][0]["broken"][0]


def test_the_board_shows_what_is_held(client: TestClient, held: list[str]) -> None:
    shown = board(client)
    assert [day["pinned"] for day in shown["days"][:3]] == [False, True, False]
    assert [day["call_pinned"] for day in shown["days"][:3]] == [False, False, True]
    strips = {shown["days"][0]["strips"][0], *shown["days"][1]["strips"]}
    assert {task for task, strip in shown["strips"].items() if strip["pinned"]} == strips


def test_every_pin_has_its_price_and_prices_grow_stale(client: TestClient, held: list[str]) -> None:
    job = begun(client, kind="pins", seconds=12)
    found = ended(client, job)
    assert [one["number"] for one in found["result"]["pins"]] == [1, 2, 3, 4]
    shown = listed(client)
    assert shown["priced"] == {"job": job, "revision": found["base"], "cost": found["result"]["cost"]}
    assert not shown["stale"]
    for pin in shown["pins"]:
        assert 0 <= pin["price"]["least"] <= pin["price"]["cost"] <= pin["price"]["most"]
        assert pin["price"]["words"].endswith(".")
    assert pinned(client, strip=board(client)["days"][3]["strips"][0]).status_code == 200
    later = listed(client)
    assert later["stale"]
    assert later["pins"][-1]["price"] is None
    assert later["pins"][0]["price"] == shown["pins"][0]["price"]


def test_a_pin_is_let_go_by_its_number(client: TestClient, held: list[str]) -> None:
    def let_go(**asked: Any) -> Any:
        return client.post("/api/unpin", json={"base": board(client)["revision"], **asked})

    assert let_go(number=2).status_code == 200
    assert [pin["kind"] for pin in listed(client)["pins"]] == ["strip", "call", "person"]
    assert "1 to 3" in let_go(number=4).json()["error"]
    assert let_go(number=4).status_code == 422
    assert let_go(strip="3").status_code == 200
    assert [pin["kind"] for pin in listed(client)["pins"]] == ["strip", "call"]


def test_undo_and_the_history_say_what_was_held_and_let_go(client: TestClient) -> None:
    strip = board(client)["days"][0]["strips"][0]
    held_now = pinned(client, strip=strip, why="the tide").json()["undo"]
    assert held_now["what"] == listed(client)["pins"][0]["sentence"].rstrip(".")
    assert "the tide" in held_now["what"]
    assert held_now["why"] == "changed production.toml"
    answer = client.post("/api/unpin", json={"base": board(client)["revision"], "number": 1}).json()
    assert answer["undo"]["what"] == f"no longer: {held_now['what']}"


def test_the_call_of_a_day_is_let_go_and_its_strips_stay_held(client: TestClient) -> None:
    day = board(client)["days"][0]["day"]
    assert pinned(client, day=day).status_code == 200
    assert pinned(client, day=day, unit="MAIN", call=390).status_code == 200
    answer = client.post("/api/unpin", json={"base": board(client)["revision"], "day": day, "call": 390})
    assert answer.status_code == 200
    assert [pin["kind"] for pin in listed(client)["pins"]] == ["day"]


def test_a_list_made_from_an_older_revision_lets_nothing_else_go(client: TestClient, held: list[str]) -> None:
    base = board(client)["revision"]
    assert client.post("/api/unpin", json={"base": base, "number": 1}).status_code == 200
    late = client.post("/api/unpin", json={"base": base, "number": 1})
    assert late.status_code == 409
    assert len(listed(client)["pins"]) == 3


def test_the_same_pin_with_another_reason_is_there_already(client: TestClient) -> None:
    task = board(client)["days"][0]["strips"][0]
    assert pinned(client, strip=task, why="the tide").status_code == 200
    again = pinned(client, strip=task, why="the moon")
    assert again.status_code == 422
    assert "the tide" in again.json()["error"]
    assert len(listed(client)["pins"]) == 1


def test_a_day_has_one_call(client: TestClient) -> None:
    day = board(client)["days"][0]["day"]
    assert pinned(client, day=day, unit="MAIN", call=390).status_code == 200
    assert pinned(client, day=day, unit="MAIN", call=330).status_code == 422
    assert board(client)["days"][0]["totals"]["call"] == 390
