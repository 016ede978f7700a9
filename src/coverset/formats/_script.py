"""From paragraphs to a screenplay: what every reader of scripts does once it has taken its file apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from coverset.findings import Finding, Place, Severity, nearest
from coverset.formats._categories import BY_NAME, NOTE_CATEGORIES, category_named
from coverset.model.headings import Heading, is_omitted, parse_heading, speaker, split_speakers
from coverset.model.layout import LAYOUTS, Element, Layout, eighths_of, plain_text, printed_lines
from coverset.model.numbering import assign_numbers
from coverset.model.screenplay import Screenplay, ScriptScene, Tag
from coverset.units import parse_eighths

MAX_BYTES = 20_000_000
_SHOWN = 20
_LOOKED_UP = 200
_TAG = re.compile(r"([^\W\d_][^\W_]*(?:[ /-][^\W_]+){0,2})\s{0,3}:\s{0,3}(\S.*)", re.DOTALL)
_ITEMS = re.compile(r"[,;\n]")
_EIGHTHS = frozenset({"eighths", "pages", "length"})


class Report:
    """The findings of one file, gathered in reading order: at most twenty of a kind, then how many more."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._findings: list[Finding] = []
        self._counts: Counter[str] = Counter()
        self._near: dict[str, str] = {}

    def add(
        self, code: str, severity: Severity, sentence: str, line: int | None = None, about: Iterable[str] = ()
    ) -> None:
        """Note one finding at a line of the file."""
        self._counts[code] += 1
        if self._counts[code] <= _SHOWN:
            place = Place(self.name, line)
            self._findings.append(Finding(code, severity, sentence, place, tuple(about)))

    def near_category(self, word: str) -> str:
        """The hint for a word that may be a slip for a breakdown category; looked up for 200 words at most."""
        if word not in self._near and len(self._near) < _LOOKED_UP:
            self._near[word] = nearest(word, BY_NAME) if 3 < len(word) < 25 and " " not in word else ""
        return self._near.get(word, "")

    def findings(self) -> list[Finding]:
        """All of them; a kind that came more than twenty times ends with a count."""
        more = [
            Finding(code, Severity.NOTE, f"{count - _SHOWN} more of the kind {code}.", Place(self.name))
            for code, count in self._counts.items()
            if count > _SHOWN
        ]
        return self._findings + more


@dataclass(slots=True)
class RawScene:
    """A scene as a reader found it, before numbers, roles and lengths are worked out."""

    heading: str
    line: int
    number: str | None = None
    elements: list[Element] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    synopsis: list[str] = field(default_factory=list)
    eighths: int | None = None
    page: str = ""
    revision: str = ""
    omitted: bool = False


def page_layout(key: str, report: Report) -> Layout | None:
    """The layout of that name, or a finding that names the nearest."""
    if key in LAYOUTS:
        return LAYOUTS[key]
    sentence = f"There is no page layout {key!r}: {nearest(key, LAYOUTS, limit=12)}"
    report.add("layout-unknown", Severity.ERROR, sentence)
    return None


def too_large(data: bytes, report: Report) -> bool:
    """Whether a file is beyond what any screenplay is; says so."""
    if len(data) <= MAX_BYTES:
        return False
    report.add(
        "script-too-large",
        Severity.ERROR,
        f"The file holds {len(data) / 1e6:.0f} MB; a screenplay is read up to {MAX_BYTES // 1_000_000} MB. "
        "Export the script alone, without pictures or history.",
    )
    return True


def read_note(scene: RawScene | None, text: str, line: int, report: Report) -> None:
    """Take in a note: ``prop: knife, rope`` as tags, ``eighths: 1 3/8`` as the scene's length, else as text.

    Several elements are separated by commas, semicolons or line ends. A word before the colon that is no
    category stays a plain note; only one that is nearly a category is reported, as it may be a slip.
    """
    if scene is None:
        return
    match = _TAG.fullmatch(text.strip())
    if not match:
        scene.notes.append(text.strip())
        return
    word, body = " ".join(match[1].casefold().split()), match[2]
    if word in _EIGHTHS:
        _set_eighths(scene, body.strip()[:40], line, report)
        return
    category = category_named(word)
    if category is None:
        hint = report.near_category(word)
        if hint.startswith("did you mean"):
            sentence = f"The note {word!r} is kept as a note, it is no breakdown category: {hint}"
            report.add("tag-unknown", Severity.NOTE, sentence, line)
        scene.notes.append(text.strip())
    elif category.key in NOTE_CATEGORIES:
        scene.notes.append(body.strip())
    elif category.key == "synopsis":
        scene.synopsis.append(body.strip())
    else:
        scene.tags += [
            Tag(category.key, " ".join(item.split()), line) for item in _ITEMS.split(body) if item.strip()
        ]


def _set_eighths(scene: RawScene, text: str, line: int, report: Report) -> None:
    try:
        eighths = parse_eighths(text)
    except ValueError as error:
        report.add(
            "eighths-unreadable", Severity.WARNING, f"The length of the scene is measured, as {error}.", line
        )
        return
    if eighths < 1:
        report.add(
            "eighths-unreadable", Severity.WARNING, "A scene is at least 1/8 long; it is measured.", line
        )
        return
    scene.eighths = eighths


