"""The rows of scenes.csv under a revised script: what people stated stays, what they took from the script follows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coverset.formats import _notation as notation
from coverset.formats._draft_scenes import shared
from coverset.formats._notation import folded
from coverset.formats._table_edit import Edits
from coverset.formats._table_rows import scene_row
from coverset.formats.tables import NONE, Row, element_header
from coverset.model.production import Production
from coverset.model.revision import Pair, cast_of, elements_of
from coverset.model.scenes import Scene
from coverset.model.screenplay import ScriptScene
from coverset.service._revision_choices import Choices
from coverset.units import format_eighths

Cells = dict[str, str]
_FROM_SCRIPT = (
    "heading",
    "int_ext",
    "set",
    "time",
    "eighths",
    "pages",
    "cast",
    "synopsis",
    "script_day",
    "script_page",
)
_CALLED = {"set": "set", "int_ext": "INT/EXT", "time": "time of day"}


@dataclass(slots=True)
class Rows:
    """The rows of one film, and what becomes of them.

    ``base`` is the production as its files state it, ``standing`` as events and progress leave it.
    """

    film: str
    rows: Sequence[Row]
    base: Production
    choices: Choices
    standing: Production
    cells: dict[int, Cells] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    added: list[tuple[int, Cells]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def edits(self) -> Edits:
        """Everything that becomes of the table."""
        cells = {line: said for line, said in self.cells.items() if line not in self.gone and said}
        return Edits(cells, self.gone, tuple(self.added))

    def of(self, number: str) -> list[Row]:
        """The rows of a scene, its own first, then those of its parts."""
        own = [row for row in self.rows if folded(str(row.get("number"))) == folded(number)]
        films = len(self.base.films)
        mine = [
            r
            for r in own
            if r.get("film", self.film if films == 1 else "") in (self.film,) or _is(r, self.film)
        ]
        return sorted(mine, key=lambda row: bool(row.get("part")))

    def strips(self, number: str) -> list[Scene]:
        """The scene or its declared parts, as stated; one that an event added, as that has it."""
        for production in (self.base, self.standing):
            found = [s for s in production.scenes if s.film == self.film and s.number == number]
            if found:
                return found
        return []

    def freeze(self, number: str, heading: str, now: ScriptScene | None) -> None:
        """Keep a scene as it is stated now, whatever the script says from here on."""
        rows = self.of(number)
        marks = {str(row.get("part", "")): str(row.get("mark") or "") for row in rows}
        line = rows[-1].line if rows else self._line_before(number)
        self.gone.update(row.line for row in rows)
        for scene in self.strips(number):
            cells = scene_row(replace(scene, omitted=False), marks.get(scene.part, ""))
            cells["heading"] = heading
            if now is not None:
                for name in ("cast", "synopsis", "script_day", "script_page"):
                    cells[name] = cells[name] or (NONE if name in ("cast", "synopsis") else "")
                for category, _ in elements_of(now):
                    cells.setdefault(element_header(category), NONE)
                if now.omitted:
                    cells["omitted"] = "no"
            self.added.append((line, cells))

    def restore(self, number: str) -> None:
        """Let a scene that was omitted follow the script again, with the place and the crew it had."""
        for row in self.of(number):
            stated = [element_header(key) for key in row.get("elements", {})]
            own = [name for name in (*_FROM_SCRIPT, "omitted") if name in row.cells]
            self.cells.setdefault(row.line, {}).update(dict.fromkeys([*own, *stated], ""))

    def add(self, number: str, scene: ScriptScene, like: str = "", *, timed: bool = False) -> None:
        """A row for a new scene where something is known of it that the script does not say.

        ``like`` is the scene it takes place, crew and light from; ``timed`` its time too, in proportion.
        """
        cells: Cells = {}
        if like:
            row = next(iter(self.of(like)), None)
            one = next(iter(self.strips(like)), None)
            if one is not None:
                cells["location"] = one.location
                cells |= {name: notation.from_items(getattr(one, name)) for name in ("units", "resources")}
                if timed:
                    cells["minutes"] = str(max(1, round(one.minutes * scene.eighths / max(1, one.eighths))))
            if row is not None and row.get("shift"):
                cells["shift"] = {"daylight": "day", "dark": "night"}.get(str(row.get("shift")), "any")
        elif location := self._played_at(scene):
            cells["location"] = location
        if any(cells.values()):
            known = {"film": self.film, "number": number, "heading": scene.heading}
            self.added.append((0, {**known, **{k: v for k, v in cells.items() if v}, "mark": "assumed"}))

    def follow(self, pair: Pair, *, least: int = 0) -> None:
        """Bring the rows of a scene up to a new script; what people stated otherwise than the old one is asked."""
        number = str(pair.old.number)
        rows = self.of(number)
        own = next((row for row in rows if not row.get("part")), None)
        before = sum(scene.eighths for scene in self.strips(number))
        length = self._length(pair, own, before, least)
        for row in rows:
            self._lists(pair, row)
            for name in _CALLED:
                self._word(pair, row, name)
            if row.get("heading"):
                self._set(row, "heading", pair.new.heading)
            if row.get("synopsis") is not None and folded(str(row.get("synopsis"))) == folded(
                pair.old.synopsis
            ):
                self._set(row, "synopsis", pair.new.synopsis)
        if own is not None and length != before and before:
            for column in ("minutes",):
                if own.get(column):
                    self._scaled(own, int(own.get(column)), length, before)
        if length != before and before:
            self._parts(number, own, [row for row in rows if row.get("part")], length, before)
        self._place(pair, own)

    def _set(self, row: Row, column: str, value: str) -> None:
        self.cells.setdefault(row.line, {})[column] = value

    def _scaled(self, row: Row, minutes: int, length: int, before: int) -> None:
        time = max(1, round(minutes * length / before))
        if time != minutes:
            self._set(row, "minutes", str(time))
            called = f"{row.get('number')}" + (f" pt{row.get('part')}" if row.get("part") else "")
            self.notes.append(f"{called}: {minutes} -> {time} minutes, in proportion to the pages.")

    def _length(self, pair: Pair, row: Row | None, before: int, least: int) -> int:
        """The scene's eighths from now on; a stated length that is not the script's is asked about."""
        number, new = str(pair.old.number), pair.new.eighths
        column = next((name for name in ("eighths", "pages") if row is not None and name in row.cells), None)
        if row is None or column is None:
            if row is None and before not in (0, new) and not pair.old.line:
                return self._first_pages(before, new)
            if new < least and row is None:
                known = {"film": self.film, "number": number, "heading": pair.new.heading}
                self.added.append((0, {**known, "eighths": str(least)}))
            elif new < least and row is not None:
                self._set(row, "eighths", str(least))
            return max(new, least)
        stated = int(row.get(column))
        if pair.old.eighths == new and stated >= least:
            return before
        after = new
        if not pair.old.line:
            after = self._first_pages(stated, new)
        elif stated != pair.old.eighths:
            follow = max(1, stated + new - pair.old.eighths)
            taken = self.choices.ask(
                "length",
                number,
                f"Scene {number}: scenes.csv states {format_eighths(stated)}, the script had "
                f"{format_eighths(pair.old.eighths)} and has {format_eighths(new)} now.",
                ("follow", f"what was stated, and the difference in the script: {format_eighths(follow)}"),
                ("script", f"the length in the script: {format_eighths(new)}"),
                ("keep", f"what was stated: {format_eighths(stated)}"),
            )
            after = {"follow": follow, "script": new, "keep": stated}[taken]
        after = max(after, least)
        if after != stated:
            self._set(row, column, str(after) if column == "eighths" else f"{after}/8")
        return after

    def _first_pages(self, stated: int, new: int) -> int:
        """What of two lengths holds when a film that had only tables gets its script: asked once a film."""
        taken = self.choices.ask(
            "lengths",
            self.film,
            f"scenes.csv states lengths of {self.film} that its first script in the folder does not have.",
            ("keep", "what was stated: page counts come from the production's own script"),
            ("script", "the lengths in the script, as they are measured here"),
        )
        return new if taken == "script" else stated

    def _word(self, pair: Pair, row: Row, name: str) -> None:
        was, now = getattr(pair.old, name), getattr(pair.new, name)
        if name not in row.cells or was == now or row.get(name) == now:
            return
        number, mine = str(pair.old.number), str(row.get(name))
        if folded(mine) != folded(was):
            taken = self.choices.ask(
                name.replace("_", "-"),
                number,
                f"Scene {number}: scenes.csv says {mine} for its {_CALLED[name]}, the script said {was} and says {now}.",
                ("keep", f"{mine}, as stated"),
                ("script", f"{now}, as the script has it"),
            )
            if taken == "keep":
                return
        self._set(row, name, now)

    def _lists(self, pair: Pair, row: Row) -> None:
        """Cast and elements that a row states: who came comes, who went goes, the others stay."""
        names = {folded(word): p.id for p in reversed(self.base.people) for word in (p.name, p.id) if word}
        if "cast" in row.cells:
            self._list(row, "cast", row.get("cast"), cast_of(pair.old), cast_of(pair.new), names)
        stated: Mapping[str, Sequence[str]] = row.get("elements", {})
        before, after = elements_of(pair.old), elements_of(pair.new)
        for category, items in stated.items():
            old = [label for key, label in before if key == category]
            new = [label for key, label in after if key == category]
            self._list(row, element_header(category), items, old, new, {})

    def _list(
        self,
        row: Row,
        column: str,
        mine: Sequence[str],
        old: Sequence[str],
        new: Sequence[str],
        names: Mapping[str, str],
    ) -> None:
        def key(name: str) -> str:
            return folded(names.get(folded(name), name))

        went = {key(name) for name in old} - {key(name) for name in new}
        came = [name for name in new if key(name) not in {key(each) for each in (*old, *mine)}]
        after = [name for name in mine if key(name) not in went] + came
        if list(mine) != after:
            self._set(row, column, notation.from_items(after) or NONE)

    def _parts(self, number: str, own: Row | None, parts: Sequence[Row], length: int, before: int) -> None:
        """Declared parts are kept, their lengths and times in proportion."""
        declared = own.get("parts") if own is not None else None
        if isinstance(declared, tuple) and own is not None:
            sizes = _sized(length, declared)
            self._set(
                own, "parts", "; ".join(f"{size}/8" for size in sizes) if all(sizes) else str(len(sizes))
            )
            self._said(number, declared, sizes)
        measured = [row for row in parts if row.get("eighths") or row.get("pages")]
        if measured:
            old = [int(row.get("eighths") or row.get("pages")) for row in measured]
            sizes = _sized(max(len(old), round(sum(old) * length / before)), old)
            for row, size in zip(measured, sizes, strict=True):
                column = "eighths" if row.get("eighths") else "pages"
                self._set(row, column, str(size) if column == "eighths" else f"{size}/8")
            self._said(number, old, sizes)
        for row in parts:
            if row.get("minutes"):
                self._scaled(row, int(row.get("minutes")), length, before)

    def _said(self, number: str, old: Iterable[int], new: Iterable[int]) -> None:
        was, now = (" + ".join(map(format_eighths, sizes)) for sizes in (old, new))
        self.notes.append(
            f"{number}: its parts were {was} and are {now}, in proportion; see who is in which."
        )

    def _place(self, pair: Pair, row: Row | None) -> None:
        """A stated location was for the old set: another set may be elsewhere."""
        if row is None or not row.get("location") or folded(pair.old.set) == folded(pair.new.set):
            return
        number, stays = str(pair.old.number), str(row.get("location"))
        found = self._played_at(pair.new)
        if found and folded(found) == folded(stays):
            return
        keep = ("keep", f"it is still shot at {stays}")
        sentence = f"Scene {number} was in {pair.old.set}, shot at {stays}, and is in {pair.new.set} now."
        if found:
            move = ("move", f"it is shot at {found}, where other scenes of that set are")
            taken = self.choices.ask("location", number, sentence, move, keep)
        else:
            heading = ("heading", "the heading says where: the location that holds its set, or a new one")
            taken = self.choices.ask("location", number, sentence, keep, heading)
        if taken != "keep":
            self._set(row, "location", found if taken == "move" else "")

    def _played_at(self, scene: ScriptScene) -> str:
        """The one location that scenes of a set, or else of its first part, are shot at; empty for none or several."""
        for part in (scene.set, scene.place):
            homes = {
                each.location
                for each in self.base.scenes
                if not each.omitted
                and each.location
                and folded(part) in (folded(each.set), folded(_first(each.set)))
            }
            if len(homes) == 1:
                return homes.pop()
            if homes:
                return ""
        return ""

    def _line_before(self, number: str) -> int:
        """The line of the nearest row of a scene ahead of this one in the script, so that it keeps its place."""
        last = 0
        lines = {
            folded(str(row.get("number"))): row.line
            for row in self.rows
            if _is(row, self.film) or not row.get("film")
        }
        for scene in self.base.scenes:
            if scene.film == self.film and scene.number == number:
                break
            if scene.film == self.film:
                last = lines.get(folded(scene.number), last)
        return last


def _is(row: Row, film: str) -> bool:
    return folded(str(row.get("film") or "")) == folded(film)


def _first(story: str) -> str:
    return story.split(" - ")[0].strip()


def _sized(total: int, weights: Sequence[int]) -> list[int]:
    """Whole eighths in proportion that add up, none of them nothing while there is one for each."""
    sizes = shared(total, weights)
    while 0 in sizes and total >= len(sizes):
        sizes[sizes.index(max(sizes))] -= 1
        sizes[sizes.index(0)] += 1
    return sizes
