"""The first page and what is assumed: which stage is shown, and how an assumption is settled in the files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import EXAMPLE, board


def _brought(serve: Callable[[Path], TestClient], folder: Path, plan: bool = False) -> TestClient:
    client = serve(folder)
    answer = client.post(
        "/api/import",
        params={"plan": plan},
        content=(EXAMPLE / "script.fountain").read_bytes(),
        headers={"x-file-name": "script.fountain"},
    )
    assert answer.status_code == 200, answer.text
    return client


def _assumed(client: TestClient, subject: str) -> dict[str, Any] | None:
    every = client.get("/api/assumptions").json()["assumptions"]
    return next((each for each in every if each["subject"] == subject), None)


def _settle(client: TestClient, each: dict[str, Any], value: Any = None) -> Any:
    values = (
        []
        if value is None
        else [{**{k: each["fields"][0][k] for k in ("table", "id", "key")}, "value": value}]
    )
    asked = {"base": board(client)["revision"], "subject": each["subject"], "sentence": each["sentence"]}
    return client.post("/api/assumptions", json={**asked, "values": values})


def test_the_first_plan_is_shown_until_somebody_looks_at_the_board(
    tmp_path: Path, serve: Callable[[Path], TestClient]
) -> None:
    client = _brought(serve, tmp_path / "new", plan=True)
    assert 'data-stage="planning"' in client.get("/").text
    assert "data-stage" not in client.get("/", params={"look": "true"}).text
    (job,) = client.get("/api/jobs").json()["jobs"]
    client.post(f"/api/jobs/{job['job']}/discard", json={})
    assert "data-stage" not in client.get("/").text


def test_what_is_worth_most_stands_first_and_is_settled_with_another_value(
    tmp_path: Path, serve: Callable[[Path], TestClient]
) -> None:
    folder = tmp_path / "new"
    client = _brought(serve, folder)
    every = client.get("/api/assumptions").json()["assumptions"]
    assert every[0]["subject"] == "calendar.start_date"
    assert every[-1]["subject"] == "films.F1"
    assert {each["subject"] for each in every} == {each["subject"] for each in board(client)["assumptions"]}

    first, last = _assumed(client, "calendar.start_date"), _assumed(client, "calendar.end_date")
    assert first is not None
    assert last is not None
    later = date.fromisoformat(first["fields"][0]["value"]) + timedelta(days=70)
    assert _settle(client, first, later.isoformat()).status_code == 200
    assert _assumed(client, "calendar.start_date") is None
    # The last date was assumed too, so it moves with the first.
    moved = _assumed(client, "calendar.end_date")
    assert moved is not None
    end = date.fromisoformat(last["fields"][0]["value"]) + timedelta(days=70)
    assert moved["fields"][0]["value"] == end.isoformat()
    assert end.isoformat() in moved["sentence"]
    assert board(client)["dates"]["first"] == later.isoformat()

    price = _assumed(client, "units")
    assert price is not None
    assert _settle(client, price, 31000).status_code == 200
    assert "day_cost = 31000\n" in (folder / "production.toml").read_text(encoding="utf-8")
    client.post("/api/undo", json={})
    assert _assumed(client, "units") == price


def test_right_as_it_is_takes_an_assumption_off_the_list_and_changes_no_value(
    tmp_path: Path, serve: Callable[[Path], TestClient]
) -> None:
    client = _brought(serve, tmp_path / "new")
    week = _assumed(client, "calendar.days_off")
    assert week is not None
    before = board(client)["dates"]
    assert _settle(client, week).status_code == 200
    assert _assumed(client, "calendar.days_off") is None
    assert board(client)["dates"] == before


@pytest.mark.parametrize("value", ["soon", "2026-02-30", 7, ["sat"]])
def test_a_value_of_another_kind_is_refused(
    tmp_path: Path, serve: Callable[[Path], TestClient], value: object
) -> None:
    client = _brought(serve, tmp_path / "new")
    first = _assumed(client, "calendar.start_date")
    assert first is not None
    refused = _settle(client, first, value)
    assert refused.status_code == 422
    assert refused.json()["error"].endswith(".")
    assert _assumed(client, "calendar.start_date") == first


def test_what_is_assumed_at_every_reading_is_stated_in_the_files(
    tmp_path: Path, serve: Callable[[Path], TestClient]
) -> None:
    client = _brought(serve, tmp_path / "new")
    rates = _assumed(client, "cast.rate")
    assert rates is not None
    assert rates["entered"] is False
    refused = _settle(client, rates)
    assert refused.status_code == 422
    assert "state it there" in refused.json()["error"]


def test_a_last_date_before_the_first_is_refused_with_its_line_and_nothing_changes(
    tmp_path: Path, serve: Callable[[Path], TestClient]
) -> None:
    client = _brought(serve, tmp_path / "new")
    last, revision = _assumed(client, "calendar.end_date"), board(client)["revision"]
    assert last is not None
    refused = _settle(client, last, "2020-01-06")
    assert refused.status_code == 422
    assert refused.json()["error"].startswith("production.toml:")
    assert board(client)["revision"] == revision
