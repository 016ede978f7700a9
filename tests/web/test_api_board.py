"""The board over the interface: what it shows is the ledger's and the rules', after any edit, and nothing is lost."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from coverset.costs import ledger
from coverset.findings import Severity
from coverset.model.board import Board
from coverset.rules import check
from coverset.web.shapes import BoardAnswer, TryAnswer
from tests.web.conftest import board, edit, move, patched


def read_exactly(client: TestClient) -> Board:
    document = client.app.state.room.document  # type: ignore[attr-defined]
    return Board(document.production, document.plan)


def test_after_any_edit_the_price_is_the_ledgers_and_the_findings_are_the_rules(client: TestClient) -> None:
    dice = random.Random(6)
    shown = board(client)
    BoardAnswer.model_validate(shown)
    tasks = list(shown["strips"])
    dates = [day["day"] for day in shown["days"]] + ["2026-03-19", "2026-03-25", None]
    for k in range(21):
        made = move(dice.choice(tasks), dice.choice(dates), before=dice.choice(tasks))
        if k % 3 == 1 and made["day"]:
            asked = {"tasks": [made["task"]], "unit": "MAIN", "day": made["day"], "before": made["before"]}
            assert client.post("/api/tryout", json=asked).status_code == 200
        answer = client.post("/api/undo", json={}) if k % 3 == 2 else edit(client, made, shown["revision"])
        assert answer.status_code == 200, answer.text
        shown = patched(shown, answer.json())
        exact = read_exactly(client)
        assert shown["cost"]["total"] == ledger(exact).total
        assert shown["cost"]["lines"] == ledger(exact).by_line()
        sentences = [finding.sentence for finding in check(exact)]
        assert [f["sentence"] for f in shown["findings"] if f["sentence"] in sentences] == sentences
    assert shown == board(client)


def test_the_company_moves_before_the_strip_at_another_location(client: TestClient) -> None:
    shown = board(client)
    first, last = shown["days"][0], None
    assert not first["move"], "nobody comes from anywhere on the first date"
    moves = 0
    for day in shown["days"]:
        expected = []
        for task in day["strips"]:
            here = shown["strips"][task]["location"]
            if last is not None and last != here:
                expected.append(task)
            last = here
        assert day["moves"] == expected
        moves += len(expected)
        last = None
    assert moves
    assert any(day["move"] for day in shown["days"])


def test_a_days_figures_are_those_of_its_strips(client: TestClient) -> None:
    shown = board(client)
    day = shown["days"][0]
    assert day["totals"]["eighths"] == sum(shown["strips"][task]["eighths"] for task in day["strips"])
    assert day["totals"]["call"] < day["totals"]["wrap"]
    assert 0 < day["totals"]["sunrise"] < day["totals"]["sunset"]
    dated = sum(each["totals"]["cost"] for each in shown["days"])
    assert 0 < dated <= shown["cost"]["total"]


def test_trying_out_a_day_says_what_dropping_there_comes_to(client: TestClient) -> None:
    shown = board(client)
    task = shown["days"][0]["strips"][0]
    for day in ("2026-03-20", shown["days"][1]["day"], "2026-03-14"):
        asked = {"tasks": [task], "unit": "MAIN", "day": day, "before": ""}
        offer = client.post("/api/tryout", json=asked).json()["days"][f"MAIN|{day}"]
        before = board(client)
        dropped = edit(client, move(task, day)).json()
        assert offer["exact"]
        assert offer["price"] == dropped["cost"]["total"] - before["cost"]["total"]
        had = {f["sentence"] for f in before["findings"]}
        came = {f["sentence"] for _, f in dropped["findings"]["came"] if f["severity"] == Severity.CONFLICT}
        assert set(offer["breaks"]) == came - had
        client.post("/api/undo", json={})


def test_a_drop_that_was_tried_and_an_undo_read_no_board_anew(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = board(client)
    task, day = shown["days"][0]["strips"][0], shown["days"][1]["day"]
    asked = {"tasks": [task], "unit": "MAIN", "day": day, "before": ""}
    offer = client.post("/api/tryout", json=asked).json()["days"][f"MAIN|{day}"]

    def never(_: Board) -> None:
        raise AssertionError("this board was read a moment ago")

    monkeypatch.setattr("coverset.service.live.ledger", never)
    monkeypatch.setattr("coverset.service.live.check", never)
    dropped = edit(client, move(task, day)).json()
    assert dropped["cost"]["total"] == shown["cost"]["total"] + offer["price"]
    undone = client.post("/api/undo", json={}).json()
    assert undone["cost"] == shown["cost"]


def test_trying_out_every_day_agrees_with_each_day_alone(client: TestClient) -> None:
    shown = board(client)
    for task in (shown["days"][0]["strips"][0], shown["boneyard"][0]):
        answer = client.post("/api/tryout", json={"tasks": [task]}).json()
        TryAnswer.model_validate(answer)
        assert len(answer["days"]) > 15
        for where, offer in list(answer["days"].items())[::5]:
            unit, _, day = where.partition("|")
            alone = client.post("/api/tryout", json={"tasks": [task], "unit": unit, "day": day}).json()[
                "days"
            ]
            assert alone[where]["price"] == offer["price"] or not offer["exact"]
            assert bool(alone[where]["breaks"]) <= bool(offer["breaks"])


def test_several_strips_are_tried_and_moved_together(client: TestClient) -> None:
    shown = board(client)
    pair = shown["days"][0]["strips"][:2]
    offer = client.post(
        "/api/tryout", json={"tasks": pair, "unit": "MAIN", "day": "2026-03-24", "before": ""}
    )
    both = {"edit": "several", "edits": [move(task, "2026-03-24") for task in pair]}
    answer = edit(client, both).json()
    price = offer.json()["days"]["MAIN|2026-03-24"]["price"]
    assert price == answer["cost"]["total"] - shown["cost"]["total"]


def test_undo_and_redo_names_and_restoring(client: TestClient) -> None:
    shown = board(client)
    task = shown["days"][0]["strips"][0]
    edit(client, move(task, "2026-03-24"))
    white = client.post("/api/name", json={"name": "White", "who": "AD"}).json()
    assert white["named"] == {"White": 2}
    edit(client, move(task, None))
    assert task in board(client)["boneyard"]
    undone = client.post("/api/undo", json={"who": "AD"}).json()
    assert undone["redo"]["kind"] == "edit"
    assert task not in undone["boneyard"]
    assert task in client.post("/api/redo", json={}).json()["boneyard"]
    restored = client.post("/api/restore", json={"revision": 1}).json()
    assert restored["cost"] == shown["cost"]
    history = client.get("/api/history").json()
    assert [each["revision"] for each in history["entries"]] == list(range(history["revision"], 0, -1))
    assert client.get("/api/history", params={"before": 3}).json()["entries"][0]["revision"] == 2
    then = client.get("/api/board", params={"revision": 2}).json()
    assert any(task in day["strips"] for day in then["days"] if day["day"] == "2026-03-24")
    compared = client.get("/api/compare", params={"a": 1, "b": 2}).json()
    assert [strip["strip"] for strip in compared["changes"][0]["strips"]] == [task]


@pytest.mark.parametrize(
    ("path", "sent", "status"),
    [
        ("/api/edit", {"base": 1, "edit": {"edit": "jump"}}, 422),
        ("/api/edit", {"base": 99, "edit": move("F1/1", "2026-03-24")}, 422),
        ("/api/edit", {"base": 1, "edit": move("nobody", "2026-03-24")}, 422),
        ("/api/edit", {"edit": move("F1/1", None)}, 422),
        ("/api/tryout", {"tasks": ["nobody"]}, 422),
        ("/api/tryout", {"tasks": []}, 422),
        ("/api/restore", {"revision": 77}, 422),
        ("/api/undo", {}, 422),
        ("/api/stale", {"edit": "nothing speed=60"}, 422),
        ("/api/jobs", {"kind": "lost"}, 422),
        ("/api/jobs/job-9/keep", {}, 404),
        ("/api/nowhere", {}, 404),
    ],
)
def test_what_does_not_fit_is_refused_in_a_sentence(
    client: TestClient, path: str, sent: dict[str, Any], status: int
) -> None:
    answer = client.post(path, json=sent)
    assert answer.status_code == status
    assert set(answer.json()) == {"error"}
    assert " " in answer.json()["error"]
    assert board(client)["revision"] == 1


def test_the_page_shows_the_board_without_any_script(client: TestClient) -> None:
    page = client.get("/").text
    shown = board(client)
    assert all(" src=" in script for script in re.findall(r"<script[^>]*>", page))
    assert " style=" not in page
    for task in shown["strips"]:
        assert f'data-task="{task}"' in page
    assert shown["findings"][0]["sentence"].split()[0] in page


def test_why_and_cover_and_readiness_answer(client: TestClient) -> None:
    shown = board(client)
    task = shown["days"][0]["strips"][0]
    why = client.get("/api/why", params={"task": task}).json()
    assert why["strip"] == task
    assert why["words"]["here"]
    assert any(option["here"] for option in why["dates"])
    person = next(iter(shown["people"]))
    assert client.get("/api/why/person", params={"person": person}).json()["person"] == person
    weather = {(day["unit"], day["day"]) for day in shown["days"] if day["weather"]}
    cover = client.get("/api/cover").json()["cover"]
    assert {(each["unit"], each["date"]) for each in cover} == weather
    assert client.get("/api/readiness").json()["stunts"]


def test_a_folder_with_mistakes_says_them_and_recovers(client: TestClient, folder: Path) -> None:
    text = (folder / "production.toml").read_text()
    (folder / "production.toml").write_text(text.replace("[calendar]", "[calendar"))
    room = client.app.state.room  # type: ignore[attr-defined]
    client.portal.call(room.change, room.document.refresh)
    assert client.get("/").status_code == 200
    assert "cannot be read" in client.get("/").text
    answer = client.get("/api/why", params={"task": "F1/1"})
    assert answer.status_code == 404
    assert "production.toml" in answer.json()["error"]
    (folder / "production.toml").write_text(text)
    client.portal.call(room.change, room.document.refresh)
    assert board(client)["title"] == "Closing the Kiosk"
