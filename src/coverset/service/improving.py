"""Improving: the few moves that save most from a board as it stands, and applying those that are wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from coverset import __version__
from coverset.formats import plan as plan_file
from coverset.formats import uss
from coverset.model.dates import format_date
from coverset.model.production import Production
from coverset.service._move_words import conflict_words, line_words, people_words, price, what
from coverset.service.opening import Opened
from coverset.service.planning import finding_json, findings_json, keep_board_lengths
from coverset.solve.improve import Improvement, Move, improve
from coverset.solve.neighbours import Window
from coverset.solve.standing import Standing, lines_between, standing, toll
from coverset.store.files import write_whole


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many moves, between which dates (None: all), and what they may do.

    ``mend`` puts conflicts before money. ``keep_lengths`` holds a board to its own day lengths.
    """

    moves: int = 5
    first: date | None = None
    last: date | None = None
    mend: bool = False
    keep_lengths: bool = True


@dataclass(frozen=True)
class Improved:
    """The moves found for what was opened, and the production they were judged by."""

    opened: Opened
    production: Production
    improvement: Improvement

    @property
    def currency(self) -> str:
        """What the prices are in."""
        return self.production.currency


def outside(production: Production, wanted: Wanted) -> str:
    """Why nothing can be moved between the dates asked for: the plan has none of them. "" where it has."""
    begins, ends = production.calendar.start_date, production.calendar.end_date
    held = f"the plan goes from {format_date(begins)} to {format_date(ends)}"
    if wanted.first is not None and wanted.first > ends:
        return f"--from {wanted.first} is after every date of the plan: {held}."
    if wanted.last is not None and wanted.last < begins:
        return f"--to {wanted.last} is before every date of the plan: {held}."
    return ""


