"""Scene by scene: what a revision does to the tables, to progress, and what it asks of people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from coverset.formats._table_edit import Edits
from coverset.formats.tables import Row
from coverset.model.production import Production
from coverset.model.progress import Entry
from coverset.model.revision import Comparison, Pair, plain
from coverset.model.revision_marks import new_numbers
from coverset.model.screenplay import Screenplay, ScriptScene
from coverset.service._revision_choices import Choices
from coverset.service._revision_events import added_by, rewritten_by
from coverset.service._revision_rows import Rows
from coverset.service._revision_stunts import touched_beats
from coverset.units import format_eighths


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of the folder. ``numbers`` are those of the new script's scenes, in its order.

    ``added`` are new scenes with their numbers, ``omitted`` the scenes that go, ``dropped`` and ``restored`` the ids
    of strips that are not planned any more and again; ``notes`` what is worth a look, in sentences; ``events`` those of
    events.toml that the pages have come for.
    """

    colour: str
    numbers: tuple[str, ...]
    edits: Edits
    entries: tuple[Entry, ...]
    added: tuple[tuple[ScriptScene, str], ...]
    omitted: tuple[ScriptScene, ...]
    dropped: frozenset[str]
    restored: frozenset[str]
    changed: tuple[Pair, ...]
    unchanged: int
    notes: tuple[str, ...]
    events: frozenset[str] = frozenset()

    @property
    def nothing(self) -> bool:
        """Whether the script says what the one before said."""
        return not (self.changed or self.added or self.omitted)


