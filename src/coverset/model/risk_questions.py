"""Questions about risk assessments: figures off the scale, severity that falls unsaid, assessments by nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coverset.findings import Finding, Severity
from coverset.model.risks import LEAST, MOST, Risk
from coverset.model.stunt_questions import Locate

if TYPE_CHECKING:
    from coverset.model.stunts import Stunts

_FIGURES = ("likelihood", "severity", "residual_likelihood", "residual_severity")


def risk_questions(stunts: Stunts, locate: Locate) -> Iterator[Finding]:
    """Everything that is wrong in the risk assessments, each at its value."""
    seen: set[tuple[str, str]] = set()
    for risk in stunts.risks:
        yield from _figures(risk, locate)
        if not (risk.by.strip() and risk.on):
            yield _wrong(risk, "by", "is by nobody: give by and on, or leave it out", locate, "value-missing")
        beat = stunts.beats_by_id.get(risk.beat)
        if beat is not None and risk.hazard not in beat.hazards:
            sentence = (
                f"The risk of {risk.hazard} is assessed for {risk.beat}, which does not name that hazard."
            )
            yield Finding(
                "risk-without-hazard",
                Severity.WARNING,
                sentence,
                locate(risk, "hazard"),
                (risk.beat, risk.hazard),
            )
        if (risk.beat, risk.hazard) in seen:
            yield _wrong(risk, "hazard", "is assessed twice: keep one", locate, "risk-twice")
        seen.add((risk.beat, risk.hazard))


def _figures(risk: Risk, locate: Locate) -> Iterator[Finding]:
    for name in _FIGURES:
        value = getattr(risk, name)
        if value is not None and not LEAST <= value <= MOST:
            said = f"has {name.replace('_', ' ')} {value}: write {LEAST} to {MOST}"
            yield _wrong(risk, name, said, locate, "value-wrong")
    if risk.unexplained:
        said = (
            f"falls in severity from {risk.severity} to {risk.residual_severity} without a reason: controls make harm "
            "less likely, seldom less bad. Give residual_reason, or leave severity as it is"
        )
        yield _wrong(risk, "residual_severity", said, locate, "risk-severity-unexplained")
    for name in ("likelihood", "severity"):
        left = getattr(risk, f"residual_{name}")
        if left is not None and left > getattr(risk, name):
            said = f"is worse with its controls ({name} {getattr(risk, name)}, then {left}): put the figures right"
            yield _wrong(risk, f"residual_{name}", said, locate, "value-wrong")


def _wrong(risk: Risk, field: str, said: str, locate: Locate, code: str) -> Finding:
    sentence = f"The risk of {risk.hazard} in {risk.beat} {said}."
    return Finding(code, Severity.ERROR, sentence, locate(risk, field), (risk.beat, risk.hazard))