def improve_board(
    opened: Opened,
    wanted: Wanted,
    *,
    seconds: float | None = None,
    on_move: Callable[[int], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Improved:
    """Find the moves; those found by then when it is to stop. Raises ValueError when what was opened came without a board."""
    if opened.production is None or opened.plan is None:
        raise ValueError("there is no board to improve")
    production = opened.production
    if wanted.keep_lengths and opened.from_board:
        production = keep_board_lengths(production, opened.plan)
    dates = production.calendar.dates()
    window = Window(wanted.first or dates[0], wanted.last or dates[-1])
    found = improve(
        production,
        opened.plan,
        moves=wanted.moves,
        window=window,
        mend=wanted.mend,
        seconds=seconds,
        on_move=on_move,
        should_stop=should_stop,
    )
    return Improved(opened, production, found)


@dataclass(frozen=True, slots=True)
class Said:
    """A move in words: the decision, its price, who feels it, what it breaks and mends."""

    number: int
    what: str
    price: str
    lines: str
    people: str
    breaks: tuple[str, ...]
    mends: tuple[str, ...]


def say(improved: Improved) -> list[Said]:
    """Every move in words, in order."""
    said, plan = [], improved.improvement.start.plan
    for number, move in enumerate(improved.improvement.moves, start=1):
        words = price(move.saving, improved.currency)
        if move.alone != move.saving:
            words += f" after the moves above ({price(move.alone, improved.currency)} alone)"
        said.append(
            Said(
                number,
                what(improved.production, plan, move),
                words,
                line_words(move.lines),
                people_words(move.days, move.calls),
                conflict_words(move.toll.breaks),
                conflict_words(move.toll.mends),
            )
        )
        plan = move.edit.apply(plan)
    return said


def chosen_numbers(asked: str, moves: Sequence[Move]) -> tuple[list[int], str]:
    """The moves asked for, as ``all`` or ``1,3``, and a sentence instead when that cannot be."""
    if asked.strip().casefold() == "all":
        return list(range(1, len(moves) + 1)), ""
    numbers = [word.strip() for word in asked.split(",") if word.strip()]
    wrong = [word for word in numbers if not (word.isascii() and word.isdigit() and len(word) < 6)]
    if wrong or not numbers:
        return [], f"--apply takes all, or numbers of moves as 1,3; not {asked!r}."
    found = sorted({int(word) for word in numbers})
    if found[0] < 1 or found[-1] > len(moves):
        there = f"1 to {len(moves)}" if moves else "none"
        return [], f"There is no move {found[-1] if found[0] >= 1 else found[0]}; there are {there}."
    return found, ""


@dataclass(frozen=True)
class Applied:
    """A board with some of the moves applied, priced and checked anew."""

    numbers: tuple[int, ...]
    before: Standing
    after: Standing

    @property
    def saving(self) -> int:
        """What the moves applied save together."""
        return self.before.cost - self.after.cost

    @property
    def breaks(self) -> tuple[str, ...]:
        """What the board with them breaks that it did not: some moves may be fair only with those before them."""
        return conflict_words(toll(self.before, self.after).breaks)


def apply_moves(improved: Improved, numbers: Iterable[int]) -> Applied:
    """Apply some of the moves in their order; the price of the result is the ledger's, not a sum."""
    found = improved.improvement
    wanted = tuple(sorted(numbers))
    plan = found.start.plan
    for number in wanted:
        plan = found.moves[number - 1].edit.apply(plan)
    return Applied(wanted, found.start, standing(improved.production, plan))


def write_applied(improved: Improved, applied: Applied, output: Path) -> Path:
    """Write the improved board: a .uss file again when that is asked for, else a plan; the path written.

    Raises OSError when the disk refuses.
    """
    opened, plan = improved.opened, applied.after.plan
    target = output / plan_file.FILE if output.is_dir() else output
    if target.suffix.lower() in uss.SUFFIXES:
        original = opened.path.read_bytes() if opened.kind == "uss" else None
        assert opened.production is not None
        write_whole(target, uss.write(opened.production, plan, original))
        return target
    said = say(improved)
    kept = {
        "source": opened.source(target.parent),
        "cost": applied.after.cost,
        "moves": [said[number - 1].what for number in applied.numbers],
        "saving": applied.saving,
        "version": __version__,
    }
    write_whole(target, plan_file.write(plan, opened.production, provenance=kept))
    return target


def as_json(
    improved: Improved, applied: Applied | None = None, written: Path | None = None
) -> dict[str, Any]:
    """The one object that ``improve --json`` prints. Money in minor units of the currency."""
    found = improved.improvement
    answer: dict[str, Any] = {
        "status": "improved" if found.moves else "unknown" if found.unfinished else "nothing to save",
        "cost": found.start.cost,
        "currency": improved.currency,
        "saving": found.saving,
        "cost_after": found.end.cost,
        "tried": found.tried,
        "priced": found.priced,
        "findings": findings_json(improved.opened),
        "conflicts": len(found.start.conflicts),
        "conflicts_after": len(found.end.conflicts),
        "moves": [_move_json(said, move) for said, move in zip(say(improved), found.moves, strict=True)],
    }
    if applied is not None:
        change = toll(applied.before, applied.after)
        answer["applied"] = {
            "numbers": list(applied.numbers),
            "saving": applied.saving,
            "cost": applied.after.cost,
            "lines": lines_between(applied.before, applied.after),
            "breaks": [finding_json(finding) for finding in change.breaks],
            "mends": [finding_json(finding) for finding in change.mends],
            "plan": str(written) if written else None,
        }
    return answer


def _move_json(said: Said, move: Move) -> dict[str, Any]:
    return {
        "number": said.number,
        "sentence": said.what,
        "saving": move.saving,
        "alone": move.alone,
        "lines": move.lines,
        "people": {person: {"worked": worked, "held": held} for person, (worked, held) in move.days.items()},
        "calls_changed": move.calls,
        "strips": [
            {"task": strip.task, "from": _place(strip.before), "to": _place(strip.after)}
            for strip in move.strips
        ],
        "breaks": [finding_json(finding) for finding in move.toll.breaks],
        "mends": [finding_json(finding) for finding in move.toll.mends],
    }


def _place(place: tuple[str, date] | None) -> dict[str, str] | None:
    return None if place is None else {"unit": place[0], "date": place[1].isoformat()}
