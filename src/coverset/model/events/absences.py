"""People who cannot be called: away or ill, before the press, held by somebody else's project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from coverset.findings import Finding
from coverset.model.dates import DateRange
from coverset.model.event import Event
from coverset.model.events._words import dates_wrong, on, reasoned, why
from coverset.model.production import Production

KEY = "absences"


@dataclass(frozen=True, slots=True, kw_only=True)
class Away(Event):
    """Somebody is away or ill on some dates."""

    KIND: ClassVar[str] = "away"
    WORDS: ClassVar[str] = "A person cannot be called on some dates."

    person: str
    dates: tuple[DateRange, ...]
    illness: bool = False

    @property
    def reason(self) -> str:
        """Why, as it stands behind the absence."""
        return self.why or ("ill" if self.illness else "away")

    def apply(self, production: Production) -> Production:
        """The person with the absence."""
        return _absent(production, (self.person,), reasoned(self, self.dates))

    def sentence(self, production: Production) -> str:
        """Who cannot be called when."""
        return f"{self.person} is {'ill' if self.illness else 'away'} {on(self.dates)}{why(self)}."

    def findings(self, production: Production) -> Iterator[Finding]:
        """A person nobody knows, dates that are missing or not the plan's."""
        yield from self.unknown("person", self.person, production.people_by_id)
        yield from dates_wrong(self, production, self.dates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blackout(Event):
    """Dates kept free for something else, a press break: for some people, or (none named) for the company."""

    KIND: ClassVar[str] = "blackout"
    WORDS: ClassVar[str] = "Some people, or the whole company, are kept free on some dates: a press break."

    people: tuple[str, ...] = ()
    dates: tuple[DateRange, ...]

    def apply(self, production: Production) -> Production:
        """The people with the absence, or the calendar with a hiatus."""
        dates = reasoned(self, self.dates)
        if self.people:
            return _absent(production, self.people, dates)
        calendar = production.calendar
        return replace(production, calendar=replace(calendar, hiatus=(*calendar.hiatus, *dates)))

    def sentence(self, production: Production) -> str:
        """Who is kept free when."""
        who = f"{' and '.join(self.people)} cannot be called" if self.people else "Nobody works"
        return f"{who} {on(self.dates)}{why(self)}."

    def findings(self, production: Production) -> Iterator[Finding]:
        """People nobody knows, dates that are missing or not the plan's."""
        for person in self.people:
            yield from self.unknown("person", person, production.people_by_id)
        yield from dates_wrong(self, production, self.dates)


@dataclass(frozen=True, slots=True, kw_only=True)
class RivalHold(Event):
    """Another project holds somebody of ours on some dates: who holds them, and how we know."""

    KIND: ClassVar[str] = "rival-hold"
    WORDS: ClassVar[str] = "A person cannot be called on dates on which another project, named, holds them."

    person: str
    project: str
    dates: tuple[DateRange, ...]

    @property
    def reason(self) -> str:
        """Who holds the person, and the source, as it stands behind the absence."""
        return f"held by {self.project}, {self.cited}" if self.cited else f"held by {self.project}"

    def apply(self, production: Production) -> Production:
        """The person with the absence, whose reason names the project and the source."""
        return _absent(production, (self.person,), reasoned(self, self.dates, self.reason))

    def sentence(self, production: Production) -> str:
        """Who is held by whom when."""
        return f"{self.person} is held by {self.project} {on(self.dates)} ({self.cited}){why(self)}."

    def findings(self, production: Production) -> Iterator[Finding]:
        """A person nobody knows, a hold that nobody vouches for, dates that are missing or not the plan's."""
        yield from self.unknown("person", self.person, production.people_by_id)
        yield from dates_wrong(self, production, self.dates)
        if not self.project.strip():
            yield self.wrong("value-missing", 'it needs the project that holds them: project = "..."')
        if not self.cited.strip():
            sentence = "a hold by another project needs its source: the agent's mail, a call, an article."
            yield self.wrong("event-without-source", sentence)


def _absent(production: Production, people: Iterable[str], dates: tuple[DateRange, ...]) -> Production:
    names = set(people)
    changed = tuple(
        replace(person, away=(*person.away, *dates)) if person.id in names else person
        for person in production.people
    )
    return replace(production, people=changed)


EVENTS = (Away, Blackout, RivalHold)
