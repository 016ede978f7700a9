"""The pages around the board over the interface: what they draw is what the papers print, and nothing is computed twice."""

from __future__ import annotations

import json
import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from coverset.reports import reports
from coverset.service.around_papers import GROUPS, groups
from tests.web.conftest import MONDAY, board, edit, move

PAGES = ("/days", "/papers", "/tables", "/stunts", "/map")


def got(client: TestClient, path: str, **query: str) -> dict[str, Any]:
    answer = client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def blocks(client: TestClient, paper: str, kind: str, **query: str) -> list[dict[str, Any]]:
    """The blocks of a kind in a paper, wherever they stand."""
    found: list[dict[str, Any]] = []

    def look(value: Any) -> None:
        if isinstance(value, dict):
            if value.get("block") == kind:
                found.append(value)
            for each in value.values():
                look(each)
        elif isinstance(value, list):
            for each in value:
                look(each)

    look(got(client, f"/papers/{paper}.json", **query))
    return found


def texts(cells: list[dict[str, Any]]) -> list[str]:
    return [cell.get("text", "") for cell in cells]


def test_an_address_that_names_no_table_shows_the_people(client: TestClient) -> None:
    page = client.get("/tables", params={"table": "<img src=x>"})
    assert page.status_code == 200
    assert 'data-table="people" aria-current="page"' in page.text
    assert "<img src=x>" not in page.text


@pytest.mark.parametrize(
    ("path", "status"),
    [("/nowhere", 404), ("/papers/call-sheet.pdf?unit=%3Cimg%3E", 422), ("/papers/x.pdf", 404)],
)
def test_who_opens_an_address_that_is_refused_reads_a_page(
    client: TestClient, path: str, status: int
) -> None:
    page = client.get(path, headers={"accept": "text/html,*/*;q=0.8"})
    assert page.status_code == status
    assert 'href="/"' in page.text
    assert "<img>" not in page.text
    script = client.get(path)
    assert script.status_code == status
    assert unescape(page.text).count(script.json()["error"]) == 1
    assert client.get("/api/nowhere", headers={"accept": "text/html"}).json()["error"]


@pytest.mark.parametrize("query", [{}, {"profile": "paid-days"}, {"unit": "MAIN"}])
def test_the_day_out_of_days_is_the_papers(client: TestClient, query: dict[str, str]) -> None:
    paper = blocks(client, "day-out-of-days", "matrix", **query)
    shown = got(client, "/api/days", **query)
    assert [table["title"] for table in shown["tables"]] == [matrix["caption"] for matrix in paper]
    for table, matrix in zip(shown["tables"], paper, strict=True):
        *people, called = matrix["rows"]
        assert [row["name"] for row in table["rows"]] == [texts(row["lead"])[-1] for row in people]
        for row, printed in zip(table["rows"], people, strict=True):
            assert [cell[0] for cell in row["cells"]] == texts(printed["cells"])
            # The paper leaves out money; the page is the production's own.
            assert row["totals"][:9] == texts(printed["totals"])[:9]
        assert table["called"]["cells"] == texts(called["cells"])


def test_a_cell_of_work_names_the_strips_that_the_board_has_there(client: TestClient) -> None:
    shown, days = got(client, "/api/days"), board(client)["days"]
    strips = board(client)["strips"]
    held = {(day["unit"], day["day"]): set(day["strips"]) for day in days}
    seen = 0
    for row in shown["tables"][0]["rows"]:
        for column, cell in zip(shown["columns"], row["cells"], strict=True):
            if len(cell) == 2:
                continue
            assert set(cell[3]) <= held[cell[2], column["first"]]
            assert all(row["id"] in strips[task]["people"] for task in cell[3])
            seen += 1
    assert seen == sum(len({p for task in day["strips"] for p in strips[task]["people"]}) for day in days)


