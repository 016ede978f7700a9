"""Tables that stunt papers set out for some beats: people, gear, limits, leave, rehearsal ladders, what a change makes stale."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date

from coverset.hazards.asking import spoken
from coverset.hazards.binding import stale
from coverset.hazards.catalogue import bears
from coverset.hazards.judgement import Judgement
from coverset.hazards.leave import name_of
from coverset.hazards.requirement import Requirement
from coverset.model.dates import format_date
from coverset.model.stunts import FACTS, Beat, CrewMember, Equipment, Evidence
from coverset.render.document import Cell, Column, Row, Table
from coverset.render.document import day as date_cell
from coverset.reports._stunt_record import NOT_KNOWN, Record, fact, fact_name, letter, titled

ALARM = "#fbd5cf"
_PEOPLE = (
    Column("Who", 26),
    Column("Role", 24),
    Column("Level, classes", 22),
    Column("Until", 15),
    Column("Shown by", 26),
    Column("Beats", 10),
)
_GEAR = (
    Column("Gear", 30),
    Column("Kind", 16),
    Column("Examined", 15),
    Column("Valid until", 15),
    Column("Last use", 15),
    Column("By", 24),
    Column("Allowed for", 24),
)
_LIMITS = (
    Column("Beat", 24),
    Column("Wind gusts", 12),
    Column("Light", 12),
    Column("Surface", 30),
    Column("Full-speed attempts a day", 14),
    Column("Speed", 10),
    Column("Exclusion zone", 36),
)
_LEAVE = (
    Column("Permission", 28),
    Column("State", 14),
    Column("Authority, holder", 28),
    Column("Conditions", 56),
)
_LADDER = (
    Column("Beat", 22),
    Column("Step", 34),
    Column("On", 15),
    Column("Led by", 22),
    Column("Record", 40),
)
_CHANGE = (
    Column("When this changes", 24),
    Column("this is stale, and shown again before the beat is shot", 90),
)


def letters(beats: Sequence[Beat], some: Sequence[Beat]) -> str:
    """Which of a stunt's beats: by letter, "all" where it is all of them."""
    return "all" if len(some) == len(beats) > 1 else ", ".join(letter(beat) for beat in some)


def people_table(told: Record, beats: Sequence[Beat]) -> Table:
    """Who is there, in which role, at what level until when, and for which beats; gaps are said."""
    members: dict[CrewMember, list[Beat]] = {}
    for beat in beats:
        for member in told.stunts.crew_of(beat):
            members.setdefault(member, []).append(beat)
    rows = [row for member, some in members.items() for row in _member_rows(told, member, beats, some)]
    cast: dict[str, list[Beat]] = {}
    for beat in beats:
        if beat.performer and beat.performer not in told.stunts.crew_by_id:
            cast.setdefault(told.called(beat.performer), []).append(beat)
    for name, some in cast.items():
        cells = (
            Cell(name, bold=True),
            Cell("performs"),
            Cell("cast"),
            Cell(),
            Cell(),
            Cell(letters(beats, some)),
        )
        rows.append(Row(cells))
    rows += [
        row
        for row in (_missing_role(beat, each) for beat in beats for each in _of_kind(told, beat, "role"))
        if row
    ]
    return Table(_PEOPLE, tuple(rows), key="people", dense=True)


def _member_rows(
    told: Record, member: CrewMember, beats: Sequence[Beat], some: Sequence[Beat]
) -> Iterator[Row]:
    """A row a role; red where the competence ends before the last date on which it is used."""
    name, which = member.name or member.id, letters(beats, some)
    last = max((day for beat in some for day in told.dates(beat)), default=told.on)
    stands = f"for {told.called(member.performs)}" if member.performs else ""
    for place, role in enumerate(member.roles):
        late = role.until is not None and role.until < last
        yield Row(
            (
                Cell(
                    "" if place else name,
                    bold=True,
                    note="" if place else "; ".join(filter(None, (member.phone, stands))),
                ),
                Cell(spoken(role.role)),
                Cell("; ".join(filter(None, (role.level, ", ".join(role.classes)))) or "not stated"),
                date_cell(role.until) if role.until else Cell(""),
                Cell(role.shown_by or "not on record"),
                Cell("" if place else which),
            ),
            fill=ALARM if late else "",
        )
    if not member.roles:
        yield Row(
            (Cell(name, bold=True), Cell("no role on record"), Cell(), Cell(), Cell(), Cell(which)),
            fill=ALARM,
        )


def _missing_role(beat: Beat, each: Judgement) -> Row | None:
    if each.state in ("shown", "not applicable"):
        return None
    said = f"{each.state.upper()}: {spoken(each.requirement)}. {each.reason}"
    return Row((Cell(said, span=5), Cell(letter(beat))), fill=ALARM)


def _of_kind(told: Record, beat: Beat, kind: str) -> Iterator[Judgement]:
    return (each for each in told.judged(beat) if each.asks is not None and each.asks.kind == kind)


