"""A revision in words: what changed for whom, what is to be decided, and what the plan must do then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from coverset.findings import Finding
from coverset.model.production import Production
from coverset.model.revision import Pair
from coverset.model.scenes import Scene
from coverset.service._revision_choices import Conflict
from coverset.service.revising import Revised
from coverset.units import format_eighths

_SHOWN = 40
_CALLED = {"eighths": "pages", "int_ext": "INT/EXT", "time": "time of day"}


def words(revised: Revised) -> Iterator[str]:
    """The lines for a screen: the sum first, then scenes, people and sets, conflicts, and the plan."""
    outcome, comparison = revised.outcome, revised.comparison
    if outcome is None or comparison is None or revised.before is None:
        return
    if revised.nothing:
        yield f"Nothing changes in {revised.film}: the script says what the one before said."
        return
    yield (
        f"{revised.film}, {revised.colour} script (was {revised.was_colour or 'White'}): {outcome.unchanged} scenes "
        f"unchanged, {len(outcome.changed)} changed, {len(outcome.added)} new, {len(outcome.omitted)} omitted."
    )
    if revised.after is not None:
        yield from _sums(revised.before, revised.after)
    for pair in outcome.changed[:_SHOWN]:
        yield f"  {pair_words(pair)}"
    if len(outcome.changed) > _SHOWN:
        yield f"  ... and {len(outcome.changed) - _SHOWN} more; --json lists all."
    for scene, number in outcome.added[:_SHOWN]:
        yield f"  {number} is new: {scene.heading}, {format_eighths(scene.eighths)} pages"
    for scene in outcome.omitted[:_SHOWN]:
        yield f"  {scene.number} OMITTED (was {scene.heading}); the number is not used again"
    for note in outcome.notes[:_SHOWN]:
        yield f"  {note}"
    for going in revised.stale:
        changes = "; ".join(str(change) for change in going.changes)
        yield f"  Evidence {going.evidence} of beat {going.beat} goes stale: {changes}"


def _sums(before: Production, after: Production) -> Iterator[str]:
    old, new = film_pages(before), film_pages(after)
    for film in new:
        if old.get(film, 0) != new[film]:
            yield f"{film}: {format_eighths(old.get(film, 0))} -> {format_eighths(new[film])} pages."
    people = _differences(people_pages(before), people_pages(after))
    if people:
        yield f"People: {'; '.join(people[:_SHOWN])}."
    sets = _differences(set_pages(before), set_pages(after))
    if sets:
        yield f"Sets: {'; '.join(sets[:_SHOWN])}."


def _differences(old: Counter[str], new: Counter[str]) -> list[str]:
    found = []
    for name in sorted({*old, *new}):
        change = new[name] - old[name]
        if change:
            sign = "+" if change > 0 else "-"
            state = " (new)" if name not in old else " (not in it any more)" if name not in new else ""
            found.append(f"{name} {sign}{format_eighths(abs(change))}{state}")
    return found


def _scenes(production: Production) -> Iterator[Scene]:
    return (scene for scene in production.scenes if not scene.omitted)


def film_pages(production: Production) -> Counter[str]:
    """Eighths by film, of scenes that are not omitted."""
    found = Counter({film.id: 0 for film in production.films})
    for scene in _scenes(production):
        found[scene.film] += scene.eighths
    return found


def people_pages(production: Production) -> Counter[str]:
    """Eighths by person, of the scenes they are in."""
    found: Counter[str] = Counter()
    for scene in _scenes(production):
        for person in dict.fromkeys(scene.cast):
            found[person] += scene.eighths
    return found


def set_pages(production: Production) -> Counter[str]:
    """Eighths by set of the story."""
    found: Counter[str] = Counter()
    for scene in _scenes(production):
        found[scene.set] += scene.eighths
    return found


def pair_words(pair: Pair) -> str:
    """What is otherwise in one scene."""
    said = []
    for change in pair.changes:
        called = _CALLED.get(change.what, change.what)
        if change.what == "eighths":
            said.append(f"pages {format_eighths(int(change.was))} -> {format_eighths(int(change.now))}")
        elif change.what in ("cast", "elements"):
            said += [f"{called} with {change.now}"] if change.now else []
            said += [f"{called} without {change.was}"] if change.was else []
        elif change.what == "text":
            said.append(f"rewritten, {change.now}")
        elif change.what == "synopsis":
            said.append("synopsis")
        elif change.what == "omitted":
            said.append("OMITTED" if change.now == "omitted" else f"back in the script: {change.now}")
        else:
            said.append(f"{called} {change.was} -> {change.now}")
    if pair.moved:
        said.append("moved in the script")
    if pair.renumbered:
        said.append(f"printed as {pair.new.number}")
    return f"{pair.old.number}: {'; '.join(said)}"


def conflict_words(conflicts: Sequence[Conflict]) -> Iterator[str]:
    """Each conflict with its options; what is taken is marked, and whether somebody said so."""
    if conflicts:
        noun = "conflict" if len(conflicts) == 1 else "conflicts"
        yield f"{len(conflicts)} {noun} to decide, with --decide ID=OPTION:"
    for conflict in conflicts[:_SHOWN]:
        yield f"  {conflict.id}: {conflict.sentence}"
        for option in conflict.options:
            taken = ""
            if option.key == conflict.chosen:
                taken = "  <- decided" if conflict.answered else "  <- taken, nobody has decided"
            yield f"      {option.key}: {option.sentence}{taken}"
    if len(conflicts) > _SHOWN:
        yield f"  ... and {len(conflicts) - _SHOWN} more; --json lists all."


def plan_words(revised: Revised, path: str) -> Iterator[str]:
    """What the plan must do: strips in the boneyard and off the board, conflicts it has now, the next command."""
    before, after, opened = revised.before, revised.after, revised.opened
    if revised.nothing or revised.plan is None or after is None or before is None or opened is None:
        return
    assert opened.plan is not None
    fresh = [task for task in revised.plan.boneyard if task not in opened.plan.boneyard]
    gone = [task for task in opened.plan.where if task not in after.tasks]
    if fresh:
        yield f"Plan: {', '.join(fresh[:_SHOWN])} to the boneyard."
    if gone:
        yield f"Plan: {', '.join(gone[:_SHOWN])} off the board."
    for finding in revised.broken[:_SHOWN]:
        yield f"Plan: {finding.sentence} [{finding.code}]"
    if fresh or revised.broken:
        yield f"Plan again, keeping what is near: coverset replan {path} --as-of DATE"
    else:
        yield "The plan holds as it stands."


def as_json(revised: Revised) -> dict[str, Any]:
    """The one object that ``revise --json`` prints; pages in eighths."""
    outcome, before, after = revised.outcome, revised.before, revised.after
    found: dict[str, Any] = {
        "film": revised.film,
        "colour": revised.colour,
        "was_colour": revised.was_colour or "White",
        "nothing": revised.nothing,
        "script": revised.script,
        "files": sorted(revised.files),
        "findings": [_finding(each) for each in revised.findings],
    }
    if outcome is None:
        return found
    found |= {
        "unchanged": outcome.unchanged,
        "changed": [_pair(pair) for pair in outcome.changed],
        "new": [
            {"scene": number, "heading": scene.heading, "eighths": scene.eighths}
            for scene, number in outcome.added
        ],
        "omitted": [scene.number for scene in outcome.omitted],
        "notes": list(outcome.notes),
        "conflicts": [
            {
                "id": each.id,
                "scene": each.scene,
                "sentence": each.sentence,
                "options": {option.key: option.sentence for option in each.options},
                "taken": each.chosen,
                "decided": each.answered,
            }
            for each in revised.conflicts
        ],
        "stale": [{"evidence": each.evidence, "beat": each.beat} for each in revised.stale],
    }
    if before is not None and after is not None:
        found["eighths"] = {"was": film_pages(before), "now": film_pages(after)}
        found["people"] = {"was": people_pages(before), "now": people_pages(after)}
        found["sets"] = {"was": set_pages(before), "now": set_pages(after)}
    if revised.plan is not None:
        found["plan"] = {
            "boneyard": list(revised.plan.boneyard),
            "conflicts": [_finding(each) for each in revised.broken],
        }
    return found


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "scene": pair.old.number,
        "printed": pair.new.number,
        "by": pair.how,
        "alike": round(pair.alike, 3),
        "moved": pair.moved,
        "changes": [{"what": each.what, "was": each.was, "now": each.now} for each in pair.changes],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    place = str(finding.place) if finding.place else None
    return {
        "severity": finding.severity.value,
        "code": finding.code,
        "sentence": finding.sentence,
        "place": place,
    }
