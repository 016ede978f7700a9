"""Readiness of a production's stunts: what is shown, what is not, what an edit would make stale."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Any

from coverset.findings import Finding, in_order, nearest
from coverset.hazards.asking import Ask
from coverset.hazards.catalogue import Catalogue, catalogue
from coverset.hazards.figures import LABEL, planning_figures
from coverset.hazards.judgement import STATES, Judgement
from coverset.hazards.readiness import Readiness, judge
from coverset.hazards.references import check_hazards
from coverset.hazards.requirement import Requirement
from coverset.hazards.staleness import GoingStale, going_stale
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.model.stunts import Beat
from coverset.service.opening import Opened
from coverset.service.planning import finding_json


@dataclass(frozen=True)
class Ready:
    """The readiness of what was opened, as of a date; ``known`` is the catalogue with the production's own tables."""

    production: Production
    plan: Plan | None
    readiness: Readiness
    known: Catalogue
    findings: tuple[Finding, ...]

    def dates(self, beat: Beat) -> tuple[date, ...]:
        """The dates on which the plan shoots a beat."""
        where = self.plan.where if self.plan else {}
        return tuple(sorted({day.day for scene in beat.scenes for day in where.get(scene, ())}))


@dataclass(frozen=True)
class WhatIf:
    """What editing one beat would do: evidence that goes stale, and requirements that change their state."""

    before: Beat
    after: Beat
    stale: tuple[GoingStale, ...]
    fresh: tuple[GoingStale, ...]
    changed: tuple[tuple[Judgement | None, Judgement | None], ...]
    now: Readiness
    then: Readiness
    edited: Production


def readiness_of(opened: Opened, on: date | None = None) -> Ready:
    """Judge the stunts of what was opened, against the plan that came with it. Raises ValueError without a production."""
    if opened.production is None:
        raise ValueError("what was opened has errors; show its findings instead")
    return ready(opened.production, opened.plan, on, opened.findings)


def ready(
    production: Production, plan: Plan | None = None, on: date | None = None, findings: Iterable[Finding] = ()
) -> Ready:
    """Judge the stunts of a production, with what is wrong in what it says of hazards."""
    known = catalogue(production.stunts.catalogue)
    said = in_order((*findings, *check_hazards(production)))
    return Ready(production, plan, judge(production, on, plan, known), known, tuple(said))


def parse_edit(production: Production, text: str) -> tuple[Beat | None, str]:
    """A beat as ``"BEAT speed=60 light='late day'"`` would have it, or why that cannot be.

    Lists are written with semicolons; an empty value says that the fact is not known.
    """
    try:
        words = shlex.split(text)
    except ValueError:
        return None, f"{text!r} has an unclosed quotation mark."
    name = " ".join(word for word in words if "=" not in word)
    beats = production.stunts.beats_by_id
    if name not in beats:
        return None, f"There is no beat {name!r}; {nearest(name, beats)}"
    values: dict[str, Any] = {}
    for word in words:
        if "=" not in word:
            continue
        field, _, value = word.partition("=")
        if field not in EDITABLE:
            return None, f"A beat has no {field!r} to change; {nearest(field, EDITABLE, limit=40)}"
        read = _value(field, value)
        if read is None and value:
            return None, f"{field} is written as {_WRITTEN[EDITABLE[field]]}, not {value!r}."
        values[field] = read
    if not values:
        return None, f"Say what changes: {name} speed=60"
    return replace(beats[name], **values), ""


def what_if(ready: Ready, beat: Beat) -> WhatIf:
    """What another version of a beat would make stale, and what that does to readiness; nothing is written."""
    stunts = ready.production.stunts
    beats = tuple(beat if each.id == beat.id else each for each in stunts.beats)
    edited = replace(ready.production, stunts=replace(stunts, beats=beats))
    then = judge(edited, ready.readiness.on, ready.plan, ready.known)
    return WhatIf(
        stunts.beats_by_id[beat.id],
        beat,
        going_stale(ready.production, edited),
        going_stale(edited, ready.production),
        _changed(ready.readiness, then),
        ready.readiness,
        then,
        edited,
    )


def _changed(now: Readiness, then: Readiness) -> tuple[tuple[Judgement | None, Judgement | None], ...]:
    """The requirements whose state differs, the worst of then first."""
    before = {(each.beat, each.requirement): each for each in now.judgements}
    after = {(each.beat, each.requirement): each for each in then.judgements}
    keys = [*after, *(key for key in before if key not in after)]
    pairs = ((before.get(key), after.get(key)) for key in keys)
    return tuple((was, is_) for was, is_ in pairs if (was and was.state) != (is_ and is_.state))


def figures_of(ready: Ready, beat: Beat) -> tuple[str, ...]:
    """The planning figures of a beat, as sentences."""
    found = planning_figures(ready.production, beat, ready.dates(beat), ready.known)
    return tuple(figure.sentence for figure in found)


def shot_on(ready: Ready, beat: Beat) -> str:
    """When a beat is shot, as part of a sentence."""
    asked = ready.known.requirements_of(ready.production, beat)
    return Ask(ready.production, beat, asked[0], ready.readiness.on, ready.plan).shot


