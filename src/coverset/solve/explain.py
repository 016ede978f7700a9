"""Why there is no plan, in the sentences of the rules and the names of the production."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from coverset.model.dates import format_date
from coverset.problem.builder import Forbid
from coverset.rules import rules
from coverset.solve.compile import Compiled
from coverset.units import format_duration

_UNIT_KINDS = frozenset(
    ("length", "locations", "daylight", "dark", "mixed", "lengths", "travel", "crew rest", "crew run")
)
_PLAIN = {"mixed": "A day is shot by day or by night, not both."}
_THEN = " then."
_NAMED = 8
_STRETCHES = 3
_SPAN_KINDS = frozenset(("limit", "rest", "run", "person travel"))


@dataclass(frozen=True, slots=True)
class ClashWords:
    """Sentences that cannot all hold. ``proved``: no plan can exist; ``minimal``: no fewer of them clash."""

    sentences: tuple[str, ...]
    proved: bool
    minimal: bool


def find_clash(
    compiled: Compiled, *, seconds: float = 20.0, should_stop: Callable[[], bool] | None = None
) -> ClashWords:
    """Look for the sentences that leave no plan, for so long, or until its caller says so."""
    from coverset.solve.cpsat import clash

    found = clash(compiled.problem, compiled.builder.forbids, seconds=seconds, should_stop=should_stop)
    if found is None:
        return ClashWords((), proved=False, minimal=False)
    return ClashWords(clash_sentences(compiled, found.guards), proved=True, minimal=found.minimal)


def clash_sentences(compiled: Compiled, guards: Iterable[object]) -> tuple[str, ...]:
    """Constraints in the words of their rules, each sentence once, with every scene that it is about.

    Somebody's absence, say, is one sentence, whichever scenes it stands in the way of.
    """
    said: dict[tuple[str, frozenset[int]], list[int]] = {}
    for guard in guards:
        if isinstance(guard, Forbid):
            said.setdefault((guard.sentence, guard.slots), []).append(guard.task)
        else:
            said.setdefault((sentence_of(compiled, guard), frozenset()), [])
    return tuple(
        _of_tasks(compiled, sorted(set(tasks)), sentence, slots) if tasks else sentence
        for (sentence, slots), tasks in said.items()
    )


def _of_tasks(compiled: Compiled, tasks: Sequence[int], sentence: str, slots: Iterable[int]) -> str:
    """What forbids some tasks, said of them by name; what speaks of the task itself already names it."""
    names = [compiled.tasks[task] for task in tasks]
    if sentence.endswith(_THEN):
        sentence = f"{sentence.removesuffix(_THEN)} {_when(compiled, slots)}."
    if len(names) == 1 and sentence.startswith(f"{names[0]} "):
        return sentence
    shown = ", ".join(names[:_NAMED])
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{shown}{more}: {sentence}"


def _when(compiled: Compiled, slots: Iterable[int]) -> str:
    """The dates of slots as stretches: ``on Mon 5 May 2025, Wed 7 May 2025 to Fri 9 May 2025``."""
    days = sorted({compiled.problem.unit_and_date(slot)[1] for slot in slots})
    if len(days) == len(compiled.dates):
        return "on every date of the plan"
    stretches: list[list[int]] = []
    for day in days:
        if stretches and stretches[-1][-1] == day - 1:
            stretches[-1] = [stretches[-1][0], day]
        else:
            stretches.append([day])
    words = [" to ".join(format_date(compiled.dates[day]) for day in ends) for ends in stretches]
    more = f" and {len(words) - _STRETCHES} more times" if len(words) > _STRETCHES else ""
    return f"on {', '.join(words[:_STRETCHES])}{more}"


def sentence_of(compiled: Compiled, guard: object) -> str:
    """A constraint of the problem in the words of its rule, with the names and figures of the production."""
    if isinstance(guard, Forbid):
        return _of_tasks(compiled, (guard.task,), guard.sentence, guard.slots)
    kind, who = str(getattr(guard, "kind", "")), tuple(getattr(guard, "who", ()))
    builder, problem = compiled.builder, compiled.problem
    if kind == "lag":
        return str(builder.lag_reasons[who[0]][1])
    if kind == "apart":
        return builder.apart_reasons[compiled.problem.apart.index((who[0], who[1]))][1]
    if kind in _SPAN_KINDS and (reason := _own_reason(compiled, kind, who[0])):
        return reason
    rule = next((rule for rule in rules().values() if kind in rule.KINDS), None)
    sentence = str(rule.SENTENCE) if rule else _PLAIN.get(kind, f"{kind}.")
    if kind in _UNIT_KINDS:
        unit = problem.units[who[0]]
        figures: dict[str, Callable[[], str]] = {
            "length": lambda: f", longest day {format_duration(unit.longest)}",
            "crew rest": lambda: f", rest {format_duration(unit.rest)}",
            "crew run": lambda: f", at most {unit.max_run} dates in a row",
            "locations": lambda: f", at most {unit.max_locations} locations",
        }
        return f"Unit {unit.name}{figures.get(kind, str)()}: {sentence}"
    if kind in _SPAN_KINDS:
        sort, _, name = problem.spans[who[0]].name.partition(" ")
        if kind == "limit" and sort == "resource":
            count = compiled.production.resources_by_id[name].count
            those = "1 unit may use it on one date, as there is 1" if count == 1 else ""
            return f"{name}: no more than {those or f'{count} units may use it on one date, as there are {count}'}."
        return f"{name}: {sentence}"
    return sentence


def _own_reason(compiled: Compiled, kind: str, span: int) -> str:
    """What a rule said of just this span; empty where its sentence for all of them will do."""
    draft = compiled.builder.spans[compiled.problem.spans[span].name]
    return draft.reasons.get(kind, ("", ""))[1]
