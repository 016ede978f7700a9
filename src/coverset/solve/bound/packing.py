"""How many days a pile of work needs at least: bin packing bounds.

The volume bound; L2 of Martello and Toth, "Lower bounds and reduction procedures for the bin packing
problem", Discrete Applied Mathematics 28 (1990), section 3; and the rounding functions of Fekete and
Schepers, "New classes of fast lower bounds for bin packing problems", Mathematical Programming 91 (2001),
theorem 5.
"""

from __future__ import annotations

from collections.abc import Sequence


def ceil_div(a: int, b: int) -> int:
    """The quotient rounded up."""
    return -(-a // b)


def bins(sizes: Sequence[int], capacity: int) -> int:
    """The fewest bins that hold the sizes, bounded from below; each size fits a bin (0 < capacity)."""
    items = sorted((s for s in sizes if s > 0), reverse=True)
    if not items:
        return 0
    if capacity <= 0:
        return len(items)
    best = ceil_div(sum(items), capacity)
    if items[0] * 2 <= capacity:
        return max(best, *(_rounded(items, capacity, k) for k in range(1, 6)))
    for small in {0, *(s for s in items if s * 2 <= capacity)}:
        huge = [s for s in items if s > capacity - small]
        large = [s for s in items if capacity - small >= s and s * 2 > capacity]
        rest = sum(s for s in items if s * 2 <= capacity and s >= small)
        over = rest - (len(large) * capacity - sum(large))
        best = max(best, len(huge) + len(large) + max(0, ceil_div(over, capacity)))
    return max(best, *(_rounded(items, capacity, k) for k in range(1, 6)))


def _rounded(items: Sequence[int], capacity: int, k: int) -> int:
    """The volume after rounding each size by u(k): x stays when (k+1)x is whole, else floor((k+1)x)/k."""
    total = 0
    for size in items:
        whole, rest = divmod((k + 1) * size, capacity)
        total += whole * capacity if rest else k * size
    return ceil_div(total, k * capacity)


def windows(tasks: Sequence[tuple[int, int, int]], capacity: int) -> int:
    """The fewest days for tasks (first date, last date, minutes): windows of dates apart add up.

    Over all ways to cut the dates into intervals, the best sum of the volumes that must lie inside each.
    """
    ends = sorted({last for _, last, _ in tasks})
    starts = sorted({first for first, _, _ in tasks})
    if capacity <= 0 or not tasks:
        return 0
    by_end = sorted(tasks, key=lambda task: task[1])
    best: dict[int, int] = {}
    for start in reversed(starts):
        later = [s for s in starts if s > start]
        found = max((best[s] for s in later), default=0)
        volume, k = 0, 0
        for end in ends:
            inside = False
            while k < len(by_end) and by_end[k][1] <= end:
                if by_end[k][0] >= start:
                    volume, inside = volume + by_end[k][2], True
                k += 1
            if inside:
                follow = max((best[s] for s in later if s > end), default=0)
                found = max(found, max(1, ceil_div(volume, capacity)) + follow)
        best[start] = found
    return best[starts[0]]
