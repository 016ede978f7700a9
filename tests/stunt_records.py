"""Stunts drawn from a seed over a tiny production, to be judged; tests/stunts.py draws any that can be written."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from coverset.hazards.binding import bound_to
from coverset.hazards.catalogue import catalogue
from coverset.model.authority import Authority
from coverset.model.calendar import Holiday
from coverset.model.dates import DateRange
from coverset.model.plan import Plan, PlanDay, Strip
from coverset.model.production import Production
from coverset.model.stunts import (
    FACTS,
    Attempt,
    Beat,
    Competence,
    Concern,
    CrewMember,
    Equipment,
    Evidence,
    Incident,
    NotApplicable,
    Permission,
    Step,
    Stunt,
    Stunts,
    Waiver,
    Window,
)

from .productions import START, tiny_production

WHOLE = ("speed", "height", "sequences", "rig_mass", "attempts", "wind_limit")
"""The facts that are whole numbers."""

WORDS = ("LEAD", "DOUBLE", "carriage 2", "north", "wet", "dry", "night", "day", "roof run", "small car")


def random_value(r: random.Random, fact: str) -> object:
    """A value for a fact of a beat, not known now and then."""
    if r.random() < 0.2:
        return None if fact in WHOLE else () if fact == "cameras" else ""
    if fact in WHOLE:
        return r.randrange(1, 90)
    return tuple(r.sample(WORDS, 2)) if fact == "cameras" else r.choice(WORDS)


def stunt_production(seed: int, *, beats: int = 3) -> Production:
    """A tiny production with stunts on its scenes, some of it shown, some stale, some denied."""
    r = random.Random(seed)
    production = tiny_production(seed)
    bases = tuple(
        replace(base, country=country)
        for base, country in zip(
            production.bases, r.choice([("IT", "NO"), ("", "GB"), ("GB", "US")]), strict=True
        )
    )
    production = replace(production, bases=bases)
    return replace(production, stunts=random_stunts(r, production, beats))


def random_stunts(r: random.Random, production: Production, beats: int = 3) -> Stunts:
    """Stunts for the scenes of a production."""
    made = tuple(_beat(r, production, k) for k in range(beats))
    bare = Stunts(
        stunts=(_stunt(r, "ROOF"), _stunt(r, "CAR")),
        beats=made,
        crew=_crew(r),
        permissions=tuple(_permission(r, name) for name in ("possession", "railway", "road_closure")),
        authorities=(_authority(r),),
        equipment=_equipment(r),
        jurisdictions=r.choice([(), ("GB",), ("SAG-AFTRA",)]),
        as_of=START - timedelta(days=r.randrange(40)),
    )
    with_beats = replace(production, stunts=bare)
    known = catalogue()
    evidence = []
    for beat in made:
        for each in known.requirements_of(with_beats, beat):
            if r.random() < 0.3:
                evidence.append(_evidence(r, each.key, beat, bound_to(each, beat), len(evidence)))
    keys = list(known.requirements)
    some = made[0]
    return replace(
        bare,
        evidence=tuple(evidence),
        waivers=tuple(
            Waiver(some.id, r.choice(keys), "LINE PRODUCER", START - timedelta(days=9), "known and accepted")
            for _ in range(r.randrange(3))
        ),
        not_applicable=(NotApplicable(some.id, r.choice(keys), "COORDINATOR", "no such thing in the shot"),)
        if r.random() < 0.4
        else (),
        concerns=(Concern("C1", (r.choice(made).id,), START - timedelta(days=30), "the rail is loose"),)
        if r.random() < 0.2
        else (),
        incidents=(Incident("I1", (r.choice(made).id,), START - timedelta(days=30), "a slip"),)
        if r.random() < 0.2
        else (),
        attempts=(Attempt(some.id, START - timedelta(days=2), outcome=r.choice(["as planned", "incident"])),)
        if r.random() < 0.3
        else (),
    )


def random_evidence(r: random.Random, production: Production, number: int) -> Evidence:
    """A piece of evidence for something that a beat of the production is asked for; it may be good or not."""
    beat = r.choice(production.stunts.beats)
    each = r.choice(catalogue(production.stunts.catalogue).requirements_of(production, beat))
    return _evidence(r, each.key, beat, bound_to(each, beat), number)


def random_edit(r: random.Random, production: Production) -> tuple[Production, str, str]:
    """The production with one fact of one beat set otherwise, the beat and the fact."""
    beat, fact = r.choice(production.stunts.beats), r.choice(list(FACTS))
    edited = replace(beat, **{fact: random_value(r, fact)})
    return with_beat(production, edited), beat.id, fact


def with_beat(production: Production, beat: Beat) -> Production:
    """The production with another version of one of its beats."""
    beats = tuple(beat if each.id == beat.id else each for each in production.stunts.beats)
    return replace(production, stunts=replace(production.stunts, beats=beats))


def a_plan(production: Production, first: date | None = None) -> Plan:
    """A board with one task a date, in order, from a date on: rehearsals and rigs stand where the order has them."""
    unit = production.units[0].id
    start = first or START
    days = (
        PlanDay(unit, start + timedelta(days=k), (Strip(task),))
        for k, task in enumerate(production.task_order)
    )
    return Plan(tuple(days))


def _stunt(r: random.Random, name: str) -> Stunt:
    return Stunt(
        name,
        alternatives=r.choice(["", "a dummy was tried"]),
        coordinator=r.choice(["", "COORDINATOR", "RIGGER"]),
        abort="COORDINATOR",
        abort_word=r.choice(["", "STOP STOP"]),
        crew=("RIGGER", "MEDIC"),
        permissions=("possession", "railway") if name == "ROOF" else ("road_closure",),
        equipment=("HARNESS", "LINK") if name == "ROOF" else (),
        people=r.choice([None, 20, 40, 400]),
    )


def _beat(r: random.Random, production: Production, k: int) -> Beat:
    stunt = r.choice(["ROOF", "CAR"])
    hazards = list(catalogue().hazards)
    scenes = [scene.id for scene in production.scenes]
    facts = {fact: random_value(r, fact) for fact in FACTS}
    return Beat(
        f"{stunt}/{k + 1}",
        stunt,
        scenes=tuple(r.sample(scenes, r.choice([1, 1, 2]))),
        hazards=tuple(r.sample(hazards, r.randrange(4))),
        complex=r.random() < 0.5,
        present=tuple(r.sample(["drone", "open traffic", "smoke", "night"], r.randrange(2))),
        cut="the bridge is shut" if r.random() < 0.05 else "",
        **facts,  # type: ignore[arg-type]
    )


def _crew(r: random.Random) -> tuple[CrewMember, ...]:
    roles = {
        "COORDINATOR": ("stunt_coordinator", "high_fall_coordinator"),
        "RIGGER": ("stunt_rigger",),
        "MEDIC": ("medic",),
        "DOUBLE": ("stunt_rider", "stunt_driver"),
    }
    return tuple(
        CrewMember(
            name,
            name.capitalize(),
            tuple(
                Competence(
                    role,
                    r.choice(["", "full"]),
                    r.choice([None, START + timedelta(days=r.randrange(-20, 40))]),
                    r.choice([(), ("small car",)]),
                    r.choice([None, 3, 400]),
                )
                for role in held
            ),
            count=r.choice([1, 2]),
            away=(DateRange(START, START + timedelta(days=1)),) if r.random() < 0.1 else (),
            rest=r.choice([None, 660, 720]),
            night_limit=r.choice([None, 480]),
        )
        for name, held in roles.items()
    )


def _permission(r: random.Random, kind: str) -> Permission:
    first = START + timedelta(days=r.randrange(-5, 5))
    return Permission(
        kind,
        kind,
        authority=r.choice(["LINE", "network-rail", ""]),
        holder=r.choice(["", "PRODUCER"]),
        state=r.choice(["not asked", "asked", "granted", "granted", "denied", "withdrawn"]),
        scope=r.choice([("FLAT", "STREET", "TRAIN"), ("TRAIN",), ()]),
        windows=(Window(DateRange(first, first + timedelta(days=20))),) if r.random() < 0.4 else (),
        steps=(Step("enquiry", r.randrange(30)), Step("application", r.randrange(20), r.random() < 0.5))
        if r.random() < 0.6
        else (),
        asked=START - timedelta(days=r.randrange(60)) if r.random() < 0.3 else None,
        expires=START + timedelta(days=r.randrange(20)) if r.random() < 0.3 else None,
        quota=r.choice([None, 4]),
        used=r.randrange(6),
    )


def _authority(r: random.Random) -> Authority:
    holidays = (Holiday(START - timedelta(days=r.randrange(30))) for _ in range(r.randrange(4)))
    return Authority(
        "LINE", "the line's owner", days_off=r.choice([(5, 6), (6,), ()]), holidays=tuple(holidays)
    )


def _equipment(r: random.Random) -> tuple[Equipment, ...]:
    return (
        Equipment(
            "HARNESS",
            "Harness",
            "harness",
            r.choice([None, START - timedelta(days=r.randrange(400))]),
            r.choice([None, 6, 12]),
        ),
        Equipment(
            "LINK", "Link", "connector", rated_for=r.choice([(), ("lifting",), ("personal protection",)])
        ),
    )


def _evidence(
    r: random.Random, key: str, beat: Beat, bound: tuple[tuple[str, str], ...], number: int
) -> Evidence:
    on = START - timedelta(days=r.randrange(60))
    return Evidence(
        f"E{number}",
        key,
        (beat.id,),
        on,
        by=r.choice(["", "COORDINATOR", "RIGGER", "OUTSIDER"]),
        until=on + timedelta(days=r.randrange(90)) if r.random() < 0.3 else None,
        step=r.choice(["", "static train", "walking pace", "shot speed"]),
        names=tuple(r.sample(["COORDINATOR", "RIGGER", "MEDIC", "DOUBLE", "LEAD"], r.randrange(6))),
        measured=r.choice([None, 100, 400]),
        bound=tuple(pair for pair in bound if r.random() < 0.97),
    )
