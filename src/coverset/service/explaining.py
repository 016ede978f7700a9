"""Explaining: why a strip is here, why a person is held, why there is no plan, and what each pin costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from coverset.findings import Severity, nearest
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.model.questions import ask
from coverset.model.scenes import Scene
from coverset.service._move_words import line_words, listed, people_words, price, short, strip_words, what
from coverset.service.opening import Opened
from coverset.service.planning import finding_json, findings_json
from coverset.solve.improve import Move
from coverset.solve.relax import Clash, PinPrice, clash_and_relaxations, pin_prices
from coverset.solve.why import Held, Option, PersonWhy, options, person_why
from coverset.units import format_money

Kind = Literal["strip", "person"]


def subject(production: Production, asked: str) -> tuple[Kind | None, str, str]:
    """What is meant: ("strip", id, "") or ("person", id, ""); else no kind, and a sentence that says why.

    A strip by id (F1/12A) or scene number (12A), a person by id, board number or name; ids go first.
    """
    if asked in production.tasks:
        return "strip", asked, ""
    if asked in production.people_by_id:
        return "person", asked, ""
    word = asked.casefold()
    strips = [
        task.id
        for task in production.tasks.values()
        if word == task.id.casefold()
        or (isinstance(task, Scene) and word == f"{task.number}{task.part}".casefold())
    ]
    people = [
        p.id for p in production.people if word in (p.id.casefold(), p.number.casefold(), p.name.casefold())
    ]
    if len(strips) + len(people) == 1:
        return ("strip", strips[0], "") if strips else ("person", people[0], "")
    if strips or people:
        return None, "", f"{asked!r} may be {listed([*strips, *people])}: write one of these."
    hint = nearest(asked, [*production.tasks, *production.people_by_id])
    return None, "", f"There is no strip and nobody {asked!r}; {hint}"


def can_explain(opened: Opened) -> bool:
    """Whether the files are sound and at most no plan can exist: then the clash can still be explained."""
    if opened.production is None:
        return False
    asked = {(finding.code, finding.sentence) for finding in ask(opened.production)}
    errors = [f for f in opened.findings if f.severity is Severity.ERROR]
    return all((finding.code, finding.sentence) in asked for finding in errors)


@dataclass(frozen=True)
class StripSaid:
    """A strip in words: where it stands, every other date with its price, the dates that are forbidden and why."""

    here: str
    best: str
    prices: tuple[str, ...]
    forbidden: tuple[str, ...]


def explain_strip(opened: Opened, task: str) -> tuple[Option, ...]:
    """Every date for a strip. Raises ValueError when what was opened came without a board."""
    production, plan = _board(opened)
    return options(production, plan, task)


def explain_person(opened: Opened, person: str) -> PersonWhy:
    """Every run of held dates of a person. Raises ValueError when what was opened came without a board."""
    production, plan = _board(opened)
    return person_why(production, plan, person)


def explain_pins(
    opened: Opened,
    *,
    seconds: float,
    on_step: Callable[[str], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> tuple[int | None, tuple[PinPrice, ...]]:
    """The best plan with every pin, and what each costs. Raises ValueError without a board."""
    production, plan = _board(opened)
    return pin_prices(production, plan, seconds=seconds, on_step=on_step, should_stop=should_stop)


def explain_clash(
    opened: Opened,
    *,
    seconds: float,
    on_step: Callable[[str], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Clash:
    """Why a production has no plan. Raises ValueError when what was opened has errors."""
    if opened.production is None:
        raise ValueError("what was opened has errors; show its findings instead")
    return clash_and_relaxations(opened.production, seconds=seconds, on_step=on_step, should_stop=should_stop)


def _board(opened: Opened) -> tuple[Production, Plan]:
    if opened.production is None or opened.plan is None:
        raise ValueError("there is no board to explain")
    return opened.production, opened.plan


def say_strip(production: Production, task: str, found: Sequence[Option]) -> StripSaid:
    """A strip's dates in words."""
    currency, several = production.currency, len({option.unit for option in found}) > 1

    here = next((option for option in found if option.here), None)
    words = strip_words(production, task)
    stands = f"{words} stands on {short(here.day)}" if here else f"{words} is not on the board"
    alike: dict[tuple[str, str], list[date]] = {}
    for option in found:
        if option.allowed and not option.here:
            lines = line_words(option.lines)
            said = [price(-option.price, currency) + (f": {lines}" if lines else "") + "."]
            said.append(people_words(option.days, None))
            key = (f" ({option.unit})" if several else "", " ".join(filter(None, said)))
            alike.setdefault(key, []).append(option.day)
    prices = tuple(f"{_stretches(days)}{unit}: {said}" for (unit, said), days in alike.items())
    unit = f" ({here.unit})" if here and several else ""
    return StripSaid(f"{stands}{unit}.", _best(found, currency), prices, tuple(_forbidden(found, several)))


def _best(found: Sequence[Option], currency: str) -> str:
    """Whether another date would be cheaper, and how many dates are open at all."""
    open_dates = [option for option in found if option.allowed and not option.here]
    if not open_dates:
        return "Every other date is forbidden while the rest of the board stands as it does."
    least = min(open_dates, key=lambda option: option.price)
    closed = sum(not option.allowed for option in found)
    counts = f"{len(open_dates)} other dates are open to it and {closed} are forbidden."
    if least.price < 0:
        return f"Cheapest elsewhere: {short(least.day)}, {price(-least.price, currency)}. {counts}"
    return f"No other date is cheaper. {counts}"


