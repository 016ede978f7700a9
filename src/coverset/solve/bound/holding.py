"""What people cost by waiting for one another, beyond what the other components prove: it grows with time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coverset.solve.bound.packing import ceil_div
from coverset.solve.bound.relaxation import PARTS, Ground, Person, compiled, relaxed, searching
from coverset.solve.bound.stages import StageSearch
from coverset.solve.bound.tours import Tours

_SLICE = 0.1
_PAIRS = 2
_MORE = 4
_LABELS = 40_000 if compiled() else 1_000
_GROWING = 1_000_000 if compiled() else 20_000
_JOINING = 150_000 if compiled() else 2_000
_MEMORY = 1 << 28


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is proved for the sum of some lines of a unit, and for how many of its people."""

    lines: tuple[int, ...]
    amount: int
    reason: str


def waiting(own: Ground, proved: Sequence[int], tours: Tours, labels: int | None) -> Iterator[Waiting | None]:
    """Prove ever more of what the people of a unit cost by waiting for one another; None after each slice of work.

    ``proved`` is, for each span, what is proved of it already but for its ends: the relaxation counts that too, so
    only what exceeds it is new. ``labels`` limit each search.
    """
    if own.people:
        tried = [_Teams(own, people, proved, tours) for people in _lineups(own.people, proved)]
        for teams in tried:
            yield from teams.split(min(labels or _LABELS, _LABELS))
        teams = max(tried, key=lambda teams: teams.proves())
        del tried
        yield from teams.grow(min(labels or _GROWING, _GROWING))
        yield from teams.join(min(labels or _JOINING, _JOINING), labels)
        yield from _together(own, proved, tours, labels)


def _lineups(people: Sequence[Person], proved: Sequence[int]) -> list[tuple[Person, ...]]:
    """Who may team up: the dearest in pairs in every way, and those of whom nothing is proved yet that would be lost."""
    first = tuple(people[: 2 * _PAIRS])
    free = tuple(person for person in people if _counted((person,), proved) <= 0)[: 2 * _PAIRS]
    lineups = [first]
    if len(first) == 2 * _PAIRS:
        a, b, c, d = first
        lineups += [(a, c, b, d), (a, d, b, c)]
    if free and free != first:
        lineups.append(free)
    return lineups


def _grown(search: StageSearch, labels: int | None) -> Iterator[None]:
    """Run a search to its end, or so many labels, a slice at a time."""
    before = -1
    while not search.exact and search.popped != before and (labels is None or search.popped < labels):
        before = search.popped
        search.run(1 << 60 if labels is None else labels - before, _SLICE, _MEMORY)
        yield None


class _Teams:
    """The dearest people relaxed in small teams, each of which is charged a share of the common prices.

    What a share more proves never grows with the share, so to go on where the next part proves more is best.
    """

    def __init__(self, own: Ground, people: Sequence[Person], proved: Sequence[int], tours: Tours) -> None:
        self.own, self.proved, self.tours = own, proved, tours
        people = tuple(people[: 2 * _PAIRS])
        self.teams = [people[k : k + 2] for k in range(0, len(people), 2)]
        self.shares = [PARTS // len(self.teams)] * len(self.teams)
        self._known: dict[tuple[tuple[Person, ...], int], StageSearch] = {}

    def proves(self) -> int:
        """What the teams prove beyond what is proved of their people already, in parts."""
        return self._total(self.shares)

    def split(self, labels: int) -> Iterator[Waiting | None]:
        """Split the common prices where they prove the most, each try as far as so many labels."""
        for k in range(len(self.teams)):
            yield from _grown(self._search(k, self.shares[k]), labels)
        yield self._said()
        if len(self.teams) < 2:
            return
        for step in (1, -1):
            while 0 <= self.shares[0] + step <= PARTS:
                shares = [self.shares[0] + step, self.shares[1] - step]
                for k, share in enumerate(shares):
                    yield from _grown(self._search(k, share), labels)
                if self._total(shares) <= self._total(self.shares):
                    break
                self.shares = shares
                yield self._said()

    def grow(self, labels: int | None) -> Iterator[Waiting | None]:
        """Search on in the teams as they are, and let go of all other searches."""
        current = {(team, share): self._search(k, share) for k, (team, share) in enumerate(self._now())}
        self._known = current
        for k, share in enumerate(self.shares):
            for _ in _grown(self._search(k, share), labels):
                yield self._said()

    def join(self, few: int, labels: int | None) -> Iterator[Waiting | None]:
        """Let one more person join a team, the last team first, whoever proves the most; then search on."""
        for k in reversed(range(len(self.teams))):
            team, best = self.teams[k], self._least(k, self.shares[k])
            taken = {person.span for other in self.teams for person in other}
            for person in self.own.people[: 2 * _PAIRS + _MORE]:
                if person.span in taken or len(team) < 2:
                    continue
                self.teams[k], before = (*team, person), self.teams[k]
                yield from _grown(self._search(k, self.shares[k]), few)
                if self._least(k, self.shares[k]) <= best:
                    self.teams[k] = before
                    continue
                best = self._least(k, self.shares[k])
                yield self._said()
        yield from self.grow(labels)

    def _now(self) -> Iterator[tuple[tuple[Person, ...], int]]:
        return zip(self.teams, self.shares, strict=True)

    def _search(self, k: int, share: int) -> StageSearch:
        key = (self.teams[k], share)
        if key not in self._known:
            self._known[key] = searching(relaxed(self.own, self.tours, self.teams[k], share))
        return self._known[key]

    def _least(self, k: int, share: int) -> int:
        """What a team with its share proves beyond what is proved of it already."""
        beyond = share * self.tours.path(self.own.bases) + _counted(self.teams[k], self.proved)
        return self._search(k, share).least - beyond

    def _total(self, shares: Sequence[int]) -> int:
        return sum(self._least(k, share) for k, share in enumerate(shares))

    def _said(self) -> Waiting:
        chosen = [person for team in self.teams for person in team]
        least = sum(self._search(k, share).least for k, share in enumerate(self.shares))
        return _said(self.own, chosen, least - PARTS * self.tours.path(self.own.bases), self.proved)


def _together(
    own: Ground, proved: Sequence[int], tours: Tours, labels: int | None
) -> Iterator[Waiting | None]:
    """Relax the dearest people all together, ever more of them."""
    for count in (3, 4):
        chosen = own.people[:count]
        if len(chosen) < count:
            return
        search = searching(relaxed(own, tours, chosen, PARTS))
        for _ in _grown(search, labels):
            yield _said(own, chosen, search.least - PARTS * tours.path(own.bases), proved)


def _counted(people: Sequence[Person], proved: Sequence[int]) -> int:
    """What is proved of people already beyond the working dates that a relaxation counts from, in parts."""
    return PARTS * sum(proved[person.span] - person.working * person.counted for person in people)


def _said(own: Ground, chosen: Sequence[Person], parts: int, proved: Sequence[int]) -> Waiting:
    unit = own.work.problem.units[own.unit]
    spans = [own.work.problem.spans[person.span] for person in chosen]
    lines = (
        unit.day_line,
        unit.move_line,
        unit.travel_line,
        *(line for span in spans for line in (span.work_line, span.hold_line)),
        *(span.drop_line for span in spans if span.drop_gap),
        *(span.extend_line for span in spans if span.start or span.end),
    )
    amount = max(0, ceil_div(parts - _counted(chosen, proved), PARTS))
    return Waiting(
        lines,
        amount,
        f"in {unit.name} the {len(chosen)} dearest people wait for one another in any order of work",
    )
