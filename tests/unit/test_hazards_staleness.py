"""What an edit makes stale: exactly what depends on the fact, and nothing after it is undone."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.hazards.binding import bind, stale
from coverset.hazards.catalogue import catalogue
from coverset.hazards.readiness import judge
from coverset.hazards.staleness import going_stale
from coverset.model.stunts import FACTS, Evidence
from tests.stunt_records import random_edit, random_value, stunt_production, with_beat


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 3000), st.integers(0, 3000))
def test_an_edit_makes_stale_exactly_what_depends_on_the_fact_and_undo_restores_it(
    seed: int, edit: int
) -> None:
    before = stunt_production(seed)
    after, beat, fact = random_edit(random.Random(edit), before)
    was, now = before.stunts.beats_by_id[beat], after.stunts.beats_by_id[beat]
    changed = was.fact(fact) != now.fact(fact)
    wanted = {
        each.id
        for each in before.stunts.evidence
        if changed and beat in each.beats and fact in dict(each.bound) and not stale(each, was)
    }
    found = going_stale(before, after)
    assert {each.evidence for each in found} == wanted
    for each in found:
        assert each.beat == beat
        assert [(change.fact, change.was, change.now) for change in each.changes] == [
            (fact, was.fact(fact), now.fact(fact))
        ]
    back = with_beat(after, was)
    assert back == before
    assert {each.evidence for each in going_stale(after, before)} == set()
    assert judge(back) == judge(before)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 3000), st.sampled_from(sorted(FACTS)), st.integers(0, 3000))
def test_only_requirements_that_depend_on_a_fact_lose_their_evidence(
    seed: int, fact: str, value: int
) -> None:
    before = stunt_production(seed)
    beat = before.stunts.beats[0]
    after = with_beat(before, replace(beat, **{fact: random_value(random.Random(value), fact)}))
    versions = catalogue().requirements
    for each in going_stale(before, after):
        assert any(fact in version.depends_on for version in versions[each.requirement])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 3000))
def test_what_is_bound_now_is_not_stale_now(seed: int) -> None:
    production = stunt_production(seed)
    known = catalogue()
    for beat in production.stunts.beats:
        for asked in known.requirements_of(production, beat)[:10]:
            bound = bind(production, beat, asked.key)
            assert [fact for fact, _ in bound] == list(asked.depends_on)
            evidence = Evidence("e", asked.key, (beat.id,), production.stunts.as_of, bound=bound)  # type: ignore[arg-type]
            assert stale(evidence, beat) == ()


def test_binding_to_what_nothing_asks_for_is_a_mistake() -> None:
    production = stunt_production(1)
    with pytest.raises(KeyError):
        bind(production, production.stunts.beats[0], "no_such_thing")


def test_those_who_must_be_told_are_named_once_with_the_coordinator_first() -> None:
    before = stunt_production(2)
    beat = replace(before.stunts.beats[0], cut="", speed=10, performer="LEAD", double="DOUBLE")
    stunts = tuple(replace(each, coordinator="COORDINATOR", abort="RIGGER") for each in before.stunts.stunts)
    before = with_beat(replace(before, stunts=replace(before.stunts, stunts=stunts)), beat)
    bound = bind(before, beat, "rehearsal")
    shown = Evidence(
        "e", "rehearsal", (beat.id,), before.stunts.as_of, "RIGGER", names=("MEDIC", "LEAD"), bound=bound
    )  # type: ignore[arg-type]
    before = replace(before, stunts=replace(before.stunts, evidence=(shown,)))
    (found,) = going_stale(before, with_beat(before, replace(beat, speed=20)))
    assert found.told[:2] == ("COORDINATOR", "RIGGER")
    assert {"MEDIC", "LEAD", "DOUBLE"} <= set(found.told)
    assert len(found.told) == len(set(found.told))
