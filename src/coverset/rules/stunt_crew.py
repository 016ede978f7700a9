"""The stunt crew is there, at one place at a time, for every take and rehearsal that needs it."""

from __future__ import annotations

from datetime import date

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.production import Production
from coverset.model.stunt_work import stunt_work
from coverset.model.stunts import CrewMember
from coverset.rules import broken
from coverset.rules._stunts import alike, names_of, placed

KEY = "stunt-crew"
SENTENCE = (
    "Coordinator, medic, ambulance and everyone else a beat needs are there at every take and rehearsal, with no "
    "more units on a date than there are of them; an alternate stands in on dates of absence."
)
KINDS = ("allowed", "limit")
ALWAYS = False

_NO_LIMIT = 1 << 20


def _stand_in(production: Production, member: CrewMember) -> CrewMember | None:
    return production.stunts.crew_by_id.get(member.alternate)


def _missing(production: Production, member: CrewMember, day: date) -> bool:
    """Whether neither they nor their alternate can be had on a date."""
    alternate = _stand_in(production, member)
    return member.is_away(day) and (alternate is None or alternate.is_away(day))


def lower(lowering: Lowering) -> None:
    """Forbid dates of absence; a limit on each member's span, and on an alternate's where it stands in."""
    production, work = lowering.production, stunt_work(lowering.production)
    members = production.stunts.crew_by_id
    leaning: dict[str, list[CrewMember]] = {}
    for same in alike(production):
        member, tasks = same[0], work.tasks_of[same[0].id]
        absent = [k for k, day in enumerate(lowering.dates) if _missing(production, member, day)]
        for task in work.to_place(tasks):
            lowering.builder.forbid_dates(task, absent, KEY, _away(production, same))
        span = lowering.builder.span(f"crew {member.id}", tasks)
        span.limit = {
            k: member.count if not member.is_away(day) else _NO_LIMIT for k, day in enumerate(lowering.dates)
        }
        span.reasons["limit"] = (KEY, _at_once(same))
        alternate = _stand_in(production, member)
        if alternate is not None and any(map(member.is_away, lowering.dates)):
            leaning.setdefault(alternate.id, []).append(member)
    for name, leaners in leaning.items():
        for away in {tuple(m.id for m in leaners if m.is_away(day)) for day in lowering.dates}:
            if not away:
                continue
            both = dict.fromkeys(task for who in (*away, name) for task in work.tasks_of.get(who, ()))
            span = lowering.builder.span(f"crew {name} for {', '.join(away)}", both)
            span.limit = {
                k: members[name].count
                if tuple(m.id for m in leaners if m.is_away(day)) == away and not members[name].is_away(day)
                else _NO_LIMIT
                for k, day in enumerate(lowering.dates)
            }
            span.reasons["limit"] = (KEY, _at_once((members[name],)))


def _away(production: Production, same: tuple[CrewMember, ...]) -> str:
    alternate = _stand_in(production, same[0])
    other = f", and {alternate.id} who would stand in is too," if alternate else " (no alternate is named)"
    names = names_of([member.id for member in same])
    return f"{names} of the stunt crew {'is' if len(same) == 1 else 'are'} away{other} then."


def _at_once(same: tuple[CrewMember, ...]) -> str:
    units = "1 unit" if same[0].count == 1 else f"{same[0].count} units"
    return f"{names_of([member.id for member in same])} of the stunt crew can be with {units} on a date."


def check(board: Board) -> list[Finding]:
    """Takes and rehearsals without somebody they need, and members needed by more units than they can be with."""
    production, work, found = board.production, stunt_work(board.production), []
    members = production.stunts.crew_by_id
    wanted: dict[tuple[date, str], set[str]] = {}
    for day in board.days if work.crew else ():
        for task in day.tasks:
            for member in work.crew.get(task, ()):
                if not member.is_away(day.day):
                    wanted.setdefault((day.day, member.id), set()).add(day.unit)
                elif member.alternate in members and not members[member.alternate].is_away(day.day):
                    wanted.setdefault((day.day, member.alternate), set()).add(day.unit)
    for task, day in placed(board, work.crew):
        for member in work.crew[task]:
            if _missing(production, member, day.day):
                why = next((f" ({s.why})" for s in member.away if day.day in s and s.why), "")
                sentence = (
                    f"{task} stands on {format_date(day.day)}, when {member.id}, who must be there, is away{why}. "
                    f"{'Both are away' if member.alternate in members else 'No alternate is named'}: move it, or name "
                    f"an alternate who is there."
                )
                found.append(broken(KEY, sentence, task, member.id, str(day.day)))
    for (day_, name), units in wanted.items():
        if len(units) > members[name].count:
            sentence = (
                f"{name} of the stunt crew is needed by units {' and '.join(sorted(units))} on "
                f"{format_date(day_)}, and can be with {members[name].count}. Move one of them or engage another."
            )
            found.append(broken(KEY, sentence, name, str(day_)))
    return found
