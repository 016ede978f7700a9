"""What a revised script does to the stunts: scenes that go, beats whose scenes change, evidence that goes stale."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from coverset.model.production import Production
from coverset.model.revision import Pair
from coverset.model.stunt_questions import REFERENCES
from coverset.model.stunts import Stunts

# Which facts of a beat a person looks at again when that much of its scene is otherwise.
_FACTS = {
    "cast": "performer and double",
    "time": "light",
    "set": "surface, path and exclusion",
    "text": "action",
}


def without_scenes(production: Production, gone: Collection[str], why: str) -> Stunts:
    """The stunts without scenes that are not shot any more; a beat that is left with none is cut, and says why."""
    stunts = production.stunts
    changed: dict[str, Any] = {}
    for table, fields in REFERENCES.items():
        members = []
        for member in getattr(stunts, table):
            new: dict[str, Any] = {}
            for name, kinds in fields.items():
                value = getattr(member, name)
                if "scene" in kinds and isinstance(value, tuple) and set(value) & set(gone):
                    new[name] = tuple(each for each in value if each not in gone)
            if table == "beats" and "scenes" in new and not new["scenes"] and not member.cut:
                new["cut"] = why
            members.append(replace(member, **new) if new else member)
        changed[table] = tuple(members)
    return replace(stunts, **changed)


def touched_beats(production: Production, pair: Pair, ids: Collection[str]) -> Iterable[str]:
    """A sentence for each beat of a scene that changed: which of its facts a person sees to."""
    facts = [words for what, words in _FACTS.items() if any(change.what == what for change in pair.changes)]
    for beat in production.stunts.beats:
        if facts and not beat.cut and set(beat.scenes) & set(ids):
            shown = [e.id for e in production.stunts.evidence if beat.id in e.beats]
            held = (
                f" {len(shown)} piece{'s' if len(shown) != 1 else ''} of evidence stand on them."
                if shown
                else ""
            )
            yield (
                f"Beat {beat.id} is in scene {pair.old.number}, which is rewritten: see whether its {' and '.join(facts)} "
                f"still hold; nothing shown for it goes stale until a fact is changed (coverset record).{held}"
            )
