"""Assessing a risk by hand, as an edit of the record of the stunts: a new assessment, other figures, or none any more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias

from coverset.findings import nearest
from coverset.model.edits import EditError
from coverset.model.production import Production
from coverset.model.risks import LEVELS, Risk
from coverset.model.stunt_edits import RestoreStunts, _found, _undo, _with

RiskValue: TypeAlias = str | int | date | tuple[str, ...] | None

FIGURES = ("likelihood", "severity", "residual_likelihood", "residual_severity")
LISTS = ("harmed", *LEVELS)
WORDS = ("residual_reason", "owner")
DATES = ("due",)


@dataclass(frozen=True, slots=True)
class SetRisk:
    """A hazard of a beat is assessed, or assessed anew: the values given change, the others stay; ``remove`` drops it.

    Raises EditError for a beat that is not there, a hazard that it does not name, or a first assessment without
    likelihood and severity, and for one by nobody.
    """

    beat: str
    hazard: str
    values: tuple[tuple[str, RiskValue], ...] = ()
    remove: bool = False
    by: str = ""
    on: date | None = None
    why: str = ""

    def apply(self, production: Production) -> Production:
        """The production with the hazard so assessed."""
        rows, old = production.stunts.risks, self._old(production)
        if self.remove:
            if old is None:
                raise EditError(f"the risk of {self.hazard} in {self.beat} is not assessed")
            return _with(production, {"risks": tuple(row for row in rows if row is not old)})
        new = self._new(production, old)
        changed = tuple(new if row is old else row for row in rows) if old is not None else (*rows, new)
        return _with(production, {"risks": changed})

    def _old(self, production: Production) -> Risk | None:
        beat = _found(production.stunts.beats_by_id, self.beat, "beat")
        old = next(
            (r for r in production.stunts.risks if (r.beat, r.hazard) == (self.beat, self.hazard)), None
        )
        if old is None and self.hazard not in beat.hazards:
            raise EditError(
                f"{self.beat} names no hazard {self.hazard!r}; {nearest(self.hazard, beat.hazards)}"
            )
        return old

    def _new(self, production: Production, old: Risk | None) -> Risk:
        if not self.by.strip():
            raise EditError("a risk is assessed by a named person: --by ...")
        values: dict[str, Any] = dict(self.values)
        if old is not None:
            return replace(old, **values, by=self.by, on=self.on)
        missing = [name for name in FIGURES[:2] if values.get(name) is None]
        if missing:
            raise EditError(f"a first assessment needs {' and '.join(missing)}: likelihood=3 severity=5")
        return Risk(self.beat, self.hazard, **values, by=self.by, on=self.on)

    def inverse(self, production: Production) -> RestoreStunts:
        """The assessments as they are now."""
        return _undo(production, self.apply(production), self)

    def sentence(self, production: Production) -> str:
        """What is judged of the hazard, and what was before."""
        old = self._old(production)
        if self.remove:
            return f"The assessment of {self.hazard} in {self.beat} is taken out."
        if old is None:
            said = [f"{_words(name)} {_shown(value)}" for name, value in self.values]
            return f"{self.by} assesses {self.hazard} in {self.beat}: {', '.join(said)}."
        said = [
            f"{_words(name)} was {_shown(getattr(old, name))}, becomes {_shown(value)}"
            for name, value in self.values
        ]
        return f"{self.by} assesses {self.hazard} in {self.beat} anew: {'; '.join(said) or 'as it is'}."


def _words(name: str) -> str:
    return LEVELS.get(name, name).replace("_", " ")


def _shown(value: RiskValue) -> str:
    return (
        "; ".join(value) if isinstance(value, tuple) else str(value if value is not None else "")
    ) or "nothing"
