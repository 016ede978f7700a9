"""The Fountain reader, against two published parsers, by hand, and with arbitrary bytes."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.findings import Finding, Severity
from coverset.formats import _fountain_text, fountain
from coverset.model.screenplay import Screenplay, Tag

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
SAMPLES = ("harbour", "hard-cases", "nightfall-over-salford", "the-tide-turns_longform")


def read(text: str) -> tuple[Screenplay, list[Finding]]:
    script, findings = fountain.read_script(text.encode(), "script.fountain")
    assert script is not None
    return script, findings


def scene(body: str, heading: str = "INT. HOUSE - DAY") -> str:
    return f"{heading}\n\n{body}\n"


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.fixture(params=[*SAMPLES, "corpus/syntax", "corpus/plain"])
def sample(request: pytest.FixtureRequest) -> Path:
    name: str = request.param
    if name.startswith("corpus/"):
        return CORPUS / f"{name.removeprefix('corpus/')}.fountain"
    folder: Path = request.getfixturevalue("shared")
    return folder / "data" / "scripts" / f"{name}.fountain"


def test_headings_numbers_and_lines_agree_with_fountain_py(sample: Path) -> None:
    from fountain import ElementType, FountainParser

    document = FountainParser().parse(sample.read_text(encoding="utf-8"))
    expected = [
        (element.text, element.line_number, element.metadata.get("scene_number"))
        for element in document.elements
        if element.type is ElementType.SCENE_HEADING
    ]
    script, _ = fountain.read_script(sample.read_bytes(), sample.name)
    assert script is not None
    found = [(one.heading, one.line, None if one.number_assigned else one.number) for one in script.scenes]
    assert found == expected


def test_headings_agree_with_screenplain(sample: Path) -> None:
    from screenplain.parsers.fountain import parse
    from screenplain.types import Slug

    slugs = [
        part for part in parse(io.StringIO(sample.read_text(encoding="utf-8"))) if isinstance(part, Slug)
    ]
    script, _ = fountain.read_script(sample.read_bytes(), sample.name)
    assert script is not None
    assert [str(slug.line) for slug in slugs] == [one.heading.upper() for one in script.scenes]


def test_a_long_script_is_read_whole(shared: Path) -> None:
    data = (shared / "data" / "scripts" / "the-tide-turns_longform.fountain").read_bytes()
    script, findings = fountain.read_script(data, "long.fountain")
    assert script is not None
    assert findings == []
    assert len(script.scenes) == 112
    assert len({one.place for one in script.scenes}) == 25
    assert len({role for one in script.scenes for role in one.characters}) == 12
    assert [one.number for one in script.scenes] == [str(number) for number in range(1, 113)]
    assert sum(one.eighths for one in script.scenes) == 194
    other, _ = fountain.read_script(data, "long.fountain", layout="screenplain")
    assert other is not None
    assert other.lines < script.lines


def test_the_whole_syntax() -> None:
    script, findings = fountain.read_script((CORPUS / "syntax.fountain").read_bytes(), "syntax.fountain")
    assert script is not None
    assert script.title == "The Long Platform"
    assert dict(script.title_page)["Contact"] == "12 Quay Street Anytown"
    by_number = {one.number: one for one in script.scenes}
    assert list(by_number) == ["1", "1A", "A2", "A2A", "3", "79pt"]
    first, second = by_number["1"], by_number["1A"]
    assert first.characters == ("LEAD", "FIREMAN")
    assert first.tags == (
        Tag("stunts", "RAIL WALK", 20),
        Tag("stunts", "HAND BRAKE", 20),
        Tag("props", "lantern", 20),
        Tag("props", "rope", 20),
    )
    assert first.synopsis == "LEAD waits for the train."
    assert "cold rail. She stops." in first.text
    assert "!INT. THIS IS NO HEADING" in first.text
    assert (second.eighths, second.eighths_source) == (11, "stored")
    assert second.notes == ("buy a new kettle",)
    assert second.characters == ("MCGREGOR", "LEAD", "FIREMAN")
    assert second.time == "DAWN"
    assert by_number["A2"].time == "DAY"
    assert by_number["A2A"].number_assigned
    assert r"a \*star\*, a snake_case_name" in by_number["A2A"].text
    assert by_number["3"].omitted
    assert by_number["3"].eighths == 0
    assert codes(findings) == ["scene-number-missing", "heading-assumed", "heading-assumed"]


def test_the_boneyard_goes_before_scenes_are_looked_for() -> None:
    script, findings = read(
        "INT. A - DAY\n\nOne /* INT. B - DAY\n\nEXT. C - DAY */ two\n\nINT. D - DAY\n\nThree\n"
    )
    assert [(one.set, one.line) for one in script.scenes] == [("A", 1), ("D", 7)]
    assert "One" in script.scenes[0].text
    assert "two" in script.scenes[0].text
    assert findings == []


def test_a_boneyard_left_open_is_said() -> None:
    script, findings = read("INT. A - DAY\n\nOne\n\n/* INT. B - DAY\n\nTwo\n")
    assert len(script.scenes) == 1
    assert [(one.code, one.place.line) for one in findings if one.place] == [("boneyard-open", 5)]


def test_a_note_stays_out_of_the_text_and_may_span_lines() -> None:
    script, _ = read(scene("He sits. [[wardrobe: red\ncoat, hat]] He stands.\n\n[[open"))
    assert [tag.label for tag in script.scenes[0].tags] == ["red", "coat", "hat"]
    assert script.scenes[0].text.endswith("[[open")
    assert "coat" not in script.scenes[0].text


def test_a_note_category_that_is_nearly_one_is_said_and_others_are_left_alone() -> None:
    script, findings = read(scene("[[stnts: roof]] [[idea: a dog]] [[see: page 3]] [[why?]] A.\n"))
    assert script.scenes[0].notes == ("stnts: roof", "idea: a dog", "see: page 3", "why?")
    assert script.scenes[0].tags == ()
    assert codes(findings) == ["tag-unknown"]
    assert findings[0].severity is Severity.NOTE
    assert "'stunts'" in findings[0].sentence


def test_a_length_set_by_hand_goes_before_a_measured_one() -> None:
    script, _ = read(scene("[[pages: 2 4/8]]\n\nShort."))
    assert (script.scenes[0].eighths, script.scenes[0].eighths_source) == (20, "stored")
    script, findings = read(scene("[[eighths: many]] Short."))
    assert (script.scenes[0].eighths, script.scenes[0].eighths_source) == (1, "measured")
    assert codes(findings) == ["eighths-unreadable"]


def test_a_number_used_twice_names_both_lines() -> None:
    _, findings = read("INT. A - DAY #12#\n\nOne\n\nINT. B - DAY #12#\n\nTwo\n")
    (found,) = findings
    assert (found.code, found.severity) == ("scene-number-twice", Severity.ERROR)
    assert found.place is not None
    assert found.place.line == 5
    assert "line 1" in found.sentence


def test_a_heading_without_a_blank_line_above_is_said() -> None:
    script, findings = read(scene("She leaves.\nEXT. ROAD - DAY\nA car."))
    assert len(script.scenes) == 1
    assert codes(findings) == ["heading-in-text"]


def test_speech_before_the_first_heading_is_said() -> None:
    script, findings = read("ANNA\nHello?\n\nINT. A - DAY\n\nOne\n")
    assert script.scenes[0].characters == ()
    assert codes(findings) == ["text-before-scenes"]


def test_a_script_without_scenes_is_said() -> None:
    script, findings = read("Just words.\n")
    assert script.scenes == ()
    assert codes(findings) == ["script-without-scenes"]


def test_a_first_line_that_ends_in_a_colon_is_no_title_page() -> None:
    script, _ = read("FADE IN:\n\nINT. A - DAY\n\nOne\n")
    assert script.title_page == ()
    assert script.title == "script"


def test_bytes_that_are_not_utf8_are_read_with_a_warning_on_their_line() -> None:
    script, findings = fountain.read_script(
        "INT. CAF\u00c9 - DAY\n\nUn caf\u00e9.\n".encode("cp1252"), "a.fountain"
    )
    assert script is not None
    assert script.scenes[0].place == "CAF\u00c9"
    assert [(one.code, one.place.line) for one in findings if one.place] == [("script-encoding", 1)]
    script, findings = fountain.read_script("INT. CAF\u00c9 - DAY\n\nOui.\n".encode("utf-16"), "a.fountain")
    assert script is not None
    assert script.scenes[0].place == "CAF\u00c9"
    assert findings == []


def test_line_ends_of_every_kind_count_the_same() -> None:
    text = "INT. A - DAY\n\nOne\n\nEXT. B - NIGHT\n\nTwo\n"
    for ending in ("\r\n", "\r"):
        script, _ = read(text.replace("\n", ending))
        assert script == read(text)[0]


def test_what_is_no_text_is_refused() -> None:
    script, findings = fountain.read_script(b"PK\x03\x04\0\0", "a.fountain")
    assert script is None
    assert codes(findings) == ["script-not-text"]


def test_what_is_too_large_is_refused() -> None:
    for data in (b"x" * 20_000_001, b"\n" * 400_001):
        script, findings = fountain.read_script(data, "a.fountain")
        assert script is None
        assert codes(findings) == ["script-too-large"]


def test_an_unknown_layout_names_the_nearest() -> None:
    script, findings = fountain.read_script(b"INT. A - DAY\n", "a.fountain", layout="final-draft-leter")
    assert script is None
    assert "'final-draft-letter'" in findings[0].sentence


def test_a_flood_of_findings_is_counted_not_listed() -> None:
    _, findings = read("\n".join(f"INT. A - DAY #1#\n\n{n}\n" for n in range(100)))
    assert len(findings) == 21
    assert findings[-1].sentence.startswith("79 more")


def test_sniffing() -> None:
    assert fountain.sniff((CORPUS / "syntax.fountain").read_bytes()[:512])
    assert fountain.sniff(b"\n\nint. house - day\n")
    assert not fountain.sniff(b"<?xml version='1.0'?><FinalDraft>")
    assert not fountain.sniff(b'{"plan": 1}')
    assert not fountain.sniff(b"\0\0INT. HOUSE")
    assert not fountain.sniff(b"scene,set,pages\n1,HOUSE,1/8\n")


pieces = st.sampled_from(
    [
        "INT. A - DAY",
        "\n",
        "\n\n",
        "/*",
        "*/",
        "[[",
        "]]",
        "ANNA",
        " ^",
        "(x)",
        "#1#",
        "=",
        "===",
        "> ",
        " <",
        "~",
        "@",
        "!",
        ".X",
        "Title: ",
        "*",
        "_",
        "  ",
    ]
)


@given(st.lists(pieces | st.text(max_size=8), max_size=40))
@settings(max_examples=100)
def test_any_text_is_read(parts: list[str]) -> None:
    script, findings = fountain.read_script("".join(parts).encode("utf-8", "replace"), "any.fountain")
    assert script is not None or any(one.severity is Severity.ERROR for one in findings)
    for one in script.scenes if script else ():
        assert one.number
        assert one.omitted or one.eighths >= 1


@given(st.binary(max_size=300))
@settings(max_examples=100)
def test_any_bytes_are_read(data: bytes) -> None:
    script, findings = fountain.read_script(data, "any.fountain")
    assert script is not None or any(one.severity is Severity.ERROR for one in findings)
    fountain.sniff(data)


def test_many_slips_and_many_lines_take_linear_work() -> None:
    """What once grew with the square of the input: slips looked up one by one, and joined action lines."""
    slips = "".join(f"[[stnt{n}: x]]" for n in range(3000))
    script, findings = read(scene(slips + "\n\n" + "a line\n" * 3000))
    assert len(script.scenes[0].notes) == 3000
    assert script.scenes[0].text.count("\n") == 2999
    assert len(findings) == 21


def test_notes_without_end_are_cut_off_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_fountain_text, "MAX_NOTES", 3)
    script, findings = read(scene("[[a]] [[b]] [[c]] [[d]]"))
    assert script.scenes[0].notes == ("a", "b", "c")
    assert codes(findings) == ["script-too-many-notes"]


def test_headings_agree_with_the_breakdown_that_the_long_script_was_written_from(shared: Path) -> None:
    folder = shared / "data" / "scripts"
    rows = json.loads((folder / "the-tide-turns_longform.breakdown.json").read_text(encoding="utf-8"))[
        "scenes"
    ]
    script, _ = fountain.read_script(
        (folder / "the-tide-turns_longform.fountain").read_bytes(), "long.fountain"
    )
    assert script is not None
    found = [(one.number, one.int_ext, one.place, one.set, one.time) for one in script.scenes]
    assert found == [
        (
            str(row["number"]),
            row["int_ext"],
            row["location"],
            " - ".join(filter(None, (row["location"], row["set_name"]))),
            row["day_night"],
        )
        for row in rows
    ]
    for one, row in zip(script.scenes, rows, strict=True):
        assert set(one.characters) <= set(row["cast"])
