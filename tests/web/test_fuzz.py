"""The interface fuzzed from its own description: no request makes the server fail, every answer is as described."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import schemathesis
    from fastapi.testclient import TestClient

from tests.web.conftest import HERE, move
from tests.web.test_api_jobs import begun, ended

SLOW = ("/api/jobs", "/api/why", "/papers/{name}", "/api/cover")
"""Routes whose work is tested elsewhere: here each of their requests would start a process or price every date."""


@pytest.fixture
def served(folder: Path, serve: Callable[[Path], TestClient]) -> TestClient:
    return serve(folder)


def operations(client: TestClient) -> Iterator[Any]:
    schema = schemathesis.openapi.from_dict(client.get("/openapi.json").json())
    for found in schema.get_all_operations():
        operation = found.ok()
        if operation.path not in SLOW:
            yield operation


@dataclass
class Tried:
    """What came of the requests that were drawn."""

    client: TestClient
    count: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def every(self, operation: Any, help_out: Callable[[Any, int], None], examples: int = 12) -> None:
        """Draw requests of one route."""

        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )
        @operation_test(operation)
        def attempt(case: Any) -> None:
            self.count += 1
            help_out(case, self.count)
            answer = send(self.client, case)
            self.statuses[answer.status_code] += 1
            if answer.status_code >= 500 or answer.status_code not in known(case):
                said = (
                    f"{case.method} {case.formatted_path} {case.body!r}: {answer.status_code} {answer.text}"
                )
                self.wrong.append(said)
            if answer.status_code >= 400:
                assert answer.json()["error"]

        attempt()


def test_no_request_makes_the_server_fail(served: TestClient) -> None:
    tried = Tried(served)
    for operation in operations(served):
        tried.every(operation, lambda case, turn: helped(served, case, turn))
    assert not tried.wrong, "\n".join(tried.wrong[:10])
    assert tried.count > 200
    assert sum(tried.statuses.values()) == tried.count
    # Much of what is drawn must be understood, or nothing behind the first check is tried.
    assert tried.statuses[200] > tried.count / 6, tried.statuses


def test_no_request_about_a_job_makes_the_server_fail(served: TestClient) -> None:
    jobs = [begun(served, kind=kind, seconds=0.5) for kind in ("plan", "improve")]
    for job in jobs:
        ended(served, job)
    jobs.append(begun(served, kind="explain", seconds=0.5))
    ended(served, jobs[-1])
    tried = Tried(served)

    def about(case: Any, turn: int) -> None:
        helped(served, case, turn)
        if turn % 5:
            case.path_parameters["job"] = jobs[turn % 3]

    for operation in operations(served):
        if "{job}" in operation.path and not operation.path.endswith("/discard"):
            tried.every(operation, about, 30)
    assert not tried.wrong, "\n".join(tried.wrong[:10])
    assert tried.count > 80
    assert tried.statuses[200] > tried.count / 6, tried.statuses


def operation_test(operation: Any) -> Callable[[Callable[[Any], None]], Callable[[], None]]:
    from hypothesis import given

    return given(case=operation.as_strategy())


def helped(client: TestClient, case: Any, turn: int) -> None:
    """Every other time give a write the present revision and names that exist, so that it reaches what is behind."""
    body = case.body
    if turn % 2 or not isinstance(body, dict):
        return
    document = client.app.state.room.document  # type: ignore[attr-defined]
    tasks = list(document.plan.where) or ["F1/1"]
    if isinstance(body.get("base"), int):
        body["base"] = document.revision
    if isinstance(body.get("edit"), dict):
        strange = {key: value for key, value in body["edit"].items() if key in ("before", "unit", "day")}
        body["edit"] = move(tasks[turn % len(tasks)], f"2026-03-{turn % 28 + 1:02d}") | strange
    if isinstance(body.get("tasks"), list):
        body["tasks"] = tasks[: len(body["tasks"])] or tasks[:1]
        if body.get("unit") is not None:
            body["unit"] = "MAIN"
    if "strip" in body:
        body |= {"strip": tasks[0], "day": None, "person": "", "unit": ""}


def known(case: Any) -> set[int]:
    """The statuses that the description allows."""
    return {int(status) for status in case.operation.definition.raw["responses"] if status.isdigit()} | {405}


def send(client: TestClient, case: Any) -> Any:
    made = case.as_transport_kwargs(base_url=HERE)
    headers = {
        key: value
        for key, value in dict(made.get("headers") or {}).items()
        if key.lower() not in ("user-agent", "host", "origin")
    }
    return client.request(
        made["method"],
        made["url"],
        params=made.get("params"),
        json=made.get("json"),
        content=made.get("data") if isinstance(made.get("data"), bytes | str) else None,
        headers=headers,
    )