def test_a_film_narrows_the_day_out_of_days_and_an_unknown_one_is_refused(client: TestClient) -> None:
    assert got(client, "/api/days", film="F1")["tables"][0]["rows"]
    for query in ({"film": "F9"}, {"unit": "NOBODY"}, {"profile": "none"}):
        refused = client.get("/api/days", params=query)
        assert refused.status_code == 422
        assert refused.json()["error"]


def test_an_empty_board_has_pages_that_say_so(client: TestClient) -> None:
    tasks = [task for day in board(client)["days"] for task in day["strips"]]
    several = {"edit": "several", "edits": [move(task, None) for task in tasks]}
    assert edit(client, several).status_code == 200
    assert got(client, "/api/days")["tables"] == []
    assert got(client, "/api/map")["bases"] == []
    assert got(client, "/api/timeline")["lanes"] == []
    assert got(client, "/api/papers/next")["next"] == []
    for page in PAGES:
        assert client.get(page).status_code == 200


def test_the_map_has_every_move_of_the_paper(client: TestClient) -> None:
    assert edit(client, move(board(client)["days"][0]["strips"][0], date(2026, 3, 25))).status_code == 200
    shown = got(client, "/api/map")
    tables = [each for each in blocks(client, "moves", "table") if each.get("key") == "moves"]
    printed = [row for table in tables for row in table["rows"] if len(row["cells"]) > 5]
    assert len(shown["moves"]) == len(printed)
    for each, row in zip(shown["moves"], printed, strict=True):
        cells = row["cells"]
        assert [each["start_name"], each["end_name"]] == texts(cells)[4:6]
        assert each["move_cost"] + each["travel_cost"] == cells[10]["value"]
    base = shown["bases"][0]
    assert -90 <= base["latitude"] <= 90
    assert base["dates"] == len({day["day"] for day in board(client)["days"]})


def test_the_timeline_has_each_date_that_a_film_is_shot_on_once(client: TestClient) -> None:
    shown = got(client, "/api/timeline")
    days = board(client)["days"]
    lane = next(lane for lane in shown["lanes"] if lane["film"] == "F1")
    worked = [day for stay in lane["stays"] for first, last in stay["runs"] for day in dates(first, last)]
    assert worked == sorted({day["day"] for day in days})
    assert lane["days"] == len(worked)
    assert shown["films"][0]["shoot"] == [days[0]["day"], days[-1]["day"]]
    paper = json.loads(client.get("/api/milestones").content)
    for report in shown["films"][0]["reports"]:
        assert report["words"] in json.dumps(paper)


def dates(first: str, last: str) -> list[str]:
    ends = date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()
    return [date.fromordinal(day).isoformat() for day in range(ends[0], ends[1] + 1)]


def test_the_stunts_in_a_line_are_those_of_readiness(client: TestClient) -> None:
    shown, ready = got(client, "/api/stunts"), got(client, "/api/readiness")
    assert shown["on"] == ready["on"]
    for stunt, judged in zip(shown["stunts"], ready["stunts"], strict=True):
        assert (stunt["id"], stunt["state"]) == (judged["id"], judged["state"])
        for line, beat in zip(stunt["beats"], judged["beats"], strict=True):
            for key in ("id", "state", "scenes", "dates", "counts"):
                assert line[key] == beat[key]
            assert len(line["blocked"]) == sum(each["stops"] for each in beat["requirements"])
            assert line["waived"] == sum(bool(each["waived_by"]) for each in beat["requirements"])
    beat = shown["stunts"][0]["beats"][0]["id"]
    whole = got(client, "/api/stunts/beat", beat=beat)
    assert {field["key"] for field in shown["fields"]} == set(whole["facts"])
    assert client.get("/api/stunts/beat", params={"beat": "NONE/1"}).status_code == 404
    assert client.get("/api/stunts", params={"on": "0001-01-01"}).status_code == 422


