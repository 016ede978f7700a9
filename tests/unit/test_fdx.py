"""The FDX reader: what the file stores, what is measured, and files that mean harm."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.findings import Finding, Severity
from coverset.formats import fdx, fountain
from coverset.formats._categories import CATEGORIES, category_named
from coverset.model.screenplay import Screenplay, Tag

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def read(data: bytes, layout: str = "") -> tuple[Screenplay, list[Finding]]:
    script, findings = fdx.read_script(data, "script.fdx", layout=layout)
    assert script is not None, findings
    return script, findings


def refused(data: bytes) -> Finding:
    script, findings = fdx.read_script(data, "script.fdx")
    assert script is None
    assert len(findings) == 1
    assert findings[0].severity is Severity.ERROR
    return findings[0]


def document(*paragraphs: str, after: str = "") -> bytes:
    body = "\n".join(paragraphs)
    return f'<FinalDraft DocumentType="Script" Version="5"><Content>\n{body}\n</Content>{after}</FinalDraft>'.encode()


def paragraph(kind: str, text: str, attributes: str = "", inside: str = "") -> str:
    return f'<Paragraph Type="{kind}" {attributes}>{inside}<Text>{escape(text)}</Text></Paragraph>'


def test_everything_a_document_carries() -> None:
    script, findings = read((CORPUS / "tagged.fdx").read_bytes())
    assert script.title == "THE LONG PLATFORM"
    assert script.layout == "document (58 lines a page)"
    assert script.revisions == ("Blue", "Pink")
    assert script.assumptions == ()
    first, second, third = script.scenes
    assert (first.number, first.page, first.eighths, first.eighths_source) == ("A20", "12", 11, "stored")
    assert (first.time, first.revision, first.synopsis) == ("NIGHT", "Pink", "She finds the lamp.")
    assert first.characters == ("LEAD", "GUARD")
    assert first.tags == (Tag("props", "miner's lamp", 9), Tag("stunts", "FALL FROM LADDER", 10))
    assert first.text.startswith(
        "LEAD lifts a lamp and two & a half keys.\n\nLEAD (V.O.)\nLight.\n\nGUARD ^\n(loud)"
    )
    assert (second.number, second.omitted, second.eighths, second.text) == ("20", True, 0, "")
    assert (third.number, third.eighths, third.eighths_source) == ("79pt", 1, "measured")
    assert third.tags == (Tag("animals", "A horse", 29), Tag("vehicles", "steam engine", 43))
    assert "not printed" not in third.text
    assert [(one.code, one.place.line) for one in findings if one.place] == [
        ("eighths-unreadable", 28),
        ("tag-undefined", 29),
    ]


def test_a_sample_without_numbers(shared: Path) -> None:
    script, findings = read((shared / "data" / "scripts" / "metropole.fdx").read_bytes())
    assert [one.number for one in script.scenes] == ["1", "2", "3", "4", "5"]
    assert [one.time for one in script.scenes] == ["DAY", "DAY", "NIGHT", "NIGHT", "NIGHT"]
    assert {one.place for one in script.scenes} == {"HOTEL METROPOLE", "CITY STREETS"}
    assert {role for one in script.scenes for role in one.characters} == {"ANSELM", "INES", "TOMAS"}
    assert script.layout == "final-draft-letter"
    assert findings == []


def test_a_tagged_sample(shared: Path) -> None:
    script, findings = read((shared / "data" / "scripts" / "tagged-minimal.fdx").read_bytes())
    (one,) = script.scenes
    assert (one.number, one.eighths, one.page) == ("1A", 11, "12")
    assert one.tags == (Tag("props", "knife", 4),)
    assert one.characters == ("JOE", "ANN")
    assert findings == []


def test_measured_lengths_are_the_stored_ones_on_the_documents_own_page(shared: Path) -> None:
    """Oracle: the lengths that Final Draft itself stored; without them we must measure the same."""
    data = (shared / "data" / "scripts" / "screenplay-tools_TestFDX-FD.fdx").read_bytes()
    stored, _ = read(data)
    measured, _ = read(data.replace(b"Length=", b"Lost="))
    assert [one.eighths_source for one in stored.scenes] == ["stored", "stored"]
    assert [one.eighths_source for one in measured.scenes] == ["measured", "measured"]
    assert [one.eighths for one in measured.scenes] == [one.eighths for one in stored.scenes] == [3, 2]
    assert stored.layout == "document (58 lines a page)"


def test_the_same_scenes_from_both_formats_are_the_same() -> None:
    text = (CORPUS / "plain.fountain").read_text(encoding="utf-8")
    data = document(
        paragraph("Scene Heading", "INT. KITCHEN - DAY"),
        paragraph("Action", "The kettle boils."),
        paragraph("Character", "ANNA"),
        paragraph("Dialogue", "Tea?"),
        paragraph("Scene Heading", "EXT. GARDEN - MOMENTS LATER"),
        paragraph("Action", "Nobody answers."),
    )
    ours, _ = read(data)
    theirs, _ = fountain.read_script(text.encode(), "script.fountain")
    assert theirs is not None
    assert [(one.heading, one.eighths, one.text, one.characters, one.time) for one in ours.scenes] == [
        (one.heading, one.eighths, one.text, one.characters, one.time) for one in theirs.scenes
    ]


def test_a_chosen_layout_goes_before_the_documents_page() -> None:
    script, _ = read((CORPUS / "tagged.fdx").read_bytes(), layout="screenplain")
    assert script.layout == "screenplain"


def test_an_absurd_page_is_not_believed() -> None:
    page = '<PageLayout TopMargin="{}" BottomMargin="{}"><PageSize Height="{}"/></PageLayout>'
    heading = paragraph("Scene Heading", "INT. A - DAY")
    for top, bottom, height in (
        ("0", "0", "nan"),
        ("inf", "1", "11"),
        ("400", "380", "11"),
        ("a", "1", "11"),
    ):
        script, _ = read(document(heading, after=page.format(top, bottom, height)))
        assert script.layout == "final-draft-letter"
    script, _ = read(document(heading, after=page.format("72", "72", "11")))
    assert script.layout == "document (54 lines a page)"


def test_numbers_twice_are_found_on_one_line_too() -> None:
    heading = paragraph("Scene Heading", "INT. A - DAY", 'Number="5"')
    _, findings = read(document(heading + heading))
    assert [one.code for one in findings] == ["scene-number-twice"]


def test_entities_are_refused() -> None:
    bomb = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    data = f'<?xml version="1.0"?><!DOCTYPE F [{bomb}]><FinalDraft><Content>&x9;</Content></FinalDraft>'
    assert refused(data.encode()).code == "fdx-entities"
    outside = '<!DOCTYPE F [<!ENTITY x SYSTEM "file:///etc/hostname">]><FinalDraft><Content>&x;</Content></FinalDraft>'
    assert refused(outside.encode()).code == "fdx-entities"


def test_a_tree_without_end_is_refused() -> None:
    assert refused(b"<a>" * 200).code == "script-too-large"


def test_a_file_that_breaks_off_names_the_line() -> None:
    data = (CORPUS / "tagged.fdx").read_bytes()
    found = refused(data[: data.index(b"GUARD")])
    assert found.code == "fdx-broken"
    assert found.place is not None
    assert found.place.line == 17


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "fdx-broken"),
        (b"Title: words\n", "fdx-broken"),
        (b"<html></html>", "fdx-wrong-root"),
        (b"<FinalDraft/>", "fdx-wrong-root"),
        (b'<?xml version="1.0" encoding="klingon"?><FinalDraft/>', "script-encoding"),
        (b"<FinalDraft>" + b" " * 20_000_000, "script-too-large"),
    ],
)
def test_what_is_no_final_draft_document_is_refused(data: bytes, code: str) -> None:
    assert refused(data).code == code


def test_sniffing() -> None:
    assert fdx.sniff((CORPUS / "tagged.fdx").read_bytes()[:512])
    assert fdx.sniff('<?xml version="1.0" encoding="UTF-16"?><FinalDraft>'.encode("utf-16"))
    assert not fdx.sniff(b"INT. HOUSE - DAY")


def test_categories_have_one_meaning_each() -> None:
    guids = [guid for category in CATEGORIES.values() for guid in category.guids]
    assert len(set(guids)) == len(guids)
    codes = [category.uci for category in CATEGORIES.values() if category.uci is not None]
    assert len(set(codes)) == len(codes)
    for category in CATEGORIES.values():
        assert category_named(category.title.upper()) is category
        for alias in category.aliases:
            assert category_named(alias) is category


texts = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Z")), max_size=30)
kinds = st.sampled_from(
    ["Scene Heading", "Action", "Character", "Dialogue", "Parenthetical", "Odd", "Lyrics"]
)


@given(st.lists(st.tuples(kinds, texts), max_size=20))
@settings(max_examples=60)
def test_any_paragraphs_are_read(parts: list[tuple[str, str]]) -> None:
    script, _ = read(document(*(paragraph(kind, text) for kind, text in parts)))
    for one in script.scenes:
        assert one.omitted or one.eighths >= 1


@given(st.binary(max_size=200), st.integers(0, 5000))
@settings(max_examples=100)
def test_any_bytes_are_answered(data: bytes, at: int) -> None:
    whole = (CORPUS / "tagged.fdx").read_bytes()
    for candidate in (data, whole[:at] + data + whole[at:]):
        script, findings = fdx.read_script(candidate, "any.fdx")
        assert script is not None or any(one.severity is Severity.ERROR for one in findings)
        fdx.sniff(candidate)