def as_json(ready: Ready, beat: str = "") -> dict[str, Any]:
    """The one object that ``stunts --json`` prints; of one beat only when it is named."""
    readiness, stunts = ready.readiness, ready.production.stunts
    return {
        "status": readiness.state(beat) if beat else readiness.worst,
        "on": readiness.on.isoformat(),
        "planned": ready.plan is not None,
        "blocked": any(each.stops and beat in ("", each.beat) for each in readiness.judgements),
        "stunts": [
            {
                "id": stunt.id,
                "name": stunt.name,
                "state": readiness.state_of_stunt(stunt.id),
                "beats": [
                    beat_json(ready, stunts.beats_by_id[each])
                    for each in readiness.stunts[stunt.id]
                    if beat in ("", each)
                ],
            }
            for stunt in stunts.stunts
            if not beat or beat in readiness.stunts[stunt.id]
        ],
        "findings": [finding_json(finding) for finding in ready.findings],
    }


def beat_json(ready: Ready, beat: Beat) -> dict[str, Any]:
    """One beat as scripts read it: its judgements, the worst first."""
    counts = ready.readiness.counts(beat.id)
    return {
        "id": beat.id,
        "name": beat.name,
        "state": ready.readiness.state(beat.id),
        "scenes": list(beat.scenes),
        "dates": [day.isoformat() for day in ready.dates(beat)],
        "counts": {state: counts[state] for state in STATES},
        "requirements": [judgement_json(each) for each in ready.readiness.of(beat.id)],
        "planning_figures": {"note": LABEL, "figures": list(figures_of(ready, beat))},
    }


def judgement_json(each: Judgement) -> dict[str, Any]:
    """One judgement as scripts read it, with its requirement's tier and source and how far that was read."""
    asks = each.asks
    return {
        "requirement": each.requirement,
        "hazard": each.hazard,
        "state": each.state,
        "stops": each.stops,
        "reason": each.reason,
        "action": each.action,
        "owner": each.owner,
        "last_date": each.last_date.isoformat() if each.last_date else None,
        "evidence": list(each.evidence),
        "stale": [
            {"evidence": name, "changes": [asdict(change) for change in changes]}
            for name, changes in each.stale
        ],
        "waived_by": each.waived or None,
        "asks": None if asks is None else requirement_json(asks),
    }


def requirement_json(asks: Requirement) -> dict[str, Any]:
    """One requirement as scripts read it."""
    return {
        "key": asks.key,
        "kind": asks.kind,
        "sentence": asks.sentence,
        "tier": asks.tier,
        "jurisdictions": list(asks.jurisdictions),
        "when": asks.when,
        "source": asks.origin.source,
        "edition": asks.origin.edition,
        "read": asks.origin.read,
        "verified": asks.origin.verified,
        "depends_on": list(asks.depends_on),
        "owner": asks.owner,
        "days_before": asks.days_before,
        "max_age": asks.max_age,
        "figures": {name: _plain(value) for name, value in asks.figures},
        "overridden": asks.overridden,
    }


def what_if_json(found: WhatIf) -> dict[str, Any]:
    """The one object that ``stunts --what-if --json`` prints."""
    return {
        "beat": found.before.id,
        "status": found.then.state(found.before.id),
        "before": found.now.state(found.before.id),
        "goes_stale": [_stale_json(each) for each in found.stale],
        "holds_again": [_stale_json(each) for each in found.fresh],
        "requirements": [_changed_json(was, is_) for was, is_ in found.changed],
    }


def _changed_json(was: Judgement | None, is_: Judgement | None) -> dict[str, Any]:
    known = is_ or was
    assert known is not None
    return {
        "beat": known.beat,
        "requirement": known.requirement,
        "before": was.state if was else None,
        "after": is_.state if is_ else None,
        "reason": is_.reason if is_ else "",
        "action": is_.action if is_ else "",
    }


def _stale_json(each: GoingStale) -> dict[str, Any]:
    return {
        "evidence": each.evidence,
        "beat": each.beat,
        "requirement": each.requirement,
        "changes": [asdict(change) for change in each.changes],
        "told": list(each.told),
    }


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return asdict(value) if hasattr(value, "__dataclass_fields__") else value  # type: ignore[call-overload]


_FIXED = ("id", "stunt", "name", "source")
_WRITTEN = {
    "bool": "yes or no",
    "int | None": "a whole number",
    "tuple[str, ...]": "a list with semicolons",
    "str": "text",
}
EDITABLE: dict[str, str] = {field.name: str(field.type) for field in fields(Beat) if field.name not in _FIXED}
"""What ``--what-if`` may change of a beat, and how each is typed."""


def _value(field: str, text: str) -> Any:
    kind = EDITABLE[field]
    if kind == "bool":
        return {"yes": True, "true": True, "no": False, "false": False, "": False}.get(text.casefold())
    if kind == "int | None":
        plain = text.lstrip("-")
        return int(text) if plain.isascii() and plain.isdecimal() and len(plain) <= 9 else None
    if kind == "tuple[str, ...]":
        return tuple(word.strip() for word in text.split(";") if word.strip())
    return text
