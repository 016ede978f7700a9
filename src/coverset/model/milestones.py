"""When a film comes out, as people report it: every date kept with who said it and how surely, one of them chosen.

Dates of release are reported, doubted and moved. None is overwritten here: the reports stand side by side, the
production says which one it plans by, and what follows from it (a streaming date, the date the finished film
is due, the slack after the wrap) is derived and says from what.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from coverset.findings import Place
from coverset.model.dates import format_date
from coverset.model.scenes import Mark

if TYPE_CHECKING:
    from coverset.model.plan import Plan
    from coverset.model.production import Production

MilestoneKind = Literal["theatrical", "streaming", "broadcast", "festival", "delivery"]
RuleKind = Literal["streaming-after", "post-production", "delivery-before"]


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A date, or a month where no more is known: "July 2021" stays a month."""

    year: int
    month: int
    day: int | None = None

    @property
    def exact(self) -> bool:
        """Whether the date is known to the day."""
        return self.day is not None

    @property
    def first(self) -> date:
        """The date, or the first of the month."""
        return date(self.year, self.month, self.day or 1)

    @property
    def last(self) -> date:
        """The date, or the last of the month."""
        if self.day is not None:
            return self.first
        following = date(self.year + self.month // 12, self.month % 12 + 1, 1)
        return following - timedelta(days=1)

    def __str__(self) -> str:
        return format_date(self.first) if self.exact else f"{self.first:%B} {self.year}"


@dataclass(frozen=True, slots=True)
class Report:
    """One reported date of a film: what comes when, as of which date, who says so, and how surely.

    ``hedge`` is the source's own doubt ("may have been delayed"). ``chosen`` marks the report that the plan
    goes by; a lone report of its kind needs no mark.
    """

    film: str
    kind: MilestoneKind
    when: When
    as_of: date | None = None
    cited: str = ""
    hedge: str = ""
    chosen: bool = False
    mark: Mark = ""
    source: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class MilestoneRule:
    """A number of days that one date follows another by, for a film or (film "") for all, and its source.

    "streaming-after": streamed so many days after the theatrical release. "post-production": from wrap to the
    finished film. "delivery-before": the finished film is due so many days before its theatrical release.
    """

    kind: RuleKind
    days: int
    film: str = ""
    cited: str = ""
    hedge: str = ""
    mark: Mark = ""
    source: Place | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Milestones:
    """Everything reported about the dates of the films, in the order of the file, and the rules adopted."""

    reports: tuple[Report, ...] = ()
    rules: tuple[MilestoneRule, ...] = ()

    def of(self, film: str, kind: MilestoneKind = "theatrical") -> tuple[Report, ...]:
        """The reports of one film's date, in the order of the file."""
        return tuple(each for each in self.reports if (each.film, each.kind) == (film, kind))

    def rule(self, kind: RuleKind, film: str) -> MilestoneRule | None:
        """The rule of a kind for a film: its own, else the one for all films."""
        own = [each for each in self.rules if each.kind == kind and each.film == film]
        return next(iter([*own, *(each for each in self.rules if each.kind == kind and not each.film)]), None)


@dataclass(frozen=True, slots=True)
class Derived:
    """A date that follows from a reported one by a rule; a month gives a stretch of dates, first to last."""

    film: str
    kind: MilestoneKind
    first: date
    last: date
    report: Report
    rule: MilestoneRule

    def __str__(self) -> str:
        if self.first == self.last:
            return format_date(self.first)
        return f"{format_date(self.first)} to {format_date(self.last)}"


@dataclass(frozen=True, slots=True)
class Slack:
    """The days between the finished film and the date it is due.

    ``wrap`` is the film's last shooting date on the plan, ``ready`` that and the post-production. ``due``
    is a stretch where only a month is known. ``least`` and ``most`` are calendar days, negative when late.
    """

    film: str
    wrap: date
    post_days: int
    ready: date
    due_first: date
    due_last: date
    report: Report

    @property
    def least(self) -> int:
        """The days left if the film is due as early as it may be."""
        return (self.due_first - self.ready).days

    @property
    def most(self) -> int:
        """The days left if the film is due as late as it may be."""
        return (self.due_last - self.ready).days

    def __str__(self) -> str:
        late, early = self.least, self.most
        if late == early:
            return _days(late)
        if late < 0 <= early:
            return f"from {_days(late)} to {_days(early)}"
        return f"{late} to {_days(early)}" if late >= 0 else f"{-early} to {_days(late)}"


def _days(count: int) -> str:
    noun = "day" if abs(count) == 1 else "days"
    return f"{count} {noun}" if count >= 0 else f"{-count} {noun} late"


def chosen(milestones: Milestones, film: str, kind: MilestoneKind = "theatrical") -> Report | None:
    """The report that the plan goes by: the one marked so, or the only one; None when nobody has chosen."""
    reports = milestones.of(film, kind)
    if len(reports) == 1:
        return reports[0]
    return next((report for report in reports if report.chosen), None)


def derived(milestones: Milestones) -> tuple[Derived, ...]:
    """The streaming dates that follow from reported theatrical ones, once each, in the order of the file."""
    found: dict[tuple[str, When], Derived] = {}
    for report in milestones.reports:
        rule = milestones.rule("streaming-after", report.film)
        if report.kind == "theatrical" and rule is not None:
            first, last = (day + timedelta(days=rule.days) for day in (report.when.first, report.when.last))
            after = Derived(report.film, "streaming", first, last, report, rule)
            found.setdefault((report.film, report.when), after)
    return tuple(found.values())


def slack(production: Production, plan: Plan, film: str) -> Slack | None:
    """What lies between the finished film and the date it is due, by this plan.

    Due is a chosen "delivery", else the chosen theatrical release less the days of "delivery-before" (none:
    the release itself). None when nothing is chosen or the film is not on the plan.
    """
    milestones = production.milestones
    scenes = {name for name, task in production.tasks.items() if getattr(task, "film", "") == film}
    days = [day.day for day in plan.days if scenes & set(day.tasks)]
    delivery = chosen(milestones, film, "delivery")
    report = delivery or chosen(milestones, film)
    if not days or report is None:
        return None
    post = milestones.rule("post-production", film)
    before = None if delivery else milestones.rule("delivery-before", film)
    lead = timedelta(days=before.days if before else 0)
    length = post.days if post else 0
    wrap = max(days)
    ready = wrap + timedelta(days=length)
    return Slack(film, wrap, length, ready, report.when.first - lead, report.when.last - lead, report)
