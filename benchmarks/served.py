"""A served board for measuring: a made-up production laid out by hand, its server, and a browser that looks at it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coverset.formats import plan as plan_file
from coverset.model.plan import Plan, PlanDay, Strip
from coverset.model.sequence import in_shooting_order
from coverset.service.generating import generate
from coverset.service.opening import open_path

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def laid_out(folder: Path, strips: int) -> None:
    """A production of two films with its strips on the board in script order, each unit's spread over the dates."""
    generate(folder, films=2, scenes=strips, seed=1)
    production = open_path(folder).production
    assert production is not None
    dates = [day for day in production.calendar.dates() if production.calendar.works(day)]
    tasks: dict[str, list[str]] = {}
    for task in production.tasks.values():
        unit = next(unit for unit in production.units if unit in production.units_for(task))
        tasks.setdefault(unit.id, []).append(task.id)
    days = []
    for unit_id, own in tasks.items():
        each = max(5, -(-len(own) // len(dates)))
        for k in range(0, len(own), each):
            held = in_shooting_order(production, own[k : k + each])
            days.append(PlanDay(unit_id, dates[k // each], tuple(map(Strip, held))))
    (folder / plan_file.FILE).write_bytes(plan_file.write(Plan(tuple(days)), production))


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder's board, served in a process of its own."""
    command = [sys.executable, "-m", "coverset", "serve", str(folder), "--no-open", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True)
    try:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found is not None, "the server did not start"
        yield found[0]
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        if process.stdout is not None:
            process.stdout.close()


def chromium() -> str | None:
    """Where a Chromium is, if there is one."""
    return os.environ.get("COVERSET_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


@contextmanager
def looked_at(executable: str) -> Iterator[Browser]:
    """A browser without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()
