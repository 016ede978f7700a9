"""Who is heard and what is taken: other sites, other hosts, bodies that are too large or too deep."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from coverset.web.aside import aside
from coverset.web.guard import Guard
from tests.web.conftest import HERE, PORT, board, move


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "127.0.0.1:9999"},
        {"host": "127.0.0.1:8321.evil.example"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "https://127.0.0.1:8321"},
        {"origin": "http://127.0.0.1:8322"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_other_sites_and_hosts_are_refused(client: TestClient, headers: dict[str, str]) -> None:
    task = board(client)["boneyard"][0]
    sent = {"base": 1, "edit": move(task, "2026-03-24")}
    answer = client.post("/api/edit", json=sent, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["error"].endswith(".")
    assert client.get("/api/board", headers=headers).status_code == 403
    assert board(client)["revision"] == 1


@pytest.mark.parametrize("host", ["127.0.0.1:8321", "localhost:8321", "[::1]:8321"])
def test_this_machine_is_heard_by_each_of_its_names(client: TestClient, host: str) -> None:
    headers = {"host": host, "origin": f"http://{host}", "sec-fetch-site": "same-origin"}
    assert client.post("/api/name", json={"name": "White"}, headers=headers).status_code == 200


@pytest.mark.parametrize("path", ["/", "/api/board", "/openapi.json", "/static/board.css", "/api/nowhere"])
def test_every_answer_says_what_a_page_may_load(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'self';")
    assert "unsafe" not in policy
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"


def test_a_paper_may_load_and_run_nothing(client: TestClient) -> None:
    answer = client.get("/papers/one-liner.html")
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "sandbox" in policy
    assert "script-src" not in policy


def test_bodies_are_limited(client: TestClient) -> None:
    huge = json.dumps({"name": "x" * 5_000_000})
    json_type = {"content-type": "application/json"}
    assert client.post("/api/name", content=huge, headers=json_type).status_code == 413
    lying = client.post("/api/name", content=iter([huge.encode()]), headers=json_type)
    assert lying.status_code == 413
    assert (
        client.post(
            "/api/name", content=b'{"name":"White"}', headers={"content-type": "text/plain"}
        ).status_code
        == 415
    )


@pytest.mark.parametrize(
    "sent",
    [
        b"[" * 100_000,
        b'{"base":1,"edit":' + b'{"edits":[' * 5_000 + b"]}" * 5_000 + b"}",
        b'{"name": "\\ud800"}',
        b'{"name": NaN}',
        b"\xff\xfe",
        b'{"name": 1e999}',
        b"",
    ],
)
def test_strange_json_is_refused_in_a_sentence(client: TestClient, sent: bytes) -> None:
    answer = client.post("/api/name", content=sent, headers={"content-type": "application/json"})
    assert answer.status_code in (400, 415, 422)
    assert set(answer.json()) == {"error"}
    assert board(client)["revision"] == 1


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/%2e%2e%2fapp.py",
        "/static/..%5capp.py",
        "/static/strips/..%2f..%2fapp.css",
        "/papers/..%2f..%2fetc%2fpasswd.html",
        "/papers/one-liner.py",
        "/docs",
        "/redoc",
    ],
)
def test_no_path_leads_to_the_file_system(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert set(answer.json()) == {"error"}


def test_a_hostile_name_is_text_on_the_page(client: TestClient, folder: Path) -> None:
    bad = "<script>alert(1)</script>"
    text = (folder / "production.toml").read_text()
    (folder / "production.toml").write_text(text.replace('"Closing the Kiosk"', f'"{bad}"', 1))
    room: Any = client.app.state.room  # type: ignore[attr-defined]
    client.portal.call(room.change, room.document.refresh)
    page = client.get("/", headers={"host": HERE.removeprefix("http://")}).text
    assert bad not in page
    assert "&lt;script&gt;" in page


def test_the_description_is_whole_and_needs_nothing_from_elsewhere(client: TestClient) -> None:
    text = client.get("/openapi.json").text
    described = json.loads(text)
    known = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}
    named = set(re.findall(r'"\$ref":\s*"([^"]+)"', text))
    assert named <= known
    assert "#/components/schemas/Stale" in named
    answers = described["paths"]["/api/edit"]["post"]["responses"]
    assert {"200", "409", "422", "507"} <= answers.keys()


def test_who_still_waits_when_the_server_stops_is_told_so() -> None:
    heard: list[dict[str, Any]] = []

    async def slow(scope: Any, receive: Any, send: Any) -> None:
        await asyncio.Event().wait()

    async def say(message: Any) -> None:
        heard.append(message)

    async def stopped() -> None:
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/api/cover",
            "headers": [(b"host", b"localhost:8321")],
        }
        waiting = asyncio.create_task(Guard(slow, PORT)(scope, say, say))  # type: ignore[arg-type]
        await asyncio.sleep(0)
        waiting.cancel()
        await waiting

    asyncio.run(stopped())
    assert heard[0]["status"] == 503
    assert "stops" in json.loads(heard[1]["body"])["error"]


def test_a_server_that_stops_waits_for_no_question() -> None:
    asked = (
        "import asyncio, threading\n"
        "from coverset.web.aside import aside\n"
        "async def ask():\n"
        "    waiting = asyncio.create_task(aside(threading.Event().wait))\n"
        "    await asyncio.sleep(0.1)\n"
        "    waiting.cancel()\n"
        "asyncio.run(ask())\n"
        "print('over')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, timeout=60, check=True
    )
    assert (done.stdout, done.stderr) == ("over\n", "")


def test_what_a_question_answers_or_raises_is_the_callers() -> None:
    assert asyncio.run(aside(lambda: 7)) == 7
    with pytest.raises(KeyError):
        asyncio.run(aside(lambda: {}["no"]))
