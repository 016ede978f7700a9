"""Whether what must come first can: circles of orders, and orders and pairs apart that the dates cannot keep."""

from __future__ import annotations

from coverset.findings import Finding
from coverset.model.dates import format_date
from coverset.model.production import Production
from coverset.model.room import Room, error
from coverset.model.scenes import Precedence


def orders(production: Production) -> list[Finding]:
    """Cycles of what comes before what, and orders and pairs apart that the open dates cannot keep."""
    room = Room(production)
    found: list[Finding] = []
    if room.on("precedence"):
        cycle = _cycle(production)
        if cycle:
            names = [order.before for order in cycle]
            sentence = f"These come before each other in a circle: {' before '.join([*names, names[0]])}. Take one order out."
            return [error("order-circle", sentence, cycle[-1].source or cycle[0].source, *names)]
        found += _squeezed(room)
    if room.on("apart"):
        for pair in production.open_aparts:
            first, second = room.allowed[pair.first], room.allowed[pair.second]
            if first == second and first.bit_count() == 1:
                day = format_date(room.dates[first.bit_length() - 1])
                sentence = (
                    f"{pair.first} and {pair.second} may not share a date, and {day} is the only one that each "
                    "of them has: free one of them."
                )
                found.append(error("apart-clash", sentence, pair.source, pair.first, pair.second))
    return found


def _cycle(production: Production) -> list[Precedence]:
    """The orders of one circle, or none."""
    following: dict[str, list[Precedence]] = {}
    for order in production.orders:
        following.setdefault(order.before, []).append(order)
    state: dict[str, int] = {}
    for start in following:
        if state.get(start):
            continue
        path: list[Precedence] = []
        stack = [iter(following.get(start, ()))]
        state[start] = 1
        while stack:
            following_order = next(stack[-1], None)
            if following_order is None:
                stack.pop()
                done = path[-1].after if path else start
                state[done] = 2
                if path:
                    path.pop()
            elif state.get(following_order.after) == 1:
                path.append(following_order)
                at = next(k for k, each in enumerate(path) if each.before == following_order.after)
                return path[at:]
            elif not state.get(following_order.after):
                state[following_order.after] = 1
                path.append(following_order)
                stack.append(iter(following.get(following_order.after, ())))
    return []


def _squeezed(room: Room) -> list[Finding]:
    """Orders that leave a task no date: the dates are narrowed from both ends until nothing changes."""
    production = room.production
    dates = dict(room.allowed)
    waiting = [order for order in production.orders if dates[order.before] and dates[order.after]]
    touching: dict[str, list[Precedence]] = {}
    for order in waiting:
        touching.setdefault(order.before, []).append(order)
        touching.setdefault(order.after, []).append(order)
    found: list[Finding] = []
    stuck: set[str] = set()
    while waiting:
        order = waiting.pop()
        before, after = dates[order.before], dates[order.after]
        if order.before in stuck or order.after in stuck:
            continue
        most = len(room.dates) if order.max_days is None else order.max_days
        later = _shifted(before, order.min_days, most, room.all)
        earlier = _shifted_back(after, order.min_days, most)
        for name, left in ((order.after, after & later), (order.before, before & earlier)):
            if left == dates[name]:
                continue
            dates[name] = left
            if not left:
                other = order.before if name == order.after else order.after
                sentence = (
                    f"{order.before} has to come before {order.after}"
                    f"{_by(order.min_days)}"
                    f"{f' ({order.why})' if order.why else ''} and the dates left to them do not allow it: "
                    f"{order.before} {room.spans(room.allowed[order.before])}; "
                    f"{order.after} {room.spans(room.allowed[order.after])}."
                )
                found.append(error("order-clash", sentence, order.source, name, other))
                stuck |= {name, other}
                break
            waiting += touching[name]
    return found


def _shifted(dates: int, least: int, most: int, all_dates: int) -> int:
    """The dates that lie ``least`` to ``most`` after some date of these."""
    if most >= all_dates.bit_length():
        first = (dates & -dates).bit_length() - 1 + least
        return all_dates >> first << first if first < all_dates.bit_length() else 0
    found = 0
    for apart in range(least, most + 1):
        found |= dates << apart
    return found & all_dates


def _shifted_back(dates: int, least: int, most: int) -> int:
    """The dates that lie ``least`` to ``most`` before some date of these."""
    if most >= dates.bit_length():
        last = dates.bit_length() - 1 - least
        return (1 << last + 1) - 1 if last >= 0 else 0
    found = 0
    for apart in range(least, most + 1):
        found |= dates >> apart
    return found


def _by(dates: int) -> str:
    if not dates:
        return ""
    return f" by at least {dates} {'date' if dates == 1 else 'dates'},"
