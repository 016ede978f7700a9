"""The pages around the board: day-out-of-days, papers, tables, stunts, map and timeline, and the data they draw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from coverset.findings import nearest
from coverset.service import around_papers
from coverset.service.live_tables import TABLES, rows
from coverset.web import pages
from coverset.web.answer import Answer
from coverset.web.asking import InRoom, RefusalError
from coverset.web.room import Room
from coverset.web.shapes import REFUSALS, ChangedAnswer, Loose, Sentence, Word, Write
from coverset.web.tables import Table

router = APIRouter(responses=REFUSALS)

Asked = Annotated[str, Query(max_length=200)]
Profile = Literal["strip-days", "paid-days"]
Shown = dict[str, Any]


class BeatRequest(Write):
    """Facts of a beat that are to be otherwise, as they are typed; an empty one is no longer known."""

    beat: Word
    facts: Annotated[dict[Word, Sentence], Field(min_length=1, max_length=40)]
    why: Sentence = ""


@router.get("/days", response_class=Response)
async def days_page(room: InRoom) -> Response:
    """The day-out-of-days."""
    return await _page(room, "days.html", "/days", lambda: {"first": _days(room, "", "", "strip-days")})


@router.get("/papers", response_class=Response)
async def papers_page(room: InRoom) -> Response:
    """Every paper, and the call sheet that is wanted next."""

    def shown() -> Shown:
        board, production = room.present().board, room.present().board.production
        return {
            "groups": around_papers.groups(),
            "next": around_papers.next_days(board, room.today()),
            "units": [(unit.id, unit.name or unit.id) for unit in production.units],
            "people": [(person.id, person.name or person.id) for person in production.people],
            "today": room.today(),
            "title": production.title,
        }

    return await _page(room, "papers.html", "/papers", shown)


@router.get("/tables", response_class=Response)
async def tables_page(room: InRoom, table: str = "people") -> Response:
    """People, places and calendar as tables; an address that names no table shows the first."""
    asked = table if table in TABLES else "people"

    def shown() -> Shown:
        return {
            "tables": list(TABLES),
            "table": asked,
            "first": {**_columns(room, asked), **_rows(room, asked)},
        }

    return await _page(room, "tables.html", "/tables", shown)


@router.get("/stunts", response_class=Response)
async def stunts_page(room: InRoom) -> Response:
    """The stunts: what is on record of each, and what a change would make stale."""
    return await _page(room, "stunts.html", "/stunts", lambda: {"first": _stunts(room, None)})


@router.get("/map", response_class=Response)
async def map_page(room: InRoom) -> Response:
    """The map of moves and the timeline of the films."""
    return await _page(
        room, "map.html", "/map", lambda: {"first": {"map": _map(room), "timeline": _timeline(room)}}
    )


@router.get("/api/days", response_model=Loose)
async def days(room: InRoom, unit: Asked = "", film: Asked = "", profile: Profile = "strip-days") -> Response:
    """The day-out-of-days as the paper of that name prints it, of everybody or of a unit or a film."""
    return Answer(await room.read(lambda: _days(room, unit, film, profile)))


@router.get("/api/papers/next", response_model=Loose)
async def next_sheets(room: InRoom) -> Response:
    """By unit the shooting day whose call sheet is wanted next."""
    view = room.present()
    found = await room.read(lambda: around_papers.next_days(view.board, room.today()))
    return Answer({"next": [asdict(each) for each in found], "revision": view.revision})


@router.get("/api/map", response_model=Loose)
async def moves(room: InRoom) -> Response:
    """The bases with their coordinates, every move in order, and people's own journeys."""
    return Answer(await room.read(lambda: _map(room)))


@router.get("/api/timeline", response_model=Loose)
async def timeline(room: InRoom) -> Response:
    """Where each unit shoots each film and when, what follows, and every reported date of release."""
    return Answer(await room.read(lambda: _timeline(room)))


@router.get("/api/stunts", response_model=Loose)
async def stunts(room: InRoom, on: date | None = None) -> Response:
    """Every stunt and beat in a line, and the facts that can be tried otherwise."""
    return Answer(await room.read(lambda: _stunts(room, on)))


