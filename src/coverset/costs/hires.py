"""What hired things cost: used and held dates, preparation and strike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from coverset.costs import Charge
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.engagement import Engagement, engagement
from coverset.model.people import Resource
from coverset.model.production import Production
from coverset.problem.problem import CHEAPEST, FIRST, LONGEST

KEY = "hires"
SENTENCE = (
    "A hire is paid for each date used, held on the working dates between, prepared before and struck after."
)
LINES = ("Hire", "Hire held", "Hire drop and pick-up", "Rig and strike")
PREFERENCE = False

_CHOOSE = {"cheapest": CHEAPEST, "first": FIRST, "longest": LONGEST}


def _hold_price(production: Production, resource: Resource, day: date) -> int:
    return resource.hold_rate if resource.holding.hold and production.calendar.works(day) else 0


def lower(lowering: Lowering) -> None:
    """Each resource's span."""
    production, builder = lowering.production, lowering.builder
    work, hold, drop, extend = map(builder.line, LINES)
    for resource in production.resources:
        span = lowering.resource(resource.id)
        if span is None:
            continue
        every = range(builder.num_dates)
        policy = resource.holding
        span.work = dict.fromkeys(every, resource.rate)
        span.hold = {k: _hold_price(production, resource, day) for k, day in enumerate(lowering.dates)}
        span.start = dict.fromkeys(every, resource.prepare * resource.hold_rate)
        span.end = dict.fromkeys(every, resource.strike * resource.hold_rate)
        span.values |= {
            "drop_gap": policy.least_gap if policy.may_drop else 0,
            "max_drops": policy.most_drops(builder.num_dates),
            "fee": policy.fee,
            "choose": _CHOOSE[policy.choose],
            "work_line": work,
            "hold_line": hold,
            "drop_line": drop,
            "extend_line": extend,
        }


def hire_engagement(board: Board, resource: Resource) -> Engagement:
    """When a hire is used, held and sent back on this board."""
    production = board.production
    return engagement(
        tuple(board.worked_with(resource.id)),
        resource.holding,
        lambda day: _hold_price(production, resource, day),
        lambda gap: resource.holding.fee,
        production.calendar.works,
    )


def charge(board: Board) -> Iterator[Charge]:
    """Every date of every resource."""
    production = board.production
    work, hold, drop, extend = LINES
    for resource in production.resources:
        spell = hire_engagement(board, resource)
        worked = spell.worked
        if not worked:
            continue
        for day in spell.worked:
            yield Charge(work, resource.rate, resource.id, day)
        for day in spell.held:
            yield Charge(hold, _hold_price(production, resource, day), resource.id, day)
        for gap in spell.drops:
            yield Charge(
                drop, resource.holding.fee, resource.id, gap.following, f"sent back after {gap.last}"
            )
        yield Charge(
            extend, resource.prepare * resource.hold_rate, resource.id, worked[0], "preparation dates"
        )
        yield Charge(extend, resource.strike * resource.hold_rate, resource.id, worked[-1], "strike dates")
