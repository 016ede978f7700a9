"""What there is to shoot with: a hire that comes late, a unit more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Literal

from coverset.findings import Finding
from coverset.model.calendar import DayRules, Unit
from coverset.model.dates import DAY, DateRange, format_date
from coverset.model.event import Event
from coverset.model.events._words import on, why
from coverset.model.production import Production
from coverset.units import Money, format_money

KEY = "means"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceLate(Event):
    """Something hired is not there before a date."""

    KIND: ClassVar[str] = "resource-late"
    WORDS: ClassVar[str] = "Something hired cannot be used before a date, its preparation counted from then."

    resource: str
    until: date

    def apply(self, production: Production) -> Production:
        """The hire with the dates before it comes taken away."""
        start = min(production.calendar.start_date, self.until - DAY)
        late = DateRange(start, self.until - DAY, self.reason)

        resources = []
        for each in production.resources:
            if each.id != self.resource:
                resources.append(each)
            elif each.available:
                kept = (
                    DateRange(max(w.first, self.until), w.last, w.why)
                    for w in each.available
                    if w.last >= self.until
                )
                windows = tuple(kept) or (DateRange(start - DAY, start - DAY, self.reason),)
                resources.append(replace(each, available=windows, away=(*each.away, late)))
            else:
                far = max(production.calendar.end_date, self.until)
                window = DateRange(self.until, date(far.year + 20, 12, 31), self.reason)
                resources.append(replace(each, available=(window,), away=(*each.away, late)))
        return replace(production, resources=tuple(resources))

    def sentence(self, production: Production) -> str:
        """What comes when."""
        return f"{self.resource} is not there before {format_date(self.until)}{why(self)}."

    def findings(self, production: Production) -> Iterator[Finding]:
        """A hire nobody knows, a date that changes nothing."""
        yield from self.unknown("resource", self.resource, production.resources_by_id)
        if self.until <= production.calendar.start_date:
            sentence = f"{format_date(self.until)} is not after the plan's first date; it changes nothing."
            yield self.doubt("event-outside", sentence)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAdded(Event):
    """One more unit. Its day, where nothing else is said, is that of the unit it is ``like``, or of the first."""

    KIND: ClassVar[str] = "unit-added"
    WORDS: ClassVar[str] = "There is one more unit, on its dates and at its price."

    unit: str
    name: str = ""
    kind: Literal["shoot", "prep"] = "shoot"
    like: str = ""
    films: tuple[str, ...] = ()
    day_cost: Money = 0
    available: tuple[DateRange, ...] = ()

    def apply(self, production: Production) -> Production:
        """The production with the unit, last."""
        like = production.units_by_id.get(self.like) or next(iter(production.units), None)
        made = Unit(
            self.unit,
            self.name,
            self.kind,
            self.films,
            self.day_cost,
            day=like.day if like else DayRules(),
            available=self.available,
            source=self.source,
        )
        return replace(production, units=(*production.units, made))

    def sentence(self, production: Production) -> str:
        """What unit there is more, when, and what a day of it costs."""
        when = f", {on(self.available)}" if self.available else ""
        cost = format_money(self.day_cost, production.currency)
        called = f"{self.unit} ({self.name})" if self.name else self.unit
        return f"Unit {called} is added{when}, at {cost} a day{why(self)}."

    def findings(self, production: Production) -> Iterator[Finding]:
        """An id that is taken, and names that nothing has."""
        if self.unit in production.units_by_id:
            yield self.wrong(
                "id-twice", f"there is a unit {self.unit!r} already; give it another id.", self.unit
            )
        if self.like:
            yield from self.unknown("unit", self.like, production.units_by_id)
        for film in self.films:
            yield from self.unknown("film", film, (each.id for each in production.films))


EVENTS = (ResourceLate, UnitAdded)