def test_what_is_tried_on_a_beat_changes_nothing_and_what_is_written_can_be_undone(
    client: TestClient, folder: Path
) -> None:
    file = folder / "stunts.toml"
    before = file.read_text()
    beat = got(client, "/api/stunts")["stunts"][0]["beats"][0]["id"]
    tried = client.post("/api/stale", json={"edit": f"'{beat}' light='moonlight'", "on": "2026-02-01"})
    assert tried.status_code == 200
    assert file.read_text() == before
    base = board(client)["revision"]
    asked = {
        "base": base,
        "who": "SC",
        "beat": beat,
        "facts": {"light": "moonlight"},
        "why": "seen on the recce",
    }
    assert client.post("/api/stunts/change", json=asked).status_code == 200
    assert 'light = "moonlight"' in file.read_text()
    facts = got(client, "/api/stunts/beat", beat=beat)["facts"]
    assert facts["light"] == "moonlight"
    assert client.post("/api/stunts/change", json={**asked, "facts": {"light": "day"}}).status_code == 409
    assert client.post("/api/undo", json={"who": "SC"}).status_code == 200
    assert file.read_text() == before
    wrong = {**asked, "base": board(client)["revision"], "facts": {"speed": "as fast as it goes"}}
    refused = client.post("/api/stunts/change", json=wrong)
    assert refused.status_code == 422
    assert "not a whole number" in refused.json()["error"]
    assert file.read_text() == before


@pytest.mark.parametrize("table", ["people", "places", "calendar"])
def test_every_cell_of_a_table_has_a_column(client: TestClient, table: str) -> None:
    sections = {each["table"]: each for each in got(client, f"/api/tables/{table}/columns")["sections"]}
    for row in got(client, f"/api/tables/{table}")["rows"]:
        section = sections[row["table"]]
        assert row["file"] == section["file"]
        assert set(row["cells"]) <= {column["key"] for column in section["columns"]}
    kinds = {column["kind"] for section in sections.values() for column in section["columns"]}
    assert "money" in kinds
    assert kinds <= {"text", "money", "number", "degrees", "date", "dates", "clock", "list", "yes", "choice"}


def test_mistakes_in_tables_are_told_at_their_cells(client: TestClient, folder: Path) -> None:
    before = (folder / "cast.csv").read_bytes(), (folder / "production.toml").read_bytes()
    rows = [
        {"table": "cast", "id": "SISTER", "cells": {"rate": "a lot"}},
        {"table": "cast", "id": "BROTHER", "cells": {"away": "sometimes"}},
    ]
    refused = client.post("/api/tables/people", json={"base": board(client)["revision"], "rows": rows})
    assert refused.status_code == 422
    found = {
        (each["table"], each["id"], each["key"]): each["sentence"] for each in refused.json()["mistakes"]
    }
    assert "'a lot' is not an amount" in found["cast", "SISTER", "rate"]
    assert "sometimes" in found["cast", "BROTHER", "away"]
    rows = [{"table": "locations", "id": "prom", "cells": {"hire": "cheap"}}]
    refused = client.post("/api/tables/places", json={"base": board(client)["revision"], "rows": rows})
    assert [(each["table"], each["id"], each["key"]) for each in refused.json()["mistakes"]] == [
        ("locations", "prom", "hire")
    ]
    assert before == ((folder / "cast.csv").read_bytes(), (folder / "production.toml").read_bytes())


def test_prices_are_a_table_too(client: TestClient) -> None:
    cost = board(client)["cost"]["total"]
    rows = [{"table": "prices", "id": "prices", "cells": {"set_change": 6000}}]
    asked = {"base": board(client)["revision"], "rows": rows}
    assert client.post("/api/tables/calendar", json=asked).status_code == 200
    assert board(client)["cost"]["total"] > cost


def test_every_paper_is_in_a_group_and_can_be_opened_narrowed_as_it_says(client: TestClient) -> None:
    listed = [paper for _, papers in groups() for paper in papers]
    assert sorted(paper.key for paper in listed) == sorted(reports())
    assert {key for keys in GROUPS.values() for key in keys} == set(reports())
    page = unescape(client.get("/papers").text)
    wanted = {"unit": "MAIN", "day": MONDAY.isoformat(), "person": "SISTER"}
    for paper in listed:
        assert paper.summary in page
        query = {key: wanted[key] for key in paper.takes}
        assert client.get(f"/papers/{paper.key}.text", params=query).status_code == 200, paper.key
        assert {medium for medium, _ in paper.media} >= {"pdf", "html", "xlsx", "csv"}
    assert client.get("/papers/calendar.ics").status_code == 200


