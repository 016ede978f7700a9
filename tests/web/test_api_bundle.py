"""Several files dropped at once: a production's folder comes as it is, a screenplay among others is imported."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from coverset.service.live_bundle import MOST_FILES, BundleError, unpacked
from tests.web.conftest import EXAMPLE, board

Serve = Callable[[Path], TestClient]


def packed(files: Mapping[str, bytes], head: Any = None) -> bytes:
    listed = [{"path": path, "size": len(data)} for path, data in files.items()] if head is None else head
    return json.dumps(listed).encode() + b"\n" + b"".join(files.values())


def dropped(client: TestClient, body: bytes, **asked: Any) -> Any:
    headers = {"content-type": "application/x-coverset-files"}
    return client.post("/api/import", content=body, headers=headers, params={"plan": "false", **asked})


def held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


@pytest.fixture
def empty(tmp_path: Path, serve: Serve) -> TestClient:
    return serve(tmp_path / "new")


def test_a_productions_folder_is_put_in_place_as_it_is(
    tmp_path: Path, folder: Path, empty: TestClient, serve: Serve
) -> None:
    there = held(folder)
    files = {f"My film/{path}": data for path, data in there.items()}
    files |= {"My film/notes.txt": b"x", "My film/edits.jsonl": b"{}\n", "My film/old/plan.json": b"{}"}
    answer = dropped(empty, packed(files), plan="true")
    assert answer.status_code == 200, answer.text
    said = answer.json()
    assert said["job"] is None
    assert {each["path"] for each in said["left"]} == {
        "My film/notes.txt", "My film/edits.jsonl", "My film/old/plan.json"
    }  # fmt: skip
    put = held(tmp_path / "new")
    assert {path: put[path] for path in there if path != "plan.json"} == {
        path: data for path, data in there.items() if path != "plan.json"
    }
    shown, source = board(empty), board(serve(folder))
    for key in ("title", "days", "boneyard", "cost", "findings", "strips"):
        assert shown[key] == source[key]
    history = empty.get("/api/history").json()["entries"]
    assert "My film" in history[0]["what"] + history[0]["why"]
    assert len(history) == 2


def test_a_folder_without_a_plan_is_planned(empty: TestClient) -> None:
    answer = dropped(empty, packed(held(EXAMPLE)), plan="true").json()
    assert answer["job"]["kind"] == "plan"
    assert answer["board"]["boneyard"]
    empty.post(f"/api/jobs/{answer['job']['job']}/discard", json={})


def test_a_production_with_errors_is_refused_with_each_of_them(tmp_path: Path, empty: TestClient) -> None:
    files = held(EXAMPLE)
    files["cast.csv"] = files["cast.csv"].replace(b",650", b",a lot")
    files["production.toml"] = files["production.toml"].replace(b"[calendar]", b"[calendar]\nmoon = 1")
    answer = dropped(empty, packed(files))
    assert answer.status_code == 422
    assert {each["file"] for each in answer.json()["said"]} >= {"cast.csv", "production.toml"}
    assert all(each["line"] for each in answer.json()["said"])
    assert held(tmp_path / "new").keys() <= {"edits.jsonl"}


def test_a_screenplay_among_other_files_is_imported(tmp_path: Path, empty: TestClient) -> None:
    script = (EXAMPLE / "script.fountain").read_bytes()
    files = {"show/The Kiosk.fountain": script, "show/readme.csv": b"a,b\n", "show/photo.jpg": b"\xff\xd8"}
    answer = dropped(empty, packed(files))
    assert answer.status_code == 200, answer.text
    assert len(answer.json()["board"]["boneyard"]) > 5
    assert len(answer.json()["left"]) == 2
    put = held(tmp_path / "new")
    assert put["The Kiosk.fountain"] == script
    assert "readme.csv" not in put


def test_the_screenplays_of_two_films_are_one_production(empty: TestClient) -> None:
    script = (EXAMPLE / "script.fountain").read_bytes()
    answer = dropped(empty, packed({"one.fountain": script, "two.fountain": script}))
    assert {strip["film"] for strip in answer.json()["board"]["strips"].values()} == {"F1", "F2"}


def test_a_script_in_a_folder_of_its_own_is_found_by_the_production(
    tmp_path: Path, empty: TestClient
) -> None:
    files = held(EXAMPLE)
    toml = files["production.toml"].replace(b'"script.fountain"', b'"scripts/white.fountain"')
    assert toml != files["production.toml"]
    files["production.toml"], files["scripts/white.fountain"] = toml, files.pop("script.fountain")
    answer = dropped(empty, packed(files))
    assert answer.status_code == 200, answer.text
    assert (tmp_path / "new" / "scripts" / "white.fountain").is_file()
    assert empty.post("/api/undo", json={}).status_code == 200
    assert not (tmp_path / "new" / "production.toml").exists()


@pytest.mark.parametrize(
    "path",
    [
        "../production.toml",
        "film/../../production.toml",
        "/etc/production.toml",
        "C:/film/production.toml",
        "film\\..\\production.toml",
        "film//production.toml",
        "film/./production.toml",
        ".hidden/production.toml",
        "film/.coverset.lock",
        "film/production.toml\x00.csv",
        "film/produ\nction.toml",
        "film/scenes.csv ",
        "film/scenes.csv.",
        "a/b/c/d/e/f/scenes.csv",
        "x" * 200 + ".csv",
        "film/\ud800.csv",
        "",
    ],
)
def test_a_path_that_leads_anywhere_is_refused(tmp_path: Path, empty: TestClient, path: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    files = {"film/production.toml": (EXAMPLE / "production.toml").read_bytes(), path: b"x"}
    answer = dropped(empty, packed(files))
    assert answer.status_code == 422, answer.text
    assert answer.json()["error"].endswith(".")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json\n",
        b"[]\n",
        b"{}\n",
        b"[1]\n",
        b"[" * 100_000 + b"\n",
        b'[{"path": "a.csv"}]\n',
        b'[{"path": "a.csv", "size": -1}]\n',
        b'[{"path": "a.csv", "size": true}]\n',
        b'[{"path": 5, "size": 1}]\nx',
        b'[{"path": "a.csv", "size": 5}]\nxxx',
        b'[{"path": "a.csv", "size": 1}]\nxxx',
        b'[{"path": "a.csv", "size": 1}, {"path": "A.csv", "size": 1}]\nxx',
        b'[{"path": "a.csv", "size": 1}, {"path": "b.txt", "size": 0}]\nx',
        packed({f"{k}.csv": b"" for k in range(MOST_FILES + 1)}),
        packed({"a/production.toml": b"", "b/production.toml": b""}),
        packed({"a.uss": b"{}", "b.fountain": b""}),
        packed({f"{k}.fountain": b"INT. ROOM - DAY\n" for k in range(9)}),
        b"x" * 400_000,
    ],
)
def test_what_is_no_drop_is_refused_in_a_sentence(tmp_path: Path, empty: TestClient, body: bytes) -> None:
    answer = dropped(empty, body)
    assert answer.status_code == 422, answer.text
    assert answer.json()["error"].endswith(".")
    assert held(tmp_path / "new").keys() <= {"edits.jsonl"}


def test_a_drop_that_is_too_large_is_refused(empty: TestClient) -> None:
    body = packed({"a.csv": b"x" * (65 * 1024 * 1024)})
    assert dropped(empty, body).status_code == 413


def test_a_production_that_is_there_stays(client: TestClient, folder: Path) -> None:
    before = held(folder)
    answer = dropped(client, packed(held(EXAMPLE)))
    assert answer.status_code == 422
    assert "already" in answer.json()["error"]
    assert held(folder) == before


def test_bodies_cut_and_turned_at_random_are_files_or_a_sentence() -> None:
    dice = random.Random(4)
    good = packed({"film/a.csv": b"one", "film/b.toml": b"two", "c.fountain": b""})
    for _ in range(400):
        body = bytearray(good)
        for _ in range(dice.randint(1, 6)):
            body[dice.randrange(len(body))] = dice.randrange(256)
        try:
            files = unpacked(bytes(body[: dice.randint(1, len(body))] if dice.random() < 0.3 else body))
        except BundleError:
            continue
        assert all(".." not in path and not path.startswith("/") for path in files)
