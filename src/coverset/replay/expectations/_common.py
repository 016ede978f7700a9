"""What the expectations share: words for variants, conflicts of a board, evidence put on record in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from coverset.findings import Finding, Severity
from coverset.hazards.binding import bind
from coverset.hazards.catalogue import catalogue
from coverset.hazards.judgement import Judgement
from coverset.hazards.readiness import judge_beat
from coverset.model.board import Board
from coverset.model.events import check, take
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.model.stunts import Evidence
from coverset.replay.moment import Judged, Moment, Outcome
from coverset.replay.story import Expect, Proof
from coverset.rules import check as rules_broken
from coverset.service.readiness import parse_edit


def joined(outcomes: Sequence[tuple[Outcome, str]]) -> str:
    """What was found, variant by variant."""
    return " ".join(
        f"{o.name[:1].upper()}{o.name[1:]}: {words}" if o.name else words for o, words in outcomes
    )


def listed(names: Sequence[str], most: int = 6) -> str:
    """Names in a sentence, cut to a few."""
    shown = list(names[:most])
    if len(names) > most:
        shown.append(f"{len(names) - most} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else "none"


def plans(every: Sequence[object]) -> str:
    """How many plans there are."""
    return "1 plan" if len(every) == 1 else f"{len(every)} plans"


def conflicts(production: Production, plan: Plan) -> list[Finding]:
    """Every rule that a plan breaks, what is worth a thought left out."""
    grave = (Severity.ERROR, Severity.CONFLICT)
    return [f for f in rules_broken(Board(production, plan)) if f.severity in grave]


def judged(expect: Expect, words: str, holds: bool, found: str) -> Judged:
    """An expectation with what came of it."""
    return Judged(expect.kind, words, holds, found)


def recorded(production: Production, proofs: Sequence[Proof]) -> tuple[Production, list[str]]:
    """The production with evidence on record, bound to the facts of its beats as they are; what nobody asks for."""
    rows: list[Evidence] = []
    unasked: list[str] = []
    for proof in proofs:
        for name in proof.beats:
            try:
                bound = bind(production, production.stunts.beats_by_id[name], proof.shows)
            except KeyError:
                unasked.append(f"nothing asks {name} for {proof.shows}")
                continue
            rows.append(
                Evidence(
                    f"replay-{len(rows) + 1}",
                    proof.shows,
                    (name,),
                    proof.on,
                    proof.by,
                    proof.until,
                    proof.step,
                    proof.names,
                    proof.reference,
                    bound=bound,
                )
            )
    stunts = replace(production.stunts, evidence=(*production.stunts.evidence, *rows))
    return replace(production, stunts=stunts), unasked


def readied(
    moment: Moment,
    production: Production,
    events: Sequence[str],
    edits: Sequence[str],
    proofs: Sequence[Proof],
) -> tuple[Production, list[str]]:
    """The production with events taken, beats edited and evidence recorded, in this order; what stood in the way."""
    wrong: list[str] = []
    for name in events:
        event = moment.events[name]
        slips = [f.sentence for f in check(production, event) if f.severity is Severity.ERROR]
        wrong += slips
        if not slips:
            production = take(production, event)
    for text in edits:
        beat, slip = parse_edit(production, text)
        if beat is None:
            wrong.append(slip)
            continue
        beats = tuple(beat if each.id == beat.id else each for each in production.stunts.beats)
        production = replace(production, stunts=replace(production.stunts, beats=beats))
    production, unasked = recorded(production, proofs)
    return production, [*wrong, *unasked]


def judgements(
    production: Production, plan: Plan | None, day: date, beats: Sequence[str], keys: Sequence[str]
) -> dict[tuple[str, str], Judgement | None]:
    """What is shown of each requirement for each beat on a date; None where a beat is not asked for it."""
    found: dict[tuple[str, str], Judgement | None] = {}
    known = catalogue(production.stunts.catalogue)
    for name in beats:
        own = judge_beat(production, known, production.stunts.beats_by_id[name], day, plan)
        by_key = {each.requirement: each for each in own}
        found |= {(name, key): by_key.get(key) for key in keys}
    return found
