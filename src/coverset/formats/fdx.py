"""FDX: Final Draft's screenplay, with its scene numbers, stored lengths, revisions and breakdown tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, cast

from coverset.findings import Finding, Severity
from coverset.formats._categories import BY_GUID, NOTE_CATEGORIES, category_named
from coverset.formats._fdx_layout import KINDS, own_layout
from coverset.formats._fdx_xml import line_of, parse_xml
from coverset.formats._script import RawScene, Report, assemble, page_layout, read_note, too_large
from coverset.model.layout import DEFAULT_LAYOUT, Column, Element, Kind
from coverset.model.screenplay import Screenplay, Tag
from coverset.units import parse_eighths

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element as Xml

KEY = "fdx"
TITLE = "Final Draft screenplay"
SUFFIXES = (".fdx",)

_LONGEST_NUMBER = 40
_TAGS_OF_A_RUN = 50
_NUMBERS = re.compile(r"[0-9]{1,9}")


def sniff(head: bytes) -> bool:
    """Whether a file's first bytes are a Final Draft document, in UTF-8 or UTF-16."""
    return b"<FinalDraft" in head.replace(b"\0", b"")


def read_script(data: bytes, name: str, *, layout: str = "") -> tuple[Screenplay | None, list[Finding]]:
    """Read an FDX file: scenes with their printed numbers, lengths as the file stores them, tags by category.

    ``data`` are the bytes, ``name`` the file's name in findings, ``layout`` a key of
    ``coverset.model.layout.LAYOUTS``; "" measures with the document's own page. A stored scene length goes
    before a measured one unless it is absent or unreadable. Answers the screenplay and the findings; no
    screenplay only when the file is no Final Draft document. Never raises for what the file holds.
    Format: FinalDraft elements of versions 1 to 6 as found in documents; there is no published schema.
    """
    report = Report(name)
    page = page_layout(layout or DEFAULT_LAYOUT, report)
    if page is None or too_large(data, report):
        return None, report.findings()
    root = parse_xml(data, report)
    if root is None:
        return None, report.findings()
    content = root.find("Content")
    if root.tag != "FinalDraft" or content is None:
        wrong = f"its root is {root.tag[:40]!r}" if root.tag != "FinalDraft" else "it has no Content"
        sentence = f"This is not a Final Draft screenplay: {wrong}. Export the script as .fdx."
        report.add("fdx-wrong-root", Severity.ERROR, sentence, line_of(root))
        return None, report.findings()
    reader = _Reader(root, report)
    reader.read(content)
    reader.notes()
    title_page = _title_page(root)
    title = title_page[0][1] if title_page else ""
    script = assemble(
        report,
        reader.scenes,
        page if layout else own_layout(root, page),
        title=title or PurePath(name).stem,
        title_page=title_page,
        revisions=[reader.revisions[n] for n in sorted(reader.marked) if n in reader.revisions],
        assumptions=[] if title else ["The script has no title: the file's name is used."],
    )
    return script, report.findings()


def _runs(paragraph: Xml) -> str:
    """The text of a paragraph: its own runs joined, without what is nested in it."""
    return "".join("".join(run.itertext()) for run in paragraph.findall("Text"))


def _title_page(root: Xml) -> list[tuple[str, str]]:
    texts = [" ".join(_runs(p).split()) for p in root.iterfind("TitlePage/Content/Paragraph")]
    texts = [text for text in texts if text]
    return [("Title", texts[0]), *(("", text) for text in texts[1:])] if texts else []


