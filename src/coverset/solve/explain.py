"""Why there is no plan, in the sentences of the rules and the names of the production."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coverset.problem.builder import Forbid
from coverset.rules import rules
from coverset.solve.compile import Compiled
from coverset.units import format_duration

_UNIT_KINDS = frozenset(
    ("length", "locations", "daylight", "dark", "mixed", "lengths", "travel", "crew rest", "crew run")
)
_SPAN_KINDS = frozenset(("limit", "rest", "run", "person travel"))


@dataclass(frozen=True, slots=True)
class ClashWords:
    """Sentences that cannot all hold. ``proved``: no plan can exist; ``minimal``: no fewer of them clash."""

    sentences: tuple[str, ...]
    proved: bool
    minimal: bool


def find_clash(compiled: Compiled, *, seconds: float = 20.0) -> ClashWords:
    """Look for the sentences that leave no plan, for so long."""
    from coverset.solve.cpsat import clash

    found = clash(compiled.problem, compiled.builder.forbids, seconds=seconds)
    if found is None:
        return ClashWords((), proved=False, minimal=False)
    sentences = dict.fromkeys(sentence_of(compiled, guard) for guard in found.guards)
    tasks = {guard.task for guard in found.guards if isinstance(guard, Forbid)}
    shot = tuple(f"{compiled.tasks[task]} must be shot." for task in sorted(tasks))
    return ClashWords(shot + tuple(sentences), proved=True, minimal=found.minimal)


def sentence_of(compiled: Compiled, guard: object) -> str:
    """A constraint of the problem in the words of its rule, with the names and figures of the production."""
    if isinstance(guard, Forbid):
        return f"{compiled.tasks[guard.task]}: {guard.sentence}"
    kind, who = str(getattr(guard, "kind", "")), tuple(getattr(guard, "who", ()))
    builder, problem = compiled.builder, compiled.problem
    if kind == "lag":
        return str(builder.lag_reasons[who[0]][1])
    if kind == "apart":
        return builder.apart_reasons[compiled.problem.apart.index((who[0], who[1]))][1]
    rule = next((rule for rule in rules().values() if kind in rule.KINDS), None)
    sentence = str(rule.SENTENCE) if rule else f"{kind}."
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
        name = problem.spans[who[0]].name
        return f"{name.split(' ', 1)[-1]}: {sentence}"
    return sentence
