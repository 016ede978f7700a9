"""What the rules about stunts share: work still to place, waivers, warnings, and what is kept off one date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from coverset.findings import Finding, Severity
from coverset.hazards.leave import leaves_of
from coverset.hazards.requirement import Requirement
from coverset.model.board import Board
from coverset.model.plan import PlanDay
from coverset.model.production import Production
from coverset.model.stunt_work import stunt_work
from coverset.model.stunts import Beat, CrewMember


def placed(board: Board, tasks: Iterable[str]) -> Iterator[tuple[str, PlanDay]]:
    """Those of some tasks that stand on the board and are still to be done, each with its unit-day, by date."""
    wanted = set(stunt_work(board.production).to_place(tasks))
    if wanted:
        for day in board.days:
            yield from ((task, day) for task in day.tasks if task in wanted)


def asked(production: Production, beat: Beat, kind: str) -> Iterator[Requirement]:
    """What the catalogue asks of a beat, of one kind, and nobody has waived as its tier allows."""
    for each in leaves_of(production).bearing(beat):
        if each.kind == kind and not (each.waivable and waiver(production, beat.id, each.key)):
            yield each


def alike(production: Production) -> list[tuple[CrewMember, ...]]:
    """The stunt crew that is needed for anything, those together who are bound alike: by tasks, number, dates, rest."""
    found: dict[tuple[object, ...], list[CrewMember]] = {}
    for name, tasks in stunt_work(production).tasks_of.items():
        member = production.stunts.crew_by_id[name]
        bound = (tasks, member.count, member.available, member.away, member.alternate, member.rest)
        found.setdefault(bound, []).append(member)
    return [tuple(members) for members in found.values()]


_SHOWN = 4


def names_of(people: Sequence[str]) -> str:
    """Some people in a sentence, the first few by name."""
    if len(people) == 1:
        return people[0]
    more = len(people) - _SHOWN
    shown = (*people[:_SHOWN], f"{more} more") if more > 0 else people
    return f"{', '.join(shown[:-1])} and {shown[-1]}"


def waiver(production: Production, beat: str, *requirements: str) -> str:
    """Who went without one of some requirements for a beat, with the reason; empty when nobody did."""
    found = (w for w in production.stunts.waivers if w.beat == beat and w.requirement in requirements)
    return next((f"{each.by}: {each.reason}" for each in found if each.by and each.reason), "")


def warned(rule: str, sentence: str, *about: str) -> Finding:
    """Something that a board should not be shot without knowing, and that breaks no rule yet."""
    return Finding(rule, Severity.WARNING, sentence, about=about)


def kept_apart(items: Sequence[str], fits: Callable[[Sequence[str]], bool]) -> list[tuple[str, str]]:
    """Pairs that, never on one date, leave no date more than fits; what fits still does when less is there.

    Just the pairs that do not fit alone, where that is enough; else the items are packed first-fit into
    groups that fit and kept apart between groups, which may forbid more than it must.
    """
    over = [pair for pair in combinations(items, 2) if not fits(pair)]
    if not items or fits(items) or _enough(items, set(over), fits):
        return over
    groups: list[list[str]] = []
    for item in items:
        home = next((group for group in groups if fits([*group, item])), None)
        if home is None:
            groups.append([item])
        else:
            home.append(item)
    place = {item: k for k, group in enumerate(groups) for item in group}
    return [(a, b) for a, b in combinations(items, 2) if place[a] != place[b]]


_LOOKED_AT = 12


def _enough(items: Sequence[str], apart: set[tuple[str, str]], fits: Callable[[Sequence[str]], bool]) -> bool:
    """Whether everything that may still share a date fits; not looked at where there is too much of it."""
    if len(items) > _LOOKED_AT:
        return False
    subsets = (s for size in range(3, len(items) + 1) for s in combinations(items, size))
    return all(fits(s) for s in subsets if apart.isdisjoint(combinations(s, 2)))
