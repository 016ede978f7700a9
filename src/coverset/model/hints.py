"""Hints about unknown names, looked for only so often: a file with thousands of slips is answered in time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

from coverset.findings import Finding, Severity, nearest

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
