"""A revised screenplay against the one before: which scene is which, and what changed in it.

Scenes are matched by number, then by what they say. How alike two scenes are is a number from 0 to 1: three tenths
the words of the heading, seven tenths the pairs of neighbouring words below it, each as the Dice coefficient of two
bags (twice what they share by what they hold together; L. R. Dice, "Measures of the amount of ecologic association
between species", Ecology 26, 1945). Time and memory grow linearly with the scripts: a pair of words that stands in
many scenes proposes no match.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from coverset.model.alike import MOST_CANDIDATES, MOST_PLACES, Left, Side, dice, score
from coverset.model.screenplay import ScriptScene

SAME = 0.6
"""From here on two scenes with different numbers, or none, are taken as one."""
PERHAPS = 0.4
"""From here on a person is asked."""
_TRUSTED = 0.5
_SHIFTED = 0.85
_NO_ELEMENT = frozenset({"cast", "set", "unit", "location", "script day", "sequence", "synopsis", "comments"})

How = Literal["number", "content", "place", "decided"]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise in a scene: "eighths", "set", "int_ext", "time", "cast", "elements", "synopsis",
    "text"; for what is a list, ``was`` and ``now`` are what went and what came.
    """

    what: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A scene in both scripts. ``alike`` is from 0 to 1; ``moved`` when it stands elsewhere among the others."""

    old: ScriptScene
    new: ScriptScene
    how: How
    alike: float
    moved: bool = False
    changes: tuple[Change, ...] = ()

    @property
    def renumbered(self) -> bool:
        """Whether the new script prints another number for it."""
        return not self.new.number_assigned and plain(self.old.number) != plain(self.new.number)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A scene that is gone and one that came, too much alike to be two and too little to be one."""

    old: ScriptScene
    new: ScriptScene
    alike: float


@dataclass(frozen=True, slots=True)
class Split:
    """A new scene with text that stood in another: ``share`` of its words were taken over from ``old``."""

    old: ScriptScene
    new: ScriptScene
    share: float


