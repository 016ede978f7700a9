"""What the cast costs: worked and held dates, drops and pick-ups, journeys."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from coverset.costs import Charge
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.engagement import Engagement, Gap, engagement
from coverset.model.people import Person
from coverset.model.production import Production
from coverset.problem.problem import CHEAPEST, FIRST, LONGEST

KEY = "cast"
SENTENCE = (
    "A member of the cast is paid for each date called, and held, or dropped and picked up again "
    "where the policy allows it, on the working dates between; journeys cost fares."
)
LINES = ("Cast work", "Cast hold", "Cast drop and pick-up", "Cast travel")
PREFERENCE = False

_CHOOSE = {"cheapest": CHEAPEST, "first": FIRST, "longest": LONGEST}


def hold_price(production: Production, person: Person, day: date) -> int:
    """What holding a person over a date costs: nothing on the company's days off and their own."""
    if not person.holding.hold or day not in production.working_dates or person.is_away(day):
        return 0
    return person.rate if person.hold_rate is None else person.hold_rate


def lower(lowering: Lowering) -> None:
    """Each person's span: prices by date, drop policy, home."""
    production, builder = lowering.production, lowering.builder
    work, hold, drop, travel = map(builder.line, LINES)
    home = {base.id: k for k, base in enumerate(production.bases)}
    for i, here in enumerate(production.bases):
        for j, there in enumerate(production.bases):
            builder.fare[i][j] = production.travel(here.id, there.id).fare
    for person in production.people:
        span = lowering.person(person.id)
        if span is None:
            continue
        policy = person.holding
        span.work = dict.fromkeys(range(builder.num_dates), person.rate)
        span.hold = {k: hold_price(production, person, day) for k, day in enumerate(lowering.dates)}
        span.values |= {
            "drop_gap": policy.least_gap if policy.may_drop else 0,
            "max_drops": policy.most_drops(builder.num_dates),
            "fee": policy.fee,
            "choose": _CHOOSE[policy.choose],
            "travels": True,
            "home": home.get(person.home, -1),
            "work_line": work,
            "hold_line": hold,
            "drop_line": drop,
            "travel_line": travel,
        }


def cast_engagement(board: Board, person: Person) -> Engagement:
    """What a member of the cast works, is held and is dropped on this board."""
    production, worked = board.production, board.worked_by(person.id)

    def drop_cost(gap: Gap) -> int:
        here, there = board.base(worked[gap.last][-1]), board.base(worked[gap.following][0])
        return person.holding.fee + _home_and_back(production, person, here, there)

    return engagement(
        tuple(worked),
        person.holding,
        lambda day: hold_price(production, person, day),
        drop_cost,
        lambda day: day in production.working_dates and not person.is_away(day),
    )


def _home_and_back(production: Production, person: Person, here: str, there: str) -> int:
    if person.home not in production.bases_by_id:
        return 0
    journeys = production.travel(here, person.home).fare + production.travel(person.home, there).fare
    return journeys - production.travel(here, there).fare


def charge(board: Board) -> Iterator[Charge]:
    """Every date and journey of every member of the cast."""
    production = board.production
    work, hold, drop, travel = LINES
    for person in production.people:
        worked = board.worked_by(person.id)
        if not worked:
            continue
        spell = cast_engagement(board, person)
        for day in spell.worked:
            yield Charge(work, person.rate, person.id, day)
        for day in spell.held:
            yield Charge(hold, hold_price(production, person, day), person.id, day)
        for gap in spell.drops:
            here, there = board.base(worked[gap.last][-1]), board.base(worked[gap.following][0])
            yield Charge(drop, person.holding.fee, person.id, gap.following, f"dropped after {gap.last}")
            home = _home_and_back(production, person, here, there)
            yield Charge(travel, home, person.id, gap.following, "home and back over the drop")
        for (_, calls), (day, next_calls) in pairwise(worked.items()):
            here, there = board.base(calls[-1]), board.base(next_calls[0])
            yield Charge(travel, production.travel(here, there).fare, person.id, day, f"{here} to {there}")
        if person.home in production.bases_by_id:
            first, last = next(iter(worked)), next(reversed(worked))
            start, end = board.base(worked[first][0]), board.base(worked[last][-1])
            yield Charge(
                travel,
                production.travel(person.home, start).fare,
                person.id,
                first,
                f"{person.home} to {start}",
            )
            yield Charge(
                travel, production.travel(end, person.home).fare, person.id, last, f"{end} to {person.home}"
            )
