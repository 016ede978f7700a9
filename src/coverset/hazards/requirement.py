"""What a hazard asks for: a requirement with its tier, jurisdiction, source and how far the source was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from coverset.findings import Place

Tier = Literal["law", "licence condition", "agreement", "contract", "guideline", "finding", "assumption"]
Read = Literal["read", "excerpt", "title", "general knowledge", "own"]

TIERS: tuple[Tier, ...] = (
    "law",
    "licence condition",
    "agreement",
    "contract",
    "guideline",
    "finding",
    "assumption",
)
"""From the strictest to the weakest."""

BLOCKING: frozenset[str] = frozenset({"law", "licence condition", "agreement", "contract"})
"""The tiers that no plan goes against and no waiver lifts."""

VERIFIED: frozenset[str] = frozenset({"read", "excerpt"})
"""How far a source must have been read to be relied on; an excerpt is not the whole text, and says so."""

Stricter = Literal["more", "less", "same"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """One of a kind's own values: what it says, what it is written as, and which way it gets stricter."""

    sentence: str
    written: Literal["number", "word", "words", "yes or no", "steps"]
    stricter: Stricter = "same"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a requirement comes from: its source in words, the edition or date seen, and how far it was read."""

    source: str
    read: Read
    edition: str = ""
    url: str = ""

    @property
    def verified(self) -> bool:
        """Whether somebody saw the words themselves; a title or general knowledge never counts."""
        return self.read in VERIFIED


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that must be shown before a beat with the hazard is shot.

    ``kind`` is the judge that looks for it (a module of ``coverset.hazards.kinds``), ``sentence`` what must
    be so, in our words. ``jurisdictions`` limits it to countries or bodies ("NO", "CA-ON"; empty: everywhere).
    ``depends_on`` names the facts of the beat to which its evidence is bound. ``owner`` is the role that answers
    for it. ``days_before`` is the latest date to have it, in calendar days before the first shooting day.
    ``when`` conditions it on what is known of the beat ("height > 457", "night"; see ``hazards.conditions``).
    ``max_age`` is how many days its evidence holds. ``figures`` carries the kind's own values: ``least``,
    ``most``, ``months``, ``count``, ``steps``... ``overridden`` says what a production replaced, and why.
    """

    key: str
    kind: str
    sentence: str
    tier: Tier
    origin: Origin
    hazard: str = ""
    jurisdictions: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    owner: str = ""
    when: str = ""
    days_before: int | None = None
    max_age: int | None = None
    figures: tuple[tuple[str, object], ...] = ()
    overridden: str = ""
    place: Place | None = field(default=None, compare=False)

    @property
    def blocking(self) -> bool:
        """Whether no plan may go against it."""
        return self.tier in BLOCKING

    @property
    def waivable(self) -> bool:
        """Whether a named person may go without it, with a recorded reason."""
        return not self.blocking

    def figure(self, name: str, default: object = None) -> object:
        """One of the kind's own values."""
        return dict(self.figures).get(name, default)

    def number(self, name: str) -> int | None:
        """One of the kind's own whole numbers; None where it has none."""
        value = self.figure(name)
        return value if isinstance(value, int) else None

    def word(self, name: str) -> str:
        """One of the kind's own words; empty where it has none."""
        value = self.figure(name, "")
        return value if isinstance(value, str) else ""

    def words(self, name: str) -> tuple[str, ...]:
        """One of the kind's own lists of words; a single word is a list of one."""
        value = self.figure(name, ())
        if isinstance(value, str):
            return (value,)
        return tuple(str(each) for each in value) if isinstance(value, list | tuple) else ()


@dataclass(frozen=True, slots=True)
class Hazard:
    """A kind of danger: what it looks like on a set, and what it asks for, its parents' requirements included.

    ``never_with`` lists what may not be present at the same time and place, ``words`` the breakdown words by
    which a strip is suspected of it, ``planning`` the planning figures worth showing (``hazards.figures``).
    """

    id: str
    name: str
    sentence: str
    examples: tuple[str, ...] = ()
    extends: tuple[str, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    never_with: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    weather: tuple[str, ...] = ()
    planning: tuple[str, ...] = ()
    place: Place | None = field(default=None, compare=False)
