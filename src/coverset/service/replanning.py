"""When the day falls through: the plan in force, what happened, and the answers between money and disruption."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from coverset.findings import Finding, Severity, has_errors
from coverset.formats import events as events_file
from coverset.formats import plan as plan_file
from coverset.formats._notation import to_money
from coverset.model.dates import format_date
from coverset.model.event import Event
from coverset.model.events import take_all
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.service.comparing import Comparison, Side, change_between
from coverset.service.opening import Opened, read_events
from coverset.service.planning import finding_json
from coverset.solve.replan import Alternative, Replan, replan

__all__ = [
    "Answers",
    "Happened",
    "amount",
    "as_json",
    "comparison",
    "file_name",
    "files",
    "happen",
    "outside",
    "read_events",
    "replan_opened",
    "undone",
]

HAPPENED = "what-happened.toml"
"""The file beside the answers that says what they answer to, so that each opens again as it was made."""


@dataclass(frozen=True, slots=True)
class Happened:
    """What is new: the production once the events are taken into account, and what is wrong with them.

    ``was`` is the production before them.
    """

    production: Production
    events: tuple[Event, ...]
    findings: tuple[Finding, ...]
    was: Production

    @property
    def stopped(self) -> bool:
        """Whether the events cannot be taken as they are."""
        return has_errors(self.findings)

    def sentences(self) -> tuple[str, ...]:
        """Each event in words, as the production stood when it came."""
        said, here = [], self.was
        for event in self.events:
            said.append(event.sentence(here))
            here, _ = take_all(here, [event])
        return tuple(said)


@dataclass(frozen=True)
class Answers:
    """The plan in force, what happened, and what planning again came to."""

    opened: Opened
    happened: Happened
    found: Replan
    as_of: date

    @property
    def currency(self) -> str:
        """What prices are in."""
        return self.happened.production.currency

    @property
    def alternatives(self) -> tuple[Alternative, ...]:
        """The answers, fewest changes first."""
        return self.found.alternatives

    def gap(self, answer: Alternative) -> float | None:
        """How far an answer's price is above what is proved, as a share; None where nothing is."""
        bound = self.found.bound
        return (answer.cost - bound.total) / answer.cost if bound is not None and answer.cost else None


def amount(text: str) -> int:
    """An amount as people write it, in minor units: ``800``, ``12.50``. Raises ValueError with what is allowed."""
    return to_money(text)


def happen(production: Production, events: Sequence[Event]) -> Happened:
    """Take events into account, all of them or, where one is at fault, as many as can be, with what is wrong."""
    now, findings = take_all(production, events)
    return Happened(now, tuple(events), tuple(findings), production)


def outside(opened: Opened, as_of: date) -> Finding | None:
    """Why a plan cannot be made again from a date on: nothing of it lies after; None where something does."""
    assert opened.production is not None
    last = opened.production.calendar.end_date
    if as_of <= last:
        return None
    sentence = f"{format_date(as_of)} is after the last date of the plan, {format_date(last)}: nothing is left to plan again."
    return Finding("as-of-outside", Severity.ERROR, sentence, about=(str(as_of),))


