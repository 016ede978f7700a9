"""Dates lost to weather, or to whatever else stops the work of a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from coverset.findings import Finding
from coverset.model.dates import DateRange
from coverset.model.event import Event, LostDay
from coverset.model.events._words import dates_wrong, on, why
from coverset.model.production import Production

KEY = "weather"
_MOST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather(Event):
    """Exteriors are lost on some dates, at a base or everywhere; with ``all_work`` everything is."""

    KIND: ClassVar[str] = "weather"
    WORDS: ClassVar[str] = (
        "Exteriors (or all work) cannot be done on some dates, at a base, by a unit or at all."
    )

    dates: tuple[DateRange, ...]
    base: str = ""
    unit: str = ""
    all_work: bool = False

    def apply(self, production: Production) -> Production:
        """The production with the dates lost."""
        days = [day for stretch in self.dates for day in stretch]
        lost = tuple(LostDay(day, self.base, self.unit, self.all_work, self.reason) for day in days)
        return replace(production, lost_days=(*production.lost_days, *lost))

    def sentence(self, production: Production) -> str:
        """What is lost where and when."""
        what = "Nothing is shot" if self.all_work else "No exterior is shot"
        where = f" at {self.base}" if self.base else ""
        unit = f" by unit {self.unit}" if self.unit else ""
        return f"{what}{where}{unit} {on(self.dates)}{why(self)}."

    def findings(self, production: Production) -> Iterator[Finding]:
        """A base or unit nobody knows, dates that are missing, too many or not the plan's."""
        if self.base:
            yield from self.unknown("base", self.base, production.bases_by_id)
        if self.unit:
            yield from self.unknown("unit", self.unit, production.units_by_id)
        yield from dates_wrong(self, production, self.dates)
        if sum((one.last - one.first).days + 1 for one in self.dates) > _MOST:
            sentence = f"more than {_MOST} dates are lost at once: that is a shutdown."
            yield self.wrong("value-wrong", sentence)


EVENTS = (Weather,)
