"""The register of leave: every permission with its answer, what it covers, and the last day for each step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from coverset.hazards.asking import spoken
from coverset.hazards.deadlines import Deadline, deadlines
from coverset.hazards.judgement import Judgement
from coverset.hazards.leads import last_days
from coverset.hazards.leave import REFUSED, Leave, name_of
from coverset.model.dates import format_date
from coverset.model.stunts import Beat, Permission, PermissionState, Step, Window
from coverset.render.document import Block, Cell, Column, Document, Heading, Keep, KeyValues, Row, Table
from coverset.render.document import day as date_cell
from coverset.reports import Printing
from coverset.reports._papers import frame
from coverset.reports._stunt_record import Record, decides, for_all, letter, nothing, record, wanted
from coverset.units import format_clock

__all__ = ["KEY", "SUMMARY", "TITLE", "build", "wanted"]

KEY = "permission-register"
TITLE = "Permission register"
SUMMARY = (
    "Every permission with its authority, holder, answer, scope, windows, conditions and quota, and the last day "
    "for each step of asking."
)

_ANSWERS: dict[PermissionState, tuple[str, str]] = {
    "granted": ("#cbe6cf", "#1b1e23"),
    "asked": ("#fff0b8", "#1b1e23"),
    "not asked": ("#ffd95a", "#1b1e23"),
    "denied": ("#a61b1b", "#ffffff"),
    "withdrawn": ("#a61b1b", "#ffffff"),
}
_LATE = "#fbd5cf"
_LAST = (
    Column("Last day", 15),
    Column("Step", 22),
    Column("Permission", 30),
    Column("Authority", 26),
    Column("Who", 22),
    Column("First needed", 15),
    Column("Scenes", 18),
)
_REGISTER = (
    Column("Permission", 25),
    Column("Answer", 19),
    Column("Authority", 17),
    Column("Holder", 15),
    Column("Covers", 17),
    Column("Dates and hours", 23),
    Column("Conditions", 31),
    Column("Quota", 12),
    Column("For", 23),
)
_STEPS = (
    Column("Permission", 30),
    Column("Step", 24),
    Column("Before the first use", 30),
    Column("First use", 15),
    Column("Last day", 15),
    Column("Done", 15),
    Column("So", 26),
)
_ASKED_FOR = (
    Column("Beat", 24),
    Column("Asked for", 22),
    Column("State", 12),
    Column("Why", 60),
    Column("Next", 44),
)


def build(printing: Printing) -> Document:
    """The document: what is next and late, the register by answer, every step, and leave that nobody has named."""
    blocks = tuple(_blocks(record(for_all(printing)))) if wanted(printing) else (nothing(),)
    return frame(for_all(printing), KEY, TITLE, blocks, orientation="landscape")


def _blocks(told: Record) -> Iterator[Block]:
    permissions = told.stunts.permissions
    late = deadlines(told.production, told.printing.board.plan)
    waiting = _waiting(told, late)
    yield decides(told, "Denied is an answer, not a gap; leave for one place is none for another.")
    counts = Counter(each.state for each in permissions)
    pairs = [(state.capitalize(), str(counts[state])) for state in _ANSWERS if counts[state]]
    pairs.append(("Steps too late", str(sum(_is_late(told, each) for each in late)) if late else "none"))
    yield KeyValues((("Permissions", str(len(permissions))), *pairs), columns=min(6, len(pairs) + 1))
    if late or waiting:
        dated = [(each.last, _last_row(told, each)) for each in late]
        dated += [(day, _waiting_row(told, each, day)) for each, day in waiting]
        rows = tuple(row for _, row in sorted(dated, key=lambda pair: pair[0]))
        yield Heading("Last days to ask, in order")
        yield Table(_LAST, rows, key="last days")
    if permissions:
        order = ("denied", "withdrawn", "not asked", "asked", "granted")
        ranked = sorted(
            permissions, key=lambda each: (order.index(each.state), _first(told, each) or date.max)
        )
        yield Heading("The register")
        yield Table(
            _REGISTER, tuple(_row(told, each) for each in ranked), key="register", frozen=1, dense=True
        )
        steps = tuple(row for each in ranked for row in _step_rows(told, each))
        if steps:
            yield Heading("Steps of asking")
            yield Table(_STEPS, steps, key="steps", dense=True)
    if gaps := tuple(_gap_row(told, *each) for each in _unnamed(told)):
        words = "Leave that hazards ask for and no beat names"
        yield Keep((Heading(words), Table(_ASKED_FOR, gaps, key="not named", dense=True)))


def _is_late(told: Record, each: Deadline) -> bool:
    return each.last < told.on


def _last_row(told: Record, each: Deadline) -> Row:
    late = _is_late(told, each)
    return Row(
        (
            date_cell(each.last, bold=True),
            Cell(f"TOO LATE: {each.step.name}" if late else each.step.name, bold=late),
            Cell(name_of(each.permission)),
            Cell(each.authority.name or each.authority.id or "not declared"),
            Cell(told.called(each.permission.holder)),
            date_cell(each.needed),
            Cell(", ".join(each.tasks)),
        ),
        fill=_LATE if late else "",
    )


def _waiting(told: Record, steps: Sequence[Deadline]) -> list[tuple[Permission, date]]:
    """What is asked for with no step left but the answer, and the first date on which it must be in hand."""
    left = {each.permission.id for each in steps}
    asked = (p for p in told.stunts.permissions if p.state == "asked" and p.id not in left)
    return [(each, day) for each in asked if (day := _first(told, each)) is not None]


def _waiting_row(told: Record, each: Permission, day: date) -> Row:
    late = day < told.on
    said = "answer still to come"
    tasks = [t for t, rows in told.leaves.by_task.items() if any(r.permission.id == each.id for r in rows)]
    where = told.printing.board.plan.where
    first = [task for task in tasks if any(one.day == day for one in where.get(task, ()))]
    return Row(
        (
            date_cell(day, bold=True),
            Cell(f"TOO LATE: {said}" if late else said, bold=late),
            Cell(name_of(each)),
            Cell(_authority(told, each)),
            Cell(told.called(each.holder)),
            date_cell(day),
            Cell(", ".join(first)),
        ),
        fill=_LATE if late else "",
    )


def _row(told: Record, each: Permission) -> Row:
    fill, ink = _ANSWERS[each.state]
    asked = [
        f"{word} {_short(day)}"
        for word, day in (("asked", each.asked), ("answered", each.decided))
        if day is not None
    ]
    name = "; ".join(filter(None, (spoken(each.kind), each.reference)))
    covers = [told.production.locations_by_id[p].name or p for p in told.leaves.work.places(each)]
    use, wrong = _use(told, each)
    others = [word for word in each.scope if not _is_place(told, word)]
    return Row(
        (
            Cell(name_of(each), bold=True, note=name),
            Cell(each.state.upper(), fill=fill, ink=ink, bold=True, note="\n".join(asked)),
            Cell(_authority(told, each)),
            Cell(told.called(each.holder)),
            Cell("\n".join((*sorted(covers), *others)) or "not stated"),
            Cell("\n".join(_windows(each)), note=f"expires {_short(each.expires)}" if each.expires else ""),
            Cell("\n".join(f"• {word}" for word in each.conditions) or "none on record", note=each.note),
            Cell(_quota(each)),
            Cell(use, note=wrong),
        )
    )


def _windows(each: Permission) -> Iterator[str]:
    for window in each.windows:
        yield f"{_dates(window)}{_hours(window)}"
    if not each.windows:
        yield "no dates stated"


def _dates(window: Window) -> str:
    first, last = _short(window.dates.first), _short(window.dates.last)
    return first if first == last else f"{first} to {last}"


def _short(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _hours(window: Window) -> str:
    if window.opens is None or window.closes is None:
        return ""
    less = f", less {window.set_up} min to set up, {window.hand_back} to hand back"
    less = less if window.set_up or window.hand_back else ""
    return f", {format_clock(window.opens)} to {format_clock(window.closes)}{less}"


def _quota(each: Permission) -> str:
    if each.quota is None:
        return "none stated"
    left = each.quota - each.used
    return f"{each.used} of {each.quota} {each.quota_of or 'dates'} used, {left} left"


def _use(told: Record, each: Permission) -> tuple[str, str]:
    """The beats that name it, with the first date, and as a note what is wrong with it for them."""
    beats = [beat for beat in _named_by(told, each) if not beat.cut]
    cut = [beat.id for beat in _named_by(told, each) if beat.cut]
    words = _together(beats) or (f"{', '.join(cut)} (cut)" if cut else "no beat")
    first = _first(told, each)
    when = f"; first on {format_date(first)}" if first else ""
    wrong = dict.fromkeys(
        j.reason
        for beat in beats
        for j in _judgements(told, beat, each.kind)
        if j.state in ("contradicted", "too late")
    )
    return f"{words}{when}", "\n".join(wrong)


def _together(beats: Sequence[Beat]) -> str:
    """Beats by stunt: ``train-roof a, b; roof-in-snow a``."""
    found: dict[str, list[str]] = {}
    for beat in beats:
        found.setdefault(beat.stunt, []).append(letter(beat))
    return "; ".join(f"{stunt} {', '.join(letters)}" for stunt, letters in found.items())


def _named_by(told: Record, each: Permission) -> tuple[Beat, ...]:
    return tuple(b for b in told.stunts.beats if each in told.stunts.permissions_of(b))


def _judgements(told: Record, beat: Beat, kind: str) -> Iterator[Judgement]:
    for each in told.judged(beat):
        asks = each.asks
        if asks is not None and asks.kind == "permission" and (asks.word("permission") or asks.key) == kind:
            yield each


def _leave(told: Record, each: Permission) -> Leave | None:
    """The permission as it is used by any task, with its steps or those its authority publishes."""
    found = (
        leave for rows in told.leaves.by_task.values() for leave in rows if leave.permission.id == each.id
    )
    return next(found, None)


def _first(told: Record, each: Permission) -> date | None:
    """The first date of the plan on which anything is done under it."""
    where = told.printing.board.plan.where
    tasks = (t for t, rows in told.leaves.by_task.items() if any(r.permission.id == each.id for r in rows))
    return min((day.day for task in tasks for day in where.get(task, ())), default=None)


def _step_rows(told: Record, each: Permission) -> Iterator[Row]:
    leave = _leave(told, each)
    steps: Sequence[Step] = leave.steps if leave else each.steps
    first, authority = _first(told, each), told.leaves.authority(each)
    lasts = [last for _, last in last_days(steps, authority, first)] if first else [None] * len(steps)
    for place, (step, last) in enumerate(zip(steps, lasts, strict=True)):
        so, late = _outcome(told, each, step, last)
        days = f"{step.days} {'working' if step.working else 'calendar'} days"
        if step.working:
            days += f" ({authority.name or authority.id})" if authority.id else ", Monday to Friday"
        cells = (
            Cell(name_of(each) if not place else "", bold=True),
            Cell(step.name),
            Cell(days),
            date_cell(first) if first else Cell("not planned"),
            date_cell(last, bold=late) if last else Cell(""),
            date_cell(step.done) if step.done else Cell("not done"),
            Cell(so, bold=late),
        )
        yield Row(cells, fill=_LATE if late else "")


def _outcome(told: Record, each: Permission, step: Step, last: date | None) -> tuple[str, bool]:
    """What has become of a step, and whether it is too late."""
    if each.state in REFUSED:
        return f"answered: {each.state}", False
    if step.done is not None:
        late = last is not None and step.done > last and each.state != "granted"
        return ("done TOO LATE for that date", True) if late else ("done", False)
    if each.state == "granted":
        return "granted without it", False
    if last is None:
        return "open", False
    return (
        ("TOO LATE for that date", True) if last < told.on else (f"{(last - told.on).days} days left", False)
    )


def _unnamed(told: Record) -> Iterator[tuple[Beat, Judgement]]:
    """Judgements of leave that a beat's hazards ask for while it names no such permission."""
    for beat in told.stunts.beats:
        named = {each.kind for each in told.stunts.permissions_of(beat)} if not beat.cut else set()
        for each in told.judged(beat):
            if (
                each.asks is None
                or each.asks.kind != "permission"
                or each.state in ("shown", "not applicable")
            ):
                continue
            if (each.asks.word("permission") or each.asks.key) not in named:
                yield beat, each


def _gap_row(told: Record, beat: Beat, each: Judgement) -> Row:
    assert each.asks is not None
    kind = spoken(each.asks.word("permission") or each.asks.key)
    name = Cell(beat.id, note=beat.name)
    return Row(
        (name, Cell(kind), Cell(each.state, bold=True), Cell(each.reason), Cell(each.action, note=each.owner))
    )


def _authority(told: Record, each: Permission) -> str:
    authority = told.stunts.authorities_by_id.get(each.authority)
    return (authority.name if authority else "") or each.authority or "not named"


def _is_place(told: Record, word: str) -> bool:
    wanted = word.casefold()
    return any(wanted in (p.id.casefold(), p.name.casefold()) for p in told.production.locations)
