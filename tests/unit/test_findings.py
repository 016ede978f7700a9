"""What is said about a name that nothing has: a near one only where a person may well have meant it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coverset.findings import nearest

SCENES = [
    *(f"F1/{number}" for number in range(1, 50)),
    *(f"F2/{number}" for number in range(1, 34)),
    "F2/12A",
]


@pytest.mark.parametrize("word", ["F1/999", "F1/500", "F3/77", "F1/4991", "9"])
def test_a_number_far_from_every_scene_is_answered_with_what_there_is(word: str) -> None:
    known = [name for name in SCENES if not name.endswith("/9")]
    assert nearest(word, known) == "known: F1/1, F1/2, F1/3, F1/4, F1/5, ..., F2/33."


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("F1/61", {"F1/6", "F1/16", "F1/1"}),
        ("F1/499", {"F1/49"}),
        ("f1/33", {"F1/33"}),
        ("F2/12B", {"F2/12", "F2/12A"}),
        ("F2/12 A", {"F2/12A"}),
        ("12A", {"F2/12A"}),
        ("F3/33", {"F1/33", "F2/33"}),
    ],
)
def test_a_slip_of_the_finger_is_answered_with_a_scene(word: str, meant: set[str]) -> None:
    assert nearest(word, SCENES) in {f"did you mean {name!r}?" for name in meant}


def test_words_are_near_as_before() -> None:
    assert nearest("VILLIAN", ["LEAD", "VILLAIN", "HACKER 2"]) == "did you mean 'VILLAIN'?"
    assert nearest("TRIAN CARR 2", ["TRAIN CAR 2", "TRAIN CAR 3"]) == "did you mean 'TRAIN CAR 2'?"
    assert nearest("stnt12", ["stunts", "props"]) == "did you mean 'stunts'?"
    assert nearest("QUEEN", ["LEAD", "VILLAIN"]) == "known: LEAD, VILLAIN."
    assert nearest("QUEEN", []) == "none is declared yet."


def test_six_are_shown_rather_than_five_and_dots() -> None:
    assert nearest("QUEEN", list("ABCDEF")) == "known: A, B, C, D, E, F."


@given(st.text("F1/29A ", max_size=8), st.lists(st.text("F1/29A ", max_size=8), max_size=8))
def test_only_known_names_are_offered_and_a_known_one_is_found(word: str, known: list[str]) -> None:
    said = nearest(word, known)
    assert said.startswith(("did you mean", "known:", "none is"))
    if said.startswith("did"):
        assert said in {f"did you mean {name!r}?" for name in known}
    if word in known and word:
        assert said in {f"did you mean {name!r}?" for name in known if name.casefold() == word.casefold()}
