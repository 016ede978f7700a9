"""Matching the scenes of two scripts, and the marks of a revision: colours and numbers."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverset.formats import fountain
from coverset.formats.production import read_any_script
from coverset.model.alike import alike
from coverset.model.numbering import scene_sort_key
from coverset.model.revision import compare
from coverset.model.revision_marks import COLOURS, known_colour, new_numbers, next_colour
from coverset.model.screenplay import ScriptScene

VOCABULARY = ["tide", "rope", "kettle", "window", "brass", "lantern", "ladder", "pocket", "gravel", "engine"]
SETS = ("KIOSK", "PIER", "HOUSE - KITCHEN", "CAR", "BEACH - GROYNE")


@st.composite
def scripts(draw: st.DrawFn, most: int = 12) -> list[ScriptScene]:
    """A numbered script whose scenes differ from one another in most of their words."""
    count = draw(st.integers(1, most))
    luck = random.Random(draw(st.integers(0, 2**32)))
    scenes = []
    for place in range(1, count + 1):
        words = [f"{luck.choice(VOCABULARY)}{luck.randint(0, 400)}" for _ in range(luck.randint(12, 60))]
        story, time = luck.choice(SETS), luck.choice(("DAY", "NIGHT"))
        scenes.append(scene(str(place), story, " ".join(words), time=time))
    return scenes


def scene(number: str, story: str, text: str, *, time: str = "DAY", assigned: bool = False) -> ScriptScene:
    return ScriptScene(
        number=number,
        heading=f"INT. {story} - {time}",
        int_ext="INT",
        set=story,
        place=story.split(" - ")[0],
        time=time,
        line=1,
        eighths=2,
        eighths_source="measured",
        text=text,
        number_assigned=assigned,
    )


@given(scripts())
@settings(max_examples=60, deadline=None)
def test_the_same_script_has_nothing_otherwise(script: list[ScriptScene]) -> None:
    found = compare(script, script)
    assert [(p.old, p.new, p.alike, p.moved, p.changes) for p in found.pairs] == [
        (each, each, 1.0, False, ()) for each in script
    ]
    assert (found.added, found.gone, found.doubts, found.splits, found.merges) == ((), (), (), (), ())


@given(scripts(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_scenes_in_another_order_are_matched_by_number(
    script: list[ScriptScene], luck: random.Random
) -> None:
    other = luck.sample(script, len(script))
    found = compare(script, other)
    assert {(p.old.number, p.new.number) for p in found.pairs} == {(s.number, s.number) for s in script}
    assert [p.moved for p in found.pairs].count(True) <= len(script) - 1
    assert any(p.moved for p in found.pairs) == (other != script)


@given(scripts(), st.sampled_from(["100+", "shifted", "none"]))
@settings(max_examples=60, deadline=None)
def test_a_renumbered_copy_is_matched_by_what_it_says(script: list[ScriptScene], how: str) -> None:
    if how == "none":
        other = [replace(s, number=str(k), number_assigned=True) for k, s in enumerate(script, 1)]
    else:
        first = 101 if how == "100+" else 2
        other = [replace(s, number=str(k)) for k, s in enumerate(script, first)]
    found = compare(script, other)
    assert [(p.old.text, p.new.text) for p in found.pairs] == [(s.text, s.text) for s in script]
    assert (found.added, found.gone) == ((), ())
    assert all(p.renumbered for p in found.pairs) == (how != "none")


@given(scripts(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_number_that_is_in_both_keeps_its_scene_however_it_is_rewritten(
    script: list[ScriptScene], data: st.DataObject
) -> None:
    """All of its words may be others; then what stood there is nowhere else."""
    at = data.draw(st.integers(0, len(script) - 1))
    other = list(script)
    other[at] = replace(script[at], set="MOON", text="Nothing of this was ever here before, not one word.")
    found = compare(script, other)
    assert {(p.old.number, p.new.number) for p in found.pairs} == {(s.number, s.number) for s in script}


@given(scripts(), st.data())
@settings(max_examples=60, deadline=None)
def test_a_scene_that_comes_leaves_the_others_alone(script: list[ScriptScene], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(script)))
    fresh = scene("", "MOON", "Dust lies on everything that nobody has come to see.", assigned=True)
    found = compare(script, [*script[:at], fresh, *script[at:]])
    assert found.added == (fresh,)
    assert [(p.old, p.changes, p.moved) for p in found.pairs] == [(each, (), False) for each in script]
    numbers = new_numbers([*(s.number for s in script[:at]), None, *(s.number for s in script[at:])], ())
    assert [n for k, n in enumerate(numbers) if k != at] == [s.number for s in script]
    keys = [scene_sort_key(number) for number in numbers]
    assert keys == sorted(keys)


@given(scripts(4), scripts(4))
@settings(max_examples=60, deadline=None)
def test_likeness_is_a_share_and_the_same_both_ways(one: list[ScriptScene], other: list[ScriptScene]) -> None:
    for first in one:
        assert alike(first, first) == 1.0
        for second in other:
            assert 0.0 <= alike(first, second) == alike(second, first) <= 1.0


def test_a_shift_with_a_new_scene_ahead_keeps_every_scene() -> None:
    """The writer's program numbered the script anew: 1 is new, and what was 1 is 2."""
    texts = [f"word{k} goes{k} here{k} and{k} there{k} again{k}" for k in range(5)]
    old = [scene(str(k + 1), "KIOSK", text) for k, text in enumerate(texts)]
    new = [
        scene("1", "MOON", "Quite another thing."),
        *(replace(s, number=str(k + 2)) for k, s in enumerate(old)),
    ]
    found = compare(old, new)
    assert [(p.old.number, p.new.number) for p in found.pairs] == [(str(k), str(k + 1)) for k in range(1, 6)]
    assert [each.number for each in found.added] == ["1"]


