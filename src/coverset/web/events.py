"""What happens to a production, and whether its stunts are ready."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from fastapi import APIRouter
from starlette.responses import Response

from coverset.findings import has_errors
from coverset.service import happenings
from coverset.service.live_folder import logged, staged
from coverset.web.answer import Answer
from coverset.web.asking import InRoom, RefusalError
from coverset.web.shapes import (
    REFUSALS,
    ChangedAnswer,
    EventRequest,
    Loose,
    StaleRequest,
    TakeBackRequest,
    Write,
)

router = APIRouter(prefix="/api", responses=REFUSALS)


@router.get("/events/kinds", response_model=Loose)
async def event_kinds(room: InRoom) -> Response:
    """The kinds of events with a sentence each, what each is told, and what may be chosen: for short forms."""
    from coverset.service.live_forms import choices, forms, sentences

    production = room.view.production
    found = await room.read(
        lambda: {"kinds": forms(), "sentences": sentences(), "choices": choices(production)}
    )
    return Answer(found)


@router.get("/events", response_model=Loose)
async def events(room: InRoom) -> Response:
    """What happened so far, each event in words."""
    from coverset.service.saying import finding_json

    room.present()
    told, findings = await room.read(lambda: happenings.tell(room.folder))
    shown = [
        {
            "id": each.event.id,
            "kind": each.event.KIND,
            "date": each.event.day.isoformat() if each.event.day else None,
            "sentence": each.sentence,
            "in_force": each.in_force,
            "known": each.known,
            "findings": [finding_json(finding) for finding in each.findings],
        }
        for each in told
    ]
    return Answer({"events": shown, "findings": [finding_json(finding) for finding in findings]})


@router.post("/events", response_model=ChangedAnswer)
async def add_event(room: InRoom, asked: EventRequest) -> Response:
    """Something happened: it goes into events.toml and is in force. Then plan again (a job) for the answers."""
    fields = {str(key): str(value) for key, value in asked.fields.items()}
    return await _written(
        room,
        asked,
        lambda copy: happenings.add_event(
            copy, asked.kind, fields, who=asked.who, today=room.today(), now=True
        ),
    )


@router.post("/events/undo", response_model=ChangedAnswer)
async def take_back(room: InRoom, asked: TakeBackRequest) -> Response:
    """Take an event out again (the last one, when none is named); the log keeps it."""
    return await _written(
        room, asked, lambda copy: happenings.take_back(copy, asked.id, who=asked.who, today=room.today())
    )


async def _written(room: InRoom, asked: Write, work: Callable[[Path], happenings.Done]) -> Response:
    room.present()

    def write() -> None:
        made = staged(room.folder, work)
        done = made.answer
        if done.path is None or has_errors(made.findings):
            wrong = [str(finding) for finding in (*done.findings, *made.findings)]
            raise RefusalError(422, " ".join(wrong[:6]) or "That event does not fit the production.")
        files = dict(made.files)
        log = logged(files)
        room.document.change_files(files, base=asked.base, who=asked.who, why=done.sentence[:1000], also=log)

    _, difference = await room.change(write)
    return Answer(difference)


@router.get("/readiness", response_model=Loose)
async def ready(room: InRoom, on: date | None = None) -> Response:
    """The stunts: what is shown to be ready, what is not."""
    from coverset.service import readiness

    view = room.present()
    opened = view.opened
    found = await room.read(lambda: readiness.as_json(readiness.readiness_of(opened, on or room.today())))
    return Answer({**found, "revision": view.revision})


@router.post("/stale", response_model=Loose)
async def stale(room: InRoom, asked: StaleRequest) -> Response:
    """What an edit of a beat would make stale; nothing is written."""
    from coverset.service import readiness

    view = room.present()
    assert view.production is not None
    beat, wrong = readiness.parse_edit(view.production, asked.edit)
    if beat is None:
        raise RefusalError(422, wrong)
    opened, chosen = view.opened, beat
    found = await room.read(
        lambda: readiness.what_if_json(
            readiness.what_if(readiness.readiness_of(opened, asked.on or room.today()), chosen)
        )
    )
    return Answer({**found, "revision": view.revision})
