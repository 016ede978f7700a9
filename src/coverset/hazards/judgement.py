"""What is shown of a requirement: the answer of every judge, never the word "safe"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from coverset.hazards.requirement import Requirement

State = Literal["shown", "not shown", "contradicted", "too late", "not applicable"]

STATES: tuple[State, ...] = ("contradicted", "too late", "not shown", "shown", "not applicable")
"""From worst to best; a beat is as ready as the worst of its requirements."""


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that is not what it was when the evidence was bound to it."""

    fact: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is shown of one requirement for one beat: the state, why, and what to do next by when.

    ``reason`` and ``action`` are sentences; ``owner`` is who acts. ``last_date`` is the last possible date for the
    action, None where there is none. ``evidence`` are the ids that it rests on, ``stale`` the evidence that no
    longer holds with the facts that changed. ``waived`` names who went without it. ``asks`` is the requirement
    itself, None for a hold. ``firm`` says that no waiver lifts it and no statement makes it not applicable.
    """

    beat: str
    requirement: str
    hazard: str
    state: State
    reason: str
    action: str = ""
    owner: str = ""
    last_date: date | None = None
    evidence: tuple[str, ...] = ()
    stale: tuple[tuple[str, tuple[Change, ...]], ...] = ()
    waived: str = ""
    blocking: bool = False
    firm: bool = False
    asks: Requirement | None = None

    @property
    def stops(self) -> bool:
        """Whether it forbids the beat as things stand: contradicted or too late, in a tier that no waiver lifts."""
        return self.blocking and self.state in ("contradicted", "too late")


def worst(states: list[State]) -> State:
    """The worst of several states; "not applicable" only when nothing else is there."""
    return min(states, key=STATES.index, default="not shown")
