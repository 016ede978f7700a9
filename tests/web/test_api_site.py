"""The start of the server: the page comes before the interface, and is the same; nobody else is let in meanwhile."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from coverset.web.site import Site
from tests.web.conftest import PORT

Headers = tuple[tuple[str, str], ...]


class Held(Site):
    """A site whose interface waits until it is let in."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, PORT)
        self.let_in = threading.Event()

    def _interface(self) -> Any:
        self.let_in.wait(60)
        return super()._interface()


async def asked(
    site: Site, path: str, headers: Headers = (), method: str = "GET"
) -> tuple[int, bytes, dict[str, str]]:
    """One request, as the server hands it on."""
    said = {"host": f"127.0.0.1:{PORT}", **dict(headers)}
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "path": path,
        "raw_path": path.encode(), "query_string": b"", "root_path": "", "scheme": "http", "server": ("127.0.0.1", PORT),
        "client": ("127.0.0.1", 5), "headers": [(key.encode(), value.encode()) for key, value in said.items()],
        "app": site, "state": {},
    }  # fmt: skip
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await site(scope, receive, send)
    body = b"".join(each.get("body", b"") for each in sent[1:])
    return sent[0]["status"], body, {k.decode(): v.decode() for k, v in sent[0]["headers"]}


def lived(folder: Path, work: Callable[[Held], Awaitable[None]]) -> None:
    """Begin and end a site as the server does, with something done in between."""

    async def life() -> None:
        site = Held(folder)
        said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        heard: asyncio.Queue[Any] = asyncio.Queue()
        living = asyncio.create_task(site({"type": "lifespan"}, said.get, heard.put))
        await said.put({"type": "lifespan.startup"})
        assert (await heard.get())["type"] == "lifespan.startup.complete"
        try:
            await work(site)
        finally:
            site.let_in.set()
            await said.put({"type": "lifespan.shutdown"})
            await living
        assert (await heard.get())["type"] == "lifespan.shutdown.complete"

    asyncio.run(life())


def test_the_first_page_is_the_page(folder: Path, serve: Callable[[Path], TestClient]) -> None:
    first: list[bytes] = []

    async def work(site: Held) -> None:
        status, page, headers = await asked(site, "/")
        assert site._whole is None
        assert status == 200
        assert headers["content-type"].startswith("text/html")
        assert headers["content-security-policy"].startswith("default-src 'self';")
        assert headers["x-frame-options"] == "DENY"
        first.append(page)
        site.let_in.set()
        status, shown, _ = await asked(site, "/api/board")
        assert status == 200
        assert site._whole is not None
        _, again, _ = await asked(site, "/")
        assert again == page
        assert b'"revision":1' in shown

    lived(folder, work)
    assert serve(folder).get("/").content == first[0]


def test_what_the_page_is_dressed_in_comes_before_the_interface(folder: Path) -> None:
    from coverset.web import painting

    names = list(painting._static())
    assert len(names) > 3

    async def work(site: Held) -> None:
        for name in names:
            status, data, headers = await asked(site, f"/static/{name}")
            assert (status, headers["x-content-type-options"]) == (200, "nosniff")
            assert data == painting._static()[name].read_bytes()
        _, nothing, headers = await asked(site, f"/static/{names[0]}", method="HEAD")
        assert nothing == b""
        assert int(headers["content-length"]) > 0
        assert site._whole is None

    lived(folder, work)


@pytest.mark.parametrize(
    "headers",
    [(("host", "evil.example"),), (("host", f"127.0.0.1:{PORT}.evil.example"),), (("origin", "http://evil.example"),)],
)  # fmt: skip
def test_nobody_else_is_let_in_before_the_interface_is_there(folder: Path, headers: Headers) -> None:
    async def work(site: Held) -> None:
        status, said, _ = await asked(site, "/", headers)
        assert status == 403
        assert b"error" in said
        site.let_in.set()
        assert (await asked(site, "/api/board", headers))[0] == 403

    lived(folder, work)


def test_no_path_leads_to_the_file_system_before_the_interface_is_there(folder: Path) -> None:
    async def work(site: Held) -> None:
        site.let_in.set()
        for path in ("/static/../app.py", "/static//etc/passwd", "/static/", "/nowhere"):
            assert (await asked(site, path))[0] == 404

    lived(folder, work)


def test_a_site_that_ends_at_once_lets_go_of_its_folder(folder: Path) -> None:
    async def nothing(site: Held) -> None:
        return

    lived(folder, nothing)
    lived(folder, nothing)


def test_an_empty_folder_shows_where_to_drop_a_screenplay(tmp_path: Path) -> None:
    async def work(site: Held) -> None:
        status, page, _ = await asked(site, "/")
        assert status == 200
        assert b"screenplay" in page

    lived(tmp_path / "new", work)


def test_the_first_page_needs_nothing_of_the_interface(folder: Path) -> None:
    """What it brings in decides how long the start takes."""
    words = (
        "import sys, pathlib\n"
        "from coverset.web.site import Site\n"
        "from coverset.web.painting import first_page\n"
        f"assert 'data-task' in first_page(Site(pathlib.Path({str(folder)!r}), 8321).room)\n"
        "heavy = ('fastapi', 'starlette', 'ortools', 'typst', 'xlsxwriter', 'coverset.solve.compile')\n"
        "print([name for name in heavy if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
