"""A dropped file, or a dropped folder, becomes a production: editable files, and a first plan on its way."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Annotated
from urllib.parse import unquote

from fastapi import APIRouter, Header, Query, Request
from starlette.responses import Response

from coverset.findings import Severity
from coverset.formats import production as production_file
from coverset.model.pace import paces
from coverset.service.live_folder import IMPORTED, Brought, bring_in, logged, safe_name
from coverset.service.opening import Wishes
from coverset.web.answer import Answer
from coverset.web.asking import InRoom, RefusalError, jobs_of
from coverset.web.jobs import first_plan
from coverset.web.room import Room
from coverset.web.shapes import REFUSALS, Loose

router = APIRouter(prefix="/api", responses=REFUSALS)

Short = Annotated[str, Query(max_length=60)]

SEVERAL = "application/x-coverset-files"
"""Several files as one body: a line of JSON with the path and size of each, then their bytes."""

_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "application/octet-stream": {"schema": {"type": "string", "format": "binary"}},
            SEVERAL: {"schema": {"type": "string", "format": "binary"}},
        },
    }
}


@router.post("/import", response_model=Loose, openapi_extra=_BODY)
async def bring(
    request: Request,
    room: InRoom,
    x_file_name: Annotated[str, Header(max_length=600)] = "",
    kind: Short = "independent",
    layout: Short = "",
    plan: bool = True,
) -> Response:
    """Bring in a screenplay or a board, its bytes as the body and its name in the header ``X-File-Name``; or several files
    at once, as ``application/x-coverset-files``: a production's folder is put in place as it is.

    Only into a folder that has no production yet. Everything assumed is in the answer, with where to change it.
    """
    from coverset.service.saying import finding_json

    if production_file.is_production(room.folder):
        raise RefusalError(
            422, "This folder holds a production already; serve another folder for another one."
        )
    if kind not in paces():
        raise RefusalError(422, f"There is no kind of production {kind!r}: {', '.join(paces())}.")
    wishes = Wishes(layout, kind, room.today())
    data = await request.body()
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    # It lays files out beside the folder, so that a server that stops waits for it.
    name, brought, left = await asyncio.to_thread(_brought, media, unquote(x_file_name), data, wishes)
    if not brought.files:
        wrong = [f for f in brought.findings if f.severity is Severity.ERROR]
        sentence = " ".join(map(str, wrong[:6])) or f"{name} holds nothing to plan."
        raise RefusalError(422, sentence, said=[finding_json(finding) for finding in wrong[:100]])
    _, difference = await room.change(lambda: _put(room, name, brought))
    job = first_plan(room, jobs_of(request)) if plan and brought.plan is None else None
    return Answer(
        {
            **difference,
            "job": job.as_json() if job else None,
            "files": sorted(brought.files),
            "said": [finding_json(finding) for finding in brought.findings],
            "left": left,
        }
    )


def _brought(
    media: str, name: str, data: bytes, wishes: Wishes
) -> tuple[str, Brought, Sequence[dict[str, str]]]:
    if media != SEVERAL:
        safe = safe_name(name)
        if not safe:
            raise RefusalError(415, f"Drop a screenplay or a board: {', '.join(IMPORTED)}.")
        return safe, bring_in(safe, data, wishes), ()
    from coverset.service.live_bundle import BundleError, bring_together, unpacked

    try:
        files = unpacked(data)
        brought, left = bring_together(files, wishes)
    except BundleError as no:
        raise RefusalError(422, str(no)) from no
    folders = {path.partition("/")[0] for path in files if "/" in path}
    what = folders.pop() if len(folders) == 1 else f"{len(files)} files"
    return what, brought, [{"path": each.path, "why": each.why} for each in left]


def _put(room: Room, name: str, brought: Brought) -> None:
    document = room.document
    if production_file.is_production(room.folder):
        raise RefusalError(422, "This folder holds a production already.")
    files = dict(brought.files)
    log = logged(files)
    why = f"{name} brought in"
    if brought.plan is None:
        document.change_files(files, base=document.revision, who="import", why=why, also=log)
        return
    document.replace_plan(brought.plan, base=document.revision, who="import", why=why, files=files, also=log)
