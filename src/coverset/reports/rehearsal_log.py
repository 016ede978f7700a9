"""The rehearsal and briefing log: what was held for which version, what is planned, every attempt, and lines to write on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from coverset.hazards.asking import spoken
from coverset.hazards.binding import stale
from coverset.model.dates import format_date
from coverset.model.scenes import Activity
from coverset.model.stunt_work import stunt_work
from coverset.model.stunts import Attempt, Beat, Evidence, Stunt
from coverset.render.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Keep,
    PageBreak,
    Row,
    Strong,
    Table,
    Text,
)
from coverset.render.document import day as date_cell
from coverset.reports import Printing
from coverset.reports._papers import frame, unit_name
from coverset.reports._stunt_record import (
    NOT_KNOWN,
    Record,
    decides,
    fact_name,
    letter,
    nothing,
    record,
    titled,
    version,
    wanted,
)
from coverset.reports._stunt_tables import ALARM, letters, rung, when_words

__all__ = ["KEY", "SUMMARY", "TITLE", "build", "wanted"]

KEY = "rehearsal-log"
TITLE = "Rehearsal and briefing log"
SUMMARY = (
    "Every rehearsal, briefing and attempt of each stunt: when, by whom, who was there and for which version; what is "
    "planned on the board, what is left, and lines to write on."
)

_KINDS = ("rehearsal", "briefing")
_HELD = (
    Column("Date", 15),
    Column("Beats", 8),
    Column("What", 28),
    Column("Led by", 20),
    Column("Present", 36),
    Column("Record", 26),
    Column("The version then", 46),
)
_PLANNED = (
    Column("Date", 15),
    Column("Beats", 8),
    Column("What", 34),
    Column("Unit", 16),
    Column("People called", 50),
    Column("To rehearse, not on record", 60),
)
_ATTEMPTS = (
    Column("Date", 15),
    Column("Beat", 22),
    Column("Take", 6, "right"),
    Column("Performer", 24),
    Column("Speed", 14),
    Column("Outcome", 16),
    Column("Note", 60),
)
_LEFT = (
    Column("Beat", 30),
    Column("Asked for and not on record for this version", 100),
    Column("Last day", 20),
)
_HAND = tuple(
    Column(name, width)
    for name, width in (
        *(
            ("Date", 14),
            ("Beat, version", 20),
            ("Step", 24),
            ("Led by", 22),
            ("Present", 60),
            ("Signature", 26),
        ),
    )
)
_LINES = 4


def build(printing: Printing) -> Document:
    """A part a stunt, by its first date; those of a date or of a unit where the printing is narrowed to it."""
    blocks: list[Block] = []
    if wanted(printing):
        told = record(printing)
        blocks.append(
            decides(told, "What is only planned is not shown yet; another version is rehearsed anew.")
        )
        for place, (stunt, every) in enumerate(told.by_stunt):
            beats = [beat for beat in every if not beat.cut]
            if beats:
                blocks += [*([PageBreak()] if place else []), *_part(told, stunt, beats)]
    if len(blocks) < 2:
        blocks = [nothing()]
    return frame(printing, KEY, TITLE, blocks, orientation="landscape")


def _part(told: Record, stunt: Stunt, beats: Sequence[Beat]) -> Iterator[Block]:
    yield Heading(f"{stunt.name or stunt.id}, issue {stunt.issue}", 1)
    versions = ", ".join(f"{titled(beat)} {version(beat)}" for beat in beats)
    yield Text(
        (Strong("Shot: "), f"{when_words(told, beats)}. ", Strong("Versions now: "), f"{versions}."),
        small=True,
    )
    yield from _block("Held", _HELD, _held(told, beats), "held", "Nothing is on record.")
    yield from _block("Planned on the board", _PLANNED, _planned(told, beats), "planned", "None is planned.")
    yield from _block("Left", _LEFT, _left(told, beats), "left", "All that is asked for is on record.")
    attempts = sorted(_attempts(told, beats), key=lambda each: (each.on, each.beat, each.take))
    rows = [_attempt(told, each) for each in attempts]
    yield from _block("Attempts", _ATTEMPTS, rows, "attempts", "None is on record.")
    yield from _counted(told, stunt, attempts)
    blank = tuple(Row(tuple(Cell("\n") for _ in _HAND)) for _ in range(_LINES))
    yield Keep((Heading("To write on by hand"), Table(_HAND, blank, key="by hand")))


def _block(
    title: str, columns: tuple[Column, ...], rows: Sequence[Row], key: str, otherwise: str
) -> Iterator[Block]:
    yield Heading(title)
    yield Table(columns, tuple(rows), key=key, dense=True) if rows else Text(otherwise)


def _held(told: Record, beats: Sequence[Beat]) -> list[Row]:
    """What is on record, by date; a row for each version that it still holds for or no longer does."""
    known = told.leaves.catalogue.requirements
    ids = {beat.id for beat in beats}
    rows = []
    for each in sorted(told.stunts.evidence, key=lambda one: (one.on, one.id)):
        kinds = {version.kind for version in known.get(each.shows, ())}
        mine = [beat for beat in beats if beat.id in each.beats]
        if mine and ids and kinds & set(_KINDS) and each.on <= told.on:
            rows.append(_held_row(told, beats, mine, each))
    return rows


def _held_row(told: Record, beats: Sequence[Beat], mine: Sequence[Beat], each: Evidence) -> Row:
    changes = {
        change: f"{fact_name(change.fact).casefold()} was {change.was or NOT_KNOWN}, is {change.now or NOT_KNOWN}"
        for beat in mine
        for change in stale(each, beat)
    }
    facts = ", ".join(fact_name(name).casefold() for name, _ in each.bound) or "no fact stated"
    then = f"STALE: {'; '.join(changes.values())}" if changes else f"as now: {facts}"
    step = f": {each.step}" if each.step else ""
    return Row(
        (
            date_cell(each.on),
            Cell(letters(beats, mine)),
            Cell(f"{spoken(each.shows)}{step}"),
            Cell(told.called(each.by)),
            Cell(told.all_called(each.names) or "NOBODY NAMED"),
            Cell(each.reference or each.id, note=each.note),
            Cell(then, bold=bool(changes)),
        ),
        fill=ALARM if changes else "",
    )


def _planned(told: Record, beats: Sequence[Beat]) -> list[Row]:
    """The rehearsals and tests of the beats that the board has from the date of the record on."""
    board, production = told.printing.board, told.production
    found = []
    for name, served in stunt_work(production).served.items():
        task = production.tasks[name]
        mine = [beat for beat in beats if beat in served]
        if not (mine and isinstance(task, Activity) and task.kind in ("rehearsal", "test")):
            continue
        days = [one for one in board.plan.where.get(name, ()) if one.day >= told.on]
        people = told.all_called((*task.people, *(m.id for b in mine for m in told.stunts.crew_of(b))))
        rungs = dict.fromkeys(said for beat in mine for said, _ in _rungs_left(told, beat))
        words = (letters(beats, mine), f"{task.name or task.id} ({task.kind})")
        for one in days:
            cells = (date_cell(one.day), *map(Cell, words), Cell(unit_name(production, one.unit)))
            found.append((one.day, Row((*cells, Cell(people), Cell(", ".join(rungs) or "nothing left")))))
    return [row for _, row in sorted(found, key=lambda pair: pair[0])]


def _left(told: Record, beats: Sequence[Beat]) -> list[Row]:
    rows = []
    for beat in beats:
        found = list(_rungs_left(told, beat))
        if found:
            days = [last for _, last in found if last is not None]
            when = date_cell(min(days), bold=min(days) < told.on) if days else Cell("no date")
            late = bool(days) and min(days) < told.on
            cells = (Cell(titled(beat), bold=True), Cell(", ".join(said for said, _ in found)), when)
            rows.append(Row(cells, fill=ALARM if late else ""))
    return rows


def _rungs_left(told: Record, beat: Beat) -> Iterator[tuple[str, date | None]]:
    """The steps and briefings that are asked for and not on record for the beat as it is."""
    for each in told.judged(beat):
        asks = each.asks
        if asks is None or asks.kind not in _KINDS or each.state in ("shown", "not applicable"):
            continue
        for step in asks.words("steps") or ("",):
            found = rung(told, beat, asks, step)
            if found is None or stale(found, beat) or not asks.words("steps"):
                yield step or spoken(each.requirement), each.last_date


def _attempts(told: Record, beats: Sequence[Beat]) -> list[Attempt]:
    ids = {beat.id for beat in beats}
    return [each for each in told.stunts.attempts if each.beat in ids and each.on <= told.on]


def _attempt(told: Record, each: Attempt) -> Row:
    went = each.outcome if each.outcome == "as planned" else each.outcome.upper()
    fills = {"incident": ALARM, "not as planned": "#fff4cf"}
    return Row(
        (
            date_cell(each.on),
            Cell(titled(told.stunts.beats_by_id[each.beat])),
            Cell(str(each.take), each.take, "number"),
            Cell(told.called(each.performer, nobody=NOT_KNOWN)),
            Cell("full speed" if each.full_speed else "below full"),
            Cell(went, bold=each.outcome != "as planned"),
            Cell(each.note),
        ),
        fill=fills.get(each.outcome, ""),
    )


def _counted(told: Record, stunt: Stunt, attempts: Sequence[Attempt]) -> Iterator[Block]:
    """How often each performer went at full speed, by date, beside the coordinator's limits."""
    full = Counter((each.on, each.beat, each.performer) for each in attempts if each.full_speed)
    said = []
    for (day, name, performer), count in sorted(full.items()):
        beat = told.stunts.beats_by_id[name]
        limit = f" of {beat.attempts}" if beat.attempts is not None else ""
        who = told.called(performer, nobody=NOT_KNOWN)
        said.append(f"{format_date(day)}, {letter(beat)}: {who} {count}{limit}")
    if said:
        most = (
            f" No performer more than {stunt.most_attempts} a date over all beats."
            if stunt.most_attempts
            else ""
        )
        yield Text((Strong("At full speed: "), f"{'; '.join(said)}.{most}"), small=True)
