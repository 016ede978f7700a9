"""Stunts drawn at random for a production, with every table and value in use."""

from __future__ import annotations

from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date, timedelta
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from coverset.model.authority import Authority
from coverset.model.calendar import Holiday
from coverset.model.dates import DateRange
from coverset.model.production import Production
from coverset.model.risks import Risk
from coverset.model.stunts import (
    FACTS,
    Attempt,
    Beat,
    Concern,
    CrewMember,
    Equipment,
    Evidence,
    Incident,
    NotApplicable,
    Permission,
    Stunt,
    Stunts,
    Waiver,
    Window,
)

AS_OF = date(2025, 4, 1)
letters = st.one_of(st.characters(exclude_categories=("C", "Z")), st.sampled_from(" ;,\"'=#.[]\\\n"))
texts = st.text(letters, max_size=10).map(str.strip)
words = texts.filter(bool)
past = st.dates(date(2024, 1, 1), AS_OF)
days = st.dates(date(2024, 1, 1), date(2026, 1, 1))
keys = st.sampled_from(["briefing", "stunt_plan", "rehearsal", "risk_assessment"])
numbers = st.integers(0, 900)


@st.composite
def stretches(draw: st.DrawFn) -> DateRange:
    first = draw(days)
    return DateRange(first, first + timedelta(days=draw(st.integers(0, 30))), "")


def value(hint: Any) -> st.SearchStrategy[Any]:
    """Any value that a field of the model may hold."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return st.integers(0, 1439)
    if origin is Literal:
        return st.sampled_from(arguments)
    if origin in (Union, UnionType):
        return st.one_of(st.none(), value(next(each for each in arguments if each is not NoneType)))
    if origin is tuple:
        return st.lists(value(arguments[0]), max_size=2).map(tuple)
    if hint is DateRange:
        return stretches()
    if is_dataclass(hint):
        return anything(hint)
    return {str: texts, int: numbers, bool: st.booleans(), date: past}[hint]


def anything(cls: Any, **fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A dataclass of the model with any values, some of its fields given."""
    hints = get_type_hints(cls, include_extras=True)
    drawn = {
        each.name: fixed[each.name] if each.name in fixed else value(hints[each.name])
        for each in fields(cls)
        if each.name != "source" and (each.default is MISSING or each.name != "holidays")
    }
    return st.builds(cls, **drawn)


windows = st.builds(
    Window,
    stretches(),
    st.integers(1000, 1439),
    st.integers(1600, 2000),
    st.integers(0, 60),
    st.integers(0, 60),
)


def risks(beat: str) -> st.SearchStrategy[Risk]:
    """A risk assessment of a beat, with every value in use."""
    figures = st.integers(1, 5)
    return st.builds(
        lambda risk, most, left: replace(risk, severity=most, likelihood=most, residual_severity=left),
        anything(
            Risk,
            beat=st.just(beat),
            hazard=st.just("fight"),
            residual_likelihood=st.just(1),
            by=words,
            on=past,
            residual_reason=words,
        ),
        st.just(5),
        st.one_of(st.none(), figures),
    )


