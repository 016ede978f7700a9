"""A replay in words: what the terminal prints and what scripts read, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from coverset.model.dates import format_date
from coverset.replay.moment import Judged, Moment, Outcome, Told
from coverset.replay.running import Replayed
from coverset.replay.story import Fact, Step, Story
from coverset.service.planning import finding_json
from coverset.units import format_money


def facts_of(story: Story, step: Step) -> tuple[Fact, ...]:
    """The facts that a step rests on, in its order."""
    known = story.facts_by_id
    return tuple(known[name] for name in step.facts if name in known)


def source_json(fact: Fact) -> dict[str, Any]:
    """Where a fact stands: article, offset in characters, the words quoted, how surely they are said."""
    return {
        "fact": fact.id,
        "article": fact.article,
        "offset": fact.offset,
        "quote": fact.quote,
        "hedge": fact.hedge,
    }


def happened(moment: Moment) -> Iterator[tuple[str, str]]:
    """What each variant's events change, as (variant, sentence); what all variants share is said once."""
    shared = len(moment.step.events)
    for sentence in moment.main.sentences[:shared]:
        yield "", sentence
    for outcome in moment.outcomes:
        for sentence in outcome.sentences[shared:]:
            yield outcome.name, sentence


def answers(outcome: Outcome) -> list[str]:
    """The alternatives of a variant, each in a line: name, price, what it changes; the one taken is marked."""
    currency = outcome.production.currency
    if outcome.answers is not None:
        return [
            f"{answer.name}: {format_money(answer.cost, currency)}, {answer.disruption.summary}"
            + (" (the story goes on with it)" if answer is outcome.chosen else "")
            for answer in outcome.answers.alternatives
        ]
    if outcome.made is not None and outcome.standing is not None:
        least = format_money(outcome.made.bound.total, currency)
        return [f"planned afresh: {format_money(outcome.standing.cost, currency)}, proved not under {least}"]
    return []


def lines(story: Story, told: Told, number: int) -> Iterator[tuple[str, str]]:
    """A step as labelled lines for a terminal: ("source", ...), ("happened", ...), ("answer", ...), ("holds", ...)."""
    moment = told.moment
    yield "step", f"{number}. {format_date(moment.step.day)}: {moment.step.title}"
    for fact in facts_of(story, moment.step):
        hedge = f" [{fact.hedge}]" if fact.hedge else ""
        yield "source", f"{fact.cited}{hedge}"
    for name, sentence in happened(moment):
        yield "happened", f"({name}) {sentence}" if name else sentence
    for outcome in moment.outcomes:
        for words in answers(outcome):
            yield "answer", f"({outcome.name}) {words}" if outcome.name else words
    for each in told.judged:
        yield ("holds" if each.holds else "fails"), f"{each.words} {each.found}"


def closing(found: Replayed) -> str:
    """The whole in one line."""
    every = [each for told in found.told for each in told.judged]
    failed = sum(not each.holds for each in every)
    steps = f"{len(found.told)} of {len(found.story.step)} steps"
    held = f"all {len(every)} assertions hold" if not failed else f"{failed} of {len(every)} assertions FAIL"
    return f"{steps} told in {found.seconds:.0f} s; {held}."


def as_json(found: Replayed, written: Sequence[Path] = ()) -> dict[str, Any]:
    """The one object that ``replay --json`` prints. Money in minor units of the currency."""
    return {
        "status": "holds" if found.holds else "fails",
        "title": found.story.title,
        "currency": found.base.currency,
        "seconds": round(found.seconds, 3),
        "steps": [step_json(found.story, told) for told in found.told],
        "findings": [finding_json(each) for each in found.findings],
        "written": [str(path) for path in written],
    }


def step_json(story: Story, told: Told) -> dict[str, Any]:
    """A step that is told, as ``replay --json`` has it among its ``steps``."""
    moment = told.moment
    return {
        "id": moment.step.id,
        "title": moment.step.title,
        "date": moment.step.day.isoformat(),
        "seconds": round(told.seconds, 3),
        "sources": [source_json(fact) for fact in facts_of(story, moment.step)],
        "variants": [_outcome_json(outcome) for outcome in moment.outcomes],
        "expected": [_judged_json(each) for each in told.judged],
    }


def _outcome_json(outcome: Outcome) -> dict[str, Any]:
    return {
        "variant": outcome.variant.id,
        "title": outcome.name,
        "happened": list(outcome.sentences),
        "shot": len(outcome.shot),
        "cost": outcome.standing.cost if outcome.standing else None,
        "answers": [
            {
                "name": answer.name,
                "cost": answer.cost,
                "changed_calls": len(answer.disruption.calls),
                "moved_strips": len(answer.disruption.strips),
                "changes": list(answer.disruption.sentences()),
                "taken": answer is outcome.chosen,
            }
            for answer in (outcome.answers.alternatives if outcome.answers else ())
        ],
    }


def _judged_json(each: Judged) -> dict[str, Any]:
    return {"kind": each.kind, "words": each.words, "holds": each.holds, "found": each.found}
