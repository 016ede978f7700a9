"""Several people on one board: edits that do not touch are kept side by side, others are refused with both sides."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from coverset.store.journal import FILE, Journal
from tests.web.conftest import HERE, board, edit, move

SOCKET = HERE.replace("http", "ws") + "/ws"


def hear(socket: Any, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    for _ in range(50):
        said = json.loads(socket.receive_text())
        if wanted(said):
            return dict(said)
    raise AssertionError("nothing of the kind was heard")


def test_edits_of_other_strips_merge(client: TestClient) -> None:
    first, second = board(client)["boneyard"][:2]
    assert edit(client, move(first, "2026-03-24"), 1, "one tab").status_code == 200
    assert edit(client, move(second, "2026-03-25"), 1, "another").status_code == 200
    days = {day["day"]: day["strips"] for day in board(client)["days"]}
    assert days["2026-03-24"] == [first]
    assert days["2026-03-25"] == [second]


def test_an_edit_of_the_same_strip_is_refused_with_both_sides(client: TestClient) -> None:
    task = board(client)["boneyard"][0]
    edit(client, move(task, "2026-03-24"), 1, "one tab")
    yours = move(task, "2026-03-25")
    answer = edit(client, yours, 1, "another")
    assert answer.status_code == 409
    said = answer.json()
    assert said["yours"] == yours
    assert said["revision"] == 2
    assert [each["who"] for each in said["theirs"]] == ["one tab"]
    assert "2026-03-24" in said["theirs"][0]["what"]
    assert task in said["error"]
    assert edit(client, yours, said["revision"]).status_code == 200


def test_a_second_page_hears_of_an_edit_and_can_show_it(client: TestClient) -> None:
    task = board(client)["boneyard"][0]
    with client.websocket_connect(SOCKET) as page:
        page.send_json({"hello": 1})
        assert hear(page, lambda said: "revision" in said) == {"revision": 1}
        answer = edit(client, move(task, "2026-03-24"), 1, "AD").json()
        heard = hear(page, lambda said: "entry" in said)
        assert heard["entry"]["who"] == "AD"
        assert heard["change"] == answer


def test_a_page_that_was_asleep_gets_the_whole_board(client: TestClient) -> None:
    task = board(client)["boneyard"][0]
    edit(client, move(task, "2026-03-24"), 1)
    with client.websocket_connect(SOCKET) as page:
        page.send_text("[]")
        page.send_text("no json")
        page.send_json({"hello": 1})
        heard = hear(page, lambda said: "revision" in said)
        assert heard["board"] == board(client)


def test_a_file_edited_by_hand_is_heard_of(client: TestClient, folder: Path) -> None:
    with client.websocket_connect(SOCKET) as page:
        page.send_json({"hello": 1})
        hear(page, lambda said: "revision" in said)
        text = (folder / "production.toml").read_text()
        (folder / "production.toml").write_text(text.replace("Closing the Kiosk", "The Other Kiosk"))
        heard = hear(page, lambda said: "entry" in said)
    assert heard["entry"]["kind"] == "outside"
    assert heard["change"]["reload"]
    assert heard["change"]["board"]["title"] == "The Other Kiosk"


def test_a_server_begun_again_has_every_revision_and_pages_catch_up(
    folder: Path, serve: Callable[[Path], TestClient]
) -> None:
    first = serve(folder)
    task = board(first)["boneyard"][0]
    edit(first, move(task, "2026-03-24"), 1)
    before = board(first)
    first.__exit__(None, None, None)
    again = serve(folder)
    assert board(again) == before
    with again.websocket_connect(SOCKET) as page:
        page.send_json({"hello": 1})
        assert hear(page, lambda said: "board" in said)["board"] == before
    assert task in again.post("/api/undo", json={}).json()["boneyard"]


def test_pages_of_another_site_hear_nothing(client: TestClient) -> None:
    for headers in ({"origin": "http://evil.example"}, {"host": "evil.example:8321"}):
        with (
            pytest.raises(WebSocketDisconnect),
            client.websocket_connect(SOCKET, headers=headers) as page,
        ):
            page.receive_text()


def test_many_hands_at_once_lose_nothing(client: TestClient, folder: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    tasks = list(board(client)["strips"])[:12]

    def one(task: str) -> int:
        for _ in range(20):
            answer = edit(client, move(task, "2026-03-26"))
            if answer.status_code == 200:
                return int(answer.json()["revision"])
            assert answer.status_code == 409
            time.sleep(0.01)
        raise AssertionError(f"{task} never got its turn")

    with ThreadPoolExecutor(4) as hands:
        revisions = list(hands.map(one, tasks))
    assert sorted(revisions) == list(range(2, 2 + len(tasks)))
    last = next(day for day in board(client)["days"] if day["day"] == "2026-03-26")
    assert sorted(last["strips"]) == sorted(tasks)
    assert [e.revision for e in Journal.open(folder / FILE).entries] == list(range(1, 2 + len(tasks)))
