"""What is held by decision: every pin with its price, and pinning, and letting go."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from coverset.model.dates import DateRange
from coverset.web.answer import Answer
from coverset.web.asking import InRoom, RefusalError, jobs_of
from coverset.web.jobs import Job, Jobs
from coverset.web.room import Room
from coverset.web.shapes import REFUSALS, ChangedAnswer, PinRequest, PinsAnswer, Stretch

if TYPE_CHECKING:
    from coverset.model.plan import Plan
    from coverset.service import pinning

router = APIRouter(prefix="/api", responses=REFUSALS)

_MEND = "The production's files hold errors; mend them first."


@router.get("/pins", response_model=PinsAnswer)
async def pins(request: Request, room: InRoom) -> Response:
    """Every pin with its sentence, what of it the board does not keep, and what it costs.

    Prices are those of the last job of the kind ``pins``; ``stale`` when the files have changed since it began.
    """
    from coverset.service.live_pins import listed

    view, job = room.present(), _priced(jobs_of(request))
    result: dict[str, Any] = (job.result or {}) if job else {}
    prices = {each["pin"]: _price(each) for each in result.get("pins", ())}
    found = await room.read(lambda: listed(view, prices))
    return Answer(
        {
            "revision": view.revision,
            "currency": view.board.production.currency,
            "pins": found,
            "priced": {"job": job.id, "revision": job.base, "cost": result.get("cost")} if job else None,
            "stale": job is not None and _files_changed(room, job.base),
        }
    )


def _priced(jobs: Jobs) -> Job | None:
    done = [job for job in jobs.known.values() if job.order["kind"] == "pins" and job.result is not None]
    return done[-1] if done else None


def _price(found: dict[str, Any]) -> dict[str, Any]:
    return {key: found[key] for key in ("cost", "least", "most", "proved", "words")}


def _files_changed(room: Room, base: int) -> bool:
    return any(entry.did.get("files") for entry in room.document.since(base))


@router.post("/pin", response_model=ChangedAnswer)
async def pin(room: InRoom, asked: PinRequest) -> Response:
    """Hold a strip, a day or a person: written into the production's own file, and to be undone like any edit."""
    return await _pinned(room, asked, partial(_hold, _wish(asked)))


@router.post("/unpin", response_model=ChangedAnswer)
async def unpin(room: InRoom, asked: PinRequest) -> Response:
    """Let go of what is held: by the ``number`` of a pin in the list, or as it was pinned."""
    return await _pinned(room, asked, partial(_let_go, _wish(asked), asked.number))


async def _pinned(room: Room, asked: PinRequest, work: Callable[[Path, Plan], tuple[str, str]]) -> Response:
    """Do it in the files: ``work`` answers what it did, in words for the history, and why it could not."""
    from coverset.service.live_folder import staged

    view = room.present()

    def write() -> None:
        made = staged(room.folder, lambda copy: work(copy, view.plan))
        done, wrong = made.answer
        if wrong:
            raise RefusalError(422, wrong)
        if made.errors:
            raise RefusalError(422, " ".join(made.errors))
        room.document.change_files(dict(made.files), base=asked.base, who=asked.who, why=done[:1000])

    _, difference = await room.change(write)
    return Answer(difference)


def _wish(asked: PinRequest) -> pinning.Asked:
    from coverset.service import pinning

    def stretches(said: list[Stretch]) -> tuple[DateRange, ...]:
        for each in said:
            if each.last < each.first:
                raise RefusalError(422, f"{each.first} to {each.last} ends before it begins.")
        return tuple(DateRange(each.first, each.last) for each in said)

    return pinning.Asked(
        strip=asked.strip,
        day=asked.day,
        person=asked.person,
        unit=asked.unit,
        dates=stretches(asked.dates),
        off=stretches(asked.off),
        until=asked.until,
        joins=asked.joins,
        why=asked.why,
        order=tuple(asked.order),
        directly=asked.directly,
        call=asked.call,
    )


def _hold(wish: pinning.Asked, copy: Path, plan: Plan) -> tuple[str, str]:
    from coverset.service import pinning
    from coverset.service.live_folder import opened_copy

    opened = opened_copy(copy, plan)
    if opened.production is None:
        return "", _MEND
    made, wrong = pinning.pin_for(opened.production, plan, wish)
    if made is None:
        return "", wrong
    no = pinning.refused(opened.production, made)
    if no:
        return "", " ".join(no)
    return str(made).rstrip("."), pinning.write_pin(opened, made)[1]


def _let_go(wish: pinning.Asked, number: int | None, copy: Path, plan: Plan) -> tuple[str, str]:
    from coverset.service import pinning
    from coverset.service.live_folder import opened_copy

    opened = opened_copy(copy, plan)
    if opened.production is None:
        return "", _MEND
    if number is not None:
        found, wrong = pinning.numbered(opened.production, number)
    else:
        found, wrong = pinning.chosen(opened.production, wish, False)
    done = "; ".join(str(pin).rstrip(".") for pin in found)
    return f"no longer: {done}", wrong or pinning.take_out(opened, found)[1]
