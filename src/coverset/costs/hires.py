"""What hired things cost: used and held dates, preparation and strike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from coverset.costs import Charge
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.engagement import Gap, engagement
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


def _fee(fee: int) -> Callable[[Gap], int]:
    return lambda gap: fee


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
            "drop_gap": policy.least_gap if policy.drop else 0,
            "max_drops": policy.max_drops,
            "fee": policy.fee,
            "choose": _CHOOSE[policy.choose],
            "work_line": work,
            "hold_line": hold,
            "drop_line": drop,
            "extend_line": extend,
        }


def charge(board: Board) -> Iterator[Charge]:
    """Every date of every resource."""
    production = board.production
    work, hold, drop, extend = LINES
    for resource in production.resources:
        worked = tuple(board.worked_with(resource.id))
        if not worked:
            continue

        def price(day: date, resource: Resource = resource) -> int:
            return _hold_price(production, resource, day)

        fee = resource.holding.fee
        spell = engagement(
            worked, resource.holding, price, lambda gap, fee=fee: fee, production.calendar.works
        )
        for day in spell.worked:
            yield Charge(work, resource.rate, resource.id, day)
        for day in spell.held:
            yield Charge(hold, price(day), resource.id, day)
        for gap in spell.drops:
            yield Charge(drop, fee, resource.id, gap.following, f"sent back after {gap.last}")
        yield Charge(
            extend, resource.prepare * resource.hold_rate, resource.id, worked[0], "preparation dates"
        )
        yield Charge(extend, resource.strike * resource.hold_rate, resource.id, worked[-1], "strike dates")
