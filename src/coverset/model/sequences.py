"""The orders that people have pinned, put together: one sequence for all strips that any of them ties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from coverset.model.pins import OrderPin


@dataclass(frozen=True, slots=True)
class Sequence:
    """Strips in the order in which they are shot where they share a unit-day, and the pins that say so.

    ``whole``: some of them follow each other directly, so all stay together. ``possible`` is false when the
    pins contradict each other: then the order is none of theirs.
    """

    tasks: tuple[str, ...]
    whole: bool
    pins: tuple[OrderPin, ...]
    possible: bool = True


def sequences(pins: Iterable[OrderPin]) -> tuple[Sequence, ...]:
    """The sequences of the pins, in the order in which the pins first name a strip of each."""
    groups: list[list[OrderPin]] = []
    for pin in pins:
        own = set(pin.order)
        tied = [group for group in groups if any(own & set(other.order) for other in group)]
        if tied:
            tied[0] += [*(each for group in tied[1:] for each in group), pin]
            groups = [group for group in groups if not any(group is other for other in tied[1:])]
        else:
            groups.append([pin])
    return tuple(_of(group) for group in groups)


def _of(pins: list[OrderPin]) -> Sequence:
    every = tuple(dict.fromkeys(task for pin in pins for task in pin.order))
    whole = any(pin.directly for pin in pins)
    blocks = _blocks(every, pins)
    ordered = _sorted(blocks, pins) if blocks is not None else None
    sound = ordered is not None and all(len(set(pin.order)) == len(pin.order) > 1 for pin in pins)
    if ordered is None or not sound:
        return Sequence(every, whole, tuple(pins), possible=False)
    return Sequence(ordered, whole, tuple(pins))


def _blocks(every: tuple[str, ...], pins: list[OrderPin]) -> list[list[str]] | None:
    """Runs of strips that follow each other directly, single ones too; None when two want one place."""
    after: dict[str, str] = {}
    before: dict[str, str] = {}
    for pin in pins:
        for one, other in pairwise(pin.order) if pin.directly else ():
            if after.setdefault(one, other) != other or before.setdefault(other, one) != one:
                return None
    blocks = []
    for task in every:
        if task not in before:
            blocks.append([task])
            while blocks[-1][-1] in after:
                blocks[-1].append(after[blocks[-1][-1]])
    # In a circle nobody comes first.
    return blocks if sum(map(len, blocks)) == len(every) else None


def _sorted(blocks: list[list[str]], pins: list[OrderPin]) -> tuple[str, ...] | None:
    """The blocks in an order that every pin keeps, None when there is none."""
    at = {task: (b, k) for b, block in enumerate(blocks) for k, task in enumerate(block)}
    waits: dict[int, set[int]] = {b: set() for b in range(len(blocks))}
    for one, other in (pair for pin in pins for pair in pairwise(pin.order)):
        (b, place), (c, later) = at[one], at[other]
        if b == c and place >= later:
            return None
        if b != c:
            waits[c].add(b)
    laid: list[int] = []
    while len(laid) < len(blocks):
        ready = next((b for b in waits if b not in laid and waits[b] <= set(laid)), None)
        if ready is None:
            return None
        laid.append(ready)
    return tuple(task for b in laid for task in blocks[b])