@dataclass
class Work:
    """One film's revision on its way: the production as it is and as its files state it, and the two scripts."""

    before: Production
    base: Production
    film: str
    colour: str
    rows: Sequence[Row]
    choices: Choices
    comparison: Comparison
    script: Screenplay
    scripted: set[str | None]
    entries: list[Entry] = field(default_factory=list)
    omitted: list[ScriptScene] = field(default_factory=list)
    dropped: set[str] = field(default_factory=set)
    restored: set[str] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    events: set[str] = field(default_factory=set)

    def outcome(self) -> Outcome:
        """Everything that the new script does, with the careful option wherever nobody has decided."""
        self._sheet = Rows(self.film, self.rows, self.base, self.choices, self.before)
        self._added = added_by(self.before, self.film)
        numbers = self._numbers()
        given = {id(scene): number for scene, number in zip(self.script.scenes, numbers, strict=True)}
        changed = [pair for pair in self.comparison.pairs if pair.changes or pair.moved or pair.renumbered]
        for pair in self.comparison.pairs:
            if str(pair.old.number) in self._added and not pair.new.omitted:
                changed += [] if pair in changed else [pair]
        for pair in sorted(changed, key=lambda pair: not self._shot(str(pair.old.number))):
            self._pair(pair)
        for scene in self.comparison.gone:
            self._gone(scene)
        self._doubts()
        splits = {id(split.new): split for split in self.comparison.splits}
        added = [(scene, given[id(scene)]) for scene in self.comparison.added if not scene.omitted]
        for scene, number in added:
            split = splits.get(id(scene))
            like = self._split(str(split.old.number), scene, number, split.share) if split else ""
            self._sheet.add(number, scene, like)
        self._renumbered()
        return Outcome(
            self.colour,
            numbers,
            self._sheet.edits(),
            tuple(self.entries),
            tuple(added),
            tuple(self.omitted),
            frozenset(self.dropped),
            frozenset(self.restored),
            tuple(changed),
            len(self.comparison.pairs) - len(changed),
            (*self._sheet.notes, *self.notes),
            frozenset(self.events),
        )

    def _numbers(self) -> tuple[str, ...]:
        """The numbers of the new script: those the scenes have, then their own, then new ones; none is used again."""
        old = {id(pair.new): pair.old.number for pair in self.comparison.pairs}
        taken = {s.number for s in self.before.scenes if s.film == self.film}
        taken |= {s.number for s in self.base.scenes if s.film == self.film}
        taken |= {str(scene.number) for scene in self.comparison.gone}
        used = {plain(number) for number in (*taken, *old.values())}
        wanted: list[str | None] = []
        for scene in self.script.scenes:
            number = old.get(id(scene))
            if number is None and not scene.number_assigned and plain(scene.number) not in used:
                number = scene.number
                used.add(plain(number))
            wanted.append(number)
        return new_numbers(wanted, taken)

    def _ids(self, number: str) -> list[str]:
        return [s.id for s in self._sheet.strips(number)]

    def _shot(self, number: str) -> bool:
        """Whether the scene, or one of its declared parts, is in the can."""
        return any(name in self.before.settled for name in self._ids(number))

    def _partly(self, number: str) -> int:
        """The eighths of it that are shot, 0 when nothing is."""
        pieces = [
            task
            for name in self._ids(number)
            for key, task in self.before.tasks.items()
            if key.startswith(f"{name} shot ") and key in self.before.settled
        ]
        return sum(max(1, getattr(piece, "eighths", 0)) for piece in pieces)

    def _pair(self, pair: Pair) -> None:
        number = str(pair.old.number)
        what = {change.what for change in pair.changes}
        if "omitted" in what:
            if pair.new.omitted:
                self._gone(pair.old, pair.new)
            else:
                self._back(pair)
            return
        if number in self._added:
            self._written(pair)
            return
        if not what:
            return
        partly = self._partly(number)
        if self._shot(number):
            self._rewritten_after(pair, what)
        elif partly:
            self._rewritten_between(pair, partly)
        else:
            self._sheet.follow(pair)
        self._events(number)
        self.notes += touched_beats(self.before, pair, self._ids(number))

    def _written(self, pair: Pair) -> None:
        """A scene that an event added before its pages came: from here on it is the script's, with what was said."""
        number = str(pair.old.number)
        event = self._added[number]
        self.events.add(event.id)
        self.notes.append(
            f"Scene {number} is in the script now: the event {event.id}, which added it, is taken out."
        )
        if self._shot(number) or self._partly(number):
            self._sheet.freeze(number, pair.new.heading, pair.new)
        else:
            self._sheet.add(number, pair.new, number, timed=True)
        self._events(number)

    def _events(self, number: str) -> None:
        """Events that rewrote a scene before its pages came still say what they said."""
        for event in rewritten_by(self.before, self._ids(number)):
            taken = self.choices.ask(
                "event",
                number,
                f"Scene {number} is rewritten by the event {event.id} too, and what that says goes before the script.",
                ("keep", "it stays in force: what it says still holds"),
                ("drop", "it is taken out: the pages it spoke of are these"),
            )
            if taken == "drop":
                self.events.add(event.id)

    def _rewritten_after(self, pair: Pair, what: set[str]) -> None:
        """What is shot stays as it was shot; whether something of it has to be shot again is for people."""
        number = str(pair.old.number)
        self._sheet.freeze(number, pair.new.heading, pair.new)
        size = max(1, pair.new.eighths - pair.old.eighths)
        days = sorted(
            {self.before.settled[name].day for name in self._ids(number) if name in self.before.settled}
        )
        said = ", ".join(sorted(_CALLED.get(each, each) for each in what))
        stands = ("stands", "what was shot stands, nothing is owed")
        pickup = (
            "pickup",
            f"a pickup of {format_eighths(size)} is owed, and the film is not wrapped before it is shot",
        )
        small = what <= {"text", "synopsis"} and pair.alike >= 0.9
        taken = self.choices.ask(
            "shot",
            number,
            f"Scene {number} was shot on {', '.join(map(str, days))} and is rewritten since: {said}.",
            *((stands, pickup) if small else (pickup, stands)),
        )
        if taken == "pickup":
            task = next(name for name in self._ids(number) if name in self.before.settled)
            note = f"rewritten after it was shot ({self.colour})"
            self.entries.append(Entry(task, "pickup owed", eighths=size, note=note))

    def _rewritten_between(self, pair: Pair, partly: int) -> None:
        number = str(pair.old.number)
        self._sheet.follow(pair, least=partly + 1)
        left = max(1, pair.new.eighths - partly)
        taken = self.choices.ask(
            "partly",
            number,
            f"Scene {number} is partly shot, {format_eighths(partly)}, and is rewritten.",
            ("rest", f"what is shot stands, and {format_eighths(left)} are left to shoot"),
            ("pickup", "what is shot has to be shot again as well: a pickup is owed"),
        )
        if taken == "pickup":
            task = self._ids(number)[0]
            note = f"rewritten after part of it was shot ({self.colour})"
            self.entries.append(Entry(task, "pickup owed", eighths=partly, note=note))

    def _gone(self, scene: ScriptScene, now: ScriptScene | None = None) -> None:
        """A scene that the new script omits or leaves out: it keeps its number, and its row says what it was."""
        number = str(scene.number)
        if scene.omitted or number not in self.scripted or not self._ids(number):
            return
        merge = next((each for each in self.comparison.merges if each.old is scene), None)
        if all(name in self.before.settled for name in self._ids(number)):
            self._sheet.freeze(number, scene.heading, now)
            self.omitted.append(scene)
            self.notes.append(
                f"Scene {number} is shot and not in the script any more: it stays as it was shot."
            )
            return
        if merge is not None:
            into = str(next(p.old.number for p in self.comparison.pairs if p.new is merge.into))
            taken = self.choices.ask(
                "merged",
                number,
                f"Scene {number} is not in the script any more, and {merge.share:.0%} of it stands in scene {into} now.",
                ("omit", f"it is omitted; what of it is shot is shot with {into}"),
                ("keep", "it is planned on its own as it was"),
            )
            if taken == "keep":
                self._sheet.freeze(number, scene.heading, now)
                return
        self._sheet.freeze(number, scene.heading, now)
        self.omitted.append(scene)
        ids = [name for name in self._ids(number) if name not in self.before.settled]
        self.dropped.update(ids)
        for name in ids:
            self.entries.append(Entry(name, "omitted", note=f"not in the {self.colour} script"))
        self._lapses(number, ids)

    def _lapses(self, number: str, ids: Sequence[str]) -> None:
        """What is not asked for any more while a scene is omitted."""
        gone = set(ids)
        held = [
            (sum(bool(gone & set(pin.named)) for pin in self.before.pins), "pin", "pins"),
            (
                sum(bool(gone & {order.before, order.after}) for order in self.before.precedences),
                "order",
                "orders",
            ),
            (
                sum(bool(gone & {pair.first, pair.second}) for pair in self.before.aparts),
                "pair apart",
                "pairs apart",
            ),
            (
                sum(bool(gone & set(work.before)) for work in self.before.activities),
                "preparation",
                "preparations",
            ),
            (sum(bool(gone & set(beat.scenes)) for beat in self.before.stunts.beats), "beat", "beats"),
        ]
        said = [f"{count} {one if count == 1 else more}" for count, one, more in held if count]
        if said:
            self.notes.append(f"Scene {number} is omitted, and with it rest {', '.join(said)} that name it.")

    def _back(self, pair: Pair) -> None:
        """A scene that was omitted is in the script again, under its number."""
        number = str(pair.old.number)
        self._sheet.restore(number)
        self.restored.update(self._ids(number))
        self.notes.append(
            f"Scene {number} was omitted and is in the script again: look at its place, people and beats."
        )

    def _doubts(self) -> None:
        for doubt in self.comparison.doubts:
            number = str(doubt.old.number)
            self.choices.ask(
                "perhaps",
                number,
                f"Scene {number} is gone, and a new scene, {doubt.new.heading}, is {doubt.alike:.0%} like it.",
                ("two", f"they are two scenes: {number} is omitted, the other is new"),
                ("one", f"it is scene {number}, rewritten: it keeps its number, and what names it"),
            )
        for pair in self.comparison.pairs:
            if pair.how == "decided":
                number = str(pair.old.number)
                self.choices.ask(
                    "perhaps",
                    number,
                    f"Scene {number} is {pair.alike:.0%} like {pair.new.heading}.",
                    ("two", f"they are two scenes: {number} is omitted, the other is new"),
                    ("one", f"it is scene {number}, rewritten: it keeps its number, and what names it"),
                )

    def _split(self, old: str, scene: ScriptScene, number: str, share: float) -> str:
        """A new scene with another's text: planned by itself, unless people say otherwise."""
        options = [
            ("new", f"{number} is planned as a new scene, like any other"),
            ("like", f"{number} takes location, units, hires and light from {old}"),
        ]
        shot = self._shot(old)
        if shot:
            options.append(("shot", f"{number} is in the can with {old}"))
        taken = self.choices.ask(
            "split",
            number,
            f"Scene {number}, {scene.heading}, is new, and {share:.0%} of it stood in scene {old}.",
            *options,
        )
        if taken == "shot":
            name = next(each for each in self._ids(old) if each in self.before.settled)
            where = self.before.settled[name]
            self.entries.append(
                Entry(f"{self.film}/{number}", "shot", where.day, where.unit, note=f"split from {old}")
            )
        return old if taken in ("like", "shot") else ""

    def _renumbered(self) -> None:
        for pair in self.comparison.pairs:
            old, new = str(pair.old.number), str(pair.new.number)
            if pair.renumbered:
                self._ask_renumbered(old, f"Scene {old} is {new} in the new script, {pair.alike:.0%} alike.")
        for number in sorted(self.choices.answers("renumbered", "new")):
            if f"renumbered-{number}" not in self.choices.conflicts and any(
                plain(scene.number) == plain(number) for scene in self.comparison.gone
            ):
                self._ask_renumbered(
                    number, f"Scene {number} seemed to have another number in the new script."
                )

    def _ask_renumbered(self, old: str, sentence: str) -> None:
        self.choices.ask(
            "renumbered",
            old,
            sentence,
            ("same", f"it keeps the number {old} here, and the copy in the folder is numbered so"),
            ("new", f"they are two scenes: {old} is omitted, the other is new"),
        )


_CALLED = {"eighths": "pages", "int_ext": "INT/EXT", "time": "time of day"}
