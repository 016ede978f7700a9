"""The board: seen, edited, tried out; why a strip stands where it does."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from coverset.service.live import for_all_strips, misplaced
from coverset.store.document import StaleError
from coverset.store.edit_json import edit_of
from coverset.web.answer import Answer
from coverset.web.asking import InRoom, RefusalError
from coverset.web.room import deeds
from coverset.web.shapes import (
    REFUSALS,
    BoardAnswer,
    ChangedAnswer,
    EditRequest,
    Loose,
    TryAnswer,
    TryRequest,
)

router = APIRouter(prefix="/api", responses=REFUSALS)

Asked = Annotated[str, Query(max_length=200)]

_COVER_SECONDS = 10.0
"""How long cover is looked for at once: every day of it is tried against every rule, and others wait meanwhile."""


@router.get("/board", response_model=BoardAnswer)
async def board(room: InRoom, revision: Annotated[int | None, Query(ge=0, le=2**53)] = None) -> Response:
    """The whole board, as it is or as it was at a revision."""
    if revision is None or revision == room.document.revision:
        return Answer(await room.read(room.board))
    async with room.turn:
        plan, view = room.document.plan_at(revision), room.view
    then = type(view)(view.folder, revision, view.production, plan, view.said)
    turns = room.turns()
    return Answer(await room.read(lambda: {**then.as_json(), **turns}))


@router.post("/edit", response_model=ChangedAnswer)
async def edit(room: InRoom, asked: EditRequest) -> Response:
    """Change the board. What others did since is kept where it touches other strips; else 409 tells both sides."""
    made = edit_of(asked.edit)
    room.present()

    def work() -> None:
        whole = for_all_strips(room.present(), made)
        no = misplaced(room.view, whole)
        if no:
            raise RefusalError(422, no)
        room.document.edit(whole, base=asked.base, who=asked.who, why=asked.why)

    try:
        _, difference = await room.change(work)
    except StaleError as no:
        both = {"theirs": deeds(no.theirs), "yours": asked.edit, "revision": room.document.revision}
        raise RefusalError(409, str(no), **both) from no
    return Answer(difference)


@router.post("/tryout", response_model=TryAnswer)
async def tryout(room: InRoom, asked: TryRequest) -> Response:
    """What dropping strips would come to, for every unit-day they may go to, or exactly for one."""
    view, trying = room.present(), room.tryout
    assert view.production is not None
    for task in asked.tasks:
        if task not in view.production.tasks:
            raise RefusalError(422, f"There is no strip {task!r}.")
    tasks = list(dict.fromkeys(asked.tasks))
    if asked.unit is None or asked.day is None:
        found = await room.read(lambda: list(trying.all_days(tasks).values()))
    else:
        unit, day, before = asked.unit, asked.day, asked.before
        if unit not in view.production.units_by_id or day not in view.production.calendar.dates():
            raise RefusalError(422, f"There is no {day.isoformat()} of a unit {unit!r}.")
        found = [await room.read(lambda: trying.exactly(tasks, unit, day, before))]
    days = {f"{offer.unit}|{offer.day.isoformat()}": offer.as_json() for offer in found}
    return Answer({"revision": view.revision, "days": days})


@router.get("/why", response_model=Loose)
async def why(room: InRoom, task: Asked) -> Response:
    """Why a strip stands where it does: every other date with its price, or what forbids it."""
    view = room.present()
    assert view.production is not None
    if task not in view.production.tasks:
        raise RefusalError(404, f"There is no strip {task!r}.")
    opened = view.opened
    from coverset.service import explaining

    found = await room.read(lambda: explaining.explain_strip(opened, task))
    said = explaining.say_strip(view.production, task, found)
    words = {
        "here": said.here,
        "best": said.best,
        "prices": list(said.prices),
        "forbidden": list(said.forbidden),
    }
    return Answer({**explaining.strip_json(opened, task, found), "words": words, "revision": view.revision})


@router.get("/why/person", response_model=Loose)
async def why_person(room: InRoom, person: Asked) -> Response:
    """Why somebody is held, run by run, and the moves that would shorten it."""
    view = room.present()
    assert view.production is not None
    if person not in view.production.people_by_id:
        raise RefusalError(404, f"There is nobody {person!r}.")
    opened, made, plan = view.opened, view.production, view.plan
    from coverset.service import explaining

    found = await room.read(lambda: explaining.explain_person(opened, person))
    words = [explaining.say_held(made, plan, held) for held in found.held]
    return Answer({**explaining.person_json(opened, found), "words": words, "revision": view.revision})


@router.get("/cover", response_model=Loose)
async def cover(room: InRoom, since: date | None = None) -> Response:
    """What is shot instead on each day that weather can stop, as far as a few seconds reach; ``left`` names the rest."""
    view = room.present()
    opened = view.opened
    from coverset.model.cover import cover_json
    from coverset.service.losing import cover_within

    async with room.printing:
        found, left = await room.read(lambda: cover_within(opened, _COVER_SECONDS, since=since))
    rest = [[day.unit, day.day.isoformat()] for day in left]
    return Answer({"revision": view.revision, "cover": cover_json(found), "left": rest})
