"""How alike two scenes are, and where the words of one went, by bags of neighbouring words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from coverset.model.screenplay import ScriptScene

MOST_PLACES = 16
"""A pair of words that stands in more scenes proposes no match."""
MOST_CANDIDATES = 6
_TAKEN_OVER = 0.5
_FEWEST_WORDS = 6
_MOST_WORDS = 4_000
_WORD = re.compile(r"\w+")

Bag = Counter[tuple[str, str]]


@dataclass(slots=True)
class Side:
    """A scene with the bags of words it is compared by."""

    scene: ScriptScene
    place: int
    heading: Counter[str] = field(default_factory=Counter)
    words: Bag = field(default_factory=Counter)

    @classmethod
    def of(cls, scene: ScriptScene, place: int) -> Side:
        """A scene and its place in the script; of a text beyond any scene's length only the beginning counts."""
        heading = f"{scene.int_ext} {scene.set} {scene.time}".casefold()
        words = [found[0] for found, _ in zip(_WORD.finditer(scene.text.casefold()), range(_MOST_WORDS))]  # noqa: B905
        pairs: Bag = Counter(zip(["", *words], words, strict=False))
        return cls(scene, place, Counter(_WORD.findall(heading)), pairs)


def alike(one: ScriptScene, other: ScriptScene) -> float:
    """How alike two scenes are, from 0 (no word in common) to 1 (the same words in the same pairs).

    The measure of ``coverset.model.revision``; where either has no text, the headings alone decide. The same both ways round.
    """
    return score(Side.of(one, 0), Side.of(other, 0))


def score(one: Side, other: Side) -> float:
    """``alike`` of two scenes whose bags are made."""
    heading = dice(one.heading, other.heading)
    if not one.words or not other.words:
        return heading
    return 0.3 * heading + 0.7 * dice(one.words, other.words)


def dice(one: Counter[str] | Bag, other: Counter[str] | Bag) -> float:
    """Twice what two bags share by what they hold together; 1 for two empty ones."""
    total = one.total() + other.total()
    if not total:
        return 1.0
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    shared = sum(min(count, large[word]) for word, count in small.items())  # type: ignore[index,misc]
    return 2 * shared / total


class Left:
    """What each matched scene lost or gained, by place, to be asked where somebody's words went or came from."""

    def __init__(self, bags: Mapping[int, Bag]) -> None:
        self._bags = {place: bag for place, bag in bags.items() if bag}
        self._places: dict[tuple[str, str], list[int]] = {}
        for place, bag in self._bags.items():
            for word in bag:
                self._places.setdefault(word, []).append(place)

    def most_of(self, words: Bag) -> tuple[int | None, float]:
        """The place that most of these words are at, and their share; none below half or for a few words."""
        total = words.total()
        shared: Counter[int] = Counter()
        for word in words if total >= _FEWEST_WORDS else ():
            found = self._places.get(word, ())
            if len(found) <= MOST_PLACES:
                shared.update(found)
        best: tuple[int | None, float] = (None, 0.0)
        for place in sorted(shared, key=lambda place: (-shared[place], place))[:MOST_CANDIDATES]:
            bag = self._bags[place]
            share = sum(min(count, bag[word]) for word, count in words.items()) / total
            if share >= _TAKEN_OVER and share > best[1]:
                best = (place, share)
        return best
