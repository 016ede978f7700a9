"""Why there is no plan, in sentences that people can read: each once, naming its scenes, with dates."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import pytest

from coverset.model.dates import DateRange, format_date
from coverset.model.people import Resource
from coverset.model.pins import Pin
from coverset.model.production import Production
from coverset.model.stunts import Stunts
from coverset.solve.compile import compile_production
from coverset.solve.cpsat import Guard
from coverset.solve.explain import clash_sentences, find_clash, sentence_of
from tests.productions import tiny_production


def plain(count: int = 2) -> Production:
    """Scenes at one place that is open, nobody away, nothing pinned."""
    production = tiny_production(3, scenes=3)
    return replace(
        production,
        scenes=tuple(
            replace(scene, cast=("LEAD",), resources=(), units=(), location="FLAT", shift="any")
            for scene in production.scenes[:count]
        ),
        people=tuple(replace(person, away=(), available=()) for person in production.people),
        locations=tuple(replace(place, open=(), closed=()) for place in production.locations),
        activities=(),
        precedences=(),
        aparts=(),
        pins=(),
        stunts=Stunts(),
        baseline=None,
        progress=(),
        lost_days=(),
        calendar=replace(production.calendar, days_off=(), holidays=(), working=(), hiatus=()),
    )


def sentences(production: Production) -> tuple[str, ...]:
    found = find_clash(compile_production(production), seconds=20)
    assert found.proved
    return found.sentences


def test_a_pin_names_its_scene_once_and_nothing_says_that_scenes_are_to_be_shot() -> None:
    production = plain()
    first = production.calendar.dates()[0]
    task = production.scenes[0].id
    stretch = DateRange(first, first)
    lead = replace(production.people[0], away=(stretch,))
    said = sentences(
        replace(production, people=(lead, *production.people[1:]), pins=(Pin(task, (stretch,)),))
    )
    assert set(said) == {f"{task} is pinned to {stretch}.", f"{task}: LEAD is away: {stretch}."}


def test_an_absence_is_one_sentence_for_all_its_scenes() -> None:
    production = plain(3)
    compiled = compile_production(
        replace(
            production,
            people=(
                replace(production.people[0], away=(DateRange(*[production.calendar.dates()[0]] * 2),)),
                *production.people[1:],
            ),
        )
    )
    away = [forbid for forbid in compiled.builder.forbids if "LEAD is away" in forbid.sentence]
    assert len(away) == 3
    [said] = clash_sentences(compiled, away)
    assert said.startswith(f"{', '.join(scene.id for scene in production.scenes)}: LEAD is away: ")
    assert clash_sentences(compiled, away[:1]) == (sentence_of(compiled, away[0]),)


def test_a_closed_place_is_said_with_its_dates() -> None:
    production = plain(1)
    days = production.calendar.dates()
    task = production.scenes[0].id

    def closed(*stretches: DateRange) -> str:
        flat = replace(production.locations[0], closed=stretches)
        compiled = compile_production(replace(production, locations=(flat, *production.locations[1:])))
        [forbid] = [each for each in compiled.builder.forbids if each.rule == "locations-open"]
        return sentence_of(compiled, forbid)

    assert closed(DateRange(days[0], days[1]), DateRange(days[3], days[3])) == (
        f"{task}: FLAT is closed on {format_date(days[0])} to {format_date(days[1])}, {format_date(days[3])}."
    )
    assert closed(DateRange(days[0], days[-1])) == f"{task}: FLAT is closed on every date of the plan."


def test_every_constraint_of_a_production_is_a_sentence() -> None:
    production = plain()
    rig = Resource("TRAIN", count=1)
    production = replace(
        production,
        resources=(rig,),
        scenes=tuple(replace(scene, resources=("TRAIN",)) for scene in production.scenes),
    )
    compiled = compile_production(production)
    spans = [span.name for span in compiled.problem.spans]
    train, lead = (
        Guard("limit", (spans.index("resource TRAIN"),)),
        Guard("limit", (spans.index("person LEAD"),)),
    )
    assert sentence_of(compiled, train) == (
        "TRAIN: no more than 1 unit may use it on one date, as there is 1."
    )
    assert sentence_of(compiled, lead) == "LEAD: Nobody works for two units on one date, whatever the film."
    kinds = ("length", "locations", "daylight", "dark", "mixed", "lengths", "travel", "crew rest", "crew run")
    for kind in kinds:
        said = sentence_of(compiled, Guard(kind, (0,)))
        assert said.startswith(f"Unit {compiled.units[0]}")
        assert kind not in ("mixed", "lengths") or len(said.split()) > 5


def test_no_model_is_built_once_the_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = compile_production(plain(3))

    def never(*_: object, **__: object) -> None:
        raise AssertionError("the time was up")

    monkeypatch.setattr(import_module("coverset.solve.cpsat.clash"), "Model", never)
    found = find_clash(compiled, seconds=0)
    assert not found.proved
