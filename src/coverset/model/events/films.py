"""Films made together or one after the other, and when they come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from coverset.findings import Finding
from coverset.model.cutting import omit
from coverset.model.dates import DateRange, format_date
from coverset.model.event import Event
from coverset.model.events._words import why
from coverset.model.milestones import MilestoneKind, Report, When, chosen
from coverset.model.production import Production

KEY = "films"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoupled(Event):
    """A film is no longer shot with the others: not before a date, or it leaves the plan (``left_out``)."""

    KIND: ClassVar[str] = "decoupled"
    WORDS: ClassVar[str] = (
        "A film is shot only from a date on, or what is not yet shot of it leaves the plan."
    )

    film: str
    not_before: date | None = None
    left_out: bool = False

    def apply(self, production: Production) -> Production:
        """The film with its window, or the production without its scenes that are not shot."""
        if self.left_out:
            own = (scene.id for scene in production.scenes if scene.film == self.film)
            return omit(production, [scene for scene in own if scene not in production.settled])
        assert self.not_before is not None
        far = date(max(self.not_before, production.calendar.end_date).year + 20, 12, 31)
        windows = (DateRange(self.not_before, far, self.reason),)
        return _with_windows(production, self.film, windows)

    def sentence(self, production: Production) -> str:
        """What becomes of the film."""
        if self.left_out or self.not_before is None:
            return f"What is not yet shot of {self.film} leaves the plan{why(self)}."
        return f"{self.film} is shot only from {format_date(self.not_before)} on{why(self)}."

    def findings(self, production: Production) -> Iterator[Finding]:
        """A film nobody knows, and neither or both of a date and leaving it out."""
        yield from self.unknown("film", self.film, (each.id for each in production.films))
        if (self.not_before is None) != self.left_out:
            sentence = "say either from when it is shot (not_before = 2021-03-01) or left_out = true."
            yield self.wrong("value-missing", sentence)
        if self.not_before is not None and self.not_before > production.calendar.end_date:
            end = format_date(production.calendar.end_date)
            sentence = f"the plan ends on {end}, before {self.film} may begin: leave it out, or end later."
            yield self.wrong("window-backwards", sentence, self.film)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coupled(Event):
    """A film shares the calendar with the others again: its scenes may stand beside theirs on any date."""

    KIND: ClassVar[str] = "coupled"
    WORDS: ClassVar[str] = "A film has no dates of its own any more: it may be shot together with the others."

    film: str

    def apply(self, production: Production) -> Production:
        """The film without windows of its own."""
        return _with_windows(production, self.film, ())

    def sentence(self, production: Production) -> str:
        """Which film may interleave."""
        return f"{self.film} may be shot together with the other films, on any date{why(self)}."

    def findings(self, production: Production) -> Iterator[Finding]:
        """A film nobody knows, or one that an earlier event left out."""
        yield from self.unknown("film", self.film, (each.id for each in production.films))
        for event in production.events:
            if isinstance(event, Decoupled) and event.film == self.film and event.left_out:
                sentence = f"{self.film} was left out by event {event.id}: take that event back instead."
                yield self.wrong("film-left-out", sentence, self.film)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseMoved(Event):
    """A film comes out on another date. The reports of earlier dates are kept; this one is chosen."""

    KIND: ClassVar[str] = "release-moved"
    WORDS: ClassVar[str] = "The plan goes by another date of release; the earlier ones stay in sight."

    film: str
    when: When
    milestone: MilestoneKind = "theatrical"

    def apply(self, production: Production) -> Production:
        """The milestones with this date chosen: the report that is there already, or a new one."""
        milestones = production.milestones
        own = milestones.of(self.film, self.milestone)
        same = next((report for report in own if report.when == self.when), None)
        reports = [
            replace(report, chosen=report is same)
            if report in own and report.chosen != (report is same)
            else report
            for report in milestones.reports
        ]
        if same is None:
            reports.append(
                Report(
                    self.film,
                    self.milestone,
                    self.when,
                    self.day,
                    self.cited,
                    self.hedge,
                    chosen=True,
                    mark=self.mark,
                    source=self.source,
                )
            )
        return replace(production, milestones=replace(milestones, reports=tuple(reports)))

    def sentence(self, production: Production) -> str:
        """The new date and the one the plan went by."""
        before = chosen(production.milestones, self.film, self.milestone)
        was = f", before {before.when}" if before else ""
        return f"The {self.milestone} date of {self.film} is now {self.when}{was}{why(self)}."

    def findings(self, production: Production) -> Iterator[Finding]:
        """A film nobody knows, or a date that is the chosen one already."""
        yield from self.unknown("film", self.film, (each.id for each in production.films))
        before = chosen(production.milestones, self.film, self.milestone)
        if before is not None and before.when == self.when:
            sentence = f"{self.when} is the date of {self.film} that the plan goes by already."
            yield self.doubt("event-empty", sentence, self.film)


def _with_windows(production: Production, film: str, windows: tuple[DateRange, ...]) -> Production:
    films = tuple(replace(each, windows=windows) if each.id == film else each for each in production.films)
    return replace(production, films=films)


EVENTS = (Decoupled, Coupled, ReleaseMoved)
