"""Telling a story step by step: events are taken, plans are made, and every expectation is judged."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from coverset.findings import Finding, has_errors
from coverset.model.events import take_all
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.model.progress import Entry, as_shot, shot_as_planned, with_progress
from coverset.model.progress_checks import problems
from coverset.replay.expectations import kinds
from coverset.replay.moment import Judged, Moment, Outcome, Told, choose
from coverset.replay.story import Step, Story, Variant
from coverset.solve.replan import front, replan
from coverset.solve.run import solve
from coverset.solve.standing import standing

_LEAST = 1.5
"""Seconds that every search gets, however short the time is."""


@dataclass(frozen=True)
class Replayed:
    """A story told, as far as it was told: its steps, and what stopped it where something did."""

    story: Story
    base: Production
    told: tuple[Told, ...]
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0

    @property
    def holds(self) -> bool:
        """Whether every assertion of every step holds and nothing stopped it."""
        return all(step.holds for step in self.told) and not has_errors(self.findings)


def run(
    story: Story,
    base: Production,
    plan: Plan | None = None,
    *,
    seconds: float = 150.0,
    seed: int = 1,
    workers: int = 2,
    until: str = "",
    on_step: Callable[[Step, str], None] | None = None,
    on_told: Callable[[Told], None] | None = None,
) -> Replayed:
    """Tell a story, from a production before anything happened and the plan it may have, down to step ``until``.

    ``seconds`` is shared out over the searches by the steps' weights. ``on_step`` hears what is being done.
    """
    began = time.monotonic()
    steps = story.step
    if until:
        steps = steps[: next(k for k, step in enumerate(steps, 1) if step.id == until)]
    shares = sum(step.weight * len(step.tellings) for step in steps if step.do != "check")
    teller = _Teller(base, seconds / max(1, shares), seed, workers, on_step or (lambda step, words: None))
    told: list[Told] = []
    production, stands = base, plan
    for step in steps:
        began_step = time.monotonic()
        moment = teller.tell(step, production, stands)
        wrong = [f for outcome in moment.outcomes for f in outcome.findings]
        if has_errors(wrong):
            return Replayed(story, base, tuple(told), tuple(wrong), time.monotonic() - began)
        known = kinds()
        judged = tuple(known[each.kind].check(moment, each) for each in step.expect)
        spent = time.monotonic() - began_step
        told.append(Told(moment, judged + _unplanned(moment), spent))
        if on_told is not None:
            on_told(told[-1])
        production, stands = moment.main.production, moment.main.plan
        if stands is None and step is not steps[-1]:
            break
    return Replayed(story, base, tuple(told), seconds=time.monotonic() - began)


def _unplanned(moment: Moment) -> tuple[Judged, ...]:
    """A step that is to plan and finds no plan fails, whether anything is expected of it or not."""
    if moment.step.do == "check":
        return ()
    return tuple(
        Judged("planned", f"A plan is found{f' ({o.name})' if o.name else ''}.", False, _no_plan(o))
        for o in moment.outcomes
        if o.plan is None
    )


def _no_plan(outcome: Outcome) -> str:
    clash: tuple[str, ...] = ()
    if outcome.answers is not None and outcome.answers.clash is not None:
        clash = outcome.answers.clash.sentences
    elif outcome.made is not None:
        clash = outcome.made.clash
    return "These clash: " + " ".join(clash) if clash else "No plan was found in the time; give it longer."


@dataclass(frozen=True)
class _Teller:
    base: Production
    share: float
    seed: int
    workers: int
    say: Callable[[Step, str], None]

    def tell(self, step: Step, production: Production, plan: Plan | None) -> Moment:
        events = {event.id: event for event in self.base.ahead}
        outcomes = []
        for variant in step.tellings:
            self.say(step, f"{step.title}{f' ({variant.title or variant.id})' if variant.id else ''}")
            outcomes.append(self._outcome(step, variant, production, plan))
        if step.do == "replan" and len(outcomes) > 1:
            self.say(step, f"{step.title}: what one telling found, held against the others")
            outcomes = [_with_others(outcome, outcomes, step) for outcome in outcomes]
        return Moment(step, tuple(outcomes), MappingProxyType(events))

    def _outcome(self, step: Step, variant: Variant, production: Production, plan: Plan | None) -> Outcome:
        was, before = self._as_shot(step, variant, production, plan)
        stopped = [f for f in problems(was) if step.progress and f.code != "wrap-pickup-owed"]
        wanted = [
            next(e for e in self.base.ahead if e.id == name) for name in (*step.events, *variant.events)
        ]
        now, findings = take_all(was, wanted)
        said = []
        here = was
        for event in wanted:
            said.append(event.sentence(here))
            here, _ = take_all(here, [event])
        outcome = Outcome(variant, was, before, now, before, tuple(said), (*stopped, *findings))
        if has_errors(outcome.findings) or step.do == "check":
            return outcome
        seconds = max(_LEAST, self.share * step.weight)
        if step.do == "plan" or before is None:
            return self._planned(outcome, seconds)
        return self._replanned(outcome, step, seconds)

    def _as_shot(
        self, step: Step, variant: Variant, production: Production, plan: Plan | None
    ) -> tuple[Production, Plan | None]:
        """What counts as shot by the date, and the record of the stunts as of it."""
        until = step.until(variant)
        entries = production.progress
        if until is not None and plan is not None:
            entries = shot_as_planned(production, plan, until)
        entries += tuple(
            Entry(r.scene, r.what, r.day, r.unit, r.eighths, r.minutes, r.due, r.note, source=r.source)
            for r in step.progress
        )
        if entries != production.progress:
            production = with_progress(production, entries)
            plan = None if plan is None else _with_rest(production, as_shot(production, plan))
        as_of = production.stunts.as_of
        if as_of is not None and as_of < step.day:
            production = replace(production, stunts=replace(production.stunts, as_of=step.day))
        return production, plan

    def _planned(self, outcome: Outcome, seconds: float) -> Outcome:
        made = solve(
            outcome.production, seconds=seconds, seed=self.seed, workers=self.workers, start=outcome.plan
        )
        return replace(outcome, made=made, plan=made.plan)

    def _replanned(self, outcome: Outcome, step: Step, seconds: float) -> Outcome:
        assert outcome.before is not None
        answers = replan(
            outcome.production,
            outcome.before,
            step.day,
            was=outcome.was,
            undone=_undone(outcome.production, outcome.before, step.day),
            seconds=seconds,
            seed=self.seed,
            workers=self.workers,
        )
        chosen = choose(answers, step.choose)
        return replace(outcome, answers=answers, chosen=chosen, plan=chosen.plan if chosen else None)


def _with_others(outcome: Outcome, every: list[Outcome], step: Step) -> Outcome:
    """The outcome with the answers of the other variants that break none of its own rules either.

    A variant that allows more must not look dearer than one that allows less because it was searched less well.
    """
    if outcome.answers is None:
        return outcome
    found = list(outcome.answers.alternatives)
    for other in every:
        if other is outcome or other.answers is None or other.before != outcome.before:
            continue
        for answer in other.answers.alternatives:
            stands = standing(outcome.production, answer.plan)
            if not stands.conflicts:
                found.append(replace(answer, standing=stands))
    if len(found) == len(outcome.answers.alternatives):
        return outcome
    answers = replace(outcome.answers, alternatives=front(found))
    chosen = choose(answers, step.choose)
    return replace(outcome, answers=answers, chosen=chosen, plan=chosen.plan if chosen else None)


def _undone(production: Production, plan: Plan, day: date) -> tuple[str, ...]:
    """Strips that stand before the date and are not on record as shot: they are planned again."""
    return tuple(
        task
        for task, days in plan.where.items()
        if days[0].day < day and task in production.tasks and task not in production.settled
    )


def _with_rest(production: Production, plan: Plan) -> Plan:
    """The board with what stands nowhere on it, such as a pickup that is newly owed, in the boneyard."""
    there = {*plan.where, *plan.boneyard}
    rest = tuple(name for name in production.tasks if name not in there)
    return replace(plan, boneyard=(*plan.boneyard, *rest)) if rest else plan
