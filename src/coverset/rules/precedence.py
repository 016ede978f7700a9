"""What must be shot before something else is."""

from __future__ import annotations

from coverset.findings import Finding
from coverset.lowering import Lowering
from coverset.model.board import Board
from coverset.model.dates import format_date
from coverset.model.scenes import Precedence
from coverset.problem import Lag
from coverset.rules import broken

KEY = "precedence"
SENTENCE = "What is declared to come first is shot first: rig and rehearsal before their scenes, clean before destroyed."
KINDS = ("lag",)
ALWAYS = False


def lower(lowering: Lowering) -> None:
    """A lag for each declared order."""
    builder = lowering.builder
    for rule in lowering.production.orders:
        lag = Lag(
            before=builder.task_index(rule.before),
            after=builder.task_index(rule.after),
            least=rule.min_days,
            most=-1 if rule.max_days is None else rule.max_days,
            ordered=True,
        )
        builder.add_lag(lag, KEY, _sentence(rule))


def _sentence(rule: Precedence) -> str:
    least = f" at least {_dates(rule.min_days)}" if rule.min_days else ""
    most = f", at most {_dates(rule.max_days)} apart" if rule.max_days is not None else ""
    why = f" ({rule.why})" if rule.why else ""
    return f"{rule.before} comes{least} before {rule.after}{most}{why}."


def _dates(count: int) -> str:
    return "1 date" if count == 1 else f"{count} dates"


def check(board: Board) -> list[Finding]:
    """Orders that the board turns round or stretches."""
    found = []
    where = {task: day for day in board.days for task in day.tasks}
    for rule in board.production.orders:
        first, second = where.get(rule.before), where.get(rule.after)
        if first is None or second is None:
            continue
        apart = (second.day - first.day).days
        late = rule.max_days is not None and apart > rule.max_days
        same = apart == 0 and rule.min_days == 0
        turned = same and (
            first is not second or first.tasks.index(rule.before) > first.tasks.index(rule.after)
        )
        if apart < rule.min_days or late or turned:
            sentence = (
                f"{rule.before} is on {format_date(first.day)} and {rule.after} on {format_date(second.day)}, "
                f"but {_sentence(rule)}"
            )
            found.append(broken(KEY, sentence, rule.before, rule.after))
    return found
