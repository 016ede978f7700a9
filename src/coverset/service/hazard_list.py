"""The catalogue of hazards as people look things up in it: filtered, and one at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from coverset.findings import nearest
from coverset.hazards.catalogue import Catalogue
from coverset.hazards.jurisdiction import covers
from coverset.hazards.kinds import kinds
from coverset.hazards.requirement import TIERS, Read, Requirement
from coverset.hazards.strictness import in_words
from coverset.model.stunts import FACTS


@dataclass(frozen=True, slots=True)
class Filter:
    """Which requirements are wanted; what is empty does not narrow it."""

    tier: str = ""
    jurisdiction: str = ""
    hazard: str = ""
    kind: str = ""
    read: str = ""
    text: str = ""

    def mistake(self, known: Catalogue) -> str:
        """What is wrong with it, as a sentence; empty when nothing is."""
        for what, value, allowed in (
            ("tier", self.tier, TIERS),
            ("hazard", self.hazard, tuple(known.hazards)),
            ("kind", self.kind, tuple(kinds())),
            ("reading", self.read, get_args(Read)),
        ):
            if value and value not in allowed:
                return f"There is no {what} {value!r}; {nearest(value, allowed, limit=12)}"
        return ""


def matching(known: Catalogue, wanted: Filter) -> Iterator[Requirement]:
    """The requirements that a filter lets through, hazard by hazard, each version once."""
    hazards = [known.hazards[wanted.hazard]] if wanted.hazard else list(known.hazards.values())
    seen: set[Requirement] = set()
    for hazard in hazards:
        for each in hazard.requirements:
            if each not in seen and _matches(each, wanted):
                seen.add(each)
                yield each


def _matches(each: Requirement, wanted: Filter) -> bool:
    if wanted.tier not in ("", each.tier) or wanted.kind not in ("", each.kind):
        return False
    if wanted.read not in ("", each.origin.read):
        return False
    if wanted.jurisdiction and not any(covers(code, wanted.jurisdiction) for code in each.jurisdictions):
        return False
    text = f"{each.key.replace('_', ' ')} {each.key} {each.sentence} {each.origin.source}".casefold()
    return all(word in text for word in wanted.text.casefold().split())


def brief(each: Requirement) -> str:
    """What stands behind a requirement, in brackets: ``law, GB, excerpt read``."""
    parts = [each.tier, ", ".join(each.jurisdictions), how_read(each)]
    return ", ".join(part for part in parts if part)


def how_read(each: Requirement) -> str:
    """How far the source was read, as a label."""
    return {
        "read": "text read",
        "excerpt": "excerpt read",
        "title": "not verified: title only",
        "general knowledge": "not verified: general knowledge",
        "own": "our own or the production's",
    }[each.origin.read]


def explain(each: Requirement) -> list[str]:
    """Everything about a requirement, a line each."""
    lines = [
        each.sentence,
        f"Looks for: {kinds()[each.kind].SENTENCE}",
        f"Tier: {each.tier}. {_waived(each)}",
    ]
    if each.jurisdictions:
        lines.append(f"Holds in: {', '.join(each.jurisdictions)}.")
    edition = f" ({each.origin.edition})" if each.origin.edition else ""
    where = f", {each.origin.url}" if each.origin.url else ""
    lines.append(f"Source: {each.origin.source}{edition}{where}. {how_read(each).capitalize()}.")
    if each.when:
        lines.append(f"Asked for when: {each.when}.")
    if each.depends_on:
        facts = "every fact of the beat" if set(each.depends_on) == set(FACTS) else _facts(each)
        lines.append(f"Its evidence goes stale with: {facts}.")
    if each.owner:
        lines.append(f"Answers for it: {each.owner.replace('_', ' ')}.")
    if each.days_before is not None:
        lines.append(f"To be there {each.days_before} days before the shoot.")
    if each.max_age is not None:
        lines.append(f"Holds for {each.max_age} days.")
    meanings = kinds()[each.kind].FIGURES
    for name, value in each.figures:
        said = (
            meanings[name].sentence.rstrip(".").partition(":")[0]
            if name in meanings
            else name.replace("_", " ")
        )
        lines.append(f"{said}: {in_words(value)}")
    if each.overridden:
        lines.append(f"In this production: {each.overridden}.")
    return lines


def _facts(each: Requirement) -> str:
    return ", ".join(FACTS[fact] for fact in each.depends_on)


def _waived(each: Requirement) -> str:
    if each.blocking:
        return "No plan goes against it and no waiver lifts it."
    return "A named person may go without it, with a reason."
