"""A board as it stands: its exact price and every rule it breaks, and what a change does to both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from coverset.costs import Ledger, ledger
from coverset.costs.cast import cast_engagement
from coverset.findings import Finding, Severity
from coverset.model.board import Board
from coverset.model.engagement import Engagement
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.rules import check

_NEVER_TRADED = frozenset(("pins", "pinned-days", "pinned-people", "pinned-orders", "board-lengths"))


@dataclass(frozen=True)
class Standing:
    """A plan read by the ledger and by every rule, nothing estimated."""

    board: Board

    @property
    def plan(self) -> Plan:
        """The plan itself."""
        return self.board.plan

    @cached_property
    def ledger(self) -> Ledger:
        """Every charge."""
        return ledger(self.board)

    @property
    def cost(self) -> int:
        """What it costs, in minor units."""
        return self.ledger.total

    @cached_property
    def conflicts(self) -> tuple[Finding, ...]:
        """Every broken rule."""
        return tuple(f for f in check(self.board) if f.severity is Severity.CONFLICT)

    @cached_property
    def spells(self) -> dict[str, Engagement]:
        """The worked, held and dropped dates of everybody called."""
        board = self.board
        people = (person for person in board.production.people if board.worked_by(person.id))
        return {person.id: cast_engagement(board, person) for person in people}


def standing(production: Production, plan: Plan) -> Standing:
    """A plan as it stands against a production."""
    return Standing(Board(production, plan))


@dataclass(frozen=True, slots=True)
class Toll:
    """What a change does to the rules: conflicts that come and conflicts that go."""

    breaks: tuple[Finding, ...]
    mends: tuple[Finding, ...]

    @property
    def as_before(self) -> bool:
        """Whether each conflict that comes is one that goes, on another date or by another amount."""
        return Counter(map(_nature, self.breaks)) == Counter(map(_nature, self.mends))

    @property
    def fewer(self) -> int:
        """By how many occasions less the rules are broken: one rule broken on one date is one, whoever it concerns."""
        return len(_occasions(self.mends)) - len(_occasions(self.breaks))

    def fair(self, *, no_worse: bool = False) -> bool:
        """Whether nothing new is broken, unless more is mended; pins and kept day lengths are never broken.

        ``no_worse`` says that conflicts that only change date or amount are known not to have grown.
        """
        if any(finding.code in _NEVER_TRADED for finding in self.breaks):
            return False
        return not self.breaks or self.fewer > 0 or (no_worse and self.as_before)


def toll(before: Standing, after: Standing) -> Toll:
    """The conflicts that one board has and the other does not, by their sentences."""
    had, has = set(before.conflicts), set(after.conflicts)
    return Toll(
        tuple(f for f in after.conflicts if f not in had), tuple(f for f in before.conflicts if f not in has)
    )


def lines_between(before: Standing, after: Standing) -> dict[str, int]:
    """By ledger line, what the second board pays more (negative: less); lines that stay are left out."""
    were, are = before.ledger.by_line(), after.ledger.by_line()
    return {line: are[line] - were[line] for line in are if are[line] != were[line]}


def net_days(before: Mapping[str, Engagement], after: Mapping[str, Engagement]) -> dict[str, tuple[int, int]]:
    """Who works or is held more or fewer dates: (worked, held) by person, people without a difference left out."""
    none = Engagement((), (), ())
    found = {}
    for person in dict.fromkeys((*before, *after)):
        old, new = before.get(person, none), after.get(person, none)
        difference = len(new.worked) - len(old.worked), len(new.held) - len(old.held)
        if any(difference):
            found[person] = difference
    return found


def _nature(finding: Finding) -> tuple[str, ...]:
    """A conflict without its dates: the same one on another date has the same nature."""
    return (finding.code, *(word for word in finding.about if not _is_date(word)))


def _occasions(findings: Iterable[Finding]) -> set[tuple[str, ...]]:
    """The rule and the date of each conflict; a crew's short rest and its people's are one occasion."""
    found = set()
    for finding in findings:
        dates = tuple(word for word in finding.about if _is_date(word))
        rule = "rest" if finding.code in ("crew-rest", "people-rest") else finding.code
        found.add((rule, *(dates or finding.about)))
    return found


def _is_date(word: str) -> bool:
    try:
        date.fromisoformat(word)
    except ValueError:
        return False
    return True
