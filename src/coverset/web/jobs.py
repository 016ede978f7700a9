"""Solver work beside the board: each job in a process of its own, watched, stopped, kept or let go."""

from __future__ import annotations

import asyncio
import itertools
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from coverset.formats import events as events_file
from coverset.model.edits import Several
from coverset.service.live import View
from coverset.store.edit_json import edit_of, plan_json, plan_of
from coverset.web import worker
from coverset.web.answer import Answer
from coverset.web.asking import InRoom, RefusalError, jobs_of
from coverset.web.room import Room
from coverset.web.shapes import (
    REFUSALS,
    ChangedAnswer,
    JobAnswer,
    JobRequest,
    KeepRequest,
    Loose,
    WhoRequest,
)

router = APIRouter(prefix="/api/jobs", responses=REFUSALS)

MOST_AT_ONCE = 2
MOST_KEPT = 20
_MOST_POINTS = 400
_OURS = frozenset(("folder", "plan", "kind"))
"""What of an order is no answer to whoever placed it."""
_GRACE = 30.0
"""Seconds that a job may take beyond what it was given: to verify a plan, to say why there is none."""


@dataclass
class Job:
    """One order: what was asked of which revision, how it goes, what came of it."""

    id: str
    order: dict[str, Any]
    base: int
    began: float = field(default_factory=time.monotonic)
    state: str = "running"
    ended: float | None = None
    cost: int | None = None
    bound: int | None = None
    phase: str = ""
    curve: list[list[float]] = field(default_factory=list)
    """Seconds, cost and bound, whenever one of the two was better."""
    answers: list[dict[str, Any]] = field(default_factory=list)
    by_line: dict[str, int] = field(default_factory=dict)
    bound_by_line: dict[str, int] = field(default_factory=dict)
    plans: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The boards of the answers that a running job has found, by name."""
    placed: dict[str, list[str]] = field(default_factory=dict)
    """The best plan so far by ``unit|date``, as the process told it last."""
    happened: list[Any] = field(default_factory=list)
    """The events that a running job plans for, each a kind and a table."""
    result: dict[str, Any] | None = None
    error: str = ""
    process: asyncio.subprocess.Process | None = None
    task: asyncio.Task[None] | None = None
    stopping: bool = False

    def as_json(self, *, whole: bool = True, settled: bool = False) -> dict[str, Any]:
        """The job as the page takes it; without its result and the older part of its curve when not ``whole``.

        ``placed``, the board so far, is then there only when it has ``settled`` anew.
        """
        return {
            "job": self.id,
            "kind": self.order["kind"],
            "asked": {key: value for key, value in self.order.items() if key not in _OURS},
            "state": self.state,
            "base": self.base,
            "seconds": round((self.ended or time.monotonic()) - self.began, 2),
            "cost": self.cost,
            "bound": self.bound,
            "by_line": self.by_line,
            "bound_by_line": self.bound_by_line,
            "placed": self.placed if whole or settled else None,
            "curve": self.curve if whole else self.curve[-1:],
            "phase": self.phase,
            "answers": self.answers,
            "result": self.result if whole else None,
            "error": self.error,
        }

    def hear(self, told: Mapping[str, Any]) -> None:
        """Take in what the process tells of its progress."""
        if "answer" in told:
            shown = dict(told)
            if "plan" in shown:
                self.plans[str(told["answer"])] = shown.pop("plan")
            self.answers.append(shown)
            return
        self.phase = str(told.get("phase", self.phase))
        self.by_line = told.get("by_line", self.by_line)
        self.bound_by_line = told.get("bound_by_line", self.bound_by_line)
        self.placed = told.get("placed", self.placed)
        self.happened = told.get("happened", self.happened)
        cost, bound = told.get("cost", self.cost), told.get("bound", self.bound)
        if cost is not None and (cost, bound) != (self.cost, self.bound):
            self.curve.append([float(told.get("seconds", 0.0)), float(cost), float(bound or 0)])
            if len(self.curve) > _MOST_POINTS:
                self.curve = self.curve[:-1:2] + self.curve[-1:]
        self.cost, self.bound = cost, bound


class Jobs:
    """Every job of this server; the last `MOST_KEPT` can still be looked at."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.known: dict[str, Job] = {}
        self._numbers = itertools.count(1)

    def begin(self, view: View, order: Mapping[str, Any]) -> Job:
        """Start a job on a revision. Refuses a third beside two that run."""
        running = [job for job in self.known.values() if job.state == "running"]
        if len(running) >= MOST_AT_ONCE:
            kinds = " and ".join(job.order["kind"] for job in running)
            raise RefusalError(429, f"{kinds.capitalize()} are running already; wait for one, or stop it.")
        whole = {**order, "folder": str(view.folder.resolve()), "plan": plan_json(view.plan)}
        job = Job(f"job-{next(self._numbers)}", whole, view.revision)
        self.known[job.id] = job
        over = [each for each in self.known.values() if each.state != "running"]
        for old in over[: max(0, len(self.known) - MOST_KEPT)]:
            del self.known[old.id]
        job.task = asyncio.create_task(self._run(job))
        return job

    def find(self, name: str) -> Job:
        """A job by its id."""
        if name not in self.known:
            raise RefusalError(
                404, "There is no such job; it may have been let go, or the server begun again since."
            )
        return self.known[name]

    async def stop(self, job: Job) -> None:
        """Let a job end with the best that it has; one that does not find an end is ended."""
        if job.state == "running" and not job.stopping:
            job.stopping = True
            if job.process is not None:
                worker.say(job.process, "stop")
            asyncio.get_running_loop().call_later(_GRACE, lambda: worker.kill(job.process))
        self.room.tell({"job": job.as_json(whole=False)})

    async def drop(self, job: Job) -> None:
        """End a job at once and forget it."""
        await self._kill(job)
        self.known.pop(job.id, None)
        self.room.tell({"job": {**job.as_json(whole=False), "state": "stopped"}, "gone": True})

    async def end(self) -> None:
        """End every job: the server stops."""
        await asyncio.gather(*(self._kill(job) for job in self.known.values()))

    async def _kill(self, job: Job) -> None:
        worker.kill(job.process)
        if job.task is not None:
            job.stopping = True
            if job.process is None:
                job.task.cancel()
            await asyncio.gather(job.task, return_exceptions=True)

    async def _run(self, job: Job) -> None:
        try:
            process = job.process = await worker.begin("coverset.service.live_work", job.order)
            try:
                limit = float(job.order["seconds"]) + _GRACE
                await asyncio.wait_for(self._listen(job, process), limit)
            except TimeoutError:
                job.error = job.error or "It took longer than it was given, and was ended."
            finally:
                await worker.see_out(process)
        except (OSError, ValueError) as trouble:
            job.error = f"The work could not be done: {trouble}."
        job.ended = time.monotonic()
        if job.result is not None:
            job.state = "done"
        else:
            job.state = "stopped" if job.stopping else "failed"
            job.error = job.error or "It ended without an answer; try again, or with less."
        job.process = None
        self.room.tell({"job": job.as_json()})

    async def _listen(self, job: Job, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        if job.stopping:
            worker.say(process, "stop")
        async for line in process.stdout:
            said = json.loads(line)
            if "result" in said:
                job.result = said["result"]
                job.cost = said["result"].get("cost", job.cost)
                job.bound = said["result"].get("bound", job.bound)
            elif "error" in said:
                job.error = said["error"]
            else:
                told = said["progress"]
                job.hear(told)
                self.room.tell({"job": job.as_json(whole=False, settled="placed" in told)})


def first_plan(room: Room, jobs: Jobs, seconds: float = 30.0) -> Job | None:
    """Start the first plan of a production that has just been brought in."""
    view = room.view
    if view.production is None:
        return None
    return jobs.begin(view, {"kind": "plan", "seconds": seconds, "seed": 1, "workers": 1, "first": True})


@router.get("", response_model=Loose)
async def every(request: Request) -> Response:
    """Every job that is remembered, without what came of it."""
    return Answer({"jobs": [job.as_json(whole=False) for job in jobs_of(request).known.values()]})


@router.post("", response_model=JobAnswer)
async def begin(request: Request, room: InRoom, asked: JobRequest) -> Response:
    """Start a job on the board as it is now; its progress comes over the socket."""
    view = room.present()
    if asked.kind in ("replan", "lost") and (asked.as_of if asked.kind == "replan" else asked.day) is None:
        raise RefusalError(422, "Say from which date: as_of for replan, day for a day that is lost.")
    if asked.kind in ("improve", "replan", "lost", "pins") and not view.plan.days:
        raise RefusalError(422, "There is nothing on the board yet: plan first.")
    job = jobs_of(request).begin(view, asked.model_dump(mode="json"))
    return Answer(job.as_json())


@router.get("/{job}", response_model=JobAnswer)
async def one(request: Request, job: str) -> Response:
    """A job with what came of it so far."""
    return Answer(jobs_of(request).find(job).as_json())


@router.post("/{job}/cancel", response_model=JobAnswer)
async def cancel(request: Request, job: str, asked: WhoRequest) -> Response:
    """Let a job end now with the best that it has."""
    jobs = jobs_of(request)
    found = jobs.find(job)
    await jobs.stop(found)
    return Answer(found.as_json())


@router.post("/{job}/discard", response_model=JobAnswer)
async def discard(request: Request, job: str, asked: WhoRequest) -> Response:
    """End a job and forget what came of it."""
    jobs = jobs_of(request)
    found = jobs.find(job)
    await jobs.drop(found)
    return Answer(found.as_json())


@router.post("/{job}/keep", response_model=ChangedAnswer)
async def keep(request: Request, room: InRoom, job: str, asked: KeepRequest) -> Response:
    """Put what a job found on the board: its plan, one of its answers, or moves by number.

    409 when the board has changed since the job began; with ``base`` the present revision it is put there anyway.
    """
    found = jobs_of(request).find(job)
    result = found.result
    if result is None or found.state not in ("done", "kept"):
        raise RefusalError(422, "The job has nothing to keep yet.")
    base = found.base if asked.base is None else asked.base
    who, kind = asked.who, found.order["kind"]

    def work() -> None:
        if kind == "improve":
            _keep_moves(room, moves_of(found, asked.moves), base, who)
            return
        chosen = result if kind == "plan" else answer_of(found, asked.answer)
        if not chosen.get("plan"):
            raise RefusalError(422, "The job found no plan to keep.")
        first = "the first plan" if found.order.get("first") else "the plan that was found"
        why = first if kind == "plan" else f"planned again: {chosen.get('name', '')}"
        files = _with_events(room, result.get("happened") or [])
        room.document.replace_plan(plan_of(chosen["plan"]), base=base, who=who, why=why, files=files)

    _, difference = await room.change(work)
    found.state = "kept"
    room.tell({"job": found.as_json(whole=False)})
    return Answer(difference)


def moves_of(job: Job, numbers: list[int]) -> list[dict[str, Any]]:
    """The moves of an improvement by number, all of them where none is named."""
    every: list[dict[str, Any]] = (job.result or {}).get("moves", [])
    moves = [move for move in every if not numbers or move["number"] in numbers]
    if not moves or len(moves) < len(set(numbers)):
        there = f"moves 1 to {len(every)}" if every else "no moves"
        raise RefusalError(422, f"The job has {there} to show and to keep.")
    return moves


def _keep_moves(room: Room, moves: list[dict[str, Any]], base: int, who: str) -> None:
    edits = tuple(edit_of(move["edit"]) for move in moves)
    edit = edits[0] if len(edits) == 1 else Several(edits)
    room.document.edit(edit, base=base, who=who, why="; ".join(move["what"] for move in moves)[:1000])


def _with_events(room: Room, happened: list[Any]) -> dict[str, bytes | None]:
    """events.toml with what an answer answers to; nothing when there is nothing, or it would not be read."""
    path = room.folder / events_file.FILE
    text = path.read_bytes() if path.is_file() else None
    known = {event.id for event in events_file.read(text)[0].events} if text is not None else set()
    for kind, table in happened:
        if table["id"] not in known:
            text = events_file.with_event(text, kind, table, now=True)
    sound = text is not None and not any(f.severity.value == "error" for f in events_file.read(text)[1])
    return {events_file.FILE: text} if happened and sound else {}


def answer_of(job: Job, name: str) -> Mapping[str, Any]:
    """An answer of a job by its name, or by one of its names; while it runs those found by then."""
    answers: list[dict[str, Any]] = (job.result or {}).get("answers", [])
    for answer in answers:
        if name == answer["name"] or name in answer["names"]:
            return answer
    if job.result is None and name in job.plans:
        return {"name": name, "plan": job.plans[name]}
    known = ", ".join([answer["name"] for answer in answers] or job.plans)
    raise RefusalError(
        422, f"Say which answer is meant: {known}." if known else "The job has found no answer."
    )
