"""What a bound says, in the words of a paper: names for ids, and no more than two short lines."""

from __future__ import annotations

import re
from collections.abc import Mapping

from coverset.model.production import Production

_KINDS = re.compile(r"(person|resource|location|unit) (?=\S)")
_VERB = re.compile(r" (?=(?:needs?|must|works?|is|are|together|waits?|travels?) )")
_ONE = re.compile(r"\b1 (base|date|location|day|shooting day)s\b")
_SHOWN = 130


def reason_words(reason: str, production: Production) -> str:
    """A reason of several parts as people read it: the first parts by name, and how many more there are."""
    parts = [_part(part, production) for part in reason.split("; ") if part]
    shown: list[str] = []
    for part in parts:
        if shown and len("; ".join((*shown, part))) > _SHOWN:
            break
        shown.append(part if len(part) <= _SHOWN else part.partition(": ")[0])
    more = len(parts) - len(shown)
    return "; ".join((*shown, *([f"and {more:,} more such"] if more else [])))


def _part(part: str, production: Production) -> str:
    """One sentence with the planner's word for its kind left out and names for ids."""
    kind = _KINDS.match(part)
    said = part[kind.end() :] if kind else part
    verb = _VERB.search(said)
    subject, rest = (said[: verb.start()], said[verb.start() :]) if verb else ("", said)
    names = _names(production, kind[1] if kind else "unit")
    subject = names.get(subject) or " and ".join(names.get(one) or one for one in subject.split(" and "))
    return _ONE.sub(r"1 \1", f"{subject}{rest}")


def _names(production: Production, kind: str) -> Mapping[str, str]:
    named = {
        "person": {each.id: each.name for each in production.people},
        "resource": {each.id: each.name for each in production.resources},
        "location": {each.id: each.name for each in production.locations},
        "unit": {each.id: each.name for each in production.units},
    }
    return named[kind]
