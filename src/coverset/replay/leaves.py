"""A story to be leafed through: each step as a page needs it, with its boards before and after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from coverset.model.board import Board
from coverset.model.diff import strips_between
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.replay.expectations import kinds
from coverset.replay.moment import Outcome, Told
from coverset.replay.running import Replayed
from coverset.replay.story import Step, Story
from coverset.replay.telling import closing, facts_of, happened, source_json, step_json
from coverset.service.live import View
from coverset.service.planning import finding_json
from coverset.solve.replan import Alternative
from coverset.solve.standing import standing

_SHOWN = ("number", "film", "set", "eighths", "minutes", "colour")
MOST_CHANGES = 200
"""More sentences than this of one answer nobody reads on a page; the rest is counted."""


def outline(story: Story, base: Production) -> dict[str, Any]:
    """The story before it is told: what each step is, on what it rests, and what must hold after it."""
    return {
        "title": story.title or base.title,
        "text": story.text,
        "currency": base.currency,
        "units": [{"id": unit.id, "name": unit.name or unit.id} for unit in base.units],
        "steps": [_planned(story, step) for step in story.step],
    }


def _planned(story: Story, step: Step) -> dict[str, Any]:
    known = kinds()
    return {
        "id": step.id,
        "title": step.title,
        "short": step.short,
        "date": step.day.isoformat(),
        "text": step.text,
        "do": step.do,
        "choose": step.choose if step.do == "replan" else "",
        "sources": [
            {**source_json(fact), "reading": fact.reading, "mark": fact.mark}
            for fact in facts_of(story, step)
        ],
        "variants": [{"id": each.id, "title": each.title or each.id} for each in step.variant],
        "expects": [known[each.kind].SENTENCE for each in step.expect],
    }


class Leaves:
    """The steps of a story one after the other as JSON; a strip is described where it is first seen, or is otherwise."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self._seen: dict[str, Mapping[str, Any]] = {}

    def leaf(self, told: Told) -> dict[str, Any]:
        """A step that is told. Money in minor units; ``strips`` are those not described by a leaf before."""
        made = step_json(self.story, told)
        made.pop("sources")
        strips: dict[str, Mapping[str, Any]] = {}
        for said, outcome in zip(made["variants"], told.moment.outcomes, strict=True):
            said.pop("answers")
            said |= self._outcome(told, outcome, strips)
        return {
            **made,
            "happened": [{"variant": name, "sentence": words} for name, words in happened(told.moment)],
            "holds": told.holds,
            "strips": strips,
        }

    def _outcome(self, told: Told, outcome: Outcome, strips: dict[str, Mapping[str, Any]]) -> dict[str, Any]:
        self._describe(outcome.was, strips)
        self._describe(outcome.production, strips)
        before, stands = None, outcome.before
        if stands is not None:
            before = {
                **board_json(outcome.was, stands),
                "cost": outcome.stood.cost if outcome.stood else None,
            }
            # What the events broke is said of the plan only where it is then planned anew.
            planned = told.moment.step.do != "check"
            before["broken"] = len(standing(outcome.production, stands).conflicts) if planned else 0
        bound = outcome.made.bound if outcome.made else outcome.answers.bound if outcome.answers else None
        return {
            "shot": list(outcome.shot),
            "before": before,
            "bound": bound.total if bound else None,
            "boards": [
                self._board(outcome, name, plan) for name, plan in outcome.plans if outcome.plan is not stands
            ],
            "clash": _clash(outcome),
        }

    def _board(self, outcome: Outcome, name: str, plan: Plan) -> dict[str, Any]:
        moved = [] if outcome.before is None else [s.task for s in strips_between(outcome.before, plan)]
        every = outcome.answers.alternatives if outcome.answers else ()
        answer = next((each for each in every if each.name == name), None)
        cost = answer.cost if answer else outcome.standing.cost if outcome.standing else None
        return {
            **board_json(outcome.production, plan),
            "name": name,
            "cost": cost,
            "taken": outcome.plan is plan or outcome.plan == plan,
            "moved": moved,
            "felt": _felt(answer) if answer else None,
        }

    def _describe(self, production: Production, strips: dict[str, Mapping[str, Any]]) -> None:
        """Add the strips of a production that were not described yet, or otherwise."""
        for task, strip in strips_json(production).items():
            if self._seen.get(task) != strip:
                self._seen[task] = strips[task] = strip


def strips_json(production: Production) -> dict[str, dict[str, Any]]:
    """The strips of a production as a small picture of a board needs them."""
    every = View(Path(), 0, production, Plan(())).strips
    return {task: {key: strip[key] for key in _SHOWN} for task, strip in every.items()}


def board_json(production: Production, plan: Plan) -> dict[str, Any]:
    """A plan by unit-day: its strips in order, and the base where the company is."""
    board = Board(production, plan)
    days = []
    for day in board.days:
        clock = board.clocks.get((day.unit, day.day))
        base = production.bases_by_id[clock.base].name or clock.base if clock else ""
        days.append({"unit": day.unit, "day": day.day.isoformat(), "base": base, "strips": list(day.tasks)})
    dates = sorted({day.day for day in board.days if day.tasks})
    return {"days": days, "first": _iso(dates[:1]), "last": _iso(dates[-1:])}


def _iso(dates: list[date]) -> str | None:
    return dates[0].isoformat() if dates else None


def _felt(answer: Alternative) -> dict[str, Any]:
    """What an answer changes for whom: the counts, and the first sentences."""
    felt = answer.disruption
    said = felt.sentences()
    return {
        "calls": len(felt.calls),
        "strips": len(felt.strips),
        "days": felt.days,
        "journeys": felt.journeys,
        "hires": felt.hires,
        "rehearsals": felt.rehearsals,
        "sentences": list(said[:MOST_CHANGES]),
        "more": max(0, len(said) - MOST_CHANGES),
    }


def _clash(outcome: Outcome) -> list[str]:
    """Why there is no plan, where there is none."""
    if outcome.plan is not None:
        return []
    if outcome.answers is not None and outcome.answers.clash is not None:
        return list(outcome.answers.clash.sentences)
    return list(outcome.made.clash) if outcome.made is not None else []


def closing_json(found: Replayed) -> dict[str, Any]:
    """How it ended: whether all holds, how long it took, what stopped it."""
    return {
        "holds": found.holds,
        "seconds": round(found.seconds, 1),
        "closing": closing(found),
        "findings": [finding_json(each) for each in found.findings],
    }
