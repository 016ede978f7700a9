"""What keeps a long list of findings short: hints only so often, one finding a row, so many of a kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

from coverset.findings import Finding, Place, Severity, nearest
from coverset.model.production import Production

_MOST_HINTS = 40
_MOST_NAMES = 1_000
MOST_OF_A_KIND = 100


class Hints:
    """The nearest known name for each unknown one, for the first forty of them."""

    def __init__(self) -> None:
        self._given = 0

    def near(self, name: str, known: Collection[str], *, limit: int = 5) -> str:
        """End of a sentence about an unknown name: the nearest known one, or some known ones."""
        self._given += 1
        if self._given > _MOST_HINTS:
            return "see the ones before."
        if len(known) <= _MOST_NAMES:
            return nearest(name[:200], known, limit=limit)
        start = name[:1].casefold()
        alike = [each for each in known if each[:1].casefold() == start and abs(len(each) - len(name)) <= 2]
        hint = nearest(name[:200], alike[:_MOST_NAMES])
        return hint if hint.startswith("did") else f"none of the {len(known):,} known names is near it."


def once_a_row(findings: Iterable[Finding], production: Production) -> list[Finding]:
    """The findings, those that say the same of every part of a scene said once, of the scene.

    Parts that one row declares share its cells, so a mistake in them is one mistake.
    """
    rows: dict[tuple[str, str, Place | None], list[str]] = {}
    for scene in production.scenes:
        if scene.part and scene.source:
            rows.setdefault((scene.film, scene.number, scene.source), []).append(scene.id)
    parts = {
        part: (f"{film}/{number}", ids)
        for (film, number, _), ids in rows.items()
        for part in ids
        if len(ids) > 1
    }
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        part = next((name for name in finding.about if name in parts), None)
        key: object = finding
        if part is not None:
            whole, ids = parts[part]
            key = (finding.code, finding.severity, finding.place, finding.sentence.replace(part, whole), *ids)
        groups.setdefault(key, []).append(finding)
    kept: list[Finding] = []
    for group in groups.values():
        first = group[0]
        part = next((name for name in first.about if name in parts), None)
        if part is None or len({finding.sentence for finding in group}) < len(parts[part][1]):
            kept += dict.fromkeys(group)
            continue
        about = dict.fromkeys(name for finding in group for name in finding.about)
        sentence = first.sentence.replace(part, parts[part][0])
        kept.append(replace(first, sentence=sentence, about=tuple(about)))
    return kept


def at_most(findings: Iterable[Finding], most: int = MOST_OF_A_KIND) -> list[Finding]:
    """The findings, of each kind in each file no more than ``most``, the rest as a count."""
    kept: list[Finding] = []
    counts: Counter[tuple[str, str, Severity]] = Counter()
    last: dict[tuple[str, str, Severity], Finding] = {}
    for finding in findings:
        key = (finding.code, finding.place.file if finding.place else "", finding.severity)
        counts[key] += 1
        if counts[key] <= most:
            kept.append(finding)
            last[key] = finding
    for key, count in counts.items():
        if count > most:
            sentence = f"{count - most:,} more of the kind {key[0]}."
            kept.append(replace(last[key], sentence=sentence, about=()))
    return kept
