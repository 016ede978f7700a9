"""A board looked at before it is made: with an edit, an answer or moves of a job, its best plan so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from coverset.model.edits import Several
from coverset.model.plan import Plan
from coverset.service.live import View, for_all_strips, misplaced
from coverset.store.edit_json import edit_of, plan_of
from coverset.web.answer import Answer
from coverset.web.asking import InRoom, RefusalError, jobs_of
from coverset.web.jobs import Job, answer_of, moves_of
from coverset.web.shapes import REFUSALS, PreviewAnswer, PreviewRequest

router = APIRouter(prefix="/api", responses=REFUSALS)


@router.post("/preview", response_model=PreviewAnswer)
async def edited(room: InRoom, asked: PreviewRequest) -> Response:
    """The board as it would be with an edit, and what that changes. Nothing is kept."""
    from coverset.service.live_preview import preview

    view, edit = room.present(), edit_of(asked.edit)

    def made() -> dict[str, Any]:
        whole = for_all_strips(view, edit)
        no = misplaced(view, whole)
        if no:
            raise RefusalError(422, no)
        return preview(view, whole.apply(view.plan))

    return Answer({**await room.read(made), **room.turns()})


@router.get("/jobs/{job}/board", response_model=PreviewAnswer)
async def board(
    request: Request,
    room: InRoom,
    job: str,
    answer: Annotated[str, Query(max_length=200)] = "",
    move: Annotated[list[Annotated[int, Query(ge=1, le=100)]] | None, Query(max_length=100)] = None,
) -> Response:
    """The board as it would be, and what that changes: with an answer by name, with moves by number, or with neither
    the plan of a job, the best so far while it runs (of an improvement: all its moves). Nothing is kept.
    """
    from coverset.service.live_preview import preview

    found, view = jobs_of(request).find(job), room.present()
    made = await room.read(partial(_plan, found, view, answer, move or []))
    happened: Sequence[Sequence[Any]] = (found.result or {}).get("happened", found.happened)
    shown = await room.read(lambda: preview(view, made, happened))
    return Answer({**shown, **room.turns(), "job": found.id, "state": found.state})


def _plan(job: Job, view: View, answer: str, moves: list[int]) -> Plan:
    kind = job.order["kind"]
    if kind == "improve":
        edits = tuple(edit_of(each["edit"]) for each in moves_of(job, moves))
        return for_all_strips(view, Several(edits)).apply(view.plan)
    if moves:
        raise RefusalError(422, "Only an improvement has moves by number.")
    if kind in ("replan", "lost"):
        return plan_of(answer_of(job, answer)["plan"])
    if answer:
        raise RefusalError(422, "Only a lost day and planning again have answers by name.")
    found: Mapping[str, Any] | None = (job.result or {}).get("plan")
    if found is None and job.placed:
        from coverset.service.live_preview import plan_of_placed

        return plan_of_placed(job.placed)
    if found is None:
        raise RefusalError(422, "The job has found no plan yet.")
    return plan_of(found)
