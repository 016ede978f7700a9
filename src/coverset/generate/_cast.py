"""A made-up cast: leads, supporting parts tied to a few places, day players tied to one, stunt doubles."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Literal

from coverset.generate._places import Map, Setting
from coverset.generate._roles import Names
from coverset.generate._scale import Scale, between
from coverset.model.people import Holding, Person

Rank = Literal["lead", "support", "day player"]


@dataclass(slots=True)
class Part:
    """Somebody in one film's story: how much they are in it, and how they take to each of its places."""

    person: str
    rank: Rank
    share: float = 0.0
    places: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Company:
    """The cast, and the parts by film; ``doubles`` gives the stunt double of a lead."""

    people: tuple[Person, ...]
    parts: tuple[tuple[Part, ...], ...]
    doubles: dict[str, str]


_SHARES = ((0.58, 0.72), (0.46, 0.6), (0.38, 0.5), (0.36, 0.42))


def company(random: Random, scale: Scale, ground: Map) -> Company:
    """Draw the cast. About an eighth is in every film; a lead is only where one unit shoots all of them."""
    names = Names(random)
    films = range(len(scale.scenes))
    ranks: dict[str, Rank] = {}
    parts: list[list[Part]] = [[] for _ in films]
    doubles: dict[str, str] = {}
    shared = scale.shared_cast
    own = max(scale.leads, (scale.cast - shared) // len(films))
    for number in range(shared):
        star = number == 0 and scale.shared_unit
        person = names.person() if star or random.random() < 0.5 else names.trade()
        ranks[person] = "lead" if star else "support"
        for film in films:
            parts[film].append(_part(random, person, ranks[person], ground.settings[film], 0))
    for film in films:
        settings = ground.settings[film]
        first = sum(part.rank == "lead" for part in parts[film])
        supporting = max(1, own // 3) if own > scale.leads else 0
        for number in range(own):
            rank: Rank = (
                "lead"
                if number < scale.leads - first
                else "support"
                if number < scale.leads + supporting
                else "day player"
            )
            person = names.person() if rank != "day player" and random.random() < 0.75 else names.trade()
            ranks[person] = rank
            parts[film].append(_part(random, person, rank, settings, number + first))
        for part in parts[film]:
            if part.rank == "lead" and part.person not in doubles and scale.scenes[film] >= 40:
                doubles[part.person] = names.own(f"{part.person} DOUBLE")
    order: dict[Rank, int] = {"lead": 0, "support": 1, "day player": 2}
    ranked = sorted(ranks, key=lambda person: order[ranks[person]])
    people = [
        _person(random, person, ranks[person], str(number), scale, ground)
        for number, person in enumerate(ranked, start=1)
    ]
    numbers = {person.id: person.number for person in people}
    rate = scale.money.support[0]
    for lead, double in doubles.items():
        people.append(
            Person(
                double,
                double.title(),
                f"{numbers[lead]}X",
                rate,
                rate // 2,
                holding=Holding(hold=False),
                home=ground.home.id,
                kind="stunt",
            )
        )
    return Company(tuple(people), tuple(tuple(each) for each in parts), doubles)


def _part(random: Random, person: str, rank: Rank, settings: tuple[Setting, ...], number: int) -> Part:
    if rank == "lead":
        share = random.uniform(*_SHARES[min(number, len(_SHARES) - 1)])
        return Part(person, rank, share, {each.location: random.uniform(0.4, 1.6) for each in settings})
    places = list(dict.fromkeys(each.location for each in settings))
    if rank == "day player":
        return Part(person, rank, 0.35, {random.choice(places): 1.0})
    count = min(len(places), max(2, len(places) // 4))
    return Part(person, rank, 0.3, dict.fromkeys(random.sample(places, count), 1.0))


def _person(random: Random, person: str, rank: Rank, number: str, scale: Scale, ground: Map) -> Person:
    money = scale.money
    limits = {"lead": money.lead, "support": money.support, "day player": money.day_player}[rank]
    rate = between(random, limits)
    holding = {
        "lead": Holding(),
        "support": Holding(drop=True, drop_after=10, fee=rate),
        "day player": Holding(hold=False),
    }[rank]
    homes = [base.id for base in ground.bases]
    home = ground.home.id if rank != "day player" or random.random() < 0.6 else random.choice(homes)
    return Person(
        person,
        person.title(),
        number,
        rate,
        rate // 2 if rank == "support" else None,
        holding=holding,
        home=home,
    )
