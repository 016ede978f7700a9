"""What is proved: an amount a ledger line, and the sentence that says why."""

from __future__ import annotations

from dataclasses import dataclass

from coverset.problem import Problem


@dataclass(frozen=True, slots=True)
class Shared:
    """An amount proved for the sum of several lines, beyond what is proved for each of them alone."""

    lines: tuple[int, ...]
    amount: int


@dataclass(frozen=True, slots=True)
class Bound:
    """What every plan costs at least.

    ``by_line[k]`` is proved for ledger line k alone, in every plan; ``shared`` adds what is proved only
    for the sum of some lines; ``total`` is all of it. ``reasons`` says each in one plain sentence, after
    the name of its line. ``impossible`` names the tasks that have no slot left: then there is no plan.
    """

    total: int
    by_line: tuple[int, ...]
    reasons: tuple[str, ...]
    shared: tuple[Shared, ...] = ()
    impossible: tuple[int, ...] = ()

    def reason(self, line: str, most: int = 3) -> str:
        """Why a ledger line, by its name, costs what is proved for it alone; "" when nothing is."""
        said = [reason.removeprefix(f"{line}: ") for reason in self.reasons if reason.startswith(f"{line}: ")]
        more = [f"{len(said) - most} more"] if len(said) > most else []
        return "; ".join(said[:most] + more)


class Proof:
    """Collects amounts that hold in every plan at once, so that they may be added up."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._lines = [0] * len(problem.lines)
        self._shared: dict[tuple[int, ...], int] = {}
        self._reasons: list[str] = []

    def line(self, line: int, amount: int, reason: str = "") -> None:
        """Prove ``amount`` more for one line."""
        self._lines[line] += amount
        self._say((line,), amount, reason)

    def sum_of(self, lines: tuple[int, ...], amount: int, reason: str = "") -> None:
        """Prove ``amount`` more for the sum of lines; of one line, when they are one."""
        distinct = tuple(sorted(set(lines)))
        if len(distinct) == 1:
            self.line(distinct[0], amount, reason)
        elif amount:
            self._shared[distinct] = self._shared.get(distinct, 0) + amount
            self._say(distinct, amount, reason)

    def copy(self) -> Proof:
        """The same amounts, to be added to apart."""
        other = Proof(self.problem)
        other._lines, other._shared = list(self._lines), dict(self._shared)
        other._reasons = list(self._reasons)
        return other

    def _say(self, lines: tuple[int, ...], amount: int, reason: str) -> None:
        if amount and reason:
            self._reasons.append(f"{' and '.join(self.problem.lines[k] for k in lines)}: {reason}")

    def done(self) -> Bound:
        """Everything proved so far."""
        return Bound(
            sum(self._lines) + sum(self._shared.values()),
            tuple(self._lines),
            tuple(self._reasons),
            tuple(Shared(lines, amount) for lines, amount in sorted(self._shared.items())),
        )
