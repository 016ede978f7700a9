"""A moment of a replay: what a step was given, what came of each of its variants, and what was judged of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from coverset.findings import Finding
from coverset.model.event import Event
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.replay.story import Choice, Expect, Step, Variant
from coverset.solve.replan import Alternative, Replan
from coverset.solve.run import Result
from coverset.solve.standing import Standing, standing


@dataclass(frozen=True)
class Outcome:
    """What a variant of a step came to.

    ``was`` is the production before the step's events, ``before`` the plan in force then, shot work where it was
    shot; ``production`` and ``plan`` are as they are after it. ``plan`` is None where nothing was planned yet, or
    no plan could be found. ``answers`` are those of planning again, ``made`` a plan made afresh.
    """

    variant: Variant
    was: Production
    before: Plan | None
    production: Production
    plan: Plan | None
    sentences: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    answers: Replan | None = None
    chosen: Alternative | None = None
    made: Result | None = None

    @property
    def name(self) -> str:
        """What people call the variant; empty where there is only one."""
        return self.variant.title or self.variant.id

    @cached_property
    def standing(self) -> Standing | None:
        """The plan after the step, read by the ledger and every rule."""
        return None if self.plan is None else standing(self.production, self.plan)

    @cached_property
    def stood(self) -> Standing | None:
        """The plan before the step, read against the production as it was."""
        return None if self.before is None else standing(self.was, self.before)

    @property
    def shot(self) -> tuple[str, ...]:
        """The strips that are shot, in the order of the tasks."""
        return tuple(name for name in self.production.tasks if name in self.production.settled)

    @property
    def plans(self) -> tuple[tuple[str, Plan], ...]:
        """Every plan on the table by name: the answers, or the one plan there is."""
        if self.answers is not None:
            return tuple((answer.name, answer.plan) for answer in self.answers.alternatives)
        return () if self.plan is None else (("the plan", self.plan),)


@dataclass(frozen=True)
class Moment:
    """A step with the outcomes of its variants; ``events`` are all of the folder's by id, in force or not."""

    step: Step
    outcomes: tuple[Outcome, ...]
    events: Mapping[str, Event]

    @property
    def main(self) -> Outcome:
        """The outcome that the story goes on from."""
        return self.outcomes[0]

    def of(self, expect: Expect) -> tuple[Outcome, ...]:
        """The outcomes an expectation is about: of the variant it names, or all."""
        return tuple(o for o in self.outcomes if expect.variant in ("", o.variant.id))

    def one(self, expect: Expect) -> Outcome:
        """The outcome of the variant it names, else the one that the story goes on from."""
        return self.of(expect)[0]


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of an expectation: in words what must hold, whether it does, and what was found."""

    kind: str
    words: str
    holds: bool
    found: str


@dataclass(frozen=True)
class Told:
    """A step told to its end. ``seconds`` are wall-clock, of this step alone."""

    moment: Moment
    judged: tuple[Judged, ...]
    seconds: float

    @property
    def holds(self) -> bool:
        """Whether everything that must hold does."""
        return all(each.holds for each in self.judged)


def choose(found: Replan, wanted: Choice) -> Alternative | None:
    """The answer of a name; where another answer answers that question too, that one."""
    named = next((answer for answer in found.alternatives if wanted in answer.names), None)
    if named is None and found.alternatives:
        named = found.alternatives[-1 if wanted == "cheapest" else 0]
    return named
