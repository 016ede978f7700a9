"""The stunt plan, or method statement: what is done, by whom, with what, within which limits, and who stops it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coverset.hazards.asking import spoken
from coverset.hazards.figures import LABEL, planning_figures
from coverset.hazards.holds import subjects
from coverset.hazards.judgement import worst
from coverset.model.dates import format_date
from coverset.model.scenes import Scene
from coverset.model.stunts import FACTS, Beat, Concern, Stunt
from coverset.render.document import (
    Block,
    Cell,
    Document,
    Heading,
    Keep,
    KeyValues,
    Note,
    PageBreak,
    Points,
    Signatures,
    Strong,
    Table,
    Text,
)
from coverset.reports import Printing
from coverset.reports._papers import frame
from coverset.reports._stunt_record import (
    NOT_KNOWN,
    Record,
    decides,
    fact,
    fact_name,
    nothing,
    record,
    state_cell,
    titled,
    version,
    wanted,
)
from coverset.reports._stunt_tables import (
    ALARM,
    change_table,
    gear_table,
    ladder_table,
    leave_table,
    limits_table,
    people_table,
    when_words,
)
from coverset.units import format_duration

__all__ = ["KEY", "SUMMARY", "TITLE", "build", "wanted"]

KEY = "stunt-plan"
TITLE = "Stunt plan"
SUMMARY = (
    "The method statement of each stunt: beats with their facts, people, gear, limits, rehearsals, rescue, leave, "
    "what a change makes stale, and lines to sign."
)

_SIGNED = {
    "stunt_coordinator": "Stunt coordinator",
    "stunt_rigger": "Head stunt rigger",
    "railway_representative": "Railway representative",
    "pilot_in_command": "Pilot in command",
    "special_effects_supervisor": "Special effects supervisor",
    "medic": "Medic",
}


def build(printing: Printing) -> Document:
    """A part a stunt, by its first date; those of a date or of a unit where the printing is narrowed to it."""
    blocks: list[Block] = []
    if wanted(printing):
        told = record(printing)
        blocks.append(
            decides(told, "What is not known is left open here for people to fill in, never guessed.")
        )
        for place, (stunt, beats) in enumerate(told.by_stunt):
            blocks += [*([PageBreak()] if place else []), *_part(told, stunt, beats)]
    if len(blocks) < 2:
        blocks = [nothing()]
    return frame(printing, KEY, TITLE, blocks, subtitle="method statements")


def _part(told: Record, stunt: Stunt, every: tuple[Beat, ...]) -> Iterator[Block]:
    beats = [beat for beat in every if not beat.cut]
    yield Heading(stunt.name or stunt.id, 1)
    yield KeyValues(tuple(_head(told, stunt, every)), columns=2)
    yield Text((Strong("Purpose. "), stunt.purpose or "Not on record."))
    yield Text((Strong("Alternatives considered. "), stunt.alternatives or "None on record."))
    yield from _concerns(told, stunt, every)
    yield Heading("Beats in sequence")
    for beat in every:
        yield from _beat(told, beat)
    if beats:
        yield from _section("People, roles and competence", people_table(told, beats))
        yield from _section("Gear and its examinations", gear_table(told, beats), "No gear is on record.")
        yield Heading("Go or no-go")
        yield limits_table(beats)
        yield Points(tuple(_limits(told, stunt)))
        yield Keep((Heading("Communication and abort"), KeyValues(tuple(_abort(told, stunt)))))
        yield from _section("Rehearsal ladder", ladder_table(told, beats), "No rehearsal is asked for.")
        yield Keep((Heading("Emergency and rescue"), KeyValues(tuple(_rescue(told, stunt, beats)))))
        yield from _section("Leave and its conditions", leave_table(told, beats), "No permission is named.")
        yield from _without(told, beats)
        yield Heading("If anything changes")
        yield Text(_CHANGE)
        yield change_table(told, beats)
    yield Keep((Signatures(tuple(_signers(told, beats)), "Signed for this issue"),))


_CHANGE = (
    "A change on the day stops the work until the coordinator has looked at what it makes stale and everybody of the "
    "stunt has been told. This record says which:"
)


def _head(told: Record, stunt: Stunt, beats: Sequence[Beat]) -> Iterator[tuple[str, str | Cell]]:
    tasks = told.production.tasks
    scenes = dict.fromkeys(s for beat in beats if not beat.cut for s in beat.scenes if s in tasks)
    places = dict.fromkeys(tasks[scene].location for scene in scenes)
    known = told.production.locations_by_id
    yield "Issue", str(stunt.issue)
    yield "As the record stands", state_cell(worst([told.state(beat) for beat in beats]))
    yield "Scenes", ", ".join(scenes) or "none"
    yield "Dates", when_words(told, beats)
    yield "Places", ", ".join(known[place].name or place for place in places) or "not known"
    yield "Jurisdiction", stunt.jurisdiction or "by the country where it is shot"
    yield "Coordinator", told.called(stunt.coordinator)
    yield "Abort", f'{told.called(stunt.abort)}, "{stunt.abort_word or "NO WORD ON RECORD"}"'
    yield "People on the set", str(stunt.people) if stunt.people is not None else NOT_KNOWN
    yield "If it cannot be", f"cover: {', '.join(stunt.cover)}" if stunt.cover else "no cover on record"


def _concerns(told: Record, stunt: Stunt, beats: Sequence[Beat]) -> Iterator[Block]:
    """Open worries and holds, before anything else; then those that were answered."""
    about = {stunt.id}.union(*(subjects(told.production, told.leaves.catalogue, beat) for beat in beats))
    concerns = [each for each in told.stunts.concerns if about & {*each.about} and each.raised <= told.on]
    held = dict.fromkeys(
        f"{each.reason} {each.action}"
        for b in beats
        for each in told.judged(b)
        if each.requirement.startswith("incident ")
    )
    for said in held:
        yield Note(said, "stop", "Hold")
    for each in concerns:
        if not _answered(each):
            who = f", {told.called(each.by)}" if each.by else ""
            yield Note(f"{each.text} ({format_date(each.raised)}{who}).", "stop", "Open concern")
    closed = tuple(_closed(told, each) for each in concerns if _answered(each))
    if closed:
        yield Keep((Heading("Concerns answered", 3), Points(closed)))


def _closed(told: Record, each: Concern) -> str:
    asked = f"{each.text.rstrip('.')} ({format_date(each.raised)}, {told.called(each.by)})."
    return f"{asked} Answered by {told.called(each.closed_by)}: {each.answer}."


def _without(told: Record, beats: Sequence[Beat]) -> Iterator[Block]:
    """Who goes without what, and who says that something does not bear on a beat; each with the reason."""
    said = []
    for beat in beats:
        for each in told.judged(beat):
            stated = (
                n
                for n in told.stunts.not_applicable
                if (n.beat, n.requirement) == (beat.id, each.requirement)
            )
            if each.waived or (each.state == "not applicable" and next(stated, None)):
                said.append(f"{titled(beat)}, {spoken(each.requirement)}: {each.reason}")
    if said:
        yield Keep((Heading("Gone without, and by whose word"), Points(tuple(said))))


def _answered(each: Concern) -> bool:
    return bool(each.closed and each.closed_by and each.answer)


def _beat(told: Record, beat: Beat) -> Iterator[Block]:
    if beat.cut:
        yield Keep((Heading(f"{titled(beat)}: cut", 3), Text(f"{beat.cut}.")))
        return
    names = [name for name in FACTS if name not in ("performer", "double", "action")]
    known = tuple((fact_name(name), fact(beat, name)) for name in names if beat.fact(name))
    performer = told.called(beat.performer, nobody=NOT_KNOWN)
    double = f", doubled by {told.called(beat.double)}" if beat.double else ""
    tasks = told.production.tasks
    story = dict.fromkeys(f"{s} {task.set}" for s in beat.scenes if isinstance(task := tasks.get(s), Scene))
    blocks: list[Block] = [
        Heading(f"{titled(beat)}, version {version(beat)}", 3),
        Text((Strong(f"{performer}{double}: "), f"{beat.action or 'the action is not stated'}.")),
        Text(f"{'; '.join(story) or 'no scene'}. Shot {told.when(beat)}.", small=True),
    ]
    if known:
        blocks.append(KeyValues(known, columns=2))
    if missing := [fact_name(name).casefold() for name in names if not beat.fact(name)]:
        blocks.append(Text((Strong("Not known: "), f"{', '.join(missing)}."), small=True))
    said = [name for _, name in told.hazards(beat)]
    there = f" Also there: {', '.join(beat.present)}." if beat.present else ""
    blocks.append(Text((Strong("Hazards: "), f"{'; '.join(said) or 'none named'}.{there}"), small=True))
    yield Keep(tuple(blocks))
    figures = planning_figures(told.production, beat, told.dates(beat), told.leaves.catalogue)
    if figures:
        label = Text((Strong(f"{LABEL[:1].upper()}{LABEL[1:]}:"),), small=True)
        yield Keep((label, Points(tuple(figure.sentence for figure in figures))))


def _section(title: str, table: Table | None, otherwise: str = "") -> Iterator[Block]:
    yield Heading(title)
    yield table if table is not None and table.rows else Text(otherwise or "Nothing is on record.")


def _limits(told: Record, stunt: Stunt) -> Iterator[str]:
    if stunt.most_attempts is not None:
        yield f"Fatigue: no performer goes at full speed more than {stunt.most_attempts} times on one date, over all beats."
    yield (
        f"Fatigue: at least {format_duration(told.stunts.turnaround)} between work in the dark and a stunt by day, "
        "for everyone in both."
    )
    if stunt.light_margin is not None:
        yield f"Light: at least {stunt.light_margin} minutes between the work and sunrise or sunset."
    yield "Who measures wind and looks at surface and light before each take: ______________________"
    yield "Past a limit nobody goes: the coordinator or the abort authority says so, and no one asks for one more."


def _abort(told: Record, stunt: Stunt) -> Iterator[tuple[str, str | Cell]]:
    yield "Who may abort", f"{told.called(stunt.abort)}; and anybody who sees a reason"
    yield "Word", Cell(stunt.abort_word) if stunt.abort_word else _gap()
    yield "Channels and signals", stunt.comms or _gap()
    yield "Who may decline", stunt.decline or _gap()


def _rescue(told: Record, stunt: Stunt, beats: Sequence[Beat]) -> Iterator[tuple[str, str | Cell]]:
    crew = dict.fromkeys(member for beat in beats for member in told.stunts.crew_of(beat))
    team = ", ".join(m.name or m.id for m in crew if any("rescue" in role.role for role in m.roles))
    yield "Medics", told.holders(beats, "medic") or _gap()
    yield "Ambulance", told.holders(beats, "ambulance") or _gap()
    yield "Rescue team", team or _gap()
    yield "How", stunt.rescue or _gap()
    yield "Rescue is met at", stunt.meeting_point or _gap()
    yield "Nearest hospital", stunt.hospital or _gap("NOT ENTERED")


def _gap(words: str = "NOT ON RECORD") -> Cell:
    return Cell(words, fill=ALARM, ink="#1b1e23")


def _signers(told: Record, beats: Sequence[Beat]) -> Iterator[str]:
    yield "Stunt coordinator"
    roles = {role.role for beat in beats for member in told.stunts.crew_of(beat) for role in member.roles}
    yield from (words for role, words in _SIGNED.items() if role in roles and role != "stunt_coordinator")
    yield from ("First assistant director", "Producer")
