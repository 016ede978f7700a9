"""The past as it was: a board may have broken rules on dates that are over, and that must not stop what is ahead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coverset.problem import ANY, Problem, evaluate

_ANY_NUMBER = 1 << 20
_A_MOMENT = 1


def forgiven(problem: Problem, start: Sequence[int], today: int, past: Sequence[int]) -> Problem:
    """A problem in which nothing that happened before date ``today`` can be broken any more.

    ``start`` is an assignment with every past task where it was, ``past`` are those tasks. They stay in their slots
    whatever forbids them, take no time and no light (but for the last date before ``today``, whose wrap the next call
    must respect, unless that date is itself at fault), and what binds them among themselves falls away. What binds
    them to tasks ahead stays. A problem whose past is sound is answered unchanged.
    """
    over = set(past)
    faults = [v for v in evaluate(problem, start).violations if _is_past(v.kind, v.who, problem, over, today)]
    if not faults:
        return problem
    dates = [problem.unit_and_date(slot)[1] for slot in start]
    at_fault = {v.who[1] for v in faults if len(v.who) > 1 and v.kind not in ("apart",)}
    tasks = list(problem.tasks)
    for t in over:
        fixed = replace(tasks[t], allowed=(start[t],))
        if dates[t] < today - 1 or dates[t] in at_fault:
            fixed = replace(fixed, minutes=_A_MOMENT, light=ANY)
        tasks[t] = fixed
    for day in at_fault:
        for u in range(len(problem.units)):
            held = [t for t in over if start[t] == problem.slot(u, day)]
            for t in held[1:]:
                lead = tasks[held[0]]
                tasks[t] = replace(tasks[t], location=lead.location, base=lead.base, set=lead.set)
    spans = tuple(
        replace(
            span,
            limit=tuple(_ANY_NUMBER if d < today else most for d, most in enumerate(span.limit)),
        )
        for span in problem.spans
    )
    return replace(
        problem,
        tasks=tuple(tasks),
        spans=spans,
        lags=tuple(lag for lag in problem.lags if not {lag.before, lag.after} <= over),
        apart=tuple(pair for pair in problem.apart if not set(pair) <= over),
    )


def _is_past(kind: str, who: tuple[int, ...], problem: Problem, over: set[int], today: int) -> bool:
    if kind == "allowed":
        return who[0] in over
    if kind == "lag":
        return {problem.lags[who[0]].before, problem.lags[who[0]].after} <= over
    if kind == "apart":
        return set(who) <= over
    return kind != "lengths" and len(who) > 1 and who[1] < today
