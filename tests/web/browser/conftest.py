"""A real server and a real Chromium for every test of the pages; each test has its own folder and its own context."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.web.conftest import EXAMPLE, laid_out

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = os.environ.get("COVERSET_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
LAPTOP = {"width": 1440, "height": 900}
WIDE = {"width": 2560, "height": 1200}
PHONE = {"width": 390, "height": 844}


class Server:
    """``coverset serve`` of a folder, in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = 0
        self.process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        """Where the board is."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> Server:
        """Start it, at the port that it had when it ran before."""
        command = [sys.executable, "-m", "coverset", "serve", str(self.folder), "--no-open"]
        self.process = subprocess.Popen(
            [*command, "--port", str(self.port)], stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        assert self.process.stdout is not None
        said = self.process.stdout.readline()
        found = re.search(r"127\.0\.0\.1:(\d+)", said)
        assert found, said
        self.port = int(found[1])
        return self

    def stop(self, with_: signal.Signals = signal.SIGTERM) -> None:
        """Stop it; SIGKILL gives it no time."""
        if self.process is not None:
            self.process.send_signal(with_)
            self.process.wait(20)
            assert self.process.stdout is not None
            self.process.stdout.close()
            self.process = None


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium for the tests of a file: while it is open no other test of the process could run a loop of its own."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (apt-get install chromium), so no page is opened")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=20_000)
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield made
        made.close()


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """The small example, laid out on the board by hand."""
    target = tmp_path / "film"
    shutil.copytree(EXAMPLE, target)
    laid_out(target)
    return target


@pytest.fixture
def server_of() -> Iterator[Callable[[Path], Server]]:
    """A server of any folder."""
    begun: list[Server] = []

    def begin(folder: Path) -> Server:
        begun.append(Server(folder).start())
        return begun[-1]

    yield begin
    for server in begun:
        server.stop()


@pytest.fixture
def server(film: Path, server_of: Callable[[Path], Server]) -> Server:
    """A server of the small example."""
    return server_of(film)


@pytest.fixture
def context_of(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Contexts with what the test asks for: ``context_of(viewport=PHONE, has_touch=True)``.

    A script that fails, anything that the content policy refuses and any answer from elsewhere fails the test.
    """
    begun: list[BrowserContext] = []
    wrong: list[str] = []

    def begin(**wanted: Any) -> BrowserContext:
        made = browser.new_context(**{"viewport": LAPTOP, "reduced_motion": "reduce", **wanted})
        made.set_default_timeout(15_000)
        made.on("weberror", lambda error: wrong.append(str(error.error)))
        made.on("console", lambda said: _hear(said, wrong))
        made.on("request", lambda asked: _local(asked.url, wrong))
        begun.append(made)
        return made

    yield begin
    for context in begun:
        context.close()
    assert not wrong, wrong


@pytest.fixture
def page(context_of: Callable[..., BrowserContext], server: Server) -> Page:
    """The board of the small example, open in a laptop's window."""
    made = context_of().new_page()
    made.goto(server.address)
    made.wait_for_selector("body[data-ready]")
    return made


def _hear(said: Any, wrong: list[str]) -> None:
    """Keep what is a mistake of ours; a refusal of the server, or its absence, is what some tests are about."""
    if said.type == "error" and not re.search(r"status of 4|status of 5|WebSocket|ERR_CONNECTION", said.text):
        wrong.append(said.text)


def _local(url: str, wrong: list[str]) -> None:
    if not re.match(r"(http|ws)://127\.0\.0\.1[:/]|data:|blob:|about:", url):
        wrong.append(f"asked for {url}")


def violations(page: Page) -> list[str]:
    """What an automated audit of accessibility has against a page, rule by rule and element by element."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page)
    return [
        f"{each['id']}: {node['target']} {node.get('failureSummary', '')}"
        for each in found.response["violations"]
        for node in each["nodes"]
    ]
