"""A replay as its file tells it: steps with events and variants, and what must hold after each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from coverset.findings import Place
from coverset.model.milestones import MilestoneKind

Do = Literal["plan", "replan", "check"]
Choice = Literal["fewest changes", "balanced", "cheapest"]
What = Literal["shot", "part", "omitted", "added", "pickup owed", "pickup shot", "wrap"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a folder's facts.csv: which article says it, where, in which words, how surely, how it is read."""

    id: str
    article: str
    offset: int
    quote: str
    hedge: str = ""
    reading: str = ""
    mark: str = ""

    @property
    def cited(self) -> str:
        """The source in one line: article, offset in characters, quotation."""
        return f'article {self.article} at {self.offset}: "{self.quote}"'


@dataclass(frozen=True, slots=True)
class Proof:
    """Something shown of a requirement, put on record in memory only: bound to the facts of the beats as they are."""

    shows: str
    beats: tuple[str, ...]
    on: date
    by: str
    names: tuple[str, ...] = ()
    step: str = ""
    until: date | None = None
    reference: str = ""
    source: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Report:
    """A line of progress that a step adds: what was shot, or is owed, of a scene."""

    scene: str
    what: What
    day: date | None = None
    unit: str = ""
    eighths: int | None = None
    minutes: int | None = None
    due: date | None = None
    note: str = ""
    source: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Variant:
    """One telling of a step: its own events besides the step's, and until when work counts as shot (exclusive)."""

    id: str
    title: str = ""
    events: tuple[str, ...] = ()
    shot_until: date | None = None
    source: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Expect:
    """What must hold after a step: a kind of ``coverset.replay.expectations`` and what that kind is told."""

    kind: str
    variant: str = ""
    film: str = ""
    milestone: MilestoneKind = "theatrical"
    on: date | None = None
    until: date | None = None
    days: int | None = None
    least: int | None = None
    reported: str = ""
    hedge: str = ""
    unit: str = ""
    base: str = ""
    bases: tuple[str, ...] = ()
    person: str = ""
    first: date | None = None
    last: date | None = None
    scene: str = ""
    event: str = ""
    beats: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    edits: tuple[str, ...] = ()
    proof: tuple[Proof, ...] = ()
    source: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the story, as of ``day``.

    ``short`` is its title on drawings. ``events`` are ids of events.toml, taken in this order; ``facts`` ids of
    facts.csv on which the step rests. ``do``: "plan" afresh, "replan" and go on with the answer ``choose``, or only
    "check". Before it, everything that the plan in force has before ``shot_until`` counts as shot there (none
    given: nothing more is shot).
    ``weight`` is its share of the time. The story goes on from the first variant.
    """

    id: str
    title: str
    day: date
    short: str = ""
    text: str = ""
    facts: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    do: Do = "check"
    choose: Choice = "fewest changes"
    shot_until: date | None = None
    weight: int = 1
    progress: tuple[Report, ...] = ()
    variant: tuple[Variant, ...] = ()
    expect: tuple[Expect, ...] = ()
    source: Place | None = field(default=None, compare=False)

    @property
    def tellings(self) -> tuple[Variant, ...]:
        """The variants; one without a name where none is given."""
        return self.variant or (Variant(""),)

    def until(self, variant: Variant) -> date | None:
        """Until when work counts as shot in a variant."""
        return variant.shot_until or self.shot_until


@dataclass(frozen=True, slots=True)
class Story:
    """A whole replay: its title, its opening words, its steps in order, and the facts that they rest on."""

    title: str = ""
    text: str = ""
    step: tuple[Step, ...] = ()
    facts: tuple[Fact, ...] = ()

    @property
    def facts_by_id(self) -> dict[str, Fact]:
        """The facts by id."""
        return {fact.id: fact for fact in self.facts}