@router.get("/api/stunts/beat", response_model=Loose)
async def beat(room: InRoom, beat: Asked, on: date | None = None) -> Response:
    """One beat with every requirement: what shows it or what is missing, its source, and the last date to act."""
    from coverset.service.around_stunts import one_beat_json

    view = room.present()

    def one() -> Shown:
        ready = _ready(room, on)
        found = ready.production.stunts.beats_by_id.get(beat)
        if found is None:
            known = nearest(beat, ready.production.stunts.beats_by_id)
            raise RefusalError(404, f"There is no beat {beat!r}; {known}")
        return {**one_beat_json(ready, found), "revision": view.revision}

    return Answer(await room.read(one))


@router.post("/api/stunts/change", response_model=ChangedAnswer)
async def change_beat(room: InRoom, asked: BeatRequest) -> Response:
    """Write changed facts of a beat into stunts.toml: evidence bound to them goes stale. To be undone like any edit."""
    from coverset.service import recording
    from coverset.service.live_folder import staged

    room.present()
    words = (asked.beat, *(f"{name}={value}" for name, value in asked.facts.items()))
    wish = recording.Wish("beat", words, by=asked.who, why=asked.why)

    def write() -> None:
        def work(copy: Any) -> recording.Recording:
            made = recording.prepare(copy, wish, today=room.today())
            if not made.stopped:
                recording.write(made)
            return made

        made = staged(room.folder, work)
        if made.answer.stopped:
            wrong = [finding.sentence for finding in made.answer.findings]
            raise RefusalError(422, " ".join(wrong[:6]) or "That cannot be written into stunts.toml.")
        if made.errors:
            raise RefusalError(422, " ".join(made.errors[:6]))
        if made.files:
            said = made.answer.sentence[:1000]
            room.document.change_files(dict(made.files), base=asked.base, who=asked.who, why=said)

    _, difference = await room.change(write)
    return Answer(difference)


@router.get("/api/tables/{table}/columns", response_model=Loose)
async def columns(room: InRoom, table: Table) -> Response:
    """What the cells of a table may hold."""
    return Answer(await room.read(lambda: _columns(room, table)))


async def _page(room: Room, template: str, path: str, shown: Callable[[], Shown]) -> Response:
    """A page of a production; without one, the way to where one begins."""
    if room.view.production is None:
        return RedirectResponse("/", 303)
    title = room.view.production.title

    def made() -> Response:
        return pages.render(template, path, **{"production": title, **shown()})

    return await room.read(made)


def _days(room: Room, unit: str, film: str, profile: str) -> Shown:
    from coverset.service.around_days import days_json

    view = room.present()
    production = view.board.production
    films = [each.id for each in production.films]
    if unit and unit not in production.units_by_id:
        raise RefusalError(422, f"There is no unit {unit!r}; {nearest(unit, production.units_by_id)}")
    if film and film not in films:
        raise RefusalError(422, f"There is no film {film!r}; {nearest(film, films)}")
    found = days_json(view.board, room.today(), unit=unit, film=film, profile=profile)
    return {**found, "revision": view.revision}


def _columns(room: Room, table: str) -> Shown:
    from coverset.service.around_tables import sections

    return {"sections": sections(room.folder, table)}


def _rows(room: Room, table: str) -> Shown:
    revision = room.document.revision
    found = [{"table": row.table, "id": row.id, "cells": dict(row.cells)} for row in rows(room.folder, table)]
    return {"rows": found, "revision": revision}


def _map(room: Room) -> Shown:
    from coverset.service.around_map import map_json

    view = room.present()
    return {**map_json(view.board, room.today()), "revision": view.revision}


def _timeline(room: Room) -> Shown:
    from coverset.service.around_timeline import timeline_json

    view = room.present()
    return {**timeline_json(view.board, room.today()), "revision": view.revision}


def _ready(room: Room, on: date | None) -> Any:
    from coverset.model.stunt_dates import EARLIEST, LATEST
    from coverset.service import readiness

    if on is not None and not EARLIEST <= on <= LATEST:
        raise RefusalError(422, f"Give a date from {EARLIEST} to {LATEST}.")
    opened = room.present().opened
    return readiness.readiness_of(opened, on or as_of(room))


def as_of(room: Room) -> date:
    """The date as of which readiness is told: today; for a shoot that is long over, the one its record names."""
    production, today = room.present().board.production, room.today()
    over = today > production.calendar.end_date
    return (production.stunts.as_of if over else None) or today


def _stunts(room: Room, on: date | None) -> Shown:
    from coverset.service.around_stunts import stunts_json

    return {**stunts_json(_ready(room, on)), "revision": room.present().revision}
