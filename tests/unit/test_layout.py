"""Page layouts and lengths in eighths."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.formats import fountain
from coverset.model.layout import (
    DEFAULT_LAYOUT,
    LAYOUTS,
    Element,
    eighths_of,
    measure,
    plain_text,
    printed_lines,
    wrapped_lines,
)

LETTER = LAYOUTS[DEFAULT_LAYOUT]


def test_lines_to_eighths_on_a_page_of_55_lines() -> None:
    """The table worked out in the notes: nearest, and never less than one."""
    page = LAYOUTS["screenplain"]
    last = {1: 10, 2: 17, 3: 24, 4: 30, 5: 37, 6: 44, 7: 51, 8: 58}
    for eighths, lines in last.items():
        assert eighths_of(lines, page) == eighths
        assert eighths_of(lines + 1, page) == eighths + 1
    assert eighths_of(0, page) == 1


def test_half_an_eighth_counts_up() -> None:
    page = LAYOUTS["beat-a4"]
    assert page.lines_per_page == 58
    assert eighths_of(29, page) == 4
    assert eighths_of(87, page) == 12
    for layout in LAYOUTS.values():
        assert eighths_of(layout.lines_per_page, layout) == 8


def test_the_parts_of_a_scene_by_hand() -> None:
    scene = [
        Element("heading", "INT. HOUSE - DAY"),  # 2 blank + 1
        Element("action", "x" * 60),  # 1 + 1
        Element("action", "x" * 50 + " " + "x" * 20),  # 1 + 2
        Element("character", "ANNA"),  # 1 + 1
        Element("parenthetical", "(softly)"),  # 1
        Element("dialogue", "word " * 7),  # 34 characters: 1
        Element("dialogue", "word " * 8),  # 2
        Element("transition", "CUT TO:"),  # 1 + 1
    ]
    assert printed_lines(scene, LETTER) == 3 + 2 + 3 + 2 + 1 + 1 + 2 + 2
    assert measure(scene, LETTER) == 2
    assert printed_lines(scene, LAYOUTS["afterwriting-letter"]) == printed_lines(scene, LETTER) - 1


def test_dual_dialogue_is_as_tall_as_its_taller_column() -> None:
    speech = [Element("character", "ANNA", "left"), Element("dialogue", "Hi", "left")]
    answer = [Element("character", "BEN", "right"), *[Element("dialogue", "So", "right")] * 5]
    after = [Element("action", "Silence.")]
    assert printed_lines(speech, LETTER) == 3
    assert printed_lines(speech + answer, LETTER) == 7
    assert printed_lines(speech + answer + after, LETTER) == 9
    assert printed_lines((speech + answer) * 2, LETTER) == 14


@given(st.text(alphabet="ab \u00e9", max_size=300), st.integers(5, 70))
@settings(max_examples=100)
def test_wrapping_agrees_with_the_standard_library(text: str, width: int) -> None:
    words = " ".join(text.split())
    expected = len(textwrap.wrap(words, width, break_on_hyphens=False)) or 1
    assert abs(wrapped_lines(words, width) - expected) <= sum(len(word) > width for word in words.split())


def test_a_word_longer_than_the_line_is_broken() -> None:
    assert wrapped_lines("x" * 121, 60) == 3
    assert wrapped_lines("", 60) == 1
    assert wrapped_lines("a\n\nb", 60) == 3


@pytest.mark.parametrize("key", LAYOUTS)
def test_every_layout_is_a_page(key: str) -> None:
    layout = LAYOUTS[key]
    assert layout.key == key
    assert 50 <= layout.lines_per_page <= 62
    assert layout.block("heading").before in (1, 2)
    assert layout.block("unheard of") == layout.block("action")
    assert layout.source


words = st.text(alphabet="ab AB.,!-*_\\'1(", min_size=1, max_size=30).map(
    lambda text: "x" + " ".join(text.split())
)
paragraph = st.one_of(
    st.builds(Element, st.sampled_from(["action", "transition", "centred"]), words),
    st.builds(Element, st.just("action"), words.map(str.upper)),
)
speeches = st.tuples(words, st.lists(words, min_size=1, max_size=3)).map(
    lambda cue: [Element("character", cue[0].split("(")[0]), *[Element("dialogue", line) for line in cue[1]]]
)


@given(st.lists(st.one_of(paragraph.map(lambda one: [one]), speeches), max_size=6))
@settings(max_examples=100)
def test_plain_text_reads_back_as_the_same_paragraphs(parts: list[list[Element]]) -> None:
    elements = [element for part in parts for element in part]
    source = "INT. HOUSE - DAY #1#\n\n" + plain_text(elements) + "\n"
    script, _ = fountain.read_script(source.encode(), "again.fountain")
    assert script is not None
    (scene,) = script.scenes
    assert scene.text == plain_text(elements)
    assert scene.eighths == measure([Element("heading", "INT. HOUSE - DAY"), *elements], LETTER)


def test_the_guide_lists_every_layout_as_it_is() -> None:
    guide = (Path(__file__).resolve().parents[2] / "docs" / "how-to" / "bring-a-screenplay.md").read_text(
        encoding="utf-8"
    )
    rows = [
        [cell.strip(" `") for cell in line.split("|")[1:-1]]
        for line in guide.splitlines()
        if line.startswith("| `")
    ]
    told = {row[0].split("`")[0]: (int(row[2]), int(row[3])) for row in rows}
    assert told == {key: (one.lines_per_page, one.block("heading").before) for key, one in LAYOUTS.items()}
