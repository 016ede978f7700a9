"""One line about each scene, put together from who is in it and what the story turns on."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

_OBJECTS = (
    "the sealed letter", "the missing ledger", "the harbour chart", "the brass key", "the second passport",
    "the torn photograph", "the cash box", "the witness list", "the lantern", "the unsigned will", "the radio set",
    "the survey map", "the empty crate", "the silver watch", "the ticket stub", "the doctor's report",
)  # fmt: skip
_MATTERS = (
    "the night of the fire", "the lost cargo", "the sale of the mill", "the boy at the ferry", "the forged seal",
    "the price of silence", "the last train out", "the name in the register", "the debt to the bank",
    "the body in the dry dock", "the promise made in spring", "the strike at the works",
)  # fmt: skip
_ENDS = (
    "and says nothing of it", "before the bell rings", "and is seen", "and finds the door locked", "a day too late",
    "while the others wait outside", "and changes sides", "without being asked", "and pays for it",
)  # fmt: skip
_TOGETHER = (
    "before the bell rings",
    "in vain",
    "a moment too late",
    "by lamplight",
    "until somebody knocks",
    "once more",
)
_EMPTY = (
    "The place lies deserted; {object} is where it was left.",
    "Weather comes in; nobody is about.",
    "Traffic passes; a light goes on upstairs.",
    "Water, then the far bank.",
    "Close on {object}.",
    "Smoke over the roofs.",
)
_ALONE = (
    "{a} looks for {object} {end}.",
    "{a} hides {object} {end}.",
    "{a} reads about {matter} {end}.",
    "{a} waits, then leaves with {object}.",
    "{a} comes home and finds {object} gone.",
    "{a} practises what to say about {matter}.",
)
_PAIR = (
    "{a} asks {b} about {matter} {end}.",
    "{a} shows {b} {object} {end}.",
    "{a} and {b} quarrel over {object} {together}.",
    "{a} warns {b} about {matter}.",
    "{b} hands {a} {object} {end}.",
    "{a} catches {b} with {object}.",
    "{a} offers {b} money for {object} {end}.",
    "{a} tells {b} the truth about {matter}.",
)
_CROWD = (
    "{a} questions {b} and {c} about {matter} {end}.",
    "{a}, {b} and {c} search for {object} {together}.",
    "{b} and {c} talk about {matter} without {a}.",
    "{a} brings {object} before everyone; {b} denies it and {c} keeps quiet.",
    "{a} leads {b} and {c} away from here {end}.",
    "{c} interrupts {a} and {b} with news of {matter}.",
    "{a} and {b} hide {object} from {c} {together}.",
    "{b} tells {a} and {c} the truth about {matter}.",
)
_DRIVING = (
    "{a} drives too fast, {object} on the back seat.",
    "{a} is followed and turns off without lights.",
    "{a} and {b} drive on and speak of {matter}.",
    "{a} stops for {b} {end}.",
)

STUNTS = {
    "HIGH FALL": "{a} falls from a height with {object}.",
    "FIGHT": "{a} fights for {object} and loses it.",
    "FOOT CHASE": "{a} runs with {object}, the others close behind.",
    "STAIR FALL": "{a} is pushed and falls the whole flight of stairs.",
    "JUMP TO A MOVING VEHICLE": "{a} jumps for it at speed and holds on.",
    "FIRE GAG": "{a} gets out through the fire with {object}.",
    "WATER ENTRY": "{a} goes into the water after {object}.",
}
PROPS = (
    "SEALED LETTER", "LEDGER", "BRASS KEY", "LANTERN", "RADIO SET", "PASSPORT", "POCKET WATCH", "CASH BOX",
    "SURVEY MAP", "REVOLVER (DUMMY)", "MEDICINE BAG", "UMBRELLA", "SUITCASE", "PHOTOGRAPH", "FERRY TICKET",
)  # fmt: skip
VEHICLES = ("DELIVERY VAN", "SALOON CAR", "MOTORCYCLE", "HORSE CART", "TAXI", "LAUNCH", "POLICE CAR")
CROWDS = ("PASSENGERS", "MARKET TRADERS", "CLERKS", "DOCKERS", "GUESTS", "PUPILS", "MOURNERS", "ONLOOKERS")


def line(random: Random, people: Sequence[str], *, stunt: str = "", driving: bool = False) -> str:
    """A one-line synopsis; ``people`` as a sentence says them, the most important first."""
    choices: Sequence[str] = _EMPTY if not people else (_ALONE, _PAIR, _CROWD)[min(len(people), 3) - 1]
    if stunt:
        choices = (STUNTS[stunt],)
    elif driving and people:
        choices = _DRIVING if len(people) > 1 else _DRIVING[:2]
    names = [*people[:3], "", "", ""]
    sentence = random.choice(choices).format(
        a=names[0],
        b=names[1],
        c=names[2],
        object=random.choice(_OBJECTS),
        matter=random.choice(_MATTERS),
        end=random.choice(_ENDS),
        together=random.choice(_TOGETHER),
    )
    return sentence[:1].upper() + sentence[1:]
