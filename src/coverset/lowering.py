"""What a rule or cost is given to lower: the production, the problem being built, and dates as indices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from coverset.model.production import Production
from coverset.model.scenes import Activity, Scene
from coverset.problem.builder import Builder, SpanDraft, UnitDraft


@dataclass(frozen=True)
class Lowering:
    """A production on its way into integers. Spans are shared: whoever asks first makes them."""

    production: Production
    builder: Builder
    dates: tuple[date, ...]
    index: dict[date, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "index", {day: k for k, day in enumerate(self.dates)})

    def units(self) -> Iterator[tuple[str, UnitDraft]]:
        """The units' drafts by id."""
        yield from self.builder.units.items()

    def days(self, dates: Iterable[date]) -> list[int]:
        """The indices of those dates that the plan has."""
        return [self.index[day] for day in dates if day in self.index]

    def days_where(self, wanted: Iterable[bool]) -> list[int]:
        """The indices of the dates for which the answers, one a date, are true."""
        return [k for k, yes in enumerate(wanted) if yes]

    def person(self, person: str) -> SpanDraft | None:
        """A person's span, or None when nothing calls them."""
        tasks = self._tasks(lambda task: person in self.production.people_of(task))
        return self.builder.span(f"person {person}", tasks) if tasks else None

    def resource(self, resource: str) -> SpanDraft | None:
        """A resource's span, or None when nothing uses it."""
        tasks = self._tasks(lambda task: resource in task.resources)
        return self.builder.span(f"resource {resource}", tasks) if tasks else None

    def location(self, location: str) -> SpanDraft | None:
        """A location's span, or None when nothing is shot there."""
        tasks = self._tasks(lambda task: task.location == location)
        return self.builder.span(f"location {location}", tasks) if tasks else None

    def _tasks(self, wanted: Callable[[Scene | Activity], bool]) -> list[str]:
        return [name for name, task in self.production.tasks.items() if wanted(task)]
