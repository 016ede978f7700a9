"""The requests and answers of the interface, so that scripts can be written from /openapi.json."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Word = Annotated[str, Field(max_length=200)]
Sentence = Annotated[str, Field(max_length=1000)]
Revision = Annotated[int, Field(ge=0, le=2**53)]
Day = date


class Request(BaseModel):
    """What is sent: nothing beside what is named here."""

    model_config = ConfigDict(extra="forbid", strict=False)


class Write(Request):
    """A change: the revision that whoever makes it has seen, and who that is."""

    base: Revision
    who: Word = ""


class EditRequest(Write):
    """An edit of the board: move, swap, pull, order, several or restore, as the history keeps them."""

    edit: dict[str, Any]
    why: Sentence = ""


class TryRequest(Request):
    """Strips in hand. With a unit and a day that one alone is answered, read exactly."""

    tasks: Annotated[list[Word], Field(min_length=1, max_length=60)]
    unit: Word | None = None
    day: Day | None = None
    before: Word | None = None


class WhoRequest(Request):
    """Who does it."""

    who: Word = ""


class NameRequest(WhoRequest):
    """A name that people use for the revision."""

    name: Annotated[str, Field(min_length=1, max_length=80)]


class RestoreRequest(WhoRequest):
    """The revision to go back to."""

    revision: Revision


class Stretch(Request):
    """Dates from the first to the last."""

    first: Day
    last: Day


class PinRequest(Write):
    """What is to be held: one of a strip, a day (or its call, in minutes after midnight), a person or an order."""

    strip: Word = ""
    day: Day | None = None
    person: Word = ""
    unit: Word = ""
    dates: Annotated[list[Stretch], Field(max_length=60)] = []
    off: Annotated[list[Stretch], Field(max_length=60)] = []
    until: Day | None = None
    joins: bool = False
    why: Sentence = ""
    order: Annotated[list[Word], Field(max_length=60)] = []
    directly: bool = False
    call: Annotated[int | None, Field(ge=0, le=2880)] = None
    number: Annotated[int | None, Field(ge=1, le=10**6)] = None
    """To let go: the pin of that number in the list."""


class PreviewRequest(Request):
    """An edit that is looked at before it is made."""

    edit: dict[str, Any]


class JobRequest(Request):
    """Work for the solver, and its limits. ``day`` and ``unit`` are for a day that is lost, ``as_of`` for planning again."""

    kind: Literal["plan", "improve", "explain", "pins", "replan", "lost"]
    seconds: Annotated[float, Field(ge=0.5, le=3600, allow_inf_nan=False)] = 30.0
    seed: Annotated[int, Field(ge=0, le=2**31)] = 1
    workers: Annotated[int, Field(ge=1, le=64)] = 1
    moves: Annotated[int, Field(ge=1, le=20)] = 5
    mend: bool = False
    as_of: Day | None = None
    day: Day | None = None
    unit: Word = ""
    all_work: bool = False
    why: Sentence = ""


class KeepRequest(WhoRequest):
    """What is kept of a job: the answer by name, or moves by number. ``base`` only to put it over later changes."""

    answer: Word = ""
    moves: Annotated[list[Annotated[int, Field(ge=1, le=100)]], Field(max_length=100)] = []
    base: Revision | None = None


class EventRequest(Write):
    """Something that happened: its kind, and its values by key as people write them."""

    kind: Word
    fields: Annotated[dict[Word, Sentence], Field(max_length=60)] = {}


class TakeBackRequest(Write):
    """An event that is taken back; the last one, when none is named."""

    id: Word = ""


class StaleRequest(Request):
    """A beat as it would be: ``BEAT speed=60 light='late day'``, and as of which date that is judged."""

    edit: Sentence
    on: Day | None = None


class CellChange(Request):
    """Cells of a row that are to be otherwise; null takes a cell out."""

    table: Word
    id: Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^\x00-\x1f\x7f]+$")]
    cells: Annotated[
        dict[
            Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[A-Za-z0-9_ -]+$")],
            bool
            | Annotated[int, Field(ge=-(2**53), le=2**53)]
            | Annotated[float, Field(allow_inf_nan=False)]
            | Annotated[str, Field(max_length=400, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$")]
            | Annotated[
                list[Annotated[str, Field(max_length=400, pattern=r"^[^\x00-\x1f\x7f]*$")]],
                Field(max_length=200),
            ]
            | None,
        ],
        Field(max_length=60),
    ] = {}
    gone: bool = False


class TableRequest(Write):
    """Changes of a table."""

    rows: Annotated[list[CellChange], Field(min_length=1, max_length=500)]


class Refused(BaseModel):
    """Why not, in a sentence."""

    error: str


class Deed(BaseModel):
    """One revision of the history."""

    revision: int
    at: str
    who: str
    kind: str
    what: str
    why: str = ""
    undoes: int | None = None
    redoes: int | None = None
    of: int | None = None


class Stale(Refused):
    """The board has changed since: what others did, what was wanted, and the revision that stands now."""

    theirs: list[Deed] = []
    yours: dict[str, Any] | None = None
    revision: int = 0


class Finding(BaseModel):
    """One thing that is wrong, in a sentence, and whom it is about."""

    code: str
    severity: Literal["error", "conflict", "warning", "note"]
    sentence: str
    file: str | None = None
    line: int | None = None
    about: list[str] = []


class Totals(BaseModel):
    """A unit-day's figures: eighths, minutes, minor units, and times in minutes after the date's midnight."""

    eighths: int
    minutes: int
    cost: int
    call: int | None
    wrap: int | None
    sunrise: int | None
    sunset: int | None
    overtime: int


class Banner(BaseModel):
    """A strip of words, with its minutes."""

    banner: str
    minutes: int


class BoardDay(BaseModel):
    """A unit's date with its strips in order. What covers a ``weather`` day is looked for by /api/cover.

    ``move`` says that the company moves overnight to be there; ``moves`` are the strips before which it moves that day.
    """

    unit: str
    day: date
    strips: list[str | Banner]
    totals: Totals
    base: str
    move: bool
    moves: list[str]
    weather: bool
    pinned: bool
    call_pinned: bool
    lost: bool
    past: bool


class Cost(BaseModel):
    """The price in minor units, and by ledger line."""

    total: int
    lines: dict[str, int]


class Turns(BaseModel):
    """What undo and redo would do, and the names of revisions."""

    undo: Deed | None
    redo: Deed | None
    named: dict[str, int]


class BoardAnswer(Turns):
    """The whole board."""

    revision: int
    title: str
    currency: str
    units: list[dict[str, str]]
    days: list[BoardDay]
    boneyard: list[str]
    strips: dict[str, dict[str, Any]]
    cost: Cost
    findings: list[Finding]
    people: dict[str, dict[str, str]]
    dates: dict[str, Any]
    assumptions: list[dict[str, str]]


class PreviewAnswer(BoardAnswer):
    """The board as it would be, and what that changes on the board as it is."""

    job: str = ""
    state: str = ""
    diff: list[str]
    moved: list[str]
    days_changed: list[list[str]]
    cost_change: int


class FindingsChange(BaseModel):
    """How the findings become others: the places in the list that go, then by its place in the new list what comes."""

    gone: list[int] = []
    came: list[tuple[int, Finding]] = []


class Change(BaseModel):
    """What is otherwise since the revision ``since``: with ``reload`` the whole board, else what differs."""

    revision: int
    since: int
    reload: bool
    board: BoardAnswer | None = None
    days: list[BoardDay] = []
    gone: list[list[str]] = []
    boneyard: list[str] = []
    cost: Cost | None = None
    findings: FindingsChange | None = None


class ChangedAnswer(Change, Turns):
    """What a change of the board has made otherwise."""


class Offer(BaseModel):
    """What a drop would come to; ``change`` is what a page shows once it is done at the very place asked for."""

    price: int
    breaks: list[str]
    exact: bool
    change: Change | None = None


class TryAnswer(BaseModel):
    """By ``unit|date`` what a drop there would come to."""

    revision: int
    days: dict[str, Offer]


class PinsAnswer(BaseModel):
    """Every pin; ``priced`` is the job that its prices come from, ``stale`` when the files have changed since."""

    revision: int
    currency: str
    pins: list[dict[str, Any]]
    priced: dict[str, Any] | None
    stale: bool


class JobAnswer(BaseModel):
    """A job: what was asked, where it stands, what it found, and by which revision it went."""

    job: str
    kind: str
    asked: dict[str, Any] = {}
    state: Literal["running", "done", "failed", "stopped", "kept"]
    base: int
    seconds: float
    cost: int | None = None
    bound: int | None = None
    by_line: dict[str, int] = {}
    bound_by_line: dict[str, int] = {}
    placed: dict[str, list[str]] | None = None
    curve: list[list[float]] = []
    phase: str = ""
    answers: list[dict[str, Any]] = []
    result: dict[str, Any] | None = None
    error: str = ""


class HistoryAnswer(BaseModel):
    """Revisions, the latest first."""

    revision: int
    entries: list[Deed]
    named: dict[str, int]
    next_name: str | None = None


class TableAnswer(BaseModel):
    """A table as it stands in the files."""

    revision: int
    rows: list[dict[str, Any]]


class Loose(BaseModel):
    """An answer with the keys that the command of the same name prints with ``--json``."""

    model_config = ConfigDict(extra="allow")


def _refusal(shape: str, description: str) -> dict[str, Any]:
    # By reference: a model a route and a status would be built anew for each, and the start would wait for it.
    schema = {"$ref": f"#/components/schemas/{shape}"}
    return {"description": description, "content": {"application/json": {"schema": schema}}}


REFUSALS: dict[int | str, dict[str, Any]] = {
    400: _refusal("Refused", "The request cannot be read."),
    403: _refusal("Refused", "It comes from another site."),
    404: _refusal("Refused", "There is no such thing."),
    409: _refusal("Stale", "The board has changed since, or stands otherwise."),
    413: _refusal("Refused", "It is too large."),
    415: _refusal("Refused", "It is not JSON."),
    422: _refusal("Refused", "It does not fit the board or the production."),
    429: _refusal("Refused", "Enough is being worked at already."),
    507: _refusal("Refused", "The disk refuses; nothing was lost."),
}