def replan_opened(
    opened: Opened,
    as_of: date,
    happened: Happened,
    *,
    seconds: float = 45.0,
    seed: int = 1,
    workers: int = 2,
    call: int | None = None,
    on_alternative: Callable[[Alternative], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Answers:
    """Plan what was opened again from a date on. Raises ValueError for something without a plan."""
    if opened.production is None or opened.plan is None:
        raise ValueError(f"{opened.path} has no plan in force")
    found = replan(
        happened.production,
        opened.plan,
        as_of,
        was=opened.production,
        undone=undone(opened.production, opened.plan, as_of),
        seconds=seconds,
        seed=seed,
        workers=workers,
        call=call,
        on_alternative=on_alternative,
        should_stop=should_stop,
    )
    return Answers(opened, happened, found, as_of)


def undone(production: Production, plan: Plan, as_of: date) -> tuple[str, ...]:
    """Strips that stand before the date and were not shot, as far as the record of what was shot goes.

    Without a record, and after its last date, everything planned before the date counts as shot as planned.
    """
    recorded = max((settled.day for settled in production.settled.values()), default=None)
    if recorded is None:
        return ()
    return tuple(
        task
        for task, days in plan.where.items()
        if days[0].day < as_of
        and days[0].day <= recorded
        and task in production.tasks
        and task not in production.settled
    )


def comparison(answers: Answers) -> Comparison:
    """The plan in force and the answers side by side."""
    before = Side("in force", answers.opened, answers.found.before)
    now = replace(answers.opened, production=answers.happened.production)
    sides = [
        Side(answer.name, replace(now, plan=answer.plan), answer.standing) for answer in answers.alternatives
    ]
    return Comparison((before, *sides), tuple(change_between(before, side) for side in sides))


def files(answers: Answers, folder: Path, printed: date) -> dict[str, bytes]:
    """What planning again leaves in a folder: a plan an answer, and the page that sets them side by side."""
    from coverset.render import renderers
    from coverset.service._comparison_page import document

    made = {} if not answers.happened.events else {HAPPENED: events_file.write(answers.happened.events)}
    made |= {
        file_name(answer): plan_file.write(
            answer.plan, answers.happened.production, provenance=_provenance(answers, answer, folder)
        )
        for answer in answers.alternatives
    }
    page = document(comparison(answers), printed)
    for medium in ("html", "pdf"):
        made[f"answers{renderers()[medium].SUFFIX}"] = renderers()[medium].write(page)
    return made


def file_name(answer: Alternative) -> str:
    """What the file of an answer is called: ``fewest-changes.json``."""
    return answer.names[0].replace(" ", "-") + ".json"


def _provenance(answers: Answers, answer: Alternative, folder: Path) -> dict[str, Any]:
    found = answers.found
    source = answers.opened.source(folder)
    if answers.happened.events:
        source["events"] = HAPPENED
    kept: dict[str, Any] = {
        "source": source,
        "cost": answer.cost,
        "as_of": answers.as_of.isoformat(),
        "events": [{"id": event.id, "sentence": sentence} for event, sentence in _said(answers)],
        "answer": answer.name,
    }
    if found.bound is not None:
        kept |= {
            "bound": found.bound.total,
            "proof": {line: asdict(row) for line, row in found.proved(answer).items()},
        }
    return kept


def _said(answers: Answers) -> list[tuple[Event, str]]:
    return list(zip(answers.happened.events, answers.happened.sentences(), strict=True))


def as_json(answers: Answers, written: Sequence[Path] = ()) -> dict[str, Any]:
    """The one object that ``replan --json`` prints. Money in minor units of the currency."""
    found = answers.found
    paths = {path.name: str(path) for path in written}
    clash = found.clash
    return {
        "status": "answers"
        if answers.alternatives
        else "infeasible"
        if clash and clash.proved
        else "unknown",
        "as_of": answers.as_of.isoformat(),
        "currency": answers.currency,
        "events": [
            {"id": event.id, "kind": event.KIND, "sentence": sentence} for event, sentence in _said(answers)
        ],
        "in_force": {"cost": found.before.cost, "conflicts": len(found.before.conflicts)},
        "bound": found.bound.total if found.bound else None,
        "changed_calls_at_least": found.certain,
        "seconds": round(found.seconds, 3),
        "first_answer_after": None if found.first_after is None else round(found.first_after, 3),
        "answers": [_answer_json(answers, answer, paths) for answer in answers.alternatives],
        "clash": list(clash.sentences) if clash else [],
        "clash_minimal": bool(clash and clash.minimal),
        "relaxations": [
            {"without": one.sentence, "cost": one.cost, "breaks": [f.sentence for f in one.breaks]}
            for one in (clash.relaxations if clash else ())
        ],
        "findings": [finding_json(finding) for finding in answers.happened.findings],
    }


def _answer_json(answers: Answers, answer: Alternative, paths: dict[str, str]) -> dict[str, Any]:
    change = answer.disruption
    return {
        "name": answer.name,
        "names": list(answer.names),
        "cost": answer.cost,
        "more_than_in_force": answer.cost - answers.found.before.cost,
        "gap": answers.gap(answer),
        "lines": answer.ledger.by_line(),
        "proved": {line: asdict(row) for line, row in answers.found.proved(answer).items()},
        "changed_calls": len(change.calls),
        "weight": change.weight,
        "moved_strips": len(change.strips),
        "shooting_days": change.days,
        "journeys": change.journeys,
        "hires": change.hires,
        "rehearsals": change.rehearsals,
        "stunt_strips": change.beats,
        "changes": list(change.sentences()),
        "conflicts": [finding.sentence for finding in answer.standing.conflicts],
        "plan": paths.get(file_name(answer)),
    }
