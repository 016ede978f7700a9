"""What writes the production's own files: pins, tables, events, a dropped screenplay; all of it can be undone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from coverset.formats import uss
from coverset.service.opening import open_path
from tests.web.conftest import EXAMPLE, board, edit, move


def revision(client: TestClient) -> int:
    return int(board(client)["revision"])


def test_a_strip_is_pinned_in_the_file_and_let_go(client: TestClient, folder: Path) -> None:
    text = (folder / "production.toml").read_bytes()
    task = board(client)["days"][0]["strips"][0]
    answer = client.post("/api/pin", json={"base": 1, "who": "AD", "strip": task, "why": "the tide"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["board"]["strips"][task]["pinned"]
    assert b"the tide" in (folder / "production.toml").read_bytes()
    moved = edit(client, move(task, "2026-03-24")).json()
    assert any(finding["code"] == "pins" for _, finding in moved["findings"]["came"])
    client.post("/api/undo", json={})
    let_go = client.post("/api/unpin", json={"base": revision(client), "strip": task})
    assert let_go.status_code == 200, let_go.text
    assert not board(client)["strips"][task]["pinned"]
    client.post("/api/undo", json={})
    client.post("/api/undo", json={})
    assert (folder / "production.toml").read_bytes() == text


def test_a_days_call_and_an_order_are_pinned(client: TestClient) -> None:
    day = board(client)["days"][0]
    called = client.post("/api/pin", json={"base": 1, "day": day["day"], "unit": "MAIN", "call": 330})
    assert called.status_code == 200, called.text
    assert called.json()["board"]["days"][0]["totals"]["call"] == 330
    order = {"base": revision(client), "order": day["strips"][:2]}
    assert client.post("/api/pin", json=order).status_code == 200
    assert board(client)["strips"][day["strips"][0]]["pinned"]


def test_a_pin_that_cannot_be_kept_is_refused(client: TestClient, folder: Path) -> None:
    text = (folder / "production.toml").read_bytes()
    task = board(client)["days"][0]["strips"][0]
    sunday = {"first": "2026-03-15", "last": "2026-03-15"}
    answer = client.post("/api/pin", json={"base": 1, "strip": task, "dates": [sunday]})
    assert answer.status_code == 422
    assert (folder / "production.toml").read_bytes() == text


def test_people_are_edited_in_a_table(client: TestClient, folder: Path) -> None:
    rows = client.get("/api/tables/people").json()["rows"]
    sister = next(row for row in rows if row["id"] == "SISTER")
    assert sister["cells"]["rate"] == "650"
    before = board(client)["cost"]["total"]
    changed = {"table": "cast", "id": "SISTER", "cells": {"rate": "900"}}
    answer = client.post("/api/tables/people", json={"base": 1, "rows": [changed]})
    assert answer.status_code == 200, answer.text
    assert answer.json()["board"]["cost"]["total"] > before
    assert "SISTER,Sister,F1,900" in (folder / "cast.csv").read_text()
    client.post("/api/undo", json={})
    assert (folder / "cast.csv").read_bytes() == (EXAMPLE / "cast.csv").read_bytes()
    assert board(client)["cost"]["total"] == before


def test_places_and_calendar_keep_comments(client: TestClient, folder: Path) -> None:
    sent = {"table": "calendar", "id": "calendar", "cells": {"end_date": "2026-04-03"}}
    answer = client.post("/api/tables/calendar", json={"base": 1, "rows": [sent]})
    assert answer.status_code == 200, answer.text
    assert answer.json()["board"]["dates"]["last"] == "2026-04-03"
    text = (folder / "production.toml").read_text()
    assert "end_date = 2026-04-03" in text
    assert text.startswith("# Closing the Kiosk")
    places = client.get("/api/tables/places").json()["rows"]
    base = next(row for row in places if row["table"] == "bases")
    named = {"table": "bases", "id": base["id"], "cells": {"name": "Cromer, the front"}}
    assert client.post("/api/tables/places", json={"base": 2, "rows": [named]}).status_code == 200
    assert "Cromer, the front" in json.dumps(board(client)["days"])


@pytest.mark.parametrize(
    ("table", "row"),
    [
        ("people", {"table": "cast", "id": "SISTER", "cells": {"rate": "a lot"}}),
        ("people", {"table": "cast", "id": "SISTER", "cells": {"shoe": "38"}}),
        ("people", {"table": "units", "id": "MAIN", "cells": {}}),
        ("people", {"table": "cast", "id": "NOBODY", "gone": True}),
        ("calendar", {"table": "calendar", "id": "calendar", "cells": {"start_date": "tomorrow"}}),
        ("calendar", {"table": "calendar", "id": "calendar", "gone": True}),
        ("places", {"table": "locations", "id": "nowhere", "cells": {"base": "no such base"}}),
    ],
)
def test_a_cell_that_makes_no_sense_is_refused_and_nothing_written(
    client: TestClient, folder: Path, table: str, row: dict[str, Any]
) -> None:
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".toml", ".csv")}
    answer = client.post(f"/api/tables/{table}", json={"base": 1, "rows": [row]})
    assert answer.status_code == 422, answer.text
    assert set(answer.json()) <= {"error", "mistakes"}
    assert {name: (folder / name).read_bytes() for name in files} == files
    assert revision(client) == 1


def test_a_table_that_has_changed_since_is_refused(client: TestClient) -> None:
    sent = {"table": "cast", "id": "SISTER", "cells": {"rate": "900"}}
    assert client.post("/api/tables/people", json={"base": 1, "rows": [sent]}).status_code == 200
    stale = client.post("/api/tables/people", json={"base": 1, "rows": [sent | {"cells": {"rate": "1"}}]})
    assert stale.status_code == 409
    assert stale.json()["theirs"]


def test_an_event_is_in_force_and_those_ahead_stay_ahead(client: TestClient, folder: Path) -> None:
    before = client.get("/api/events").json()["events"]
    fields = {"person": "BROTHER", "dates": "2026-03-12", "illness": "yes"}
    answer = client.post("/api/events", json={"base": 1, "who": "AD", "kind": "away", "fields": fields})
    assert answer.status_code == 200, answer.text
    after = client.get("/api/events").json()["events"]
    made = next(each for each in after if each["id"] not in {one["id"] for one in before})
    assert made["in_force"]
    others = [(each["id"], each["in_force"]) for each in after if each is not made]
    assert others == [(each["id"], each["in_force"]) for each in before]
    gone = client.post("/api/events/undo", json={"base": revision(client), "id": made["id"]})
    assert gone.status_code == 200, gone.text
    assert client.get("/api/events").json()["events"] == before


def test_an_event_is_told_and_taken_back(client: TestClient, folder: Path) -> None:
    kinds = client.get("/api/events/kinds").json()["kinds"]
    assert {"weather", "away"} <= kinds.keys()
    text = (folder / "events.toml").read_bytes()
    had = {each["id"] for each in client.get("/api/events").json()["events"]}
    count = len(had)
    fields = {"person": "BROTHER", "dates": "2026-03-12", "illness": "yes"}
    answer = client.post("/api/events", json={"base": 1, "who": "AD", "kind": "away", "fields": fields})
    assert answer.status_code == 200, answer.text
    assert len(client.get("/api/events").json()["events"]) == count + 1
    assert b"BROTHER" in (folder / "events.jsonl").read_bytes()
    told = {each["id"] for each in client.get("/api/events").json()["events"]}
    mine = (told - had).pop()
    sent = {"base": revision(client), "id": mine}
    assert client.post("/api/events/undo", json=sent).status_code == 200
    assert client.post("/api/events/undo", json=sent | {"base": revision(client)}).status_code == 422
    assert len(client.get("/api/events").json()["events"]) == count
    client.post("/api/undo", json={})
    client.post("/api/undo", json={})
    assert (folder / "events.toml").read_bytes() == text
    wrong = {"base": revision(client), "kind": "away", "fields": {"person": "NOBODY", "dates": "2026-03-12"}}
    assert client.post("/api/events", json=wrong).status_code == 422


def test_every_field_of_an_event_says_what_it_takes(client: TestClient) -> None:
    found = client.get("/api/events/kinds").json()
    assert found["kinds"].keys() == found["sentences"].keys()
    assert all(sentence.endswith(".") for sentence in found["sentences"].values())
    fields = [field for kind in found["kinds"].values() for field in kind]
    for field in fields:
        assert field["words"]
        if field["type"] in ("one", "some"):
            assert all(each["id"] and each["name"] for each in found["choices"][field["of"]])
    shown = board(client)
    assert {each["id"] for each in found["choices"]["people"]} == shown["people"].keys()
    assert {each["id"] for each in found["choices"]["units"]} == {unit["id"] for unit in shown["units"]}
    assert {field["key"] for field in fields if field["type"] == "dates"} == {"dates", "available", "open"}
    weather = {field["key"]: field for field in found["kinds"]["weather"]}
    assert weather["dates"]["needed"]
    assert weather["why"]["common"]


def test_what_an_edit_of_a_stunt_makes_stale_is_said(client: TestClient) -> None:
    before = board(client)
    answer = client.post("/api/stale", json={"edit": "under-water speed=60"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["revision"] == 1
    assert board(client) == before


@pytest.mark.parametrize(
    ("name", "kind", "begins"),
    [
        ("call-sheet.pdf?day=2026-03-09&unit=MAIN", "application/pdf", b"%PDF"),
        ("day-out-of-days.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("one-liner.txt", "text/plain", b""),
        ("calendar.ics", "text/calendar", b"BEGIN:VCALENDAR"),
    ],
)
def test_papers_come_in_their_media(client: TestClient, name: str, kind: str, begins: bytes) -> None:
    answer = client.get(f"/papers/{name}")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith(kind)
    assert answer.content.startswith(begins)
    assert client.get("/papers/call-sheet.pdf?day=1999-01-01").status_code == 422


def dropped(client: TestClient, name: str, data: bytes, **asked: Any) -> Any:
    headers = {"x-file-name": name, "content-type": "application/octet-stream"}
    return client.post("/api/import", content=data, headers=headers, params={"plan": "false", **asked})


def test_a_dropped_screenplay_becomes_a_production(
    tmp_path: Path, serve: Callable[[Path], TestClient]
) -> None:
    client = serve(tmp_path / "new")
    assert "screenplay" in client.get("/").text
    script = (EXAMPLE / "script.fountain").read_bytes()
    answer = dropped(client, "..%2F..%2FMy%20Script%21.fountain", script, kind="low-budget")
    assert answer.status_code == 200, answer.text
    shown = answer.json()["board"]
    assert len(shown["boneyard"]) == len(shown["strips"]) > 5
    assert shown["assumptions"]
    assert (tmp_path / "new" / "My Script.fountain").read_bytes() == script
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new"]
    first = shown["boneyard"][0]
    placed = edit(client, move(first, shown["dates"]["first"], unit=shown["units"][0]["id"]))
    assert placed.status_code == 200
    assert first not in placed.json()["boneyard"]
    assert dropped(client, "again.fountain", script).status_code == 422


def test_a_dropped_board_brings_its_plan(
    tmp_path: Path, folder: Path, serve: Callable[[Path], TestClient]
) -> None:
    opened = open_path(folder)
    assert opened.production is not None
    assert opened.plan is not None
    data = uss.write(opened.production, opened.plan)
    client = serve(tmp_path / "new")
    answer = dropped(client, "board.uss", data)
    assert answer.status_code == 200, answer.text
    shown = board(client)
    assert len(shown["days"]) == len(opened.plan.days)
    assert shown["cost"]["total"] > 0


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("script.exe", b"MZ", 415),
        ("..", b"", 415),
        ("script.fdx", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", 422),
        ("board.uss", b"{}", 422),
        ("script.fountain", b"", 422),
    ],
)
def test_what_cannot_be_read_is_refused(
    tmp_path: Path, serve: Callable[[Path], TestClient], name: str, data: bytes, status: int
) -> None:
    client = serve(tmp_path / "new")
    answer = dropped(client, name, data)
    assert answer.status_code == status, answer.text
    assert set(answer.json()) <= {"error", "said"}
    assert not list((tmp_path / "new").glob("*.toml"))
