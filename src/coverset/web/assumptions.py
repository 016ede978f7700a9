"""What the production assumes, listed beside the board and settled there."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from coverset.findings import Severity
from coverset.service import settling
from coverset.service.live_folder import staged
from coverset.web.answer import Answer
from coverset.web.asking import InRoom, RefusalError
from coverset.web.shapes import REFUSALS, ChangedAnswer, Loose, Request, Sentence, Word, Write

router = APIRouter(prefix="/api/assumptions", responses=REFUSALS)


class SettledValue(Request):
    """A value of production.toml by table, row and key: a date, days off, an amount."""

    table: Word
    id: Word
    key: Word
    value: str | Annotated[list[Word], Field(max_length=7)] | Annotated[float, Field(allow_inf_nan=False)]


class SettleRequest(Write):
    """An assumption, by its subject and sentence, that is settled: with other values, or right as it is."""

    subject: Word
    sentence: Sentence
    values: list[SettledValue] = Field(default_factory=list, max_length=20)


@router.get("", response_model=Loose)
async def every(room: InRoom) -> Response:
    """Every assumption with the values that it is about, those most worth putting right first."""
    view = room.present()
    production = view.production
    assert production is not None
    try:
        found = await room.read(lambda: settling.assumed(room.folder, production))
    except settling.SettleError as no:
        raise RefusalError(422, str(no)) from no
    return Answer({"revision": view.revision, "assumptions": [_shown(each) for each in found]})


@router.post("", response_model=ChangedAnswer)
async def settle(room: InRoom, asked: SettleRequest) -> Response:
    """Write what is right instead, or keep the value; the assumption is taken off the list."""
    production = room.present().production
    assert production is not None

    def work() -> None:
        try:
            known = {
                (field.table, field.id, field.key): field.form
                for each in settling.assumed(room.folder, production)
                if each.assumption.subject == asked.subject
                for field in each.fields
            }
            values: dict[tuple[str, str, str], settling.Value] = {}
            for each in asked.values:
                where = each.table, each.id, each.key
                if where not in known:
                    raise settling.SettleError(f"{asked.subject} is not about {'.'.join(where)[:120]}.")
                values[where] = settling.value_of(known[where], _whole(each.value))
            made = staged(
                room.folder, lambda copy: settling.settle(copy, asked.subject, asked.sentence, values)
            )
        except settling.SettleError as no:
            raise RefusalError(422, str(no)) from no
        had = {str(finding) for finding in room.document.findings}
        wrong = [str(f) for f in made.findings if f.severity is Severity.ERROR and str(f) not in had]
        if wrong:
            raise RefusalError(422, " ".join(wrong))
        if made.files:
            why = f"settled: {asked.subject}" if values else f"right as assumed: {asked.subject}"
            room.document.change_files(dict(made.files), base=asked.base, who=asked.who, why=why)

    _, difference = await room.change(work)
    return Answer(difference)


def _whole(value: str | list[str] | float) -> str | list[str] | float | int:
    """An amount without a fraction as a whole number, as the files write it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _shown(each: settling.Assumed) -> dict[str, Any]:
    return {
        "subject": each.assumption.subject,
        "sentence": each.assumption.sentence,
        "change": each.assumption.change,
        "title": each.title,
        "table": each.table,
        "entered": each.entered,
        "fields": [
            {
                "table": field.table,
                "id": field.id,
                "key": field.key,
                "form": field.form,
                "words": field.words,
                "value": field.value.isoformat() if isinstance(field.value, date) else field.value,
            }
            for field in each.fields
        ],
    }
