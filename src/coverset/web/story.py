"""The story of a production, step by step: the page on which its replay is leafed through, and the replay beside it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, cast

from fastapi import APIRouter, Query, Request
from pydantic import Field
from starlette.datastructures import State
from starlette.responses import RedirectResponse, Response

from coverset.findings import Severity
from coverset.web import worker
from coverset.web.answer import Answer
from coverset.web.asking import InRoom, RefusalError, room_of
from coverset.web.room import Room
from coverset.web.shapes import REFUSALS, Loose, WhoRequest

router = APIRouter(responses=REFUSALS)

FILE = "replay.toml"
"""What a story is written in, beside the other files of its production."""

_GRACE = 120.0
"""Seconds beyond those of the searches: to open the files, to judge every step, to read every board by every rule."""


class StoryRequest(WhoRequest):
    """How long the story may search in all, and how."""

    seconds: Annotated[float, Field(ge=1, le=3600, allow_inf_nan=False)] = 100.0
    seed: Annotated[int, Field(ge=0, le=2**31)] = 1
    workers: Annotated[int, Field(ge=1, le=64)] = 2


@dataclass
class Telling:
    """One replay: of which revision, how far it is, the leaves that are told, and how it ended."""

    order: dict[str, Any]
    base: int
    began: float = field(default_factory=time.monotonic)
    state: str = "running"
    ended: float | None = None
    doing: dict[str, str] = field(default_factory=dict)
    leaves: list[dict[str, Any]] = field(default_factory=list)
    result: dict[str, Any] | None = None
    error: str = ""
    process: asyncio.subprocess.Process | None = None
    task: asyncio.Task[None] | None = None

    def as_json(self) -> dict[str, Any]:
        """Where it is, without its leaves."""
        return {
            "state": self.state,
            "base": self.base,
            "seconds": round((self.ended or time.monotonic()) - self.began, 1),
            "of": self.order["seconds"],
            "doing": self.doing,
            "told": len(self.leaves),
            "result": self.result,
            "error": self.error,
        }


class Stories:
    """The story of a room: its outline as the files have it, and the last replay of it, kept until it is told anew."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.telling: Telling | None = None
        self._known: tuple[Any, dict[str, Any]] | None = None
        self._reading = asyncio.Lock()

    async def outline(self) -> dict[str, Any]:
        """The story as the files tell it: ``there``, its outline where it can be read, and what is wrong with it."""
        async with self._reading:
            # The production of the view is another one whenever a file was changed.
            key = self.room.view.production
            if self._known is None or self._known[0] is not key or key is None:
                self._known = (key, await self.room.read(lambda: _outline(self.room)))
            return self._known[1]

    def begin(self, order: Mapping[str, Any]) -> Telling:
        """Tell the story from the start. Refused while it is being told."""
        if self.telling is not None and self.telling.state == "running":
            raise RefusalError(429, "The story is being told already; wait for it, or stop it.")
        telling = self.telling = Telling(
            {**order, "folder": str(self.room.folder.resolve())}, self.room.view.revision
        )
        telling.task = asyncio.create_task(self._run(telling))
        return telling

    async def stop(self) -> None:
        """End the replay that runs; what it has told stays."""
        telling = self.telling
        if telling is None or telling.task is None:
            return
        if telling.state == "running":
            telling.state = "stopped"
        worker.kill(telling.process)
        if telling.process is None:
            telling.task.cancel()
        await asyncio.gather(telling.task, return_exceptions=True)

    def stale(self) -> bool:
        """Whether files were changed since the story was told."""
        if self.telling is None:
            return False
        since = self.room.document.since(min(self.telling.base, self.room.document.revision))
        return any(entry.kind in ("files", "outside") for entry in since)

    async def _run(self, telling: Telling) -> None:
        try:
            process = telling.process = await worker.begin("coverset.replay.live", telling.order)
            try:
                await asyncio.wait_for(
                    self._listen(telling, process), 2 * float(telling.order["seconds"]) + _GRACE
                )
            except TimeoutError:
                telling.error = telling.error or "It took longer than it was given, and was ended."
            finally:
                await worker.see_out(process)
        except (OSError, ValueError) as trouble:
            telling.error = f"The story could not be told: {trouble}."
        telling.ended = time.monotonic()
        if telling.state == "running":
            telling.state = "done" if telling.result is not None else "failed"
        if telling.state == "failed":
            telling.error = telling.error or "It ended before it was told; try again, or with more time."
        telling.process = None
        self._tell(telling)

    async def _listen(self, telling: Telling, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        async for line in process.stdout:
            said = json.loads(line)
            if "result" in said:
                telling.result = said["result"]
                return
            if "error" in said:
                telling.error = said["error"]
                return
            progress = said["progress"]
            if "told" in progress:
                telling.leaves.append(progress["told"])
            else:
                telling.doing = progress
            self._tell(telling)

    def _tell(self, telling: Telling) -> None:
        self.room.tell({"story": telling.as_json()})


def _outline(room: Room) -> dict[str, Any]:
    """Read replay.toml and what it rests on."""
    if not (room.folder / FILE).is_file():
        return {"there": False, "outline": None, "wrong": []}
    from coverset.replay.leaves import outline
    from coverset.replay.opening import open_story

    opened = open_story(room.folder)
    wrong = [str(each) for each in opened.findings if each.severity is Severity.ERROR]
    told = outline(opened.story, opened.base) if opened.story and opened.base else None
    return {"there": True, "outline": told, "wrong": wrong}


def stories_of(request: Request) -> Stories:
    """The story of this server."""
    state = request.app.state
    if not hasattr(state, "stories"):
        state.stories = Stories(room_of(request))
    return cast(Stories, state.stories)


async def end(state: State) -> None:
    """End what is being told: the server stops."""
    if hasattr(state, "stories"):
        await cast(Stories, state.stories).stop()


@router.get("/story", include_in_schema=False)
async def page(room: InRoom) -> Response:
    """The page on which the story is leafed through."""
    from coverset.web.pages import render

    if room.view.production is None:
        return RedirectResponse("/")
    title = room.view.production.title
    return await room.read(lambda: render("story.html", "/story", title=title))


@router.get("/api/story", response_model=Loose)
async def story(
    request: Request, room: InRoom, after: Annotated[int, Query(ge=0, le=10_000)] = 0
) -> Response:
    """The story: its steps as the files have them, how far it is told, and the steps told beyond the first ``after``."""
    room.present()
    stories = stories_of(request)
    known = await stories.outline()
    telling = stories.telling
    return Answer(
        {
            **known,
            "revision": room.view.revision,
            "telling": telling.as_json() if telling else None,
            "leaves": telling.leaves[after:] if telling else [],
            "stale": stories.stale(),
        }
    )


@router.post("/api/story", response_model=Loose)
async def tell(request: Request, room: InRoom, asked: StoryRequest) -> Response:
    """Tell the story from the start, in a process of its own; each step comes as soon as it is told."""
    room.present()
    stories = stories_of(request)
    known = await stories.outline()
    if known["outline"] is None:
        raise RefusalError(
            422, " ".join(known["wrong"][:6]) or f"This production has no {FILE}: there is no story to tell."
        )
    return Answer(stories.begin(asked.model_dump(exclude={"who"})).as_json())


@router.post("/api/story/stop", response_model=Loose)
async def stop(request: Request, room: InRoom, asked: WhoRequest) -> Response:
    """Stop telling; the steps that are told stay."""
    stories = stories_of(request)
    await stories.stop()
    return Answer({"telling": stories.telling.as_json() if stories.telling else None})