def gear_table(told: Record, beats: Sequence[Beat]) -> Table | None:
    """The gear of some beats with its examinations; red where it is not examined, or lapses before its last use."""
    found: dict[Equipment, list[Beat]] = {}
    for beat in beats:
        for item in told.stunts.equipment_of(beat):
            found.setdefault(item, []).append(beat)
    if not found:
        return None
    rows = []
    for item, some in found.items():
        ends = valid_until(item)
        last = max((day for beat in some for day in told.dates(beat)), default=None)
        wrong = item.examined is None or (ends is not None and ends < (last or told.on))
        cells = (
            Cell(item.name or item.id, bold=True, note=item.note),
            Cell(spoken(item.kind)),
            date_cell(item.examined) if item.examined else Cell("NOT ON RECORD", bold=True),
            date_cell(ends) if ends else Cell("not stated"),
            date_cell(last) if last else Cell("not planned"),
            Cell(item.examiner or "nobody named"),
            Cell(", ".join(item.rated_for) or "not stated"),
        )
        rows.append(Row(cells, fill=ALARM if wrong else ""))
    return Table(_GEAR, tuple(rows), key="gear", dense=True)


def valid_until(item: Equipment) -> date | None:
    """The last date on which an examination holds; None where it has none or its length is not stated."""
    if item.examined is None or item.months is None:
        return None
    months = item.examined.year * 12 + item.examined.month - 1 + item.months
    year, month = divmod(months, 12)
    return date(year, month + 1, min(item.examined.day, monthrange(year, month + 1)[1]))


def limits_table(beats: Sequence[Beat]) -> Table:
    """Go or no-go, a row a beat; what is not known stands there as such."""
    rows = tuple(
        Row(
            (
                Cell(titled(beat), bold=True),
                *(
                    _known(beat, name)
                    for name in ("wind_limit", "light", "surface", "attempts", "speed", "exclusion")
                ),
            )
        )
        for beat in beats
    )
    return Table(_LIMITS, rows, key="limits", dense=True)


def _known(beat: Beat, name: str) -> Cell:
    words = beat.fact(name) if name == "attempts" else fact(beat, name)
    return Cell(
        words or NOT_KNOWN, fill="" if beat.fact(name) else ALARM, ink="" if beat.fact(name) else "#1b1e23"
    )


def leave_table(told: Record, beats: Sequence[Beat]) -> Table | None:
    """The permissions of some beats with their conditions, what is refused first."""
    found = dict.fromkeys(each for beat in beats for each in told.stunts.permissions_of(beat))
    if not found:
        return None
    order = ("denied", "withdrawn", "not asked", "asked", "granted")
    rows = []
    for each in sorted(found, key=lambda one: order.index(one.state)):
        authority = told.stunts.authorities_by_id.get(each.authority)
        who = (authority.name or authority.id) if authority else each.authority or "nobody named"
        cells = (
            Cell(name_of(each), bold=True, note=each.reference),
            Cell(each.state if each.state == "granted" else each.state.upper(), bold=True),
            Cell(who, note=told.called(each.holder)),
            Cell("\n".join(f"• {one}" for one in each.conditions) or "none on record", note=each.note),
        )
        rows.append(Row(cells, fill="" if each.state == "granted" else ALARM))
    return Table(_LEAVE, tuple(rows), key="leave", dense=True)


def ladder_table(told: Record, beats: Sequence[Beat]) -> Table | None:
    """Every rung that the beats' hazards ask for, with what is on record of it for the version as it is."""
    rows = [row for beat in beats for row in _rungs(told, beat)]
    return Table(_LADDER, tuple(rows), key="ladder", dense=True) if rows else None


def _rungs(told: Record, beat: Beat) -> Iterator[Row]:
    first = True
    for each in _of_kind(told, beat, "rehearsal"):
        if each.asks is None or each.state == "not applicable":
            continue
        for step in each.asks.words("steps") or ("",):
            found = rung(told, beat, each.asks, step)
            name = Cell(titled(beat) if first else "", bold=True)
            words = step or spoken(each.requirement)
            first = False
            if found is None:
                yield Row((name, Cell(words), Cell("not on record", span=3)), fill="#fff4cf")
                continue
            changes = stale(found, beat)
            said = "; ".join(f"{fact_name(c.fact).casefold()} was {c.was or NOT_KNOWN}" for c in changes)
            record = f"{found.reference or found.id}{f' STALE: {said}' if said else ''}"
            cells = (name, Cell(words), date_cell(found.on), Cell(told.called(found.by)), Cell(record))
            yield Row(cells, fill=ALARM if changes else "")


def rung(told: Record, beat: Beat, asks: Requirement, step: str) -> Evidence | None:
    """What is on record of one step of a rehearsal: the newest that holds, else the newest that is stale."""
    keys = (asks.key, *asks.words("counts"))
    rows = [
        each
        for key in keys
        for each in told.stunts.evidence_for.get((beat.id, key), ())
        if each.on <= told.on
    ]
    rows = [each for each in rows if not step or each.step.casefold() == step.casefold()]
    return max(rows, key=lambda each: (not stale(each, beat), each.on), default=None)


def change_table(told: Record, beats: Sequence[Beat]) -> Table:
    """By fact, the evidence that depends on it: what must be shown again when it changes."""
    found: dict[str, dict[str, None]] = {name: {} for name in FACTS}
    for beat in beats:
        for each in told.leaves.catalogue.requirements_of(told.production, beat):
            if bears(each, told.production, beat):
                for name in each.depends_on:
                    found[name].setdefault(spoken(each.key), None)
    rows = tuple(
        Row((Cell(fact_name(name), bold=True), Cell(", ".join(keys)))) for name, keys in found.items() if keys
    )
    return Table(_CHANGE, rows, key="changes", dense=True)


def when_words(told: Record, beats: Sequence[Beat]) -> str:
    """The dates on which any of some beats is shot, in words."""
    days = sorted({day for beat in beats if not beat.cut for day in told.dates(beat)})
    return ", ".join(map(format_date, days)) or "on no date of the plan"