class _Reader:
    """One pass over the paragraphs of the document."""

    def __init__(self, root: Xml, report: Report) -> None:
        self.root = root
        self.report = report
        self.scenes: list[RawScene] = []
        self.marked: set[int] = set()
        self.revisions = {
            int(found[0]): revision.get("Name", "").strip() or found[0]
            for revision in root.iterfind("Revisions/Revision")
            if (found := _NUMBERS.fullmatch(revision.get("ID", "")))
        }
        self._tags = dict(_tags(root))
        self._starts: list[tuple[int, RawScene | None]] = []
        self._newest = 0

    def read(self, content: Xml) -> None:
        """Fill ``scenes``; paragraphs before the first heading belong to none."""
        offset = 0
        for paragraph in content.findall("Paragraph"):
            if paragraph.get("Type") == "Scene Heading":
                self._heading(paragraph)
            self._starts.append((offset, self._scene()))
            dual = paragraph.find("DualDialogue")
            if dual is not None:
                self._dual(dual)
            elif paragraph.get("Type") != "Scene Heading":
                self._paragraph(paragraph, "")
            embedded = len(paragraph.findall("DualDialogue")) + len(paragraph.findall("OmittedScene"))
            offset += len(_runs(paragraph).encode("utf-16-le", "surrogatepass")) // 2 + embedded + 1

    def notes(self) -> None:
        """Give script notes to their scenes: nested ones where they stand, the others by their range.

        A range counts UTF-16 units of the script's text, one for each paragraph's end and one for each
        dual dialogue or omitted scene embedded in it.
        """
        at = 0
        placed = []
        for note in self.root.iterfind("ScriptNotes/ScriptNote"):
            found = _NUMBERS.match(note.get("Range", "").strip())
            text = "\n".join(_runs(paragraph) for paragraph in note.iterfind("Paragraph")).strip()
            if found and text:
                placed.append((int(found[0]), line_of(note), text))
        for start, line, text in sorted(placed):
            while at + 1 < len(self._starts) and self._starts[at + 1][0] <= start:
                at += 1
            if self._starts:
                read_note(self._starts[at][1], text, line, self.report)

    def _scene(self) -> RawScene | None:
        return self.scenes[-1] if self.scenes else None

    def _heading(self, paragraph: Xml) -> None:
        text = " ".join(_runs(paragraph).split())
        omitted = paragraph.find("OmittedScene") is not None
        number = " ".join(paragraph.get("Number", "").split())[:_LONGEST_NUMBER] or None
        if not (text or number or omitted):
            return
        scene = RawScene(text or "OMITTED", line_of(paragraph), number, omitted=omitted)
        self.scenes.append(scene)
        self._newest = 0
        properties = paragraph.find("SceneProperties")
        if properties is not None:
            scene.page = properties.get("Page", "").strip()
            self._stored_length(scene, properties)
            for summary in properties.iterfind("Summary/Paragraph"):
                scene.synopsis.append(_runs(summary))
        self._marks(paragraph, text)

    def _stored_length(self, scene: RawScene, properties: Xml) -> None:
        text = properties.get("Length", "").strip()[:40]
        if not text:
            return
        try:
            eighths = parse_eighths(text)
        except ValueError as error:
            sentence = f"The stored length of the scene is not understood, so it is measured: {error}."
            self.report.add("eighths-unreadable", Severity.WARNING, sentence, scene.line)
            return
        if eighths:
            scene.eighths = eighths

    def _dual(self, dual: Xml) -> None:
        """The first speech stands left, the second and any further one right."""
        cues = 0
        for paragraph in dual.findall("Paragraph"):
            cues += paragraph.get("Type") == "Character"
            self._paragraph(paragraph, "right" if cues > 1 else "left")

    def _paragraph(self, paragraph: Xml, column: Column) -> None:
        text = _runs(paragraph).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
        self._marks(paragraph, text)
        scene = self._scene()
        kind = paragraph.get("Type", "General")
        if scene is not None and not kind.startswith("Outline"):
            scene.elements.append(Element(cast("Kind", KINDS.get(kind, "general")), text, column))

    def _marks(self, paragraph: Xml, text: str) -> None:
        """The tags, the revision and the nested notes of one paragraph go to its scene."""
        scene = self._scene()
        if scene is None:
            return
        for run in paragraph.findall("Text"):
            revision = _NUMBERS.fullmatch(run.get("RevisionID", "").strip())
            if revision and int(revision[0]):
                self.marked.add(int(revision[0]))
                if int(revision[0]) > self._newest:
                    self._newest = int(revision[0])
                    scene.revision = self.revisions.get(self._newest, revision[0])
            for number in _NUMBERS.findall(run.get("TagNumber", ""))[:_TAGS_OF_A_RUN]:
                self._tag(scene, number, " ".join("".join(run.itertext()).split()), line_of(paragraph))
        for note in paragraph.findall("ScriptNote"):
            words = "\n".join(_runs(part) for part in note.findall("Paragraph")).strip()
            if words:
                read_note(scene, words, line_of(note), self.report)

    def _tag(self, scene: RawScene, number: str, text: str, line: int) -> None:
        definitions = self._tags.get(number)
        if not definitions:
            sentence = f"Tag {number} on {text[:40]!r} has no definition in the file and is left out."
            self.report.add("tag-undefined", Severity.WARNING, sentence, line)
            return
        for category, label in definitions:
            label = label or text
            if category in NOTE_CATEGORIES:
                scene.notes.append(label)
            elif category == "synopsis":
                scene.synopsis.append(label)
            elif label:
                scene.tags.append(Tag(category, label, line))


def _tags(root: Xml) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """For each tag number, the category and label of what it stands for.

    Categories go by their id, which stays the same while names and order change between versions; an id
    nobody knows goes by the name that the file gives it.
    """
    data = root.find("TagData")
    if data is None:
        return
    names = {
        found.get("Id", "").casefold(): " ".join(found.get("Name", "").split())
        for found in data.iterfind("TagCategories/TagCategory")
    }
    definitions: dict[str, tuple[str, str]] = {}
    for found in data.iterfind("TagDefinitions/TagDefinition"):
        guid = found.get("CatId", "").casefold()
        name = names.get(guid, "")
        category = BY_GUID.get(guid) or category_named(name)
        key = category.key if category else name.casefold() or "miscellaneous"
        definitions[found.get("Id", "").casefold()] = (key, " ".join(found.get("Label", "").split()))
    for tag in data.iterfind("Tags/Tag"):
        ids = ("".join(part.itertext()).strip().casefold() for part in tag.findall("DefId"))
        yield tag.get("Number", ""), [definitions[guid] for guid in ids if guid in definitions]