def assemble(
    report: Report,
    raw: Sequence[RawScene],
    layout: Layout,
    *,
    title: str,
    title_page: Sequence[tuple[str, str]] = (),
    revisions: Sequence[str] = (),
    assumptions: Iterable[str] = (),
) -> Screenplay:
    """Number, date and measure the scenes of a script; what was left open goes to findings and assumptions.

    Never raises for what a script says. Linear in the length of the script.
    """
    said = list(assumptions)
    numbers = _numbers(raw, report, said)
    roles = split_speakers(
        speaker(element.text) for scene in raw for element in scene.elements if element.kind == "character"
    )
    said += [f"{both} speak together: {', '.join(each)}." for both, each in roles.items() if len(each) > 1]
    scenes: list[ScriptScene] = []
    open_ends: dict[str, list[tuple[str, int]]] = {}
    lines = 0
    previous: str | None = None
    for scene, number in zip(raw, numbers, strict=True):
        omitted = scene.omitted or is_omitted(scene.heading)
        heading = parse_heading(scene.heading, previous)
        if not omitted:
            previous = heading.time
            for clause in heading.assumptions:
                open_ends.setdefault(clause, []).append((number, scene.line))
            _check_set(scene, number, heading, report)
        length, eighths = _length(scene, layout, omitted)
        lines += length
        scenes.append(
            ScriptScene(
                number=number,
                heading=" ".join(scene.heading.split()),
                int_ext=heading.int_ext,
                set=heading.set or " ".join(scene.heading.upper().split()),
                place=heading.place or " ".join(scene.heading.upper().split()),
                time=heading.time,
                line=scene.line,
                eighths=eighths,
                eighths_source="measured" if omitted or scene.eighths is None else "stored",
                characters=_speaking(scene, roles),
                tags=_without_repeats(scene.tags),
                notes=tuple(scene.notes),
                synopsis=" ".join(" ".join(scene.synopsis).split()),
                page=scene.page,
                omitted=omitted,
                revision=scene.revision,
                text=plain_text(scene.elements),
                time_printed=heading.time_printed,
                number_assigned=not scene.number,
            )
        )
    for clause, where in open_ends.items():
        found = [number for number, _ in where]
        said.append(f"{_listed(found)}: {clause}.")
        severity = Severity.WARNING if clause.startswith("neither") else Severity.NOTE
        report.add("heading-assumed", severity, f"{_listed(found)}: {clause}.", where[0][1], found)
    if not scenes:
        sentence = (
            "No scene was found. A scene starts with a heading such as INT. HOUSE - DAY after a blank line."
        )
        report.add("script-without-scenes", Severity.ERROR, sentence)
    return Screenplay(
        title, tuple(scenes), tuple(title_page), layout.key, lines, tuple(revisions), tuple(said)
    )


def _numbers(raw: Sequence[RawScene], report: Report, said: list[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    for scene in raw:
        if not scene.number:
            continue
        if scene.number not in seen:
            seen[scene.number] = scene.line
        else:
            report.add(
                "scene-number-twice",
                Severity.ERROR,
                f"Scene {scene.number} is numbered twice, first on line {seen[scene.number]}. "
                "Give one of them another number.",
                scene.line,
                (scene.number,),
            )
    numbers = assign_numbers([scene.number for scene in raw])
    fresh = [number for scene, number in zip(raw, numbers, strict=True) if not scene.number]
    if fresh and not seen:
        said.append(
            f"The script has no scene numbers: its scenes are numbered 1 to {len(raw)} in script order."
        )
    elif fresh:
        sentence = (
            f"{_listed(fresh)} had no number and took the one before with a letter; the others keep theirs."
        )
        said.append(sentence)
        line = next(scene.line for scene in raw if not scene.number)
        report.add("scene-number-missing", Severity.WARNING, sentence, line, fresh)
    return numbers


def _check_set(scene: RawScene, number: str, heading: Heading, report: Report) -> None:
    if not heading.set:
        sentence = f"The heading of scene {number} names no set; its whole heading is taken as the set."
        report.add("heading-without-set", Severity.WARNING, sentence, scene.line, (number,))


def _length(scene: RawScene, layout: Layout, omitted: bool) -> tuple[int, int]:
    """Printed lines and eighths of a scene; an omitted one has neither."""
    if omitted:
        return 0, 0
    lines = printed_lines([Element("heading", scene.heading), *scene.elements], layout)
    return lines, eighths_of(lines, layout) if scene.eighths is None else scene.eighths


def _speaking(scene: RawScene, roles: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    cues = (speaker(element.text) for element in scene.elements if element.kind == "character")
    return tuple(dict.fromkeys(role for cue in cues for role in roles[cue] if role))


def _without_repeats(tags: Sequence[Tag]) -> tuple[Tag, ...]:
    first: dict[tuple[str, str], Tag] = {}
    for tag in tags:
        first.setdefault((tag.category, tag.label.casefold()), tag)
    return tuple(first.values())


def _listed(numbers: Sequence[str]) -> str:
    if len(numbers) == 1:
        return f"Scene {numbers[0]}"
    shown = ", ".join(numbers[:8])
    return f"Scenes {shown} and {len(numbers) - 8} more" if len(numbers) > 8 else f"Scenes {shown}"