def test_the_next_call_sheet_is_that_of_the_next_date_of_each_unit(client: TestClient) -> None:
    found = got(client, "/api/papers/next")["next"]
    assert [(each["unit"], each["day"], each["number"], each["past"]) for each in found] == [
        ("MAIN", MONDAY.isoformat(), 1, False)
    ]
    page = client.get("/papers").text
    assert f"/papers/call-sheet.pdf?day={MONDAY.isoformat()}&amp;unit=MAIN" in page


def test_the_pages_are_whole_and_without_a_production_lead_to_where_one_begins(
    client: TestClient, serve: Any, tmp_path: Path
) -> None:
    for page in PAGES:
        answer = client.get(page)
        assert answer.status_code == 200
        held = re.search(r'<script type="application/json" id="first">(.*?)</script>', answer.text, re.DOTALL)
        assert held is None or json.loads(held[1])
        assert "onclick" not in answer.text
        assert " style=" not in answer.text
    empty = tmp_path / "empty"
    empty.mkdir()
    nobody = serve(empty)
    for page in PAGES:
        sent = nobody.get(page, follow_redirects=False)
        assert (sent.status_code, sent.headers["location"]) == (303, "/")
    assert nobody.get("/api/days").status_code == 404


def test_holidays_and_roads_are_rows_that_come_change_and_go(client: TestClient, folder: Path) -> None:
    def save(table: str, *rows: dict[str, Any]) -> Any:
        return client.post(
            f"/api/tables/{table}", json={"base": board(client)["revision"], "rows": list(rows)}
        )

    def held(table: str, part: str) -> dict[str, dict[str, Any]]:
        rows = got(client, f"/api/tables/{table}")["rows"]
        return {row["id"]: row["cells"] for row in rows if row["table"] == part}

    file = folder / "production.toml"
    before = file.read_text()
    new = {"table": "holiday", "id": "2026-03-18", "cells": {"name": "Fair"}}
    assert save("calendar", new, {**new, "id": "2026-03-20", "cells": {}}).status_code == 200
    assert held("calendar", "holiday")["2026-03-18"] == {"day": "2026-03-18", "name": "Fair"}
    assert "2026-03-18" in board(client)["dates"]["holidays"]
    assert save("calendar", {**new, "cells": {"day": "2026-03-19"}}).status_code == 200
    assert sorted(held("calendar", "holiday")) == ["2026-03-19", "2026-03-20"]
    wrong = save("calendar", {**new, "id": "2026-03-20", "cells": {"day": "soon"}})
    assert [(e["table"], e["id"], e["key"]) for e in wrong.json()["mistakes"]] == [("holiday", "soon", "day")]
    for day in ("2026-03-19", "2026-03-20"):
        assert save("calendar", {**new, "id": day, "gone": True}).status_code == 200
    assert save("calendar", {**new, "id": "2026-03-20", "gone": True}).status_code == 422
    assert held("calendar", "holiday") == {}

    base = {"table": "bases", "id": "norwich", "cells": {"name": "Norwich", "timezone": "Europe/London"}}
    road = {"table": "travel", "id": "cromer - norwich", "cells": {"days": 1, "cost": 300}}
    assert save("places", base, road).status_code == 200
    assert held("places", "travel")["cromer - norwich"]["cost"] == 300
    assert save("places", {**road, "id": "cromer - nowhere"}).status_code == 422
    assert save("places", {**road, "gone": True}, {**base, "gone": True}).status_code == 200
    for _ in range(6):
        assert client.post("/api/undo", json={}).status_code == 200
    assert file.read_text() == before
