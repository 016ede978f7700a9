"""The stunts for a page: every beat in a line, one beat whole, and the form that asks what a change would do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from coverset.formats._stunts_file import FILE
from coverset.hazards.judgement import STATES
from coverset.model.production import Production
from coverset.model.stunts import FACTS, Beat
from coverset.service.readiness import EDITABLE, Ready, beat_json, shot_on

_MORE = {
    "present": "what else is there",
    "hazards": "hazards",
    "complex": "complicated (asks for a dry run)",
    "scenes": "strips in which it is shot",
    "crew": "stunt crew beyond the stunt's own",
    "permissions": "permissions",
    "equipment": "gear",
    "cut": "taken out, by whom and why",
}
_KINDS = {"bool": "yes", "int | None": "number", "tuple[str, ...]": "list", "str": "text"}
_OPEN = ("contradicted", "too late", "not shown")


def stunts_json(ready: Ready) -> dict[str, Any]:
    """Every stunt and beat: its state, what is missing, stale, waived, blocked, and the next date to act by.

    Nothing in it says that anything is safe: a state is about what is on record.
    """
    readiness, stunts = ready.readiness, ready.production.stunts
    return {
        "on": readiness.on.isoformat(),
        "planned": ready.plan is not None,
        "state": readiness.worst if stunts.beats else "",
        "states": list(STATES),
        "stunts": [
            {
                "id": stunt.id,
                "name": stunt.name or stunt.id,
                "purpose": stunt.purpose,
                "state": readiness.state_of_stunt(stunt.id),
                "coordinator": stunt.coordinator,
                "beats": [_line(ready, stunts.beats_by_id[beat]) for beat in readiness.stunts[stunt.id]],
            }
            for stunt in stunts.stunts
        ],
        "fields": _fields(ready),
        "findings": [
            str(finding) for finding in ready.findings if finding.place and finding.place.file == FILE
        ],
    }


def one_beat_json(ready: Ready, beat: Beat) -> dict[str, Any]:
    """One beat with all that is asked of it, its facts as the form holds them, and when it is shot."""
    return {
        **beat_json(ready, beat),
        "stunt": beat.stunt,
        "cut": beat.cut,
        "shot": shot_on(ready, beat),
        "facts": {name: _held(beat, name) for name in (*FACTS, *_MORE)},
    }


def _line(ready: Ready, beat: Beat) -> dict[str, Any]:
    judged = ready.readiness.of(beat.id)
    counts = ready.readiness.counts(beat.id)
    to_do = [each for each in judged if each.state in _OPEN and each.last_date is not None]
    following = min(to_do, key=lambda each: each.last_date or date.max, default=None)
    return {
        "id": beat.id,
        "name": beat.name or beat.id,
        "state": ready.readiness.state(beat.id),
        "blocked": [each.reason for each in judged if each.stops],
        "cut": beat.cut,
        "scenes": list(beat.scenes),
        "dates": [day.isoformat() for day in ready.dates(beat)],
        "counts": {state: counts[state] for state in STATES},
        "stale": len({name for each in judged for name, _ in each.stale}),
        "waived": sum(bool(each.waived) for each in judged),
        "next": {
            "date": following.last_date.isoformat(),
            "action": following.action,
            "requirement": following.requirement,
            "late": following.state == "too late" or following.last_date < ready.readiness.on,
        }
        if following is not None and following.last_date is not None
        else None,
    }


def _held(beat: Beat, name: str) -> str:
    """A fact as it is typed: lists with semicolons, empty when it is not known."""
    value = getattr(beat, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)


def _fields(ready: Ready) -> list[dict[str, Any]]:
    """What can be changed of a beat: how it is typed, and what others of the production have there."""
    production = ready.production
    known = _known(production)
    return [
        {
            "key": name,
            "words": words,
            "kind": _KINDS[EDITABLE[name]],
            "fact": name in FACTS,
            "known": sorted({each for each in known.get(name, ()) if each}),
        }
        for name, words in (*FACTS.items(), *_MORE.items())
    ]


def _known(production: Production) -> dict[str, Iterable[str]]:
    stunts = production.stunts
    crew = [member.id for member in stunts.crew]
    found: dict[str, Iterable[str]] = {
        name: [value for beat in stunts.beats for value in _parts(beat, name)] for name in (*FACTS, *_MORE)
    }
    found["performer"] = [*found["performer"], *production.people_by_id]
    found["double"] = [*found["double"], *crew]
    found["crew"] = crew
    found["permissions"] = stunts.permissions_by_id
    found["equipment"] = stunts.equipment_by_id
    return {name: values for name, values in found.items() if EDITABLE[name] in ("str", "tuple[str, ...]")}


def _parts(beat: Beat, name: str) -> Iterable[str]:
    value = getattr(beat, name)
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, tuple) else ()