@dataclass(frozen=True, slots=True)
class Merge:
    """A scene that is gone while its text stands in another now: ``share`` of its words are in ``into``."""

    old: ScriptScene
    into: ScriptScene
    share: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two scripts side by side, in the order of the new one; ``gone`` in the order of the old one."""

    pairs: tuple[Pair, ...]
    added: tuple[ScriptScene, ...]
    gone: tuple[ScriptScene, ...]
    doubts: tuple[Doubt, ...] = ()
    splits: tuple[Split, ...] = ()
    merges: tuple[Merge, ...] = ()


def plain(number: str | None) -> str:
    """A scene number as it is compared: 12a is 12A."""
    return (number or "").strip().casefold()


def compare(
    old: Sequence[ScriptScene],
    new: Sequence[ScriptScene],
    *,
    apart: Collection[str] = (),
    joined: Collection[str] = (),
) -> Comparison:
    """Match the scenes of two scripts and say what changed in each.

    A number that stands in both is the same scene, however much was rewritten, unless the new one is
    almost word for word another of the old script, which in turn has no like under its own number: then numbers
    were given anew and the words decide. Scenes
    without a number of their own, and numbers that only one script has, are matched by their words, and last where
    one scene with the same heading stands between the same neighbours. ``apart`` and ``joined`` are what people have
    decided, by old number: not the renumbered scene it seems, and the one in doubt after all.
    """
    return _Matching(old, new, apart, joined).comparison()


class _Matching:
    def __init__(
        self,
        old: Sequence[ScriptScene],
        new: Sequence[ScriptScene],
        apart: Collection[str],
        joined: Collection[str],
    ) -> None:
        self.old = [Side.of(scene, at) for at, scene in enumerate(old)]
        self.new = [Side.of(scene, at) for at, scene in enumerate(new)]
        self.apart, self.joined = set(map(plain, apart)), set(map(plain, joined))
        self.found: dict[int, tuple[int, How]] = {}
        self.taken: set[int] = set()

    def comparison(self) -> Comparison:
        self._by_number()
        near = list(self._near())
        self._by_words(near, SAME, "content")
        self._by_place()
        self._by_words(
            [pair for pair in near if plain(self.old[pair[1]].scene.number) in self.joined], 0, "decided"
        )
        pairs, moved = [], self._moved()
        for at, (to, how) in sorted(self.found.items(), key=lambda pair: pair[1][0]):
            one, other = self.old[at], self.new[to]
            changes = tuple(changes_between(one.scene, other.scene))
            pairs.append(Pair(one.scene, other.scene, how, score(one, other), at in moved, changes))
        gone = [side for side in self.old if side.place not in self.found]
        added = [side for side in self.new if side.place not in self.taken]
        partner = {to: self.old[at] for at, (to, _) in self.found.items()}
        return Comparison(
            tuple(pairs),
            tuple(side.scene for side in added),
            tuple(side.scene for side in gone),
            tuple(self._doubts(near)),
            tuple(self._splits(added)),
            tuple(self._merges(gone, partner)),
        )

    def _pair(self, at: int, to: int, how: How) -> bool:
        if at in self.found or to in self.taken:
            return False
        self.found[at] = (to, how)
        self.taken.add(to)
        return True

    def _by_number(self) -> None:
        given = {plain(s.scene.number): s.place for s in reversed(self.new) if not s.scene.number_assigned}
        same = [
            (side.place, given[plain(side.scene.number)])
            for side in self.old
            if plain(side.scene.number) in given
        ]
        poor: dict[int, int] = {}
        for at, to in same:
            one, other = self.old[at], self.new[to]
            both = one.scene.omitted and other.scene.omitted
            either = one.scene.omitted or other.scene.omitted
            if both or (not either and score(one, other) > _TRUSTED):
                self._pair(at, to, "number")
            else:
                poor[at] = to
        numbered = {at for at, _ in same}
        free = {side.place for side in self.old if side.place not in numbered or side.place in poor}
        shifted = [
            (much, at, to)
            for much, at, to in self._near(free, set(poor.values()))
            if much >= _SHIFTED and poor.get(at) != to
        ]
        self._by_words(shifted, _SHIFTED, "content")
        for at, to in poor.items():
            self._pair(at, to, "number")

    def _near(
        self, olds: Collection[int] | None = None, news: Collection[int] | None = None
    ) -> Iterable[tuple[float, int, int]]:
        """Pairs of scenes without a partner that share words few scenes have, or a heading that only they have."""
        left = [
            s
            for s in self.old
            if s.place not in self.found and (olds is None or s.place in olds) and not s.scene.omitted
        ]
        right = [
            s
            for s in self.new
            if s.place not in self.taken and (news is None or s.place in news) and not s.scene.omitted
        ]
        places: dict[tuple[str, str], list[int]] = {}
        for side in left:
            for word in side.words:
                places.setdefault(word, []).append(side.place)
        seen: set[tuple[int, int]] = set()
        for side in right:
            shared: Counter[int] = Counter()
            for word in side.words:
                found = places.get(word, ())
                if len(found) <= MOST_PLACES:
                    shared.update(found)
            ranked = sorted(shared, key=lambda at: (-shared[at], abs(at - side.place), at))
            seen.update((at, side.place) for at in ranked[:MOST_CANDIDATES])
        whole_left, whole_right = _by_text(left), _by_text(right)
        for text, at_places in whole_left.items():
            seen.update(zip(at_places, whole_right.get(text, ()), strict=False))
        lone_left, lone_right = _lone_headings(left), _lone_headings(right)
        for heading, at in lone_left.items():
            if heading in lone_right:
                seen.add((at, lone_right[heading]))
        for at, to in sorted(seen):
            yield score(self.old[at], self.new[to]), at, to

    def _by_words(self, near: Iterable[tuple[float, int, int]], least: float, how: How) -> None:
        for much, at, to in sorted(near, key=lambda pair: (-pair[0], abs(pair[1] - pair[2]), pair[1:])):
            if much < least:
                break
            number = plain(self.old[at].scene.number)
            if number not in self.apart or number == plain(self.new[to].scene.number):
                self._pair(at, to, how)

    def _by_place(self) -> None:
        """One scene gone and one without a number come between the same neighbours, under the same heading."""
        order = sorted(self.found.items(), key=lambda pair: pair[0])
        for (at, (to, _)), (at_next, (to_next, _)) in zip(
            [(-1, (-1, "")), *order], [*order, (len(self.old), (len(self.new), ""))], strict=True
        ):
            if (at_next - at, to_next - to) == (2, 2):
                one, other = self.old[at + 1], self.new[to + 1]
                lone = other.scene.number_assigned and plain(one.scene.number) not in self.apart
                if lone and one.heading == other.heading:
                    self._pair(at + 1, to + 1, "place")

    def _moved(self) -> set[int]:
        """The fewest scenes that stand elsewhere: those outside a longest run that kept its order."""
        tails: list[int] = []
        ends: list[int] = []
        before: dict[int, int | None] = {}
        for at in sorted(self.found):
            to = self.found[at][0]
            where = bisect_left(tails, to)
            before[at] = ends[where - 1] if where else None
            tails[where : where + 1], ends[where : where + 1] = [to], [at]
        kept: set[int] = set()
        step: int | None = ends[-1] if ends else None
        while step is not None:
            kept.add(step)
            step = before[step]
        return set(self.found) - kept

    def _doubts(self, near: Iterable[tuple[float, int, int]]) -> Iterable[Doubt]:
        named: set[int] = set()
        for much, at, to in sorted(near, key=lambda pair: (-pair[0], pair[1:])):
            free = at not in self.found and to not in self.taken and not {at, -1 - to} & named
            if free and much >= PERHAPS and plain(self.old[at].scene.number) not in self.apart:
                named |= {at, -1 - to}
                yield Doubt(self.old[at].scene, self.new[to].scene, much)

    def _splits(self, added: Iterable[Side]) -> Iterable[Split]:
        left = Left({at: self.old[at].words - self.new[to].words for at, (to, _) in self.found.items()})
        for side in added:
            at, share = left.most_of(side.words)
            if at is not None:
                yield Split(self.old[at].scene, side.scene, share)

    def _merges(self, gone: Iterable[Side], partner: Mapping[int, Side]) -> Iterable[Merge]:
        left = Left({to: self.new[to].words - one.words for to, one in partner.items()})
        for side in gone:
            to, share = left.most_of(side.words)
            if to is not None and not side.scene.omitted:
                yield Merge(side.scene, self.new[to].scene, share)


def _by_text(sides: Iterable[Side]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for side in sides:
        if side.scene.text:
            found.setdefault(f"{side.scene.heading}\n{side.scene.text}", []).append(side.place)
    return found


def _lone_headings(sides: Iterable[Side]) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], list[int]] = {}
    for side in sides:
        found.setdefault(tuple(sorted(side.heading.elements())), []).append(side.place)
    return {heading: places[0] for heading, places in found.items() if len(places) == 1}


def cast_of(scene: ScriptScene) -> tuple[str, ...]:
    """Who is in a scene: who speaks, and who is tagged as cast."""
    tagged = (tag.label for tag in scene.tags if tag.category == "cast")
    return tuple(dict.fromkeys((*scene.characters, *tagged)))


def elements_of(scene: ScriptScene) -> tuple[tuple[str, str], ...]:
    """The breakdown elements that a scene names: category and label."""
    found = ((tag.category, tag.label) for tag in scene.tags if tag.category not in _NO_ELEMENT)
    return tuple(dict.fromkeys(found))


def changes_between(old: ScriptScene, new: ScriptScene) -> Iterable[Change]:
    """What is otherwise in a scene, field by field; nothing for the same scene."""
    if old.omitted != new.omitted:
        yield Change("omitted", _omitted(old), _omitted(new))
        return
    if old.omitted:
        return
    for name in ("eighths", "int_ext", "set", "time", "synopsis"):
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield Change(name, str(was), str(now))
    yield from _lists("cast", cast_of(old), cast_of(new))
    before, after = (tuple(f"{key}: {label}" for key, label in elements_of(one)) for one in (old, new))
    yield from _lists("elements", before, after)
    if old.text != new.text and old.text and new.text:
        share = dice(Side.of(old, 0).words, Side.of(new, 0).words)
        yield Change("text", "", f"{min(99, round(100 * share))}% alike")


def _lists(what: str, old: Sequence[str], new: Sequence[str]) -> Iterable[Change]:
    went = [name for name in old if name not in new]
    came = [name for name in new if name not in old]
    if went or came:
        yield Change(what, "; ".join(went), "; ".join(came))


def _omitted(scene: ScriptScene) -> str:
    return "omitted" if scene.omitted else scene.heading