@st.composite
def stunts_of(draw: st.DrawFn, production: Production) -> Stunts:
    """Stunts whose every reference is known to the production."""
    scenes = st.sampled_from([scene.id for scene in production.scenes])
    cast = st.sampled_from(["", *production.people_by_id])

    def ids(mark: str) -> list[str]:
        # A mark in front keeps the ids of one kind from those of another, and a last letter any two apart.
        count = draw(st.integers(1, 2))
        return [f"{mark}{draw(words)}{k}".replace("\n", " ") for k in range(count)]

    def some(names: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
        return st.lists(st.sampled_from(names), unique=True, max_size=2).map(tuple)

    def each(names: list[str], cls: Any, **fixed: st.SearchStrategy[Any]) -> tuple[Any, ...]:
        return tuple(draw(anything(cls, id=st.just(name), **fixed)) for name in names)

    def rows(cls: Any, **fixed: st.SearchStrategy[Any]) -> tuple[Any, ...]:
        return tuple(draw(st.lists(anything(cls, **fixed), max_size=2)))

    crew, permissions, gear, offices = ids("c-"), ids("p-"), ids("g-"), ids("o-")
    stunts = ids("s-")
    beats = [f"{draw(st.sampled_from(stunts))}/{k}" for k in range(draw(st.integers(1, 3)))]
    about = st.lists(st.sampled_from([*beats, *stunts, *gear]), min_size=1, max_size=2, unique=True).map(
        tuple
    )
    nobody = st.just("")
    holidays = st.lists(st.builds(Holiday, days, texts), max_size=2, unique_by=lambda each: each.day)
    found = Stunts(
        stunts=each(
            stunts,
            Stunt,
            coordinator=st.sampled_from(["", *crew]),
            abort=st.sampled_from(["", *crew]),
            crew=some(crew),
            permissions=some(permissions),
            equipment=some(gear),
            cover=st.lists(scenes, unique=True, max_size=2).map(tuple),
        ),
        beats=tuple(
            draw(
                anything(
                    Beat,
                    id=st.just(beat),
                    stunt=st.just(beat.rpartition("/")[0]),
                    scenes=st.lists(scenes, unique=True, max_size=2).map(tuple),
                    hazards=st.just(("fight",)),
                    performer=cast,
                    double=st.sampled_from(["", *crew]),
                    crew=some(crew),
                    permissions=some(permissions),
                    equipment=some(gear),
                )
            )
            for beat in beats
        ),
        crew=tuple(
            replace(member, roles=tuple({role.role: role for role in member.roles}.values()))
            for member in each(crew, CrewMember, count=st.integers(1, 3), alternate=nobody, performs=cast)
        ),
        permissions=tuple(
            replace(
                draw(
                    anything(
                        Permission,
                        id=st.just(name),
                        authority=st.sampled_from(["", *offices]),
                        windows=st.lists(windows, max_size=2).map(tuple),
                        expires=st.none(),
                    )
                ),
                **draw(
                    st.sampled_from(
                        [
                            {"state": "not asked", "asked": None, "decided": None},
                            {"state": "asked", "asked": AS_OF, "decided": None},
                            {"state": "denied", "asked": None, "decided": AS_OF},
                        ]
                    )
                ),
            )
            for name in permissions
        ),
        authorities=tuple(
            Authority(
                name,
                draw(texts),
                days_off=draw(st.sampled_from([(5, 6), (6,), ()])),
                holidays=tuple(sorted(draw(holidays), key=lambda holiday: holiday.day)),
            )
            for name in offices
        ),
        equipment=each(gear, Equipment),
        evidence=tuple(
            draw(
                anything(
                    Evidence,
                    id=st.just(name),
                    shows=keys,
                    beats=st.just((beats[0],)),
                    until=st.none(),
                    bound=st.dictionaries(st.sampled_from([*FACTS]), texts, max_size=3).map(
                        lambda facts: tuple(facts.items())
                    ),
                )
            )
            for name in ids("e-")
        ),
        waivers=rows(Waiver, beat=st.sampled_from(beats), requirement=keys, by=words, reason=words),
        not_applicable=rows(
            NotApplicable, beat=st.sampled_from(beats), requirement=keys, by=words, reason=words
        ),
        concerns=each(ids("n-"), Concern, about=about, closed=st.none(), closed_by=nobody, answer=nobody),
        incidents=each(ids("i-"), Incident, about=about, lifted=st.none(), lifted_by=nobody, reason=nobody),
        attempts=(draw(anything(Attempt, beat=st.sampled_from(beats), performer=cast)),),
        risks=(draw(risks(beats[0])),),
        jurisdictions=draw(st.sampled_from([(), ("GB",), ("GB", "CA-ON")])),
        as_of=AS_OF,
        turnaround=draw(st.sampled_from([660, 720])),
    )
    return replace(
        found,
        permissions=tuple(
            replace(each, steps=tuple(replace(step, name=step.name or "ask") for step in each.steps))
            for each in found.permissions
        ),
    )
