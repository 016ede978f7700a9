"""A served folder for every test: the small example, with a board laid out by hand."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

with warnings.catch_warnings():
    # The client warns of its own successor.
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

from coverset.formats import plan as plan_file
from coverset.model.plan import Plan, PlanDay, Strip
from coverset.model.sequence import in_shooting_order
from coverset.service.opening import open_path
from coverset.web.app import create_app
from coverset.web.shapes import ChangedAnswer

EXAMPLE = Path(__file__).parents[2] / "examples" / "two-hander"
PORT = 8321
HERE = f"http://127.0.0.1:{PORT}"
MONDAY = date(2026, 3, 9)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes minutes, unless it is asked for."""
    if "slow" in (config.getoption("markexpr") or ""):
        return
    for item in items:
        if item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.skip(reason="takes minutes: run it with -m slow"))


def laid_out(folder: Path) -> None:
    """Put the strips on the board four a day from a Monday on, the last two left in the boneyard."""
    production = open_path(folder).production
    assert production is not None
    tasks = [task for task in production.tasks if task in {scene.id for scene in production.scenes}]
    days, day = [], MONDAY
    for k in range(0, len(tasks) - 2, 4):
        while not production.calendar.works(day):
            day += timedelta(days=1)
        held = in_shooting_order(production, tasks[k : min(k + 4, len(tasks) - 2)])
        days.append(PlanDay("MAIN", day, tuple(map(Strip, held))))
        day += timedelta(days=1)
    placed = {task for each in days for task in each.tasks}
    plan = Plan(tuple(days), tuple(task for task in production.tasks if task not in placed))
    (folder / plan_file.FILE).write_bytes(plan_file.write(plan, production))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "film"
    shutil.copytree(EXAMPLE, target)
    laid_out(target)
    return target


@pytest.fixture
def serve() -> Iterator[Callable[[Path], TestClient]]:
    opened: list[TestClient] = []

    def begin(folder: Path) -> TestClient:
        client = TestClient(create_app(folder, PORT, today=lambda: date(2026, 1, 5)), base_url=HERE)
        client.__enter__()
        opened.append(client)
        return client

    yield begin
    for client in opened:
        client.__exit__(None, None, None)


@pytest.fixture
def client(folder: Path, serve: Callable[[Path], TestClient]) -> TestClient:
    return serve(folder)


def board(client: TestClient) -> dict[str, Any]:
    answer = client.get("/api/board")
    assert answer.status_code == 200
    return dict(answer.json())


def move(task: str, day: date | str | None, unit: str = "MAIN", before: str = "") -> dict[str, Any]:
    where = day.isoformat() if isinstance(day, date) else day
    return {"edit": "move", "task": task, "unit": unit, "day": where, "before": before}


def edit(client: TestClient, made: dict[str, Any], base: int | None = None, who: str = "test") -> Any:
    base = board(client)["revision"] if base is None else base
    return client.post("/api/edit", json={"base": base, "who": who, "edit": made})


def patched(shown: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """What a page makes of a change: its old board with the days that differ put in."""
    ChangedAnswer.model_validate(change)
    days = {(day["unit"], day["day"]): day for day in shown["days"]}
    for unit, day in change["gone"]:
        del days[unit, day]
    days |= {(day["unit"], day["day"]): day for day in change["days"]}
    findings = [each for k, each in enumerate(shown["findings"]) if k not in set(change["findings"]["gone"])]
    for place, finding in change["findings"]["came"]:
        findings.insert(place, finding)
    keys = ("revision", "boneyard", "cost", "undo", "redo", "named")
    ordered = sorted(days.values(), key=lambda day: (day["day"], day["unit"]))
    return {**shown, "days": ordered, "findings": findings, **{key: change[key] for key in keys}}
