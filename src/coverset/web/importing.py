"""A dropped file becomes a production: editable files, and a first plan on its way."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import unquote

from fastapi import APIRouter, Header, Query, Request
from starlette.responses import Response

from coverset.findings import Severity
from coverset.formats import production as production_file
from coverset.model.pace import paces
from coverset.service.live_folder import IMPORTED, bring_in, safe_name
from coverset.service.opening import Wishes
from coverset.web.answer import Answer
from coverset.web.asking import InRoom, RefusalError, jobs_of
from coverset.web.jobs import first_plan
from coverset.web.shapes import REFUSALS, Loose

router = APIRouter(prefix="/api", responses=REFUSALS)

Short = Annotated[str, Query(max_length=60)]

_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.post("/import", response_model=Loose, openapi_extra=_BODY)
async def bring(
    request: Request,
    room: InRoom,
    x_file_name: Annotated[str, Header(max_length=600)],
    kind: Short = "independent",
    layout: Short = "",
    plan: bool = True,
) -> Response:
    """Bring in a screenplay or a board, its bytes as the body and its name in the header ``X-File-Name``.

    Only into a folder that has no production yet. Everything assumed is in the answer, with where to change it.
    """
    from coverset.service.planning import finding_json

    name = safe_name(unquote(x_file_name))
    if not name:
        raise RefusalError(415, f"Drop a screenplay or a board: {', '.join(IMPORTED)}.")
    if production_file.is_production(room.folder):
        raise RefusalError(
            422, "This folder holds a production already; serve another folder for another one."
        )
    if kind not in paces():
        raise RefusalError(422, f"There is no kind of production {kind!r}: {', '.join(paces())}.")
    data = await request.body()
    brought = await room.read(lambda: bring_in(name, data, Wishes(layout, kind, room.today())))
    if not brought.files:
        wrong = [str(f) for f in brought.findings if f.severity is Severity.ERROR]
        raise RefusalError(422, " ".join(wrong[:6]) or f"{name} holds nothing to plan.")

    def write() -> None:
        document = room.document
        if production_file.is_production(room.folder):
            raise RefusalError(422, "This folder holds a production already.")
        base = document.revision
        document.change_files(dict(brought.files), base=base, who="import", why=f"{name} was dropped")
        if brought.plan is not None:
            document.replace_plan(brought.plan, base=document.revision, who="import", why=name)

    _, difference = await room.change(write)
    job = first_plan(room, jobs_of(request)) if plan and brought.plan is None else None
    return Answer(
        {
            **difference,
            "job": job.as_json() if job else None,
            "files": sorted(brought.files),
            "said": [finding_json(finding) for finding in brought.findings],
        }
    )
