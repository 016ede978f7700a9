"""Where rules and costs write what they mean, speaking ids; `Builder.problem` turns it into integers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, TypeVar

from coverset.problem.problem import ANY, Base, Chain, Lag, Problem, Span, Task, Unit


@dataclass(frozen=True, slots=True)
class Forbid:
    """Slots that one sentence forbids to one task."""

    task: int
    slots: frozenset[int]
    rule: str
    sentence: str


@dataclass(slots=True)
class UnitDraft:
    """A unit being filled in: every number of `Unit` by its name, and its prices by date."""

    name: str
    values: dict[str, Any] = field(default_factory=dict)
    day_price: dict[int, int] = field(default_factory=dict)
    idle_price: dict[int, int] = field(default_factory=dict)
    shift_price: dict[tuple[int, int], int] = field(default_factory=dict)


@dataclass(slots=True)
class SpanDraft:
    """A span being filled in. ``work`` and ``hold`` are by date, absent dates cost nothing.

    ``reasons`` keeps, by kind of broken constraint, the rule that set it on this span and its sentence.
    """

    name: str
    tasks: tuple[str, ...]
    values: dict[str, Any] = field(default_factory=dict)
    work: dict[int, int] = field(default_factory=dict)
    hold: dict[int, int] = field(default_factory=dict)
    start: dict[int, int] = field(default_factory=dict)
    end: dict[int, int] = field(default_factory=dict)
    limit: dict[int, int] | None = None
    reasons: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class TaskDraft:
    """A task being filled in."""

    name: str
    minutes: int
    size: int
    set: int
    location: int
    base: int
    light: int = ANY
    order: int = 0
    prices: list[tuple[int, int, int]] = field(default_factory=list)
    opening: int = 0


class Builder:
    """Collects tasks, units, spans, lags and prices by name, and what forbids which slot and why.

    Dates are indices into the plan's dates. A slot is allowed to a task unless something forbids it;
    `forbid` keeps the sentence, so that "no date is left" can name its causes.
    """

    def __init__(self, num_dates: int, bases: Sequence[Base]) -> None:
        self.num_dates = num_dates
        self.bases = tuple(bases)
        self._at = list(range(len(self.bases)))
        self.tasks: dict[str, TaskDraft] = {}
        self.units: dict[str, UnitDraft] = {}
        self.spans: dict[str, SpanDraft] = {}
        self.lags: list[Lag] = []
        self.lag_reasons: list[tuple[str, str]] = []
        self.apart: list[tuple[int, int]] = []
        self.chains: list[Chain] = []
        self.apart_reasons: list[tuple[str, str]] = []
        self.forbids: list[Forbid] = []
        self.lines: dict[str, int] = {}
        size = len(self.bases)
        self.travel_days = [[0] * size for _ in range(size)]
        self.travel_price = [[0] * size for _ in range(size)]
        self.fare = [[0] * size for _ in range(size)]
        self._task_index: dict[str, int] = {}
        self._unit_index: dict[str, int] = {}

    def line(self, name: str) -> int:
        """The index of a ledger line, made on first use."""
        return self.lines.setdefault(name, len(self.lines))

    def add_base(self, base: Base, *, at: int) -> int:
        """Add a base at the place of another: no road lies between them, and its roads are the other's. Its index."""
        self.bases = (*self.bases, base)
        self._at.append(at)
        return len(self.bases) - 1

    def copy_roads(self) -> None:
        """Give the added bases the roads of those at whose places they are, once these are all written."""
        for roads in (self.travel_days, self.travel_price, self.fare):
            roads[:] = [[roads[i][j] for j in self._at] for i in self._at]

    def add_task(self, draft: TaskDraft) -> None:
        """Add a task; its index is the order of adding."""
        self._task_index[draft.name] = len(self.tasks)
        self.tasks[draft.name] = draft

    def add_unit(self, name: str) -> UnitDraft:
        """Add a unit; its index is the order of adding."""
        self._unit_index[name] = len(self.units)
        self.units[name] = UnitDraft(name)
        return self.units[name]

    def task_index(self, task: str) -> int:
        """The index of a task."""
        return self._task_index[task]

    def unit_index(self, unit: str) -> int:
        """The index of a unit."""
        return self._unit_index[unit]

    def slot(self, unit: str, day: int) -> int:
        """The slot of a unit on a date."""
        return self._unit_index[unit] * self.num_dates + day

    def span(self, name: str, tasks: Iterable[str] = ()) -> SpanDraft:
        """The span of that name, made with those tasks on first use."""
        if name not in self.spans:
            self.spans[name] = SpanDraft(name, tuple(tasks))
        return self.spans[name]

    def forbid_dates(self, task: str, days: Iterable[int], rule: str, sentence: str) -> None:
        """Forbid a task on dates, whatever the unit."""
        slots = frozenset(u * self.num_dates + d for d in days for u in range(len(self.units)))
        self._forbid(task, slots, rule, sentence)

    def forbid_slots(self, task: str, slots: Iterable[int], rule: str, sentence: str) -> None:
        """Forbid a task on slots."""
        self._forbid(task, frozenset(slots), rule, sentence)

    def _forbid(self, task: str, slots: frozenset[int], rule: str, sentence: str) -> None:
        if slots:
            self.forbids.append(Forbid(self._task_index[task], slots, rule, sentence))

    def add_lag(self, lag: Lag, rule: str, sentence: str) -> None:
        """Add a lag between two tasks and the sentence it stands for."""
        self.lags.append(lag)
        self.lag_reasons.append((rule, sentence))

    def add_chain(self, tasks: Iterable[str], *, whole: bool = False) -> None:
        """Keep tasks in an order of their own where they share a unit-day; whole: with nothing between them."""
        self.chains.append(Chain(tuple(self._task_index[task] for task in tasks), whole))

    def add_apart(self, first: str, second: str, rule: str, sentence: str) -> None:
        """Forbid two tasks the same date."""
        self.apart.append((self._task_index[first], self._task_index[second]))
        self.apart_reasons.append((rule, sentence))

    def problem(self) -> Problem:
        """Everything collected, as one frozen value."""
        if not self.lines:
            self.line("cost")
        closed: dict[int, set[int]] = defaultdict(set)
        for forbid in self.forbids:
            closed[forbid.task] |= forbid.slots
        members: dict[str, list[int]] = defaultdict(list)
        for index, span in enumerate(self.spans.values()):
            for task in span.tasks:
                members[task].append(index)
        slots = range(len(self.units) * self.num_dates)
        tasks = tuple(
            Task(
                name=draft.name,
                minutes=draft.minutes,
                size=draft.size,
                set=draft.set,
                location=draft.location,
                base=draft.base,
                light=draft.light,
                order=draft.order,
                spans=tuple(members[draft.name]),
                allowed=tuple(slot for slot in slots if slot not in closed[t]),
                prices=tuple(sorted(draft.prices)),
                opening=draft.opening,
            )
            for t, draft in enumerate(self.tasks.values())
        )
        return Problem(
            num_dates=self.num_dates,
            tasks=tasks,
            units=tuple(self._unit(draft) for draft in self.units.values()),
            bases=self.bases,
            spans=tuple(self._span(draft) for draft in self.spans.values()),
            lags=tuple(self.lags),
            apart=tuple(self.apart),
            chains=tuple(self.chains),
            travel_days=tuple(map(tuple, self.travel_days)),
            travel_price=tuple(map(tuple, self.travel_price)),
            fare=tuple(map(tuple, self.fare)),
            lines=tuple(self.lines),
        )

    def _by_date(self, values: dict[int, int]) -> tuple[int, ...]:
        return tuple(values.get(day, 0) for day in range(self.num_dates))

    def _unit(self, draft: UnitDraft) -> Unit:
        shifts = None
        if draft.shift_price:
            day, split, night = (
                tuple(draft.shift_price.get((shift, d), 0) for d in range(self.num_dates))
                for shift in range(3)
            )
            shifts = (day, split, night)
        return _filled(
            Unit,
            draft.values,
            name=draft.name,
            day_price=self._by_date(draft.day_price),
            idle_price=self._by_date(draft.idle_price) if any(draft.idle_price.values()) else (),
            shift_price=shifts,
        )

    def _span(self, draft: SpanDraft) -> Span:
        limit: tuple[int, ...] = ()
        if draft.limit is not None:
            limit = tuple(draft.limit.get(day, 1) for day in range(self.num_dates))
        return _filled(
            Span,
            draft.values,
            name=draft.name,
            work=self._by_date(draft.work),
            hold=self._by_date(draft.hold),
            start=self._by_date(draft.start) if draft.start else (),
            end=self._by_date(draft.end) if draft.end else (),
            limit=limit,
        )


_T = TypeVar("_T", Unit, Span)


def _filled(kind: type[_T], values: dict[str, Any], **more: Any) -> _T:
    known = {f.name for f in fields(kind)}
    if unknown := values.keys() - known:
        raise TypeError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    return kind(**values, **more)
