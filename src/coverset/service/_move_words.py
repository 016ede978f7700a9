"""A move in the words of a first assistant director: what goes where, what it saves, who feels it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from coverset.findings import Finding
from coverset.model.diff import StripMoved
from coverset.model.edits import PullDay, ReorderDay, SwapDays
from coverset.model.plan import Plan
from coverset.model.production import Production
from coverset.model.scenes import Scene
from coverset.solve.improve import Move
from coverset.units import format_eighths, format_money

_NAMED = 4


def short(day: date) -> str:
    """A date inside a sentence: ``Fri 2 May``."""
    return f"{day:%a} {day.day} {day:%b}"


def strip_words(production: Production, task: str) -> str:
    """A strip as people recognise it: ``F1/12 (INT KITCHEN, 2 3/8)``."""
    found = production.tasks.get(task)
    if isinstance(found, Scene):
        return f"{task} ({found.int_ext} {found.set}, {format_eighths(found.eighths)})"
    return f"{task} ({found.kind} {found.name})" if found else task


def listed(words: Sequence[str], most: int = 8) -> str:
    """Words in a row: ``A, B and C``; beyond ``most`` the rest is counted."""
    if len(words) > most:
        words = [*words[: most - 1], f"{len(words) - most + 1} more"]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def what(production: Production, plan: Plan, move: Move) -> str:
    """The decision as one sentence, without its price. ``plan`` is the board before it."""
    unit = _of_unit(production, getattr(move.edit, "unit", ""))
    if isinstance(move.edit, ReorderDay):
        return f"On {short(move.edit.day)}{unit} shoot in the order {listed(move.edit.order, 30)}."
    if isinstance(move.edit, SwapDays):
        first, second = move.edit.first, move.edit.second
        used = {day.day for day in plan.unit_days(move.edit.unit)}
        if {first, second} <= used:
            return f"Swap the days {short(first)} and {short(second)}{unit}."
        old, new = (first, second) if first in used else (second, first)
        return f"Move the whole day of {short(old)}{unit} to {short(new)}, which is free."
    if isinstance(move.edit, PullDay):
        passed = len(move.edit.goes(plan)) - 1
        closing = "earlier" if move.edit.day < move.edit.to else "later"
        return (
            f"Shoot the day of {short(move.edit.day)}{unit} on {short(move.edit.to)}; "
            f"the {passed} days passed over each come one working day {closing}."
        )
    return _strips(production, plan, move.strips)


def _strips(production: Production, plan: Plan, moved: Sequence[StripMoved]) -> str:
    ways: dict[tuple[tuple[str, date], tuple[str, date]], list[str]] = {}
    for strip in moved:
        if strip.before is None or strip.after is None:
            where = "goes to the boneyard" if strip.after is None else "comes out of the boneyard"
            return f"{strip_words(production, strip.task)} {where}."
        ways.setdefault((strip.before, strip.after), []).append(strip.task)
    said = {way: listed([strip_words(production, task) for task in tasks], 12) for way, tasks in ways.items()}
    if len(ways) == 2:
        (here, there), back = ways
        if back == (there, here):
            return (
                f"Swap {said[here, there]} on {_at(production, here)} "
                f"with {said[back]} on {_at(production, there)}."
            )
    sentences = []
    for (here, there), words in said.items():
        whole = sum(day.tasks != () for day in plan.days if (day.unit, day.day) == here) and all(
            set(day.tasks) <= set(ways[here, there]) for day in plan.days if (day.unit, day.day) == here
        )
        freed = f"; {_at(production, here)} falls free" if whole else ""
        sentences.append(f"Move {words} from {_at(production, here)} to {_at(production, there)}{freed}.")
    return " ".join(sentences)


def _at(production: Production, place: tuple[str, date]) -> str:
    return f"{short(place[1])}{_of_unit(production, place[0])}"


def _of_unit(production: Production, unit: str) -> str:
    shooting = [one for one in production.units if one.kind != "prep"]
    return f" ({unit})" if unit and len(shooting) > 1 else ""


def price(saving: int, currency: str) -> str:
    """``saves GBP 1,200``, ``costs GBP 300 more``, ``costs the same``."""
    if saving > 0:
        return f"saves {format_money(saving, currency)}"
    return f"costs {format_money(-saving, currency)} more" if saving else "costs the same"


def line_words(lines: Mapping[str, int]) -> str:
    """What each ledger line does, the largest first: ``Cast hold -7,800, Overtime +750``."""
    ordered = sorted(lines.items(), key=lambda item: (-abs(item[1]), item[0]))
    return ", ".join(f"{line} {'+' if more > 0 else ''}{format_money(more)}" for line, more in ordered)


def people_words(days: Mapping[str, tuple[int, int]], calls: int | None) -> str:
    """Who gains or loses a day, and how many people's calls change at all (None: leave that out)."""
    alike: dict[tuple[int, int], list[str]] = {}
    for person, difference in sorted(days.items()):
        alike.setdefault(difference, []).append(person)
    ordered = sorted(alike.items(), key=lambda item: (-abs(item[0][0]), -abs(item[0][1]), item))
    said = [f"{listed(people, _NAMED)} {_days(*d, len(people) > 1)}" for d, people in ordered[:_NAMED]]
    if len(ordered) > _NAMED:
        rest = sum(len(people) for _, people in ordered[_NAMED:])
        said.append(f"the days of {_count(rest, 'other')} change as well")
    if calls is not None:
        said.append(
            f"calls change for {_count(calls, 'person', 'people')}" if calls else "no call date changes"
        )
    return "; ".join(said) + "." if said else ""


def _days(worked: int, held: int, many: bool) -> str:
    parts = [f"work{'' if many else 's'} {_more(worked)}"] if worked else []
    parts += [f"{'are' if many else 'is'} held {_more(held)}"] if held else []
    return " and ".join(parts)


def _more(days: int) -> str:
    return f"{_count(abs(days), 'day')} {'more' if days > 0 else 'less'}"


def _count(number: int, word: str, many: str = "") -> str:
    return f"{number} {word if number == 1 else many or word + 's'}"


def conflict_words(findings: Sequence[Finding]) -> tuple[str, ...]:
    """Conflicts as sentences; a crew's short rest stands for its people's on the same date."""
    crew = {finding.about[-1] for finding in findings if finding.code == "crew-rest"}
    people: Counter[str] = Counter()
    kept = []
    for finding in findings:
        if finding.code == "people-rest" and finding.about[-1] in crew:
            people[finding.about[-1]] += 1
        else:
            kept.append(finding)
    return tuple(
        f"{finding.sentence} (So for {_count(people[finding.about[-1]], 'person', 'people')} called.)"
        if finding.code == "crew-rest" and people[finding.about[-1]]
        else finding.sentence
        for finding in kept
    )