def _forbidden(found: Sequence[Option], several: bool) -> list[str]:
    """Dates in a row that the same sentences forbid, as one line."""
    groups: dict[tuple[str, tuple[str, ...]], list[date]] = {}
    for option in found:
        if not option.allowed:
            why = option.why or tuple(f.sentence for f in option.forbids)
            groups.setdefault((option.unit if several else "", why), []).append(option.day)
    said = []
    for (unit, why), days in groups.items():
        of_unit = f" ({unit})" if unit else ""
        more = f" And {len(why) - 2} more." if len(why) > 2 else ""
        said.append(f"{_stretches(days)}{of_unit}: {' '.join(why[:2])}{more}")
    return said


def _stretches(days: Sequence[date]) -> str:
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(days=1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return listed(
        [short(run[0]) if len(run) == 1 else f"{short(run[0])} to {short(run[-1])}" for run in runs], 40
    )


def say_held(production: Production, plan: Plan, held: Held) -> list[str]:
    """A run of held dates in words: what it costs and why, then each move that would shorten it."""
    currency = production.currency
    days = f"{len(held.days)} {'day' if len(held.days) == 1 else 'days'}"
    first = (
        f"Held {days}, {_stretches(held.days)}, for {format_money(held.price, currency)}: between work on "
        f"{short(held.gap.last)} and {short(held.gap.following)}. {held.not_dropped}"
    )
    moves = [f"{what(production, plan, move)} It {_effect(move, currency)}" for move in held.moves]
    return [first, *(moves or ["No single move that keeps the rules shortens it."])]


def _effect(move: Move, currency: str) -> str:
    return f"{price(move.saving, currency)}. {people_words(move.days, move.calls)}"


def strip_json(opened: Opened, task: str, found: Sequence[Option]) -> dict[str, Any]:
    """What ``explain STRIP --json`` prints. Money in minor units of the currency."""
    assert opened.production is not None
    return {
        "status": "explained",
        "strip": task,
        "currency": opened.production.currency,
        "findings": findings_json(opened),
        "dates": [
            {
                "date": option.day.isoformat(),
                "unit": option.unit,
                "here": option.here,
                "price": option.price,
                "before": option.edit.before,
                "allowed": option.allowed,
                "forbids": [finding_json(finding) for finding in option.forbids],
                "why": list(option.why),
                "lines": option.lines,
                "people": {p: {"worked": w, "held": h} for p, (w, h) in option.days.items()},
            }
            for option in found
        ],
    }


def person_json(opened: Opened, found: PersonWhy) -> dict[str, Any]:
    """What ``explain PERSON --json`` prints. Money in minor units of the currency."""
    production, plan = _board(opened)
    return {
        "status": "explained",
        "person": found.person.id,
        "currency": production.currency,
        "findings": findings_json(opened),
        "worked": [day.isoformat() for day in found.spell.worked],
        "held": [
            {
                "after": held.gap.last.isoformat(),
                "until": held.gap.following.isoformat(),
                "days": [day.isoformat() for day in held.days],
                "price": held.price,
                "not_dropped": held.not_dropped,
                "moves": [
                    {"sentence": what(production, plan, move), "saving": move.saving, "lines": move.lines}
                    for move in held.moves
                ],
            }
            for held in found.held
        ],
    }


def clash_json(opened: Opened, found: Clash) -> dict[str, Any]:
    """What ``explain --json`` prints of a production. Money in minor units of the currency."""
    assert opened.production is not None
    return {
        "status": "infeasible" if found.proved else "feasible" if found.found is not None else "unknown",
        "currency": opened.production.currency,
        "findings": findings_json(opened),
        "cost": found.found,
        "clash": list(found.sentences),
        "clash_minimal": found.minimal,
        "relaxations": [
            {
                "sentence": one.sentence,
                "cost": one.cost,
                "breaks": [finding_json(finding) for finding in one.breaks],
            }
            for one in found.relaxations
        ],
    }


def pins_json(opened: Opened, cost: int | None, found: Sequence[PinPrice]) -> dict[str, Any]:
    """What ``explain --pins --json`` prints. Money in minor units of the currency."""
    assert opened.production is not None
    return {
        "status": "explained" if cost is not None else "no plan found",
        "currency": opened.production.currency,
        "findings": findings_json(opened),
        "cost": cost,
        "pins": [
            {
                "number": opened.production.pins.index(one.pin) + 1,
                "pin": str(one.pin),
                "strips": list(one.pin.named),
                "why": one.pin.why,
                "cost": one.cost,
                "least": one.least,
                "most": one.most,
                "proved": one.proved,
                "words": price_words(opened.production, one),
            }
            for one in found
        ],
    }


def say_pin(production: Production, found: PinPrice) -> str:
    """A pin and its price in words."""
    return f"{found.pin} {price_words(production, found)}"


def price_words(production: Production, found: PinPrice) -> str:
    """What a pin costs: the estimate, and between what it is proved to lie."""
    currency = production.currency
    if not found.most:
        return "It costs nothing, proved: no plan without it is cheaper."
    if found.proved:
        return f"It costs {format_money(found.cost, currency)}, proved."
    least = f"at least {format_money(found.least, currency)} and " if found.least else ""
    ends = f"proved: {least}at most {format_money(found.most, currency)}"
    if not found.cost:
        return f"Nothing cheaper was found without it ({ends})."
    return f"A plan without it was found that costs {format_money(found.cost, currency)} less ({ends})."
