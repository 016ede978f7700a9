"""What one walk of a search does with its budget: the order, the length and the heat of its cooling cycles.

The order of places is settled while a walk is hot. With few moves a task two walks from afar are best; a walk
that could be much longer settles on no better order, so the moves go to more walks and to children of theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class Begin(Enum):
    """Where a cycle begins: where the walk stands, at a first plan, at the best, or at two plans crossed."""

    HERE, AFRESH, BEST, CHILD = range(4)


@dataclass(frozen=True, slots=True)
class Cycle:
    """One cooling: where it begins, how hot (1: half of the usual rises are taken), its share of the budget."""

    begin: Begin
    heat: float
    share: float


WARM = (Cycle(Begin.HERE, 0.02, 0.3), Cycle(Begin.BEST, 0.2, 0.4), Cycle(Begin.BEST, 0.05, 0.3))
"""From a plan that is nearly right: mend it first, look further, then settle."""

SHORT = (Cycle(Begin.HERE, 1.0, 0.7), Cycle(Begin.BEST, 0.3, 0.3))
"""For so few moves that they cannot be divided further."""

_OPENING, _CLOSING = 0.04, 0.06
_QUICK = 0.2

_TWO_WALKS = 1500
"""Moves for each pair of tasks below which two walks take everything between opening and closing.

Measured on the shoot family, moves of each of two workers: at 3,000 (A, 100 scenes, 30 million) more walks and
their children came to 20,462 on the mean of three seeds, two walks to 20,549; at 670 (C, 300 scenes, 60 million)
to 76,824 and 75,893.
"""

_AFRESH_SHARE, _AFRESH_MOVES, _MOST_WALKS = 0.5, 100, 24
_TWO_HEAT, _FAR_HEAT, _SETTLE_SHARE = 1.5, 3.0, 0.15
_CHILD_HEAT, _CHILD_MOVES = 1.0, 30


def opening(longest: float) -> Cycle:
    """A quick first plan; ``longest`` is the largest share that one cycle may have."""
    return Cycle(Begin.HERE, _QUICK, min(_OPENING, longest))


def cycles(moves: float, tasks: int, workers: int, longest: float) -> Iterator[Cycle]:
    """What follows the opening, for a walk of about so many moves beside ``workers - 1`` others.

    ``longest`` is below 1 for a search that ends by patience: then short walks are followed by children of
    their plans for as long as anybody waits.
    """
    between = 1.0 - _OPENING - _CLOSING
    pairs = max(10, tasks) ** 2
    if longest >= 1 and moves < _TWO_WALKS * pairs:
        yield from [Cycle(Begin.HERE, _TWO_HEAT, between / 2)] * 2
        yield Cycle(Begin.BEST, _QUICK, _CLOSING)
        return
    walks = round(_AFRESH_SHARE * moves / (_AFRESH_MOVES * pairs))
    walks = min(max(walks, 2 if workers == 1 else 1), _MOST_WALKS)
    share = min(_AFRESH_SHARE / walks, longest)
    for _ in range(walks):
        yield Cycle(Begin.AFRESH, _FAR_HEAT, share * (1 - _SETTLE_SHARE))
        yield Cycle(Begin.HERE, _QUICK, share * _SETTLE_SHARE)
    left = between - share * walks
    children = max(1, round(left * moves / (_CHILD_MOVES * pairs)), round(left / longest))
    yield from [Cycle(Begin.CHILD, _CHILD_HEAT, left / children)] * children
    yield Cycle(Begin.BEST, _QUICK, _CLOSING)
