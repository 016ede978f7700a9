"""The server of one production folder: its routes, its guard, and how it says no."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import date
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response

from coverset import __version__
from coverset.model.edits import EditError
from coverset.service.live_tables import TableError
from coverset.store.document import StaleError
from coverset.store.journal import JournalError
from coverset.web import (
    around,
    assumptions,
    boards,
    events,
    history,
    importing,
    pages,
    papers,
    pins,
    previews,
    socket,
    tables,
)
from coverset.web import jobs as job_routes
from coverset.web import story as story_routes
from coverset.web.answer import Answer
from coverset.web.asking import RefusalError
from coverset.web.guard import Guard
from coverset.web.jobs import Jobs
from coverset.web.painting import painted
from coverset.web.room import NoProductionError, Room, deeds
from coverset.web.shapes import Refused, Stale

_WARM_AFTER = 0.7


def create_app(
    folder: Path, port: int = 8321, *, today: Callable[[], date] = date.today, room: Room | None = None
) -> FastAPI:
    """The application of a folder, for the port at which it is heard; of a ``room`` that is open already.

    Raises FolderInUseError when another server has the folder open, JournalError for a damaged history.
    """
    room = room or Room(folder, today=today)
    jobs = Jobs(room)

    @contextlib.asynccontextmanager
    async def alive(app: FastAPI) -> AsyncIterator[None]:
        await room.begin()
        ended = asyncio.Event()
        warming = asyncio.create_task(_warm(room, ended))
        yield
        ended.set()
        await asyncio.gather(warming, return_exceptions=True)
        await jobs.end()
        await story_routes.end(app.state)
        await room.end()

    app = FastAPI(
        title="Coverset, the live stripboard",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        lifespan=alive,
        default_response_class=Answer,
    )
    app.state.room, app.state.jobs = room, jobs
    for routes in (
        boards,
        history,
        job_routes,
        pins,
        previews,
        papers,
        tables,
        events,
        importing,
        around,
        assumptions,
        story_routes,
        pages,
        socket,
    ):
        app.include_router(routes.router)
    _say_no(app)
    _describe(app)
    app.add_middleware(Guard, port=port)
    return app


async def _warm(room: Room, ended: asyncio.Event) -> None:
    """Make ready for the first drag, once the page that has just come is drawn."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(ended.wait(), _WARM_AFTER)
        return
    await asyncio.to_thread(room.warm)


def _describe(app: FastAPI) -> None:
    """Put the shapes of refusals into the description, which routes only name."""
    described = app.openapi

    def whole() -> dict[str, Any]:
        known = app.openapi_schema is not None
        made = described()
        if not known:
            shapes = made.setdefault("components", {}).setdefault("schemas", {})
            for shape in (Refused, Stale):
                schema = shape.model_json_schema(ref_template="#/components/schemas/{model}")
                shapes |= schema.pop("$defs", {})
                shapes[shape.__name__] = schema
        return made

    app.openapi = whole  # type: ignore[method-assign]


def _say_no(app: FastAPI) -> None:
    """Every refusal as ``{"error": sentence}``; to somebody who opens an address, as a page with the way back."""

    @app.exception_handler(RefusalError)
    async def refused(request: Request, no: RefusalError) -> Response:
        return _no(request, no.sentence, no.status, **no.more)

    @app.exception_handler(StaleError)
    async def stale(request: Request, no: StaleError) -> Response:
        revision = request.app.state.room.document.revision
        return Answer(
            {"error": str(no), "theirs": deeds(no.theirs), "yours": None, "revision": revision}, 409
        )

    @app.exception_handler(EditError)
    @app.exception_handler(TableError)
    async def unfit(request: Request, no: ValueError) -> Response:
        return _no(request, _sentence(str(no)), 422)

    @app.exception_handler(NoProductionError)
    async def nothing(request: Request, no: NoProductionError) -> Response:
        return _no(request, str(no), 404)

    @app.exception_handler(JournalError)
    async def full(request: Request, no: JournalError) -> Response:
        return Answer({"error": str(no)}, 507)

    @app.exception_handler(OSError)
    async def disk(request: Request, no: OSError) -> Response:
        reason = no.strerror or "the disk refuses"
        return _no(request, f"The folder cannot be written or read: {reason}. Nothing was lost.", 507)

    @app.exception_handler(RequestValidationError)
    async def unreadable(request: Request, no: RequestValidationError) -> Response:
        said = []
        for each in no.errors()[:5]:
            where = ".".join(str(part) for part in each["loc"][1:]) or "the request"
            said.append(f"{where[:120]}: {str(each['msg'])[:200]}")
        return _no(request, _sentence("; ".join(said)), 422)

    @app.exception_handler(Exception)
    async def ours(request: Request, no: Exception) -> Response:
        sentence = "That is a mistake of ours, not yours; nothing that was acknowledged is lost. The terminal says more."
        return Answer({"error": sentence}, 500)

    @app.exception_handler(HTTPException)
    async def http(request: Request, no: HTTPException) -> Response:
        sentence = {404: "There is nothing here.", 405: "That cannot be done here."}.get(no.status_code)
        answer = _no(request, sentence or str(no.detail), no.status_code)
        answer.headers.update(no.headers or {})
        return answer


def _no(request: Request, sentence: str, status: int, **more: Any) -> Response:
    opened = request.method == "GET" and "text/html" in request.headers.get("accept", "")
    if not opened or request.url.path.startswith(("/api/", "/static/")):
        return Answer({"error": sentence, **more}, status)
    return HTMLResponse(painted("refused.html", "", sentence=sentence), status)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith('.') else '.'}"
