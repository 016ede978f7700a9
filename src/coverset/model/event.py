"""What happens to a production, as values: an event applies to a production and knows how to be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from coverset.findings import Finding, Place, Severity, nearest
from coverset.model.scenes import Mark

if TYPE_CHECKING:
    from coverset.model.production import Production


@dataclass(frozen=True, slots=True)
class LostDay:
    """A date on which something is not shot though the company works: weather, a crew that is ill.

    At ``base`` ("": at every one), of ``unit`` ("": of every one). Exteriors are lost, or with ``all_work``
    everything.
    """

    day: date
    base: str = ""
    unit: str = ""
    all_work: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Undo:
    """What an event changed, as it was before: applied to the changed production it gives the old one back."""

    before: tuple[tuple[str, Any], ...]

    def apply(self, production: Production) -> Production:
        """The production as it was before the event."""
        return replace(production, **dict(self.before))


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that changes what a production may do: one dated entry of events.toml.

    ``day`` is when it happens or is known (None: nobody said), ``who`` says so, ``recorded`` when it was
    entered, ``cited`` where it is known from (an article and offset, a call, a mail), ``hedge`` how surely, in
    the source's own words, ``mark`` how. An ``alternative`` is told but never in force unless it is asked for
    by its id; ``instead_of`` is the event that it then takes the place of.
    """

    KIND: ClassVar[str] = ""
    WORDS: ClassVar[str] = ""

    id: str
    day: date | None = None
    who: str = ""
    recorded: date | None = None
    why: str = ""
    cited: str = ""
    hedge: str = ""
    mark: Mark = ""
    alternative: bool = False
    instead_of: str = ""
    source: Place | None = field(default=None, compare=False)

    def apply(self, production: Production) -> Production:
        """The production after the event. It must be free of errors against this production."""
        raise NotImplementedError

    def sentence(self, production: Production) -> str:
        """What the event changes in the production before it, in plain words."""
        raise NotImplementedError

    def findings(self, production: Production) -> Iterator[Finding]:
        """What is wrong with the event, read against the production before it."""
        raise NotImplementedError

    def inverse(self, production: Production) -> Undo:
        """What takes the event back, once it has been applied to this production."""
        after = self.apply(production)
        names = [each.name for each in fields(production)]
        before = ((name, getattr(production, name)) for name in names)
        return Undo(tuple((name, old) for name, old in before if getattr(after, name) is not old))

    @property
    def reason(self) -> str:
        """Why, as it stands behind a stretch of dates."""
        return self.why or self.KIND.replace("-", " ")

    def wrong(self, code: str, sentence: str, *about: str) -> Finding:
        """An error of this event."""
        return Finding(code, Severity.ERROR, f"Event {self.id}: {sentence}", self.source, (self.id, *about))

    def doubt(self, code: str, sentence: str, *about: str) -> Finding:
        """A warning about this event."""
        return Finding(code, Severity.WARNING, f"Event {self.id}: {sentence}", self.source, (self.id, *about))

    def unknown(self, what: str, name: str, known: Iterable[str]) -> Iterator[Finding]:
        """The error about a name that nothing has."""
        names = list(known)
        if name not in names:
            yield self.wrong(f"{what}-unknown", f"there is no {what} {name!r}; {nearest(name, names)}", name)
