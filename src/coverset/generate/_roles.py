"""Made-up people and titles: trades and invented names, never anybody's own."""

from __future__ import annotations

from random import Random

_GIVEN = (
    "INES", "TOBIN", "MARLA", "OSKER", "LIVIA", "BRANN", "ODETTE", "CASPIAN", "RUNA", "ELIO", "SABLE", "JORIS",
    "TAMSIN", "VIGO", "NERYS", "ALDO", "PETRA", "HOLLIS", "MIREN", "ANSELM", "DAGNY", "RUFIN", "ISOLDE", "KELDA",
    "ORLA", "TEODOR", "WILMA", "ZORAN", "AGATA", "BASTIEN", "CORVIN", "EDDA",
)  # fmt: skip
_HEADS = (
    "ABARR", "VELM", "OSTRIV", "CALDR", "MEREN", "TARV", "HOLMD", "SANDEV", "ROSK", "BELLAV", "DUNM", "FERRAV",
    "GALVR", "INGR", "KESTR", "LORV", "MONDR", "NARV", "PELL", "QUINTR", "SORV", "THORV", "ULVR", "WENDR",
)  # fmt: skip
_TAILS = ("A", "EN", "ICK", "OSA", "UND", "ELLO", "ASKE", "IMER", "OTTI", "AY", "EGARD", "INE")
_TRADES = (
    "FERRYMAN", "NOTARY", "BEEKEEPER", "HARBOUR PILOT", "LAMPLIGHTER", "ARCHIVIST", "SIGNALMAN", "COBBLER",
    "SURVEYOR", "CANTOR", "INNKEEPER", "CUSTOMS OFFICER", "GLASSBLOWER", "MIDWIFE", "CLOCKMAKER", "RAG DEALER",
    "STATION MASTER", "COURIER", "PHARMACIST", "STONEMASON", "TELEGRAPHIST", "FORGER", "CARTOGRAPHER", "NURSE",
    "SACRISTAN", "BOATBUILDER", "PRINTER", "WEAVER", "CORONER", "GAMEKEEPER", "PUPPETEER", "TAXI DRIVER",
    "SWITCHBOARD GIRL", "BAKER", "TANNER", "CHOIRMASTER", "DREDGERMAN", "VINTNER", "HOTEL PORTER", "BAILIFF",
    "NIGHT WATCHMAN", "ANTIQUARY", "SCHOOLTEACHER", "TRAM CONDUCTOR", "LOCKSMITH", "PAWNBROKER", "PIANO TUNER",
    "SHIP'S COOK", "RADIO OPERATOR", "COACH DRIVER", "FLORIST", "MAGISTRATE", "ORDERLY", "GRAVEDIGGER",
)  # fmt: skip
_SHADES = ("OLD", "YOUNG", "TALL", "QUIET", "SECOND", "FOREIGN", "ONE-EYED", "RETIRED", "BLIND", "NERVOUS")
_OF = (
    "SALT", "TALLOW", "QUARRY", "ESTUARY", "BRASS", "LANTERN", "MERIDIAN", "AMBER", "GRANITE", "HERON", "CINDER",
    "JUNIPER", "SLATE", "MARSH", "COPPER", "PLUMB LINE", "SAFFRON", "CANVAS",
)  # fmt: skip
_THINGS = (
    "LEDGER", "CROSSING", "INHERITANCE", "SIGNAL", "APPRENTICE", "CONCORDANCE", "TIDE TABLE", "CARTEL",
    "ALMANAC", "PROCESSION", "LEGATION", "SURVEY", "FERRY", "REGISTER", "DEPOSITION",
)  # fmt: skip
_NUMBERS = ("ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX")


class Names:
    """Gives names and never the same twice."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._taken: set[str] = set()
        self._trades = list(_TRADES)
        random.shuffle(self._trades)
        self._given: list[str] = []

    def person(self) -> str:
        """A given and a family name, as a script prints it: INES ABARRA. Given names come back late."""
        name = ""
        for _ in range(50):
            if not self._given:
                self._given = list(_GIVEN)
                self._random.shuffle(self._given)
            name = f"{self._given.pop()} {self._random.choice(_HEADS)}{self._random.choice(_TAILS)}"
            if self._take(name):
                return name
        return self._numbered(name)

    def trade(self) -> str:
        """A part that goes by its trade: FERRYMAN, later OLD FERRYMAN or FERRYMAN 2."""
        if self._trades and self._take(self._trades[-1]):
            return self._trades.pop()
        for _ in range(20):
            name = f"{self._random.choice(_SHADES)} {self._random.choice(_TRADES)}"
            if self._take(name):
                return name
        return self._numbered(self._random.choice(_TRADES))

    def own(self, name: str) -> str:
        """The name, or with a number when somebody has it."""
        return name if self._take(name) else self._numbered(name)

    def _take(self, name: str) -> bool:
        free = name not in self._taken
        self._taken.add(name)
        return free

    def _numbered(self, name: str) -> str:
        number = 2
        while not self._take(f"{name} {number}"):
            number += 1
        return f"{name} {number}"


def titles(random: Random, films: int) -> list[str]:
    """The titles of films shot back to back: the parts of one story."""
    title = f"THE {random.choice(_OF)} {random.choice(_THINGS)}".title()
    return [title] if films == 1 else [f"{title}, Part {number.title()}" for number in _NUMBERS[:films]]


def said(name: str) -> str:
    """A name as a sentence says it: ``Ines Abarra``, ``the ferryman``."""
    return f"the {name.lower()}" if is_trade(name) else name.title()


def is_trade(name: str) -> bool:
    """Whether somebody goes by their trade."""
    return any(trade in name for trade in _TRADES)
