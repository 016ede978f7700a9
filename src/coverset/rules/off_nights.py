"""Nobody comes to a stunt by day straight off work in the dark."""

from __future__ import annotations

from collections.abc import Iterator

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import DAY, format_date
from coverset.model.plan import PlanDay
from coverset.model.production import Production
from coverset.model.stunt_work import stunt_work
from coverset.rules import broken
from coverset.rules._stunts import waiver
from coverset.units import format_duration

KEY = "off-nights"
SENTENCE = (
    "Between work in the dark and a stunt by day on the next date, or the other way round, everyone who is in "
    "both has the production's turnaround for stunts."
)
KINDS = ("rest",)
ALWAYS = False


def _pairs(production: Production) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Work in the dark, a strip that shoots a stunt by day, and who is in both."""
    work, tasks = stunt_work(production), production.tasks
    if not work.shot or not production.stunts.turnaround:
        return

    def there(name: str) -> set[str]:
        return {*production.people_of(tasks[name]), *(member.id for member in work.crew.get(name, ()))}

    dark = {name: there(name) for name, task in tasks.items() if task.light == "dark"}
    for stunt, beats in work.shot.items():
        if tasks[stunt].light == "dark" or all(waiver(production, beat.id, KEY) for beat in beats):
            continue
        own = there(stunt)
        for night, others in dark.items():
            if both := tuple(sorted(own & others)):
                yield night, stunt, both


def lower(lowering: Lowering) -> None:
    """A span of each two, with the turnaround as its rest."""
    turnaround = lowering.production.stunts.turnaround
    for night, stunt, both in _pairs(lowering.production):
        span = lowering.builder.span(f"nights {night} and {stunt}", (night, stunt))
        span.values["rest"] = turnaround
        sentence = (
            f"{_names(both)} {'is' if len(both) == 1 else 'are'} in {night} in the dark and in the stunt {stunt} by "
            f"day; {format_duration(turnaround)} lie between the two on following dates."
        )
        span.reasons["rest"] = (KEY, sentence)


def _names(both: tuple[str, ...]) -> str:
    return both[0] if len(both) == 1 else f"{', '.join(both[:-1])} and {both[-1]}"


def check(board: Board) -> list[Finding]:
    """Stunts by day too close to work in the dark that calls the same people."""
    production, found = board.production, []
    where = {task: day for day in board.days for task in day.tasks}
    for night, stunt, both in _pairs(production):
        dark, light = where.get(night), where.get(stunt)
        if dark is None or light is None:
            continue
        for first, second in ((dark, light), (light, dark)):
            if second.day - first.day == DAY:
                rest = _between(board, first, second)
                if rest < production.stunts.turnaround:
                    sentence = (
                        f"{_names(both)} {'has' if len(both) == 1 else 'have'} {format_duration(max(0, rest))} between "
                        f"{night} in the dark and the stunt {stunt} ({format_date(first.day)} and "
                        f"{format_date(second.day)}); {format_duration(production.stunts.turnaround)} are due. Leave a "
                        f"date between, or call later."
                    )
                    found.append(broken(KEY, sentence, stunt, night, str(second.day)))
    return found


def _between(board: Board, first: PlanDay, second: PlanDay) -> int:
    return board.clock(second).call + 24 * 60 - board.clock(first).wrap