def test_one_scene_in_two_and_two_in_one_are_seen() -> None:
    first, second = (" ".join(f"{word}{k}" for k in range(20)) for word in ("left", "right"))
    whole, other = (
        scene("12", "KIOSK", f"{first} {second}"),
        scene("13", "PIER", "The gulls go home at last."),
    )
    split = [scene("12", "KIOSK", first), scene("12A", "KIOSK", second), other]
    found = compare([whole, other], split)
    assert [(each.old.number, each.new.number) for each in found.splits] == [("12", "12A")]
    assert found.splits[0].share > 0.9
    back = compare(split, [whole, other])
    assert [(each.old.number, each.into.number) for each in back.merges] == [("12A", "12")]


def test_a_likeness_between_is_asked_and_the_answer_is_taken() -> None:
    first, second, third = (" ".join(f"{word}{k}" for k in range(20)) for word in ("left", "right", "over"))
    old, new = scene("5", "KIOSK", first), scene("9", "PIER", f"{first} {second} {third}")
    found = compare([old], [new])
    assert (found.gone, found.added) == ((old,), (new,))
    assert [(each.old, each.new) for each in found.doubts] == [(old, new)]
    assert 0.4 <= found.doubts[0].alike < 0.6
    assert [(p.old, p.new, p.how) for p in compare([old], [new], joined={"5"}).pairs] == [
        (old, new, "decided")
    ]
    renumbered = replace(old, number="9")
    assert [p.renumbered for p in compare([old], [renumbered]).pairs] == [True]
    assert compare([old], [renumbered], apart={"5"}).gone == (old,)


def test_one_unnumbered_scene_rewritten_between_its_neighbours_is_the_one_that_stood_there() -> None:
    old = [scene(n, "KIOSK", f"{n} alpha{n} beta{n} gamma{n} delta{n}") for n in "123"]
    new = [replace(s, number_assigned=True) for s in old]
    new[1] = replace(new[1], text="Everything in it is otherwise now.")
    assert [(p.old.number, p.how) for p in compare(old, new).pairs] == [
        ("1", "content"),
        ("2", "place"),
        ("3", "content"),
    ]


