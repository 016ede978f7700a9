"""What waiting costs is shown."""

from __future__ import annotations

from coverset.model.dates import format_date
from coverset.replay.expectations._common import joined, judged, listed
from coverset.replay.hold import hold
from coverset.replay.moment import Judged, Moment
from coverset.replay.story import Expect
from coverset.units import format_money

KEY = "hold-price-shown"
SENTENCE = "What keeping people, hires and sets costs until work goes on is shown, by ledger line."
NEEDS: tuple[str, ...] = ("until",)
MAY: tuple[str, ...] = ("least",)


def check(moment: Moment, expect: Expect) -> Judged:
    """Price the wait in each variant; ``least`` is what it must come to in one variant, in whole money."""
    assert expect.until is not None
    found, prices = [], []
    for outcome in moment.of(expect):
        if outcome.before is None:
            found.append((outcome, "there is no plan to hold."))
            continue
        kept = hold(outcome.was, outcome.before, moment.step.day, expect.until)
        currency = outcome.was.currency
        lines = listed([f"{line} {format_money(sum_, currency)}" for line, sum_ in kept.by_line])
        held = (
            f"{listed(kept.people)} held: {lines}" if kept.by_line else "nobody has begun, so nobody is held"
        )
        said = (
            f"{format_money(kept.total, currency)} until {format_date(kept.last)} ({held}); "
            f"{format_money(kept.week, currency)} a week if the whole cast is kept."
        )
        found.append((outcome, said))
        prices.append((kept.total, kept.week))
    holds = bool(prices) and all(week > 0 for _, week in prices)
    holds = holds and max((total for total, _ in prices), default=0) >= 100 * (expect.least or 0)
    return judged(expect, SENTENCE, holds, joined(found))
