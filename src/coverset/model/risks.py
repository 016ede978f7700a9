"""Risk assessments: what a named person has judged of one hazard of a beat, with the controls by their order.

Likelihood and severity stay two numbers. Multiplied, a rare death and a frequent bruise look alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from coverset.findings import Place

LEVELS: Mapping[str, str] = MappingProxyType(
    {
        "eliminate": "eliminate",
        "substitute": "substitute",
        "engineer": "engineer",
        "procedure": "procedure",
        "ppe": "protective equipment",
    }
)
"""The kinds of control from the strongest to the weakest, with their names on paper."""

LEAST, MOST = 1, 5
LIKELIHOODS = ("", "very unlikely", "unlikely", "possible", "likely", "very likely")
SEVERITIES = ("", "no injury", "first aid", "injury off work", "lasting injury", "death")
"""What the figures 1 to 5 mean, by the figure."""


@dataclass(frozen=True, slots=True)
class Risk:
    """How likely a hazard of a beat is to hurt somebody and how badly, before and after the controls.

    ``harmed`` says who may be. ``likelihood`` and ``severity`` go from 1 to 5 and are never multiplied; the
    residual ones are what is left with the controls, and a residual severity that is lower needs
    ``residual_reason``, for severity seldom falls while the hazard is there. Controls stand under their level,
    from ``eliminate`` to ``ppe``. ``owner`` sees to what is still to do, until ``due``. ``by`` assessed it, on ``on``.
    """

    beat: str
    hazard: str
    likelihood: int
    severity: int
    harmed: tuple[str, ...] = ()
    eliminate: tuple[str, ...] = ()
    substitute: tuple[str, ...] = ()
    engineer: tuple[str, ...] = ()
    procedure: tuple[str, ...] = ()
    ppe: tuple[str, ...] = ()
    residual_likelihood: int | None = None
    residual_severity: int | None = None
    residual_reason: str = ""
    owner: str = ""
    due: date | None = None
    by: str = ""
    on: date | None = None
    source: Place | None = field(default=None, compare=False)

    def controls(self) -> tuple[tuple[str, str], ...]:
        """Every control with the name of its level, the strongest first."""
        return tuple((words, each) for level, words in LEVELS.items() for each in getattr(self, level))

    @property
    def unexplained(self) -> bool:
        """Whether severity falls without a reason."""
        left = self.residual_severity
        return left is not None and left < self.severity and not self.residual_reason.strip()
