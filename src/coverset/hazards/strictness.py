"""Which of two requirements asks for more: for merging several of one key, and for refusing what loosens a law."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coverset.hazards.kinds import kinds
from coverset.hazards.requirement import TIERS, Meaning, Requirement
from coverset.hazards.steps import reach
from coverset.model.stunts import Step


def strictest(same: Sequence[Requirement]) -> Requirement:
    """One requirement of several with the same key: the strictest tier's, with the strictest of its figures.

    A weaker tier's number does not replace a stricter one's: a guideline is no law. What a licence or an agreement
    alone states, such as how long before to ask, is kept with its source. What evidence depends on is everything that
    any of them depends on.
    """
    first = min(same, key=lambda each: TIERS.index(each.tier))
    for other in same:
        if other is not first and other.kind == first.kind:
            first = _stricter(first, other) if other.tier == first.tier else _completed(first, other)
    depends = dict.fromkeys(fact for each in same for fact in each.depends_on)
    return replace(first, depends_on=tuple(depends))


def loosened(old: Requirement, new: Requirement) -> tuple[str, ...]:
    """What a new version of a requirement no longer asks for, each as part of a sentence."""
    said = []
    if TIERS.index(new.tier) > TIERS.index(old.tier):
        said.append(f"its tier falls from {old.tier} to {new.tier}")
    if new.kind != old.kind:
        said.append(f"it is no longer a {old.kind} but a {new.kind}")
    if new.when != old.when:
        said.append(f"its condition changes from {old.when or 'always'!r} to {new.when!r}")
    if new.jurisdictions and set(old.jurisdictions) - set(new.jurisdictions) | (
        {"everywhere"} if not old.jurisdictions else set()
    ):
        said.append("it is asked in fewer places")
    if set(old.depends_on) - set(new.depends_on):
        said.append("its evidence depends on fewer facts")
    if (new.days_before or 0) < (old.days_before or 0):
        said.append(f"days_before falls from {old.days_before} to {new.days_before or 0}")
    if old.max_age is not None and (new.max_age is None or new.max_age > old.max_age):
        said.append(f"max_age grows from {old.max_age} to {new.max_age or 'no limit'}")
    return (*said, *_looser_figures(old, new))


def _looser_figures(old: Requirement, new: Requirement) -> list[str]:
    meanings: dict[str, Meaning] = kinds()[old.kind].FIGURES
    said = []
    for name, was in old.figures:
        now = new.figure(name)
        meaning = meanings.get(name)
        if now == was or meaning is None:
            continue
        if now is None or _is_looser(meaning, was, now):
            said.append(f"{name} was {in_words(was)} and would be {in_words(now)}")
    return said


def _is_looser(meaning: Meaning, was: object, now: object) -> bool:
    if meaning.stricter == "same":
        return True
    if isinstance(was, int) and isinstance(now, int):
        return now < was if meaning.stricter == "more" else now > was
    if meaning.written == "steps":
        return reach(now) < reach(was)
    before, after = set(_words(was)), set(_words(now))
    return bool(before - after) if meaning.stricter == "more" else bool(after - before)


def _stricter(first: Requirement, other: Requirement) -> Requirement:
    """A requirement with what another one of the same tier asks for more strictly."""
    meanings: dict[str, Meaning] = kinds()[first.kind].FIGURES
    figures = dict(first.figures)
    for name, value in other.figures:
        meaning = meanings.get(name, Meaning("", "word"))
        weaker = meaning.stricter != "same" and not _is_looser(meaning, figures.get(name, value), value)
        if name not in figures or weaker:
            figures[name] = value
    ages = [age for age in (first.max_age, other.max_age) if age is not None]
    days = [days for days in (first.days_before, other.days_before) if days is not None]
    made = replace(
        first,
        figures=tuple(figures.items()),
        max_age=min(ages, default=None),
        days_before=max(days, default=None),
    )
    return made if made == first else _together(made, other)


def _completed(first: Requirement, other: Requirement) -> Requirement:
    """A requirement with the figures that only another tier which stops states, and that tier's source."""
    more = tuple((name, value) for name, value in other.figures if first.figure(name) is None)
    if not more or not other.blocking:
        return first
    return _together(replace(first, figures=(*first.figures, *more)), other)


def _together(first: Requirement, other: Requirement) -> Requirement:
    """A requirement that also says what another says, and whence: its figures are partly the other's."""
    sentence = first.sentence if other.sentence in first.sentence else f"{first.sentence} {other.sentence}"
    here, there = first.origin, other.origin
    source = here.source if there.source in here.source else f"{here.source}; {there.source}"
    return replace(first, sentence=sentence, origin=replace(here, source=source))


def in_words(value: object) -> str:
    """A figure as people read it."""
    if isinstance(value, list | tuple):
        return ", ".join(_row(each) for each in value)
    return "nothing" if value is None else str(value)


def _row(each: object) -> str:
    if not isinstance(each, Step):
        return str(each)
    return f"{each.name} {each.days} {'working days' if each.working else 'days'}"


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, list | tuple):
        return tuple(str(each) for each in value)
    return (str(value),)