@pytest.mark.parametrize(
    ("numbers", "taken", "found"),
    [
        (["12", None, "13"], (), "12 12A 13"),
        (["12", None, None, "13"], (), "12 12A 12B 13"),
        (["12", None, "13"], ("12A",), "12 12B 13"),
        ([None, "12", "13"], (), "A12 12 13"),
        ([None, None, "1"], (), "A1 B1 1"),
        (["12", None, "12A"], (), "12 12aA 12A"),
        (["12A", None, "12B"], (), "12A 12aB 12B"),
        (["A20", None, "20"], (), "A20 B20 20"),
        (["12", None], (), "12 12A"),
        ([None, None], (), "1 2"),
        ([None], ("7", "8A"), "9"),
    ],
)
def test_new_scenes_are_numbered_as_crews_do(
    numbers: list[str | None], taken: tuple[str, ...], found: str
) -> None:
    assert " ".join(new_numbers(numbers, taken)) == found


@given(
    st.lists(st.one_of(st.none(), st.from_regex(r"[A-C]?[1-9][0-9]?[A-C]?", fullmatch=True)), max_size=40),
    st.sets(st.from_regex(r"[1-9][0-9]?[A-C]?", fullmatch=True), max_size=20),
)
@settings(max_examples=100, deadline=None)
def test_no_number_is_ever_used_twice(numbers: list[str | None], taken: set[str]) -> None:
    given_once = [n if n is None or n not in numbers[:k] else None for k, n in enumerate(numbers)]
    found = new_numbers(given_once, taken)
    assert [n for n, was in zip(found, given_once, strict=True) if was] == [n for n in given_once if n]
    fresh = [n for n, was in zip(found, given_once, strict=True) if not was]
    assert len({n.casefold() for n in found}) == len(found)
    assert not set(fresh) & taken


def test_colours_go_on_in_their_order_and_then_again() -> None:
    assert next_colour("") == "Blue"
    pages = ["White"]
    for _ in range(len(COLOURS) * 2):
        pages.append(next_colour(pages[-1]) or "")
    assert pages == [*COLOURS, *(f"Second {each}" for each in COLOURS), "Third White"]
    assert known_colour("double blue") == "Second Blue"
    assert next_colour("Double Tan") == "Third White"
    assert known_colour("Lavender") is None
    assert next_colour("Lavender") is None
    assert next_colour("Ninth Tan") is None


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"), max_size=300)


@given(TEXTS, TEXTS)
@settings(max_examples=60, deadline=None)
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    """Whatever is in the files: every scene is in one of the lists, once."""
    read = [
        fountain.read_script(f"INT. A - DAY\n\n{text}".encode("utf-8", "ignore"), "x.fountain")[0]
        for text in (one, other)
    ]
    assert read[0] is not None
    assert read[1] is not None
    found = compare(read[0].scenes, read[1].scenes)
    assert len(found.pairs) + len(found.added) == len(read[1].scenes)
    assert len(found.pairs) + len(found.gone) == len(read[0].scenes)


def test_a_long_script_of_one_phrase_stays_linear() -> None:
    """Words that stand in every scene propose nothing: two thousand scenes of the same are compared by number."""
    old = [scene(str(k), "KIOSK", "the same again and again " * 5) for k in range(2_000)]
    found = compare(old, [replace(s, number=f"9{s.number}x") for s in old])
    assert len(found.pairs) == 2_000


@pytest.mark.parametrize(
    "name",
    [
        "harbour.fountain",
        "nightfall-over-salford.fountain",
        "the-tide-turns_longform.fountain",
        "metropole.fdx",
    ],
)
def test_real_scripts_match_themselves_with_a_scene_taken_out_and_one_rewritten(
    shared: Path, name: str
) -> None:
    path = shared / "data" / "scripts" / name
    if not path.is_file():
        pytest.skip(f"{name} is not among the shared sample files")
    script, _ = read_any_script(path.read_bytes(), name)
    assert script is not None
    scenes = list(script.scenes)
    new = [replace(scenes[0], text=scenes[0].text + "\n\nA dog barks."), *scenes[1:-1]]
    found = compare(scenes, [replace(each, number_assigned=True) for each in new])
    assert [pair.old for pair in found.pairs] == scenes[:-1]
    assert list(found.gone) == scenes[-1:]
    assert [pair.old.number for pair in found.pairs if pair.changes] == [scenes[0].number]
