"""When rules clash: what each of them costs, by the best plan without it alone; and what each pin costs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from coverset.findings import Finding
from coverset.model.pins import AnyPin
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.problem import Problem, Task, evaluate
from coverset.problem.builder import Forbid
from coverset.problem.problem import NEVER
from coverset.rules import never_relaxed
from coverset.solve.bound import lower_bound
from coverset.solve.compile import Compiled, compile_production
from coverset.solve.cpsat.guards import Guard
from coverset.solve.explain import clash_sentences, sentence_of
from coverset.solve.search import Found, search
from coverset.solve.standing import standing

_NO_LIMIT = 1 << 20

_EXCEPTION = 100
"""What each strip on a date that was forbidden adds while searching, so that a plan asks for few exceptions."""


@dataclass(frozen=True)
class Relaxation:
    """One sentence left out, and the cheapest plan found then.

    ``cost`` in minor units, None when none was found in the time; ``breaks`` are the conflicts of that plan:
    exactly what somebody would have to allow.
    """

    sentence: str
    cost: int | None
    plan: Plan | None
    breaks: tuple[Finding, ...]


@dataclass(frozen=True)
class Clash:
    """Sentences that leave no plan together, and what leaving out each one alone would cost, cheapest first.

    ``proved``: no plan exists; ``minimal``: without any one sentence there is one, or it could not be ruled
    out. ``found`` is the cost of a plan when there is one after all.
    """

    sentences: tuple[str, ...]
    proved: bool
    minimal: bool
    relaxations: tuple[Relaxation, ...]
    found: int | None = None


def clash_and_relaxations(
    production: Production,
    *,
    seconds: float = 20.0,
    seed: int = 1,
    start: Sequence[int] | None = None,
    on_step: Callable[[str], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Clash:
    """Say which sentences clash, and price the relaxing of each alone. Half the time goes into the clash.

    ``start`` is one slot a task to begin from where a plan is nearly right. ``should_stop`` ends it with what was
    found by then: sentences that may be more than are needed, those of them priced that were reached.
    """
    from coverset.solve.cpsat import clash

    compiled = compile_production(production)
    tell, over = on_step or (lambda words: None), should_stop or (lambda: False)
    if not lower_bound(compiled.problem, seconds=min(1.0, seconds / 10)).impossible:
        tell("looking for a plan")
        best = _any_plan(compiled.problem, seconds / 4, seed, over)
        if best is not None:
            return Clash((), False, False, (), best.cost)
    tell("looking for the sentences that clash")
    found = clash(compiled.problem, compiled.builder.forbids, seconds=seconds / 2, should_stop=should_stop)
    if found is None:
        return Clash((), False, False, ())
    groups: dict[str, list[Guard | Forbid]] = {}
    for guard in found.guards:
        # A person's absence, say, is one sentence, whichever strips it stands in the way of.
        words = guard.sentence if isinstance(guard, Forbid) else sentence_of(compiled, guard)
        groups.setdefault(words, []).append(guard)
    each = max(0.3, seconds / 2 / max(1, len(groups)))
    relaxed = []
    for sentence, causes in groups.items():
        if not never_relaxed().isdisjoint(_rules_of(compiled, causes)):
            continue
        if over():
            break
        tell(f"without: {sentence}")
        relaxed.append(_relaxed(compiled, sentence, causes, each, seed, start, should_stop))
    relaxed.sort(key=lambda one: (one.cost is None, one.cost or 0, one.sentence))
    return Clash(clash_sentences(compiled, found.guards), True, found.minimal, tuple(relaxed))


def _any_plan(problem: Problem, seconds: float, seed: int, over: Callable[[], bool]) -> Found | None:
    met: list[Found] = []
    found = search(
        problem,
        seconds=seconds,
        steps=None,
        seed=seed,
        on_better=met.append,
        should_stop=lambda: bool(met) or over(),
    )
    return found.best


def _rules_of(compiled: Compiled, causes: Sequence[Guard | Forbid]) -> set[str]:
    """The rules that some causes belong to, as far as they say which."""
    found = set()
    for cause in causes:
        if isinstance(cause, Forbid):
            found.add(cause.rule)
        elif cause.kind == "lag":
            found.add(compiled.builder.lag_reasons[cause.who[0]][0])
    return found


def _relaxed(
    compiled: Compiled,
    sentence: str,
    causes: Sequence[Guard | Forbid],
    seconds: float,
    seed: int,
    start: Sequence[int] | None,
    should_stop: Callable[[], bool] | None,
) -> Relaxation:
    problem = without(compiled, causes)
    if any(not task.allowed for task in problem.tasks):
        return Relaxation(sentence, None, None, ())
    best = search(
        problem, seconds=seconds, steps=None, seed=seed, start=start, warm=True, should_stop=should_stop
    ).best
    if best is None:
        return Relaxation(sentence, None, None, ())
    plan = compiled.plan(best.slots)
    stands = standing(compiled.production, plan)
    return Relaxation(sentence, stands.cost, plan, stands.conflicts)


def without(compiled: Compiled, causes: Sequence[Guard | Forbid]) -> Problem:
    """The problem without some constraints; a forbidding sentence is left out for every task that it names."""
    problem = compiled.problem
    for cause in causes:
        if isinstance(cause, Guard):
            problem = _without_guard(problem, cause)
    # Bases beyond the production's own stand for the hours of leave, which no relaxing of light moves.
    own = len(compiled.production.bases)
    problem = replace(problem, bases=(*problem.bases[:own], *compiled.problem.bases[own:]))
    said = {(cause.rule, cause.sentence) for cause in causes if isinstance(cause, Forbid)}
    if not said:
        return problem
    closed: dict[int, set[int]] = {}
    for forbid in compiled.builder.forbids:
        if (forbid.rule, forbid.sentence) not in said:
            closed.setdefault(forbid.task, set()).update(forbid.slots)
    return replace(
        problem,
        tasks=tuple(_opened(problem, task, closed.get(t, set())) for t, task in enumerate(problem.tasks)),
    )


def _opened(problem: Problem, task: Task, closed: set[int]) -> Task:
    """A task that may take every slot not closed; what it could not take before has a small price, as an exception."""
    allowed = tuple(slot for slot in range(problem.num_slots) if slot not in closed)
    new = set(allowed).difference(task.allowed)
    return replace(
        task, allowed=allowed, prices=(*task.prices, *((slot, 0, _EXCEPTION) for slot in sorted(new)))
    )


def _without_guard(problem: Problem, guard: Guard) -> Problem:
    kind = guard.kind
    units, spans = list(problem.units), list(problem.spans)
    on_unit: dict[str, dict[str, object]] = {
        "length": {"longest": _NO_LIMIT},
        "locations": {"max_locations": _NO_LIMIT},
        "mixed": {"mixed": True},
        "lengths": {"lengths": ()},
        "crew rest": {"rest": 0},
        "crew run": {"max_run": 0},
    }
    on_span: dict[str, dict[str, object]] = {
        "limit": {"limit": ()},
        "rest": {"rest": 0},
        "run": {"max_run": 0},
    }
    if kind in on_unit:
        units[guard.who[0]] = replace(units[guard.who[0]], **on_unit[kind])  # type: ignore[arg-type]
        return replace(problem, units=tuple(units))
    if kind in on_span:
        spans[guard.who[0]] = replace(spans[guard.who[0]], **on_span[kind])  # type: ignore[arg-type]
        return replace(problem, spans=tuple(spans))
    if kind == "lag":
        return replace(
            problem,
            lags=tuple(
                # An order that nobody asks for any more: any number of dates apart, in any order.
                replace(lag, least=-problem.num_dates, most=-1, ordered=False) if k == guard.who[0] else lag
                for k, lag in enumerate(problem.lags)
            ),
        )
    if kind == "apart":
        return replace(problem, apart=tuple(pair for pair in problem.apart if pair != guard.who))
    if kind in ("daylight", "dark"):
        # The light lasts from when it first comes, on dates without any from midnight: calls stay as they are.
        # Where a call is fixed it does not follow the light, which is then there from midnight too.
        fixed = {d for unit in problem.units for d, call in enumerate(unit.calls) if call != NEVER}
        end = (_NO_LIMIT,) * problem.num_dates
        bases = tuple(
            replace(base, rise=_there(base.rise, fixed), set=end)
            if kind == "daylight"
            else replace(base, dusk=_there(base.dusk, fixed), dawn=end)
            for base in problem.bases
        )
        return replace(problem, bases=bases)
    return replace(problem, travel_days=tuple((0,) * len(row) for row in problem.travel_days))


def _there(begins: tuple[int, ...], fixed: Collection[int]) -> tuple[int, ...]:
    return tuple(0 if minute == NEVER or d in fixed else minute for d, minute in enumerate(begins))


@dataclass(frozen=True, slots=True)
class PinPrice:
    """What a pin costs, in minor units.

    ``cost`` is the best plan found with every pin less the best found without this one: an estimate, as either
    may be improved upon. What is proved of the difference between the two best plans there are stands beside
    it: at least ``least`` (no plan with the pins costs less than the bound, and one without this pin was
    found) and at most ``most`` (a plan with the pins was found, and none without this one costs less than its bound).
    """

    pin: AnyPin
    cost: int
    least: int
    most: int

    @property
    def proved(self) -> bool:
        """Whether the figure is exact: nothing else can be proved of it."""
        return self.least == self.most


def pin_prices(
    production: Production,
    plan: Plan | None,
    *,
    pins: Sequence[AnyPin] | None = None,
    seconds: float = 20.0,
    seed: int = 1,
    on_step: Callable[[str], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> tuple[int | None, tuple[PinPrice, ...]]:
    """The cost of the best plan found with all pins, and the price of each pin (or of some), dearest first.

    The searches begin from the board, or from the best plan with every pin, and share the time evenly. A
    plan found without a pin that happens to keep it counts as one with every pin as well. No prices when no
    plan that keeps the rules was found. ``should_stop`` ends it with the pins that were priced by then.
    """
    asked = tuple(dict.fromkeys(production.pins if pins is None else pins))
    each = seconds / (2 + len(asked))
    tell = on_step or (lambda words: None)
    tell("the best plan with every pin")
    compiled = compile_production(production)
    start = compiled.slots(plan) if plan is not None else None
    best = search(
        compiled.problem, seconds=2 * each, steps=None, seed=seed, start=start, should_stop=should_stop
    ).best
    if best is None:
        return None, ()
    with_all = best.cost
    bound = lower_bound(compiled.problem, seconds=min(2.0, each)).total
    without_one: list[tuple[AnyPin, int, int]] = []
    for pin in asked:
        if should_stop is not None and should_stop():
            break
        tell(f"without: {pin}")
        free = compile_production(replace(production, pins=tuple(p for p in production.pins if p != pin)))
        least = lower_bound(free.problem, seconds=min(1.0, each / 3)).total
        found = None
        if least < with_all:
            found = search(
                free.problem,
                seconds=each * 2 / 3,
                steps=None,
                seed=seed,
                start=best.slots,
                should_stop=should_stop,
            ).best
        if found is not None and found.cost < with_all and evaluate(compiled.problem, found.slots).feasible:
            with_all = found.cost
        without_one.append((pin, with_all if found is None else found.cost, least))
    prices = (
        PinPrice(pin, max(0, with_all - cost), max(0, bound - cost), max(0, with_all - least))
        for pin, cost, least in without_one
    )
    return with_all, tuple(sorted(prices, key=lambda one: -one.cost))
