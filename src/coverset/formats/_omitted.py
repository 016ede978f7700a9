"""Scenes that the script keeps only as numbers: what speaks of nothing else is left out, and said."""

from __future__ import annotations

from collections.abc import Iterator

from coverset.findings import Finding, Place, Severity
from coverset.model.cutting import omit
from coverset.model.production import Production


def without_omitted(production: Production) -> tuple[Production, list[Finding]]:
    """The production without the pins, orders and pairs of scenes that are omitted, each said in a warning."""
    gone = {scene.id for scene in production.scenes if scene.omitted}
    findings = list(_said(production, gone)) if gone else []
    if not findings:
        return production, []
    kept = omit(production, gone)
    return kept, findings


def _said(production: Production, gone: set[str]) -> Iterator[Finding]:
    for pin in production.pins:
        yield from _left_out("pin", pin.named, gone, pin.source)
    for order in production.precedences:
        yield from _left_out("order", (order.before, order.after), gone, order.source)
    for pair in production.aparts:
        yield from _left_out("pair kept apart", (pair.first, pair.second), gone, pair.source)
    for work in production.activities:
        yield from _left_out(f"preparation {work.id}", work.before, gone, None)


def _left_out(what: str, names: tuple[str, ...], gone: set[str], place: Place | None) -> Iterator[Finding]:
    missing = [name for name in names if name in gone]
    if missing:
        are = "is omitted" if len(missing) == 1 else "are omitted"
        sentence = f"{', '.join(missing)} {are} in the script: the {what} is read without."
        yield Finding("scene-omitted", Severity.WARNING, sentence, place, tuple(missing))
